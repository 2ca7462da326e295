"""Files: every file of a corpus, from folders and zips, in an order that does not depend on the disk.

Links are not followed out of the corpus, devices are not opened, zips are read member by member within the limits and
never unpacked to disk. Bytes are handed out one file at a time.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kit.load.failures import one_file
from kit.load.limits import Limits, megabytes
from kit.load.problems import FileError, Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import ExitStack

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx", ".ris")
CRAWLS = (".warc", ".wacz", ".warc.gz")
CAPTIONS = (".srt", ".vtt")
FORMS = (
    *(".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".eml", ".docx", ".rtf", ".pdf"),
    *(*CAPTIONS, *CRAWLS, *TABLES, ".zip"),
)
# Documents that a word processor turns into a form the kit reads.
DOCUMENTS = (".doc", ".odt", ".pages", ".epub", ".msg", ".webarchive")
RESERVED = ("sources.csv", "events.csv", "corrections.csv")
# Left by file managers, editors and notebooks; nobody means them as articles.
_SAVED = re.compile(r"(?:_files|-Dateien|_fichiers|_archivos|_file|_bestanden|_arquivos)$")
_SYSTEM = ("__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__")


@dataclass(frozen=True)
class File:
    """One file: its path in the corpus, with `/` (`a.zip/b.txt`), and how to get its bytes.

    `disk` is where it lies, if it does not lie in a zip.
    """

    path: str
    size: int
    read: Callable[[], bytes]
    disk: Path | None = None

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def form(self) -> str:
        """Its ending, in lower case; of a packed crawl the last two."""
        lower = self.path.lower()
        return ".warc.gz" if lower.endswith(".warc.gz") else PurePosixPath(lower).suffix


@dataclass(frozen=True)
class Walk:
    """One walk through a corpus; zips stay open (on disk, not in memory) until `opened` is closed."""

    limits: Limits
    problems: Problems
    opened: ExitStack

    def files(self, root: Path) -> Iterator[File]:
        """Every file that may be read, sorted by path; what may not is a problem. `root` may be a single file."""
        if root.is_file():
            with one_file(self.problems, root.name):
                yield from self._open(File(root.name, root.stat().st_size, root.read_bytes, root), 1)
            return
        base = root.resolve()
        found: list[File] = []

        def closed(error: OSError) -> None:
            shown = Path(error.filename).relative_to(base).as_posix() if error.filename else "."
            self.problems.refuse(shown, _closed(error, "the folder"))

        for folder, folders, names in os.walk(base, followlinks=False, onerror=closed):
            here = Path(folder)
            for name in list(folders):
                if (here / name).is_symlink():
                    folders.remove(name)
                    names.append(name)
                elif _system(name):
                    folders.remove(name)
                elif page := _saved_with(name, names):
                    folders.remove(name)
                    shown = (here / name).relative_to(base).as_posix()
                    problem = f"holds what a browser saved beside {page}, and is not read"
                    self.problems.add(shown, "note", problem, "Nothing to do.", "problem.saved-page")
            for name in names:
                if not _system(name):
                    found += _regular(base, here / name, self.problems)
        for file in sorted(found, key=lambda f: f.path):
            with one_file(self.problems, file.path):
                yield from self._open(file, 1)

    def _open(self, file: File, depth: int) -> Iterator[File]:
        """The file itself, or the members of a zip; one that is too large or of no known form is a problem."""
        if file.form not in FORMS:
            what = f"has the ending {file.form}" if file.form else "has no ending"
            problem = f"{what}, which the kit does not read (it reads {' '.join(FORMS)})"
            known = file.form in DOCUMENTS
            remedy = "Save it as .docx, .pdf, .html or .txt." if known else "Nothing to do, if it is no article."
            self.problems.add(file.path, "note", problem, remedy, "problem.form")
            return
        limit = "zip_bytes" if file.form == ".zip" else "table_bytes" if file.form in TABLES else "file_bytes"
        most = getattr(self.limits, limit)
        if file.size > most:
            self.problems.refuse(file.path, too_large(f"is {megabytes(file.size)}", megabytes(most), limit))
        elif file.form != ".zip":
            yield file
        elif depth > self.limits.zip_depth:
            problem = f"lies {depth} zips deep and is not opened"
            self.problems.add(file.path, "error", problem, "Unpack the outer zips first.", "problem.zip-depth")
        else:
            yield from self._members(file, depth)

    def _members(self, file: File, depth: int) -> Iterator[File]:
        try:
            archive = self.opened.enter_context(zipfile.ZipFile(file.disk or io.BytesIO(file.read())))
        except FileError as error:
            self.problems.refuse(file.path, error)
            return
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, struct.error) as error:
            problem = f"is not a zip that can be read ({error})"
            self.problems.add(file.path, "error", problem, "Make the zip anew.", "problem.broken-zip")
            return
        infos = [info for info in archive.infolist() if info.filename[-1:] != "/" and not _system_path(info.filename)]
        if not infos:
            empty = FileError("is a zip without files", "Put the articles into it.", "problem.empty")
            self.problems.refuse(file.path, empty)
        if len(infos) > self.limits.zip_members:
            most = str(self.limits.zip_members)
            self.problems.refuse(file.path, too_large(f"holds {len(infos)} files", most, "zip_members"))
            return
        total = 0
        for info in sorted(infos, key=lambda i: (i.filename, i.header_offset)):
            parts = PurePosixPath(info.filename.replace("\\", "/")).parts
            shown = f"{file.path}/{'/'.join(part for part in parts if part != '/')}"
            refused = _refused(info, parts)
            if refused is None and total + info.file_size > self.limits.zip_bytes:
                most = megabytes(self.limits.zip_bytes)
                what = f"({megabytes(info.file_size)}) is one too many: with it the zip unpacks to more than {most}"
                refused = too_large(what, most, "zip_bytes")
            if refused is not None:
                self.problems.refuse(shown, refused)
                continue
            total += info.file_size
            yield from self._open(File(shown, info.file_size, _Member(archive, info)), depth + 1)


def _refused(info: zipfile.ZipInfo, parts: tuple[str, ...]) -> FileError | None:
    """Why a member is not read, if it is not."""
    if not parts or ".." in parts or parts[0] == "/" or ":" in parts[0]:
        what = "has a path that climbs out of its zip and is not read"
        return FileError(what, "Make the zip anew, with plain names.", "problem.zip-path")
    if stat.S_ISLNK(info.external_attr >> 16):
        what = "is a link inside a zip and is not followed"
        return FileError(what, "Put the file itself into the zip.", "problem.link")
    if info.flag_bits & 0x1:
        remedy = "Unpack it yourself and put the files into the folder."
        return FileError("is protected by a password", remedy, "problem.password")
    return None


def _regular(base: Path, path: Path, problems: Problems) -> list[File]:
    shown = path.relative_to(base).as_posix().encode("utf-8", "replace").decode()
    try:
        if path.is_symlink():
            problems.add(shown, *_link(base, path), "problem.link")
            return []
        status = path.stat()
    except OSError as error:
        problems.refuse(shown, _closed(error))
        return []
    if not stat.S_ISREG(status.st_mode):
        problem = "is no ordinary file (a device, pipe or socket)"
        problems.add(shown, "error", problem, "Remove it from the folder.", "problem.no-file")
        return []
    return [File(shown, status.st_size, path.read_bytes, path)]


def _link(base: Path, path: Path) -> tuple[str, str, str]:
    """How bad a link is, what is wrong with it, and what to do."""
    target = Path(os.path.realpath(path))  # unlike `resolve`, it says nothing against a link to itself
    if not target.exists():
        return "error", "is a link to a file that is not there", "Remove it, or copy the file itself here."
    if not target.is_relative_to(base):
        return "error", "is a link out of the corpus and is not followed", "Copy the file itself here."
    return "note", "is a link inside the corpus; the file is read where it lies", "Nothing to do."


def _closed(error: OSError, what: str = "it") -> FileError:
    return FileError(f"cannot be opened ({error.strerror})", f"Check that you may read {what}.", "problem.closed")


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
            raise FileError(f"cannot be unpacked ({error})", "Make the zip anew.", "problem.broken-zip") from error


def read_bytes(file: File, problems: Problems) -> bytes | None:
    """A file's bytes; None, and a problem, if it cannot be read."""
    try:
        return file.read()
    except FileError as error:
        problems.refuse(file.path, error)
    except OSError as error:
        problems.refuse(file.path, _closed(error))
    return None


def too_large(what: str, limit: str, name: str) -> FileError:
    """The complaint about anything over a limit, and how to raise it."""
    return FileError(
        f"{what}; the limit is {limit}", f"Split it, or raise the limit: KIT_LIMIT_{name.upper()}=….", "problem.limit"
    )


def _saved_with(folder: str, names: list[str]) -> str | None:
    """The page whose pictures and scripts a browser saved into this folder, if it is one ("bridge_files", "bridge-Dateien")."""
    stem = _SAVED.sub("", folder)
    return next((f"{stem}{end}" for end in (".html", ".htm") if stem != folder and f"{stem}{end}" in names), None)


def _system(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _SYSTEM


def _system_path(path: str) -> bool:
    return any(_system(part) for part in path.replace("\\", "/").split("/") if part not in {".", ".."})
