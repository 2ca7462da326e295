"""Readers: one file's bytes to the text of an article, by its ending; each leans on a well-kept library.

What a reader returns is frozen: offsets count in it, and nothing is changed afterwards. No reader fetches anything.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from typing import Any

from kit.load.dates import parse_day
from kit.load.decode import declared_charset, decode
from kit.load.facts import Fact
from kit.load.limits import Limits, megabytes
from kit.load.problems import FileError
from kit.load.stamps import read_stamp

_LANGUAGE = re.compile(r"<html\b[^>]{0,300}?\blang\s*=\s*[\"']?([a-z]{2})\b", re.IGNORECASE)
# A moment in a page's markup: <meta property="article:published_time" content="…"> (or the other way round),
# <time datetime="…">, "datePublished": "…".
_ISO = r"[\"'](?P<{}>\d{{4}}-\d\d-\d\dT\d\d:\d\d[^\"'<>]{{0,20}})[\"']"
_NAMED = r"\b(?:published_time|datePublished|pubdate|publish-?date|date)\b[\"']"
_MOMENT = re.compile(
    rf"(?:{_NAMED}[^<>]{{0,80}}?|<time\b[^<>]{{0,200}}?datetime=){_ISO.format('behind')}"
    rf"|content={_ISO.format('ahead')}\s[^<>]{{0,80}}{_NAMED}",
    re.IGNORECASE,
)
OLE = b"\xd0\xcf\x11\xe0"


@dataclass
class Extract:
    """A text with what the file itself says about it."""

    text: str
    encoding: str | None
    extractor: str
    facts: list[Fact] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    title: str | None = None


def read_document(data: bytes, form: str, limits: Limits) -> Extract:
    """The text of a `.txt .md .html .htm .docx .pdf`; FileError says why there is none."""
    if not data:
        raise FileError("is empty", "Put the article's text into it, or remove it.", "empty")
    if form in {".html", ".htm"}:
        made = read_html(data)
    elif form in {".docx", ".pdf"}:
        made = (read_docx if form == ".docx" else read_pdf)(data, limits)
    else:
        made = read_text(data, form)
    sound(made)
    if not made.text.strip():
        raise FileError("holds no text", "Open it and check that there is an article in it.", "empty")
    if len(made.text) > limits.article_characters:
        raise too_long(len(made.text), limits)
    return made


def read_text(data: bytes, form: str = ".txt") -> Extract:
    """Plain text or Markdown: the decoded characters as they are."""
    text, encoding, remarks = decode(data)
    return Extract(text, encoding, "markdown" if form == ".md" else "text", [], remarks)


def read_html(data: bytes) -> Extract:
    """The running text of a web page, its title in front if the text lacks it, and what its metadata say."""
    text, encoding, remarks = decode(data, declared=declared_charset(data))
    if "\0" in text:
        text = text.replace("\0", "\ufffd")  # lxml takes no NUL; the page is not what offsets count in
    with _quiet():
        import trafilatura
        from lxml.etree import LxmlError

        try:
            page: Any = trafilatura.bare_extraction(
                text, include_comments=False, include_tables=True, with_metadata=True, favor_recall=False,
                date_extraction_params=_date_settings(), as_dict=False,
            )  # fmt: skip
        except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError, AssertionError) as error:
            raise FileError(
                f"is HTML that cannot be read ({error})",
                "Save the page again, or copy its text to a .txt.",
                "broken html",
            ) from error
    body = ((page and page.text) or "").strip()
    if not body:
        raise FileError(
            "is a page without an article that could be found", "Copy the article's text to a .txt file.", "no article"
        )
    title = (page.title or "").strip() or None
    whole = body if title is None or _starts(body, title) else f"{title}\n\n{body}"
    stamp = None if page.date else _stamp(text)
    language = _LANGUAGE.search(text, 0, 4096)
    said = {
        "title": title,
        "byline": page.author,
        "outlet": page.sitename,
        "url": page.url,
        "language": language[1].lower() if language else None,
        "published": _with_clock(text, page.date) if page.date and parse_day(page.date) else None,
    }
    facts = [
        Fact(name, value.strip(), "html", None, None, "the page's metadata")
        for name, value in said.items() if isinstance(value, str) and value.strip()
    ]  # fmt: skip
    if stamp:
        facts.append(
            replace(stamp, source="html", start=None, end=None, rule="a stamp on the page, marked as published")
        )
    return Extract(whole, encoding, f"trafilatura {_version('trafilatura')}", facts, remarks, title)


def _with_clock(page: str, day: str) -> str:
    """The day with the time that the page's markup gives for it, where it does; midnight is what pages write for none."""
    found = (m["behind"] or m["ahead"] for m in _MOMENT.finditer(page))
    moments = (parse_day(printed) for printed in found if printed.startswith(day[:10]))
    clocked = (moment for moment in moments if moment is not None and (moment.hour, moment.minute) != (0, 0))
    moment = next(clocked, None)
    return day if moment is None else moment.isoformat(timespec="minutes")


