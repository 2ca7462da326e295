"""Slots: figures that can have one value only, and whose sentence says which it is: how many of a whole, until when a contract
runs and for how long, and which share voted for it.

All of the nine and seven of the nine, until 2028 and until 2029: the noun, the number of the whole and the verb are the witnesses
that both are of one thing, so that the sentences need not be alike.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.clauses import CONTENT
from kit.align.conflicts.claims import other_places
from kit.align.conflicts.facts import stem
from kit.align.conflicts.number_facts import length_of_time
from kit.align.conflicts.partners import turned
from kit.align.conflicts.predicates import COMPLEMENTS, places_of, sides_of
from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.senses import is_person_noun, kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

# How long a contract runs is told by its end or by its length.
UNTIL_WHEN, HOW_LONG = ("until",), ("for",)
PART, TERM, BALLOT = "part-or-all", "contract-term", "ballot"
_OF = re.compile(r"\s+of\s+(?:(?:the|his|her|its|their|these|those|all)\s+)?")
_ALL = re.compile(r"\ball\s+(?:(?:the|of the|his|her|its|their)\s+)?$", re.IGNORECASE)
# Days of printing between two articles after which another contract may run.
LONG_AFTER = 21
CONTRACTS = word_set("contracts that run")
SIGNING = word_set("verbs of making a contract")
RUNNING = word_set("verbs of how long a contract runs")
UNTIL = frozenset({"until", "till", "through", "to"})
PARTS_OF_YEAR = frozenset({"START", "MID", "END"})
OPEN = frozenset("can could may might option unless if".split())
VOTES, FAVOUR = word_set("words of a ballot"), word_set("words of voting for it")
DISFAVOUR = word_set("words of voting against it")
_IN_TEN = re.compile(r"\b(?:in|out of) (?:ten|five|10|5)$")
# Percent that a share and the rest of it may leave, and that "six in ten" may be off.
WHOLE, REST, ROUGHLY = 100, 1, 6
VOTERS = word_set("nouns for all who vote")
POLLS = word_set("words of an opinion poll")


# Of one there is no part.
LEAST = 2
# So many words must be in both sentences that tell of a vote, beside those of voting.
SHARED = 2
# Words behind the verb that tell what was voted on.
BEHIND = 6
_STEMS = frozenset(word[:5] for word in (*FAVOUR, *DISFAVOUR, *VOTERS, "percent", "say"))
# Verbs that only say that it is so, and are completed by what is said: "found guilty", "were unhurt".
FINDING = frozenset({"be", "find", "declare", "hold"})


class Slot(NamedTuple):
    """A value with what it must share with another to be of one thing: `key`; `deed` and `persons` must not differ, `stems` may tell; `known` are the persons of its article.
    Of a ballot `topic` is what it is about, `words` are all of its article, and `against` says that it is the share of those against it; `where` are the places and bodies named.
    """

    sort: str
    key: tuple[Any, ...]
    low: float
    high: float
    text: str
    stretch: Stretch
    deed: Deed
    persons: frozenset[str]
    known: frozenset[str]
    stems: frozenset[str]
    topic: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    against: bool = False
    where: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The kind of conflict: a day, if it tells until when."""
        return "day" if self.key == UNTIL_WHEN else "number"


class Deed(NamedTuple):
    """What is said: a verb or what completes it, whether it is denied, and its side of each pair of opposites, and the nouns that complete it."""

    lemma: str
    negated: bool = False
    sides: frozenset[tuple[str, int]] = frozenset()
    places: Mapping[str, frozenset[str]] = MappingProxyType({})


def slots(source: Source, quantities: Sequence[Any], times: Sequence[Any]) -> Iterator[Slot]:
    """The slots of one article."""
    if source.doc.analysed:
        yield from _parts(source, quantities)
        yield from _terms(source, times)
        yield from _ballots(source, quantities)


def unlike(
    found: Mapping[str, Sequence[Slot]], near: Neighbours, published: Mapping[str, Any]
) -> Iterator[tuple[Slot, Slot]]:
    """The pairs of slots of two articles that are of one thing and have two values; of an article that gives two, none."""
    sharing: dict[tuple[Any, ...], dict[str, list[Slot]]] = {}
    for key, here in found.items():
        for slot in here:
            sharing.setdefault((slot.sort, *slot.key), {}).setdefault(key, []).append(slot)
    for by_article in sharing.values():
        for left, right in near.pairs(by_article):
            days = [published[key] for key in (left, right)]
            if not any(pd.isna(day) for day in days) and abs((days[0] - days[1]).days) > LONG_AFTER:
                continue
            pairs = [pair for pair in product(by_article[left], by_article[right]) if _of_one_thing(*pair)]
            if pairs and all(_differ(*pair) for pair in pairs):
                yield pairs[0]


