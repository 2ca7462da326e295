"""Single marks: quotations in single marks, told from apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kit.english.quotes.stretch import Paragraph, Stretch, strip

if TYPE_CHECKING:
    from collections.abc import Sequence

# An apostrophe that only looks like an opening mark: 'em, 'til, '90s.
_CLIPPED = re.compile(r"(?:em|til|tis|twas|twill|cause|bout|round|cuz|n|kay|nuff|neath)\b|\d\d(?:s|\b)", re.IGNORECASE)
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?'‘’])['‘‚](?=[\w“\"$£€…\[])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…”\")\]%])['’](?![\w'’])")


def with_singles(text: str, paragraph: Paragraph, doubles: list[Stretch]) -> list[Stretch]:
    """Add stretches in single marks: outside the double ones, or around them (British style)."""
    outer = [s.outer_start for s in doubles]

    def quoted(at: int) -> bool:
        n = bisect_right(outer, at) - 1
        return n >= 0 and at < doubles[n].outer_end

    bounds = paragraph.start, paragraph.end
    opening = [m for m in _SINGLE_OPEN.finditer(text, *bounds) if not _CLIPPED.match(text, m.end())]
    opening = [m for m in opening if not quoted(m.start())]
    if not opening:
        return doubles
    closing = [m.start() for m in _SINGLE_CLOSE.finditer(text, *bounds) if not quoted(m.start())]
    every = [m.start() for m in _SINGLE_OPEN.finditer(text, *bounds)]
    found: list[Stretch] = []
    at = paragraph.start
    for match in opening:
        if match.start() < at:
            continue
        following = bisect_left(every, match.end())
        end = _single_end(
            text,
            closing,
            bisect_left(closing, match.end()),
            every[following] if following < len(every) else None,
            paragraph.end,
        )
        if end is None:
            opens = not text[paragraph.start : match.start()].strip()
            if opens and not doubles:  # the tag behind may tell where it closes
                found.append(_unclosed_single(text, paragraph, match))
            break
        start, stop = strip(text, match.end(), end)
        if start < stop:
            found.append(
                Stretch(start, stop, match.start(), end + 1, paragraph.number, "paired single marks", single=True)
            )
        at = end + 1
    around = [s.outer_start for s in found]

    def inside(stretch: Stretch) -> bool:
        n = bisect_right(around, stretch.outer_start) - 1
        return n >= 0 and found[n].outer_start < stretch.outer_start and stretch.outer_end < found[n].outer_end

    return sorted([*found, *(s for s in doubles if not inside(s))], key=lambda s: s.start)


def _unclosed_single(text: str, paragraph: Paragraph, match: re.Match[str]) -> Stretch:
    """The paragraph that a single mark opens and none closes."""
    start, end = strip(text, match.end(), paragraph.end)
    return Stretch(start, end, match.start(), end, paragraph.number, "closing mark missing", "closing", single=True)


def _single_end(text: str, closing: Sequence[int], first: int, following: int | None, stop: int) -> int | None:
    """The closing single mark: the first that no plural's apostrophe could be, else the first of all.

    `closing` are the places of such marks, to be looked at from the number `first` on; behind the `following` opening mark
    only as long as none was met.
    """
    for n in range(first, len(closing)):
        at = closing[n]
        if following is not None and at > following and n > first:
            break
        if text[at - 1] not in "sz" or at + 1 == stop or text[at + 1] in ",.;:!?)":
            return at
    return closing[first] if first < len(closing) else None
