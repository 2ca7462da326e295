"""Given values: the figures and days of the sentences of one article, and with what words."""

from __future__ import annotations

import re
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.conflicts.days import SHIFTED
from kit.align.conflicts.limits import NO_LIMITS, Limits, limits_of
from kit.align.conflicts.number_facts import bounds, length_of_time, number_of, said_of
from kit.data.calendar import WEEKDAYS
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.align.conflicts.facts import Source
    from kit.english.doc import Token

# A sentence of fewer words tells too little, one of more is a list.
SHORTEST, LONGEST = 8, 80
# How `quantities.bound` loosens a figure that may only be less.
AT_MOST = "at most"
_DATE = re.compile(rf"\d|\b(?:{'|'.join(WEEKDAYS)})", re.IGNORECASE)
# "Wednesday evening" is a day.
_WEEKDAY, _DAYPART = re.compile(rf"(?:{'|'.join(WEEKDAYS)})", re.IGNORECASE), "day"
_GRAINS = frozenset({"day", "month", "year"})
# The sort of a day begins so, that of an age so.
DAY, AGE = "day", "age"


class Given(NamedTuple):
    """A figure or a day: where it stands, from where to where it may lie, as it is printed and with what loosens it.

    `sort` is what it must share to be compared, `shown` where the noun right behind it ends, `tally` whether it may grow, `known`
    the day from which it can be told.
    """

    start: int
    end: int
    sort: str
    printed: tuple[float, float]
    loosened: tuple[float, float]
    bound: str
    text: str
    shown: int
    tally: bool = False
    known: float = -inf
    limits: Limits = NO_LIMITS

    @property
    def is_day(self) -> bool:
        return self.sort.startswith(DAY)

    def differs(self, other: Given) -> bool:
        """Whether the two cannot be one; what is loosened in the same way is compared as printed: "at least 23", "at least 32"."""
        a, b = (self.printed, other.printed) if self.bound == other.bound else (self.loosened, other.loosened)
        if not self.is_day:
            return a[1] < b[0] or b[1] < a[0]
        shifted = self.text[:1].isdigit() != other.text[:1].isdigit()  # a date and a weekday, of two places of printing
        return max(a[0] - b[1], b[0] - a[1]) > (SHIFTED if shifted else 0)


class Sentence(NamedTuple):
    """A sentence that gives a value: its words, as they stand and as they are compared, and its values."""

    source: Source
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    given: tuple[Given, ...]

    @property
    def article_id(self) -> str:
        return self.source.doc.article_id

    def within(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from this to that stand."""
        return self.tokens[first].idx, self.tokens[last - 1].end

    def given_in(self, first: int, last: int) -> list[Given]:
        """The values that stand, in part, in these words."""
        start, end = self.within(first, last)
        return [value for value in self.given if value.start < end and start < value.end]

    def own_words(self, first: int, last: int, *, reports: bool = False) -> Iterator[Token]:
        """The words that are no part of a value, and tell of no report unless `reports`."""
        for token in self.tokens[first:last]:
            if (reports or token.idx not in self.source.cues) and not any(
                v.start <= token.idx < v.end for v in self.given
            ):
                yield token


def sentences_with_values(source: Source, quantities: Sequence[Any], times: Sequence[Any]) -> Iterator[Sentence]:
    """The sentences of an article that give a value, each wording once."""
    values = sorted(chain(_figures(source, quantities), _times(source, times)))
    seen: set[tuple[str, ...]] = set()
    at = 0
    for sentence in source.doc.sentences if source.doc.analysed else ():
        begin = at
        while at < len(values) and values[at].start < sentence.end_char:
            at += 1
        if at > begin and sentence.role in READ_ROLES and SHORTEST <= len(sentence) <= LONGEST:
            tokens = tuple(t for t in sentence if any(c.isalnum() for c in t.lower_))
            words = tuple(t.lower_ for t in tokens)
            if words not in seen:
                seen.add(words)
                yield Sentence(source, tokens, words, tuple(values[begin:at]))


def _figures(source: Source, quantities: Sequence[Any]) -> Iterator[Given]:
    for row in quantities:
        if pd.notna(row.value):
            _, _, number = number_of(row, said_of(source.doc, row))
            span = pd.notna(row.upper)  # of "500 to 8,000" the 8,000 is compared, as of "up to 8,000"
            bound = AT_MOST if span else "" if pd.isna(row.bound) else str(row.bound)
            printed = bounds(number.high if span else number.value, "", str(row.text))
            sort, loosened = f"{row.kind} {row.unit}", (number.low, number.high)
            beside = pd.notna(row.of_start) and row.of_start == row.end + 1
            shown = int(row.of_end if beside else row.end)
            limits = limits_of(source.doc, row)
            yield Given(
                int(row.start),
                int(row.end),
                sort,
                printed,
                loosened,
                bound,
                row.text,
                shown,
                number.tally,
                limits=limits,
            )


def _times(source: Source, times: Sequence[Any]) -> Iterator[Given]:
    """The lengths of time, and the days, months and years that are printed as such."""
    for row in times:
        bound = "" if pd.isna(row.mod) else str(row.mod)
        start, end = int(row.start), int(row.end)
        if (length := length_of_time(row)) is not None:
            base, number = length
            exact, loosened = (number.value, number.value), (number.low, number.high)
            yield Given(start, end, base, exact, loosened, bound, row.text, end, limits=limits_of(source.doc, row))
        elif (row.type == "DATE" or _WEEKDAY.match(row.text)) and pd.notna(row.earliest) and pd.notna(row.latest):
            days = row.earliest.toordinal(), row.latest.toordinal()
            known = -inf if row.kind == "planned" else days[0]
            grain = _DAYPART if row.type == "TIME" else row.grain
            if grain in _GRAINS and _DATE.search(row.text):
                yield Given(start, end, f"{DAY} {grain}", days, days, "", row.text, end, known=known)