def _differ(one: Slot, other: Slot) -> bool:
    if one.against != other.against:
        return one.low + other.low > WHOLE + REST  # some may have voted for nothing
    return one.high < other.low or other.high < one.low


def _of_one_thing(one: Slot, other: Slot) -> bool:
    if not _of_one_person(one, other):
        return False
    a, b = one.deed, other.deed
    if a.negated != b.negated or other_places(a.places, b.places, ""):
        return False
    if one.sort == BALLOT:
        if a.lemma and b.lemma and not kin(a.lemma, b.lemma, "NOUN"):
            return False  # of the drivers, of the guards
        if one.where and other.where and not one.where & other.where:
            return False  # in Holmsund, in Torvik
        known = bool(one.topic & other.words or other.topic & one.words)
        return (turned(one.text, other.text) and known) or len((one.stems & other.stems) - _STEMS) >= SHARED
    return a.lemma == b.lemma or bool(a.sides & b.sides) or kin(a.lemma, b.lemma, "VERB")


def _of_one_person(one: Slot, other: Slot) -> bool:
    """Whether both sentences name a person, or one names none and the other article knows whom the other one names."""
    if one.persons and other.persons:
        return bool(one.persons & other.persons)
    return one.persons <= other.known and other.persons <= one.known


def _parts(source: Source, quantities: Sequence[Any]) -> Iterator[Slot]:
    """How many of a whole: "seven of the nine counts", "all nine counts"."""
    text = source.doc.text
    rows = [row for row in quantities if row.kind == "count" and pd.notna(row.value) and pd.isna(row.bound)]
    parts = {
        whole.start: part
        for part, whole in pairwise(rows)
        if _OF.fullmatch(text, int(part.end), int(whole.start)) and part.value < whole.value
    }
    for row in rows:
        part, before = parts.get(row.start), _ALL.search(text, max(0, int(row.start) - 20), int(row.start))
        noun = None if pd.isna(row.head) or row.value < LEAST else _noun(source, row)
        deed = None if noun is None else _deed(noun)
        if deed is not None and (part is not None or before is not None):
            first = row if part is None else part
            start = int(first.start) if before is None else before.start()
            key, value = (str(row.head), float(row.value)), (float(first.value), float(first.value))
            yield _slot(source, PART, key, value, str(first.text), start, int(row.of_end), deed)


def _noun(source: Source, row: Any) -> Token | None:
    span = source.doc.span_at(int(row.of_start), int(row.of_end)) if pd.notna(row.of_start) else None
    return None if span is None else span.root


def _deed(noun: Token) -> Deed | None:
    """What is said of a noun, or what is done to it; the guilty of "found him guilty on"."""
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    complement = next((c for c in verb.rights if c.dep_ in COMPLEMENTS or (c.dep_ == "ccomp" and c.tag_ == "JJ")), None)
    above = (t for t in noun.ancestors if t.pos_ == "ADJ" and verb in t.ancestors)  # guilty, beside a name
    said = (complement or next(above, None)) if verb.lemma_ in FINDING else None
    sides = sides_of(verb, said)
    negated = any(c.dep_ == "neg" for one in (verb, said) if one is not None for c in one.children)
    places = {place: nouns for place, nouns in places_of(verb).items() if noun.lemma_.lower() not in nouns}
    return Deed((said or verb).lemma_.lower(), negated, sides, places)


def _terms(source: Source, times: Sequence[Any]) -> Iterator[Slot]:
    """Until when a contract runs, or for how long: "a contract until June 2029", "a four-year contract", "the contract runs for five years"."""
    for row in times:
        span = source.doc.span_at(int(row.start), int(row.end))
        if span is None or (pd.notna(row.mod) and row.mod not in PARTS_OF_YEAR):
            continue
        length = length_of_time(row)
        ends = row.type == "DATE" and pd.notna(row.signal) and str(row.signal).lower() in UNTIL and pd.notna(row.latest)
        contract = _contract(span) if ends or length is not None else None
        if contract is None:
            continue
        noun, deed = contract
        if ends:
            key, low, high = UNTIL_WHEN, row.earliest.toordinal(), row.latest.toordinal()
        elif length is not None:
            key, low, high = HOW_LONG, length[1].value, length[1].value
        first, last = min(noun.idx, int(row.start)), max(noun.end, int(row.end))
        yield _slot(source, TERM, key, (low, high), str(row.text), first, last, deed)


def _made(noun: Token, verb: Token) -> Deed:
    """That a contract is made, with whom."""
    places = {**places_of(verb), **places_of(noun)}
    return Deed("sign", places={place: nouns for place, nouns in places.items() if place != "object"})


