"""Timeline: time expressions, the days they stand for, and what they date.

The annotation is TIMEX3 (Pustejovsky et al. 2010, ISO-TimeML; ISO 24617-1): `type`, `value`, `mod`. The method is our own:
patterns written as a small grammar over the text, spaCy's tags for the tense, calendar arithmetic by `python-dateutil`,
feasts by `holidays`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables
from kit.data import rulebook
from kit.english.timeline import borrowed_days
from kit.english.timeline.anchors import NONE, Anchor, article_anchors, quoted_stretches, titles
from kit.english.timeline.read_article import read_times
from kit.english.timeline.world_events import WorldEvent, WorldEvents, known_events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import pandas as pd

    from kit.english.doc import Doc
    from kit.english.timeline.read_article import Time

__all__ = ["Anchor", "WorldEvent", "WorldEvents", "article_anchors", "find_times", "known_events"]


def find_times(
    articles: pd.DataFrame,
    facts: pd.DataFrame,
    docs: Mapping[str, Doc],
    quotes: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table `times`: one row a time expression, with TIMEX3 value, the days it covers, its anchor and what it dates.

    `events` are the rows of a corpus's events.csv (`event, date, words, source`); they add to the kit's own table of world
    events and overrule it. `rule` says how the value was found, then how the reference day was (`time.from…`). What
    cannot be resolved stays, with `value` missing.

    It misses times told without a word of the calendar ("after the vote"), ages ("56-year-old"), and articles not in
    English; fiscal years have a value but no days, for whose they are the text rarely says.

    >>> from kit.english import annotate
    >>> article = {"article_id": "a", "event_id": "e", "text": "The bridge opened last Friday.", "published": "2031-03-12"}
    >>> articles, docs = tables.table("articles", [article]), {"a": annotate.analyse(article["text"], article_id="a")}
    >>> found = find_times(articles, tables.table("facts"), docs, tables.table("quotes"))
    >>> found[["text", "value", "kind", "anchor_from"]].iloc[0].tolist()
    ['last Friday', '2031-03-07', 'happened', 'published']
    """
    said = tables.rows(quotes)
    anchors, stretches, known = article_anchors(articles, facts), quoted_stretches(said), known_events(events)
    named = titles(said)
    legible = {key: doc for key, doc in docs.items() if doc.analysed and doc.tokens}

    def read(key: str) -> list[Time]:
        return read_times(legible[key], anchors.get(key, NONE), stretches.get(key, []), known, named.get(key, ()))

    times = {key: read(key) for key in legible if anchors.get(key, NONE).source != borrowed_days.LENT}
    for _, rows in tables.by_event(articles):
        borrowed = borrowed_days.borrow(anchors, [row.article_id for row in rows], docs, times)
        anchors |= borrowed
        times = {key: found for key, found in times.items() if key not in borrowed}
    times |= {key: read(key) for key in legible if key not in times}
    return tables.table("times", [_row(key, doc, time) for key, doc in legible.items() for time in times[key]])


def _row(article_id: str, doc: Doc, time: Time) -> dict[str, Any]:
    meaning, token = time.meaning, doc.token_at(time.start)
    counted = meaning.base is not None and time.anchor.day is not None
    return {
        "time_id": f"{article_id}-t{time.start}",
        "article_id": article_id,
        "sentence_id": f"{article_id}-s{token.sent.start_char}" if token else None,
        "start": time.start,
        "end": time.end,
        "text": doc.text[time.start : time.end],
        "type": meaning.type,
        "value": meaning.value,
        "mod": meaning.mod,
        "earliest": meaning.earliest,
        "latest": meaning.latest,
        "grain": meaning.grain,
        "kind": time.kind,
        "anchor": time.anchor.day if counted else None,
        "anchor_from": time.anchor.source if counted else None,
        "event_start": time.word.idx if time.word else None,
        "event_end": time.word.end if time.word else None,
        "signal": time.signal,
        "rule": rulebook.rule(meaning.rule, time.anchor.rule if counted else ""),
    }
