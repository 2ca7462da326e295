"""Failures: what the kit itself cannot do with a file, an article or a part of a page is told, and all else goes on.

In tests and benchmarks (`KIT_STRICT=1`) the error is raised instead, so that nothing fails unseen.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kit.load.problems import FileError, Problems, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

STRICT = "KIT_STRICT"
REMEDY = (
    "Everything else is there. This is a fault of the kit: please report it, with the file and what "
    f"`{STRICT}=1 kit check` prints about it."
)
# The rule of a row of `problems` that a room left.
RULE = "problem.room-failed"

_failures: list[str] = []


def failures() -> tuple[str, ...]:
    """What has failed in this process since `forget`, one line each: a command ends with 1 if there is any."""
    return tuple(_failures)


def forget() -> None:
    """Begin anew: a command tells only what failed in its own run."""
    _failures.clear()


def note(line: str) -> None:
    """Keep a line of `failures`."""
    _failures.append(line)


def strict() -> bool:
    """Whether errors are to be raised: `KIT_STRICT` is set, and not to 0."""
    return os.environ.get(STRICT, "") not in {"", "0"}


def said(error: Exception) -> str:
    """An error in one line: its kind and its message."""
    return one_line(f"{type(error).__name__}: {error}", 160)


def tell(problems: Problems, path: str, what: str, error: Exception) -> None:
    """A row of `problems` for what failed."""
    line = f"{what} ({said(error)})"
    problems.add(path, "error", line, REMEDY, RULE)
    note(f"{path} {line}")


@contextmanager
def one_file(problems: Problems, path: str) -> Iterator[None]:
    """Whatever is raised while a file is read becomes its row of `problems`, and the next file is read.

    >>> problems = Problems()
    >>> with one_file(problems, "a.txt"):
    ...     raise FileError("is empty", "Remove it.", "problem.empty")
    >>> problems.table()["problem"].tolist()
    ['is empty']
    """
    try:
        yield
    except FileError as error:
        problems.refuse(path, error)
    except Exception as error:
        if strict():
            raise
        tell(problems, path, "could not be read", error)
