"""Periods: decades and centuries, seasons, quarters, halves, fiscal years, and years on end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.english.lexicon.calendar import SEASONS, STEP, TENS, month_number, ordinal
from kit.english.timeline import calendar
from kit.english.timeline.rules import Meaning, Moment, covering, rule, unresolved

if TYPE_CHECKING:
    import re
    from datetime import date

# A range of years written out may be this long: 1914-2014 is one, 1000-2025 is not.
LONGEST = 100


@rule("range of years", r"{year} ?[–/-] ?(?P<short>\d\d|20\d\d|19\d\d)(?![\w/–-])")
def season_year(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """2022–23, 2008-2012: years on end."""
    first, text = int(match["year"]), match["short"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text) + (100 if int(text) < first % 100 else 0)
    if not first < last <= first + (LONGEST if len(text) == 4 else 1):
        return None
    return covering("DATE", f"{first:04}/{last:04}", "time.year.range", grain="year",
                    earliest=calendar.make_day(first, 1, 1), latest=calendar.make_day(last, 12, 31))  # fmt: skip


@rule("decade", r"(?:the )?(?P<decade>1[5-9]\d0|20\d0)['’]?s(?!\w)",
      r"(?:the )?['’‘](?P<two>[2-9]0)s(?!\w)",
      r"the (?P<name>noughties|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)(?!\w)")  # fmt: skip
def decade(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The 1990s, the '90s, the nineties."""
    groups = match.groupdict()
    if text := groups.get("decade"):
        # The 1600s are a century; the 1900s and 2000s more often their first ten years.
        return covering("DATE", text[:2] if "1500" <= text < "1900" and text[2:] == "00" else text[:3], "time.decade")
    if groups.get("two"):
        tens = int(groups["two"]) // 10
    else:
        tens = (
            0
            if groups["name"].lower() == "noughties"
            else 2 + [ten[:-1] + "ies" for ten in TENS].index(groups["name"].lower())
        )
    # The last such decade that has begun; the twentieth century's if nothing says today's year.
    latest = moment.anchor.year if moment.anchor else 1999
    century = latest // 100 if latest % 100 >= 10 * tens else latest // 100 - 1
    return covering("DATE", f"{century}{tens}", "time.decade.short", base="anchor" if moment.anchor else None)


