"""Retold sentences: what two articles print in nearly the same words, with another figure or day in one place.

A reprint that turns two digits, or a rewritten sentence with one figure changed: the sentence itself is the witness that
both speak of one thing. Its words are aligned one by one (`difflib`), and the values that stand in one place are compared.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import product
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from kit.align.conflicts.ages import may_be_a_birthday
from kit.align.conflicts.days import FAR
from kit.align.conflicts.facts import SOMEBODY
from kit.align.conflicts.given import AGE, SHORTEST
from kit.align.conflicts.limits import capped, other_part
from kit.align.conflicts.numbers import ZEROS
from kit.align.conflicts.partners import turned
from kit.data import word_set
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.given import Given, Sentence
    from kit.align.conflicts.limits import Limits
    from kit.align.neighbours import Neighbours

# This share of the words of the shorter sentence must be the same, in order, or `OF_TURNED` of them where one figure is the other
# misprinted; sentences are compared if they have so many words in a row in common.
SHARE, OF_TURNED, GRAM = 0.7, 0.6, 3
# What an article prints in more sentences than these in the same words in a row is a list.
AGAIN = 8
# Other words that may differ where the values stand; and so many behind a value still tell what it is of: "nine officers".
BESIDE, BEHIND = 8, 3
# How `quantities.bound` loosens a figure that may grow.
OPEN = frozenset({"at least", "more than"})


MORE = word_set("words of one more of a kind")


class Retold(NamedTuple):
    """Two places at which one sentence has two values; `grows` if it is a toll, and no other figure of the sentence is the same."""

    kind: str
    one: Stretch
    other: Stretch
    share: float
    grows: bool
    limits: tuple[Limits, Limits]


def retold(sentences: Mapping[str, Sequence[Sentence]], near: Neighbours) -> Iterator[Retold]:
    """What differs between two sentences of nearly the same words, each the nearest in the other article."""
    placed = [sentence for key in sorted(sentences) for sentence in sentences[key]]
    nearest: dict[tuple[int, str], int] = {}
    found: list[tuple[int, int, int]] = []
    for most, one, other in _candidates(placed, near):
        ends = (one, placed[other].article_id), (other, placed[one].article_id)
        if any(most >= nearest.get(end, SHORTEST) for end in ends):
            same = _same(placed[one].words, placed[other].words)
            nearest.update((end, max(nearest.get(end, SHORTEST), same)) for end in ends)
            if all(same == nearest[end] for end in ends):
                found.append((one, other, same))
    for one, other, same in sorted(found):
        if all(same == nearest[end] for end in ((one, placed[other].article_id), (other, placed[one].article_id))):
            yield from _Match(placed[one], placed[other], same).differing()


def _candidates(placed: Sequence[Sentence], near: Neighbours) -> list[tuple[int, int, int]]:
    """The pairs of sentences, by their numbers, that have some words in a row in common, and how many in order at most: these first."""
    printed: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for n, sentence in enumerate(placed):
        for gram in dict.fromkeys(zip(*(sentence.words[i:] for i in range(GRAM)), strict=False)):
            there = printed.setdefault(gram, {}).setdefault(sentence.article_id, [])
            if len(there) < AGAIN:
                there.append(n)
    met = {
        pair
        for by_article in printed.values()
        for one, other in near.pairs(by_article)
        for pair in product(by_article[one], by_article[other])
    }
    pairs = ((LCSseq.similarity(placed[a].words, placed[b].words), a, b) for a, b in met)
    return sorted((pair for pair in pairs if pair[0] >= SHORTEST), reverse=True)


@lru_cache(maxsize=1 << 14)
def _steps(one: tuple[str, ...], other: tuple[str, ...]) -> Sequence[tuple[str, int, int, int, int]]:
    """The stretches of words that are the same, and those between them; what near-copies print is asked for again and again."""
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many words answer each other."""
    return (
        len(one) if one == other else sum(last - first for tag, first, last, *_ in _steps(one, other) if tag == "equal")
    )


