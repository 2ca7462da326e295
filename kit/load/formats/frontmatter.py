"""Front matter: the block between `---` lines that Jekyll, Hugo, Pandoc and Obsidian put above a Markdown text."""

from __future__ import annotations

import re

from kit.data import field_names
from kit.load.facts import Fact
from kit.load.page_parts.dates import find_dates, with_clock

# More lines or longer ones are no front matter.
_BLOCK = re.compile(r"\s{0,20}---[ \t]*\r?\n(?P<body>(?:[^\n]{0,2000}\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]{2,30})[ \t]*:[ \t]*(?P<value>[^\r\n]+)")
_KEYS = {name: field for field, names in field_names("front matter").items() for name in names}


def read_front_matter(text: str) -> tuple[list[Fact], int]:
    r"""The facts of the block that opens a text, and where the block ends (0 if there is none).

    >>> facts, end = read_front_matter("---\ntitle: Bridge opens\ndate: 2025-02-13\n---\nIt is open.")
    >>> [(fact.field, fact.value) for fact in facts], end
    ([('title', 'Bridge opens'), ('published', '2025-02-13')], 45)

    It reads plain `key: value` lines only; lists and nested values are passed over.
    """
    block = _BLOCK.match(text)
    if not block:
        return [], 0
    facts = []
    for match in _FIELD.finditer(text, block.start("body"), block.end("body")):
        field = _KEYS.get(match["key"].lower())
        value = match["value"].strip().strip("\"'")
        if field and value:
            start = text.index(value, match.start("value"))
            facts += _fact(text, field, start, start + len(value))
    return facts, block.end()


def _fact(text: str, field: str, start: int, end: int) -> list[Fact]:
    """One fact; a date as it is printed."""
    rule = "fact.front-matter"
    if field != "published":
        return [Fact(field, text[start:end], "front matter", start, end, rule)]
    dates = [with_clock(date, text, start, end) for date in find_dates(text, start, end)[:1]]
    return [Fact(field, d.moment or text[d.start : d.end], "front matter", d.start, d.end, rule, d) for d in dates]
