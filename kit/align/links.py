"""Links: sentences of two articles that say the same outside their quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from kit import tables
from kit.align.fold import folded
from kit.align.propositions import content_words
from kit.align.similarity import alike_pairs, either_way, tfidf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.doc import Doc

# A sentence with fewer content words outside quotation marks says too little of its own ("Example said:").
LEAST_CONTENT = 3
# Two sentences are linked if each is the other's best in its article and they share more than a third (the geometric mean of
# the cosine and of the share of the one's weight found in the other); if one of them has a better partner, nearly half.
LINK, SURE = 0.38, 0.45
FLOOR = 0.15


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
    may be linked to several (one outlet's sentence is often two of another's). `similarity` is the geometric
    mean of the cosine of character TF-IDF of the content words and of the share of the shorter one found in the longer;
    `coverage` the share of the shorter sentence's content words that the other has.

    >>> link_sentences(tables.table("articles"), {}, tables.table("sentences"), tables.table("quotes")).shape[0]
    0

    It misses what is told in wholly other words, and takes two sentences with the same names and numbers for one.
    """
    rows: list[dict[str, Any]] = []
    quoted = tables.rows_by_article(quotes)
    for _, here in articles.groupby("event_id", sort=True):
        told = [
            sentence
            for article_id in sorted(here["article_id"])
            for sentence in _told(docs[article_id], quoted.get(article_id, []))
        ]
        for i, j, score in _same(told):
            left, right = told[i], told[j]
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
                    "similarity": score,
                    "coverage": len(short & long) / len(short),
                    "rule": "content words outside quotation marks",
                }
            )
    return tables.table("links", rows)


def _same(told: Sequence[_Sentence]) -> Iterator[tuple[int, int, float]]:
    """Pairs of sentences of two articles that say the same, with their score."""
    texts = [s.content for s in told]
    # A report that ten outlets repeat must not make its own words common: the clearly same count once (see `tfidf`).
    sure = np.array([(i, j) for i, j, _ in alike_pairs(tfidf(texts), SURE)], dtype=int).reshape(-1, 2).T
    joined = sparse.coo_array((np.ones(sure.shape[1]), tuple(sure)), shape=(len(told), len(told)))
    owner = sparse.csgraph.connected_components(joined, directed=False)[1].tolist()
    matrix = tfidf(texts, owner)
    cosine = {(i, j): score for i, j, score in alike_pairs(matrix, FLOOR) if told[i].article_id != told[j].article_id}
    pairs = either_way(matrix, cosine)
    best: dict[tuple[int, str], float] = {}
    for (i, j), score in pairs.items():
        for one, other in ((i, j), (j, i)):
            key = one, told[other].article_id
            best[key] = max(score, best.get(key, 0.0))
    for (i, j), score in pairs.items():
        mutual = best[i, told[j].article_id] == score == best[j, told[i].article_id]
        if score >= (LINK if mutual else SURE):
            yield i, j, score


def _told(doc: Doc, quotes: Sequence[Any]) -> Iterator[_Sentence]:
    """The sentences of an article that say something of their own, with their content words.

    What stands in quotation marks does not count, nor who said it and how: that much every report shares.
    """
    marked = [
        (int(start), int(end))
        for row in quotes
        if row.use == "quotation" and row.form != "indirect"
        for start, end in ((row.start, row.end), (row.speaker_start, row.speaker_end), (row.cue_start, row.cue_end))
        if pd.notna(start)
    ]
    for sentence in doc.sentences:
        if sentence.role not in ("body", "headline"):
            continue
        first, last = sentence.start_char, sentence.end_char
        near = [(a, b) for a, b in marked if a < last and b > first]
        tokens = [t for t in sentence if not any(a <= t.idx < b for a, b in near)]
        if not any(t.pos_ in ("VERB", "AUX") for t in tokens) and doc.analysed:
            continue
        if doc.analysed:
            content = tuple(word for token in tokens for word in content_words(token, {}))
        else:
            content = tuple(n for token in tokens for n in folded(token.text, {}))
        if len(content) >= LEAST_CONTENT:
            yield _Sentence(doc.article_id, sentence.start_char, sentence.end_char, content)
