"""Conflicts: passages of two articles that speak of one thing, and cannot both be right as they stand or say the same."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from kit import tables
from kit.align.conflicts.ages import AgeKinds, age_facts, same_age
from kit.align.conflicts.agreement import Accord, agreements
from kit.align.conflicts.clashes import Between, Clashes
from kit.align.conflicts.days import DayKinds, day_facts, on_other_weekdays, one_day, same_day
from kit.align.conflicts.denials import denials
from kit.align.conflicts.event import Event, Rows
from kit.align.conflicts.finders import in_quotations, in_words
from kit.align.conflicts.limits import capped
from kit.align.conflicts.names import Strangers, name_facts, same_name
from kit.align.conflicts.none import Harms, none_facts, same_none, some_by_now
from kit.align.conflicts.number_facts import number_facts
from kit.align.conflicts.numbers import (
    counts_anew,
    misprint,
    new_state,
    number_kind,
    of_two_deeds,
    one_number,
    same_number,
    tells_alone,
)
from kit.align.conflicts.partners import Cut, Likeness, Pair, Partners, Sort, choose
from kit.align.conflicts.polarity import new_deed, predicate_kind, same_predicate
from kit.align.conflicts.told import Told
from kit.data.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from kit.align.conflicts.agreement import Agreement
    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Fact
    from kit.english.doc import Doc

# An article of so few clauses is short: its only figure of a kind is the one that another article has.
SHORT = 15
# How alike two facts must be that differ (see `Cut`): read off half of the development events.
NUMBER = Cut(least=0.5, lone=0.2, agree=0.2, margin=0.1)
DAY = Cut(least=0.65, lone=0.36, agree=0.3, margin=0.1)
NAME = Cut(least=0.45, lone=0.3, agree=0.45, margin=0.1)
PREDICATE = Cut(least=0.65, lone=0.45, agree=0.6, margin=0.0, shared=2)
AGE = Cut(least=-1.0, lone=-1.0, agree=-1.0, margin=0.0, shared=0)  # the name tells whose it is
NONE = Cut(least=0.3, lone=0.1, agree=0.3, margin=0.0, shared=0)
# … and two that agree, in the same order of sorts; of names and ages nothing is told, for they stand in many happenings; of none `numbers` tells.
ACCORDS = (
    Accord("number", one_number, least=0.5, short=0.0, whole=False, tells=tells_alone, bare=0.1),
    Accord("day", one_day, least=0.7, short=0.25, whole=True),
    None,
    Accord("deed", same_predicate, least=0.85, short=0.57, whole=True),
    None,
    None,
)


def compare_facts(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    entities: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    times: pd.DataFrame,
    quantities: pd.DataFrame,
    statements: pd.DataFrame,
    renderings: pd.DataFrame,
    links: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The table `conflicts`, and `renderings` and `links` after what the articles give differently and alike.

    A row of `conflicts` is a pair of passages: `left_start:left_end` and `right_start:right_end` are the words that
    conflict, with what they are said of ("hurt eleven", "will not be closed"), in code points of each article. `kind` is
    number, day, name, negation or modality; `update` where a later article gives a count or a state anew. `marked` says
    that both stand inside quotation marks. `statement_id` is the statement that both passages render, if there is one.

    Rounding, bounds, units, words for figures, ranges, a weekday for a date, a part against a whole, a change against
    a level and another time are understood and are no conflict. What two articles say of one thing is found by the
    likeness of their clauses (the sentence encoder of `kit.english.words.meaning`), by words of one meaning (WordNet) and
    by what is counted, dated or done; where an article has a rival for a passage, nothing is said.

    What two articles print in quotation marks in the same words is compared word by word (see `quotations`): a "not", a
    figure or a modal verb that one of them has otherwise is told, and nothing else is told of such a pair. A sentence that both
    print in nearly the same words is the witness that two figures or days in one place of it are of one thing (see `retold`); a figure that one article calls wrong
    ("231 people, not the 187 first given") is set against it (see `corrected`); and what is said of one thing with one verb, and elsewhere
    denied, made sure or freed of its condition, is told however unlike the sentences are (see `claims`), as are two parts of one whole, two
    ends of one contract and two results of one ballot (see `slots`), and a check later than the last one (see `occasions`).

    Passages are linked that give one figure, one day or one deed in other words, by the words that both have. What clashes with the
    reference of its statement, and is not told as a conflict, is no longer called sure; a link that clashes goes.

    >>> empty = {name: tables.table(name) for name in tables.SCHEMAS}
    >>> made = compare_facts(empty["articles"], {}, *(empty[name] for name in (
    ...     "entities", "mentions", "quotes", "times", "quantities", "statements", "renderings", "links")))
    >>> [len(table) for table in made]
    [0, 0, 0]

    It misses contradictions in wholly other words ("no ransom was paid", "his family handed over two million"), places,
    and whatever `quantities`, `times` and `mentions` have missed.
    """
    kinds = dict(zip(entities["entity_id"], entities["kind"], strict=True))
    mentioned, quoted, dated, counted = map(tables.rows_by_article, (mentions, quotes, times, quantities))
    rows = Rows(mentioned, quoted, dated, counted, kinds)
    rendered = tables.rows(renderings)
    joins, linked, by_event = _joins(statements, rendered), _by_event(links, articles), tables.by_event(articles)
    denied = _denials(rendered, rows, docs, by_event)
    conflicts: list[dict[str, Any]] = []
    agreed: list[dict[str, Any]] = []
    unsure, gone = set[str](), set[str]()
    for event_id, here in by_event:
        event = Event(event_id, here, docs, rows)
        told, alike, clashing = _of_event(event, denied.get(event_id, ()))
        conflicts += {row["conflict_id"]: row for row in (one.row(event_id) for one in told)}.values()
        unsure |= {key for key, pair in joins.get(event_id, ()) if clashing.is_doubted(*pair)}
        gone |= {key for key, pair in linked.get(event_id, ()) if clashing.is_broken(*pair)}
        known = Between(pair for key, pair in linked.get(event_id, ()) if key not in gone)
        new = (_link(found) for found in alike if not known.lies(found.one, found.other))
        agreed += {link["link_id"]: link for link in new}.values()
    if unsure:
        doubted = renderings["rendering_id"].isin(unsure)
        renderings = renderings.assign(certainty=renderings["certainty"].mask(doubted, "perhaps"))
    if gone or agreed:
        links = tables.concat("links", [links[~links["link_id"].isin(gone)], tables.table("links", agreed)])
    return tables.table("conflicts", _with_statements(conflicts, rendered)), renderings, links


