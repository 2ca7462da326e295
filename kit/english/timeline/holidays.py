"""Holidays: the days of feasts and public holidays, of fixed day, counted from Easter, or from the library `holidays`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from dateutil.easter import easter

from kit.data import read_list
from kit.english.lexicon.calendar import weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.explicit import AGAINST_TENSE
from kit.english.timeline.rules import Meaning, Moment, covering, rule, unresolved

if TYPE_CHECKING:
    from datetime import date

# As printed → month and day; days after Easter; or a country, the library's title of the holiday and days after it.
HOLIDAYS: dict[str, Any] = {row.name: row for row in read_list("holidays.csv").itertuples()}
_NAMES = "|".join(
    sorted(
        (re.escape(n).replace("'", "['’]").replace(r"\ ", " ").replace("st ", r"st\.? ") for n in HOLIDAYS),
        key=len,
        reverse=True,
    )
)
FIRST_WORDS = frozenset(re.findall(r"\w+", name)[0] for name in HOLIDAYS)
SECOND_WORDS = frozenset(word for name in HOLIDAYS for word in re.findall(r"\w+", name)[1:2])


@cache
def _calendar(country: str, year: int) -> dict[str, date]:
    """The names and days of a country's holidays in a year; the library takes half a second to load, so only here."""
    import holidays

    found: dict[str, date] = {}
    for day, names in sorted(holidays.country_holidays(country, years=year, language="en_US").items()):
        for name in names.split("; "):
            found.setdefault(re.sub(r" \((?:estimated|observed)\)", "", name), day)
    return found


@rule(
    "day beside a holiday",
    rf"(?:the )?(?:{{weekday}}|(?P<unit>day|weekend|week)) (?P<way>before|after) (?P<name>{_NAMES})(?!\w|['’]s )(?:,? (?P<year>20\d\d|19\d\d))?",
)
def beside_holiday(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The Friday before Christmas, the week after Easter: counted from the holiday's day."""
    if not match["name"][0].isupper():
        return None
    feast = _found(match["name"], match["year"], "", moment)
    if feast is None:
        return unresolved("DATE", "holiday")
    back, unit = match["way"].lower() == "before", (match["unit"] or "").lower()
    base = None if match["year"] else "anchor"
    if match["weekday"]:
        name = weekday_number(match["weekday"])
        step = -((feast.weekday() - name - 1) % 7 + 1) if back else (name - feast.weekday() - 1) % 7 + 1
        return covering("DATE", calendar.shift(feast, step, "day"), "time.holiday.beside", base=base)
    day = calendar.shift(feast, -1 if back else 1, "day" if unit == "day" else "week")
    value = day and (calendar.value_of(day, "week") + ("-WE" if unit == "weekend" else "") if unit != "day" else day)
    return covering("DATE", value, "time.holiday.beside", base=base)


def _found(printed: str, year: str | None, which: str, moment: Moment) -> date | None:
    """The day of a holiday as it is printed: of its year, else of the year that the tense says."""
    name = re.sub(r"\s+", " ", printed.lower().replace("’", "'").replace(".", ""))
    if year:
        return day_of(name, int(year))
    if moment.anchor is None:
        return None
    about = moment.anchor.year
    days = [day for y in (about - 1, about, about + 1) if (day := day_of(name, y))]
    if which == "last":
        days = [d for d in days if d < moment.anchor][-1:]
    elif which == "next":
        days = [d for d in days if d > moment.anchor][:1]
    return moment.nearest(days, against=AGAINST_TENSE)


def day_of(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None if it is not known for that year.

    >>> day_of("easter", 2025), day_of("thanksgiving", 2024)
    (datetime.date(2025, 4, 20), datetime.date(2024, 11, 28))
    """
    known = HOLIDAYS[name]
    if known.day:
        month, day = known.day.split("-")
        return calendar.make_day(year, int(month), int(day))
    if known.easter:
        return calendar.shift(easter(year), int(known.easter), "day") if 1582 < year < 4100 else None
    found = _calendar(known.country, year).get(known.title)
    return calendar.shift(found, int(known.after), "day") if found else None


@rule(
    "holiday",
    rf"(?:(?P<which>last|this|next) )?(?P<name>{_NAMES})(?!\w|['’]s )(?:,?(?: of| in)? (?P<year>20\d\d|19\d\d))?(?! (?:tree|trees|sales|season|shopping|shoppers|present|presents|gift|gifts|carol|carols|card|cards|party|parade|island|turkey|egg|eggs)\b)",
)
def holiday(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Easter, Thanksgiving, New Year's Eve 2024: by the day it has that year."""
    if not match["name"][0].isupper():
        return None
    if moment.anchor is None and not match["year"]:
        return unresolved("DATE", "no-anchor")
    found = _found(match["name"], match["year"], (match["which"] or "").lower(), moment)
    if found is None:
        return unresolved("DATE", "holiday")
    return covering("DATE", found, "time.holiday", base=None if match["year"] else "anchor")
