"""Statements: which clauses of several articles say the same thing.

Clauses are compared inside one event. First what stands in quotation marks is joined (average linkage: two groups meet
if their members are alike on the whole; complete linkage tears apart a sentence that each outlet trims in its own way);
these groups are the cores. Then words quoted out of a sentence,
reported speech, headlines and acts of saying are attached to the core they are most like. What is left is joined among
itself, and the articles' own voice last of all. The order of the articles plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from kit.align.model import by_letters, likelihood, stem
from kit.align.propositions import worded
from kit.align.reference import scores
from kit.align.retellings import ATTACH, FRAGMENT_SHARE, RETOLD, STATED, Alike, Clauses, attach, one_voice
from kit.align.similarity import (
    Pairs,
    alike_groups,
    alike_pairs,
    count_pieces,
    either_way,
    in_runs,
    likeness,
    rows_of,
    shared_words,
    tfidf,
)
from kit.align.stretches import Stretches
from kit.english.words.meaning import vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.neighbours import Neighbours
    from kit.align.propositions import Proposition
    from kit.align.text import Text

# Two quotations are one statement if a little less than half of them is shared, on the mean of both measures: below that,
# sentences of one speech about one subject begin to meet.
CORE = 0.45
# Sentences in the articles' own voice share the names of the event anyway; only those that are clearly parallel are claims.
CLAIM = 0.40
# Clauses of one event share its subject and so some of their meaning; from here on they begin to say the same.
SENSE = 0.40
# Of joins as like their reference as this, by words in order or by the model, 19 in 20 were judged right.
SURELY_ALIKE, SURELY_LIKELY = 0.4, 0.8
# Pairs less alike than this are not compared further.
FLOOR = 0.15
# Of the members of a statement each is as like the others on average as the model asks for; what is not, leaves. At .3
# two in three of the pairs at the edge say the same, and what is joined anew is asked for more.
STAY, ANEW = 0.25, 0.32
# A quotation that two other articles print is no matter of chance: what came to it by its words may stay.
QUOTED_TWICE = 2
# Two quotations whose words are so like are one whatever the model says: it looks at words without their order.
ONE_QUOTATION = 0.6
# To say the same, two clauses must share two words beyond names and a name, or three, or all that the shorter one has.
# An event with a narrow vocabulary, one clinic or one town, otherwise puts all that names it in one statement.
SHARED, NAME = 2.5, 0.5
# Words quoted out of a sentence: a core needs four of them; three quarters of a fragment must stand in the longer one.
FRAGMENT_WORDS = 3
# Four words that stand in more quotations than this are a phrase of the event, and would pair everything with everything.
COMMON = 200
# The weight of the likeness of letters, beside that of the order of words.
WEIGHT = 0.5
# Words that may stand between two clauses of one quotation that are compared as one: "but", "and so".
BETWEEN = 2
# Two named speakers are not one: only words that agree nearly to the letter join across speakers (one outlet errs).
OTHER_SPEAKER = 0.9


@dataclass(slots=True)
class Group:
    """Propositions that say one thing, with the rule by which each came in."""

    members: list[Proposition]
    kind: str = "utterance"
    rules: dict[tuple[str, int, int], str] = field(default_factory=dict)
    places: dict[tuple[str, int, int], int] = field(default_factory=dict)
    likely: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def likelihood(self, one: Proposition, other: Proposition) -> float:
        """How likely the two members say the same, by the model; 0 if it has not looked at them."""
        left, right = sorted((self.places[one.key], self.places[other.key]))
        return self.likely.get((left, right), 0.0)

    def certainty(self, one: Proposition, reference: Proposition, similarity: float) -> str:
        """Whether it surely says what the reference says: by the words in order, or by the model."""
        alike = one is reference or similarity >= SURELY_ALIKE or self.likelihood(one, reference) >= SURELY_LIKELY
        return "sure" if alike else "perhaps"

    def speaker(self, reference: Proposition) -> str | None:
        """Whom all name that name anybody, and one of them surely renders it; nobody where they differ.

        Where an article states it in its own voice, it must do so surely, and another surely name the speaker. Of 15 judged
        joins under one speaker all had the right one; under the one whom most name, half.
        """
        sure = {p.key for p in self.members if self.certainty(p, reference, scores(p, reference)[0]) == "sure"}
        named = [p for p in self.members if p.speaker_id is not None and not p.candidate]
        stated = [p for p in self.members if p.form == "stated"]
        told = [p for p in named if p.key in sure and (p.surely or not stated)]
        if len({p.speaker_id for p in named}) != 1 or not told or any(p.key not in sure for p in stated):
            return None
        return told[0].speaker_id


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
    quotations = _quoted(items, alike, quoted, near)
    _join(owner, quotations, CORE, article, near, once=True)

    # From here on the renderings of one statement count once: see `tfidf`.
    matrix = tfidf(pieces, owner)
    found = _alike(items, matrix, pieces.row, near.alike(matrix, pieces.row, article, FLOOR))
    clauses = Clauses(items, owner, [p.rule for p in items], article, voice, near, matrix, pieces.row, found)
    if semantic:
        clauses.pairs = _with_sense(clauses.pairs, _meaning(items), len(items))
    # A quotation still alone may be a piece of a core that complete linkage kept out; it is no core for other quotations.
    alone = _alone(owner)
    attach(clauses, quoted & alone, np.unique(np.array(owner)[quoted & ~alone]), CORE)
    heads = np.unique(np.array(owner)[quoted])
    attach(clauses, reported & ~quoted, heads, ATTACH)

    lone = reported & _alone(owner)
    attach(clauses, acts, heads, ATTACH)
    _join(owner, _retold(clauses, lone), RETOLD, article, near)

    heads = np.unique(np.array(owner)[reported])
    attach(clauses, acts & _alone(owner), heads, ATTACH)
    taken = [items[i] for i in np.flatnonzero(acts) if owner[i] != i]
    own = stated & ~_overlap(items, taken)
    attach(clauses, own, heads, STATED, by_sense=False)
    _join(owner, _retold(clauses, own & (np.array(owner) == np.arange(len(items)))), CLAIM, article, near)

    likely = _likely(letters._replace(score=likelihood(items, letters)), clauses, quotations)
    _leave(owner, clauses.rules, likely, clauses, _vouched(clauses))
    free = ~acts | (np.array(owner) != np.arange(len(items)))
    _join(owner, likely.where(free[likely.left] & free[likely.right]), ANEW, article, near, across=True)
    return _groups(items, again, owner, clauses.rules, set(np.flatnonzero(acts).tolist()), likely.as_dict())


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
    known = pairs.as_dict()
    known |= {pair: 1.0 for pair, score in quotations.as_dict().items() if score >= ONE_QUOTATION}
    left, right = np.array(sorted(known), dtype=int).reshape(-1, 2).T
    pairs = Pairs(left, right, np.array([known[pair] for pair in zip(left.tolist(), right.tolist(), strict=True)]))
    return pairs.where(clauses.may_meet(left, right))


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


def _meaning(items: Sequence[Proposition]) -> Pairs:
    """Pairs of clauses that mean about the same, with the cosine of their meanings.

    What all clauses of the event mean together, its subject, is taken away first: it makes everything alike (Mu and
    Viswanath, "All-but-the-Top", ICLR 2018).
    """
    rows = vectors([" ".join(w.t for w in p.words) for p in items])
    rows = rows - rows.mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    pairs = alike_pairs(sparse.csr_array(rows), SENSE)
    return pairs.where(pairs.left < pairs.right)


def _alike(items: Sequence[Proposition], matrix: sparse.csr_array, row: np.ndarray, pairs: Pairs) -> Alike:
    """What the letters say of those of these pairs of clauses that share enough words."""
    left, right, score = pairs.where(_share_enough(items, pairs))
    return Alike(left, right, score, either_way(matrix, Pairs(row[left], row[right], score)), np.zeros(len(left)))


def _share_enough(items: Sequence[Proposition], pairs: Pairs) -> np.ndarray:
    """Whether two clauses share words that say something, beside the names that everything in an event shares."""
    texts, row = rows_of((tuple(p.content), tuple(p.told)) for p in items)
    lower, higher = np.sort([row[pairs.left], row[pairs.right]], axis=0)
    both, place = np.unique(lower * len(texts) + higher, return_inverse=True)
    left, right = np.divmod(both, len(texts))
    stems = [[{stem(word) for word in words} for words in text] for text in texts]
    content, told = (shared_words(words, left, right) for words in zip(*stems, strict=True))
    size = np.array([len(words) for _, words in stems])
    shorter = np.minimum(size[left], size[right])
    enough = (told >= np.minimum(shorter, 1)) & (told + NAME * (content - told) >= np.minimum(shorter, SHARED))
    return enough[place]


def _with_sense(alike: Alike, meaning: Pairs, size: int) -> Alike:
    """The same with the meanings, and with the pairs that only these say something of."""
    both = np.concatenate([alike.left * size + alike.right, meaning.left * size + meaning.right])
    known, at = np.unique(both, return_inverse=True)
    scores = np.zeros((3, len(known)))
    letters, senses = at[: len(alike.left)], at[len(alike.left) :]
    scores[0, letters], scores[1, letters], scores[2, senses] = alike.score, alike.either_way, meaning.score
    return Alike(*np.divmod(known, size), *scores)


def _retold(clauses: Clauses, among: np.ndarray) -> Pairs:
    """Pairs of two articles' clauses in words of their own, by letters or by letters and meaning, whichever is more."""
    left, right, _, letters, sense = clauses.pairs
    keep = among[left] & among[right] & clauses.may_meet(left, right)
    return Pairs(left, right, np.maximum(letters, (letters + sense) / 2)).where(keep)


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


