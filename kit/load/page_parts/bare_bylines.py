"""Bare bylines: a line without "By" between the headline and the text that says who wrote it, or which agency sent it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kit.data import read_list
from kit.load.facts import Fact
from kit.load.page_parts.agencies import agencies
from kit.load.page_parts.dateline_byline import is_post
from kit.load.page_parts.looks_like_name import is_name
from kit.load.page_parts.page_dates import read_stamp

if TYPE_CHECKING:
    from kit.load.page_parts.marked_lines import Sheet

# Such a line stands among the first of a text, has at most so many characters, and a text of so many words below it.
LINES, LENGTH, TEXT = 4, 90, 12
# Below such a line so many short ones may stand before the text: a day, a post, an agency.
BETWEEN = 3
# "Ann Example, Political Correspondent", "Ann Example | Exville", "Ann Example in Exville", "Ann Example with Example Agency".
_FORM = re.compile(r"(?P<who>[^,|]+?)(?:\s*(?P<mark>,|\||\s[-–—]|\sin\b|\swith\b)\s*(?P<more>[^|]+))?")
_JOINED = re.compile(r"\s+(?:and|&)\s+")
_WORD = re.compile(r"[^\W\d_]+")
_PERSON = r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:de|del|la|von|van|der|da|di|du)\s)*[^\W\d_a-z][\w.'’-]*[\w]){1,3}"
_PLACE = r"[^\W\d_a-z][\w'’-]*(?:[\s-](?:(?:de|la|le|of|the|upon)\s)?[^\W\d_a-z][\w'’-]*){0,3}"
_PEOPLE = rf"(?P<who>{_PERSON}(?:\s(?:and|&|AND)\s{_PERSON})?)"
# "From Ann Example in Exville", "From our correspondent in Exville, Ann Example", "Live reporter: Ann Example. Additional reporting …".
_SAID = (
    re.compile(rf"(?:From|FROM)\s{_PEOPLE}(?:\s(?:in|IN)\s|,\s)(?P<place>{_PLACE})"),
    re.compile(
        rf"(?i:(?:from\s)?(?:our|a)\s(?:[\w-]+\s){{0,2}}(?:correspondent|reporter))(?:\sin\s(?P<place>{_PLACE}))?(?:,|:|\s[-–—])\s{_PEOPLE}"
    ),
    re.compile(
        rf"(?i:(?:[a-z-]+\s)?(?:reporters?|reporting|words|writers?|correspondents?))\s?:\s{_PEOPLE}"
        r"(?:[.;|,]\s*(?i:additional|further|editing|editors?|pictures?|photos?|photographs?|video)\b.*)?"
    ),
)
# "CWS", "PBH & Our Correspondent", "From wire and staff reports", "(own report / Example)": nobody is named.
_PARTS = re.compile(r"\s*(?:/|&|\+|\band\b|\bwith\b)\s*")
_SENDER = re.compile(r"[A-Z]{2,6}")
_SENDING = re.compile(r"\b(?:agency|agencies|wire|press|newswire|news service)\b", re.IGNORECASE)
_STAFF = re.compile(
    r"(?:[\w'’]+\s+){0,2}(?:correspondents?|reporters?|staff|agencies|wires?|(?:own|staff|agency|wire) reports?)",
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
    if len(line) > LENGTH or not _stands_below_headline(sheet, n) or not (line[-1].isalnum() or line[-1] == ")"):
        return None
    if _names_nobody(line.strip("()")):
        return []
    for form in _SAID:
        if said := form.fullmatch(sheet.text, start, end):
            return [
                Fact(field, said[group], "byline", *said.span(group), "fact.byline.below-headline")
                for field, group in (("byline", "who"), ("place", "place"))
                if said.groupdict().get(group)
            ]
    return _of_names(sheet, n, line)


def _names_nobody(line: str) -> bool:
    """Whether a line tells only which agency or staff a report is from."""
    parts = _PARTS.split(re.sub(r"^from\s+", "", line, flags=re.IGNORECASE))
    staff = [bool(_STAFF.fullmatch(part)) for part in parts]
    sends = [len(part.split()) == 1 or part in agencies() or bool(_SENDING.search(part)) for part in parts]
    others = all(told or sender for told, sender in zip(staff, sends, strict=True))
    return others and (any(staff) or all(_SENDER.fullmatch(part) for part in parts))


def _of_names(sheet: Sheet, n: int, line: str) -> list[Fact] | None:
    """Who wrote it, if a line is made of names, with a post, a place or an agency behind them."""
    start = sheet.lines[n].start
    if "/" in line and "|" not in line and is_name(line.replace("/", " "), words=5):
        return None if _told_of(sheet, n, line) else []  # "Echo Sport / Examplewire"
    match = _FORM.fullmatch(line)
    people = _JOINED.split(match["who"]) if match else []
    if not match or not all(1 < len(who.split()) <= 4 and is_name(who, words=4) for who in people):
        return None
    more, mark = match["more"] or "", (match["mark"] or "").strip()
    post = is_post(more)
    staff = mark == "with" and bool(_STAFF.fullmatch(more))
    if more and not post and not staff and not is_name(more.replace("/", " "), words=4):
        return None
    given = any(_WORD.findall(who.lower())[0] in given_names() for who in people)
    sent = mark == "with" and (staff or more in agencies() or bool(_SENDER.fullmatch(more) or _SENDING.search(more)))
    if (mark == "with" and not sent) or (mark == "in" and (not given or _told_of(sheet, n, match["who"]))):
        return None
    if not (post or given or sent or (more and mark == "|")):
        return None if _told_of(sheet, n, match["who"]) else []
    what = "agency" if sent else "place"
    found = [("byline", match["who"])] + [(what, more)] * bool(more and not (post or staff or "/" in more))
    text, rule = sheet.line(n), "fact.byline.below-headline"
    spans = [(field, value, start + text.index(value)) for field, value in found]
    known = agencies() if sent else {}
    return [Fact(field, known.get(value, value), "byline", low, low + len(value), rule) for field, value, low in spans]


def _told_of(sheet: Sheet, n: int, names: str) -> bool:
    """Whether the text has one of some words beside this line: then they are what it is about."""
    others = {
        word.lower() for word in _WORD.findall(sheet.text[: sheet.lines[n].start] + sheet.text[sheet.lines[n].end :])
    }
    return bool(others & {word.lower() for word in _WORD.findall(names)})


def _stands_below_headline(sheet: Sheet, n: int) -> bool:
    """Whether a line stands alone below a headline, or below a label in capitals, and above the text."""
    if not sheet.first < n <= sheet.first + LINES or n + 1 >= len(sheet.lines):
        return False
    label = sheet.line(n - 1, LENGTH)
    below_headline = n == sheet.first + 1 or sheet.roles[n - 1] in ("byline", "dateline", "credit", "notice")
    alone = sheet.lines[n].blank or below_headline or (label.isupper() and len(label.split()) <= 3)
    text = n + 1
    while text < min(n + 1 + BETWEEN, len(sheet.lines) - 1) and _is_between(sheet, text):
        text += 1
    below = range(text, min(text + 2, len(sheet.lines)))
    return alone and any(len(sheet.line(m, 400).split()) >= TEXT for m in below) and sheet.lines[text].blank


def _is_between(sheet: Sheet, n: int) -> bool:
    line = sheet.line(n, LENGTH + 1)
    if len(line) > LENGTH or sheet.lines[n].blank:
        return bool(len(line) <= LENGTH and read_stamp(sheet.text, sheet.lines[n].start, sheet.lines[n].end))
    named = is_name(line, words=3) or is_post(line) or _names_nobody(line.strip("()"))
    return named or bool(read_stamp(sheet.text, sheet.lines[n].start, sheet.lines[n].end))
