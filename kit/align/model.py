"""Model: how likely two clauses of an event say the same, from 0 (surely not) to 1 (surely).

A logistic regression over five signs that a reader can check (`kit/data/join_model.csv` has them with their weights). It
was fitted on pairs of clauses that people had judged, of nine real events and 52 invented ones; pairs that nobody had
judged counted as different, unless an earlier kit had joined them. Fitted on one half of the events and checked on the
other, nine in ten of the pairs from .5 up and eight in ten from .3 up said the same. A sentence encoder beside these
signs found no more at either precision, and costs more than all of them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from kit import data
from kit.align.similarity import Pairs, Pieces, count_pieces, count_words, products_at, tfidf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from kit.align.neighbours import Neighbours

    class Clause(Protocol):
        """What the model looks at: `content` words, those `told` beyond names, the lemma of the main word, the verbs."""

        @property
        def content(self) -> Sequence[str]: ...
        @property
        def told(self) -> Sequence[str]: ...
        @property
        def verb(self) -> str | None: ...
        @property
        def verbs(self) -> frozenset[str]: ...


# Letters of a word that are compared, without the ending of a participle: injured and injuries are one word.
STEM, PARTICIPLE = 5, re.compile(r"(?<=...)(?:ing|ed)$")
# Pairs whose letters are less alike are not looked at: the model gives none of them a fifth.
FLOOR = 0.10
# The weight of shared words that counts at most.
MOST_TOLD = 4.0
# A word counts by how rare it is in English at large (Zipf frequency: 7 is "the", 1 a word in a hundred million), in
# steps of three, one and a half at most; a number, which has no such frequency, counts less than a rare word.
COMMONEST, STEP, RAREST, NUMBER = 7.0, 3.0, 1.5, 0.8
# What is left of that weight for a word that stands in every clause of the event.
EVERYWHERE = 0.3


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word as it is compared here.

    >>> stem("injured") == stem("injuries") == "injur"
    True
    """
    return PARTICIPLE.sub("", word)[:STEM]


def likely_pairs(clauses: Sequence[Clause], article: np.ndarray, near: Neighbours) -> Pairs:
    """All pairs of these clauses that are not plainly different, each with the model's likelihood as its score."""
    pairs = by_letters(count_pieces([clause.content for clause in clauses]), article, near)
    return pairs._replace(score=likelihood(clauses, pairs))


def by_letters(pieces: Pieces, article: np.ndarray, near: Neighbours) -> Pairs:
    """All pairs of clauses whose letters are not plainly different, with the cosine of their letters as score.

    Only of clauses of one article, or of two that are compared: `article` is the number of each one's article in `near`.
    """
    return near.alike(tfidf(pieces), pieces.row, article, FLOOR)


def likelihood(clauses: Sequence[Clause], pairs: Pairs) -> np.ndarray:
    """How likely the two clauses of each pair say the same; `pairs` are those of `by_letters`."""
    weights = _weights()
    signs = {
        "letters": pairs.score,
        **_shared(clauses, pairs),
        "main verb": _one_verb(clauses, pairs),
        "verbs": _verbs(clauses, pairs),
    }
    total = weights["constant"] + sum(weights[name] * values for name, values in signs.items())
    return (1 / (1 + np.exp(-total))).round(6)


@cache
def _weights() -> dict[str, float]:
    listed = data.read_list("join_model.csv")
    return dict(zip(listed["feature"], listed["weight"].astype(float), strict=True))


def _shared(clauses: Sequence[Clause], pairs: Pairs) -> dict[str, np.ndarray]:
    """`words` and `told` of each pair: the weight of the stems that both clauses have, of all and of those beyond names."""
    rare: dict[str, float] = {}
    for word in {word for clause in clauses for word in clause.content}:
        rare[stem(word)] = max(rare.get(stem(word), 0.0), rarity(word))
    stems = [sorted(set(map(stem, clause.content))) for clause in clauses]
    told = [set(map(stem, clause.told)) for clause in clauses]
    counts, words = count_words(stems)
    seen = np.bincount(counts.indices, minlength=len(words))
    alone = np.log((1 + len(stems)) / (1 + seen)) / np.log(max((1 + len(stems)) / 2, 1.1))
    weight = np.array([rare[word] for word in words]) * (EVERYWHERE + (1 - EVERYWHERE) * np.clip(alone, 0, 1))
    every = sparse.csr_array((np.sqrt(weight)[counts.indices], counts.indices, counts.indptr), shape=counts.shape)
    beyond = every.copy()
    rows = np.repeat(np.arange(len(stems)), np.diff(counts.indptr)).tolist()
    beyond.data = beyond.data * [words[at] in told[row] for at, row in zip(counts.indices.tolist(), rows, strict=True)]
    size = np.bincount(rows, every.data**2, minlength=len(stems)) if rows else np.zeros(len(stems))
    both = np.maximum(np.sqrt(size[pairs.left] * size[pairs.right]), 1e-9)
    return {
        "words": products_at(every, every, pairs.left, pairs.right) / both,
        "told": np.minimum(products_at(beyond, beyond, pairs.left, pairs.right), MOST_TOLD),
    }


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """How much a word says, from 0 to 1.5, by its frequency in English (`wordfreq`)."""
    if word.isdigit():
        return NUMBER
    from wordfreq import zipf_frequency

    return min(max(COMMONEST - zipf_frequency(word, "en"), 0) / STEP, RAREST)


def _one_verb(clauses: Sequence[Clause], pairs: Pairs) -> np.ndarray:
    number: dict[str, int] = {}
    verb = np.array([-1 if c.verb is None else number.setdefault(c.verb, len(number)) for c in clauses])
    return ((verb[pairs.left] == verb[pairs.right]) & (verb[pairs.left] >= 0)).astype(float)


def _verbs(clauses: Sequence[Clause], pairs: Pairs) -> np.ndarray:
    counts, _ = count_words([sorted(clause.verbs) for clause in clauses])
    size = np.diff(counts.indptr)
    fewer = np.maximum(np.minimum(size[pairs.left], size[pairs.right]), 1)
    return products_at(counts, counts, pairs.left, pairs.right) / fewer
