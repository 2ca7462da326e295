"""Clause pairs: which clauses of an event are compared in their own words, by letters and by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from kit.align.model import stem
from kit.align.retellings import Alike, Clauses
from kit.align.similarity import (
    Pairs,
    alike_pairs,
    either_way,
    rows_of,
    shared_words,
)
from kit.english.words.meaning import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.align.propositions import Proposition

# Clauses of one event share its subject and so some of their meaning; from here on they begin to say the same.
SENSE = 0.40
# To say the same, two clauses must share two words beyond names and a name, or three, or all that the shorter one has.
# An event with a narrow vocabulary, one clinic or one town, otherwise puts all that names it in one statement.
SHARED, NAME = 2.5, 0.5


def meant_alike(items: Sequence[Proposition]) -> Pairs:
    """Pairs of clauses that mean about the same, with the cosine of their meanings.

    What all clauses of the event mean together, its subject, is taken away first: it makes everything alike (Mu and
    Viswanath, "All-but-the-Top", ICLR 2018).
    """
    rows = vectors([" ".join(w.t for w in p.words) for p in items])
    rows = rows - rows.mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    pairs = alike_pairs(sparse.csr_array(rows), SENSE)
    return pairs.where(pairs.left < pairs.right)


def sharing_enough(items: Sequence[Proposition], matrix: sparse.csr_array, row: np.ndarray, pairs: Pairs) -> Alike:
    """What the letters say of those of these pairs of clauses that share enough words."""
    left, right, score = pairs.where(_share_enough(items, pairs))
    return Alike(left, right, score, either_way(matrix, Pairs(row[left], row[right], score)), np.zeros(len(left)))


def _share_enough(items: Sequence[Proposition], pairs: Pairs) -> np.ndarray:
    """Whether two clauses share words that say something, beside the names that everything in an event shares."""
    texts, row = rows_of((tuple(p.content), tuple(p.told)) for p in items)
    lower, higher = np.sort([row[pairs.left], row[pairs.right]], axis=0)
    both, place = np.unique(lower * len(texts) + higher, return_inverse=True)
    left, right = np.divmod(both, len(texts))
    stems = [[set(map(stem, words)) for words in text] for text in texts]
    content, told = (shared_words(words, left, right) for words in zip(*stems, strict=True))
    size = np.array([len(words) for _, words in stems])
    shorter = np.minimum(size[left], size[right])
    enough = (told >= np.minimum(shorter, 1)) & (told + NAME * (content - told) >= np.minimum(shorter, SHARED))
    return enough[place]


def add_meaning(alike: Alike, meaning: Pairs, size: int) -> Alike:
    """The same with the meanings, and with the pairs that only these say something of."""
    both = np.concatenate([alike.left * size + alike.right, meaning.left * size + meaning.right])
    known, at = np.unique(both, return_inverse=True)
    scores = np.zeros((3, len(known)))
    letters, senses = at[: len(alike.left)], at[len(alike.left) :]
    scores[0, letters], scores[1, letters], scores[2, senses] = alike.score, alike.either_way, meaning.score
    return Alike(*np.divmod(known, size), *scores)


def retold_pairs(clauses: Clauses, among: np.ndarray) -> Pairs:
    """Pairs of two articles' clauses in words of their own, by letters or by letters and meaning, whichever is more."""
    left, right, _, letters, sense = clauses.pairs
    keep = among[left] & among[right] & clauses.may_meet(left, right)
    return Pairs(left, right, np.maximum(letters, (letters + sense) / 2)).where(keep)
