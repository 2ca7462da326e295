"""Quotes: who said what, with or without quotation marks.

Marks first (`marks`, `repair`), on raw characters; then whose words they are (`attribution`), then what is reported
without marks (`cues`, `clauses`), then who the speakers are across the articles of an event (`speakers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables
from kit.quotes.find import find_in_article
from kit.quotes.speakers import Cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc

__all__ = ["find_quotes"]


def find_quotes(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    sentences: pd.DataFrame,
    entities: pd.DataFrame,
    mentions: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `quotes` and `speakers`.

    Takes the articles with their Docs, sentences, entities and mentions. One row of `quotes` is one stretch between
    marks, or one reported clause without them; `rule` names how its speaker was found and, where a mark was missing,
    where it was taken to be. `kit score` prints how often each rule is right.

    It misses reports that no cue shows ("For the mayor, it was a disaster"), and irony.
    """
    quote_rows: list[dict] = []
    speaker_rows: list[dict] = []
    for event_id, rows in articles.groupby("event_id", sort=True):
        mine = {key: docs[key] for key in sorted(rows["article_id"]) if key in docs}
        found = {key: find_in_article(doc) for key, doc in mine.items()}
        cast = Cast(str(event_id), mine, entities, mentions)
        quote_rows += cast.resolve(found)
        speaker_rows += cast.speakers()
    _locate(quote_rows, sentences)
    return tables.table("quotes", quote_rows), tables.table("speakers", speaker_rows)


def _locate(rows: list[dict], sentences: pd.DataFrame) -> None:
    """Fill `sentence_id`: the sentence that a row starts in."""
    from bisect import bisect_right

    starts: dict[str, tuple[list[int], list[str]]] = {}
    for article_id, group in sentences.groupby("article_id", sort=False):
        ordered = group.sort_values("start")
        starts[article_id] = (ordered["start"].tolist(), ordered["sentence_id"].tolist())
    for row in rows:
        at, ids = starts[row["article_id"]]
        row["sentence_id"] = ids[max(0, bisect_right(at, row["start"]) - 1)]
