"""Entry: one statement and what each article did with it, drawn once for every page, paper and widget."""

from __future__ import annotations

from kit.entry.entries import Entries
from kit.entry.model import Entry, Place, Row, Run
from kit.entry.page import chip, chip_style, entry_html, style
from kit.entry.telling import keeps_most, told, whole, worth_comparing

__all__ = [
    "Entries",
    "Entry",
    "Place",
    "Row",
    "Run",
    "chip",
    "chip_style",
    "entry_html",
    "keeps_most",
    "style",
    "told",
    "whole",
    "worth_comparing",
]