def _contract(span: Span) -> tuple[Token, Deed] | None:
    """The contract that a time belongs to, and whether it is made; None if it is none, or nobody says that it was made now."""
    above = [span.root, *span.root.ancestors]
    for n, token in enumerate(above):
        if any(c.lower_ in OPEN for c in token.children):
            return None
        if token.lemma_.lower() in CONTRACTS and token.pos_ in ("NOUN", "PROPN"):
            verb = next((t for t in above[n + 1 :] if t.pos_ == "VERB"), None)
            if verb is None or verb.lemma_ not in SIGNING or _of_another(token):
                return None
            return token, _made(token, verb)
        if token.pos_ == "VERB":
            noun = next(
                (c for c in token.children if c.dep_ in ("dobj", *SUBJECTS) and c.lemma_.lower() in CONTRACTS), None
            )
            if noun is not None:
                new = token.lemma_ in SIGNING or (token.lemma_ in RUNNING and token.tag_ in ("VBZ", "VBP"))
                return (noun, _made(noun, token)) if new and not _of_another(noun) else None
    return None


def _of_another(noun: Token) -> bool:
    """Whether it is the contract of somebody told by a common noun: "the contract of the coach", "the coach's contract"."""
    whose = [c for c in noun.children if c.dep_ == "poss"]
    whose += [c for p in noun.rights if p.lower_ in ("of", "for") for c in p.rights if c.dep_ == "pobj"]
    return any(t.pos_ == "NOUN" and is_person_noun(t.lemma_) for t in whose)


def _ballots(source: Source, quantities: Sequence[Any]) -> Iterator[Slot]:
    """Which share voted for it: "87 percent of those who voted were in favour", "78 per cent vote to strike", "four in ten were opposed".

    "Six in ten" may be some percent more or less.
    """
    for row in quantities:
        text = str(row.text).lower()
        exact = text.endswith("cent")
        if row.kind == "share" and (exact or _IN_TEN.search(text)) and pd.notna(row.value) and pd.isna(row.bound):
            span = source.doc.span_at(int(row.start), int(row.end))
            verb = None if span is None else _voting(span)
            if verb is not None:
                head = "" if pd.isna(row.head) else str(row.head)
                voters = head if is_person_noun(head) and head not in VOTERS else ""
                deed = Deed(voters, any(c.dep_ == "neg" for c in verb.children))
                first, last = min(int(row.start), verb.idx), max(int(row.end), verb.end)
                value, loose = (row.value, 0) if exact else (row.value * WHOLE, ROUGHLY)
                slot = _slot(source, BALLOT, (), (value - loose, value + loose), str(row.text), first, last, deed)
                behind = source.doc.tokens[verb.i + 1 : verb.i + 1 + BEHIND]
                topic = frozenset(stem(t) for t in behind if t.pos_ in ("NOUN", "VERB"))
                words = frozenset(map(stem, source.doc))
                named = source.names_in(verb.sent.start_char, verb.sent.end_char)
                where = frozenset().union(*(found for kind, found in named.items() if kind != "person"))
                yield slot._replace(topic=topic - _STEMS, words=words, against=_is_against(verb), where=where)


def _voting(share: Span) -> Token | None:
    """The verb by which a share votes for something or against it; None if it does not, or was only asked."""
    verb = next((t for t in share.root.ancestors if t.lemma_ == "vote" or t.pos_ in ("VERB", "AUX")), None)
    words = {t.lemma_.lower() for t in share.sent}
    votes = verb is not None and words & VOTES and not words & POLLS
    return verb if verb is not None and votes and (_is_for(verb) or _is_against(verb)) else None


def _is_for(verb: Token) -> bool:
    """Whether a verb says that it was voted for: "vote to strike", "voted for", "were in favour of", "backed"."""
    if verb.lemma_ == "vote":
        return any(t.lower_ in ("for", "to", "yes", "in") for t in verb.doc.tokens[verb.i + 1 : verb.i + 2])
    return bool({verb.lemma_, *(t.lower_ for c in verb.rights for t in c.subtree)} & FAVOUR)


def _is_against(verb: Token) -> bool:
    """Whether a verb says that it was voted against: "voted against", "were opposed to", "rejected"."""
    if verb.lemma_ == "vote":
        return any(t.lower_ in ("against", "no") for t in verb.doc.tokens[verb.i + 1 : verb.i + 2])
    beside = {c.lower_ for c in verb.rights}
    return bool({verb.lemma_.lower(), *beside} & DISFAVOUR)


def _slot(
    source: Source,
    sort: str,
    key: tuple[Any, ...],
    value: tuple[float, float],
    text: str,
    start: int,
    end: int,
    deed: Deed,
) -> Slot:
    span = source.doc.span_at(start, end)
    sentence = span.sent if span is not None else source.doc.sentences[0]
    persons = source.names_in(sentence.start_char, sentence.end_char).get("person", frozenset())
    known = frozenset(entity for *_, entity, kind in source.named if kind == "person")
    stems = frozenset(stem(t) for t in sentence if t.pos_ in CONTENT and t.pos_ != "NUM")
    stretch = (source.doc.article_id, start, end)
    return Slot(sort, key, *value, text, stretch, deed, persons, known, stems)
