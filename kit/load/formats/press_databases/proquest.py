"""ProQuest: exports as text, HTML or mail: rules of underscores or "Document 3 of 12" between articles, labels all over.

The text stands behind "Full text:" or below "FULL TEXT"; title, outlet and day stand among the labels below it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kit.data.rulebook import rule
from kit.load.facts import dated
from kit.load.formats.press_databases.sheet import Header, Label, Sheet, counted, fact, of_downloads, put
from kit.load.page_parts.dates import find_dates

NAME = "proquest"
_RULE = re.compile(r"[_=-]{20,}")
_HEAD = re.compile(
    r"(?:document|dokument|documento)\s+(?P<number>\d{1,6})\s+(?:of|von|de|sur|di)\s+(?P<many>\d{1,6})", re.IGNORECASE
)
# "The Sellick Echo; Sellick" in a title, "The Echo ; Sellick [Sellick]. 04 Mar 2025: A4." in the publication's line.
_OUTLET = re.compile(r"\s*[;\[]|\s\(")
OWN = 2


def claims(sheet: Sheet) -> bool:
    """Whether a text is of this database: two of its own labels."""
    return sheet.own(NAME) >= OWN


def _cuts(sheet: Sheet) -> list[int]:
    """The lines before which an article may begin: rules, counts; without any, the first line below a block of labels."""
    marks = [n for n in range(len(sheet.lines)) if _RULE.fullmatch(sheet.short(n)) or _HEAD.fullmatch(sheet.short(n))]
    bodies = [label.line for label in sheet.of(NAME) if label.means[NAME].field == "body"]
    if any(bodies[0] < n < bodies[-1] for n in marks) or len(bodies) < 2:
        return marks
    found, lines = [], {label.line for label in sheet.of(NAME)}
    for before, body in pairwise(bodies):
        last = [n for n in lines if before < n < body and _footer(sheet, n)]
        found += [max(last) + 1] if last else []
    return sorted({*marks, *found})


def _footer(sheet: Sheet, n: int) -> bool:
    return any(
        label.line == n and label.means[NAME].field in {"below", "outlet", "published", "language"}
        for label in sheet.of(NAME)
    )


def split(sheet: Sheet) -> list[tuple[int, int]]:
    """The lines of each article; contents, rules and addresses of the database stand outside."""
    found = []
    for low, high in pairwise(sorted({0, *_cuts(sheet), len(sheet.lines)})):
        own = {label.name for label in sheet.of(NAME) if low <= label.line < high and label.means[NAME].field != "note"}
        if len(own) >= OWN:
            found.append((low, high))
    return found or [(0, len(sheet.lines))]


def stated(sheet: Sheet) -> int | None:
    """How many articles the file says that it holds."""
    counts = [match for n in range(len(sheet.lines)) if (match := _HEAD.fullmatch(sheet.short(n)))]
    if not counts:
        return counted(sheet, range(min(len(sheet.lines), next((x.line for x in sheet.of(NAME)), 0))))
    numbers = [(int(match["number"]), int(match["many"])) for match in counts]
    return of_downloads(numbers)


def read(sheet: Sheet) -> Header:
    """The labels of one article above and below its text."""
    header = Header({}, {}, [])
    fields = sheet.of(NAME)
    body = next((label for label in fields if label.means[NAME].field == "body"), None)
    top = body.line if body else next((label.line for label in fields), 0)
    below = _below(sheet, fields, top)
    for n in range(len(sheet.lines)):
        if n < top or n >= below:
            header.roles[n] = "notice"
    known = {label.means[NAME].field for label in fields if label.line >= below and label.start < label.end}
    for label in fields:
        if top < label.line < below or (
            label.line < top and label.means[NAME].field not in {"note", "source", "byline"}
        ):
            continue
        _one(sheet, header, label, known=known)
        if label.line < top and label.means[NAME].field == "byline":
            header.roles[label.line] = "byline"
    if body:
        put(header, sheet, body, "body", NAME)
    _head(sheet, header, top)
    return header


def _below(sheet: Sheet, fields: list[Label], top: int) -> int:
    """The first line below the text: a label that only this database prints, or one with another right below it."""
    lines = sorted(label.line for label in fields if label.line > top and label.means[NAME].field != "body")
    known = {label.line: label.means[NAME] for label in fields}
    for n in lines:
        after = [m for m in lines if n < m <= n + 3]
        if known[n].own or len(after) >= 2:
            return n
    return len(sheet.lines)


def _one(sheet: Sheet, header: Header, label: Label, *, known: set[str]) -> None:
    field = label.means[NAME].field
    line, why = sheet.text[label.start : label.end], rule("fact.press.label", argument=f"{NAME}: {label.name}")
    header.roles[label.line] = "notice"
    if field in {"outlet", "source"} and label.start < label.end:
        cut = _OUTLET.search(line)
        end = label.start + cut.start() if cut else label.end
        if field == "outlet" or "outlet" not in known:
            header.facts.extend(fact(sheet, "outlet", label.start, end, why))
        days = find_dates(sheet.text, end, label.end) if field == "source" and "published" not in known else []
        header.facts.extend(dated(day, sheet.text, why) for day in days[:1])
    elif field in {"title", "byline", "published", "language", "place"}:
        header.facts.extend(fact(sheet, field, label.start, label.end, why))


def _head(sheet: Sheet, header: Header, top: int) -> None:
    """The title above the text: the first line that is no label, mark or address; it is a fact where no label states it."""
    titles = [one.value for one in header.facts if one.field == "title"]
    labelled = {label.line for label in sheet.of(NAME)}
    for n in range(top):
        line = sheet.lines[n]
        text = " ".join(sheet.short(n).split())
        if n in labelled or not text or _RULE.fullmatch(text) or _HEAD.fullmatch(text) or text.startswith("http"):
            continue
        header.roles[n] = "headline"
        if not titles:
            header.facts.extend(fact(sheet, "title", line.start, line.end, "fact.press.above", argument=NAME))
        return
