"""Factiva: exports as HTML, rich text or text, with two-letter codes ("HD", "SN", "PD") or in its plain form.

The plain form has no labels: perhaps the section, the title, perhaps the author, "412 words", the day, perhaps the hour,
the outlet, its code, the page, the language, the owner; below the text the document's number, with which both forms end.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.data.rulebook import rule
from kit.load.facts import dated
from kit.load.formats.press_databases.sheet import (
    Header,
    Label,
    Sheet,
    counted,
    fact,
    labels,
    may_be_author,
    put,
    stretch,
    words,
)
from kit.load.language import names
from kit.load.page_parts.dates import with_clock

if TYPE_CHECKING:
    from kit.load.page_parts.dates import Printed

NAME = "factiva"
_END = re.compile(r"(?:AN[\s|]+)?[^\W\d_]{2,12}[\s:]+[A-Z][A-Z0-9]{1,9}0{3,}[12]\d{7}[0-9a-z]{6,14}[\s|]*")
_PAGE = re.compile(
    r"(?:page|seite)?\s*\d+\s*(?:of|von|de|sur|/)\s*\d+.{0,20}(?:©|\(c\)).{0,12}factiva.*", re.IGNORECASE
)
_CODE = re.compile(r"(?P<code>[A-Z]{2,3})(?:(?P<space>[\s|]+)(?P<value>[^\s|][^\n]*)|[\s|]*$)")
# Codes that stand below the text although a single space follows them.
_ENDING = frozenset({"TD", "AN", "PUB"})
_COUNT = re.compile(r"(?P<many>\d[\d,.\u00a0' ]{0,8}?)\s?(?P<word>[^\W\d_]+)")
_HOUR = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AP]M)?(?:\s?[A-Z]{2,4})?", re.IGNORECASE)
# Above the count stand at most this many lines of a header, below it this many; this many on top of them are a cover sheet.
ABOVE, BELOW, COVER = 4, 12, 6


def claims(sheet: Sheet) -> bool:
    """Whether a text is of this database: a document's number below a count of words, or its three main codes."""
    if {"HD", "SN", "PD"} <= {code for code, _, _ in _codes(sheet).values()}:
        return True
    counts = [n for n in range(len(sheet.lines)) if _counted(sheet, n)]
    owned = any(sheet.is_owner(m) for n in counts[:1] for m in range(n, min(n + BELOW, len(sheet.lines))))
    return bool(counts) and (owned or bool(sheet.matching(_END)))


def split(sheet: Sheet) -> list[tuple[int, int]]:
    """The lines of each article, first and last but one; a summary of the search stands outside."""
    edges = [0, *(n + 1 for n in sheet.matching(_END))]
    rest = range(edges[-1], len(sheet.lines))
    if len(edges) == 1 or any(_counted(sheet, n) or sheet.short(n).split()[:1] == ["HD"] for n in rest):
        edges.append(len(sheet.lines))
    parts, coded = [], {"HD", "SN", "PD"} <= {code for code, _, _ in _codes(sheet).values()}
    for low, high in pairwise(edges):
        first = next((n for n in range(low, high) if _counted(sheet, n)), None)
        starts = [n for n in sheet.starts if first is not None and low <= n <= first]
        if starts:
            low = max(starts)
        elif first is not None and first - low > COVER and not coded:
            low = first - 1 - _is_by(sheet, first - 1)
        parts.append((low, high))
    return parts


def stated(sheet: Sheet) -> int | None:
    """How many articles a summary of the search says that there are."""
    last = sheet.matching(_END)
    first = next((n for n in range(len(sheet.lines)) if _counted(sheet, n)), 0)
    return counted(sheet, [*range(first), *range(last[-1] + 1 if last else len(sheet.lines), len(sheet.lines))])


def read(sheet: Sheet) -> Header:
    """The header of one article, in either form."""
    header = Header({}, {}, [])
    codes = _codes(sheet)
    if {"HD", "SN", "PD"} <= {code for code, _, _ in codes.values()}:
        _coded(sheet, header, codes)
    else:
        _plain(sheet, header)
    for n in range(len(sheet.lines)):
        if _END.fullmatch(sheet.short(n).strip()) or _PAGE.fullmatch(sheet.short(n)):
            header.roles[n] = "notice"
            header.pieces.pop(n, None)
    return header


def _codes(sheet: Sheet) -> dict[int, tuple[str, int, int]]:
    """The lines that belong to a code: the code, and where the value stands; a code alone has it on the lines below."""
    found: dict[int, tuple[str, int, int]] = {}
    last = ""
    for n, line in enumerate(sheet.lines):
        match = _CODE.match(sheet.text, line.start, line.end)
        if match and _is_code(match, line.end, last):
            last = match["code"]
            found[n] = (last, match.start("value") if match["value"] else line.end, line.end)
        elif last and (n - 1 in found):
            found[n] = (last, line.start, line.end)
    return found


