"""Fields: the labelled lines that press databases and archives print above and below a text.

LexisNexis ("BYLINE: …", "LENGTH: 412 words", "LOAD-DATE: …"), Factiva ("HD", "SN", "PD" before or above each line, or
no labels but "412 words" above the day), ProQuest ("Full text: …", "Publication title: …") and plain headers ("Title:
…", "Source: …", "Date: …") are known. One label is an accident; so many together are a header.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.load.facts import Fact, Piece
from kit.load.formats.press_databases import is_mark
from kit.load.page_parts.dates import find_dates, with_clock
from kit.load.page_parts.looks_like_name import is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.load.page_parts.lines import Line

# A header stands in the first lines, has so many fields of different names, and its values are short.
HEADER, FEWEST, LONGEST = 30, 3, 300
# Of the databases' own labels two are enough: nobody else prints them.
_LEXIS = frozenset({"length", "load-date", "publication-type", "document-type", "journal code", "section"})
_PROQUEST = frozenset(
    {"full text", "publication info", "publication title", "source type", "proquest document id", "document url"}
)
# Below the text: from the first of these on, nothing is running text.
_BELOW = _LEXIS | _PROQUEST | {"subject", "classification", "language", "location", "title", "database"}
_NAMED = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "byline": "byline",
    "source": "outlet", "publication": "outlet", "newspaper": "outlet", "outlet": "outlet", "publisher": "outlet",
    "date": "published", "published": "published", "publication date": "published", "pubdate": "published",
    "url": "url", "link": "url", "language": "language", "dateline": "place", "agency": "agency",
    "section": "", "length": "", "load-date": "", "publication-type": "", "document-type": "", "journal code": "",
    "page": "", "word count": "", "words": "", "keywords": "", "subject": "", "highlight": "", "graphic": "", "body": "",
    "country": "", "edition": "", "classification": "", "location": "", "full text": "body", "publication info": "", "abstract": "",
    "publication title": "outlet", "source type": "", "proquest document id": "", "document url": "", "database": "", "links": "",
}  # fmt: skip
_CODED = {
    "HD": "title", "BY": "byline", "PD": "published", "SN": "outlet", "LA": "", "LP": "body", "TD": "body", "CR": "",
    "WC": "", "ET": "", "SC": "", "ED": "", "PG": "", "CY": "", "CO": "", "IN": "", "NS": "", "RE": "", "PUB": "", "AN": "",
    "IPD": "", "IPC": "", "CT": "", "RF": "", "SE": "", "VOL": "", "CLM": "",
}  # fmt: skip
_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{2,16}?)[ \t]?:[ \t]*(?P<value>[^\n]*)")
# Factiva's plain form: "412 words" above the day, then perhaps the hour, the outlet, its code, the language.
_COUNT = re.compile(r"[\d,.]+ words")
_HOUR = re.compile(r"\d{1,2}:\d\d(?:\s?[AP]M)?")
_END = re.compile(r"(?:copyright|©|\(c\))", re.IGNORECASE)
_CODE = re.compile(r"(?P<label>[A-Z]{2,3})(?:[ \t]+(?P<value>\S[^\n]*))?$")
# An edition between day and title: "First Edition", "Late City Final Edition".
_EDITION = re.compile(r"(?:\w+ ){0,4}Edition\s*\d?", re.IGNORECASE)
# Fields whose value may be a whole paragraph.
_LONG = frozenset({"full text", "abstract"})
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

    >>> from kit.load.page_parts.lines import split_lines
    >>> text = "Title: Bridge opens\nSource: The Echo\nDate: 4 May 2024\n\nIt is open."
    >>> [(fact.field, fact.value) for fact in read_header(text, split_lines(text)).facts]
    [('title', 'Bridge opens'), ('outlet', 'The Echo'), ('published', '2024-05-04')]
    """
    header = Header({}, {}, [])
    marks = [n for n, line in enumerate(lines) if is_mark(text, line.start, line.end)]
    header.roles.update(dict.fromkeys(marks, "notice"))
    fields = _coded(text, lines) or _labelled(text, lines)
    for one in fields:
        line = lines[one.line]
        header.roles[one.line] = _ROLES.get(one.field, "notice")
        if one.start > line.start and one.field in {"title", "body"} and one.start < one.end:
            header.pieces[one.line] = Piece(line.start, one.start, "notice")
        elif one.start >= one.end:
            header.roles[one.line] = "notice"
        header.facts.extend(_facts(text, one))
    if fields:
        _name_above(text, lines, fields, header)
        _close(text, lines, fields, header)
    else:
        _counted(text, lines, header)
    titles = {fact.value for fact in header.facts if fact.field == "title"}
    for n, line in enumerate(lines[:HEADER]):
        if n not in header.roles and text[line.start : line.end] in titles:
            header.roles[n] = "headline"
    return header


