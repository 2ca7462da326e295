"""Statements: which clauses of several articles say the same thing.

Clauses are compared inside one event. First what stands in quotation marks is joined (average linkage: two groups meet
if their members are alike on the whole; complete linkage tears apart a sentence that each outlet trims in its own way);
these groups are the cores. Then words quoted out of a sentence, reported speech, headlines and acts of saying are
attached to the core they are most like. What is left is joined among itself, and the articles' own voice last of all. The
order of the articles plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.align.clause_pairs import add_meaning, meant_alike, retold_pairs, sharing_enough
from kit.align.groups import Group
from kit.align.linkage import join
from kit.align.model import by_letters, likelihood
from kit.align.quotation_pairs import FRAGMENT_WORDS, quotation_pairs
from kit.align.retellings import ATTACH, RETOLD, STATED, Clauses, attach
from kit.align.similarity import Pairs, count_pieces, tfidf
from kit.align.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.align.neighbours import Neighbours
    from kit.align.propositions import Proposition

# Two quotations are one statement if a little less than half of them is shared, on the mean of both measures: below that,
# sentences of one speech about one subject begin to meet.
CORE = 0.45
# Sentences in the articles' own voice share the names of the event anyway; only those that are clearly parallel are claims.
CLAIM = 0.42
# Pairs less alike than this are not compared further.
FLOOR = 0.15
# Of the members of a statement each is as like the others on average as the model asks for; what is not, leaves. At .3
# two in three of the pairs at the edge say the same, and what is joined anew is asked for more.
STAY, ANEW = 0.25, 0.36
# A quotation that two other articles print is no matter of chance: what came to it by its words may stay.
QUOTED_TWICE = 2
# Two quotations whose words are so like are one whatever the model says: it looks at words without their order.
ONE_QUOTATION = 0.6


def group(propositions: Sequence[Proposition], near: Neighbours, *, semantic: bool = False) -> list[Group]:
    """Groups of the propositions of one event that render one statement; `near` says which articles are compared.

    Every proposition inside a quotation is in exactly one group; the article's own voice only where it says what
    others say. Groups and members come in order of `article_id` and place. With `semantic` the meaning of a clause
    counts beside its letters (see `kit.english.words.meaning`).
    """
    items, again = _each_once(propositions, near)
    if not items:
        return []
    pieces = count_pieces([p.content for p in items])
    owner = list(range(len(items)))
    article, voice = near.numbers(items), _numbers([p.voice for p in items])

    acts, stated = np.array([p.candidate for p in items]), np.array([p.form == "stated" for p in items])
    reported = ~(acts | stated)
    quoted = reported & np.array([len(p.said) > FRAGMENT_WORDS for p in items])
    letters = by_letters(pieces, article, near)
    alike = letters.where((letters.score >= FLOOR) & quoted[letters.left] & quoted[letters.right])
    quotations = quotation_pairs(items, alike, quoted, near)
    join(owner, quotations, CORE, article, near, once=True)

    # From here on the renderings of one statement count once: see `tfidf`.
    matrix = tfidf(pieces, owner)
    found = sharing_enough(items, matrix, pieces.row, near.alike(matrix, pieces.row, article, FLOOR))
    clauses = Clauses(items, owner, [p.rule for p in items], article, voice, near, matrix, pieces.row, found)
    if semantic:
        clauses.pairs = add_meaning(clauses.pairs, meant_alike(items), len(items))
    # A quotation still alone may be a piece of a core that complete linkage kept out; it is no core for other quotations.
    alone = _alone(owner)
    attach(clauses, quoted & alone, np.unique(np.array(owner)[quoted & ~alone]), CORE)
    heads = np.unique(np.array(owner)[quoted])
    attach(clauses, reported & ~quoted, heads, ATTACH)

    lone = reported & _alone(owner)
    attach(clauses, acts, heads, ATTACH)
    join(owner, retold_pairs(clauses, lone), RETOLD, article, near)

    heads = np.unique(np.array(owner)[reported])
    attach(clauses, acts & _alone(owner), heads, ATTACH)
    taken = [items[i] for i in np.flatnonzero(acts) if owner[i] != i]
    own = stated & ~_overlap(items, taken)
    attach(clauses, own, heads, STATED, by_sense=False)
    join(owner, retold_pairs(clauses, own & (np.array(owner) == np.arange(len(items)))), CLAIM, article, near)

    likely = _likely(letters._replace(score=likelihood(items, letters)), clauses, quotations)
    _leave(owner, clauses.rules, likely, clauses, _vouched(clauses))
    free = ~acts | (np.array(owner) != np.arange(len(items)))
    join(owner, likely.where(free[likely.left] & free[likely.right]), ANEW, article, near, across=True)
    heads = np.array(owner)
    inside = likely.where(heads[likely.left] == heads[likely.right]).as_dict()
    return _groups(items, again, owner, clauses.rules, set(np.flatnonzero(acts).tolist()), inside)


def _each_once(
    propositions: Sequence[Proposition], near: Neighbours
) -> tuple[list[Proposition], list[list[Proposition]]]:
    """The propositions by article and place; and for each those that its article prints again, word for word.

    Words printed again go where they went the first time: to compare them anew would cost the square of their number.
    """
    first: dict[tuple, list[Proposition]] = {}
    for p in sorted(propositions, key=lambda p: (near.number[p.article_id], p.start, p.end, p.form)):
        same = (p.article_id, p.form, p.voice, p.rule, p.candidate, p.spoken, tuple(p.content))
        first.setdefault((*same, tuple(w.n for w in p.said), tuple(w.n for w in p.words)), []).append(p)
    return [same[0] for same in first.values()], [same[1:] for same in first.values()]


def _likely(pairs: Pairs, clauses: Clauses, quotations: Pairs) -> Pairs:
    """Those pairs of clauses of two articles that may meet, two quotations in the same words being surely alike."""
    sure = quotations.where(quotations.score >= ONE_QUOTATION)
    size = len(clauses.items)
    places = np.concatenate([sure.left * size + sure.right, pairs.left * size + pairs.right])
    scores = np.concatenate([np.ones(len(sure.left)), pairs.score])
    # Of a pair that is in both, the first.
    place, first = np.unique(places, return_index=True)
    pairs = Pairs(place // size, place % size, scores[first])
    return pairs.where(clauses.may_meet(pairs.left, pairs.right))


def _vouched(clauses: Clauses) -> np.ndarray:
    """Which clauses stay in their group even if they share few words with it.

    Another article quotes the same person in it; or the clause came to a quotation that two other articles print.
    """
    items, groups = clauses.items, defaultdict(list)
    for i, head in enumerate(clauses.owner):
        groups[head].append(i)
    made = np.zeros(len(items), dtype=bool)
    for members in groups.values():
        quoted = [i for i in members if items[i].said]
        cores = {
            items[i].article_id for i in quoted if len(items[i].said) > FRAGMENT_WORDS and i not in clauses.attached
        }
        voices: dict[str, set[str]] = defaultdict(set)
        for i in quoted:
            if (name := items[i].voice) is not None:
                voices[name].add(items[i].article_id)
        for i in members:
            mine, heard = items[i].article_id, voices.get(items[i].voice or "", set())
            same = len(heard) > (mine in heard)
            made[i] = same or (i in clauses.attached and len(cores) - (mine in cores) >= QUOTED_TWICE)
    return made


def _leave(owner: list[int], rules: list[str], likely: Pairs, clauses: Clauses, vouched: np.ndarray) -> None:
    """Remove members that are too unlike the rest of their group, the least alike first, until all that remain are alike enough."""
    while True:
        heads = np.array(owner)
        here = likely.where(heads[likely.left] == heads[likely.right])
        total = np.bincount(here.left, here.score, len(heads)) + np.bincount(here.right, here.score, len(heads))
        others = clauses.compared(heads)
        mean = np.where((others > 0) & ~vouched, total / np.maximum(others, 1), 1.0)
        weak = np.flatnonzero(mean < STAY)
        if not len(weak):
            return
        worst = {int(heads[i]): int(i) for i in weak[np.argsort(-mean[weak], kind="stable")]}
        for head, i in worst.items():
            rules[i] = rules[i].split("+")[0]
            rest = [j for j in np.flatnonzero(heads == head).tolist() if j != i]
            owner[i] = i
            for j in rest:
                owner[j] = rest[0]


def _numbers(names: Sequence[str | None]) -> np.ndarray:
    """Equal names have one number; -1 is no name."""
    number = {name: n for n, name in enumerate(sorted({name for name in names if name is not None}))}
    return np.array([-1 if name is None else number[name] for name in names])


def _alone(owner: Sequence[int]) -> np.ndarray:
    """Which clauses are in no group with others."""
    return np.bincount(owner)[owner] == 1


def _overlap(items: Sequence[Proposition], others: Sequence[Proposition]) -> np.ndarray:
    """Which of the items share a character with one of the others."""
    there: dict[str, list[tuple[int, int, None]]] = defaultdict(list)
    for p in others:
        there[p.article_id].append((p.start, p.end, None))
    found = {article_id: Stretches(stretches) for article_id, stretches in there.items()}
    return np.array([p.article_id in found and found[p.article_id].meet(p.start, p.end) for p in items])


def _groups(
    items: Sequence[Proposition],
    again: Sequence[Sequence[Proposition]],
    owner: Sequence[int],
    rules: Sequence[str],
    acts: set[int],
    likely: Mapping[Any, float],
) -> list[Group]:
    made: dict[int, Group] = {}
    for i, item in enumerate(items):
        one = made.setdefault(owner[i], Group([]))
        one.likely = likely
        for p in (item, *again[i]):
            one.members.append(p)
            one.rules[p.key] = rules[i]
            one.places[p.key] = i
    kept = []
    for head, one in made.items():
        if all(p.spoken for p in one.members):
            continue  # a speech is longer than any report of it: what nobody quotes is no statement of the event
        if all(p.form == "stated" or p.candidate for p in one.members):
            if head in acts or len({p.article_id for p in one.members}) < 2:
                continue
            one.kind = "claim"
        one.members.sort(key=attrgetter("key"))
        kept.append(one)
    return sorted(kept, key=lambda one: one.members[0].key)
