"""Similarity: how alike two clauses are, by the pieces of their words and by their words in order.

Two measures, both from 0 (nothing shared) to 1 (the same). The cosine of character TF-IDF (pieces of three to five
letters inside word boundaries, weighed by how rare they are in the event) forgives inflection and spelling; the
longest common subsequence of folded words knows order, and tells a fragment from its whole.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Three letters catch stems, five whole short words; the usual range for near-duplicate text.
SHORTEST, LONGEST = 3, 5
# Rows of the similarity matrix made at a time: 512 rows against thousands are some megabytes.
SLICE = 512
# Words in a row that make a run.
RUN = 2


def tfidf(texts: Sequence[Sequence[str]], groups: Sequence[int] | None = None) -> sparse.csr_array:
    """Character TF-IDF, one row a text, each row of length 1; `texts` are lists of words already folded.

    As scikit-learn's TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True) counts it; written out
    here because importing that takes longer than reading a small corpus from the cache, and because of `groups`: texts
    with the same number count as one text when it is asked how rare a piece is. Words that ten articles repeat because
    they render one statement are no weaker for that.

    >>> tfidf([["peace", "plan"], ["peace", "plans"], ["rain"]]).shape[0]
    3
    """
    column: dict[str, int] = {}
    pieces_of: dict[str, list[int]] = {}

    def pieces(word: str) -> list[int]:
        if word not in pieces_of:
            pieces_of[word] = [column.setdefault(piece, len(column)) for piece in _pieces(word)]
        return pieces_of[word]

    counts = [Counter(chain.from_iterable(pieces(word) for word in words)) for words in texts]
    pointer = np.cumsum([0, *(len(count) for count in counts)])
    indices = np.fromiter(chain.from_iterable(counts), dtype=np.int64, count=pointer[-1])
    values = np.fromiter(chain.from_iterable(count.values() for count in counts), dtype=float, count=pointer[-1])
    group = np.arange(len(texts)) if groups is None else np.asarray(groups, dtype=np.int64)
    rows = np.repeat(group, np.diff(pointer))
    width = max(len(column), 1)
    once = np.unique(rows * width + indices) % width
    seen = np.bincount(once, minlength=len(column))
    idf = np.log((1 + len(np.unique(group))) / (1 + seen)) + 1
    values = (1 + np.log(values)) * idf[indices] if len(values) else values
    matrix = sparse.csr_array((values, indices, pointer), shape=(len(texts), width))
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)) @ matrix)


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    lengths = range(SHORTEST, LONGEST + 1)
    return tuple(sorted({padded[i : i + n] for n in lengths for i in range(max(len(padded) - n, 0) + 1)}))


def alike_pairs(matrix: sparse.csr_array, least: float) -> list[tuple[int, int, float]]:
    """Pairs of rows whose cosine is at least `least`, in order, each as (i, j, cosine) with i < j.

    The product is made in slices, so that memory follows the pairs that are kept.
    """
    found: list[tuple[int, int, float]] = []
    for begin in range(0, matrix.shape[0], SLICE):
        block = (matrix[begin : begin + SLICE] @ matrix.T).tocoo()
        keep = (block.data >= least) & (block.row + begin < block.col)
        rows, columns = (block.row[keep] + begin).tolist(), block.col[keep].tolist()
        found += zip(rows, columns, np.minimum(block.data[keep], 1).round(6).tolist(), strict=True)
    return sorted(found)


def either_way(matrix: sparse.csr_array, cosine: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """For each pair the geometric mean of its cosine and of the larger share of one row's weight found in the other.

    The cosine alone is unjust to a short clause that a long one holds.
    """
    pairs = list(cosine)
    squares, there = matrix.multiply(matrix).tocsr(), (matrix > 0).astype(float).tocsr()
    scores: dict[tuple[int, int], float] = {}
    for begin in range(0, len(pairs), SLICE):
        some = np.array(pairs[begin : begin + SLICE])
        shares = [squares[some[:, a]].multiply(there[some[:, 1 - a]]).sum(axis=1) for a in (0, 1)]
        means = np.sqrt(np.array([cosine[pair] for pair in pairs[begin : begin + SLICE]]) * np.maximum(*shares))
        scores |= zip(pairs[begin : begin + SLICE], np.minimum(means, 1).round(6).tolist(), strict=True)
    return scores


def contained(short: Sequence[str], long: Sequence[str]) -> float:
    """Share of the first one's words that the second has, in the same order: 0 none, 1 all.

    >>> contained(["an", "objective"], ["an", "unrealistic", "objective"])
    1.0
    """
    return LCSseq.similarity(short, long) / len(short) if short else 0.0


def in_runs(short: Sequence[str], long: Sequence[str]) -> float:
    """Share of the first one's words that the second has in the same order and in runs of two or more: 0 none, 1 all.

    In a long sentence some order of "a", "of" and "it" is always found; a run is not.

    >>> in_runs(["a", "crisis", "of", "it"], ["a", "sort", "of", "big", "crisis", "if", "you", "see", "it"])
    0.0
    """
    if not short:
        return 0.0
    blocks = LCSseq.editops(short, long).as_matching_blocks()
    return sum(block.size for block in blocks if block.size >= RUN) / len(short)


def likeness(left: Sequence[str], right: Sequence[str]) -> float:
    """Share of both texts' words that stand in the same order: 0 none, 1 the same words."""
    return float(LCSseq.normalized_similarity(left, right)) if left or right else 0.0
