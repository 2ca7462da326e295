"""Problems: what is wrong with a file or the corpus, in one line each, with what to do about it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    import pandas as pd

_ORDER = {"error": 0, "warning": 1, "note": 2}
# This many complaints of one kind about one file are named one by one; of more only the number is told.
NAMED = 50
# Longer texts from outside are not looked at to their end.
CUT = 10_000


class FileError(Exception):
    """A file cannot be read; carries what is wrong, what to do and the rule's name."""

    def __init__(self, problem: str, remedy: str, rule: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.rule = problem, remedy, rule

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str, str]]:
        """As it is sent from one process to another."""
        return FileError, (self.problem, self.remedy, self.rule)


class Problems:
    """Collects rows of the table `problems`; nothing is raised."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self.counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, path: str, level: str, problem: str, remedy: str, rule: str) -> None:
        """One row; texts from files are put on one line, without control characters, and cut."""
        row = {"path": path or ".", "level": level, "problem": problem, "remedy": remedy, "rule": rule}
        kind = (one_line(row["path"]), level, rule)
        self.counts[kind] += 1
        if self.counts[kind] <= NAMED:
            self.rows.append({key: one_line(value[:CUT]) for key, value in row.items()})

    def refuse(self, path: str, error: FileError) -> None:
        """A file that cannot be read."""
        self.add(path, "error", error.problem, error.remedy, error.rule)

    def table(self) -> pd.DataFrame:
        """The rows by file, the worst first."""
        more = [
            {"path": path, "level": level, "problem": f"has {count - NAMED:,} more of this kind", "rule": rule}
            | {"remedy": "Mend those named first, and read it again."}
            for (path, level, rule), count in self.counts.items()
            if count > NAMED
        ]
        rows = sorted([*self.rows, *more], key=lambda r: (r["path"], _ORDER[r["level"]], r["rule"], r["problem"]))
        return tables.table("problems", rows)


def one_line(text: str, longest: int = 400) -> str:
    r"""A text from outside made safe for a line on a terminal: no control or direction characters.

    >>> one_line("a\x1b[31m\nb\u202e")
    'a�[31m b�'
    """
    flat = " ".join(text.split())
    safe = "".join("�" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in flat)
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"
