"""Stamps: lines that say when a page was published or changed, and dates glued to the first words of a text."""

from __future__ import annotations

import re

from kit.data import phrases, word_set
from kit.data.rulebook import rule
from kit.load.facts import Fact, Piece
from kit.load.page_parts.dates import Printed, clocks, find_dates, weekday_of, with_clock
from kit.load.page_parts.months import weekday_named

# A stamp is short; a longer line with a date in it is a sentence.
LONGEST = 160
# Words that may stand in a stamp beside its date (an agency, a place, an author): more of them where a mark or a word
# such as "posted" or "by" shows that the line is one.
NAMES, MARKED_NAMES = 3, 8

# Label of a stamp that stands amid the running text.
INSIDE = "inside"
# A line that is only a label, and the stretch behind "this entry was posted" in which its day stands.
LABEL = 40

# The sets of words that stamps have in other languages than English.
_FOREIGN = ("words of publishing", "words of changing", "small words of stamps")


def _any(name: str) -> str:
    return "|".join(sorted(map(re.escape, phrases(name)), key=len, reverse=True))


_PUBLISHED = re.compile(
    r"\b(?:(?:first|originally|initially)\s+)?(?:published|posted|submitted|created|written|issued|filed|uploaded|publication date|"
    r"date published|pubdate|released|" + _any("words of publishing") + r")\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:(?:last|latest)\s+)?(?:updated?|modified|edited|revised|changed|" + _any("words of changing") + r")\b",
    re.IGNORECASE,
)
_ZONES = (
    r"(?:[ecmpa]|ak|h|n)?[sd]?t|gmt|utc|z|bst|w?est|ce?s?t|ee?s?t|msk|trt|[ipkwhjkn]st|hkt|sgt|myt|pht|ict|wib|pkt|gst|a[ecw][sd]?t|"
    r"nz[sd]t|wat|eat|cat|sast|brt|art"
)
_WORDS = re.compile(
    r"\b(?:publish(?:ed)?|post(?:ed)?|submitted|written|creat(?:ed|ion)|issued|filed|upload(?:ed)?|released|updated?|modified|edited|revised|"
    r"changed|first|last|latest|originally|initially|publication|pubdate|date[ds]?|time|story|article|news|on|at|by|"
    r"in|hrs|hours|uhr|noon|midnight|local|[ap]\.?\s?m|" + _ZONES + r"|uk|us|standard|eastern|pacific|central|daylight|"
    r"min(?:ute)?s?|read|updates?|" + "|".join(map(_any, _FOREIGN)) + r")\b\.?",
    re.IGNORECASE,
)
_MARK = re.compile(r"[|•·»@]|\bby\b|^\s*\W*\s*from\b|(?:来源|作者|记者)\s*[::]", re.IGNORECASE)
_SMALL = word_set("small words of bylines")
_LABEL = re.compile(
    r"\W*(?:(?:first|last|originally|date|story|article)\s+)?(?:published|posted|created|updated|modified|edited|date|"
    + "|".join(map(_any, _FOREIGN[:2]))
    + r")(?:\s+(?:on|at|date|time))?\W*$",
    re.IGNORECASE,
)
# What blogs write below a text (WordPress: "This entry was posted on Friday, May 3rd, 2013 at 10:15 am and is filed …").
_ENTRY = re.compile(
    r"\W*this\s+(?:entry|article|story|post|item|page|blog post)\s+(?:was|has been|is)\s+(?:(?:first|originally|also)\s+)?"
    r"(?P<word>published|posted|written|created|filed|last updated|updated|modified)\b",
    re.IGNORECASE,
)
# Lines that begin so carry days of something else, not of the article.
_OTHER = re.compile(
    r"\s*\W?\s*(?:correction|clarification|editor|note|copyright|©|expires?|event|deadline|born|died)\b", re.IGNORECASE
)
# What else a day line says of itself: "(updates with figures)", "| English edition |", and the initials of who put it there.
_REMARK = re.compile(rf"\((?:{_any('first words of remarks')})\b[^()]*\)", re.IGNORECASE)
_EDITION = re.compile(rf"[|•·–—,(/-]\s*(?:[A-Z]\w+\s)?(?:{_any('kinds of edition')})\s*(?=[|•·–—,)/-]|$)")
_INITIALS = re.compile(r"\s?[/|]\s?[a-z]{2,3}$")
_AGO = re.compile(r"\d{1,2} (?:min(?:ute)?|hour|day|week|month|year)s? ago", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w'’.&-]*\w)?")
# What may stand before a keyword or date that opens a line.
_OPENING = re.compile(r"[\s|•·:*_#>(\[-]*")
_GLUED = re.compile(r"(?:date(?:line)?|published|posted|updated)(?:\s+(?:on|at))?\s*[:=-]?\s*", re.IGNORECASE)
_AFTER_DATE = re.compile(r"\s*(?:[-–—|:•·]+|--)\s*(?=\S)")


def read_stamp(text: str, start: int, end: int, *, label: str = "") -> list[Fact]:
    """The days that a line states, if it is a stamp and nothing else; else nothing.

    >>> line = "Posted: May 3, 2013 | Updated: May 4, 2013 9:31 AM"
    >>> [(fact.value, fact.label) for fact in read_stamp(line, 0, len(line))]
    [('2013-05-03', 'published'), ('2013-05-04T09:31', 'updated')]

    `label` is what the line above says, if it is nothing but "Published" or the like.
    """
    if end - start > LONGEST:
        return []
    dates = [with_clock(d, text, start, end) for d in find_dates(text, start, end)]
    if not dates or _OTHER.match(text, start, end) or not _nothing_else(text, start, end, dates):
        return []
    return _facts(text, start, dates, "page stamp", "fact.day.line", label)


def read_label(text: str, start: int, end: int) -> str:
    """`published` or `updated`, if a line says that and nothing else; its day is on the next one."""
    return _label(text[start:end]) if end - start <= LABEL and _LABEL.match(text, start, end) else ""


def says_when(text: str, start: int, end: int) -> bool:
    """Whether a line says that the page was put up or changed at a time, and no day: "Last update Saturday 5.35pm"."""
    times = clocks(text, start, end) if end - start <= LABEL else []
    if not times or not _label(text[start:end]):
        return False
    line = text[start:end]
    for low, high in [*((low - start, high - start) for low, high in times), *weekday_of(line)]:
        line = line[:low] + " " * (high - low) + line[high:]
    return not _WORD.search(_WORDS.sub(" ", line))


def read_entry(text: str, start: int, end: int) -> list[Fact]:
    """The day in a sentence about the article itself ("This entry was posted on May 3rd, 2013 and …")."""
    match = _ENTRY.match(text, start, end)
    dates = find_dates(text, match.end(), min(end, match.end() + LABEL)) if match else []
    days = [with_clock(date, text, start, end) for date in dates[:1]]
    return _facts(text, start, days, "page stamp", "fact.day.sentence")


def read_opening(text: str, start: int, end: int) -> tuple[list[Fact], Piece] | None:
    """A date glued to the first words of a line ("date 2025-02-12 Trump's …", "Published May 3, 2013 - The …")."""
    window = min(end, start + LONGEST)
    dates = find_dates(text, start, window)
    if not dates:
        return None
    first = dates[0]
    at = _OPENING.match(text, start, end).end()  # type: ignore[union-attr]  # it matches the empty string too
    word = _GLUED.match(text, at, first.start)
    if (word.end() if word else at) != first.start and not _only_weekday(text, at, first.start):
        return None
    stop = first.end
    for clock in clocks(text, first.end, min(window, first.end + 20)):
        if not text[stop : clock[0]].strip(" ,|-–at"):
            stop = clock[1]
    after = _AFTER_DATE.match(text, stop, end)
    rest = text[after.end() if after else stop : end].lstrip()
    # "Friday, May 3: …" heads an entry of a chronicle, so a colon alone does not make a date the article's.
    marked = bool(after) and ":" not in after.group()  # type: ignore[union-attr]
    glued = bool(word) or marked or (text[first.start : first.start + 4].isdigit() and first.day is not None)
    if not glued or not rest or not (rest[0].isupper() or rest[0] in "\"'“‘«(") or text[stop].isalnum():
        return None
    printed = with_clock(first, text, start, min(window, stop))
    facts = _facts(text, start, [printed], "leading date", "fact.day.before-text")
    return facts, Piece(at, after.start() + len(after.group().rstrip()) if after else stop, "dateline")


def _facts(text: str, start: int, dates: list[Printed], source: str, why: str, above: str = "") -> list[Fact]:
    facts, before = [], start
    for printed in dates:
        label = _label(text[before : printed.start]) or above
        value = printed.moment or text[printed.start : printed.end]
        because = rule(why, "fact.day.marked", argument=label) if label else why
        facts.append(Fact("published", value, source, printed.start, printed.end, because, printed, label))
        before = printed.end
    return facts


def _label(before: str) -> str:
    published, updated = _PUBLISHED.search(before), _UPDATED.search(before)
    if published and updated:
        return "published" if published.start() > updated.start() else "updated"
    return "published" if published else "updated" if updated else ""


def _nothing_else(text: str, start: int, end: int, dates: list[Printed]) -> bool:
    """Whether a line without its dates, times and stamp words holds no more than a name or two."""
    beside = [match.span() for form in (_REMARK, _EDITION, _INITIALS) for match in form.finditer(text, start, end)]
    line = list(text[start:end])
    for low, high in [(d.start, d.end) for d in dates] + clocks(text, start, end) + beside:
        line[low - start : high - start] = " " * (high - low)
    rest = _AGO.sub(" ", "".join(line))
    for low, high in weekday_of(rest):
        rest = rest[:low] + " " * (high - low) + rest[high:]
    rest = re.sub(r"[^\W\d_]+(?:-feira)?", lambda word: " " if weekday_named(word[0]) is not None else word[0], rest)
    headed = text[start : dates[0].start].rstrip().endswith(",") and dates[0].end == end  # "The Echo, 4 May 2013"
    marked = headed or bool(_PUBLISHED.search(rest) or _UPDATED.search(rest) or _MARK.search(rest))
    names = [name for name in _WORD.findall(_WORDS.sub(" ", rest)) if name not in _SMALL]
    return not any(name[0].islower() for name in names) and len(names) <= (MARKED_NAMES if marked else NAMES)


def _only_weekday(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    named = weekday_of(between)
    return bool(named) and not (between[: named[0][0]] + between[named[0][1] :]).strip(" ,.")
