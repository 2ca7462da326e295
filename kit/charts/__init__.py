"""Charts: tables in, figures out; each with a question, a description in words and its data as a table."""

from __future__ import annotations
