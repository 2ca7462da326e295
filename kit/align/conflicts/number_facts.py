"""Number facts: the figures and lengths of time of one article that another may give otherwise."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from math import floor, inf, log10
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.conflicts.facts import optional_span
from kit.align.conflicts.limits import NO_LIMITS, Limits, limits_of
from kit.align.conflicts.scopes import Scope, Scopes
from kit.data import meanings, phrases, read_list, word_set
from kit.data.calendar import MONTHS, WEEKDAYS
from kit.english.lexicon.calendar import ONES
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.align.conflicts.facts import Fact, Source
    from kit.english.doc import Doc, Token

# "About 200" may be this much more or less; a number turned into another unit, so much.
ABOUT, CONVERTED = 0.1, 0.04
# Counts below this are given exactly: 20 and 23 are two numbers, 2,300 and 2,280 may be one.
EXACT = 100
# Degrees Fahrenheit at 0 degrees Celsius.
FREEZING = 32
# A length of time as TIMEX3 writes it: P3D, PT2H.
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
# Before a number: it is compared with another, or says by how much something changed.
_COMPARED = re.compile(
    r"\b(?:from|than|against|since|compared (?:with|to)|instead of|as opposed to)\s+(?:\w+\s+)?$", re.IGNORECASE
)
# "A crack, then about 4 feet long": how much it was at another time; no "then hit 4 cars".
_THEN = re.compile(
    r"(?:,|\b(?:was|were|by|back|even))\s+then\s+(?:(?:about|around|roughly|nearly|almost|only|just|some|over|under)\s+)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:more|less|fewer|other) than\s+$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:\w+\s+)?$", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:another|further|additional|extra)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_MORE = re.compile(
    r"\s*(?:more|fewer|less|others?|further|additional|extra|longer|later|earlier|ago|before|after)\b", re.IGNORECASE
)
# "700 jobs in Tull".
_IN_PLACE = re.compile(
    rf"\s+[a-z]+(?:\s[a-z]+){{0,2}}\s(?:in|at|of|from)\s(?:the\s)?(?!(?:{'|'.join((*WEEKDAYS, *MONTHS))})\b)([A-Z]\w+)"
)
_PER = re.compile(
    r"\s*(?:(?!in\b|within\b|over\b|for\b|of\b)\w+\s+)?(?:per|an?|each|every)\s+(second|minute|hour|day|night|week|month|year|head|person)\b",
    re.IGNORECASE,
)
# "2, 000": torn apart by whoever copied the text.
_TORN, _TORN_OFF = re.compile(r"\d[,.]\s*(?=\d{3})"), re.compile(r",\s*\d{3}|-\d")
_HOW_BADLY = phrases("adverbs of harm")
# "Three of them", "two seriously", a figure in other units behind it.
_PART = re.compile(
    rf"\s*(?:{'|'.join(_HOW_BADLY)})\b|\s*of (?:(?:them|whom|which|these|those who)\b|(?:the|its|their|his|her)\s+(?:\w+\s+)?(?:\d|{'|'.join(ONES[2:13])}|dozen))",
    re.IGNORECASE,
)
# Before the whole of which a part is told: "kept 16 of their 31 seats".
_OF_WHOLE = re.compile(
    rf"(?:\d|\b(?:{'|'.join(ONES[2:13])}))\s+of\s+(?:the|its|their|his|her)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_TWICE = re.compile(r"\d[\d,.]*\s?[\w²³]*\s?\([^()]*$")
# Between a figure and the noun that it leaves out: it is one of a part.
_APART = re.compile(r"[—–;:(]|\s-\s")
# What a length measures: two of different sorts are of two things.
_DIMENSIONS = meanings("dimension")
_DIMENSION = re.compile(rf"\b({'|'.join(_DIMENSIONS)})\b", re.IGNORECASE)
LEADING = word_set("verbs of leading by")
FEW = 3
SUFFERS = frozenset({"suffer", "sustain", "receive"})
INJURIES, FINDING = word_set("injuries"), word_set("verbs of finding the dead")
# Lengths of time that place what happened, and do not measure it.
_PLACED = re.compile(
    r"\b(?:in|over|within|after|past|last|next|first|previous|every|recent|these|those)\s+(?:the\s+|a\s+|about\s+|nearly\s+|(?:past|last|next|first)\s+)*$",
    re.IGNORECASE,
)
_TIMES = {
    "Y": ("duration", 365.25), "M": ("duration", 30.44), "W": ("duration", 7.0), "D": ("duration", 1.0),
    "TH": ("hours", 1 / 24), "TM": ("hours", 1 / 1440), "TS": ("hours", 1 / 86400),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in the base unit of its kind: it may stand for anything from `low` to `high`; `said` is the class of what is said of it.

    `place` is that of what is counted ("700 jobs in Tull"), `beside` the other figures of the unit in its sentence.
    """

    value: float
    low: float
    high: float
    unit: str
    said: str
    text: str
    tally: bool = False
    measures: str = ""
    place: str = ""
    beside: frozenset[float] = frozenset()
    scope: Scope | None = None
    limits: Limits = NO_LIMITS


