"""The tables that every room takes and gives: made and checked by their `SCHEMAS`, and held by the frozen `Reading`."""

from __future__ import annotations

import re
from collections import namedtuple
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from kit.data import rulebook
from kit.tables import glance
from kit.tables.schemas import ANSWERS, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.tables.schemas import Column


# A notebook shows a table as it is: what stands between two dollar signs is money, not a formula.
pd.set_option("display.html.use_mathjax", False)


_HALVES = re.compile("[\ud800-\udfff]")


class TableError(ValueError):
    """A table does not keep its schema: the message names the table, the column and what to do."""


def table(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """A table with its schema's columns in order, from rows; columns that no row has are missing throughout.

    >>> table("links").columns.tolist()[:3]
    ['link_id', 'left_article_id', 'left_start']
    """
    rows = list(rows)
    if not rows:
        return _empty(name).copy(deep=False)
    labels = dict.fromkeys(chain(_columns(name), *rows))
    return _made(name, {label: [row.get(label) for row in rows] for label in labels}, len(rows))


@cache
def _empty(name: str) -> pd.DataFrame:
    """A table without rows: events have many, and to make one takes as long as to make one with rows."""
    return _made(name, {}, 0)


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` with the schema's columns first, in order and with their dtypes; other columns stay behind them.

    Raises TableError if values do not fit: a word that is not in the vocabulary must not become missing in silence.

    >>> conform("links", pd.DataFrame({"link_id": ["a-b"], "coverage": [1]})).columns[:2].tolist()
    ['link_id', 'left_article_id']
    """
    return _made(name, {label: column.array for label, column in frame.items()}, len(frame))


def _made(name: str, values: Mapping[Any, Sequence[Any]], length: int) -> pd.DataFrame:
    """The table from its columns, given as lists or arrays: each is built at once as what it is to be."""
    made: dict[Any, Any] = {}
    for label, column in _columns(name).items():
        given: Any = values[label] if label in values else [None] * length
        if _fits(given, column):
            made[label] = given.round(4) if column.kind == "number" else given.copy()
            continue
        if column.words:
            place: dict[Any, int] = {word: n for n, word in enumerate(column.words)}
            strange = {str(word) for word in set(given).difference(place) if not pd.isna(word)}
            if strange:
                raise TableError(f"{name}.{label} cannot be {sorted(strange)}; it is one of {list(column.words)}.")
            made[label] = pd.Categorical.from_codes([place.get(word, -1) for word in given], dtype=column.dtype)
            continue
        try:
            if column.kind == "day":
                given = _days(given)
            made[label] = _array(given, column)
        except (ValueError, TypeError) as error:
            raise TableError(f"{name}.{label} must be {column.kind}: {error}") from error
        if column.kind == "number":
            made[label] = made[label].round(4)
    more = {label: pd.Series(values[label]) for label in values if label not in made}
    return pd.DataFrame({**made, **more}, copy=False)


def _days(given: Sequence[Any]) -> Any:
    """Days and moments, however they are given; what is all days, the common case, takes a tenth of the time."""
    if all(value is None or type(value) is date for value in given):
        return np.array(given, dtype="datetime64[us]")
    return pd.to_datetime(given, format="ISO8601")


def _fits(given: Any, column: Column) -> bool:
    """Whether values are an array of the column's dtype, its words in their order."""
    same = getattr(given, "dtype", None) == column.dtype
    return same and (not column.words or tuple(given.categories) == column.words)


# Lists of one of these and of what is missing are given to Arrow, which takes a quarter of the time.
_PLAIN = {"text": (str, pa.large_string()), "int": (int, pa.int64())}
_MISSING = {type(None), type(pd.NA)}


def _array(given: Sequence[Any], column: Column) -> Any:
    plain, arrow = _PLAIN.get(column.kind, (None, None))
    try:
        if plain and type(given) is list and set(map(type, given)) <= {plain, *_MISSING}:
            return column.dtype.__from_arrow__(pa.array(given, type=arrow, from_pandas=True))
        return pd.array(given, dtype=column.dtype)
    except UnicodeEncodeError:  # half of a surrogate pair, in a label: the texts of articles were made sound before
        return pd.array([sound(value) if isinstance(value, str) else value for value in given], dtype=column.dtype)


def sound(text: str) -> str:
    r"""The text with U+FFFD in place of each half of a surrogate pair, which no file and no table can hold.

    >>> sound("The Echo \ud83c") == "The Echo \ufffd"
    True
    """
    return _HALVES.sub("\ufffd", text)


def _columns(name: str) -> Mapping[str, Column]:
    """The columns of a table or of an answer in a fixed shape."""
    return (SCHEMAS if name in SCHEMAS else ANSWERS)[name].columns


def concat(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One table from several of its kind, in order.

    >>> len(concat("links", [table("links"), table("links", [{"link_id": "a"}])]))
    1
    """
    filled = [frame for frame in frames if len(frame)]
    if len(filled) < 2:
        return [*filled, *frames][0].reset_index(drop=True)
    return conform(name, pd.concat(filled, ignore_index=True))


def rows(frame: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, like `itertuples` without the index, at a third of its cost.

    >>> [row.text for row in rows(table("labels", [{"text": "the mayor"}]))]
    ['the mayor']
    """
    if frame.empty:
        return []
    kept = _KEPT[-1] if _KEPT else {}
    if id(frame) in kept:
        return kept[id(frame)][1]
    columns = (_values(column.array) for _, column in frame.items())
    made = list(map(_row(tuple(frame.columns))._make, zip(*columns, strict=True)))
    kept[id(frame)] = frame, made
    return made


# The rows of each table while rows are kept, by its identity; with the table itself, so that no other takes its place.
_KEPT: list[dict[int, tuple[pd.DataFrame, list[Any]]]] = []


@contextmanager
def rows_kept() -> Iterator[None]:
    """Take the rows of each table once, for as long as no table is changed in place. Also a decorator.

    >>> quotes = table("quotes", [{"quote_id": "a"}])
    >>> with rows_kept():
    ...     rows(quotes) is rows(quotes)
    True
    """
    _KEPT.append({})
    try:
        yield
    finally:
        _KEPT.pop()


def _values(array: Any) -> list[Any]:
    """The values of one column, each as `itertuples` gives it."""
    if isinstance(array, pd.Categorical):
        words = [*array.categories, float("nan")]  # the code of what is missing is -1
        return [words[code] for code in array.codes.tolist()]
    if hasattr(array, "__arrow_array__") and array.dtype.kind != "M":
        return [pd.NA if value is None else value for value in array.__arrow_array__().to_pylist()]
    return array.astype(object).tolist()


def rows_by_article(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The rows of each article as named tuples, in the table's order: one pass, where a filter an article costs many.

    >>> rows_by_article(table("labels", [{"article_id": "a", "text": "the mayor"}]))["a"][0].text
    'the mayor'
    """
    found: dict[str, list[Any]] = {}
    for row in rows(frame):
        found.setdefault(row.article_id, []).append(row)
    return found


def by_event(frame: pd.DataFrame) -> list[tuple[Any, list[Any]]]:
    """Each event with its rows (articles, entities) as named tuples, events in order of their ids, rows as in the table.

    >>> [(event_id, len(here)) for event_id, here in by_event(table("articles", [{"article_id": "a", "event_id": "e"}]))]
    [('e', 1)]
    """
    found: dict[Any, list[Any]] = {}
    for row in rows(frame):
        if pd.notna(row.event_id):
            found.setdefault(row.event_id, []).append(row)
    return sorted(found.items())


@cache
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024 (the columns are not known before)


@dataclass(frozen=True)
class Reading:
    """All tables of one corpus: it holds them and analyses nothing. A notebook shows it as a small table.

    Every attribute is a DataFrame with the columns of `SCHEMAS`, but for `corpus`, where the articles were read from
    (None if nowhere). `kit.read` makes a Reading; rooms take its tables.

    >>> made = Reading(articles=table("articles", [{"article_id": "a", "text": "The bridge is open."}]))
    >>> len(made.articles), len(made.quotes), made
    (1, 0, Reading(articles 1))
    """

    articles: pd.DataFrame
    facts: pd.DataFrame = field(default_factory=lambda: table("facts"))
    sentences: pd.DataFrame = field(default_factory=lambda: table("sentences"))
    entities: pd.DataFrame = field(default_factory=lambda: table("entities"))
    mentions: pd.DataFrame = field(default_factory=lambda: table("mentions"))
    speakers: pd.DataFrame = field(default_factory=lambda: table("speakers"))
    quotes: pd.DataFrame = field(default_factory=lambda: table("quotes"))
    times: pd.DataFrame = field(default_factory=lambda: table("times"))
    labels: pd.DataFrame = field(default_factory=lambda: table("labels"))
    quantities: pd.DataFrame = field(default_factory=lambda: table("quantities"))
    word_choices: pd.DataFrame = field(default_factory=lambda: table("word_choices"))
    keyness: pd.DataFrame = field(default_factory=lambda: table("keyness"))
    statements: pd.DataFrame = field(default_factory=lambda: table("statements"))
    renderings: pd.DataFrame = field(default_factory=lambda: table("renderings"))
    links: pd.DataFrame = field(default_factory=lambda: table("links"))
    conflicts: pd.DataFrame = field(default_factory=lambda: table("conflicts"))
    reuse: pd.DataFrame = field(default_factory=lambda: table("reuse"))
    problems: pd.DataFrame = field(default_factory=lambda: table("problems"))
    corpus: Path | None = field(default=None, repr=False)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name, in the order of the schemas."""
        return {name: getattr(self, name) for name in SCHEMAS}

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {len(frame)}" for name, frame in self.tables().items() if len(frame))
        return f"Reading({rows})"

    def _repr_html_(self) -> str:
        """What a notebook shows for a reading."""
        return glance.page(self.tables())


def check(reading: Reading) -> None:
    """Raise TableError unless every table keeps its schema, keys are unique and resolve, and slices are true.

    It misses what only a reader can see: a wrong speaker in a well-formed row passes.

    >>> import kit
    >>> check(kit.read("seeds"))
    """
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    keys = {
        name: set(frame[SCHEMAS[name].key]) for name, frame in reading.tables().items() if SCHEMAS[name].key in frame
    }
    for name, frame in reading.tables().items():
        _check_columns(name, frame)
        _check_keys(name, frame, keys)
        if {"start", "end", "text", "article_id"} <= set(SCHEMAS[name].columns):
            _check_slices(name, frame, texts)


def _check_columns(name: str, frame: pd.DataFrame) -> None:
    schema = SCHEMAS[name]
    for label, column in schema.columns.items():
        if label not in frame:
            raise TableError(f"{name} has no column {label} (found: {', '.join(map(str, frame.columns))}).")
        if frame[label].dtype != column.dtype:
            raise TableError(
                f"{name}.{label} is {frame[label].dtype}, not {column.dtype}. Make the table with kit.tables."
            )
        if column.kind == "text" and not column.words and (frame[label] == "").any() and label != "text":
            raise TableError(f'{name}.{label} holds "": what is unknown must be missing (NA).')
    if "rule" in schema.columns and (strange := rulebook.unknown(frame["rule"])):
        raise TableError(f"{name}.rule holds rules that kit/data/rules.csv has not: {strange[:3]}. Add a row for each.")


def _check_keys(name: str, frame: pd.DataFrame, keys: Mapping[str, set]) -> None:
    schema = SCHEMAS[name]
    if schema.key:
        ids = frame[schema.key]
        if ids.isna().any() or ids.duplicated().any():
            wrong = ids[ids.isna() | ids.duplicated()].tolist()[:3]
            raise TableError(f"{name}.{schema.key} must name each row once (see {wrong}).")
    for label, column in schema.columns.items():
        if column.of:
            lost = set(frame[label].dropna()) - keys[column.of]
            if lost:
                raise TableError(f"{name}.{label} has keys that {column.of} has not: {sorted(lost)[:3]}.")


def _check_slices(name: str, frame: pd.DataFrame, texts: Mapping[str, str]) -> None:
    for n, row in enumerate(rows(frame)):
        if pd.notna(row.start) and row.text != texts[row.article_id][row.start : row.end]:
            raise TableError(
                f"{name}: row {n} says {row.text!r}, but {row.article_id}[{row.start}:{row.end}] reads "
                f"{texts[row.article_id][row.start : row.end]!r}."
            )
