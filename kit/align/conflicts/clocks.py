"""Clocks: one happening at one time of two days: "derailed at 4.20 a.m. on Monday", "at twenty past four on Sunday morning".

The clock is the witness that both tell of one happening, with what the sentences say; no place of printing moves a day and leaves the hour.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.clauses import CONTENT
from kit.align.conflicts.days import HAPPENING
from kit.align.conflicts.facts import REPORTS, STEM, stem
from kit.data import word_set
from kit.data.calendar import MONTHS, WEEKDAYS
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours

# Minutes by which two clocks may differ that tell of one happening, and days between it.
MINUTES, DAYS = 15, 6
# Stems that two sentences share that tell one thing at one minute, at two, and at a full or half hour, at which many things begin.
ROUND, AT_ONE_MINUTE, AT_TWO, AT_AN_HOUR = 30, 1, 2, 4
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(\d\d):(\d\d)")
_NAMES_A_DAY = re.compile(rf"\b(?:{'|'.join((*WEEKDAYS, *MONTHS))})\b", re.IGNORECASE)


AFTER = frozenset(word[:STEM] for word in word_set("words of one more of a kind"))


class Moment(NamedTuple):
    """When something happened, in days and in minutes of the day; by which verb or noun, and the stems of the sentence."""

    day: int
    minute: int
    deed: str
    pos: str
    stems: frozenset[str]
    stretch: Stretch


def moments(source: Source, times: Sequence[Any]) -> Iterator[Moment]:
    """The hours of one article that are printed with their day, of what has happened."""
    for row in times:
        clock = _CLOCK.match(str(row.value)) if row.type == "TIME" and pd.notna(row.value) else None
        if clock is None or row.kind == "planned" or pd.isna(row.earliest) or pd.isna(row.event_start):
            continue
        span = source.doc.span_at(int(row.start), int(row.end))
        deed = source.doc.token_at(int(row.event_start))
        if span is None or deed is None or deed.lemma_ in REPORTS or not _day_is_printed(row, span.sent, times):
            continue
        stems = frozenset(stem(t) for t in span.sent if t.pos_ in CONTENT and t.ent_type_ not in ("DATE", "TIME"))
        lemma = "" if deed.lemma_ in HAPPENING else deed.lemma_.lower()
        minute = 60 * int(clock[1]) + int(clock[2])
        stretch = (source.doc.article_id, int(row.start), int(row.end))
        yield Moment(row.earliest.toordinal(), minute, lemma, deed.pos_, stems, stretch)


def on_other_days(found: Mapping[str, Sequence[Moment]], near: Neighbours) -> Iterator[tuple[Moment, Moment]]:
    """The pairs of moments of two articles that are one by the clock, and on two days; none of what any article has on both."""
    twice = [pair for here in found.values() for pair in product(here, here) if _by_one_clock(*pair)]
    for left, right in near.pairs([key for key, here in found.items() if here]):
        pairs = [pair for pair in product(found[left], found[right]) if _by_one_clock(*pair) and _of_one_thing(*pair)]
        if pairs and not any({one.day, other.day} == {a.day, b.day} for one, other in twice for a, b in pairs):
            yield pairs[0]


def _day_is_printed(row: Any, sentence: Any, times: Sequence[Any]) -> bool:
    """Whether the day stands beside the hour, or is the only one of its sentence."""
    if _NAMES_A_DAY.search(row.text):
        return True
    days = [
        t
        for t in times
        if sentence.start_char <= t.start < sentence.end_char and t.type == "DATE" and pd.notna(t.earliest)
    ]
    return len(days) == 1 and days[0].grain == "day" and days[0].earliest == row.earliest


def _by_one_clock(one: Moment, other: Moment) -> bool:
    return abs(one.minute - other.minute) <= MINUTES and 0 < abs(one.day - other.day) <= DAYS


def _of_one_thing(one: Moment, other: Moment) -> bool:
    """Whether two sentences tell of one thing, by a verb or noun of one meaning or by the words that both have."""
    same = one.pos == other.pos and bool(one.deed and other.deed) and kin(one.deed, other.deed, one.pos)
    if not (one.minute % ROUND or other.minute % ROUND):
        least = AT_AN_HOUR
    else:
        least = AT_ONE_MINUTE if one.minute == other.minute else AT_TWO
    if (one.stems | other.stems) & AFTER:
        return False  # an aftershock, a second blast
    return len(one.stems & other.stems) >= least - (same and least < AT_AN_HOUR)