def _quoted(items: Sequence[Proposition], alike: Pairs, quoted: np.ndarray, near: Neighbours) -> Pairs:
    """Pairs of quotations that are alike or share words on end, each with their likeness."""
    said = [tuple(w.n for w in p.said) for p in items]
    runs = np.array(sorted(set(_sharing_runs(said, np.flatnonzero(quoted).tolist()))), dtype=int).reshape(-1, 2)
    one, other = (near.numbers(items)[side] for side in runs.T)
    runs = runs[(one == other) | near.meet(one, other)]
    pairs = dict.fromkeys(zip(*runs.T.tolist(), strict=True), 0.0) | alike.as_dict()
    # Near-copies ask for the same words again and again.
    score = lru_cache(maxsize=None)(_said_alike)
    scored = [
        (i, j, score(said[i], said[j], one_voice(items[i], items[j]), cosine))
        for (i, j), cosine in sorted(pairs.items())
    ]
    return Pairs(*(np.array(column) for column in zip(*scored, strict=True))) if scored else alike


def _sharing_runs(said: Sequence[Sequence[str]], quoted: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of quotations that share four words in a row: a fragment may have too few letters for the cosine to see."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in quoted:
        for gram in set(zip(*(said[i][k:] for k in range(FRAGMENT_WORDS + 1)), strict=False)):
            where[gram].append(i)
    for places in {tuple(places) for places in where.values() if len(places) <= COMMON}:
        yield from combinations(places, 2)


def _said_alike(left: tuple[str, ...], right: tuple[str, ...], one_voice: bool, cosine: float) -> float:
    """Likeness of two quotations; a fragment of at least four words counts by its share in the longer one."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    share = in_runs(short, long)
    if not one_voice and share < OTHER_SPEAKER:
        return 0.0
    return max(WEIGHT * cosine + (1 - WEIGHT) * likeness(left, right), share if share >= FRAGMENT_SHARE else 0.0)


def _join(
    owner: list[int],
    pairs: Pairs,
    least: float,
    article: np.ndarray,
    near: Neighbours,
    *,
    once: bool = False,
    across: bool = False,
) -> None:
    """Join groups from the most alike pair down, wherever the pairs across the two groups are alike enough on average.

    `article` is the number of the article of each clause in `near`; pairs of articles that are not compared do not count.
    With `once` two clauses that one article prints are two statements, however parallel their words, unless one is
    nearly a piece of the other; with `across` only pairs of two articles count.
    """
    # Groups can only meet along pairs that are alike enough: of the others most never matter.
    meet = alike_groups(pairs.where(pairs.score >= least), len(owner))
    pairs = pairs.where(meet[pairs.left] == meet[pairs.right])
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in pairs.as_dict().items():
        alike[i][j] = alike[j][i] = score
    groups = _Groups(owner, article.tolist(), alike, near)
    refused: set[tuple[int, int, int, int]] = set()
    order = np.lexsort((pairs.right, pairs.left, -pairs.score))
    order = order[pairs.score[order] >= least]
    for i, j in zip(pairs.left[order].tolist(), pairs.right[order].tolist(), strict=True):
        a, b = sorted((owner[i], owner[j]))
        # Groups only grow, so two groups of the same sizes as before are those that were refused before.
        tried = a, b, groups.size[a], groups.size[b]
        if a == b or tried in refused:
            continue
        if groups.likeness(a, b) < least * groups.compared(a, b, across=across) or (once and groups.apart(a, b)):
            refused.add(tried)
        else:
            groups.merge(a, b)


class _Groups:
    """The groups that pairs may join: their clauses by article, and how alike two clauses are."""

    def __init__(
        self, owner: list[int], article: Sequence[int], alike: Mapping[int, Mapping[int, float]], near: Neighbours
    ) -> None:
        self.owner, self.article, self.alike, self.near = owner, article, alike, near
        self.members: dict[int, dict[int, list[int]]] = {owner[i]: {} for i in alike}
        for i, head in enumerate(owner):
            if head in self.members:
                self.members[head].setdefault(article[i], []).append(i)
        self.size = {head: sum(map(len, here.values())) for head, here in self.members.items()}

    def likeness(self, one: int, other: int) -> float:
        """The likeness of all pairs across two groups, added up."""
        small, large = sorted((one, other), key=self.size.__getitem__)
        theirs = [y for here in self.members[large].values() for y in here]
        total = 0.0
        for x in (x for here in self.members[small].values() for x in here):
            known = self.alike.get(x, {})
            if len(known) < len(theirs):
                total += sum(score for y, score in known.items() if self.owner[y] == large)
            else:
                total += sum(known.get(y, 0.0) for y in theirs)
        return total

    def compared(self, one: int, other: int, *, across: bool) -> int:
        """How many pairs across two groups are of articles that are compared, or, unless `across`, of one article."""
        small, large = sorted((self.members[one], self.members[other]), key=len)
        total = 0
        for key, here in small.items():
            there = sum(map(len, self.near.among(key, large)))
            total += len(here) * (there + (0 if across else len(large.get(key, ()))))
        return total

    def apart(self, one: int, other: int) -> bool:
        """Whether an article has clauses in both that are no pieces of each other."""
        small, large = sorted((self.members[one], self.members[other]), key=len)
        return any(
            self.alike.get(x, {}).get(y, 0.0) < FRAGMENT_SHARE
            for key, here in small.items()
            for x in here
            for y in large.get(key, ())
        )

    def merge(self, one: int, other: int) -> None:
        """Put the clauses of the second group into the first."""
        mine = self.members[one]
        for key, here in self.members.pop(other).items():
            mine.setdefault(key, []).extend(here)
            for x in here:
                self.owner[x] = one
        self.size[one] += self.size.pop(other)


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


def rejoin(one: Group, texts: Mapping[str, Text], spliced: set[tuple[str, int, int]]) -> None:
    """Make one rendering of clauses that stand side by side in one quotation and came to one statement.

    "I was wrong but I am sorry" is two clauses; where another outlet's comma made it one, both are to be compared whole.
    `spliced` are the keys of clauses with a splice; what is made of such a clause has it, too.
    """
    kept: list[Proposition] = []
    for part in one.members:
        last = kept[-1] if kept else None
        if last is None or not _goes_on(last, part, texts[part.article_id].doc.text):
            kept.append(part)
            continue
        whole = replace(last, end=part.end, marked=((last.marked[0][0], part.marked[-1][1]),), words=[], content=[])
        whole = worded(whole, texts[part.article_id], only_marked=True)
        one.rules[whole.key], one.places[whole.key] = one.rules[last.key], one.places[last.key]
        if {last.key, part.key} & spliced:
            spliced.add(whole.key)
        kept[-1] = whole
    one.members = kept


def _goes_on(last: Proposition, part: Proposition, text: str) -> bool:
    """Whether a clause is the next of the same quotation, with no more than a conjunction between the two."""
    between = text[last.end : part.start]
    return bool(
        last.quote_id is not None
        and last.quote_id == part.quote_id
        and last.form == part.form == "direct"
        and last.marked
        and part.marked
        and not part.seam
        and len(between.split()) <= BETWEEN
        and not any(c in ".!?;:\n" for c in between)
    )
