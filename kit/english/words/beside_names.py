"""Beside names: what an article calls a person, place or body where name and words stand together.

"Defence Secretary Ann Example"; "Example, a former nurse"; "Example is the first …".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.data import word_set
from kit.english.people.names import person_nouns
from kit.english.words.noun_phrases import compared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kit.english.doc import Token
    from kit.english.words.noun_phrases import Phrase

# A party's letters, a hyphen, and the short name of a state: what stands behind the name of a member of parliament.
_PARTY = re.compile(r"[(,]\s?[A-Z]{1,3}[-–][A-Z][A-Za-z.]{0,12}$")
# "…, the Oakham News reports".
_NAMED_SOURCE = re.compile(r",(?: [A-Z]\S*){1,4}(?: com)? (?:reports?|reported|says?|said)\b")
# What a member of a party is called.
_MEMBERS = frozenset("democrat republican conservative liberal independent socialist".split())
OFFICE = word_set("heads of offices")
# Persons, but for bodies of the same name.
OWNERS = frozenset("publisher owner founder assistant".split())
NO_LABELS = word_set("directions") | frozenset("home downtown part uptown suburban".split())
OPENERS = word_set("words that begin no label")
COPULAS = frozenset({"be", "become", "remain"})


class Label(NamedTuple):
    """A stretch of a phrase that says what an entity is: tokens `start:end`, and how we know."""

    entity: str
    start: int
    end: int
    rule: str


def labels_beside(phrases: Sequence[Phrase], persons: Collection[str]) -> Iterator[tuple[Phrase, Label]]:
    """The phrases of one article that stand beside a name, or are said of it, each with its label.

    `persons` are the entities that are persons: an adjective alone labels only these ("nearby Halden" does not), and
    nothing that is many labels one of them ("Ann Example, protests and all").
    """
    by_root = {phrase.root.i: phrase for phrase in phrases}
    for phrase in phrases:
        for label in _beside(phrase, by_root, persons):
            if not _cut(phrase, label, persons):
                yield phrase, label


def _cut(phrase: Phrase, label: Label, persons: Collection[str]) -> bool:
    """Whether a label is half of what is printed, or no noun for its bearer.

    So are "ex-|coaches", "the first person| to swim", "a voice of |the court, Ann Example", "north of Oakham", "brothers" before
    one of two, and "with a knife|, the Oakham News says".
    """
    tokens = phrase.doc.tokens
    first, last, behind = tokens[label.start], tokens[label.end - 1], tokens[label.end : label.end + 2]
    before = tokens[label.start - 1] if label.start else None
    if before is not None and before.text == "-" and before.end == first.idx:
        return True
    if behind and behind[0].text == "-" and behind[0].idx == last.end:
        return True  # "a son|-in-law", "the ex|-wife"
    words = tokens[label.start : label.end]
    if first.tag_ == "WP$" or first.lower_ == "no" or any(t.text in "'‘’\"“”" for t in words):
        return True  # "whose father, Example, …", "no relation", "the 'cloud' President Example"
    if label.rule != "label.apposition" and not any(t.pos_ in ("NOUN", "PROPN") or "-" in t.text for t in words):
        return True  # "blunter", "little Ann Example"
    if label.entity not in persons and (_of_headline(phrase, label) or phrase.head in OFFICE):
        return True  # "Oakham edge Halden", "12 in Oakham, director of the park Ann Example said"
    if label.rule == "label.before-name":
        many = last.tag_ in ("NNS", "NNPS") and label.entity in persons
        row = any(t.text == "," or (last.pos_ == "ADJ" and t.text == "and") for t in words)
        return many or row or last.lower_ in NO_LABELS
    if phrase.head in NO_LABELS or (len(behind) == 2 and behind[0].lower_ == "to" and behind[1].pos_ == "VERB"):
        return True
    if label.rule != "label.apposition" or not behind:
        return False
    if behind[0].tag_ == "CD" or _is_asked_for(phrase):
        return True  # "Oakham Hospital, room| 6"
    if behind[0].text != ",":
        return False
    over = phrase.root.head.head if phrase.root.dep_ == "pobj" else None
    if label.entity in persons:
        return over is not None and compared(over) in OFFICE | OWNERS | person_nouns()
    return over is not None and _NAMED_SOURCE.match(phrase.doc.text, last.end) is not None


def _is_asked_for(phrase: Phrase) -> bool:
    """Whether it is what somebody is told to do something with: "Hand back the cash, Example"."""
    verb = next((t for t in phrase.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    asks = verb is not None and verb.i == verb.sent.start and verb.i < phrase.span.start
    return verb is not None and asks and not any(c.dep_.startswith("nsubj") for c in verb.children)


def _of_headline(phrase: Phrase, label: Label) -> bool:
    """Whether a headline's name and verb stand before another name: "Oakham edge Halden"."""
    first, last = phrase.doc.tokens[label.start], phrase.doc.tokens[label.end - 1]
    named = first.pos_ == "PROPN" and last.text.islower() and first.i < last.i
    return label.rule == "label.before-name" and named and last.sent.role == "headline"


