"""Quotation pairs: how alike two quotations are, by their letters and by the words that they share on end."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from kit.align.retellings import FRAGMENT_SHARE, one_voice
from kit.align.similarity import (
    Pairs,
    in_runs,
    likeness,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.align.neighbours import Neighbours
    from kit.align.propositions import Proposition

# Words quoted out of a sentence: a core needs four of them; three quarters of a fragment must stand in the longer one.
FRAGMENT_WORDS = 3
# Four words that stand in more quotations than this are a phrase of the event, and would pair everything with everything.
COMMON = 200
# The weight of the likeness of letters, beside that of the order of words.
WEIGHT = 0.5
# Two named speakers are not one: only words that agree nearly to the letter join across speakers (one outlet errs).
OTHER_SPEAKER = 0.9


def quotation_pairs(items: Sequence[Proposition], alike: Pairs, quoted: np.ndarray, near: Neighbours) -> Pairs:
    """Pairs of quotations that are alike or share words on end, each with their likeness."""
    said = [tuple(w.n for w in p.said) for p in items]
    runs = np.array(sorted(set(_sharing_runs(said, np.flatnonzero(quoted).tolist()))), dtype=int).reshape(-1, 2)
    one, other = (near.numbers(items)[side] for side in runs.T)
    runs = runs[(one == other) | near.meet(one, other)]
    pairs = dict.fromkeys(zip(*runs.T.tolist(), strict=True), 0.0) | alike.as_dict()
    # Near-copies ask for the same words again and again.
    score = lru_cache(maxsize=None)(_said_alike)
    scored = [
        (i, j, score(said[i], said[j], one_voice(items[i], items[j]), cosine))
        for (i, j), cosine in sorted(pairs.items())
    ]
    return Pairs(*(np.array(column) for column in zip(*scored, strict=True))) if scored else alike


def _sharing_runs(said: Sequence[Sequence[str]], quoted: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of quotations that share four words in a row: a fragment may have too few letters for the cosine to see."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in quoted:
        for gram in set(zip(*(said[i][k:] for k in range(FRAGMENT_WORDS + 1)), strict=False)):
            where[gram].append(i)
    for places in {tuple(places) for places in where.values() if len(places) <= COMMON}:
        yield from combinations(places, 2)


def _said_alike(left: tuple[str, ...], right: tuple[str, ...], one_voice: bool, cosine: float) -> float:
    """Likeness of two quotations; a fragment of at least four words counts by its share in the longer one."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    share = in_runs(short, long)
    if not one_voice and share < OTHER_SPEAKER:
        return 0.0
    return max(WEIGHT * cosine + (1 - WEIGHT) * likeness(left, right), share if share >= FRAGMENT_SHARE else 0.0)
