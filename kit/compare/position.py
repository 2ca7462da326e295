"""Position: how far down each statement stands, what comes first and last, and an article's length and readability."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.answer_table import answer, in_order
from kit.compare.outlets import outlet_names
from kit.compare.rates import wilson
from kit.compare.states import counted_once
from kit.tables import rows as each
from kit.tables import rows_by_article
from kit.tables.counting import WORD
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from kit.tables import Reading

# Readability formulas were made for samples of a hundred words; below that they jump.
SHORTEST = 100
# A dated event this many days before publication is no news of the day any more.
NEWS = 3


class Depths:
    """How far down an article a passage stands: the one measure of it in the kit."""

    def __init__(self, reading: Reading) -> None:
        told = reading.sentences[reading.sentences["role"].isin(READ_ROLES)]
        self._words = {
            article_id: sorted(s.start + word.start() for s in mine for word in WORD.finditer(s.text))
            for article_id, mine in rows_by_article(told).items()
        }

    def depth(self, article_id: str, start: int) -> float:
        """The share of the article's words that stand before `start` (code points): 0 its beginning, 1 its end."""
        words = self._words.get(article_id, [])
        return round(bisect_left(words, start) / len(words), 4) if words else 0.0

    def words(self, article_id: str) -> int:
        """How many words the article tells: those of headline, text and captions."""
        return len(self._words.get(article_id, []))


def depth(reading: Reading, article_id: str, start: int) -> float:
    """The share of an article's words that stand before `start` (code points): 0 its beginning, 1 its end.

    Words are those of headline, text and captions; for many passages of one reading make a `Depths`.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> depth(reading, reading.articles["article_id"].iloc[0], 0)
    0.0
    """
    return Depths(reading).depth(article_id, start)


@counted_once
def order(reading: Reading) -> pd.DataFrame:
    """How far down each statement stands in each article that renders it.

    One row a statement and article: `statement_id, article_id, outlet, rank` (1 is the first statement of the
    article), `position` (share of the article's words that stand before it: 0 the very top, 1 the end), `in_headline`,
    `text` (its first rendering there), `rendering_ids`.

    >>> import kit
    >>> bool(order(kit.read("seeds"))["position"].between(0, 1).all())
    True
    """
    names = outlet_names(reading)
    down = Depths(reading)
    rows = []
    for article_id, mine in reading.renderings.groupby("article_id", sort=False):
        told = each(_told(reading, str(article_id)))
        heads = [s for s in told if s.role == "headline"]
        firsts = mine.sort_values("start").groupby("statement_id", sort=False)
        for rank, (statement_id, group) in enumerate(firsts, start=1):
            here = each(group)
            rows.append(
                {
                    "statement_id": statement_id,
                    "article_id": article_id,
                    "outlet": names[article_id],
                    "rank": rank,
                    "position": down.depth(str(article_id), here[0].start),
                    "in_headline": any(s.start <= r.start < s.end for s in heads for r in here),
                    "text": here[0].text,
                    "rendering_ids": " ".join(r.rendering_id for r in here),
                }
            )
    return in_order(answer("order", rows), names, "rank")


