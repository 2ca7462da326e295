"""The source: articles read one at a time, kept on disk, and sorted into buckets by event.

A collection may be larger than memory: only one batch is held at once, and of every article some words that name it.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kit import load
from kit.collect.terms import Terms, find_terms, matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

# Characters of articles held in memory at once while they are loaded, and while events are read. (Their words as Python
# objects take some twenty times as much.)
BATCH, BUCKET = 2_000_000, 16_000_000


@dataclass(slots=True)
class Known:
    """What is kept in memory of an article; the names are those of the loaded record, which `settle_ids` knows.

    `day` is its probable day as days since 1970, NaN if not known.
    """

    article_id: str
    path: str
    row: int | None
    stated: dict[str, str] = field(repr=False)
    event_id: str
    day: float
    characters: int


class Spool:
    """The articles of a collection on disk, in the folder of an unfinished run.

    Made by `fill`; then `known` tells of each article, in the order of `terms`, and `deal` sorts them into buckets.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        self.known: list[Known] = []
        self._batches = 0

    def fill(self, stream: load.Stream, tell: Callable[[int], Any]) -> None:
        """Read the stream to its end; `tell` is told the number of articles after each batch."""
        for batch in _batches(stream.articles):
            texts = [matter(a.made.text, [(s["role"], s["start"], s["end"]) for s in a.segments]) for a in batch]
            languages = {a.language or "en" for a in batch}
            np.savez(self._path("terms", self._batches, "npz"), **find_terms(texts, languages)._asdict())
            self._path("articles", self._batches).write_bytes(pickle.dumps(batch))
            for a in batch:
                stated = {key: value for key, value in a.stated.items() if key in ("id", "event")}
                found = load.probable_day(a)
                day = np.nan if found is None else found.timestamp() / 86400
                self.known.append(Known(a.article_id, a.path, a.row, stated, a.event_id, day, len(a.made.text)))
            self._batches += 1
            tell(len(batch))
        load.settle_ids(self.known, stream.problems)

    def terms(self) -> Iterator[Terms]:
        """The terms of each batch."""
        for n in range(self._batches):
            with np.load(self._path("terms", n, "npz")) as arrays:
                yield Terms(**arrays)

    def deal(self, bucket: Sequence[int]) -> None:
        """Rewrite the articles with the ids and events of `known`; `bucket` has the number of each one's bucket."""
        at = 0
        for n in range(self._batches):
            dealt: dict[int, list[Any]] = {}
            for article in pickle.loads(self._path("articles", n).read_bytes()):  # noqa: S301  (written by this run)
                known = self.known[at]
                article.article_id, article.event_id = known.article_id, known.event_id
                dealt.setdefault(bucket[at], []).append(article)
                at += 1
            for number in sorted(dealt):
                with self._path("bucket", number).open("ab") as file:
                    pickle.dump(dealt[number], file)
            self._path("articles", n).unlink()

    def bucket(self, number: int) -> dict[str, list[Any]]:
        """The articles of one bucket by event, each event's in order of their ids."""
        events: dict[str, list[Any]] = {}
        with self._path("bucket", number).open("rb") as file:
            while True:
                try:
                    batch = pickle.load(file)  # noqa: S301
                except EOFError:
                    break
                for article in batch:
                    events.setdefault(article.event_id, []).append(article)
        return {key: sorted(events[key], key=lambda a: a.article_id) for key in sorted(events)}

    def _path(self, name: str, number: int, ending: str = "pickle") -> Path:
        return self.folder / f"{name}-{number}.{ending}"


def _batches(articles: Iterable[Any]) -> Iterator[list[Any]]:
    batch, size = [], 0
    for article in articles:
        batch.append(article)
        size += len(article.made.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
