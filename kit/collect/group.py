"""Group: which articles report one event, found from their shared wording, names and dates.

Every article is a short vector of terms (`terms`); two groups are as near as their articles are on average. The
nearest groups are joined, round after round, until none are near enough: agglomerative clustering with average
linkage, which for cosines is the product of the two groups' mean vectors, so that no table of all pairs is ever made.

Candidates come from an inverted index. A term that few groups have (at most `LONG` of them) pairs all of these; a
longer posting pairs each group only with the next one in it, so that the work grows with the number of postings and
a thousand copies of one text still find each other.

How near is near enough hangs on the groups themselves, too: two tight groups that are much less like each other than
their own articles are among themselves are two events of one kind, not one event.

Reference: Jardine & Sibson, Mathematical Taxonomy (1971) for the linkage; Murtagh, Computer Journal 26 (1983), for
joining reciprocal nearest neighbours in one round; Dhulipala et al., ICML 2021, for joining nearly reciprocal ones;
Karypis, Han & Kumar, IEEE Computer 32 (1999), for measuring likeness between groups by the likeness inside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from kit.collect.terms import BUCKETS, Terms, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Average likeness (cosine) at which two groups may report one event. Between 0.08 and 0.14 web news groups about as
# well; lower joins different events of one kind, higher parts late reports from early ones.
NEAR = 0.12
# Two groups are parted if they are less than this share as like each other as the looser of them is in itself.
LOOSE = 0.35
# Articles so alike are copies: all that hang together so are joined at once.
COPY = 0.7
# Articles this many days apart are as good as simultaneous; at each further HALF days the likeness is worth less, but
# never less than FLOOR of it: a trial comes years after the crime.
CLOSE, HALF, FLOOR = 3, 14, 0.7
# A term that more groups share than this pairs only neighbours in its posting.
LONG = 50
# This many candidates of each group are compared in full, if rare terms alone make them this alike.
CANDIDATES, HINT = 12, 0.01
# Of an article's terms that any other has, the weightiest are kept.
KEPT = 200
# Pairs within this share of the best likeness of both are joined in one round.
SLACK = 0.9
# Groups compared in one go: bounds the memory of the product.
BLOCK = 512


def group_terms(
    batches: Callable[[], Iterable[Terms]], days: np.ndarray, order: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The number of the event of each article, and of each event how alike its articles are on average.

    `batches` gives the articles' terms each time it is called; `days` are their publication days as days since 1970,
    NaN if not known; `order` sorts the articles, so that the outcome does not hang on the order they came in. Events
    are numbered from 0 in that order; likeness is 0 for nothing shared, 1 for the same text, NaN for a lone article.

    It misses two events told in the same words in the same days (two matches of one team), and parts an event when
    later reports share next to nothing with the first.
    """
    vectors, days = _vectors(batches, len(days))[order], days[order]
    own = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
    first, last = days.astype(np.float64).copy(), days.astype(np.float64).copy()
    size = np.ones(len(days))
    label = np.arange(len(days))
    inside = np.full(len(days), np.nan)
    left, right, likeness = _near(vectors, np.arange(len(days)), first, last, inside)
    copies = likeness >= COPY
    joined = sparse.csr_matrix((np.ones(copies.sum()), (left[copies], right[copies])), shape=(len(days),) * 2)
    count, part = sparse.csgraph.connected_components(joined, directed=False)
    stale = np.arange(count)
    best = np.full(count, -1)
    value = np.zeros(count)
    while True:
        if count < len(part):
            label, vectors, size, first, last = part[label], *_join(part, count, vectors, size, first, last)
            inside = _inside(vectors, size, np.bincount(label, own, count))
            left, right, likeness = _near(vectors, stale, first, last, inside)
        best[stale], value[stale] = -1, 0.0
        best_first = np.lexsort((right, -likeness, left))
        left, right, likeness = left[best_first], right[best_first], likeness[best_first]
        top = np.unique(left, return_index=True)[1]
        best[left[top]], value[left[top]] = right[top], likeness[top]
        part, count, stale, best, value = _round(best, value)
        if count == len(part):
            break
    event = np.empty(len(days), int)
    event[order] = _in_order(label)
    return event, inside[np.argsort(_firsts(label))]


def _vectors(batches: Callable[[], Iterable[Terms]], articles: int) -> sparse.csr_matrix:
    """One row an article: its weightiest terms that some other article has too."""
    frequency = np.zeros(BUCKETS, np.int32)
    for terms in batches():
        np.add.at(frequency, terms.bucket, 1)
    starts, columns, values, at = [np.zeros(1, np.int64)], [], [], 0
    for terms in batches():
        weight = weigh(terms, frequency, articles)
        row = np.repeat(np.arange(len(terms.start) - 1), np.diff(terms.start))
        shared = np.flatnonzero(frequency[terms.bucket] > 1)
        order = shared[np.lexsort((terms.bucket[shared], -weight[shared], row[shared]))]
        row = row[order]
        begin = np.searchsorted(row, np.arange(len(terms.start)))
        keep = np.arange(len(order)) - begin[row] < KEPT
        order, row = order[keep], row[keep]
        columns.append(terms.bucket[order].astype(np.int32))
        values.append(weight[order])
        starts.append(at + np.searchsorted(row, np.arange(1, len(terms.start))))
        at += len(order)
    used, column = np.unique(np.concatenate([*columns, np.array([], np.int32)]), return_inverse=True)
    return sparse.csr_matrix(
        (np.concatenate([*values, np.array([], np.float32)]), column.astype(np.int32), np.concatenate(starts)),
        shape=(articles, len(used)),
    )


