"""One run over a collection: load, group, read every event, write; what is finished stays finished."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from kit import load, reading, tables
from kit.cache import readings
from kit.collect.engines import engine
from kit.collect.source import BUCKET, Spool
from kit.collect.store import SEGMENTS, Store, put, to_bytes
from kit.load.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tqdm import tqdm

# A task holds whole events of about this many characters: enough for full batches of the tagger, little to lose.
TASK = 100_000
# The event of an article that no manifest gives one.
UNSTATED = "event"
# How many names tell what an event is about.
NAMES = 6


@dataclass(frozen=True)
class Summary:
    """What one run did: events made in this run, found finished, and failed (with the reason); articles in all.

    >>> Summary(articles=2, made=1, kept=0, failed={}).made
    1
    """

    articles: int
    made: int
    kept: int
    failed: dict[str, str]


class Event(NamedTuple):
    """One event to read: its loaded articles, and what the table `events` says of how it came about."""

    event_id: str
    key: str
    rule: str
    likeness: float | None
    articles: list[Any]


class Finished(NamedTuple):
    """One event read: its tables as Parquet files and its row of `events`; or what went wrong."""

    event_id: str
    files: dict[str, bytes]
    row: dict[str, Any]
    error: str = ""


def collect(collection: str | Path, out: str | Path, *, executor: Any = None, progress: bool = True) -> Summary:
    """Read a collection of articles on many events into a folder of Parquet tables partitioned by event.

    `collection` is a folder, zip or table of articles as `kit.read` takes it. Articles that its `sources.csv` gives an
    event keep it; the others are grouped (`kit.collect.group`). `executor` is None (this process), a number of
    processes, a `concurrent.futures.Executor`, or a `distributed.Client`; the files are the same whichever it is.
    `progress` shows bars on stderr.

    The same call goes on where an interrupted one stopped, and after articles were added, changed or removed it makes
    only the events anew that this concerns. Raises `load.CorpusError` if nothing can be read, `store.StoreError` if the
    folder cannot be written: another run holds it, the disk is full.

    >>> import tempfile
    >>> collect("seeds", tempfile.mkdtemp() + "/store", progress=False).articles
    5
    """
    store = Store(out)
    with load.stream_articles(collection) as stream, store.writing():
        spool = Spool(store.work)
        with _bar(progress, "loading", " articles") as bar:
            spool.fill(stream, bar.update)
        stream.manifest.complain(stream.problems)
        if not spool.known:
            raise load.CorpusError(f"No readable article in {collection}.", stream.problems.table())
        rules, likeness, buckets = _group(spool)
        store.keep_only(rules)
        finished = store.finished()
        put(store.folder / "problems.parquet", to_bytes("problems", stream.problems.table()))
        store.keep_world(stream.events)
        made, failed = 0, {}
        with engine(executor) as machine, _bar(progress, "reading", " articles", len(spool.known)) as bar:
            tasks = _tasks(spool, buckets, rules, likeness, finished, stream.events)
            for (events, _), result in machine.run(read_events, tasks):
                for event in events if isinstance(result, Exception) else ():
                    failed[event.event_id] = f"{type(result).__name__}: {result}"
                for done in [] if isinstance(result, Exception) else result:
                    if done.error:
                        failed[done.event_id] = done.error
                    else:
                        store.write(done.event_id, done.files, done.row)
                        made += 1
                bar.update(sum(len(event.articles) for event in events))
        kept = len(rules) - made - len(failed)
        shutil.rmtree(store.work)
    return Summary(len(spool.known), made, kept, dict(sorted(failed.items())))


def read_events(task: tuple[list[Event], pd.DataFrame | None]) -> list[Finished]:
    """The tables of some events; runs wherever the engine puts it. All their articles are annotated in one go."""
    from kit.english import annotate  # here, because a reading that is kept needs no analysis

    events, world = task
    corpora = [load.to_corpus(event.articles, Problems(), world) for event in events]
    articles = pd.concat([corpus.articles for corpus in corpora], ignore_index=True)
    segments = pd.concat([corpus.segments for corpus in corpora], ignore_index=True)
    docs = annotate.annotate(articles, segments)
    done = []
    for event, corpus in zip(events, corpora, strict=True):
        try:
            made = reading.read_corpus(corpus, docs={key: docs[key] for key in corpus.articles["article_id"]})
            files = {name: to_bytes(name, frame) for name, frame in made.tables().items() if len(frame)}
            files[SEGMENTS] = to_bytes(SEGMENTS, corpus.segments)
            done.append(Finished(event.event_id, files, _row(event, made)))
        except Exception as error:  # noqa: BLE001  (one event that cannot be read must not take the others with it)
            done.append(Finished(event.event_id, {}, {}, f"{type(error).__name__}: {error}"))
    return done


def _group(spool: Spool) -> tuple[dict[str, str], dict[str, float], list[int]]:
    """Give every article its event: the rule and the likeness of each event, and the bucket of each article."""
    known = spool.known
    days = np.array([a.day for a in known])
    # By day, then by id; undated ones last. (NaN would compare with nothing, and leave them in the order of the files.)
    order = np.array(sorted(range(len(known)), key=lambda i: (np.nan_to_num(days[i], nan=np.inf), known[i].article_id)))
    unstated = np.array([a.event_id == UNSTATED for a in known])
    rules, likeness = {}, {}
    from kit.collect.group import group_terms  # here, because a reading that is kept needs no scipy

    number, alike = group_terms(spool.terms, days, order)
    names: dict[int, str] = {}
    for i in order:
        if not unstated[i]:
            rules[known[i].event_id] = "event.stated"
            continue
        # An event is called after its first article.
        name = names.setdefault(int(number[i]), known[i].article_id)
        known[i].event_id = name
        rules[name] = "event.likeness"
        likeness[name] = float(alike[number[i]])
    size: dict[str, int] = {}
    for a in known:
        size[a.event_id] = size.get(a.event_id, 0) + a.characters
    place, at = {}, 0
    for event_id in sorted(size):
        place[event_id] = at // BUCKET
        at += size[event_id]
    buckets = [place[a.event_id] for a in known]
    spool.deal(buckets)
    return rules, likeness, sorted(set(buckets))


def _tasks(
    spool: Spool,
    buckets: list[int],
    rules: dict[str, str],
    likeness: dict[str, float],
    finished: dict[str, str],
    world: pd.DataFrame | None,
) -> Iterator[tuple[list[Event], pd.DataFrame | None]]:
    """Events that are not finished, some at a time."""
    task: list[Event] = []
    for number in buckets:
        for event_id, articles in spool.bucket(number).items():
            key = _key(articles, world)
            if finished.get(event_id) == key:
                continue
            task.append(Event(event_id, key, rules[event_id], likeness.get(event_id), articles))
            if sum(len(a.made.text) for event in task for a in event.articles) >= TASK:
                yield task, world
                task = []
    if task:
        yield task, world


def _key(articles: list[Any], world: pd.DataFrame | None) -> str:
    """Names all that an event's tables depend on: the articles with their facts, the corpus's events.csv, the kit."""
    digest = hashlib.sha256(readings.fingerprint().encode())
    for a in articles:
        digest.update(repr((a.article_id, a.path, a.row, a.sha256, sorted(a.stated.items()), a.facts)).encode())
        digest.update(a.made.text.encode("utf-8", "surrogatepass"))
    digest.update(b"" if world is None else world.to_csv().encode())
    return digest.hexdigest()


def _row(event: Event, made: tables.Reading) -> dict[str, Any]:
    """The row of `events`."""
    articles = made.articles
    days = articles["published"].dropna()
    titles = articles.sort_values(["published", "article_id"])["title"].dropna()
    named = made.mentions.dropna(subset="entity_id")
    often = Counter(named["entity_id"])
    spread = Counter(entity for entity, _ in set(zip(named["entity_id"], named["article_id"], strict=True)))
    first = sorted(often, key=lambda entity: (-spread[entity], -often[entity], entity))[:NAMES]
    names = made.entities.set_index("entity_id")["name"].reindex(first)
    return {
        "label": titles.iloc[0] if len(titles) else None,
        "names": "; ".join(names) or None,
        "articles": len(articles),
        "outlets": articles["outlet"].nunique(),
        "words": int(articles["words"].sum()),
        "first": days.min().to_pydatetime() if len(days) else None,
        "last": days.max().to_pydatetime() if len(days) else None,
        "likeness": event.likeness,
        "rule": event.rule,
        "key": event.key,
    }


def _bar(progress: bool, what: str, unit: str, total: int | None = None) -> tqdm:
    from tqdm import tqdm

    # A log file gets a line every ten seconds, a terminal a moving bar.
    often = 0.2 if sys.stderr.isatty() else 10
    return tqdm(total=total, desc=what, unit=unit, disable=not progress, file=sys.stderr, mininterval=often)