@counted_once
def weight(reading: Reading) -> pd.DataFrame:
    """An article's headline, lead, last sentence, length, readability and share of background.

    One row an article: `article_id, outlet, headline, lead` (first sentence of the body), `last, body_words,
    sentences` (of the body; `articles.words` counts the whole text), `words_per_sentence, lix` (Björnsson 1968: below 30 easy, above 55 hard, in any language), `grade`
    (automated readability index, Senter and Smith 1967, years of schooling in the USA), `background` (sentences of the body that date something more than three days before
    the article's day, and nothing later), `background_share` of the sentences, `low, high` (Wilson), `note`.
    Both count letters and sentences, not meaning, and are missing below 100 words. Undated background is not seen, so
    the share is a lower bound.

    >>> import kit
    >>> weight(kit.read("seeds"))["sentences"].gt(0).tolist()
    [True, True, True, True, True]
    """
    names = outlet_names(reading)
    days = _days(reading)
    rows = []
    for article_id, outlet in names.items():
        told = _told(reading, str(article_id))
        body = told[told["role"] == "body"]
        words = [word for text in body["text"] for word in WORD.findall(text)]
        lix, grade = _readability(words, len(body)) if len(words) >= SHORTEST else (pd.NA, pd.NA)
        old = _background(reading, str(article_id), body, days.get(article_id))
        low, high = wilson(old, len(body))
        heads = told.loc[told["role"] == "headline", "text"]
        known = days.get(article_id) is not None and len(body) > 0
        rows.append(
            {
                "article_id": article_id,
                "outlet": outlet,
                "headline": heads.iloc[0] if len(heads) else pd.NA,
                "lead": body["text"].iloc[0] if len(body) else pd.NA,
                "last": body["text"].iloc[-1] if len(body) else pd.NA,
                "body_words": len(words),
                "sentences": len(body),
                "words_per_sentence": len(words) / len(body) if len(body) else pd.NA,
                "lix": lix,
                "grade": grade,
                "background": old if known else pd.NA,
                "background_share": old / len(body) if known else pd.NA,
                "low": low if known else pd.NA,
                "high": high if known else pd.NA,
                "note": pd.NA if known else "no day known for the article: background cannot be told",
            }
        )
    return answer("weight", rows)


@counted_once
def focus(reading: Reading, *, top: int = 8) -> pd.DataFrame:
    """Which places an article names most: `article_id, outlet, place, entity_id, count, of` (all places named there),
    `share, low, high` (Wilson), at most `top` an article.

    >>> import kit
    >>> made = focus(kit.read("seeds"))
    >>> bool((made["count"] <= made["of"]).all())
    True
    """
    names = outlet_names(reading)
    places = reading.mentions.merge(reading.entities[reading.entities["kind"] == "place"], on="entity_id")
    rows = []
    for article_id, group in places.groupby("article_id"):
        for entity_id, uses in group.groupby("entity_id"):
            low, high = wilson(len(uses), len(group))
            rows.append(
                {
                    "article_id": article_id,
                    "outlet": names[article_id],
                    "place": uses["name"].iloc[0],
                    "entity_id": entity_id,
                    "count": len(uses),
                    "of": len(group),
                    "share": len(uses) / len(group),
                    "low": low,
                    "high": high,
                }
            )
    ordered = in_order(answer("focus", rows), names, "count", "place", falling=("count",))
    return ordered.groupby("article_id", sort=False).head(top).reset_index(drop=True)


def _told(reading: Reading, article_id: str) -> pd.DataFrame:
    mine = reading.sentences[reading.sentences["article_id"] == article_id]
    return mine[mine["role"].isin(READ_ROLES)].sort_values("start")


def _days(reading: Reading) -> dict[str, pd.Timestamp]:
    """The day each article speaks from: its publication, else its dateline, else the event's other articles' first."""
    articles = reading.articles
    own = articles["published"].fillna(articles["dateline_date"])
    lent = own.groupby(articles["event_id"]).transform("min")
    days = own.fillna(lent)
    return {key: day.normalize() for key, day in zip(articles["article_id"], days, strict=True) if pd.notna(day)}


def _background(reading: Reading, article_id: str, body: pd.DataFrame, day: pd.Timestamp | None) -> int:
    if day is None:
        return 0
    times = reading.times[(reading.times["article_id"] == article_id) & reading.times["latest"].notna()]
    times = times[times["type"].isin(("DATE", "TIME"))]
    latest = times.groupby("sentence_id")["latest"].max()
    return int((latest[latest.index.isin(body["sentence_id"])] < day - pd.Timedelta(days=NEWS)).sum())


def _readability(words: list[str], sentences: int) -> tuple[float, float]:
    """LIX and the automated readability index, from letters, words and sentences as counted here.

    Four sums of our own: the libraries for this take seconds to import and fetch a dictionary of syllables.
    """
    per_sentence = len(words) / sentences
    long = sum(len(word) > 6 for word in words)
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    lix = per_sentence + 100 * long / len(words)
    return round(lix, 1), round(4.71 * letters / len(words) + 0.5 * per_sentence - 21.43, 1)
