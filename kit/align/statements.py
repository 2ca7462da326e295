"""Statements: which clauses of several articles say the same thing.

Clauses are compared inside one event. First what stands in quotation marks is joined (average linkage: two groups meet
if their members are alike on the whole; complete linkage tears apart a sentence that each outlet trims in its own way);
these groups are the cores. Then words quoted out of a sentence,
reported speech, headlines and acts of saying are attached to the core they are most like. What is left is joined among
itself, and the articles' own voice last of all. The order of the articles plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from kit.align.attach import ATTACH, FRAGMENT_SHARE, RETOLD, STATED, Pairs, attach, one_voice
from kit.align.similarity import alike_pairs, either_way, in_runs, likeness, tfidf
from kit.words.meaning import vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.propositions import Proposition

# Two quotations are one statement if a little less than half of them is shared, on the mean of both measures: below that,
# sentences of one speech about one subject begin to meet.
CORE = 0.45
# The articles' own sentences on one event share its names anyway; only the clearly parallel ones are claims.
CLAIM = 0.40
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
# Two named speakers are not one: only words that agree nearly to the letter join across speakers (one outlet errs).
OTHER_SPEAKER = 0.9


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
    counts beside its letters (see `kit.words.meaning`).
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
    scored = {pair: _quoted_score(items, pair, score) for pair, score in near.items()}
    _join(owner, scored, CORE, quoted, [p.article_id for p in items])

    # From here on the renderings of one statement count once: see `tfidf`.
    matrix = tfidf([p.content for p in items], owner)
    cosine = {(i, j): score for i, j, score in alike_pairs(matrix, FLOOR)}
    meaning = _meaning(items) if semantic else {}
    # A quotation still alone may be a piece of a core that complete linkage kept out; it is no core for other quotations.
    sizes = _sizes(owner)
    cores = {owner[i] for i in quoted if sizes[owner[i]] > 1}
    attach(items, owner, matrix, cosine, meaning, {i for i in quoted if sizes[owner[i]] == 1}, cores, CORE, rules)
    heads = {owner[i] for i in quoted}
    attach(items, owner, matrix, cosine, meaning, set(reported) - quoted, heads, ATTACH, rules)

    sizes = _sizes(owner)
    lone = {i for i in reported if sizes[owner[i]] == 1}
    acts = {i for i, p in enumerate(items) if p.candidate}
    attach(items, owner, matrix, cosine, meaning, acts, heads, ATTACH, rules)
    apart = {
        pair: score
        for pair, score in _among({**dict.fromkeys(meaning, 0.0), **cosine}, lone)
        if one_voice(items[pair[0]], items[pair[1]]) and items[pair[0]].article_id != items[pair[1]].article_id
    }
    _join(owner, _blend(either_way(matrix, apart), meaning), RETOLD, lone)

    heads = {owner[i] for i in reported}
    attach(items, owner, matrix, cosine, meaning, {i for i in acts if owner[i] == i}, heads, ATTACH, rules)
    taken = [items[i] for i in acts if owner[i] != i]
    own = {i for i, p in enumerate(items) if p.form == "stated" and not any(_overlap(p, other) for other in taken)}
    attach(items, owner, matrix, cosine, {}, own, heads, STATED, rules)
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
    rows = vectors([" ".join(w.t for w in p.words) for p in items])
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


def _quoted_score(items: Sequence[Proposition], pair: tuple[int, int], cosine: float) -> float:
    """Likeness of two quotations; a fragment of at least four words counts by its share in the longer one."""
    left, right = items[pair[0]], items[pair[1]]
    a, b = [w.n for w in left.said], [w.n for w in right.said]
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    share = in_runs(short, long)
    if not one_voice(left, right) and share < OTHER_SPEAKER:
        return 0.0
    return max(WEIGHT * cosine + (1 - WEIGHT) * likeness(a, b), share if share >= FRAGMENT_SHARE else 0.0)


def _join(owner: list[int], scored: Pairs, least: float, among: Iterable[int], apart: Sequence[str] = ()) -> None:
    """Join groups from the most alike pair down, wherever the pairs across the two groups are alike enough on average.

    `apart` names the article of each item: two quotations that one article prints are two statements, however parallel
    their words, unless one is nearly a piece of the other.
    """
    members = {i: [i] for i in sorted(among)}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in scored.items():
        near[i][j] = near[j][i] = score
    refused: set[tuple[int, int, int, int]] = set()
    for (i, j), score in sorted(scored.items(), key=lambda pair: (-pair[1], pair[0])):
        a, b = sorted((owner[i], owner[j]))
        if score < least or a == b or a not in members or b not in members:
            continue
        # Groups only grow: two of the same sizes are the same two that were refused before.
        size = len(members[a]), len(members[b])
        if (a, b, *size) in refused:
            continue
        across = sum(near[x].get(y, 0.0) for x in members[a] for y in members[b])
        if across < least * (size[0] * size[1]) or (
            apart
            and any(
                apart[x] == apart[y] and near[x].get(y, 0.0) < FRAGMENT_SHARE for x in members[a] for y in members[b]
            )
        ):
            refused.add((a, b, *size))
            continue
        members[a] += members.pop(b)
        for x in members[a]:
            owner[x] = a


def _groups(items: Sequence[Proposition], owner: Sequence[int], rules: Sequence[str], acts: set[int]) -> list[Group]:
    made: dict[int, Group] = {}
    for i, item in enumerate(items):
        one = made.setdefault(owner[i], Group([]))
        one.members.append(item)
        one.rules[item.key] = rules[i]
    kept = []
    for head, one in made.items():
        if all(p.spoken for p in one.members):
            continue  # a speech is longer than any report of it: what nobody quotes is no statement of the event
        voices = [p.speaker_id for p in one.members if p.speaker_id is not None and not p.candidate]
        one.speaker_id = min(sorted(set(voices)), key=lambda v: -voices.count(v)) if voices else None
        if all(p.form == "stated" or p.candidate for p in one.members):
            if head in acts or len({p.article_id for p in one.members}) < 2:
                continue
            one.kind = "claim"
        kept.append(one)
    return kept
