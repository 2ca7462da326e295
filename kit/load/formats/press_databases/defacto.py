"""DeFacto (APA): exports as HTML, rich text or text: above each article a line with outlet, day and page.

“"Der Standard" vom 02.04.2013  Seite: 1  Ressort: Inland”, or of the agency itself “APA0123 5 II 0345  Di, 04.Mär 2025”;
then perhaps a line above the title, the title, perhaps one below it, perhaps "Von …", the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from kit.data.rulebook import rule
from kit.load.facts import dated
from kit.load.formats.press_databases.sheet import Header, Sheet, counted, fact, may_be_author
from kit.load.page_parts.dates import Printed, find_dates, with_clock

NAME = "defacto"
_HEAD = re.compile(
    r"[\"„“](?P<outlet>[^\"“”„\n]{2,70})[\"“”](?P<more>[^\n]{0,60}?)\s(?:vom|gefunden am)\s+(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4})(?P<rest>[^\n]*)"
)
_WIRE = re.compile(
    r"(?P<outlet>APA)\s?\d{3,5}\b[^\n]{0,60}?(?P<day>\d{1,2}\.\s?[^\W\d_]{3,9}\.?\s?\d{4}|\d{1,2}\.\d{1,2}\.\d{4})(?P<rest>[^\n]*)"
)
_SECTION = re.compile(r"(?:Ressort|Seiten?|Ausgabe|Auflage|Bundesland)\s?:\s?\S.*")
_BY = re.compile(r"(?:von|interview:?|aus)\s+(?P<who>[^\W\d_].+)", re.IGNORECASE)
_ENDS = re.compile(
    r"(?:gespeicherter anhang|gespeicherte anhänge|der gegenständliche text ist eine abschrift|©\s?(?:apa|defacto))",
    re.IGNORECASE,
)
# A title has this many words at most; a subtitle below it no full stop.
TITLE = 30


def claims(sheet: Sheet) -> bool:
    """Whether a text is of this database: a line that only it prints above an article, near the top or several times."""
    found = _heads(sheet)
    return bool(found) and (found[0] < TITLE or len(found) > 1)


def _heads(sheet: Sheet) -> list[int]:
    return [n for n in range(len(sheet.lines)) if _match(sheet, n)]


def _match(sheet: Sheet, n: int) -> re.Match[str] | None:
    line = sheet.lines[n]
    if line.end - line.start > 240 or sheet.text[line.start] not in '"„“A':
        return None
    return _HEAD.fullmatch(sheet.text, line.start, line.end) or _WIRE.fullmatch(sheet.text, line.start, line.end)


def split(sheet: Sheet) -> list[tuple[int, int]]:
    """The lines of each article, first and last but one; the cover stands outside."""
    return list(pairwise([*_heads(sheet), len(sheet.lines)]))


def stated(sheet: Sheet) -> int | None:
    """How many articles the cover says that there are."""
    return counted(sheet, range(_heads(sheet)[0]))


def read(sheet: Sheet) -> Header:
    """The header of one article."""
    header = Header({}, {}, [])
    why = rule("fact.press.plain", argument=NAME)
    at = next(iter(_heads(sheet)), None)
    match = None if at is None else _match(sheet, at)
    if at is None or match is None:
        return header
    header.facts.extend(fact(sheet, "outlet", *match.span("outlet"), why))
    if day := _day(sheet, match):
        header.facts.append(replace(dated(day, sheet.text, why), value=day.moment))
    header.roles.update(dict.fromkeys(range(at + 1), "notice"))
    n = at + 1
    while n < len(sheet.lines) and _SECTION.fullmatch(sheet.short(n)):
        header.roles[n] = "notice"
        n += 1
    _title(sheet, header, n, why)
    end = next((m for m in range(n, len(sheet.lines)) if _ENDS.match(sheet.short(m))), len(sheet.lines))
    header.roles.update(dict.fromkeys(range(end, len(sheet.lines)), "notice"))
    return header


def _day(sheet: Sheet, match: re.Match[str]) -> Printed | None:
    """The day, which Austria writes day first."""
    found = find_dates(sheet.text, *match.span("day"))
    if not found:
        return None
    day = found[0]
    if day.day is None:
        numbers = [int(part) for part in re.findall(r"\d+", match["day"])]
        known = (
            date(numbers[2], numbers[1], numbers[0]) if 1 <= numbers[1] <= 12 and 1 <= numbers[0] <= 28 else day.likely
        )
        if known is None:
            return None
        day = replace(day, day=known, value=known.isoformat(), readings=(known,))
    return with_clock(day, sheet.text, match.start("day"), match.end())


def _title(sheet: Sheet, header: Header, low: int, why: str) -> None:
    """The title: the line that the markup makes a heading, else the first one; then perhaps the author."""
    near = range(low, min(low + 4, len(sheet.lines)))
    title = next((n for n in near if sheet.looks.get(n, "").split(" ", 1)[0] in {"h1", "h2", "h3", "h4", "b"}), None)
    if title is None:
        title = next((n for n in near if len(sheet.short(n).split()) in range(1, TITLE)), None)
    if title is None:
        return
    header.roles[title] = "headline"
    header.facts.extend(fact(sheet, "title", sheet.lines[title].start, sheet.lines[title].end, why))
    for n in range(low, min(title + 4, len(sheet.lines))):
        line = sheet.lines[n]
        by = _BY.fullmatch(sheet.text, line.start, line.end) if line.end - line.start < 90 else None
        if n != title and ((by and not sheet.ends(n)) or (n > title and may_be_author(sheet.short(n)))):
            header.roles[n] = "byline"
            header.facts.extend(fact(sheet, "byline", by.start("who") if by else line.start, line.end, why))
            return
