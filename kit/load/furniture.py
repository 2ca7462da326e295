"""Furniture: what surrounds the running text of an article, told apart by role, and the facts that stand in it.

Articles come as they were copied: a headline or none, an address, stamps, a byline, a dateline glued to the first
sentence, a credit glued to the last, notices to read on. Nothing is cut away: each stretch becomes a segment with its
role, so that a sentence is a sentence and every character stays in exactly one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kit.load import addresses, credit, fields, origins, stamps
from kit.load.facts import Fact, Piece
from kit.load.frontmatter import read_front_matter
from kit.load.lines import Line, split_lines, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bylines, stamps and datelines are looked for above the running text, which begins with the second long line.
HEADER_LINES, LONG_LINE = 14, 25
# A headline is short: the longest of some hundreds looked at had 30 words.
HEADLINE_WORDS, HEADLINE_LENGTH = 32, 260
# A site's name stands above so many lines of menu, of which one may be something else; no line of a header is longer.
MENU, LONGEST = 3, 600
# A pull quote has so many words: fewer are said twice by chance, more are a paragraph.
PULL_WORDS = 5, 60
# A headline known from a page's metadata is looked for in so many lines.
KICKERS = 4
# Comments and lists of other articles stand below so many long lines.
ABOVE_COMMENTS = 2
# Share of the longer words that begin with a capital, for a headline in title case that ends with a full stop.
TITLE_CASE = 0.75
# In a text of so many paragraphs one empty line, behind the first, is no accident.
SEVERAL = 4
# Below the running text a credit, byline or stamp may stand in the last lines.
FOOTER_LINES = 3
# A dateline opens the running text; headlines and standfirsts above it may look like text.
OPENINGS = 3

# The full stops of Latin, Chinese, Arabic, Urdu, Hindi and Armenian.
_STOP = re.compile(r"[.!?…。！？؟۔।։][\"'”’»）」)\]]*$")

_SPEAKER = re.compile(r"[A-Z][A-Z .'-]{2,30}:\s")


@dataclass
class _Sheet:
    """A text while it is read: its lines, each with a role, and the pieces and facts found so far."""

    text: str
    lines: list[Line]
    first: int  # the first line below the front matter
    roles: list[str]
    facts: list[Fact]
    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    joined: bool = False  # hard-wrapped: lines are parts of paragraphs
    capitals: bool = True  # "PLACE:" may be a dateline
    known: set[int] = field(default_factory=set)  # lines whose role a label tells

    def body(self) -> list[int]:
        return [n for n in range(self.first, len(self.lines)) if self.roles[n] == "body"]

    def cut(self, n: int, piece: Piece) -> None:
        self.pieces.setdefault(n, []).append(piece)


def read_furniture(text: str, *, title: str | None = None) -> tuple[list[dict[str, Any]], list[Fact]]:
    r"""The segments of a text (`paragraph, role, start, end`) and the facts found in it.

    `title` is a headline known from elsewhere (a page's metadata): a first line that says the same is one.

    >>> segments, facts = read_furniture("Bridge opens at last\n\nARDENVALE, May 3 (AP) — It is open.\n")
    >>> [(s["role"], s["start"], s["end"]) for s in segments]
    [('headline', 0, 20), ('dateline', 22, 45), ('body', 46, 57)]
    >>> [(f.field, f.value) for f in facts]
    [('title', 'Bridge opens at last'), ('place', 'ARDENVALE'), ('dateline_date', 'XXXX-05-03'), ('agency', 'AP')]

    A standfirst or crosshead stays body; furniture in other languages than English is mostly not known for what it is.
    """
    facts, below = read_front_matter(text)
    lines = split_lines(text)
    first = sum(line.start < below for line in lines)
    # In a transcript every speech begins with a name in capitals and a colon: that is no place.
    named = sum(bool(_SPEAKER.match(text, line.start, line.end)) for line in lines)
    roles = ["notice"] * first + ["body"] * (len(lines) - first)
    header = fields.read_header(text, lines if not first else [])
    for n, role in header.roles.items():
        roles[n] = role
    facts += header.facts
    sheet = _Sheet(
        text, lines, first, roles, facts, joined=wrapped(text, lines), capitals=named < 2, known=set(header.roles)
    )
    for n, piece in header.pieces.items():
        sheet.cut(n, piece)
    _read_lines(sheet)
    _read_headline(sheet, title)
    _read_below(sheet)
    _read_repeats(sheet)
    _read_glued(sheet)
    sheet.facts.sort(key=lambda fact: -1 if fact.start is None else fact.start)
    return list(_segments(sheet)), sheet.facts


def _read_lines(sheet: _Sheet) -> None:
    """Give each line that is furniture as a whole its role."""
    text, long_lines, above, label, others = sheet.text, 0, True, "", 0
    for n in range(sheet.first, len(sheet.lines)):
        start, end = sheet.lines[n].start, sheet.lines[n].end
        if n in sheet.known:
            continue
        edge = above or n >= len(sheet.lines) - FOOTER_LINES
        role, facts = _read_line(sheet, n, label, edge=edge)
        label = stamps.read_label(text, start, end)
        if role != "body":
            sheet.roles[n] = role
            sheet.facts += facts
        else:
            long_lines += len(text[start : min(end, start + 2000)].split()) >= LONG_LINE
        others += role != "notice"
        above = above and long_lines < 2 and others < HEADER_LINES


def _read_line(sheet: _Sheet, n: int, label: str, *, edge: bool) -> tuple[str, list[Fact]]:
    """The role of one line, and its facts; `edge`: it stands above or below the running text."""
    text, start, end = sheet.text, sheet.lines[n].start, sheet.lines[n].end
    if images := addresses.images(text, start, end):
        for piece, url, at in images:
            sheet.cut(n, piece)
            sheet.facts += addresses.read_image(url, at)
        return ("body" if _beside(text, start, end, sheet.pieces[n]) else "caption"), []
    if address := addresses.read_address(text, start, end):
        return "notice", addresses.read_own(address, text.index(address, start)) if edge else []
    stamp = stamps.read_stamp(text, start, end, label=label)
    if stamp and not edge:  # amid the running text: of a comment, or of another article that the page links
        stamp = [replace(fact, label=stamps.INSIDE) for fact in stamp if fact.label]
    if stamp:
        byline = origins.find_byline(text, start, end) if edge else []
        sender = [] if byline else origins.find_sender(text, start, stamp[0].start or start)
        return ("byline" if byline else "credit" if sender else "dateline"), stamp + byline + sender
    if edge and (byline := origins.read_byline(text, start, end)):
        return "byline", byline
    if edge and n > sheet.first and n + 1 < len(sheet.lines):
        below = sheet.lines[n + 1]
        if byline := origins.read_name(text, start, end, below.start, below.end):
            return "byline", byline
    if edge and n > sheet.first and (byline := origins.read_foreign_byline(text, start, end)):
        return "byline", byline
    if edge and n > sheet.first and sheet.roles[n - 1] == "byline" and origins.is_job(text, start, end):
        return "byline", []
    footer = n > sheet.first and n >= len(sheet.lines) - FOOTER_LINES
    thanks = credit.read_credit(text, start, end, footer=footer)
    if thanks is not None:
        return "credit", thanks
    if credit.is_caption(text, start, end):
        return "caption", []
    entry = stamps.read_entry(text, start, end)
    named = edge and credit.is_section(text[start:end])
    if entry or named or (edge and stamps.read_label(text, start, end)) or credit.is_notice(text, start, end):
        return "notice", entry
    return "body", []


def _read_below(sheet: _Sheet) -> None:
    """Readers' comments below a text, and the titles in a list of other articles, are no running text of this one."""
    text, long_lines, under = sheet.text, 0, ""
    for n in range(sheet.first, len(sheet.lines)):
        line = text[sheet.lines[n].start : sheet.lines[n].end]
        long = len(line[:2000].split()) >= LONG_LINE
        if long_lines >= ABOVE_COMMENTS:
            under = credit.below(line) or ("" if under == "more" and (long or _STOP.search(line)) else under)
        if under and sheet.roles[n] == "body" and n not in sheet.known:
            sheet.roles[n] = "notice"
        long_lines += long and not under


def _read_repeats(sheet: _Sheet) -> None:
    """A line that stands word for word in a longer one too is a pull quote: a repetition for the eye."""
    text = sheet.text
    body = sheet.body()
    first = next((n for n in body if _STOP.search(text[sheet.lines[n].start : sheet.lines[n].end])), len(sheet.lines))
    keys = {
        n: " ".join(re.findall(r"\w+", text[sheet.lines[n].start : sheet.lines[n].end])) for n in body if n >= first
    }
    whole = "\n".join(keys.values())
    for n, key in keys.items():
        line = text[sheet.lines[n].start : sheet.lines[n].end]
        pulled = line[0] in "\"“„«‘'" or not _STOP.search(line)  # a whole sentence may be said twice
        if pulled and PULL_WORDS[0] <= len(key.split()) <= PULL_WORDS[1] and (f"{key} " in whole or f" {key}" in whole):
            sheet.roles[n] = "notice"


def _read_headline(sheet: _Sheet, title: str | None) -> None:
    """The first line that is no other furniture is the headline, if it reads like one and running text follows."""
    todo = _below_menu(sheet, [n for n in sheet.body() if n not in sheet.known])
    if not todo or "headline" in sheet.roles:
        return
    n = todo[0]
    if title is not None:  # a page may print its section or a kicker above the headline
        lines = {m: sheet.text[sheet.lines[m].start : sheet.lines[m].end] for m in todo[:KICKERS]}
        n = next((m for m, line in lines.items() if _plain(line) == _plain(title)), n)
        for m in todo[: todo.index(n)]:
            sheet.roles[m] = "notice"
    start, end = sheet.lines[n].start, sheet.lines[n].end
    line = sheet.text[start : min(end, start + HEADLINE_LENGTH + 1)]
    mark = re.match(r"#{1,3}\s+", line)
    known = title is not None and _plain(line) == _plain(title)
    if len(line) > HEADLINE_LENGTH or len(line.split()) > HEADLINE_WORDS or not (known or mark or len(todo) > 1):
        return
    if not known and not mark and _runs_on(sheet, n):
        return
    rule = (
        "the page's title" if known
        else "a line marked as a heading" if mark
        else "" if line[0] in "-•*" or line[-1] in ":,;-–—"
        else "the first line, without a final stop" if not _STOP.search(line)
        else "the first line, set off by an empty line" if _set_off(sheet.lines, n, line)
        else ""
    )  # fmt: skip
    if rule:
        sheet.roles[n] = "headline"
        at = start + (mark.end() if mark else 0)
        sheet.facts.append(Fact("title", sheet.text[at:end], "headline", at, end, rule))


def _below_menu(sheet: _Sheet, body: list[int]) -> list[int]:
    """The first lines of running text, without what a copied page has above its headline: the name of the site above a
    menu, and a path that ends with the headline ("Business | Bridge opens").
    """
    lines = {
        n: sheet.text[sheet.lines[n].start : min(sheet.lines[n].end, sheet.lines[n].start + LONGEST)]
        for n in body[:HEADER_LINES]
    }
    todo = list(lines)
    while len(todo) > 1:
        n, after = todo[0], sheet.lines[todo[0] + 1 : todo[0] + 1 + MENU]
        menu = sum(credit.is_menu(sheet.text[line.start : line.end]) for line in after)
        path = any(lines[n].endswith(lines[m]) and "|" in lines[n] for m in todo[1 : 1 + MENU])
        if menu < MENU - 1 and not path and not credit.is_menu(lines[n]):
            break
        sheet.roles[todo.pop(0)] = "notice"
    return todo


def _read_glued(sheet: _Sheet) -> None:
    """Cut what is glued to sentences: dates and datelines in front of the first, credits and notices behind the last."""
    text, body = sheet.text, sheet.body()
    for place, n in enumerate(body):
        start, end = sheet.lines[n].start, sheet.lines[n].end
        for piece in sheet.pieces.get(n, ()):
            if piece.start == start:  # an image in front of the words
                start = piece.end + len(text[piece.end : end]) - len(text[piece.end : end].lstrip())
        if place < OPENINGS:
            found = _opening(sheet, start, end)
            if found:
                sheet.facts += found[0]
                sheet.cut(n, found[1])
                start = found[1].end
        notice = credit.glued_notice(text, start, end)
        ending = None if notice else credit.read_ending(text, start, end, last=place == len(body) - 1)
        if notice:
            sheet.cut(n, notice)
        elif ending:
            sheet.facts += ending[0]
            sheet.cut(n, ending[1])


def _opening(sheet: _Sheet, start: int, end: int) -> tuple[list[Fact], Piece] | None:
    """The date or dateline that opens a line."""
    return stamps.read_opening(sheet.text, start, end) or origins.read_dateline(
        sheet.text, start, end, capitals=sheet.capitals
    )


def _runs_on(sheet: _Sheet, n: int) -> bool:
    """Whether a line is running text: a day or sender opens it, a notice ends it, or its paragraph is hard-wrapped."""
    start, end = sheet.lines[n].start, sheet.lines[n].end
    opening = _opening(sheet, start, end)
    if opening and any(fact.field != "place" for fact in opening[0]):
        return True
    return bool(credit.glued_notice(sheet.text, start, end)) or (sheet.joined and not sheet.lines[n + 1].blank)


def _segments(sheet: _Sheet) -> Iterator[dict[str, Any]]:
    """Rows in order: each line cut at its pieces; in a hard-wrapped text the lines of a paragraph joined again."""
    text = sheet.text
    paragraph, row = -1, None
    for n, line in enumerate(sheet.lines):
        plain = sheet.joined and sheet.roles[n] == "body" and n not in sheet.pieces
        if row is not None and plain and not line.blank and row["role"] == "body":
            row["end"] = line.end
            continue
        if row is not None:
            yield row
            row = None
        paragraph += 1
        at = line.start
        for piece in [*sorted(sheet.pieces.get(n, ()), key=lambda p: p.start), Piece(line.end, line.end, "")]:
            for role, low, high in ((sheet.roles[n], at, piece.start), (piece.role, piece.start, piece.end)):
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


def _set_off(lines: list[Line], n: int, line: str) -> bool:
    """Whether an empty line stands behind this one sentence, and it is in title case or no other is in a longer text."""
    if len(lines) <= n + 1 or not lines[n + 1].blank or re.search(r"[a-z]{3}[.!?]\s", line):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    titled = len(words) >= 3 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)
    return titled or (len(lines) > n + SEVERAL and sum(other.blank for other in lines[1:]) == 1)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
