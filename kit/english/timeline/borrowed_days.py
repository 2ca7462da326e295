"""Borrowed days: the day to count from for an article that has none, from its own text and from the other articles of its event.

Where no article has a day, the last day that one of them writes out serves those that name no weekday but that day's. Else,
in this order: days written out in its own text; the dated article whose wording it shares; the commonest day of the
others, moved on so that no weekday of the article lies before the event began. Where its own days contradict the
others' the day stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.data.calendar import WEEKDAYS
from kit.english.lexicon.calendar import weekday_number
from kit.english.timeline import calendar, finder, tense
from kit.english.timeline.anchors import NONE, Anchor
from kit.english.timeline.rules import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from kit.english.doc import Doc
    from kit.english.timeline.context_day import Time

LENT = "other articles"
# The rules of days that are written out.
WRITTEN = frozenset({"month and day", "ISO date", "figures"})
# A day written out in the text is a report's own if it lies this near to the others'; further away it contradicts them,
# unless it lies this far back: then it is history.
NEAR, HISTORY = 10, 60
# Two articles share their wording if so much of the shorter one's runs of five words stand in both.
SHARED, RUN = 0.3, 5
WEEK = 6
# The sentences at the top of an article, and what stands in one of them beside the weekday.
HEAD = 6
_PLACE_AND_DAY = re.compile(rf"[A-Z][\w .’'-]{{1,30}}, (?P<weekday>{'|'.join(WEEKDAYS)})\W*")
# A day behind or before these is an end, or a beginning of what goes on.
_ENDS = re.compile(rf"\b(?:by|until|till|before|through)\s+(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?$", re.IGNORECASE)
_ON = re.compile(r"(?:,?\s+\d{4})?,?\s+(?:on|onwards?)\s*[,.;]")


def borrow(
    anchors: dict[str, Anchor],
    event: Sequence[str],
    docs: Mapping[str, Doc],
    times: Mapping[str, list[Time]],
) -> dict[str, Anchor]:
    """Better anchors for those articles of one event (`event`, their ids) whose day is lent by the others.

    `times` are those of the dated articles. What is not known better is not in the answer. It misses an article that
    prints no weekday in common with the others, and an event that began more than six days before the article.
    """
    dated = [key for key in event if key in times and anchors[key].day is not None]
    first = _first_day([times[key] for key in dated], [anchors[key].day for key in dated])
    runs = {key: _runs(docs[key]) for key in dated if len(dated) < len(event)}
    found: dict[str, Anchor] = {} if dated else _of_the_event_told(event, docs)
    for key in event:
        lent, doc = anchors.get(key, NONE), docs.get(key)
        if lent.source != LENT or lent.day is None or doc is None or not doc.analysed:
            continue
        better = _of_its_own(doc, lent) or _of_the_same_words(doc, runs, anchors, lent)
        if better.day is not None and first is not None:
            better = _not_before(doc, first, better)
        better = _on_its_weekday(doc, better)
        if better != lent:
            found[key] = better
    return found


def _first_day(read: list[list[Time]], anchors: list[date | None]) -> date | None:
    """The first of the days of the week before an article that at least half of the dated articles tell of."""
    named: Counter[date] = Counter()
    for times, anchor in zip(read, anchors, strict=True):
        named.update({
            t.meaning.earliest for t in times
            if t.kind == "happened" and t.meaning.grain in ("day", "time") and t.meaning.earliest
            and anchor and 0 <= (anchor - t.meaning.earliest).days <= WEEK
        })  # fmt: skip
    return min((day for day, count in named.items() if 2 * count >= len(read)), default=None)


def _of_its_own(doc: Doc, lent: Anchor) -> Anchor | None:
    """The latest day written out in its text, and not as one to come, that is near the others' days; an open one if all such
    days contradict them.
    """
    moment = Moment(lent.day)
    days = [
        meaning.earliest
        for found in _expressions(doc)
        if found.rule.name in WRITTEN
        and not _is_ahead(doc, found)
        and (meaning := found.rule.read(found.match, moment)) is not None
        and meaning.earliest is not None
    ]
    gaps = [((day - lent.day).days, day) for day in days if lent.day]
    near = [day for gap, day in gaps if abs(gap) <= NEAR]
    if near:
        return Anchor(max(near), LENT, "time.from.own-text")
    if any(gap > NEAR or -HISTORY < gap < -NEAR for gap, _ in gaps) and len({gap > 0 for gap, _ in gaps}) == 1:
        return NONE
    return None


def _is_ahead(doc: Doc, found: finder.Found) -> bool:
    """Whether a day is told of as one to come: "is to rule on June 14", "until June 14", "from June 14 on"."""
    token = doc.token_at(found.match.start())
    end = _ENDS.search(doc.typed, max(0, found.match.start() - 30), found.match.start())
    return bool(end or _ON.match(doc.typed, found.match.end())) or (token is not None and tense.tense(token) > 0)


def _of_the_event_told(event: Sequence[str], docs: Mapping[str, Doc]) -> dict[str, Anchor]:
    """Where no article has a day: the last day that one writes out with its year, for those that name no other weekday."""
    read = {key: list(_expressions(docs[key])) for key in event if key in docs and docs[key].analysed}
    written = [
        meaning.earliest
        for expressions in read.values()
        for found in expressions
        if found.rule.name in WRITTEN
        and (meaning := found.rule.read(found.match, Moment(None))) is not None
        and meaning.earliest is not None
    ]
    if not written:
        return {}
    last = max(written)
    named = {
        key: {weekday_number(f.match["weekday"]) for f in expressions if f.rule.name == "weekday"}
        for key, expressions in read.items()
    }
    told = Anchor(last, LENT, "time.from.event-told")
    return {key: told for key, days in named.items() if days == {last.weekday()}}


def _of_the_same_words(
    doc: Doc, runs: Mapping[str, frozenset[tuple[str, ...]]], anchors: Mapping[str, Anchor], lent: Anchor
) -> Anchor:
    """The day of the dated article whose wording it shares; else the one lent."""
    own = _runs(doc)
    shares = [(len(own & other) / max(1, min(len(own), len(other))), key) for key, other in runs.items() if other]
    share, key = max(shares, default=(0.0, ""))
    if share < SHARED or anchors[key].day == lent.day:
        return lent
    return replace(anchors[key], source=LENT, rule="time.from.same-wording")


def _on_its_weekday(doc: Doc, lent: Anchor) -> Anchor:
    """The anchor moved to the weekday that stands alone with a place above the text: "Oakham, Sunday."."""
    heads = (_PLACE_AND_DAY.fullmatch(sentence.text) for sentence in doc.sentences[:HEAD])
    head = next((match for match in heads if match), None)
    if head is None or lent.day is None:
        return lent
    ahead = (weekday_number(head["weekday"]) - lent.day.weekday() + 3) % 7 - 3
    day = calendar.shift(lent.day, ahead, "day")
    return Anchor(day, LENT, "time.from.dateline-weekday") if ahead and day else lent


def _runs(doc: Doc) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", doc.typed.lower())
    return frozenset(zip(*(words[n:] for n in range(RUN)), strict=False))


def _not_before(doc: Doc, first: date, lent: Anchor) -> Anchor:
    """The anchor moved on to the last weekday that the article tells of, if it tells of the day on which all began."""
    told = [
        weekday_number(found.match["weekday"])
        for found in _expressions(doc)
        if found.rule.name == "weekday"
        and (token := doc.token_at(found.match.start())) is not None
        and tense.tense(token) <= 0
    ]
    if first.weekday() not in told or lent.day is None or not 0 <= (lent.day - first).days <= WEEK:
        return lent
    days = [day for name in told if (day := calendar.shift(first, (name - first.weekday()) % 7, "day"))]
    last = max(days)
    if last <= lent.day:
        return lent
    return Anchor(last, LENT, "time.from.last-weekday")


def _expressions(doc: Doc) -> Iterable[finder.Found]:
    return (found for sentence, found in finder.expressions(doc) if sentence.role in ("headline", "body", "caption"))
