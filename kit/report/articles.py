"""The articles in full: paragraphs with their marks, and beside each what is quoted, stated and dated in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kit.report.passages import Mark, Piece, pieces
from kit.report.text import anchor

if TYPE_CHECKING:
    from kit.report.view import View

# With at most this many articles the full texts stand open; beyond, each unfolds by itself.
OPEN = 8


@dataclass(frozen=True)
class Note:
    """A line in the margin of a paragraph."""

    what: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its role in the article, its text in pieces, the notes beside it."""

    role: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Article:
    """One article in full."""

    anchor: str
    name: str
    title: Any
    published: Any
    source_href: str
    language: Any
    words: Any
    paragraphs: tuple[Paragraph, ...]


def articles(view: View) -> list[Article]:
    """Every article with its marked paragraphs."""
    return [_article(row, view) for row in view.articles]


def _article(row: Any, view: View) -> Article:
    text, marks = row.text, view.marks(row.article_id)
    quotes = [q for q in view.by_article("quotes").get(row.article_id, []) if q.use == "quotation"]
    times = view.by_article("times").get(row.article_id, [])
    paragraphs = []
    sentences = view.by_article("sentences").get(row.article_id, [])
    for _, group in groupby(sentences, key=lambda s: (s.paragraph, s.role == "body")):
        own = list(group)
        start, end = int(own[0].start), int(own[-1].end)
        inside = [m for m in marks if m.start < end and m.end > start]
        notes = (*_voices(quotes, start, end, view), *_days(times, inside, start, end))
        paragraphs.append(Paragraph(own[0].role, tuple(pieces(text, start, end, inside)), notes))
    return Article(
        anchor=anchor("article", row.article_id),
        name=view.names[row.article_id],
        title=row.title,
        published=row.published,
        source_href=f"#{anchor('source', row.article_id)}" if "sources" in view.sections else "",
        language=row.language,
        words=row.words,
        paragraphs=tuple(paragraphs),
    )


def _voices(quotes: list[Any], start: int, end: int, view: View) -> list[Note]:
    """Who is quoted in the paragraph, each voice once, with the verbs that bring it in."""
    verbs: dict[tuple[str, str], list[str]] = {}
    for quote in quotes:
        if start <= quote.start < end:
            voice = quote.speaker or "speaker not found"
            cues = verbs.setdefault((voice, view.href("speaker", quote.speaker_id)), [])
            if quote.cue and quote.cue not in cues:
                cues.append(quote.cue)
    return [
        Note("quoted", f"{voice} (“{'”, “'.join(cues)}”)" if cues else voice, href)
        for (voice, href), cues in verbs.items()
    ]


def _days(times: list[Any], marks: list[Mark], start: int, end: int) -> list[Note]:
    says = {mark.anchor: mark.says for mark in marks}
    return [
        Note("time", f"“{time.text}”: {says[name]}")
        for time in times
        if start <= time.start < end and (name := anchor("time", time.time_id)) in says and says[name] != time.text
    ]