@rule(
    "century", r"(?:the )?{ordinal}[ -]century(?! (?:fox|fund))(?: (?-i:AD|CE|A\.D\.)(?!\w)|(?P<bc> (?:BCE?|B\.C\.)))?"
)
def century(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """The 19th century, which TIMEX3 writes 18."""
    number = ordinal(match["ordinal"])
    if match["bc"] or not 1 <= number <= 30:
        return Meaning("DATE", f"BC{number - 1:02}", "time.century", grain="century") if match["bc"] else None
    return covering("DATE", f"{number - 1:02}", "time.century")


@rule(
    "year of an era",
    r"(?P<n>\d{1,3}|\d{4,5}|\d{1,2},\d{3}) (?P<era>(?-i:BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE))(?!\w)",
    r"(?P<n>\d{1,5})(?= ?(?:and|or|to|[–-]) ?\d{1,5} (?P<era>(?-i:BCE?|B\.C\.))(?!\w))",
    r"(?P<era>(?-i:AD)) (?P<n>\d{1,4})(?![\w%]|[.,]\d)",
)
def year_of_era(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """55 BC, AD 43; the calendar of dates knows no days before Christ."""
    number = int(match["n"].replace(",", ""))
    if match["era"][0].upper() == "B":
        return Meaning("DATE", f"BC{number:04}", "time.year.era", grain="year")
    return covering("DATE", f"{number:04}", "time.year.era") if 0 < number < 10000 else None


@rule(
    "season",
    r"(?:the )?{season} of ['’](?P<two>\d\d)(?!\w)",
    r"(?:the )?{season}(?: of|,)? {year}(?:[/–-]\d\d(?![\d/–-]))?",
)
def season(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Summer 2024, the spring of 2022."""
    if moment.tag.startswith("VB"):
        return None  # Prices fall 2000 points
    groups = match.groupdict()
    year = groups.get("year") or f"{calendar.whole_year(int(groups['two']), moment.anchor):04}"
    return covering("DATE", f"{year}-{SEASONS[match['season'].lower()]}", "time.season.year")


_WHICH = r"(?P<which>first|second|third|fourth|final|last|1st|2nd|3rd|4th)"


def _quarter(which: str) -> int:
    """The number of a quarter: "third", "final"."""
    return 4 if which.lower() in {"final", "last"} else ordinal(which)


@rule("quarter", rf"(?:the )?{_WHICH}[ -]quarter(?: (?:of|in)(?: fiscal)?| fiscal|,)? {{year}}", r"(?-i:Q(?P<q>[1-4]))(?:,| of| in)? '?{year}",
      r"{year} (?-i:Q(?P<q>[1-4]))(?!\w)", rf"(?:the )?{{year}} {_WHICH}[ -]quarter(?!\w)")  # fmt: skip
def quarter_and_year(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """The third quarter of 2024, Q4 2006."""
    groups = match.groupdict()
    number = int(groups["q"]) if groups.get("q") else _quarter(groups["which"])
    return covering("DATE", f"{match['year']}-Q{number}", "time.quarter.year")


@rule(
    "half",
    r"(?:the )?(?P<which>first|second|last|latter)[ -]half of(?: the year)? {year}",
    r"(?-i:H(?P<h>[12])) {year}",
)
def half_and_year(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """The first half of 2024, H1 2025."""
    groups = match.groupdict()
    number = int(groups["h"]) if groups.get("h") else 1 if groups["which"].lower() == "first" else 2
    return covering("DATE", f"{match['year']}-H{number}", "time.half")


# Companies report a quarter when it is over: one that is to come counts as this many times as far away; against a clear tense, more.
NOT_OVER, AGAINST_CLEAR_TENSE = 2.0, 6.0


def _nearest_quarter(number: int, years: list[int], moment: Moment) -> date | None:
    """Of the quarters of that number the one whose last day is nearest to the anchor, those that are over before others."""
    anchor, ends = moment.anchor, [calendar.make_day(y, 3 * number, 28) for y in years if 1 <= y <= 9999]
    known = [day for day in ends if day is not None]
    if anchor is None or not known:
        return None

    def far(day: date) -> tuple[float, date]:
        gap = (day - anchor).days
        ahead = 1.0 if moment.tense == 1 else NOT_OVER if moment.tense >= 0 else AGAINST_CLEAR_TENSE
        back = AGAINST_CLEAR_TENSE if moment.tense == 1 else 1.0
        return (gap * ahead if gap > 0 else -gap * back), day

    return min(known, key=far)


@rule(
    "quarter beside another",
    r"the (?:(?P<year>19\d\d|20\d\d)|(?P<ago>year)[- ](?:earlier|ago|before)|(?P<same>same)) quarter(?!\w)(?: (?:a )?(?:year (?:earlier|ago|before)|last year))?",
)
def quarter_beside(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The 2023 quarter, the year-earlier quarter: the one named before it, in another year."""
    told, year = moment.quarter, match["year"]
    if match["same"] and not match[0].lower().endswith(("ago", "earlier", "before", "year")):
        return covering(
            "DATE",
            told and calendar.value_of(told, "quarter"),
            "time.quarter.told",
            base="previous",
            base_day=told,
        )
    if told is None:
        return covering("DATE", year, "time.quarter.unnamed") if year else unresolved("DATE", "not-named")
    found = calendar.make_day(int(year) if year else told.year - 1, told.month, 1)
    value = found and calendar.value_of(found, "quarter")
    return covering("DATE", value, "time.quarter.told-other-year", base="previous", base_day=told)


@rule(
    "quarter of this year",
    rf"(?:the )?{_WHICH}[ -]quarter(?: of (?P<of>(?:this|last|the|next) year))?(?!\w)",
    r"(?-i:Q(?P<q>[1-4]))(?!\w)",
)
def quarter(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The third quarter: the nearest one, leaning to the past as company reports do."""
    groups = match.groupdict()
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    which, of = (groups.get("which") or "").lower(), (groups.get("of") or "").lower()
    if which == "last":
        return None  # "the last quarter" is the one before this one.
    number = int(groups["q"]) if groups.get("q") else _quarter(which)
    about = moment.anchor.year
    years = {"this year": [about], "the year": [about], "last year": [about - 1], "next year": [about + 1]}.get(
        of, [about - 1, about, about + 1]
    )
    found = _nearest_quarter(number, years, moment)
    return covering("DATE", found and calendar.value_of(found, "quarter"), "time.quarter.nearest", base="anchor")


@rule(
    "year before",
    r"the year[- ](?P<ago>earlier|ago) (?P<unit>period|month|week|half|result|figure|level)(?!\w)",
)
def year_before(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The year-earlier period: the quarter named before it, in the year before; else that year."""
    if moment.quarter is not None and match["unit"].lower() == "period":
        found = calendar.make_day(moment.quarter.year - 1, moment.quarter.month, 1)
        value = found and calendar.value_of(found, "quarter")
        return covering("DATE", value, "time.quarter.told-other-year", base="previous", base_day=moment.quarter)
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    return covering("DATE", f"{moment.anchor.year - 1:04}", "time.same-unit(time)", base="anchor")


@rule(
    "fiscal year told",
    r"(?P<which>this|last|next|the (?:current|previous|coming|next|last)) (?:fiscal|financial) year(?!\w)",
)
def fiscal_year_told(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The fiscal year of "this fiscal year": that of the day counted from; where it begins the text rarely says."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    step = STEP[match["which"].lower().split()[-1]]
    return Meaning("DATE", f"FY{moment.anchor.year + step:04}", "time.fiscal-year", base="anchor", grain="year")


@rule("quarter by its month", r"(?:the )?(?P<month>(?-i:March|June|September|December))[ -]quarter(?!\w)")
def quarter_by_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The March quarter: the one that ends with that month."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    about, number = moment.anchor.year, month_number(match["month"]) // 3
    found = _nearest_quarter(number, [about - 1, about, about + 1], moment)
    value = found and calendar.value_of(found, "quarter")
    return covering("DATE", value, "time.quarter.nearest", base="anchor")


@rule(
    "fiscal year",
    r"(?:the )?(?P<year>20\d\d|19\d\d) (?:fiscal|financial) year",
    r"(?:the )?(?:fiscal|financial)(?: year)? {year}",
    r"(?-i:FY) ?'?(?P<year>20\d\d|\d\d)(?!\w)",
)
def fiscal_year(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """Fiscal 2024, FY2025, the 2024 financial year."""
    text = match["year"]
    return covering("DATE", f"FY{text if len(text) == 4 else '20' + text}", "time.fiscal-year")
