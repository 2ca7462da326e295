"""Finder: where the time expressions of a text stand, and which rule reads each.

The text is walked once. At a word that can begin a time the rules are tried, and the longest match wins; words around it
that change its meaning ("late", "almost", "Friday *morning*") are taken in afterwards. Time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from kit.data import read_list, word_set
from kit.data.calendar import MONTH_FORMS, WEEKDAY_FORMS, WEEKDAYS
from kit.english.lexicon import calendar
from kit.english.timeline import holidays
from kit.english.timeline.explicit import DAYS_BEFORE
from kit.english.timeline.rules import RULES, Moment, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.english.doc import Doc, Span

# Importing a module registers its rules. Of two matches of one length the rule of the module named first here wins.
PRIORITY = (
    "anniversaries", "clock", "explicit", "offsets", "holidays", "ordinal_days", "durations", "periods", "relative", "vague",
)  # fmt: skip
for _module in PRIORITY:
    import_module(f"kit.english.timeline.{_module}")
RULES.sort(key=lambda rule: PRIORITY.index(rule.read.__module__.rpartition(".")[2]))

WORD = re.compile(
    r"(?<![\w@#$£€¥&/])(?<!\d[.,:])(?<![A-Za-z0-9]-)['’‘]?[A-Za-z0-9]+|(?<=\b(?i:pre)-)\d{4}|(?<=\b(?i:post)-)\d{4}|(?:(?<=\b(?i:mid)-)|(?<=\b(?i:late)-)|(?<=\b(?i:early)-))[A-Za-z0-9]+"
)
_BEHIND = re.compile(r"(?:['’]s)?[\s-]+['’‘]?([A-Za-z]+|\d)")
# Words that can begin a time besides names of months and days, numbers and units.
_OPENERS = """
    these today yesterday tomorrow tonight now currently presently present nowadays recently lately soon shortly
    future foreseeable current upcoming daily nightly weekly biweekly fortnightly monthly quarterly yearly
    annually hourly overnight noon midday midnight morning afternoon evening fy q h weekend undetermined
    unspecified indefinite twenties thirties forties fifties sixties seventies eighties nineties moment
    centuries spring summer autumn fall winter midyear midmorning midafternoon midevening noughties ad
"""
FIRST = frozenset(
    [w.lower() for forms in (MONTH_FORMS, WEEKDAY_FORMS) for name in forms for w in (name, *forms[name])]
    + [day.lower() + "s" for day in WEEKDAYS]
    + [w.lower() for w in (*calendar.ONES, *calendar.TENS, *calendar.ORDINALS)]
    + [ten[:-1] + "ieth" for ten in calendar.TENS]
    + [u + s for u in calendar.UNITS for s in ("", "s", "long")]
    + [*_OPENERS.split(), *holidays.FIRST_WORDS]
)
SMALL = word_set("small words before times")
LEADS = word_set("first words of times")
COUNTED = word_set("words behind numbers of times")
SECOND = FIRST | LEADS | holidays.SECOND_WORDS | word_set("second words of times")
# Figures of a year.
YEAR = 4
# Longer than any expression; a look further would make long lines slow.
REACH = 90

_BEFORE = re.compile(
    r"(?<![\w-])(?:(?P<border>pre|post)-|(?P<hours>(?:the )?(?:very )?(?:early|small) hours of (?:the )?)|(?P<part>(?:the )?(?:very )?(?:early|late)[ -]|(?:the )?mid[ -]|the (?:very )?(?:beginning|start|end|middle|close) of |"
    r"(?:the )?(?:first|second|latter) half of )|(?P<side>earlier|later) |(?P<about>almost|nearly|about|around|approximately|roughly|some) )\Z",
    re.IGNORECASE,
)
_DAYPART = re.compile(r"(?:['’]s)?\s+(?P<part>morning|afternoon|evening|night)(?!\w)", re.IGNORECASE)
# Whether words are a time does not depend on the day they were written: any day shows it.
ANY_MOMENT = Moment(date(2000, 1, 15), previous=date(2000, 1, 15), beside=date(2000, 1, 15))
# What stands before a number that is no time: Article 5, No. 7, page 12.
LABEL = re.compile(
    r"\b(?:articles?|no\.?|nos\.?|page|pages|pp?\.|chapter|section|resolution|room|flight|route|highway|boeing|airbus|bill|version|model|psalm|figure|table|act|size|top|over|under|channel|unit|block|sector|gate|apartment|suite)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """An expression: where it stands, its rule and match, and the words taken in before and behind it."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    before: re.Match[str] | None = None
    daypart: str | None = None


