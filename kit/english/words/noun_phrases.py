"""Phrases: the noun phrases of an article, each with its head, its modifiers and the names it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kit import tables
from kit.data import word_set
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from kit.english.doc import Doc, Span, Token

# Words that carry nothing of what is named.
EMPTY = frozenset({"DET", "PRON", "PUNCT", "NUM", "SYM", "PART", "ADP", "CCONJ", "AUX", "SPACE", "SCONJ", "INTJ"})
# What a phrase is one by, and what is cut off at its edges.
NOMINAL, TRIMMED = frozenset({"NOUN", "PROPN", "ADJ"}), frozenset({"PUNCT", "SYM", "CCONJ", "ADP"})
KINDS = word_set("nouns of kinds")
AMOUNTS = frozenset("DATE TIME PERCENT MONEY CARDINAL".split())
TAILS = word_set("prepositions of noun phrases")
LONGEST_TAIL = 5
# British spellings made American where both are common; only to compare words, never to show them.
SPELLINGS = (
    (r"(?<=def|lic|off)enc(?=e$|es$)", "ens"),
    (r"our(?=s?$|ing$|ed$)", "or"),
    (r"is(?=ation|e$|ed$|ing$)", "iz"),
    (r"(?<=cent|thea)tre", "ter"),
)


@dataclass(frozen=True, eq=False)
class Phrase:
    """One noun phrase: `doc[start:end]` in tokens; `head` as a compared word.

    `names` are the entities named inside, by the token where the name begins (`name_ends`: behind its last one);
    `entity` is the one that the whole phrase names; `tail` is the phrase behind it ("… of Crimea"), up to `end_token`.
    """

    doc: Doc
    span: Span
    root: Token
    head: str
    end_token: int
    names: Mapping[int, str] = field(default_factory=dict)
    name_ends: Mapping[int, int] = field(default_factory=dict)
    entity: str | None = None

    @property
    def start(self) -> int:
        return self.span.start_char

    @property
    def end(self) -> int:
        return self.doc.tokens[self.end_token - 1].end

    @property
    def text(self) -> str:
        return self.doc.text[self.start : self.end]

    @property
    def tokens(self) -> Sequence[Token]:
        """Its tokens, the tail's too."""
        return self.doc.tokens[self.span.start : self.end_token]

    @property
    def definite(self) -> bool:
        """Whether it points at something known: "the", "this", "its", "Russia's"."""
        first = self.span[0]
        return first.lower_ in DEFINITE or first.tag_ == "PRP$" or any(t.tag_ == "POS" for t in self.span)

    @cached_property
    def words(self) -> str:
        """What is compared: the content words in order."""
        return " ".join(compared(t) for t in self.tokens if t.pos_ not in EMPTY)


DEFINITE = frozenset("the this that these those".split())


class Name(NamedTuple):
    """A name in a Doc: the token behind its last one, its entity, and whether that is a person."""

    end: int
    entity: str
    person: bool


class Event(NamedTuple):
    """What an event names: the rows of its entities and of their mentions; and the phrases of each article in English."""

    event_id: str
    entities: list[Any]
    mentions: list[Any]
    phrases: dict[str, list[Phrase]]


def by_event(
    articles: pd.DataFrame, docs: Mapping[str, Doc], entities: pd.DataFrame, mentions: pd.DataFrame
) -> Iterator[Event]:
    """The events of these articles in order of their ids, their articles too; each list of phrases in order of the text."""
    known = {event_id: Event(event_id, [], [], {}) for event_id in sorted(articles["event_id"].dropna().unique())}
    owner = {}
    for entity in tables.rows(entities):
        if entity.event_id in known:
            known[entity.event_id].entities.append(entity)
            owner[entity.entity_id] = entity.event_id
    named: dict[tuple[str, str], list[Any]] = {}
    for mention in tables.rows(mentions):
        if event_id := owner.get(mention.entity_id):
            known[event_id].mentions.append(mention)
            named.setdefault((event_id, mention.article_id), []).append(mention)
    people = frozenset(e.entity_id for event in known.values() for e in event.entities if e.kind == "person")
    for key, event_id in sorted(zip(articles["article_id"], articles["event_id"], strict=True)):
        if event_id in known and docs[key].analysed:
            names = find_names(docs[key], named.get((event_id, key), ()), people)
            known[event_id].phrases[key] = _kept(docs[key], names)
    return iter(known.values())


def _kept(doc: Doc, named: Mapping[int, Name]) -> list[Phrase]:
    """The phrases of a Doc, found once for labels and word choices: both ask with the same names."""
    known, phrases = doc.user_data.get("phrases", (None, []))
    if known != named:
        phrases = list(find_phrases(doc, named))
        doc.user_data["phrases"] = named, phrases
    return list(phrases)


