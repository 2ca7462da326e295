"""Order: how far down each statement stands, and which places are in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.base import Figure, cannot, finish
from kit.charts.grid import cut, grid
from kit.charts.outlets import chosen
from kit.charts.printed import under
from kit.compare.position import focus, order
from kit.compare.states import counted_once
from kit.phrasing import counted, listing, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.tables import Reading

LONGEST = 60


@counted_once
def order_grid(reading: Reading, *, outlets: Sequence[str] | None = None) -> Figure:
    """How far down each shared statement stands, by outlet; an empty cell: not found. Data as `compare.order`.

    >>> import kit
    >>> order_grid(kit.read("seeds")).title
    'What comes first, and what far down?'
    """
    title = "What comes first, and what far down?"
    names = chosen(reading, outlets)
    data = order(reading)
    data = data[data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "no statement was found")
    counts = data.groupby("statement_id")["article_id"].nunique()
    shared = data[data["statement_id"].map(counts) > 1]
    if shared.empty:
        return cannot(title, "no statement stands in two articles, so there is no order to compare")
    words = reading.statements.set_index("statement_id")["reference"]
    labels = _distinct({key: shortened(str(words.get(key, "")), LONGEST) for key in shared["statement_id"].unique()})
    shown = shared.assign(
        statement=shared["statement_id"].map(labels),
        down=["headline" if h else f"{p:.0%}" for p, h in zip(shared["position"], shared["in_headline"], strict=True)],
        near=1 - shared["position"],
    )
    middle = shown.groupby("statement")["position"].mean()
    spread = shown.groupby("statement")["article_id"].nunique()
    ordered = sorted(middle.index, key=lambda s: (-spread[s], middle[s], s))
    things, more = cut(ordered, names, 20)
    things.sort(key=lambda s: (middle[s], s))
    firsts = data[data["rank"] == 1]
    said = "First statement of each article: " + listing(
        f"{row.outlet} “{shortened(str(row.text), LONGEST)}” ({row.position:.0%} down)"
        for row in firsts.head(8).itertuples()
    )
    chart = grid(
        shown[shown["statement"].isin(things)], things, names, title=title, thing="statement", label="down", shade="near", width=100,
        tooltip=["down", "text"], subtitle="share of the article's words before it: darker is nearer the top, empty is not found",
    )  # fmt: skip
    return finish(chart, title=title, description=said + "." + more, data=data)


@counted_once
def focus_grid(reading: Reading, *, outlets: Sequence[str] | None = None) -> Figure:
    """Which places each article names most; data as `compare.focus`.

    >>> import kit
    >>> focus_grid(kit.read("seeds")).title
    'Which places are in focus?'
    """
    title = "Which places are in focus?"
    names = chosen(reading, outlets)
    data = focus(reading)
    data = data[data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "no place is named")
    totals = data.groupby("place")["count"].sum().sort_values(ascending=False, kind="stable")
    things, more = cut([str(place) for place in totals.index], names, 15)
    shown = data[data["place"].isin(things)]
    called = under(shown["entity_id"], shown["article_id"], reading)
    shown = shown.assign(
        label=[f"{n} of {of}{c}" for n, of, c in zip(shown["count"], shown["of"], called, strict=True)]
    )
    most = [f"{place} ({counted(n, 'time')})" for place, n in totals.head(5).items()]
    said = f"Named most: {listing(most)}."
    chart = grid(
        shown, things, names, title=title, thing="place", label="label", shade="share", tooltip=["count", "share"],
        subtitle="times named, of all places named in the article; “…” the name that the outlet prints, where it is another",
    )  # fmt: skip
    return finish(chart, title=title, description=said + more, data=data)


def _distinct(labels: dict[str, str]) -> dict[str, str]:
    """Labels made different by a number where shortening made them the same."""
    seen: dict[str, int] = {}
    made = {}
    for key, label in labels.items():
        seen[label] = seen.get(label, 0) + 1
        made[key] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return made
