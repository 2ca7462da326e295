"""Explicit: dates written with names or figures, whole or without their year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.data.calendar import MONTHS
from kit.english.lexicon.calendar import ONES, TENS, month_number, number, ordinal, weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.rules import Meaning, Moment, covering, rule, unresolved

if TYPE_CHECKING:
    from datetime import date

# A month named in the past tense is the last one, though the next be much nearer; but what lies within a few weeks (a year
# divided by this) beats a tense that may be misread.
AGAINST_TENSE = 12.0
# A month without its day is half a month off at best, so there a clear tense all but decides.
AGAINST_TENSE_MONTH = 60.0
# A word inside the name of a person, a building, a firm … is no month.
NAMES = ("PERSON", "FAC", "ORG", "WORK_OF_ART", "PRODUCT")
# 04/05/06: two figures for a year are read within a century around the anchor.
CENTURY = 100
# No year that news names lies further ahead.
LATEST_YEAR = 2099


def _day(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


# What is "payable Dec. 1 to holders of record Nov. 10" lies ahead, in whatever tense it is told.
LIES_AHEAD = re.compile(
    r"\b(?:payable|due|effective|of record|redeemable|matur(?:es|ing)|expir(?:es|ing)|on or before|no later than|between now and)"
    r"\s+(?:(?:on|by|as of)\s+)?$",
    re.IGNORECASE,
)


def _of_an_event(moment: Moment, month: int, day: int) -> date | None:
    """The day of a world event that the sentence names ("the Nov. 22 assassination …"), told long after it."""
    if moment.events is None or moment.anchor is None:
        return None
    return moment.events.on_day(month, day, before=moment.anchor)


def _date(
    moment: Moment, name: str, month: int, day: int, year: str | None, weekday: str | None = None
) -> Meaning | None:
    if re.search(r"\b(?:every|each) year,? (?:on )?(?:the )?$", moment.context, re.IGNORECASE):
        return Meaning("SET", f"XXXX-{month:02}-{day:02}", f"{name}+time.set.yearly")
    if year:
        found = calendar.make_day(int(year), month, day)
        return covering("DATE", found, name) if found else None
    if calendar.make_day(2000, month, day) is None:  # A leap year: February 29 is a day, February 30 is not.
        return None
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    anchor, about = moment.anchor, moment.anchor.year
    days = [calendar.make_day(y, month, day) for y in range(max(1, about - 4), min(9999, about + 4) + 1)]
    # A weekday beside it picks the year in which it is right, if one of those next to the anchor's is.
    fitting = [d for d in days if weekday and d and abs(d.year - about) <= 1 and d.weekday() == weekday_number(weekday)]
    if LIES_AHEAD.search(moment.context):
        moment = replace(moment, tense=1.0)
    found = _of_an_event(moment, month, day) or moment.nearest(fitting or days, against=AGAINST_TENSE)
    beside = moment.beside
    if found and beside and found < anchor < beside and moment.tense > 0:
        # "Begins on January 4 and ends on April 1": what is to come comes in order.
        found = next((d for d in days if d and d >= beside), found)
    return covering("DATE", found, f"{name}+time.year-nearest", base="anchor")


@rule("ISO date", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T(?P<t>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]|\.\d)",
      r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?P<t>)(?![\w/-]|\.\d)")  # fmt: skip
def iso_date(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """2025-02-12, 2025/2/12, 2025-02-12T10:14."""
    found = calendar.make_day(int(match["y"]), int(match["m"]), int(match["d"]))
    if found is None:
        return None
    if match["t"]:
        return covering("TIME", f"{found.isoformat()}T{match['t']}", "time.date.iso")
    return covering("DATE", found, "time.date.iso")


@rule("figures", r"(?P<a>\d{1,2})(?P<sep> ?/ ?|[.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![\w/%]|[.,-]\d)")
def figures(match: re.Match[str], moment: Moment) -> Meaning | None:
    """7/8/07: month first or day first, whichever is a date; if both are, the one nearer to the anchor."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if len(match["y"]) == 2:
        if match["sep"] == "-" or (match["sep"] == "." and len(match[0]) < len("01.02.34")):
            return None  # 1.2.34 is a version or a section, 1-2-34 a score.
        middle = moment.anchor.year if moment.anchor else 2000
        year = min((c + year for c in range(1800, 2200, CENTURY)), key=lambda y: abs(y - middle))
    both = [calendar.make_day(year, a, b), calendar.make_day(year, b, a)]
    if match["sep"] == ".":
        both = both[1:] if both[1] else both[:1]  # With full stops the day stands first.
    found = [day for day in both if day]
    if len(set(found)) == 1:
        return covering("DATE", found[0], "time.date.figures")
    if not found:
        return None
    best = moment.nearest(found, against=1.0)
    if best is None:
        return unresolved("DATE", "order")
    return covering("DATE", best, "time.date.figures+time.order-nearest", base="anchor")


