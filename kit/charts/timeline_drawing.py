"""Timeline drawing: lanes, marks and their words as an Altair chart."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.altair import alt
from kit.charts.base import COLOURS, INK, QUIET, rows_of
from kit.charts.lanes import Axis, pack
from kit.charts.lettering import LINE, NO_SIGNS, in_the_middle, lines, signed
from kit.charts.outlets import FILL, STRIPE
from kit.phrasing import day_in_words, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compare.outlets import Outlet

    # Lanes by name, in order; None for an outlet of several articles, which has no one sign.
    Lanes = Mapping[str, Outlet | None]

# What a mark stands for, in the words of the legend, with its colour and its shape; in this order within a lane.
KINDS = {
    "published": ("published", INK, "square"),
    "dateline": ("dateline", QUIET, "cross"),
    "spoken": ("said", COLOURS[0], "circle"),
    "happened": ("happened", COLOURS[1], "diamond"),
    "planned": ("planned", COLOURS[2], "triangle-right"),
    "state": ("holds then", COLOURS[3], "triangle-up"),
}
# With at most this many marks a panel has room for words beside each; a screen shows some forty rows.
ROOMY = 60
WIDTH = 460
# Pixels: a row with and without words, the outlets' names at the left, the expressions that name no day at the right.
ROW, DENSE_ROW, NAMES, BESIDE = 19, 12, 150, 190
DRAWN = ("row", "words", "words_at", "align", "y", "middle", "y1", "y2")


def draw(near: pd.DataFrame, far: pd.DataFrame, lanes: Lanes, low: Any, high: Any, vague: pd.DataFrame) -> Any:
    """The close-up of `low` to `high`, below it what is farther off, beside it what names no day, as an Altair chart."""
    shown = [k for k in KINDS.values() if k[0] in {*near["kind"], *far["kind"]}]
    title = f"Close-up: {days_in_words(low, high - timedelta(days=1))}"
    panels = [_panel(near, lanes, Axis(low, high, WIDTH), shown, title=title, vague=vague)]
    if len(far):
        first, last = far["begin"].min(), far["end"].max()
        # Room at the left for the arrow of what is open there.
        pad = max(timedelta(days=20), 0.06 * (last - first))
        first, last = (first - pad).normalize(), (last + pad).normalize()
        names = {lane: one for lane, one in lanes.items() if lane in set(far["outlet"])}
        title = "Farther off, wider than the close-up, or open on one side"
        panels.append(_panel(far, names, Axis(first, last, WIDTH), shown, title=title))
    return alt.vconcat(*panels, spacing=24)


def _panel(
    marks: pd.DataFrame, lanes: Lanes, axis: Axis, shown: list, *, title: str, vague: pd.DataFrame | None = None
) -> Any:
    """One time axis: a band for each lane with its name; bars, points, arrows and their words; what names no day beside."""
    roomy, order = len(marks) <= ROOMY, [k[0] for k in shown]
    marks = marks.assign(begin=marks["begin"].clip(lower=axis.low), end=marks["end"].clip(upper=axis.high))
    marks = marks.sort_values(
        ["kind", "begin", "end"], key=lambda c: c.map(order.index) if c.name == "kind" else c, kind="stable"
    )
    row, size = (ROW, 12) if roomy else (DENSE_ROW, 10)
    written = {
        name: lines(signed(name, {name: one.sign} if one else NO_SIGNS), NAMES - 18, size)
        for name, one in lanes.items()
    }
    high = {name: math.ceil((LINE * len(written[name]) + 2) / row) for name in lanes}
    placed, extents = pack(marks.to_dict("records"), high, axis, with_words=roomy)
    total = sum(count for _, count in extents.values())
    down = alt.Scale(domain=[0, total], reverse=True, nice=False)
    y = alt.Y("y:Q", scale=down, axis=None)
    for mark in placed:
        mark["y"], mark["middle"] = mark["row"] + 0.5, mark["begin"] + (mark["end"] - mark["begin"]) / 2
        mark["words_at"] = axis.low + mark["words_at"] / WIDTH * (axis.high - axis.low)
        mark["y1"], mark["y2"] = mark["row"] + 0.16, mark["row"] + 0.84
    data = alt.Data(values=rows_of(pd.DataFrame(placed, columns=[*marks.columns, *DRAWN])))
    bands = [
        {
            "outlet": name, "written": "\n".join(written[name]), "y1": at, "y2": at + n, "y": at + n / 2, "odd": i % 2,
            "chip": getattr(lanes[name], "colour", ""),
        }
        for i, (name, (at, n)) in enumerate(extents.items())
    ]  # fmt: skip
    lane = alt.Chart(alt.Data(values=bands))
    band = lane.mark_rect(fill=INK).encode(
        y=alt.Y("y1:Q", scale=down, axis=None), y2=alt.Y2("y2:Q"),
        x=alt.XValue(-NAMES), x2=alt.X2Value(WIDTH + BESIDE if vague is not None else WIDTH + 16), fillOpacity=alt.condition("datum.odd", alt.value(0), alt.value(0.045)),
    )  # fmt: skip
    lettered: dict[str, Any] = {
        "fontSize": size,
        "lineBreak": "\n",
        "lineHeight": LINE,
        "dy": in_the_middle("written"),
        "color": INK,
    }
    names = lane.mark_text(align="right", baseline="middle", **lettered)
    layers = [band, names.encode(x=alt.XValue(-16), y=y, text=alt.Text("written:N"))]
    stripes = lane.transform_filter("datum.chip").mark_rect(opacity=1)
    top, bottom = alt.Y("y1:Q", scale=down, axis=None), alt.Y2("y2:Q")
    layers.append(stripes.encode(x=alt.XValue(-10), x2=alt.X2Value(-10 + STRIPE), y=top, y2=bottom, fill=FILL))
    kind = "mark" if vague is not None else "far_mark"
    layers += _marks_of(alt.Chart(data), placed, y, axis, shown, row, name=kind)
    if vague is not None and len(vague):
        layers += _beside(vague, extents, y, roomy=roomy)
    quiet: dict[str, Any] = {"fontSize": 12, "color": QUIET, "fontWeight": "normal"}
    heading = alt.TitleParams(title, offset=8, anchor="start", frame="group", **quiet)
    return alt.layer(*layers).properties(width=WIDTH, height=max(total * row, 24), title=heading)


def _marks_of(
    base: Any, placed: list[dict[str, Any]], y: Any, axis: Axis, shown: list, row: int, *, name: str
) -> list[Any]:
    """The layers of marks: bars (dashed where vague), points by shape, arrows where open, words."""
    scale, order = alt.Scale(domain=[_moment(axis.low), _moment(axis.high)]), [k[0] for k in shown]
    # Given once, on a layer without x2: a domain given twice is taken for two.
    x = alt.X("middle:T", title=None, scale=scale, axis=_time_axis(axis))
    legend = alt.Legend(orient="top", direction="horizontal", symbolOpacity=1, symbolSize=80, offset=4)
    colours = alt.Scale(domain=order, range=[k[1] for k in shown])
    colour = alt.Color("kind:N", title=None, sort=order, scale=colours, legend=legend)
    shape = alt.Shape("kind:N", title=None, sort=order, scale=alt.Scale(domain=order, range=[k[2] for k in shown]))
    tips = [
        alt.Tooltip("outlet:N"), alt.Tooltip("kind:N", title="what"), alt.Tooltip("days:N"), alt.Tooltip("said:N", title="words"),
        alt.Tooltip("passages:Q"), alt.Tooltip("passage:N"),
    ]  # fmt: skip
    bars = base.transform_filter("!datum.point").mark_bar(cornerRadius=2).encode(
        x=alt.X("begin:T", title=None), x2=alt.X2("end:T"), y=alt.Y("y1:Q", axis=None), y2=alt.Y2("y2:Q"), color=colour, tooltip=tips,
        opacity=alt.condition("datum.vague", alt.value(0.1), alt.value(0.45)),
    )  # fmt: skip
    edges = base.transform_filter("!datum.point").mark_bar(cornerRadius=2, filled=False).encode(
        x=alt.X("begin:T", title=None), x2=alt.X2("end:T"), y=alt.Y("y1:Q", axis=None), y2=alt.Y2("y2:Q"), color=colour, tooltip=tips,
        strokeDash=alt.condition("datum.vague", alt.value([3, 2]), alt.value([1, 0])),
    )  # fmt: skip
    points = base.transform_filter("datum.point").mark_point(filled=True, opacity=1, size=5.2 * row)
    click = alt.selection_point(name=name, fields=["mark"], on="click", clear="dblclick")
    bars = bars.add_params(click).properties(name=f"{name}_bars")
    layers = [bars, edges, points.encode(x=x, y=y, color=colour, shape=shape, tooltip=tips)]
    for side, sign, field, shift in (("start", "◀", "begin:T", -7), ("end", "▶", "end:T", 7)):
        if any(mark["open"] == side for mark in placed):
            arrow = base.transform_filter(f"datum.open == '{side}'").mark_text(fontSize=12, dx=shift, baseline="middle")
            at = alt.X(field, title=None)
            layers.append(arrow.encode(x=at, y=y, color=colour, text=alt.TextValue(sign), tooltip=tips))
    for align in ("left", "right"):
        if any(mark["words"] and mark["align"] == align for mark in placed):
            text = base.transform_filter(f"datum.words != '' && datum.align == '{align}'")
            text = text.mark_text(align=align, baseline="middle", fontSize=11 if row == ROW else 10, color=INK)
            place = alt.X("words_at:T", title=None)
            layers.append(text.encode(x=place, y=y, text=alt.Text("words:N"), tooltip=tips))
    return layers


def _moment(moment: pd.Timestamp) -> Any:
    return alt.DateTime(year=moment.year, month=moment.month, date=moment.day)


def _beside(vague: pd.DataFrame, extents: dict[str, tuple[int, int]], y: Any, *, roomy: bool) -> list[Any]:
    """The expressions that name no day, in the lane of their outlet, and a heading."""
    rows = []
    for lane, group in vague.groupby("outlet", sort=True):
        at, count = extents[str(lane)]
        texts = [f"“{shortened(t, 22)}”" for t in dict.fromkeys(group["text"].str.lower())]
        lines = min(count if roomy else 1, len(texts))
        for n in range(lines):
            text = texts[n]
            if n == lines - 1 and len(texts) > lines:
                text = f"{text} and {len(texts) - lines} more"
            rows.append({"y": at + count / 2 + n - (lines - 1) / 2, "text": text, "outlet": lane})
    text = alt.Chart(alt.Data(values=rows)).mark_text(
        align="left", baseline="middle", fontSize=11 if roomy else 10, fontStyle="italic", color=QUIET
    )
    heading = alt.Chart(alt.Data(values=[{"text": "No day named:"}])).mark_text(
        align="left", baseline="bottom", fontSize=12, color=QUIET
    )
    return [
        text.encode(x=alt.XValue(WIDTH + 24), y=y, text=alt.Text("text:N")),
        heading.encode(x=alt.XValue(WIDTH + 24), y=alt.YValue(-8), text=alt.Text("text:N")),
    ]


def _time_axis(axis: Axis) -> Any:
    """Days where there are few, months or years where there are many."""
    span = (axis.high - axis.low).days
    if span <= 21:
        ticks = {"interval": "day", "step": 1 if span <= 10 else 2}
        form = "%a %-d" if span <= 10 else "%-d %b"
        return alt.Axis(format=form, tickCount=ticks, labelAlign="left", labelOffset=3, labelFlush=False, grid=True)
    return alt.Axis(format="%b %Y" if span <= 1500 else "%Y", labelOverlap=True, tickCount=7, grid=True)


def days_in_words(first: Any, last: Any, *, vague: bool = False) -> str:
    """Days in words: "12 February 2025", "before 31 December 2013", "some time from … to …".

    >>> days_in_words(pd.Timestamp("2025-02-10"), pd.Timestamp("2025-02-16"))
    '10–16 February 2025'
    """
    if pd.isna(first):
        return f"up to {day_in_words(last)}"
    if pd.isna(last):
        return f"from {day_in_words(first)} on"
    if first == last:
        return day_in_words(first)
    start = f"{first.day} {first:%B}" if first.year == last.year else day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        start = f"{first.day}"
    joint = "–" if start.isdigit() else " – "
    return f"{'some time in ' if vague else ''}{start}{joint}{day_in_words(last)}"
