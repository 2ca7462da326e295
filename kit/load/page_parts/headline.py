"""Headline: which of a text's first lines is its headline, and what a copied page has above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.load.facts import Fact
from kit.load.page_parts import credits_and_notices
from kit.load.page_parts.marked_lines import HEADER_LINES, STOP, Sheet

if TYPE_CHECKING:
    from kit.load.page_parts.lines import Line

# A headline is short: the longest of some hundreds looked at had 30 words.
HEADLINE_WORDS, HEADLINE_LENGTH = 32, 260
# A site's name stands above this many lines of menu, of which one may be something else; no line of a header is longer.
MENU, LONGEST = 3, 600
# A headline known from a page's metadata is looked for in this many lines.
KICKERS = 4
# Share of the longer words that begin with a capital, for a headline in title case that ends with a full stop.
TITLE_CASE = 0.75
# In a text of this many paragraphs one empty line, behind the first, is no accident.
SEVERAL = 4


def read_headline(sheet: Sheet, title: str | None) -> None:
    """The first line that is no other furniture is the headline, if it reads like one and running text follows."""
    todo = _below_menu(sheet, [n for n in sheet.body() if n not in sheet.known])
    if not todo or "headline" in sheet.roles:
        return
    n = todo[0]
    if title is not None:  # a page may print its section or a kicker above the headline
        n = next((m for m in todo[:KICKERS] if key_of(sheet.line(m)) == key_of(title)), n)
        for m in todo[: todo.index(n)]:
            sheet.roles[m] = "notice"
    start, end = sheet.lines[n].start, sheet.lines[n].end
    line = sheet.line(n, HEADLINE_LENGTH + 1)
    mark = re.match(r"#{1,3}\s+", line)
    known = title is not None and key_of(line) == key_of(title)
    if len(line) > HEADLINE_LENGTH or len(line.split()) > HEADLINE_WORDS or not (known or mark or len(todo) > 1):
        return
    if not known and not mark and _runs_on(sheet, n):
        return
    why = (
        "fact.title.page" if known
        else "fact.title.heading-mark" if mark
        else "" if line[0] in "-•*" or line[-1] in ":,;-–—"
        else "fact.title.first-line" if not STOP.search(line)
        else "fact.title.set-off" if _set_off(sheet.lines, n, line)
        else ""
    )  # fmt: skip
    if why:
        sheet.roles[n] = "headline"
        at = start + (mark.end() if mark else 0)
        sheet.facts.append(Fact("title", sheet.text[at:end], "headline", at, end, why))


def _below_menu(sheet: Sheet, body: list[int]) -> list[int]:
    """The first lines of running text, without what a copied page has above its headline: the name of the site above a
    menu, and a path that ends with the headline ("Business | Bridge opens").
    """
    lines = {n: sheet.line(n, LONGEST) for n in body[:HEADER_LINES]}
    todo = list(lines)
    while len(todo) > 1:
        n, after = todo[0], range(todo[0] + 1, min(todo[0] + 1 + MENU, len(sheet.lines)))
        path = any(lines[n].endswith(lines[m]) and "|" in lines[n] for m in todo[1 : 1 + MENU])
        above_menu = not STOP.search(lines[todo[1]]) and _is_menu([sheet.line(m, LONGEST) for m in after])
        if not (path or above_menu or credits_and_notices.is_menu(lines[n])):
            break
        sheet.roles[todo.pop(0)] = "notice"
    return todo


def _is_menu(lines: list[str]) -> bool:
    """Whether lines are entries of a menu; of sections alone all must be, as a headline has some below it too."""
    entries = [line for line in lines if credits_and_notices.is_menu(line)]
    return len(entries) == MENU or (len(entries) == MENU - 1 and not all(map(credits_and_notices.is_section, entries)))


def _runs_on(sheet: Sheet, n: int) -> bool:
    """Whether a line is running text: a day or sender opens it, a notice ends it, or its paragraph is hard-wrapped."""
    start, end = sheet.lines[n].start, sheet.lines[n].end
    opening = sheet.opening(start, end)
    if opening and any(fact.field != "place" for fact in opening[0]):
        return True
    return bool(credits_and_notices.glued_notice(sheet.text, start, end)) or (
        sheet.joined and not sheet.lines[n + 1].blank
    )


def _set_off(lines: list[Line], n: int, line: str) -> bool:
    """Whether an empty line stands behind this one sentence, and it is in title case or no other is in a longer text."""
    if len(lines) <= n + 1 or not lines[n + 1].blank or re.search(r"[a-z]{3}[.!?]\s", line):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    titled = len(words) >= 3 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)
    return titled or (len(lines) > n + SEVERAL and sum(other.blank for other in lines[1:]) == 1)


def key_of(text: str) -> str:
    """A text's letters and digits, by which it is found again."""
    return re.sub(r"[\W_]+", "", text).casefold()