def _is_code(match: re.Match[str], end: int, last: str) -> bool:
    """Whether a line begins with a code; amid the running text a word in capitals is none."""
    if NAME not in labels().get(match["code"].casefold(), {}) or match.end() != end:
        return False
    amid = last in {"LP", "TD"} and match["space"] == " "
    return not amid or match["code"] in _ENDING or ":" in match["value"]


def _coded(sheet: Sheet, header: Header, codes: dict[int, tuple[str, int, int]]) -> None:
    """The form with codes: each line is what its code says; the code is cut off."""
    done: set[str] = set()
    for n, (code, start, end) in codes.items():
        while end > start and sheet.text[end - 1] in "| \t":
            end -= 1
        field = labels()[code.casefold()][NAME].field
        label = Label(n, code, {}, start, end)
        again = field in done
        put(header, sheet, label, field if field == "body" or not again else "note", NAME)
        if again and field == "title":
            header.roles[n] = "headline"
        if start < end and field != "body":
            done.add(field)


def _counted(sheet: Sheet, n: int) -> bool:
    """Whether a line is the count of words above a day."""
    match = _COUNT.fullmatch(sheet.short(n).strip()) if sheet.lines[n].end - sheet.lines[n].start < 30 else None
    if not match or match["word"].casefold() not in words(NAME, "count"):
        return False
    return any(_day(sheet, m) for m in range(n + 1, min(n + 3, len(sheet.lines))))


def _day(sheet: Sheet, n: int) -> Printed | None:
    day = sheet.day(n, within=16)
    return day if day and len(sheet.short(n)) - (day.end - day.start) < 16 else None


def _is_by(sheet: Sheet, n: int) -> bool:
    """Whether the line above the count names the author."""
    look, line = sheet.looks.get(n, ""), sheet.short(n).strip()
    if "author" in look or "eadline" in look:
        return "author" in look
    first = line.split(" ", 1)[0].casefold() if line else ""
    return (first in words("*", "by") and len(line.split()) <= 12) or may_be_author(line)


def _plain(sheet: Sheet, header: Header) -> None:
    """The form without labels, around its count of words."""
    count = next((n for n in range(len(sheet.lines)) if _counted(sheet, n)), None)
    if count is None:
        return
    why = rule("fact.press.plain", argument=NAME)
    at = next(n for n in range(count + 1, len(sheet.lines)) if _day(sheet, n))
    day = _day(sheet, at)
    hour = at + 1 < len(sheet.lines) and bool(_HOUR.fullmatch(sheet.short(at + 1).strip()))
    low = at + 1 + hour
    last = next((n for n in range(low, min(low + BELOW, len(sheet.lines))) if sheet.is_owner(n)), None)
    if last is None:  # no owner is named: the header ends before the first sentence
        last = next((n for n in range(low, len(sheet.lines)) if sheet.ends(n) or n >= low + BELOW), low + 1) - 1
    last = min(last, len(sheet.lines) - 1)  # a file that is cut off below its day
    if day:
        known = with_clock(day, sheet.text, sheet.lines[at].start, sheet.lines[at + 1].end) if hour else day
        header.facts.append(dated(known, sheet.text, why))
    if low < len(sheet.lines):
        line = sheet.lines[low]
        header.facts.extend(fact(sheet, "outlet", line.start, line.end, why))
    header.roles.update(dict.fromkeys(range(last + 1), "notice"))
    if sheet.is_owner(last):
        header.roles[last] = "credit"
    for n in range(low + 1, last):
        if sheet.short(n).strip().casefold() in names():
            header.facts.extend(fact(sheet, "language", sheet.lines[n].start, sheet.lines[n].end, why))
    _title(sheet, header, count, why)


def _title(sheet: Sheet, header: Header, count: int, why: str) -> None:
    """Title and author above the count: by their markup, else the author if the line reads like one, and the line above."""
    above = list(range(max(0, count - ABOVE), count))
    heads = [n for n in above if "eadline" in sheet.looks.get(n, "")]
    author = next((n for n in above if "author" in sheet.looks.get(n, "")), None)
    if not heads and above:
        if author is None and len(above) > 1 and _is_by(sheet, above[-1]):
            author = above[-1]
        rest = [n for n in above if n != author]
        heads = rest[-1:]
    stretch(sheet, header, "title", heads, "headline", why)
    stretch(sheet, header, "byline", [] if author is None else [author], "byline", why)
