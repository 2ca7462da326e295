"""Statements: which clauses of several articles say the same thing.

Clauses are compared inside one event. First what stands in quotation marks is joined, closely (complete linkage:
everything in a group is like everything else in it); these groups are the cores. Then words quoted out of a sentence,
reported speech, headlines and acts of saying are attached to the core they are most like. What is left is joined among
itself, and the articles' own voice last of all. The order of the articles plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from kit.align.similarity import alike_pairs, either_way, in_runs, likeness, tfidf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.propositions import Proposition

# Two quotations are one statement if a little less than half of them is shared, on the mean of both measures: below that,
# sentences of one speech about one subject begin to meet.
CORE = 0.45
# A retelling is shorter and plainer than the quotation it renders, so it is asked for less: the mean (geometric) of its
# likeness to the nearest quotation and of the share of its own weight found in the group. One third is where, in
# sentences of one speech, the right group stops being the first.
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
# The articles' own sentences on one event share its names anyway; only the clearly parallel ones are claims.
CLAIM = 0.40
# An act ("ruled out …") is the reporter's summary: of groups about as like it, it means the one that most articles print.
# The same for what has three content words or fewer ("ruled out membership"): they fit more than one statement.
NEAR, FEW_WORDS = 0.10, 3
# Clauses of one event share its subject and so some of their meaning; from here on they begin to say the same.
SENSE = 0.40
# Pairs below this are not even looked at.
FLOOR = 0.15
# Words quoted out of a sentence: a core needs four of them; three quarters of a fragment must stand in the longer one.
FRAGMENT_WORDS = 3
# Four words that stand in more quotations than this are a phrase of the event, and would pair everything with everything.
COMMON = 200
# How much the letters of the content words count beside the order of all words.
WEIGHT = 0.5
FRAGMENT_SHARE = 0.75
# Two named speakers are not one: only words that agree nearly to the letter join across speakers (one outlet errs).
OTHER_SPEAKER = 0.9

Pairs = dict[tuple[int, int], float]


@dataclass(slots=True)
class Group:
    """Propositions that say one thing, with the rule by which each came in."""

    members: list[Proposition]
    kind: str = "utterance"
    speaker_id: str | None = None
    rules: dict[tuple[str, int, int], str] = field(default_factory=dict)


def group(propositions: Sequence[Proposition], *, semantic: bool = False) -> list[Group]:
    """Groups of the propositions of one event that render one statement.

    Every proposition inside a quotation is in exactly one group; the article's own voice only where it says what
    others say. Groups and members come in order of `article_id` and place. With `semantic` the meaning of a clause
    counts beside its letters (see `kit.align.semantic`).
    """
    items = sorted(propositions, key=lambda p: (*p.key, p.form))
    if not items:
        return []
    matrix = tfidf([p.content for p in items])
    cosine = {(i, j): score for i, j, score in alike_pairs(matrix, FLOOR)}
    owner = list(range(len(items)))
    rules = [p.rule for p in items]

    reported = [i for i, p in enumerate(items) if p.form != "stated" and not p.candidate]
    quoted = {i for i in reported if len(items[i].said) > FRAGMENT_WORDS}
    near = dict.fromkeys(_sharing_runs(items, quoted), 0.0) | dict(_among(cosine, quoted))
    _join(owner, {pair: _quoted_score(items, pair, score) for pair, score in near.items()}, CORE, quoted)

    # From here on the renderings of one statement count once: see `tfidf`.
    matrix = tfidf([p.content for p in items], owner)
    cosine = {(i, j): score for i, j, score in alike_pairs(matrix, FLOOR)}
    meaning = _meaning(items) if semantic else {}
    # A quotation still alone may be a piece of a core that complete linkage kept out; it is no core for other quotations.
    sizes = _sizes(owner)
    cores = {owner[i] for i in quoted if sizes[owner[i]] > 1}
    _attach(items, owner, matrix, cosine, meaning, {i for i in quoted if sizes[owner[i]] == 1}, cores, CORE, rules)
    heads = {owner[i] for i in quoted}
    _attach(items, owner, matrix, cosine, meaning, set(reported) - quoted, heads, ATTACH, rules)

    sizes = _sizes(owner)
    lone = {i for i in reported if sizes[owner[i]] == 1}
    acts = {i for i, p in enumerate(items) if p.candidate}
    _attach(items, owner, matrix, cosine, meaning, acts, heads, ATTACH, rules)
    apart = {
        pair: score
        for pair, score in _among({**dict.fromkeys(meaning, 0.0), **cosine}, lone)
        if _one_voice(items[pair[0]], items[pair[1]]) and items[pair[0]].article_id != items[pair[1]].article_id
    }
    _join(owner, _blend(either_way(matrix, apart), meaning), RETOLD, lone)

    heads = {owner[i] for i in reported}
    _attach(items, owner, matrix, cosine, meaning, {i for i in acts if owner[i] == i}, heads, ATTACH, rules)
    taken = [items[i] for i in acts if owner[i] != i]
    own = {i for i, p in enumerate(items) if p.form == "stated" and not any(_overlap(p, other) for other in taken)}
    _attach(items, owner, matrix, cosine, {}, own, heads, STATED, rules)
    own = {i for i in own if owner[i] == i}
    apart = {
        (i, j): score
        for (i, j), score in _among({**dict.fromkeys(meaning, 0.0), **cosine}, own)
        if items[i].article_id != items[j].article_id
    }
    _join(owner, _blend(either_way(matrix, apart), meaning), CLAIM, own)
    return _groups(items, owner, rules, acts)


def _meaning(items: Sequence[Proposition]) -> Pairs:
    """Pairs of clauses that mean about the same, with the cosine of their meanings.

    What all clauses of the event mean together, its subject, is taken away first: it makes everything alike (Mu and
    Viswanath, "All-but-the-Top", ICLR 2018).
    """
    from kit.align.semantic import encode

    rows = encode([" ".join(w.t for w in p.words) for p in items])
    rows = rows - rows.mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return {(i, j): score for i, j, score in alike_pairs(sparse.csr_array(rows), SENSE)}


def _blend(letters: Pairs, meaning: Pairs) -> Pairs:
    """Letters and meaning together: the mean where that is more than the letters alone."""
    return {pair: max(score, (score + meaning.get(pair, 0.0)) / 2) for pair, score in letters.items()}


def _sizes(owner: Sequence[int]) -> Mapping[int, int]:
    sizes: dict[int, int] = defaultdict(int)
    for i in owner:
        sizes[i] += 1
    return sizes


def _among(cosine: Pairs, wanted: set[int]) -> Iterable[tuple[tuple[int, int], float]]:
    return ((pair, score) for pair, score in cosine.items() if pair[0] in wanted and pair[1] in wanted)


def _overlap(left: Proposition, right: Proposition) -> bool:
    return left.article_id == right.article_id and left.start < right.end and left.end > right.start


def _sharing_runs(items: Sequence[Proposition], quoted: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of quotations that share four words in a row: a fragment may have too few letters for the cosine to see."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in sorted(quoted):
        said = [w.n for w in items[i].said]
        for gram in set(zip(*(said[k:] for k in range(FRAGMENT_WORDS + 1)), strict=False)):
            where[gram].append(i)
    for places in where.values():
        if len(places) <= COMMON:
            yield from combinations(places, 2)


def _one_voice(left: Proposition, right: Proposition) -> bool:
    """Whether both may be the same speaker's: the same person, or one of them not known to be one."""
    return left.voice is None or right.voice is None or left.voice == right.voice


