"""Finders: every way to find a conflict by how it is worded, in order: what one has told, none behind it tells again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kit.align.conflicts import clocks
from kit.align.conflicts.claims import claims, opposed
from kit.align.conflicts.clashes import Between
from kit.align.conflicts.corrected import corrected
from kit.align.conflicts.courts import convicted_otherwise, verdicts
from kit.align.conflicts.exchanged import exchanged, sizes
from kit.align.conflicts.limits import stands_otherwise
from kit.align.conflicts.numbers import LONG_AFTER
from kit.align.conflicts.occasions import occasions, on_other_days
from kit.align.conflicts.positions import KINDS, opposite, positions
from kit.align.conflicts.quotations import alterations
from kit.align.conflicts.retold import retold
from kit.align.conflicts.roles import roles, turned_round
from kit.align.conflicts.slots import slots, unlike
from kit.align.conflicts.spellings import misspelt
from kit.align.conflicts.surnames import bearers, renamed
from kit.align.conflicts.told import Told
from kit.align.conflicts.unanimity import split, votes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.event import Event


def in_quotations(event: Event) -> tuple[list[Told], list[tuple[Stretch, Stretch]]]:
    """What two articles print otherwise in one quotation; and all quotations that they print in the same words."""
    found = list(alterations(event.sources))
    told = []
    for one in found:
        left, right = sorted((one.one, one.other))
        if one.kind and one.by_now and event.printed_later(left[0], right[0]):
            told.append(Told("update", left, right, "update", marked=True))
        elif one.kind:
            why = "other-speaker" if one.kind == "name" else "altered-quotation"
            told.append(Told(one.kind, left, right, why, marked=True))
    return told, [one.whole for one in found]


def in_words(event: Event, quoted: list[tuple[Stretch, Stretch]]) -> list[Told]:
    """What `FINDERS` find beside the `quoted` pairs of quotations, which are compared by themselves."""
    told: list[Told] = []
    for find in FINDERS:
        known = Between([*quoted, *((one.one, one.other) for one in told)])
        told += [one for one in find(event) if not known.lies(one.one, one.other)]
    return told


def _retold(event: Event) -> Iterator[Told]:
    for found in retold(event.valued, event.near):
        left, right = sorted((found.one, found.other))
        later = event.printed_later(left[0], right[0])
        anew = (found.grows and later) or (found.kind == "number" and abs(later) > LONG_AFTER)
        state = found.kind != "day" and stands_otherwise(*found.limits, later)
        marked = all(event.sources[key].marked.hold(start, end) for key, start, end in (left, right))
        kind, why = "update" if anew or state else found.kind, "new-state" if state else "retold"
        yield Told(kind, left, right, why, found.share, marked)


def _corrected(event: Event) -> Iterator[Told]:
    for found in corrected(event.valued, event.near):
        yield Told("number", found.one, found.other, "corrected")


def _claims(event: Event) -> Iterator[Told]:
    for found in opposed(event.read(claims, event.predicates, event.times), event.near, event.published):
        yield Told(found.kind, found.one, found.other, found.why, marked=found.marked)


def _slots(event: Event) -> Iterator[Told]:
    for one, other in unlike(event.read(slots, event.quantities, event.times), event.near, event.published):
        yield Told(one.kind, one.stretch, other.stretch, one.sort)


def _occasions(event: Event) -> Iterator[Told]:
    for one, other in on_other_days(event.read(occasions, event.times), event.near):
        yield Told("day", one.stretch, other.stretch, one.why)


def _positions(event: Event) -> Iterator[Told]:
    for one, other in opposite(event.read(positions, event.times), event.near, event.published):
        yield Told(KINDS[one.sort], one.stretch, other.stretch, one.sort)


def _surnames(event: Event) -> Iterator[Told]:
    for one, other in renamed(event.read(bearers, event.persons), event.near):
        yield Told("name", one.stretch, other.stretch, "surname")


def _votes(event: Event) -> Iterator[Told]:
    whole = event.read(partial(votes, whole=True), event.times)
    if any(whole.values()):
        part = event.read(partial(votes, whole=False), event.times)
        for one, other in split(whole, part, event.near):
            yield Told("negation", one.stretch, other.stretch, "unanimous")


def _sizes(event: Event) -> Iterator[Told]:
    for one, other in exchanged(event.read(sizes), event.near):
        yield Told("number", one.stretch, other.stretch, "exchanged")


def _verdicts(event: Event) -> Iterator[Told]:
    for one, other in convicted_otherwise(event.read(verdicts, event.persons, event.times), event.near):
        yield Told("negation", one.stretch, other.stretch, "plea-or-jury")


def _spellings(event: Event) -> Iterator[Told]:
    for one, other in misspelt(event.sources, event.near):
        yield Told("name", one.stretch, other.stretch, "misspelt")


def _clocks(event: Event) -> Iterator[Told]:
    for one, other in clocks.on_other_days(event.read(clocks.moments, event.times), event.near):
        yield Told("day", one.stretch, other.stretch, "one-clock")


def _roles(event: Event) -> Iterator[Told]:
    for one, other in turned_round(event.read(roles, event.times), event.near):
        yield Told("name", one.stretch, other.stretch, "turned-round")


FINDERS: tuple[Callable[[Event], Iterator[Told]], ...] = (
    _retold,
    _corrected,
    _claims,
    _slots,
    _occasions,
    _positions,
    _surnames,
    _votes,
    _sizes,
    _verdicts,
    _spellings,
    _clocks,
    _roles,
)
