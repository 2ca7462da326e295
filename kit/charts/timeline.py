"""Timeline: what was said, happened, is planned and was published when, a lane for each outlet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.base import COLOURS, INK, QUIET, Figure, cannot, counted, finish, listing, rows_of
from kit.charts.lanes import Axis, pack
from kit.compare import dated, outlet_names, publication_days, unresolved_times

if TYPE_CHECKING:
    from kit.tables import Reading

TITLE = "When was it said, when did it happen, when was it printed?"
# What a mark stands for, in the words of the legend, with its colour and its shape; in this order within a lane.
KINDS = {
    "published": ("published", "#000000", "square"),
    "dateline": ("dateline", "#595959", "cross"),
    "spoken": ("said", COLOURS[0], "circle"),
    "happened": ("happened", COLOURS[1], "diamond"),
    "planned": ("planned", COLOURS[2], "triangle-right"),
    "state": ("holds then", COLOURS[3], "triangle-up"),
}
# Up to so many marks a panel has room for words beside each; a screen shows some forty rows.
ROOMY = 60
WIDTH = 460
# The close-up reaches this share of its length beyond the articles' days, and at least some days: plans lie ahead.
MARGIN, MARGIN_DAYS = 0.15, 3
# Pixels: a row with and without words, the outlets' names at the left, the expressions that name no day at the right.
ROW, DENSE_ROW, NAMES, BESIDE = 19, 12, 150, 190
DRAWN = ("row", "words", "words_at", "align", "y", "middle", "y1", "y2")


def timeline(
    reading: Reading,
    *,
    outlets: list[str] | None = None,
    kinds: list[str] | None = None,
    first: object = None,
    last: object = None,
    by: str = "outlet",
) -> Figure:
    """When things were said, happened, are planned and were published, a lane for each outlet (`by="article"`: each article).

    Takes a Reading; `outlets` (the names of lanes), `kinds` (`published, dateline, spoken,
    happened, planned, state`) and the days `first` and `last` narrow it. The upper panel is a close-up of the days around
    the articles; what lies before or after, or is wider than it, stands in the lower one. A bar is an interval, a dashed
    one is vague (only a part of it is meant, or a season or more), an arrow is open on that side. Expressions that name no
    day are listed beside. The figure's `data` has one row a passage, with the `mark` it is drawn in;
    `time_id`, `quote_id` lead to the text.

    It shows what the texts say, as far as the table `times` has it; see `find_times` for what that misses.
    """
    names = lane_names(reading, by=by)
    days = publication_days(reading).assign(outlet=lambda frame: frame["article_id"].map(names))
    rows = chosen(
        dated(reading).assign(outlet=lambda frame: frame["article_id"].map(names)), outlets, kinds, first, last
    )
    if rows.empty:
        return cannot(TITLE, "no article chosen here names a day")
    vague = unresolved_times(reading).assign(outlet=lambda frame: frame["article_id"].map(names))
    days, vague = (t if outlets is None else t[t["outlet"].isin(outlets)] for t in (days, vague))
    lanes = _in_order(days)
    rows["mark"] = [
        f"{r.outlet}: {KINDS[r.what][0]}, {_days(_day(r.earliest), _day(r.latest), vague=r.vague)}"
        for r in rows.itertuples()
    ]
    marks = _marks(rows)
    low, high = _window(rows, days, first=first, last=last)
    near = _inside(marks, low, high)
    chart = _draw(marks[near], marks[~near], lanes, low, high, vague)
    return finish(chart, title=TITLE, description=_words(rows, vague, days), data=rows)


def lane_names(reading: Reading, *, by: str = "outlet") -> dict[str, str]:
    """The lane of each article: its outlet, or itself where the outlet is not stated or `by` is "article"."""
    shown = outlet_names(reading)
    return {
        a.article_id: shown[a.article_id] if by == "article" or pd.isna(a.outlet) else a.outlet
        for a in reading.articles.itertuples()
    }


def chosen(
    rows: pd.DataFrame, outlets: list[str] | None, kinds: list[str] | None, first: object, last: object
) -> pd.DataFrame:
    """The rows of `compare.dated` of these lanes and kinds whose days touch the span; None chooses all."""
    keep = pd.Series(True, index=rows.index)
    if outlets is not None:
        keep &= rows["outlet"].isin(outlets)
    if kinds is not None:
        keep &= rows["what"].isin(kinds)
    if first is not None:
        keep &= rows["latest"].isna() | (rows["latest"] >= pd.Timestamp(first))  # type: ignore[arg-type]
    if last is not None:
        keep &= rows["earliest"].isna() | (rows["earliest"] <= pd.Timestamp(last))  # type: ignore[arg-type]
    return rows[keep].reset_index(drop=True)


def _in_order(days: pd.DataFrame) -> list[str]:
    """Lanes by the first day from which an article of theirs is read, undated ones last; then as in the corpus."""
    first = days.groupby("outlet", sort=False)["read_from"].min()
    return [str(name) for name in first.sort_values(kind="stable", na_position="last").index]


def _marks(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a mark: passages of one lane, kind and days are drawn once and counted."""
    rows = rows.assign(
        first=rows["earliest"].dt.normalize(),
        last=rows["latest"].dt.normalize(),
        passage=rows["sentence"].fillna(rows["text"]),
    )
    keys = ["outlet", "what", "first", "last", "vague"]
    made = []
    for (outlet, what, first, last, vague), group in rows.groupby(keys, dropna=False, sort=True):
        own = group[group["quote_id"].isna()]
        texts = list(dict.fromkeys((own if len(own) else group)["text"]))
        quoted = int(group["quote_id"].notna().sum())
        made.append(
            {
                "mark": group["mark"].iloc[0],
                "outlet": outlet,
                "kind": KINDS[what][0],
                "earliest": first,
                "latest": last,
                "vague": bool(vague),
                "open": "start" if pd.isna(first) else "end" if pd.isna(last) else "no",
                "label": _label(what, texts[0], len(own), quoted),
                "days": _days(first, last, vague=bool(vague)),
                "said": "; ".join(_short(t, 60) for t in texts[:4])
                + (f" and {len(texts) - 4} more" if len(texts) > 4 else ""),
                "passages": len(group),
                "quotations": quoted,
                "passage": _short(str(group["passage"].iloc[0]), 240),
                "time_id": group["time_id"].dropna().iloc[0] if group["time_id"].notna().any() else None,
                "quote_id": group["quote_id"].dropna().iloc[0] if quoted else None,
            }
        )
    marks = pd.DataFrame(made)
    # A mark open on one side is drawn at the side that is known; the last day is drawn to its end.
    marks["point"] = (marks["earliest"] == marks["latest"]).fillna(False)
    marks["begin"] = marks["earliest"].where(marks["earliest"].notna(), marks["latest"])
    marks["end"] = marks["latest"].where(marks["latest"].notna(), marks["earliest"]) + timedelta(days=1)
    return marks.drop(columns=["earliest", "latest"])


