"""Streams: reads the files of a folder, zip or file into articles, all at once or one at a time."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from kit.load import find_corpus
from kit.load.article import read_file, settle_ids
from kit.load.corpus import Corpus, CorpusError, make_corpus
from kit.load.failures import one_file, strict, tell
from kit.load.files import RESERVED, TABLES, File, Walk, read_bytes
from kit.load.formats.tabular import read_list
from kit.load.limits import Limits, megabytes
from kit.load.manifest import Manifest, read_events
from kit.load.problems import FileError, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kit.load.article import Article

# From this many files on loading takes long enough to show how far it is.
MANY = 200
# A larger table holds texts.
LIST = 16_000_000


def load_articles(path: str | Path | None = None, *, limits: Limits | None = None) -> Corpus:
    """Read every article of a folder, a zip or a single file.

    `path` None means the environment's `KIT_CORPUS`, else the five articles that come with the kit, which "seeds" names
    from any folder that has no `seeds` of its own. `limits` default to `Limits.from_environment()`.

    Returns a `Corpus`. `articles` has, beside its schema, `published_from` (the source of the publication day), `role`
    and `note` (from `sources.csv`) and `row` (in a table of articles). Raises CorpusError if there is no such place or
    nothing in it can be read.

    >>> load_articles("seeds").articles["outlet"].tolist()[:2]
    ['A2 News (Albania)', 'AZ News (Nigeria)']

    It misses publication days that only pictures or scripts show.
    """
    try:
        limits = limits or Limits.from_environment()
    except ValueError as error:
        raise CorpusError(str(error)) from error
    root = find_corpus(path)
    problems, manifest = Problems(), Manifest(limits)
    articles, events = _read_all(root, limits, problems, manifest)
    manifest.complain(problems)
    if not articles:
        table = problems.table()
        worst = [f"{row.path} {row.problem}" for row in table.itertuples() if row.level == "error"]
        detail = f" First trouble: {worst[0]}." if worst else ""
        raise CorpusError(
            f"No readable article in {root}.{detail} Put .txt, .md, .html, .docx, .rtf or .pdf files there, or a .csv, "
            f".jsonl or .parquet with a text column; “kit check” lists every file.",
            table,
        )
    return to_corpus(articles, problems, events)


@dataclass(frozen=True)
class Stream:
    """A collection's articles one at a time, for those that do not fit into memory; `to_corpus` makes tables of some.

    `articles` gives records (with `article_id, event_id, path, row, made.text, segments, language`) in order of their
    paths; `problems` fills while they are read. `settle_ids` makes ids unique once all are known.

    >>> with stream_articles("seeds") as stream:
    ...     next(iter(stream.articles)).path[-4:]
    '.txt'
    """

    articles: Iterator[Article]
    problems: Problems
    manifest: Manifest
    events: pd.DataFrame | None


@contextmanager
def stream_articles(path: str | Path | None = None, *, limits: Limits | None = None) -> Iterator[Stream]:
    """The articles of a folder, zip or file, read as they are asked for; CorpusError if there is no such place.

    >>> with stream_articles("seeds") as stream:
    ...     sorted(article.article_id for article in stream.articles)[:2]
    ['a2news', 'aznews']
    """
    limits = limits or replace(Limits.from_environment(), corpus_bytes=sys.maxsize, corpus_articles=sys.maxsize)
    problems, manifest = Problems(), Manifest(limits)
    root = find_corpus(path)
    with ExitStack() as opened:
        files, events = _survey(Walk(limits, problems, opened).files(root), problems, manifest)
        yield Stream(_read_files(files, limits, problems, manifest), problems, manifest, events)


def to_corpus(articles: list[Article], problems: Problems, events: pd.DataFrame | None) -> Corpus:
    """Tables from articles, with a word on those that are alike; those of one event lend each other what their dates lack.

    An article that no table can be made of is left out, and `problems` says so.

    >>> with stream_articles("seeds") as stream:
    ...     corpus = to_corpus(list(stream.articles), stream.problems, stream.events)
    >>> len(corpus.articles)
    5
    """
    try:
        return make_corpus(articles, problems, events)
    except Exception:
        if strict():
            raise
        sound = [article for article in articles if _fits(article, problems)]
        if not sound or len(sound) == len(articles):
            raise
    return make_corpus(sound, problems, events)


def _fits(article: Article, problems: Problems) -> bool:
    try:
        make_corpus([article], Problems(), None)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        tell(problems, article.path, "could not be put into the tables", error)
        return False
    return True


def _read_all(
    root: Path, limits: Limits, problems: Problems, manifest: Manifest
) -> tuple[list[Article], pd.DataFrame | None]:
    with ExitStack() as opened:
        files, events = _survey(Walk(limits, problems, opened).files(root), problems, manifest)
        articles = list(_read_files(_with_progress(files), limits, problems, manifest))
    settle_ids(articles, problems)
    return articles, events


def _survey(found: Iterator[File], problems: Problems, manifest: Manifest) -> tuple[list[File], pd.DataFrame | None]:
    """All files that may hold articles; the manifests among them are read at once."""
    events, files = [], []
    for file in found:
        with one_file(problems, file.path):
            if file.name not in RESERVED:
                if file.form not in TABLES or file.size > LIST or not _is_list(file, problems, manifest):
                    files.append(file)
                continue
            data = read_bytes(file, problems)
            if data is not None and file.name == "sources.csv":
                manifest.add(data, file.path, problems)
            elif data is not None and file.name == "events.csv":
                events.append(read_events(data, file.path, problems, manifest.limits))
    manifest.find([file.path for file in files], problems)
    known = [table for table in events if table is not None]
    return files, pd.concat(known, ignore_index=True) if known else None


def _is_list(file: File, problems: Problems, manifest: Manifest) -> bool:
    """Whether a table is a list of articles that lie elsewhere: then what it states is kept."""
    aside = Problems()
    data = read_bytes(file, aside)
    try:
        rows = read_list(data, file.form, file.path, manifest.limits, aside) if data else []
    except FileError:
        return False  # told when it is read as a table of articles
    if not rows:
        return False
    manifest.add_list(rows, file.path)
    problem = f"holds no texts: its {len(rows)} rows are taken for what is known of the articles beside it"
    problems.add(file.path, "note", problem, "Nothing to do.", "problem.list")
    return True


def _read_files(files: Iterable[File], limits: Limits, problems: Problems, manifest: Manifest) -> Iterator[Article]:
    total = count = 0
    for file in files:
        total += file.size
        if total > limits.corpus_bytes:
            problems.add(
                file.path, "error", f"is not read: the files before it fill {megabytes(limits.corpus_bytes)}",
                "Split the corpus, or raise the limit: KIT_LIMIT_CORPUS_BYTES=….", "problem.limit",
            )  # fmt: skip
            continue
        for article in read_file(file, limits, problems, manifest):
            if count >= limits.corpus_articles:
                problems.add(
                    file.path, "error", f"is not read to its end: {limits.corpus_articles:,} articles are the limit",
                    "Split the corpus, or raise the limit: KIT_LIMIT_CORPUS_ARTICLES=….", "problem.limit",
                )  # fmt: skip
                break
            count += 1
            yield article


def _with_progress(files: list[File]) -> Iterable[File]:
    """The files, with a progress bar on stderr if it takes long and somebody is watching."""
    if len(files) < MANY:
        return files
    from tqdm import tqdm

    return tqdm(files, desc="load", unit="file", delay=1, disable=None)
