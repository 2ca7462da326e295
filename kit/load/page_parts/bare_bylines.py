"""Bare bylines: a line without "By" between the headline and the text that says who wrote it, or which agency sent it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kit.data import read_list
from kit.load.facts import Fact
from kit.load.page_parts.dateline_byline import is_post
from kit.load.page_parts.looks_like_name import is_name

if TYPE_CHECKING:
    from kit.load.page_parts.marked_lines import Sheet

# Such a line stands among the first of a text, has at most so many characters, and a text of so many words below it.
LINES, LENGTH, TEXT = 4, 90, 12
# "Ann Example, Political Correspondent", "Ann Example | Exville", "Ann Example and Bob Sample".
_FORM = re.compile(r"(?P<who>[^,|]+?)(?:\s*(?:,|\||\s[-–—])\s*(?P<more>[^|]+))?")
_JOINED = re.compile(r"\s+(?:and|&)\s+")
_WORD = re.compile(r"[^\W\d_]+")
# "CWS", "PBH & Our Correspondent", "From wire and staff reports": nobody is named.
_SENDER = re.compile(
    r"[A-Z]{2,6}|(?:(?:from\s+)?[\w.]+\s+(?:and|&|with)\s+)?(?:[\w']+\s+){0,2}(?:correspondents?|reporters?|staff|(?:staff|agency|wire) reports?)",
    re.IGNORECASE,
)


@cache
def given_names() -> frozenset[str]:
    """Given names in small letters (`kit/data/given_names.csv`)."""
    return frozenset(name for row in read_list("given_names.csv").itertuples() for name in row.names.split())


def read_bare_byline(sheet: Sheet, n: int) -> list[Fact] | None:
    """Who wrote it, if line `n` is a bare byline (a list without a fact: it names nobody for sure); else None.

    Names are known by a given name, or by a post or a place behind them; other names in capitals count only if the text
    has none of their words. A subheading that reads like a name ("Victoria Falls") is taken for one.
    """
    start, end = sheet.lines[n].start, sheet.lines[n].end
    line = sheet.line(n, LENGTH + 1).strip()
    if len(line) > LENGTH or not _stands_below_headline(sheet, n) or not line[-1].isalnum():
        return None
    if _SENDER.fullmatch(line) and line[0].isupper():
        return []
    match = _FORM.fullmatch(line)
    people = _JOINED.split(match["who"]) if match else []
    if not match or not all(1 < len(who.split()) <= 4 and is_name(who, words=4) for who in people):
        return None
    more = match["more"] or ""
    post = is_post(more)
    if more and not post and not is_name(more.replace("/", " "), words=4):
        return None
    given = any(_WORD.findall(who.lower())[0] in given_names() for who in people)
    if not (post or given or (more and "|" in line)):
        others = {word.lower() for word in _WORD.findall(sheet.text[:start] + sheet.text[end:])}
        return None if others & {word.lower() for word in _WORD.findall(match["who"])} else []
    found = [("byline", match["who"])] + [("place", more)] * bool(more and not post and "/" not in more)
    text, rule = sheet.line(n), "fact.byline.below-headline"
    spans = [(field, value, start + text.index(value)) for field, value in found]
    return [Fact(field, value, "byline", low, low + len(value), rule) for field, value, low in spans]


def _stands_below_headline(sheet: Sheet, n: int) -> bool:
    """Whether a line stands alone below a headline, or below a label in capitals, and above the text."""
    if not sheet.first < n <= sheet.first + LINES or n + 1 >= len(sheet.lines):
        return False
    label = sheet.line(n - 1, LENGTH)
    alone = sheet.lines[n].blank or (label.isupper() and len(label.split()) <= 3)
    place = not sheet.lines[n + 1].blank and is_name(sheet.line(n + 1, LENGTH), words=3)
    below = range(n + 1 + place, min(n + 3 + place, len(sheet.lines)))
    return alone and any(len(sheet.line(m, 400).split()) >= TEXT for m in below) and sheet.lines[below[0]].blank
