"""Lines and paragraphs: where they stand in a text, whatever marks their ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# Everything that str.splitlines takes for the end of a line.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

# The end of a sentence, with marks behind it, at the end of a line or paragraph.
STOP = re.compile(r"[.!?…][\"'”’»)]*$")
# A text counts as hard-wrapped (mail, wire copy) only on strong evidence: enough lines, of a width that people set
# their mail to, most of which end amid a sentence and go on in lower case.
WRAP_LINES, WRAP_WIDTH, WRAP_OPEN, WRAP_LOWER = 8, (55, 90), 0.7, 0.35


@dataclass(frozen=True)
class Line:
    """One line without its white space at both ends; `blank` tells whether an empty line stands before it."""

    start: int
    end: int
    blank: bool


def split_lines(text: str) -> list[Line]:
    r"""The lines that hold something, in order.

    >>> [(line.start, line.end, line.blank) for line in split_lines("One.\n\n Two.\nThree.")]
    [(0, 4, True), (7, 11, True), (12, 18, False)]
    """
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        left = len(raw) - len(raw.lstrip())
        if left == len(raw):
            continue
        start, end = match.start() + left, match.start() + len(raw.rstrip())
        lines.append(Line(start, end, blank=not lines or _ends(text, last, match.start()) > 1))
        last = match.end()
    return lines


def wrapped(text: str, lines: list[Line]) -> bool:
    """Whether the lines are parts of paragraphs, broken at a fixed width as in mail."""
    inner = [(a, b) for a, b in pairwise(lines) if not b.blank]
    if len(inner) < WRAP_LINES:
        return False
    low, high = WRAP_WIDTH
    widths = [a.end - a.start for a, _ in inner]
    if not low <= median(widths) <= high or max(widths) > 1.5 * high:
        return False
    unfinished = sum(text[a.end - 1] not in '.!?:”"' for a, _ in inner) / len(inner)
    lower = sum(text[b.start].islower() for _, b in inner) / len(inner)
    return unfinished >= WRAP_OPEN and lower >= WRAP_LOWER


def _ends(text: str, start: int, end: int) -> int:
    r"""Number of line ends between two lines, `\r\n` counted once."""
    return len(("x" + text[start:end] + "x").splitlines()) - 1
