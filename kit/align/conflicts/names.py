"""Names: two articles that put different persons in one part of one happening ("the driver, Ann Example").

Places are left alone: one article names the town and another the street, and both are right.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from rapidfuzz.distance import DamerauLevenshtein

from kit.align.conflicts.facts import other_names
from kit.align.conflicts.partners import AGREE
from kit.data import read_list, word_set
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.conflicts.facts import Fact, Source
    from kit.english.doc import Token

# What a person does or undergoes, by the dependency of the name.
PARTS = {"nsubj": "does", "agent": "does", "nsubjpass": "undergoes", "dobj": "undergoes"}
# A full name: of a surname alone one cannot say whose it is.
FULL = 2
# Letters by which two spellings of one name differ.
SPELLING = 2
# "Named as", "identified as": what follows is the name of the part.
_NAMES_AS = frozenset({"name", "identify", "call"})
NEW = frozenset({"new", "next"})
OFFICES = frozenset({"oprd", "attr", "dobj", "pobj"})
APPOINTING = word_set("verbs of giving an office")


class Named(NamedTuple):
    """Who is named, the part by its noun, what is done with the verb above, and the ages printed in the clause."""

    entity: str
    text: str
    roles: frozenset[str]
    deed: tuple[str, str, str] | None
    ages: frozenset[float]


def name_facts(source: Source, mentions: Sequence[Any], quantities: Sequence[Any]) -> Iterator[Fact]:
    """Every full name of a person, with the part that the clause gives it; who is quoted beside it is left out."""
    ages = sorted((int(q.start), float(q.value)) for q in quantities if q.kind == "age" and pd.notna(q.value))
    for start, end, entity in _full_names(source, mentions):
        span, clause = source.doc.span_at(start, end), source.clause(start)
        if span is None or clause is None or sum(t.is_alpha for t in span) < FULL or source.speakers.meet(start, end):
            continue
        deed = _deed(span.root)
        beside = (*span, *_beside(span.root), *([deed[1]] if deed and deed[0] == "does" else []))
        told = {t: _sole_roles().get(t.lemma_.lower()) or _sole_roles().get(t.lower_) for t in beside}  # "was fastest"
        roles = [(t, role) for t, role in told.items() if role is not None]
        roles += [(t, f"new {t.lemma_.lower()}") for t in _offices(span.root, beside)]
        if not roles and deed is None:
            continue
        near = frozenset(age for _, age in ages[bisect_left(ages, (clause[0],)) : bisect_left(ages, (clause[1],))])
        value = Named(
            entity,
            source.doc.text[start:end].lower(),
            frozenset(role for _, role in roles),
            None if deed is None else (deed[0], deed[1].lemma_, _object(deed[1])),
            near,
        )
        words = [(t.idx, t.end) for t in (*(t for t, _ in roles), *([deed[1]] if deed else []))]
        made = source.fact(words, (start, end), "name", value)
        if made is not None:
            yield made


def _full_names(source: Source, mentions: Sequence[Any]) -> Iterator[tuple[int, int, str]]:
    """Where a person is named: the mentions; what no entity was made of, but the parser takes for a person or a title leads to."""
    yield from ((int(row.start), int(row.end), row.entity_id) for row in mentions)
    if not source.doc.analysed:
        return
    spans = [(name.start_char, name.end_char) for name in source.doc.ents if name.label_ == "PERSON"]
    spans += [span for title in source.doc if title.lemma_.lower() in _sole_roles() for span in _behind(title)]
    for start, end in sorted(set(spans)):
        if not source.names_in(start, end):
            yield start, end, source.doc.text[start:end].lower()


def _behind(title: Token) -> Iterator[tuple[int, int]]:
    """The name in two or three capitalised words right behind a title: "Captain Ann Example"."""
    tokens = title.doc.tokens[title.i + 1 : title.i + 4]
    name = list(takewhile(lambda t: t.pos_ == "PROPN" and t.is_alpha, tokens))
    if len(name) >= FULL:
        yield name[0].idx, name[-1].end


def _beside(name: Token) -> Iterator[Token]:
    """The nouns that say what somebody is: "Captain X", "the driver, X", "X, the driver", "the driver was named as X"."""
    yield from (c for c in name.children if c.dep_ in ("compound", "appos", "nmod", "amod"))
    head = name.head
    if name.dep_ in ("appos", "compound"):
        yield head
        yield from (c for c in head.children if c.dep_ in ("compound", "appos"))
    if name.dep_ == "dobj":
        yield from (t for c in head.children if c.lower_ == "as" for t in c.children)
    if name.dep_ == "pobj" and head.lower_ == "as" and head.head.lemma_ in _NAMES_AS:
        yield from (c for c in head.head.children if c.dep_ in ("nsubjpass", "dobj"))
    if name.dep_ == "nsubj" and head.lemma_ == "be":  # "X was at the wheel"
        yield from (t for c in head.rights if c.lower_ in ("at", "behind") for t in c.rights)
    if name.dep_ in ("attr", "oprd", "nsubj") and head.lemma_ in ("be", *_NAMES_AS):
        yield from (c for c in head.children if c.dep_ in ("nsubj", "nsubjpass", "attr", "acomp") and c is not name)


def _offices(name: Token, beside: Iterable[Token]) -> Iterator[Token]:
    """The office that somebody newly has: "the next mayor, X", "X was elected mayor", "they named X captain"."""
    yield from (t for t in beside if t.pos_ == "NOUN" and any(c.lower_ in NEW for c in t.lefts))
    if name.dep_ in ("nsubjpass", "dobj") and name.head.lemma_ in APPOINTING:
        below = [*name.head.rights, *(t for c in name.head.rights if c.lower_ == "as" for t in c.rights)]
        yield from (c for c in below if c.dep_ in OFFICES and c.pos_ == "NOUN")


def _deed(name: Token) -> tuple[str, Token] | None:
    """What the person does or what is done to them: the part and the verb."""
    token = name.head if name.dep_ == "pobj" and name.head.dep_ == "agent" else name
    part = PARTS.get("agent" if token is not name else token.dep_)
    verb = token.head
    if verb.lemma_ == "be":  # "is to lead"
        verb = next((c for c in verb.rights if c.dep_ == "xcomp"), verb)
    return (part, verb) if part and verb.pos_ == "VERB" else None


def _object(verb: Token) -> str:
    """The noun for what is done to, "" if the verb has none."""
    return next((c.lemma_.lower() for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN"), "")


@cache
def _sole_roles() -> dict[str, str]:
    listed = read_list("sole_roles.csv")
    return {word: row.role for row in listed.itertuples() for word in row.words.split()}


def same_name(one: Fact, other: Fact) -> bool:
    """Whether two names are one person's, perhaps in two spellings (Rait and Raite)."""
    a, b = one.value, other.value
    return bool(a.entity == b.entity or DamerauLevenshtein.distance(a.text, b.text) <= SPELLING)


