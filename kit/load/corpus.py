"""Corpus: the tables that loading makes, out of the articles it read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.errors import KitError
from kit.load.facts import FILE_NAME, TRUST
from kit.load.versions import version_of
from kit.tables.counting import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.load.article import Article
    from kit.load.facts import Fact
    from kit.load.problems import Problems

_SEGMENTS = {"article_id": "string", "paragraph": "Int64", "role": "string", "start": "Int64", "end": "Int64"}


class CorpusError(KitError):
    """Nothing can be read: the message says what was looked for and what to do; `problems` has the files' own."""

    def __init__(self, message: str, problems: pd.DataFrame | None = None) -> None:
        super().__init__(message)
        self.problems = tables.table("problems") if problems is None else problems


@dataclass(frozen=True)
class Corpus:
    """What loading gives: the tables `articles`, `facts`, `problems`, and the segments that annotation reads.

    `segments`: `article_id, paragraph, role, start, end`, in order; every character that is not white space lies in
    exactly one of them. `events`: what the corpus's own `events.csv` adds, or None.

    >>> from kit.load import load_articles
    >>> load_articles("seeds").problems.empty
    True
    """

    articles: pd.DataFrame
    facts: pd.DataFrame
    segments: pd.DataFrame
    problems: pd.DataFrame
    events: pd.DataFrame | None = None


def make_corpus(articles: list[Article], problems: Problems, events: pd.DataFrame | None) -> Corpus:
    """The tables of some articles; those of one event lend each other what their dates lack."""
    # Imported here, because a reading that is kept needs none of them.
    from kit.load.article import report_alike
    from kit.load.page_parts.publication_day import settle_days

    articles = sorted(articles, key=lambda a: a.article_id)
    settled = settle_days(
        {a.article_id: a.facts for a in articles},
        {a.article_id: a.made.text for a in articles},
        {a.article_id: a.event_id for a in articles},
    )
    rows: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    segments: list[dict[str, Any]] = []
    for article in articles:
        mine = settled[article.article_id]
        rows.append(_row(article, mine))
        facts += _fact_rows(article.article_id, mine)
        segments += [{"article_id": article.article_id, **segment} for segment in article.segments]
    made, known = tables.table("articles", rows), tables.table("facts", facts)
    made["version_of"] = version_of(made, known)
    earlier = made.loc[made["version_of"].notna()]
    report_alike(articles, dict(zip(earlier["article_id"], earlier["version_of"], strict=True)), problems)
    return Corpus(
        made,
        known,
        pd.DataFrame(segments, columns=list(_SEGMENTS)).astype(_SEGMENTS),
        problems.table(),
        events,
    )


def _row(article: Article, facts: list[Fact]) -> dict[str, Any]:
    """The row of `articles`: for each column the fact that is trusted most."""
    from kit.load.page_parts.publication_day import choose_day

    day, dateline = choose_day(facts), choose_day(facts, "dateline_date")
    best = {name: _winner(facts, name) for name in ("outlet", "title", "byline", "agency", "place", "url")}
    return {
        "article_id": article.article_id,
        "event_id": article.event_id,
        "path": article.path,
        "sha256": article.sha256,
        "encoding": article.made.encoding,
        "extractor": article.made.extractor,
        **best,
        "dateline_date": pd.Timestamp(dateline.value) if dateline else None,
        "published": pd.Timestamp(day.value) if day else None,
        "language": article.language,
        "words": count_words(article.made.text),
        "text": article.made.text,
        "published_from": day.source if day else None,
        "role": article.stated.get("role"),
        "note": article.stated.get("note"),
        "row": article.row,
    }


def _winner(facts: list[Fact], name: str) -> str | None:
    mine = [fact for fact in facts if fact.field == name and fact.source != FILE_NAME]
    return min(mine, key=lambda fact: TRUST.index(fact.source)).value if mine else None


def _fact_rows(article_id: str, facts: list[Fact]) -> Iterator[dict[str, Any]]:
    taken: dict[str, int] = {}
    for fact in facts:
        place = fact.source.replace(" ", "-") if fact.start is None else f"{fact.start}"
        key = f"{article_id}-f-{fact.field}-{place}"
        taken[key] = taken.get(key, 0) + 1
        yield {
            "fact_id": key if taken[key] == 1 else f"{key}-{taken[key]}",
            "article_id": article_id,
            "field": fact.field,
            "value": fact.value,
            "source": fact.source,
            "start": fact.start,
            "end": fact.end,
            "rule": fact.rule,
        }


def one_event(corpus: Corpus, event_id: str) -> Corpus:
    """The articles of one event, with their facts and segments; CorpusError names the events there are.

    >>> from kit.load import load_articles
    >>> corpus = load_articles("seeds")
    >>> len(one_event(corpus, corpus.articles["event_id"].iloc[0]).articles)
    5
    """
    articles = corpus.articles[corpus.articles["event_id"] == event_id].reset_index(drop=True)
    if articles.empty:
        there = ", ".join(sorted(corpus.articles["event_id"].unique())[:20])
        raise CorpusError(f"There is no event {event_id!r} in this corpus (it has {there}).")
    parts = {}
    for name in ("facts", "segments"):
        frame = getattr(corpus, name)
        parts[name] = frame[frame["article_id"].isin(articles["article_id"])].reset_index(drop=True)
    return replace(corpus, articles=articles, **parts)
