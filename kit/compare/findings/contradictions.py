"""Findings on contradictions: things on which the outlets cannot all be right, and counts that a later article updates."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kit.compare.contradictions import DIFFERS, UPDATE, things
from kit.compare.findings import counts
from kit.compare.findings.finding import around, around_in_marks, enumerated, found, printed_on, sentence_at
from kit.compare.outlets import outlet_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.compare.contradictions import Thing
    from kit.tables import Reading

# This many contradictions are told; the table has all.
TOLD = 4
ANEW = "A count is given anew from one article to the next"
# Two quotations of one statement: told first.
MARKED = "Between quotation marks: "


def contradictions(reading: Reading) -> Iterator[dict[str, object]]:
    """The contradictions between outlets, those between quotation marks first; one sentence for one thing."""
    for thing in [thing for thing in things(reading) if thing.sure and thing.kind != UPDATE][:TOLD]:
        about = f"{MARKED}{DIFFERS[thing.kind]}" if thing.marked else DIFFERS[thing.kind].capitalize()
        yield _finding(reading, about, thing)


def counted_anew(reading: Reading) -> Iterator[dict[str, object]]:
    """Counts that a later article gives anew, but for those that are listed as the dead: they differ, and do not contradict."""
    dead = [(row.article_id, row.start) for row in counts.tolls(reading)]
    for thing in [thing for thing in things(reading) if thing.sure and thing.kind == UPDATE][:TOLD]:
        ends = [one for side in thing.sides for one in side.passages]
        if any(key == one.article_id and one.start <= at < one.end for one in ends for key, at in dead):
            continue
        yield _finding(reading, ANEW, thing, printed=printed_on(reading))


def _finding(
    reading: Reading, about: str, thing: Thing, printed: Mapping[str, str] = MappingProxyType({})
) -> dict[str, object]:
    names = outlet_names(reading)
    told, keys = [], []
    for side in thing.sides:
        shown = next(one for one in side.passages if " ".join(one.text.split()) == side.words)
        show = around_in_marks if thing.marked else around
        text = show(reading, shown.article_id, shown.start, shown.end)
        who = [f"{names[key]}{printed.get(key, '')}" for key in side.articles]
        told.append(f"“{text}” ({enumerated(who)})")
        keys += [sentence_at(reading, one.article_id, one.start).sentence_id for one in side.passages]
    return found("contradictions", f"{about}: {enumerated(told)}.", "sentences", keys)
