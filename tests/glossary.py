"""Writes the README's glossary of tables from the schemas: python -m tests.glossary."""

from __future__ import annotations

from pathlib import Path

from kit.tables import ANSWERS, SCHEMAS

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- glossary: made by python -m tests.glossary -->", "<!-- end of glossary -->"


def glossary() -> str:
    """One folded list a table: its rows, and each column with what it holds."""
    parts = []
    for schema in (*SCHEMAS.values(), *ANSWERS.values()):
        lines = []
        for label, column in schema.columns.items():
            words = f": {', '.join(column.words)}" if column.words else ""
            lines.append(f"- `{label}` {column.about}{words}")
        about = f"<details><summary><b>{schema.name}</b>: {schema.about.replace('`', '')}</summary>"
        parts.append("\n".join([about, "", *lines, "", "</details>"]))
    return "\n".join(parts)


def refreshed(text: str) -> str:
    """The README with its glossary made anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{glossary()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
