"""Retellings: assigns a clause in other words to the statement that it renders.

Words quoted out of a sentence, reported speech, headlines and acts of saying share less with a quotation than two
quotations share with each other; but each belongs to one statement at most, so the best one is asked, not all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from kit.align.similarity import in_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.align.neighbours import Neighbours
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


# Of each group its clauses by the number of their article.
Members = dict[int, dict[int, list[int]]]


def one_voice(left: Proposition, right: Proposition) -> bool:
    """Whether both may be the same speaker's: the same person, or one of them not known to be one."""
    return left.voice is None or right.voice is None or left.voice == right.voice


class Alike(NamedTuple):
    """Pairs of clauses: the cosine of their letters (`score`), `either_way`, and how much they mean the same, 0 unless asked."""

    left: np.ndarray
    right: np.ndarray
    score: np.ndarray
    either_way: np.ndarray
    sense: np.ndarray


@dataclass(slots=True)
class Clauses:
    """The clauses of one event while they are grouped.

    `owner` is the group of each (the number of one of its clauses), `rules` says how it came there; `article` (in `near`)
    and `voice` are numbers, -1 for a voice that is not known; `row` is its row in `matrix`; `attached` came in one by one.
    """

    items: Sequence[Proposition]
    owner: list[int]
    rules: list[str]
    article: np.ndarray
    voice: np.ndarray
    near: Neighbours
    matrix: sparse.csr_array
    row: np.ndarray
    pairs: Alike
    attached: set[int] = field(default_factory=set)
    analysed: np.ndarray = field(init=False)
    stated: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.analysed = np.array([p.analysed for p in self.items], dtype=bool)
        self.stated = np.array([p.form == "stated" for p in self.items], dtype=bool)

    def may_meet(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Whether the two of each pair are of two articles that are compared and of one voice (see `one_voice`).

        What an article says in its own voice meets nothing of another language: they would share names, and no words.
        """
        one, other = self.voice[left], self.voice[right]
        foreign = (self.analysed[left] != self.analysed[right]) & (self.stated[left] | self.stated[right])
        compared = self.near.meet(self.article[left], self.article[right])
        return compared & ((one < 0) | (other < 0) | (one == other)) & ~foreign

    def compared(self, heads: np.ndarray) -> np.ndarray:
        """For each clause the number of clauses of its group, led by `heads`, whose articles are compared with its own."""
        size = len(heads), len(self.near.names)
        members = sparse.coo_array((np.ones(len(heads)), (heads, self.article)), shape=size).tocsr()
        if self.near.whole:
            return np.bincount(heads, minlength=len(heads))[heads] - members[heads, self.article]
        return np.asarray((members @ self.near.matrix.astype(float))[heads, self.article])


def attach(clauses: Clauses, loose: np.ndarray, heads: np.ndarray, least: float, *, by_sense: bool = True) -> None:
    """Give each of `loose` (a mask) to the one group, of those led by `heads`, that it is most like, if it is like any.

    Only the other articles' members count: one author's habits of wording say nothing about what was said. And only
    those that were not attached themselves: from one retelling to the next a statement would drift into its subject.
    """
    items = clauses.items
    near, article = clauses.near, clauses.article.tolist()
    members: Members = defaultdict(lambda: defaultdict(list))
    wanted = set(heads.tolist())
    for i, head in enumerate(clauses.owner):
        if head in wanted and i not in clauses.attached:
            members[head][article[i]].append(i)
    found = _nearest(clauses, loose, members)
    shares = _shares(clauses, members, found)
    # What the group has of the articles that the clause's own is compared with: the same for all clauses of one article.
    seen: dict[tuple[int, int], list[list[int]]] = {}
    chosen: dict[int, int] = {}
    weak: set[int] = set()
    for x, found_near in groupby(found, key=itemgetter(0)):
        ranked = []
        for _, head, score, sense in found_near:
            key = head, article[x]
            if key not in seen:
                seen[key] = near.among(article[x], members[head])
            others = [items[y] for here in seen[key] for y in here]
            letters = max(sqrt(score * shares[x, head]), _fragment(items[x], others))
            ranked.append((max(letters, (letters + sense) / 2) if by_sense else letters, len(seen[key]), -head))
        best = max(ranked)
        if items[x].candidate or len(set(items[x].content)) <= FEW_WORDS:
            best = max((one for one in ranked if one[0] >= best[0] - NEAR), key=lambda one: (one[1], one))
        head = -best[2]
        own = members[head].get(article[x], [])
        if best[0] >= _asked(items[x], [items[y] for here in (own, *seen[head, article[x]]) for y in here], least):
            chosen[x] = head
            if best[0] < RETOLD:
                weak.add(x)
    for x in _beside(clauses, loose, weak, members, chosen):
        del chosen[x]
    clauses.attached.update(chosen)
    for x, head in chosen.items():
        clauses.owner[x] = head
        clauses.rules[x] += "+join.retelling"


def _beside(
    clauses: Clauses, loose: np.ndarray, weak: set[int], members: Members, chosen: Mapping[int, int]
) -> set[int]:
    """Which weak choices an article contradicts: it prints the quotation, and says elsewhere what the clause is more like."""
    left, right, score, *_ = clauses.pairs
    keep = np.flatnonzero(loose[left] & loose[right] & (score >= RETOLD) & clauses.may_meet(left, right))
    one, other = left[keep].tolist(), right[keep].tolist()
    return {
        x
        for x, y in zip(one + other, other + one, strict=True)
        if x in weak and y not in chosen and int(clauses.article[y]) in members[chosen[x]]
    }


def _asked(part: Proposition, group: Sequence[Proposition], least: float) -> float:
    """How like a group a clause must be to be one of it."""
    known = part.voice is not None and any(p.voice == part.voice for p in group)
    asked = least if known else max(least, UNKNOWN_VOICE)
    if _all_there(part, group):
        asked *= QUOTED_WORDS
    if len({p.article_id for p in group}) == 1:
        asked = max(asked, STATED + LONE_STATED if part.form == "stated" else RETOLD)
    return asked


def _nearest(clauses: Clauses, loose: np.ndarray, members: Members) -> list[tuple[int, int, float, float]]:
    """Each loose clause and group that may meet, with the best of the letters and of the senses of its members."""
    owner, size = np.array(clauses.owner), len(clauses.owner)
    left, right = clauses.pairs.left, clauses.pairs.right
    x, y = np.concatenate([left, right]), np.concatenate([right, left])
    inside = np.zeros(size, dtype=bool)
    inside[[i for mine in members.values() for here in mine.values() for i in here]] = True
    keep = np.flatnonzero(loose[x] & inside[y])
    keep = keep[(owner[x[keep]] != owner[y[keep]]) & clauses.may_meet(x[keep], y[keep])]
    both, at = np.unique(x[keep] * size + owner[y[keep]], return_inverse=True)
    best = np.zeros((2, len(both)))
    for kind, scores in enumerate((clauses.pairs.score, clauses.pairs.sense)):
        np.maximum.at(best[kind], at, scores[keep % max(len(left), 1)])
    return list(zip(*(column.tolist() for column in (*np.divmod(both, size), *best)), strict=True))


def _shares(
    clauses: Clauses, members: Members, found: Sequence[tuple[int, int, float, float]]
) -> dict[tuple[int, int], float]:
    """For each clause and group the share of the clause's weight that other articles' members of the group have."""
    matrix, article, row = clauses.matrix, clauses.article.tolist(), clauses.row.tolist()
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for x, head, *_ in found:
        wanted[head, article[x]].append(x)
    place = [slice(a, b) for a, b in pairwise(matrix.indptr.tolist())]
    flags = np.zeros(matrix.shape[1], dtype=bool)
    shares = {}
    for (head, own), some in wanted.items():
        flags[:] = False
        for one in {row[y] for here in clauses.near.among(own, members[head]) for y in here}:
            flags[matrix.indices[place[one]]] = True
        for x in some:
            at = place[row[x]]
            shares[x, head] = float((matrix.data[at] ** 2)[flags[matrix.indices[at]]].sum())
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
