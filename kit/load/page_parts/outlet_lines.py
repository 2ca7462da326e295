"""Outlet lines: the outlet that a line around the text prints, where its file's name or a day beside it bears it out.

A line may name a paper for many reasons (it is reprinted, quoted, thanked), so one line alone is no proof.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.data.calendar import MONTH_FORMS, MONTHS, WEEKDAY_STEMS
from kit.load.facts import Fact
from kit.load.page_parts.agencies import agencies, agency_in
from kit.load.page_parts.bare_bylines import given_names
from kit.load.page_parts.dates import find_dates
from kit.load.page_parts.looks_like_name import SMALL, is_name
from kit.load.page_parts.marked_lines import HEADER_LINES, STOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.load.page_parts.marked_lines import Sheet

# More words or characters than this are a sentence; the second line of so many words with a full stop is running text.
WORDS, LENGTH, TEXT = 16, 160, 12
# A name has at most this many words, or so many great ones if none says that it is a paper's; a shorter key than this is no name.
NAME, PLAIN, KEY = 6, 4, 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
# What stands before and behind a name that is set apart in its line.
_BEFORE = re.compile(r"(?:^|[|–—•·/,.:;()\[\]*_@#>]|\s-)\s*$")
_BEHIND = re.compile(
    r"\s*(?:$|[|–—•·/,.:;()\[\]*_]|-\s)|\s+(?:with|and)\s+[^.]*\b(?:agenc|wire|staff|correspondent|reporter)",
    re.IGNORECASE,
)
# Behind a name before the day: "The Echo, 4 May". A place or "Posted" stands there as often.
_COMMA = re.compile(r"[,:]\s*(?:[^\W\d_]+,?\s+)?")
_PIECE = re.compile(r"[^\s|–—,](?:[^|–—,]*[^\s|–—,])?")
_ALONE = re.compile(r"(?P<name>[^|–—,()/]+?)(?:\s+with\s+(?:\w+\s)?agencies)?(?:\s*[|–—,(].*)?")
# An agency is told so and so without being the outlet; nor is what the outlet calls itself a sign against it.
_ASKED = re.compile(r"(?:\b(?:told|with|by|to|from)\s+(?:the\s+)?|\()$", re.IGNORECASE)
_PAPERS = word_set("last words of newspapers")
_LAST, _FIRST = _PAPERS | word_set("last words of outlets"), word_set("first words of outlets")
_REST = word_set("words behind outlets in file names") | {
    form.lower() for name in MONTHS for form in (name, *MONTH_FORMS[name])
} | {stem.lower() + end for stem in WEEKDAY_STEMS for end in ("", "day", "sday", "nesday", "rsday", "urday")}  # fmt: skip


def read_outlet(sheet: Sheet, path: str) -> None:
    """Add the outlet that a line above the text, or the last one, prints.

    Two witnesses are wanted: the name stands apart in its line, and the file is called after it; or it is a newspaper's
    name beside the day, and the file is called after no other. It misses abbreviations, agencies and stations that only
    a day bears out, and a paper called by less than the file is ("Argus" in `exville-argus.txt`).
    """
    stem = PurePosixPath(path).name.rsplit(".", 1)[0]
    keys, lines = _keys(stem), list(_lines(sheet))
    for n in lines:
        if span := _named_in_file(sheet, n, keys):
            _take(sheet, n, span, "fact.outlet.file-name")
            return
    if _LAST & set(_folded(stem)):  # the file is called after another paper, or what stands there is not its own name
        return
    for n in lines:
        if span := _beside_day(sheet, n):
            _take(sheet, n, span, "fact.outlet.beside-day")
            return


def _take(sheet: Sheet, n: int, span: tuple[int, int], why: str) -> None:
    start, end = span
    sheet.facts = [f for f in sheet.facts if (f.field, f.start, f.end) != ("byline", start, end)]
    sheet.facts.append(Fact("outlet", sheet.text[start:end], "outlet line", start, end, why))
    if sheet.roles[n] == "body":
        sheet.roles[n] = "credit"


def _lines(sheet: Sheet) -> Iterator[int]:
    """The short lines above the running text, and the last one."""
    last, texts = len(sheet.lines) - 1, 0
    for n in range(sheet.first, last + 1):
        line = sheet.line(n, LENGTH + 1)
        short = len(line) <= LENGTH and len(line.split()) <= WORDS
        texts += sheet.roles[n] == "body" and (not short or (len(line.split()) >= TEXT and bool(STOP.search(line))))
        above = texts < 2 and n < sheet.first + HEADER_LINES
        if short and n not in sheet.known and (above or n == last):
            yield n


def _named_in_file(sheet: Sheet, n: int, keys: Sequence[tuple[str, bool]]) -> tuple[int, int] | None:
    """Where a name stands apart in a line whose words are those of the file's name."""
    line, offset = sheet.line(n), sheet.lines[n].start
    tokens = [(match.start(), match.end(), _fold(match[0])) for match in _WORD.finditer(line)]
    for key, sent in keys:
        for first, (low, _, word) in enumerate(tokens):
            last = _run(tokens, first, key) if word else None
            if last is None:
                continue
            if first and not tokens[first - 1][2] and re.match(r"[^\W\d_a-z]\w*\s", line[tokens[first - 1][0] : low]):
                low = tokens[first - 1][0]  # "The", "La"
            high = tokens[last][1]
            if _BEFORE.search(line[:low]) and _BEHIND.match(line, high):
                kind = sent or tokens[last][2] in _LAST or word in _FIRST
                if _may_be_outlet(sheet, n, (offset + low, offset + high), kind=kind):
                    return offset + low, offset + high
    return None


