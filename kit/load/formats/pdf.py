"""Prints: PDFs, most of them pages that a browser printed: lines to paragraphs, headers and footers left out.

pdfminer.six finds the lines and which of them stand together; a PDF holds no paragraphs.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from importlib import metadata
from typing import TYPE_CHECKING, Any

from kit.load.facts import Fact
from kit.load.formats.extract import Extract, quiet, too_long
from kit.load.formats.html_blocks import key_of
from kit.load.page_parts.addresses import read_own
from kit.load.problems import FileError

if TYPE_CHECKING:
    from kit.load.limits import Limits

# What browsers print above and below each page: "6/1/24, 10:02 AM   The title of the page", "https://… 1/3".
_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:\s?[AP]M)?\s+(?P<title>\S.*)", re.IGNORECASE)
_FOOT = re.compile(r"(?P<url>(?:https?://|file:///)\S+)\s+(?:\d+/\d+|Page \d+ of \d+)")
# A page's number, alone or with how many there are.
_NUMBER = re.compile(r"(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?", re.IGNORECASE)
# So many boxes at the top and bottom of a page may be its header and footer; the headline is one of the first.
EDGE, FIRST, TITLE_KEY = 2, 15, 8


def read_pdf(data: bytes, limits: Limits) -> Extract:
    """The paragraphs of a PDF, without what repeats above and below its pages; an address printed there is a fact.

    A hyphen at the end of a line stays. It misses paragraphs that neither space nor a short line sets apart.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    with quiet():
        try:
            pages = _pages(data, limits)
        except (FileError, MemoryError, RecursionError):
            raise
        except PDFPasswordIncorrect as error:
            remedy = "Save it without the password, or copy its text to a .txt."
            raise FileError("is protected by a password", remedy, "password") from error
        except Exception as error:  # pdfminer raises whatever a broken file drives it into
            problem = f"is no PDF that can be read ({error})"
            raise FileError(problem, "Save it again, or copy its text to a .txt.", "broken pdf") from error
    if not any(pages):
        raise FileError("holds no text (a scan?)", "Run it through text recognition (OCR) first.", "no text")
    beside = _beside(pages)
    kept = [[text for text in page if text not in beside] for page in pages]
    paragraphs = _joined(kept) or [text for page in pages for text in page]
    facts, title = _facts(beside, paragraphs)
    return Extract("\n\n".join(paragraphs), None, f"pdfminer.six {metadata.version('pdfminer.six')}", facts, [], title)


def _pages(data: bytes, limits: Limits) -> list[list[str]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer, LTTextLine

    pages, size = [], 0
    for page in extract_pages(io.BytesIO(data)):
        boxes = [box for box in page if isinstance(box, LTTextContainer)]
        texts = [text for box in boxes for text in _paragraphs([line for line in box if isinstance(line, LTTextLine)])]
        size += sum(map(len, texts))
        if size > limits.article_characters:
            raise too_long(size, limits)
        pages.append(texts)
    return pages


def _paragraphs(lines: list[Any]) -> list[str]:
    """The lines of a box, joined; one behind which the next word would have had room ends its paragraph."""
    made: list[str] = []
    room = 0.0
    right = max((line.x1 for line in lines), default=0)
    for line in lines:
        text = " ".join(line.get_text().replace("\u00ad", "").split())
        if not text:
            continue
        width = (line.x1 - line.x0) / len(text)
        ends = bool(made) and room > width * (len(text.split()[0]) + 1)
        if not made or ends:
            made.append(text)
        else:
            made[-1] += text if made[-1].endswith("-") and text[0].islower() else f" {text}"
        room = right - line.x1
    return made


def _beside(pages: list[list[str]]) -> set[str]:
    """What stands above and below the text: a browser's lines, page numbers, and what two pages have alike there."""
    edges = [{*page[:EDGE], *page[-EDGE:]} for page in pages]
    alike = Counter(_pattern(text) for edge in edges for text in {_pattern(text): text for text in edge}.values())
    return {
        text
        for edge in edges
        for text in edge
        if _HEAD.fullmatch(text) or _FOOT.fullmatch(text) or _NUMBER.fullmatch(text)
        or (alike[_pattern(text)] > 1 and alike[_pattern(text)] >= len(pages) / 2)
    }  # fmt: skip


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _joined(pages: list[list[str]]) -> list[str]:
    """All paragraphs; one that a page's end cuts is one."""
    made: list[str] = []
    for page in pages:
        for n, text in enumerate(page):
            if n == 0 and made and text[0].islower() and made[-1][-1] not in '.!?…:”"’':
                made[-1] += text if made[-1].endswith("-") else f" {text}"
            else:
                made.append(text)
    return made


def _facts(beside: set[str], paragraphs: list[str]) -> tuple[list[Fact], str | None]:
    """The address in the footer, with what it tells, and the headline, if the header repeats it."""
    facts: list[Fact] = []
    urls = sorted({match["url"] for text in beside if (match := _FOOT.fullmatch(text))})
    if len(urls) == 1 and urls[0].startswith("http"):
        found = read_own(urls[0], 0)
        facts = [
            Fact(f.field, f.value, f.source, None, None, f"{f.rule}, below a printed page", f.printed, f.label)
            for f in found
        ]
    heads = sorted({match["title"] for text in beside if (match := _HEAD.fullmatch(text))})
    whole = key_of(heads[0]) if heads else ""
    held = [text for text in paragraphs[:FIRST] if len(key := key_of(text)) >= TITLE_KEY and key in whole]
    return facts, max(held, key=len, default=None)
