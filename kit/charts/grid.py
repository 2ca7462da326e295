"""Grid: the common shape of the comparisons, things down the side, outlets across, a mark and a word in each cell.

With more than a dozen outlets the sides change places, so that outlets run down the page and scroll.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.charts.altair import alt
from kit.charts.base import COLOURS, GROUND, INK, rows_of, wrapped
from kit.charts.lettering import LINE, PAD, at_top, in_the_middle, key_lines, lines, side, signed, step, width_of
from kit.charts.outlets import CHIP, chips, signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kit.charts.outlets import Shown

# More columns than this cannot be read across a page.
ACROSS = 12
# More rows than this are cut, and the figure says so: its data has them all.
DOWN = 30
CELL, HEIGHT = 92, 24
# All cells of a row: with the names at its side a chart that a report's column holds. A sign's width, and that of the names.
ROW, SIGN, NAMES = 720, 26, 220
# How much of the blue covers the ground: letters in the ground's ink still read on the darkest (contrast above 4.5).
FAINT, FULL = 0.05, 0.45


def grid(
    data: pd.DataFrame,
    things: Sequence[str],
    outlets: Shown,
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
    beside, across = ("outlet", thing) if down else (thing, "outlet")
    orders = {"outlet": list(outlets), thing: list(things)}
    # Many columns are narrow ones, as far as their words allow.
    edge = SIGN if kind else 8
    words = max(map(width_of, data[label].astype(str)), default=0) + edge
    width = int(min(width, max(words, ROW // len(orders[across]))))
    written = {text: lines(text, width - edge) for text in data[label].astype(str).unique()}
    data = data.assign(**{label: ["\n".join(written[text]) for text in data[label].astype(str)]})
    named = {"outlet": signs(outlets), thing: {}}
    height = max(
        step([signed(name, named[beside]) for name in orders[beside]], HEIGHT, NAMES),
        LINE * max(map(len, written.values()), default=1) + 8,
    )
    top, key = at_top(orders[across], width - 6, named[across], PAD if down else PAD + CHIP)
    needed = [c for c in data.columns if c in {"outlet", thing, label, shade, kind, *tooltip}]
    values = alt.Data(values=rows_of(data[needed]))
    # A domain of its own keeps outlets and things that have no cell: nothing there is something to see.
    left = alt.Axis(
        **side(orders[beside], NAMES, named[beside]), labelPadding=PAD + CHIP if down else PAD, ticks=False,
        domain=False, grid=True, tickBand="extent", zindex=0,
    )  # fmt: skip
    above = alt.Axis(**top, orient="top", ticks=False, domain=False)
    y = alt.Y(f"{beside}:N", scale=alt.Scale(domain=orders[beside]), title=None, axis=left)
    x = alt.X(f"{across}:N", scale=alt.Scale(domain=orders[across]), title=None, axis=above)
    tips = [alt.Tooltip(f"{name}:N") for name in dict.fromkeys([thing, "outlet", *tooltip])]
    base = alt.Chart(values).encode(x=x, y=y, tooltip=tips)
    cover: Any = alt.FillOpacityValue(FAINT)
    if shade:
        cover = alt.FillOpacity(f"{shade}:Q", scale=alt.Scale(range=[FAINT, FULL]), legend=None)
    cells = base.mark_rect(fill=COLOURS[0], stroke=GROUND, strokeWidth=2)
    marks = [cells.encode(fillOpacity=cover)]
    if kind:
        points = base.mark_point(filled=True, opacity=1, size=70, xOffset=-width / 2 + 12).encode(
            color=alt.Color(f"{kind}:N", scale=alt.Scale(domain=list(kinds), range=list(COLOURS)), title=None),
            shape=alt.Shape(f"{kind}:N", scale=alt.Scale(domain=list(kinds)), title=None),
        )
        marks.append(points)
    text = base.mark_text(
        color=INK, dx=8 if kind else 0, lineBreak="\n", lineHeight=LINE, baseline="middle", dy=in_the_middle(label)
    )
    size = {"width": {"step": width}, "height": {"step": height}}
    under = [subtitle] if isinstance(subtitle, str) else [*subtitle]
    heading = alt.TitleParams(wrapped(title), subtitle=[*filter(None, under), *key_lines(key, ROW)])
    coloured = chips(outlets, y=y) if down else chips(outlets, x=x)
    return alt.layer(*marks, text.encode(text=alt.Text(f"{label}:N")), *coloured).properties(**size, title=heading)


def cut(things: Sequence[str], outlets: Shown, most: int = DOWN) -> tuple[list[str], str]:
    """The first things that fit beside these outlets, and the sentence that says how many are left out, if any are."""
    most = min(most, ACROSS) if len(outlets) > ACROSS else most
    left = len(things) - most
    return list(things[:most]), f" {left} more are in the data table." if left > 0 else ""
