"""Labelled headers: plain headers above a text ("Title: …", "Source: …", "Date: …"), as archives and lists print them.

One label is an accident; three different ones together are a header. What press databases print is read in
`press_databases`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data import field_names
from kit.data.rulebook import rule
from kit.load.facts import Fact, Piece, first_day
from kit.load.formats.press_databases.sheet import ROLES, Header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.load.page_parts.lines import Line

# A header stands in the first lines, has this many fields of different names, and its values are short.
HEADER, FEWEST, LONGEST = 30, 3, 300
_NAMED = {name: field for field, names in field_names("label").items() for name in names}
_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{2,16}?)\s?:[^\S\n]*(?P<value>[^\n]*)")
# Fields whose value may be a whole paragraph.
_LONG = frozenset({"full text", "abstract"})


def read_header(text: str, lines: Sequence[Line]) -> Header:
    r"""The labelled lines of a text, if there are enough of them to be a header.

    >>> from kit.load.page_parts.lines import split_lines
    >>> text = "Title: Bridge opens\nSource: The Echo\nDate: 4 May 2024\n\nIt is open."
    >>> [(fact.field, fact.value) for fact in read_header(text, split_lines(text)).facts]
    [('title', 'Bridge opens'), ('outlet', 'The Echo'), ('published', '2024-05-04')]
    """
    header = Header({}, {}, [])
    fields = list(_labelled(text, lines))
    if len({label for _, label, _, _ in fields}) < FEWEST:
        return header
    for n, label, start, end in fields:
        field = _NAMED[label]
        header.roles[n] = ROLES.get(field, "notice") if start < end else "notice"
        if start > lines[n].start and field in {"title", "body"} and start < end:
            header.pieces[n] = Piece(lines[n].start, start, "notice")
        header.facts.extend(_facts(text, field, label, start, end))
    titles = {fact.value for fact in header.facts if fact.field == "title"}
    for n, line in enumerate(lines[:HEADER]):
        if n not in header.roles and text[line.start : line.end] in titles:
            header.roles[n] = "headline"
    return header


def _labelled(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, str, int, int]]:
    """The labelled lines: number, label, where the value stands."""
    for n, line in enumerate(lines[:HEADER]):
        match = _LABEL.fullmatch(text, line.start, line.end)
        label = match["label"].casefold() if match else ""
        if match and label in _NAMED and (line.end - line.start <= LONGEST or label in _LONG):
            yield n, label, match.start("value"), match.end("value")


def _facts(text: str, field: str, label: str, start: int, end: int) -> list[Fact]:
    if not field or field == "body" or start >= end:
        return []
    why = rule("fact.label", argument=label)
    if field == "published":
        return first_day(text, start, end, why)
    return [Fact(field, text[start:end], "front matter", start, end, why)]