def find_phrases(doc: Doc, named: Mapping[int, Name]) -> Iterator[Phrase]:
    """The noun phrases of headline, body and captions; pronouns, dates and amounts are none."""
    behind = 0
    for chunk in doc.noun_chunks:
        span = _trimmed(chunk)
        if span is None or span.start < behind or span.sent.role not in READ_ROLES:
            continue
        root = span.root
        if root.pos_ not in NOMINAL or root.ent_type_ in AMOUNTS:
            continue
        end = _with_tail(span, root)
        inside = {i: named[i] for i in range(span.start, end) if i in named}
        entity = None
        for i, name in inside.items():
            # A possessive name owns the phrase, it is not what the phrase names: "Russia's annexation". "Secretary of
            # the Treasury Ann Example" names Ann Example.
            titled = (
                name.person and name.end == end and i > span.end and root.pos_ == "PROPN"
                and span.doc.tokens[span.end].lower_ == "of" and span.doc.tokens[i - 1].pos_ == "PROPN"
            )  # fmt: skip
            last = name.end == span.end and span[-1].tag_ != "POS" and root.pos_ == "PROPN"
            # "the Blue Nile region", "Rite Aid store": the name and what kind of thing it is.
            sort = not name.person and name.end == root.i and root.i + 1 == span.end and compared(root) in KINDS
            if i <= root.i < name.end or last or titled or sort:
                entity = name.entity
                end = max(span.end, name.end) if titled else span.end
                behind = end
        inside = {i: name for i, name in inside.items() if i < end}
        yield Phrase(
            doc,
            span,
            root,
            compared(root),
            end,
            {i: name.entity for i, name in inside.items()},
            {i: name.end for i, name in inside.items()},
            entity,
        )


def compared(token: Token) -> str:
    """A word as it is compared: its lemma in small letters, US and UK spellings alike.

    >>> import kit.english.annotate
    >>> [compared(t) for t in kit.english.annotate.analyse("the defence of neighbours")]
    ['the', 'defense', 'of', 'neighbor']
    """
    return spelled(token.lemma_.lower() or token.lower_)


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """American spelling, where the British one differs by rule."""
    for pattern, other in SPELLINGS:
        if len(word) > 4:
            word = re.sub(pattern, other, word)
    return word


def find_names(doc: Doc, mentions: Iterable[Any], people: frozenset[str]) -> dict[int, Name]:
    """The names of one Doc by their first token; `mentions` are its rows, `people` are the entities that are persons."""
    found: dict[int, Name] = {}
    for row in mentions:
        span = doc.span_at(int(row.start), int(row.end))
        if span is not None:
            found[span.start] = Name(span.end, row.entity_id, row.entity_id in people)
    return found


def _with_tail(span: Span, root: Token) -> int:
    """Behind the short phrase that belongs to the noun: "annexation of Crimea", "rule over Crimea"."""
    tokens = span.doc.tokens
    for child in root.rights:
        if child.i == span.end and child.dep_ == "prep" and child.lower_ in TAILS:
            edge = child.right_edge
            # "An injury on her arm and graze wound": a tail that the parser cut inside a noun is none.
            cut = edge.i + 1 < len(tokens) and tokens[edge.i + 1].pos_ in ("NOUN", "PROPN")
            broken = any(t.pos_ in ("VERB", "PUNCT") for t in tokens[child.i : edge.i + 1])
            if child.i < edge.i < child.i + LONGEST_TAIL and not cut and not broken:
                return edge.i + 1
    return span.end


def _trimmed(chunk: Span) -> Span | None:
    """The chunk without quotation marks and other signs at its edges; None if nothing but a pronoun or number is left."""
    kinds = {t.pos_ for t in chunk}
    if kinds.isdisjoint(NOMINAL):
        return None
    if kinds.isdisjoint(TRIMMED):
        return chunk
    start, end = chunk.start, chunk.end
    tokens = chunk.doc.tokens
    # In headlines spaCy may take "Peaceful protest for Ann Example" for one noun phrase: the last one is kept.
    start = max([start, *(t.i + 1 for t in chunk if t.pos_ == "ADP" and t.lower_ != "of" and t.i + 1 < end)])
    while start < end and tokens[start].pos_ in ("PUNCT", "SYM", "CCONJ"):
        start += 1
    while end > start and tokens[end - 1].pos_ in TRIMMED:
        end -= 1
    if start == end or not any(t.pos_ in NOMINAL for t in tokens[start:end]):
        return None
    return chunk.doc[start:end]  # type: ignore[return-value]
