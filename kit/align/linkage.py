"""Linkage: joins groups from the most alike pair down, wherever all pairs across them are alike enough on average."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from kit.align.retellings import FRAGMENT_SHARE
from kit.align.similarity import (
    Pairs,
    alike_groups,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.align.neighbours import Neighbours


def join(
    owner: list[int],
    pairs: Pairs,
    least: float,
    article: np.ndarray,
    near: Neighbours,
    *,
    once: bool = False,
    across: bool = False,
) -> None:
    """Join groups from the most alike pair down, wherever the pairs across the two groups are alike enough on average.

    `article` is the number of the article of each clause in `near`; pairs of articles that are not compared do not count.
    With `once` two clauses that one article prints are two statements, however parallel their words, unless one is
    nearly a piece of the other; with `across` only pairs of two articles count.
    """
    # Groups can only meet along pairs that are alike enough: of the others most never matter.
    meet = alike_groups(pairs.where(pairs.score >= least), len(owner))
    pairs = pairs.where(meet[pairs.left] == meet[pairs.right])
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in pairs.as_dict().items():
        alike[i][j] = alike[j][i] = score
    groups = _Groups(owner, article.tolist(), alike, near)
    refused: set[tuple[int, int, int, int]] = set()
    order = np.lexsort((pairs.right, pairs.left, -pairs.score))
    order = order[pairs.score[order] >= least]
    for i, j in zip(pairs.left[order].tolist(), pairs.right[order].tolist(), strict=True):
        a, b = sorted((owner[i], owner[j]))
        # Groups only grow, so two groups of the same sizes as before are those that were refused before.
        tried = a, b, groups.size[a], groups.size[b]
        if a == b or tried in refused:
            continue
        if groups.likeness(a, b) < least * groups.compared(a, b, across=across) or (once and groups.apart(a, b)):
            refused.add(tried)
        else:
            groups.merge(a, b)


class _Groups:
    """The groups that pairs may join: their clauses by article, and how alike two clauses are."""

    def __init__(
        self, owner: list[int], article: Sequence[int], alike: Mapping[int, Mapping[int, float]], near: Neighbours
    ) -> None:
        self.owner, self.article, self.alike, self.near = owner, article, alike, near
        self.members: dict[int, dict[int, list[int]]] = {owner[i]: {} for i in alike}
        for i, head in enumerate(owner):
            if head in self.members:
                self.members[head].setdefault(article[i], []).append(i)
        self.size = {head: sum(map(len, here.values())) for head, here in self.members.items()}

    def likeness(self, one: int, other: int) -> float:
        """The likeness of all pairs across two groups, added up."""
        small, large = sorted((one, other), key=self.size.__getitem__)
        theirs = [y for here in self.members[large].values() for y in here]
        total = 0.0
        for x in (x for here in self.members[small].values() for x in here):
            known = self.alike.get(x, {})
            if len(known) < len(theirs):
                total += sum(score for y, score in known.items() if self.owner[y] == large)
            else:
                total += sum(known.get(y, 0.0) for y in theirs)
        return total

    def compared(self, one: int, other: int, *, across: bool) -> int:
        """How many pairs across two groups are of articles that are compared, or, unless `across`, of one article."""
        small, large = sorted((self.members[one], self.members[other]), key=len)
        total = 0
        for key, here in small.items():
            there = sum(map(len, self.near.among(key, large)))
            total += len(here) * (there + (0 if across else len(large.get(key, ()))))
        return total

    def apart(self, one: int, other: int) -> bool:
        """Whether an article has clauses in both that are no pieces of each other."""
        small, large = sorted((self.members[one], self.members[other]), key=len)
        return any(
            self.alike.get(x, {}).get(y, 0.0) < FRAGMENT_SHARE
            for key, here in small.items()
            for x in here
            for y in large.get(key, ())
        )

    def merge(self, one: int, other: int) -> None:
        """Put the clauses of the second group into the first."""
        mine = self.members[one]
        for key, here in self.members.pop(other).items():
            mine.setdefault(key, []).extend(here)
            for x in here:
                self.owner[x] = one
        self.size[one] += self.size.pop(other)
