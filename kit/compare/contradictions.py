"""Contradictions: conflicts grouped by what they are about, with each value and the articles that give it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit import tables
from kit.align.normalise import fold
from kit.compare.alterations import Ends, alterations
from kit.compare.answer_table import answer
from kit.compare.background import Background
from kit.compare.outlets import outlet_names
from kit.compare.states import counted_once
from kit.compare.sure import TOLD
from kit.data import read_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.tables import Reading

UPDATE = "update"
# What a kind of conflict is, as a clause.
DIFFERS = {
    "number": "the numbers for one thing differ",
    "day": "the days given for one thing differ",
    "name": "the names given for one thing differ",
    "negation": "one says what another denies",
    "modality": "how certain or how binding it is differs",
}
# Of these kinds there are two sides: it is so, and it is not.
TWO_SIDED = frozenset({"negation", "modality"})
# A figure turned into another unit may be so much more or less.
CONVERTED = 0.04


@dataclass(frozen=True)
class Passage:
    """Words of one article that stand against those of another; offsets are code points of the article."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Side:
    """One value of a thing: the words that stand for it, the same in other units, and every passage that gives it."""

    words: str
    converted: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that give it, each once."""
        return tuple(dict.fromkeys(passage.article_id for passage in self.passages))


@dataclass(frozen=True)
class Thing:
    """One thing on which articles do not agree; `sure` if a sentence may tell it, `marked` if all stands in marks,
    `measured` if every value is a figure or a day.
    """

    kind: str
    sure: bool
    marked: bool
    measured: bool
    sides: tuple[Side, ...]
    conflict_ids: tuple[str, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that give any of its values, each once."""
        return tuple(dict.fromkeys(key for side in self.sides for key in side.articles))


@counted_once
def contradictions(reading: Reading) -> pd.DataFrame:
    """Where articles do not agree, one thing a `number`, one passage a row.

    Columns: `number` (from 1, what is sure and stands in marks or in most articles first), `kind` and `conflict_ids` as
    in `reading.conflicts`, `certainty` (sure: a sentence may tell it), `marked` (every passage stands inside quotation
    marks), `side` (1, 2 …: passages that give one value share it; numbers and days rise), `article_id, outlet, start,
    end, text` (code points). Figures in two units are one value where they differ by less than 4 %.

    >>> import kit
    >>> contradictions(kit.read("seeds")).columns[:3].tolist()
    ['number', 'kind', 'certainty']
    """
    names = outlet_names(reading)
    rows = [
        {
            "number": number, "kind": thing.kind, "certainty": "sure" if thing.sure else "perhaps",
            "marked": thing.marked, "side": n, "article_id": one.article_id, "outlet": names[one.article_id],
            "start": one.start, "end": one.end, "text": one.text, "conflict_ids": " ".join(thing.conflict_ids),
        }
        for number, thing in enumerate(things(reading), 1)
        for n, side in enumerate(thing.sides, 1)
        for one in side.passages
    ]  # fmt: skip
    return answer("contradictions", rows)


def things(reading: Reading) -> list[Thing]:
    """The things on which articles do not agree: sure ones first, then those in marks, then those of most articles.

    They come from `conflicts` and from what differs between two quotations of one statement (`kit.compare.alterations`).
    Pairs of one kind that share a passage are about one thing. A conflict that is not sure joins no sure ones; one
    whose sides tell of two times, this year's quake and last year's, is not sure.
    """
    tellable = _tellable(reading)
    pairs = list(_one_passage(_pair(row) for row in tables.rows(reading.conflicts)))
    sure = [pair for pair, told in zip(pairs, tellable, strict=True) if told and pair.similarity >= TOLD]
    sure += [pair for pair in _altered(reading) if not any(_over(pair, other) for other in sure)]
    known = {_key(pair.kind, end) for pair in sure for end in pair.ends}
    weak = [
        pair
        for pair in pairs
        if pair not in sure
        and not {_key(pair.kind, end) for end in pair.ends} <= known
        and not any(not other.conflict_id and _over(pair, other) for other in sure)
    ]
    values = _Values(reading)
    made = [(True, group) for group in _groups(sure)] + [(False, group) for group in _groups(weak)]
    found = [(_thing(group, values, sure=is_sure), max(pair.similarity for pair in group)) for is_sure, group in made]
    found.sort(key=lambda it: (not it[0].sure, not it[0].marked, -len(it[0].articles), -it[1], it[0].conflict_ids))
    return [thing for thing, _ in found]


class _Pair(NamedTuple):
    """Two passages that stand against each other; no id if they are no row of `conflicts`."""

    kind: str
    ends: tuple[Ends, Ends]
    marked: bool
    similarity: float
    conflict_id: str


def _pair(row: Any) -> _Pair:
    left = (row.left_article_id, int(row.left_start), int(row.left_end))
    right = (row.right_article_id, int(row.right_start), int(row.right_end))
    return _Pair(str(row.kind), (left, right), row.marked is True, float(row.similarity), row.conflict_id)


