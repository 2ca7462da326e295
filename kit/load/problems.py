"""Problems: what is wrong with a file or the corpus, in one line each, with what to do about it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    import pandas as pd

_ORDER = {"error": 0, "warning": 1, "note": 2}


class FileError(Exception):
    """A file cannot be read; carries what is wrong, what to do and the rule's name."""

    def __init__(self, problem: str, remedy: str, rule: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.rule = problem, remedy, rule


class Problems:
    """Collects rows of the table `problems`; nothing is raised."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []

    def add(self, path: str, level: str, problem: str, remedy: str, rule: str) -> None:
        """One row; texts from files are put on one line, without control characters, and cut."""
        row = {"path": path or ".", "level": level, "problem": problem, "remedy": remedy, "rule": rule}
        self.rows.append({key: one_line(value) for key, value in row.items()})

    def refuse(self, path: str, error: FileError) -> None:
        """A file that cannot be read."""
        self.add(path, "error", error.problem, error.remedy, error.rule)

    def table(self) -> pd.DataFrame:
        """The rows by file, the worst first."""
        rows = sorted(self.rows, key=lambda r: (r["path"], _ORDER[r["level"]], r["rule"], r["problem"]))
        return tables.table("problems", rows)


def one_line(text: str, longest: int = 400) -> str:
    r"""A text from outside made safe for a line on a terminal: no control or direction characters.

    >>> one_line("a\x1b[31m\nb\u202e")
    'a�[31m b�'
    """
    flat = " ".join(text.split())
    safe = "".join("�" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in flat)
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"
