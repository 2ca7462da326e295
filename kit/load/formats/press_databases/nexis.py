"""Nexis (LexisNexis): exports as text, HTML, Word, rich text or PDF, of its old and its present layout.

The old layout counts above each article ("3 of 12 DOCUMENTS", "Dokument 3 von 12") and prints outlet, day, title and
labels ("LENGTH: …"); the present one prints title, outlet, day and labels, "Body" above the text and "End of Document"
below it, all behind a cover sheet with the list of titles.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.data.rulebook import rule
from kit.load.facts import dated
from kit.load.formats.press_databases.sheet import ROLES, Header, Sheet, continued, counted, of_downloads, put, stretch

if TYPE_CHECKING:
    from kit.load.formats.press_databases.sheet import Label

NAME = "nexis"
_OF = r"(?:of|von|de|sur|van|di)"
_HEAD = re.compile(
    rf"(?:FOCUS\s*[-–]\s*)?(?P<a>\d{{1,6}})\s+{_OF}\s+(?P<b>\d{{1,6}})\s+(?:documents?|dokumente?n?|documentos?|documenti|documenten)"
    rf"|(?:document|dokument|documento)\s+(?P<c>\d{{1,6}})\s+{_OF}\s+(?P<d>\d{{1,6}})",
    re.IGNORECASE,
)
_END = re.compile(
    r"end of document|ende des dokuments|dokumentende|fin d[ue] document|fin del documento|fine del documento|einde van (?:het )?document",
    re.IGNORECASE,
)
# An entry in the list of titles on a cover sheet.
_LISTED = re.compile(r"\d{1,4}\.\s+(?P<title>\S.*)")
# The name of a blog stands in brackets below the outlet.
_BLOG = re.compile(r"\([^()]{2,60}\)")
# A header has this many lines above its labels, and a title on this many; two labels of its own make a text one of its exports.
ABOVE, TITLE, OWN = 14, 4, 2


def claims(sheet: Sheet) -> bool:
    """Whether a text is of this database: its count or end marks with one of its labels, or two labels."""
    marks = heads(sheet) or sheet.matching(_END)
    return sheet.own(NAME) >= (1 if marks else OWN)


def heads(sheet: Sheet) -> dict[int, tuple[int, int]]:
    """The lines that count the articles: which one it is, of how many."""
    found = {}
    for n in range(len(sheet.lines)):
        match = _HEAD.fullmatch(sheet.short(n).strip()) if sheet.lines[n].end - sheet.lines[n].start < 60 else None
        if match:
            found[n] = (int(match["a"] or match["c"]), int(match["b"] or match["d"]))
    return found


def split(sheet: Sheet) -> list[tuple[int, int]]:
    """The lines of each article, first and last but one; cover sheets stand outside."""
    marks = sorted(heads(sheet))
    if marks:
        return list(pairwise([*marks, len(sheet.lines)]))
    last = sheet.matching(_END)
    edges = [0, *(n + 1 for n in last)]
    if edges[-1] < len(sheet.lines) and any(label.line >= edges[-1] for label in sheet.of(NAME)):
        edges.append(len(sheet.lines))
    if len(edges) < 2:
        edges.append(len(sheet.lines))
    return [(_below_cover(sheet, low, high), high) for low, high in pairwise(edges)]


def _below_cover(sheet: Sheet, low: int, high: int) -> int:
    """Where an article begins below a cover sheet: with the title that the cover lists, else above outlet and day."""
    cover = [n for n in sheet.cover if low <= n < high]
    first = next((label.line for label in sheet.of(NAME) if label.line >= low and _above_text(label)), high)
    cover = [n for n in cover if n < first]
    if not cover:
        return low
    titles = {match["title"].strip() for n in range(low, first) if (match := _LISTED.fullmatch(sheet.short(n)))}
    listed = [n for n in range(cover[-1], first) if sheet.line(n).strip() in titles]
    if listed:
        return listed[-1]
    day = next((n for n in range(first - 1, cover[-1], -1) if sheet.day(n)), None)
    return max(cover[-1] + 1, day - 2) if day is not None else cover[-1] + 1


def _above_text(label: Label) -> bool:
    return label.means[NAME].own and label.means[NAME].field in {"section", "length"}


def stated(sheet: Sheet) -> int | None:
    """How many articles the file says that it holds: by its counts, download by download, else by its cover sheet."""
    if found := list(heads(sheet).values()):
        return of_downloads(found)
    cover = list(sheet.cover)
    return counted(sheet, range(min(cover, default=0), max(cover, default=0) + 1))


def read(sheet: Sheet) -> Header:
    """The header and footer of one article."""
    header = Header({}, {}, [])
    marks = {*heads(sheet), *sheet.matching(_END)}
    header.roles.update(dict.fromkeys(marks, "notice"))
    fields = sheet.of(NAME)
    first = next((label.line for label in fields if label.means[NAME].field != "url"), len(sheet.lines))
    _name_above(sheet, header, min(first, ABOVE), old=bool(heads(sheet)))
    body, below = _text(sheet, fields, first)
    taken = {label.line for label in fields}
    for label in fields:
        meaning = label.means[NAME]
        above = label.line < body
        if above or label.line >= below:
            put(header, sheet, label, meaning.field if above or meaning.field == "language" else "below", NAME)
            for n in continued(sheet, label, taken) if above and meaning.field != "body" else ():
                if n < body:
                    header.roles[n] = header.roles[label.line]
    for n in range(body):
        if n not in header.roles and sheet.is_owner(n):
            header.roles[n] = "notice"
    for n in range(below, len(sheet.lines)):
        header.roles[n] = "notice"
        header.pieces.pop(n, None)
    return header


def _text(sheet: Sheet, fields: list[Label], first: int) -> tuple[int, int]:
    """The first line of the running text and the first below it."""
    bodies = [label.line for label in fields if label.means[NAME].field == "body" and label.start >= label.end]
    above = [label for label in fields if label.means[NAME].field not in {"below", "language"}]
    body = bodies[0] + 1 if bodies else first
    if not bodies:  # the labels that stand together, with what their values run on to
        last = first - 1
        for label in above:
            if label.line - last > 3 or any(_is_text(sheet, n) for n in range(last + 1, label.line)):
                break
            last = max([label.line, *continued(sheet, label, {one.line for one in fields})])
        body = last + 1
    footer = (label.line for label in fields if label.means[NAME].field in {"below", "language"})
    low = next((n for n in footer if n >= body), None)
    owner = next((n for n in range(body, len(sheet.lines)) if sheet.is_owner(n) and n >= len(sheet.lines) - 4), None)
    end = sheet.matching(_END)
    return body, min([n for n in (low, owner, end[0] if end else None) if n is not None], default=len(sheet.lines))


def _is_text(sheet: Sheet, n: int) -> bool:
    return sheet.ends(n) and len(sheet.line(n).split()) > 12


def _name_above(sheet: Sheet, header: Header, first: int, *, old: bool) -> None:
    """Outlet, day and title above the labels: in the old layout in this order, in the present one the title first."""
    above = [n for n in range(first) if n not in header.roles and not sheet.is_owner(n)]
    numbers = [k for k, n in enumerate(above) if sheet.day(n)]
    if not numbers:
        return
    at = numbers[0] if old else numbers[-1]
    day = sheet.day(above[at])
    if day is None or at == 0:
        return
    names = [n for n in above[:at] if not _BLOG.fullmatch(sheet.short(n))]
    under = [n for n in above[at + 1 :] if not sheet.is_edition(n)]
    apart = [n for n in under if any(sheet.lines[m].blank for m in range(above[at] + 1, n + 1))]
    if old:  # what stands on end with the day is an edition or a remark, and no title
        under = apart or under
    if not names:
        return
    places = {"outlet": names[-1:], "title": under[:TITLE] if old or len(names) == 1 else names[:-1][-TITLE:]}
    header.roles.update(dict.fromkeys(above, "notice"))
    header.roles[above[at]] = "dateline"
    header.facts.append(dated(day, sheet.text, rule("fact.press.above", argument=NAME)))
    for name, lines in places.items():
        stretch(sheet, header, name, lines, ROLES.get(name, "notice"), "fact.press.above", argument=NAME)