@rule("month and day", r"(?:{weekday_short},? (?:the )?)?{month} (?:the )?{day}(?:(?:,? of|,)? {year})?",
      r"(?:{weekday_short},? )?{month}\. {day},? {year}",
    r"(?:{weekday_short},? (?:the )?)?{month} (?:the )?(?P<day>{ordinal})(?:,? {year})?",
      r"(?:{weekday_short},? )?(?:the )?{day}(?: of)?[ -]{month}(?:(?:,? |-){year}|(?!\.? \d))?",
      r"(?:{weekday_short},? )?the (?P<day>{ordinal})(?: day)? of {month}(?:,? {year})?",
      r"(?:{weekday_short}, )?{day}-{month}-(?:{year}|(?P<short>\d\d)(?![\w-]))")  # fmt: skip
def month_and_day(match: re.Match[str], moment: Moment) -> Meaning | None:
    """February 24, 1955; 12 February; the 3rd of May; Wed., Feb. 12; 19-Nov-09."""
    text, groups = match["day"], match.groupdict()
    day = _day(text) if text[0].isdigit() else ordinal(text)
    year = match["year"]
    if short := groups.get("short"):
        year = str(calendar.whole_year(int(short), moment.anchor))
    return _date(moment, "time.date", month_number(match["month"]), day, year, groups.get("weekday_short"))


@rule("9/11", r"9/11(?![\d/]| ?(?:%|of\b))")
def nine_eleven(_match: re.Match[str], _moment: Moment) -> Meaning | None:
    """9/11, as the day of 2001 is called."""
    return covering("DATE", calendar.make_day(2001, 9, 11), "time.date")


