"""Counts: how many died as each article has it, and how many took part by who counts them. Both are lists, not judgements."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.background import Background
from kit.compare.contradictions import things
from kit.compare.findings.finding import around, enumerated, found, printed_on, sentence_at
from kit.compare.numbers import PEOPLE
from kit.compare.outlets import outlet_names
from kit.data import word_set
from kit.english.lexicon.senses import is_person_noun
from kit.english.words.lists import classes
from kit.tables import rows, rows_by_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.tables import Reading

DEAD = "dead"
# The toll of the event is what an article counts first, in its headline or this many sentences behind it.
FIRST = 4
# Further down it may be a later toll: no smaller, and at most so many times larger.
FURTHER = 10
# "Toll reaches 19", "toll at 23": this many characters may stand between.
_TOLL = re.compile(r"\btoll\b[^.;:]{0,40}$", re.IGNORECASE)
# A smaller crowd is counted by hand; two counts differ that are further apart than this.
CROWD, APART = 300, 1.4


def tolls(reading: Reading) -> list[Any]:
    """The first count of dead of each article, rows of `quantities` in the order of printing, where articles differ.

    None where no headline has one, or where all that differ are told as a contradiction anyway.
    """
    found_here = _first_tolls(reading)
    headlines = set(reading.sentences.loc[reading.sentences["role"] == "headline", "sentence_id"])
    plain = len({row.value for row in found_here}) > 1 and any(row.sentence_id in headlines for row in found_here)
    if not plain or _told(reading, found_here):
        return []
    days = reading.articles.set_index("article_id")["published"]
    return sorted(found_here, key=lambda row: (pd.isna(days[row.article_id]), days[row.article_id], row.value))


def dead(reading: Reading) -> Iterator[dict[str, object]]:
    """How many died as each article counts them first, in the order of printing, where articles differ."""
    names, printed = outlet_names(reading), printed_on(reading)
    listed = tolls(reading)
    told = [
        f"“{around(reading, row.article_id, row.start, row.end)}” ({names[row.article_id]}{printed.get(row.article_id, '')})"
        for row in listed
    ]
    if told:
        keys = [row.quantity_id for row in listed]
        yield found("numbers", f"The dead, where articles first count them: {enumerated(told)}.", "quantities", keys)


def _first_tolls(reading: Reading) -> list[Any]:
    """The first count of dead in the beginning of each article; of one that begins with none, the first that may be of the same."""
    past, counted = Background(reading), rows_by_article(reading.quantities.dropna(subset=["value"]))
    made, later = [], []
    for article_id, sentences in rows_by_article(reading.sentences).items():
        told = sorted(
            (s for s in sentences if s.role in ("headline", "body")), key=lambda s: (s.role != "headline", s.start)
        )
        place = {s.sentence_id: (n, s) for n, s in enumerate(told)}
        mine = [
            row
            for row in sorted(counted.get(article_id, ()), key=lambda q: q.start)
            if row.sentence_id in place
            and _is_toll(row, place[row.sentence_id][1])
            and not past.holds(article_id, row.start)
        ]
        first = [row for row in mine if place[row.sentence_id][0] <= FIRST]
        made += first[:1]
        later += [] if first else [mine]
    values = [row.value for row in made]
    for mine in later if made else ():
        made += [row for row in mine if min(values) <= row.value <= FURTHER * max(values)][:1]
    return made


def _is_toll(row: Any, sentence: Any) -> bool:
    """Whether a count is of dead people, and not said to be a part or a sort of them."""
    if str(row.kind) != "count" or str(row.scope) == "part" or pd.notna(row.unit):
        return False
    if word_set("words of a sort of deaths") & set(re.findall(r"\w+", sentence.text.lower())):
        return False
    known = classes()
    head = str(row.head)
    person = pd.isna(row.head) or head in PEOPLE or known.get(head) == DEAD or is_person_noun(head)
    said = known.get(str(row.predicate)) == DEAD or known.get(head) == DEAD
    return person and (said or bool(_TOLL.search(sentence.text[: row.start - sentence.start])))


def _told(reading: Reading, counts: Iterable[Any]) -> bool:
    """Whether contradictions, or counts given anew, tell all of these values, or two of them contradict each other."""
    told: set[float] = set()
    for thing in (thing for thing in things(reading) if thing.sure):
        ends = [one for side in thing.sides for one in side.passages]
        held = {t.value for t in counts for p in ends if p.article_id == t.article_id and p.start <= t.start < p.end}
        if thing.kind == "number" and len(held) > 1:
            return True
        told |= held
    return {toll.value for toll in counts} <= told


def took_part(reading: Reading) -> Iterator[dict[str, object]]:
    """How many came, by who counts them: the sentences that name police, organisers or others as those who count."""
    names = outlet_names(reading)
    body = rows_by_article(reading.sentences[reading.sentences["role"] == "body"])
    given: dict[float, Any] = {}
    for row in rows(reading.quantities.dropna(subset=["value"])):
        if row.value in given or not _of_a_crowd(row):
            continue
        sentence = sentence_at(reading, row.article_id, row.start)
        before = [s.text for s in body.get(row.article_id, ()) if s.end <= sentence.start]
        if _counters().search(sentence.text) and _crowds().search(" ".join([*before[-1:], sentence.text])):
            given[row.value] = row
    if len(given) > 1 and max(given) >= APART * min(given):
        told = [
            f"“{around(reading, row.article_id, row.start, row.end)}” ({names[row.article_id]})"
            for _, row in sorted(given.items())
        ]
        keys = [row.quantity_id for row in given.values()]
        yield found("numbers", f"How many took part, by who counts them: {enumerated(told)}.", "quantities", keys)


def _of_a_crowd(row: Any) -> bool:
    """Whether a count may be of those who came."""
    head = str(row.head)
    plain = pd.isna(row.head) or head in PEOPLE or bool(_crowds().fullmatch(head))
    return (
        str(row.kind) == "count"
        and pd.isna(row.unit)
        and row.value >= CROWD
        and plain
        and str(row.predicate) not in classes()
    )


@cache
def _crowds() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word_set('words of crowds'))})\w*", re.IGNORECASE)


@cache
def _counters() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word_set('those who count crowds'))})\b", re.IGNORECASE)
