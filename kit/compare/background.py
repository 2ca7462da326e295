"""Background: sentences about an earlier time than the news of the day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from kit.tables import rows, rows_by_article

if TYPE_CHECKING:
    from kit.tables import Reading

# What ended this many days before publication is no part of the news.
PAST = 60


class Background:
    """Which sentences tell of what was over long before their article was published.

    A sentence does so if every day, month or year in it ended more than `PAST` days before; or if it has none, and the
    sentence right before it does. Of an article without a day of publication nothing is known: no sentence of it counts
    as background. A sentence that names a past year only to compare counts, too.
    """

    def __init__(self, reading: Reading) -> None:
        days = {row.article_id: row.published for row in rows(reading.articles) if pd.notna(row.published)}
        dated: dict[str, list[bool]] = {}
        for time in rows(reading.times):
            if time.type in ("DATE", "TIME") and pd.notna(time.latest) and time.article_id in days:
                old = days[time.article_id] - time.latest > pd.Timedelta(days=PAST)
                dated.setdefault(time.sentence_id, []).append(old)
        self._sentences = rows_by_article(reading.sentences)
        self._past = {key for key, said in dated.items() if all(said)}
        for mine in self._sentences.values():
            ordered = sorted(mine, key=lambda sentence: sentence.start)
            self._past |= {
                here.sentence_id
                for before, here in pairwise(ordered)
                if here.sentence_id not in dated and all(dated.get(before.sentence_id, [False]))
            }

    def holds(self, article_id: str, start: int) -> bool:
        """Whether the sentence at an offset (code points) tells of another time."""
        return any(s.sentence_id in self._past for s in self._sentences.get(article_id, ()) if s.start <= start < s.end)
