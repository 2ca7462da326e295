"""Courts: one accused who pleaded guilty in one article, and was convicted by a jury in another.

Who pleads guilty is not tried. The accused, and a crime or the number of counts that both sentences name, are the witnesses of one case;
an article that tells of both tells of two defendants, or of two charges.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.align.conflicts.facts import stem
from kit.align.conflicts.scopes import Scope, Scopes
from kit.data import phrases, word_set
from kit.english.doc import SUBJECTS
from kit.english.people.names import given_genders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Token

PLEADING = frozenset({"plead", "admit"})
JURY, CONVICTING = word_set("who tries an accused"), word_set("verbs of convicting")
OPEN, LASTING = word_set("words that leave a verdict open"), frozenset({"need", "take", "spend"})
CHARGES = word_set("nouns for what an accused is charged with")
# In an article that tells of one way these tell of the other.
TRIAL, PLEA = phrases("words of a trial"), phrases("words of a plea")
_GENDERS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
# Letters back in which the one stands whom a pronoun means.
BACK = 600
# What is said of every crime.
_COURT = frozenset(word[:5] for word in (*JURY, *CONVICTING, *CHARGES, "guilty", "court", "plead", "trial", "hour"))


class Verdict(NamedTuple):
    """That somebody was convicted: by a plea, or by a jury; `about` are the other words and figures of the sentence."""

    accused: str
    pleaded: bool
    about: frozenset[str]
    scope: Scope
    stretch: Stretch


def verdicts(source: Source, persons: Sequence[Any], times: Sequence[Any]) -> Iterator[Verdict]:
    """How those who are accused in one article were convicted; nothing of an article that tells of both ways."""
    plea, trial = (source.prints(words) and _of(words).search(source.lower) is not None for words in (PLEA, TRIAL))
    if plea == trial or not source.doc.analysed:
        return
    scopes = Scopes(source, times)
    for token in source.doc:
        whom = _who_pleaded(token) if plea else _who_was_convicted(token)
        accused = "" if whom is None else _accused(persons, whom)
        if accused:
            sentence = token.sent
            about = frozenset(
                t.lower_ if t.pos_ == "NUM" else stem(t)
                for t in sentence
                if t.pos_ in ("NOUN", "NUM") and t.ent_type_ != "DATE"
            )
            last = max(token.end, *(t.end for t in token.children if t.pos_ in ("ADJ", "PRON", "PROPN", "NOUN")), 0)
            stretch = (source.doc.article_id, token.idx, last)
            yield Verdict(accused, plea, about - _COURT, scopes.at(sentence.start_char, sentence.end_char), stretch)


def convicted_otherwise(found: Mapping[str, Sequence[Verdict]], near: Neighbours) -> Iterator[tuple[Verdict, Verdict]]:
    """The pairs of which one has the accused plead guilty to what a jury convicts the same of in the other."""
    for left, right in near.pairs([key for key, here in found.items() if here]):
        pairs = (pair for pair in product(found[left], found[right]) if _of_one_case(*pair))
        yield from [pair for pair in pairs if pair[0].pleaded != pair[1].pleaded][:1]


@cache
def _of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def _of_one_case(one: Verdict, other: Verdict) -> bool:
    return one.accused == other.accused and one.scope.past == other.scope.past and bool(one.about & other.about)


def _who_pleaded(verb: Token) -> Token | None:
    """Who pleads guilty or admits charges; None if it is denied, or only may be."""
    if verb.lemma_ not in PLEADING or verb.tag_ not in ("VBD", "VBN") or _is_open(verb):
        return None
    told = {c.lower_ for c in verb.subtree if c.i > verb.i}
    charged = any(
        c.dep_ == "dobj" and (c.lemma_ in CHARGES or any(t.lemma_ in CHARGES for t in c.subtree)) for c in verb.rights
    )
    if not (verb.lemma_ == "plead" and "guilty" in told and "not" not in told) and not (
        verb.lemma_ == "admit" and charged
    ):
        return None
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)


def _who_was_convicted(verb: Token) -> Token | None:
    """Whom a jury convicts, or finds guilty."""
    if verb.lemma_ not in CONVICTING or _is_open(verb):
        return None
    words = {t.lemma_.lower() for t in verb.sent}
    if (
        not words & JURY
        or "grand" in words
        or (verb.lemma_ == "find" and not any(t.lower_ == "guilty" for t in verb.subtree))
    ):
        return None
    if any(c.dep_ == "auxpass" for c in verb.lefts):
        return next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    inner = (t for c in verb.rights for t in (c, *(c.children if c.dep_ == "ccomp" else ())))
    return next((t for t in inner if t.dep_ in ("dobj", *SUBJECTS)), None)


def _is_open(verb: Token) -> bool:
    """Whether it is denied, or only may be: "asked the jury to convict her"; what took hours was done."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("neg", "aux", "mark", "advmod")}
    modal = any(c.tag_ == "MD" for c in verb.lefts) or (verb.tag_ == "VB" and verb.head.lemma_ not in LASTING)
    return modal or bool(words & OPEN) or (verb.tag_ == "VB" and _is_open(verb.head))


def _accused(persons: Sequence[Any], token: Token) -> str:
    """The person that a name or pronoun means: the last of its gender that is named before; "" for another noun."""
    if token.pos_ == "PROPN":
        return next((row.entity_id for row in persons if row.start <= token.idx < row.end), "")
    gender = _GENDERS.get(token.lower_)
    if gender is None:
        return ""
    before = [row for row in persons if token.idx - BACK <= row.start < token.idx]
    mine = (row for row in reversed(before) if given_genders().get(row.text.split()[0].lower(), gender) == gender)
    return next((row.entity_id for row in mine), "")
