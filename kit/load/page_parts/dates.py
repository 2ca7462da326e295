"""Dates as newspapers print them: where a day stands in a line, and what it says, as exactly as it says it.

This is not the timeline's grammar of time expressions: it reads the calendar days of stamps, datelines and addresses,
and nothing that needs a reference day. Values follow ISO 8601; a day without its year is written `XXXX-02-13`, as in
ISO 8601-2 (and TIMEX3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from kit.data.calendar import MONTH_FORMS, MONTHS, WEEKDAY_STEMS
from kit.load.page_parts.months import month_of, weekday_named

# Days outside are taken for other numbers: newspapers on the web begin in the nineties, archives reach back further.
FIRST_YEAR, LAST_YEAR = 1850, 2100
# Two-digit years: 70 and on are 19xx (the POSIX rule is 69).
PIVOT = 70

_WEEKDAY_STEMS = [stem.lower() for stem in WEEKDAY_STEMS]
_NAMED = {form.lower(): n for n, name in enumerate(MONTHS, 1) for form in (name, *MONTH_FORMS[name])}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NAMED, key=len, reverse=True))})"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)\b)?"
_FORMS = (
    # 2025-02-13, 2025/2/13, 2012. 08. 08
    re.compile(rf"(?<![\d/.-]){_YEAR}\s?(?P<mark>[-/.])\s?(?P<m>[01]?\d)\s?(?P=mark)\s?(?P<day>[0-3]?\d)(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<m>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]"),
    # 13. Februar 2025, 1er février 2025, 13 de febrero de 2025: the year must be there, as the word may be any
    re.compile(
        rf"(?<![\d.,/]){_DAY}(?:(?:er|º|°|\.)?\s|\.)(?:de\s|d['’]|di\s)?(?P<name>[^\W\d_]{{3,14}})\.?,?\s(?:de[l]?\s)?{_YEAR}(?!\d)"
    ),
    # 2025. február 13.
    re.compile(rf"(?<![\d/.-]){_YEAR}\.\s(?P<name>[^\W\d_]{{3,14}})\s{_DAY}(?!\d|:\d)\.?"),
    # 2025 February 13, 2025-Feb-13
    re.compile(rf"(?<![\d/.-]){_YEAR}[\s-]{_MONTH}[\s-]{_DAY}(?!\d|:\d)", re.IGNORECASE),
    # February 13, 2025; Feb. 13; Sept 3rd 2009; Feb-13-2025
    re.compile(rf"(?<![^\W_]){_MONTH}\b\s?[.-]?\s?{_DAY}(?!\d|:\d)(?:\s?[,.-]?\s?{_YEAR}(?!\d))?", re.IGNORECASE),
    # 13 February 2025; 13th of Feb., 2025; 13-Feb-2025
    re.compile(
        rf"(?<![\d.,/]){_DAY}[\s./-]{{0,3}}(?:of\s)?{_MONTH}\b\.?(?:[\s,./-]{{0,3}}{_YEAR}(?!\d))?", re.IGNORECASE
    ),
    # 13/02/2025, 2 / 13 / 25, 13. 2. 2025, 13-02-2025
    re.compile(
        r"(?<![\d/.$€£-])(?P<a>[0-3]?\d)\s?(?P<mark>[/.-])\s?(?P<b>[0-3]?\d)\s?(?P=mark)\s?"
        r"(?P<short>(?:18|19|20)\d\d|\d\d)(?![\d/]|\s?%)"
    ),
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<h>[0-2]?\d)(?:\s?[:.h]\s?(?P<min>[0-5]\d)(?:\s?:\s?[0-5]\d(?:\.\d{1,6})?)?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m?\b\.?)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"(?<![^\W\d_])({'|'.join(_WEEKDAY_STEMS)})(?:day|s|nes|sday|nesday|rs|rsday|r|urday)?\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Printed:
    """A day as printed at `start:end`: `day` if it is whole; else `readings`, the days that it may be.

    `likely` is the reading to take if nothing else decides. `value` is what stands there (`XXXX-02-13` without a year; empty where day and month cannot be told apart);
    `weekday` (0 is Monday) and `clock` ("10:14") if they are printed beside it.
    """

    start: int
    end: int
    value: str
    day: date | None = None
    readings: tuple[date, ...] = ()
    likely: date | None = None
    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    clock: str = ""

    @property
    def moment(self) -> str:
        """The value with the time of day, if both are known."""
        return f"{self.value}T{self.clock}" if self.day and self.clock else self.value


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[Printed]:
    """Every calendar day in `text[start:end]`, in order, the longest first where two begin together.

    >>> [d.value for d in find_dates("Posted Feb. 12, 2025 | Updated 13/02/2025; Brussels, Feb 13:")]
    ['2025-02-12', '2025-02-13', 'XXXX-02-13']

    In other languages than English a day needs its year (“13. Februar 2025”). It misses days without a month.
    """
    found: list[Printed] = []
    for form in _FORMS:
        for match in form.finditer(text, start, len(text) if end is None else end):
            printed = _read(match)
            if printed:
                found.append(printed)
    found.sort(key=lambda d: (d.start, -d.end))
    kept: list[Printed] = []
    for printed in found:
        if not kept or printed.start >= kept[-1].end:
            kept.append(printed)
        elif printed.day and not kept[-1].day and printed.end > kept[-1].end:
            kept[-1] = printed  # "May 2 2013" against the "2 2013" of a shorter reading
    return kept


def with_clock(printed: Printed, text: str, start: int, end: int) -> Printed:
    """The day with the weekday and the time of day that stand beside it in the line `start:end`."""
    weekday = clock = None
    for low, high in ((max(start, printed.start - 12), printed.start), (printed.end, min(end, printed.end + 4))):
        named = _WEEKDAY.search(text, low, high)
        if named and weekday is None:
            weekday = _WEEKDAY_STEMS.index(named.group(1).lower())
    if weekday is None and printed.month_day is None:
        words = re.findall(r"[^\W\d_]{4,}", text[max(start, printed.start - 18) : printed.start])
        weekday = next((day for word in words if (day := weekday_named(word)) is not None), None)
    for low, high in ((printed.end, min(end, printed.end + 24)), (max(start, printed.start - 24), printed.start)):
        for match in _TIME.finditer(text, low, high):
            clock = clock or _clock(match)
    return replace(printed, weekday=weekday, clock=clock or "")


def clocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where times of day stand ("10:14", "5: 03pm", "2 A. M.")."""
    return [m.span() for m in _TIME.finditer(text, start, end) if _clock(m)]


