"""Rules: the registry of patterns for time expressions and the functions that resolve them.

A rule is a function under a pattern. It takes the match and the `Moment` it is read from, and gives a `Meaning`, or
None if these words are no time after all. `RULES` holds them in the order in which they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kit.english.lexicon.calendar import compile_pattern
from kit.english.timeline import calendar

if TYPE_CHECKING:
    from kit.english.timeline.world_events import WorldEvents


@dataclass(frozen=True)
class Meaning:
    """What an expression stands for: TIMEX3 `type`, `value`, `mod`; the days it covers; where it was counted from."""

    type: str
    value: str | None
    rule: str
    mod: str | None = None
    earliest: date | None = None
    latest: date | None = None
    grain: str | None = None
    # What it was counted from: the anchor, the time named before it, a world event; None if it stands by itself.
    base: str | None = None
    base_day: date | None = None


# What is put off "until Monday", "till mid-April" or is moved "to the 19th" lies behind its beginning.
UNTIL = re.compile(
    r"\b(?:until|till|(?:moved|shifted|switched|postponed|deferred|delayed|rescheduled|rearranged|adjourned|extended|"
    r"(?:put|pushed|set|moved) (?:back|off|forward|up)|brought forward) (?:to|for))\s+(?:at least\s+)?(?:the\s+)?"
    r"(?:(?:early|mid|late)[\s-]+|(?:[\d.:]+ ?(?:[ap]\.?m\.?)?|noon|midnight)\s+(?:(?:GMT|UTC|BST|CES?T|[ECMP][SD]?T|local time)\s+)?(?:on\s+)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Moment:
    """The context in which an expression is resolved: reference day, times named before, tense, sentence.

    The reference day; the tense around it (-1 past, 1 future, 0 open, between for a weak lead); the time named last before it; the world events that
    anniversaries are counted from; the words before it in its sentence; the tag of its first word (Penn Treebank) and the kind of name
    it belongs to, if any; whether it stands before a plural noun that it may count, and whether its last word modifies a noun behind it.
    """

    anchor: date | None = None
    tense: float = 0.0
    previous: date | None = None
    # The time named last that is no longer than a week, from which days are counted.
    previous_day: date | None = None
    _: KW_ONLY
    events: WorldEvents | None = None
    context: str = ""
    tag: str = ""
    entity: str = ""
    counts: bool = False
    modifies: bool = False
    # The days named so far, the one named before it in its own sentence, and whether its clause looks ahead from the past ("said he would").
    named: Sequence[date] = ()
    beside: date | None = None
    backshifted: bool = False
    # Whether its clause denies something: "they had not met until Thursday" tells of a Thursday that is over.
    negated: bool = False
    # Whether the reference day is a dateline's: a page may bear the day of another zone or of a change.
    dated: bool = False
    # A day of the quarter named last before it.
    quarter: date | None = None

    def nearest(self, candidates: Sequence[date | None], *, against: float) -> date | None:
        """The candidate nearest to the anchor; one that runs against a clear tense counts `against` times as far.

        Behind "until" the tense says when a thing began, not when it ends ("was shut until April").
        """
        anchor, tense = self.anchor, 0.0 if UNTIL.search(self.context) else self.tense
        known = [day for day in candidates if day is not None]
        if anchor is None or not known:
            return None

        def far(day: date) -> tuple[float, date]:
            gap = (day - anchor).days
            return abs(gap) * (1 + (against - 1) * abs(tense) if gap * tense < 0 else 1.0), day

        return min(known, key=far)


Reader = Callable[["re.Match[str]", Moment], "Meaning | None"]


@dataclass(frozen=True)
class Rule:
    """A pattern and what it means."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


RULES: list[Rule] = []


def rule(name: str, *patterns: str) -> Callable[[Reader], Reader]:
    """Register a function as the reading of these patterns."""

    def register(read: Reader) -> Reader:
        RULES.extend(Rule(name, compile_pattern(pattern), read) for pattern in patterns)
        return read

    return register


def covering(type: str, value: str | date | None, rule: str, **more: object) -> Meaning:
    """A meaning with the days that its value covers filled in; a date stands for its value."""
    value = value.isoformat() if isinstance(value, date) else value
    meaning = Meaning(type, value, rule, **more)  # type: ignore[arg-type]
    if value is None:
        return meaning
    earliest, latest, grain = calendar.days(value)
    return replace(
        meaning,
        earliest=meaning.earliest or earliest,
        latest=meaning.latest or latest,
        grain=meaning.grain or grain,
    )


def unresolved(type: str, why: str) -> Meaning:
    """An expression that is a time, but whose day the article does not tell."""
    return Meaning(type, None, f"time.open.{why}")
