"""Manifest: what the reader states about the files: `sources.csv`, and `events.csv` for the timeline."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pandas as pd

from kit.data.rulebook import rule
from kit.load.facts import Fact
from kit.load.formats.decode import decode
from kit.load.limits import Limits
from kit.load.page_parts.dates import parse_day
from kit.load.problems import FileError, Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("file", "id", "event", "outlet", "title", "byline", "published", "agency", "url", "role", "note")
# What an article may be: a transcript is what the others are compared with.
ROLES = ("", "article", "transcript")
# Those of the columns that are facts about an article.
STATED = ("outlet", "title", "byline", "published", "agency", "url", "language", "place")
# A reader may know no more than the month or the year: a fact, but no publication day.
_MONTH = re.compile(r"\s*\d{4}(?:-\d\d)?\s*")
# A shorter headline is not enough to find an article by.
TITLE = 12
# What Excel may write above a CSV to say how it is separated.
_SEPARATOR = re.compile(r"\Asep=[,;\t]\r?\n", re.IGNORECASE)
EVENTS = ("event", "date", "words", "source")


@dataclass
class Manifest:
    """The rows of all `sources.csv`, by the path of the file they speak of."""

    limits: Limits = field(default_factory=Limits)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    listed: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    at: dict[str, tuple[str, str]] = field(default_factory=dict)  # the manifest, and the name as given

    def row(self, path: str) -> dict[str, str]:
        """What is stated about a file; empty if nothing is."""
        if path in self.rows:
            self.used.add(path)
        return self.rows.get(path, {})

    def add(self, data: bytes, path: str, problems: Problems) -> None:
        """Read one `sources.csv`; its `file` column is relative to the folder it lies in."""
        try:
            columns, rows = read_csv(data, self.limits)
        except FileError as error:
            if error.rule != "problem.empty":
                problems.refuse(path, error)
            else:
                remedy = f"A header alone is fine: {','.join(COLUMNS)}"
                problems.add(path, "note", "is empty", remedy, "problem.manifest")
            return
        if "file" not in columns:
            what = f"has no column “file” (found: {', '.join(columns)})"
            problems.add(path, "error", what, f"Its first line should be: {','.join(COLUMNS)}", "problem.manifest")
            return
        strange = [name for name in columns if name and name not in COLUMNS and name not in STATED]
        if strange:
            what = f"has columns the kit does not know: {', '.join(strange)}"
            problems.add(path, "note", what, f"Known are: {', '.join(COLUMNS)}.", "problem.manifest")
        for number, row in enumerate(rows, 2):
            for problem, remedy in self._take(row, path):
                problems.add(path, "warning", f"line {number} {problem}", remedy, "problem.manifest")

    def _take(self, row: dict[str, str], path: str) -> Iterator[tuple[str, str]]:
        """Keep one row; gives what is wrong with it, with what to do."""
        name = row.get("file", "").replace("\\", "/").strip().removeprefix("./")
        key = (PurePosixPath(path).parent / name).as_posix()
        day, role = row.get("published", "").strip(), row.get("role", "").strip()
        if not name:
            yield "names no file", "Write the file's name into the column “file”."
            return
        if key in self.rows:
            yield f"names {name} a second time; the first line counts", "Remove one of them."
            return
        if day and parse_day(day) is None and not _MONTH.fullmatch(day):
            yield f"has “{day}” for a day", "Write it as 2025-02-13."
        if (url := row.get("url", "").strip()) and not is_address(url):
            yield f"has “{url}” for an address, which is none", "Write it as https://…, or leave it empty."
        if role not in ROLES:
            yield f"has “{role}” for a role", f"Leave it empty, or write {' or '.join(filter(None, ROLES))}."
        self.rows[key], self.at[key] = row, (path, name)

    def add_list(self, rows: Iterable[dict[str, str]], path: str) -> None:
        """Keep a list of articles that lie elsewhere, by their files' names, addresses and titles."""
        for number, row in enumerate(rows, 1):
            files = [f"file {name}" for name in _names(row.get("file", ""))]
            for key in [*_keys(row.get("url"), row.get("title")), *files]:
                self.listed.setdefault(key, (f"{path} row {number}", row))

    def look_up(self, path: str, facts: Iterable[Fact]) -> list[Fact]:
        """What lists state of an article, found by its file's name, else its address, else its headline."""
        if not self.listed:
            return []
        facts = list(facts)
        keys = [f"file {PurePosixPath(path).name.casefold()}"]
        keys += [key for fact in facts if fact.field == "url" for key in _keys(fact.value, None)]
        keys += [key for fact in facts if fact.field == "title" for key in _keys(None, fact.value)]
        for key in keys:
            if key in self.listed:
                where, row = self.listed[key]
                return [replace(fact, rule=rule("fact.list", argument=where)) for fact in stated_facts(row)]
        return []

    def find(self, paths: Iterable[str], problems: Problems) -> None:
        """Match rows that give a bare name with the one file below that is called so; several are a problem."""
        below: dict[str, list[str]] = {}
        for path in paths:
            below.setdefault(PurePosixPath(path).name, []).append(path)
        known = {path for group in below.values() for path in group}
        for key in sorted(set(self.rows) - known):
            path, name = self.at[key]
            folder = "" if "/" not in path else f"{PurePosixPath(path).parent.as_posix()}/"
            there = [found for found in below.get(name, ()) if found.startswith(folder) and found not in self.rows]
            if len(there) == 1:
                self.rows[there[0]], self.at[there[0]] = self.rows.pop(key), self.at.pop(key)
            elif there:
                self.used.add(key)
                places = ", ".join(sorted(there)[:5])
                problem = f"names {name}, and there are {len(there)} of that name ({places})"
                problems.add(path, "error", problem, "Write the path, with its folder.", "problem.manifest")

    def complain(self, problems: Problems) -> None:
        """Report the files that were named and not found."""
        for key in sorted(set(self.rows) - self.used):
            path, name = self.at[key]
            problem = f"names {name}, which is not there or could not be read"
            problems.add(path, "error", problem, "Correct the name, or remove the line.", "problem.manifest")


