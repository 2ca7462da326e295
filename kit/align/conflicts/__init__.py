"""Conflicts: passages of two articles that speak of one thing, and cannot both be right as they stand or say the same."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.align.conflicts.ages import AgeKinds, age_facts, same_age
from kit.align.conflicts.agreement import Accord, agreements
from kit.align.conflicts.claims import claims, opposed
from kit.align.conflicts.clashes import Between, Clashes
from kit.align.conflicts.corrected import corrected
from kit.align.conflicts.days import DayKinds, day_facts, one_day, same_day
from kit.align.conflicts.denials import denials
from kit.align.conflicts.exchanged import exchanged, sizes
from kit.align.conflicts.facts import Source
from kit.align.conflicts.given import sentences_with_values
from kit.align.conflicts.limits import capped, stands_otherwise
from kit.align.conflicts.names import Strangers, name_facts, same_name
from kit.align.conflicts.none import Harms, none_facts, same_none, some_by_now
from kit.align.conflicts.number_facts import number_facts
from kit.align.conflicts.numbers import (
    LONG_AFTER,
    counts_anew,
    new_state,
    number_kind,
    of_two_deeds,
    one_number,
    same_number,
    tells_alone,
)
from kit.align.conflicts.occasions import occasions, on_other_days
from kit.align.conflicts.partners import Cut, Likeness, Pair, Partners, Sort, choose
from kit.align.conflicts.polarity import new_deed, predicate_kind, same_predicate
from kit.align.conflicts.positions import KINDS, opposite, positions
from kit.align.conflicts.predicates import predicate_facts
from kit.align.conflicts.quotations import alterations
from kit.align.conflicts.retold import retold
from kit.align.conflicts.slots import slots, unlike
from kit.align.conflicts.surnames import bearers, renamed
from kit.align.conflicts.unanimity import split, votes
from kit.align.neighbours import Neighbours
from kit.data.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.align.conflicts.agreement import Agreement
    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.corrected import Corrected
    from kit.align.conflicts.facts import Fact
    from kit.align.conflicts.quotations import Alteration
    from kit.align.conflicts.retold import Retold
    from kit.english.doc import Doc

# Days between two articles of which one has no day: some.
UNKNOWN = 1
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
    rendered = tables.rows(renderings)
    conflicts: list[dict[str, Any]] = []
    agreed: list[dict[str, Any]] = []
    unsure, gone = set[str](), set[str]()
    joins = _joins(statements, rendered)
    linked = _by_event(links, articles)
    by_event = tables.by_event(articles)
    events = {row.article_id: event_id for event_id, here in by_event for row in here}
    denied: dict[Any, list[tuple[Stretch, Stretch]]] = {}
    said = [row for here in quoted.values() for row in here]
    for pair in denials((row for row in rendered if row.article_id in events), said, docs):
        denied.setdefault(events[pair[0][0]], []).append(pair)
    for event_id, here in by_event:
        near = Neighbours.of_event(here)
        keys = [key for key in near.names if docs[key].analysed]
        published = {row.article_id: row.dateline_date if pd.isna(row.published) else row.published for row in here}
        sources = {
            key: Source(docs[key], mentioned.get(key, []), kinds, quoted.get(key, []), published[key]) for key in keys
        }
        sorts = _sorts(sources, mentioned, kinds, counted, dated, published)
        short = {key for key, source in sources.items() if len(source.clauses) <= SHORT}
        partners, likeness = [Partners(sort, short, near) for sort in sorts], Likeness()
        printed = list(alterations(sources))
        quoted_alike = Between(found.whole for found in printed)
        valued = {
            key: list(sentences_with_values(sources[key], counted.get(key, []), dated.get(key, []))) for key in keys
        }
        retellings = [found for found in retold(valued, near) if not quoted_alike.lies(found.one, found.other)]
        fixed = list(corrected(valued, near))
        numbers, days, _, predicates, *_ = sorts
        said_of = _by_article(predicates.facts)
        claimed = {key: claims(sources[key], said_of.get(key, ()), dated.get(key, ())) for key in keys}
        against = [pair for pair in opposed(claimed, near, published) if not quoted_alike.lies(pair.one, pair.other)]
        filled = {key: list(slots(sources[key], counted.get(key, ()), dated.get(key, ()))) for key in keys}
        shown = [*((pair.one, pair.other) for pair in retellings), *((pair.one, pair.other) for pair in fixed)]
        twice = Between([*shown, *(found.whole for found in printed)])
        unlike_slots = [
            pair for pair in unlike(filled, near, published) if not twice.lies(*(slot.stretch for slot in pair))
        ]
        done = {key: list(occasions(sources[key], dated.get(key, ()))) for key in keys}
        other_days = [
            pair for pair in on_other_days(done, near) if not twice.lies(*(occasion.stretch for occasion in pair))
        ]
        shown += [(one.stretch, other.stretch) for one, other in unlike_slots]
        shown += [(one.stretch, other.stretch) for one, other in other_days]
        shown += [(pair.one, pair.other) for pair in against]
        held = {key: list(positions(sources[key], dated.get(key, ()))) for key in keys}
        twice = Between([*shown, *(found.whole for found in printed)])
        turned = [pair for pair in opposite(held, near, published) if not twice.lies(*(one.stretch for one in pair))]
        shown += [(one.stretch, other.stretch) for one, other in turned]
        persons = {key: [m for m in mentioned.get(key, ()) if kinds.get(m.entity_id) == "person"] for key in keys}
        misnamed = list(renamed({key: list(bearers(sources[key], persons[key])) for key in keys}, near))
        shown += [(one.stretch, other.stretch) for one, other in misnamed]
        voted = list(split({key: list(votes(sources[key], dated.get(key, ()))) for key in keys}, near))
        shown += [(one.stretch, other.stretch) for one, other in voted]
        swapped = list(exchanged({key: list(sizes(sources[key])) for key in keys}, near))
        shown += [(one.stretch, other.stretch) for one, other in swapped]
        same_words = Between([*(found.whole for found in printed), *shown])
        told = [
            (one.sort, pair, score)
            for one in partners
            for pair, score in choose(one, likeness)
            if not same_words.lies(pair.one.key, pair.other.key)
        ]
        rows = [_row(event_id, *found, published) for found in told]
        rows += [_altered(event_id, found, published) for found in printed if found.kind]
        rows += [_retold(event_id, found, sources, published) for found in retellings]
        rows += [_told(event_id, "number", *_in_order(pair), 1.0, marked=False, why="corrected") for pair in fixed]
        rows += [
            _stretches(event_id, pair.kind, pair.one, pair.other, pair.why, marked=pair.marked) for pair in against
        ]
        rows += [_stretches(event_id, one.kind, one.stretch, other.stretch, one.sort) for one, other in unlike_slots]
        rows += [_stretches(event_id, "day", one.stretch, other.stretch, one.why) for one, other in other_days]
        rows += [_stretches(event_id, KINDS[one.sort], one.stretch, other.stretch, one.sort) for one, other in turned]
        rows += [_stretches(event_id, "number", one.stretch, other.stretch, "exchanged") for one, other in swapped]
        rows += [_stretches(event_id, "name", one.stretch, other.stretch, "surname") for one, other in misnamed]
        rows += [_stretches(event_id, "negation", one.stretch, other.stretch, "unanimous") for one, other in voted]
        rows += [_denied(event_id, *pair, published) for pair in denied.get(event_id, ())]
        conflicts += {row["conflict_id"]: row for row in rows}.values()
        clashes = Clashes(sources, dated, [*numbers.facts, *days.facts], predicates.facts)
        apart = Between(
            [
                *((pair.one.key, pair.other.key) for _, pair, _ in told),
                *((found.one, found.other) for found in printed if found.kind),
                *shown,
                *denied.get(event_id, ()),
            ]
        )
        alike = [
            found
            for one, accord in zip(partners, ACCORDS, strict=True)
            if accord is not None
            for found in agreements(one, accord, clashes, apart)
        ]
        unsure |= {
            key
            for key, pair in joins.get(event_id, ())
            if _clash(*pair, clashes, apart) or (clashes.listed(*pair) and not apart.lies(*pair))
        }
        same = Between((found.one, found.other) for found in alike)
        kept = []
        for key, pair in linked.get(event_id, ()):
            if _clash(*pair, clashes, apart) or (clashes.listed(*pair) and same.lies(*pair)):
                gone.add(key)
            else:
                kept.append(pair)
        known = Between(kept)
        new = (_link(found) for found in alike if not known.lies(found.one, found.other))
        agreed += {link["link_id"]: link for link in new}.values()
    if unsure:
        doubted = renderings["rendering_id"].isin(unsure)
        renderings = renderings.assign(certainty=renderings["certainty"].mask(doubted, "perhaps"))
    if gone or agreed:
        links = tables.concat("links", [links[~links["link_id"].isin(gone)], tables.table("links", agreed)])
    return tables.table("conflicts", _with_statements(conflicts, rendered)), renderings, links


def _clash(one: Stretch, other: Stretch, clashes: Clashes, conflicts: Between) -> bool:
    """Whether two stretches clash and no conflict is told of them; what is told stays in its row, marked."""
    return clashes.clash(one, other) and not conflicts.lies(one, other)


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


def _by_article(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.article_id, []).append(fact)
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
    some: list[Fact] = []
    ages: list[Fact] = []
    for key, source in sources.items():
        quantities, times = counted.get(key, ()), dated.get(key, ())
        persons = [m for m in mentioned.get(key, ()) if kinds.get(m.entity_id) == "person"]
        numbers += (counts := list(number_facts(source, quantities, times)))
        days += day_facts(source, times)
        names += name_facts(source, persons, quantities)
        predicates += predicate_facts(source)
        ages += age_facts(source, quantities)
        some += none_facts(source, times, counts)
    return [
        Sort(numbers, number_kind, same_number, NUMBER, counts_anew),
        Sort(days, DayKinds(published), same_day, DAY),
        Sort(names, Strangers(sources), same_name, NAME),
        Sort(predicates, predicate_kind, same_predicate, PREDICATE, new_deed),
        Sort(some, Harms(sources), same_none, NONE, some_by_now),
        Sort(ages, AgeKinds(sources), same_age, AGE),
    ]


def _row(event_id: Any, sort: Sort, pair: Pair, score: float, published: Mapping[str, Any]) -> dict[str, Any]:
    kind, *facts = pair
    left, right = sorted(facts, key=attrgetter("key"))
    later, why = _printed_later(left.article_id, right.article_id, published), kind
    if sort.renews(left, right, later):
        kind = why = "update"
    if sort.kind_of is number_kind:
        why = "new-state" if new_state(left, right, later) else why
        score = capped(score, left.value.limits, right.value.limits, otherwise=of_two_deeds(left, right))
    return _told(event_id, kind, left.key, right.key, score, marked=left.marked and right.marked, why=why)


def _altered(event_id: Any, found: Alteration, published: Mapping[str, Any]) -> dict[str, Any]:
    left, right = sorted((found.one, found.other))
    if found.by_now and _printed_later(left[0], right[0], published):
        return _told(event_id, "update", left, right, 1.0, marked=True, why="update")
    why = "other-speaker" if found.kind == "name" else "altered-quotation"
    return _told(event_id, found.kind, left, right, 1.0, marked=True, why=why)


def _retold(
    event_id: Any, found: Retold, sources: Mapping[str, Source], published: Mapping[str, Any]
) -> dict[str, Any]:
    left, right = sorted((found.one, found.other))
    later = _printed_later(left[0], right[0], published)
    anew = (found.grows and later) or (found.kind == "number" and abs(later) > LONG_AFTER)
    state = found.kind != "day" and stands_otherwise(*found.limits, later)
    kind = "update" if anew or state else found.kind
    marked = all(sources[key].marked.hold(start, end) for key, start, end in (left, right))
    return _told(event_id, kind, left, right, found.share, marked=marked, why="new-state" if state else "retold")


def _in_order(pair: Corrected) -> tuple[Stretch, Stretch]:
    return (pair.one, pair.other) if pair.one < pair.other else (pair.other, pair.one)


def _stretches(
    event_id: Any, kind: str, one: Stretch, other: Stretch, why: str, *, marked: bool = False
) -> dict[str, Any]:
    left, right = sorted((one, other))
    return _told(event_id, kind, left, right, 1.0, marked=marked, why=why)


def _denied(event_id: Any, left: Stretch, right: Stretch, published: Mapping[str, Any]) -> dict[str, Any]:
    kind = "update" if _printed_later(left[0], right[0], published) else "negation"
    return _told(event_id, kind, left, right, 1.0, marked=False, why="denied")


def _told(
    event_id: Any, kind: str, left: Stretch, right: Stretch, score: float, *, marked: bool, why: str
) -> dict[str, Any]:
    return {
        "conflict_id": f"{left[0]}-c{left[1]}-{right[0]}-c{right[1]}-{kind}",
        "event_id": event_id,
        "kind": kind,
        **dict(zip(("left_article_id", "left_start", "left_end"), left, strict=True)),
        **dict(zip(("right_article_id", "right_start", "right_end"), right, strict=True)),
        "similarity": round(min(max(score, 0.0), 1.0), 4),
        "marked": marked,
        "rule": rule(f"conflict.{why}"),
    }


def _printed_later(left: str, right: str, published: Mapping[str, Any]) -> int:
    """How many days later the right article was printed than the left; `UNKNOWN` if only one of the days is known."""
    one, other = published[left], published[right]
    if pd.isna(one) or pd.isna(other):
        return 0 if pd.isna(one) and pd.isna(other) else UNKNOWN
    return (pd.Timestamp(other).normalize() - pd.Timestamp(one).normalize()).days


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
