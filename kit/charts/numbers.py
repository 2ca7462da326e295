"""Numbers: the figures of an event, outlet by outlet, by what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.base import Figure, cannot, finish
from kit.charts.grid import ACROSS, DOWN, cut, grid
from kit.charts.outlets import chosen
from kit.compare.number_labels import thing_names
from kit.compare.numbers import numbers
from kit.compare.states import counted_once
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.tables import Reading

# The cells of a row together (pixels) are no wider than a page beside the names; a cell holds "≈ $300 million", at the least
# "≥ 2,300".
PAGE, CELL, NARROWEST = 760, 130, 84
STATUS = ("same", "differ", "one outlet")


@counted_once
def number_grid(reading: Reading, *, outlets: Sequence[str] | None = None) -> Figure:
    """Each number of the event by outlet, numbers of one thing in one row; data as `compare.numbers`.

    >>> import kit
    >>> number_grid(kit.read("seeds")).title
    'Which numbers does each outlet give?'
    """
    title = "Which numbers does each outlet give?"
    names = chosen(reading, outlets)
    data = numbers(reading)
    data = data[data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "no quantity was found in these articles")
    loose = {"more than": "> ", "at least": "≥ ", "at most": "≤ ", "less than": "< ", "about": "≈ "}
    shown = data.assign(
        printed=[loose.get(str(row.bound), "") * (row.text[-1:] != "+") + row.text for row in data.itertuples()],
        at=data["status"].map({"differ": 0, "same": 1, "one outlet": 2}),
    )
    # Two groups may count the same noun; the row's name must tell them apart.
    shown["what is counted"] = shown["group"].map(thing_names(reading, data))
    cells = shown.groupby(["what is counted", "outlet", "status", "at"], sort=False, as_index=False).agg(
        label=("printed", lambda texts: " / ".join(dict.fromkeys(texts)))
    )
    spread = cells.groupby("what is counted")["outlet"].transform("nunique")
    ordered = cells.assign(spread=spread).sort_values(["at", "spread"], ascending=[True, False], kind="stable")
    down = len(names) > ACROSS
    fits = PAGE // NARROWEST if down else DOWN
    things, more = cut(list(dict.fromkeys(ordered["what is counted"])), names, fits)
    width = max(NARROWEST, min(CELL, PAGE // max(1, len(things) if down else len(names))))
    groups = data.drop_duplicates("group")["status"].value_counts()
    said = (
        f"{len(data)} numbers of {data['group'].nunique()} things: {groups.get('same', 0)} things for which outlets give the "
        f"same number, {groups.get('differ', 0)} for which they differ, {groups.get('one outlet', 0)} in one outlet only."
    )
    silent = [outlet for outlet in names if outlet not in set(data["outlet"])]
    if silent:
        said += f" No number in {listing(silent)}."
    chart = grid(
        cells[cells["what is counted"].isin(things)], things, names, title=title, thing="what is counted", label="label", kind="status",
        kinds=STATUS, width=width, tooltip=["label", "status"], subtitle="> more than, ≥ at least, ≈ about",
    )  # fmt: skip
    return finish(chart, title=title, description=said + more, data=data)
