"""Headline repeats: quoted words in a headline or above a section, without a speaker there, that a quotation below repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Doc
    from kit.english.quotes.quote_row import QuoteRow

# Fewer words than this in marks may be anybody's, not the quotation that the headline repeats.
SHORTEST_REPEAT = 2


def attribute_repeats(doc: Doc, rows: Sequence[QuoteRow]) -> None:
    """Give words in marks that stand above the text the speaker of the quotation that has them, if one alone has."""
    unspoken = [row for row in rows if row.marks != "none" and row.source is None and row.use != "title"]
    above = [row for row in unspoken if _is_above(doc, row)]
    if not above:
        return
    spoken: dict[str, list[tuple[str, QuoteRow]]] = {}  # by each of their words
    for row in rows:
        if row.marks != "none" and row.source is not None:
            text = _folded(doc, row)
            for word in set(text.split()):
                spoken.setdefault(word, []).append((text, row))
    for row in above:
        words = _folded(doc, row)
        if words.count(" ") <= SHORTEST_REPEAT:
            continue
        rarest = min((spoken.get(word, []) for word in words.split()), key=len)
        again = [other for text, other in rarest if words in text]
        if again and len({other.source.head for other in again if other.source}) == 1:
            row.use, row.source, row.rule = "quotation", again[0].source, "quote.repeated"


def _is_above(doc: Doc, row: QuoteRow) -> bool:
    """Whether a stretch stands in a headline, or in a line of nothing else."""
    span = doc.span_at(row.start, row.end)
    if span is None or span[0].sent.role == "headline":
        return span is not None
    before = (doc.text[i] for i in range(row.start - 1, -1, -1))
    behind = (doc.text[i] for i in range(row.end, len(doc.text)))
    return not any(next((c for c in side if c == "\n" or c.isalnum()), "\n").isalnum() for side in (before, behind))


def _folded(doc: Doc, row: QuoteRow) -> str:
    """The words of a stretch in small letters, with a space around each."""
    return " ".join(["", *re.findall(r"\w+", doc.text[row.start : row.end].casefold().replace("’", "'")), ""])
