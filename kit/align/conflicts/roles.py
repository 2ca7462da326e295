"""Roles: who did it to whom, told by two articles the other way round: "Holm lodged a complaint against Lind", "Lind filed a complaint against Holm".

Only deeds that hardly ever go both ways are read, and those who won and lost one thing ("sold to Aldric after Torvik walked away"). Both names,
the deed, and a word or figure that both sentences have are the witnesses; an article that tells it both ways tells of two deeds.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import SOMEBODY, stem
from kit.align.conflicts.scopes import Scope, Scopes
from kit.data import meanings, phrases, word_set
from kit.english.doc import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

CHARGES, CHARGING = word_set("what is brought against somebody"), word_set("verbs of bringing a charge")
GIVING, LOSING, LEAVING = (
    word_set("verbs of what the winner gets"),
    word_set("verbs of losing"),
    frozenset({"away", "out", "off"}),
)
PRINTED = phrases("deeds that go one way as printed")
OVER, AGAINST = "over", "against"
OPEN = word_set("words that leave a verdict open")
RELATIVE = frozenset({"which", "who", "that"})
# What both sentences have of other words and figures; of those who won and lost, with the sentences before.
SHARED, SHARED_BY_TWO = 1, 2
# Days before the day of printing after which a deed is another one.
OLD = 180


class Role(NamedTuple):
    """That one did it to another, by their ids; the other words of the sentence, whose words they are, whether it was done long ago, and when."""

    deed: str
    doer: str
    done_to: str
    stems: frozenset[str]
    voice: str
    old: bool
    scope: Scope
    stretch: Stretch


def roles(source: Source, times: Sequence[Any]) -> Iterator[Role]:
    """Who did it to whom in one article."""
    if not source.doc.analysed or not source.prints(PRINTED):
        return
    for verb in (token for sentence in _that_print(source) for token in sentence):
        found = _deed(verb) if verb.lemma_ in _verbs() and verb.pos_ == "VERB" and not _is_open(verb) else None
        if found is not None:
            deed, doer, done_to = found
            a, b = _entity(source, doer), _entity(source, done_to)
            if a and b and a[0] != b[0]:
                yield _role(source, Scopes(source, times), deed, (a[0], b[0]), (verb, a[1], b[1]))


def _that_print(source: Source) -> Iterator[Span]:
    """The sentences that may tell of such a deed."""
    for sentence in source.doc.sentences:
        text = source.lower[sentence.start_char : sentence.end_char]
        if any(word in text for word in PRINTED):
            yield sentence


def turned_round(found: Mapping[str, Sequence[Role]], near: Neighbours) -> Iterator[tuple[Role, Role]]:
    """The pairs of roles of two articles of which one is the other turned round."""
    for left, right in near.pairs([key for key, here in found.items() if here]):
        pairs = [pair for pair in product(found[left], found[right]) if _of_one_deed(*pair)]
        if pairs and not any(one.doer == other.doer for one, other in pairs):
            yield pairs[0]


def _of_one_deed(one: Role, other: Role) -> bool:
    if one.deed != other.deed or {one.doer, one.done_to} != {other.doer, other.done_to}:
        return False
    if one.doer == other.doer:
        return True
    apart = one.scope.times and other.scope.times
    if apart and not any(a <= d and c <= b for a, b in one.scope.times for c, d in other.scope.times):
        return False
    if one.old != other.old or len({one.voice, other.voice} - {"", SOMEBODY}) > 1:
        return False
    return len(one.stems & other.stems) >= (SHARED_BY_TWO if one.deed == OVER else SHARED)


def _role(source: Source, scopes: Scopes, deed: str, ends: tuple[str, str], tokens: tuple[Token, Token, Token]) -> Role:
    sentence, verb = tokens[0].sent, tokens[0]
    first = sentence
    if deed == OVER and sentence.start:  # what was won is told before
        first = source.doc.tokens[sentence.start - 1].sent
    names = [(start, end) for start, end, *_ in source.named if first.start_char <= start < sentence.end_char]
    stems = frozenset(
        t.lower_ if t.pos_ == "NUM" else stem(t)
        for t in source.doc.tokens[first.start : sentence.end]
        if t.pos_ in (*CONTENT, "NUM")
        and t.i != verb.i
        and t.ent_type_ not in ("DATE", "TIME")
        and not any(start <= t.idx < end for start, end in names)
    )
    start, end = min(t.idx for t in tokens), max(t.end for t in tokens)
    scope = scopes.at(sentence.start_char, sentence.end_char)
    old = (
        bool(scope.times) and source.published is not None and max(to for _, to in scope.times) < source.published - OLD
    )
    own = {stem(t) for t in tokens}
    return Role(
        deed, *ends, stems - _SAID - own, source.voice(verb.idx), old, scope, (source.doc.article_id, start, end)
    )


_SAID = frozenset(stem_[:5] for stem_ in (*CHARGES, *CHARGING, "say", "minister", "president", "chief", "general"))


def _deed(verb: Token) -> tuple[str, Token, Token] | None:
    """The deed, who does it and to whom."""
    lemma = verb.lemma_.lower()
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None and verb.i > verb.sent.start and verb.doc.tokens[verb.i - 1].pos_ == "PROPN":
        subject = verb.doc.tokens[verb.i - 1]  # "In March Holm lodged" is parsed as one name
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if lemma in CHARGING and thing is not None and thing.lemma_.lower() in CHARGES and subject is not None:
        whom = next((t for c in verb.subtree if c.lower_ == "against" and c.i > thing.i for t in c.rights), None)
        return None if whom is None else (AGAINST, subject, whom)
    if lemma in GIVING and (loser := _loser(verb)) is not None:
        to = next((t for c in verb.rights if c.lower_ == "to" for t in c.rights if t.dep_ == "pobj"), None)
        return None if to is None else (OVER, to, loser)
    deed = _deeds().get(lemma)
    if lemma == "see":
        deed = OVER if any(c.lower_ == "off" for c in verb.rights) else None
    if deed is None or subject is None:
        return None
    agent = next((t for c in verb.rights if c.dep_ == "agent" for t in c.rights), None)
    if subject.dep_ == "nsubjpass":
        return None if agent is None else (deed, agent, subject)
    return None if thing is None else (deed, subject, thing)


def _loser(verb: Token) -> Token | None:
    """Who walked away, withdrew or lost out, in a clause below a verb."""
    for token in verb.subtree:
        beside = {c.lower_ for c in token.rights}
        if token.lemma_ in LOSING and (beside & LEAVING or token.lemma_ == "withdraw") and not _is_open(token):
            return next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
    return None


def _is_open(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children if c.dep_ in ("neg", "mark", "advmod")}
    return verb.tag_ in ("VB", "VBG") or bool(words & OPEN) or any(c.tag_ == "MD" for c in verb.lefts)


def _entity(source: Source, token: Token) -> tuple[str, Token] | None:
    """The one that a word, or a name below it, stands for, by its id or by the word of a name that is nowhere known, and the word; of
    "which" the noun before. None for a place.
    """
    if token.lower_ in RELATIVE and token.head.dep_ == "relcl":
        token = token.head.head
        token = token.head if token.dep_ == "appos" else token
    for one in [token, *(t for t in token.subtree if t.i != token.i and not _is_beside(t, token))]:
        if (known := source.named_at(one.idx)) is not None:
            return None if known[1] == "place" else (known[0], one)
        if one.pos_ == "PROPN" or (one.pos_ == "NOUN" and one.text[:1].isupper() and one.i > one.sent.start):
            return one.lower_, one
    return None


def _is_beside(token: Token, top: Token) -> bool:
    """Whether a word stands in a clause that only adds to the one above, or beside it."""
    while token.i != top.i:
        if token.dep_ in ("relcl", "advcl", "conj", "poss", "acl"):
            return True
        token = token.head
    return False


@cache
def _deeds() -> dict[str, str]:
    return meanings("deed that goes one way")


@cache
def _verbs() -> frozenset[str]:
    return frozenset({*_deeds(), *CHARGING, *GIVING, "see"})
