"""Stance: what a clause does with the proposition in it: asserts it, denies it, or leaves it in doubt.

"Does not believe that X", "rejected the claim that X" and "no evidence that X" deny X; "questioned whether X" doubts it.
The words are `kit/data/stances.csv`; they are looked for where the parser hangs the proposition. The frames follow the
factuality frames of FactBank (Saurí and Pustejovsky 2009), reduced to three values.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kit import data
from kit.data import by_step
from kit.english.doc import SUBJECTS
from kit.english.lexicon.negations import NEGATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.english.doc import Doc, Span, Token

ASSERTED, DENIED, DOUBTED = "asserted", "denied", "doubted"
# What a word says that settles nothing, but ends the question.
SILENT = "silent"
# How a proposition hangs on the word that says what is done with it.
_HANGS = frozenset({"ccomp", "xcomp", "acl", "advcl", "csubj", "csubjpass", "conj", "pcomp", "relcl", "dobj", "pobj", "prep", "attr", "acomp"})  # fmt: skip
# "Claims that it leaked are false".
_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "PROPN": "noun"}
# Words between a proposition and its frame: "rejected | the claim | that X" has two.
FURTHEST = 4


def stance_of(doc: Doc, start: int, end: int) -> str:
    """What the sentence does with the proposition at `start:end` (code points): asserted, denied or doubted.

    A text that was not analysed asserts. It misses irony, and a denial that another sentence gives.

    >>> import kit.english.annotate
    >>> text = "The union does not believe that the offer is fair."
    >>> stance_of(kit.english.annotate.analyse(text), 32, 49)
    'denied'
    """
    span = doc.span_at(start, end) if doc.analysed else None
    if span is None:
        return ASSERTED
    if _asked(span.root):
        return DOUBTED
    for word, below in _frames(span):
        said = _says(word, below)
        if said is not None:
            return said
    return ASSERTED


def _asked(verb: Token) -> bool:
    """Whether it is left open: "refused to say whether it leaked", "do not know if it leaked"."""
    opens = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    return "whether" in opens or ("if" in opens and verb.dep_ == "ccomp")


def _frames(span: Span) -> Iterator[tuple[Token, Token]]:
    """The words that the proposition hangs on, from itself outwards, each with the word below it."""
    below = token = span.root
    yield token, below
    for _ in range(FURTHEST):
        named = token.dep_ in SUBJECTS and _does(token) in ("names", "shows")
        if token.head is token or not (named or token.dep_ in _HANGS):
            return
        below, token = token, token.head
        if below.dep_ == "conj" and token.pos_ == "VERB":
            continue
        yield token, below


def _says(word: Token, below: Token) -> str | None:
    """What this word says of the proposition below it, by the first step of `decisions.csv`; None if it says nothing of it."""
    for row, test in _STEPS:
        if told := test(word, below):
            return row.answer or (told if told in {DENIED, DOUBTED} else None)
    return None


def _nothing_shown(word: Token, below: Token) -> bool:
    """Nothing to suggest that it leaked."""
    return word.lower_ == "nothing" and word is not below


def _denied_or_doubted(word: Token, below: Token) -> str | None:
    """Denies that it leaked; a denial that is negated, or that has no content of its own, says nothing."""
    does = _does(word)
    if does not in {"denies", "doubts"} or (below.dep_ == "advcl" and below.tag_ == "VBG"):
        return None  # "rejected the criticism, saying that …" says it
    empty = word is below and not _has_content(word)
    return SILENT if empty else _turned(does, negated=_negated(word))


def _unvouched(word: Token, below: Token) -> bool:
    """Could not confirm that it leaked."""
    return _does(word) == "vouches" and _negated(word) and word is not below


def _not_held(word: Token, below: Token) -> bool:
    """Does not believe that it leaked."""
    content = word is not below or any(child.dep_ == "ccomp" for child in word.children)
    return _does(word) == "holds" and _negated(word) and content


def _shows_none_itself(word: Token, below: Token) -> bool:
    """Constitutes no evidence that it leaked."""
    return word is below and any(_none_shown(child) for child in word.children)


def _none_shown_by(word: Token, _below: Token) -> bool:
    """No evidence that it leaked."""
    return _does(word) == "shows" and _none_of(word)


def _said_of_it(word: Token, below: Token) -> str | None:
    """That it leaked is false; there is no proof that it leaked."""
    if word.pos_ not in ("AUX", "VERB") or word is below:
        return None
    for child in word.children:
        if child is below or child.dep_ not in ("attr", "acomp", "prep", "oprd", "dobj"):
            continue
        named = child if child.dep_ != "prep" else next((c for c in child.children if c.dep_ == "pobj"), child)
        told = _does(named)
        if told in {"denies", "doubts"}:
            return _turned(told, negated=_negated(word) or _none_of(named))
        if (told == "holds" and _negated(word)) or (told == "shows" and _none_of(named)):
            return DENIED
    return None


_STEPS = by_step(
    "stance",
    (_nothing_shown, _denied_or_doubted, _unvouched, _not_held, _shows_none_itself, _none_shown_by, _said_of_it),
)


def _turned(does: str, *, negated: bool) -> str:
    """A denial that is negated asserts ("did not deny that"): then nothing is said here."""
    if negated:
        return SILENT
    return DENIED if does == "denies" else DOUBTED


def _does(word: Token) -> str | None:
    part = _PARTS.get(word.pos_, "")
    below = (f"{word.lemma_}_{child.lower_}".lower() for child in word.rights if child.dep_ == "prt")
    return next((does for name in (*below, word.lemma_.lower()) if (does := _words().get((name, part)))), None)


def _has_content(word: Token) -> bool:
    """Whether what is denied or doubted stands below the word itself: "rejected the claim that …", "doubts that …"."""
    for child in word.children:
        if child.dep_ == "ccomp":
            return True
        if child.dep_ in ("dobj", "pobj") and _does(child) in ("names", "shows"):
            return any(c.dep_ in ("acl", "relcl", "prep") for c in child.children)
    return False


def _negated(word: Token) -> bool:
    """Whether it is denied, or the "be" that it completes: "are not convinced that"."""
    if word.dep_ == "acomp" and any(child.dep_ == "neg" for child in word.head.children):
        return True
    return any(child.dep_ == "neg" or child.lower_ in NEGATIONS for child in word.children)


def _none_of(noun: Token) -> bool:
    """Whether there is none of it: "no evidence", "not any sign", "found no proof", "without evidence"."""
    above = noun.head
    return (
        any(child.lower_ in NEGATIONS for child in noun.children)
        or above.lower_ in NEGATIONS
        or (noun.dep_ in ("dobj", "attr", "pobj") and _negated(above))
    )


def _none_shown(noun: Token) -> bool:
    """Whether it is evidence that something is so, of which there is none: "constitutes no evidence that …"."""
    return _does(noun) == "shows" and _none_of(noun) and any(child.dep_ == "acl" for child in noun.children)


@cache
def _words() -> dict[tuple[str, str], str]:
    listed = data.read_list("stances.csv")
    return {(row.word, row.part): row.does for row in listed.itertuples()}