class _Clashing(NamedTuple):
    """What clashes in one event, what is told of it, and what is said alike."""

    clashes: Clashes
    told: Between
    alike: Between

    def is_doubted(self, one: Stretch, other: Stretch) -> bool:
        """Whether two stretches clash, or each gives several figures, and no conflict is told of them; what is told stays in its row, marked."""
        return (self.clashes.clash(one, other) or self.clashes.listed(one, other)) and not self.told.lies(one, other)

    def is_broken(self, one: Stretch, other: Stretch) -> bool:
        """Whether a link of two stretches goes: they clash and no conflict is told of them, or another link says what they share."""
        clash = self.clashes.clash(one, other) and not self.told.lies(one, other)
        return clash or (self.clashes.listed(one, other) and self.alike.lies(one, other))


def _of_event(event: Event, denied: Sequence[tuple[Stretch, Stretch]]) -> tuple[list[Told], list[Agreement], _Clashing]:
    """What conflicts in one event, what two of its articles say alike, and how to tell whether others clash."""
    sorts = _sorts(event)
    short = {key for key, source in event.sources.items() if len(source.clauses) <= SHORT}
    partners, likeness = [Partners(sort, short, event.near) for sort in sorts], Likeness()
    altered, quoted = in_quotations(event)
    worded = in_words(event, quoted)
    same_words = Between([*quoted, *((one.one, one.other) for one in worded)])
    facts = [
        _compared(event, one.sort, pair, score)
        for one in partners
        for pair, score in choose(one, likeness)
        if not same_words.lies(pair.one.key, pair.other.key)
    ]
    told = [*facts, *altered, *worded, *(_denied(event, *pair) for pair in denied)]
    apart = Between((one.one, one.other) for one in told)
    numbers, days, _, predicates, *_ = sorts
    clashes = Clashes(event.sources, event.times, [*numbers.facts, *days.facts], predicates.facts)
    alike = [
        found
        for one, accord in zip(partners, ACCORDS, strict=True)
        if accord is not None
        for found in agreements(one, accord, clashes, apart)
    ]
    return told, alike, _Clashing(clashes, apart, Between((found.one, found.other) for found in alike))


def _joins(statements: pd.DataFrame, renderings: Sequence[Any]) -> dict[str, list[tuple[str, tuple[Stretch, Stretch]]]]:
    """By event each rendering that surely renders the reference of its statement: its id, and both their stretches."""
    rows = {row.rendering_id: (row.article_id, row.start, row.end) for row in renderings}
    events = dict(zip(statements["statement_id"], statements["event_id"], strict=True))
    references = dict(zip(statements["statement_id"], statements["reference_rendering_id"], strict=True))
    found: dict[str, list[tuple[str, tuple[Stretch, Stretch]]]] = {}
    for row in (row for row in renderings if row.certainty == "sure"):
        reference = rows.get(references.get(row.statement_id, ""))
        if reference is not None and reference[0] != row.article_id:
            pair = rows[row.rendering_id], reference
            found.setdefault(events[row.statement_id], []).append((row.rendering_id, pair))
    return found


