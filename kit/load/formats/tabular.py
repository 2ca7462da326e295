"""Tabular files: a table that holds articles, one a row (`.csv .tsv .xlsx .jsonl .ndjson .json .parquet .ris`)."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.data import field_names
from kit.load.budget import bounded, unpacked, within
from kit.load.files import too_large
from kit.load.formats.decode import decode
from kit.load.formats.extract import Extract, sound, too_long
from kit.load.formats.html_blocks import parse, read_blocks
from kit.load.formats.lists import csl_row, ris_rows, sheet_rows
from kit.load.manifest import read_csv
from kit.load.page_parts.credits_and_notices import is_notice
from kit.load.problems import FileError, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.load.limits import Limits

    # Columns, rows with their numbers, encoding.
    _Table = tuple[list[str], Iterator[tuple[int, dict[str, Any]]], str]

NAMES = field_names("column")
TEXT = NAMES.pop("text")
# Of a list of articles that lie elsewhere: the names of their files.
FILES = ("file", "filename", "file_name", "file_attachments", "attachments")
# Objects in which interfaces put the fields of an article, and how deep its list may lie.
_HOLDERS, NESTED = ("_source", "fields", "attributes"), 3
# A text with this many tags of paragraphs is markup.
_MARKUP, TAGS = re.compile(r"<(?:/p|/div|br\s?/?)>", re.IGNORECASE), 2
# A workbook that unpacks to more is read in a process of its own.
SWELLING = 20_000_000
# Seconds or milliseconds since 1970, from 2001 on.
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.0)?")


def read_collection(
    data: bytes, form: str, path: str, limits: Limits, problems: Problems
) -> Iterator[tuple[int, Extract, dict[str, str]]]:
    """Row number (from 1), text and what the other columns state, for every row that has a text.

    A row that cannot be read is a problem, and the others load; FileError if there is no text column at all.
    """
    columns, rows, encoding = _READERS[form](data, path, limits, problems)
    lower = {_plain(name): name for name in reversed(columns)}
    text_column = next((lower[name] for name in TEXT if name in lower), None)
    if text_column is None:
        problem = f"has no text column (found: {', '.join(map(str, columns)) or 'nothing'})"
        remedy = f"Name the column that holds the articles “{TEXT[0]}”."
        raise FileError(problem, remedy, "problem.no-text-column")
    number = 0
    for number, row in rows:
        if number > limits.table_rows:
            error = too_large("is not read to its end: it has too many rows", f"{limits.table_rows:,}", "table_rows")
            problems.refuse(path, error)
            break
        text = row.get(text_column)
        if not isinstance(text, str) or not text.strip():
            remedy = "Fill it in, or remove the row."
            problems.add(path, "warning", f"row {number} has no text", remedy, "problem.empty-row")
            continue
        made = _made(text, encoding, form[1:])
        if len(text) > limits.article_characters:
            error = too_long(len(text), limits)
            problems.add(path, "error", f"row {number} {error.problem}", error.remedy, error.rule)
            continue
        stated = {name: value for name in NAMES if (value := _stated(row, name, lower, text_column))}
        yield number, made, stated
    if not number:
        raise FileError("has no row below its header", "Put one article into each row.", "problem.empty")


def read_list(data: bytes, form: str, path: str, limits: Limits, problems: Problems) -> list[dict[str, str]]:
    """What a table without a text column states of articles that lie elsewhere, a row each; nothing if it is no such list.

    A row counts that has an address, a title or a file's name, and an outlet or a day.
    """
    columns, rows, _ = _READERS[form](data, path, limits, problems)
    lower = {_plain(name): name for name in reversed(columns)}
    if any(name in lower for name in TEXT):
        return []
    found = []
    for _, row in rows:
        stated = {name: value for name in [*NAMES, "file"] if (value := _stated(row, name, lower, None))}
        if {"url", "title", "file"} & set(stated) and {"outlet", "published"} & set(stated):
            found.append(stated)
    return found


def _made(text: str, encoding: str, form: str) -> Extract:
    """The text of a row as it is; of one that holds markup, the lines that this shows."""
    if len(_MARKUP.findall(text)) < TAGS:
        return sound(Extract(text, encoding, form))
    lines = [block.text for block in read_blocks(parse(text))]
    return sound(Extract("\n".join(lines) or text, encoding, f"{form}, markup read"))


def _stated(row: dict[str, Any], name: str, lower: dict[str, Any], text_column: Any) -> str:
    """What a row says of a field, under the likeliest name that says something of its kind."""
    for alias in NAMES.get(name, FILES):
        value = _words(row.get(lower[alias])) if alias in lower and lower[alias] != text_column else ""
        address = value.startswith(("http://", "https://"))
        if not value or (name == "outlet" and address) or (name == "url" and alias == "source" and not address):
            continue
        if name == "published" and _EPOCH.fullmatch(value):
            return datetime.fromtimestamp(int(value[:10]), UTC).replace(tzinfo=None).isoformat(timespec="minutes")
        return value.removeprefix("By ").removeprefix("by ") if name == "byline" else value
    return ""


def _csv(data: bytes, path: str, limits: Limits, problems: Problems) -> _Table:
    _, encoding, remarks = decode(data)
    for remark in remarks:
        problems.add(path, "warning", remark, "Save it again as UTF-8.", "problem.encoding")
    columns, rows = read_csv(data, limits)
    # R writes NA for whatever is missing; a file that has it in one column only has an outlet or author of that name.
    if len({name for row in rows for name, cell in row.items() if cell == "NA"}) > 1:
        rows = [{name: "" if cell == "NA" else cell for name, cell in row.items()} for row in rows]
    return columns, enumerate(rows, 1), encoding


def _jsonl(data: bytes, path: str, limits: Limits, problems: Problems) -> _Table:
    text, encoding, remarks = decode(data)
    for remark in remarks:
        problems.add(path, "warning", remark, "Save it again as UTF-8.", "problem.encoding")
    rows: list[tuple[int, dict[str, Any]]] = []
    columns: dict[str, None] = {}
    for number, line in enumerate(io.StringIO(text, newline="\n"), 1):
        if not line.strip():
            continue
        if len(rows) > limits.table_rows:
            break
        try:
            row, why = json.loads(line), " object"
        except (ValueError, RecursionError) as error:
            row, why = None, f" ({error})"
        if not isinstance(row, dict):
            problem = f"line {number} is no JSON{why}"
            problems.add(path, "error", problem, "Write one JSON object a line.", "problem.broken-json")
            continue
        row = _flat(row)
        columns.update(dict.fromkeys(row))
        rows.append((number, row))
    if not rows:
        raise FileError("holds no row that can be read", "Write one JSON object a line.", "problem.broken-json")
    return list(columns), iter(rows), encoding


def _json(data: bytes, path: str, limits: Limits, problems: Problems) -> _Table:
    """A list of objects, an object that holds one ("articles": […]), or one article."""
    try:
        whole = json.loads(decode(data)[0])
    except (ValueError, RecursionError):
        return _jsonl(data, path, limits, problems)  # some call JSON lines .json
    found = _listed(whole)
    rows = [_flat(row) for row in found if isinstance(row, dict)]
    if not rows:
        raise FileError("holds no JSON object", "Write a list of objects, one an article.", "problem.broken-json")
    return list(dict.fromkeys(name for row in rows for name in row)), iter(list(enumerate(rows, 1))), "utf-8"


def _listed(whole: Any, depth: int = 0) -> list[Any]:
    """The list of objects that a JSON file is or holds; an object with a text is an article itself."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return []
    if any(_plain(name) in TEXT for name in _flat(whole)):
        return [whole]
    lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    if len(lists) == 1:
        return lists[0]
    inner = [value for value in whole.values() if isinstance(value, dict)]
    return _listed(inner[0], depth + 1) if len(inner) == 1 and depth < NESTED else [whole]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row with what search engines, interfaces and reference managers put one level deeper."""
    row = csl_row(row)
    inner = (value for name in _HOLDERS if isinstance(value := row.get(name), dict))
    return {name: value for part in (*inner, row) for name, value in part.items()}


def _parquet(data: bytes, path: str, limits: Limits, problems: Problems) -> _Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        columns = list(file.schema_arrow.names)
        rows_in_all = file.metadata.num_rows
        size = sum(file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups))
    except (pa.ArrowException, OSError, ValueError) as error:
        problem = f"is no Parquet file that can be read ({error})"
        raise FileError(problem, "Write it again.", "problem.broken-parquet") from error
    if rows_in_all > limits.table_rows:
        raise too_large(f"has {rows_in_all:,} rows", f"{limits.table_rows:,}", "table_rows")
    bounded(size, limits)

    def rows() -> Iterator[tuple[int, dict[str, Any]]]:
        number = 0
        try:
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
        except (pa.ArrowException, OSError, ValueError) as error:
            problem = f"breaks off behind row {number} ({error})"
            problems.add(path, "error", problem, "Write it again.", "problem.broken-parquet")

    return columns, rows(), "utf-8"


def _xlsx(data: bytes, path: str, limits: Limits, problems: Problems) -> _Table:  # noqa: ARG001  (one signature)
    size = unpacked(data)
    bounded(size, limits)
    rows = within(limits, sheet_rows, data, limits) if size > SWELLING else sheet_rows(data, limits)
    return list(rows[0]) if rows else [], enumerate(rows, 1), "utf-8"


def _ris(data: bytes, path: str, limits: Limits, problems: Problems) -> _Table:  # noqa: ARG001  (one signature)
    text, encoding, _ = decode(data)
    rows = ris_rows(text)
    return list(rows[0]) if rows else [], enumerate(rows, 1), encoding


_READERS = {
    ".xlsx": _xlsx, ".ris": _ris, ".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".json": _json, ".parquet": _parquet,
}  # fmt: skip


def _plain(name: Any) -> str:
    """A column's name as `TEXT` and `NAMES` have it."""
    return re.sub(r"[\s_.-]+", "_", str(name).strip().lower())


def _words(value: Any) -> str:
    """A cell as text; lists of authors are joined, of an object its name counts, what is missing is empty."""
    if isinstance(value, (list, tuple)):
        several = [_words(one) for one in value]  # "Read More" is no author
        return ", ".join(one for one in several if one and not is_notice(one, 0, len(one)))
    if isinstance(value, dict):  # the name of an outlet or author, the main of several headlines
        return next((words for name in ("name", "title", "main", "original") if (words := _words(value.get(name)))), "")
    if value is None:
        return ""
    text = tables.sound(str(value)).strip()
    return "" if text.lower() in {"", "nan", "none", "null", "n/a"} else text
