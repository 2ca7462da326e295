"""Checking: what is wrong with a correction, whatever the articles say, and what it means as a value of its column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.errors import KitError

if TYPE_CHECKING:
    from kit.tables.schemas import Column

COLUMNS = ("table", "row_id", "column", "value", "note")
FILE = "corrections.csv"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
CORRECTED = "reader.corrected"
# What people and things are called: read word by word, joined and sorted in many places.
_NAMES = {("entities", "name"), ("speakers", "name"), ("quotes", "speaker")}
# What is known of every row: no answer can be given without it.
_NEEDED = {
    ("entities", "name"), ("speakers", "name"), ("mentions", "entity_id"), ("labels", "entity_id"), ("quotes", "form"),
    ("quantities", "kind"), ("word_choices", "concept"), ("statements", "kind"), ("renderings", "form"), ("conflicts", "kind"),
}  # fmt: skip


class CorrectionError(KitError):
    """A correction cannot be understood: the message says which one, what is wrong and what to do."""


def what_is_wrong(row: Any) -> str:
    """What is wrong with a correction, whatever the articles say; nothing if it can be applied."""
    schema = tables.SCHEMAS.get(row.table) if pd.notna(row.table) else None
    if schema is None or not schema.correctable:
        open_to = ", ".join(name for name, one in tables.SCHEMAS.items() if one.correctable)
        return f"{_shown(row.table)} is no table that can be corrected; choose one of {open_to}."
    if pd.isna(row.row_id):
        return f"row_id is empty; put the {schema.key} of the row there."
    if row.column not in schema.correctable if pd.notna(row.column) else True:
        column = "an empty cell" if pd.isna(row.column) else row.column
        return f"{row.table}.{column} cannot be corrected; choose one of {', '.join(schema.correctable)}."
    thing = (row.table, row.column)
    if thing in _NEEDED and pd.isna(row.value):
        return f"{row.table}.{row.column} cannot be empty; write what it is."
    if thing in _NAMES and pd.notna(row.value) and not any(letter.isalpha() for letter in row.value):
        return f"{row.value!r} is no name: it has no letter."
    return "" if pd.isna(row.value) else _unfit(schema.columns[row.column], f"{row.table}.{row.column}", row.value)


def _unfit(column: Column, name: str, value: str) -> str:
    if column.words and value not in column.words:
        return f"{value!r} is no {name.split('.')[1]}; it is one of {', '.join(column.words)}."
    if column.kind == "flag" and value.lower() not in _FLAGS:
        return f"{value!r} does not fit {name}; write true or false."
    if column.kind == "day" and not DAY.match(value):  # 02/03/2025 is two days, and 2025-02 is none
        return f"{value!r} does not fit {name}; write it as 2025-02-13."
    try:
        typed(column, value)
    except (ValueError, TypeError) as error:
        return f"{value!r} does not fit {name} ({error})."
    return ""


def _shown(value: Any) -> str:
    return "an empty cell" if pd.isna(value) else repr(value)


def typed(column: Column, value: Any) -> Any:
    """What is written, as what the column holds."""
    if column.kind == "flag" and pd.notna(value):
        return _FLAGS[value.lower()]
    return pd.Series([value], dtype="string").astype(column.dtype).iloc[0]
