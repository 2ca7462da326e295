"""Shelf: many small values in one file of the cache, each by its name, so that what is known of a text is made once.

A SQLite file: several processes may use it at once, and what a killed one was writing is rolled back. Each value begins
with a hash of what it holds. All of it may be deleted at any time; a damaged file is removed and filled anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from kit.cache.files import opened, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path
    from typing import TypeVar

    Made = TypeVar("Made")

# Names asked for at a time: SQLite bears a thousand.
MANY = 500
# Seconds to wait for another process that writes.
PATIENCE = 5.0


def take(path: Path, names: Collection[str]) -> dict[str, bytes]:
    """The values kept under these names, as far as there are any.

    >>> import tempfile, pathlib
    >>> place = pathlib.Path(tempfile.mkdtemp()) / "words.shelf"
    >>> put(place, {"a": b"made"})
    >>> take(place, ["a", "b"])
    {'a': b'made'}
    """

    def ask(kept: sqlite3.Connection) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        wanted = sorted(names)
        for first in range(0, len(wanted), MANY):
            some = wanted[first : first + MANY]
            marks = ", ".join("?" * len(some))
            rows = kept.execute(f"select name, value from kept where name in ({marks})", some)  # noqa: S608 (only marks)
            found.update((name, data) for name, value in rows if (data := opened(value)) is not None)
        return found

    return (_with(path, ask) or {}) if path.exists() else {}


def put(path: Path, values: Mapping[str, bytes]) -> None:
    """Keep these values; where nothing can be written, they are not kept and will be made again."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    rows = [(name, sealed(value)) for name, value in sorted(values.items())]
    _with(path, lambda kept: kept.executemany("insert or replace into kept values (?, ?)", rows))


def _with(path: Path, work: Callable[[sqlite3.Connection], Made]) -> Made | None:
    """What `work` makes of the open file; None if it cannot be used."""
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as kept, kept:
            kept.execute("create table if not exists kept (name text primary key, value blob) without rowid")
            return work(kept)
    except sqlite3.OperationalError:  # read-only, full, or locked for long
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink()
        return None
