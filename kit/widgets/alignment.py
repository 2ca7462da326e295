"""Alignment explorers: the rendering grid, and the collation of one statement."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import ipywidgets
import pandas as pd

from kit.charts.alignment import WAYS, rendering_grid
from kit.compare.collation import collation
from kit.compare.coverage import coverage
from kit.compare.flags import CAUTION
from kit.compare.states import latest
from kit.entry import Entries, entry_html, style
from kit.phrasing import shortened
from kit.widgets.base import ChangingDropdown, ChartView, Explorer, dropdown

if TYPE_CHECKING:
    from kit.entry import Entry
    from kit.tables import Reading

# A statement in a list, in characters; text shown on either side of a passage.
SHORT, CONTEXT = 80, 200
_WIDE = {"description_width": "7em"}
_PAGE = ipywidgets.Layout(width="min(56em, 98%)")


class StatementGrid(Explorer):
    """The rendering grid with filters; a click on a cell, or the list, leads to the passage and its collation.

    Takes a Reading; `.rows` are the rows of `kit.compare.coverage` that are shown, with `way`; `.cell` is the
    (statement_id, article_id) that was chosen.

    >>> import kit
    >>> grid = StatementGrid(kit.read("seeds"))
    >>> set(grid.rows["way"]) <= set(WAYS)
    True
    """

    def __init__(self, reading: Reading) -> None:
        reading = latest(reading)
        self._reading, self._entries = reading, Entries(reading)
        rows = coverage(reading)
        shared = rows[rows["articles"] >= 2]
        speakers = list(dict.fromkeys(shared["speaker"].dropna()))
        self.speaker = dropdown("Said by", [("anybody", None), *((s, s) for s in speakers)], "7em")
        self.way = dropdown("Somewhere", [("treated in any way", None), *((w, w) for w in WAYS)], "7em")
        most = max(2, int(rows["articles"].max()) if len(rows) else 2)
        self.least = dropdown("Found in", [(f"{n} articles or more", n) for n in range(2, most + 1)], "7em")
        self.place = ChangingDropdown(
            options=[("choose, or click on a cell", None)], description="Passage", style=_WIDE, layout=_PAGE
        )
        self.chart, self.passage = ChartView(), ipywidgets.HTML()
        self.chart.observe(self._clicked, "selection")
        self.place.observe(lambda _: self._show(), "value")
        super().__init__([self.speaker, self.way, self.least], [self.chart, self.place, self.passage])

    @property
    def cell(self) -> tuple[str, str] | None:
        """The chosen cell: (statement_id, article_id)."""
        return self.place.value

    def choose(self) -> pd.DataFrame:
        """Rows of the statements that the filters leave."""
        self._figure = rendering_grid(
            self._reading, least=self.least.value, speaker=self.speaker.value, way=self.way.value
        )
        return self._figure.data

    def draw(self, rows: pd.DataFrame) -> None:
        """The grid, and the list of its passages."""
        self.chart.show(self._figure)
        there = rows[rows["rendering_id"].notna()] if len(rows) else rows
        cells = [
            (f"{row.outlet}: {shortened(row.text, SHORT)}", (row.statement_id, row.article_id))
            for row in there.itertuples()
        ]
        self.place.options = [("choose, or click on a cell", None), *cells]
        self._show()

    def _clicked(self, change: dict[str, Any]) -> None:
        picked = (change["new"] or {}).get("cell") or {}
        keys = tuple((picked.get(name) or [None])[0] for name in ("statement_id", "article_id"))
        if keys in {value for _, value in self.place.options}:
            self.place.value = keys

    def _show(self) -> None:
        if self.cell is None:
            self.passage.value = ""
            return
        statement_id, article_id = self.cell
        row = next(r for r in self._rows.itertuples() if (r.statement_id, r.article_id) == (statement_id, article_id))
        text = self._reading.articles.set_index("article_id").at[article_id, "text"]
        before, after = text[max(row.start - CONTEXT, 0) : row.start], text[row.end : row.end + CONTEXT]
        self.passage.value = (
            f"<p><b>{html.escape(row.outlet)}</b>, characters {row.start} to {row.end}: {html.escape(row.way)}</p>"
            f"<blockquote>… {html.escape(before)}<mark>{html.escape(row.text)}</mark>{html.escape(after)} …</blockquote>"
            f"{framed(self._entries[statement_id])}"
        )


class CollationView(Explorer):
    """One statement, every outlet's words against the reference: left out, put in, replaced, moved.

    Takes a Reading; choose the statement in `statement`. `.rows` is the collation's long table, a row a word and
    witness: `position, witness, rendering_id, state, t` (as printed), `n` (as compared), `start, end, reference_t`.

    >>> import kit
    >>> set(CollationView(kit.read("seeds")).rows["state"]) <= {"kept", "dropped", "added", "replaced", "moved"}
    True
    """

    def __init__(self, reading: Reading) -> None:
        reading = latest(reading)
        self._reading, self._entries = reading, Entries(reading)
        rows = coverage(reading).drop_duplicates("statement_id")
        shared = rows[rows["articles"] >= 2]
        self.statement = ipywidgets.Dropdown(
            options=[
                (f"{row.number} {shortened(row.statement, SHORT)} ({row.articles} of {len(reading.articles)})", row.statement_id)
                for row in (shared if len(shared) else rows).itertuples()
            ] or [("no statement was found", None)],
            description="Statement", style=_WIDE, layout=_PAGE,
        )  # fmt: skip
        self.reported = ipywidgets.Checkbox(description="lay out what is only reported, too", indent=False)
        self.view = ipywidgets.HTML()
        super().__init__([self.statement, self.reported], [self.view])

    def choose(self) -> pd.DataFrame:
        """The words of the chosen statement's witnesses."""
        if self.statement.value is None:
            return pd.DataFrame()
        return collation(self._reading, self.statement.value, marked=not self.reported.value).tokens

    def draw(self, rows: pd.DataFrame) -> None:
        """The wordings, with what changed marked and said."""
        if rows.empty:
            self.view.value = "<p>No statement was found in this corpus.</p>"
            return
        self.view.value = f"<p>{CAUTION}</p>{framed(self._entries[self.statement.value])}"


def framed(entry: Entry) -> str:
    """An entry with its style and its heading, for an HTML widget of its own."""
    who = html.escape(entry.speaker or "the articles themselves")
    return f"<style>{style()}</style><p><b>{entry.number}</b> {who}, in {entry.articles} of {entry.of}</p>{entry_html(entry)}"
