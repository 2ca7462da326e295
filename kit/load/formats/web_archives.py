"""Web archives: the pages in files of a crawl (`.warc .warc.gz .wacz`), each with its address and the moment of capture.

warcio reads the records. Of a crawl only answers that are pages count; a `.wacz` names its pages, and only those do.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from kit.load.budget import bounded, unpacked
from kit.load.formats.html import read_html
from kit.load.formats.saved_pages import captured
from kit.load.problems import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.load.formats.extract import Extract
    from kit.load.limits import Limits

_BROKEN = ("Make it again, or save its pages as HTML.", "problem.broken-warc")


def read_crawl(data: bytes, limits: Limits) -> list[Extract]:
    """The articles among the pages of a crawl, in its order, an address once; FileError if there is none."""
    known: dict[str, Extract] = {}
    wanted, files = _opened(data, limits)
    for file in files:
        for url, moment, page, charset in _pages(file, limits):
            if url in known or (wanted and url not in wanted):
                continue
            try:
                made = read_html(page, charset=charset, url=url)
            except FileError:
                continue  # a page without running text is no article
            made.facts += captured(moment)
            known[url] = made
    if not known:
        raise FileError("is a web archive without an article", "Check that it holds the pages.", "problem.no-article")
    return list(known.values())


def _opened(data: bytes, limits: Limits) -> tuple[set[str], list[bytes]]:
    """The addresses that a .wacz calls pages, and the crawl files; a plain crawl is one."""
    if not data.startswith(b"PK"):
        return set(), [data]
    bounded(unpacked(data), limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = sorted(archive.namelist())
            lists = [name for name in names if name.startswith("pages/") and name.endswith(".jsonl")]
            wanted = {url for name in lists for url in _listed(archive.read(name))}
            crawls = [archive.read(name) for name in names if name.endswith((".warc", ".warc.gz"))]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise FileError(f"is no web archive that can be read ({error})", *_BROKEN) from error
    return wanted, crawls


def _listed(lines: bytes) -> Iterator[str]:
    for line in lines.decode("utf-8", "replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(row.get("url"), str):
            yield row["url"]


def _pages(data: bytes, limits: Limits) -> Iterator[tuple[str, str, bytes, str | None]]:
    """Address, moment, bytes and declared encoding of each answer that is a page."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            if record.rec_type not in {"response", "resource"}:
                continue
            head: Any = record.http_headers
            kind = (head.get_header("Content-Type") if head else record.rec_headers.get_header("Content-Type")) or ""
            if (head and head.get_statuscode() != "200") or "html" not in kind.lower():
                continue
            page = record.content_stream().read(limits.file_bytes)
            moment = (record.rec_headers.get_header("WARC-Date") or "")[:16]
            charset = kind.lower().partition("charset=")[2].strip("\"' ;") or None
            yield record.rec_headers.get_header("WARC-Target-URI") or "", moment, page, charset
    # warcio takes a record's address and type to be there, and fails on what it has not.
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise FileError(f"is no web archive that can be read ({error})", *_BROKEN) from error
