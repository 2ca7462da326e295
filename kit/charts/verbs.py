"""Verbs: by which reporting verbs each outlet lets people speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.base import Figure, cannot, finish
from kit.charts.grid import cut, grid
from kit.charts.in_context import in_context, in_turn, mostly_ones, uses
from kit.charts.outlets import chosen
from kit.compare.rates import FEW
from kit.compare.states import counted_once
from kit.compare.verbs import reporting, verb_colours
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kit.charts.outlets import Shown
    from kit.tables import Reading

KINDS = ("neutral", "coloured", "not in the list")
SOURCE = "kinds in the manner of Caldas-Coulthard (1994), kit/data/reporting_verbs.csv"


@counted_once
def verb_grid(reading: Reading, *, speaker: str | None = None, outlets: Sequence[str] | None = None) -> Figure:
    """Reporting verbs by outlet, neutral and coloured ones apart; of one `speaker` if named. Data as `compare.reporting`.

    Raises ValueError for a speaker whom nobody reports.

    >>> import kit
    >>> verb_grid(kit.read("seeds")).title
    'Said, stressed or claimed?'
    """
    title = f"How is {speaker} said to have spoken?" if speaker else "Said, stressed or claimed?"
    names = chosen(reading, outlets)
    data = reporting(reading)
    if speaker and speaker not in set(data["speaker"]):
        raise ValueError(
            f"No verb reports {speaker!r}; there are {listing(map(repr, dict.fromkeys(data['speaker'])))}."
        )
    data = data[data["outlet"].isin(names) & ((data["speaker"] == speaker) if speaker else True)]
    if data.empty:
        return cannot(title, "no reporting verb was found")
    data = data.assign(colour=data["colour"].fillna("not in the list"))
    cells = data.groupby(["verb", "colour", "outlet"], sort=False, as_index=False).agg(
        count=("count", "sum"), first=("quote_ids", "first")
    )
    cells["at"] = cells["colour"].map(KINDS.index)
    totals = cells.groupby(["at", "verb"], as_index=False)["count"].sum()
    ordered = totals.sort_values(["at", "count", "verb"], ascending=[True, False, True])["verb"].tolist()
    things, more = cut(list(dict.fromkeys(ordered)), names)
    cells = cells[cells["verb"].isin(things)].assign(times=lambda d: d["count"].astype("string"))
    shares = verb_colours(reading)
    shares = shares[(shares["colour"] == "coloured") & shares["outlet"].isin(names)]
    said = f"{int(data['count'].sum())} reporting verbs."
    if not speaker:
        parts = [
            f"{r.outlet} {r.count_} of {r.of}"
            + (" (too few for a pattern)" if r.of < FEW else f" ({r.low:.0%} to {r.high:.0%})")
            for r in shares.rename(columns={"count": "count_"}).head(8).itertuples()
        ]
        said += f" Coloured ones: {listing(parts)}; in brackets the 95 % interval of the share."
    if mostly_ones(cells["count"]):
        chart = in_context(
            _lit(cells, things, names, reading), names, kind="colour", kinds=KINDS, title=title, subtitle=f"the first use in each outlet, its verb lit; × times used there; {SOURCE}",
        )  # fmt: skip
        return finish(chart, title=title, description=said + more, data=data)
    chart = grid(
        cells, things, names, title=title, thing="verb", label="times", kind="colour", kinds=KINDS, tooltip=["count", "colour"],
        subtitle=f"times used; {SOURCE}",
    )  # fmt: skip
    return finish(chart, title=title, description=said + more, data=data)


def _lit(cells: pd.DataFrame, things: list[str], outlets: Shown, reading: Reading) -> pd.DataFrame:
    """The verbs in their order, coloured ones first, each in the sentence of its first use by an outlet."""
    cells = in_turn(cells, things, outlets, thing="verb", later=cells["colour"] != "coloured")
    quotes = reading.quotes.set_index("quote_id")
    said = [quotes.loc[keys.split()[0]] for keys in cells["first"]]
    return uses(cells, [(one["article_id"], int(one["cue_start"]), int(one["cue_end"])) for one in said], reading)
