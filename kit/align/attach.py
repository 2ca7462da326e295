"""Attach: a retelling finds the statement it renders.

Words quoted out of a sentence, reported speech, headlines and acts of saying share less with a quotation than two
quotations share with each other; but each belongs to one statement at most, so the best one is asked, not all.
"""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from kit.align.similarity import in_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scipy import sparse

    from kit.align.propositions import Proposition

# A retelling is shorter and plainer than the quotation it renders, so it is asked for less: the mean (geometric) of its
# likeness to the nearest quotation and of the share of its own weight found in the group. On invented events with planted
# retellings a quarter joins hardly a wrong pair, a fifth begins to.
ATTACH = 0.25
# Where the speaker is not known to be the same person, as for a headline, more is asked.
UNKNOWN_VOICE = 0.30
# Words quoted out of a sentence that stand in the group's quotations speak for it: less is asked of the rest.
QUOTED_WORDS = 0.6
# What an article says in its own voice is somebody's statement only if it is as like it as another quotation.
STATED = 0.40
# … and more where only one article renders it.
LONE_STATED = 0.10
# Without two articles' quotations to lean on, retellings must be about as alike as quotations to be joined.
RETOLD = 0.40
# An act ("ruled out …") is the reporter's summary: of groups about as like it, it means the one that most articles print.
# The same for what has three content words or fewer ("ruled out membership"): they fit more than one statement.
NEAR, FEW_WORDS = 0.10, 3
# Of the words quoted out of a sentence, the share that must stand in runs in a member of the group.
FRAGMENT_SHARE = 0.75

Pairs = dict[tuple[int, int], float]


def one_voice(left: Proposition, right: Proposition) -> bool:
    """Whether both may be the same speaker's: the same person, or one of them not known to be one."""
    return left.voice is None or right.voice is None or left.voice == right.voice


def attach(
    items: Sequence[Proposition],
    owner: list[int],
    matrix: sparse.csr_array,
    cosine: Pairs,
    meaning: Pairs,
    loose: set[int],
    heads: set[int],
    least: float,
    rules: list[str],
) -> None:
    """Give each of `loose` to the one group (of those led by `heads`) that it is most like, if it is like any.

    Only the other articles' members count: one author's habits of wording say nothing about what was said.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for i, head in enumerate(owner):
        if head in heads:
            members[head].append(i)
    inside = {i for mine in members.values() for i in mine}
    nearest: dict[int, dict[int, float]] = defaultdict(dict)
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    # Most pairs are of two loose clauses, or of two in groups.
    pairs = [(i, j) for i, j in {**cosine, **meaning} if (i in loose and j in inside) or (j in loose and i in inside)]
    for i, j in sorted(pairs):
        score, sense = cosine.get((i, j), 0.0), meaning.get((i, j), 0.0)
        for x, y in ((i, j), (j, i)):
            if (
                x in loose
                and owner[y] in heads
                and owner[y] != owner[x]
                and one_voice(items[x], items[y])
                and items[x].article_id != items[y].article_id
            ):
                nearest[x][owner[y]] = max(score, nearest[x].get(owner[y], 0.0))
                alike[x][owner[y]] = max(sense, alike[x].get(owner[y], 0.0))
    shares = _shares(items, matrix, members, nearest)
    chosen: dict[int, int] = {}
    for x in sorted(nearest):
        found = []
        for head, score in sorted(nearest[x].items()):
            others = [y for y in members[head] if items[y].article_id != items[x].article_id]
            fragment = _fragment(items[x], [items[y] for y in others])
            letters = max(sqrt(score * shares[x, head]), fragment)
            outlets = len({items[y].article_id for y in others})
            found.append((max(letters, (letters + alike[x][head]) / 2), outlets, -head))
        best = max(found)
        if items[x].candidate or len(set(items[x].content)) <= FEW_WORDS:
            best = max((one for one in found if one[0] >= best[0] - NEAR), key=lambda one: (one[1], one))
        known = items[x].voice is not None and items[x].voice in {items[y].voice for y in members[-best[2]]}
        lone = len({items[y].article_id for y in members[-best[2]]}) == 1
        asked = least if known else max(least, UNKNOWN_VOICE)
        if _all_there(items[x], [items[y] for y in members[-best[2]]]):
            asked *= QUOTED_WORDS
        if lone:
            asked = max(asked, STATED + LONE_STATED if items[x].form == "stated" else RETOLD)
        if best[0] >= asked:
            chosen[x] = -best[2]
    for x, head in chosen.items():
        owner[x] = head
        rules[x] += f"; attached to {items[head].article_id} by its words"


def _shares(
    items: Sequence[Proposition],
    matrix: sparse.csr_array,
    members: Mapping[int, Sequence[int]],
    nearest: Mapping[int, Mapping[int, float]],
) -> dict[tuple[int, int], float]:
    """For each clause and group the share of the clause's weight that other articles' members of the group have."""
    wanted: dict[tuple[int, str], list[int]] = defaultdict(list)
    for x, heads in nearest.items():
        for head in heads:
            wanted[head, items[x].article_id].append(x)
    flags = np.zeros(matrix.shape[1], dtype=bool)
    shares = {}
    for (head, article_id), clauses in wanted.items():
        flags[:] = False
        for y in members[head]:
            if items[y].article_id != article_id:
                flags[matrix.indices[matrix.indptr[y] : matrix.indptr[y + 1]]] = True
        for x in clauses:
            place = slice(matrix.indptr[x], matrix.indptr[x + 1])
            shares[x, head] = float((matrix.data[place] ** 2)[flags[matrix.indices[place]]].sum())
    return shares


def _fragment(part: Proposition, group: Sequence[Proposition]) -> float:
    """Share of the words inside marks found on end in a member of the group, if there are at least two of them."""
    words = [w.n for w in part.said]
    if len(words) < 2:
        return 0.0
    share = max(in_runs(words, [w.n for w in member.words]) for member in group)
    return share if share >= FRAGMENT_SHARE else 0.0


def _all_there(part: Proposition, group: Sequence[Proposition]) -> bool:
    """Whether every word that stands inside marks, one at least of some length, is in the group's quotations too."""
    words = {w.n for w in part.said}
    return any(len(n) > 4 for n in words) and words <= {w.n for member in group for w in member.said}
