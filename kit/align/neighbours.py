"""Neighbours: which articles of an event are compared with which.

In an event of up to `WHOLE` articles each is compared with each. In a larger one each is compared with the `NEAREST` whose
words are most like its own, and with those that it is nearest to: the work then grows with the number of articles, not
with its square. What two articles say alike that are no neighbours is still one statement where others between them say it.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from scipy import sparse

from kit.align.similarity import Pairs, alike_pairs, blocks, count_words, of_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Value = TypeVar("Value")

WHOLE, NEAREST = 32, 16
# Shorter words tell no article from another.
WORD = re.compile(r"\w{4,}")


class Neighbours:
    """The articles of one event, numbered in the order of their texts, each with those that it is compared with.

    What is left to the order, as a tie, then comes out the same whatever the files are called.

    >>> near = Neighbours({"b": "The bridge opens.", "a": "The bridge is shut."})
    >>> near.names, near.of(0), list(near.pairs(["a", "b"]))
    (['a', 'b'], [1], [('a', 'b')])
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.names = sorted(texts, key=lambda name: (texts[name], name))
        self.number = {name: n for n, name in enumerate(self.names)}
        self.whole = len(self.names) <= WHOLE
        met = ~np.eye(len(self.names), dtype=bool) if self.whole else _nearest([texts[name] for name in self.names])
        self.matrix = sparse.csr_array(met)
        self._of = [
            self.matrix.indices[a:b].tolist() for a, b in zip(self.matrix.indptr, self.matrix.indptr[1:], strict=False)
        ]
        self._keys = (
            np.repeat(np.arange(len(self.names)), np.diff(self.matrix.indptr)) * len(self.names) + self.matrix.indices
        )

    @classmethod
    def of_event(cls, articles: Iterable[Any]) -> Neighbours:
        """Those of the rows of `articles` of one event, as named tuples."""
        return cls({row.article_id: row.text for row in articles})

    def of(self, number: int) -> list[int]:
        """The others that this article is compared with, in order."""
        return self._of[number]

    def among(self, one: int, there: Mapping[int, Value]) -> list[Value]:
        """What some articles, by their numbers, have: of those that this one is compared with."""
        if self.whole:
            return [value for other, value in there.items() if other != one]
        return [there[other] for other in self.of(one) if other in there]

    def numbers(self, items: Iterable[Any]) -> np.ndarray:
        """The number of the article of each item, by its `article_id`."""
        return np.array([self.number[item.article_id] for item in items], dtype=int)

    def meet(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Whether the two articles of each pair, by their numbers, are compared."""
        if self.whole:
            return left != right
        wanted = left * len(self.names) + right
        at = np.searchsorted(self._keys, wanted).clip(max=len(self._keys) - 1)
        return self._keys[at] == wanted

    def pairs(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The pairs of these articles that are compared, the lower number first, in order."""
        here = sorted(self.number[name] for name in names)
        if self.whole:
            yield from combinations([self.names[n] for n in here], 2)
            return
        there = set(here)
        for one in here:
            yield from (
                (self.names[one], self.names[other]) for other in self.of(one) if other > one and other in there
            )

    def alike(self, matrix: sparse.csr_array, row: np.ndarray, article: np.ndarray, least: float) -> Pairs:
        """Pairs of texts of one article, or of two that are compared, whose rows have a cosine of at least `least`.

        `row` is the row of each text in `matrix`, `article` the number of its article; texts come by article.
        """
        if self.whole:
            return of_texts(alike_pairs(matrix, least), row)[0]
        found = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0))]
        first = np.searchsorted(article, np.arange(len(self.names) + 1)).tolist()
        for one in range(len(self.names)):
            mine = np.arange(first[one], first[one + 1])
            later = (other for other in self.of(one) if other > one)
            theirs = np.concatenate([mine, *(np.arange(first[other], first[other + 1]) for other in later)])
            product = (matrix[row[mine]] @ matrix[row[theirs]].T.tocsr()).tocoo()
            keep = np.flatnonzero((product.data >= least) & (mine[product.row] < theirs[product.col]))
            keep = keep[np.lexsort((product.col[keep], product.row[keep]))]
            found.append((mine[product.row[keep]], theirs[product.col[keep]], product.data[keep]))
        left, right, score = (np.concatenate(column) for column in zip(*found, strict=True))
        return Pairs(left, right, np.minimum(score, 1).round(6))


def _nearest(texts: list[str]) -> np.ndarray:
    """Whether two articles are neighbours, by the cosine of their words, each weighed by how few articles have it."""
    counts, _ = count_words([sorted(set(WORD.findall(text.lower()))) for text in texts])
    rarity = np.log((1 + len(texts)) / (1 + np.bincount(counts.indices, minlength=counts.shape[1]))) + 1
    weights = sparse.csr_array((rarity[counts.indices], counts.indices, counts.indptr), shape=counts.shape)
    length = np.maximum(np.sqrt(weights.power(2).sum(axis=1)), 1e-9)
    met = np.zeros((len(texts), len(texts)), dtype=bool)
    for begin, block in blocks(weights, weights):
        rows = np.arange(begin, begin + len(block))
        alike = (block / length[rows, None] / length).round(6)
        alike[rows - begin, rows] = -1
        nearest = np.argsort(-alike, axis=1, kind="stable")[:, :NEAREST]
        met[rows[:, None], nearest] = True
    return met | met.T
