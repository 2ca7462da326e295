"""Published: the publication day of each article, out of the facts; what is not known stays missing.

A day without its year, and a day that may be two, are settled by what else is known: the article's own weekday,
address and other dates, then the other articles of the same event. The rule of the fact says what was borrowed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from statistics import median_low
from typing import TYPE_CHECKING

from kit.data import decision
from kit.data.rulebook import rule
from kit.load.facts import FILE_NAME
from kit.load.page_parts.addresses import site
from kit.load.page_parts.dates import in_year
from kit.load.page_parts.page_dates import INSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.load.facts import Fact

# Where a publication day stands, the surest first. A page's own stamp beats its address, whose day may be that of the
# print edition; "updated" counts only where nothing says "published".
ORDER = [(row.step, row.of) for row in decision("publication day")]
# Articles on one event appear within about half a year of each other; a year is borrowed, or a reading of 02/03/2025
# chosen, only if that puts the day so near, and only one choice does.
NEAR = timedelta(days=183)
# Between two readings of one date the nearer one must be nearer by this much.
CLEARLY = timedelta(days=20)
# Who writes 02/03/2025 how, where nothing else decides (CLDR, short dates).
_AMERICAN = re.compile(r"\b(?:[ECMP][SD]?T|AK[SD]T|HST)\b")
_DAY_FIRST = tuple(".uk .ie .au .nz .in .za .ng .ke .pk .sg .my .eu .de .fr .it .es".split())


def settle_days(
    found: Mapping[str, Sequence[Fact]], texts: Mapping[str, str], events: Mapping[str, str]
) -> dict[str, list[Fact]]:
    """The facts of each article with its days completed: settled readings stand beside what was printed.

    `found` has the facts of every article, `events` its event. Returns all facts; a day that had to be completed is a
    new fact with source `other articles` (or its own source, if the article itself settles it).
    """
    sure = {key: _sure(facts) for key, facts in found.items()}
    days_of: dict[str, list[date]] = {}
    for key, day in sure.items():
        if day:
            days_of.setdefault(events[key], []).append(day)
    # An article that has to borrow has no day of its own, so these are other articles' days.
    middle = {event: median_low(days) for event, days in days_of.items()}
    settled = {}
    for key, facts in found.items():
        more = [new for fact in facts if (new := _settle(fact, facts, texts[key], middle.get(events[key])))]
        settled[key] = [*facts, *more, *_from_dateline([*facts, *more])]
    return settled


def choose_day(facts: Iterable[Fact], field: str = "published") -> Fact | None:
    """The fact that gives the day: the first in `ORDER`; of equal ones one that the address bears out, then the first."""
    facts = [fact for fact in facts if fact.source != FILE_NAME]  # what a file's name says is only offered
    whole = [fact for fact in facts if fact.field == field and _whole(fact)]
    months = {fact.value[:7] for fact in facts if fact.field == "published" and fact.source == "url in text"}
    ranks = {kind: n for n, kind in enumerate(ORDER)}

    def order(numbered: tuple[int, Fact]) -> tuple[int, bool, int]:
        n, fact = numbered
        kind = (fact.printed_in or fact.source, fact.label)
        return ranks.get(kind, len(ORDER)), bool(months) and fact.value[:7] not in months, n

    best = min(enumerate(whole), key=order)[1] if whole else None
    if best and best.label == INSIDE and len({f.value[:10] for f in whole if f.label == INSIDE}) > 1:
        return None  # stamps of comments or of other articles: nothing tells which one is the article's
    return best


def _from_dateline(facts: Sequence[Fact]) -> list[Fact]:
    """The dateline's day as publication day, where nothing else gives one: wire copy appears on the day it is sent."""
    day = choose_day(facts, "dateline_date")
    if day is None or choose_day(facts):
        return []
    return [replace(day, field="published", rule=rule(day.rule, "fact.day.of-dateline"))]


def _whole(fact: Fact) -> bool:
    return len(fact.value) >= 10 and fact.value[:4].isdigit() and fact.value[4] == "-"


def _sure(facts: Sequence[Fact]) -> date | None:
    """The day an article states whole."""
    best = choose_day(facts) or choose_day(facts, "dateline_date")
    return date.fromisoformat(best.value[:10]) if best else None


def _settle(fact: Fact, facts: Sequence[Fact], text: str, event_day: date | None) -> Fact | None:
    """A fact with its day completed: by the article's own other days, else by the middle day of its event."""
    printed = fact.printed
    if printed is None or printed.day or fact.field not in {"published", "dateline_date"}:
        return None
    own = _own_days(fact, facts)
    near = median_low(own) if own else event_day
    source = fact.source if own else "other articles"
    if near is None and fact.source == "url in text":
        return None  # digits in an address are a day only if others say so
    if printed.month_day:
        why = "fact.day.year-of-article" if own else "fact.day.year-of-others"
        years = [near.year + k for k in (-1, 0, 1)] if near else []
        readings = [day for year in years if (day := in_year(printed, year))]
    else:
        why = "fact.day.order-of-article" if own else "fact.day.order-of-others"
        readings = list(printed.readings)
    if printed.weekday is not None:
        readings = [day for day in readings if day.weekday() == printed.weekday]
    day = _nearest(readings, near)
    if day is None and not printed.month_day:
        day, why, source = _by_habit(fact, facts, text), "fact.day.order-of-country", fact.source
    if day is None:
        return None
    value = day.isoformat() + (f"T{printed.clock}" if printed.clock and fact.field == "published" else "")
    known = replace(printed, day=day, value=day.isoformat())
    return replace(fact, value=value, source=source, printed_in=fact.source, rule=rule(fact.rule, why), printed=known)


def _by_habit(fact: Fact, facts: Sequence[Fact], text: str) -> date | None:
    """A reading of 02/03/2025 by who prints it: American clocks put the month first, other English sites the day."""
    printed = fact.printed
    if printed is None:
        return None
    first = int("".join(c if c.isdigit() else " " for c in fact.value).split()[0])
    hosts = [f.value for f in facts if f.field == "outlet" and f.source == "url in text"]
    hosts += [host for f in facts if f.field == "url" and (host := site(f.value))]
    if fact.start is not None and _AMERICAN.search(text, max(0, fact.start - 30), (fact.end or 0) + 30):
        return next((day for day in printed.readings if day.month == first), None)
    if any(host.endswith(_DAY_FIRST) for host in hosts):
        return next((day for day in printed.readings if day.day == first), None)
    return printed.likely


def _own_days(fact: Fact, facts: Sequence[Fact]) -> list[date]:
    """Whole days, and middles of months, that the article gives elsewhere for its publication or dateline."""
    days = []
    for other in facts:
        if other is fact or other.source == FILE_NAME or other.field not in {"published", "dateline_date"}:
            continue
        if _whole(other):
            days.append(date.fromisoformat(other.value[:10]))
        elif len(other.value) == 7 and other.value[:4].isdigit():
            days.append(date.fromisoformat(f"{other.value}-15"))
    return days


def _nearest(readings: Sequence[date], near: date | None) -> date | None:
    """The reading that lies near a known day, and nearer than any other by far."""
    if near is None:
        return readings[0] if len(readings) == 1 else None
    ordered = sorted(set(readings), key=lambda day: (abs(day - near), day))
    if not ordered or abs(ordered[0] - near) > NEAR:
        return None
    if len(ordered) > 1 and abs(ordered[1] - near) - abs(ordered[0] - near) < CLEARLY:
        return None
    return ordered[0]