def _run(tokens: Sequence[tuple[int, int, str]], first: int, key: str) -> int | None:
    """The last of the words from `first` on that together make a key."""
    joined = ""
    for n in range(first, len(tokens)):
        joined += tokens[n][2]
        if joined == key:
            return n
        if not key.startswith(joined):
            return None
    return None


def _may_be_outlet(sheet: Sheet, n: int, span: tuple[int, int], *, kind: bool) -> bool:
    """Whether a name that is the file's too is an outlet's, not the author's, a place's or what the article is about.

    `kind`: it says itself that it is a paper or the like.
    """
    low, high = span
    name, (start, end) = sheet.text[low:high], (sheet.lines[n].start, sheet.lines[n].end)
    days = find_dates(sheet.text, start, end)
    ended = low == start and not re.search(r"\w", sheet.text[high:end]) and sheet.text[end - 1] in ".:"
    if (
        ended
        or not is_name(name.replace("&", "and"), words=NAME)
        or (not kind and len([word for word in _folded(name) if word]) > PLAIN)
        or any(d.start < high and low < d.end for d in days)
    ):
        return False
    if n == sheet.first and sheet.roles[n] == "body":  # else it is the headline, after which the file is called
        return kind and n + 2 < len(sheet.lines) and not STOP.search(sheet.line(n + 1)) and sheet.roles[n + 1] == "body"
    if kind:
        return True
    if any(fact.field == "byline" and fact.start == low for fact in sheet.facts):
        return False
    comma = _COMMA.match(sheet.text, high)
    if comma and any(day.start in {comma.end(), high + 2} for day in days):
        return False
    if (low, high) == (start, end) and len(name.split()) == 1 and not _by_day(sheet, n):
        return False  # "Letters", "Abstract"
    same = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return all(
        match.start() == low or _ASKED.search(sheet.text[max(0, match.start() - 12) : match.start()])
        for match in same.finditer(sheet.text)
    )


def _beside_day(sheet: Sheet, n: int) -> tuple[int, int] | None:
    """A newspaper's name that is a line of its own above or below a day, or stands at an end of the line of the day."""
    if n == sheet.first:
        return None
    start, end = sheet.lines[n].start, sheet.lines[n].end
    if sheet.roles[n] == "dateline":
        days = find_dates(sheet.text, start, end)
        around = [(start, days[0].start), (days[-1].end, end)] if days else []
        spans = [piece.span() for low, high in around for piece in _PIECE.finditer(sheet.text, low, high)]
    else:
        match = _ALONE.fullmatch(sheet.text, start, end)
        spans = [match.span("name")] if match and _by_day(sheet, n) else []
    named = [(f.start or 0, f.end or 0) for f in sheet.facts if f.field == "byline"]
    for low, high in spans:
        if _is_paper(sheet.text[low:high]) and not any(a < high and low < b for a, b in named):
            return low, high
    return None


def _by_day(sheet: Sheet, n: int) -> bool:
    return "dateline" in {sheet.roles[m] for m in (n - 1, n + 1) if sheet.first < m < len(sheet.lines)}


def _is_paper(name: str) -> bool:
    """Whether a name alone says that it is a newspaper's, and neither an agency's nor a person's."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not 1 < len(words) <= NAME or not is_name(name, words=NAME) or agency_in(name) or not name[-1].isalnum():
        return False
    person = len(words) == 2 and words[0] in given_names()
    return not person and (words[-1] in _PAPERS or words[0] in _FIRST)


@cache
def _keys(stem: str) -> list[tuple[str, bool]]:
    """What a name may be folded to by the name of a file, the longest first, each with whether the rest says that it sends news."""
    known = {" ".join(_folded(name)) for name in agencies()}
    keys: dict[str, bool] = {}
    for part in [stem, *re.split(r"__+|_|\s[-–]\s", stem)]:
        words = [word for word in _folded(part) if word]
        while words and words[0].isdigit():
            words = words[1:]
        for last in range(len(words), 0, -1):
            rest = words[last:]
            if rest and _REST.issuperset(words[:last]):
                continue  # "sat-3-may"
            beside = all(word in _REST or word.isdigit() for word in rest)
            if beside or " ".join(rest) in known:
                keys.setdefault("".join(words[:last]), beside and bool(_LAST & set(rest)))
    return sorted(((key, sent) for key, sent in keys.items() if len(key) >= KEY), key=lambda pair: -len(pair[0]))


def _folded(text: str) -> list[str]:
    return [_fold(word) for word in _WORD.findall(text.replace("_", " "))]


def _fold(word: str) -> str:
    """A word without case, accents and apostrophes; nothing for those that file names leave out."""
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("'", "").replace("’", "")
    return "" if plain in SMALL or plain == "&" else "".join(c for c in plain if not unicodedata.combining(c))
