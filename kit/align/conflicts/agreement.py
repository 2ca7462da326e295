"""Agreements: passages of two articles that give one value of one thing: one figure, one day, one deed.

Clauses in other words ("the fee was 14 million", "paid 14m for him") are told to speak of one thing by the value that both
give. Where the two clauses also give values that differ, or a conflict is told of them, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.align.conflicts.clashes import Between, Clashes, Stretch
    from kit.align.conflicts.facts import Fact
    from kit.align.conflicts.partners import End, Likeness, Pair, Partners


class Accord(NamedTuple):
    """When two facts that agree speak of one thing: `says` must hold, and they must be as alike as `least`.

    `short` is enough in two short articles. `whole` is whether the clauses agree, and not only the words of the facts.
    """

    name: str
    says: Callable[[Fact, Fact], bool]
    least: float
    short: float
    whole: bool


class Agreement(NamedTuple):
    """Two stretches that say the same, what they agree in, their likeness, and the share of content words in common."""

    name: str
    one: Stretch
    other: Stretch
    likeness: float
    coverage: float


def agreements(
    partners: Partners, likeness: Likeness, accord: Accord, clashes: Clashes, conflicts: Between
) -> Iterator[Agreement]:
    """What two articles say alike, each fact with the most alike of the other article, the most alike first.

    What both give in quotation marks is left out: `renderings` has it.
    """
    pairs = [
        pair
        for pair in partners.agreeing()
        if not (pair.one.marked and pair.other.marked) and accord.says(pair.one, pair.other)
    ]
    likeness.read(text for pair in pairs for fact in (pair.one, pair.other) for text in (fact.phrase, fact.clause))
    scored = ((likeness(pair.one, pair.other), pair) for pair in pairs)
    taken: set[End] = set()
    for score, pair in sorted(scored, key=_most_alike):
        least = accord.short if partners.are_short(pair.one, pair.other) else accord.least
        if score < least or pair.ends & taken:
            continue
        one, other = (clashes.clause(f) if accord.whole else f.key for f in (pair.one, pair.other))
        if conflicts.lies(one, other) or (accord.whole and clashes.clash(one, other)):
            continue
        taken |= pair.ends
        shorter = min(len(pair.one.stems), len(pair.other.stems)) or 1
        yield Agreement(accord.name, one, other, score, len(pair.one.stems & pair.other.stems) / shorter)


def _most_alike(scored: tuple[float, Pair]) -> tuple:
    score, pair = scored
    return -score, pair.one.key, pair.other.key
