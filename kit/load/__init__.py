"""Load: files, folders, zips and manifests in; articles, facts, segments and problems out.

Nothing is lost and nothing is made up: the text stays as it was decoded, each thing known about an article is a fact
with its place, and what cannot be read is a row of `problems` with a remedy. Nothing is fetched or executed.

`files` walks, `readers` and `records` read, `furniture` tells running text from what surrounds it, `published` settles
the days, `manifest` holds what the reader states.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.load import readers, records
from kit.load.alike import find_alike
from kit.load.files import RESERVED, TABLES, File, Walk
from kit.load.furniture import read_furniture
from kit.load.language import find_language
from kit.load.limits import Limits, megabytes
from kit.load.manifest import Manifest, read_events, stated_facts
from kit.load.problems import FileError, Problems
from kit.load.published import choose_day, settle_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.load.facts import Fact
    from kit.load.readers import Extract

# Where a fact stands, the surest first; within a source the first in the text wins.
TRUST = (
    "corrections", "manifest", "front matter", "html", "byline", "dateline", "credit line", "headline", "page stamp",
    "leading date", "url in text", "other articles",
)  # fmt: skip
# From so many files on loading takes long enough to show how far it is.
MANY = 200
# Characters that reverse the order in which text is shown: a name or sentence may read as what it is not.
_REVERSING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SEGMENTS = {"article_id": "string", "paragraph": "Int64", "role": "string", "start": "Int64", "end": "Int64"}


class CorpusError(ValueError):
    """Nothing can be read: the message says what was looked for and what to do; `problems` has the files' own."""

    def __init__(self, message: str, problems: pd.DataFrame | None = None) -> None:
        super().__init__(message)
        self.problems = tables.table("problems") if problems is None else problems


@dataclass(frozen=True)
class Corpus:
    """What loading gives: the tables `articles`, `facts`, `problems`, and the segments that annotation reads.

    `segments`: `article_id, paragraph, role, start, end`, in order; every character that is not white space lies in
    exactly one of them. `events`: what the corpus's own `events.csv` adds, or None.
    """

    articles: pd.DataFrame
    facts: pd.DataFrame
    segments: pd.DataFrame
    problems: pd.DataFrame
    events: pd.DataFrame | None = None


@dataclass
class _Article:
    """One article on its way into the tables."""

    article_id: str
    event_id: str
    path: str
    row: int | None
    sha256: str
    made: Extract
    stated: dict[str, str]
    facts: list[Fact] = field(default_factory=list)
    segments: list[dict[str, Any]] = field(default_factory=list)
    language: str | None = None


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
    problems, manifest = Problems(), Manifest()
    articles, events = _read_all(root, limits, problems, manifest)
    manifest.complain(problems)
    if not articles:
        table = problems.table()
        worst = [f"{row.path} {row.problem}" for row in table.itertuples() if row.level == "error"]
        detail = f" First trouble: {worst[0]}." if worst else ""
        raise CorpusError(
            f"No readable article in {root}.{detail} Put .txt, .md, .html, .docx or .pdf files there, or a .csv, "
            f".jsonl or .parquet with a text column; “kit check” lists every file.",
            table,
        )
    _report_alike(articles, problems)
    return _corpus(articles, problems, events)


def find_corpus(path: str | Path | None = None) -> Path:
    """The folder or file meant: what is given, else `KIT_CORPUS`, else the seeds; CorpusError if it is not there."""
    given = str(path) if path not in (None, "") else os.environ.get("KIT_CORPUS") or "seeds"
    try:
        root = Path(given)
        if root.exists():
            return root
        seeds = Path(__file__).resolve().parents[2] / "seeds"
        if given == "seeds" and seeds.is_dir():
            return seeds
    except (OSError, ValueError) as error:
        raise CorpusError(f"{given!r} is no path that can be opened ({error}). Give a folder of articles.") from error
    raise CorpusError(
        f"There is no folder or file {given!r} (looked in {Path.cwd()}). Give a folder of articles, or “seeds”."
    )


