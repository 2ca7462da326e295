"""Furniture: what surrounds the running text of an article, told apart by role, and the facts that stand in it.

Articles come as they were copied: a headline or none, an address, stamps, a byline, a dateline glued to the first
sentence, a credit glued to the last, notices to read on. Nothing is cut away: each stretch becomes a segment with its
role, so that a sentence is a sentence and every character stays in exactly one row.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit.load.facts import Fact, Piece
from kit.load.formats import labelled_headers, press_databases
from kit.load.formats.frontmatter import read_front_matter
from kit.load.page_parts import addresses, credits_and_notices, dateline_byline, page_dates
from kit.load.page_parts.bare_bylines import read_bare_byline
from kit.load.page_parts.headline import read_headline
from kit.load.page_parts.lines import split_lines, wrapped
from kit.load.page_parts.marked_lines import HEADER_LINES, STOP, Sheet
from kit.load.page_parts.outlet_lines import read_outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.load.formats.press_databases.sheet import Header
    from kit.load.page_parts.lines import Line

# The running text begins with the second line of this many words.
LONG_LINE = 25
# A pull quote has this many words: fewer are said twice by chance, more are a paragraph.
PULL_WORDS = 5, 60
# Comments and lists of other articles stand below this many long lines.
ABOVE_COMMENTS = 2
# Below the running text a credit, byline or stamp may stand in the last lines.
FOOTER_LINES = 3
# A dateline opens the running text; headlines and standfirsts above it may look like text.
OPENINGS = 3

_SPEAKER = re.compile(r"[A-Z][A-Z .'-]{2,30}:\s")


def read_furniture(
    text: str, *, title: str | None = None, header: Header | None = None, path: str = ""
) -> tuple[list[dict[str, Any]], list[Fact]]:
    r"""The segments of a text (`paragraph, role, start, end`) and the facts found in it.

    `header` is what a press database states of the text, if that is known already.
    `path` is the file's: an outlet printed above the text is surer if the file is called so.
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
    if header is None and not first:
        header = press_databases.read_header(text)
    if header is None:
        header = labelled_headers.read_header(text, lines if not first else [])
    for n, role in header.roles.items():
        roles[n] = role
    facts += header.facts
    sheet = Sheet(
        text, lines, first, roles, facts, joined=wrapped(text, lines), capitals=named < 2, known=set(header.roles)
    )
    for n, piece in header.pieces.items():
        sheet.cut(n, piece)
    _read_lines(sheet)
    read_outlet(sheet, path)
    read_headline(sheet, title)
    _read_below(sheet)
    _read_repeats(sheet)
    _read_glued(sheet)
    sheet.facts.sort(key=lambda fact: -1 if fact.start is None else fact.start)
    return list(_segments(sheet)), sheet.facts


def _read_lines(sheet: Sheet) -> None:
    """Give each line that is furniture as a whole its role."""
    text, long_lines, above, label, others = sheet.text, 0, True, "", 0
    for n in range(sheet.first, len(sheet.lines)):
        start, end = sheet.lines[n].start, sheet.lines[n].end
        if n in sheet.known:
            continue
        edge = above or n >= len(sheet.lines) - FOOTER_LINES
        role, facts = _read_line(sheet, n, label, edge=edge)
        label = page_dates.read_label(text, start, end)
        if role != "body":
            sheet.roles[n] = role
            sheet.facts += facts
        else:
            long_lines += len(text[start : min(end, start + 2000)].split()) >= LONG_LINE
        others += role != "notice"
        above = above and long_lines < 2 and others < HEADER_LINES


