"""Transcripts: speech that a label announces instead of a verb ("ANN EXAMPLE: We have …"), in marks or without."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.quotes.sources import Source, trim_source

if TYPE_CHECKING:
    from kit.doc import Doc
    from kit.quotes.marks import Stretch

_LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [\w.'’()-]+){0,5}):\s+(?=[\"“(\[…]?[A-Z0-9$])")
# So many labelled paragraphs make an article a transcript; one may be a note ("WASHINGTON: …").
FEWEST_LABELS = 3
# A label is a name; with more words than this it is a sentence that ends in a colon.
LONGEST_LABEL = 6


def label_inside(doc: Doc, stretch: Stretch) -> tuple[Stretch, Source] | None:
    """A stretch that begins with a speaker's label: the stretch without it, and the label as source."""
    source, after = _label(doc, stretch.start, stretch.end)
    return None if source is None else (replace(stretch, start=after), source)


def unmarked_speech(doc: Doc, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int, Source]]:
    """`(start, end, source)` of the speech in a transcript without marks; a paragraph without label goes on."""
    labels = [_label(doc, start, end, capitals=True) for start, end in paragraphs]
    if sum(source is not None for source, _ in labels) < FEWEST_LABELS:
        return []
    found: list[tuple[int, int, Source]] = []
    speaking: Source | None = None
    for (start, end), (source, after) in zip(paragraphs, labels, strict=True):
        speaking = source or speaking
        if speaking is not None:
            found.append((after if source else start, end, speaking))
    return [(a, b, s) for a, b, s in found if doc.text[a:b].strip()]


def _label(doc: Doc, start: int, end: int, *, capitals: bool = False) -> tuple[Source | None, int]:
    match = _LABEL.match(doc.text, start, end)
    if match is None or match.end() >= end:
        return None, start
    span = doc.span_at(match.start(1), match.end(1))
    if span is None or len(span) > LONGEST_LABEL:
        return None, start
    words = [t for t in span if t.is_alpha]
    if not words or not (match[1].isupper() or (not capitals and all(t.pos_ == "PROPN" for t in words))):
        return None, start
    source = trim_source(list(span)) or Source(span.start, span.end, span.end - 1)
    return source, match.end()