@cache
def _names() -> re.Pattern[str]:
    """Names that hold a day or a year: `kit/data/time_names.csv`."""
    listed = sorted(read_list("time_names.csv")["words"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})(?!\w)".replace(r"\ ", r"\s+"))


def expressions(doc: Doc) -> list[tuple[Span, Found]]:
    """What `find` finds in an article, each with its sentence; found once.

    Each run of sentences of one paragraph and role is walked as a whole: spaCy may break a sentence at "Feb.".
    """
    if "times" not in doc.user_data:
        doc.user_data["times"] = list(_of_runs(doc))
    return doc.user_data["times"]


def _of_runs(doc: Doc) -> Iterator[tuple[Span, Found]]:
    for _, run in groupby(doc.sentences, key=attrgetter("paragraph", "role")):
        first, *more = run
        for found in find(doc.typed, first.start_char, (more[-1] if more else first).end_char):
            token = doc.token_at(found.start)
            if token is not None:
                yield token.sent, found


def find(text: str, start: int, end: int) -> Iterator[Found]:
    """The time expressions of `text[start:end]`, from left to right, none inside another.

    >>> [text[f.start : f.end] for text in ["It opens on Friday morning, not in late 2024."] for f in find(text, 0, 45)]
    ['Friday morning', 'late 2024']
    """
    at = start
    names = [m.span() for m in _names().finditer(text, start, end)]
    for word in WORD.finditer(text, start, end):
        if word.start() < at or not may_begin(text, word) or any(a <= word.start() < b for a, b in names):
            continue
        best = _longest(text, start, word.start(), min(end, word.start() + REACH))
        if best is None:
            continue
        found = _widen(text, best, at, end)
        yield found
        at = found.end


def may_begin(text: str, word: re.Match[str]) -> bool:
    """Whether a time can begin with this word: most words are passed over without trying a rule."""
    first = word[0].lstrip("'’‘").lower()
    small, number = first in SMALL, first.isdigit() and len(first) < YEAR
    leads = number or first in LEADS
    if small or leads:
        behind = _BEHIND.match(text, word.end())
        if number and DAYS_BEFORE.search(context(text, 0, word.start())):
            return True
        if behind is None:
            return leads
        second = behind[1].lower()
        return second.isdigit() or second in SECOND or (leads and second in COUNTED)
    return first[0].isdigit() or first.rstrip("0123456789") in FIRST


def _longest(text: str, floor: int, start: int, end: int) -> Found | None:
    """The longest match whose rule takes it for a time; of two as long the one whose rule stands first."""
    matches = [(rule, match) for rule in RULES if (match := rule.pattern.match(text, start, end))]
    if not matches:
        return None
    matches.sort(key=lambda found: -found[1].end())
    seen = replace(ANY_MOMENT, context=context(text, floor, start))
    if text[start].isdigit() and not matches[0][0].name.startswith("duration") and LABEL.search(seen.context):
        return None
    return next((Found(start, m.end(), rule, m) for rule, m in matches if rule.read(m, seen) is not None), None)


def context(text: str, floor: int, start: int) -> str:
    """The words before an expression that its rule may look at."""
    return text[max(floor, start - 40) : start]


def _widen(text: str, found: Found, floor: int, end: int) -> Found:
    """Take in the modifier before and the part of the day behind."""
    before = _BEFORE.search(text[max(floor, found.start - 30) : found.start])
    start, stop, daypart = found.start, found.end, None
    if before:
        start -= len(before[0])
    part = _DAYPART.match(text, stop, end)
    if part and found.rule.name in ("weekday", "weekday of a week", "month and day", "ISO date", "today", "holiday"):
        stop, daypart = part.end(), part["part"].lower()
    return Found(start, stop, found.rule, found.match, before, daypart)
