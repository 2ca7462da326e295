"""Partners: which facts of two articles speak of one thing.

Each fact of one article has at most one partner in another article, the most alike; those that give the same value come
first, so that what both articles say is never set against something else.
"""

from __future__ import annotations

import re
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kit.english.lexicon.senses import kin
from kit.english.words.meaning import vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kit.align.conflicts.facts import Fact

AGREE = "agree"
# How much the phrase counts beside its clause.
PHRASE = 0.5
# What two facts share beside the encoder's likeness adds so much: a content word or a name.
SHARED, MOST_SHARED = 0.04, 3
# … and this, if their figures have the same digits in another order (390 and 309).
MISPRINT = 0.2
# What is said of two counts in verbs of no one meaning (fired, loaded) takes so much away.
OTHER_DEED = 0.15
# … and this, if both stand inside quotation marks: what somebody said is told once.
MARKED = 0.1


class Pair(NamedTuple):
    """Two facts of two articles that may speak of one thing; `kind` is what differs, or AGREE."""

    kind: str
    one: Fact
    other: Fact

    @property
    def ends(self) -> set[tuple[tuple[str, int, int], str]]:
        """Each fact with the other article."""
        return {(self.one.key, self.other.article_id), (self.other.key, self.one.article_id)}


class Cut(NamedTuple):
    """The likeness that a pair of one sort needs.

    `least` to differ, `lone` to differ if neither of two short articles has another such value, `agree` to say the same; and
    `margin`, by which it must be more alike than either fact is to any other value in the other article.
    """

    least: float
    lone: float
    agree: float
    margin: float


class Likeness:
    """How alike two facts are: 0 nothing in common, about 1 the same words.

    The cosine of a sentence encoder's vectors, of the clause and of the phrase by halves, the value itself left out;
    and a little for each content word that both clauses have.
    """

    def __init__(self, pairs: Iterable[Pair]) -> None:
        facts = [fact for pair in pairs for fact in (pair.one, pair.other)]
        texts = sorted({text for fact in facts for text in (fact.clause, fact.phrase)})
        self._row = {text: n for n, text in enumerate(texts)}
        self._vectors = vectors(texts) if texts else np.zeros((0, 1))

    def __call__(self, one: Fact, other: Fact) -> float:
        clause, phrase = (self._cosine(a, b) for a, b in ((one.clause, other.clause), (one.phrase, other.phrase)))
        shared = min(len(one.stems & other.stems), MOST_SHARED)
        other_deed = bool(
            one.deed
            and other.deed
            and not kin(one.deed, other.deed, "VERB")
            and not (one.about and one.about == other.about)
        )
        more = SHARED * shared + MISPRINT * _misprint(one, other) + MARKED * (one.marked and other.marked)
        return (1 - PHRASE) * clause + PHRASE * phrase + more - OTHER_DEED * other_deed

    def _cosine(self, one: str, other: str) -> float:
        return float(self._vectors[self._row[one]] @ self._vectors[self._row[other]])


def _misprint(one: Fact, other: Fact) -> bool:
    """Whether one figure has the digits of the other in another order: a slip of the pen is about one thing."""
    a, b = (re.sub(r"\D", "", str(getattr(fact.value, "text", ""))) for fact in (one, other))
    return len(a) > 1 and a != b and sorted(a) == sorted(b)


def pair_up(facts: Sequence[Fact], kind_of: Callable[[Fact, Fact], str]) -> list[Pair]:
    """The pairs of facts of two articles for which `kind_of` gives a kind; agreeing ones only of facts that differ, too."""
    sharing: dict[tuple[str, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: fact.key):
        for key in fact.keys:
            sharing.setdefault((fact.topic, key), []).append(fact)
    met = {
        (a.key, b.key): (a, b)
        for group in sharing.values()
        for a, b in combinations(group, 2)
        if a.article_id != b.article_id
    }
    pairs = [Pair(kind, a, b) for _, (a, b) in sorted(met.items(), key=itemgetter(0)) if (kind := kind_of(a, b))]
    differ = {end for pair in pairs if pair.kind != AGREE for end in pair.ends}
    return [pair for pair in pairs if pair.kind != AGREE or pair.ends & differ]


def choose(
    pairs: Sequence[Pair], likeness: Likeness, same: Callable[[Fact, Fact], bool], cut: Cut, short: AbstractSet[str]
) -> Iterator[tuple[Pair, float]]:
    """The pairs that differ and speak of one thing, each with its likeness, those in the body before headlines.

    `short` are the articles that are short enough for `lone`.
    """
    scored = [(likeness(pair.one, pair.other), pair) for pair in pairs]
    agreed = {end for score, pair in scored if pair.kind == AGREE and score >= cut.agree for end in pair.ends}
    left = [(score, pair) for score, pair in scored if pair.kind != AGREE and not pair.ends & agreed]
    by_end: dict[tuple[tuple[str, int, int], str], list[tuple[float, Pair]]] = {}
    for score, pair in left:
        for end in pair.ends:
            by_end.setdefault(end, []).append((score, pair))
    told: list[Pair] = []
    for score, pair in sorted(left, key=_bodies_first):
        rival = _rival(pair, by_end, same)
        lone = rival is None and {pair.one.article_id, pair.other.article_id} <= short
        if score < (cut.lone if lone else cut.least) or score - (rival or 0.0) < cut.margin:
            continue
        if not any(_again(pair, other, same) for other in told):
            told.append(pair)
            yield pair, score


def _bodies_first(scored: tuple[float, Pair]) -> tuple:
    score, pair = scored
    return pair.one.headline + pair.other.headline, -score, pair.one.key, pair.other.key


def _rival(pair: Pair, by_end: Mapping[tuple, Sequence[tuple[float, Pair]]], same: Callable) -> float | None:
    """The likeness of the best other pair of either fact, with another value; None if there is none."""
    scores = [
        score
        for end in pair.ends
        for score, other in by_end[end]
        if not (same(other.one, pair.one) and same(other.other, pair.other))
    ]
    return max(scores, default=None)


def _again(pair: Pair, told: Pair, same: Callable[[Fact, Fact], bool]) -> bool:
    """Whether what is told already has one of these facts, or a fact of the same value, against the same article."""
    if pair.ends & told.ends:
        return True
    if (pair.one.article_id, pair.other.article_id) != (told.one.article_id, told.other.article_id):
        return False
    return same(pair.one, told.one) or same(pair.other, told.other)
