"""Links: sentences of two articles that say the same outside their quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.align.fold import fold
from kit.align.propositions import content_words
from kit.align.similarity import alike_pairs, tfidf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from kit.doc import Doc

# A sentence with fewer content words outside quotation marks says too little of its own ("Example said:").
LEAST_CONTENT = 3
# Two reports of one event share its names in every sentence; half of the weighed letters is more than names.
LINK = 0.50


@dataclass(frozen=True, slots=True)
class _Sentence:
    article_id: str
    start: int
    end: int
    content: tuple[str, ...]


def link_sentences(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    sentences: pd.DataFrame,  # noqa: ARG001 (the Docs hold them)
    quotes: pd.DataFrame,
) -> pd.DataFrame:
    """The table `links`: pairs of sentences of two articles of one event that state the same outside quotations.

    Words inside quotation marks do not count: what a speaker's words share is the business of `renderings`. A sentence
    may be linked to several (one outlet's sentence is often two of another's). `similarity` is the cosine of character
    TF-IDF of the content words; `coverage` the share of the shorter sentence's content words that the other has.

    >>> link_sentences(tables.table("articles"), {}, tables.table("sentences"), tables.table("quotes")).shape[0]
    0

    It misses what is told in wholly other words, and takes two sentences with the same names and numbers for one.
    """
    rows: list[dict[str, Any]] = []
    for _, here in articles.groupby("event_id", sort=True):
        told = [
            sentence
            for article_id in sorted(here["article_id"])
            for sentence in _told(docs[article_id], quotes[quotes["article_id"] == article_id])
        ]
        for i, j, cosine in alike_pairs(tfidf([s.content for s in told]), LINK):
            left, right = told[i], told[j]
            if left.article_id == right.article_id:
                continue
            short, long = sorted((set(left.content), set(right.content)), key=lambda words: (len(words), sorted(words)))
            rows.append(
                {
                    "link_id": f"{left.article_id}-l{left.start}-{right.article_id}-l{right.start}",
                    "left_article_id": left.article_id,
                    "left_start": left.start,
                    "left_end": left.end,
                    "right_article_id": right.article_id,
                    "right_start": right.start,
                    "right_end": right.end,
                    "similarity": cosine,
                    "coverage": len(short & long) / len(short),
                    "rule": "content words outside quotation marks",
                }
            )
    return tables.table("links", rows)


def _told(doc: Doc, quotes: pd.DataFrame) -> Iterator[_Sentence]:
    """The sentences of an article that say something of their own, with their content words."""
    marked = [
        (int(row.start), int(row.end))
        for row in quotes.itertuples()
        if row.use == "quotation" and row.form != "indirect"
    ]
    for sentence in doc.sentences:
        if sentence.role not in ("body", "headline"):
            continue
        tokens = [t for t in sentence if not any(a <= t.idx < b for a, b in marked)]
        if doc.analysed:
            content = tuple(word for token in tokens for word in content_words(token, {}))
        else:
            content = tuple(word.n for token in tokens for word in fold(token.text))
        if len(content) >= LEAST_CONTENT:
            yield _Sentence(doc.article_id, sentence.start_char, sentence.end_char, content)
