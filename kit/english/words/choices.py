"""Word choices: the different words that an event's articles use for one person, place, body or concept."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.data import word_set
from kit.english.words.concepts import MOST, contested_fields, contested_terms, group, same_line
from kit.english.words.descriptions import PLAIN
from kit.english.words.noun_phrases import KINDS, by_event, compared, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from kit.english.doc import Doc, Token
    from kit.english.words.noun_phrases import Phrase

# Labels that stand for their entity; what stands before a name is part of its phrase, "X is …" a statement.
STAND_FOR = ("label.apposition", "label.description")
INDEFINITE = word_set("indefinite words")
TELL_APART = word_set("words that tell apart")
# Nouns for anybody.
ANYBODY = PLAIN | {"people", "person", "other"}
NONE = word_set("words for none and many")
MARKS = frozenset("'‘’\"“”")
PLURAL = frozenset({"NNS", "NNPS"})
# No word holds a letter behind this one.
LAST_LETTER = chr(sys.maxunicode)


def find_word_choices(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    entities: pd.DataFrame,
    mentions: pd.DataFrame,
    labels: pd.DataFrame,
    *,
    semantic: bool = False,
) -> pd.DataFrame:
    """The table `word_choices`: one row a noun phrase whose concept is named more than once in its event.

    `concept` is the entity's name, or the wording that most articles use; further columns: `entity_id` (missing for
    what has no name), `head` (the head noun, US and UK spellings alike), `wordings` (how many different ones the
    concept has), `contested` (the term of `kit/data/contested_names.csv` that the head is, if any). Phrases are joined through the entity they name or describe (`labels`), by the same words, by likeness
    (`kit.english.words.concepts`): of letters, or with `semantic` of meaning (the extra `semantic`); `rule` says which. A concept that is named once is left out
    unless its word is such a term.

    What is only alike is joined if it agrees (`agree`). It misses what is named quite differently, a thing that is new in
    its article ("a thorough inquiry"), and headlines in words of their own; pronouns are not looked at.
    """
    meant = {(row.article_id, row.start): row.entity_id for row in tables.rows(labels) if row.rule in STAND_FOR}
    names = dict(zip(entities["entity_id"], entities["name"], strict=True))
    rows: list[dict[str, Any]] = []
    for event in by_event(articles, docs, entities, mentions):
        known = sorted(filter(str.isalpha, {t.lower_ for key in event.phrases for t in docs[key].tokens}))
        phrases = [phrase for found in event.phrases.values() for phrase in found if _names_a_thing(phrase, known)]
        groups: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        nameless = []
        for phrase in phrases:
            owner = phrase.entity or meant.get((phrase.doc.article_id, phrase.start))
            if owner is None:
                nameless.append(phrase)
            else:
                groups[f"0 {owner}"].append((phrase, "word.named" if phrase.entity else "word.described"))
        # Persons are many things to many people: only names of things may draw phrases that are alike.
        things = {
            row.entity_id: row.name for row in event.entities if f"0 {row.entity_id}" in groups and row.kind != "person"
        }
        for key, found in _concepts(nameless, things, semantic=semantic).items():
            groups[key] += found
        taken: set[str] = set()
        for key in sorted(groups):
            entity = key[2:] if key[0] == "0" else None
            title = names[entity] if entity else _title([phrase for phrase, _ in groups[key]])
            number = 1
            while (concept := title if number == 1 else f"{title} ({number})").casefold() in taken:
                number += 1
            taken.add(concept.casefold())
            rows += _rows(groups[key], entity, concept, known)
    return tables.table("word_choices", sorted(rows, key=lambda r: (r["article_id"], r["start"])))


def _concepts(
    phrases: Sequence[Phrase], named: Mapping[str, str], *, semantic: bool
) -> dict[str, list[tuple[Phrase, str]]]:
    """Phrases without a name by concept (an entity, or a number), each with the rule that put it there."""
    by_words: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_words[phrase.words].append(phrase)
    kinds = sorted((w for w in by_words if w), key=lambda w: (-len(by_words[w]), w))[:MOST]
    owners = sorted(named)
    words = {key: " ".join(spelled(word) for word in named[key].lower().split()) for key in owners}
    numbers = group(
        [*kinds, *words.values()],
        [*(by_words[w][0].head for w in kinds), *(words[key].split()[-1] for key in owners)],
        [*(frozenset(by_words[w][0].names.values()) for w in kinds), *(frozenset([key]) for key in owners)],
        named=[False] * len(kinds) + [True] * len(owners),
        semantic=semantic,
    )
    owned = dict(zip(numbers[len(kinds) :], owners, strict=True))
    how = "word.alike-meaning" if semantic else "word.alike"
    made: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    leads: dict[int, Phrase] = {}
    for kind, number in zip(kinds, numbers, strict=False):
        known = next((phrase for phrase in by_words[kind] if phrase.definite), by_words[kind][0])
        lead = leads.setdefault(number, known)
        for phrase in by_words[kind]:
            if number in owned and named_by(phrase, words[owned[number]]):
                made[f"0 {owned[number]}"].append((phrase, how))
            elif phrase.words != lead.words and agree(phrase, lead, semantic=semantic):
                made[f"1 {lead.words}"].append((phrase, how))
            else:
                made[f"1 {kind}"].append((phrase, "word.same"))
    return made


def named_by(phrase: Phrase, name: str) -> bool:
    """Whether a phrase points at what has this name: "the hotel" at "Oakham Hotel", but not "the fire" at "Oakham Fire"."""
    words, mine = name.split(), set(phrase.words.split())
    return (
        phrase.definite
        and phrase.head == words[-1]
        and (mine == set(words) or (phrase.head in KINDS and mine < set(words)))
    )


def agree(phrase: Phrase, other: Phrase, *, semantic: bool = False) -> bool:
    """Whether two phrases in different words may name one thing.

    With one head noun both point at something single that is known ("the old mill", "the mill"). With two heads of one
    line of contested names ("the war", "the invasion"; with `semantic` two that mean about the same) they name nobody
    else, and one or many as the other. A headline is seldom parsed right, and what is new, owned or counted is often
    another thing: none of these agrees with anything.
    """
    if _new(phrase) or _new(other) or (phrase.root.tag_ in PLURAL) != (other.root.tag_ in PLURAL):
        return False
    if any(_tells_apart(t) for one in (phrase, other) for t in one.tokens):
        return False
    if phrase.head != other.head and (semantic or same_line(phrase.head, other.head)):
        ours, theirs = set(phrase.names.values()), set(other.names.values())
        pointed = all(one.definite or one.names for one in (phrase, other))
        return pointed and (not ours or not theirs or not ours.isdisjoint(theirs))
    mine, more = set(phrase.words.split()), set(other.words.split())
    tails = [one.doc.tokens[one.span.end : one.end_token] for one in (phrase, other)]
    apart = phrase.head != other.head or bool(tails[0]) != bool(tails[1]) or phrase.root.tag_ in PLURAL
    return not apart and phrase.definite and other.definite and (mine <= more or more <= mine)


# "R-Oakham" behind a member's name is no name of Oakham.
_SEAT = re.compile(r"[A-Z]{1,3}-[A-Z]")


def _names_a_thing(phrase: Phrase, known: Sequence[str]) -> bool:
    """Not so many of something, which others may count otherwise ("six children", "no victims"), and no idiom ("into account")."""
    if phrase.entity is not None:
        return not _SEAT.match(phrase.span.text)
    if sum(t.text in MARKS for t in phrase.tokens) % 2:
        return False  # "Exland 'bombs refugees'", cut inside the quotation
    if _contested(phrase, known) is not None:
        return True
    if phrase.span[0].lower_ in NONE or any(t.tag_ == "CD" for t in phrase.tokens):
        return False
    if phrase.words == phrase.head and (phrase.head in ANYBODY or _tells_apart(phrase.root)):
        return False  # "The man" of another article is another man; "the third"
    before = phrase.doc.tokens[max(0, phrase.span.start - 2) : phrase.span.start]
    if phrase.root.pos_ == "PROPN" and len(before) == 2 and before[1].lower_ == "of" and before[0].pos_ == "PROPN":
        return False  # "The National Union of Signallers", cut inside its name
    root, alone = phrase.root, phrase.end_token - phrase.span.start == 1
    return not (alone and root.tag_ == "NN" and root.dep_ == "pobj" and root.head.i == root.i - 1)


def _tells_apart(token: Token) -> bool:
    """Whether a word tells one thing of a kind from the others: "second", "11th", "upper"."""
    return token.lower_ in TELL_APART or token.ent_type_ == "ORDINAL"


def _new(phrase: Phrase) -> bool:
    """Whether a phrase stands in a headline, or brings something new, owned or counted: "a fire", "his hand", "three people"."""
    inside = phrase.doc.tokens[phrase.span.start : phrase.span.end]
    return (
        phrase.span.sent.role == "headline"
        or phrase.span[0].lower_ in INDEFINITE
        or any(t.tag_ in ("PRP$", "CD", "WDT", "WRB", "WP$") for t in inside)
    )


def _rows(
    group: list[tuple[Phrase, str]], entity: str | None, concept: str, known: Sequence[str]
) -> list[dict[str, Any]]:
    wordings = {phrase.words for phrase, _ in group}
    again = len(group) > 1 and (len(wordings) > 1 or len({phrase.doc.article_id for phrase, _ in group}) > 1)
    return [
        {
            "choice_id": f"{phrase.doc.article_id}-c{phrase.start}",
            "article_id": phrase.doc.article_id,
            "sentence_id": f"{phrase.doc.article_id}-s{phrase.root.sent.start_char}",
            "concept": concept,
            "start": phrase.start,
            "end": phrase.end,
            "text": phrase.text,
            "entity_id": entity,
            "head": phrase.head,
            "wordings": len(wordings),
            "contested": term,
            "rule": rule,
        }
        for phrase, rule, term in ((p, r, None if p.entity else _contested(p, known)) for p, r in group)
        if again or term
    ]


def _contested(phrase: Phrase, known: Sequence[str]) -> str | None:
    """The contested term that the phrase's head is, the longest one ("asylum seekers" before "seekers"); `known` are the words of its event, sorted."""
    if phrase.head not in _last_words():
        return None
    before = [compared(t) for t in phrase.doc.tokens[phrase.span.start : phrase.root.i + 1] if t.pos_ != "PUNCT"]
    for length in range(len(before), 0, -1):
        term = contested_terms().get(" ".join(before[-length:]))
        if term:
            return term if _in_sense(phrase, term, known) else None
    return None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(term.rpartition(" ")[2] for term in contested_terms())


