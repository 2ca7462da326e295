"""Overview: all outlets and all measures on one page, and how near the outlets are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.altair import alt
from kit.charts.base import COLOURS, INK, QUIET, WIDTH, Figure, cannot, finish
from kit.charts.lettering import LINE, in_the_middle, lines, signed, step, width_of
from kit.charts.outlets import FILL, GAP, STRIPE, chosen, down, stripe
from kit.compare.overview import ENOUGH, nearness, overview
from kit.compare.states import counted_once
from kit.phrasing import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.tables import Reading

# Column of the overview → how it is called and written.
MEASURES = {
    "body_words": ("words of the body", "{:.0f}"), "words_per_sentence": ("words a sentence", "{:.0f}"), "lix": ("LIX", "{:.0f}"),
    "quotation": ("quoted", "{:.0%}"), "reported_speech": ("reported", "{:.0%}"), "own_words": ("own words", "{:.0%}"),
    "speakers": ("speakers", "{:.0f}"), "coloured_verbs": ("coloured verbs", "{:.0f}"), "labels": ("labels", "{:.0f}"),
    "numbers": ("numbers", "{:.0f}"), "statements": ("statements", "{:.0f}"), "statements_alone": ("… alone", "{:.0f}"),
    "background": ("background", "{:.0f}"), "loaded_words": ("loaded words", "{:.0f}"),
}  # fmt: skip
STEP = 66
# Pixels for the outlets' names beside the tree.
NAMES = 220


@counted_once
def overview_grid(reading: Reading, *, outlets: Sequence[str] | None = None) -> Figure:
    """Outlets down, measures across, each number with a bar against the column's largest; data as `compare.overview`.

    >>> import kit
    >>> overview_grid(kit.read("seeds")).title
    'How do the outlets differ, at one glance?'
    """
    title = "How do the outlets differ, at one glance?"
    names = chosen(reading, outlets)
    data = overview(reading)
    data = data[data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "there is no article")
    rows: list[dict[str, Any]] = []
    for column, (called, form) in MEASURES.items():
        largest = data[column].max()
        for outlet, value in zip(data["outlet"], data[column], strict=True):
            known = pd.notna(value)
            rows.append(
                {
                    "outlet": outlet,
                    # The stripe stands beside the name, in the first panel.
                    "chip": names[outlet].colour if column == next(iter(MEASURES)) else "",
                    "measure": called,
                    "label": form.format(float(value)) if known else "–",
                    "length": float(value) / float(largest) if known and largest else 0.0,
                }
            )
    order = [called for called, _ in MEASURES.values()]
    values = alt.Data(values=rows)
    y = down(names)
    bars = alt.Chart().mark_bar(color=COLOURS[0], opacity=0.28, height=18).encode(
        y=y, x=alt.X("length:Q", title=None, axis=None, scale=alt.Scale(domain=[0, 1]))
    )  # fmt: skip
    words = alt.Chart().mark_text(align="left", dx=4, color=INK).encode(y=y, x=alt.XValue(0), text=alt.Text("label:N"))
    stripes = stripe().encode(y=y, x=alt.XValue(-GAP), x2=alt.X2Value(-GAP - STRIPE), fill=FILL)
    panel = alt.layer(bars, words, stripes).properties(width=STEP - 6, height={"step": step(names, 26)})
    chart = panel.facet(
        column=alt.Column("measure:N", sort=order, title=None, header=alt.Header(labelOrient="top", labelFontSize=11, labelExpr="split(datum.value, ' ')", labelAlign="left", labelAnchor="start")),
        data=values, spacing=6,
    )  # fmt: skip
    most = data.sort_values("statements", ascending=False, kind="stable").iloc[0]
    said = (
        f"{counted(len(data), 'article')} by {len(MEASURES)} measures; bars compare within a column. "
        f"{most['outlet']} renders most statements ({most['statements']}, {most['statements_alone']} of them alone). A dash is unknown."
    )
    return finish(chart, title=title, description=said, data=data)


@counted_once
def nearness_tree(reading: Reading, *, by: str = "wording", outlets: Sequence[str] | None = None) -> Figure:
    """Outlets joined from the nearest on (average linkage), by `wording` or by `statements`; data as `compare.nearness`.

    A picture of distances, not of descent: who copied whom is another question. Raises ValueError for another `by`.

    >>> import kit
    >>> nearness_tree(kit.read("seeds")).title
    'Which outlets are near each other?'
    """
    if by not in ("wording", "statements"):
        raise ValueError(f"Outlets are compared by 'wording' or 'statements', not {by!r}.")
    title = "Which outlets are near each other?"
    names = chosen(reading, outlets)
    data = nearness(reading)
    data = data[data["left_outlet"].isin(names) & data["right_outlet"].isin(names)]
    linked = [name for name in names if name in set(data["left_outlet"]) | set(data["right_outlet"])]
    if len(linked) < 3:
        return cannot(title, "a tree needs three articles of one event, and there are fewer")
    if data[by].isna().any():
        return cannot(title, "some article has no statement that could be shared")
    joints, leaves = _tree(data, linked, by)
    for leaf in leaves:
        one = names[leaf["outlet"]]
        leaf["chip"] = one.colour or COLOURS[0]
        leaf["written"] = "\n".join(lines(signed(one.name, {one.name: one.sign}), NAMES))
    room = max(width_of(line) for leaf in leaves for line in leaf["written"].split("\n")) + 20
    branches = alt.Chart(alt.Data(values=joints)).mark_line(color=INK, strokeWidth=1.5).encode(
        x=alt.X("x:Q", title="distance at which they join: 0 the same, 1 nothing shared", scale=alt.Scale(domain=[0, 1], reverse=True)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, len(linked) - 0.5], reverse=True)),
        detail=alt.Detail("joint:N"), order=alt.Order("at:Q"),
    )  # fmt: skip
    words = alt.Chart(alt.Data(values=leaves)).encode(x=alt.datum(0), y=alt.Y("y:Q", axis=None))
    text = words.mark_text(
        align="left", dx=8, color=INK, fontSize=12, lineBreak="\n", lineHeight=LINE, baseline="middle", dy=in_the_middle("written")
    ).encode(text=alt.Text("written:N"))  # fmt: skip
    dots = words.mark_point(filled=True, opacity=1, shape="square", size=60).encode(fill=FILL)
    few = f"With {len(linked)} outlets this is a drawing of distances, no map: a few sentences more would change it."
    caveat = few if len(linked) < ENOUGH else "Distances, not descent; near is not copied and far is not slanted."
    chart = alt.layer(branches, dots, text).properties(
        width=WIDTH - 160, height=max(120, step(linked, 26, NAMES) * len(linked)), padding={"right": room, "left": 5, "top": 5, "bottom": 5},
        title=alt.TitleParams(title, subtitle=caveat, subtitleColor=QUIET),
    )  # fmt: skip
    near = data.sort_values(by, ascending=False, kind="stable").iloc[0]
    said = f"Nearest by {by}: {near['left_outlet']} and {near['right_outlet']} ({near[by]:.2f} of 1). {caveat}"
    return finish(chart, title=title, description=said, data=data)


def _tree(data: pd.DataFrame, names: list[str], by: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lines and leaves of the dendrogram; pairs of two events are as far as can be."""
    import numpy as np
    from scipy.cluster.hierarchy import dendrogram, linkage
    from scipy.spatial.distance import squareform

    place = {name: n for n, name in enumerate(names)}
    distance = np.ones((len(names), len(names)))
    np.fill_diagonal(distance, 0)
    for row in data.itertuples():
        i, j = place[row.left_outlet], place[row.right_outlet]
        distance[i, j] = distance[j, i] = max(0.0, 1 - float(getattr(row, by)))
    drawn = dendrogram(linkage(squareform(distance, checks=False), "average"), no_plot=True, labels=names)
    joints = [
        {"joint": n, "at": at, "x": round(x, 4), "y": (y - 5) / 10}
        for n, (xs, ys) in enumerate(zip(drawn["dcoord"], drawn["icoord"], strict=True))
        for at, (x, y) in enumerate(zip(xs, ys, strict=True))
    ]
    leaves = [{"outlet": name, "y": n} for n, name in enumerate(drawn["ivl"])]
    return joints, leaves
