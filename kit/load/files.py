"""Files: every file of a corpus, from folders and zips, in an order that does not depend on the disk.

Links are not followed out of the corpus, devices are not opened, zips are read member by member within the limits and
never unpacked to disk. Bytes are handed out one file at a time.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kit.load.limits import Limits, megabytes
from kit.load.problems import FileError, Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLES = (".csv", ".jsonl", ".parquet")
FORMS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", *TABLES, ".zip")
RESERVED = ("sources.csv", "events.csv", "corrections.csv")
# Left by file managers, editors and notebooks; nobody means them as articles.
_SYSTEM = ("__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__")


@dataclass(frozen=True)
class File:
    """One file: its path in the corpus, with `/` (`a.zip/b.txt`), and how to get its bytes."""

    path: str
    size: int
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def form(self) -> str:
        """Its ending, in lower case."""
        return PurePosixPath(self.path).suffix.lower()


def walk(root: Path, limits: Limits, problems: Problems) -> Iterator[File]:
    """Every file that may be read, sorted by path; what may not is a problem. `root` may be a single file."""
    if root.is_file():
        yield from _open(File(root.name, root.stat().st_size, root.read_bytes), limits, problems, 1)
        return
    base = root.resolve()
    found: list[File] = []
    for folder, folders, names in os.walk(
        base, followlinks=False, onerror=lambda error: _closed(base, error, problems)
    ):
        here = Path(folder)
        for name in list(folders):
            if (here / name).is_symlink():
                folders.remove(name)
                names.append(name)
            elif _system(name):
                folders.remove(name)
        for name in names:
            if not _system(name):
                found += _regular(base, here / name, problems)
    for file in sorted(found, key=lambda f: f.path):
        yield from _open(file, limits, problems, 1)


def _regular(base: Path, path: Path, problems: Problems) -> list[File]:
    shown = path.relative_to(base).as_posix().encode("utf-8", "replace").decode()
    try:
        if path.is_symlink():
            target = path.resolve()
            if not target.exists():
                problems.add(
                    shown,
                    "error",
                    "is a link to a file that is not there",
                    "Remove it, or copy the file itself here.",
                    "link",
                )
                return []
            if not target.is_relative_to(base):
                problems.add(
                    shown,
                    "error",
                    "is a link out of the corpus and is not followed",
                    "Copy the file itself here.",
                    "link",
                )
                return []
            problems.add(
                shown, "note", "is a link inside the corpus; the file is read where it lies", "Nothing to do.", "link"
            )
            return []
        status = path.stat()
    except OSError as error:
        problems.add(shown, "error", f"cannot be opened ({error.strerror})", "Check that you may read it.", "closed")
        return []
    if not stat.S_ISREG(status.st_mode):
        problems.add(
            shown, "error", "is no ordinary file (a device, pipe or socket)", "Remove it from the folder.", "no file"
        )
        return []
    return [File(shown, status.st_size, path.read_bytes)]


def _closed(base: Path, error: OSError, problems: Problems) -> None:
    shown = Path(error.filename).relative_to(base).as_posix() if error.filename else "."
    problems.add(
        shown, "error", f"cannot be opened ({error.strerror})", "Check that you may read the folder.", "closed"
    )


def _open(file: File, limits: Limits, problems: Problems, depth: int) -> Iterator[File]:
    """The file itself, or the members of a zip; one that is too large or of no known form is a problem."""
    if file.form not in FORMS:
        remedy = (
            "Save it as .docx, .pdf, .html or .txt."
            if file.form in {".doc", ".rtf", ".odt", ".pages", ".epub", ".mht", ".mhtml"}
            else "Nothing to do, if it is no article."
        )
        what = f"has the ending {file.form}" if file.form else "has no ending"
        problems.add(
            file.path, "note", f"{what}, which the kit does not read (it reads {' '.join(FORMS)})", remedy, "form"
        )
        return
    name = {".zip": "zip_bytes"}.get(file.form, "table_bytes" if file.form in TABLES else "file_bytes")
    most = getattr(limits, name)
    if file.size > most:
        problems.refuse(file.path, too_large(f"is {megabytes(file.size)}", megabytes(most), name))
        return
    if file.form != ".zip":
        yield file
        return
    if depth > limits.zip_depth:
        problems.add(
            file.path, "error", f"lies {depth} zips deep and is not opened", "Unpack the outer zips first.", "zip depth"
        )
        return
    try:
        yield from _members(file, limits, problems, depth)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        problems.add(file.path, "error", f"is not a zip that can be read ({error})", "Make the zip anew.", "broken zip")


def _members(file: File, limits: Limits, problems: Problems, depth: int) -> Iterator[File]:
    with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > limits.zip_members:
            problems.refuse(file.path, too_large(f"holds {len(infos)} files", str(limits.zip_members), "zip_members"))
            return
        total = 0
        for info in sorted(infos, key=lambda i: (i.filename, i.header_offset)):
            parts = PurePosixPath(info.filename.replace("\\", "/")).parts
            if any(_system(part) for part in parts if part != ".."):
                continue
            shown = f"{file.path}/{'/'.join(p for p in parts if p != '/')}"
            if not parts or ".." in parts or parts[0] == "/" or ":" in parts[0]:
                problems.add(
                    shown,
                    "error",
                    "has a path that climbs out of its zip and is not read",
                    "Make the zip anew, with plain names.",
                    "zip path",
                )
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                problems.add(
                    shown,
                    "error",
                    "is a link inside a zip and is not followed",
                    "Put the file itself into the zip.",
                    "link",
                )
                continue
            if info.flag_bits & 0x1:
                problems.add(
                    shown,
                    "error",
                    "is protected by a password",
                    "Unpack it yourself and put the files into the folder.",
                    "password",
                )
                continue
            total += info.file_size
            if total > limits.zip_bytes:
                over = too_large(
                    f"unpacks to more than {megabytes(limits.zip_bytes)} (here {info.filename!r})",
                    megabytes(limits.zip_bytes),
                    "zip_bytes",
                )
                problems.refuse(file.path, over)
                return
            yield from _open(File(shown, info.file_size, _Member(archive, info)), limits, problems, depth + 1)


@dataclass(frozen=True)
class _Member:
    """Reads one member; never more than its header admits, so that a lying header cannot fill the memory."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def __call__(self) -> bytes:
        try:
            with self.archive.open(self.info) as member:
                return member.read(self.info.file_size + 1)
        except Exception as error:  # zlib.error, lzma.LZMAError, BadZipFile and others, by the way it was packed
            raise FileError(f"cannot be unpacked ({error})", "Make the zip anew.", "broken zip") from error


def too_large(what: str, limit: str, name: str) -> FileError:
    """The complaint about anything over a limit, and how to raise it."""
    return FileError(
        f"{what}; the limit is {limit}", f"Split it, or raise the limit: KIT_LIMIT_{name.upper()}=….", "limit"
    )


def _system(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _SYSTEM
