"""Likeness: how alike texts are by the words or letters they share (cosine of TF-IDF, Salton and Buckley 1988).

scikit-learn does the same and more; it is not used here because importing it takes longer than a cached reading.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scipy.sparse import csr_matrix

LETTERS = (3, 4, 5)
# Rows made at a time.
ROWS = 64


def by_words(texts: Sequence[str]) -> np.ndarray:
    """A square of likenesses, 0 nothing shared to 1 the same words; words are what white space parts.

    >>> by_words(["red bus", "red bus", "old road"]).round(2).tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    return _cosines([Counter(text.split()) for text in texts])


def rows_by_words(texts: Sequence[str]) -> Iterator[tuple[int, np.ndarray]]:
    """Rows of that square, some at a time, for more texts than a square has room for: the first one's number, and they.

    >>> [(first, rows.round(2).tolist()) for first, rows in rows_by_words(["red bus", "old bus"])]
    [(0, [[1.0, 0.34], [0.34, 1.0]])]
    """
    made = _weights([Counter(text.split()) for text in texts])
    turned = made.T.tocsr()
    for n in range(0, len(texts), ROWS):
        yield n, (made[n : n + ROWS] @ turned).toarray()


def by_letters(texts: Sequence[str]) -> np.ndarray:
    """The same by runs of three to five letters inside words, which bears with endings and spellings."""
    return _cosines([_runs(text.lower()) for text in texts])


@lru_cache(maxsize=1 << 14)
def _runs(text: str) -> Counter[str]:
    padded = [f" {word} " for word in text.split()]
    return Counter(
        word[i : i + length] for word in padded for length in LETTERS for i in range(max(1, len(word) - length + 1))
    )


def _cosines(counts: Sequence[Counter[str]]) -> np.ndarray:
    made = _weights(counts)
    return (made @ made.T).toarray()


def _weights(counts: Sequence[Counter[str]]) -> csr_matrix:
    """A row of length 1 for each text: its terms, by how rare they are."""
    from scipy.sparse import csr_matrix

    place: dict[str, int] = {}
    columns = np.array([place.setdefault(term, len(place)) for counter in counts for term in counter], dtype=int)
    values = np.array([n for counter in counts for n in counter.values()], dtype=float)
    values *= (np.log((1 + len(counts)) / (1 + np.bincount(columns, minlength=1))) + 1)[columns]
    size = list(map(len, counts))
    row = np.repeat(np.arange(len(counts)), size)
    values /= np.sqrt(np.bincount(row, values * values, minlength=len(counts)))[row]
    return csr_matrix((values, columns, np.cumsum([0, *size])), shape=(len(counts), max(1, len(place))))
