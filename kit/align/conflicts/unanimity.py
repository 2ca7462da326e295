"""Unanimity: one article has a body vote unanimously, another tells that some of it voted against.

The body, what it voted on and which way the vote went are the witnesses that both tell of one vote.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.align.conflicts.facts import stem
from kit.align.conflicts.scopes import Scope, Scopes
from kit.data import meanings, phrases, word_set
from kit.english.doc import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)"
_VOTED = r"(?:vot(?:e|ed|ing)|ballots?)"
_ALL = re.compile(
    r"\bunanimous(?:ly)?\b|\bwithout (?:a|one|any) (?:dissenting|opposing) (?:vote|voice)\b|\bwith all (?:the )?votes\b"
    rf"|\ball (?:of the |the |its )?(?:{_NUMBER} )?\w+ {_VOTED} (?:for|to|in favou?r)\b|\bno(?:body| one| \w+) voted against\b"
    rf"|\b(?:{'|'.join(phrases('words of one voice'))})\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"\b{_VOTED} against\b|\b{_NUMBER}(?: votes)?(?: to |[-–]){_NUMBER}\b|\b{_NUMBER} of (?:the|its) {_NUMBER} \w+ {_VOTED}\b"
    r"|\bonly (?:\w+ )?(?:member|director|councillor|judge|juror|minister)(?: of [\w ]+)? who (?:did not|voted against)\b"
    rf"|\b(?:{'|'.join(phrases('words of dissent'))})\b|\bwith (?:\w+ )?{_NUMBER}(?: \w+)? against\b",
    re.IGNORECASE,
)
# Of which one must stand in a sentence that tells of a vote by all, or by some.
_TELLS = {
    True: ("vot", "unani", "ballot", *phrases("words of one voice")),
    False: ("vot", "ballot", "against", *phrases("words of dissent")),
}
_NONE = re.compile(r"\b(?:no(?:body| one)?|none|not|never|all|unanimously)\b", re.IGNORECASE)
FOR, AGAINST = word_set("verbs of voting for a thing"), word_set("verbs of voting a thing down")
DEALS = word_set("words for a deal")
TELLING = word_set("words that tell of a vote")
YEAR = 4
# Letters back from "voted against" to its "nobody".
BACK = 45
# Behind these, too, stands who voted: "with two lawmakers voting against".
_OF_WHOM = frozenset("of with by among".split())
UNREAL = word_set("words of what is only thought") | {"will"}
_VOTING = frozenset(word[:5] for word in word_set("words of every vote"))


class Vote(NamedTuple):
    """That a body voted, all of it or not; which way it went, and what on: the nouns, and those with an "of" between them."""

    bodies: frozenset[str]
    whole: bool
    ways: frozenset[str]
    topic: frozenset[str]
    parts: frozenset[tuple[str, str]]
    years: frozenset[str]
    scope: Scope
    stretch: Stretch


def votes(source: Source, times: Sequence[Any], *, whole: bool) -> Iterator[Vote]:
    """The votes of one article that were unanimous, or that were not."""
    if not source.doc.analysed or not source.prints(_TELLS[whole]):
        return
    scopes = Scopes(source, times)
    for sentence in source.doc.sentences:
        start, end = sentence.start_char, sentence.end_char
        if not any(word in source.lower[start:end] for word in _TELLS[whole]):
            continue
        text = source.doc.text[start:end]
        match = _ALL.search(text)
        if not whole:
            part = None if match is not None else _SOME.search(text)
            match = None if part is not None and not part[0][0].isdigit() and _is_denied(text, part) else part
        if match is not None and not {t.lower_ for t in sentence} & UNREAL and _votes(sentence):
            yield _vote(source, scopes, sentence, whole, match)


def split(
    all_of_it: Mapping[str, Sequence[Vote]], part: Mapping[str, Sequence[Vote]], near: Neighbours
) -> Iterator[tuple[Vote, Vote]]:
    """The pairs of one vote, in one article unanimous and in the other not."""
    found = {key: [*here, *part[key]] for key, here in all_of_it.items()}
    for left, right in near.pairs([key for key, here in found.items() if here]):
        pairs = [pair for pair in product(found[left], found[right]) if _of_one_vote(*pair)]
        if pairs and all(one.whole != other.whole for one, other in pairs):
            yield pairs[0]


def _of_one_vote(one: Vote, other: Vote) -> bool:
    apart = one.scope.times and other.scope.times
    if apart and not any(a <= d and c <= b for a, b in one.scope.times for c, d in other.scope.times):
        return False
    if one.scope.past != other.scope.past or not one.bodies & other.bodies:
        return False
    if one.years and other.years and not one.years & other.years:
        return False  # the budget for 2026, the budget for 2025
    of = [{whole: {b for a, b in vote.parts if a == whole} for whole, _ in vote.parts} for vote in (one, other)]
    if any(not of[0][whole] & of[1][whole] for whole in of[0].keys() & of[1].keys()):
        return False  # the sale of the woods, the sale of the school
    return bool(one.topic & other.topic) and not (one.ways and other.ways and not one.ways & other.ways)


def _is_denied(text: str, match: re.Match[str]) -> bool:
    return bool(_NONE.search(text, max(0, match.start() - BACK), match.start()))


def _votes(sentence: Span) -> bool:
    words = {t.lemma_.lower() for t in sentence}
    return bool(words & (FOR | AGAINST | TELLING))


def _voted_on(sentence: Span) -> Iterable[Token]:
    """The words for what a vote was on: what was voted against, if it is named, else all of the sentence."""
    against = next((t for t in sentence if t.lower_ == "against" and t.head.lemma_ == "vote"), None)
    named = against is not None and any(t.pos_ in ("NOUN", "PROPN") for t in against.rights)
    return against.subtree if against is not None and named else sentence


def _vote(source: Source, scopes: Scopes, sentence: Span, whole: bool, match: re.Match[str]) -> Vote:
    words = {t.lemma_.lower() for t in sentence}
    named = (t for t in sentence if t.dep_ in SUBJECTS or t.head.lower_ in _OF_WHOM)
    known = _bodies()
    bodies = frozenset(known[t.lemma_.lower()] for t in named if t.lemma_.lower() in known)
    ways = {"for"} if words & FOR else set()
    ways |= {"against"} if words & AGAINST else set()
    names = {t.i for t in sentence if t.ent_type_ == "PERSON"}
    topic = {
        "deal" if t.lemma_.lower() in DEALS else stem(t)
        for t in _voted_on(sentence)
        if t.pos_ in ("NOUN", "PROPN")
        and t.lemma_.lower() not in known
        and t.i not in names
        and t.ent_type_ not in ("DATE", "TIME")
    }
    parts = {(stem(t.head.head), stem(t)) for t in sentence if t.head.lower_ == "of" and t.pos_ in ("NOUN", "PROPN")}
    start = sentence.start_char
    return Vote(
        bodies, whole, frozenset(ways), frozenset(topic) - _VOTING, frozenset(parts),
        frozenset(t.text for t in sentence if t.text.isdecimal() and len(t.text) == YEAR), scopes.at(start, sentence.end_char),
        (source.doc.article_id, start + match.start(), start + match.end()),
    )  # fmt: skip


@cache
def _bodies() -> dict[str, str]:
    return meanings("body that votes")
