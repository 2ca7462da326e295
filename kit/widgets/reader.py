"""The parallel reader: articles in columns, with one statement highlighted in all of them.

Choose a statement by click, by keyboard or from the list: its entry of the apparatus stands above the columns, every
column goes to its own wording of it, and an outlet in which nothing was found says so. What is chosen is `.rows`, one
row an outlet's wording, a row without a text for an outlet in which none was found.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import pandas as pd
import traitlets

from kit.data.palette import OF_OUTLETS
from kit.data.terms import term
from kit.entry import Entries, entry_html, style
from kit.phrasing import day_in_words, shortened
from kit.widgets.base import ChangingDropdown, Explorer, dropdown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kit.compare.outlets import Outlet
    from kit.tables import Reading

ANY = "any"
# Columns that fit a screen beside each other; more can be chosen and scroll.
COLUMNS = 5
# Lines of the list of outlets: the reader should fit a small laptop's screen, so the list scrolls.
LINES = 3
# A statement's wording in the list of statements, in characters.
SHORT = 90
_SNUG = {"description_width": "initial"}

_ROWS = [
    "number", "outlet", "treatment", "certainty", "form", "text", "start", "end", "article_id", "rendering_id",
    "statement_id", "rule",
]  # fmt: skip


class Columns(anywidget.AnyWidget):
    """The columns; `chosen` is the highlighted statement, set from Python or by the reader."""

    _esm = Path(__file__).with_name("reader.js")
    _css = Path(__file__).with_name("reader.css").read_text(encoding="utf-8") + style()
    articles: traitlets.List = traitlets.List().tag(sync=True)
    statements: traitlets.List = traitlets.List().tag(sync=True)
    shown: traitlets.List = traitlets.List().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)


class ParallelReader(Explorer):
    """Two or more articles in columns with one statement highlighted in all of them.

    Takes a Reading; the filters are `speaker`, `treatment` and `outlets`, the choice is `statement` (a statement_id).
    `.rows` has the columns number, outlet, treatment, certainty (as `kit.compare.apparatus` has them), form, text, start,
    end and the keys. Statements in `hidden` (their ids) are not lit; the others keep their numbers.

    It can only light what `align` has joined: an outlet in which a statement was not found may have it in words that the
    kit did not recognise, so the gap is a reason to look, not a proof.

    >>> import kit
    >>> reader = ParallelReader(kit.read("seeds"))
    >>> list(reader.rows.columns[:4])
    ['number', 'outlet', 'treatment', 'certainty']
    """

    def __init__(self, reading: Reading, *, event_id: str | None = None, hidden: Collection[str] = ()) -> None:
        self._reading, self._entries = reading, Entries(reading)
        self.names = self._entries.names
        self._shown: dict[str, dict[str, Any]] = {}
        events = reading.articles["event_id"]
        event = event_id or (events.iloc[0] if len(events) else "")
        mine = reading.articles[events == event].set_index("article_id", drop=False)
        self._articles = mine.loc[[key for key in self.names if key in mine.index]]
        cells = self._entries.apparatus
        self._cells = cells[cells["article_id"].isin(self._articles["article_id"])]
        self._order = [key for key in dict.fromkeys(self._cells["statement_id"]) if key not in hidden]
        self._renderings = reading.renderings[reading.renderings["statement_id"].isin(self._order)]
        self._starts = dict(zip(self._renderings["rendering_id"], self._renderings["start"].astype(int), strict=True))
        ids = self._articles["article_id"].tolist()
        self.view = Columns(
            articles=[
                _article(row, self._entries.outlets[row.article_id], reading, self._renderings)
                for row in self._articles.itertuples()
            ],
        )
        self.speaker = dropdown("Speaker", [ANY, *self._speakers()], "initial", width="15em")
        treatments = self._cells["treatment"]
        used = (word for word in treatments.cat.categories if (treatments == word).any())
        self.treatment = dropdown("Somewhere", [ANY, *used], "initial", width="15em")
        self.outlets = ipywidgets.SelectMultiple(
            options=[(self.names[i], i) for i in ids], value=ids[:COLUMNS], description="Outlets",
            rows=min(len(ids), LINES) or 1, style=_SNUG, layout=ipywidgets.Layout(width="18em"),
        )  # fmt: skip
        snug = ipywidgets.Layout(flex="1 1 0", width="auto", min_width="0")
        self.statement = ChangingDropdown(
            options=[("none found", "")], description="Statement", style=_SNUG, layout=snug
        )
        self.view.observe(self._clicked, "chosen")
        super().__init__([self.statement], [self.view], [self.speaker, self.treatment, self.outlets])

    def choose(self) -> pd.DataFrame:
        """The wordings of the chosen statement, in the order of the columns."""
        kept = self._kept()
        options = [(self._label(key), key) for key in kept] or [("none found", "")]
        if [value for _, value in self.statement.options] != [value for _, value in options]:
            chosen = self.statement.value
            with self.hold_trait_notifications():
                self.statement.unobserve(self._changed, "value")
                self.statement.options = options
                self.statement.value = chosen if chosen in kept else options[0][1]
                self.statement.observe(self._changed, "value")
        return self._wordings(self.statement.value)

    def draw(self, rows: pd.DataFrame) -> None:  # noqa: ARG002 (the columns show whole articles)
        """Highlight the statement in the columns."""
        self.view.shown = list(self.outlets.value)
        kept = self._kept()
        for key in kept:
            if key not in self._shown:
                self._shown[key] = self._statement(key)
        self.view.statements = [self._shown[key] for key in kept]
        self.view.chosen = self.statement.value or ""

    def _clicked(self, change: dict[str, Any]) -> None:
        if change["new"] in [value for _, value in self.statement.options]:
            self.statement.value = change["new"]

    def _kept(self) -> list[str]:
        """Statements with at least one rendering, in a shown article, that passes the filters, in the apparatus's order."""
        found = self._cells[self._cells["article_id"].isin(self.outlets.value)]
        if self.treatment.value == ANY:
            found = found[found["rendering_id"].notna()]
        else:
            found = found[found["treatment"] == self.treatment.value]
        kept = set(found["statement_id"])
        return [key for key in self._order if key in kept and self.speaker.value in (ANY, self._entries[key].speaker)]

    def _wordings(self, statement_id: str) -> pd.DataFrame:
        """What the apparatus says of the shown articles, and every rendering, the standing one first."""
        shown = pd.DataFrame({"article_id": pd.array(list(self.outlets.value), dtype="string")})
        cells = self._cells[self._cells["statement_id"] == statement_id]
        standing = cells.set_index("article_id")["rendering_id"]
        mine = self._renderings[self._renderings["statement_id"] == statement_id]
        mine = mine[["article_id", "rendering_id", "form", "text", "start", "end", "rule"]].assign(
            later=~mine["rendering_id"].isin(standing)
        )
        rows = shown.merge(cells.drop(columns=["rendering_id", "also", "conflicts"]), on="article_id")
        rows = rows.merge(mine, how="left", on="article_id")
        later = rows["later"].fillna(value=False).astype(bool)
        rows["treatment"] = rows["treatment"].where(~later).astype("string")
        rows["certainty"] = rows["certainty"].where(~later).astype("string")
        order = {article_id: n for n, article_id in enumerate(self.outlets.value)}
        rows = rows.assign(later=later, _at=rows["article_id"].map(order)).sort_values(["_at", "later", "start"])
        rows["outlet"] = rows["article_id"].map(self.names).astype("string")
        return rows[_ROWS].reset_index(drop=True)

    def _speakers(self) -> list[str]:
        return list(dict.fromkeys(name for name in (self._entries[key].speaker for key in self._order) if name))

    def _label(self, key: str) -> str:
        entry = self._entries[key]
        who = entry.speaker or "the articles themselves"
        return f"{entry.number} {shortened(entry.reference, SHORT)} ({who}; {entry.articles} of {entry.of})"

    def _statement(self, key: str) -> dict[str, Any]:
        """A statement as the columns draw it: its entry, and what each article did with it."""
        entry = self._entries[key]
        return {
            "id": key,
            "number": entry.number,
            "speaker": entry.speaker or "stated by the articles themselves",
            "articles": entry.articles,
            "of": entry.of,
            "html": str(entry_html(entry)),
            "cells": {cell.article_id: self._told(cell) for cell in self._entries.cells[key]},
        }

    def _told(self, cell: Any) -> dict[str, Any]:
        one = term(str(cell.treatment))
        perhaps = pd.notna(cell.certainty) and cell.certainty == "perhaps"
        return {
            "sign": one.sign,
            "words": f"may be the same: {one.term}" if perhaps else one.term,
            "there": bool(pd.notna(cell.rendering_id)),
            "more": 0 if pd.isna(cell.also) else len(cell.also.split()),
            "start": self._starts.get(cell.rendering_id, -1),
        }