class _Match:
    """Two sentences, and how their words answer each other, so many of them the same."""

    def __init__(self, one: Sentence, other: Sentence, same: int) -> None:
        self.one, self.other = one, other
        self.share = same / min(len(one.words), len(other.words))

    @property
    def steps(self) -> Sequence[tuple[str, int, int, int, int]]:
        """The stretches of words that are the same, and those between them."""
        return _steps(self.one.words, self.other.words)

    def differing(self) -> Iterator[Retold]:
        """The values that differ: one, or more if each is a misprint or a toll."""
        if self.share < OF_TURNED:
            return
        other = [pair for pair in self._answering if pair[0].differs(pair[1])]
        found = [pair for pair in other if self._may_tell(*pair) and not self._of_two_things(*pair)]
        misprints = [pair for pair in found if _misprinted(*pair)]
        if not misprints and (self.share < SHARE or self._narrower()):
            return
        found = misprints or (found if len(other) == 1 else [(a, b) for a, b in found if a.tally and b.tally])
        alike = any(a.text == b.text and not a.is_day for a, b in self._answering)
        anew = any(value.bound in OPEN for pair in found for value in pair)
        for a, b in found:
            grows = a.tally and b.tally and not alike
            kind = "day" if a.is_day else "update" if grows and anew else "number"
            left, right = ((s.article_id, v.start, v.shown) for s, v in ((self.one, a), (self.other, b)))
            share = capped(self.share, a.limits, b.limits)
            yield Retold(kind, left, right, share, grows, (a.limits, b.limits))

    @cached_property
    def _answering(self) -> list[tuple[Given, Given]]:
        """The values that stand in one place, the only ones of their sort there."""
        found: dict[tuple[Given, Given], None] = {}
        for tag, first, last, begin, end in self.steps:
            if tag in ("equal", "replace") and (tag == "equal" or max(last - first, end - begin) <= BESIDE):
                here, there = self.one.given_in(first, last), self.other.given_in(begin, end)
                pairs = product(here, there) if tag == "replace" else zip(here, there, strict=False)
                for a, b in pairs:
                    alone = all([v.sort for v in side].count(a.sort) == 1 for side in (here, there))
                    if a.sort == b.sort and (alone if tag == "replace" else a.text == b.text):
                        found[a, b] = None
        return list(found)

    def _may_tell(self, one: Given, other: Given) -> bool:
        """Whether both articles may tell of it: printed late enough, in one voice, and with no birthday between two ages."""
        ends = [(s.source, value.start) for s, value in ((self.one, one), (self.other, other))]
        if len({source.voice(at) for source, at in ends} - {"", SOMEBODY}) > 1:
            return False  # two speakers may disagree
        if one.is_day and one.text == other.text:
            return False  # both print "next Tuesday": which it is, is our reading
        if other_part(one.limits, other.limits):
            return False  # eleven league goals, thirteen in all
        if one.sort.startswith(AGE):
            return not may_be_a_birthday(abs(one.printed[0] - other.printed[0]), *ends)
        if not one.is_day and self._of_two_times():
            return False  # in 2019 so much, on Tuesday so much
        days = [inf if s.source.published is None else s.source.published for s in (self.one, self.other)]
        return one.known <= days[1] and other.known <= days[0]

    def _of_two_times(self) -> bool:
        """Whether both sentences name days, none of which is near one of the other's."""
        ours, theirs = ([value.printed for value in s.given if value.is_day] for s in (self.one, self.other))
        near = any(a <= d + FAR and c <= b + FAR for (a, b), (c, d) in product(ours, theirs))
        return bool(ours and theirs and not near)

    def _of_two_things(self, one: Given, other: Given) -> bool:
        """Whether, up to right behind the values, one sentence has a name, noun or verb where the other has one of another meaning."""
        last = sum(token.idx < one.end for token in self.one.tokens) + BEHIND
        telling = ("NOUN", "VERB") if _misprinted(one, other) else ("NOUN", "VERB", "ADP")
        replaced = [(a, b, c, d) for tag, a, b, c, d in self.steps if tag == "replace"]
        if any(self._other_place(*step) for step in replaced):
            return True
        changed = [(a, b, c, d) for tag, a, b, c, d in self.steps if tag != "equal" and a < last]
        if any(self._one_more(*step) for step in changed):
            return True
        return any(self._differ(telling, *step, reports=one.is_day) for step in replaced if step[0] < last)

    def _differ(self, telling: Sequence[str], first: int, last: int, begin: int, end: int, *, reports: bool) -> bool:
        """Whether a name, noun or verb differs; of days also one of reporting: decided on Friday, announced on Monday."""
        sides = ((self.one, first, last), (self.other, begin, end))
        ours, theirs = self._names(first, last, begin, end)
        if any(not ours[kind] & theirs[kind] for kind in ours.keys() & theirs.keys()):
            return True
        mine, yours = (list(side.own_words(a, b, reports=reports)) for side, a, b in sides)
        for pos in telling:
            a, b = ([t.lemma_.lower() for t in words if t.pos_ == pos] for words in (mine, yours))
            if a and b and not any(kin(x, y, pos) for x, y in product(a, b)):
                return True
        return False

    def _one_more(self, first: int, last: int, begin: int, end: int) -> bool:
        """Whether one sentence alone tells there of one more of a kind: "a second suspect"."""
        words = [
            {t.lower_ for t in side} & MORE for side in (self.one.tokens[first:last], self.other.tokens[begin:end])
        ]
        return words[0] != words[1]

    def _other_place(self, first: int, last: int, begin: int, end: int) -> bool:
        """Whether one sentence has a place where the other has another name."""
        ours, theirs = self._names(first, last, begin, end)
        names, others = (frozenset().union(*found.values()) for found in (ours, theirs))
        return bool(names and others and not names & others and "place" in {*ours, *theirs})

    def _names(self, first: int, last: int, begin: int, end: int) -> tuple[dict[str, frozenset[str]], ...]:
        """The entities, by kind, of which some word stands in these words of each sentence."""
        sides = ((self.one, first, last), (self.other, begin, end))
        return tuple(side.source.names_over(*side.within(a, b)) for side, a, b in sides)

    def _narrower(self) -> bool:
        """Whether one sentence names a place that the other leaves out: the jobs in one town, or all."""
        more = [(self.one, a, b) for tag, a, b, *_ in self.steps if tag == "delete"]
        more += [(self.other, a, b) for tag, *_, a, b in self.steps if tag == "insert"]
        return any("place" in side.source.names_in(*side.within(a, b)) for side, a, b in more)


def _misprinted(one: Given, other: Given) -> bool:
    """Whether a figure has the digits of the other in another order, or a zero more."""
    (a, _), (b, _) = sorted((one.printed, other.printed))
    return turned(one.text, other.text) or (a > 0 and round(b / a, 6) in ZEROS)
