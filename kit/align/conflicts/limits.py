"""Limits: what bounds a figure to a part ("11 league goals", "420 current employees"), and whether it tells how things stand ("three remain")."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.conflicts.facts import STEM, stem
from kit.data import word_set
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.english.doc import Doc, Span, Token

# Words of a clause that say how much of a thing is counted: in all, or only what is there now.
EXTENT = word_set("words of extent")
# Words that say how things stand by now ("three remain", "two are still missing"), and how fewer came to be left ("one was discharged").
STANDING, LEAVING = word_set("words of how things stand"), word_set("words of leaving a state")
OTHERS = frozenset({"others", "other", "another", "rest"})
BEFORE = frozenset({"amod", "compound", "nmod"})
NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
TELLS = frozenset({"NOUN", "ADJ", "VERB", "PROPN"})
# These bound nothing: whom else should a count be of.
PLAIN = word_set("adjectives that bound nothing")
GROUPS = word_set("groups of so many persons")
# The likeness that pairs of unlike figures have at most: they are shown, and told in no sentence.
UNLIKE = 0.5


class Limits(NamedTuple):
    """What bounds a figure: the lemma of the noun counted, the stems of the words before it and of the words of extent, and of what a
    preposition joins to the noun; the stems of its sentence; whether words say how things stand, and whether they stand so now.
    """

    noun: str = ""
    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    sentence: frozenset[str] = frozenset()
    standing: bool = False
    present: bool = False


NO_LIMITS = Limits()


def limits_of(doc: Doc, row: Any) -> Limits:
    """The limits of a row of `quantities`, or of a length of time."""
    figure = doc.span_at(int(row.start), int(row.end))
    if figure is None:
        return Limits()
    noun = _noun(doc, row) if row.kind == "count" else None
    extent, sentence, standing = _of_sentence(doc, figure.sent)
    before = {stem(t) for t in (_before(noun, figure) if noun is not None else ())}
    behind = {stem(t) for t in (_joined(noun) if noun is not None else _before(_measured(figure), figure))}
    return Limits(
        "" if noun is None else noun.lemma_.lower(),
        extent | before,
        frozenset(behind),
        sentence,
        standing,
        noun is not None and _is_present(noun),
    )


def _of_sentence(doc: Doc, sentence: Span) -> tuple[frozenset[str], frozenset[str], bool]:
    """The stems of a sentence's words of extent and of all its words, and whether it says how things stand; found once for all its figures."""
    found = doc.user_data.setdefault("limits", {})
    if sentence.start not in found:
        extent = frozenset(stem(t) for t in sentence if t.lower_ in EXTENT or _is_in_all(t))
        found[sentence.start] = extent, frozenset(map(stem, sentence)), _stands(doc, sentence)
    return found[sentence.start]


def other_part(one: Limits, other: Limits) -> bool:
    """Whether what stands before one noun, or says how much of it is counted, stands nowhere in the sentence of the other figure.

    A group has no such words: "three masked men", "a gang of five".
    """
    if {one.noun, other.noun} & (GROUPS | {""}):
        return bool((one.before ^ other.before) & _stems_of_extent())
    return bool(one.before - other.sentence or other.before - one.sentence)


def unlike(one: Limits, other: Limits) -> bool:
    """Whether two figures may well be of two things: other nouns, or something is joined to one that the other's sentence has not."""
    if one.noun and other.noun and one.noun != other.noun:
        return True
    return bool(one.behind - other.sentence or other.behind - one.sentence)


def capped(score: float, one: Limits, other: Limits, *, otherwise: bool = False) -> float:
    """The likeness of two figures that differ, too little for a sentence if they are `unlike`, or of two things `otherwise`."""
    return min(score, UNLIKE) if otherwise or unlike(one, other) else score


def stands_otherwise(one: Limits, other: Limits, later: int) -> bool:
    """Whether two figures may tell of two states of a thing: one alone says how it stands by now, or one does, or says that it "is"
    so, in articles of two days.
    """
    either = any(limits.standing or limits.present for limits in (one, other))
    return one.standing != other.standing or bool(later and either)


def _noun(doc: Doc, row: Any) -> Token | None:
    """The noun that is counted."""
    if pd.isna(row.of_start):
        return None
    span = doc.span_at(int(row.of_start), int(row.of_end))
    if span is None:
        return None
    named = [t for t in span if t.lemma_.lower() == str(row.head)]
    return named[0] if named else span.root


def _measured(figure: Span) -> Token:
    """The noun that a sum or a measure is of: the profit of "a net profit of two million"."""
    above = figure.root.head
    return above.head if above.lower_ == "of" and above.head.pos_ == "NOUN" else figure.root


def _is_in_all(word: Token) -> bool:
    """Whether it is the end of "in all", and not of "in all towns"."""
    before, behind = word.doc.tokens[max(word.i - 1, 0)], word.doc.tokens[word.i + 1 : word.i + 2]
    return word.lower_ == "all" and before.lower_ == "in" and not any(t.pos_ in NOUNS for t in behind)


def _before(noun: Token, figure: Span) -> Iterator[Token]:
    """The words before a noun that say which of them are counted."""
    for child in noun.lefts:
        inside = figure.start <= child.i < figure.end
        if child.dep_ in BEFORE and not inside and child.pos_ in TELLS and not _says_nothing(child):
            yield child


def _joined(noun: Token) -> Iterator[Token]:
    """What a preposition joins to a noun, but for names: whatever stands right behind it may well be joined to it."""
    behind = noun.doc.tokens[noun.i + 1 : noun.i + 2]
    for word in dict.fromkeys([*(t for t in noun.rights if t.dep_ == "prep"), *(t for t in behind if t.pos_ == "ADP")]):
        yield from (t for t in word.rights if t.dep_ in ("pobj", "pcomp") and t.pos_ in ("NOUN", "VERB"))


def _says_nothing(word: Token) -> bool:
    return word.lower_ in PLAIN or word.lemma_.lower() in classes()


def _stands(doc: Doc, sentence: Span) -> bool:
    """Whether a sentence says how things stand by now, or the next that some of those counted are no longer so: "One was discharged"."""
    if any(t.lower_ in STANDING or (t.lower_ == "since" and t.dep_ == "advmod") for t in sentence):
        return True
    behind = list(doc.tokens[sentence.end].sent) if sentence.end < len(doc.tokens) else []
    of_them = any(t.pos_ == "NUM" or t.lower_ in OTHERS for t in behind[:2])
    return of_them and any(t.lower_ in LEAVING for t in behind)


def _is_present(word: Token) -> bool:
    """Whether a word stands with "is" or "are", as in "are in hospital", "are trapped": not in "are sleeping"."""
    verb = next((t for t in (word, *word.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or (verb.lemma_ != "be" and verb.tag_ != "VBN"):
        return False
    return any(t.lemma_ == "be" and t.tag_ in ("VBP", "VBZ") for t in (verb, *verb.lefts))


@cache
def _stems_of_extent() -> frozenset[str]:
    return frozenset(word[:STEM] for word in (*EXTENT, "all"))