def _quoted_score(items: Sequence[Proposition], pair: tuple[int, int], cosine: float) -> float:
    """Likeness of two quotations; a fragment of at least four words counts by its share in the longer one."""
    left, right = items[pair[0]], items[pair[1]]
    a, b = [w.n for w in left.said], [w.n for w in right.said]
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    share = in_runs(short, long)
    if not _one_voice(left, right) and share < OTHER_SPEAKER:
        return 0.0
    return max(WEIGHT * cosine + (1 - WEIGHT) * likeness(a, b), share if share >= FRAGMENT_SHARE else 0.0)


def _join(owner: list[int], scored: Pairs, least: float, among: Iterable[int]) -> None:
    """Join groups from the most alike pair down, wherever every pair across the two groups is alike enough."""
    members = {i: [i] for i in sorted(among)}
    for (i, j), score in sorted(scored.items(), key=lambda pair: (-pair[1], pair[0])):
        a, b = sorted((owner[i], owner[j]))
        if score < least or a == b or a not in members or b not in members:
            continue
        across = [scored.get((min(x, y), max(x, y)), 0.0) for x in members[a] for y in members[b]]
        if sum(across) >= least * len(across):
            members[a] += members.pop(b)
            for x in members[a]:
                owner[x] = a


def _attach(
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
    nearest: dict[int, dict[int, float]] = defaultdict(dict)
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j in sorted({**cosine, **meaning}):
        score, sense = cosine.get((i, j), 0.0), meaning.get((i, j), 0.0)
        for x, y in ((i, j), (j, i)):
            if (
                x in loose
                and owner[y] in heads
                and owner[y] != owner[x]
                and _one_voice(items[x], items[y])
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


def _groups(items: Sequence[Proposition], owner: Sequence[int], rules: Sequence[str], acts: set[int]) -> list[Group]:
    made: dict[int, Group] = {}
    for i, item in enumerate(items):
        one = made.setdefault(owner[i], Group([]))
        one.members.append(item)
        one.rules[item.key] = rules[i]
    kept = []
    for head, one in made.items():
        voices = [p.speaker_id for p in one.members if p.speaker_id is not None and not p.candidate]
        one.speaker_id = min(sorted(set(voices)), key=lambda v: -voices.count(v)) if voices else None
        if all(p.form == "stated" or p.candidate for p in one.members):
            if head in acts or len({p.article_id for p in one.members}) < 2:
                continue
            one.kind = "claim"
        kept.append(one)
    return kept