def _stamp(page: str) -> Fact | None:
    """The first stamp of a page that says "published", where its metadata give no day."""
    from lxml import html

    try:
        pieces = html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")).itertext()
        lines = (" ".join(piece.split()) for piece in pieces)
        stamps = (fact for line in lines if line for fact in read_stamp(line, 0, len(line)))
        return next((fact for fact in stamps if fact.label == "published"), None)
    except (html.etree.LxmlError, ValueError):
        return None


def read_docx(data: bytes, limits: Limits) -> Extract:
    """The paragraphs and table cells of a Word document, one a line."""
    if data.startswith(OLE):
        raise FileError(
            "is protected by a password, or an old .doc with a new ending",
            "Save it as .docx without a password.",
            "password",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise _broken_docx(error) from error
    if size > limits.zip_bytes:
        raise FileError(
            f"unpacks to {megabytes(size)}; the limit is {megabytes(limits.zip_bytes)}",
            "Save its text as .txt.",
            "limit",
        )
    try:
        lines = _docx_lines(data)
    except Exception as error:  # python-docx passes on what lxml, zlib and its own asserts raise on a broken file
        raise _broken_docx(error) from error
    return Extract("\n".join(lines), None, f"python-docx {_version('python-docx')}")


def read_pdf(data: bytes, limits: Limits) -> Extract:
    """The text layer of a PDF, page after page."""
    import pypdf

    with _quiet():
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            closed = reader.is_encrypted and not reader.decrypt("")
            text = "" if closed else _pdf_text(reader, limits)
        except FileError:
            raise
        except Exception as error:  # pypdf raises whatever a broken file drives it into
            problem = f"is no PDF that can be read ({error})"
            raise FileError(problem, "Save it again, or copy its text to a .txt.", "broken pdf") from error
    if closed:
        remedy = "Save it without the password, or copy its text to a .txt."
        raise FileError("is protected by a password", remedy, "password")
    if not text.strip():
        raise FileError("holds no text (a scan?)", "Run it through text recognition (OCR) first.", "no text")
    return Extract(text, None, f"pypdf {_version('pypdf')}")


def _docx_lines(data: bytes) -> list[str]:
    import docx
    from docx.table import Table

    lines: list[str] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return lines


def _broken_docx(error: Exception) -> FileError:
    remedy = "Open it in a word processor and save it again."
    return FileError(f"is no Word document that can be read ({error})", remedy, "broken docx")


def _pdf_text(reader: Any, limits: Limits) -> str:
    pages, size = [], 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        size += len(pages[-1])
        if size > limits.article_characters:
            raise too_long(size, limits)
    return "\n".join(pages)


def too_long(size: int, limits: Limits) -> FileError:
    """The complaint about a text that is too long for one article."""
    return FileError(
        f"has {size:,} characters or more; the limit for one article is {limits.article_characters:,}",
        "Split it, or raise the limit: KIT_LIMIT_ARTICLE_CHARACTERS=….", "limit",
    )  # fmt: skip


def sound(made: Extract) -> Extract:
    """The extract without what no table can hold: halves of surrogate pairs become U+FFFD, with a remark."""
    if re.search("[\ud800-\udfff]", made.text):
        made.text = re.sub("[\ud800-\udfff]", "\ufffd", made.text)
        made.remarks.append("has halves of surrogate pairs; they are shown as \ufffd")
    return made


@cache
def _date_settings() -> dict[str, Any]:
    """Only what a page states in its markup: the extensive search would guess from the text."""
    return {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def _starts(body: str, title: str) -> bool:
    return (
        re.sub(r"\W+", " ", body[: 2 * len(title) + 40])
        .strip()
        .casefold()
        .startswith(re.sub(r"\W+", " ", title).strip().casefold())
    )


class _quiet:  # noqa: N801  (reads as a statement)
    """Libraries log what they stumble over; the kit says it in its own words."""

    def __enter__(self) -> None:
        self.before = logging.root.manager.disable
        logging.disable(logging.CRITICAL)

    def __exit__(self, *_: object) -> None:
        logging.disable(self.before)


@cache
def _version(package: str) -> str:
    return metadata.version(package)
