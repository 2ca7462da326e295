"""Anchors: the day an article is read from, and the day that words in quotation marks were spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.english.timeline.calendar import make_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# A dateline is written a few days before the page at most; one that is further off is misread.
DATELINE_DAYS = 7


@dataclass(frozen=True)
class Anchor:
    """A reference day, where it comes from, and the rule that chose it."""

    day: date | None
    source: str | None
    rule: str


NONE = Anchor(None, None, "")


def article_anchors(articles: pd.DataFrame, facts: pd.DataFrame) -> dict[str, Anchor]:
    """The day to count from, for each article: its dateline, else its day of publication, else the others' of its event.

    A dateline without a year takes the year that puts it next to the page's day, or next to the other articles'.
    """
    found: dict[str, Anchor] = {}
    partial = _partial(facts)
    by_event = tables.by_event(articles)
    for row in (row for _, here in by_event for row in here):
        published, dateline = _day(row.published), _day(row.dateline_date)
        if dateline and (published is None or abs((published - dateline).days) <= DATELINE_DAYS):
            found[row.article_id] = Anchor(dateline, "dateline", "time.from.dateline")
        elif published:
            found[row.article_id] = Anchor(published, "published", "time.from.published")
    for _, here in by_event:
        keys = [row.article_id for row in here]
        days = [found[key].day for key in keys if key in found]
        for key in keys:
            if key not in found:
                found[key] = _lent([d for d in days if d], partial.get(key, []))
    return found


def _lent(days: list[date], hints: list[str]) -> Anchor:
    """A day lent by the other articles of the event: the commonest, the earlier of two; or the dateline with their year."""
    if not days:
        return NONE
    common = max(sorted(set(days)), key=days.count)
    for hint in hints:
        if whole := re.fullmatch(r"(?:--|XXXX-)(\d\d)-(\d\d)", hint):
            years = (common.year - 1, common.year, common.year + 1)
            near = [d for y in years if (d := make_day(y, int(whole[1]), int(whole[2])))]
            if near:
                best = min(near, key=lambda d: abs((d - common).days))
                return Anchor(best, "dateline", "time.from.dateline-others-year")
    for hint in hints:
        inside = [d for d in days if d.isoformat().startswith(hint)]
        if re.fullmatch(r"\d{4}(?:-\d\d)?", hint) and not inside:
            return NONE
    return Anchor(common, "other articles", "time.from.others-commonest")


def _partial(facts: pd.DataFrame) -> dict[str, list[str]]:
    """Days of which a part is missing, as the facts have them: `--02-13`, `2025-02`."""
    found: dict[str, list[str]] = {}
    for row in tables.rows(facts):
        if row.field not in ("published", "dateline_date") or pd.isna(row.value):
            continue
        if re.fullmatch(r"(?:--|XXXX-)\d\d-\d\d|\d{4}|\d{4}-\d\d", row.value):
            found.setdefault(row.article_id, []).append(row.value)
    return found


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[arg-type, call-overload]


def quoted_stretches(quotes: Iterable[Any]) -> dict[str, list[tuple[int, int, int | None]]]:
    """For each article the stretches spoken in marks, by the rows of `quotes`, each with the offset of its reporting verb (None if there is none).

    Only words inside marks are anchored on the day they were spoken: in reported speech the reporter counts.
    """
    found: dict[str, list[tuple[int, int, int | None]]] = {}
    for row in quotes:
        if row.form == "indirect" or row.use != "quotation":
            continue
        cue = None if pd.isna(row.cue_start) else int(row.cue_start)
        found.setdefault(row.article_id, []).append((int(row.start), int(row.end), cue))
    return found


def inside(stretches: Iterable[tuple[int, int, int | None]], start: int) -> tuple[int, int, int | None] | None:
    """The stretch that an offset lies in."""
    return next((s for s in stretches if s[0] <= start < s[1]), None)


def titles(quotes: Iterable[Any]) -> dict[str, list[tuple[int, int]]]:
    """For each article the titles that stand between marks: a day in one is no day."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in quotes:
        if row.use == "title":
            found.setdefault(row.article_id, []).append((int(row.start), int(row.end)))
    return found
