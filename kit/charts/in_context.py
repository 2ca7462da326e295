"""In context: a concordance (KWIC) of the uses of a word, where a grid would hold little but ones."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.altair import alt
from kit.charts.base import COLOURS, INK, QUIET, SHAPES, rows_of, wrapped
from kit.charts.lettering import LINE, SIZE, in_the_middle, lines, signed, width_of
from kit.charts.outlets import FILL, STRIPE, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.charts.outlets import Shown
    from kit.tables import Reading

# A grid says little where more than this share of its cells hold a single use.
ONES = 0.5
# Rows that are read at a glance; the data has all.
MOST = 30
# Pixels: the outlet's name, the words before and behind the lit ones, the room around these, and a row.
NAME, BEFORE, BEHIND, ROOM, ROW = 200, 220, 270, 4, 20
WIDTH = NAME + BEFORE + BEHIND + 60
CHARACTERS = 90


def mostly_ones(counts: pd.Series) -> bool:
    """Whether a grid of these counts is better told as a list."""
    return bool(len(counts)) and (counts == 1).mean() > ONES


def in_turn(
    cells: pd.DataFrame, things: Sequence[str], outlets: Shown, *, thing: str, later: pd.Series
) -> pd.DataFrame:
    """The cells thing by thing and outlet by outlet, each in its order; those that come `later` stand at the end."""
    at = pd.DataFrame(
        {"later": later, "thing": cells[thing].map(things.index), "outlet": cells["outlet"].map(list(outlets).index)}
    )
    return cells.loc[at.sort_values(["later", "thing", "outlet"]).index]


def uses(cells: pd.DataFrame, spans: Iterable[tuple[str, int, int]], reading: Reading) -> pd.DataFrame:
    """The cells, each with the words around the first of its uses: `before`, `lit`, `behind`, as much as a row holds.

    `spans` has one passage a cell: the article and the code points of the words that are lit.
    """
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    made = []
    for article_id, start, end in spans:
        text = texts[article_id]
        before = text[max(0, start - CHARACTERS) : start].rsplit("\n\n", 1)[-1]
        behind = text[end : end + CHARACTERS].split("\n\n", 1)[0]
        lit = lines(" ".join(text[start:end].split()), BEHIND)
        written = width_of(lit[0], bold=True) + 2 * ROOM
        made.append(
            {
                "before": _fitting(before, BEFORE, last=True),
                "lit": lit[0] + (" …" if len(lit) > 1 else ""),
                "behind": _fitting(behind, max(BEHIND - written + 60, 40), last=False),
            }
        )
    return cells.assign(**pd.DataFrame(made, index=cells.index, columns=["before", "lit", "behind"]))


def in_context(
    rows: pd.DataFrame, outlets: Shown, *, kind: str, kinds: Sequence[str], title: str, subtitle: str
) -> Any:
    """Rows of `uses` (with `outlet`, `count` and `kind`) in their order: who prints it, and the word lit among its neighbours."""
    shown = rows.head(MOST).reset_index(drop=True)
    named = signs(outlets)
    begin = NAME + BEFORE
    wide = [width_of(text, bold=True) + 2 * ROOM for text in shown["lit"]]
    often = ["" if n == 1 else f"  ×{n}" for n in shown["count"]]
    shown = shown.assign(
        name=["\n".join(lines(signed(o, named) + n, NAME - 30)) for o, n in zip(shown["outlet"], often, strict=True)],
        chip=[outlets[name].colour for name in shown["outlet"]],
        behind_at=[begin + one + ROOM for one in wide],
        lit_to=[begin + one for one in wide],
    )
    heights = [max(ROW, LINE * (name.count("\n") + 1) + 6) for name in shown["name"]]
    tops = [sum(heights[:n]) for n in range(len(heights) + 1)]
    shown = shown.assign(top=tops[:-1], foot=tops[1:], at=[(a + b) / 2 for a, b in pairwise(tops)], begin=begin)
    high = tops[-1]
    data = alt.Data(values=rows_of(shown))
    down = alt.Scale(domain=[0, high], reverse=True, nice=False)
    across = alt.Scale(domain=[0, WIDTH], nice=False)
    at, top = alt.Y("at:Q", scale=down, axis=None), alt.Y("top:Q", scale=down, axis=None)
    base = alt.Chart(data)
    tips = [alt.Tooltip("outlet:N"), alt.Tooltip("lit:N", title="words"), alt.Tooltip("count:Q", title="times used")]
    text: dict[str, Any] = {"baseline": "middle", "fontSize": SIZE}
    layers = [
        base.mark_rect(opacity=1).encode(x=alt.XValue(NAME - 14), x2=alt.X2Value(NAME - 14 + STRIPE), y=top, y2=alt.Y2("foot:Q"), fill=FILL),
        base.mark_text(align="right", lineBreak="\n", lineHeight=LINE, dy=in_the_middle("name"), color=INK, **text).encode(
            x=alt.XValue(NAME - 20), y=at, text=alt.Text("name:N")
        ),
        base.mark_text(align="right", color=QUIET, **text).encode(x=alt.XValue(begin - ROOM), y=at, text=alt.Text("before:N")),
        base.mark_rect(color=COLOURS[5], opacity=0.35, height=ROW - 4).encode(
            x=alt.X("begin:Q", scale=across, axis=None, title=None), x2=alt.X2("lit_to:Q"), y=at, tooltip=tips
        ),
        base.mark_text(align="left", fontWeight="bold", color=INK, **text).encode(
            x=alt.XValue(begin + ROOM), y=at, text=alt.Text("lit:N"), tooltip=tips
        ),
        base.mark_text(align="left", color=QUIET, **text).encode(
            x=alt.X("behind_at:Q", scale=across, axis=None), y=at, text=alt.Text("behind:N")
        ),
        base.mark_point(filled=True, opacity=1, size=60).encode(
            x=alt.XValue(-12), y=at,
            color=alt.Color(f"{kind}:N", scale=alt.Scale(domain=list(kinds), range=list(COLOURS)), title=None),
            shape=alt.Shape(f"{kind}:N", scale=alt.Scale(domain=list(kinds), range=list(SHAPES)), title=None),
        ),
    ]  # fmt: skip
    heading = alt.TitleParams(wrapped(title), subtitle=subtitle)
    return alt.layer(*layers).properties(width=WIDTH, height=high, title=heading)


def _fitting(text: str, width: float, *, last: bool) -> str:
    """As many whole words of a text, from its beginning or to its end, as fit into so many pixels."""
    kept: list[str] = []
    words = text.split()
    for word in reversed(words) if last else words:
        longer = [word, *kept] if last else [*kept, word]
        if width_of(" ".join([*longer, "…"])) > width:
            return " ".join(["…", *kept] if last else [*kept, "…"])
        kept = longer
    return " ".join(kept)
