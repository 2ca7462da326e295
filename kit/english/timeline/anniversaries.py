"""Anniversaries: "the third anniversary", "the 3-year mark", "its fourth year", counted from a world event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import rulebook
from kit.english.lexicon.calendar import number, ordinal
from kit.english.timeline import calendar
from kit.english.timeline.rules import Meaning, Moment, rule, unresolved

if TYPE_CHECKING:
    import re


@rule(
    "anniversary",
    r"(?:(?:the|its|their|his|her|a) )?(?P<nth>{ordinal}|one-year|two-year|{count}[- ]year)[ -](?:anniversary|mark|milestone)(?!\w)",
    r"(?:the|its) (?P<nth>)(?:anniversary)(?= of)",
)
def anniversary(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The day some years after the event."""
    years = _years(match)
    if years is None:
        return unresolved("DATE", "not-said-which")
    event = moment.events.find(moment, years=years) if moment.events else None
    if event is None:
        return unresolved("DATE", "event")
    day = calendar.shift(event.day, years, "year")
    if day is None:
        return None
    return Meaning(
        "DATE", day.isoformat(), rulebook.rule("time.anniversary", argument=event.name), earliest=day, latest=day, grain="day",
        base="event", base_day=event.day,
    )  # fmt: skip


@rule(
    "nth year",
    r"(?:its|the|their) {ordinal} (?:full )?(?P<unit>year|month|week|day)(?=\W)(?! (?:in a row|running|student|students))",
)
def nth_year(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The war enters its fourth year: from the third anniversary to the day before the fourth."""
    n, unit = ordinal(match["ordinal"]), match["unit"].lower()
    event = moment.events.find(moment, years=n - 1, unit=unit, running=True) if moment.events else None
    if event is None:
        if match[0].lower().startswith("the"):
            return None
        return unresolved("DATE", "event")
    first, after = calendar.shift(event.day, n - 1, unit), calendar.shift(event.day, n, unit)
    last = after and calendar.shift(after, -1, "day")
    if first is None or last is None:
        return None
    return Meaning(
        "DATE", f"{first}/{last}", rulebook.rule("time.nth-of-event", argument=event.name), earliest=first, latest=last,
        grain={"year": "year", "month": "month", "week": "week"}.get(unit, "day"), base="event", base_day=event.day,
    )  # fmt: skip


def _years(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("ordinal"):
        return ordinal(groups["ordinal"])
    if groups.get("count"):
        return int(number(groups["count"]) or 0) or None
    words = (groups.get("nth") or "").split("-")[0]
    return int(number(words) or 0) if words else None
