"""Charts: tables in, figures out; each with a question, a description in words and its data as a table."""

from __future__ import annotations

from kit.charts.alignment import omission_matrix as omission_matrix
from kit.charts.alignment import rendering_grid as rendering_grid
from kit.charts.alignment import reuse_matrix as reuse_matrix
from kit.charts.collection import event_coverage as event_coverage
from kit.charts.collection import event_sizes as event_sizes
from kit.charts.collection import shared_wording as shared_wording
from kit.charts.naming import contested_grid as contested_grid
from kit.charts.naming import naming_grid as naming_grid
from kit.charts.numbers import number_grid as number_grid
from kit.charts.order import focus_grid as focus_grid
from kit.charts.order import order_grid as order_grid
from kit.charts.overview import nearness_tree as nearness_tree
from kit.charts.overview import overview_grid as overview_grid
from kit.charts.timeline import timeline as timeline
from kit.charts.verbs import verb_grid as verb_grid
from kit.charts.voices import speaker_grid as speaker_grid
from kit.charts.voices import voice_shares as voice_shares
from kit.charts.words import keyword_dots as keyword_dots
from kit.charts.words import loaded_strip as loaded_strip
