"""Printed too: the other articles that print the words of one side of a contradiction inside quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit import tables
from kit.align.normalise import fold
from kit.compare.values import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.align.normalise import Word
    from kit.tables import Reading

# So many words before those that are at odds must stand there too, and so many in all: fewer are no quotation.
BEFORE, LEAST = 2, 3


class PrintedToo:
    """The marked words of a reading, article by article, in which wordings are looked for."""

    def __init__(self, reading: Reading) -> None:
        marked = reading.quotes[(reading.quotes["form"] != "indirect") & (reading.quotes["use"] == "quotation")]
        self._quotes = tables.rows_by_article(marked)
        self._events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
        self._words: dict[str, list[Word]] = {}

    def besides(self, passage: Passage, told: frozenset[str]) -> Iterator[Passage]:
        """The passages of articles of the event, besides those `told`, that have the words and what stands before them in the marks."""
        wanted, own = self._led(passage)
        if len(wanted) < LEAST:
            return
        for article_id, quotes in self._quotes.items():
            if article_id in told or self._events[article_id] != self._events[passage.article_id]:
                continue
            for quote in quotes:
                words = self._folded(quote)
                at = next((n for n in range(len(words)) if [w.n for w in words[n : n + len(wanted)]] == wanted), None)
                if at is not None:
                    first, last = words[at + len(wanted) - own], words[at + len(wanted) - 1]
                    text = quote.text[first.start : last.end]
                    yield Passage(article_id, quote.start + first.start, quote.start + last.end, text)
                    break

    def _folded(self, quote: Any) -> list[Word]:
        if quote.quote_id not in self._words:
            self._words[quote.quote_id] = fold(quote.text)
        return self._words[quote.quote_id]

    def _led(self, passage: Passage) -> tuple[list[str], int]:
        """The words of a passage with those before them in its quotation, as they are compared, and how many are its own."""
        for quote in self._quotes.get(passage.article_id, ()):
            if quote.start <= passage.start and passage.end <= quote.end:
                words = self._folded(quote)
                own = [n for n, w in enumerate(words) if passage.start <= quote.start + w.start < passage.end]
                if own:
                    return [w.n for w in words[max(own[0] - BEFORE, 0) : own[-1] + 1]], len(own)
        return [], 0
