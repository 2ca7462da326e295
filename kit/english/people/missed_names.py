"""Missed names: those that spaCy sees none in, and that the words around them tell."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon import senses
from kit.english.people import names
from kit.english.people.candidate import Candidate, is_name, is_verb_part, speaks
from kit.english.people.name_context import is_bodily, is_thing
from kit.english.people.name_extent import is_unseen, titles_before
from kit.english.people.name_form import ADDRESS, LONGEST_NAME
from kit.english.people.name_kind import thing_called
from kit.english.people.whole_names import owner_of
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.english.doc import Doc, Token

# Shorter names of the table of variants (US, IS) are words too.
SHORTEST_IN_TABLE = 4
# A transcript's label, and what in labels is no name.
_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}):\s")
FEWEST_LABELS = 3
_ROLES_IN_TALK = word_set("labels of talks")


def missed_names(doc: Doc) -> Iterator[Candidate]:
    """The names of an article that spaCy sees none in: of places known, of those who speak, are addressed or labelled."""
    for find in (_in_table, _speaking, _addressed, _labels):
        yield from find(doc)


def _speaking(doc: Doc) -> Iterator[Candidate]:
    """Names that speak: "Torsen said"."""
    for token in doc.tokens:
        unseen = token.tag_ == "NNP" and token.ent_iob_ == "O" and token.sent.role == "body"
        if not unseen or not speaks(token) or is_verb_part(token):
            continue
        owner = owner_of(token)
        first = owner or _first_of(token)
        titles = titles_before(first)
        office = names.fold(token.text) in names.titles()
        if office or (not titles and any(c.dep_ in {"det", "appos", "prep"} for c in token.children)):
            continue  # "the Secretary of Defence, Ann Example, said"; but "Chancellor Ann Example of Exland"
        text = doc.text[first.idx : token.end]
        if is_name(text) and text[0].isupper() and not text.isupper():
            run = doc.tokens[first.i : token.i + 1]
            called = "organisation" if owner or is_bodily(run) else thing_called(run)
            kind = "person" if titles else called or "person"
            yield Candidate(
                doc.article_id, first.idx, token.end, text, kind, "body", titles, personal=True, thing=is_thing(token)
            )


def _first_of(token: Token) -> Token:
    """The first word of a name that ends with a word, without titles before it, and "Sponsor" at a sentence's beginning."""
    first = token
    for left in reversed(token.lefts):
        if left.dep_ != "compound" or left.tag_ != "NNP" or left.i != first.i - 1 or left.ent_iob_ != "O":
            break
        first = left
    while first.i < token.i and (names.fold(first.text) in names.titles() or _only_opens(first)):
        first = token.doc.tokens[first.i + 1]
    return first


def _only_opens(token: Token) -> bool:
    """Whether a word for a person begins the sentence before a body's name: "Sponsor Exaltec, which makes pumps, said"."""
    given = names.fold(token.text) in names.given_genders()
    person = token.lower_.endswith(("er", "or")) and senses.is_person_noun(token.lower_)
    behind = token.doc.tokens[token.i + 1 : token.i + 2]
    return token.i == token.sent.start and person and not given and is_bodily(behind)


def _addressed(doc: Doc) -> Iterator[Candidate]:
    """Names that a form of address stands before: "Dame Ann Example"."""
    for token in doc.tokens[:-1]:
        if not token.text[0].isupper() or names.fold(token.text) not in ADDRESS or token.sent.role not in READ_ROLES:
            continue
        first = token.i + 1 + (doc.tokens[token.i + 1].text == ".")
        run = list(takewhile(is_unseen, doc.tokens[first : min(token.sent.end, first + LONGEST_NAME)]))
        if run and doc.tokens[min(run[-1].i + 1, len(doc.tokens) - 1)].ent_iob_ != "B":  # not "Det Con Ann Example"
            text = doc.text[run[0].idx : run[-1].end]
            yield Candidate(
                doc.article_id, run[0].idx, run[-1].end, text, "person", token.sent.role, titles_before(run[0])
            )


def _in_table(doc: Doc) -> Iterator[Candidate]:
    """Places and bodies of the table of variants ("Kyiv" is younger than its lexicon)."""
    for token in doc.tokens:
        if token.tag_ == "NNP" and len(token) >= SHORTEST_IN_TABLE and token.ent_iob_ == "O":
            kind = names.variant_kinds().get(names.fold(token.text))
            if kind and token.sent.role in READ_ROLES:
                yield Candidate(doc.article_id, token.idx, token.end, token.text, kind, token.sent.role)


def _labels(doc: Doc) -> Iterator[Candidate]:
    """Names in the labels of a transcript ("SECRETARY EXAMPLE: …"), if it has several."""
    firsts = {s.paragraph: s.start_char for s in reversed(doc.sentences) if s.role == "body"}
    places = [m for start in sorted(firsts.values()) if (m := _LABEL.match(doc.text, start))]
    for match in places if len(places) >= FEWEST_LABELS else ():
        span = doc.span_at(match.start(1), match.end(1))
        if span is None or any(t.ent_iob_ != "O" for t in span):
            continue
        run = [t for t in span if t.is_word and names.fold(t.text) not in names.titles()]
        if run and not {t.lower_ for t in run} & _ROLES_IN_TALK and run[-1].end == span.end_char:
            text = doc.text[run[0].idx : run[-1].end]
            titles = tuple(names.fold(t.text) for t in span if names.fold(t.text) in names.titles())
            yield Candidate(doc.article_id, run[0].idx, run[-1].end, text, "person", "body", titles, personal=True)
