"""Widgets: explorers for notebooks; each is controls, a view, and `.rows`, the selection as a DataFrame."""

from __future__ import annotations

from kit.widgets.alignment import CollationView, StatementGrid
from kit.widgets.checker import Checker
from kit.widgets.exercises import Exercises
from kit.widgets.most_telling import most_telling
from kit.widgets.outlets import Concordance, ContestedWords, Naming, Numbers, Order, Overview, Verbs, Voices, Words
from kit.widgets.reader import ParallelReader
from kit.widgets.show import show
from kit.widgets.timeline import TimelineExplorer

__all__ = [
    "Checker",
    "CollationView",
    "Concordance",
    "ContestedWords",
    "Exercises",
    "Naming",
    "Numbers",
    "Order",
    "Overview",
    "ParallelReader",
    "StatementGrid",
    "TimelineExplorer",
    "Verbs",
    "Voices",
    "Words",
    "most_telling",
    "show",
]
