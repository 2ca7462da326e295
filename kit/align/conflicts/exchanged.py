"""Exchanged sizes: of two sizes of one thing one article has the first affected and not the second, and another the reverse.

"The 20 mg tablets are recalled, the 10 mg tablets are not affected" and "the 10-milligram tablets are affected; those of 20
milligrams can still be taken". The two sizes, the unit and the noun are the witnesses.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from kit.data import meanings, word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

AFFECTED, SPARED = word_set("words of what is affected"), word_set("words of what may still be used")
ABOVE = frozenset("VERB AUX".split())


class Size(NamedTuple):
    """A size, the noun of what has it ("" for "those"), and whether it is affected."""

    size: tuple[str, str]
    noun: str
    affected: bool
    stretch: Stretch


def sizes(source: Source) -> Iterator[Size]:
    """The sizes of which an article says whether they are affected; none of a clause that names two."""
    doc = source.doc
    if not doc.analysed:
        return
    found: dict[int, list[tuple[tuple[str, str], Token, Token, Span]]] = {}
    for match in _sizes().finditer(doc.text):
        span = doc.span_at(match.start(), match.end())
        noun = None if span is None else _noun(span)
        verb = None if noun is None else next((t for t in noun.ancestors if t.pos_ in ABOVE), None)
        if span is not None and noun is not None and verb is not None:
            size = match["number"], meanings("unit of a size")[match["unit"].lower()]
            found.setdefault(verb.i, []).append((size, noun, verb, span))
    for here in found.values():
        if len({size for size, *_ in here}) == 1:
            size, noun, verb, span = here[0]
            affected = _affected(verb)
            if affected is not None:
                ends = (span.start_char, span.end_char, noun.idx, noun.end, verb.idx, verb.end)
                word = noun.lemma_.lower() if noun.pos_ == "NOUN" else ""
                yield Size(size, word, affected, (doc.article_id, min(ends), max(ends)))


def exchanged(found: Mapping[str, Sequence[Size]], near: Neighbours) -> Iterator[tuple[Size, Size]]:
    """The pairs of what two articles call affected, where each calls the other's size spared."""
    for left, right in near.pairs([key for key, here in found.items() if len({one.size for one in here}) > 1]):
        for one, other in product(found[left], found[right]):
            if one.affected and other.affected and one.size != other.size and _crosswise(one, other, found):
                yield one, other
                break


def _crosswise(one: Size, other: Size, found: Mapping[str, Sequence[Size]]) -> bool:
    """Whether each article spares the size that the other has affected, and none says both of one size."""
    mine, theirs = found[one.stretch[0]], found[other.stretch[0]]
    nouns = [{size.noun for size in here if size.noun} for here in (mine, theirs)]
    return (
        one.size[1] == other.size[1]
        and _states(mine, other.size) == _states(theirs, one.size) == {False}
        and _states(mine, one.size) == _states(theirs, other.size) == {True}
        and any(kin(a, b, "NOUN") for a, b in product(*nouns))
    )


def _states(sizes: Sequence[Size], size: tuple[str, str]) -> set[bool]:
    return {one.affected for one in sizes if one.size == size}


def _noun(span: Span) -> Token | None:
    """What has a size: the tablets of "tablets of 20 mg" and of "20 mg tablets", "those"."""
    for token in (span.root, *span.root.ancestors):
        if token.pos_ in ABOVE:
            return None
        if not span.start <= token.i < span.end and token.pos_ in ("NOUN", "PROPN", "PRON", "DET"):
            return token
    return None


def _affected(verb: Token) -> bool | None:
    """Whether what a verb, or one beside it, is said of is affected; None if they do not say."""
    beside = (c for c in verb.rights if c.dep_ == "conj" and not any(d.dep_ in SUBJECTS for d in c.lefts))
    return next((found for one in (verb, *beside) if (found := _says(one)) is not None), None)


def _says(verb: Token) -> bool | None:
    words = {verb.lemma_.lower(), *(c.lemma_.lower() for c in verb.children if c.dep_ in ("acomp", "attr", "oprd"))}
    denied = any(c.dep_ == "neg" for c in verb.children)
    may = any(c.lower_ in ("can", "may") for c in verb.lefts)
    if words & AFFECTED:
        return not denied
    return False if words & SPARED and not denied and (may or verb.lemma_ == "be") else None


@cache
def _sizes() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, meanings("unit of a size")), key=len, reverse=True))
    return re.compile(rf"\b(?P<number>\d+(?:\.\d+)?)[\s-]?(?P<unit>{units})\b", re.IGNORECASE)
