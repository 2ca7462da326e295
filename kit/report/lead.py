"""The lead: the finding that the page begins with, and the passages it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kit.compare.apparatus import WORD_FOR_WORD
from kit.compare.contradictions import UPDATE
from kit.compare.findings import names, quotations, silence
from kit.entry import keeps_most, told, whole, worth_comparing
from kit.entry.telling import in_words
from kit.phrasing import counted, shortened
from kit.report import headings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compare.contradictions import Passage, Thing
    from kit.entry import Entry
    from kit.report.view import View
    from kit.tables import Reading

# A sentence of the findings is no headline beyond this many characters.
LONGEST = 170
# The findings that may lead, the most telling first; what is true of every event (who is quoted most) leads none.
LEADING = (quotations.changed, names.split_by_naming, silence.not_heard_at_all)


@dataclass(frozen=True)
class Lead:
    """The headline, the entry that is shown below it, and the contradiction that it tells, if it tells one.

    `passages` are links to what else it rests on: words and address.
    """

    heading: str
    entry: Entry | None
    thing: Thing | None = None
    passages: tuple[tuple[str, str], ...] = ()

    @property
    def at_odds(self) -> Thing | None:
        """The contradiction, if the entry does not show every passage of it."""
        if self.thing is None:
            return None
        passages = [one for side in self.thing.sides for one in side.passages]
        return None if self.entry and all(_holds(self.entry, one) for one in passages) else self.thing


def lead(view: View) -> Lead:
    """The most telling finding that is sure, or plainly that there is little to compare.

    A contradiction comes first; then a statement that outlets quote in different words; then counts that grew; then
    what all who quote it print alike; then a sentence of the findings.
    """
    telling = worth_comparing(view.entries)
    shared = view.entries.shared()
    ranked = [
        *filter(keeps_most, telling),
        *headings.alike(view),
        *(one for one in shared if one.rows[0].treatment == WORD_FOR_WORD),
        *shared,
    ]
    return next(_leads(view, telling, next(filter(whole, ranked), next(iter(ranked), None))))


def _leads(view: View, telling: list[Entry], entry: Entry | None) -> Iterator[Lead]:
    count = len(view.texts)
    if count == 1:
        yield Lead("One article: there is nothing to compare it with", entry)
    sure = [thing for thing in view.things if thing.sure]
    for thing in sure:
        if thing.kind != UPDATE:
            yield Lead(headings.of_thing(thing, view), _entry_of(thing, view), thing)
    for reading in _whole_events(view):
        if tolls := headings.of_tolls(reading, view):
            yield Lead(tolls[0], entry, passages=tolls[1])
    first = next((one for one in telling if whole(one) and keeps_most(one)), None)
    changed = headings.of_changed(first, view) if first else ""
    if first and changed and (headings.is_based(first) or headings.quoting(first) >= headings.SEVERAL):
        yield Lead(changed, first)
    for thing in sure:
        if thing.measured:
            yield Lead(headings.of_counts(thing), entry, thing)
    if first and changed:
        yield Lead(changed, first)
    yield from _of_texts(view, entry)
    if entry:
        several = len(entry.quoted) > 1 and not headings.is_based(entry)  # none of them is called changed
        what = f", {in_words(len(entry.rows))} wordings" if several else f": {told(entry)}"
        yield Lead(f"{headings.of_one(entry, view)}{what}", entry)
    yield Lead(f"{counted(count, 'article')}, and no statement that the kit surely finds in two of them", None)


def _of_texts(view: View, entry: Entry | None) -> Iterator[Lead]:
    """What is told of the articles where no statement leads: who copies, who quotes nobody, who is heard alone."""
    if copied := headings.of_copied(view):
        yield Lead(copied, entry)
    for alike in headings.alike(view):
        yield Lead(f"{headings.of_one(alike, view)}: {told(alike)}", alike)
    if silent := headings.of_no_marks(view):
        yield Lead(silent, entry)
    for reading in _whole_events(view):
        if alone := headings.of_heard_alone(reading, view):
            yield Lead(alone[0], entry, passages=alone[1])
    for rule, reading in product(LEADING, _whole_events(view)):
        for found in rule(reading):
            yield Lead(shortened(str(found["sentence"]).removesuffix("."), LONGEST), entry)


def _whole_events(view: View) -> list[Reading]:
    return [scope.reading for scope in view.charted if scope.whole]


def _entry_of(thing: Thing, view: View) -> Entry | None:
    """The shared statement whose wordings have passages of two sides of a thing; one that has a single side would hide the other."""
    return next((entry for entry in view.entries.shared() if _sides_in(entry, thing) > 1), None)


def _sides_in(entry: Entry, thing: Thing) -> int:
    """Of how many sides of a thing a passage stands in the wordings of an entry."""
    return sum(any(_holds(entry, one) for one in side.passages) for side in thing.sides)


def _holds(entry: Entry, one: Passage) -> bool:
    """Whether a passage stands in one of the wordings of an entry."""
    places = (place for row in entry.rows for place in row.places)
    return any(p.article_id == one.article_id and p.start <= one.start < p.end for p in places)