def _near(
    vectors: sparse.csr_matrix, rows: np.ndarray, first: np.ndarray, last: np.ndarray, inside: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each of `rows` the candidates that are near enough: left, right, likeness. `inside` is each group's own."""
    columns = vectors.tocsc()
    length = np.diff(columns.indptr)
    rare = columns[:, length <= LONG].tocsr()
    rare_across = rare.T.tocsr()
    chain = _chain(columns[:, length > LONG])
    found = []
    for begin in range(0, len(rows), BLOCK):
        block = rows[begin : begin + BLOCK]
        score = (rare[block] @ rare_across + chain[block]).tocsr()
        left, right = _most(score, block)
        if len(left):
            likeness = np.asarray(vectors[left].multiply(vectors[right]).sum(axis=1)).ravel()
            likeness = likeness * _together(first, last, left, right)
            # A group of one article has no likeness inside (NaN), so it sets no limit.
            least = np.fmax(NEAR, LOOSE * np.fmin(inside[left], inside[right]))
            near = likeness >= least
            found.append((left[near], right[near], likeness[near]))
    if not found:
        return np.array([], int), np.array([], int), np.array([])
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))  # type: ignore[return-value]


def _chain(columns: sparse.csc_matrix) -> sparse.csr_matrix:
    """Neighbours in each posting, both ways."""
    row, value = columns.indices, columns.data
    column = np.repeat(np.arange(columns.shape[1]), np.diff(columns.indptr))
    same = np.flatnonzero(column[:-1] == column[1:])
    one, two, product = row[same], row[same + 1], value[same] * value[same + 1]
    shape = (columns.shape[0],) * 2
    return sparse.csr_matrix((np.r_[product, product], (np.r_[one, two], np.r_[two, one])), shape=shape)


def _most(score: sparse.csr_matrix, block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The CANDIDATES best of each row, ties by number, the row itself left out."""
    score.sort_indices()
    row = np.repeat(np.arange(len(block)), np.diff(score.indptr))
    other = np.flatnonzero((score.data >= HINT) & (score.indices != block[row]))
    row, right, value = row[other], score.indices[other], score.data[other]
    order = np.lexsort((-value, row))
    row, right = row[order], right[order]
    begin = np.searchsorted(row, np.arange(len(block)))
    keep = np.arange(len(row)) - begin[row] < CANDIDATES
    return block[row[keep]], right[keep]


def _together(first: np.ndarray, last: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """What likeness is worth across the days between two groups; 1 where a day is not known."""
    gap = np.maximum(first[left] - last[right], first[right] - last[left])
    return np.where(np.isnan(gap), 1.0, np.maximum(FLOOR, 0.5 ** (np.maximum(gap - CLOSE, 0) / HALF)))


def _inside(vectors: sparse.csr_matrix, size: np.ndarray, own: np.ndarray) -> np.ndarray:
    """How alike the articles of each group are on average; NaN for a lone one. `own` sums their likeness to themselves."""
    pairs = size * (size - 1)
    together = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel() * size**2 - own
    return np.divide(together, pairs, out=np.full(len(size), np.nan), where=pairs > 0)


def _join(
    part: np.ndarray, count: int, vectors: sparse.csr_matrix, size: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray, np.ndarray]:
    """The groups after joining: mean vectors, sizes, first and last days."""
    total = np.bincount(part, size, count)
    share = sparse.csr_matrix((size / total[part], (part, np.arange(len(part)))), shape=(count, len(part)))
    begin, end = np.full(count, np.inf), np.full(count, -np.inf)
    np.fmin.at(begin, part, first)
    np.fmax.at(end, part, last)
    begin[np.isinf(begin)], end[np.isinf(end)] = np.nan, np.nan
    return (share @ vectors).astype(np.float32).tocsr(), total, begin, end


def _round(best: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, int, np.ndarray, np.ndarray, np.ndarray]:
    """Join pairs that are (nearly) each other's best.

    Gives the new number of each group, their count, the groups whose best must be sought again, and the best of the
    others with its likeness.
    """
    groups = np.arange(len(best))
    wants = np.flatnonzero(best >= 0)
    near = value[wants] >= SLACK * np.maximum(value[wants], value[best[wants]])
    taken = np.zeros(len(best), bool)
    target = groups.copy()
    for i in wants[near][np.lexsort((wants[near], -value[wants[near]]))]:
        j = best[i]
        if not taken[i] and not taken[j]:
            taken[i] = taken[j] = True
            target[max(i, j)] = min(i, j)
    kept, part = np.unique(target, return_inverse=True)
    lost = taken | ((best >= 0) & taken[best])
    stale = np.unique(part[lost])
    return part, len(kept), stale, np.where(best[kept] >= 0, part[best[kept]], -1), value[kept]


def _firsts(label: np.ndarray) -> np.ndarray:
    """Where each group first occurs."""
    return np.unique(label, return_index=True)[1]


def _in_order(label: np.ndarray) -> np.ndarray:
    """The labels renumbered by where they first occur."""
    return np.argsort(np.argsort(_firsts(label)))[label]
