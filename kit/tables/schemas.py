"""Schemas: the names, columns, dtypes and vocabularies of the tables, read from `kit/data/tables.csv`, where each is explained.
Those of what `kit.compare` answers in no fixed shape stand in `kit/data/answers.csv`.

`kit/TABLES.md`, the empty tables and the checks are made from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DTYPES = {"text": "string", "int": "Int64", "number": "Float64", "flag": "boolean", "day": "datetime64[us]"}


@dataclass(frozen=True)
class Column:
    """One column: `kind` is a key of `DTYPES`; `words` its vocabulary, if closed; `of` the table its keys resolve in.

    >>> SCHEMAS["quotes"].columns["form"].words
    ('direct', 'partial', 'indirect')
    """

    kind: str
    about: str
    words: tuple[str, ...] = ()
    of: str = ""

    @cached_property
    def dtype(self) -> Any:
        return pd.CategoricalDtype(list(self.words)) if self.words else pd.api.types.pandas_dtype(DTYPES[self.kind])


@dataclass(frozen=True)
class Schema:
    """A table's name, what one row is, its key (the first column, or none), its columns in order, and which of them a
    reader can correct (`kit.corrections`). Where a thing stands is what other tables count on: it is never corrected.

    >>> SCHEMAS["quotes"].key, SCHEMAS["quotes"].columns["start"].kind
    ('quote_id', 'int')
    """

    name: str
    about: str
    columns: Mapping[str, Column]
    keyed: bool = True
    correctable: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        return next(iter(self.columns)) if self.keyed else None


def _schema(name: str, rows: Sequence[Any]) -> Schema:
    """The schema of a table from its lines in `tables.csv`; the first, without a column, tells of the table itself."""
    itself, *listed = rows
    columns = {
        row.column: Column(row.kind, row.about, tuple(filter(None, row.words.split("; "))), row.of) for row in listed
    }
    correctable = tuple(row.column for row in listed if row.correctable)
    return Schema(name, itself.about, columns, itself.kind == "keyed", correctable)


_LISTED: dict[str, list[Any]] = {}
for _row in data.read_list("tables.csv").itertuples():
    _LISTED.setdefault(str(_row.table), []).append(_row)
_MADE = {name: _schema(name, rows) for name, rows in _LISTED.items()}
# What `kit.compare` answers in a fixed shape: made from a Reading when asked for, and no part of it.
ANSWERS = {name: schema for name, schema in _MADE.items() if _LISTED[name][0].kind == "answer"}
SCHEMAS = {name: schema for name, schema in _MADE.items() if name not in ANSWERS}

ROLES = SCHEMAS["sentences"].columns["role"].words
# The roles that are read: bylines, credits, datelines and notices quote, name and count nobody in the event.
READ_ROLES = frozenset({"headline", "body", "caption"})
SOURCES = SCHEMAS["facts"].columns["source"].words
RENDERING_FORMS = SCHEMAS["renderings"].columns["form"].words
CONFLICT_KINDS = SCHEMAS["conflicts"].columns["kind"].words
TREATMENTS = ANSWERS["apparatus"].columns["treatment"].words
VERSION_CHANGES = ANSWERS["versions"].columns["kind"].words


@cache
def comparisons() -> dict[str, Schema]:
    """What `kit.compare` answers when asked, in no file of `kit tables`: the schemas of `kit/data/answers.csv`.

    >>> list(comparisons()["flags"].columns)[:2]
    ['flag_id', 'flag']
    """
    listed: dict[str, list[Any]] = {}
    for row in data.read_list("answers.csv").itertuples():
        listed.setdefault(str(row.answer), []).append(row)
    meant = {row.column: row.about for row in listed.pop("*")}
    tables = {f"{name.removesuffix('s')}_id": name for name, schema in SCHEMAS.items() if schema.key}
    tables |= {"entity_id": "entities", "quantity_id": "quantities"}
    made = {}
    for name, rows in sorted(listed.items()):
        columns = {
            row.column: Column(row.kind, row.about or meant[row.column], of=tables.get(re.sub(r"^(?:left|right|other)_", "", row.column), ""))
            for row in rows
            if row.column
        }  # fmt: skip
        (about,) = (row.about for row in rows if not row.column)
        made[name] = Schema(name, about, columns, keyed=False)
    return made