def _is_state(phrase: Phrase) -> bool:
    """Whether it is a member's state behind the party: "(D-Vt.)", "R-Colo."."""
    end = phrase.doc.tokens[phrase.span.end - 1].end
    return _PARTY.search(phrase.doc.text, max(0, phrase.start - 6), end) is not None


def _quoted_apart(phrase: Phrase, name: Phrase) -> bool:
    """Whether a quotation mark, or one bracket of two, stands between a phrase and a name: the Oakham News "the cops ran"."""
    first, second = sorted((phrase.span, name.span), key=lambda span: span.start)
    between = phrase.doc.text[first.end_char : second.start_char]
    return re.search(r'["“”«»]', between) is not None or between.count("(") != between.count(")")


def _of_nearer(phrase: Phrase, name: Phrase) -> bool:
    """Whether another noun for a person stands nearer before the name: "an assistant to the publisher, Ann Example"."""
    before = phrase.doc.tokens[max(0, name.span.start - 2) : name.span.start]
    nearer = before[0] if len(before) == 2 and before[1].text == "," else None
    if nearer is None or nearer.i <= phrase.root.i:
        return False
    return compared(nearer) in OFFICE | OWNERS | person_nouns()


def _described(phrase: Phrase, by_root: Mapping[int, Phrase]) -> Token:
    """What a phrase in apposition describes: behind a state the member, not the state ("Ann Example of Exland, a Democrat")."""
    over = phrase.root.head
    state = by_root.get(over.i)
    if state is not None and over.dep_ == "appos" and _is_state(state):
        return over.head
    person = phrase.head in person_nouns() or phrase.head in _MEMBERS
    of = over.dep_ == "pobj" and over.head.lower_ in {"of", "from"} and over.head.head.ent_type_ == "PERSON"
    return over.head.head if person and of and over.ent_type_ == "GPE" else over


def _beside(phrase: Phrase, by_root: Mapping[int, Phrase], persons: Collection[str]) -> Iterator[Label]:
    """Before the name, in apposition to it, or said of it by "is"."""
    if phrase.entity is not None:
        first = min(i for i, owner in phrase.names.items() if owner == phrase.entity)
        start = phrase.span.start
        for token in phrase.tokens:
            # "the new Pentagon chief Ann Example": the label starts behind article and owner.
            adverb = token.i == start and token.lower_ in OPENERS and phrase.doc.tokens[token.i + 1].text != "-"
            opens = token.pos_ == "DET" or token.tag_ in ("POS", "PRP$") or adverb
            if token.i < min(first, phrase.root.i) and opens:
                start = token.i + 1
        telling = ("NOUN", "PROPN", "ADJ") if phrase.entity in persons else ("NOUN",)
        if any(t.pos_ in telling for t in phrase.doc.tokens[start:first]):
            yield Label(phrase.entity, start, first, "label.before-name")
        return
    root = phrase.root
    many = root.tag_ in ("NNS", "NNPS")
    partners = (
        [_described(phrase, by_root)] if root.dep_ == "appos" else [c for c in root.children if c.dep_ == "appos"]
    )
    for token in partners:
        partner = by_root.get(token.i)
        if partner is not None and partner.entity is not None:
            if _of_nearer(phrase, partner):
                return
            if (
                not (many and partner.entity in persons)
                and not _is_state(phrase)
                and not _quoted_apart(phrase, partner)
            ):
                yield Label(partner.entity, phrase.span.start, phrase.end_token, "label.apposition")
            return
    if root.dep_ == "attr" and root.head.lemma_ in COPULAS and not any(c.dep_ == "neg" for c in root.head.children):
        for child in root.head.children:
            partner = by_root.get(child.i)
            if child.dep_ == "nsubj" and partner is not None and partner.entity is not None:
                yield Label(partner.entity, phrase.span.start, phrase.end_token, "label.predicate")
