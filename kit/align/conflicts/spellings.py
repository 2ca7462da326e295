"""Spellings: a firm, body, place or ship whose name two articles print with another word in one place: "Aldric Works", "Alrick Works".

The words beside it are the same, the two words begin alike or differ by a letter or two, and each article has one of them only. What the two
sentences tell is the witness that both mean one thing. Names of persons are read in `surnames`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein, LCSseq

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import stem
from kit.data import read_list
from kit.english.lexicon.senses import is_listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours

# Kinds of entities that are read.
BODIES = frozenset({"organisation", "place", "other"})
# Letters that a word has at least, and by which two may differ; of names of two words or more it is enough that these first letters are the same.
LONG, LETTERS, BEGIN = 5, 2, 2
# Words that the two sentences have alike, in order and as a share of the shorter one; or the stems and figures that both have.
ALIKE, RETOLD, SHARE, STEMS = 5, 8, 0.6, 4
# Endings by which one word is made of another: peoples, plurals.
_ENDINGS = re.compile(r"(?:'s|s|n|an|ian|ish|ese|i|ic|er)?$")
_SIDES = re.compile("north|south|east|west|nor|sou|upper|lower")
_SOUNDS = str.maketrans("qcywz", "kkivs")


class Printed(NamedTuple):
    """A name as it stands, its words in small letters, and the words, stems and figures of its sentence without it."""

    words: tuple[str, ...]
    sentence: tuple[str, ...]
    stems: frozenset[str]
    stretch: Stretch


def names(source: Source) -> Iterator[Printed]:
    """The names of what is no person in one article."""
    if not source.doc.analysed:
        return
    for start, end, _, kind in source.named:
        span = source.doc.span_at(start, end) if kind in BODIES else None
        words = [] if span is None else [t for t in span if t.text[:1].isupper() and t.is_alpha]
        if span is not None and words and not span.text.isupper():
            rest = [t for t in span.sent if not span.start <= t.i < span.end]
            stems = (
                t.lower_ if t.pos_ == "NUM" else stem(t)
                for t in rest
                if t.pos_ in (*CONTENT, "NUM") and t.ent_type_ != "PERSON"
            )
            yield Printed(
                tuple(t.lower_ for t in words),
                tuple(t.lower_ for t in rest if t.is_alpha or t.pos_ == "NUM"),
                frozenset(stems),
                (source.doc.article_id, words[0].idx, words[-1].end),
            )


def misspelt(
    found: Mapping[str, Sequence[Printed]], sources: Mapping[str, Source], near: Neighbours
) -> Iterator[tuple[Printed, Printed]]:
    """The pairs of names of two articles that are one name, printed in two ways; none of what any article prints in both."""
    by_rest: dict[tuple[int, tuple[str, ...]], dict[str, dict[str, list[Printed]]]] = {}
    for key, here in found.items():
        for one in here:
            for n, word in enumerate(one.words):
                if len(word) >= LONG:
                    rest = (n, (*one.words[:n], *one.words[n + 1 :]))
                    by_rest.setdefault(rest, {}).setdefault(word, {}).setdefault(key, []).append(one)
    for (_, beside), words in by_rest.items():
        for a, b in combinations(sorted(words), 2):
            if _alike(a, b, begin=bool(beside)) and not any(
                _prints(source, a) and _prints(source, b) for source in sources.values()
            ):
                for one, other in _pairs(words[a], words[b], near):
                    if _tell_one(one, other, a, b):
                        yield one, other
                        break


def _pairs(
    one: Mapping[str, Sequence[Printed]], other: Mapping[str, Sequence[Printed]], near: Neighbours
) -> Iterator[tuple[Printed, Printed]]:
    for left, right in near.pairs([*one, *other]):
        if (left in one) != (right in one):
            yield from product(one.get(left) or other[left], one.get(right) or other[right])


def _prints(source: Source, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", source.doc.text, re.IGNORECASE) is not None


def _tell_one(one: Printed, other: Printed, a: str, b: str) -> bool:
    """Whether the sentences of two names tell the same; of names that only begin alike, nearly in the same words."""
    same, least = LCSseq.similarity(one.sentence, other.sentence), min(len(one.sentence), len(other.sentence))
    if DamerauLevenshtein.distance(a, b) > LETTERS:
        return bool(same >= RETOLD and same >= SHARE * least)
    return bool(same >= ALIKE and same >= SHARE * least) or len(one.stems & other.stems) >= STEMS


def _alike(one: str, other: str, *, begin: bool) -> bool:
    """Whether two words may be one, misread, and no two spellings, forms, sides or plain words of the language."""
    if frozenset({one, other}) in _variants() or _sound(one) == _sound(other) or (is_listed(one) and is_listed(other)):
        return False
    if _ENDINGS.sub("", one) == _ENDINGS.sub("", other) or one.startswith(other) or other.startswith(one):
        return False
    if _SIDES.match(one) and _SIDES.match(other):
        return False
    return DamerauLevenshtein.distance(one, other) <= LETTERS or (begin and one[:BEGIN] == other[:BEGIN])


def _sound(word: str) -> str:
    """The consonants of a word, each once, as other alphabets are written in ours: Kiev and Kyiv."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouh]", "", word.translate(_SOUNDS).replace("ph", "f")))


@cache
def _variants() -> frozenset[frozenset[str]]:
    """Pairs of words that are two spellings of one."""
    pairs = (
        product(row.name.lower().split(), row.variant.lower().split())
        for row in read_list("name_variants.csv").itertuples()
    )
    return frozenset(frozenset(pair) for made in pairs for pair in made)