@dataclass(frozen=True)
class Stream:
    """A collection's articles one at a time, for those that do not fit into memory; `to_corpus` makes tables of some.

    `articles` gives records (with `article_id, event_id, path, row, made.text, segments, language`) in order of their
    paths; `problems` fills while they are read. `settle_ids` makes ids unique once all are known.
    """

    articles: Iterator[_Article]
    problems: Problems
    manifest: Manifest
    events: pd.DataFrame | None


@contextmanager
def stream_articles(path: str | Path | None = None, *, limits: Limits | None = None) -> Iterator[Stream]:
    """The articles of a folder, zip or file, read as they are asked for; CorpusError if there is no such place."""
    limits = limits or replace(Limits.from_environment(), corpus_bytes=sys.maxsize, corpus_articles=sys.maxsize)
    problems, manifest = Problems(), Manifest()
    root = find_corpus(path)
    with ExitStack() as opened:
        files, events = _survey(Walk(limits, problems, opened).files(root), problems, manifest)
        yield Stream(_read_files(files, limits, problems, manifest), problems, manifest, events)


def settle_ids(articles: list[Any], problems: Problems) -> None:
    """Make the ids of all articles of a stream unique; they need `article_id, path, row, stated`, not their texts."""
    _name(articles, problems)


def to_corpus(articles: list[_Article], problems: Problems, events: pd.DataFrame | None) -> Corpus:
    """Tables from streamed articles; those with one `event_id` lend each other what their dates lack."""
    _report_alike(articles, problems)
    return _corpus(articles, problems, events)


def one_event(corpus: Corpus, event_id: str) -> Corpus:
    """The articles of one event, with their facts and segments; CorpusError names the events there are."""
    articles = corpus.articles[corpus.articles["event_id"] == event_id].reset_index(drop=True)
    if articles.empty:
        there = ", ".join(sorted(corpus.articles["event_id"].unique())[:20])
        raise CorpusError(f"There is no event {event_id!r} in this corpus (it has {there}).")
    parts = {}
    for name in ("facts", "segments"):
        frame = getattr(corpus, name)
        parts[name] = frame[frame["article_id"].isin(articles["article_id"])].reset_index(drop=True)
    return replace(corpus, articles=articles, **parts)


def probable_day(article: _Article) -> pd.Timestamp | None:
    """The publication day that an article states itself, without other articles' help."""
    day = choose_day(article.facts) or choose_day(article.facts, "dateline_date")
    return pd.Timestamp(day.value) if day else None


def _read_all(
    root: Path, limits: Limits, problems: Problems, manifest: Manifest
) -> tuple[list[_Article], pd.DataFrame | None]:
    with ExitStack() as opened:
        files, events = _survey(Walk(limits, problems, opened).files(root), problems, manifest)
        articles = list(_read_files(_with_progress(files), limits, problems, manifest))
    _name(articles, problems)
    return articles, events


def _survey(found: Iterator[File], problems: Problems, manifest: Manifest) -> tuple[list[File], pd.DataFrame | None]:
    """All files that may hold articles; the manifests among them are read at once."""
    events, files = [], []
    for file in found:
        if file.name not in RESERVED:
            files.append(file)
            continue
        data = _bytes(file, problems)
        if data is not None and file.name == "sources.csv":
            manifest.add(data, file.path, problems)
        elif data is not None and file.name == "events.csv":
            events.append(read_events(data, file.path, problems))
    known = [table for table in events if table is not None]
    return files, pd.concat(known, ignore_index=True) if known else None


