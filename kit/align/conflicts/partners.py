"""Partners: which facts of two articles speak of one thing.

Each fact of one article has at most one partner in another article, the most alike; those that give the same value come
first, so that what both articles say is never set against something else.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from kit.english.lexicon.senses import kin
from kit.english.words.meaning import vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    import numpy as np

    from kit.align.conflicts.facts import Fact
    from kit.align.neighbours import Neighbours

AGREE = "agree"
# How much the phrase counts beside its clause.
PHRASE = 0.5
# What two facts share beside the encoder's likeness adds so much: a content word or a name.
SHARED, MOST_SHARED = 0.04, 3
# … and this, if their figures have the same digits in another order (390 and 309).
MISPRINT = 0.2
# What is said of two figures in verbs of no one meaning (fired, loaded) takes so much away, and twice that unless both articles are short.
OTHER_DEED = 0.15
# … and this, if both stand inside quotation marks: what somebody said is told once.
MARKED = 0.1
# Two facts whose phrases are less alike are of two things, whatever their clauses say: of 250 pairs that passed their
# cut in articles that are not short, none was below.
LEAST_PHRASE = 0.25
# How alike two facts are by the words that both clauses and both phrases have (Dice), where the encoder is not asked: by
# least squares over the pairs of eleven real events, and such that as many agree as before.
WORDS_ALONE, COMMON, IN_PHRASE = 0.28, 0.27, 0.51
# A pair that differs and is by words so much below its cut is not encoded: on 130 events none was of 100 pairs told of two
# articles that are not both short. Nor is one that is by words so much alike: whatever its cut, the encoder says the same.
SLACK, CLEAR = 0.1, 0.85
# Facts of one topic and key that are compared of one article.
LISTED = 64


# A fact and the other article.
End = tuple[tuple[str, int, int], str]


class Pair(NamedTuple):
    """Two facts of two articles that may speak of one thing; `kind` is what differs, or AGREE."""

    kind: str
    one: Fact
    other: Fact

    @property
    def in_same_words(self) -> bool:
        """Whether both articles print it in the same words, so that no encoder need be asked."""
        return self.one.clause == self.other.clause and self.one.phrase == self.other.phrase

    @property
    def facts(self) -> tuple[Fact, Fact]:
        """Both facts."""
        return self.one, self.other

    @property
    def ends(self) -> tuple[End, End]:
        """Each fact with the other article."""
        return (self.one.key, self.other.article_id), (self.other.key, self.one.article_id)

    def has_end(self, ends: AbstractSet[End]) -> bool:
        """Whether one of its ends is among these."""
        return not ends.isdisjoint(self.ends)


class Cut(NamedTuple):
    """The likeness that a pair of one sort needs.

    `least` to differ, `lone` to differ if neither of two short articles has another such value, `agree` to say the same; and
    `margin`, by which it must be more alike than either fact is to any other value in the other article. `shared` content
    words must stand in both clauses, unless both articles are short.
    """

    least: float
    lone: float
    agree: float
    margin: float
    shared: int = 1

    def of(self, pair: Pair) -> float:
        """The likeness that a pair needs to differ."""
        return self.least + OTHER_DEED * _other_deed(*pair.facts)


def _never(_one: Fact, _other: Fact, _later: int) -> bool:
    return False


class Sort(NamedTuple):
    """One sort of facts: how two of them differ, when they are the same, and how alike they must be.

    `renews` tells whether two that differ are an update, by how many days the second was printed later than the first.
    """

    facts: list[Fact]
    kind_of: Callable[[Fact, Fact], str]
    same: Callable[[Fact, Fact], bool]
    cut: Cut
    renews: Callable[[Fact, Fact, int], bool] = _never


class Likeness:
    """How alike two facts are: 0 nothing in common, about 1 the same words.

    The cosine of a sentence encoder's vectors, of the clause and of the phrase by halves, the value itself left out;
    and a little for each content word that both clauses have. The encoder is the dear part: `read` what is asked, first.
    """

    def __init__(self) -> None:
        self._vectors: dict[str, np.ndarray] = {}

    def read(self, pairs: Iterable[Pair], *parts: str) -> None:
        """Encode what the facts of some pairs print differently, each text once; `parts` are clause and phrase."""
        texts = ({getattr(pair.one, part), getattr(pair.other, part)} for pair in pairs for part in parts)
        new = sorted({text for two in texts if len(two) > 1 for text in two} - self._vectors.keys())
        if new:
            self._vectors.update(zip(new, vectors(new), strict=True))

    def phrases(self, one: Fact, other: Fact) -> float:
        """How alike the phrases are, both of them read."""
        return self._cosine(one.phrase, other.phrase)

    def __call__(self, one: Fact, other: Fact) -> float:
        clause, phrase = self._cosine(one.clause, other.clause), self.phrases(one, other)
        return (1 - PHRASE) * clause + PHRASE * phrase + _beside(one, other)

    def _cosine(self, one: str, other: str) -> float:
        return 1.0 if one == other else float(self._vectors[one] @ self._vectors[other])


def by_words(one: Fact, other: Fact) -> float:
    """How alike two facts are, nearly, without the encoder."""
    if (one.clause, one.phrase) == (other.clause, other.phrase):
        return 1.0 + _beside(one, other)
    alike = COMMON * _dice(one.stems, other.stems) + IN_PHRASE * _dice(_words(one.phrase), _words(other.phrase))
    return WORDS_ALONE + alike + _beside(one, other)


def _beside(one: Fact, other: Fact) -> float:
    """What counts beside the likeness of clause and phrase."""
    shared = min(len(one.stems & other.stems), MOST_SHARED)
    more = SHARED * shared + MISPRINT * _misprint(one, other) + MARKED * (one.marked and other.marked)
    return more - OTHER_DEED * _other_deed(one, other)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)


@lru_cache(maxsize=1 << 12)
def _words(phrase: str) -> frozenset[str]:
    return frozenset(phrase.lower().split())


def _other_deed(one: Fact, other: Fact) -> bool:
    """Whether what is said of two figures, no misprints of one, is told by verbs of no one meaning."""
    said = bool(one.about and one.about == other.about) or _misprint(one, other)
    return bool(one.deed and other.deed and not said and not kin(one.deed, other.deed, "VERB"))


def _misprint(one: Fact, other: Fact) -> bool:
    """Whether one figure is a misprint of the other, so both are of one thing."""
    return turned(*(str(getattr(fact.value, "text", "")) for fact in (one, other)))


def turned(one: str, other: str) -> bool:
    """Whether a figure has the digits of another in another order, or a ten for its teen: 390 and 309, 14 and 40."""
    a, b = _digits(one), _digits(other)
    return len(a) > 1 and a != b and (sorted(a) == sorted(b) or _teen(a, b) or _teen(b, a))


def _teen(one: str, other: str) -> bool:
    """Whether one is fourteen and the other forty, with nothing behind them but what both have."""
    return one[:1] == "1" and one[1:2] in set("3456789") and other == f"{one[1]}0{one[2:]}"


@lru_cache(maxsize=1 << 12)
def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


class Partners:
    """The facts of one sort of one event, by what they must share to be compared at all.

    Facts that an article prints twice in the same words are one; and of a list, more than `LISTED` facts of one topic
    and key in one article, the first are compared: which of them meets which of another list cannot be told.
    """

    def __init__(self, sort: Sort, short: AbstractSet[str], near: Neighbours) -> None:
        self.sort, self.short, self.near = sort, short, near
        placed = sorted(sort.facts, key=lambda fact: (near.number[fact.article_id], fact.start, fact.end))
        once = {(fact.article_id, *fact.wording): fact for fact in reversed(placed)}
        self.facts = list(once.values())[::-1]

    def differing(self) -> list[Pair]:
        """The pairs of facts of two articles that differ and may be of one thing."""
        return [pair for pair in self._pairs if pair.kind != AGREE]

    @cached_property
    def _pairs(self) -> list[Pair]:
        """All pairs of facts of two articles that are compared, share a word and may be of one thing."""
        size = len(self.facts)
        sharing: dict[tuple[str, str], dict[str, list[int]]] = {}
        for n, fact in enumerate(self.facts):
            for key in sorted(fact.keys):
                here = sharing.setdefault((fact.topic, key), {}).setdefault(fact.article_id, [])
                if len(here) < LISTED:
                    here.append(n)
        met = sorted({
            a * size + b if a < b else b * size + a
            for group in sharing.values()
            for one, other in self.near.pairs(group)
            for a, b in product(group[one], group[other])
        })  # fmt: skip
        pairs = ((self.facts[a], self.facts[b]) for a, b in (divmod(pair, size) for pair in met))
        near = (pair for pair in pairs if self._share_words(*pair))
        return [Pair(kind, *pair) for pair in near if (kind := self.sort.kind_of(*pair))]

    def agreeing(self) -> list[Pair]:
        """The pairs of facts of two articles that give one value."""
        return [pair for pair in self._pairs if pair.kind == AGREE]

    def are_short(self, one: Fact, other: Fact) -> bool:
        """Whether both articles are short, so that they have hardly another such value."""
        return one.article_id in self.short and other.article_id in self.short

    def _share_words(self, one: Fact, other: Fact) -> bool:
        return len(one.stems & other.stems) >= self.sort.cut.shared or self.are_short(one, other)


def choose(partners: Partners, likeness: Likeness) -> Iterator[tuple[Pair, float]]:
    """The pairs that differ and speak of one thing, each with its likeness, those in the body before headlines."""
    same, cut = partners.sort.same, partners.sort.cut
    agreed = {end for pair in partners.agreeing() if by_words(pair.one, pair.other) >= cut.agree for end in pair.ends}
    pairs = [pair for pair in partners.differing() if not pair.has_end(agreed)]
    worded = [(by_words(pair.one, pair.other), pair) for pair in pairs]
    scored = [(score, pair) for score, pair in worded if score >= CLEAR]
    pairs = [p for s, p in worded if s < CLEAR and (s >= cut.least - SLACK or partners.are_short(*p.facts))]
    likeness.read(pairs, "phrase")
    pairs = [p for p in pairs if partners.are_short(*p.facts) or likeness.phrases(*p.facts) >= LEAST_PHRASE]
    likeness.read(pairs, "clause")
    scored += [(likeness(*pair.facts), pair) for pair in pairs]
    by_end: dict[End, list[tuple[float, Pair]]] = {}
    for score, pair in scored:
        for end in pair.ends:
            by_end.setdefault(end, []).append((score, pair))
    told: dict[tuple[str, str], list[Pair]] = {}
    for score, pair in sorted(scored, key=_bodies_first):  # of equals the first by `near` and place
        rival = _rival(pair, by_end, same)
        lone = rival is None and partners.are_short(*pair.facts)
        least = cut.lone if lone else cut.of(pair)
        if score < least or score - (rival or 0.0) < cut.margin:
            continue
        before = told.setdefault((pair.one.article_id, pair.other.article_id), [])
        if not any(_again(pair, other, same) for other in before):
            before.append(pair)
            yield pair, score


def _bodies_first(scored: tuple[float, Pair]) -> tuple:
    score, pair = scored
    return pair.one.headline + pair.other.headline, -score


def _rival(pair: Pair, by_end: Mapping[End, Sequence[tuple[float, Pair]]], same: Callable) -> float | None:
    """The likeness of the best other pair of either fact, with another value; None if there is none."""
    scores = [
        score
        for end in pair.ends
        for score, other in by_end[end]
        if not (same(other.one, pair.one) and same(other.other, pair.other))
    ]
    return max(scores, default=None)


def _again(pair: Pair, told: Pair, same: Callable[[Fact, Fact], bool]) -> bool:
    """Whether what is told of the same two articles already has one of these facts, or a fact of the same value."""
    return pair.has_end(set(told.ends)) or same(pair.one, told.one) or same(pair.other, told.other)
