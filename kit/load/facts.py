"""A fact: one thing found about an article, with the place where it stands and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass

from kit.load.page_parts.dates import Printed, find_dates, with_clock

# The source of what only a file's name says.
FILE_NAME = "file name"
# Where a fact stands, the surest first; within a source the first in the text wins.
TRUST = (
    "corrections", "manifest", "front matter", "html", "byline", "dateline", "credit line", "headline", "page stamp",
    "leading date", "url in text", "outlet line", "other articles", FILE_NAME,
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One thing found: `field` is a column of `articles` (or `credit`: who is thanked for a picture, no column of it).

    `printed` holds the day of a `published` or `dateline_date` before a missing year is settled; `label` is the word
    beside it: `published`, `updated` or nothing; `printed_in` is where a settled day stands, if `source` settled it.
    """

    field: str
    value: str
    source: str
    start: int | None
    end: int | None
    rule: str
    printed: Printed | None = None
    label: str = ""
    printed_in: str = ""


def dated(day: Printed, text: str, rule: str) -> Fact:
    """The fact of a publication day that a header states."""
    return Fact("published", day.moment or text[day.start : day.end], "front matter", day.start, day.end, rule, day)


def first_day(text: str, start: int, end: int, rule: str) -> list[Fact]:
    """The first day that a stretch of a header prints, with the time beside it, as a fact; nothing if it prints none."""
    return [dated(with_clock(day, text, start, end), text, rule) for day in find_dates(text, start, end)[:1]]


@dataclass(frozen=True)
class Piece:
    """A stretch of a line that is not running text: `role` is what it is."""

    start: int
    end: int
    role: str
