"""Furniture: what surrounds the running text of an article, told apart by role, and the facts that stand in it.

Articles come as they were copied: a headline or none, an address, stamps, a byline, a dateline glued to the first
sentence, a credit glued to the last, notices to read on. Nothing is cut away: each stretch becomes a segment with its
role, so that a sentence is a sentence and every character stays in exactly one row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.load import addresses, origins, stamps
from kit.load.facts import Fact, Piece
from kit.load.lines import Line, split_lines, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bylines, stamps and datelines are looked for above the running text, which begins with the second long line.
HEADER_LINES, LONG_LINE = 14, 25
# A headline is short: the longest of some hundreds looked at had 30 words.
HEADLINE_WORDS, HEADLINE_LENGTH = 32, 260
# Share of the longer words that begin with a capital, for a line in title case that ends with a full stop.
TITLE_CASE = 0.75
# Below the running text a credit, byline or stamp may stand in the last lines.
FOOTER_LINES = 3

_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_FRONT = re.compile(r"---[ \t]*\r?\n(?P<body>(?:[^\n]{0,2000}\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]{2,30})\s*:\s*(?P<value>[^\r\n]+)")
_KEYS = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "byline": "byline", "date": "published",
    "published": "published", "outlet": "outlet", "publisher": "outlet", "site": "outlet", "url": "url", "link": "url",
    "agency": "agency", "language": "language", "lang": "language",
}  # fmt: skip


def read_furniture(text: str, *, title: str | None = None) -> tuple[list[dict], list[Fact]]:
    r"""The segments of a text (`paragraph, role, start, end`) and the facts found in it.

    `title` is a headline known from elsewhere (a page's metadata): a first line that says the same is one.

    >>> segments, facts = read_furniture("Bridge opens at last\n\nARDENVALE, May 3 (AP) — It is open.\n")
    >>> [(s["role"], s["start"], s["end"]) for s in segments]
    [('headline', 0, 20), ('dateline', 22, 45), ('body', 46, 57)]
    >>> [(f.field, f.value) for f in facts]
    [('title', 'Bridge opens at last'), ('place', 'ARDENVALE'), ('dateline_date', 'XXXX-05-03'), ('agency', 'AP')]
    """
    facts: list[Fact] = []
    front = _FRONT.match(text, len(text) - len(text.lstrip()))
    lines = split_lines(text)
    roles = ["body"] * len(lines)
    pieces: dict[int, list[Piece]] = {}
    first = 0
    if front:
        facts += _front_matter(text, front)
        while first < len(lines) and lines[first].start < front.end():
            roles[first] = "notice"
            first += 1
    joined = wrapped(text, lines)
    _read_lines(text, lines, first, roles, pieces, facts)
    _read_headline(text, lines, first, roles, facts, title)
    _read_glued(text, lines, first, roles, pieces, facts)
    facts.sort(key=lambda fact: -1 if fact.start is None else fact.start)
    return list(_segments(text, lines, roles, pieces, joined)), facts


def _read_lines(
    text: str, lines: list[Line], first: int, roles: list[str], pieces: dict[int, list[Piece]], facts: list[Fact]
) -> None:
    """Give each line that is furniture as a whole its role."""
    long_lines, above = 0, True
    for n in range(first, len(lines)):
        start, end = lines[n].start, lines[n].end
        below = n >= len(lines) - FOOTER_LINES
        for piece, url, at in addresses.images(text, start, end):
            pieces.setdefault(n, []).append(piece)
            facts += addresses.read_image(url, at)
        if n in pieces and not _beside(text, start, end, pieces[n]):
            roles[n] = "caption"
            continue
        address = addresses.read_address(text, start, end)
        if address:
            roles[n] = "notice"
            low = text.index(address, start)
            if above or below:
                facts += addresses.read_own(address, low)
            continue
        stamp = stamps.read_stamp(text, start, end)
        if stamp and (above or below or any(fact.label for fact in stamp)):
            named = origins.read_byline(text, start, end) or _sender(text, start, stamp)
            roles[n] = "credit" if named else "dateline"
            facts += stamp + named
            continue
        byline = origins.read_byline(text, start, end) if above or below else []
        credit = origins.read_credit(text, start, end)
        if byline or (n > first and roles[n - 1] == "byline" and origins.is_job(text, start, end)):
            roles[n] = "byline"
            facts += byline
        elif credit is not None:
            roles[n] = "credit"
            facts += credit
        elif origins.is_notice(text, start, end):
            roles[n] = "notice"
        else:
            long_lines += len(text[start : min(end, start + 2000)].split()) >= LONG_LINE
        above = above and long_lines < 2 and n - first < HEADER_LINES


def _read_headline(
    text: str, lines: list[Line], first: int, roles: list[str], facts: list[Fact], title: str | None
) -> None:
    """The first line that is no other furniture is the headline, if it reads like one and running text follows."""
    todo = [n for n in range(first, min(len(lines), first + HEADER_LINES)) if roles[n] == "body"]
    if not todo:
        return
    n = todo[0]
    line = text[lines[n].start : lines[n].end]
    mark = re.match(r"#{1,3}\s+", line)
    known = title is not None and _plain(line) == _plain(title)
    if len(line) > HEADLINE_LENGTH or len(line.split()) > HEADLINE_WORDS or not (known or mark or len(todo) > 1):
        return
    rule = (
        "the page's title" if known
        else "a line marked as a heading" if mark
        else "the first line, without a final stop" if not _STOP.search(line) and line[-1] not in ":,;-–—"
        else "the first line, set off by an empty line" if _alone(lines, n, line)
        else ""
    )  # fmt: skip
    if not rule or (not known and not mark and line[0] in "-•*"):
        return
    roles[n] = "headline"
    at = lines[n].start + (mark.end() if mark else 0)
    facts.append(Fact("title", text[at : lines[n].end], "headline", at, lines[n].end, rule))


def _read_glued(
    text: str, lines: list[Line], first: int, roles: list[str], pieces: dict[int, list[Piece]], facts: list[Fact]
) -> None:
    """Cut what is glued to sentences: dates and datelines in front of the first, credits and notices behind the last."""
    body = [n for n in range(first, len(lines)) if roles[n] == "body"]
    capitals = sum(bool(re.match(r"[A-Z][A-Z .'-]{2,30}:\s", text[lines[n].start : lines[n].end])) for n in body) <= 1
    for place, n in enumerate(body):
        start, end = lines[n].start, lines[n].end
        for piece in pieces.get(n, ()):
            if piece.start == start:  # an image in front of the words
                start = piece.end + len(text[piece.end : end]) - len(text[piece.end : end].lstrip())
        if start >= end:
            continue
        found = None
        if place < 3:
            found = stamps.read_opening(text, start, end)
            if found is None:
                found = origins.read_dateline(text, start, end, capitals=capitals)
            if found:
                facts += found[0]
                pieces.setdefault(n, []).append(found[1])
                start = found[1].end
        notice = origins.glued_notice(text, start, end)
        if notice:
            pieces.setdefault(n, []).append(notice)
        ending = origins.read_ending(text, start, end, last=place == len(body) - 1)
        if ending and not notice:
            facts += ending[0]
            pieces.setdefault(n, []).append(ending[1])


def _segments(
    text: str, lines: list[Line], roles: list[str], pieces: dict[int, list[Piece]], joined: bool
) -> Iterator[dict]:
    """Rows in order: each line cut at its pieces; in a hard-wrapped text the lines of a paragraph joined again."""
    paragraph, row = -1, None
    for n, line in enumerate(lines):
        plain = joined and roles[n] == "body" and n not in pieces
        if row is not None and plain and not line.blank and row["role"] == "body":
            row["end"] = line.end
            continue
        if row is not None:
            yield row
            row = None
        paragraph += 1
        at = line.start
        for piece in [*sorted(pieces.get(n, ()), key=lambda p: p.start), Piece(line.end, line.end, "")]:
            for role, low, high in ((roles[n], at, piece.start), (piece.role, piece.start, piece.end)):
                stretch = text[low:high]
                if stretch.strip():
                    if row is not None:
                        yield row
                    low += len(stretch) - len(stretch.lstrip())
                    row = {"paragraph": paragraph, "role": role, "start": low, "end": low + len(stretch.strip())}
            at = max(at, piece.end)
    if row is not None:
        yield row


def _beside(text: str, start: int, end: int, pieces: list[Piece]) -> str:
    """What a line holds beside its pieces."""
    rest, at = "", start
    for piece in pieces:
        rest, at = rest + text[at : piece.start], piece.end
    return (rest + text[at:end]).strip()


def _front_matter(text: str, front: re.Match[str]) -> list[Fact]:
    """What a block between `---` lines says (the keys that Jekyll, Hugo and Pandoc share)."""
    facts = []
    for match in _FIELD.finditer(text, front.start("body"), front.end("body")):
        field = _KEYS.get(match["key"].lower())
        value = match["value"].strip().strip("\"'")
        if field and value:
            low = text.index(value, match.start("value"))
            facts += front_fact(text, field, low, low + len(value))
    return facts


def front_fact(text: str, field: str, start: int, end: int) -> list[Fact]:
    """One fact of the front matter; a date is read as printed."""
    rule = "stated in the front matter"
    if field != "published":
        return [Fact(field, text[start:end], "front matter", start, end, rule)]
    dates = stamps.find_dates(text, start, end)
    return [
        Fact(field, d.moment or text[d.start : d.end], "front matter", d.start, d.end, rule, d)
        for d in (stamps.with_clock(dates[0], text, start, end),)
    ] if dates else []  # fmt: skip


def _sender(text: str, start: int, stamp: list[Fact]) -> list[Fact]:
    """An agency that stands in front of the date of a stamp ("Xinhua) 10:14, February 13, 2025", "AFP, Tuesday …")."""
    words = re.findall(r"[^\W\d_][\w.&-]*(?:\s[A-Z][\w.&-]*)*", text[start : stamp[0].start or start])
    for word in words:
        if word in origins.agencies():
            low = text.index(word, start)
            return [
                Fact(
                    "agency",
                    origins.agencies()[word],
                    "credit line",
                    low,
                    low + len(word),
                    "an agency beside the date of the page",
                )
            ]
    return []


def _alone(lines: list[Line], n: int, line: str) -> bool:
    """Whether an empty line stands behind this one sentence, and it is in title case or no other empty line is there."""
    if len(lines) <= n + 1 or not lines[n + 1].blank or re.search(r"[a-z]{3}[.!?]\s", line):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    titled = len(words) >= 3 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)
    return titled or sum(other.blank for other in lines[1:]) == 1


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
