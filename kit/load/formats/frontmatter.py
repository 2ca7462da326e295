"""Front matter: the block between `---` lines that Jekyll, Hugo, Pandoc and Obsidian put above a Markdown text."""

from __future__ import annotations

import re

from kit.data import field_names
from kit.load.facts import Fact, first_day

# More lines or longer ones are no front matter.
_BLOCK = re.compile(r"\s{0,20}---[ \t]*\r?\n(?P<body>(?:[^\n]{0,2000}\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]{2,30})[ \t]*:[ \t]*(?P<value>[^\r\n]+)")
_RULE = "fact.front-matter"
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
            end = start + len(value)
            if field == "published":
                facts += first_day(text, start, end, _RULE)
            else:
                facts.append(Fact(field, value, "front matter", start, end, _RULE))
    return facts, block.end()
