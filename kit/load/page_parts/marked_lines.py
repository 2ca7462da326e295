"""Sheet: a text while its furniture is read: its lines with their roles, and the facts and pieces found so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.load.page_parts import dateline_byline, page_dates

if TYPE_CHECKING:
    from kit.load.facts import Fact, Piece
    from kit.load.page_parts.lines import Line

# Headline, bylines, stamps and datelines are looked for in this many lines above the running text.
HEADER_LINES = 14
# The full stops of Latin, Chinese, Arabic, Urdu, Hindi and Armenian.
STOP = re.compile(r"[.!?…。！？؟۔।։][\"'”’»）」)\]]*$")


@dataclass
class Sheet:
    """A text while it is read: its lines, each with a role, and the pieces and facts found so far."""

    text: str
    lines: list[Line]
    first: int  # the first line below the front matter
    roles: list[str]
    facts: list[Fact]
    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    joined: bool = False  # hard-wrapped: lines are parts of paragraphs
    capitals: bool = True  # "PLACE:" may be a dateline
    known: set[int] = field(default_factory=set)  # lines whose role a label tells

    def body(self) -> list[int]:
        return [n for n in range(self.first, len(self.lines)) if self.roles[n] == "body"]

    def cut(self, n: int, piece: Piece) -> None:
        self.pieces.setdefault(n, []).append(piece)

    def line(self, n: int, longest: int | None = None) -> str:
        """The characters of a line, or its first ones."""
        start, end = self.lines[n].start, self.lines[n].end
        return self.text[start : end if longest is None else min(end, start + longest)]

    def opening(self, start: int, end: int) -> tuple[list[Fact], Piece] | None:
        """The date or dateline that opens a line."""
        return page_dates.read_opening(self.text, start, end) or dateline_byline.read_dateline(
            self.text, start, end, capitals=self.capitals
        )
