"""Relative: times counted from the day the text was written or the words were spoken, or from the time named before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data.calendar import WEEKDAYS
from kit.english.lexicon.calendar import SEASONS, STEP, month_number, unit_name, weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.rules import UNTIL, Meaning, Moment, covering, rule, unresolved

if TYPE_CHECKING:
    from datetime import date

# Within a week the tense decides: six days back beat one day ahead after "said".
AGAINST_TENSE_WEEK = 12.0
# "The Saturday" of a story may lie this far from the day it is told.
STORY_DAYS = 31
# What is told in the past tense of the weekday that is tomorrow's lies this many days back; but nobody begins a report with
# what is so old: then the page bears the day of another zone, or of the evening before.
SAME_STORY = 80
TO_TOMORROW, LEAD, EARLY_PAGE = 6, 1500, "time.weekday.early-page"
# In a clause without a past tense what stands behind these lies ahead: "runs through Sunday".
_FROM_THEN = re.compile(r"\b(?:through|thru|by|starting|beginning|effective|from)\s+$", re.IGNORECASE)


@rule(
    "today",
    r"(?P<word>today|yesterday|tomorrow|tonight|the day before yesterday|the day after tomorrow)(?!\w| ?\.(?:com|org|net|co)\b)(?![’']s \w+ (?:generation|world))",
)
def today(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Today, yesterday, tomorrow, tonight: counted from the reference day."""
    word = re.sub(r"\s+", " ", match["word"].lower())
    step = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    if moment.anchor is None:
        return unresolved("TIME" if word == "tonight" else "DATE", "no-anchor")
    day = calendar.shift(moment.anchor, step, "day")
    if day is None:
        return None
    if word == "tonight":
        return covering("TIME", f"{day.isoformat()}TNI", "time.today(tonight)", base="anchor")
    return covering("DATE", day, f"time.today({word})", base="anchor")


# Before "the last month" these make it a length of time that ends now, not the month before this one.
_LENGTH = re.compile(r"\b(?:in|within|over|during|throughout|for)\s+$", re.IGNORECASE)


# "On the Saturday", with no noun behind: that of the time which is being told.
_OF_A_STORY = re.compile(r"\bon the\s+$", re.IGNORECASE)
_NO_NOUN = re.compile(r"\s*(?:[.,;:!?)]|$)|\s+(?:and|but|or|alone|when|while|that|he|she|they|it|to|at|in)\b")
_LISTED = re.compile(rf"(?-i:{'|'.join(WEEKDAYS)})\s+(?:and|or|to|through|until)\s+$", re.IGNORECASE)


def _told(match: re.Match[str], moment: Moment, name: int) -> Meaning | None:
    """A weekday that hangs on the day named before it: "Monday and Tuesday", "said on Friday she would call on Saturday"."""
    if _OF_A_STORY.search(moment.context) and _NO_NOUN.match(match.string, match.end()):
        again = next((day for day in reversed(moment.named) if day.weekday() == name), None)
        if again is None and not _near(moment.previous_day, moment.anchor):
            return unresolved("DATE", "not-named")
        first = again or moment.previous_day
        why = "again" if again else "first-from"
    elif moment.beside is not None and _LISTED.search(moment.context):
        first, why = moment.beside, "listed"
    elif moment.beside is not None and moment.backshifted and _near(moment.beside, moment.anchor):
        first, why = calendar.shift(moment.beside, 1, "day"), "ahead-of"
    else:
        return None
    day = first and calendar.shift(first, (name - first.weekday()) % 7, "day")
    return covering("DATE", day, f"time.weekday.{why}", base="previous", base_day=first)


_SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)


def _goes_on(match: re.Match[str], name: int) -> bool:
    """Whether the day after that weekday is told of right behind it: "seen on Wednesday night and on Thursday"."""
    behind = match.string[match.end() : match.end() + SAME_STORY]
    return WEEKDAYS[(name + 1) % 7] in behind.split("\n")[0]


def _near(told: date | None, anchor: date | None) -> bool:
    """Whether a day that was named lies a little before the day of the article."""
    return told is not None and anchor is not None and 0 <= (anchor - told).days <= STORY_DAYS