def _by_event(links: pd.DataFrame, articles: pd.DataFrame) -> dict[str, list[tuple[str, tuple[Stretch, Stretch]]]]:
    """By event each link: its id, and its two stretches."""
    events = dict(zip(articles["article_id"], articles["event_id"], strict=True))
    found: dict[str, list[tuple[str, tuple[Stretch, Stretch]]]] = {}
    for row in tables.rows(links):
        if row.left_article_id in events:
            pair = (
                (row.left_article_id, row.left_start, row.left_end),
                (row.right_article_id, row.right_start, row.right_end),
            )
            found.setdefault(events[row.left_article_id], []).append((row.link_id, pair))
    return found


def _link(found: Agreement) -> dict[str, Any]:
    left, right = sorted((found.one, found.other))
    return {
        "link_id": f"{left[0]}-l{left[1]}-{right[0]}-l{right[1]}-{found.name}",
        **dict(zip(("left_article_id", "left_start", "left_end"), left, strict=True)),
        **dict(zip(("right_article_id", "right_start", "right_end"), right, strict=True)),
        "similarity": round(min(max(found.likeness, 0.0), 1.0), 4),
        "coverage": found.coverage,
        "rule": rule(f"link.same-{found.name}"),
    }


def _sorts(event: Event) -> list[Sort]:
    """The facts of the articles of one event, by sort."""
    numbers = event.read(number_facts, event.quantities, event.times)
    days = event.read(day_facts, event.times)
    names = event.read(name_facts, event.persons, event.quantities)
    ages = event.read(age_facts, event.quantities)
    some = event.read(none_facts, event.times, numbers)
    return [
        Sort(_all(numbers), number_kind, same_number, NUMBER, counts_anew),
        Sort(_all(days), DayKinds(event.published), same_day, DAY),
        Sort(_all(names), Strangers(event.sources), same_name, NAME),
        Sort(_all(event.predicates), predicate_kind, same_predicate, PREDICATE, new_deed),
        Sort(_all(some), Harms(event.sources), same_none, NONE, some_by_now),
        Sort(_all(ages), AgeKinds(event.sources), same_age, AGE),
    ]


def _all(facts: Mapping[str, Iterable[Fact]]) -> list[Fact]:
    return [fact for found in facts.values() for fact in found]


def _compared(event: Event, sort: Sort, pair: Pair, score: float) -> Told:
    """Two facts that differ; of a later article it may be the state anew."""
    left, right = sorted((pair.one, pair.other), key=attrgetter("key"))
    later = event.printed_later(left.article_id, right.article_id)
    kind = "update" if sort.renews(left, right, later) else pair.kind
    why = kind
    if sort.kind_of is number_kind:
        why = "new-state" if new_state(left, right, later) else why
        score = capped(score, left.value.limits, right.value.limits, otherwise=of_two_deeds(left, right))
        if why == "number" and misprint(left, right):
            why, score = "misprint", 1.0
    texts = [event.sources[fact.article_id].doc.text[fact.start : fact.end] for fact in (left, right)]
    if kind == "day" and on_other_weekdays(left, right, later, (texts[0], texts[1])):
        why, score = "other-weekday", 1.0
    return Told(kind, left.key, right.key, why, score, left.marked and right.marked)


def _denials(
    renderings: Sequence[Any], rows: Rows, docs: Mapping[str, Doc], by_event: Iterable[tuple[Any, Sequence[Any]]]
) -> dict[Any, list[tuple[Stretch, Stretch]]]:
    """By event each pair of stretches of which one says that its speaker denies the other."""
    events = {row.article_id: event_id for event_id, here in by_event for row in here}
    found: dict[Any, list[tuple[Stretch, Stretch]]] = {}
    said = [row for here in rows.quotes.values() for row in here]
    for pair in denials((row for row in renderings if row.article_id in events), said, docs):
        found.setdefault(events[pair[0][0]], []).append(pair)
    return found


def _denied(event: Event, left: Stretch, right: Stretch) -> Told:
    kind = "update" if event.printed_later(left[0], right[0]) else "negation"
    return Told(kind, left, right, "denied")


def _with_statements(made: Sequence[dict[str, Any]], renderings: Sequence[Any]) -> list[dict[str, Any]]:
    """The same conflicts with the statement that both passages render."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in renderings if made else ():
        spans.setdefault(row.article_id, []).append((row.start, row.end, row.statement_id))

    def around(article: str, start: int, end: int) -> set[str]:
        return {name for a, b, name in spans.get(article, ()) if a < end and start < b}

    def both(row: dict[str, Any]) -> set[str]:
        left, right = (
            around(*(row[f"{side}_{end}"] for end in ("article_id", "start", "end"))) for side in ("left", "right")
        )
        return left & right

    return [{**row, "statement_id": min(both(row), default=None)} for row in made]
