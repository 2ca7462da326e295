"""Links: sentences of two articles that say the same outside their quotations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kit import tables
from kit.align.model import likely_pairs
from kit.align.neighbours import Neighbours
from kit.align.normalise import folded
from kit.align.similarity import Pairs
from kit.align.stretches import Stretches
from kit.align.text import NAMES, contents, main_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.english.doc import Doc

# A sentence with fewer content words outside quotation marks says too little of its own ("Example said:").
LEAST_CONTENT = 3
# From here on nearly nine in ten pairs of sentences that people judged said the same (see `kit.align.model`).
LINK = 0.47


@dataclass(frozen=True, slots=True)
class _Sentence:
    article_id: str
    start: int
    end: int
    text: str
    content: tuple[str, ...]
    told: tuple[str, ...]
    verb: str | None
    verbs: frozenset[str]


def link_sentences(articles: pd.DataFrame, docs: Mapping[str, Doc], quotes: pd.DataFrame) -> pd.DataFrame:
    """The table `links`: pairs of sentences of two articles of one event that state the same outside quotations.

    Words inside quotation marks do not count: what a speaker's words share is the business of `renderings`. A sentence
    may be linked to several (one outlet's sentence is often two of another's). `similarity` is how likely the two say
    the same, from 0 to 1, by the model of `kit.align.model`;
    `coverage` the share of the shorter sentence's content words that the other has.

    >>> link_sentences(tables.table("articles"), {}, tables.table("quotes")).shape[0]
    0

    It misses what is told in wholly other words, and takes two sentences with the same names and numbers for one. Of a
    large event only articles that are neighbours are compared (see `kit.align.neighbours`).
    """
    quoted = tables.rows_by_article(quotes)
    made = []
    for _, here in tables.by_event(articles):
        near = Neighbours.of_event(here)
        told = [
            sentence for article_id in near.names for sentence in _told(docs[article_id], quoted.get(article_id, []))
        ]
        if told:
            made.append(_linked(told, near))
    return tables.conform("links", pd.concat(made, ignore_index=True)) if made else tables.table("links")


def _linked(told: Sequence[_Sentence], near: Neighbours) -> pd.DataFrame:
    """The links of one event: whole columns at once, because near-copies make many."""
    columns = zip(*((s.article_id, f"{s.article_id}-l{s.start}", s.start, s.end) for s in told), strict=True)
    article_id, name, start, end = (np.array(column, dtype=object) for column in columns)
    same = _same(told, near)
    turned = article_id[same.left] > article_id[same.right]
    left, right = np.where(turned, same.right, same.left), np.where(turned, same.left, same.right)
    return pd.DataFrame(
        {
            "link_id": name[left] + "-" + name[right],
            "left_article_id": article_id[left],
            "left_start": start[left].astype("int64"),
            "left_end": end[left].astype("int64"),
            "right_article_id": article_id[right],
            "right_start": start[right].astype("int64"),
            "right_end": end[right].astype("int64"),
            "similarity": same.score,
            "coverage": _coverage(told, left, right),
            "rule": "link.content-words",
        }
    ).sort_values(["left_article_id", "left_start", "right_article_id", "right_start"])


def _coverage(told: Sequence[_Sentence], left: np.ndarray, right: np.ndarray) -> list[float]:
    """Share of the shorter sentence's content words that the other has."""
    words = [frozenset(s.content) for s in told]
    share = lru_cache(maxsize=None)(lambda one, other: len(one & other) / min(len(one), len(other)))
    return [share(words[i], words[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)]


def _same(told: Sequence[_Sentence], near: Neighbours) -> Pairs:
    """Pairs of sentences of two articles that say the same, with their likelihood, in order.

    A sentence that an article prints again, word for word, is compared once. Of two that are linked, the second copy of
    one goes to the second of the other, and so on; if one has fewer, its last goes to all that are left.
    """
    copies: dict[tuple[str, str], list[int]] = {}
    for n, sentence in enumerate(told):
        copies.setdefault((sentence.article_id, sentence.text), []).append(n)
    groups = list(copies.values())
    first = [told[group[0]] for group in groups]
    article = near.numbers(first)
    pairs = likely_pairs(first, article, near)
    pairs = pairs.where((article[pairs.left] != article[pairs.right]) & (pairs.score >= LINK))
    left, right = ([groups[n] for n in side.tolist()] for side in (pairs.left, pairs.right))
    many = [max(len(one), len(other)) for one, other in zip(left, right, strict=True)]
    made = Pairs(_kth(left, many), _kth(right, many), np.repeat(pairs.score, many))
    return made.where(np.lexsort((made.right, made.left)))


def _kth(groups: Sequence[Sequence[int]], many: Sequence[int]) -> np.ndarray:
    """Of each group so many members in order, the last again where there are fewer."""
    return np.array([g[min(k, len(g) - 1)] for g, n in zip(groups, many, strict=True) for k in range(n)], dtype=int)


def _told(doc: Doc, quotes: Sequence[Any]) -> Iterator[_Sentence]:
    """The sentences of an article that say something of their own, with their content words.

    What stands in quotation marks does not count, nor who said it and how: that much every report shares.
    """
    marked = Stretches(
        (int(start), int(end), True)
        for row in quotes
        if row.use == "quotation" and row.form != "indirect"
        for start, end in ((row.start, row.end), (row.speaker_start, row.speaker_end), (row.cue_start, row.cue_end))
        if pd.notna(start)
    )
    words = contents(doc) if doc.analysed else []
    for sentence in doc.sentences:
        if sentence.role not in ("body", "headline"):
            continue
        first, last = sentence.start_char, sentence.end_char
        tokens = [t for t in sentence if not marked.at(t.idx)]
        if not any(t.pos_ in ("VERB", "AUX") for t in tokens) and doc.analysed:
            continue
        if doc.analysed:
            content = tuple(word for token in tokens for word in words[token.i])
        else:
            content = tuple(n for token in tokens for n in folded(token.text, {}))
        if len(content) >= LEAST_CONTENT:
            beyond = [t for t in tokens if t.pos_ != "PROPN" and t.ent_type_ not in NAMES] if doc.analysed else []
            yield _Sentence(
                doc.article_id,
                first,
                last,
                sentence.text,
                content,
                tuple(word for token in beyond for word in words[token.i]) or content,
                *main_verbs(sentence, tokens),
            )
