"""PDF: files, most of them pages that a browser printed: lines to paragraphs, headers and footers left out.

pdfminer.six finds the lines and which of them stand together; a PDF holds no paragraphs.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.data.rulebook import rule
from kit.load.facts import Fact
from kit.load.formats.extract import Extract, quiet, too_long, version
from kit.load.formats.html_blocks import key_of
from kit.load.page_parts.addresses import read_own
from kit.load.page_parts.dates import find_dates
from kit.load.page_parts.lines import STOP
from kit.load.page_parts.looks_like_name import is_name
from kit.load.problems import FileError

if TYPE_CHECKING:
    from kit.load.limits import Limits

# What browsers print above and below each page: "6/1/24, 10:02 AM   The title of the page", "https://… 1/3".
_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:\s?[AP]M)?\s+(?P<title>\S.*)", re.IGNORECASE)
_FOOT = re.compile(r"(?P<url>(?:https?://|file:///)\S+)\s+(?:\d+/\d+|Page \d+ of \d+)")
# A page's number, alone or with how many there are.
_NUMBER = re.compile(r"(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?", re.IGNORECASE)
# This many boxes at the top and bottom of a page may be its header and footer; the headline is one of the first.
EDGE, FIRST, TITLE_KEY = 2, 15, 8
# A part of the line above a newspaper's page has this many words; a headline's letters are so much taller than the text's.
SHORT, TALLER = 8, 1.35
# A column's last paragraph goes on in the next one if it has this many words; headlines and names have fewer.
RUNNING = 5


def read_pdf(data: bytes, limits: Limits) -> Extract:
    """The paragraphs of a PDF, without what repeats above and below its pages; an address printed there is a fact.

    A hyphen at the end of a line stays. It misses paragraphs that neither space nor a short line sets apart.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    with quiet():
        try:
            printed = _pages(data, limits)
        except (FileError, MemoryError, RecursionError):
            raise
        except PDFPasswordIncorrect as error:
            remedy = "Save it without the password, or copy its text to a .txt."
            raise FileError("is protected by a password", remedy, "problem.password") from error
        except Exception as error:  # pdfminer raises whatever a broken file drives it into
            problem = f"is no PDF that can be read ({error})"
            raise FileError(problem, "Save it again, or copy its text to a .txt.", "problem.broken-pdf") from error
    pages = [page.texts for page in printed]
    if not any(pages):
        raise FileError("holds no text (a scan?)", "Run it through text recognition (OCR) first.", "problem.no-text")
    beside = _beside(pages)
    kept = [[text for text in page if text not in beside] for page in pages]
    paragraphs = _joined(kept) or [text for page in pages for text in page]
    facts, title = _facts(beside, paragraphs)
    facts += _from_head(printed[0].head)
    title = title or printed[0].big or None
    return Extract("\n\n".join(paragraphs), None, version("pdfminer.six"), facts, [], title)


class Row(NamedTuple):
    """One line of a page: its text, its edges, its foot above the page's, how tall its letters are (points)."""

    text: str
    left: float
    right: float
    low: float
    tall: float


class Page(NamedTuple):
    """One page: its paragraphs, the line above it, and what stands in the tallest letters."""

    texts: list[str]
    head: list[str]
    big: str


def _pages(data: bytes, limits: Limits) -> list[Page]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer, LTTextLine

    pages, size = [], 0
    for page in extract_pages(io.BytesIO(data)):
        boxes = [box for box in page if isinstance(box, LTTextContainer)]
        lines = [_rows([line for line in box if isinstance(line, LTTextLine)]) for box in boxes]
        head = _running_head([rows for rows in lines if rows])
        texts = [text for rows in lines if rows and rows[0] not in head for text in _paragraphs(rows)]
        size += sum(map(len, texts))
        if size > limits.article_characters:
            raise too_long(size, limits)
        tall = max((row for rows in lines for row in rows if row not in head), key=lambda row: row.tall, default=None)
        big = _biggest(lines, tall.tall) if tall else ""
        pages.append(Page(texts, [row.text for row in head], big))
    return pages


