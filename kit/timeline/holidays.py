"""Holidays: the days of feasts and public holidays, from the library `holidays`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kit.timeline.explicit import AGAINST_TENSE
from kit.timeline.rules import Meaning, Moment, covering, rule, unresolved

if TYPE_CHECKING:
    from datetime import date

# As printed, the name the library knows it by, and the country whose calendar has it.
HOLIDAYS = {
    "christmas day": ("Christmas Day", "US"), "christmas eve": ("-1 Christmas Day", "US"), "christmas": ("Christmas Day", "US"),
    "boxing day": ("+1 Christmas Day", "US"), "new year's day": ("New Year's Day", "US"),
    "new year's eve": ("-1 New Year's Day", "US"), "good friday": ("Good Friday", "GB"), "easter monday": ("+3 Good Friday", "GB"),
    "easter sunday": ("+2 Good Friday", "GB"), "easter": ("+2 Good Friday", "GB"), "palm sunday": ("-5 Good Friday", "GB"),
    "ash wednesday": ("-44 Good Friday", "GB"), "thanksgiving day": ("Thanksgiving Day", "US"),
    "thanksgiving": ("Thanksgiving Day", "US"), "black friday": ("+1 Thanksgiving Day", "US"),
    "memorial day": ("Memorial Day", "US"), "labor day": ("Labor Day", "US"), "columbus day": ("Columbus Day", "US"),
    "martin luther king day": ("Martin Luther King Jr. Day", "US"), "presidents' day": ("Washington's Birthday", "US"),
    "juneteenth": ("Juneteenth National Independence Day", "US"), "veterans day": ("Veterans Day", "US"),
    "may day": ("May Day", "PL"), "bastille day": ("National Day", "FR"), "australia day": ("Australia Day", "AU"),
    "anzac day": ("ANZAC Day", "AU"), "canada day": ("Canada Day", "CA"), "diwali": ("Diwali", "SG"),
    "eid al-fitr": ("Eid al-Fitr", "AE"), "eid al-adha": ("Eid al-Adha", "AE"), "lunar new year": ("Chinese New Year", "SG"),
    "chinese new year": ("Chinese New Year", "SG"), "yom kippur": ("Yom Kippur", "IL"), "rosh hashanah": ("Rosh Hashanah", "IL"),
    "valentine's day": ("02-14", ""), "halloween": ("10-31", ""), "st. patrick's day": ("03-17", ""), "april fools' day": ("04-01", ""),
    "international women's day": ("03-08", ""), "fourth of july": ("07-04", ""), "orthodox christmas": ("01-07", ""),
}  # fmt: skip
_NAMES = "|".join(
    sorted((re.escape(n).replace("'", "['’]").replace(r"\ ", " ") for n in HOLIDAYS), key=len, reverse=True)
)
FIRST_WORDS = frozenset(word for name in HOLIDAYS for word in [re.split(r"[ '.]", name)[0]])


@cache
def _calendar(country: str, year: int) -> dict[str, date]:
    """The names and days of a country's holidays in a year."""
    import holidays

    found: dict[str, date] = {}
    for day, names in holidays.country_holidays(country, years=year, language="en_US").items():
        for name in names.split("; "):
            found.setdefault(re.sub(r" \((?:estimated|observed)\)", "", name), day)
    return found


def day_of(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None if the library does not know it for that year.

    >>> day_of("easter", 2025)
    datetime.date(2025, 4, 20)
    """
    from kit.timeline import calendar

    known, country = HOLIDAYS[name]
    if not country:
        month, day = known.split("-")
        return calendar.make_day(year, int(month), int(day))
    offset = re.match(r"([+-]\d+) ", known)
    step = int(offset[1]) if offset else 0
    title = known[len(offset[0]) :] if offset else known
    # New Year's Eve belongs to the year that it ends.
    found = _calendar(country, year + (1 if name == "new year's eve" else 0)).get(title)
    return calendar.shift(found, step, "day") if found else None


@rule(
    "holiday",
    rf"(?:(?P<which>last|this|next) )?(?P<name>{_NAMES})(?!\w)(?: (?P<year>20\d\d|19\d\d))?(?! (?:tree|trees|sales|season|shopping|shoppers|present|presents|gift|gifts|carol|carols|card|cards|party|parade|island|turkey|egg|eggs)\b)",
)
def holiday(match: re.Match[str], moment: Moment) -> Meaning | None:
    if not match["name"][0].isupper():
        return None
    name = re.sub(r"\s+", " ", match["name"].lower().replace("’", "'"))
    if match["year"]:
        found = day_of(name, int(match["year"]))
    elif moment.anchor is None:
        return unresolved("DATE", "holiday without a year")
    else:
        year, which = moment.anchor.year, (match["which"] or "").lower()
        days = [day for y in (year - 1, year, year + 1) if (day := day_of(name, y))]
        if which == "last":
            days = [d for d in days if d < moment.anchor][-1:]
        elif which == "next":
            days = [d for d in days if d > moment.anchor][:1]
        found = moment.nearest(days, against=AGAINST_TENSE)
    if found is None:
        return unresolved("DATE", "holiday whose day is not known")
    return covering("DATE", found, "holiday", base=None if match["year"] else "anchor")
