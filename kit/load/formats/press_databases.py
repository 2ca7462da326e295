"""Exports: files of a press database that hold several articles one behind the other.

LexisNexis writes "3 of 12 DOCUMENTS" above each, or "End of Document" below it; Factiva the document's number
("Document ECHO000020240517ek5h00001") below it; ProQuest "Document 3 of 12" above it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.load.formats.extract import Extract

_FIRST = r"(?:(?P<a>\d+) of \d+ DOCUMENTS|Document (?P<b>\d+) of \d+)"
_LAST = r"(?:End of Document|Document [A-Z]{2,12}0[0-9a-z]{12,24})"
_ABOVE = re.compile(rf"^[ \t]*{_FIRST}[ \t]*\r?$", re.MULTILINE)
_BELOW = re.compile(rf"^[ \t]*{_LAST}[ \t]*\r?$", re.MULTILINE)
# Lines that only say where an article begins and ends, and links that led on.
_MARK = re.compile(rf"{_FIRST}|{_LAST}|_{{20,}}|ProQuest document link|Links: .{{0,60}}")


def is_mark(text: str, start: int, end: int) -> bool:
    """Whether a line only tells where an article of an export begins or ends."""
    return bool(_MARK.fullmatch(text, start, end))


def split_export(made: Extract) -> list[Extract]:
    """The articles of an export, each a stretch of its text; a file of one article is what it was.

    Every character stays in one of them: what stands above the first belongs to it, below the last likewise.
    """
    text = made.text
    heads = list(_ABOVE.finditer(text))
    numbers = [int(match["a"] or match["b"]) for match in heads]
    if len(heads) > 1 and numbers == sorted(set(numbers)):
        cuts = [match.start() for match in heads[1:]]
    else:
        cuts = [match.end() for match in _BELOW.finditer(text)]
    cuts = [cut for cut in cuts if text[cut:].strip()]
    edges = [0, *cuts, len(text)]
    if len(edges) == len([0, len(text)]):
        return [made]
    return [replace(made, text=text[low:high].strip("\r\n"), facts=[]) for low, high in pairwise(edges)]