def _read_line(sheet: Sheet, n: int, label: str, *, edge: bool) -> tuple[str, list[Fact]]:
    """The role of one line, and its facts; `edge`: it stands above or below the running text."""
    text, start, end = sheet.text, sheet.lines[n].start, sheet.lines[n].end
    if images := addresses.images(text, start, end):
        for piece, url, at in images:
            sheet.cut(n, piece)
            sheet.facts += addresses.read_image(url, at)
        return ("body" if _beside(text, start, end, sheet.pieces[n]) else "caption"), []
    if address := addresses.read_address(text, start, end):
        return "notice", addresses.read_own(address, text.index(address, start)) if edge else []
    stamp = page_dates.read_stamp(text, start, end, label=label)
    if stamp and not edge:  # amid the running text: of a comment, or of another article that the page links
        stamp = [replace(fact, label=page_dates.INSIDE) for fact in stamp if fact.label]
    if stamp:
        byline = dateline_byline.find_byline(text, start, end) if edge else []
        sender = [] if byline else dateline_byline.find_sender(text, start, stamp[0].start or start)
        return ("byline" if byline else "credit" if sender else "dateline"), stamp + byline + sender
    if edge and (byline := dateline_byline.read_byline(text, start, end)):
        return "byline", byline
    if edge and n > sheet.first and n + 1 < len(sheet.lines):
        below = sheet.lines[n + 1]
        if byline := dateline_byline.read_name(text, start, end, below.start, below.end):
            return "byline", byline
    if edge and n > sheet.first and (byline := dateline_byline.read_foreign_byline(text, start, end)):
        return "byline", byline
    if edge and (bare := read_bare_byline(sheet, n)) is not None:
        return "byline", bare
    if edge and n > sheet.first and sheet.roles[n - 1] == "byline" and dateline_byline.is_job(text, start, end):
        return "byline", []
    footer = n > sheet.first and n >= len(sheet.lines) - FOOTER_LINES
    thanks = credits_and_notices.read_credit(text, start, end, footer=footer)
    if thanks is not None:
        return "credit", thanks
    if credits_and_notices.is_caption(text, start, end):
        return "caption", []
    entry = page_dates.read_entry(text, start, end)
    named = edge and credits_and_notices.is_section(text[start:end])
    labelled = edge and (page_dates.read_label(text, start, end) or page_dates.says_when(text, start, end))
    if entry or named or labelled or credits_and_notices.is_notice(text, start, end):
        return "notice", entry
    return "body", []


def _read_below(sheet: Sheet) -> None:
    """Readers' comments below a text, and the titles in a list of other articles, are no running text of this one."""
    long_lines, under = 0, ""
    for n in range(sheet.first, len(sheet.lines)):
        line = sheet.line(n)
        long = len(line[:2000].split()) >= LONG_LINE
        if long_lines >= ABOVE_COMMENTS:
            ended = under == "more" and (long or STOP.search(line))
            under = credits_and_notices.below(line) or ("" if ended else under)
        if under and sheet.roles[n] == "body" and n not in sheet.known:
            sheet.roles[n] = "notice"
        long_lines += long and not under


def _read_repeats(sheet: Sheet) -> None:
    """A line that stands word for word in a longer one too is a pull quote: a repetition for the eye."""
    body = sheet.body()
    first = next((n for n in body if STOP.search(sheet.line(n))), len(sheet.lines))
    keys = {n: " ".join(re.findall(r"\w+", sheet.line(n))) for n in body if n >= first}
    whole = "\n".join(keys.values())
    for n, key in keys.items():
        line = sheet.line(n)
        pulled = line[0] in "\"“„«‘'" or not STOP.search(line)  # a whole sentence may be said twice
        if pulled and PULL_WORDS[0] <= len(key.split()) <= PULL_WORDS[1] and (f"{key} " in whole or f" {key}" in whole):
            sheet.roles[n] = "notice"


def _read_glued(sheet: Sheet) -> None:
    """Cut what is glued to sentences: dates and datelines in front of the first, credits and notices behind the last."""
    text, body = sheet.text, sheet.body()
    for place, n in enumerate(body):
        start, end = sheet.lines[n].start, sheet.lines[n].end
        for piece in sheet.pieces.get(n, ()):
            if piece.start == start:  # an image in front of the words
                start = piece.end + len(text[piece.end : end]) - len(text[piece.end : end].lstrip())
        if place < OPENINGS:
            found = sheet.opening(start, end)
            if found:
                sheet.facts += found[0]
                sheet.cut(n, found[1])
                start = found[1].end
        notice = credits_and_notices.glued_notice(text, start, end)
        ending = None if notice else credits_and_notices.read_ending(text, start, end, last=place == len(body) - 1)
        if notice:
            sheet.cut(n, notice)
        elif ending:
            sheet.facts += ending[0]
            sheet.cut(n, ending[1])


def _segments(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Rows in order: each line cut at its pieces; in a hard-wrapped text the lines of a paragraph joined again."""
    text = sheet.text
    paragraph, row = -1, None
    for n, line in enumerate(sheet.lines):
        plain = sheet.roles[n] == "body" and n not in sheet.pieces and (sheet.joined or _divided(text, sheet.lines, n))
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


def _divided(text: str, lines: list[Line], n: int) -> bool:
    """Whether the line above ends amid a word that this one goes on with ("rea-", "son to leave")."""
    if n == 0 or lines[n].blank:
        return False
    above = lines[n - 1].end
    hyphen = text[above - 1 : above] in {"-", "‐", "\u00ad"}
    return hyphen and text[above - 2 : above - 1].isalpha() and text[lines[n].start].islower()


def _beside(text: str, start: int, end: int, pieces: list[Piece]) -> str:
    """What a line holds beside its pieces."""
    rest, at = "", start
    for piece in pieces:
        rest, at = rest + text[at : piece.start], piece.end
    return (rest + text[at:end]).strip()