def _one_passage(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """The pairs, where of passages that overlap the first stands for the others: "You can steal" for "can steal"; of what has two
    sides only, for a longer passage may hold another figure.
    """
    seen: dict[tuple[str, str], list[Ends]] = {}
    for pair in pairs:
        ends = []
        for end in pair.ends:
            known = seen.setdefault((pair.kind, end[0]), [])
            same = next((one for one in known if _overlap(one, end)), end) if pair.kind in TWO_SIDED else end
            known.append(same)
            ends.append(same)
        yield pair._replace(ends=(ends[0], ends[1]))


def _altered(reading: Reading) -> Iterator[_Pair]:
    """What differs between two quotations of one statement, as pairs; what one article prints in both ways is none."""
    for one in alterations(reading):
        if not {end[0] for end in one.mine} & {end[0] for end in one.theirs}:
            for ends in product(one.mine, one.theirs):
                yield _Pair(one.kind, ends, True, 1.0, "")


def _over(one: _Pair, other: _Pair) -> bool:
    """Whether two pairs speak of the same places of the same two articles."""
    return all(any(_overlap(a, b) for b in other.ends) for a in one.ends)


def _overlap(one: Ends, other: Ends) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _tellable(reading: Reading) -> pd.Series:
    """Which conflicts do not set the news against what an article tells of another time, nor like words against like."""
    told = Background(reading)
    renderings = tables.rows_by_article(reading.renderings)

    def words(article_id: str, start: int) -> set[str]:
        here = [row.text for row in renderings.get(article_id, ()) if row.start <= start < row.end]
        return {" ".join(word.n for word in fold(text)) for text in here}

    same = [
        told.holds(row.left_article_id, row.left_start) == told.holds(row.right_article_id, row.right_start)
        and not words(row.left_article_id, row.left_start) & words(row.right_article_id, row.right_start)
        for row in tables.rows(reading.conflicts)
    ]
    return pd.Series(same, index=reading.conflicts.index, dtype="bool")


def _key(kind: str, end: Ends) -> tuple[str, str, int]:
    return kind, end[0], end[1]


def _groups(pairs: Iterable[_Pair]) -> list[list[_Pair]]:
    """Pairs of one kind that share a passage, in the order of the first of each."""
    at: dict[Any, list[_Pair]] = {}
    for pair in pairs:
        mine = [pair]
        for key in [_key(pair.kind, end) for end in pair.ends]:
            theirs = at.get(key, [])
            if theirs is not mine:
                mine += theirs
                at.update((_key(one.kind, end), mine) for one in theirs for end in one.ends)
            at[key] = mine
    return [list(group) for group in {id(group): group for group in at.values()}.values()]


def _thing(pairs: list[_Pair], values: _Values, *, sure: bool) -> Thing:
    kind = pairs[0].kind
    against: dict[Ends, set[Ends]] = {}
    for pair in sorted(pairs, key=lambda one: (one.conflict_id, one.ends)):
        left, right = pair.ends
        against.setdefault(left, set()).add(right)
        against.setdefault(right, set()).add(left)
    groups = _two_sides(against) if kind in TWO_SIDED else _by_value(against, values)
    unit = values.commonest_unit(against)
    sides = [Side(*values.words(group, unit), tuple(values.passage(end) for end in sorted(group))) for group in groups]
    measured = kind not in TWO_SIDED and all(values.value(end)[0] for end in against)
    # A state given anew is told in a sentence where it is a figure.
    sure = sure and (measured or kind != UPDATE)
    marked = all(pair.marked for pair in pairs)
    ids = tuple(sorted(pair.conflict_id for pair in pairs if pair.conflict_id))
    return Thing(kind, sure, marked, measured, tuple(sides), ids)


def _two_sides(against: dict[Ends, set[Ends]]) -> list[list[Ends]]:
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


def _by_value(against: dict[Ends, set[Ends]], values: _Values) -> list[list[Ends]]:
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


class _Values:
    """What the passages of conflicts give: a figure in the base unit of its kind, a day, a person, else their words."""

    def __init__(self, reading: Reading) -> None:
        self._texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        self._rows = {
            name: tables.rows_by_article(getattr(reading, name)) for name in ("quantities", "times", "mentions")
        }
        self._known: dict[Ends, tuple[str, Any, str]] = {}

    def passage(self, end: Ends) -> Passage:
        """The passage with its words."""
        return Passage(*end, self._texts[end[0]][end[1] : end[2]])

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
        yield "", self.passage(end).text.casefold(), ""

    def _inside(self, name: str, end: Ends) -> Iterator[Any]:
        return (row for row in self._rows[name].get(end[0], ()) if row.start < end[2] and end[1] < row.end)


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {row.unit: (row.base, float(row.factor)) for row in read_list("unit_factors.csv").itertuples()}
