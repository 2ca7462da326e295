"""Transcripts and interviews: speech that a label announces instead of a verb ("ANN EXAMPLE: We have …"), in marks or not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kit.english.quotes.source_extent import Source, trim_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.english.doc import Doc
    from kit.english.quotes.stretch import Stretch

_LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [\w.'’()-]+){0,5}):\s+(?=[\"“(\[…]?[A-Z0-9$])")
# Letters for questions and answers with a full stop, where both are printed: "Q. Were you there?"
_LETTER = re.compile(r"([QA])\.\s+(?=[\"“(\[…]?[A-Z0-9$])")
# This many labelled paragraphs make an article a transcript; one may be a note ("WASHINGTON: …").
FEWEST_LABELS = 3
# Labels that name nobody.
_ANSWERED = frozenset({"a", "answer"})
_ASKED = _ANSWERED | {"q", "question"}
# A label is a name; with more words than this it is a sentence that ends in a colon.
LONGEST_LABEL = 6


class Speech(NamedTuple):
    """Where somebody speaks, who does, and the rule."""

    start: int
    end: int
    source: Source | None
    rule: str


def label_inside(doc: Doc, stretch: Stretch) -> tuple[Stretch, Source] | None:
    """A stretch that begins with a speaker's label: the stretch without it, and the label as source."""
    source, after = _label(doc, stretch.start, stretch.end)
    return None if source is None else (replace(stretch, start=after), source)


def unmarked_speech(
    doc: Doc, paragraphs: list[tuple[int, int]], answering: Callable[[int], Source | None]
) -> list[Speech]:
    """The speech in a transcript without marks; a paragraph without label goes on.

    A label is in capitals, or a name that comes back ("Example: …") where questions are put, or one letter for questions and answers: these
    are given by whom `answering` finds in the text above an offset.
    """
    letters = [_LETTER.match(doc.text, start, end) for start, end in paragraphs]
    both = {match[1] for match in letters if match} == {"A", "Q"}
    matches = [
        _LABEL.match(doc.text, start, end) or (letter if both else None)
        for (start, end), letter in zip(paragraphs, letters, strict=True)
    ]
    printed = Counter(match[1] for match in matches if match)
    asked = any(
        match and doc.text[:end].rstrip().endswith("?") for match, (_, end) in zip(matches, paragraphs, strict=True)
    )
    found: list[Speech] = []
    first = next((n for n, match in enumerate(matches) if match), 0)
    speaking, labelled = False, 0
    source: Source | None = None
    for (start, end), match in zip(paragraphs, matches, strict=True):
        if match and match.end() < end and match[1].casefold() in _ASKED:
            answers = match[1].casefold() in _ANSWERED
            source, speaking, start = (answering(paragraphs[first][0]) if answers else None), True, match.end()
        else:
            again = asked and match is not None and printed[match[1]] > 1
            named, after = _label(doc, start, end, capitals=not again, again=again)
            if named is not None:
                source, speaking, start = named, True, after
            else:
                labelled -= 1
        labelled += 1
        if speaking and doc.text[start:end].strip():
            found.append(Speech(start, end, source, "quote.transcript"))
    return found if labelled >= FEWEST_LABELS else []


def _label(doc: Doc, start: int, end: int, *, capitals: bool = False, again: bool = False) -> tuple[Source | None, int]:
    match = _LABEL.match(doc.text, start, end)
    if match is None or match.end() >= end:
        return None, start
    span = doc.span_at(match.start(1), match.end(1))
    if span is None or len(span) > LONGEST_LABEL:
        return None, start
    words = [t for t in span if t.is_alpha]
    named = all(t.text[0].isupper() for t in words)
    named = named and (again or any(t.pos_ == "PROPN" or t.ent_type_ == "PERSON" for t in words))
    if not words or not (match[1].isupper() or (not capitals and named)):
        return None, start
    source = trim_source(list(span)) or Source(span.start, span.end, span.end - 1)
    return source, match.end()