def number_facts(source: Source, quantities: Sequence[Any], times: Sequence[Any]) -> Iterator[Fact]:
    """Every figure that another article may give otherwise, and every length of time."""
    scopes, figures = Scopes(source, times), _by_sentence(source, quantities)
    for fact in _facts(source, quantities, times):
        span = source.doc.span_at(fact.start, fact.end)
        beside = figures.get(span.sent.start, frozenset()) if span is not None else frozenset()
        fact.value = replace(fact.value, scope=scopes.of(fact), beside=beside - {fact.value.value})
        yield fact


def _by_sentence(source: Source, quantities: Sequence[Any]) -> dict[int, frozenset[float]]:
    """The figures of each sentence, in base units, by its first token."""
    found: dict[int, set[float]] = {}
    for row in quantities:
        span = source.doc.span_at(int(row.start), int(row.end))
        if span is not None and pd.notna(row.value):
            _, factor = _factors().get("count" if pd.isna(row.unit) else str(row.unit), ("", 1.0))
            found.setdefault(span.sent.start, set()).add(float(row.value) * factor)
    return {start: frozenset(values) for start, values in found.items()}


def _facts(source: Source, quantities: Sequence[Any], times: Sequence[Any]) -> Iterator[Fact]:
    text = source.doc.text
    figures = sorted(int(row.start) for row in quantities)
    for row in quantities:
        if pd.isna(row.value) or row.kind == "age" or _is_compared(text, row):
            continue
        if _is_torn(text, row):
            continue
        said = said_of(source.doc, row)
        if row.value < FEW and pd.isna(row.unit) and not said:
            continue
        base, per, number = number_of(row, said)
        words = [*optional_span(row, "of"), *optional_span(row, "predicate")]
        if not words and (verb := _verb(source.doc, row)) is not None:
            words, said = [(verb.idx, verb.end)], classes().get(verb.lemma_, "")
            number = replace(number, said=said, tally=bool(said) and number.unit == "count")
        words = [span for span in words if not _beyond(span, row, figures)]
        yield from _made(source, row, words, number, base, said, per)
    for row in times:
        length = length_of_time(row)
        before = text[max(0, row.start - 40) : row.start]
        if length is None or _COMPARED.search(before) or _PLACED.search(before):
            continue
        base, number = length
        noun = _noun_behind(source.doc, row) if "-" in row.text else None
        words = optional_span(row, "event") if noun is None else [(noun.idx, noun.end)]
        for fact in _made(source, row, words, number, base, ""):
            fact.head = "" if noun is None else noun.lemma_.lower()
            yield fact


def _is_torn(text: str, row: Any) -> bool:
    before = _TORN.search(text, max(0, row.start - 6), row.start + 3)
    return (before is not None and before.end() == row.start) or _TORN_OFF.match(text, row.end) is not None


