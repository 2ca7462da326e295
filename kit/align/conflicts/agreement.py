"""Agreements: passages of two articles that give one value of one thing: one figure, one day, one deed.

Clauses in other words ("the fee was 14 million", "paid 14m for him") are told to speak of one thing by the value that both
give. Where the two clauses also give values that differ, or a conflict is told of them, nothing is said.
"""

from __future__ import annotations

from math import inf
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kit.align.conflicts.partners import by_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.align.conflicts.clashes import Between, Clashes, Stretch
    from kit.align.conflicts.facts import Fact
    from kit.align.conflicts.partners import End, Pair, Partners


class Accord(NamedTuple):
    """When two facts that agree speak of one thing: `says` must hold, and they must be as alike as `least`.

    `short` is enough in two short articles, and `bare` if there only the value tells that they speak of one thing, as
    `tells` says. `whole` is whether the clauses agree, and not only the words of the facts.
    """

    name: str
    says: Callable[[Fact, Fact], bool]
    least: float
    short: float
    whole: bool
    tells: Callable[[Fact, Fact], bool] | None = None
    bare: float = inf

    def least_of(self, pair: Pair, *, short: bool) -> float:
        """How alike two facts must be; no likeness is enough if nothing tells that they speak of one thing."""
        if self.says(pair.one, pair.other):
            return self.short if short else self.least
        return self.bare if short and self.tells is not None and self.tells(pair.one, pair.other) else inf


class Agreement(NamedTuple):
    """Two stretches that say the same, what they agree in, their likeness, and the share of content words in common."""

    name: str
    one: Stretch
    other: Stretch
    likeness: float
    coverage: float


def agreements(partners: Partners, accord: Accord, clashes: Clashes, conflicts: Between) -> list[Agreement]:
    """What two articles say alike, each fact with the most alike of the other article, the most alike first.

    What both give in quotation marks is left out: `renderings` has it.
    """
    asked = (
        (pair, accord.least_of(pair, short=partners.are_short(pair.one, pair.other))) for pair in partners.agreeing()
    )
    wanted = [(pair, least) for pair, least in asked if least < inf and not (pair.one.marked and pair.other.marked)]
    taken: set[End] = set()
    found: list[Agreement] = []
    # The same words are alike beyond all others: what has them in the other article need not be compared with more.
    for in_same_words in (True, False):
        pairs = [(p, least) for p, least in wanted if p.in_same_words is in_same_words and not p.has_end(taken)]
        scored = [(score, p) for p, least in pairs if (score := by_words(p.one, p.other)) >= least]
        for score, pair in sorted(scored, key=itemgetter(0), reverse=True):
            made = None if pair.has_end(taken) else _agreement(pair, score, accord, clashes, conflicts)
            if made is not None:
                taken.update(pair.ends)
                found.append(made)
    return sorted(found, key=attrgetter("likeness"), reverse=True)


def _agreement(pair: Pair, score: float, accord: Accord, clashes: Clashes, conflicts: Between) -> Agreement | None:
    """What two facts agree in; None if a conflict is told of them, or their clauses clash."""
    clauses = [clashes.clause(f) for f in (pair.one, pair.other)]
    one, other = clauses if accord.whole else (pair.one.key, pair.other.key)
    if conflicts.lies(one, other) or clashes.only_possible(*clauses) or (accord.whole and clashes.clash(one, other)):
        return None
    shorter = min(len(pair.one.stems), len(pair.other.stems)) or 1
    return Agreement(accord.name, one, other, score, len(pair.one.stems & pair.other.stems) / shorter)
