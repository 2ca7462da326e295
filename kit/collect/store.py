"""The store: a folder of Parquet tables partitioned by event, `TABLE/event_id=EVENT/part-0.parquet`.

Any tool reads it (`pandas.read_parquet(DIR / "quotes")`, DuckDB, Spark, Dask). A table of an event that has no rows
has no file. The row of the table `events` is written last: an event that has one is finished, and names the files
that belong to it, so that an event cut short by a full disk or a killed process is simply made again.
"""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from kit import tables
from kit.load import Corpus, CorpusError
from kit.phrasing import counted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

# The file that says that a folder is a store, and in which version of the format.
MARK = "collection.json"
FORMAT = 2
PART = "part-0.parquet"
# What annotation reads of each article, kept beside the tables so that an event can be read anew with corrections.
SEGMENTS = "segments"
# What the collection's own events.csv adds.
WORLD = "world.parquet"
_ARROW = {"text": pa.string(), "int": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "day": pa.timestamp("us")}

EVENTS = {
    "event_id": _ARROW["text"],
    "label": _ARROW["text"],
    "names": _ARROW["text"],
    "articles": _ARROW["int"],
    "outlets": _ARROW["int"],
    "words": _ARROW["int"],
    "first": _ARROW["day"],
    "last": _ARROW["day"],
    "likeness": _ARROW["number"],
    "rule": _ARROW["text"],
    "key": _ARROW["text"],
    "files": _ARROW["text"],
}


class StoreError(CorpusError):
    """A collection's folder cannot be written or read: the message says what is wrong and what to do."""


def is_store(folder: str | Path) -> bool:
    """Whether `kit collect` made this folder."""
    return (Path(folder) / MARK).is_file()


def to_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """One event's table as a Parquet file: the schema's columns, `event_id` left to the folder's name."""
    columns = {} if name == SEGMENTS else tables.SCHEMAS[name].columns
    arrays = {}
    for label in [*columns, *(label for label in frame.columns if label not in columns)]:
        known = columns.get(label)
        array = pa.Array.from_pandas(frame[label].astype("string") if known and known.words else frame[label])
        arrays[label] = array.cast(_ARROW[known.kind]) if known else array
    arrays.pop("event_id", None)
    return _bytes(pa.table(arrays))


def _bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    # The checksums find bits that a disk has lost; without them a damaged page may read as other words.
    parquet.write_table(table, sink, compression="zstd", write_page_checksum=True)
    return sink.getvalue()


