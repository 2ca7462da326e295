"""World events: the days that anniversaries are counted from.

The kit's own table is `kit/data/world_events.csv`, with sources; a corpus adds to it and overrules it by an `events.csv`
of its own (`event, date, words, source`). `words` lists, between semicolons, the words that point to the event; of each
group all must stand in the sentence, or at least in the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from kit.data import read_list
from kit.english.timeline import calendar

if TYPE_CHECKING:
    from datetime import date

    from kit.english.timeline.rules import Moment

# An anniversary is written of around its day: this many days off, another event is meant.
AROUND = 200
# Within a year of an event the nearest such day is its own.
A_YEAR = 365


@dataclass(frozen=True)
class WorldEvent:
    """An event, its first day and the groups of words that point to it."""

    name: str
    day: date
    words: tuple[frozenset[str], ...]

    def named_in(self, words: frozenset[str]) -> int:
        """The size of the largest group of words that is all there."""
        return max((len(group) for group in self.words if group <= words), default=0)


@dataclass(frozen=True)
class WorldEvents:
    """The events to look in, and the article and sentence that are being read."""

    events: tuple[WorldEvent, ...]
    article: str = ""
    sentence: str = ""

    def find(self, moment: Moment, *, years: int, unit: str = "year", running: bool = False) -> WorldEvent | None:
        """The event that has such an anniversary around the reference day and that the text names.

        With `running` the period that begins on the anniversary may also be under way. None if none fits, or if two fit
        equally well: which is meant, the text does not tell.
        """
        if moment.anchor is None:
            return None
        fits = []
        article, sentence = words_of(self.article), words_of(self.sentence)
        for event in self.events:
            day = calendar.shift(event.day, years, unit)
            if day is None:
                continue
            gap = (day - moment.anchor).days
            after = calendar.shift(day, 1, unit) or day
            under_way = running and day <= moment.anchor < after
            named = 2 * event.named_in(sentence) or event.named_in(article)
            if named and (under_way or abs(gap) <= AROUND):
                fits.append((named, -abs(gap), event.name, event))
        fits.sort(reverse=True)
        if not fits or (len(fits) > 1 and fits[0][:2] == fits[1][:2] and fits[0][3].day != fits[1][3].day):
            return None
        return fits[0][3]

    def on_day(self, month: int, day: int, *, before: date) -> date | None:
        """The day of an event that began on such a day of a year and that the sentence names; None within a year of it."""
        sentence = words_of(self.sentence)
        return next(
            (
                e.day
                for e in self.events
                if (e.day.month, e.day.day) == (month, day) and (before - e.day).days > A_YEAR and e.named_in(sentence)
            ),
            None,
        )


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, without possessive endings."""
    return frozenset(re.findall(r"\w+", re.sub(r"['’]s\b", "", text.lower())))


@cache
def _own() -> tuple[WorldEvent, ...]:
    return _events(read_list("world_events.csv"))


def known_events(extra: pd.DataFrame | None = None) -> WorldEvents:
    """The kit's own events and a corpus's; where both name an event alike, the corpus's stands.

    >>> len(known_events().events) > 40
    True
    """
    more = _events(extra) if extra is not None else ()
    named = {event.name.lower() for event in more}
    return WorldEvents((*more, *(event for event in _own() if event.name.lower() not in named)))


def _events(frame: pd.DataFrame) -> tuple[WorldEvent, ...]:
    """The rows that have a name and a whole date; `kit check` complains of the others."""
    found = []
    for row in frame.to_dict("records"):
        day = pd.to_datetime(row.get("date"), errors="coerce", format="ISO8601")
        name = row.get("event")
        if pd.isna(name) or pd.isna(day):
            continue
        words = row.get("words")
        groups = str(name if words is None or pd.isna(words) else words).split(";")
        found.append(WorldEvent(str(name), day.date(), tuple(words_of(g) for g in groups if g.strip())))
    return tuple(found)
