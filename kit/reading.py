"""Reading: reads a folder of articles into a `Reading` by calling each analysis in order."""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kit import corrections, load, tables
from kit.cache import readings
from kit.collect import store
from kit.load import guard
from kit.load.versions import version_of
from kit.tables import Reading, glance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from kit.english.doc import Doc


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Pause Python's search for cycles of objects, which takes a tenth to a fifth of the time. Also a decorator."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Stopwatch:
    """Seconds spent in each room, in the order they were entered."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def room(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


def read(
    corpus: str | Path | None = None,
    *,
    event: str | None = None,
    corrected: bool = True,
    fresh: bool = False,
    semantic: bool = False,
    stopwatch: Stopwatch | None = None,
) -> Reading:
    """Read a folder of articles about one event (or several, if its sources.csv says so).

    `corpus` None means the environment's `KIT_CORPUS`, else the five articles that come with the kit ("seeds").
    `event` leaves the articles of one event only. A folder that `kit collect` wrote is opened, not read again, unless
    an event of it is corrected, or asked for by meaning.
    `corrected` False leaves aside what a reader put right (`kit.corrections`); `fresh` True reads anew even if nothing
    has changed since a reading that is still kept (`kit.cache.readings`). `semantic` True lets meaning count when
    statements are aligned and names grouped (the extra `semantic`; ModuleNotFoundError without it). Returns a `Reading`: every table of
    `kit.tables.SCHEMAS`, and in a notebook prints one line: what was read and what was left out. Raises `kit.load.CorpusError` if there is no such folder or event or nothing in it can be
    read; a file that cannot be read is a row of `problems`, and the others load.

    >>> reading = read("seeds")
    >>> len(reading.articles)
    5
    """
    watch = stopwatch or Stopwatch()
    root = load.find_corpus(corpus)
    beside = corrections.place(root) if corrected else None
    if store.is_store(root):
        made = _of_store(store.Store(root), event, beside, semantic=semantic)
    else:
        made = _of_folder(root, event, beside, fresh=fresh, semantic=semantic, watch=watch)
    glance.announce(made.tables())
    return replace(made, corpus=root)


def _of_folder(
    root: Path, event: str | None, beside: Path | None, *, fresh: bool, semantic: bool, watch: Stopwatch
) -> Reading:
    """The kept reading of a folder, else a new one."""
    name = None if fresh else readings.key(root, beside, event, semantic)
    made = readings.take(name)
    if made is None:
        with watch.room("load"):
            loaded = load.load_articles(root)
            loaded = loaded if event is None else load.one_event(loaded, event)
            fixes = corrections.read_corrections(beside) if beside else None
        made = read_corpus(loaded, fixes=fixes, semantic=semantic, stopwatch=watch)
        if guard.RULE not in set(made.problems["rule"]):  # what failed once may be the machine's fault
            readings.put(name, made)
    return made


def _of_store(kept: store.Store, event: str | None, beside: Path | None, *, semantic: bool) -> Reading:
    """One event of a collection as it was kept; made anew from its articles where a reader put something of it right."""
    event = kept.find(event)
    fixes = corrections.read_corrections(beside) if beside else corrections.none()
    # Ids begin with the article's or the event's; the other events' corrections find their rows elsewhere.
    articles = kept.read("articles", event)["article_id"].tolist()
    mine = fixes[
        fixes["row_id"].isin(articles) | fixes["row_id"].str.startswith((f"{event}/", *(f"{a}-" for a in articles)))
    ]
    if mine.empty and not semantic:
        return kept.reading(event)
    return read_corpus(kept.corpus(event), fixes=mine, semantic=semantic)


def kept_as(corpus: str | Path | None, *, event: str | None = None, semantic: bool = False) -> str | None:
    """The name that `read` keeps the reading of a folder under; None for a collection, which is not read again."""
    root = load.find_corpus(corpus)
    return None if store.is_store(root) else readings.key(root, corrections.place(root), event, semantic)


@without_garbage_collection()
@tables.rows_kept()
def read_corpus(
    corpus: load.Corpus,
    *,
    docs: Mapping[str, Doc] | None = None,
    fixes: pd.DataFrame | None = None,
    semantic: bool = False,
    stopwatch: Stopwatch | None = None,
) -> Reading:
    """The same from articles already loaded, or also annotated; no file is read but the cache of annotations.

    `fixes` are corrections. Each holds from the room that makes its table, so that what is made of it later follows.
    """
    # Imported here, because a reading that is kept needs none of them.
    from kit import align
    from kit.english import annotate, numbers, people, quotes, timeline, words

    watch, guarded = stopwatch or Stopwatch(), guard.Guard()
    right = corrections.Fixes(corrections.none() if fixes is None else fixes)
    articles, facts = corrections.correct_articles(corpus.articles, corpus.facts, right)
    if len(facts) > len(corpus.facts):  # an outlet or a day was put right
        articles = articles.assign(version_of=version_of(articles, facts))
    with watch.room("annotate"):
        if docs is None:
            docs = guarded.run(
                "sentences", lambda some: annotate.annotate(some, corpus.segments), articles, ["article_id"]
            )
        sentences = annotate.split_sentences(docs)
    # What could not be annotated stands in `articles` and in no other table.
    read = articles[articles["article_id"].isin(docs)].reset_index(drop=True)
    # An earlier state of an article is read like any other, and compared with none: its outlet speaks once.
    compared = read[read["version_of"].isna()].reset_index(drop=True)
    with watch.room("people"):
        entities, mentions = guarded.run("people", lambda some: people.find_mentions(some, docs), read)
        entities, mentions = right.correct("entities", entities), right.correct("mentions", mentions)
    with watch.room("quotes"):
        quoted, speakers = guarded.run(
            "quotes", lambda some: quotes.find_quotes(some, docs, sentences, entities, mentions), read
        )
        quoted, speakers = corrections.correct_quotes(quoted, speakers, articles, right)
    with watch.room("timeline"):
        times = guarded.run(
            "times", lambda some: timeline.find_times(some, facts, _of(docs, some), quoted, events=corpus.events), read
        )
        times = right.correct("times", times)
    with watch.room("words"):
        labels = guarded.run("labels", lambda some: words.find_labels(some, _of(docs, some), entities, mentions), read)
        labels = right.correct("labels", labels)
        choices = guarded.run(
            "word choices",
            lambda some: words.find_word_choices(some, _of(docs, some), entities, mentions, labels, semantic=semantic),
            read,
        )
        choices = right.correct("word_choices", choices)
        keyness = guarded.run(
            "keyness", lambda some: words.find_keyness(some, _of(docs, some), quoted, mentions), compared
        )
    with watch.room("numbers"):
        events = dict(zip(articles["article_id"], articles["event_id"], strict=True))
        quantities = guarded.run(
            "quantities", lambda some: numbers.find_quantities(_of(docs, some), times, events), read
        )
        quantities = right.correct("quantities", quantities)
    with watch.room("align"):
        statements, renderings = guarded.run(
            "statements",
            lambda some: align.align_statements(some, docs, mentions, quoted, speakers, semantic=semantic),
            compared,
            ["event_id"],
        )
        statements, renderings = corrections.correct_renderings(statements, renderings, right)
        links = guarded.run("links", lambda some: align.link_sentences(some, docs, quoted), compared, ["event_id"])
        conflicts, renderings, links = guarded.run(
            "conflicts",
            lambda some: align.compare_facts(
                some, docs, entities, mentions, quoted, times, quantities, statements, renderings, links
            ),
            compared,
            ["event_id"],
        )
        conflicts = right.correct("conflicts", conflicts)
        reuse = guarded.run("reuse", lambda some: align.find_reuse(some, sentences, quoted), read, ["event_id"])
    return Reading(
        articles=articles, facts=facts, sentences=sentences, entities=entities, mentions=mentions, speakers=speakers,
        quotes=quoted, times=times, labels=labels, quantities=quantities, word_choices=choices, keyness=keyness,
        statements=statements, renderings=renderings, links=links, conflicts=conflicts, reuse=reuse,
        problems=tables.concat("problems", [corpus.problems, guarded.problems.table(), right.problems()]),
    )  # fmt: skip


def _of(docs: Mapping[str, Doc], some: pd.DataFrame) -> dict[str, Doc]:
    return {key: docs[key] for key in some["article_id"]}