class Strangers:
    """Whether two names may stand in one part: neither article has the other's last name, and no ages tell them apart."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.words = {key: frozenset(t.lower_ for t in source.doc.tokens) for key, source in sources.items()}

    def __call__(self, one: Fact, other: Fact) -> str:
        return AGREE if same_name(one, other) else "name" if self._may_be(one, other) else ""

    def _may_be(self, one: Fact, other: Fact) -> bool:
        a, b = one.value, other.value
        if a.ages and b.ages and not a.ages & b.ages:
            return False
        if a.roles & b.roles:  # the drivers of a bus and of a truck: both articles name both
            return not (self._known(a, other) and self._known(b, one))
        if self._known(a, other) or self._known(b, one):
            return False
        if a.text.split()[-1] == b.text.split()[-1]:
            return False  # two of one family
        if not a.deed or not b.deed or a.deed[0] != b.deed[0] or other_names(one, other, ("organisation", "place")):
            return False
        objects = {a.deed[2], b.deed[2]} - {""}
        # Many may score or be arrested; one of them paints the mural.
        return bool(objects) and kin(a.deed[1], b.deed[1], "VERB") and kin(min(objects), max(objects), "NOUN")

    def _known(self, named: Named, elsewhere: Fact) -> bool:
        """Whether the article of the other fact names this person too, but for a name that shares the last."""
        parts = named.text.split()  # one where a sign joins the names: "ilka/torsen"
        first, last, words = parts[0], parts[-1], self.words[elsewhere.article_id]
        return last in words and (first in words or elsewhere.value.text.split()[-1] != last)
