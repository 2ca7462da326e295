"""Concepts: which noun phrases of an event name the same thing, in whatever words.

Phrases are joined nearest first (agglomerative clustering, average linkage) by what they share: words, the head noun,
and heads that mean about the same: because they are spelled alike (with `semantic`, because the encoder
says so) or because both stand in one line of the list of contested names (war, conflict, invasion).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from kit.data import read_list
from kit.english.words import meaning
from kit.english.words.likeness import by_letters, rows_by_words
from kit.english.words.lists import contested_names
from kit.english.words.noun_phrases import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

# Weights and cut were chosen on three news events annotated by hand for this purpose, none of them in the repository;
# B-cubed moves by less than 0.02 when any of them is changed by a quarter.
WORDS, HEADS, SAME_HEAD = 0.2, 0.5, 0.3
CUT = 0.35
# How alike two heads of one line of the contested names are taken to be.
CONTESTED = 0.8
# Phrases that name different people or places, and a name against a phrase without one, are a little less alike.
STRANGERS = 0.1
# Two names were parted by `kit.english.people` for a reason: no chain of phrases joins them again.
NEVER = 3.0
# Pairs of more phrases than this would not fit into memory comfortably; the rarer ones stay alone.
MOST = 3000


def group(
    texts: Sequence[str],
    heads: Sequence[str],
    names: Sequence[frozenset[str]],
    *,
    named: Sequence[bool] = (),
    semantic: bool = False,
) -> list[int]:
    """A group number for each different phrase, numbered from 0 in the order given.

    `texts` are compared words, `heads` their head nouns, `names` the entities inside; `named` says which of them are an
    entity's own name: two of these are never grouped. `semantic` compares heads by meaning, not by letters.

    >>> group(["peace talk", "peace talk in oslo", "red bus"], ["talk", "talk", "bus"], [frozenset()] * 3)
    [0, 0, 1]
    """
    if len(texts) < 2:
        return list(range(len(texts)))
    from scipy.cluster.hierarchy import fcluster, linkage

    size = len(texts)
    heads_alike, at = _alike_heads(heads, semantic=semantic)
    is_name = np.array(named or [False] * size)
    holders = _holders(names)
    # Some rows at a time into half a square: the whole of thousands of phrases takes hundreds of megabytes.
    condensed, filled = np.empty(size * (size - 1) // 2), 0
    for first, words in rows_by_words(texts):
        rows = slice(first, first + len(words))
        alike = WORDS * words + HEADS * heads_alike[at[rows]][:, at] + SAME_HEAD * (at[rows, None] == at)
        alike[_strangers(rows, names, holders)] -= STRANGERS
        distance = np.clip(1 - alike, 0, None) + STRANGERS * is_name[rows, None]
        distance[:, is_name] += STRANGERS
        distance[np.ix_(is_name[rows], is_name)] = NEVER
        # Rounded, so that the last bits of another machine's arithmetic decide no tie.
        later = distance[np.arange(size) > np.arange(size)[rows, None]].round(4)
        condensed[filled : filled + len(later)] = later
        filled += len(later)
    del heads_alike
    found = fcluster(linkage(condensed, "average"), 1 - CUT, "distance")
    order: dict[int, int] = {}
    return [order.setdefault(int(number), len(order)) for number in found]


@cache
def contested_terms() -> dict[str, str]:
    """Compared words → contested term as listed; the last word of a term may be a plural, compared words are singular."""
    made: dict[str, str] = {}
    for term in contested_names()["term"]:
        *before, last = [spelled(word) for word in term.replace("-", " ").split()]
        for form in (last, last.removesuffix("s"), last.removesuffix("ies") + "y" * last.endswith("ies")):
            made.setdefault(" ".join([*before, form]), term)
    return made


@cache
def contested_fields() -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    """Contested term with other senses → for each concept how words of its article begin, and which words its phrase has not."""
    made: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for row in read_list("contested_fields.csv").itertuples():
        for term in row.terms.split():
            made.setdefault(term, []).append((tuple(row.needs.split()), frozenset(row.without.split())))
    return made


def same_line(head: str, other: str) -> bool:
    """Whether two heads stand in one line of the contested names: "war", "invasion"."""
    lines, terms = _lines(), contested_terms()
    return not lines.get(terms.get(head, ""), frozenset()).isdisjoint(lines.get(terms.get(other, ""), frozenset()))


@cache
def _lines() -> dict[str, frozenset[str]]:
    """Contested term → the concepts that it is a name of."""
    rows = contested_names().groupby("term", sort=False)["concept"]
    return {str(term): frozenset(map(str, concepts)) for term, concepts in rows}


def _holders(names: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Which phrases hold an entity."""
    holders: dict[str, list[int]] = {}
    for i, mine in enumerate(names):
        for name in mine:
            holders.setdefault(name, []).append(i)
    return holders


def _strangers(some: slice, names: Sequence[frozenset[str]], holders: dict[str, list[int]]) -> np.ndarray:
    """For some phrases (rows) which of all hold entities, as they do, and none in common with them."""
    hold = np.array([bool(mine) for mine in names])
    strange = hold[some, None] & hold
    for row, mine in zip(strange, names[some], strict=True):
        for name in mine:
            row[holders[name]] = False
    return strange


def _alike_heads(heads: Sequence[str], *, semantic: bool) -> tuple[np.ndarray, np.ndarray]:
    """How alike the different heads are, and the number of each head among them."""
    kinds = sorted(set(heads))
    place = {head: n for n, head in enumerate(kinds)}
    at = np.array([place[head] for head in heads])
    if semantic:
        vectors = meaning.vectors(kinds)
        alike = vectors @ vectors.T
    else:
        alike = by_letters(kinds)
    listed = [i for i, head in enumerate(kinds) if head in contested_terms()]
    for i, j in combinations(listed, 2):
        if same_line(kinds[i], kinds[j]):
            alike[i, j] = alike[j, i] = max(alike[i, j], CONTESTED)
    return alike, at
