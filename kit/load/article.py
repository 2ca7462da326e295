"""Article: one file read into articles, each with its facts, its segments and its language."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.load.duplicates import find_alike
from kit.load.failures import one_file
from kit.load.file_names import named
from kit.load.files import CAPTIONS, TABLES, File, read_bytes
from kit.load.formats import tabular
from kit.load.language import code_of, find_language
from kit.load.manifest import Manifest, stated_facts
from kit.load.misread import misread_in
from kit.load.page_parts.publication_day import choose_day
from kit.load.problems import FileError, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.load.facts import Fact
    from kit.load.formats.extract import Extract
    from kit.load.formats.press_databases import Export
    from kit.load.limits import Limits

# Characters that reverse the order in which text is shown: a name or sentence may read as what it is not.
_REVERSING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# What tells the language: the first segments of running text.
_SAMPLE = 40


@dataclass
class Article:
    """One article on its way into the tables; `row` is its number in a table of articles, `stated` its line of the manifest."""

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


def read_file(file: File, limits: Limits, problems: Problems, manifest: Manifest) -> Iterator[Article]:
    """The article of a file, or those of a table; complaints go to `problems`."""
    with one_file(problems, file.path):
        for article in _read_file(file, limits, problems, manifest):
            article.facts = [*manifest.look_up(file.path, article.facts), *article.facts, *named(file.path)]
            yield article


def _read_file(file: File, limits: Limits, problems: Problems, manifest: Manifest) -> Iterator[Article]:
    data = read_bytes(file, problems)
    if data is None:
        return
    sha256 = hashlib.sha256(data).hexdigest()
    stated = {key: value.strip() for key, value in manifest.row(file.path).items() if value and value.strip()}
    if file.form in CAPTIONS:  # what was said, with its times: what the articles are compared with
        stated.setdefault("role", "transcript")
    slug = _slug(file.path)
    try:
        if file.form in TABLES:
            for number, made, own in tabular.read_collection(data, file.form, file.path, limits, problems):
                known = {**own, **{key: value for key, value in stated.items() if key not in {"id", "file"}}}
                name = own.get("id") or f"{slug}-{number}"
                yield _article(file.path, number, name, sha256, made, known, problems)
        else:
            from kit.load.formats import readers  # here, because a reading that is kept needs no reader

            yield from _from_document(file, sha256, stated, readers.read_document(data, file.form, limits), problems)
    except FileError as error:
        # Settings and the like.
        if file.form == ".json" and error.rule in {"problem.no-text-column", "problem.broken-json"}:
            problems.add(file.path, "note", error.problem, "Nothing to do, if it holds no article.", error.rule)
        else:
            problems.refuse(file.path, error)


def _from_document(
    file: File, sha256: str, stated: dict[str, str], export: Export, problems: Problems
) -> Iterator[Article]:
    """The article of a document, or those of a press database's export, whose stated number is compared."""
    many, name = len(export.articles), stated.get("id") or _slug(file.path)
    if export.stated is not None and export.stated != many:
        problem = f"says that it holds {export.stated} articles of {export.vendor}, and {many} were read"
        remedy = "Compare it with the list of the search, or export it again."
        problems.add(file.path, "error", problem, remedy, "problem.count")
    if many == 1:
        yield _article(file.path, None, name, sha256, export.articles[0], stated, problems)
        return
    problem = f"holds {many} articles of {export.vendor}, each read as one of its own"
    problems.add(file.path, "note", problem, "Nothing to do.", "problem.export")
    for number, made in enumerate(export.articles, 1):
        yield _article(file.path, number, f"{name}-{number}", sha256, made, stated, problems)


