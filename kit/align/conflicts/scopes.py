"""Scopes: of which part, time or occasion a figure is; figures of two scopes do not contradict each other."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.conflicts.facts import REPORTS
from kit.data import read_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.align.conflicts.facts import Fact, Source
    from kit.english.doc import Span

# A time that ended this many days before the article was printed is not the time of what it tells.
PAST = 45
# Times of a clause that count: one with more of them is a list.
MOST_TIMES = 8


class Scope(NamedTuple):
    """The words of a clause that bound it, and the times it names: from, to, in days; `days` are single days of
    what happened, `peoples` those it names (British, Russian).
    """

    words: frozenset[str]
    times: tuple[tuple[int, int], ...]
    past: bool
    peoples: frozenset[str]
    days: frozenset[int] = frozenset()


class Scopes:
    """The scopes of the clauses of one article, each read once."""

    def __init__(self, source: Source, times: Sequence[Any]) -> None:
        self.source = source
        self.times = sorted(
            (int(row.start), row.earliest.toordinal(), row.latest.toordinal(), _dates_a_report(source, row))
            for row in times
            if row.type in ("DATE", "TIME") and pd.notna(row.earliest) and pd.notna(row.latest)
        )
        self._read: dict[tuple[int, int], Scope] = {}

    def of(self, fact: Fact) -> Scope:
        """The scope of a fact by its clause, with the day of its sentence that stands nearest to it.

        It tells of the past, too, if its sentence names no time and the one before told of the past.
        """
        clause = self.source.clause(fact.start) or (fact.start, fact.end)
        scope, span = self.at(*clause), self.source.doc.span_at(fact.start, fact.end)
        if span is None:
            return scope
        whole = self.at(span.sent.start_char, span.sent.end_char)
        past = scope.past if whole.times else self._after_the_past(span.sent)
        return scope._replace(days=self._nearest_day(fact, span.sent), past=past)

    def _nearest_day(self, fact: Fact, sentence: Span) -> frozenset[int]:
        here = self._times_in(sentence.start_char, sentence.end_char)
        days = [
            (max(at - fact.end, fact.start - at), since) for at, since, to, told in here if since == to and not told
        ]
        return frozenset({min(days)[1]} if days else ())

    def _after_the_past(self, sentence: Span) -> bool:
        """Whether the sentence before tells of the past."""
        before = self.source.doc.tokens[sentence.start - 1].sent if sentence.start else sentence
        return before.role == sentence.role and self.at(before.start_char, before.end_char).past

    def at(self, start: int, end: int) -> Scope:
        """The scope of a stretch of the text."""
        if (start, end) not in self._read:
            self._read[start, end] = self._scope(start, end)
        return self._read[start, end]

    def _scope(self, start: int, end: int) -> Scope:
        tokens = list(self.source.doc.span_at(start, end) or ())
        words = frozenset(t.lower_ for t in tokens)
        peoples = frozenset(t.lower_ for t in tokens if t.ent_type_ == "NORP")
        here = self._times_in(start, end)
        named = tuple((earliest, latest) for _, earliest, latest, _ in here)
        days = frozenset(since for _, since, to, reports in here if since == to and not reports)
        printed = self.source.published
        past = bool(named) and printed is not None and max(end for _, end in named) < printed - PAST
        return Scope(words, named, past, peoples, days)

    def _times_in(self, start: int, end: int) -> list[tuple[int, int, int, bool]]:
        return self.times[bisect_left(self.times, (start,)) : bisect_left(self.times, (end,))][:MOST_TIMES]


def _dates_a_report(source: Source, row: Any) -> bool:
    """Whether a time is that of a report: "said on Tuesday"."""
    dated = None if pd.isna(row.event_start) else source.doc.token_at(int(row.event_start))
    return dated is not None and dated.lemma_ in REPORTS


def other_days(one: Scope, other: Scope) -> bool:
    """Whether two clauses tell of two days: a price of Monday, and one of Tuesday."""
    return bool(one.days and other.days and not one.days & other.days)


def apart(one: Scope, other: Scope) -> bool:
    """Whether two clauses tell of two parts, times or occasions."""
    if one.past != other.past or _other_times(one, other):
        return True
    if one.peoples and other.peoples and not one.peoples & other.peoples:
        return True
    lists = _lists()
    for words in lists["one-of"]:
        a, b = one.words & words, other.words & words
        if a and b and not _kin(a, b):
            return True
    if any(bool(one.words & words) != bool(other.words & words) for words in lists["other"]):
        return True
    whole, part = lists["whole"][0], lists["part"][0]
    return bool((one.words & whole and other.words & part) or (other.words & whole and one.words & part))


def is_part(word: str) -> bool:
    """Whether a word is of one sort among several: children, women, soldiers."""
    return any(word in words for words in _lists()["one-of"])


def _other_times(one: Scope, other: Scope) -> bool:
    """Whether both name times, none of which meets one of the other's, far apart."""
    if not one.times or not other.times:
        return False
    return all(start - PAST > to or since - PAST > end for start, end in one.times for since, to in other.times)


def _kin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two words of a set begin alike (north, northern; man, men)."""
    return any(a[:2] == b[:2] for a in one for b in other)


@cache
def _lists() -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for row in read_list("scopes.csv").itertuples():
        found.setdefault(row.group, []).append(frozenset(row.words.split()))
    return found
