"""Conflicts: passages of two articles that speak of one thing and cannot both be right as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.align.conflicts.days import DayKinds, day_facts, same_day
from kit.align.conflicts.facts import Source
from kit.align.conflicts.names import Strangers, name_facts, same_name
from kit.align.conflicts.numbers import counts_on, number_facts, number_kind, same_number, says_anew
from kit.align.conflicts.partners import Cut, Likeness, Pair, Partners, Sort, choose
from kit.align.conflicts.polarity import not_yet, predicate_facts, predicate_kind, same_predicate
from kit.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.align.conflicts.facts import Fact
    from kit.english.doc import Doc

# An article of so few clauses is short: its only figure of a kind is the one that another article has.
SHORT = 15
# How alike two facts must be that differ (see `Cut`): read off half of the development events.
NUMBER = Cut(least=0.5, lone=0.2, agree=0.2, margin=0.1)
DAY = Cut(least=0.65, lone=0.36, agree=0.3, margin=0.1)
NAME = Cut(least=0.45, lone=0.3, agree=0.45, margin=0.1)
PREDICATE = Cut(least=0.65, lone=0.5, agree=0.6, margin=0.0, shared=2)


def find_conflicts(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    entities: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    times: pd.DataFrame,
    quantities: pd.DataFrame,
    renderings: pd.DataFrame,
) -> pd.DataFrame:
    """The table `conflicts`: what two articles of one event give differently, one row a pair of passages.

    `left_start:left_end` and `right_start:right_end` are the words that conflict, with what they are said of ("hurt
    eleven", "will not be closed"), in code points of each article. `kind` is number, day, name, negation or modality;
    `update` where a later article gives a count or a state anew. `marked` says that both stand inside quotation marks.
    `statement_id` is the statement that both passages render, if there is one.

    Rounding, bounds, units, words for figures, ranges, a weekday for a date, a part against a whole, a change against
    a level and another time are understood and are no conflict. What two articles say of one thing is found by the
    likeness of their clauses (the sentence encoder of `kit.english.words.meaning`), by words of one meaning (WordNet) and
    by what is counted, dated or done; where an article has a rival for a passage, nothing is said.

    >>> empty = {name: tables.table(name) for name in tables.SCHEMAS}
    >>> made = find_conflicts(empty["articles"], {}, *(empty[name] for name in (
    ...     "entities", "mentions", "quotes", "times", "quantities", "renderings")))
    >>> len(made)
    0

    It misses contradictions in wholly other words ("no ransom was paid", "his family handed over two million"), places,
    and whatever `quantities`, `times` and `mentions` have missed.
    """
    kinds = dict(zip(entities["entity_id"], entities["kind"], strict=True))
    mentioned, quoted, dated, counted = map(tables.rows_by_article, (mentions, quotes, times, quantities))
    rows: list[dict[str, Any]] = []
    for event_id, here in articles.groupby("event_id", sort=True):
        keys = sorted(key for key in here["article_id"] if docs[key].analysed)
        printed = here["published"].fillna(here["dateline_date"])
        published = dict(zip(here["article_id"], printed, strict=True))
        sources = {
            key: Source(docs[key], mentioned.get(key, []), kinds, quoted.get(key, []), published[key]) for key in keys
        }
        sorts = _sorts(sources, mentioned, kinds, counted, dated, published)
        short = {key for key, source in sources.items() if len(source.clauses) <= SHORT}
        likeness = Likeness()
        rows += [
            _row(event_id, pair, score, published)
            for sort in sorts
            for pair, score in choose(Partners(sort, short), likeness)
        ]
    return _with_statements(tables.table("conflicts", rows), renderings)


def _sorts(
    sources: Mapping[str, Source],
    mentioned: Mapping[str, Sequence[Any]],
    kinds: Mapping[str, str],
    counted: Mapping[str, Sequence[Any]],
    dated: Mapping[str, Sequence[Any]],
    published: Mapping[str, Any],
) -> list[Sort]:
    """The facts of the articles of one event, by sort."""
    numbers: list[Fact] = []
    days: list[Fact] = []
    names: list[Fact] = []
    predicates: list[Fact] = []
    for key, source in sources.items():
        quantities, times = counted.get(key, ()), dated.get(key, ())
        persons = [m for m in mentioned.get(key, ()) if kinds.get(m.entity_id) == "person"]
        numbers += number_facts(source, quantities, times)
        days += day_facts(source, times)
        names += name_facts(source, persons, quantities)
        predicates += predicate_facts(source)
    return [
        Sort(numbers, number_kind, same_number, NUMBER),
        Sort(days, DayKinds(published), same_day, DAY),
        Sort(names, Strangers(mentioned), same_name, NAME),
        Sort(predicates, predicate_kind, same_predicate, PREDICATE),
    ]


def _row(event_id: Any, pair: Pair, score: float, published: Mapping[str, Any]) -> dict[str, Any]:
    kind, left, right = pair
    anew = (kind == "number" and counts_on(left, right)) or (kind == "negation" and not_yet(left, right))
    if anew and (_printed_apart(left, right, published) or (kind == "number" and says_anew(left, right))):
        kind = "update"
    return {
        "conflict_id": f"{left.article_id}-c{left.start}-{right.article_id}-c{right.start}-{kind}",
        "event_id": event_id,
        "kind": kind,
        "left_article_id": left.article_id,
        "left_start": left.start,
        "left_end": left.end,
        "right_article_id": right.article_id,
        "right_start": right.start,
        "right_end": right.end,
        "similarity": round(min(max(score, 0.0), 1.0), 4),
        "marked": left.marked and right.marked,
        "rule": rule(f"conflict.{kind}"),
    }


def _printed_apart(left: Fact, right: Fact, published: Mapping[str, Any]) -> bool:
    """Whether the two articles are not known to be of one day."""
    days = {pd.Timestamp(day).normalize() for fact in (left, right) if pd.notna(day := published[fact.article_id])}
    return len(days) == 2


def _with_statements(made: pd.DataFrame, renderings: pd.DataFrame) -> pd.DataFrame:
    """The same with the statement that both passages render."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in renderings.itertuples():
        spans.setdefault(row.article_id, []).append((row.start, row.end, row.statement_id))

    def around(article: str, start: int, end: int) -> set[str]:
        return {name for a, b, name in spans.get(article, ()) if a < end and start < b}

    both: Sequence[set[str]] = [
        around(row.left_article_id, row.left_start, row.left_end)
        & around(row.right_article_id, row.right_start, row.right_end)
        for row in made.itertuples()
    ]
    return tables.conform("conflicts", made.assign(statement_id=[min(names, default=None) for names in both]))