def _rows(lines: list[Any]) -> list[Row]:
    """The lines of a box from top to bottom; pieces of one line, which justified columns have, from left to right."""
    rows: list[list[Any]] = []
    for line in sorted(lines, key=lambda line: (-line.y0, line.x0)):
        if rows and abs(rows[-1][0].y0 - line.y0) < (line.y1 - line.y0) / 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    made = []
    for row in rows:
        row.sort(key=lambda line: line.x0)
        text = " ".join(" ".join(line.get_text().replace("\u00ad", "") for line in row).split())
        if text:
            tall = max(line.y1 - line.y0 for line in row)
            made.append(Row(text, row[0].x0, max(line.x1 for line in row), row[0].y0, tall))
    return made


def _running_head(boxes: list[list[Row]]) -> list[Row]:
    """The line above a newspaper's page: name, day and number of the page, apart from each other on one line."""
    if not boxes:
        return []
    top = max(rows[0].low for rows in boxes)
    row = [rows[0] for rows in boxes if len(rows) == 1 and abs(rows[0].low - top) < rows[0].tall / 2]
    dated = any(find_dates(one.text) or _NUMBER.fullmatch(one.text) for one in row)
    return row if len(row) > 1 and dated and all(len(one.text.split()) <= SHORT for one in row) else []


def _biggest(boxes: list[list[Row]], tall: float) -> str:
    """The lines in the tallest letters, if those are taller by far than the others: the headline of a printed page."""
    sizes = sorted(row.tall for rows in boxes for row in rows)
    if tall < TALLER * sizes[len(sizes) // 2]:
        return ""
    first = next(rows for rows in boxes if any(row.tall > tall - 1 for row in rows))
    return " ".join(row.text for row in first if row.tall > tall - 1)


def _paragraphs(rows: list[Row]) -> list[str]:
    """The lines of a box, joined; one behind which the next word would have had room, or before an indent, ends its paragraph."""
    made: list[str] = []
    room = 0.0
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    for n, row in enumerate(rows):
        width = (row.right - row.left) / len(row.text)
        ends = bool(made) and room > width * (len(row.text.split()[0]) + 1)
        indented = (
            n > 0 and row.left - left > width and rows[n - 1].left - left < width / 2 and right - row.left > 20 * width
        )
        if not made or ends or (indented and STOP.search(made[-1])):
            made.append(row.text)
        else:
            made[-1] += row.text if made[-1].endswith("-") and row.text[0].islower() else f" {row.text}"
        room = right - row.right
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
            cut = n == 0 or len(made[-1].split()) >= RUNNING  # by the end of a page, or of a column
            if made and cut and text[0].islower() and made[-1][-1] not in '.!?…:”"’':
                made[-1] += text if made[-1].endswith("-") else f" {text}"
            else:
                made.append(text)
    return made


def _from_head(head: list[str]) -> list[Fact]:
    """The outlet and the day in the line above a newspaper's page."""
    facts = []
    for text in head:
        days = find_dates(text)
        if len(days) == 1 and days[0].day:
            facts.append(Fact("published", days[0].value, "page stamp", None, None, rule("fact.pdf.head"), None))
        elif not days and is_name(text) and not _NUMBER.fullmatch(text):
            facts.append(Fact("outlet", text, "page stamp", None, None, rule("fact.pdf.head")))
    return facts if len({fact.field for fact in facts}) == len(facts) else []


def _facts(beside: set[str], paragraphs: list[str]) -> tuple[list[Fact], str | None]:
    """The address in the footer, with what it tells, and the headline, if the header repeats it."""
    facts: list[Fact] = []
    urls = sorted({match["url"] for text in beside if (match := _FOOT.fullmatch(text))})
    if len(urls) == 1 and urls[0].startswith("http"):
        found = read_own(urls[0], 0)
        facts = [
            Fact(f.field, f.value, f.source, None, None, rule(f.rule, "fact.pdf.foot"), f.printed, f.label)
            for f in found
        ]
    heads = sorted({match["title"] for text in beside if (match := _HEAD.fullmatch(text))})
    whole = key_of(heads[0]) if heads else ""
    held = [text for text in paragraphs[:FIRST] if len(key := key_of(text)) >= TITLE_KEY and key in whole]
    return facts, max(held, key=len, default=None)