def _in_sense(phrase: Phrase, term: str, known: Sequence[str]) -> bool:
    """Whether the term is meant in a contested sense, by the words of its phrase and of its event: no "heart attack"."""
    fields = contested_fields().get(term)
    if fields is None:
        return True
    inside = {t.lower_ for t in phrase.doc.tokens[phrase.span.start : phrase.end_token]}
    return any(without.isdisjoint(inside) and _one_begins(known, needs, term) for needs, without in fields)


def _one_begins(known: Sequence[str], beginnings: Sequence[str], term: str) -> bool:
    """Whether a word, other than the term itself, begins so; the words are sorted, so those that do stand together."""
    return any(
        word != term
        for beginning in beginnings
        for word in known[bisect_left(known, beginning) : bisect_left(known, beginning + LAST_LETTER)]
    )


def _title(phrases: Sequence[Phrase]) -> str:
    """The wording that most articles use, as first printed; the shorter one of two."""
    articles: dict[str, set[str]] = defaultdict(set)
    uses = Counter(phrase.words for phrase in phrases)
    for phrase in phrases:
        articles[phrase.words].add(phrase.doc.article_id)
    best = min(articles, key=lambda w: (-len(articles[w]), -uses[w], len(w), w))
    first = next(phrase for phrase in phrases if phrase.words == best)
    words = [t for t in first.tokens if t.pos_ not in ("DET", "PRON")] or list(first.tokens)
    return " ".join(first.doc.text[words[0].idx : words[-1].end].split())