def _is_compared(text: str, row: Any) -> bool:
    """Whether what stands before a figure sets it beside another, or says that it was so then; "more than 60" is a bound."""
    before = text[max(0, row.start - 40) : row.start]
    return bool(_THEN.search(before)) or bool(
        _COMPARED.search(before if pd.isna(row.bound) else _BOUND.sub("", before))
    )


def _beyond(span: tuple[int, int], row: Any, figures: Sequence[int]) -> bool:
    """Whether another figure stands between a figure and these words: "owns 9,300 homes, and 3,100 garages"."""
    first, last = min(span[0], int(row.start)), max(span[1], int(row.end))
    between = figures[bisect_left(figures, first) : bisect_left(figures, last)]
    return any(at != row.start for at in between)


def _made(source: Source, row: Any, words: list, number: Number, base: str, said: str, per: str = "") -> Iterator[Fact]:
    text = source.doc.text
    if any(_APART.search(text[min(end, row.end) : max(start, row.start)]) for start, end in words):
        return  # "seven bullets — three to the back"
    before, after = text[max(0, row.start - 30) : row.start], text[row.end : row.end + 30]
    rate = _PER.match(after)
    per = rate[1].lower() if rate else per
    sort = _sort(source.doc, row, base, before, after)
    if (
        _PART.match(after)
        or _OF_WHOLE.search(before)
        or _TWICE.search(before)
        or (base == "count" and sort == "change")
    ):
        return
    measures = _DIMENSION.search(before[-20:] + " # " + after[:20]) if base == "m" else None
    place = _IN_PLACE.match(text, row.end) if base == "count" else None
    number = replace(
        number, measures=_DIMENSIONS[measures[1].lower()] if measures else "", place="" if place is None else place[1],
        limits=limits_of(source.doc, row) if hasattr(row, "of_start") else NO_LIMITS,
    )  # fmt: skip
    topic = f"{base} {sort}{f' per {per}' if per else ''}"
    made = source.fact(words, (int(row.start), int(row.end)), topic, number)
    if made is not None:
        made.deed = _deed(source.doc, row)
        made.about, made.head = said, "" if pd.isna(getattr(row, "head", pd.NA)) else str(row.head)
        yield made


def _sort(doc: Doc, row: Any, base: str, before: str, after: str) -> str:
    """Level or change; of a length, how far, whether something fell 60 metres or by 60 metres, or to what."""
    if base == "m":
        return "reached" if _TO.search(before) else "far"
    return "change" if _is_change(doc, row, before, after) else "level"


def _is_change(doc: Doc, row: Any, before: str, after: str) -> bool:
    """Whether a figure says by how much: "rose 5 %", "extended by a week", "another 20"; who "leads by 42 seconds" has a lead."""
    if _ADDED.search(before) or _MORE.match(after):
        return True
    if pd.notna(measure := getattr(row, "measure", pd.NA)) and pd.isna(row.predicate):
        return str(measure) == "change"
    verb = _verb(doc, row) if _BY.search(before) else None
    return verb is not None and verb.lemma_ not in LEADING


def _deed(doc: Doc, row: Any) -> str:
    """The verb by which something is said of a count: its predicate, else the verb above it."""
    if pd.notna(said := getattr(row, "predicate", pd.NA)):
        return str(said)
    verb = _verb(doc, row)
    return "" if verb is None else verb.lemma_


def _noun_behind(doc: Doc, row: Any) -> Token | None:
    """What a length of time describes: the contract of "a three-year contract"."""
    span = doc.span_at(row.start, row.end)
    if span is None:
        return None
    head = span.root.head
    while head.dep_ in ("compound", "amod", "nmod") and head.head.i > head.i:
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") and head.i > span.root.i else None


