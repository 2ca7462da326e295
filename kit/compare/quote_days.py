"""Quote days: the day of each article and the day on which each of its quotations was spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.outlets import outlet_names
from kit.english.timeline import article_anchors

if TYPE_CHECKING:
    from kit.tables import Reading


def publication_days(reading: Reading) -> pd.DataFrame:
    """The days of each article: `article_id, outlet, published, dateline, read_from, read_from_source, rule`.

    `read_from` is the day from which "Wednesday" and "last year" are read. It may be lent by the other articles of the
    event; then it is not the day of publication, which stays missing.

    >>> import kit
    >>> bool(publication_days(kit.read("seeds"))["read_from"].notna().all())
    True
    """
    anchors = article_anchors(reading.articles, reading.facts)
    names = outlet_names(reading)
    rows = [
        {
            "article_id": a.article_id,
            "outlet": names[a.article_id],
            "published": a.published,
            "dateline": a.dateline_date,
            "read_from": anchors[a.article_id].day,
            "read_from_source": anchors[a.article_id].source,
            "rule": anchors[a.article_id].rule,
        }
        for a in reading.articles.itertuples()
    ]
    return answer("publication_days", rows)


def quote_days(reading: Reading) -> pd.DataFrame:
    """The day each quotation was spoken: `quote_id, article_id, day, time_id, rule`.

    The day named with its reporting verb; else one named in its sentence; else the day on which the article last (for
    a headline: first) said that somebody spoke; else the article's own day. `time_id` is the expression that names it, missing for the last.

    >>> import kit
    >>> bool(quote_days(kit.read("seeds"))["day"].notna().all())
    True
    """
    own = publication_days(reading).set_index("article_id")["read_from"]
    spoken = reading.times[(reading.times["kind"] == "spoken") & reading.times["grain"].isin(["day", "time"])]
    spoken = spoken[spoken["earliest"].notna()]
    by_article = {key: list(rows.itertuples()) for key, rows in spoken.groupby("article_id", sort=False)}
    rows = []
    for quote in reading.quotes.itertuples():
        if quote.use in ("title", "scare"):
            continue
        named, rule = _naming(quote, by_article.get(quote.article_id, []))
        day = named.earliest if named else own.get(quote.article_id, pd.NaT)
        found = {"day": day, "time_id": named.time_id if named else None, "rule": rule}
        rows.append({"quote_id": quote.quote_id, "article_id": quote.article_id, **found})
    return answer("quote_days", rows)


def _naming(quote: Any, times: list[Any]) -> tuple[Any, str]:
    """The expression that says when a quotation was spoken, and why it is that one."""
    if pd.notna(quote.cue_start):
        for time in times:
            if pd.notna(time.event_start) and time.event_start == quote.cue_start:
                return time, "day.beside-cue"
    for time in times:
        if time.sentence_id == quote.sentence_id:
            return time, "day.in-sentence"
    before = [time for time in times if time.start <= quote.start]
    if before:
        return before[-1], "day.last-spoken"
    if times:
        return times[0], "day.first-spoken"
    return None, "day.of-article"
