"""Contradictions: conflicts grouped by what they are about, with each value and the articles that give it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit import tables
from kit.align.normalise import fold
from kit.compare.alterations import WORDING, Ends, alterations
from kit.compare.answer_table import answer
from kit.compare.background import Background
from kit.compare.outlets import outlet_names
from kit.compare.printed_too import PrintedToo
from kit.compare.states import counted_once, kept
from kit.compare.sure import TOLD
from kit.compare.values import Passage, Values, by_value, two_sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.tables import Reading

UPDATE = "update"
# The rules of conflicts of which each names another speaker for the same words, of those of one sentence that both print, and of
# those of which one says that the other's figure is wrong.
OTHER_SPEAKER, RETOLD, CORRECTED = "conflict.other-speaker", "conflict.retold", "conflict.corrected"
# Those of a deed whose doer and undergoer are exchanged, of a name with a letter or a word otherwise, and of a plea and a verdict.
TURNED_ROUND, MISSPELT, PLEA_OR_JURY = "conflict.turned-round", "conflict.misspelt", "conflict.plea-or-jury"
# … and those that ask for one verb and one thing: of these other kinds than figures are told, too; some are of what is to come.
TO_COME = frozenset(
    {"conflict.surer-claim", "conflict.excluded", "conflict.condition-left-out", "conflict.contract-term"}
)
CLAIMS = TO_COME | {
    "conflict.opposite-claim",
    "conflict.part-or-all",
    "conflict.told-to",
    "conflict.exchanged",
    "conflict.surname",
    "conflict.unanimous",
    PLEA_OR_JURY,
    MISSPELT,
    "conflict.one-clock",
    TURNED_ROUND,
    "conflict.other-weekday",
    "conflict.ordered",
    "conflict.ballot",
    "conflict.after-the-last",
    "conflict.done-once",
}
# How something stood on two days: shown, and told in no sentence.
NEW_STATE = "conflict.new-state"
# What is printed so long after something else tells another state of the thing: "has cost" grows, a plan is overtaken.
LONG_AFTER = pd.Timedelta(days=14)
# Where one article has no day, it may tell another state of the thing unless it prints nearly the same words.
SAME_WORDS = 0.9
# What a kind of conflict is, as a clause.
DIFFERS = {
    "number": "the numbers for one thing differ",
    "day": "the dates given for one thing differ",
    "name": "the names given for one thing differ",
    "negation": "one says what another denies",
    "modality": "how certain or how binding it is differs",
    WORDING: "the words differ",
}
# Of these kinds there are two sides: it is so, and it is not.
TWO_SIDED = frozenset({"negation", "modality", WORDING})
# Else what articles state in their own voice is told of figures only, and of a count that another denies: of days, names, modals
# and other denials too few were read on fresh events, or too many were wrong.
FIGURES = frozenset({"number", UPDATE})


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
            "start": one.start, "end": one.end, "text": one.text, "conflict_ids": " ".join(thing.conflict_ids) or pd.NA,
        }
        for number, thing in enumerate(things(reading), 1)
        for n, side in enumerate(thing.sides, 1)
        for one in side.passages
    ]  # fmt: skip
    return answer("contradictions", rows)


@kept
def things(reading: Reading) -> list[Thing]:
    """The things on which articles do not agree: sure ones first, then those in marks, a modal verb behind a "not", a figure and a
    name, words left out or exchanged last, then those of most articles.

    They come from `conflicts` and from what differs between two quotations of one statement (`kit.compare.alterations`).
    Pairs of one kind that share a passage are about one thing. A conflict that is not sure joins no sure ones; one
    whose sides tell of two times, this year's quake and last year's, is not sure.
    """
    values = Values(reading)
    tellable = _tellable(reading, values)
    every = list(_one_passage([*map(_pair, tables.rows(reading.conflicts)), *_altered(reading)]))
    pairs, altered = every[: len(tellable)], every[len(tellable) :]
    told = [pair for pair, may in zip(pairs, tellable, strict=True) if may]
    # Of an age the sentences need not be alike: who is as old is named in both.
    sure = [pair for pair in told if pair.similarity >= TOLD or values.are_ages(*pair.ends)]
    sure += [pair for pair in altered if not any(_over(pair, other) for other in sure)]
    known = {_key(pair.kind, end) for pair in sure for end in pair.ends}
    weak = [
        pair
        for pair in pairs
        if pair not in sure
        and not {_key(pair.kind, end) for end in pair.ends} <= known
        and not any(not other.conflict_id and _over(pair, other) for other in sure)
    ]
    made = [(True, group) for group in _groups(sure)] + [(False, group) for group in _groups(weak)]
    found = [(_thing(group, values, sure=is_sure), max(pair.similarity for pair in group)) for is_sure, group in made]
    too = PrintedToo(reading)
    found = [(_widened(thing, too) if thing.sure and thing.marked else thing, alike) for thing, alike in found]
    found = [(thing, alike) for thing, alike in found if thing.kind != WORDING or not _told_more_sharply(thing, found)]
    found.sort(
        key=lambda it: (
            not it[0].sure, not it[0].marked, it[0].kind == WORDING, it[0].kind == "modality", -len(it[0].articles), -it[1], it[0].conflict_ids
        )
    )  # fmt: skip
    return [thing for thing, _ in found]


def _told_more_sharply(thing: Thing, found: Iterable[tuple[Thing, float]]) -> bool:
    """Whether all passages of a thing overlap those of another kind between the same articles: "no" moved is a denial."""
    others = [
        other
        for other, _ in found
        if other.kind != WORDING and other.sure and set(thing.articles) <= set(other.articles)
    ]
    passages = [(one.article_id, one.start, one.end) for side in thing.sides for one in side.passages]
    held = [[(one.article_id, one.start, one.end) for side in other.sides for one in side.passages] for other in others]
    return any(all(any(_overlap(one, end) for end in ends) for one in passages) for ends in held)


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


def _tellable(reading: Reading, values: Values) -> pd.Series:
    """Which conflicts do not set the news against what an article tells of another time, or prints long after it, nor like words
    against like; what is given anew needs the day of both.
    """
    told = Background(reading)
    days = reading.articles.set_index("article_id")["published"].to_dict()
    renderings = tables.rows_by_article(reading.renderings)

    def in_time(row: Any) -> bool:
        if row.rule in (CORRECTED, NEW_STATE):
            return bool(row.rule == CORRECTED)
        gap = days[row.left_article_id] - days[row.right_article_id]
        if pd.notna(gap):
            return bool(abs(gap) <= LONG_AFTER)
        undated = pd.isna(days[row.left_article_id]) and pd.isna(days[row.right_article_id])
        return str(row.kind) != UPDATE and (undated or row.similarity >= SAME_WORDS)

    def of_figures(row: Any) -> bool:
        return (
            str(row.kind) in FIGURES
            or row.rule == RETOLD
            or row.rule in CLAIMS
            or any(values.value(end)[0] == "count" for end in _pair(row).ends)
        )

    def words(article_id: str, start: int) -> set[str]:
        here = [row.text for row in renderings.get(article_id, ()) if row.start <= start < row.end]
        return {" ".join(word.n for word in fold(text)) for text in here}

    def of_one_time(row: Any) -> bool:
        past = [told.holds(article_id, start) for article_id, start, _ in _pair(row).ends]
        timeless = row.rule in (RETOLD, CORRECTED, *TO_COME) or row.kind == "name"  # a firm that built the lock in 2017
        return past[0] == past[1] or timeless or values.are_ages(*_pair(row).ends)

    same = [
        of_one_time(row)
        and (
            row.rule == OTHER_SPEAKER
            or not words(row.left_article_id, row.left_start) & words(row.right_article_id, row.right_start)
        )
        and (row.marked is True or (in_time(row) and of_figures(row)))
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


def _widened(thing: Thing, too: PrintedToo) -> Thing:
    """A thing between quotation marks with all articles of the event that quote the words of one of its sides."""
    told = frozenset(thing.articles)
    more = [[found for one in side.passages[:1] for found in too.besides(one, told)] for side in thing.sides]
    counts = Counter(one.article_id for found in more for one in found)
    sides = [
        replace(side, passages=(*side.passages, *(one for one in found if counts[one.article_id] == 1)))
        for side, found in zip(thing.sides, more, strict=True)
    ]
    return replace(thing, sides=tuple(sides))


def _thing(pairs: list[_Pair], values: Values, *, sure: bool) -> Thing:
    kind = pairs[0].kind
    against: dict[Ends, set[Ends]] = {}
    for pair in sorted(pairs, key=lambda one: (one.conflict_id, one.ends)):
        left, right = pair.ends
        against.setdefault(left, set()).add(right)
        against.setdefault(right, set()).add(left)
    # Who says a thing is called "the judge", or by name.
    both = kind in TWO_SIDED or (kind == "name" and all(pair.marked for pair in pairs))
    groups = two_sides(against) if both else by_value(against, values)
    unit = values.commonest_unit(against)
    sides = [Side(*values.words(group, unit), tuple(values.passage(end) for end in sorted(group))) for group in groups]
    measured = kind not in TWO_SIDED and all(values.value(end)[0] for end in against)
    # A state given anew is told in a sentence where it is a figure.
    sure = sure and (measured or kind != UPDATE)
    marked = all(pair.marked for pair in pairs)
    ids = tuple(sorted(pair.conflict_id for pair in pairs if pair.conflict_id))
    return Thing(kind, sure, marked, measured, tuple(sides), ids)
