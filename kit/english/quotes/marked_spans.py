"""Marked spans: each quoted stretch with its tokens and the reporter's words on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Doc, Token
    from kit.english.quotes.stretch import Stretch

_STOPS = frozenset({".", "?", "!", "…", "..."})


@dataclass(frozen=True)
class Marked:
    """One stretch: tokens `start:end`; the words before and after it, first in its sentence, then up to the next stretch."""

    stretch: Stretch
    start: int
    end: int
    before: tuple[int, int]
    after: tuple[int, int]
    before_gap: tuple[int, int]
    after_gap: tuple[int, int]
    after_stops: bool
    paragraph: int


def lay_out(doc: Doc, stretches: Sequence[Stretch]) -> list[Marked]:
    """The stretches of an article with their surroundings; a stretch without a token is left out."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in doc.sentences:
        first, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (first, sentence.end)
    spans = []
    for stretch in stretches:
        inner, outer = doc.span_at(stretch.start, stretch.end), doc.span_at(stretch.outer_start, stretch.outer_end)
        if inner is not None and outer is not None:
            spans.append((stretch, inner, outer, inner[0].sent.paragraph))
    found = []
    for n, (stretch, inner, outer, paragraph) in enumerate(spans):
        low, high = bounds[paragraph]
        if n and spans[n - 1][3] == paragraph:
            low = max(low, spans[n - 1][2].end)
        if n + 1 < len(spans) and spans[n + 1][3] == paragraph:
            high = min(high, spans[n + 1][2].start)
        before_gap, after_gap = (min(low, outer.start), outer.start), (outer.end, max(high, outer.end))
        before = next(
            ((i + 1, before_gap[1]) for i in range(before_gap[1] - 1, before_gap[0] - 1, -1) if stops(doc, i)),
            before_gap,
        )
        stop = next((i for i in range(*after_gap) if stops(doc, i)), None)
        after = after_gap if stop is None else (after_gap[0], stop)
        found.append(
            Marked(stretch, inner.start, inner.end, before, after, before_gap, after_gap, stop is not None, paragraph)
        )
    return found


def stops(doc: Doc, i: int) -> bool:
    """Whether token `i` ends a sentence."""
    return doc.tokens[i].text in _STOPS


def words(doc: Doc, span: tuple[int, int]) -> list[Token]:
    """The tokens of a span that have a letter or a digit."""
    return [t for t in doc.tokens[span[0] : span[1]] if t.is_word]
