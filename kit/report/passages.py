"""Passages: an article's text cut into pieces that a template can mark, whatever overlaps whatever."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class Mark:
    """A marked stretch of an article: its name in the page, what it is (`kind`), what a screen reader says of it.

    `href` and `note` are the link back: where it leads and the few characters shown.
    """

    start: int
    end: int
    kind: str
    anchor: str
    says: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Piece:
    """One step through a text: `text`, or a mark that `opens`, opens `again` after a cut, `cut`s or `closes`."""

    does: str
    text: str = ""
    mark: Mark | None = None


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """`text[start:end]` with its marks as properly nested pieces; joined, the texts are the slice again.

    Marks that cross are cut where they cross; a mark that begins before `start` opens "again", so that its anchor
    stands once in a page.

    >>> first, second = Mark(0, 3, "quote", "q"), Mark(2, 5, "time", "t")
    >>> [p.does + p.text for p in pieces("abcdef", 0, 6, [first, second])]
    ['opens', 'textab', 'opens', 'textc', 'cut', 'closes', 'again', 'textde', 'closes', 'textf']
    """
    mine = sorted((m for m in marks if m.start < end and m.end > start), key=lambda m: (m.start, -m.end, m.anchor))
    opening: dict[int, list[Mark]] = {}
    for mark in mine:
        opening.setdefault(max(mark.start, start), []).append(mark)
    edges = sorted({start, end, *opening, *(min(m.end, end) for m in mine)})
    stack: list[Mark] = []
    for at, following in pairwise(edges):
        yield from _close(stack, at)
        for mark in opening.get(at, ()):
            stack.append(mark)
            yield Piece("opens" if mark.start == at else "again", mark=mark)
        yield Piece("text", text=text[at:following])
    for mark in reversed(stack):
        yield Piece("closes" if mark.end <= end else "cut", mark=mark)


def _close(stack: list[Mark], at: int) -> Iterator[Piece]:
    """Close what ends here; what lies above it in the stack is cut and opened again."""
    depth = next((n for n, mark in enumerate(stack) if mark.end <= at), len(stack))
    above = stack[depth:]
    del stack[depth:]
    for mark in reversed(above):
        yield Piece("closes" if mark.end <= at else "cut", mark=mark)
    for mark in above:
        if mark.end > at:
            stack.append(mark)
            yield Piece("again", mark=mark)
