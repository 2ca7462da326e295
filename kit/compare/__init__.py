"""Compare: answers from the tables: who is heard, what is named how, what is left out."""

from __future__ import annotations

from kit.compare.outlets import outlet_names
from kit.compare.voice import not_heard, speakers_heard, voices

__all__ = ["not_heard", "outlet_names", "speakers_heard", "voices"]