def is_address(url: str) -> bool:
    """Whether a text is the address of a page: http or https, with a host.

    White space, control characters, quotation marks, angle brackets and backslashes stand in none; a name before the host
    only makes it look like another.

    >>> is_address("https://echo.example/a"), is_address("javascript:alert(1)"), is_address("echo")
    (True, False, False)
    >>> is_address("https://echo.example@other.example/a"), is_address('https://echo.example/"><b>')
    (False, False)
    """
    if any(c.isspace() or not c.isprintable() or c in '"<>\\' for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and "." in (parts.hostname or "") and "@" not in parts.netloc


def _keys(url: str | None, title: str | None) -> list[str]:
    """What an address and a headline are found by: without what differs from copy to copy."""
    keys = []
    if url and is_address(url.strip()):
        parts = urlsplit(url.strip())
        keys.append(f"url {(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}".casefold())
    if title and len(plain := re.sub(r"[\W_]+", "", title).casefold()) >= TITLE:
        keys.append(f"title {plain}")
    return keys


def _names(files: str) -> list[str]:
    """The names of the files that a cell lists, without their folders."""
    return [PurePosixPath(part.strip().replace("\\", "/")).name.casefold() for part in files.split(";") if part.strip()]


def stated_facts(row: dict[str, str]) -> list[Fact]:
    """The facts of one row of a manifest (or of a table of articles)."""
    facts = []
    for name in STATED:
        value = row.get(name, "")
        if name == "url" and value and not is_address(value.strip()):
            continue
        if value and name == "published":
            value = _iso(value) if parse_day(value) or _MONTH.fullmatch(value.strip()) else ""
        if value:
            facts.append(Fact(name, value, "manifest", None, None, "fact.manifest"))
    return facts


def read_csv(data: bytes, limits: Limits) -> tuple[list[str], list[dict[str, str]]]:
    """Columns (lower case) and rows of a CSV, comma, semicolon or tab; FileError if it is none.

    Of a table with more than `limits.table_rows` rows so many and one are read.
    """
    text = _SEPARATOR.sub("", decode(data)[0], count=1)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=lambda mark: (head.count(mark), mark == ","))
    if head.count(delimiter) >= limits.table_columns:
        problem = f"has {head.count(delimiter) + 1:,} columns; the limit is {limits.table_columns:,}"
        remedy = "Keep those that are needed, or raise the limit: KIT_LIMIT_TABLE_COLUMNS=…."
        raise FileError(problem, remedy, "problem.limit")
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    header = [name.strip().lower() for name in next(reader, [])]
    rows = (dict(zip(header, cells, strict=False)) for cells in reader if any(cell.strip() for cell in cells))
    # One more than are read, so that whoever reads them sees that there are too many.
    return header, list(islice(rows, limits.table_rows + 1))


def read_events(data: bytes, path: str, problems: Problems, limits: Limits) -> pd.DataFrame | None:
    """The table of dated events that a reader adds (`event, date, words, source`)."""
    try:
        columns, rows = read_csv(data, limits)
    except FileError as error:
        if error.rule != "problem.empty":
            problems.refuse(path, error)
        return None
    missing = [name for name in EVENTS[:3] if name not in columns]
    if missing:
        what = f"has no column {' and '.join(missing)} (found: {', '.join(columns)})"
        problems.add(path, "error", what, f"Its first line should be: {','.join(EVENTS)}", "problem.events")
        return None
    kept = []
    for number, row in enumerate(rows, 2):
        if not row.get("event") or not row.get("date") or parse_day(row["date"]) is None:
            what = f"line {number} has no event or no day"
            problems.add(path, "warning", what, "Write the day as 2022-02-24.", "problem.events")
            continue
        kept.append({name: row.get(name, "").strip() or None for name in EVENTS} | {"date": _iso(row["date"])[:10]})
    return pd.DataFrame(kept, columns=list(EVENTS), dtype="string")


def _iso(value: str) -> str:
    day = parse_day(value)
    if day is None:
        return value
    midnight = (day.hour, day.minute, day.second) == (0, 0, 0)
    return day.date().isoformat() if midnight else day.isoformat(timespec="minutes")