def weekday_of(text: str) -> list[tuple[int, int]]:
    """Where names of weekdays stand."""
    return [m.span() for m in _WEEKDAY.finditer(text)]


def in_year(printed: Printed, year: int) -> date | None:
    """A day printed without its year, put into one; None if there is no such day."""
    return whole_day(year, *printed.month_day) if printed.month_day else None


def parse_day(value: str) -> datetime | None:
    """A day, with or without a time, written in ISO 8601 or in any of the printed forms; None if it is no whole day.

    >>> parse_day("13 Feb 2025")
    datetime.datetime(2025, 2, 13, 0, 0)
    """
    try:
        return datetime.fromisoformat(value.strip()).replace(tzinfo=None)
    except ValueError:
        found = find_dates(value)
    if len(found) != 1 or (day := found[0].day or found[0].likely) is None:
        return None
    printed = replace(found[0], day=day, value=day.isoformat())
    return datetime.fromisoformat(with_clock(printed, value, 0, len(value)).moment)


def _read(match: re.Match[str]) -> Printed | None:
    groups = match.groupdict()
    if "short" in groups:
        return _numbers(match)
    month = _month(groups)
    if month is None:
        return None
    day = int(groups["day"])
    if not groups.get("year"):
        if whole_day(2000, month, day) is None:  # 2000 was a leap year: 29 February is a day of some year
            return None
        return Printed(*match.span(), f"XXXX-{month:02}-{day:02}", month_day=(month, day))
    whole = whole_day(int(groups["year"]), month, day)
    return Printed(*match.span(), whole.isoformat(), whole, (whole,)) if whole else None


def _month(groups: dict[str, str]) -> int | None:
    if groups.get("m"):
        return int(groups["m"])
    return month_of(groups["name"]) if groups.get("name") else _NAMED[groups["month"].lower()]


def _numbers(match: re.Match[str]) -> Printed | None:
    """13/02/2025 is clear; 02/03/2025 is two days, of which 02.03.2025 with dots is likely the one that puts the day first."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["short"])
    if len(match["short"]) == 2:
        year += 1900 if year >= PIVOT else 2000
    readings = tuple(sorted({d for month, day in ((a, b), (b, a)) if (d := whole_day(year, month, day))}))
    if not readings:
        return None
    if len(readings) == 1:
        return Printed(*match.span(), readings[0].isoformat(), readings[0], readings)
    dots = match["mark"] == "." and len(match["short"]) == 4
    return Printed(*match.span(), "", None, readings, likely=whole_day(year, b, a) if dots else None)


def _clock(match: re.Match[str]) -> str:
    hour, half = int(match["h"]), (match["half"] or "").lower()
    if (match["min"] is None and not half) or hour > 23 or (half and not 1 <= hour <= 23):
        return ""
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{match['min'] or '00'}"


def whole_day(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a one between `FIRST_YEAR` and `LAST_YEAR`."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
