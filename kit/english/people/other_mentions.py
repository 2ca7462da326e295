"""Other mentions: what the articles of an event tell of a name by its other mentions, and by words made of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.people import names
from kit.english.people.name_context import is_placed
from kit.english.people.name_kind import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kit.english.doc import Doc
    from kit.english.people.candidate import Candidate

# A shorter beginning is that of many words: "Roma", "Romance".
SHORTEST_PLACE = 4
_ENDINGS = word_set("endings of peoples")
_VOWELS = frozenset("aeiouy")


def by_others(candidates: Sequence[Candidate], docs: Sequence[Doc]) -> list[Candidate]:
    """The candidates of an event as their other mentions have them: parted, cut, counted as places, without peoples."""
    keys = {c.key for c in candidates}
    candidates = [part for candidate in candidates for part in _parts(candidate, keys)]
    _cut_openers(candidates)
    _count_unseen(candidates, docs)
    return _without_peoples(candidates, docs)


def _parts(candidate: Candidate, keys: Collection[str]) -> Iterator[Candidate]:
    """Two names that "and" joins, if both stand alone elsewhere in the event: "Norrvik and Eksund"."""
    first, joint, second = candidate.text.partition(" and ")
    if not joint or candidate.kind == "person" or names.fold(first) not in keys or names.fold(second) not in keys:
        yield candidate
        return
    yield replace(candidate, end=candidate.start + len(first), text=first)
    yield replace(candidate, start=candidate.end - len(second), text=second)


def _cut_openers(candidates: Sequence[Candidate]) -> None:
    """Cut a word of every day that only begins the sentence: "Haulier Ann Example"; "Sponsor Exaltec", of which others print "Exaltec"."""
    alone = {c.key for c in candidates if not c.opens}
    for candidate in (c for c in candidates if c.opens and c.key not in alone):
        word, _, rest = candidate.text.partition(" ")
        given = " " in rest and names.fold(rest.split()[0]) in names.given_genders()
        if (given or names.fold(rest) in alone) and not rest.isupper():
            candidate.start, candidate.text = candidate.start + len(word) + 1, rest


def _count_unseen(candidates: Sequence[Candidate], docs: Sequence[Doc]) -> None:
    """Count where names of one word are placed in mentions that spaCy does not see."""
    seen = {(c.article_id, c.start) for c in candidates}
    keys = {c.key for c in candidates}
    placed = Counter(
        key for doc in docs for t in doc.tokens
        if t.tag_ == "NNP" and t.ent_type_ not in KINDS and (key := names.fold(t.text)) in keys
        and (doc.article_id, t.idx) not in seen and is_placed([t], "organisation")
    )  # fmt: skip
    for candidate in candidates:
        candidate.placed_unseen = placed.pop(candidate.key, 0)


def _without_peoples(candidates: list[Candidate], docs: Sequence[Doc]) -> list[Candidate]:
    """Without words made of a place's name ("Zarovian", beside "Zarovia"); whose name they are made of is a place."""
    families = {word for c in candidates if c.kind == "person" and " " in c.key for word in c.key.split()}
    borne = families | names.given_genders().keys()
    single = {c.key for c in candidates if " " not in c.key and not c.titles and len(c.key) >= SHORTEST_PLACE}
    made = {
        names.fold(t.text) for doc in docs for t in doc.tokens
        if t.is_title and (t.tag_ in {"JJ", "NNPS", "NNS"} or t.ent_type_ or t.dep_ in {"amod", "compound", "nmod"})
    }  # fmt: skip
    of = {word: place for place in single - borne for word in _words_of(place) if word in made and word not in borne}
    places = set(of.values())
    for candidate in candidates:
        if candidate.key in places and not candidate.described:
            candidate.placed = candidate.seated = True
    return [c for c in candidates if c.key not in of or c.titles or c.described or names.known().get(c.key)]


def _words_of(place: str) -> set[str]:
    """What is made of a place's name: "zarovian", "zarovians" of "zarovia"; "lowlander" of "lowland"."""
    stem = place.rstrip("".join(_VOWELS)) if place[-1] in _VOWELS else place
    words = {stem + ending for ending in _ENDINGS if ending not in {"n", "er"}}
    words |= {place + "n"} if place.endswith("a") else set()
    words |= {place + "er"} if place.endswith("land") else set()
    return {word + plural for word in words for plural in ("", "s")}
