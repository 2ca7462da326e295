"""Collection charts: events by size, who covers what, who shares whose wording; from `kit.collect.overview`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.altair import alt
from kit.charts.base import COLOURS, DARK, GROUND, cannot, finish, rows_of
from kit.charts.lettering import at_top, key_lines
from kit.phrasing import counted

if TYPE_CHECKING:
    import pandas as pd

    from kit.charts.base import Figure

# More rows than this do not fit a page; the figure's data has them all, and its description says so.
DOWN, ACROSS = 25, 20
LABEL = 52


def event_sizes(events: pd.DataFrame) -> Figure:
    """The largest events: a bar for their articles, a tick for the outlets that report them.

    Takes `overview.events`; its `data` has every event.

    >>> import pandas as pd
    >>> event_sizes(pd.DataFrame()).why_not
    'Which events are reported most? This cannot be shown: the collection has no event.'
    """
    title = "Which events are reported most?"
    if events.empty:
        return cannot(title, "the collection has no event")
    shown = _labelled(events.head(DOWN))
    values = alt.Data(values=rows_of(shown[["event_id", "event", "articles", "outlets"]]))
    y = alt.Y("event:N", sort=shown["event"].tolist(), title=None, axis=alt.Axis(labelLimit=380))
    tip = [*map(alt.Tooltip, ("event:N", "articles:Q", "outlets:Q", "event_id:N"))]
    bars = alt.Chart(values).mark_bar(color=COLOURS[4]).encode(
        y=y, x=alt.X("articles:Q", title="articles (bar) and outlets (tick)", axis=alt.Axis(tickMinStep=1)), tooltip=tip
    )  # fmt: skip
    ticks = alt.Chart(values).mark_tick(color=DARK, thickness=3).encode(y=y, x=alt.X("outlets:Q"), tooltip=tip)
    largest = shown.iloc[0]
    told = (
        f"{counted(len(events), 'event')}, {counted(int(events['articles'].sum()), 'article')}. "
        f"The largest, “{largest['event']}”, has {counted(int(largest['articles']), 'article')} "
        f"from {counted(int(largest['outlets']), 'outlet')}.{_cut(len(shown), len(events), 'events')}"
    )
    return finish(alt.layer(bars, ticks), title=title, description=told, data=events)


def event_coverage(coverage: pd.DataFrame, events: pd.DataFrame) -> Figure:
    """Events down, outlets across: a dot where an outlet reports an event, its size the number of articles.

    Takes `overview.coverage` and `overview.events`; shows the outlets with most events. Its `data` is `coverage`.

    >>> import pandas as pd
    >>> event_coverage(pd.DataFrame(), pd.DataFrame()).title
    'Which outlet reports which event?'
    """
    title = "Which outlet reports which event?"
    if coverage.empty:
        return cannot(title, "no article of the collection says which outlet printed it")
    outlets = coverage.groupby("outlet")["event_id"].nunique().sort_index().sort_values(ascending=False, kind="stable")
    largest = _labelled(events.head(DOWN))
    shown = coverage.merge(largest[["event_id", "event"]], on="event_id")
    shown = shown[shown["outlet"].isin(outlets.index[:ACROSS])]
    most = int(shown["articles"].max())
    top, key = at_top(outlets.index[:ACROSS].tolist(), 26)
    chart = alt.Chart(alt.Data(values=rows_of(shown))).mark_circle(color=COLOURS[0], opacity=1).encode(
        y=alt.Y("event:N", scale=alt.Scale(domain=largest["event"].tolist()), title=None,
                axis=alt.Axis(labelLimit=380, grid=True)),
        x=alt.X("outlet:N", scale=alt.Scale(domain=outlets.index[:ACROSS].tolist()), title=None,
                axis=alt.Axis(**top, orient="top", grid=True)),
        size=alt.Size("articles:Q", scale=alt.Scale(domain=[0, most], range=[0, 220]),
                      legend=alt.Legend(values=sorted({1, (most + 1) // 2, most}), format="d")),
        tooltip=[*map(alt.Tooltip, ("outlet:N", "event:N", "articles:Q", "first:N"))],
    ).properties(width=alt.Step(26), height=alt.Step(22), title=alt.TitleParams(title, subtitle=key_lines(key, 600)))  # fmt: skip
    told = (
        f"{counted(len(outlets), 'outlet')}; {outlets.index[0]} reports most events ({outlets.iloc[0]} of {len(events)})."
        f"{_cut(min(ACROSS, len(outlets)), len(outlets), 'outlets')}{_cut(len(largest), len(events), 'events')}"
    )
    return finish(chart, title=title, description=told, data=coverage)


def shared_wording(reprints: pd.DataFrame) -> Figure:
    """Pairs of outlets that print the same wording: bars for events, divided by who had it on the earlier day.

    Takes `overview.reprints`; its `data` has every pair. Who printed first need not have written it.

    >>> import pandas as pd
    >>> shared_wording(pd.DataFrame()).title
    'Which outlets share wording, and who printed it first?'
    """
    title = "Which outlets share wording, and who printed it first?"
    if reprints.empty:
        return cannot(title, "no two outlets share enough wording in any event")
    shown = reprints.head(DOWN).assign(pair=lambda r: r["outlet"] + "  –  " + r["other"])
    ways = {
        "outlet_first": "1: the one named first", "other_first": "2: the one named second",
        "same_day": "= the same day", "unknown": "? a day is not known",
    }  # fmt: skip
    shown["unknown"] = shown["pairs"] - shown[["outlet_first", "other_first", "same_day"]].sum(axis=1)
    long = shown.melt(id_vars=["pair", "events", "shared_words"], value_vars=list(ways), value_name="articles")
    long = long[long["articles"] > 0].assign(
        first=lambda r: r["variable"].map(ways),
        sign=lambda r: r["variable"].map({"outlet_first": "1", "other_first": "2", "same_day": "=", "unknown": "?"}),
        place=lambda r: r["variable"].map({way: n for n, way in enumerate(ways)}),
        ink=lambda r: r["variable"].map({"outlet_first": "#FFFFFF", "other_first": "#FFFFFF"}).fillna(DARK),
    )
    base = alt.Chart(alt.Data(values=rows_of(long))).encode(
        y=alt.Y("pair:N", sort=shown["pair"].tolist(), title=None, axis=alt.Axis(labelLimit=420)),
        order=alt.Order("place:Q"),
        tooltip=[*map(alt.Tooltip, ("pair:N", "first:N", "articles:Q", "events:Q", "shared_words:Q"))],
    )  # fmt: skip
    bars = base.mark_bar(stroke=GROUND).encode(
        x=alt.X("articles:Q", stack="zero", title="pairs of articles", axis=alt.Axis(tickMinStep=1)),
        color=alt.Color("first:N", title="printed first",
                        scale=alt.Scale(domain=list(ways.values()), range=[*COLOURS[:2], COLOURS[4], "#BBBBBB"]),
                        legend=alt.Legend(orient="bottom", columns=2, labelLimit=320)),
    )  # fmt: skip
    signs = base.mark_text(fontWeight="bold").encode(
        x=alt.X("articles:Q", stack="zero", bandPosition=0.5), text=alt.Text("sign:N"),
        color=alt.Color("ink:N", scale=None),
    )  # fmt: skip
    top = shown.iloc[0]
    told = (
        f"{counted(len(reprints), 'pair')} of outlets share wording; {top['outlet']} and {top['other']} do in "
        f"{counted(int(top['events']), 'event')}.{_cut(len(shown), len(reprints), 'pairs')}"
    )
    return finish(alt.layer(bars, signs), title=title, description=told, data=reprints)


def _labelled(events: pd.DataFrame) -> pd.DataFrame:
    """The events with a short name for the axis, told apart where two have the same headline."""
    name = events["label"].fillna(events["names"]).fillna(events["event_id"]).astype("string")
    short = name.where(name.str.len() <= LABEL, name.str.slice(0, LABEL - 1) + "…")
    twice = short.duplicated(keep=False)
    return events.assign(event=short.where(~twice, short + " (" + events["event_id"] + ")"))


def _cut(shown: int, there: int, what: str) -> str:
    return f" The {shown} largest {what} are shown." if shown < there else ""
