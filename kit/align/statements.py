"""Statements: which clauses of several articles say the same thing.

Clauses are compared inside one event. First what stands in quotation marks is joined, closely (complete linkage:
everything in a group is like everything else in it); these groups are the cores. Then words quoted out of a sentence,
reported speech and headlines are attached to the core they are most like. What is left is joined among itself, and the
articles' own voice last of all. The order of the articles plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.align.similarity import alike_pairs, contained, tfidf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.align.propositions import Proposition

# Two quotations are one statement if half of their weighed letters are shared: below that, sentences of one speech
# about one subject begin to meet.
CORE = 0.50
# What is reported in other words shares less with the quotation; with the core to lean on, less is enough.
ATTACH = 0.38
# Without a quoted core, retellings must be about as alike as quotations to be joined.
RETOLD = 0.45
# The articles' own sentences on one event share its names anyway; only the clearly parallel ones are claims.
CLAIM = 0.50
# Candidates below this are not even looked at.
FLOOR = 0.25
# A quoted fragment is part of a longer quotation if it has at least three words and three quarters of them are there.
FRAGMENT_WORDS = 3
FRAGMENT_SHARE = 0.75
# Two named speakers are not one: only words that agree nearly to the letter join across speakers (one outlet errs).
OTHER_SPEAKER = 0.9


@dataclass(slots=True)
class Group:
    """Propositions that say one thing."""

    members: list[Proposition]
    kind: str = "utterance"
    speaker_id: str | None = None
    rules: dict[tuple[str, int, int], str] = field(default_factory=dict)


def group(propositions: Sequence[Proposition]) -> list[Group]:
    """Groups of the propositions of one event that render one statement.

    Every proposition inside a quotation is in exactly one group; the article's own voice only if it says what others
    say. Groups and members come in order of `article_id` and place.
    """
    items = sorted(propositions, key=lambda p: p.key)
    if not items:
        return []
    matrix = tfidf([p.content for p in items])
    pairs = alike_pairs(matrix, FLOOR)
    owner = list(range(len(items)))
    rules = {p.key: p.rule for p in items}

    quoted = {i for i, p in enumerate(items) if p.form != "stated" and len(p.said) > FRAGMENT_WORDS}
    scored = {}
    for i, j, cosine in pairs:
        if i in quoted and j in quoted:
            scored[i, j] = _quoted_score(items[i], items[j], cosine)
    _link(owner, scored, CORE, quoted)

    cores = {owner[i] for i in quoted}
    others = {i for i, p in enumerate(items) if p.form != "stated" and i not in quoted}
    _attach(items, owner, pairs, others | quoted, cores, rules)

    loose = {i for i in others if owner[i] == i and not any(owner[j] == i for j in range(len(items)) if j != i)}
    scored = {
        (i, j): cosine
        for i, j, cosine in pairs
        if i in loose and j in loose and _one_voice(items[i], items[j]) and items[i].article_id != items[j].article_id
    }
    _link(owner, scored, RETOLD, loose)

    own = {i for i, p in enumerate(items) if p.form == "stated"}
    scored = {
        (i, j): cosine for i, j, cosine in pairs if i in own and j in own and items[i].article_id != items[j].article_id
    }
    _link(owner, scored, CLAIM, own)
    return _groups(items, owner, rules)


def _one_voice(left: Proposition, right: Proposition) -> bool:
    """Whether both may be the same speaker's: the same, or one of them not known."""
    return left.speaker_id is None or right.speaker_id is None or left.speaker_id == right.speaker_id


def _quoted_score(left: Proposition, right: Proposition, cosine: float) -> float:
    """Likeness of two quotations; a fragment of at least four words counts by its share in the longer one."""
    a, b = [w.n for w in left.said], [w.n for w in right.said]
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    share = contained(short, long)
    score = max(cosine, share if len(short) > FRAGMENT_WORDS and share >= FRAGMENT_SHARE else 0.0)
    if not _one_voice(left, right) and share < OTHER_SPEAKER:
        return 0.0
    return score


def _link(owner: list[int], scored: dict[tuple[int, int], float], least: float, among: Iterable[int]) -> None:
    """Join groups from the most alike pair down, wherever every pair across the two groups is alike enough."""
    members = {i: [i] for i in sorted(among)}
    for (i, j), _ in sorted(scored.items(), key=lambda pair: (-pair[1], pair[0])):
        a, b = sorted((owner[i], owner[j]))
        if a == b or a not in members or b not in members:
            continue
        if all(scored.get((min(x, y), max(x, y)), 0.0) >= least for x in members[a] for y in members[b]):
            members[a] += members.pop(b)
            for x in members[a]:
                owner[x] = a


def _attach(
    items: Sequence[Proposition],
    owner: list[int],
    pairs: Sequence[tuple[int, int, float]],
    loose: set[int],
    cores: set[int],
    rules: dict[tuple[str, int, int], str],
) -> None:
    """Give what stands alone to the core it is most like."""
    size: dict[int, int] = {}
    for i in range(len(items)):
        size[owner[i]] = size.get(owner[i], 0) + 1
    alone = {i for i in loose if owner[i] == i and size[i] == 1}
    best: dict[int, tuple[float, int]] = {}
    for i, j, cosine in pairs:
        for x, y in ((i, j), (j, i)):
            if x in alone and y not in alone | (loose - cores) and owner[y] in cores and _one_voice(items[x], items[y]):
                fragment = [w.n for w in items[x].said]
                share = contained(fragment, [w.n for w in items[y].words]) if len(fragment) > 1 else 0.0
                score = max(cosine, share if share >= FRAGMENT_SHARE and cosine >= FLOOR else 0.0)
                if score >= ATTACH and (x not in best or (score, -owner[y]) > (best[x][0], -best[x][1])):
                    best[x] = (score, owner[y])
    for x, (_, core) in sorted(best.items()):
        owner[x] = core
        rules[items[x].key] += "; attached to a quotation"


def _groups(items: Sequence[Proposition], owner: Sequence[int], rules: dict[tuple[str, int, int], str]) -> list[Group]:
    made: dict[int, Group] = {}
    for i, item in enumerate(items):
        made.setdefault(owner[i], Group([])).members.append(item)
    kept = []
    for one in made.values():
        if all(p.form == "stated" for p in one.members):
            if len({p.article_id for p in one.members}) < 2:
                continue
            one.kind = "claim"
        else:
            voices = [p.speaker_id for p in one.members if p.speaker_id is not None]
            one.speaker_id = min(sorted(set(voices)), key=lambda v: -voices.count(v)) if voices else None
        one.rules = {p.key: rules[p.key] for p in one.members}
        kept.append(one)
    return kept
