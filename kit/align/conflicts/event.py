"""Event: the articles of one event as conflicts are looked for in them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.conflicts.facts import Source
from kit.align.conflicts.given import sentences_with_values
from kit.align.conflicts.predicates import predicate_facts
from kit.align.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kit.align.conflicts.facts import Fact
    from kit.align.conflicts.given import Sentence
    from kit.english.doc import Doc

# Days between two articles of which one has no day: some.
UNKNOWN = 1


class Rows(NamedTuple):
    """The rows of the tables that are read, by article, and the kind of every entity."""

    mentions: Mapping[str, Sequence[Any]]
    quotes: Mapping[str, Sequence[Any]]
    times: Mapping[str, Sequence[Any]]
    quantities: Mapping[str, Sequence[Any]]
    kinds: Mapping[str, str]


class Event:
    """One event: its articles by id as `sources`, which of them are compared (`near`) and when each was `published`."""

    def __init__(self, event_id: Any, articles: Sequence[Any], docs: Mapping[str, Doc], rows: Rows) -> None:
        self.event_id, self.kinds = event_id, rows.kinds
        self.near = Neighbours.of_event(articles)
        self.published = {
            row.article_id: row.dateline_date if pd.isna(row.published) else row.published for row in articles
        }
        keys = [key for key in self.near.names if docs[key].analysed]
        self.mentions, self.times, self.quantities = (
            {key: found.get(key, ()) for key in keys} for found in (rows.mentions, rows.times, rows.quantities)
        )
        self.persons = {
            key: [m for m in found if rows.kinds.get(m.entity_id) == "person"] for key, found in self.mentions.items()
        }
        self.sources = {
            key: Source(docs[key], self.mentions[key], rows.kinds, rows.quotes.get(key, ()), self.published[key])
            for key in keys
        }

    def read(self, find: Callable[..., Iterable[Any]], *rows: Mapping[str, Any]) -> dict[str, list[Any]]:
        """What is found in each article by itself: in its source and its own of these rows."""
        return {key: list(find(source, *(found[key] for found in rows))) for key, source in self.sources.items()}

    @cached_property
    def predicates(self) -> dict[str, list[Fact]]:
        """What each article says was done, or was not."""
        return self.read(predicate_facts)

    @cached_property
    def valued(self) -> dict[str, list[Sentence]]:
        """The sentences of each article that give figures or days."""
        return self.read(sentences_with_values, self.quantities, self.times)

    def printed_later(self, left: str, right: str) -> int:
        """How many days later the right article was printed than the left; `UNKNOWN` if only one of the days is known."""
        one, other = self.published[left], self.published[right]
        if pd.isna(one) or pd.isna(other):
            return 0 if pd.isna(one) and pd.isna(other) else UNKNOWN
        return (pd.Timestamp(other).normalize() - pd.Timestamp(one).normalize()).days