def _read_files(files: Iterable[File], limits: Limits, problems: Problems, manifest: Manifest) -> Iterator[_Article]:
    total = count = 0
    for file in files:
        total += file.size
        if total > limits.corpus_bytes:
            problems.add(
                file.path, "error", f"is not read: the files before it fill {megabytes(limits.corpus_bytes)}",
                "Split the corpus, or raise the limit: KIT_LIMIT_CORPUS_BYTES=….", "limit",
            )  # fmt: skip
            continue
        for article in _read_file(file, limits, problems, manifest):
            if count >= limits.corpus_articles:
                problems.add(
                    file.path, "error", f"is not read to its end: {limits.corpus_articles:,} articles are the limit",
                    "Split the corpus, or raise the limit: KIT_LIMIT_CORPUS_ARTICLES=….", "limit",
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


def _bytes(file: File, problems: Problems) -> bytes | None:
    try:
        return file.read()
    except FileError as error:
        problems.refuse(file.path, error)
    except OSError as error:
        problems.add(
            file.path, "error", f"cannot be opened ({error.strerror})", "Check that you may read it.", "closed"
        )
    return None


def _read_file(file: File, limits: Limits, problems: Problems, manifest: Manifest) -> Iterator[_Article]:
    """The article of a file, or those of a table; complaints go to `problems`."""
    data = _bytes(file, problems)
    if data is None:
        return
    sha256 = hashlib.sha256(data).hexdigest()
    stated = {key: value.strip() for key, value in manifest.row(file.path).items() if value and value.strip()}
    slug = _slug(file.path)
    try:
        if file.form in TABLES:
            for number, made, own in records.read_collection(data, file.form, file.path, limits, problems):
                known = {**own, **{key: value for key, value in stated.items() if key not in {"id", "file"}}}
                name = own.get("id") or f"{slug}-{number}"
                yield _article(file.path, number, name, sha256, made, known, problems)
        else:
            made = readers.read_document(data, file.form, limits)
            yield _article(file.path, None, stated.get("id") or slug, sha256, made, stated, problems)
    except FileError as error:
        problems.refuse(file.path, error)


def _article(
    path: str, row: int | None, name: str, sha256: str, made: Extract, stated: dict[str, str], problems: Problems
) -> _Article:
    where = "" if row is None else f"row {row} "
    for remark in made.remarks:
        problems.add(
            path, "warning", where + remark, "Compare with the original, or save it again as UTF-8.", "encoding"
        )
    if "\0" in made.text:
        problems.add(
            path,
            "warning",
            f"{where}holds NUL characters",
            "They are kept; save the text again without them.",
            "control characters",
        )
    if _REVERSING.search(made.text):
        problems.add(
            path,
            "warning",
            f"{where}holds characters that turn the reading direction",
            "They are kept; what is shown may not be the order of the words.",
            "direction",
        )
    article = _Article(name, stated.get("event") or "event", path, row, sha256, made, stated)
    segments, found = read_furniture(made.text, title=made.title)
    article.segments = segments
    article.facts = [*stated_facts(stated), *made.facts, *found]
    given = next((fact.value for fact in article.facts if fact.field == "language"), None)
    body = " ".join(made.text[s["start"] : s["end"]] for s in segments[:40] if s["role"] in {"headline", "body"})
    article.language = given.lower()[:2] if given else find_language(body)
    if article.language not in {None, "en"}:
        problems.add(
            path,
            "note",
            f"{where}is in another language ({article.language}) than English",
            "It is shown, and left out of the analyses of English.",
            "language",
        )
    if not any(s["role"] == "body" for s in segments):
        problems.add(
            path,
            "warning",
            f"{where}has no running text, only headings, credits or notices",
            "Check that the whole article is there.",
            "no body",
        )
    return article


def _name(articles: list[_Article], problems: Problems) -> None:
    """Make ids unique without making them depend on the order: every later one of a name gets a hash of its place."""
    taken: set[str] = set()
    for article in sorted(articles, key=lambda a: (a.article_id != a.stated.get("id"), a.path, a.row or 0)):
        if article.article_id in taken:
            place = hashlib.sha256(f"{article.path}#{article.row or 0}".encode()).hexdigest()
            fresh = f"{article.article_id}-{place[:8]}"
            problems.add(
                article.path,
                "warning",
                f"would have the same id as another article: {article.article_id}",
                f"It is called {fresh}; give it an id of its own in sources.csv.",
                "same id",
            )
            article.article_id = fresh
        taken.add(article.article_id)


def _slug(path: str) -> str:
    """A readable id from a path: letters and digits, the rest dashes; the ending stays unless it is .txt."""
    stem = path[:-4] if PurePosixPath(path).suffix.lower() == ".txt" else path
    plain = unicodedata.normalize("NFKC", stem).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "article-" + hashlib.sha256(path.encode()).hexdigest()[:8]


def _report_alike(articles: list[_Article], problems: Problems) -> None:
    """One line for each article that is, or nearly is, one that stands before it."""
    by_id = {a.article_id: a for a in articles}
    earlier: dict[str, list[tuple[str, float]]] = {}
    for left, right, share in find_alike({a.article_id: a.made.text for a in articles}):
        earlier.setdefault(right, []).append((left, share))
    for key, others in sorted(earlier.items()):
        first, share = max(others, key=lambda other: other[1])
        a, b = by_id[first], by_id[key]
        what = "the same as" if a.made.text == b.made.text else f"nearly the same as ({share:.0%} of its word runs)"
        where = a.path + ("" if a.row is None else f" row {a.row}")
        more = f" and like {len(others) - 1} more" if len(others) > 1 else ""
        remedy = "Both are kept; remove one if it is there twice by mistake."
        problems.add(b.path, "warning", f"is {what} {where}{more}", remedy, "near-identical")


def _corpus(articles: list[_Article], problems: Problems, events: pd.DataFrame | None) -> Corpus:
    articles = sorted(articles, key=lambda a: a.article_id)
    settled = settle_days(
        {a.article_id: a.facts for a in articles},
        {a.article_id: a.made.text for a in articles},
        {a.article_id: a.event_id for a in articles},
    )
    rows: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    segments: list[dict[str, Any]] = []
    for article in articles:
        mine = settled[article.article_id]
        rows.append(_row(article, mine))
        facts += _fact_rows(article.article_id, mine)
        segments += [{"article_id": article.article_id, **segment} for segment in article.segments]
    more = pd.DataFrame(
        {name: pd.array([row.pop(name) for row in rows], dtype="string") for name in ("published_from", "role", "note")}
        | {"row": pd.array([row.pop("row") for row in rows], dtype="Int64")}
    )
    return Corpus(
        pd.concat([tables.table("articles", rows), more], axis=1),
        tables.table("facts", facts),
        pd.DataFrame(segments, columns=list(_SEGMENTS)).astype(_SEGMENTS),
        problems.table(),
        events,
    )


def _row(article: _Article, facts: list[Fact]) -> dict[str, Any]:
    """The row of `articles`: for each column the fact that is trusted most."""
    day, dateline = choose_day(facts), choose_day(facts, "dateline_date")
    best = {name: _winner(facts, name) for name in ("outlet", "title", "byline", "agency", "place", "url")}
    return {
        "article_id": article.article_id,
        "event_id": article.event_id,
        "path": article.path,
        "sha256": article.sha256,
        "encoding": article.made.encoding,
        "extractor": article.made.extractor,
        **best,
        "dateline_date": pd.Timestamp(dateline.value) if dateline else None,
        "published": pd.Timestamp(day.value) if day else None,
        "language": article.language,
        "words": len(re.findall(r"\w+(?:[-'’.]\w+)*", article.made.text)),
        "text": article.made.text,
        "published_from": day.source if day else None,
        "role": article.stated.get("role"),
        "note": article.stated.get("note"),
        "row": article.row,
    }


def _winner(facts: list[Fact], name: str) -> str | None:
    mine = [fact for fact in facts if fact.field == name]
    return min(mine, key=lambda fact: TRUST.index(fact.source)).value if mine else None


def _fact_rows(article_id: str, facts: list[Fact]) -> Iterator[dict[str, Any]]:
    taken: dict[str, int] = {}
    for fact in facts:
        place = fact.source.replace(" ", "-") if fact.start is None else f"{fact.start}"
        key = f"{article_id}-f-{fact.field}-{place}"
        taken[key] = taken.get(key, 0) + 1
        yield {
            "fact_id": key if taken[key] == 1 else f"{key}-{taken[key]}",
            "article_id": article_id,
            "field": fact.field,
            "value": fact.value,
            "source": fact.source,
            "start": fact.start,
            "end": fact.end,
            "rule": fact.rule,
        }
