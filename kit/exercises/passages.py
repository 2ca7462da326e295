"""Passages for questions: a sentence, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.outlets import outlet_names
from kit.exercises.question import Passage

if TYPE_CHECKING:
    from kit.tables import Reading

# Sentences shown before and after, enough to find who "he" is without reading the whole article again.
BEFORE, AFTER = 3, 1


def passage(reading: Reading, article_id: str, start: int, end: int) -> Passage:
    """These characters of an article."""
    text = reading.articles.loc[reading.articles["article_id"] == article_id, "text"].iloc[0]
    return Passage(str(outlet_names(reading)[article_id]), article_id, int(start), int(end), text[start:end])


def sentence_at(reading: Reading, article_id: str, offset: int) -> Passage:
    """The sentence that holds this offset."""
    return around(reading, article_id, offset, before=0, after=0)


def around(
    reading: Reading, article_id: str, start: int, end: int | None = None, *, before: int = BEFORE, after: int = AFTER
) -> Passage:
    """The sentences that hold `start` to `end` (`start` alone, if no end is given), with those before and after."""
    mine = reading.sentences[reading.sentences["article_id"] == article_id].sort_values("start", ignore_index=True)
    first = max(int((mine["start"] <= start).sum()) - 1, 0)
    last = first if end is None else max(int((mine["start"] < end).sum()) - 1, first)
    rows = mine.iloc[max(first - before, 0) : last + after + 1]
    return passage(reading, article_id, int(rows["start"].min()), int(rows["end"].max()))
