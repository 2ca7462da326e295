"""Stretches: finds, by bisection, which of many stretches of a text holds an offset."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = TypeVar("Value")


class Stretches(Generic[Value]):
    """Stretches `start:end` of one text, each with a value; where several overlap, the one that begins first is told.

    >>> found = Stretches([(0, 9, "all"), (3, 5, "inner"), (12, 14, "last")])
    >>> found.at(4), found.at(10), found.hold(12, 14), found.hold(8, 13), list(found.gaps(5, 20))
    ('all', None, True, False, [(9, 12), (14, 20)])
    """

    def __init__(self, stretches: Iterable[tuple[int, int, Value]]) -> None:
        ordered = sorted(stretches, key=itemgetter(0))
        self._begin = [start for start, _, _ in ordered]
        self._furthest = list(accumulate((end for _, end, _ in ordered), max))
        # Stretches without overlaps: each begins where the one before it ends.
        self._starts: list[int] = []
        self._parts: list[tuple[int, Value]] = []
        reached = 0
        for start, end, value in ordered:
            if max(start, reached) < end:
                self._starts.append(max(start, reached))
                self._parts.append((end, value))
                reached = end

    def at(self, offset: int) -> Value | None:
        """The value of the stretch that holds this offset, or None."""
        n = bisect_right(self._starts, offset) - 1
        return self._parts[n][1] if n >= 0 and offset < self._parts[n][0] else None

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all of `start:end`."""
        n = bisect_right(self._begin, start) - 1
        return n >= 0 and end <= self._furthest[n]

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What lies in `start:end` and in none of them, piece by piece."""
        n = max(bisect_right(self._starts, start) - 1, 0)
        while n < len(self._starts) and self._starts[n] < end:
            if self._starts[n] > start:
                yield start, self._starts[n]
            start = max(start, self._parts[n][0])
            n += 1
        if start < end:
            yield start, end

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with `start:end`."""
        n = bisect_right(self._begin, end - 1) - 1
        return n >= 0 and self._furthest[n] > start
