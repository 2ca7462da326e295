"""Calendar: TIMEX3 values and the days they cover; counting in days, weeks, months, years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# The letters of ISO 8601 durations; decades and centuries are counted in years, as annotators of TIMEX3 do.
LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "M", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
TIMES = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100}


def days(value: str) -> tuple[date | None, date | None, str | None]:
    """The first day a TIMEX3 value covers, the last one, and its grain; (None, None, None) if it names no days.

    >>> days("2025-W07")
    (datetime.date(2025, 2, 10), datetime.date(2025, 2, 16), 'week')
    >>> days("199")[:2]
    (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31))
    """
    try:
        return _days(value)
    except (ValueError, OverflowError):
        return None, None, None


def _days(value: str) -> tuple[date | None, date | None, str | None]:
    if m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(T.*)?", value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day, "time" if m[4] else "day"
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return monday + timedelta(days=5 if m[3] else 0), monday + timedelta(days=6), "day" if m[3] else "week"
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(m[1]), int(m[2]), 1, "month")
    if m := re.fullmatch(r"(\d{4})-Q(\d)", value):
        return _months(int(m[1]), 3 * int(m[2]) - 2, 3, "quarter")
    if m := re.fullmatch(r"(\d{4})-H(\d)", value):
        return _months(int(m[1]), 6 * int(m[2]) - 5, 6, "season")
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return _months(int(m[1]), SEASON_MONTHS[m[2]], 3, "season")
    if m := re.fullmatch(r"FY\d{4}", value):
        return None, None, "year"  # Whose fiscal year, the text does not say; they begin in different months.
    if m := re.fullmatch(r"\d{2,4}", value):
        width = 10 ** (4 - len(value))
        first = int(value) * width
        grain = {1: "year", 10: "decade", 100: "century"}[width]
        return date(first, 1, 1), date(first + width - 1, 12, 31), grain
    return None, None, None


def _months(year: int, month: int, count: int, grain: str) -> tuple[date, date, str]:
    first = date(year, month, 1)
    return first, first + relativedelta(months=count, days=-1), grain


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month … that a day lies in.

    >>> value_of(date(2025, 2, 12), "week"), value_of(date(2025, 2, 12), "quarter")
    ('2025-W07', '2025-Q1')
    """
    if unit in ("week", "fortnight"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        return f"{day:%Y-%m}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit in ("year", "decade", "century"):
        return f"{day.year:04}"[: {"year": 4, "decade": 3, "century": 2}[unit]]
    return day.isoformat()


_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def months(unit: str) -> int | None:
    """The months of a unit; None for units that are shorter."""
    return _MONTHS.get(unit)


def shift(day: date, count: float, unit: str) -> date | None:
    """The day some units later (earlier, if `count` is negative); None outside the years 1–9999.

    >>> shift(date(2024, 2, 29), 1, "year")
    datetime.date(2025, 2, 28)
    """
    try:
        if unit in ("second", "minute", "hour"):
            return day
        if unit in ("day", "night", "week", "fortnight"):
            return day + timedelta(days=round(count * {"week": 7, "fortnight": 14}.get(unit, 1)))
        return day + relativedelta(months=round(count * _MONTHS[unit]))
    except (ValueError, OverflowError):
        return None


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration; X where the count is left open.

    >>> duration(45, "minute"), duration(2.5, "year"), duration(None, "decade")
    ('PT45M', 'P2.5Y', 'PXY')
    """
    letters = LETTERS[unit]
    if count is not None and unit in TIMES:
        count *= TIMES[unit]
    number = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    return f"P{letters[:-1]}{number}{letters[-1]}"


def whole_year(short: int, anchor: date | None) -> int:
    """The year that two figures stand for: the last such one, or one that begins within ten years of the anchor.

    >>> whole_year(98, date(2025, 2, 12)), whole_year(27, date(2025, 2, 12))
    (1998, 2027)
    """
    latest = (anchor.year if anchor else 2000) + 10
    return latest - (latest - short) % 100


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