@rule("weekday", r"{weekday}")
def weekday(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The day of that name nearest to the anchor in the tense's direction; the anchor's own day included."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    if re.search(r"\bon an?\s+$", moment.context, re.IGNORECASE):
        return unresolved("DATE", "some-day")
    name = weekday_number(match["weekday"])
    if told := _told(match, moment, name):
        return told
    ahead = (name - moment.anchor.weekday()) % 7
    near = [calendar.shift(moment.anchor, step, "day") for step in ({ahead, ahead - 7} if ahead else {0})]
    # Without a tense the past: news reports. Even a weak lead decides between days of one week.
    # What is put off "until Monday" lies ahead, in whatever tense.
    until = bool(UNTIL.search(moment.context)) and not (moment.tense < 0 and moment.negated)
    until = until or bool(moment.tense >= 0 and _FROM_THEN.search(moment.context))
    ahead_or_back = 1.0 if moment.tense > 0 or until else -1.0
    day = Moment(moment.anchor, ahead_or_back).nearest(sorted(d for d in near if d), against=AGAINST_TENSE_WEEK)
    lead = "until" if until else "past" if moment.tense < 0 else "future" if moment.tense > 0 else "no-tense"
    if day and (moment.anchor - day).days == TO_TOMORROW and not moment.dated and not _goes_on(match, name):
        if match.start() >= LEAD:
            return unresolved("DATE", "tomorrow")
        return covering("DATE", calendar.shift(moment.anchor, 1, "day"), EARLY_PAGE, base="anchor")
    how = "own-day" if day == moment.anchor else lead
    return covering("DATE", day, f"time.weekday.{how}", base="anchor")


@rule(
    "weekday week",
    r"{weekday} (?P<span>week|fortnight)(?= ?[,.;:!?)]|\s*$| (?:and|but|to|at|when|for|with|by|after|before)\b| in (?:the|an?)\b)",
    r"a (?P<span>week|fortnight) (?:on|from|after) {weekday}",
    r"a (?P<span>week|fortnight) (?P<day>today|tomorrow|yesterday)(?!\w)",
)
def weekday_week(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Tuesday week, a fortnight on Friday: so long after the next day of that name; of what is past, before the last one."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    span = 7 if match["span"].lower() == "week" else 14
    if near := match.groupdict().get("day"):
        step = {"today": span, "tomorrow": span + 1, "yesterday": -span - 1}[near.lower()]
    elif match.string[match.start("weekday") :].startswith(match[0]) and (
        moment.tense < 0 or _SINCE.search(moment.context)
    ):
        step = -span - (moment.anchor.weekday() - weekday_number(match["weekday"])) % 7
    else:
        step = span + (weekday_number(match["weekday"]) - moment.anchor.weekday()) % 7
    day = calendar.shift(moment.anchor, step, "day")
    return covering("DATE", day, f"time.weekday.week-on({match['span'].lower()})", base="anchor")


@rule("weekday of a week", r"(?P<which>last|next|this|this past|this coming|the previous|the following) {weekday}(?! (?:to|through|until)\b)",
      r"{weekday} (?P<which>last|next|this) week", r"(?P<which>last|next|this) week['’]s {weekday}", r"{weekday} of (?P<which>last|next|this) week")  # fmt: skip
def weekday_of_week(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Last Friday, next Monday, Tuesday of last week."""
    which = match["which"].lower().split()[-1]
    origin, base = (
        (moment.previous_day or moment.anchor, "previous")
        if which in ("previous", "following")
        else (moment.anchor, "anchor")
    )
    if origin is None:
        return unresolved("DATE", "no-anchor")
    name = weekday_number(match["weekday"])
    if "week" in match[0].lower():
        day = calendar.shift(origin, 7 * STEP[which] + name - origin.weekday(), "day")
    elif which in ("last", "past", "previous"):
        day = calendar.shift(origin, -((origin.weekday() - name - 1) % 7 + 1), "day")
    elif which == "this":
        return weekday(match, moment)
    else:
        day = calendar.shift(origin, (name - origin.weekday() - 1) % 7 + 1, "day")
    return covering("DATE", day, f"time.weekday.step({which})", base=base, base_day=origin)


@rule(
    "last, this, next",
    r"(?P<which>last|this|next|the last|this past|this coming|the previous|the following|the next|the same|that|that same|the current|the present|the coming|the preceding|the prior|the latest|(?:the )?most recent) {unit}(?!-(?:end|long|old|round|to)\b|s\b)",
)
def step_unit(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Last year, this week, the following month: a calendar unit so many steps from the reference day or the time named before."""
    which, unit = match["which"].lower().split()[-1], unit_name(match["unit"])
    if match["which"].lower() == "the last" and unit != "quarter" and _LENGTH.search(moment.context):
        return Meaning("DURATION", calendar.duration(1, unit), "time.length.reach(last)")
    return _step(moment, which, unit, match["which"].lower().startswith("th") and which != "this")


def _step(moment: Moment, which: str, unit: str, the: bool) -> Meaning | None:
    if unit in ("second", "minute", "hour"):
        return None
    told = which in ("previous", "following", "same", "that", "preceding", "prior") or (
        the and which == "next" and unit == "day"
    )
    if unit == "day" and which == "this":
        return None  # "this day and age"
    named = moment.previous_day if unit in ("day", "night", "week") else moment.previous
    base, origin = ("previous", named) if told and named else ("anchor", moment.anchor)
    # "The next day" of a story is not the day after it was written.
    if origin is None or (
        told and base == "anchor" and (moment.tense < 0 or which not in ("following", "previous", "next"))
    ):
        return unresolved("TIME" if unit == "night" else "DATE", "not-named")
    if unit == "night":
        if which not in ("last", "this", "that", "same"):
            return None
        day = calendar.shift(origin, STEP[which], "day")
        return covering(
            "TIME", day and f"{day.isoformat()}TNI", f"time.step({which} night)", base=base, base_day=origin
        )
    if unit == "day" and which == "last":
        return None
    day = calendar.shift(origin, STEP.get(which, 0), unit)
    return covering(
        "DATE", day and calendar.value_of(day, unit), f"time.step({which} {unit})", base=base, base_day=origin
    )


@rule("this weekend", r"(?P<which>last|this|next|this past|this coming|the) weekend(?!\w)")
def weekend(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Last weekend, this weekend; in the past tense of a weekday "this weekend" is the one just over."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    which = match["which"].lower().split()[-1]
    step = {"last": -1, "past": -1, "next": 1}.get(which, 0)
    # From Monday to Wednesday "the weekend" is the one just over, unless the text looks ahead.
    early = which == "the" and moment.tense < 1 and moment.anchor.weekday() < 3
    if step == 0 and which in ("the", "this") and (moment.tense < 0 or early) and moment.anchor.weekday() < 5:
        step = -1
    day = calendar.shift(moment.anchor, step, "week")
    return covering(
        "DATE", day and f"{calendar.value_of(day, 'week')}-WE", f"time.step({which} weekend)", base="anchor"
    )


@rule(
    "season of a year",
    r"(?P<which>last|this|next|this past|this coming|the|that|in) {season}(?!,? \d{4}| (?:season|in|of|back|from|apart|semester)\b)",
)
def season(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Last summer, this winter, the spring."""
    which, name = match["which"].lower().split()[-1], match["season"].lower()
    if (
        which in ("the", "in", "that")
        and name in ("fall", "spring")
        and not re.search(r"\b(in|by|this|last|next|of|until|since|during|for|from)\s*$", moment.context.lower())
    ):
        return None
    if which == "the" and moment.modifies:
        return None  # "The autumn term", "the winter fair" tell what kind, not when
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    letters = SEASONS[name]
    first = calendar.SEASON_MONTHS[letters]
    year = moment.anchor.year
    candidates = [calendar.make_day(y, first, 1) for y in (year - 2, year - 1, year, year + 1, year + 2)]
    begun = [d for d in candidates if d and d <= moment.anchor]
    ended = [d for d in begun if (end := calendar.shift(d, 3, "month")) and end <= moment.anchor]
    running = [d for d in begun if d not in ended]
    ahead = [d for d in candidates if d and d > moment.anchor]
    if not ended or not ahead:
        return None  # At the ends of the calendar, in the years 1 and 9999
    if which in ("last", "past"):
        day = ended[-1]
    elif which in ("next", "coming"):
        day = ahead[0]
    elif running:
        day = running[0]
    elif which == "this":
        day = next((d for d in candidates if d and d.year == year), ahead[0])
    else:
        day = ended[-1] if moment.tense <= 0 else ahead[0]
    return covering("DATE", f"{day.year:04}-{letters}", f"time.step({which} {name})", base="anchor")


@rule(
    "month of a year",
    r"(?P<which>last|this|next|this past|this coming) {month}(?!\.? \d)",
    r"{month} (?:of )?(?P<which>last|this|next|that|the same|the following|the previous) year",
)
def month_of_year(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Last October, March of next year."""
    which, name = match["which"].lower().split()[-1], month_number(match["month"])
    origin, base = moment.anchor, "anchor"
    if which in ("that", "same", "following", "previous"):
        origin, base = moment.previous, "previous"
    if origin is None:
        return unresolved("DATE", "no-anchor")
    if match[0].lower().endswith("year"):
        year = origin.year + STEP[which]
    elif which in ("last", "past"):
        year = origin.year if name < origin.month else origin.year - 1
    elif which in ("next", "coming"):
        year = origin.year if name > origin.month else origin.year + 1
    else:
        year = origin.year
    return covering("DATE", f"{year:04}-{name:02}", f"time.month.of-year({which})", base=base, base_day=origin)


@rule(
    "day of a year",
    r"(?:{weekday_short},? (?:the )?)?{day}(?: of)? {month},? (?:of )?(?P<which>last|this|next) year",
    r"(?:{weekday_short},? (?:the )?)?{month} (?:the )?{day},? (?:of )?(?P<which>last|this|next) year",
    r"(?P<near>last|next) {month} {day}(?!,? {year})",
)
def day_of_year(match: re.Match[str], moment: Moment) -> Meaning | None:
    """2 January last year, last Aug. 30."""
    if moment.anchor is None:
        return unresolved("DATE", "no-anchor")
    groups, number = match.groupdict(), int(re.match(r"\d+", match["day"])[0])  # type: ignore[index]
    if near := (groups.get("near") or "").lower():
        days = [
            calendar.make_day(moment.anchor.year + step, month_number(match["month"]), number) for step in (-1, 0, 1)
        ]
        side = [day for day in days if day and (day < moment.anchor if near == "last" else day > moment.anchor)]
        return (
            covering("DATE", side[-1 if near == "last" else 0], f"time.date.of-year({near})", base="anchor")
            if side
            else None
        )
    year = moment.anchor.year + STEP[match["which"].lower()]
    found = calendar.make_day(year, month_number(match["month"]), number)
    return covering("DATE", found, f"time.date.of-year({match['which'].lower()})", base="anchor") if found else None
