"""Voices: whether what a source names can speak: persons, bodies and papers can, days, wars and substances cannot."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kit.data import phrases, read_list, word_set
from kit.data.calendar import MONTHS, WEEKDAYS
from kit.english.people import names

if TYPE_CHECKING:
    from kit.english.doc import Token

# Names of what never speaks, by spaCy's labels (OntoNotes 5).
_SILENT_NAMES = frozenset({"DATE", "TIME", "MONEY", "QUANTITY", "ORDINAL", "EVENT", "LANGUAGE"})
_SPEAKING_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# Who is told by a word without a noun ("some say", "the poor"); relative and personal pronouns stand for somebody else.
_PRONOUNS = frozenset({"PRON", "DET"})
_DAYS = frozenset(name.lower() for name in (*WEEKDAYS, *MONTHS))
_COUNTED = word_set("shares that speak")
_ABSTRACT = phrases("endings of abstract nouns")
_PERSONAL = phrases("endings of nouns for persons")


@cache
def _words(kind: str) -> frozenset[str]:
    rows = read_list("voices.csv").itertuples()
    return frozenset(word for row in rows if row.kind == kind for word in row.words.split())


def issuing() -> frozenset[str]:
    """Verbs by which somebody gives out a paper: "released a statement"."""
    return _words("issues")


def papers() -> frozenset[str]:
    """Nouns for what is written or recorded: it speaks, if nobody is said to have issued it."""
    return _words("paper")


def bodies() -> frozenset[str]:
    """Nouns for bodies of several persons: "council", "police"."""
    return _words("body")


def can_speak(head: Token) -> bool | None:
    """Whether what a source's head word names can speak; None if nothing tells.

    >>> import kit.english.annotate
    >>> [can_speak(kit.english.annotate.analyse(text).sentences[0].root) for text in ("The mayor", "The war")]
    [True, False]
    """
    if head.lower_ == "old" or head.lower_ in _COUNTED or head.tag_ == "CD":  # "the 63-year-old", "many", "60 percent"
        return True
    if head.ent_type_ in _SILENT_NAMES and (head.text.islower() or head.lower_ in _DAYS):
        return False
    if head.ent_type_ in _SPEAKING_NAMES or head.pos_ in _PRONOUNS:
        return True
    if head.pos_ == "PROPN":
        return None
    if head.text[:1].isupper() and (head.i > head.sent.start or head.pos_ not in {"NOUN", "PROPN"}):
        return None  # a name in which the analysis sees none
    word = head.lemma_.lower()
    word = word.rpartition("-")[2] or word
    if names.fold(word) in names.person_nouns() or names.fold(word) in names.titles():
        return True
    if word in _words("body") or word in _words("people") or word in papers():
        return True
    if head.text[:1].isupper() and _is_surname(head):
        return None
    if word in _words("thing") or head.pos_ in {"ADV", "ADP", "VERB", "AUX", "SCONJ"}:
        return False
    if head.text.islower() and word.endswith(_ABSTRACT):
        return False
    return True if word.endswith(_PERSONAL) else None


def _is_surname(head: Token) -> bool:
    """Whether a sentence's first word, taken for a noun, is a name elsewhere in the article: "Summers said", "Mr Summers"."""
    return any(t.text == head.text and t.i > t.sent.start and t.ent_type_ == "PERSON" for t in head.doc.tokens)
