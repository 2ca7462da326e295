"""Numbers: the quantities of an event, grouped by what they count."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.similarity import alike_texts
from kit.compare.answer_table import answer
from kit.compare.contradictions import FIGURES, contradictions
from kit.compare.outlets import outlet_names
from kit.compare.quote_days import publication_days
from kit.compare.states import counted_once
from kit.data import word_set
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.tables import Reading

# Likeness of two sentences (TF-IDF of letters, 0 to 1) from which equal numbers, or numbers of which the same is said, may
# speak of one thing; and from which different numbers may of which nothing is known but the noun. Sentences that report
# one fact in other words lie around 0.3, sentences of one event on other facts around 0.1.
SAME_THING, SAME_FACT = 0.12, 0.25
# From this value up, two outlets that say the same of the same number mean one thing, in whatever words they say it; and
# so they do in sentences as alike as those of one fact, whatever nouns they use.
TELLING = 10
# "Five people", "five persons", "five others" and "five" count alike; children or soldiers are some of them.
PEOPLE = frozenset({"people", "person", "other"})
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
# What is told without a day lies no further back than this from the day of its article, or from the first day of these
# grains that it tells of.
STORY_DAYS = 183
EXACT = ("time", "day", "week", "month")
PLAIN = word_set("plain verbs of counts")
# Between a number and a year: the year is not its own ("71 %, up from 65 % in 2026", "the highest since 1994").
_COMPARED = re.compile(r"\b(?:from|than|against|since|compared)\b", re.IGNORECASE)


@counted_once
def numbers(reading: Reading) -> pd.DataFrame:
    """Every quantity, grouped by what it counts or measures.

    One row a quantity: `group` (of numbers of one event that speak of one thing), `what` (its unit and what is
    counted), `quantity_id, article_id, outlet, text, value, upper, unit, of, bound, status`: `one outlet` (no other
    article has a number of this thing), `same` (the articles of the group give the same value), `differ` (they do not: "2 %"
    and "more than 2 %" differ in `bound` only and count as the same).

    Two numbers speak of one thing if unit and noun are the same and their sentences are alike (equal ones from ten up may
    have two nouns, 1,200 jobs or positions, if the sentences are very alike); for numbers that differ the same must be
    said of them (killed, injured: `kit/data/predicates.csv`) and of one time, or the sentences must be very alike and the
    noun name one thing in both articles (an article that gives several numbers of seats does not say which is which). Pairs
    are joined from the most alike down, those of one sure contradiction before them, but never so that one article would
    give one thing two values. It shows candidates: "5 %" asked for and "2 %" agreed on may stand in one group and both be
    true.

    >>> import kit
    >>> set(numbers(kit.read("seeds"))["status"]) <= {"same", "differ", "one outlet"}
    True
    """
    found = reading.quantities.merge(reading.articles[["article_id", "event_id"]], on="article_id")
    rows = []
    names = outlet_names(reading)
    place = {key: n for n, key in enumerate(names.index)}
    texts = reading.sentences.set_index("sentence_id")["text"]
    days, disagreed = _days_told(reading), contradictions(reading)
    for event_id, mine in found.groupby("event_id", sort=True):
        ordered = mine.assign(_at=mine["article_id"].map(place)).sort_values(["_at", "start"]).reset_index(drop=True)
        keys = ordered["sentence_id"]
        told = [days[key] for key in ordered["quantity_id"]]
        groups = _groups(ordered, [str(texts.get(key, "")) for key in keys], told, _in_conflict(ordered, disagreed))
        for number, group in ordered.groupby(pd.Series(groups), sort=True):
            what, status = _what(group), _status(group)
            for row in group.itertuples():
                rows.append(
                    {
                        "group": f"{event_id}/{number}",
                        "what": what,
                        "quantity_id": row.quantity_id,
                        "article_id": row.article_id,
                        "outlet": names[row.article_id],
                        "text": row.text,
                        "value": row.value,
                        "upper": getattr(row, "upper", pd.NA),
                        "unit": row.unit,
                        "of": row.of,
                        "bound": getattr(row, "bound", pd.NA),
                        "status": status,
                    }
                )
    return answer("numbers", rows)


class Told(NamedTuple):
    """The first and last day (ordinals) that a quantity may be of, and whether its sentence names them."""

    first: int
    last: int
    named: bool


def _days_told(reading: Reading) -> dict[str, Told]:
    """The days that each quantity may be of: those its sentence names, else any from the first day that its article tells of.

    A day behind "since", or behind "from", "than" and the like, is the one that the number is compared with.
    """
    whole = reading.times[reading.times["type"] != "DURATION"].dropna(subset=["value", "earliest", "latest"])
    named = {key: list(rows.itertuples()) for key, rows in whole.groupby("sentence_id")}
    exact = whole[(whole["kind"] == "happened") & whole["grain"].isin(EXACT)]
    oldest = exact.groupby("article_id")["earliest"].min()
    days = publication_days(reading).set_index("article_id")["read_from"]
    articles = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    told = {}
    for q in reading.quantities.itertuples():
        text, day = articles[q.article_id], days[q.article_id]
        own = [
            t
            for t in named.get(q.sentence_id, [])
            if not _SINCE.search(text[: t.start]) and not _COMPARED.search(text[q.end : t.start])
        ]
        if own:
            first, last = min(t.earliest for t in own).toordinal(), max(t.latest for t in own).toordinal()
        else:
            first = 0 if pd.isna(day) else day.toordinal() - STORY_DAYS
            if q.article_id in oldest.index:
                first = min(first, oldest[q.article_id].toordinal())
            last = date.max.toordinal()
        told[q.quantity_id] = Told(first, last, bool(own))
    return told


def _of_another_time(a: Told, b: Told) -> bool:
    """Whether two stretches of days lie apart, and their middles further than one story lasts."""
    return (a.last < b.first or b.last < a.first) and abs(a.first + a.last - b.first - b.last) > 2 * STORY_DAYS


def _in_conflict(rows: pd.DataFrame, told: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """The pairs of rows that stand in the passages of one sure contradiction of figures, each the only one of its passage."""
    figures = told[(told["certainty"] == "sure") & told["kind"].isin(FIGURES)]
    for _, passages in figures.groupby("number", sort=True):
        alone = []
        for one in passages.itertuples():
            inside = rows[
                (rows["article_id"] == one.article_id) & (rows["start"] >= one.start) & (rows["end"] <= one.end)
            ]
            alone += list(inside.index) if len(inside) == 1 else []
        yield from pairwise(alone)


def _groups(
    rows: pd.DataFrame, sentences: list[str], days: list[Told], in_conflict: Iterable[tuple[int, int]]
) -> list[int]:
    """A group number for each row, in order of first appearance; `days` are those that each may be of.

    The pairs `in_conflict` are of one thing, whatever else is said of them.
    """
    things = [_thing(row) for row in rows.itertuples()]
    values = [_given(row) for row in rows.itertuples()]
    deeds = [_deed(row) for row in rows.itertuples()]
    articles = rows["article_id"].tolist()
    owner = list(range(len(rows)))
    members = {i: [i] for i in owner}
    # The value that each article gives in each group.
    given = {i: {articles[i]: values[i]} for i in owner}
    pairs = alike_texts([sentence.lower().split() for sentence in sentences], SAME_THING)
    for pair in _same_said(things, values):
        pairs.setdefault(pair, SAME_THING)
    several = _several(things, values, articles)

    def one_thing(i: int, j: int, score: float) -> bool:
        same = values[i] == values[j]
        if not _one_thing(things[i], things[j], same, same and _telling(values[i]), score):
            return False
        if not same and not things[i].said and {(articles[i], things[i]), (articles[j], things[j])} & several:
            return False  # 71 seats of one party, 59 of another
        if not same and deeds[i] and deeds[j] and deeds[i] != deeds[j]:
            return False  # 48 children were asleep, four are looked for
        # Of equal numbers only days that are named tell one from the other; else it is the dead of another disaster.
        return not ((not same or (days[i].named and days[j].named)) and _of_another_time(days[i], days[j]))

    # Of pairs in sentences as alike, equal numbers first.
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], values[pair[0][0]] != values[pair[0][1]], pair[0]))
    for i, j in (*in_conflict, *(pair for pair, score in ordered if one_thing(*pair, score))):
        a, b = sorted((owner[i], owner[j]))
        if a == b or any(given[a].get(article, value) != value for article, value in given[b].items()):
            continue
        given[a] |= given.pop(b)
        for x in members.pop(b):
            owner[x] = a
            members[a].append(x)
    order: dict[int, int] = {}
    return [order.setdefault(one, len(order)) for one in owner]


def _same_said(things: list[Thing], values: list[Any]) -> Iterator[tuple[int, int]]:
    """Pairs of equal numbers, large enough to be telling, of which the same is said: each with the first of its kind."""
    first: dict[tuple[Thing, float], int] = {}
    for i, (thing, value) in enumerate(zip(things, values, strict=True)):
        if thing.said and _telling(value):
            j = first.setdefault((thing, value), i)
            if j != i:
                yield j, i


def _telling(value: Any) -> bool:
    return isinstance(value, float) and value >= TELLING


def _several(things: list[Thing], values: list[Any], articles: list[str]) -> set[tuple[str, Thing]]:
    """The things of which an article gives several values: there its noun alone does not say which is which."""
    given: dict[tuple[str, Thing], set[Any]] = {}
    for key, value in zip(zip(articles, things, strict=True), values, strict=True):
        given.setdefault(key, set()).add(value)
    return {key for key, found in given.items() if len(found) > 1}


class Thing(NamedTuple):
    """What a quantity is of, folded to what it is compared by; "" where not known."""

    unit: str
    noun: str
    said: str


def _thing(row: Any) -> Thing:
    unit = "count" if pd.isna(row.unit) else str(row.unit)
    noun = "" if pd.isna(row.head) else str(row.head)
    if unit == "magnitude" and noun != "aftershock":
        noun = "earthquake"  # "Quake", "tremor"
    said = classes().get(noun) or ("" if pd.isna(row.predicate) else classes().get(str(row.predicate), ""))
    return Thing(unit, "" if noun in PEOPLE or noun in classes() else noun, said)


def _deed(row: Any) -> str:
    """What is said behind a count of those counted, in a word of no class that says more than that there are so many.

    What somebody does to them has too many names: shots are fired, let off, sprayed.
    """
    if pd.isna(row.predicate) or row.predicate_start < row.end or row.predicate in PLAIN or row.predicate in classes():
        return ""
    return str(row.predicate)


def _given(row: Any) -> Any:
    """The value that a row gives: a number, both ends of a range, or the words of "dozens"."""
    if pd.isna(row.value):
        return row.text.lower()
    return row.value if pd.isna(row.upper) else f"{row.value}–{row.upper}"


def _one_thing(a: Thing, b: Thing, same_value: bool, telling: bool, likeness: float) -> bool:
    if a.unit != b.unit:
        return False
    if a.noun and b.noun and a.noun != b.noun:  # 1,200 jobs, 1,200 positions
        return telling and likeness >= SAME_FACT and not (a.said and b.said and a.said != b.said)
    if a.said != b.said and ((a.said and b.said) or not same_value):
        return False
    noun = a.noun == b.noun != ""
    alike = likeness >= SAME_FACT
    if same_value and a.said != b.said and not noun:
        return alike  # "9 killed" and "a nine-storey block"
    if same_value:
        return noun or bool(a.said) or a.unit != "count" or alike
    return a.noun == b.noun and (bool(a.said) or (noun and alike))


def _what(group: pd.DataFrame) -> str:
    said = Counter(group["of"].dropna())
    unit = group["unit"].dropna()
    # The most frequent words for it, of these the shortest.
    thing = min(said, key=lambda of: (-said[of], len(of), of), default="not said what of")
    happened = Counter(_thing(row).said for row in group.itertuples())
    first, times = happened.most_common(1)[0]
    if first and 2 * times > len(group):
        thing = f"{'people' if thing == 'not said what of' else thing}: {first}"
    return f"{unit.iloc[0]}: {thing}" if len(unit) else thing


def _status(group: pd.DataFrame) -> str:
    if group["article_id"].nunique() < 2:
        return "one outlet"
    values = {key: frozenset(map(_given, rows.itertuples())) for key, rows in group.groupby("article_id")}
    return "same" if len(set(values.values())) == 1 else "differ"
