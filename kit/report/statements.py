"""Statements side by side: the grid of statements by outlet, and the entry of each in the apparatus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.data.terms import Term, term, terms
from kit.entry import entry_html
from kit.phrasing import shortened
from kit.report.text import anchor

if TYPE_CHECKING:
    from markupsafe import Markup

    from kit.entry import Entry
    from kit.report.view import View

# With at most this many articles a grid has words in its cells; with at most this many, signs alone; beyond, outlets are listed.
WORDS_FIT, SIGNS_FIT = 8, 45
# The short grid: this many statements, this many characters of each.
FEW, WORDS = 8, 90


@dataclass(frozen=True)
class Cell:
    """What one article does with one statement, and the passage that stands for it."""

    name: str
    term: Term
    href: str = ""
    perhaps: bool = False
    there: bool = False


@dataclass(frozen=True)
class Statement:
    """One statement as the page shows it: its line in the grid, and its entry."""

    entry: Entry
    anchor: str
    speaker_href: str
    cells: tuple[Cell, ...]
    html: Markup


@dataclass(frozen=True)
class Event:
    """The statements of one event: those that two or more articles have, and those of one alone by its name."""

    event_id: str
    names: tuple[str, ...]
    layout: str
    shared: tuple[Statement, ...]
    alone: dict[str, list[Statement]]


def events(view: View) -> list[Event]:
    """Every event with its statements, in the order of their numbers."""
    made = []
    for event_id, articles in view.events.items():
        count = len(articles)
        layout = "words" if count <= WORDS_FIT else "signs" if count <= SIGNS_FIT else "list"
        mine = [cells for cells in view.entries.cells.values() if cells[0].article_id in set(articles)]
        shared = [_statement(cells, view, grid=layout != "list") for cells in mine if _brought(cells) > 1]
        alone: dict[str, list[Statement]] = {}
        for cells in mine:
            if _brought(cells) == 1:
                only = next(cell.article_id for cell in cells if pd.notna(cell.rendering_id))
                alone.setdefault(view.names[only], []).append(_statement(cells, view, grid=False))
        names = [view.names[article_id] for article_id in articles]
        made.append(Event(event_id, tuple(names), layout, tuple(shared), {n: alone[n] for n in names if n in alone}))
    return made


@dataclass(frozen=True)
class Brief:
    """One statement in a line: its number, who said it, its first words, where it is told in full, and the cells."""

    number: int
    speaker: str
    words: str
    href: str
    cells: tuple[Cell, ...]


def brief(view: View, articles: list[str]) -> list[Brief]:
    """The first few statements that two or more of these articles surely have, with what each article does."""
    made = []
    for entry in view.entries.shared():
        cells = {cell.article_id: cell for cell in view.entries.cells[entry.statement_id]}
        mine = [_cell(cells[key], view) for key in articles if key in cells]
        if len(mine) == len(articles) and sum(cell.there and not cell.perhaps for cell in mine) > 1:
            words, href = shortened(entry.reference, WORDS), view.href("statement", entry.statement_id)
            made.append(Brief(entry.number, entry.speaker, words, href, tuple(mine)))
        if len(made) == FEW:
            break
    return made


def legend() -> list[Term]:
    """The treatments with their signs, for the grid."""
    return terms("treatment")


def _brought(cells: list[Any]) -> int:
    """How many articles have a rendering, sure or not: what may be in a second article is not called alone."""
    return sum(pd.notna(cell.rendering_id) for cell in cells)


def _statement(cells: list[Any], view: View, *, grid: bool) -> Statement:
    entry = view.entries[cells[0].statement_id]
    return Statement(
        entry=entry,
        anchor=anchor("statement", entry.statement_id),
        speaker_href=view.href("speaker", entry.speaker_id or pd.NA),
        cells=tuple(_cell(cell, view) for cell in cells) if grid else (),
        html=entry_in(entry, view),
    )


def entry_in(entry: Entry, view: View) -> Markup:
    """An entry with links to its passages in this page."""
    return entry_html(entry, href=lambda place: view.href("rendering", place.rendering_id))


def _cell(cell: Any, view: View) -> Cell:
    perhaps = pd.notna(cell.certainty) and cell.certainty == "perhaps"
    href, there = view.href("rendering", cell.rendering_id), bool(pd.notna(cell.rendering_id))
    return Cell(view.names[cell.article_id], term(str(cell.treatment)), href, perhaps, there)
