"""Time disagreements: where outlets give one thing other days, or the same days in other words."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.outlets import outlet_names
from kit.compare.states import counted_once
from kit.compare.sure import sure_conflicts
from kit.compare.times import dated_word, days
from kit.data import word_set
from kit.data.rulebook import steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.tables import Reading

CONFLICT = "same-time.conflict"
LIGHT = word_set("light verbs")
# So many words beside the one dated must two sentences share; commoner ones (by Zipf frequency, Speer 2022) tell nothing.
SHARED, COMMON = 2, 5.5
_WORD = re.compile(r"[^\W\d_]{4,}")
LONGEST_SPAN = 50
_OPENS = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:between|from)\b[^.;\n]{1,40}?\b(?:and|to|until|till)\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:and|to|until|till|[-–])\s", re.IGNORECASE)
# The event that an anniversary is counted from, in the rule of its row.
_OF_EVENT = frozenset({"time.anniversary", "time.nth-of-event"})


def _event(rule: str) -> str:
    """The event of the table of events that an expression was counted from."""
    return next((argument for name, argument in steps(rule) if name in _OF_EVENT and argument), rule)


@counted_once
def time_disagreements(reading: Reading) -> pd.DataFrame:
    """Pairs of outlets that date one thing differently, or give the same days in other words.

    One row a pair of expressions: `event_id, about, relation, left_outlet, left_text, left_days, right_…, rule`. One thing
    is an event of the table of events ("the third anniversary", "the 3-year mark"), or one word dated in both articles in
    sentences that share more: one word may date two happenings, and so may the ends of "between 7 and 9".
    `relation` ∈ `same days in other words, one within the other, overlapping days, different days`. That the days are
    different is said only where the table `conflicts` says so: one word may date two happenings.

    >>> import kit
    >>> rows = time_disagreements(kit.read("seeds"))
    >>> "different days" in set(rows["relation"])
    False
    """
    names = outlet_names(reading)
    events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    told = {row.sentence_id: _telling(row.text) for row in reading.sentences.itertuples()}
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for t in reading.times.itertuples():
        if pd.isna(t.kind) or (pd.isna(t.earliest) and pd.isna(t.latest)):
            continue
        if t.anchor_from == "event":
            about, rule = _event(t.rule), "same-time.event"
        elif (
            t.kind != "spoken"
            and not _of_span(texts[t.article_id], t)
            and (word := dated_word(texts[t.article_id], t))
            and word.lower() not in LIGHT
        ):
            about, rule = word.lower(), "same-time.word"
        else:
            continue
        groups.setdefault((events[t.article_id], about, rule), []).append(t)
    rows, seen = [], set()
    contradicting = _contradicting(reading)
    for left, right in contradicting:
        about = (dated_word(texts[left.article_id], left) or left.text).lower()
        rows.append(_disagreement(events[left.article_id], about, "different days", left, right, names, CONFLICT))
    for (event_id, about, rule), times in sorted(groups.items(), key=lambda item: item[0]):
        for left, right in combinations(times, 2):
            if left.article_id == right.article_id:
                continue
            if rule == "same-time.word" and not _one_happening(left, right, about, told):
                continue
            same = left.text.lower() == right.text.lower() and days(left.earliest, left.latest) == days(
                right.earliest, right.latest
            )
            relation = _relation(left, right)
            key = (event_id, about, left.article_id, right.article_id, left.text.lower(), right.text.lower())
            if same or key in seen or relation == "different days":
                continue
            seen.add(key)
            rows.append(_disagreement(event_id, about, relation, left, right, names, rule))
    return answer("time_disagreements", rows)


def _telling(sentence: str) -> frozenset[str]:
    """The words of a sentence that tell what it is about: no short and no very common ones."""
    from wordfreq import zipf_frequency

    words = (word.casefold() for word in _WORD.findall(sentence))
    return frozenset(word for word in words if zipf_frequency(word, "en") < COMMON)


def _one_happening(left: Any, right: Any, about: str, told: Mapping[str, frozenset[str]]) -> bool:
    """Whether two sentences share so many words beside the one dated and the expressions that they tell of one happening.

    Two times of the clock that differ say nothing here: on one day several things happen.
    """
    if left.type == right.type == "TIME" and left.value != right.value:
        return False
    shared = told.get(left.sentence_id, frozenset()) & told.get(right.sentence_id, frozenset())
    return len(shared - {about} - _telling(left.text) - _telling(right.text)) >= SHARED


def _of_span(text: str, time: Any) -> bool:
    """Whether an expression is one end of a span ("between May 2021 and June 2022"), which alone dates nothing."""
    return bool(_SPAN.search(text, max(0, time.start - LONGEST_SPAN), time.start)) or bool(
        _OPENS.search(text, max(0, time.start - LONGEST_SPAN), time.start) and _GOES_ON.match(text, time.end)
    )


def _disagreement(
    event_id: Any, about: str, relation: str, left: Any, right: Any, names: pd.Series, rule: str
) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "about": about,
        "relation": relation,
        "left_outlet": names[left.article_id],
        "left_text": left.text,
        "left_days": days(left.earliest, left.latest),
        "right_outlet": names[right.article_id],
        "right_text": right.text,
        "right_days": days(right.earliest, right.latest),
        "left_time_id": left.time_id,
        "right_time_id": right.time_id,
        "rule": rule,
    }


def _contradicting(reading: Reading) -> list[tuple[Any, Any]]:
    """The two expressions of each contradiction of days."""
    found = []
    conflicts = sure_conflicts(reading)
    for row in conflicts[conflicts["kind"] == "day"].itertuples():
        left, right = (
            next(
                (
                    time
                    for time in reading.times.itertuples()
                    if time.article_id == article
                    and start <= time.start
                    and time.end <= end
                    and pd.notna(time.earliest)
                ),
                None,
            )
            for article, start, end in (
                (row.left_article_id, row.left_start, row.left_end),
                (row.right_article_id, row.right_start, row.right_end),
            )
        )
        if left is not None and right is not None:
            found.append((left, right))
    return found


def _relation(left: Any, right: Any) -> str:
    low, high = pd.Timestamp.min, pd.Timestamp.max
    a, b = (low if pd.isna(left.earliest) else left.earliest), (high if pd.isna(left.latest) else left.latest)
    c, d = (low if pd.isna(right.earliest) else right.earliest), (high if pd.isna(right.latest) else right.latest)
    if (a, b) == (c, d):
        return "same days in other words"
    if (a <= c and d <= b) or (c <= a and b <= d):
        return "one within the other"
    return "overlapping days" if a <= d and c <= b else "different days"
