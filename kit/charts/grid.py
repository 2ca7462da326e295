"""Grid: the common shape of the comparisons, things down the side, outlets across, a mark and a word in each cell.

With more than a dozen outlets the sides change places, so that outlets run down the page and scroll.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.charts.altair import alt
from kit.charts.base import COLOURS, INK, column_heads, rows_of, wrapped
from kit.compare.outlets import outlet_names
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kit.tables import Reading

# More columns than this cannot be read across a page.
ACROSS = 12
# More rows than this are cut, and the figure says so: its data has them all.
DOWN = 30
CELL, HEIGHT = 92, 24
# All cells of a row: with the names at its side a chart that a report's column holds. A letter's width, and a sign's.
ROW, LETTER, SIGN = 720, 7, 26
# From nearly white to a blue on which dark letters still read (contrast above 4.5).
PALE = ("#F4F8FB", "#8FC0DE")


def chosen(reading: Reading, outlets: Sequence[str] | None) -> list[str]:
    """The outlets to show, in order: all as in the corpus, or those named.

    Raises ValueError for a name that is no outlet of this reading.
    """
    known = outlet_names(reading).tolist()
    if outlets is None:
        return known
    strange = [name for name in outlets if name not in known]
    if strange:
        raise ValueError(f"No outlet is called {listing(map(repr, strange))}; there are {listing(map(repr, known))}.")
    return list(dict.fromkeys(outlets))


def grid(
    data: pd.DataFrame,
    things: Sequence[str],
    outlets: Sequence[str],
    *,
    thing: str,
    label: str,
    shade: str | None = None,
    kind: str | None = None,
    kinds: Sequence[str] = (),
    title: str,
    width: int = CELL,
    tooltip: Sequence[str] = (),
    subtitle: str | Sequence[str] = "",
) -> Any:
    """Rows of `data` (with `outlet` and `thing`) as a grid; `label` is written in each cell.

    `shade` tints the cell by a number; `kind` colours its edge by a word out of `kinds` and adds the word's initial
    sign, so that colour is never alone.
    """
    down = len(outlets) > ACROSS
    side, across = ("outlet", thing) if down else (thing, "outlet")
    orders = {"outlet": list(outlets), thing: list(things)}
    # Many columns are narrow ones, as far as their words allow.
    words = LETTER * int(data[label].astype(str).str.len().max()) + (SIGN if kind else 0) + 8
    width = min(width, max(words, ROW // len(orders[across])))
    shown = data[[c for c in data.columns if c in {"outlet", thing, label, shade, kind, *tooltip}]]
    heads, axis = column_heads(orders[across], width)
    values = alt.Data(values=rows_of(shown.assign(column=data[across].map(heads))))
    # A domain of its own keeps outlets and things that have no cell: nothing there is something to see.
    y = alt.Y(
        f"{side}:N",
        scale=alt.Scale(domain=orders[side]),
        title=None,
        axis=alt.Axis(labelLimit=300, ticks=False, domain=False, grid=True, zindex=0),
    )
    x = alt.X(
        "column:N",
        scale=alt.Scale(domain=list(heads.values())),
        title=None,
        axis=alt.Axis(**axis, ticks=False, domain=False),
    )
    tips = [alt.Tooltip(f"{name}:N") for name in dict.fromkeys([thing, "outlet", *tooltip])]
    base = alt.Chart(values).encode(x=x, y=y, tooltip=tips)
    fill: Any = alt.value(PALE[0])
    if shade:
        fill = alt.Color(f"{shade}:Q", scale=alt.Scale(range=list(PALE)), legend=None)
    cells = base.mark_rect(stroke="#FFFFFF", strokeWidth=2).encode(color=fill)
    marks = [cells]
    if kind:
        signs = base.mark_point(filled=True, size=70, xOffset=-width / 2 + 12).encode(
            color=alt.Color(f"{kind}:N", scale=alt.Scale(domain=list(kinds), range=list(COLOURS)), title=None),
            shape=alt.Shape(f"{kind}:N", scale=alt.Scale(domain=list(kinds)), title=None),
        )
        cells = base.mark_rect(stroke="#FFFFFF", strokeWidth=2, fill=PALE[0])
        marks = [cells, signs]
    words = base.mark_text(color=INK, limit=width - (SIGN if kind else 8), dx=8 if kind else 0).encode(
        text=f"{label}:N"
    )
    size = {"width": {"step": width}, "height": {"step": HEIGHT}}
    heading = alt.TitleParams(wrapped(title), subtitle=subtitle)
    return alt.layer(*marks, words).properties(**size, title=heading)


def cut(things: Sequence[str], outlets: Sequence[str], most: int = DOWN) -> tuple[list[str], str]:
    """The first things that fit beside these outlets, and the sentence that says how many are left out, if any are."""
    most = min(most, ACROSS) if len(outlets) > ACROSS else most
    left = len(things) - most
    return list(things[:most]), f" {left} more are in the data table." if left > 0 else ""
