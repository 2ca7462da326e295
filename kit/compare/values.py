"""Values: what the passages that stand against each other give, and which of them give one value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.align.normalise import fold
from kit.data import read_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.compare.alterations import Ends
    from kit.tables import Reading

# A figure turned into another unit may be so much more or less.
CONVERTED = 0.04


@dataclass(frozen=True)
class Passage:
    """Words of one article that stand against those of another; offsets are code points of the article."""

    article_id: str
    start: int
    end: int
    text: str


class Values:
    """What the passages of conflicts give: a figure in the base unit of its kind, a day, a person, else their words."""

    def __init__(self, reading: Reading) -> None:
        self._texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        self._rows = {
            name: tables.rows_by_article(getattr(reading, name)) for name in ("quantities", "times", "mentions")
        }
        self._known: dict[Ends, tuple[str, Any, str]] = {}

    def passage(self, end: Ends) -> Passage:
        """The passage with its words, from the beginning of its first word: "don't" for "n't"."""
        text, start = self._texts[end[0]], end[1]
        while start and text[start - 1].isalnum() and (text[start].isalnum() or text[start] in "'’"):
            start -= 1
        return Passage(end[0], start, end[2], text[start : end[2]])

    def value(self, end: Ends) -> tuple[str, Any, str]:
        """The sort of a value ("" for mere words), the value, and the unit it is printed in."""
        if end not in self._known:
            self._known[end] = next(self._read(end))
        return self._known[end]

    def rank(self, end: Ends) -> tuple[str, Any]:
        """Where a value stands among others of its sort."""
        sort, value, _ = self.value(end)
        return sort, value

    def same(self, one: Ends, other: Ends) -> bool:
        """Whether two passages give one value."""
        (sort, a, unit), (kind, b, other_unit) = self.value(one), self.value(other)
        if sort != kind:
            return False
        if unit != other_unit and isinstance(a, float):
            return abs(a - b) <= CONVERTED * max(abs(a), abs(b))
        return bool(a == b)

    def are_ages(self, one: Ends, other: Ends) -> bool:
        """Whether two passages give ages of one person whom both name."""
        here, there = ({row.entity_id for row in self._inside("mentions", end)} for end in (one, other))
        aged = (any(str(row.kind) == "age" for row in self._inside("quantities", end)) for end in (one, other))
        return bool(here & there) and all(aged)

    def commonest_unit(self, ends: Iterable[Ends]) -> str:
        """The unit that most of the passages print."""
        units = Counter(self.value(end)[2] for end in ends)
        return min(units, key=lambda unit: (-units[unit], unit))

    def words(self, group: list[Ends], unit: str) -> tuple[str, tuple[str, ...]]:
        """What most of the passages print, in that unit if any has it; and what stands there in other units."""
        forms: dict[str, Counter[str]] = {}
        for end in group:
            forms.setdefault(self.value(end)[2], Counter())[" ".join(self.passage(end).text.split())] += 1
        first, *others = (
            min(forms[key], key=lambda form: (-forms[key][form], len(form), form))
            for key in sorted(forms, key=lambda key: (key != unit, key))
        )
        return first, tuple(others)

    def _read(self, end: Ends) -> Iterator[tuple[str, Any, str]]:
        for row in self._inside("quantities", end):
            if pd.notna(row.value):
                unit = "" if pd.isna(row.unit) else str(row.unit)
                base, factor = _units().get(unit, (unit, 1.0))
                yield base or "count", float(row.value) * factor, unit
        for row in self._inside("times", end):
            if pd.notna(row.earliest):
                yield "day", row.earliest, ""
        for row in self._inside("mentions", end):
            yield "", row.entity_id, ""
        yield "", " ".join(word.n for word in fold(self.passage(end).text)), ""

    def _inside(self, name: str, end: Ends) -> Iterator[Any]:
        return (row for row in self._rows[name].get(end[0], ()) if row.start < end[2] and end[1] < row.end)


def two_sides(against: dict[Ends, set[Ends]]) -> list[list[Ends]]:
    """What stands against one passage stands together; the passages of most articles first."""
    first = min(against)
    sides: dict[Ends, int] = {first: 0}
    waiting = [first]
    while waiting:
        end = waiting.pop()
        for other in sorted(against[end]):
            if other not in sides:
                sides[other] = 1 - sides[end]
                waiting.append(other)
    groups = [[end for end, side in sides.items() if side == n] for n in (0, 1)]
    return sorted(groups, key=lambda group: -len(group))


def by_value(against: dict[Ends, set[Ends]], values: Values) -> list[list[Ends]]:
    """Passages that give one value; figures and days rise, anything else stands by how many give it."""
    groups: list[list[Ends]] = []
    for end in sorted(against, key=lambda it: (values.rank(it), it)):
        for group in groups:
            if not against[end] & set(group) and values.same(end, group[0]):
                group.append(end)
                break
        else:
            groups.append([end])
    ranked = all(values.value(end)[0] for end in against)
    return groups if ranked else sorted(groups, key=lambda group: -len(group))


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {row.unit: (row.base, float(row.factor)) for row in read_list("unit_factors.csv").itertuples()}