class Store:
    """A collection's folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @property
    def work(self) -> Path:
        """Where an unfinished run keeps what it has loaded."""
        return self.folder / "_work"

    def path(self, table: str, event_id: str) -> Path:
        """The file of one event's table."""
        return self.folder / table / f"event_id={quote(event_id, safe='')}" / PART

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for one run: a second one gets a StoreError. A full disk or forbidden folder is one, too."""
        from filelock import FileLock, Timeout

        lock = self.folder / ".lock"
        try:
            if self.folder.exists() and not is_store(self.folder) and any(self.folder.iterdir()):
                raise StoreError(
                    f"{self.folder} holds other files than a collection's. Give --out a new folder, or empty this one."
                )
            self.folder.mkdir(parents=True, exist_ok=True)
            self._mark()
            with FileLock(lock, timeout=0):
                yield
        except Timeout:
            raise StoreError(
                f"Another run is writing {self.folder} (it holds {lock}). Wait for it, or give --out another folder."
            ) from None
        except OSError as error:
            raise self._explain(error) from error

    def _mark(self) -> None:
        mark = self.folder / MARK
        if mark.exists():
            try:
                form = json.loads(mark.read_text("utf-8"))["format"]
            except (ValueError, KeyError, TypeError):
                raise StoreError(
                    f'{mark} is damaged; it should say {{"format": {FORMAT}}}. Put that there, or give --out a new folder.'
                ) from None
            if form != FORMAT:
                raise StoreError(f"{mark} says format {form!r}, not {FORMAT}. Give --out a new folder.")
        else:
            put(mark, (json.dumps({"format": FORMAT}) + "\n").encode())

    def _explain(self, error: OSError) -> StoreError:
        done = f"{counted(len(self.finished()), 'event')} finished and kept"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return StoreError(
                f"The disk of {self.folder} is full; {done}. "
                "Free some space and run the same command again: it goes on from there."
            )
        return StoreError(f"Cannot write {self.folder}: {error}; {done}.")

    def write(self, event_id: str, files: Mapping[str, bytes], row: Mapping[str, object]) -> None:
        """Write one event's tables, and last of all its row of `events`."""
        marker = self.path("events", event_id)
        marker.unlink(missing_ok=True)
        for name in (*tables.SCHEMAS, SEGMENTS):
            path = self.path(name, event_id)
            if name in files:
                put(path, files[name])
            elif path.parent.exists():
                shutil.rmtree(path.parent)
        sizes = json.dumps({name: len(data) for name, data in sorted(files.items())})
        schema = pa.schema([(label, kind) for label, kind in EVENTS.items() if label != "event_id"])
        full = {label: None if pd.isna(value) else value for label, value in {**row, "files": sizes}.items()}
        put(marker, _bytes(pa.Table.from_pylist([full], schema=schema)))

    def keep_world(self, events: pd.DataFrame | None) -> None:
        """Keep what the collection's events.csv says, for all events; None if there is no such file."""
        (self.folder / WORLD).unlink(missing_ok=True)
        if events is not None:
            put(self.folder / WORLD, _bytes(pa.Table.from_pandas(events, preserve_index=False)))

    def event_ids(self) -> list[str]:
        """The events that are finished, in order."""
        folder = self.folder / "events"
        found = (p.name for p in folder.iterdir() if (p / PART).is_file()) if folder.is_dir() else ()
        return sorted(unquote(name.removeprefix("event_id=")) for name in found)

    def finished(self) -> dict[str, str]:
        """Of each finished event the key of what it was made from; an event with a missing or cut file is left out."""
        keys = {}
        for event_id in self.event_ids():
            try:
                row = parquet.read_table(self.path("events", event_id), partitioning=None).to_pylist()[0]
                sizes = json.loads(row["files"])
                if all(self.path(name, event_id).stat().st_size == size for name, size in sizes.items()):
                    keys[event_id] = row["key"]
            except (OSError, pa.ArrowException, ValueError, LookupError, TypeError):
                continue
        return keys

    def keep_only(self, event_ids: Container[str]) -> None:
        """Remove the events that the collection no longer has, finished or not, the rows of `events` first."""
        for name in ("events", *tables.SCHEMAS, SEGMENTS):
            for folder in (self.folder / name).glob("event_id=*"):
                if unquote(folder.name.removeprefix("event_id=")) not in event_ids:
                    shutil.rmtree(folder)

    def events(self) -> pd.DataFrame:
        """The table `events`: one row an event, largest first."""
        rows = [
            {"event_id": event_id, **self._read("events", event_id).to_pylist()[0]} for event_id in self.event_ids()
        ]
        made = pa.Table.from_pylist(rows, schema=pa.schema(list(EVENTS.items()))).to_pandas()
        made = made.drop(columns=["key", "files"])
        return made.sort_values(["articles", "event_id"], ascending=[False, True], ignore_index=True)

    def read(self, name: str, event_id: str) -> pd.DataFrame:
        """One table of one event, with its schema."""
        path = self.path(name, event_id)
        if not path.exists():
            return tables.table(name)
        frame = self._read(name, event_id).to_pandas()
        if "event_id" in tables.SCHEMAS[name].columns:
            frame["event_id"] = event_id
        return tables.conform(name, frame)

    def gather(self, name: str, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of one table, of all events, with `event_id` before them; the others are never read."""
        parts = []
        for event_id in self.event_ids():
            if self.path(name, event_id).exists():
                part = self._read(name, event_id, columns)
                parts.append(part.append_column("event_id", pa.array([event_id] * len(part), pa.string())))
        frame = pa.concat_tables(parts).to_pandas() if parts else tables.table(name).assign(event_id=None)
        return tables.conform(name, frame)[["event_id", *columns]].astype({"event_id": "string"})

    def find(self, event_id: str | None = None) -> str:
        """The event meant, which need not be named if it is the only one; StoreError if there is no such event."""
        known = self.event_ids()
        some = ", ".join(known[:5]) + (", …" if len(known) > 5 else "")
        if event_id is None and len(known) != 1:
            raise StoreError(f"{self.folder} holds {len(known)} events. Say which: event=… ({some}).")
        event_id = known[0] if event_id is None else event_id
        if event_id not in known:
            raise StoreError(f"{self.folder} has no event {event_id!r} (it has {len(known)}: {some}).")
        return event_id

    def reading(self, event_id: str | None = None) -> tables.Reading:
        """Everything known of one event. Raises StoreError if there is no such event, or a file is damaged."""
        event_id = self.find(event_id)
        return tables.Reading(**{name: self.read(name, event_id) for name in tables.SCHEMAS})

    def corpus(self, event_id: str) -> Corpus:
        """One event's articles as they were loaded, to be read anew."""
        segments = self._read(SEGMENTS, event_id).to_pandas().convert_dtypes()
        world = pd.read_parquet(self.folder / WORLD) if (self.folder / WORLD).exists() else None
        articles, facts, problems = (self.read(name, event_id) for name in ("articles", "facts", "problems"))
        return Corpus(articles, facts, segments, problems, world)

    def _read(self, name: str, event_id: str, columns: Sequence[str] | None = None) -> pa.Table:
        path = self.path(name, event_id)
        try:
            wanted = None if columns is None else list(columns)
            return parquet.read_table(path, columns=wanted, partitioning=None, page_checksum_verification=True)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(
                f"{path} is damaged ({str(error).splitlines()[0]}). Delete {self.path('events', event_id).parent} and run "
                "`kit collect` again: it makes this event anew and leaves the others."
            ) from error


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
