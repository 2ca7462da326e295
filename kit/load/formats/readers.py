"""Readers: one file's bytes to the text of an article, by its ending, with one library for each form.

What a reader returns is frozen: offsets count in it, and nothing is changed afterwards. No reader fetches anything.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from kit.load.budget import may_swell, unpacked, within
from kit.load.files import CRAWLS
from kit.load.formats.captions import read_captions
from kit.load.formats.decode import decode
from kit.load.formats.email import read_mail, read_web_archive
from kit.load.formats.extract import Extract, sound, too_long, version
from kit.load.formats.html import read_html
from kit.load.formats.pdf import read_pdf
from kit.load.formats.press_databases import Export, read_export
from kit.load.formats.web_archives import read_crawl
from kit.load.limits import megabytes
from kit.load.problems import FileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.load.limits import Limits

# What a field of a rich-text file is made of (the address of a link); what it shows stands behind.
_FIELD = re.compile(r"\{\\\*\\fldinst[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
# A list of fonts is shorter; a longer one only slows the reading.
FONTS = 200_000
OLE = b"\xd0\xcf\x11\xe0"


def read_document(data: bytes, form: str, limits: Limits) -> Export:
    """The text of a document, by its form, or those of a press database's export; FileError says why there is none."""
    if not data:
        raise FileError("is empty", "Put the article's text into it, or remove it.", "problem.empty")
    try:
        made = within(limits, read_form, data, form, limits) if may_swell(data, form) else read_form(data, form, limits)
    except RecursionError as error:
        problem = "is nested too deeply to be read"
        raise FileError(problem, "Copy the article's text to a .txt file.", "problem.nested") from error
    for one in made:
        sound(one)
    if not any(one.text.strip() for one in made):
        raise FileError("holds no text", "Open it and check that there is an article in it.", "problem.empty")
    export = (read_export(made[0]) if len(made) == 1 else None) or Export(made, "a web archive")
    longest = max((len(one.text) for one in export.articles), default=0)
    if longest > limits.article_characters:
        raise too_long(longest, limits)
    return export


def read_form(data: bytes, form: str, limits: Limits) -> list[Extract]:
    """The text of a document, or the texts of a crawl, by the reader of its form, without a budget."""
    if form in CRAWLS:
        return read_crawl(data, limits)
    if form in _READERS:
        return [_READERS[form](data)]
    if form in {".docx", ".pdf"}:
        return [(read_docx if form == ".docx" else read_pdf)(data, limits)]
    return [read_text(data, form)]


def read_text(data: bytes, form: str = ".txt") -> Extract:
    """Plain text or Markdown: the decoded characters as they are."""
    text, encoding, remarks = decode(data)
    return Extract(text, encoding, "markdown" if form == ".md" else "text", [], remarks)


def read_rtf(data: bytes) -> Extract:
    """The text of a rich-text file, as word processors and press databases write it."""
    from striprtf import striprtf

    source = data.decode("latin-1").lstrip()
    if not source.startswith("{\\rtf"):
        raise FileError("is no rich-text file", "Give it the right ending, or remove it.", "problem.broken-rtf")
    # The addresses of links are no text; and the library's search for them is slow on damaged files.
    source = _FIELD.sub("", source)
    if len(striprtf.font_table_group(source)) > FONTS:
        problem = "is a rich-text file with a broken list of fonts"
        raise FileError(problem, "Save it again as .docx.", "problem.broken-rtf")
    try:
        text = striprtf.rtf_to_text(source, errors="replace")
    except (ValueError, LookupError, OverflowError) as error:
        problem = f"is no rich-text file that can be read ({error})"
        raise FileError(problem, "Save it again as .docx.", "problem.broken-rtf") from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # characters written as pairs
    return Extract(text, None, f"{version('striprtf')}")


def read_docx(data: bytes, limits: Limits) -> Extract:
    """The paragraphs and table cells of a Word document, one a line."""
    if data.startswith(OLE):
        problem = "is protected by a password, or an old .doc with a new ending"
        raise FileError(problem, "Save it as .docx without a password.", "problem.password")
    size = unpacked(data)
    if size > limits.zip_bytes:
        problem = f"unpacks to {megabytes(size)}; the limit is {megabytes(limits.zip_bytes)}"
        raise FileError(problem, "Save its text as .txt.", "problem.limit")
    try:
        lines = _docx_lines(data)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # python-docx passes on what lxml, zlib and its own asserts raise on a broken file
        problem, remedy = (
            f"is no Word document that can be read ({error})",
            "Open it in a word processor and save it again.",
        )
        raise FileError(problem, remedy, "problem.broken-docx") from error
    return Extract("\n".join(lines), None, f"{version('python-docx')}")


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


_READERS: dict[str, Callable[[bytes], Extract]] = {
    ".html": read_html, ".htm": read_html, ".eml": read_mail, ".mht": read_web_archive, ".mhtml": read_web_archive,
    ".rtf": read_rtf, ".srt": read_captions, ".vtt": read_captions,
}  # fmt: skip
