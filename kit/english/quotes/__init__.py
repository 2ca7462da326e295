"""Quotes: who said what, with or without quotation marks.

1. Quotation marks are paired on raw characters (`marks`, `missing_marks`), placed between the reporter's words
(`marked_spans`), and titles and scare quotes set apart (`titles_and_scare_quotes`).
2. Each quotation gets a speaker: from the tag beside it (`speech_tags`, `transcripts`, `interviews`), from the last
speaker (`last_speaker`), from a cue nearby (`fragments`), from a headline's grammar (`headlines`), or from a quotation
below that repeats it (`headline_repeats`).
3. Reported speech is found from its cues (`cues`, `sources`, `parentheticals`, `clauses`, `reports`).
4. `article_rows` makes the rows of an article; pronouns and offices are resolved across the articles of an event
(`offices`, `pronoun_candidates`, `speaker_resolution`, `speakers`).
`kit/data/priorities.csv` says which of two rules wins.

The order of attribution follows the practice of rule-based extractors for news (Pouliquen, Steinberger & Best 2007;
Pareti et al. 2013, whose direct, indirect and mixed are our direct, indirect and partial).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables
from kit.english.quotes.article_rows import find_in_article
from kit.english.quotes.speakers import Cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.english.doc import Doc

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
    marks, or one reported clause without them; offsets are code points of the article's text. Contents
    (`content_start:content_end`) of two rows are the same or apart. `rule` names, joined by `+`, what
    attributed the words, where a missing mark was taken to be, and what led from the printed source to the speaker;
    `kit score` prints how often each of them is right, so that a reader can see which to trust. An article that is not
    analysed (not English) gives its stretches without speakers.

    Speakers without a name are one row for each description: "officials" of two articles need not be the same people.

    It misses reports that no cue shows ("For the mayor, it was a disaster"), irony, and who is quoted inside a
    quotation; it does not tell what was said from what was denied ("denied that …" reports the clause denied).

    >>> import pandas as pd, kit.english.annotate, kit.english.people
    >>> docs = {"text": kit.english.annotate.analyse("Ann Example came late. “To be clear,” she said, “the bridge is safe.”")}
    >>> articles = pd.DataFrame([{"article_id": "text", "event_id": "event"}])
    >>> entities, mentions = kit.english.people.find_mentions(articles, docs)
    >>> found, speakers = find_quotes(articles, docs, kit.english.annotate.split_sentences(docs), entities, mentions)
    >>> found[["text", "speaker", "cue"]].values.tolist()
    [['To be clear,', 'Ann Example', 'said'], ['the bridge is safe.', 'Ann Example', 'said']]
    >>> found["rule"].tolist()[0]
    'quote.tag-behind+quote.speaker.pronoun(she)'
    """
    quote_rows: list[dict] = []
    speaker_rows: list[dict] = []
    entities_of, named = dict(tables.by_event(entities)), tables.rows_by_article(mentions)
    for event_id, rows in tables.by_event(articles):
        mine = {key: docs[key] for key in sorted(row.article_id for row in rows) if key in docs}
        found = {key: find_in_article(doc) for key, doc in mine.items()}
        cast = Cast(str(event_id), mine, entities_of.get(event_id, ()), named)
        quote_rows += cast.resolve(found)
        speaker_rows += cast.speakers()
    _locate(quote_rows, sentences)
    return tables.table("quotes", quote_rows), tables.table("speakers", speaker_rows)


def _locate(rows: list[dict], sentences: pd.DataFrame) -> None:
    """Fill `sentence_id`: the sentence that a row starts in."""
    from bisect import bisect_right

    starts: dict[str, tuple[list[int], list[str]]] = {}
    for article_id, mine in tables.rows_by_article(sentences).items():
        mine.sort(key=lambda sentence: sentence.start)
        starts[article_id] = ([s.start for s in mine], [s.sentence_id for s in mine])
    for row in rows:
        at, ids = starts[row["article_id"]]
        row["sentence_id"] = ids[max(0, bisect_right(at, row["start"]) - 1)]
