"""Timeline explorer: choose outlets, kinds and days; a click on a mark leads to its passages."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import ipywidgets
import pandas as pd

from kit.charts.timeline import lane_names, timeline
from kit.charts.timeline_drawing import KINDS
from kit.compare import dated
from kit.compare.states import latest
from kit.data.rulebook import explain
from kit.phrasing import day_in_words, iso_day
from kit.widgets.base import ChangingDropdown, ChartView, Explorer, dropdown

if TYPE_CHECKING:
    from kit.tables import Reading

# With at most this many days the span is chosen by the day, above by the month; and this many passages of one mark are shown.
DAYS, SHOWN = 60, 12
_WIDE = {"description_width": "5em"}


class TimelineExplorer(Explorer):
    """The timeline with filters; a click on a mark, or the list, leads to its sentences.

    Takes a Reading. `outlets` and `kinds` choose lanes and marks (nothing chosen: all), `first` and `last` the span.
    `.rows` are the rows of `kit.compare.dated` that are shown, with the `mark` each is drawn in; `.chosen` those of the mark
    that was clicked.

    >>> import kit
    >>> explorer = TimelineExplorer(kit.read("seeds"))
    >>> explorer.kinds.value = ("planned",)
    >>> set(explorer.rows["what"])
    {'planned'}
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading = latest(reading)
        rows = dated(reading)
        self._none = rows.head(0).assign(mark=pd.Series(dtype="string"))
        lanes = list(dict.fromkeys(lane_names(reading).values()))
        there = [what for what in KINDS if (rows["what"] == what).any()]
        self.outlets = _several("Outlets", lanes)
        self.kinds = _several("Kinds", [(KINDS[what][0], what) for what in there])
        starts, ends = _spans(rows)
        self.first = dropdown("From", [("the beginning", ""), *starts], "5em")
        self.last = dropdown("To", [("the end", ""), *ends], "5em")
        self.mark = ChangingDropdown(
            options=[("choose, or click on a mark", "")], description="Passages", style=_WIDE,
            layout=ipywidgets.Layout(width="min(56em, 98%)"),
        )  # fmt: skip
        self.chart, self.passages = ChartView(), ipywidgets.HTML()
        self.chart.observe(self._clicked, "selection")
        self.mark.observe(lambda _: self._show(), "value")
        super().__init__([self.first, self.last], [self.chart, self.mark, self.passages], [self.outlets, self.kinds])

    @property
    def chosen(self) -> pd.DataFrame:
        """The rows of the mark that is chosen; none if none is."""
        rows = self.rows
        return rows[rows["mark"] == self.mark.value].reset_index(drop=True)

    def choose(self) -> pd.DataFrame:
        """The rows that the filters leave; a span whose end lies before its start holds none."""
        first, last = self.first.value, self.last.value
        lanes, kinds = list(self.outlets.value) or None, list(self.kinds.value) or None
        self._figure = timeline(self._reading, outlets=lanes, kinds=kinds, first=first or None, last=last or None)
        return self._figure.data if len(self._figure.data) else self._none

    def draw(self, rows: pd.DataFrame) -> None:
        """The chart, and the list of its marks."""
        self.chart.show(self._figure)
        marks = rows.groupby("mark", sort=False).size() if len(rows) else pd.Series(dtype="int64")
        self.mark.options = [
            ("choose, or click on a mark", ""), *((f"{mark} ({number})" if number > 1 else str(mark), mark) for mark, number in marks.items()),
        ]  # fmt: skip
        self._show()

    def _clicked(self, change: dict[str, Any]) -> None:
        old, new = change["old"] or {}, change["new"] or {}
        for panel in ("mark", "far_mark"):
            picked = (new.get(panel) or {}).get("mark") or [""]
            if new.get(panel) != old.get(panel) and picked[0] in {value for _, value in self.mark.options}:
                self.mark.value = picked[0]

    def _show(self) -> None:
        rows = self.chosen
        parts = [_passage(row) for row in rows.head(SHOWN).itertuples()]
        if len(rows) > SHOWN:
            parts.append(f"<p>… and {len(rows) - SHOWN} more, all in .chosen</p>")
        self.passages.value = "".join(parts)


def _several(label: str, options: list[Any]) -> ipywidgets.SelectMultiple:
    rows = min(6, max(2, len(options)))
    return ipywidgets.SelectMultiple(options=options, description=label, rows=rows, style=_WIDE)


def _passage(row: Any) -> str:
    """The sentence with the expression or quotation marked in it, where it stands and why it is dated so; escaped."""
    head = f"<b>{html.escape(row.outlet)}</b>"
    if pd.notna(row.start):
        head += f", {html.escape(row.article_id)}, characters {row.start} to {row.end}"
    head += f": {html.escape(explain(row.rule))}" if pd.notna(row.rule) else ""
    sentence = row.sentence if pd.notna(row.sentence) else row.text
    before, found, after = sentence.partition(row.text)
    shown = html.escape(row.text)
    if found:
        shown = f"{html.escape(before)}<mark>{html.escape(found)}</mark>{html.escape(after)}"
    return f"<p>{head}</p><blockquote>{shown}</blockquote>"


def _spans(rows: pd.DataFrame) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The days, or months, at which a span may begin and end."""
    days = pd.concat([rows["earliest"], rows["latest"]]).dropna().dt.normalize().drop_duplicates().sort_values()
    if len(days) <= DAYS:
        by_day = [(day_in_words(day), iso_day(day)) for day in days]
        return by_day, by_day
    months = days.dt.to_period("M").drop_duplicates()
    return (
        [(f"{month:%B %Y}", iso_day(month.start_time)) for month in months],
        [(f"{month:%B %Y}", iso_day(month.end_time)) for month in months],
    )
