"""Similarity: how alike two clauses are, by the pieces of their words and by their words in order.

Two measures, both from 0 (nothing shared) to 1 (the same). The cosine of character TF-IDF (pieces of three to five
letters inside word boundaries, weighed by how rare they are in the event) forgives inflection and spelling; the
longest common subsequence of folded words knows order, and tells a fragment from its whole.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Three letters catch stems, five whole short words; the usual range for near-duplicate text.
SHORTEST, LONGEST = 3, 5
# Cells of the similarity matrix made at a time: some megabytes.
CELLS = 1 << 20
# So few are made at once, whichever of them are asked for.
FEW_CELLS = 1 << 17
# Words in a row that make a run.
RUN = 2


class Pieces(NamedTuple):
    """Texts by the pieces of their words: how many words have each piece.

    Equal texts are one row of `counts`, `row` says which; pieces that stand in the same words are one column, `times`
    says for how many. Near-copies and long words then cost little.
    """

    counts: sparse.csr_array
    times: np.ndarray
    row: np.ndarray


class Pairs(NamedTuple):
    """Pairs of rows, or of texts, with their scores; `left` is not above `right`."""

    left: np.ndarray
    right: np.ndarray
    score: np.ndarray

    def where(self, keep: np.ndarray) -> Pairs:
        """The pairs for which `keep` is true, or those it names by their place."""
        return Pairs(self.left[keep], self.right[keep], self.score[keep])

    def as_dict(self) -> dict[tuple[int, int], float]:
        return dict(zip(zip(self.left.tolist(), self.right.tolist(), strict=True), self.score.tolist(), strict=True))


def count_pieces(texts: Sequence[Sequence[str]]) -> Pieces:
    """The pieces of texts, each a list of words already folded."""
    distinct, row = rows_of(map(tuple, texts))
    counts, words = count_words(distinct)
    pieces = [_pieces(word) for word in words]
    word = np.repeat(np.arange(len(words)), list(map(len, pieces)))
    _, piece = np.unique(np.concatenate([np.zeros(0, int), *pieces]), return_inverse=True)
    # Pieces of the same words have one sum of the words' random numbers.
    held = np.zeros(piece.max(initial=-1) + 1, dtype=np.uint64)
    np.add.at(held, piece, np.random.default_rng(0).integers(1 << 64, size=len(words), dtype=np.uint64)[word])
    _, first, column, times = np.unique(held, return_index=True, return_inverse=True, return_counts=True)
    once = first[column[piece]] == piece
    place = word[once], column[piece[once]]
    holds = sparse.csr_array((np.ones(len(place[0])), place), shape=(len(words), len(times)))
    return Pieces(sparse.csr_array(counts @ holds), times.astype(float), row)


def rows_of(keys: Iterable[Any]) -> tuple[list[Any], np.ndarray]:
    """The different keys in order of first appearance, and for each key its number among them."""
    place: dict[Any, int] = {}
    row = [place.setdefault(key, len(place)) for key in keys]
    return list(place), np.array(row, dtype=int)


def count_words(texts: Sequence[Sequence[str]]) -> tuple[sparse.csr_array, list[str]]:
    """How often each text has each word, one row a text; and the word of each column."""
    column: dict[str, int] = {}
    places = [[column.setdefault(word, len(column)) for word in text] for text in texts]
    return _ones(places, len(column)), list(column)


def _ones(rows: Sequence[Sequence[int]], width: int) -> sparse.csr_array:
    """A matrix with a one for every column that a row names."""
    pointer = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=pointer[-1])
    return sparse.csr_array((np.ones(len(columns)), columns, pointer), shape=(len(rows), width))


def tfidf(pieces: Pieces, groups: Sequence[int] | np.ndarray | None = None) -> sparse.csr_array:
    """Character TF-IDF, one row for all equal texts (see `Pieces`), each row of length 1.

    As scikit-learn's TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True) counts it; written out
    here because importing that takes longer than reading a small corpus from the cache, and because of `groups`: texts
    with the same number count as one text when it is asked how rare a piece is. Words that ten articles repeat because
    they render one statement are no weaker for that.

    >>> tfidf(count_pieces([["peace", "plan"], ["rain"], ["rain"]])).shape[0]
    2
    """
    counts = pieces.counts
    heads, group = np.unique(np.arange(len(pieces.row)) if groups is None else groups, return_inverse=True)
    seen = sparse.csr_array((np.ones(len(group)), (group, pieces.row)), shape=(len(heads), counts.shape[0])) @ counts
    idf = np.log((1 + len(heads)) / (1 + np.bincount(seen.indices, minlength=counts.shape[1]))) + 1
    # Equal columns add to a product what one of the root of their number does.
    values = (1 + np.log(counts.data)) * (idf * np.sqrt(pieces.times))[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, values * values, minlength=counts.shape[0]))
    return sparse.csr_array((values / lengths[rows], counts.indices, counts.indptr), shape=counts.shape)


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> np.ndarray:
    """A number for each different piece of a word, the same in all words of this process."""
    padded = f" {word} "
    lengths = range(SHORTEST, LONGEST + 1)
    return np.array(list({hash(padded[i : i + n]) for n in lengths for i in range(max(len(padded) - n, 0) + 1)}))


def alike_pairs(matrix: sparse.csr_array, least: float) -> Pairs:
    """Pairs of rows whose cosine is at least `least`, each row with itself, too."""
    found: list[tuple[np.ndarray, ...]] = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0))]
    for begin, block in blocks(matrix, matrix):
        rows, columns = np.nonzero(np.triu(block, begin) >= least)
        found.append((rows + begin, columns, block[rows, columns]))
    left, right, score = (np.concatenate(column) for column in zip(*found, strict=True))
    return Pairs(left, right, np.minimum(score, 1).round(6))


def either_way(matrix: sparse.csr_array, pairs: Pairs) -> np.ndarray:
    """For each pair the geometric mean of its cosine and of the larger share of one row's weight found in the other.

    The cosine alone is unjust to a short clause that a long one holds.
    """
    squares, there = matrix.copy(), matrix.copy()
    squares.data, there.data = matrix.data**2, np.ones_like(matrix.data)
    share = np.maximum(
        products_at(squares, there, pairs.left, pairs.right), products_at(squares, there, pairs.right, pairs.left)
    )
    return np.minimum(np.sqrt(pairs.score * share), 1).round(6)


def shared_words(texts: Sequence[Iterable[str]], left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """How many different words the two texts of each pair share."""
    words, _ = count_words([sorted(set(text)) for text in texts])
    return products_at(words, words, left, right)


def products_at(one: sparse.csr_array, other: sparse.csr_array, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The products of these rows of the one with these rows of the other."""
    if one.shape[0] * other.shape[0] <= FEW_CELLS:
        return (one @ other.T).toarray()[left, right]
    made = np.zeros(len(left))
    order = np.argsort(left, kind="stable")
    ordered = left[order]
    size = max(CELLS // max(other.shape[0], 1), 1)
    for begin in range(0, one.shape[0], size):
        mine = order[slice(*np.searchsorted(ordered, [begin, begin + size]))]
        if len(mine):
            wanted, column = np.unique(right[mine], return_inverse=True)
            block = (one[begin : begin + size] @ other[wanted].T.tocsr()).toarray()
            made[mine] = block[left[mine] - begin, column]
    return made


def blocks(one: sparse.csr_array, other: sparse.csr_array) -> Iterator[tuple[int, np.ndarray]]:
    """The product of every row with every row, some rows at a time: the first one's number, and their products."""
    turned = other.T.tocsr()
    rows = max(CELLS // max(other.shape[0], 1), 1)
    for begin in range(0, one.shape[0], rows):
        some = one if rows >= one.shape[0] else one[begin : begin + rows]
        yield begin, (some @ turned).toarray()


def of_texts(pairs: Pairs, row: np.ndarray) -> tuple[Pairs, np.ndarray]:
    """The pairs of texts that pairs of their rows stand for, and of each the place among these."""
    order = np.argsort(row, kind="stable")
    size = np.bincount(row, minlength=pairs.right.max(initial=0) + 1)
    first = np.cumsum(size) - size
    many = size[pairs.left] * size[pairs.right]
    place = np.repeat(np.arange(len(many)), many)
    left, right = pairs.left[place], pairs.right[place]
    nth = np.arange(len(place)) - (np.cumsum(many) - many)[place]
    one, other = order[first[left] + nth // size[right]], order[first[right] + nth % size[right]]
    keep = np.flatnonzero((left != right) | (one < other))
    one, other, place = one[keep], other[keep], place[keep]
    return Pairs(np.minimum(one, other), np.maximum(one, other), pairs.score[place]), place


def alike_texts(texts: Sequence[Sequence[str]], least: float) -> dict[tuple[int, int], float]:
    """Pairs of texts, by their numbers, whose cosine is at least `least`; each text a list of words already folded.

    >>> alike_texts([["peace", "plan"], ["rain"], ["peace", "plans"]], 0.5)
    {(0, 2): 0.701773}
    """
    pieces = count_pieces(texts)
    return of_texts(alike_pairs(tfidf(pieces), least), pieces.row)[0].as_dict()


def alike_groups(pairs: Pairs, number: int) -> np.ndarray:
    """The number of the group of each row, rows being in one group if pairs lead from one to the other."""
    joined = sparse.coo_array((np.ones(len(pairs.left)), (pairs.left, pairs.right)), shape=(number, number))
    return sparse.csgraph.connected_components(joined, directed=False)[1]


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
