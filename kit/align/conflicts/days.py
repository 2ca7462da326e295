"""Days: two articles that give different days for one happening.

Understood, and no conflict: a weekday for a date, a month for a day in it, times of day, and a day that only the place
or hour of printing moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.conflicts.facts import REPORTS, STEM, other_names
from kit.align.conflicts.partners import AGREE
from kit.data import read_list, word_set
from kit.data.calendar import MONTH_STEMS, WEEKDAYS
from kit.english.doc import SUBJECTS
from kit.english.lexicon.senses import is_person_noun, kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.facts import Fact, Source
    from kit.english.doc import Token

GRAINS = frozenset({"time", "day", "month"})
BOUNDS = word_set("signals of bounds")
# Where a day was counted from the day of printing and not printed as a date, only further days apart are told apart.
SHIFTED = 1
# Two days further apart are of two happenings.
FAR, MONTHS_FAR = 35, 190
HAPPENING = word_set("verbs of happening")
_PARTICLES = word_set("particles of verbs")
# A weekday, a month, or a day counted from the day of printing; not an hour alone.
_NAMES_A_DAY = re.compile(
    rf"\b(?:{'|'.join((*WEEKDAYS, *MONTH_STEMS))}|yesterday|tomorrow|today)",
    re.IGNORECASE,
)


_NAMES_A_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})", re.IGNORECASE)
# Of an article without a day of its own only the weekdays are compared, of one week.
LENT, WEEK = frozenset({"other articles", "event"}), 7


@dataclass(frozen=True, slots=True)
class Day:
    """The days an expression covers, the word it dates, whether it is printed as a date, and whether others lent the day it is counted from."""

    earliest: pd.Timestamp
    latest: pd.Timestamp
    event: str
    kind: str
    grain: str
    particle: str
    verb: bool
    printed: bool
    subject: str = ""
    lent: bool = False
    thing: str = ""
    who: tuple[str, str] | None = None


def day_facts(source: Source, times: Sequence[Any]) -> Iterator[Fact]:
    """Every day or month that a happening is dated to."""
    doc = source.doc
    for row in times:
        if (
            row.type not in ("DATE", "TIME")
            or row.grain not in GRAINS
            or pd.isna(row.earliest)
            or pd.isna(row.latest)
            or pd.isna(row.event_start)
            or (row.anchor_from in LENT and not _NAMES_A_WEEKDAY.search(row.text))
            or (pd.notna(row.signal) and str(row.signal).lower() in BOUNDS)
            or pd.notna(row.mod)
        ):
            continue
        dated = doc.token_at(int(row.event_start))
        if dated is None or dated.lemma_ in REPORTS or dated.pos_ == "PROPN":
            continue
        printed = any(c.isdigit() for c in row.text)
        grain = "month" if row.grain == "month" else "day"
        if not _NAMES_A_DAY.search(row.text):
            continue
        subject = _subject(dated)
        happening = subject if dated.lemma_ in HAPPENING else ""  # "the blast happened"
        value = Day(
            row.earliest,
            row.latest,
            happening or dated.lemma_.lower(),
            str(row.kind),
            grain,
            _particle(dated),
            not happening and dated.pos_ in ("VERB", "AUX"),
            printed,
            "" if happening else subject,
            row.anchor_from in LENT,
            _thing(dated),
            _who(dated),
        )
        made = source.fact([(int(row.event_start), int(row.event_end))], (int(row.start), int(row.end)), "day", value)
        if made is not None:
            made.head = dated.lemma_.lower()
            yield made


def _one_happening(one: Fact, other: Fact) -> bool:
    """Whether the words dated may be of one happening: two verbs that are no two stages of it, or words of one meaning."""
    a, b = one.value, other.value
    if a.subject and b.subject and not kin(a.subject, b.subject, "NOUN"):
        return False  # the contract went, the staff went
    return (a.verb and b.verb and not _two_stages(a.event, b.event)) or _one_event(a, b)


def _two_stages(one: str, other: str) -> bool:
    """Whether two verbs tell of what follows one on the other: "was arrested", "was charged"."""
    return any(one in stages and other in stages for stages in _stages()) and not kin(one, other, "VERB")


@cache
def _stages() -> tuple[frozenset[str], ...]:
    listed = read_list("scopes.csv")
    return tuple(frozenset(words.split()) for words in listed.loc[listed["group"] == "stage", "words"])


def _one_event(one: Day, other: Day) -> bool:
    """Whether two words may mean one happening: "blast" and "explosion", "explosion" and "exploded"."""
    if one.verb != other.verb:
        return one.event[:STEM] == other.event[:STEM]
    return kin(one.event, other.event, "VERB" if one.verb else "NOUN")


def _subject(verb: Token) -> str:
    """The noun or figure that a dated verb is said of; "" if it is a name, a pronoun or a person."""
    noun = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.pos_ in ("NOUN", "NUM")), None)
    return "" if noun is None or is_person_noun(noun.lemma_) else noun.lemma_.lower()


def _thing(verb: Token) -> str:
    """The noun for what a dated verb is done to; "" if it is a name or a pronoun."""
    children = (c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN")
    return next((c.lemma_.lower() for c in children), "")


def _who(verb: Token) -> tuple[str, str] | None:
    """The last name that a dated verb is said of, with what it is of the verb."""
    named = (c for c in verb.lefts if c.dep_ in SUBJECTS and c.pos_ == "PROPN")
    return next(((c.dep_, c.lower_) for c in named), None)


def _particle(verb: Token) -> str:
    """In, out, off: what turns a verb into another."""
    return next((c.lower_ for c in verb.rights if c.dep_ == "prt" or c.lower_ in _PARTICLES), "")


def same_day(one: Fact, other: Fact) -> bool:
    """Whether both may be one day."""
    a, b = one.value, other.value
    return bool(a.earliest <= b.latest and b.earliest <= a.latest)


# Days between two weekdays of one week, and the words of hours that one place of printing gives to another day.
IN_A_WEEK = 6
_AT_NIGHT = re.compile(r"\b(?:night|overnight|midnight|late|early)\b", re.IGNORECASE)
MORE = word_set("words of one more of a kind")
# Stems that both clauses have, that of the happening among them.
TELLING = 3


def on_other_weekdays(one: Fact, other: Fact, printed_apart: int, texts: tuple[str, str]) -> bool:
    """Whether two days that differ are weekdays of one week of surely one happening, in articles printed on one day or on the next.

    Its words have one meaning, and three of both clauses, or two and a name, are the same; nights may be of two days.
    """
    a, b = one.value, other.value
    apart = max((b.earliest - a.latest).days, (a.earliest - b.latest).days)
    if abs(printed_apart) > 1 or apart > IN_A_WEEK or "month" in (a.grain, b.grain) or a.printed or b.printed:
        return False
    if not all(_NAMES_A_WEEKDAY.search(text) for text in texts) or any(_AT_NIGHT.search(text) for text in texts):
        return False
    if a.thing and b.thing and not kin(a.thing, b.thing, "NOUN"):
        return False  # a baker arrested, a clerk arrested
    if a.who and b.who and a.who[0] == b.who[0] and a.who != b.who:
        return False  # Rovers beat United, United beat Rovers
    more = [MORE & set(fact.clause.lower().split()) for fact in (one, other)]
    if more[0] != more[1]:
        return False  # a second suspect
    ours, theirs = (frozenset().union(*fact.names.values()) for fact in (one, other))
    names = bool(ours & theirs)
    if ours and theirs and not names:
        return False
    return a.particle == b.particle and _one_event(a, b) and len(one.stems & other.stems) + names >= TELLING


def one_day(one: Fact, other: Fact) -> bool:
    """Whether two days that agree may be of one happening."""
    a, b = one.value, other.value
    if a.kind != b.kind or a.grain != b.grain or a.lent or b.lent or other_names(one, other):
        return False
    if a.kind == "planned":  # "takes place on 9 October", "the date is October 9"
        return True
    return a.particle == b.particle and _one_event(a, b)


class DayKinds:
    """AGREE, "day" if two days differ and may be of one happening, else "". `published` is the day of each article."""

    def __init__(self, published: Mapping[str, Any]) -> None:
        self.published = published

    def __call__(self, one: Fact, other: Fact) -> str:
        if one.marked and other.marked and not (one.value.printed and other.value.printed):
            return ""  # "today" in a quotation that is printed on another day
        if same_day(one, other):
            return AGREE
        return "day" if self._may_be_apart(one, other) else ""

    def _may_be_apart(self, one: Fact, other: Fact) -> bool:
        a, b = one.value, other.value
        if (
            not _one_happening(one, other)
            or a.kind != b.kind
            or a.grain != b.grain
            or (a.event == b.event and a.particle != b.particle)
            or other_names(one, other)
        ):
            return False
        apart = max((b.earliest - a.latest).days, (a.earliest - b.latest).days)
        if (a.lent or b.lent) and apart >= WEEK:
            return False
        if apart > (MONTHS_FAR if a.grain == "month" else FAR) or (apart <= SHIFTED and a.printed != b.printed):
            return False
        return self._known(one, other) and self._known(other, one)

    def _known(self, one: Fact, other: Fact) -> bool:
        """Whether the other article can tell of what happened on this day: it was not printed before."""
        printed = self.published.get(other.article_id)
        return one.value.kind == "planned" or printed is None or pd.isna(printed) or one.value.earliest <= printed
