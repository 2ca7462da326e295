"""Corrected figures: an article says itself that a figure is wrong which another prints ("231 people, not the 187 first given")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import stem
from kit.data import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.given import Given, Sentence
    from kit.align.neighbours import Neighbours

# Between the right figure and the wrong one, and between two wrong ones.
_NOT = re.compile(
    r"[^.;:?!]{0,40}(?:\bnot|\brather than|\binstead of|\bnor)(?: the| an?| some| about| just| only)?\s+\W?",
    re.IGNORECASE,
)
_THAN = re.compile(r"[^.;:?!]{0,40}\bthan the\s+\W?", re.IGNORECASE)
_FIRST = re.compile(r"\W*(?:\w+\s)?(?:first|originally|initially|previously|earlier)\b", re.IGNORECASE)
REACH = 40
_ONLY = re.compile(r"\bnot only\b", re.IGNORECASE)
# What should be so is no correction, nor is what has become another: "now reckons with 3.2 percent instead of 3.1".
_UNREAL = word_set("words of what is only thought") | word_set("words of a count given anew")
# So many content words must stand in both sentences, with the one before; of so large a figure one is enough.
SHARED, LARGE = 2, 1000


class Corrected(NamedTuple):
    """Where an article prints the right figure and the wrong one, and where another prints the wrong one."""

    one: Stretch
    other: Stretch


def corrected(sentences: Mapping[str, Sequence[Sentence]], near: Neighbours) -> Iterator[Corrected]:
    """Each figure that an article calls wrong, with the first place of each other article that prints it as right."""
    for key, here in sentences.items():
        others = [near.names[n] for n in near.of(near.number[key])]
        for sentence in here:
            for right, wrong in _called_wrong(sentence):
                one = (key, right.start, wrong.shown)
                for other in others:
                    printed = _printed(right, wrong, sentence, sentences.get(other, ()))
                    if printed is not None:
                        yield Corrected(one, (other, printed.start, printed.shown))


def _called_wrong(sentence: Sentence) -> Iterator[tuple[Given, Given]]:
    """The pairs of a figure and one behind it that it is said to be instead of."""
    text, right = sentence.source.doc.text, None
    for one, other in zip(sentence.given, sentence.given[1:], strict=False):
        between, behind = text[one.end : other.start], text[other.end : other.end + REACH]
        if one.is_day or other.is_day or not _is_against(between, behind):
            right = None if between.strip() else right or one  # "11 feet 2 inches"
            continue
        right = right or one
        before = {t.lower_ for t in sentence.tokens if t.idx < right.start}
        if not before & _UNREAL:
            yield right, other


def _is_against(between: str, behind: str) -> bool:
    """Whether the words between two figures, or those behind the second, say that it is not so many."""
    instead = bool(_NOT.fullmatch(between)) and not _ONLY.search(between)
    return instead or bool(_THAN.fullmatch(between) and _FIRST.match(behind))


def _printed(right: Given, wrong: Given, sentence: Sentence, there: Sequence[Sentence]) -> Given | None:
    """The first place where another article prints the wrong figure of the same thing, and not the right one beside it."""
    words = _content(sentence, before=True)
    for other in there:
        same = next((value for value in other.given if _is_one(value, wrong, right)), None)
        if same is None or any(not value.differs(right) for value in other.given if value.sort == right.sort):
            continue
        if len(words & _content(other)) >= (1 if same.printed[0] >= LARGE else SHARED):
            return same
    return None


def _is_one(value: Given, wrong: Given, right: Given) -> bool:
    """Whether a value is the wrong figure, which may lack its unit: the nine of "16 days, and not nine"."""
    if value.sort == wrong.sort:
        return value.printed == wrong.printed
    bare = value.sort == right.sort and wrong.end - wrong.start < right.end - right.start
    return bare and re.match(rf"{re.escape(wrong.text)}(?![\d.,])", value.text, re.IGNORECASE) is not None


def _content(sentence: Sentence, *, before: bool = False) -> set[str]:
    """The content words of a sentence, and of the one before, by their stems."""
    first = sentence.tokens[0].i
    tokens = [*sentence.tokens, *(sentence.source.doc.tokens[first - 1].sent if before and first else ())]
    given = [(value.start, value.end) for value in sentence.given]
    return {stem(t) for t in tokens if t.pos_ in CONTENT and not any(a <= t.idx < b for a, b in given)}
