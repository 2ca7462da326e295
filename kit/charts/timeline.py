"""Timeline: what was said, happened, is planned and was published when, a lane for each outlet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.base import Figure, cannot, finish
from kit.charts.outlets import chosen
from kit.charts.timeline_drawing import KINDS, days_in_words, draw
from kit.compare import dated, publication_days, unresolved_times
from kit.compare.outlets import outlets as in_order
from kit.compare.states import counted_once
from kit.phrasing import counted, day_in_words, listing, shortened

if TYPE_CHECKING:
    from kit.tables import Reading

TITLE = "When was it said, when did it happen, when was it printed?"
# The close-up reaches this share of its length beyond the articles' days, and at least some days: plans lie ahead.
MARGIN, MARGIN_DAYS = 0.15, 3
# Characters beside a mark.
LABEL = 24


@counted_once
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

    Takes a Reading; `outlets` (the names of lanes), `kinds` (`published, dateline, spoken, happened, planned, state`) and
    the days `first` and `last` narrow it. The upper panel is a close-up of the days around
    the articles; what lies before or after, or is wider than it, stands in the lower one. A bar is an interval, a dashed
    one is vague (only a part of it is meant, or a season or more), an arrow is open on that side. Expressions that name no
    day are listed beside. The figure's `data` has one row a passage, with the `mark` it is drawn in;
    `time_id`, `quote_id` lead to the text.

    It shows what the texts say, as far as the table `times` has it; see `find_times` for what that misses.

    >>> import kit
    >>> timeline(kit.read("seeds"), kinds=["planned"]).data["what"].unique().tolist()
    ['planned']
    """
    names = lane_names(reading, by=by)
    days = publication_days(reading).assign(outlet=lambda frame: frame["article_id"].map(names))
    rows = narrowed(
        dated(reading).assign(outlet=lambda frame: frame["article_id"].map(names)), outlets, kinds, first, last
    )
    if rows.empty:
        return cannot(TITLE, "no article chosen here names a day")
    vague = unresolved_times(reading).assign(outlet=lambda frame: frame["article_id"].map(names))
    days, vague = (t if outlets is None else t[t["outlet"].isin(outlets)] for t in (days, vague))
    shown, there = chosen(reading), set(days["outlet"])
    lanes = {lane: shown.get(lane) for lane in names.values() if lane in there}
    rows["mark"] = [
        f"{r.outlet}: {KINDS[r.what][0]}, {days_in_words(_day(r.earliest), _day(r.latest), vague=r.vague)}"
        for r in rows.itertuples()
    ]
    marks = _marks(rows)
    low, high = _window(rows, days, first=first, last=last)
    near = _inside(marks, low, high)
    chart = draw(marks[near], marks[~near], lanes, low, high, vague)
    if notes := _notes(marks):
        chart = chart.properties(title={"text": TITLE, "subtitle": notes})
    return finish(chart, title=TITLE, description=_words(rows, vague, days), data=rows)


def _notes(marks: pd.DataFrame) -> str:
    """What the legend does not say, as far as it is there."""
    dashed = "dashed: some time within" if (marks["vague"] & ~marks["point"]).any() else ""
    arrow = "arrow: open on that side" if (marks["open"] != "no").any() else ""
    return "; ".join(note for note in (dashed, arrow) if note).capitalize()


def lane_names(reading: Reading, *, by: str = "outlet") -> dict[str, str]:
    """The lane of each article, in order: its outlet, or itself where the outlet is not stated or `by` is "article"."""
    stated = dict(zip(reading.articles["article_id"], reading.articles["outlet"], strict=True))
    return {
        one.article_id: one.name if by == "article" or pd.isna(stated[one.article_id]) else stated[one.article_id]
        for one in in_order(reading)
    }


def narrowed(
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
        shown = own if len(own) else group
        texts = list(dict.fromkeys(shown["text"].where(shown["signal"].isna(), shown["signal"] + " " + shown["text"])))
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
                "days": days_in_words(first, last, vague=bool(vague)),
                "said": "; ".join(shortened(t, 60) for t in texts[:4])
                + (f" and {len(texts) - 4} more" if len(texts) > 4 else ""),
                "passages": len(group),
                "quotations": quoted,
                "passage": shortened(str(group["passage"].iloc[0]), 240),
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
    parts = [shortened(text, LABEL) + (f" ×{times}" if times > 1 else "")] if times else []
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


def _words(rows: pd.DataFrame, vague: pd.DataFrame, days: pd.DataFrame) -> str:
    """The chart in words, for whoever does not see it."""
    undated = days.loc[days["published"].isna() & days["dateline"].isna(), "outlet"].unique().tolist()
    known = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    parts = [
        f"A timeline of {counted(len(days), 'article')} in {counted(days['outlet'].nunique(), 'lane')}, from {day_in_words(known.min())} to {day_in_words(known.max())}."
    ]
    counts = rows["what"].value_counts()
    marks = [f"{counts[what]} {word}" for what, (word, *_) in KINDS.items() if counts.get(what)]
    parts.append(f"Marks: {listing(marks)}.")
    spoken = rows[(rows["what"] == "spoken") & rows["earliest"].notna()]["earliest"].dt.normalize()
    if len(spoken):
        counts = spoken.value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable")
        parts.append(f"Most was said on {day_in_words(counts.index[0])} ({counts.iloc[0]} of {len(spoken)}).")
    if undated:
        few = undated if len(undated) <= 4 else [*undated[:3], f"{len(undated) - 3} more"]
        parts.append(f"No day of publication is known of {listing(few)}.")
    nameless = f"{counted(len(vague), 'expression')} {'names' if len(vague) == 1 else 'name'} no day."
    return " ".join([*parts, nameless if len(vague) else "Every date names a day."])
