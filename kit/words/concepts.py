"""Concepts: which noun phrases of an event name the same thing, in whatever words.

Phrases are first joined where their words are the same, then by likeness, nearest first (agglomerative clustering,
average linkage): how alike their meaning is, whether they share the head noun, and whether they name the same people
and places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.words import meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

# Weights and cut were chosen on news events annotated by hand for this purpose, none of them in the repository.
SAME_HEAD = 0.25
OTHER_NAMES = 0.2
CUT = 0.6
# Pairs of more phrases than this would not fit into memory comfortably; the rarer ones stay alone.
MOST = 3000


def group(texts: Sequence[str], heads: Sequence[str], names: Sequence[frozenset[str]]) -> list[int]:
    """A group number for each different phrase; `texts` are compared words, `names` the entities inside.

    >>> group(["peace talk", "peace negotiation", "red bus"], ["talk", "negotiation", "bus"], [frozenset()] * 3)[2]
    2
    """
    if len(texts) < 2:
        return list(range(len(texts)))
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    likeness = _likeness(texts)
    same = np.equal.outer(np.array(heads), np.array(heads))
    likeness = likeness * (1 - SAME_HEAD) + SAME_HEAD * same
    for i, mine in enumerate(names):
        for j in range(i):
            if mine and names[j] and mine.isdisjoint(names[j]):
                likeness[i, j] = likeness[j, i] = likeness[i, j] - OTHER_NAMES
    distance = np.clip(1 - likeness, 0, None).round(6)
    np.fill_diagonal(distance, 0)
    found = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - CUT, "distance")
    order: dict[int, int] = {}
    return [order.setdefault(int(n), len(order)) for n in found]


def _likeness(texts: Sequence[str]) -> np.ndarray:
    if meaning.available():
        made = meaning.vectors(texts)
        return made @ made.T
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(texts)
    return (made @ made.T).toarray()
