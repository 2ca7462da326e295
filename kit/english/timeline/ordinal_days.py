"""Ordinal days: the first Tuesday in May, the last week of August, the 19th."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kit.english.lexicon.calendar import STEP, month_number, weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.explicit import AGAINST_TENSE, month
from kit.english.timeline.rules import UNTIL, Meaning, Moment, covering, rule, unresolved

_NTH = ("first", "second", "third", "fourth", "fifth")
_WHICH = rf"(?:the )?(?P<which>{'|'.join(_NTH)}|last|final)"
# Months on either side of the reference day in which a day without its month is looked for.
MONTHS_AROUND = 2


@rule("week of a month", rf"{_WHICH} (?P<unit>week|weekend) (?:of|in) {{month}}(?:,? (?:of )?{{year}})?")
def week_of_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The last week of August 2007: the ISO week of the month's last day, or of its 1st, 8th, 15th, 22nd."""
    start = _month(match, moment)
    if not isinstance(start, date):
        return start
    which = match["which"].lower()
    day = _last(start) if which in ("last", "final") else calendar.shift(start, 7 * _NTH.index(which), "day")
    value = day and calendar.value_of(day, "week") + ("-WE" if match["unit"].lower() == "weekend" else "")
    return covering("DATE", value, "time.in-month.week", base=None if match["year"] else "anchor")


@rule(
    "week of this month",
    rf"{_WHICH} (?P<unit>week|weekend) (?:of|in) (?P<whole>this|next|last|the) (?P<of>month|year)(?!\w|['’]s)",
)
def week_of_this_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The last week of this month, the first weekend of next year: as of a month or year by name."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    whole, of, which = match["whole"].lower(), match["of"].lower(), match["which"].lower()
    first = moment.anchor.replace(day=1) if of == "month" else moment.anchor.replace(month=1, day=1)
    start = calendar.shift(first, STEP.get(whole, 0), of)
    last = which in ("last", "final")
    end = start and calendar.shift(start, 1, of)
    day = (
        (end and calendar.shift(end, -1, "day"))
        if last
        else start and calendar.shift(start, 7 * _NTH.index(which), "day")
    )
    value = day and calendar.value_of(day, "week") + ("-WE" if match["unit"].lower() == "weekend" else "")
    return covering("DATE", value, "time.in-month.week", base="anchor")


@rule(
    "weekday of a month",
    rf"{_WHICH} {{weekday}} (?:of|in) {{month}}(?:,? (?:of )?{{year}})?",
    rf"{_WHICH} {{weekday}} (?:of|in) (?P<whole>this month|next month|last month|the month|each month|every month|the new year)(?!\w)",
    rf"the (?P<which>{'|'.join(_NTH)}|last|final) {{weekday}} (?:of|after|before) (?P<other>(?:the )?\w+)",
)
def weekday_of_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The first Tuesday in May, the last Friday of next month; "the second Sunday of Advent" stays open."""
    groups = match.groupdict()
    if groups.get("other"):
        return unresolved("DATE", "period")
    whole = (groups.get("whole") or "").lower()
    if whole.startswith(("each", "every")):
        return Meaning("SET", "P1M", "time.set.monthly")
    if whole:
        if moment.anchor is None:
            return unresolved("DATE", "no-anchor")
        january = (13 - moment.anchor.month) % 12
        step = january if whole == "the new year" else {"last": -1, "next": 1}.get(whole.split()[0], 0)
        start = calendar.shift(moment.anchor.replace(day=1), step, "month")
    else:
        found = _month(match, moment)
        if not isinstance(found, date):
            return found
        start = found
    if start is None:
        return None
    which, name = match["which"].lower(), weekday_number(match["weekday"])
    if which in ("last", "final"):
        end = _last(start)
        day = end and calendar.shift(end, -((end.weekday() - name) % 7), "day")
    else:
        day = calendar.shift(start, (name - start.weekday()) % 7 + 7 * _NTH.index(which), "day")
    if day is None or day.month != start.month:
        return None
    return covering("DATE", day, "time.in-month.weekday", base=None if groups.get("year") else "anchor")


# Before a day whose month is not said; "to the 19th" may count something else, if no day stands beside it.
_ON = re.compile(r"\b(?:on|until|till|by|since|from|between|before|after)\s+$", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|and|or|for)\s+$", re.IGNORECASE)
_END = r"(?= ?[.,;:!?()]|\s*$| (?:and|but|or|to|at|in|when|where|until|from|he|she|they|it)\b)"


@rule(
    "day of the month",
    rf"{{weekday_short}},? (?:the )?(?P<n>\d{{1,2}})(?:st|nd|rd|th){_END}",
    r"{weekday_short} (?P<n>\d{1,2})(?=:(?!\d)|\s*$)",
    rf"the (?P<n>\d{{1,2}})(?:st|nd|rd|th)(?: inst\b\.?)?{_END}",
)
def day_of_month(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Sunday 21st, the 19th: of the month that the text tells of, or of the one that fits the weekday."""
    weekday = match.groupdict().get("weekday_short")
    beside = moment.beside
    if not weekday and not _ON.search(moment.context) and not (beside and _TO.search(moment.context)):
        return None
    anchor, ahead = moment.anchor, 1.0 if UNTIL.search(moment.context) else moment.tense
    if anchor is None:
        return unresolved("DATE", "no-anchor")
    # The day named last on the side of the tense.
    told = next((d for d in reversed(moment.named) if ahead * (d - anchor).days >= 0), None)
    near = anchor if weekday or told is None else told
    months = [calendar.shift(near.replace(day=1), n, "month") for n in range(-MONTHS_AROUND, MONTHS_AROUND + 1)]
    days = [day for m in months if m and (day := calendar.make_day(m.year, m.month, int(match["n"])))]
    days = [d for d in days if weekday and d.weekday() == weekday_number(weekday)] or days
    if near == anchor:
        return covering("DATE", moment.nearest(days, against=AGAINST_TENSE), "time.in-month.day", base="anchor")
    found = min(days, key=lambda d: (abs((d - near).days), d), default=None)
    return covering("DATE", found, "time.in-month.day-told", base="previous", base_day=near)


def _month(match: re.Match[str], moment: Moment) -> date | Meaning | None:
    """The first day of the month of a match; or what the month means, if that is no day."""
    if match["year"]:
        return calendar.make_day(int(match["year"]), month_number(match["month"]), 1)
    whole = month(match, replace(moment, context="in "))
    return whole if whole is None or whole.earliest is None else whole.earliest


def _last(start: date) -> date | None:
    """The last day of the month that begins with `start`; None at the end of the calendar."""
    after = calendar.shift(start, 1, "month")
    return after and calendar.shift(after, -1, "day")
