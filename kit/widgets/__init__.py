"""Widgets: explorers for notebooks; each is controls, a view, and `.rows`, the selection as a DataFrame."""

from __future__ import annotations

from kit.widgets.alignment import CollationView as CollationView
from kit.widgets.alignment import StatementGrid as StatementGrid
from kit.widgets.checker import Checker as Checker
from kit.widgets.exercises import Exercises as Exercises
from kit.widgets.reader import ParallelReader as ParallelReader
from kit.widgets.show import show as show
