"""Context day: the day that the text around an expression is about: beside it in the sentence, or last named for what happened."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.english.timeline import calendar, tense

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.english.doc import Doc, Span, Token
    from kit.english.timeline.anchors import Anchor
    from kit.english.timeline.finder import Found
    from kit.english.timeline.rules import Meaning

# The night around the day of the article, whatever the sentences before speak of.
OVERNIGHT = "overnight"
# When the page was made is no part of its story: "Updated 4:08 p.m. ET".
_STAMP = re.compile(r"\W*(?:last )?(?:updated|posted|published|modified|filed)\b", re.IGNORECASE)
# An article tells of a day for so long after naming it.
STORY_DAYS = 7
# From which hour a clock time before noon that follows is one of the next day.
EVENING, NOON = 18, 12


@dataclass(frozen=True)
class Time:
    """An expression with its meaning, its anchor and what it dates."""

    start: int
    end: int
    meaning: Meaning
    anchor: Anchor
    word: Token | None
    kind: str | None
    signal: str | None


class Told:
    """The times of an article that are read so far, found by the place at which they begin."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._times: dict[int, Time] = {}
        # The days that they name, in the order of reading.
        self.days: list[date] = []

    def add(self, start: int, time: Time) -> None:
        """Note a time whose expression was found at `start`."""
        insort(self._starts, start)
        self._times[start] = time
        if time.meaning.grain in ("day", "time") and time.meaning.latest:
            self.days.append(time.meaning.latest)

    def __iter__(self) -> Iterator[Time]:
        return (self._times[start] for start in self._starts)

    def before(self, end: int, start: int = 0) -> Iterator[Time]:
        """Those that begin in `start:end`, the last first."""
        for n in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._starts[n] < start:
                return
            yield self._times[self._starts[n]]


def _has_day(time: Time) -> bool:
    return time.meaning.grain in ("day", "time") and time.meaning.earliest is not None


def day_told(doc: Doc, f: Found, times: Told, anchor: date | None) -> date | None:
    """The day last named for what happened, if what happened at the clock time is told after it; or for what is planned.

    "A blast shook Halden on Friday … Windows broke at 3 p.m.", in the next paragraph of Monday's paper.
    """
    token = doc.token_at(f.start)
    if token is None or anchor is None or f.match[0].lower() == OVERNIGHT or _STAMP.match(token.sent.text):
        return None
    leaning = tense.tense(token)
    kind = "happened" if leaning < 0 else "planned" if leaning > tense.PRESENT else None
    told = (t.meaning for t in times.before(f.start) if t.kind == kind and _has_day(t))
    return next((m.latest for m in told if m.earliest and abs((m.earliest - anchor).days) <= STORY_DAYS), None)


def day_around(doc: Doc, sentence: Span, f: Found, times: Told) -> date | None:
    """The day nearest to a clock time in its sentence, else the last one of the sentence before in the paragraph."""
    here = [t for t in times.before(sentence.end_char, sentence.start_char) if _has_day(t)]
    if here:
        return min(here, key=lambda t: (abs(t.start - f.start), t.start)).meaning.latest
    if f.match[0].lower() == OVERNIGHT:
        return None
    above = doc.sentences[sentence[0].sent_index - 1] if sentence[0].sent_index else None
    if above is None or above.paragraph != sentence.paragraph:
        return None
    return next((t.meaning.latest for t in times.before(above.end_char, above.start_char) if _has_day(t)), None)


def in_passing(doc: Doc, time: Time, times: Told, sentence: Span) -> bool:
    """Whether a time is told in passing: behind another one of its sentence it dates a thing ("Tuesday's quake") or a "since".

    What is "the day before" or "a week earlier" then is so from the other one.
    """
    thing = doc.typed[time.end : time.end + 2] in ("'s", "’s") or (
        time.word is not None and any(c.lower_ == "since" for c in time.word.children)
    )
    return thing and any(map(_has_day, times.before(time.start, sentence.start_char)))


# Between two clock times: the second comes after the first.
_THEN = re.compile(r"\b(?:to|until|till|and|then)\b(?!.*\b(?:after|since|earlier|from)\b)", re.IGNORECASE | re.DOTALL)


def past_midnight(text: str, time: Time, times: Told, sentence: Span) -> Time:
    """For "left at 11.40pm on Friday and called at 1.17am", and "from 10pm to 6am", the call on the day after."""
    last = next((t for t in times.before(time.start, sentence.start_char) if _hour(t) is not None), None)
    meaning = time.meaning
    if last is None or meaning.earliest is None or meaning.earliest != last.meaning.earliest:
        return time
    late, early = _hour(last), _hour(time)
    after = calendar.shift(meaning.earliest, 1, "day")
    if late is None or early is None or late < EVENING or early >= NOON or after is None:
        return time
    if not _THEN.search(text[last.end : time.start]):
        return time
    value = after.isoformat() + (meaning.value or "")[10:]
    rule = f"{meaning.rule}+time.past-midnight"
    return replace(time, meaning=replace(meaning, value=value, earliest=after, latest=after, rule=rule))


def _hour(time: Time) -> int | None:
    clock = re.match(r"\d{4}-\d\d-\d\dT(\d\d):", time.meaning.value or "")
    return int(clock[1]) if clock else None


def of_half_day(clock: str, day: str) -> str:
    """The clock time of "10.30 on Wednesday night" and "three on Friday afternoon": the one after noon."""
    hour = re.match(r"(.{10}T)(0[1-9]|1[01])(:.*)", clock)
    late = {"TAF": 1, "TEV": 1, "TNI": 5}.get(day[10:])
    if hour is None or late is None or int(hour[2]) < late:
        return clock
    return f"{hour[1]}{int(hour[2]) + 12}{hour[3]}"


def day_beside(times: Told, sentence: Span, start: int) -> date | None:
    """The day or month named last before an expression in its own sentence."""
    grains = ("day", "time", "month")
    before = times.before(start, sentence.start_char)
    return next((t.meaning.latest for t in before if t.meaning.grain in grains), None)


def quarter_named(times: Told, start: int) -> date | None:
    """The first day of the quarter named last before an expression."""
    return next((t.meaning.earliest for t in times.before(start) if t.meaning.grain == "quarter"), None)
