"""Spellings: a firm, body, place or ship whose name two articles print with another word in one place: "Aldric Works", "Alrick Works".

The words beside it are the same, the two words begin alike or differ by a letter or two, and each article has one of them only. What the two
sentences tell is the witness that both mean one thing. Names of persons are read in `surnames`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein, LCSseq

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import stem
from kit.data import read_list
from kit.english.lexicon.senses import is_listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_WORD = re.compile(r"\b[A-Z][^\W\d_]+")
_SOUNDS = str.maketrans("qcywz", "kkivs")


class Printed(NamedTuple):
    """A name as it stands, and the words, stems and figures of its sentence without it."""

    sentence: tuple[str, ...]
    stems: frozenset[str]
    stretch: Stretch


# By what a name has beside one word, and by the word, where it stands in each article.
Places = dict[str, list[tuple[int, int]]]


def misspelt(sources: Mapping[str, Source], near: Neighbours) -> Iterator[tuple[Printed, Printed]]:
    """The pairs of names of two articles that are one name, printed in two ways; none of what any article prints in both."""
    for beside, words in _by_other_words(sources).items():
        for a, b in combinations(sorted(words), 2):
            both = _alike(a, b, begin=len(beside) > 1) and (
                _prints(source, a) and _prints(source, b) for source in sources.values()
            )
            if both and not any(both):
                yield from _of_one_thing(sources, words[a], words[b], near, close=_distance(a, b) <= LETTERS)


def _by_other_words(sources: Mapping[str, Source]) -> dict[tuple[Any, ...], dict[str, Places]]:
    """The names of what is no person, by all their words but one and the place of that."""
    found: dict[tuple[Any, ...], dict[str, Places]] = {}
    for key, source in sources.items():
        for start, end, _, kind in source.named if source.doc.analysed else ():
            text = source.doc.text[start:end]
            words = [word.lower() for word in _WORD.findall(text)] if kind in BODIES and not text.isupper() else []
            for n, word in enumerate(words):
                if len(word) >= LONG:
                    beside = (n, *words[:n], *words[n + 1 :])
                    found.setdefault(beside, {}).setdefault(word, {}).setdefault(key, []).append((start, end))
    return found


def _of_one_thing(
    sources: Mapping[str, Source], one: Places, other: Places, near: Neighbours, *, close: bool
) -> Iterator[tuple[Printed, Printed]]:
    """The first pair of two articles whose sentences tell the same."""
    for left, right in near.pairs([*one, *other]):
        if (left in one) != (right in one):
            ours, theirs = (one.get(left) or other[left]), (one.get(right) or other[right])
            pairs = ((_printed(sources[left], *a), _printed(sources[right], *b)) for a, b in product(ours, theirs))
            yield from [pair for pair in pairs if _tell_one(*pair, close=close)][:1]


def _printed(source: Source, start: int, end: int) -> Printed:
    span = source.doc.span_at(start, end)
    rest = [] if span is None else [t for t in span.sent if not span.start <= t.i < span.end]
    stems = (
        t.lower_ if t.pos_ == "NUM" else stem(t)
        for t in rest
        if t.pos_ in (*CONTENT, "NUM") and t.ent_type_ != "PERSON"
    )
    sentence = tuple(t.lower_ for t in rest if t.is_alpha or t.pos_ == "NUM")
    return Printed(sentence, frozenset(stems), (source.doc.article_id, start, end))


def _prints(source: Source, word: str) -> bool:
    return word in source.lower and re.search(rf"\b{re.escape(word)}\b", source.lower) is not None


def _tell_one(one: Printed, other: Printed, *, close: bool) -> bool:
    """Whether the sentences of two names tell the same; of names that only begin alike, nearly in the same words."""
    same, least = LCSseq.similarity(one.sentence, other.sentence), min(len(one.sentence), len(other.sentence))
    if not close:
        return bool(same >= RETOLD and same >= SHARE * least)
    return bool(same >= ALIKE and same >= SHARE * least) or len(one.stems & other.stems) >= STEMS


def _alike(one: str, other: str, *, begin: bool) -> bool:
    """Whether two words may be one, misread, and no two spellings, forms, sides or plain words of the language."""
    if _distance(one, other) > LETTERS and not (begin and one[:BEGIN] == other[:BEGIN]):
        return False
    if frozenset({one, other}) in _variants() or _sound(one) == _sound(other) or (is_listed(one) and is_listed(other)):
        return False
    if _ENDINGS.sub("", one) == _ENDINGS.sub("", other) or one.startswith(other) or other.startswith(one):
        return False
    return not (_SIDES.match(one) and _SIDES.match(other))


def _distance(one: str, other: str) -> int:
    return DamerauLevenshtein.distance(one, other, score_cutoff=LETTERS)


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
