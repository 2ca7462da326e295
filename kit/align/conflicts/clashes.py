"""Clashes: whether two stretches give values that cannot both be right, although they have much in common.

It is no conflict yet, which asks that both speak of one thing; but what clashes is not counted as agreement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kit.align.conflicts.days import same_day
from kit.align.conflicts.numbers import same_number
from kit.align.conflicts.polarity import disagree
from kit.align.conflicts.scopes import Scopes, apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.align.conflicts.facts import Fact, Source

# A stretch of an article: its id, start and end.
Stretch = tuple[str, int, int]
# Facts of one stretch that are compared: more stand in lists only.
LISTED = 16


class Clashes:
    """The figures, days and predicates of the articles of one event, by place."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        times: Mapping[str, Sequence[Any]],
        numbers: Iterable[Fact],
        deeds: Iterable[Fact],
    ) -> None:
        self._sources = sources
        self._scopes = {key: Scopes(source, times.get(key, ())) for key, source in sources.items()}
        values, predicates = _by_place(numbers), _by_place(deeds)
        # The same stretch is asked about beside many others.
        self._values = cache(lambda stretch: _inside(values, stretch))
        self._predicates = cache(lambda stretch: _inside(predicates, stretch))

    def clause(self, fact: Fact) -> Stretch:
        """The clause of a fact, and all of its words."""
        start, end = self._sources[fact.article_id].clause(fact.start) or (fact.start, fact.end)
        return fact.article_id, min(start, fact.start), max(end, fact.end)

    def clash(self, one: Stretch, other: Stretch) -> bool:
        """Whether two stretches are of two times or parts, give values of one kind of which none agree, or one denies what the other says."""
        if apart(*(self._scopes[key].at(start, end) for key, start, end in (one, other))):
            return True
        ours, theirs = _topics(self._values(one)), _topics(self._values(other))
        if not all(
            any(_same(a, b) for a in ours[topic] for b in theirs[topic]) for topic in ours.keys() & theirs.keys()
        ):
            return True
        said, told = self._predicates(one), self._predicates(other)
        if any(f.value.negated for f in said) != any(f.value.negated for f in told):
            return True
        return any(disagree(a, b) for a in said for b in told)

    def only_possible(self, one: Stretch, other: Stretch) -> bool:
        """Whether one says only that it may be, and the other that it is."""
        said, told = ({f.value.force for f in self._predicates(stretch)} for stretch in (one, other))
        return {frozenset(said), frozenset(told)} == {frozenset({"certain"}), frozenset({"possible"})}

    def listed(self, one: Stretch, other: Stretch) -> bool:
        """Whether both give two figures or more of one unit: which of them answers which cannot be told by the whole."""
        ours, theirs = (_units(self._values(stretch)) for stretch in (one, other))
        return any(_several(ours[topic]) and _several(theirs[topic]) for topic in ours.keys() & theirs.keys())


def _several(facts: Sequence[Fact]) -> bool:
    """Whether they are of two values or more."""
    return any(not _same(facts[0], fact) for fact in facts[1:])


def _same(one: Fact, other: Fact) -> bool:
    return (same_day if one.topic == "day" else same_number)(one, other)


def _topics(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.topic, []).append(fact)
    return found


def _units(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for topic, here in _topics(facts).items():
        found.setdefault(topic.split()[0], []).extend(here)
    return found


def _by_place(facts: Iterable[Fact]) -> dict[str, list[tuple[int, Fact]]]:
    found: dict[str, list[tuple[int, Fact]]] = defaultdict(list)
    for fact in facts:
        found[fact.article_id].append((fact.start, fact))
    for places in found.values():
        places.sort(key=itemgetter(0))
    return found


def _inside(places: Mapping[str, list[tuple[int, Fact]]], stretch: Stretch) -> list[Fact]:
    """The facts that begin in a stretch, the first of them where it is a list."""
    key, start, end = stretch
    here = places.get(key, [])
    first, last = (bisect_left(here, at, key=itemgetter(0)) for at in (start, end))
    return [fact for _, fact in here[first : min(last, first + LISTED)]]


class Between:
    """Pairs of stretches of two articles: whether one of them lies where two others do."""

    def __init__(self, pairs: Iterable[tuple[Stretch, Stretch]]) -> None:
        self._at: dict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
        for one, other in pairs:
            self._at[one[0], other[0]].append((*one[1:], *other[1:]))
            self._at[other[0], one[0]].append((*other[1:], *one[1:]))
        self._longest = {key: max(end - start for start, end, *_ in found) for key, found in self._at.items()}
        for found in self._at.values():
            found.sort()

    def lies(self, one: Stretch, other: Stretch) -> bool:
        """Whether one of the pairs shares characters with both stretches.

        >>> Between([(("a", 0, 9), ("b", 20, 30))]).lies(("b", 25, 40), ("a", 8, 12))
        True
        """
        key = one[0], other[0]
        found = self._at.get(key, [])
        first = bisect_left(found, (one[1] - self._longest.get(key, 0),))
        return any(
            start < one[2] and end > one[1] and left < other[2] and right > other[1]
            for start, end, left, right in found[first : bisect_left(found, (one[2],))]
        )