def _verb(doc: Doc, row: Any) -> Token | None:
    """The verb that a bare figure hangs from, itself a part of its clause."""
    span = doc.span_at(row.start, row.end)
    return None if span is None else next((t for t in span.root.ancestors if t.pos_ == "VERB"), None)


def said_of(doc: Doc, row: Any) -> str:
    """The class of what is said of a count: by its predicate, its noun, or what somebody has ("two suffered injuries", "were treated for cuts")."""
    for word in (row.predicate, row.head):
        if pd.notna(word) and str(word) in classes():
            return classes()[str(word)]
    verb = _verb(doc, row)
    if verb is None:
        return ""
    if pd.notna(row.head) and row.head == "body" and verb.lemma_ in FINDING:
        return "dead"
    treated = (t for c in verb.rights if c.lower_ == "for" and verb.lemma_ == "treat" for t in c.rights)
    suffered = (t for t in verb.rights if t.dep_ == "dobj" and verb.lemma_ in SUFFERS)
    return next(("hurt" for t in (*suffered, *treated) if t.lemma_ in INJURIES), "")


def number_of(row: Any, said: str) -> tuple[str, str, Number]:
    """The base unit of a quantity, per what it is counted, and the figure in that unit; `said` is the class of what is said of it."""
    unit, _, per = ("count" if pd.isna(row.unit) else str(row.unit)).partition(" per ")
    base, factor = _factors().get(unit, (unit, 1.0))
    value = float(row.value) * factor
    if unit == "degree Fahrenheit" and str(row.measure) == "level":
        value -= FREEZING * factor
    bound = "" if pd.isna(row.bound) else str(row.bound)
    low, high = bounds(value, bound, "exact" if unit == "count" and row.value < EXACT else str(row.text))
    if pd.notna(row.upper):
        high = float(row.upper) * factor
    return base, per, Number(value, low, high, unit, said, row.text, tally=bool(said) and unit == "count")


def length_of_time(row: Any) -> tuple[str, Number] | None:
    """Whether a row of `times` is a length in days or in hours, and how long it is, in days; None if it is none."""
    length = _DURATION.fullmatch(str(row.value)) if row.type == "DURATION" and pd.notna(row.value) else None
    if length is None or length[1] + length[3] not in _TIMES:
        return None  # "all summer" is P1S, a season
    base, factor = _TIMES[length[1] + length[3]]
    value = float(length[2]) * factor
    low, high = bounds(value, str(row.mod), "exact")
    return base, Number(value, low, high, unit=length[3], said="", text=row.text)


def bounds(value: float, bound: str, printed: str) -> tuple[float, float]:
    """From where to where the figure may lie, by its bound and by how round it is."""
    if bound in ("more than", "at least", "EQUAL_OR_MORE", "MORE_THAN"):
        return value, inf
    if bound in ("less than", "at most", "EQUAL_OR_LESS", "LESS_THAN"):
        return -inf, value
    if bound in ("about", "APPROX"):
        return value * (1 - ABOUT), value * (1 + ABOUT)
    half = 0.0 if printed == "exact" or not value else _rounding(value, printed) / 2
    return value - half, value + half


def _rounding(value: float, printed: str) -> float:
    """What a figure of so many digits leaves open: 10 for 2,300 (two digits told), 0.1 for 8.2."""
    figures = re.search(r"\d[\d,.]*", printed)
    if figures is None:
        return 0.0
    digits = figures[0].rstrip(".,").replace(",", "")
    told = digits.replace(".", "").lstrip("0")
    told = told if "." in digits else told.rstrip("0") or "0"
    # At least two digits count: 20 and 23 are told apart.
    return 10.0 ** (floor(log10(abs(value))) + 1 - max(len(told), 2))


@cache
def _factors() -> dict[str, tuple[str, float]]:
    listed = read_list("unit_factors.csv")
    return {row.unit: (row.base, float(row.factor)) for row in listed.itertuples()} | {
        "degree Fahrenheit": ("degree Celsius", 5 / 9)
    }
