"""Fields: the labelled lines that press databases and archives print above and below a text.

LexisNexis ("BYLINE: …", "LENGTH: 412 words", "LOAD-DATE: …"), Factiva ("HD", "SN", "PD" before each line) and plain
headers ("Title: …", "Source: …", "Date: …") are known. One label is an accident; so many together are a header.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.load.dates import find_dates, with_clock
from kit.load.facts import Fact, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.load.lines import Line

# A header stands in the first lines, has so many fields of different names, and its values are short.
HEADER, FEWEST, LONGEST = 30, 3, 300
# Of Lexis's own labels two are enough: nobody else prints them.
_LEXIS = frozenset({"length", "load-date", "publication-type", "document-type", "journal code", "section"})
_NAMED = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "byline": "byline",
    "source": "outlet", "publication": "outlet", "newspaper": "outlet", "outlet": "outlet", "publisher": "outlet",
    "date": "published", "published": "published", "publication date": "published", "pubdate": "published",
    "url": "url", "link": "url", "language": "language", "dateline": "place", "agency": "agency",
    "section": "", "length": "", "load-date": "", "publication-type": "", "document-type": "", "journal code": "",
    "page": "", "word count": "", "words": "", "keywords": "", "subject": "", "highlight": "", "graphic": "", "body": "",
    "country": "", "edition": "",
}  # fmt: skip
_CODED = {
    "HD": "title", "BY": "byline", "PD": "published", "SN": "outlet", "LA": "", "LP": "body", "TD": "body", "CR": "",
    "WC": "", "ET": "", "SC": "", "ED": "", "PG": "", "CY": "", "CO": "", "IN": "", "NS": "", "RE": "", "PUB": "", "AN": "",
    "IPD": "", "IPC": "", "CT": "", "RF": "", "SE": "", "VOL": "", "CLM": "",
}  # fmt: skip
_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{2,16}?)[ \t]?:[ \t]*(?P<value>[^\n]*)")
_CODE = re.compile(r"(?P<label>[A-Z]{2,3})(?:[ \t]+(?P<value>\S[^\n]*))?$")
_ROLES = {"title": "headline", "byline": "byline", "published": "dateline", "body": "body"}


class Field(NamedTuple):
    """One labelled line: its number, what it states, and where its value stands."""

    line: int
    label: str
    field: str
    start: int
    end: int


class Header(NamedTuple):
    """What is known by its label: the role of each such line, labels cut off their values, and facts."""

    roles: dict[int, str]
    pieces: dict[int, Piece]
    facts: list[Fact]


def read_header(text: str, lines: Sequence[Line]) -> Header:
    r"""The labelled lines of a text, if there are enough of them to be a header.

    >>> from kit.load.lines import split_lines
    >>> text = "Title: Bridge opens\nSource: The Echo\nDate: 4 May 2024\n\nIt is open."
    >>> [(fact.field, fact.value) for fact in read_header(text, split_lines(text)).facts]
    [('title', 'Bridge opens'), ('outlet', 'The Echo'), ('published', '2024-05-04')]
    """
    header = Header({}, {}, [])
    fields = _coded(text, lines) or _labelled(text, lines)
    for one in fields:
        line = lines[one.line]
        header.roles[one.line] = _ROLES.get(one.field, "notice")
        if one.start > line.start and one.field in {"title", "body"} and one.start < one.end:
            header.pieces[one.line] = Piece(line.start, one.start, "notice")
        elif one.start >= one.end:
            header.roles[one.line] = "notice"
        header.facts.extend(_facts(text, one))
    _name_above(text, lines, fields, header)
    return header


def _labelled(text: str, lines: Sequence[Line]) -> list[Field]:
    found = []
    for n, line in enumerate(lines):
        edge = n < HEADER or n >= len(lines) - HEADER
        match = _LABEL.fullmatch(text, line.start, line.end) if edge and line.end - line.start <= LONGEST else None
        label = match["label"].casefold() if match else ""
        if match and label in _NAMED and (n < HEADER or label in _LEXIS):
            found.append(Field(n, label, _NAMED[label], match.start("value"), match.end("value")))
    labels = {one.label for one in found}
    return found if len(labels) >= FEWEST or len(labels & _LEXIS) > 1 else []


def _coded(text: str, lines: Sequence[Line]) -> list[Field]:
    found = []
    for n, line in enumerate(lines):
        match = _CODE.match(text, line.start, line.end) if line.end - line.start <= LONGEST else None
        if match and match["label"] in _CODED:
            start = match.start("value") if match["value"] else line.end
            found.append(Field(n, match["label"], _CODED[match["label"]], start, line.end))
    return found if {"HD", "SN", "PD"} <= {one.label for one in found} else []


def _facts(text: str, one: Field) -> list[Fact]:
    if not one.field or one.field == "body" or one.start >= one.end:
        return []
    rule = f"a line labelled {one.label}"
    if one.field != "published":
        return [Fact(one.field, text[one.start : one.end], "front matter", one.start, one.end, rule)]
    dates = [with_clock(day, text, one.start, one.end) for day in find_dates(text, one.start, one.end)[:1]]
    return [
        Fact("published", d.moment or text[d.start : d.end], "front matter", d.start, d.end, rule, d) for d in dates
    ]


def _name_above(text: str, lines: Sequence[Line], fields: list[Field], header: Header) -> None:
    """Lexis prints outlet, day and title above its labels, or title, outlet and day."""
    if len({one.label for one in fields} & _LEXIS) < 2:
        return
    above = [
        n
        for n in range(fields[0].line)
        if not re.match(r"copyright|©", text[lines[n].start : lines[n].end], re.IGNORECASE)
    ]
    dated = next((k for k, n in enumerate(above) if find_dates(text, lines[n].start, lines[n].end)), None)
    if dated == 1 and len(above) > 2:
        places = {"outlet": above[0], "title": above[2]}
    elif dated == 2:
        places = {"title": above[0], "outlet": above[1]}
    else:
        return
    for name, n in places.items():
        start, end = lines[n].start, lines[n].end
        header.roles[n] = _ROLES.get(name, "notice")
        rule = f"the {name} above the labels of a press database"
        header.facts.append(Fact(name, text[start:end], "front matter", start, end, rule))