def _labelled(text: str, lines: Sequence[Line]) -> list[Field]:
    found = []
    for n, line in enumerate(lines):
        edge = n < HEADER or n >= len(lines) - HEADER
        match = _LABEL.fullmatch(text, line.start, line.end) if edge else None
        label = match["label"].casefold() if match else ""
        short = line.end - line.start <= LONGEST or label in _LONG
        if match and short and label in _NAMED and (n < HEADER or label in _BELOW):
            found.append(Field(n, label, _NAMED[label], match.start("value"), match.end("value")))
    labels = {one.label for one in found}
    own = len(labels & _LEXIS) > 1 or len(labels & _PROQUEST) > 1
    if not own:  # a line "Subject: …" far below the header is nobody's label
        found = [one for one in found if one.line < HEADER]
    if "publication title" in labels:  # then the publisher is a company
        found = [one for one in found if one.label != "publisher"]
    return found if own or len({one.label for one in found}) >= FEWEST else []


def _coded(text: str, lines: Sequence[Line]) -> list[Field]:
    """Fields by two letters; what belongs to one stands behind them or on the lines below."""
    found, open_code = [], ""
    for n, line in enumerate(lines):
        match = _CODE.match(text, line.start, line.end) if line.end - line.start <= LONGEST else None
        if match and match["label"] in _CODED:
            label, start = match["label"], match.start("value") if match["value"] else line.end
            found.append(Field(n, label, _CODED[label], start, line.end))
            open_code = "" if match["value"] else label
        elif open_code:
            found.append(Field(n, open_code, _CODED[open_code], line.start, line.end))
    return found if {"HD", "SN", "PD"} <= {one.label for one in found} else []


def _close(text: str, lines: Sequence[Line], fields: list[Field], header: Header) -> None:
    """Below the text a database's labels end the article: with them all lines to the end are notices."""
    labels = {one.label for one in fields}
    if not (labels & _LEXIS or labels & _PROQUEST):
        return
    free = [n for n in range(fields[0].line, len(lines)) if header.roles.get(n, "body") == "body"]
    body = max(free, key=lambda n: lines[n].end - lines[n].start, default=len(lines))  # its longest paragraph
    last = next(
        (one.line for one in fields if one.line > body and one.label in _BELOW and one.field != "body"), len(lines)
    )
    for n in range(last, len(lines)):
        header.roles[n] = "notice"
        header.pieces.pop(n, None)
    for n in range(body):  # "Body" alone above the text
        if text[lines[n].start : lines[n].end].casefold() in {"body", "full text"}:
            header.roles[n] = "notice"


def _counted(text: str, lines: Sequence[Line], header: Header) -> None:
    """Factiva's plain form, which has no labels: title, perhaps a byline, "412 words", day, outlet, code, language."""
    count = next((n for n, line in enumerate(lines[:HEADER]) if _COUNT.fullmatch(text, line.start, line.end)), None)
    if not count or count + 2 >= len(lines):
        return
    day = lines[count + 1]
    dates = find_dates(text, day.start, day.end)
    end = next((n for n in range(count + 2, min(count + 10, len(lines))) if _END.match(text, lines[n].start)), None)
    if end is None or len(dates) != 1 or dates[0].start != day.start or dates[0].end != day.end:
        return
    hour = bool(_HOUR.fullmatch(text, lines[count + 2].start, lines[count + 2].end))
    outlet = lines[count + 2 + hour]
    rule = "above the text, as a press database prints it"
    dated = with_clock(dates[0], text, day.start, lines[count + 1 + hour].end)
    header.facts.append(Fact("published", dated.moment, "front matter", day.start, day.end, rule, dated))
    header.facts.append(Fact("outlet", text[outlet.start : outlet.end], "front matter", outlet.start, outlet.end, rule))
    header.roles.update(dict.fromkeys(range(count, end), "notice"))
    above = lines[count - 1]
    if count > 1 and is_name(text[above.start : above.end]) and not text[above.start :].lower().startswith("by "):
        header.roles[count - 1] = "byline"
        header.facts.append(Fact("byline", text[above.start : above.end], "front matter", above.start, above.end, rule))


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
    """Lexis prints outlet, day, perhaps the edition, and title above its labels, or title, outlet and day."""
    if len({one.label for one in fields} & _LEXIS) < 2:
        return
    above = [
        n
        for n in range(fields[0].line)
        if n not in header.roles
        and not _END.match(text, lines[n].start)
        and not _EDITION.fullmatch(text, lines[n].start, lines[n].end)
    ]
    dated = next((k for k, n in enumerate(above) if find_dates(text, lines[n].start, lines[n].end)), None)
    if dated == 1 and len(above) > 2:
        places = {"outlet": above[:1], "title": above[2:]}
    elif dated is not None and dated > 1:
        places = {"title": above[: dated - 1], "outlet": above[dated - 1 : dated]}
    else:
        return
    for name, numbers in places.items():
        start, end = lines[numbers[0]].start, lines[numbers[-1]].end
        header.roles.update(dict.fromkeys(numbers, _ROLES.get(name, "notice")))
        rule = f"the {name} above the labels of a press database"
        header.facts.append(Fact(name, " ".join(text[start:end].split()), "front matter", start, end, rule))
    for n in range(fields[0].line):  # what was left out: the edition
        if _EDITION.fullmatch(text, lines[n].start, lines[n].end):
            header.roles[n] = "notice"
