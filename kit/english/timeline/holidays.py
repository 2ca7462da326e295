"""Holidays: the days of feasts and public holidays, of fixed day, counted from Easter, or from the library `holidays`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateutil.easter import easter

from kit.english.lexicon.calendar import weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.explicit import AGAINST_TENSE
from kit.english.timeline.rules import Meaning, Moment, covering, rule, unresolved

if TYPE_CHECKING:
    from datetime import date

# As printed: a fixed day; or days from Easter (Western); or the library's name of it and the country whose calendar has it.
HOLIDAYS: dict[str, str | int | tuple[str, str, int]] = {
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "boxing day": "12-26", "new year's day": "01-01",
    "new year's eve": "12-31", "new year": "01-01", "orthodox christmas": "01-07", "may day": "05-01", "bastille day": "07-14",
    "australia day": "01-26", "anzac day": "04-25", "canada day": "07-01", "veterans day": "11-11", "juneteenth": "06-19",
    "valentine's day": "02-14", "halloween": "10-31", "st patrick's day": "03-17", "st george's day": "04-23",
    "st andrew's day": "11-30", "st david's day": "03-01", "burns night": "01-25", "bonfire night": "11-05",
    "epiphany": "01-06", "twelfth night": "01-05", "candlemas": "02-02", "groundhog day": "02-02",
    "all saints' day": "11-01", "all souls' day": "11-02", "april fools' day": "04-01",
    "international women's day": "03-08", "fourth of july": "07-04",
    "easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46,
    "shrove tuesday": -47, "mardi gras": -47, "maundy thursday": -3, "holy thursday": -3, "holy saturday": -1,
    "ascension day": 39, "pentecost": 49, "whit sunday": 49, "whit monday": 50, "corpus christi": 60,
    "thanksgiving": ("US", "Thanksgiving Day", 0), "thanksgiving day": ("US", "Thanksgiving Day", 0),
    "black friday": ("US", "Thanksgiving Day", 1), "memorial day": ("US", "Memorial Day", 0),
    "labor day": ("US", "Labor Day", 0), "columbus day": ("US", "Columbus Day", 0),
    "martin luther king day": ("US", "Martin Luther King Jr. Day", 0), "presidents' day": ("US", "Washington's Birthday", 0),
    "diwali": ("IN", "Diwali", 0), "eid al-fitr": ("AE", "Eid al-Fitr", 0), "eid al-adha": ("AE", "Eid al-Adha", 0),
    "lunar new year": ("SG", "Chinese New Year", 0), "chinese new year": ("SG", "Chinese New Year", 0),
    "yom kippur": ("IL", "Yom Kippur", 0), "rosh hashanah": ("IL", "Rosh Hashanah", 0),
}  # fmt: skip
_NAMES = "|".join(
    sorted(
        (re.escape(n).replace("'", "['’]").replace(r"\ ", " ").replace("st ", r"st\.? ") for n in HOLIDAYS),
        key=len,
        reverse=True,
    )
)
FIRST_WORDS = frozenset(word for name in HOLIDAYS for word in [re.split(r"[ '.]", name)[0]])


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
    if isinstance(known, str):
        month, day = known.split("-")
        return calendar.make_day(year, int(month), int(day))
    if isinstance(known, int):
        return calendar.shift(easter(year), known, "day") if 1582 < year < 4100 else None
    country, title, step = known
    found = _calendar(country, year).get(title)
    return calendar.shift(found, step, "day") if found else None


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
