"""Writes kit/TABLES.md, the glossary of the tables, from the schemas: python -m tests.glossary."""

from __future__ import annotations

from pathlib import Path

from kit.tables.schemas import ANSWERS, SCHEMAS, Column, Schema, comparisons

PAGE = Path(__file__).resolve().parent.parent / "kit" / "TABLES.md"
HEAD = """# The tables

Made from `kit/data/tables.csv` and `kit/data/answers.csv` by `python -m tests.glossary`: change a column there. `kit tables CORPUS --out DIR` writes every
table as a file, `reading.quotes` and so on are the same tables in Python. What is not known is missing (`NA`); `start` and
`end` count code points of the article's text, from 0 and half-open. A key resolves in the table that is named behind it.
"""
# What a column holds, in words: the kinds of `kit.tables.schemas.DTYPES`.
KINDS = {"text": "text", "int": "whole number", "number": "number", "flag": "true or false", "day": "day"}


def glossary() -> str:
    """The page: one heading a table or answer, with what a row of it is and each column with what it holds."""
    names, answers = (
        ", ".join(f"[{name}](#{name})" for name in group) for group in (SCHEMAS, {**ANSWERS, **comparisons()})
    )
    schemas = (*SCHEMAS.values(), *ANSWERS.values(), *comparisons().values())
    return "\n".join([HEAD, f"Tables: {names}.\n\nAnswers of `kit.compare`: {answers}.", *map(_table, schemas)]) + "\n"


def _table(schema: Schema) -> str:
    rows = (f"| `{label}` | {KINDS[column.kind]} | {_about(column)} |" for label, column in schema.columns.items())
    keyed = f" Key: `{schema.key}`." if schema.key else ""
    return "\n".join([f"\n## {schema.name}\n", f"One row: {schema.about}.{keyed}\n", "| column | kind | what it holds |",
                      "|---|---|---|", *rows])  # fmt: skip


def _about(column: Column) -> str:
    words = f": {', '.join(f'`{word}`' for word in column.words)}" if column.words else ""
    return f"{column.about}{words}{f' → `{column.of}`' if column.of else ''}".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(glossary(), encoding="utf-8")
