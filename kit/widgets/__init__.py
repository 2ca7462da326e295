"""Widgets: explorers for notebooks; each is controls, a view, and `.rows`, the selection as a DataFrame."""

from __future__ import annotations

from kit.widgets.alignment import CollationView as CollationView
from kit.widgets.alignment import StatementGrid as StatementGrid
from kit.widgets.checker import Checker as Checker
from kit.widgets.exercises import Exercises as Exercises
from kit.widgets.outlets import Concordance as Concordance
from kit.widgets.outlets import ContestedWords as ContestedWords
from kit.widgets.outlets import Naming as Naming
from kit.widgets.outlets import Numbers as Numbers
from kit.widgets.outlets import Order as Order
from kit.widgets.outlets import Overview as Overview
from kit.widgets.outlets import Verbs as Verbs
from kit.widgets.outlets import Voices as Voices
from kit.widgets.outlets import Words as Words
from kit.widgets.reader import ParallelReader as ParallelReader
from kit.widgets.show import show as show
from kit.widgets.timeline import TimelineExplorer as TimelineExplorer
