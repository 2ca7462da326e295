"""A worksheet of two printed pages, made from this corpus: wordings to compare by hand, before the page is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.entry import worth_comparing
from kit.tables.schemas import TREATMENTS

if TYPE_CHECKING:
    from kit.entry import Entry
    from kit.report.view import View

# What fits on two printed pages.
STATEMENTS, OUTLETS = 2, 6
# What a pupil may write beside a wording.
OPTIONS = TREATMENTS[:5]


def tasks(view: View) -> list[Entry]:
    """The entries whose wordings tell most apart."""
    return worth_comparing(view.entries)[:STATEMENTS]


def outlets(view: View) -> list[str]:
    """The first few outlets, for the tables that are filled in by hand."""
    return list(view.names.values())[:OUTLETS]
