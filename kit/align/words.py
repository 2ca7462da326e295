"""Two wordings word by word: which words only one of them has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from kit.align.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"\s+")


def marked_words(text: str, reference: str) -> list[tuple[str, str]]:
    """`text` in pieces, each with `same`, `added` (not in the reference) or `dropped` (in the reference only).

    Words are compared as `kit.align.fold` folds them (U.S. and US, defence and defense are one word). The pieces that
    are not dropped give `text` back, its white space evened out.

    >>> marked_words("We must act at once", "We should act")
    [('We', 'same'), ('must', 'added'), ('should', 'dropped'), ('act', 'same'), ('at once', 'added')]
    """
    return list(_joined(_pieces(text, reference)))


def _pieces(text: str, reference: str) -> Iterator[tuple[str, str]]:
    mine, theirs = fold(text), fold(reference)
    at = 0
    for tag, a, b, _, d in Indel.opcodes([word.n for word in theirs], [word.n for word in mine]):
        if tag == "delete":
            yield reference[theirs[a].start : theirs[b - 1].end], "dropped"
            continue
        end = mine[d].start if d < len(mine) else len(text)
        yield text[at:end], "same" if tag == "equal" else "added"
        at = end
    if at < len(text):
        yield text[at:], "same"


def _joined(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for text, mark in pieces:
        clean = _SPACE.sub(" ", text).strip()
        if clean:
            yield clean, mark