def _article(row: Any, outlet: Outlet, reading: Reading, renderings: pd.DataFrame) -> dict[str, Any]:
    sentences = reading.sentences[reading.sentences["article_id"] == row.article_id]
    mine = renderings[renderings["article_id"] == row.article_id]
    published = "day not stated" if pd.isna(row.published) else day_in_words(row.published)
    return {
        "id": row.article_id,
        "outlet": outlet.name,
        "sign": outlet.sign,
        "place": OF_OUTLETS.index(outlet.colour) if outlet.sign else 0,
        "facts": published + ("" if pd.isna(row.agency) else f", credited to {row.agency}"),
        "language": "en" if pd.isna(row.language) else row.language,
        "paragraphs": list(_paragraphs(row.text, sentences, mine)),
    }


def _paragraphs(text: str, sentences: pd.DataFrame, renderings: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The article's text paragraph by paragraph, cut where a rendering starts or ends.

    `pieces` are [text, start, ids, perhaps]: the statements that the piece belongs to, and those of them to which it
    only may belong.
    """
    spans = [(int(r.start), int(r.end), r.statement_id, r.certainty == "perhaps") for r in renderings.itertuples()]
    for _, group in sentences.sort_values("start").groupby("paragraph", sort=True):
        start, end = int(group["start"].min()), int(group["end"].max())
        inside = [span for span in spans if span[0] < end and span[1] > start]
        cuts = sorted({start, end, *(min(max(cut, start), end) for a, b, *_ in inside for cut in (a, b))})
        pieces = [_piece(text, a, b, inside) for a, b in pairwise(cuts)]
        roles = group["role"].astype(str)
        yield {"role": "body" if (roles == "body").any() else roles.iloc[0], "pieces": pieces}


def _piece(text: str, start: int, end: int, spans: list[tuple[int, int, str, bool]]) -> list[Any]:
    over = [(key, perhaps) for a, b, key, perhaps in spans if a <= start and end <= b]
    sure = {key for key, perhaps in over if not perhaps}
    return [text[start:end], start, sorted({key for key, _ in over}), sorted({key for key, _ in over} - sure)]