def _article(
    path: str, row: int | None, name: str, sha256: str, made: Extract, stated: dict[str, str], problems: Problems
) -> Article:
    where = "" if row is None else f"row {row} "

    def tell(level: str, problem: str, remedy: str, rule: str) -> None:
        problems.add(path, level, where + problem, remedy, rule)

    for remark in made.remarks:
        tell("warning", remark, "Compare with the original, or save it again as UTF-8.", "problem.encoding")
    for complaint in made.complaints:
        tell("warning", complaint.problem, complaint.remedy, complaint.rule)
    if made.unread:
        problem = f"has attachments that are not read: {', '.join(made.unread)}"
        tell("note", problem, "Save them beside it, if they are articles.", "problem.attachments")
    if "\0" in made.text:
        remedy = "They are kept; save the text again without them."
        tell("warning", "holds NUL characters", remedy, "problem.control-characters")
    if misread := misread_in(made.text):
        problem = f"was read in a wrong encoding before it was saved (“{misread[0]}” for “{misread[1]}”)"
        remedy = "It is kept as it is, and quotations may be missed; copy the article again, or mend it with ftfy."
        tell("warning", problem, remedy, "problem.mojibake")
    if _REVERSING.search(made.text):
        remedy = "They are kept; what is shown may not be the order of the words."
        tell("warning", "holds characters that turn the reading direction", remedy, "problem.direction")
    article = Article(name, stated.get("event") or "event", path, row, sha256, made, stated)
    from kit.load.page_parts.roles import read_furniture  # here, as the readers

    segments, found = read_furniture(made.text, title=made.title, header=made.header, path="" if row else path)
    article.segments = segments
    article.facts = [*stated_facts(stated), *made.facts, *found]
    stated_language = {fact.source: code_of(fact.value) for fact in article.facts if fact.field == "language"}
    body = " ".join(made.text[s["start"] : s["end"]] for s in segments[:_SAMPLE] if s["role"] in {"headline", "body"})
    # A page's own word comes last: templates say "en" in every language.
    article.language = (
        stated_language.get("manifest")
        or stated_language.get("front matter")
        or find_language(body)
        or stated_language.get("html")
    )
    if article.language not in {None, "en"}:
        problem = f"is in another language ({article.language}) than English"
        tell("note", problem, "It is shown, and left out of the analyses of English.", "problem.language")
    if not any(s["role"] == "body" for s in segments):
        problem = "has no running text, only headings, credits or notices"
        tell("warning", problem, "Check that the whole article is there.", "problem.no-body")
    return article


def settle_ids(articles: list[Any], problems: Problems) -> None:
    """Make ids unique without making them depend on the order: every later one of a name gets a hash of its place.

    Of each article it needs `article_id, path, row, stated`, not the text.

    >>> from kit.load import stream_articles, settle_ids
    >>> with stream_articles("seeds") as stream:
    ...     read = [next(stream.articles)] * 2
    ...     settle_ids(read[:1], stream.problems)
    >>> read[0].article_id
    'aznews'
    """
    taken: set[str] = set()
    for article in sorted(articles, key=lambda a: (a.article_id != a.stated.get("id"), a.path, a.row or 0)):
        fresh, tries = article.article_id, 0
        while fresh in taken:
            place = hashlib.sha256(f"{article.path}#{article.row or 0}#{tries}".encode()).hexdigest()
            fresh, tries = f"{article.article_id}-{place[:8]}", tries + 1
        if tries:
            problem = f"would have the same id as another article: {article.article_id}"
            remedy = f"It is called {fresh}; give it an id of its own in sources.csv."
            problems.add(article.path, "warning", problem, remedy, "problem.same-id")
            article.article_id = fresh
        taken.add(fresh)


def _slug(path: str) -> str:
    """A readable id from a path: letters and digits, the rest dashes; the ending stays unless it is .txt."""
    stem = path[:-4] if PurePosixPath(path).suffix.lower() == ".txt" else path
    plain = unicodedata.normalize("NFKC", stem).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "article-" + hashlib.sha256(path.encode()).hexdigest()[:8]


def report_alike(articles: list[Article], states: Mapping[str, str], problems: Problems) -> None:
    """A note for each article whose text is the same, or nearly, as that of an earlier one; `states` leads from an earlier state to
    the latest.
    """
    by_id = {a.article_id: a for a in articles}
    for key, last in sorted(states.items()):
        problem = f"is an earlier state of {_where(by_id[last])}; the later one is compared with other articles"
        remedy = "Nothing to do; compare.versions shows what was changed."
        problems.add(by_id[key].path, "note", problem, remedy, "problem.version")
    earlier: dict[str, list[tuple[str, float]]] = {}
    for left, right, share in find_alike({a.article_id: a.made.text for a in articles}):
        if states.get(left, left) == states.get(right, right):
            continue
        earlier.setdefault(right, []).append((left, share))
    for key, others in sorted(earlier.items()):
        first, share = max(others, key=lambda other: other[1])
        a, b = by_id[first], by_id[key]
        what = "the same as" if a.made.text == b.made.text else f"nearly the same as ({share:.0%} of its word runs)"
        more = f" and like {len(others) - 1} more" if len(others) > 1 else ""
        remedy = "Both are kept; remove one if it is there twice by mistake."
        problems.add(b.path, "warning", f"is {what} {_where(a)}{more}", remedy, "problem.near-identical")


def _where(article: Article) -> str:
    return article.path + ("" if article.row is None else f" row {article.row}")


def probable_day(article: Article) -> pd.Timestamp | None:
    """The publication day that an article states itself, without other articles' help.

    >>> from kit.load import stream_articles, probable_day
    >>> with stream_articles("seeds") as stream:
    ...     days = [probable_day(article) for article in stream.articles]
    >>> str(days[1].date())
    '2025-02-13'
    """
    day = choose_day(article.facts) or choose_day(article.facts, "dateline_date")
    return pd.Timestamp(day.value) if day else None