@rule(
    "month and day in figures",
    r"{weekday_short},? (?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/%]|[.,]\d)",
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?P<weekday_short>)(?![\w/%]|[.,]\d)",
)
def month_and_day_in_figures(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Tuesday, 11/17: month first or day first, whichever falls on the weekday; without one only what can be read in one way."""
    a, b, weekday = int(match["a"]), int(match["b"]), match["weekday_short"]
    ways = [(month, day) for month, day in {(a, b): 0, (b, a): 0} if calendar.make_day(2000, month, day)]
    if not weekday:
        led = re.search(r"\b(?:on|since|until|till|by|dated)\s+$", moment.context, re.IGNORECASE)
        return _date(moment, "time.date.figures", *ways[0], None) if led and len(ways) == 1 else None
    meanings = [_date(moment, "time.date.figures", month, day, None, weekday) for month, day in ways]
    days = [m for m in meanings if m and m.earliest]
    fitting = [m for m in days if m.earliest and m.earliest.weekday() == weekday_number(weekday)]
    if fitting:
        return fitting[0]
    return unresolved("DATE", "misfit") if meanings else None


@rule(
    "range of days",
    r"{month} {day}(?: ?[-–] ?| (?:to|(?P<and>and)|through|until) ){day2}(?! (?:per|percent|[a-z]+s)\b)(?:,? {year})?",
    r"{day}(?: ?[-–] ?| (?:to|(?P<and>and)|until|through) ){day2} {month}(?:,? {year})?",
)
def days_on_end(match: re.Match[str], moment: Moment) -> Meaning | None:
    """February 10-12, 10 to 12 February 2025: from the one day to the other; "10 and 14" are two days, no range."""
    if match.groupdict().get("and") and not re.search(r"\bbetween\s+(?:the\s+)?$", moment.context, re.IGNORECASE):
        return None
    month_ = month_number(match["month"])
    first = _date(moment, "time.date.range", month_, _day(match["day"]), match["year"])
    if first is None or first.earliest is None:
        return first
    last = calendar.make_day(first.earliest.year, month_, _day(match["day2"]))
    if last is None or last <= first.earliest:
        return None
    return replace(first, value=f"{first.value}/{last}", latest=last)


@rule(
    "listed day",
    r"(?:{weekday_short},? (?:the )?)?{day}"
    r"(?=(?:, \d{1,2}(?:st|nd|rd|th)?)*,? (?:and|or|to|until) (?:{weekday_short2},? (?:the )?)?{day2} {month}(?:,? {year})?)",
)
def listed_day(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The 12 and the 13 of "12, 13 and 19 December", the 3 of "Saturday 3 to Monday 5 January": the month stands behind the last."""
    weekday = match["weekday_short"]
    return _date(moment, "time.date.listed", month_number(match["month"]), _day(match["day"]), match["year"], weekday)


# The days before it in "April 24 and 25", "May 3, 4 and 6".
DAYS_BEFORE = re.compile(
    rf"(?-i:\b(?P<month>{'|'.join(m[:3] for m in MONTHS)})[a-z]*\.?) \d{{1,2}}(?:st|nd|rd|th)?(?:, (?:and )?\d{{1,2}}(?:st|nd|rd|th)?)*,? (?:and|or|to|through) $"
)


@rule("day listed behind", r"{day}(?!,? ?\d|[ -](?:[a-z]+s|percent|per)\b| (?:years?|people)\b)(?:,? {year})?")
def listed_behind(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The 25 of "April 24 and 25": its month stands before the first of the days."""
    before = DAYS_BEFORE.search(re.sub(r"\s+", " ", moment.context))
    if before is None:
        return None
    return _date(moment, "time.date.listed", month_number(before["month"]), _day(match["day"]), match["year"])


@rule("month and year", r"{month},? (?:of )?{year}", r"{month} ['’](?P<short>\d\d)(?!\w)")
def month_and_year(match: re.Match[str], moment: Moment) -> Meaning | None:
    """November 2006."""
    groups = match.groupdict()
    year = int(groups["year"]) if "year" in groups else calendar.whole_year(int(groups["short"]), moment.anchor)
    return covering("DATE", f"{year:04}-{month_number(match['month']):02}", "time.month.year")


# A month behind another: "from May to September", "in January and June".
_LISTED = re.compile(rf"\b(?-i:{'|'.join(MONTHS)})\s+(?:and|or|to|through|until)\s+$", re.IGNORECASE)


@rule("month", r"{month}(?! (?:street|avenue|road|lane|square|group|corp|inc)\b)")
def month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """A month by itself: the last one or the next one, as the tense says."""
    if moment.entity in NAMES:
        return None
    name = match["month"]
    number = month_number(name)
    before = moment.context[-14:].lower()
    # "May" begins sentences and questions, "March" and "Mar" are other words too: they need a word that leads to a date.
    if (name.lower() in ("may", "march") or len(name.rstrip(".")) < 4) and not re.search(
        r"\b(in|since|until|till|by|from|to|of|last|next|this|early|late|mid|and|or|before|after|during|through|for|for the) ?-?$",
        before,
    ):
        return None
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    if moment.beside is not None and _LISTED.search(moment.context):
        behind = calendar.make_day(moment.beside.year + (number < moment.beside.month), number, 1)
        if behind and not (moment.tense < 0 and behind > moment.anchor):
            value = calendar.value_of(behind, "month")
            return covering("DATE", value, "time.month.listed", base="previous", base_day=moment.beside)
    years = range(max(1, moment.anchor.year - 2), min(9999, moment.anchor.year + 2) + 1)
    found = moment.nearest(
        [moment.anchor.replace(day=1) if (y, number) == (moment.anchor.year, moment.anchor.month)
         else calendar.make_day(y, number, 1) for y in years],
        against=AGAINST_TENSE_MONTH if abs(moment.tense) == 1 else AGAINST_TENSE,
    )  # fmt: skip
    return covering("DATE", found and calendar.value_of(found, "month"), "time.month+time.year-nearest", base="anchor")


# What stands before a number that counts, and what before a year, whatever noun follows it.
_AMOUNT = re.compile(r"\b(?:than|least|most|nearly|almost|about|around|some|over|up to|roughly|approximately|only)\s+$")
_DAY_OR_YEAR = re.compile(r"\b(?:in|since|until|till|by|before|after|during|of)\s+$")


# "Founded around 1190"; but "a town of about 1190".
_ABOUT_A_YEAR = re.compile(
    r"\b(?:(?:in|since|until|by|from|to|before|after|founded|built|born|died|dated|made|written|painted|begun) (?:around|about)|circa|c\.)\s+$"
)


@rule("year", r"{year}")
def year(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Four figures alone. They count as a year if they can be nothing else."""
    text, before = match["year"], moment.context.lower()
    after = match.string[match.end() : match.end() + 24]
    if re.match(
        r"\s*(?:%|percent|per cent|dollars|euros|pounds|people|points|km|kg|miles|feet|metres|meters|mph|(?:stock |share )?index)\b",
        after,
    ):
        return None
    led = _ABOUT_A_YEAR.search(before) or re.search(
        r"(?:^|\b(?:in|since|until|till|by|from|to|of|for|before|after|during|through|throughout|early|late|mid|year|and|or|"
        r"between|summer|winter|spring|autumn|fall|the|than|pre|post|circa|end|fiscal|election|season|olympics)"
        r"[\s-]|[(–—-])\s*$",
        before,
    )
    if re.search(r"[$€£¥]\s*$", before):
        return None
    if moment.counts and _AMOUNT.search(before):
        return None  # More than 1200 lost children
    if moment.entity in ("CARDINAL", "QUANTITY") and not led and re.match(r"\s+[a-z]+s\b", after):
        return None  # They sold 2000 cars
    recent = 1900 <= int(text) <= 2099
    if not led and not recent:
        return None
    if not recent and (re.match(r"\s+[a-z]+s\b", after) or (moment.counts and not _DAY_OR_YEAR.search(before))):
        return None  # 1500 soldiers, 1500 lost children; but "in 1415 English archers"
    return covering("DATE", text, "time.year")


@rule(
    "year in words",
    rf"(?P<first>sixteen|seventeen|eighteen|nineteen|twenty)[- ](?:(?:hundred and |oh[- ]|o['’][- ])(?P<low>{'|'.join(ONES[1:])})"
    rf"|(?P<tens>{'|'.join(TENS)})(?:[- ](?P<ones>{'|'.join(ONES[1:10])}))?|(?P<teens>{'|'.join(ONES[10:])}))(?!\w|-)",
    rf"two thousand(?: and)? (?P<after>{'|'.join(ONES[1:])}|twenty[- ](?:{'|'.join(ONES[1:10])}))(?!\w|-)",
)
def year_in_words(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Nineteen ninety-six, twenty eleven, two thousand and eight: behind a word that leads to a year only."""
    if not re.search(
        r"\b(?:in|since|until|till|of|by|from|to|before|after|during|and|year|early|late|summer|spring|winter|autumn|fall)\s+$",
        moment.context,
        re.IGNORECASE,
    ):
        return None
    groups = match.groupdict()
    if after := groups.get("after"):
        found = 2000 + int(number(after) or 0)
    else:
        low = " ".join(g for name in ("tens", "ones") if (g := groups.get(name))) or groups["low"] or groups["teens"]
        found = 100 * int(number(match["first"]) or 0) + int(number(low) or 0)
    if re.match(r"\s+(?:[a-z]+\s+)?[a-z]+s\b", match.string[match.end() :]):
        return None  # "Of two thousand and eight pupils"
    return covering("DATE", f"{found:04}", "time.year.words") if 1600 <= found <= LATEST_YEAR else None
