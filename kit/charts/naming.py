"""Naming: what each outlet calls the same person, place or thing, and what nobody calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.base import Figure, cannot, finish
from kit.charts.grid import cut, grid
from kit.charts.in_context import in_context, in_turn, mostly_ones, uses
from kit.charts.outlets import chosen
from kit.compare.naming import contested, naming
from kit.compare.passages import passages
from kit.compare.states import counted_once
from kit.phrasing import counted, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kit.tables import Reading

HOW = ("name", "label", "words")


@counted_once
def naming_grid(reading: Reading, concept: str | None = None, *, outlets: Sequence[str] | None = None) -> Figure:
    """The wordings for one concept by outlet; without `concept` the one with most labels. Data as `compare.naming`.

    Raises ValueError for a concept that the reading has not.

    >>> import kit
    >>> naming_grid(kit.read("seeds")).title
    'What is Pete Hegseth called?'
    """
    data = naming(reading)
    names = chosen(reading, outlets)
    if data.empty:
        return cannot("Who or what is called what?", "no names, labels or noun phrases were found")
    concept = concept or most_named(data)
    title = f"What is {concept} called?"
    if concept not in set(data["concept"]):
        known = listing(map(repr, list(dict.fromkeys(data["concept"]))[:12]))
        raise ValueError(f"No concept is called {concept!r}; there are {known} and more (compare.naming lists them).")
    data = data[(data["concept"] == concept) & data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "none of the outlets chosen names it")
    shown = data.assign(**{"as printed": data["wording"]})
    shown["as printed"] = shown["as printed"].where(shown["how"] != "label", shown["as printed"] + " …")
    cells = shown.groupby(["as printed", "how", "outlet"], sort=False, as_index=False).agg(
        count=("count", "sum"), articles=("articles", "first"), first=("keys", "first")
    )
    cells["at"] = cells["how"].map(HOW.index)
    ordered = cells.sort_values(["at", "articles", "count"], ascending=[True, False, False], kind="stable")
    things, more = cut(list(dict.fromkeys(ordered["as printed"])), names)
    cells = cells[cells["as printed"].isin(things)].assign(times=lambda d: d["count"].astype("string"))
    lone = shown[(shown["articles"] == 1) & (shown["how"] != "name")]
    said = (
        f"{concept} is named in {counted(shown['article_id'].nunique(), 'article')}, "
        f"in {counted(shown['as printed'].nunique(), 'wording')}."
    )
    if len(lone):
        examples = [f"“{r.wording}” ({r.outlet})" for r in lone.drop_duplicates("outlet").itertuples()]
        said += f" In one article only: {listing(examples[:6])}."
    if mostly_ones(cells["count"]):
        # What says more than a name comes first.
        cells = in_turn(cells, things, names, thing="as printed", later=cells["how"] == "name")
        found = passages(reading, [keys.split()[0] for keys in cells["first"]])
        spans = list(zip(found["article_id"], found["start"].astype(int), found["end"].astype(int), strict=True))
        chart = in_context(
            uses(cells, spans, reading), names, kind="how", kinds=HOW, title=title, subtitle="the first use in each outlet, its words lit; × times used there",
        )  # fmt: skip
        return finish(chart, title=title, description=said + more, data=data)
    chart = grid(
        cells, things, names, title=title, thing="as printed", label="times", kind="how", kinds=HOW, tooltip=["how", "count"],
        subtitle="times used; … marks a label, beside the name or in its place",
    )  # fmt: skip
    return finish(chart, title=title, description=said + more, data=data)


@counted_once
def contested_grid(reading: Reading, concept: str | None = None, *, outlets: Sequence[str] | None = None) -> Figure:
    """Which of the words that might be chosen are chosen, by whom, and which by nobody. Data as `compare.contested`.

    Without `concept` the one whose words are used most. Raises ValueError for a concept that the event does not touch.

    >>> import kit
    >>> contested_grid(kit.read("seeds")).title
    'Which word is chosen, and which by nobody?'
    """
    title = "Which word is chosen, and which by nobody?"
    names = chosen(reading, outlets)
    data = contested(reading)
    if data.empty:
        return cannot(title, "no article uses any of the contested words of the list (kit/data/contested_names.csv)")
    totals = data.groupby("concept", sort=False)["count"].sum().sort_values(ascending=False, kind="stable")
    concept = concept or str(totals.index[0])
    if concept not in totals.index:
        raise ValueError(f"No word for {concept!r} is used here; there are {listing(map(repr, totals.index))}.")
    data = data[(data["concept"] == concept) & (data["outlet"].isin(names) | data["outlet"].isna())]
    uses = data.groupby("term", sort=False)["count"].sum().sort_values(ascending=False, kind="stable")
    used, never = uses[uses > 0], [str(term) for term in uses.index[uses == 0]]
    if used.empty:
        return cannot(title, "none of the outlets chosen uses a word for it")
    cells = data[data["count"] > 0].copy()
    cells["label"] = [
        f"{n}" + (f" ({q} quoted)" if q else "") for n, q in zip(cells["count"], cells["quoted"], strict=True)
    ]
    things, more = cut([*used.index, *(f"{term} · nobody" for term in never)], names)
    said = f"For {concept} the articles say {listing(f'“{term}” ({n})' for term, n in used.items())}."
    if never:
        said += f" Nobody says {listing(f'“{term}”' for term in never)}."
    chart = grid(
        cells[cells["term"].isin(things)], things, names, title=title, thing="term", label="label", shade="count",
        tooltip=["count", "quoted"], subtitle=f"{concept}: times used; the list of words is our own",
    )  # fmt: skip
    return finish(chart, title=title, description=said + more, data=data)


def most_named(data: pd.DataFrame) -> str:
    """The concept with most different labels, else with most wordings."""
    labels = data[data["how"] == "label"]
    counted = (labels if len(labels) else data).groupby("concept")["wording"].nunique()
    return str(counted.sort_values(ascending=False, kind="stable").index[0])
