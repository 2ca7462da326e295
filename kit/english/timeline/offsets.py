"""Offsets: times so many units from the reference day or from the time named before, and parts of a period."""

from __future__ import annotations

import re

from kit.english.lexicon.calendar import STEP, number, unit_name, weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.explicit import AGAINST_TENSE
from kit.english.timeline.rules import Meaning, Moment, covering, rule, unresolved


@rule("ago", r"{count} (?:and a half )?{units} (?P<way>ago|earlier(?!\s+than)|later(?!\s+than)|from (?:now|today)|hence|previously|before(?=\s*[,.;]))(?!\w)",
      r"{count} {units} (?P<way>ago) (?P<beside>today|yesterday|tomorrow|this (?:week|month|year)|(?:next|last) (?:week|month|year)|(?:(?:this|next|last) )?{weekday})(?!\w)",
      r"{count}-{unit} (?P<way>ago)", r"(?P<count>half a|a) (?P<units>century|decade) (?P<way>ago|earlier(?!\s+than)|later(?!\s+than))(?!\w)")  # fmt: skip
def counted(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Two years ago, three days later: counted from the anchor, or from the time named before it."""
    groups = match.groupdict()
    if groups.get("beside"):
        return _ago_from(match, moment)
    unit, way = unit_name(groups.get("units") or groups["unit"]), match["way"].lower().split()[0]
    count = number(match["count"])
    origin, base = moment.anchor, "anchor"
    if way in ("earlier", "later", "before", "previously"):
        told = moment.previous_day if unit in ("day", "night", "week", "fortnight") else moment.previous
        origin, base = told or moment.anchor, "previous" if told else "anchor"
    if count is None:
        return Meaning("DATE", "FUTURE_REF" if way in ("from", "later", "hence") else "PAST_REF", "time.vague.ago")
    if "and a half" in match[0].lower():
        count += 0.5
    if origin is None:
        short = unit in ("hour", "minute", "second")
        return unresolved("TIME" if short else "DATE", "no-anchor")
    sign = 1 if way in ("from", "later", "hence") else -1
    day = calendar.shift(origin, sign * count, unit)
    if day is None and sign < 0 and (months := calendar.months(unit)):
        years = int(count * months / 12) - origin.year + 1
        return Meaning("DATE", f"BC{years:04}", f"time.count({unit}s {way})", grain="year")
    if day is None:
        return None
    if unit in ("hour", "minute", "second"):
        return covering("TIME", day, f"time.count({unit}s {way})", base=base, base_day=origin)
    # The value is as exact as the unit: two years ago is a year, two days ago a day.
    grain = (
        unit
        if count == int(count) and unit in ("week", "fortnight", "month", "year")
        else "month"
        if count != int(count)
        else "day"
        if unit in ("day", "night")
        else "year"
    )
    return covering("DATE", calendar.value_of(day, grain), f"time.count({unit}s {way})", base=base, base_day=origin)


def _ago_from(match: re.Match[str], moment: Moment) -> Meaning | None:
    """A year ago today, two weeks ago Friday: the day or week that stands beside it, so long before."""
    count, unit, beside = number(match["count"]), unit_name(match["units"]), match["beside"].lower().split()
    if moment.anchor is None or count is None:
        return unresolved("DATE", "no-anchor")
    if unit not in ("day", "week", "fortnight", "month", "year"):
        return None
    if match["weekday"]:
        name = weekday_number(match["weekday"])
        back = calendar.shift(moment.anchor, -count, unit)
        # The day of that name in the week so long ago; of a year ago, the nearest.
        step = name - moment.anchor.weekday() if unit == "week" else (back and (name - back.weekday() + 3) % 7 - 3) or 0
        day = back and calendar.shift(back, step, "day")
        return covering("DATE", day, f"time.count({unit}s ago)", base="anchor")
    step = {"yesterday": -1, "tomorrow": 1, "last": -1, "next": 1}.get(beside[0], 0)
    grain = beside[1] if len(beside) > 1 else "day"
    near = calendar.shift(moment.anchor, step, grain)
    day = near and calendar.shift(near, -count, unit)
    return covering("DATE", day and calendar.value_of(day, grain), f"time.count.beside({beside[0]})", base="anchor")


_WHOLE = r"(?P<which>the|this|last|next|that) (?P<unit>week|month|quarter|year|decade|century)"


@rule("part of a period", rf"the (?:very )?(?P<part>beginning|start|end|middle|close|first half|second half|latter half|remainder|rest) of {_WHOLE}(?!\w|-)",
      r"(?P<part>year|month|week)['’]?s?[ -](?P<which>end)(?!\w)", r"(?P<which>mid)-?(?P<part>year)(?!\w)")  # fmt: skip
def part_of(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The end of the year, the first half of last year."""
    groups = match.groupdict()
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    if "unit" not in groups:
        if match[0].lower().startswith("week"):
            return None
        value = calendar.value_of(moment.anchor, groups["part"].lower())
        mid = groups["which"].lower() == "mid"
        part = f"{'middle' if mid else 'end'} of the {groups['part'].lower()}"
        return covering("DATE", value, f"time.part({part})", mod="MID" if mid else "END", base="anchor")
    part, unit = re.sub(r"\s+", " ", groups["part"].lower()), groups["unit"].lower()
    day = calendar.shift(moment.anchor, STEP.get(groups["which"].lower(), 0), unit)
    if day is None:
        return None
    if part.endswith("half") and unit == "year":
        return covering("DATE", f"{day.year:04}-H{1 if part.startswith('first') else 2}", "time.half", base="anchor")
    mod = {"beginning": "START", "start": "START", "first half": "START", "middle": "MID"}.get(part, "END")
    return covering(
        "DATE",
        calendar.value_of(day, unit),
        f"time.part({part} of {groups['which'].lower()} {unit})",
        mod=mod,
        base="anchor",
    )


# What must stand before "the year" for it to be a time: "for the year", not "player of the year".
_SPAN_OF_TIME = re.compile(
    r"(?:\b(?:for|during|in|throughout|over|on)|\b(?:end|rest|close|most|much|part|start) of)\s+$", re.IGNORECASE
)


@rule(
    "the year",
    r"the (?P<unit>week|month|quarter|year)(?![\w-]| (?:\d|before|after|of|that|when|in|ended|ending|beginning|starting|leading|to)\b)",
    r"the (?P<unit>quarter)(?= (?:ended|ending) )",
)
def the_year(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The year, the month: the anchor's; the quarter: the one named before, else the last that is over."""
    if moment.anchor is None or not _SPAN_OF_TIME.search(moment.context):
        return None
    unit = match["unit"].lower()
    if unit == "quarter":
        told = moment.quarter
        day = told or (moment.anchor if moment.tense == 1 else calendar.shift(moment.anchor, -1, unit))
        value, base = day and calendar.value_of(day, unit), "previous" if told else "anchor"
        return covering("DATE", value, "time.quarter.reported", base=base, base_day=told)
    return covering("DATE", calendar.value_of(moment.anchor, unit), f"time.the-unit({unit})", base="anchor")


@rule("the new year", r"the new year(?!\w|['’]s)")
def new_year(_match: re.Match[str], moment: Moment) -> Meaning | None:
    """In the new year: the beginning of the year whose first day is the nearest."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    years = (moment.anchor.year, min(9999, moment.anchor.year + 1))
    day = moment.nearest([calendar.make_day(year, 1, 1) for year in years], against=AGAINST_TENSE)
    return covering("DATE", day and calendar.value_of(day, "year"), "time.new-year", mod="START", base="anchor")


@rule(
    "same time of a year",
    r"(?:the |that )same (?P<unit>day|week|month|quarter|period|time|point)(?: of| in)? (?:the )?(?:(?P<which>last|previous|this) year|(?P<ago>a year (?:ago|earlier|before))|{year})(?!\w)",
)
def same_time(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The same month last year: the time named before, moved into that year."""
    groups, unit = match.groupdict(), match["unit"].lower()
    origin = moment.previous or moment.anchor
    if origin is None or moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    if groups["year"]:
        year = int(groups["year"])
    else:
        year = moment.anchor.year - (0 if (groups["which"] or "").lower() == "this" else 1)
    if unit in ("period", "time", "point", "day", "week") or moment.previous is None:
        return covering("DATE", f"{year:04}", "time.same-unit(time)", base="anchor")
    day = calendar.make_day(year, origin.month, 1)
    return covering(
        "DATE", day and calendar.value_of(day, unit), f"time.same-unit({unit})", base="previous", base_day=origin
    )


@rule(
    "the day before",
    r"(?:the|a) (?P<unit>day|week|month|year) (?P<way>before|after|earlier|later|prior)(?=\s*[,.;]|\s*$)",
)
def day_before(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The day before, a week later: beside the time named before."""
    unit, way = match["unit"].lower(), match["way"].lower()
    told = moment.previous_day if unit in ("day", "week") else moment.previous
    if told is None:
        return unresolved("DATE", "not-named")
    day = calendar.shift(told, 1 if way in ("after", "later") else -1, unit)
    return covering(
        "DATE", day and calendar.value_of(day, unit), f"time.beside({unit} {way})", base="previous", base_day=told
    )
