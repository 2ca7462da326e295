"""Charts: tables in, figures out; each with a question, a description in words and its data as a table."""

from __future__ import annotations

from kit.charts.alignment import omission_matrix as omission_matrix
from kit.charts.alignment import rendering_grid as rendering_grid
from kit.charts.alignment import reuse_matrix as reuse_matrix
from kit.charts.timeline import timeline as timeline
