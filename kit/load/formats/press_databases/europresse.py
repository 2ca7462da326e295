"""Europresse (Cision, BnF and libraries): exports as HTML, PDF or text.

Each article has its outlet, a line with section, day, length and page, its title, perhaps its author, the text, the
owner's notice and the document's number ("news·20250304·LM·0123456").
"""

from __future__ import annotations

import re
from itertools import pairwise

from kit.data.rulebook import rule
from kit.load.facts import dated
from kit.load.formats.press_databases.sheet import Header, Sheet, counted, fact, may_be_author, stretch

NAME = "europresse"
_END = re.compile(r"[a-z]{2,6}\s?·\s?\d{8}\s?·\s?[A-Z0-9_]{1,12}\s?·\s?[\w-]+(?:\s?·.*)?")
# "Le Monde, no. 24938", "La Croix, n° 43018", "Le Monde (site web)".
_ISSUE = re.compile(r"\s*,\s*(?:no\.?|n°|nº|vol\.?|nr\.?)\s*[\w .-]+$", re.IGNORECASE)
_LOOKS = ("DocPublicationName", "DocHeader", "titreArticle", "docAuthors", "DocText", "docOcurrContainer")
HEADER = 12


def claims(sheet: Sheet) -> bool:
    """Whether a text is of this database: the number of a document, or the names that its markup gives to lines."""
    if any(look in name for name in sheet.looks.values() for look in _LOOKS[:3]):
        return True
    return bool(sheet.matching(_END))


def split(sheet: Sheet) -> list[tuple[int, int]]:
    """The lines of each article, first and last but one."""
    names = [n for n in range(len(sheet.lines)) if "DocPublicationName" in sheet.looks.get(n, "")]
    starts = names or sorted(sheet.starts)
    if starts:
        return list(pairwise([*starts, len(sheet.lines)]))
    ends = [n + 1 for n in sheet.matching(_END)]
    parts = list(pairwise([0, *ends]))
    found = []
    for low, high in parts:
        first = next((n for n in range(low, high) if sheet.day(n, within=70)), low + 1)
        found.append((max(low, first - 1), high))
    return found


def stated(sheet: Sheet) -> int | None:
    """How many articles the cover says that there are."""
    return counted(sheet, range(split(sheet)[0][0]))


def read(sheet: Sheet) -> Header:
    """The header of one article."""
    header = Header({}, {}, [])
    why = rule("fact.press.plain", argument=NAME)
    at = next((n for n in range(min(HEADER, len(sheet.lines))) if sheet.day(n, within=70)), None)
    if at is None or at == 0:
        return header
    day, outlet = sheet.day(at, within=70), sheet.lines[at - 1]
    issue = _ISSUE.search(sheet.text, outlet.start, outlet.end)
    header.facts.extend(fact(sheet, "outlet", outlet.start, issue.start() if issue else outlet.end, why))
    if day:
        header.facts.append(dated(day, sheet.text, why))
    header.roles.update(dict.fromkeys(range(at + 1), "notice"))
    header.roles[at] = "dateline"
    body = _title(sheet, header, at + 1, why)
    end = next((n for n in range(body, len(sheet.lines)) if _below(sheet, n)), len(sheet.lines))
    header.roles.update(dict.fromkeys(range(end, len(sheet.lines)), "notice"))
    return header


def _title(sheet: Sheet, header: Header, low: int, why: str) -> int:
    """Title and author; gives the first line of the text."""
    heads = [n for n in range(low, min(low + HEADER, len(sheet.lines))) if "titreArticle" in sheet.looks.get(n, "")]
    if not heads:
        heads = [low] if low < len(sheet.lines) else []
    if not heads:
        return low
    stretch(sheet, header, "title", heads, "headline", why)
    n = heads[-1] + 1
    look = sheet.looks.get(n, "")
    if n < len(sheet.lines) and ("uthor" in look or "bottomNews" in look or may_be_author(sheet.short(n))):
        stretch(sheet, header, "byline", [n], "byline", why)
        n += 1
    return n


def _below(sheet: Sheet, n: int) -> bool:
    """Whether a line is the owner's notice, the document's number or a card of the source."""
    aside = any(
        label.line == n and label.means.get(NAME) and label.means[NAME].field == "aside" for label in sheet.labels
    )
    return aside or sheet.is_owner(n) or bool(_END.fullmatch(sheet.short(n).strip()))
