"""Charts: tables in, figures out; each with a question, a description in words and its data as a table."""

from __future__ import annotations

from kit.charts.alignment import omission_matrix, rendering_grid, reuse_matrix
from kit.charts.collection import event_coverage, event_sizes, shared_wording
from kit.charts.naming import contested_grid, naming_grid
from kit.charts.numbers import number_grid
from kit.charts.order import focus_grid, order_grid
from kit.charts.overview import nearness_tree, overview_grid
from kit.charts.timeline import timeline
from kit.charts.verbs import verb_grid
from kit.charts.voices import speaker_grid, voice_shares
from kit.charts.words import keyword_dots, loaded_strip

__all__ = [
    "contested_grid",
    "event_coverage",
    "event_sizes",
    "focus_grid",
    "keyword_dots",
    "loaded_strip",
    "naming_grid",
    "nearness_tree",
    "number_grid",
    "omission_matrix",
    "order_grid",
    "overview_grid",
    "rendering_grid",
    "reuse_matrix",
    "shared_wording",
    "speaker_grid",
    "timeline",
    "verb_grid",
    "voice_shares",
]
