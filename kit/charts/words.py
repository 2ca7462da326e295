"""Words: what marks an outlet's wording, and where words stand that weaken, strengthen or rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.charts.altair import alt
from kit.charts.base import COLOURS, QUIET, WIDTH, Figure, cannot, finish, rows_of
from kit.charts.lettering import in_lines, step
from kit.charts.outlets import FILL, GAP, STRIPE, chips, chosen, down, once, signs, stripe
from kit.compare.keywords import keywords, loaded_words
from kit.compare.states import counted_once
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.tables import Reading

KINDS = ("hedge", "booster", "positive", "negative")
# Rows in all, so that forty outlets make a page and not a scroll.
ROWS = 60


@counted_once
def keyword_dots(
    reading: Reading, *, top: int = 5, names: bool = False, outlets: Sequence[str] | None = None
) -> Figure:
    """The words that mark each outlet, with 95 % intervals; data as `compare.keywords`.

    >>> import kit
    >>> keyword_dots(kit.read("seeds")).title
    'Which words does an outlet use more than the others?'
    """
    title = "Which words does an outlet use more than the others?"
    shown = chosen(reading, outlets)
    data = keywords(reading, top=max(1, min(top, ROWS // max(1, len(shown)))), names=names)
    data = data[data["outlet"].isin(shown)]
    if reading.articles["event_id"].value_counts().max() < 2:
        return cannot(title, "there is only one article of the event, and nothing to compare it with")
    if data.empty:
        return cannot(title, "no word is used twice by one article and less by the others")
    data = data.assign(
        chance=data["beyond_chance"].map({True: "beyond chance", False: "within chance"}),
        row=data["term"] + " (" + data["count"].astype("string") + " · " + data["elsewhere"].astype("string") + ")",
    )
    present = [name for name in shown if name in set(data["outlet"])]
    values = alt.Data(values=rows_of(data.assign(chip=once(data, shown))))
    # No data of their own below: the facets hand each layer its outlet's rows.
    base = alt.Chart().encode(
        y=alt.Y("row:N", sort=alt.EncodingSortField("z", order="descending"), title=None),
        tooltip=[
            alt.Tooltip("term:N"),
            alt.Tooltip("outlet:N"),
            alt.Tooltip("count:Q"),
            alt.Tooltip("elsewhere:Q"),
            alt.Tooltip("z:Q", format=".2f"),
        ],
    )
    lines = base.mark_rule(color=QUIET).encode(
        x=alt.X("low:Q", title="log-odds against the other articles, with 95 % interval; 0 is no difference"),
        x2=alt.X2("high:Q"),
    )
    domain = ["beyond chance", "within chance"]
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("log_odds:Q"),
        color=alt.Color("chance:N", scale=alt.Scale(domain=domain, range=[COLOURS[1], COLOURS[0]]), title=None),
        shape=alt.Shape("chance:N", scale=alt.Scale(domain=domain, range=["diamond", "circle"]), title=None),
    )
    zero = alt.Chart().mark_rule(color=QUIET, strokeDash=[4, 3]).encode(x=alt.datum(0))
    stripes = stripe().encode(
        x=alt.XValue(0), x2=alt.X2Value(60), y=alt.YValue(-GAP - STRIPE), y2=alt.Y2Value(-GAP), fill=FILL
    )
    panel = alt.layer(zero, lines, dots, stripes).properties(width=WIDTH - 120, height={"step": 20})
    chart = panel.facet(
        row=alt.Row("outlet:N", sort=present, title=None, header=alt.Header(labelExpr=in_lines(present, WIDTH, signs=signs(shown)), labelLimit=0, labelAngle=0, labelAlign="left", labelAnchor="start", orient="top")),
        data=values,
    ).resolve_scale(y="independent").properties(title=alt.TitleParams(title, subtitle="in brackets: times here · times in the others"))  # fmt: skip
    beyond = data[data["beyond_chance"]]
    first = data.drop_duplicates("outlet").rename(columns={"count": "times"})
    said = "The word that marks each outlet most: " + listing(
        f"{r.outlet} “{r.term}” ({r.times} times, elsewhere {r.elsewhere})" for r in first.head(8).itertuples()
    )
    said += f". {len(beyond)} of {len(data)} words shown are beyond what chance gives; among hundreds looked at some always are."
    return finish(chart, title=title, description=said, data=data)


@counted_once
def loaded_strip(reading: Reading, *, quotations: bool = False, outlets: Sequence[str] | None = None) -> Figure:
    """Where in each article words stand that weaken, strengthen or rate; data as `compare.loaded_words`.

    >>> import kit
    >>> loaded_strip(kit.read("seeds")).title
    'Where does an outlet weaken, strengthen or rate?'
    """
    title = "Where does an outlet weaken, strengthen or rate?"
    names = chosen(reading, outlets)
    data = loaded_words(reading, quotations=quotations)
    data = data[data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "no word of the list (kit/data/word_list.csv) stands in an outlet's own voice")
    lengths = reading.articles.set_index("article_id")["text"].str.len()
    shown = data.assign(
        position=[start / lengths[key] for key, start in zip(data["article_id"], data["start"], strict=True)],
        context=data["before"].str[-40:] + "⟦" + data["match"] + "⟧" + data["after"].str[:40],
    )
    values = alt.Data(values=rows_of(shown[["outlet", "kind", "match", "position", "context"]]))
    y = down(names)
    base = alt.Chart(values).encode(
        x=alt.X("position:Q", title="from the first character of the article to the last", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
        y=y,
        tooltip=[*map(alt.Tooltip, ("outlet:N", "kind:N", "context:N"))],
    )  # fmt: skip
    chart = base.mark_point(filled=True, size=90, opacity=0.9).encode(
        color=alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(COLOURS[:4])), title=None),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=list(KINDS)), title=None),
    )
    there = {name: one for name, one in names.items() if name in set(data["outlet"])}
    chart = alt.layer(chart, *chips(there, y=y)).properties(width=WIDTH, height={"step": step(there, 34)})
    counts = pd.crosstab(data["outlet"], data["kind"])
    said = "Words of a short list of our own, in the outlets' own voice: " + listing(
        f"{name} {int(counts.loc[name].sum())}" for name in list(there)[:10]
    )
    said += ". The counts are no verdict; each word is shown in its sentence."
    return finish(chart, title=title, description=said, data=data)
