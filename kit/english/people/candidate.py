"""Candidate: one printed name, before it is decided who is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon import reporting
from kit.english.people import names

if TYPE_CHECKING:
    from kit.english.doc import Token

LONGEST_TEXT = 80
_NO_NAME = word_set("no names")
_PEOPLES = word_set("peoples")


@dataclass
class Candidate:
    """One printed name: where it stands, what spaCy takes it for, the words that stand before it as a title."""

    article_id: str
    start: int
    end: int
    text: str
    kind: str
    role: str
    titles: tuple[str, ...] = ()
    described: bool = False  # a word for a person, or an age, stands beside it
    placed: bool = False  # something is in it, or "the town of" stands before it
    full: str = ""  # with the surname that is printed only behind the other of two: "Bob and Ann Example"
    hint: str = ""  # the gender of the pronoun behind it: "Example said she"
    family: bool = False  # "the Examples"
    beside: tuple[str, ...] = ()  # words for a person that stand beside it: offices, trades
    kin: bool = False  # printed as a relative's: "his sister, Ann Example"
    town: bool = False  # its last word stands alone behind "in": "Ferrotel Exland", "in Exland"
    personal: bool = False  # it stands as a person's name does: it speaks, owns, is joined to a person's
    placed_unseen: int = 0  # how often it is placed where spaCy sees no name
    bodily: bool = False  # a word for a body stands before it, or "which" behind
    opens: bool = False  # it begins a sentence with a word of every day: "Haulier Ann Example"
    seated: bool = False  # a state or a country stands behind it: "in Exville, Exland"
    thing: bool = False  # "it" takes it up: "Example said it would"
    told: bool = (
        False  # its words, or one beside it, tell that it is a document or a thing: "Roads Act", "the ferry Example"
    )
    definite: bool = False  # "the" stands before it
    rule: str = "mention.name"
    abbreviation_of: str = ""

    @property
    def key(self) -> str:
        return names.fold(self.full or self.text)


def speaks(token: Token) -> bool:
    """Whether a token is the subject of a verb that only persons and bodies are subjects of."""
    word = reporting.verb(token.head.lemma_) if token.dep_ == "nsubj" else None
    # only of one who is named in full: "Example hopes" may be anything's name
    thinks = word is not None and word.kind == "thought" and token.doc.tokens[max(0, token.i - 1)].tag_ == "NNP"
    return word is not None and ("quote" in word.takes or (thinks and "clause" in word.takes))


def is_name(text: str) -> bool:
    """A name has a letter in capitals, and is no pronoun, people ("Kazakhs"), address or number."""
    key = names.fold(text)
    return (
        len(text) > 1
        and any(c.isupper() for c in text)
        and key not in _NO_NAME
        and not (key.endswith("s") and key[:-1] in _PEOPLES)
        and not re.search(r"https?:|www\.|@|[{}<>=_]", text)
        and len(text) < LONGEST_TEXT
    )


def is_verb_part(token: Token) -> bool:
    """Whether a word at a sentence's beginning is the first half of one: "Cross-examined"."""
    behind = token.doc.tokens[token.i + 1 : token.i + 3]
    hyphen = len(behind) == 2 and behind[0].text == "-" and not token.whitespace_ and behind[1].text.islower()
    return hyphen and token.i == token.sent.start and behind[1].tag_ in {"VBN", "VBD", "VBG"}
