"""Lexicon: the words that report what somebody says, thinks, wants or judges, and what each of them takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kit.data import read_list

if TYPE_CHECKING:
    from kit.english.doc import Token

# Tags of finite verbs (Penn Treebank).
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True)
class Word:
    """One line of `kit/data/cues.csv`: a reporting word and what it takes."""

    lemma: str
    kind: str
    takes: frozenset[str]


# "According to X", "in X's view": adverbials that report the sentence they stand in.
ACCORDING = Word("according to", "speech", frozenset({"clause", "quote"}))
IN_VIEW = Word("in the view of", "thought", frozenset({"clause", "quote"}))


@cache
def lexicon() -> dict[tuple[str, str], Word]:
    """(lemma, part of speech) → word, from `kit/data/cues.csv`; a verb in -ise is found under -ize as well.

    >>> sorted(lexicon()["insist", "verb"].takes)
    ['clause', 'quote']
    """
    words = {}
    for row in read_list("cues.csv").itertuples():
        word = Word(row.lemma, row.kind, frozenset(row.takes.split()))
        words[row.lemma, row.pos] = word
        if row.lemma.endswith("ise"):
            words.setdefault((f"{row.lemma[:-3]}ize", row.pos), word)
    return words


def verb(lemma: str) -> Word | None:
    """The word for a verb's lemma, or None if it reports nothing."""
    return lexicon().get((lemma.lower(), "verb"))


@cache
def told() -> frozenset[str]:
    """The lemmas of the verbs whose present tense tells what was said: "he says on Monday".

    >>> "say" in told(), "insist" in told()
    (True, False)
    """
    return frozenset(lemma for (lemma, pos), word in lexicon().items() if pos == "verb" and "told" in word.takes)


def verb_of(token: Token) -> Word | None:
    """The word for a verb in the text; where the analysis takes "hoping" for a form of "hop", its letters decide."""
    text, word = token.lower_, verb(token.lemma_)
    if word is not None or not text.endswith(("ing", "ed")):
        return word
    stem = text.removesuffix("ing") if text.endswith("ing") else text.removesuffix("ed")
    guesses = (f"{stem}e", stem) if len(stem) > 2 else ()
    return next((word for guess in guesses if (word := verb(guess))), None)


@cache
def phrases() -> dict[str, dict[str, Word]]:
    """First word of a phrase ("point out") → its second word → the word."""
    found: dict[str, dict[str, Word]] = {}
    for (lemma, pos), word in lexicon().items():
        if pos == "phrase":
            first, second = lemma.split()
            found.setdefault(first, {})[second] = word
    return found