def _day(moment: Any) -> Any:
    return moment if pd.isna(moment) else moment.normalize()


def _label(what: str, text: str, times: int, quoted: int) -> str:
    """The words beside a mark: what the text says, and how many passages lie there."""
    if what in ("published", "dateline"):
        return what
    parts = [_short(text) + (f" ×{times}" if times > 1 else "")] if times else []
    return ", ".join([*parts, counted(quoted, "quotation")] if quoted else parts)


def _window(
    rows: pd.DataFrame, days: pd.DataFrame, *, first: object, last: object
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days of the close-up: those of the articles, with a margin; the chosen span where one is given."""
    mine = days[days["outlet"].isin(rows["outlet"])]
    known = pd.concat([mine["read_from"], mine["published"], mine["dateline"]]).dropna().dt.normalize()
    if known.empty:
        known = pd.concat([rows["earliest"], rows["latest"]]).dropna().dt.normalize()
    margin = max(timedelta(days=MARGIN_DAYS), MARGIN * (known.max() - known.min()))
    low = known.min() - margin if first is None else pd.Timestamp(first)  # type: ignore[arg-type]
    high = known.max() + margin + timedelta(days=1) if last is None else pd.Timestamp(last) + timedelta(days=1)  # type: ignore[arg-type]
    return low.normalize(), max(high.normalize(), low.normalize() + timedelta(days=2))


def _inside(marks: pd.DataFrame, low: pd.Timestamp, high: pd.Timestamp) -> pd.Series:
    """Whether a mark belongs in the close-up: closed on both sides, touching it, no wider than it."""
    width = marks["end"] - marks["begin"]
    touches = (marks["begin"] < high) & (marks["end"] > low)
    return touches & (width <= high - low) & (marks["open"] == "no")


def _draw(near: pd.DataFrame, far: pd.DataFrame, lanes: list[str], low: Any, high: Any, vague: pd.DataFrame) -> Any:
    import altair as alt

    shown = [k for k in KINDS.values() if k[0] in {*near["kind"], *far["kind"]}]
    title = f"Close-up: {_days(low, high - timedelta(days=1))}"
    panels = [_panel(near, lanes, Axis(low, high, WIDTH), shown, title=title, vague=vague)]
    if len(far):
        first, last = far["begin"].min(), far["end"].max()
        # Room at the left for the arrow of what is open there.
        pad = max(timedelta(days=20), 0.06 * (last - first))
        first, last = (first - pad).normalize(), (last + pad).normalize()
        names = [lane for lane in lanes if lane in set(far["outlet"])]
        title = "Farther off, wider than the close-up, or open on one side"
        panels.append(_panel(far, names, Axis(first, last, WIDTH), shown, title=title))
    return alt.vconcat(*panels, spacing=24)


def _panel(
    marks: pd.DataFrame, lanes: list[str], axis: Axis, shown: list, *, title: str, vague: pd.DataFrame | None = None
) -> Any:
    """One time axis: a band for each lane with its name; bars, points, arrows and their words; what names no day beside."""
    import altair as alt

    roomy, order = len(marks) <= ROOMY, [k[0] for k in shown]
    marks = marks.assign(begin=marks["begin"].clip(lower=axis.low), end=marks["end"].clip(upper=axis.high))
    marks = marks.sort_values(
        ["kind", "begin", "end"], key=lambda c: c.map(order.index) if c.name == "kind" else c, kind="stable"
    )
    placed, extents = pack(marks.to_dict("records"), lanes, axis, with_words=roomy)
    row = ROW if roomy else DENSE_ROW
    total = sum(count for _, count in extents.values())
    down = alt.Scale(domain=[0, total], reverse=True, nice=False)
    y = alt.Y("y:Q", scale=down, axis=None)
    for mark in placed:
        mark["y"], mark["middle"] = mark["row"] + 0.5, mark["begin"] + (mark["end"] - mark["begin"]) / 2
        mark["words_at"] = axis.low + mark["words_at"] / WIDTH * (axis.high - axis.low)
        mark["y1"], mark["y2"] = mark["row"] + 0.16, mark["row"] + 0.84
    data = alt.Data(values=rows_of(pd.DataFrame(placed, columns=[*marks.columns, *DRAWN])))
    bands = [
        {"outlet": name, "y1": at, "y2": at + n, "y": at + n / 2, "odd": i % 2}
        for i, (name, (at, n)) in enumerate(extents.items())
    ]
    lane = alt.Chart(alt.Data(values=bands))
    band = lane.mark_rect(fill=INK).encode(
        y=alt.Y("y1:Q", scale=down, axis=None), y2="y2:Q",
        x=alt.value(-NAMES), x2=alt.value(WIDTH + BESIDE if vague is not None else WIDTH + 16), fillOpacity=alt.condition("datum.odd", alt.value(0), alt.value(0.045)),
    )  # fmt: skip
    names = lane.mark_text(align="right", baseline="middle", fontSize=12 if roomy else 10, limit=NAMES - 8, color=INK)
    layers = [band, names.encode(x=alt.value(-10), y=y, text="outlet:N")]
    layers += _marks_of(
        alt, alt.Chart(data), placed, y, axis, order, shown, row, name="mark" if vague is not None else "far_mark"
    )
    if vague is not None and len(vague):
        layers += _beside(alt, vague, extents, y, roomy=roomy)
    heading = alt.TitleParams(
        title, fontSize=12, color=QUIET, fontWeight="normal", offset=8, anchor="start", frame="group"
    )
    return alt.layer(*layers).properties(width=WIDTH, height=max(total * row, 24), title=heading)


def _marks_of(
    alt: Any,
    base: Any,
    placed: list[dict[str, Any]],
    y: Any,
    axis: Axis,
    order: list[str],
    shown: list,
    row: int,
    *,
    name: str,
) -> list[Any]:
    """The layers of marks: bars (dashed where vague), points by shape, arrows where open, words."""
    scale = alt.Scale(domain=[_moment(alt, axis.low), _moment(alt, axis.high)])
    # Given once, on a layer without x2: a domain given twice is taken for two.
    x = alt.X("middle:T", title=None, scale=scale, axis=_time_axis(alt, axis))
    legend = alt.Legend(orient="top", direction="horizontal", symbolOpacity=1, symbolSize=80, offset=4)
    colours = alt.Scale(domain=order, range=[k[1] for k in shown])
    colour = alt.Color("kind:N", title=None, sort=order, scale=colours, legend=legend)
    shape = alt.Shape("kind:N", title=None, sort=order, scale=alt.Scale(domain=order, range=[k[2] for k in shown]))
    tips = [
        alt.Tooltip("outlet:N"), alt.Tooltip("kind:N", title="what"), alt.Tooltip("days:N"), alt.Tooltip("said:N", title="words"),
        alt.Tooltip("passages:Q"), alt.Tooltip("passage:N"),
    ]  # fmt: skip
    bars = base.transform_filter("!datum.point").mark_bar(cornerRadius=2).encode(
        x=alt.X("begin:T", title=None), x2="end:T", y=alt.Y("y1:Q", axis=None), y2="y2:Q", color=colour, tooltip=tips,
        opacity=alt.condition("datum.vague", alt.value(0.1), alt.value(0.45)),
    )  # fmt: skip
    edges = base.transform_filter("!datum.point").mark_bar(cornerRadius=2, filled=False).encode(
        x=alt.X("begin:T", title=None), x2="end:T", y=alt.Y("y1:Q", axis=None), y2="y2:Q", color=colour, tooltip=tips,
        strokeDash=alt.condition("datum.vague", alt.value([3, 2]), alt.value([1, 0])),
    )  # fmt: skip
    points = base.transform_filter("datum.point").mark_point(filled=True, opacity=1, size=5.2 * row)
    layers = [
        bars.add_params(alt.selection_point(name=name, fields=["mark"], on="click", clear="dblclick")).properties(
            name=f"{name}_bars"
        ),
        edges,
        points.encode(x=x, y=y, color=colour, shape=shape, tooltip=tips),
    ]
    for side, sign, field, shift in (("start", "◀", "begin:T", -7), ("end", "▶", "end:T", 7)):
        if any(mark["open"] == side for mark in placed):
            arrow = base.transform_filter(f"datum.open == '{side}'").mark_text(fontSize=12, dx=shift, baseline="middle")
            layers.append(
                arrow.encode(x=alt.X(field, title=None), y=y, color=colour, text=alt.value(sign), tooltip=tips)
            )
    for align in ("left", "right"):
        if any(mark["words"] and mark["align"] == align for mark in placed):
            text = base.transform_filter(f"datum.words != '' && datum.align == '{align}'")
            text = text.mark_text(align=align, baseline="middle", fontSize=11 if row == ROW else 10, color=INK)
            place = alt.X("words_at:T", title=None)
            layers.append(text.encode(x=place, y=y, text="words:N", tooltip=tips))
    return layers


def _moment(alt: Any, moment: pd.Timestamp) -> Any:
    return alt.DateTime(year=moment.year, month=moment.month, date=moment.day)


def _beside(alt: Any, vague: pd.DataFrame, extents: dict[str, tuple[int, int]], y: Any, *, roomy: bool) -> list[Any]:
    """The expressions that name no day, in the lane of their outlet, and a heading."""
    rows = []
    for lane, group in vague.groupby("outlet", sort=True):
        at, count = extents[str(lane)]
        texts = [f"“{_short(t, 22)}”" for t in dict.fromkeys(group["text"].str.lower())]
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
        text.encode(x=alt.value(WIDTH + 24), y=y, text="text:N"),
        heading.encode(x=alt.value(WIDTH + 24), y=alt.value(-8), text="text:N"),
    ]


def _time_axis(alt: Any, axis: Axis) -> Any:
    """Days where there are few, months or years where there are many."""
    span = (axis.high - axis.low).days
    if span <= 21:
        ticks = {"interval": "day", "step": 1 if span <= 10 else 2}
        form = "%a %-d" if span <= 10 else "%-d %b"
        return alt.Axis(format=form, tickCount=ticks, labelAlign="left", labelOffset=3, labelFlush=False, grid=True)
    return alt.Axis(format="%b %Y" if span <= 1500 else "%Y", labelOverlap=True, tickCount=7, grid=True)


def _days(first: Any, last: Any, *, vague: bool = False) -> str:
    """Days in words: "12 February 2025", "before 31 December 2013", "some time from … to …".

    >>> _days(pd.Timestamp("2025-02-10"), pd.Timestamp("2025-02-16"))
    '10–16 February 2025'
    """
    if pd.isna(first):
        return f"up to {last:%-d %B %Y}"
    if pd.isna(last):
        return f"from {first:%-d %B %Y} on"
    if first == last:
        return f"{first:%-d %B %Y}"
    start = (
        f"{first:%-d}"
        if (first.year, first.month) == (last.year, last.month)
        else f"{first:%-d %B}"
        if first.year == last.year
        else f"{first:%-d %B %Y}"
    )
    joint = "–" if start.isdigit() else " – "
    return f"{'some time in ' if vague else ''}{start}{joint}{last:%-d %B %Y}"


def _short(text: str, limit: int = 24) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _words(rows: pd.DataFrame, vague: pd.DataFrame, days: pd.DataFrame) -> str:
    """The chart in words, for whoever does not see it."""
    undated = days.loc[days["published"].isna() & days["dateline"].isna(), "outlet"].unique().tolist()
    known = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    parts = [
        f"A timeline of {counted(len(days), 'article')} in {counted(days['outlet'].nunique(), 'lane')}, from {known.min():%-d %B %Y} to {known.max():%-d %B %Y}."
    ]
    counts = [
        f"{int((rows['what'] == what).sum())} {word}"
        for what, (word, *_) in KINDS.items()
        if (rows["what"] == what).any()
    ]
    parts.append(f"Marks: {listing(counts)}.")
    spoken = rows[(rows["what"] == "spoken") & rows["earliest"].notna()]["earliest"].dt.normalize()
    if len(spoken):
        day, number = (
            spoken.value_counts()
            .sort_index(kind="stable")
            .sort_values(ascending=False, kind="stable")
            .pipe(lambda s: (s.index[0], s.iloc[0]))
        )
        parts.append(f"Most was said on {day:%-d %B %Y} ({number} of {len(spoken)}).")
    if undated:
        few = undated if len(undated) <= 4 else [*undated[:3], f"{len(undated) - 3} more"]
        parts.append(f"No day of publication is known of {listing(few)}.")
    parts.append(
        f"{counted(len(vague), 'expression')} {'names' if len(vague) == 1 else 'name'} no day."
        if len(vague)
        else "Every date names a day."
    )
    return " ".join(parts)
