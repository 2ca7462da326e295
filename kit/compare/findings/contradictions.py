"""Findings on contradictions: things on which the outlets cannot all be right, and counts that a later article updates."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from kit.align.normalise import fold
from kit.compare.contradictions import (
    CORRECTED,
    DIFFERS,
    MISSPELT,
    OTHER_SPEAKER,
    PLEA_OR_JURY,
    TURNED_ROUND,
    UPDATE,
    things,
)
from kit.compare.findings import counts
from kit.compare.findings.finding import around, around_in_marks, enumerated, found, printed_on, sentence_at
from kit.compare.outlets import outlet_names
from kit.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.compare.contradictions import Side, Thing
    from kit.tables import Reading

# This many contradictions are told; the table has all.
TOLD = 4
ANEW = "A count is given anew from one article to the next"
# Two quotations of one statement: told first.
MARKED = "Between quotation marks: "
# What conflicts of these rules are.
SPECIAL = {
    OTHER_SPEAKER: "One quotation is given to two speakers",
    CORRECTED: "One article calls a figure wrong that another gives",
    TURNED_ROUND: "Who did it, and to whom, is told the other way round",
    MISSPELT: "One name is printed in two ways",
    PLEA_OR_JURY: "One tells of a plea of guilty, another of a jury's verdict",
}


def contradictions(reading: Reading) -> Iterator[dict[str, object]]:
    """The contradictions between outlets, those between quotation marks first; one sentence for one thing."""
    rules = dict(zip(reading.conflicts["conflict_id"], reading.conflicts["rule"], strict=True))
    for thing in [thing for thing in things(reading) if thing.sure and thing.kind != UPDATE][:TOLD]:
        special = next((SPECIAL[rules[key]] for key in thing.conflict_ids if rules[key] in SPECIAL), None)
        about = f"{MARKED}{DIFFERS[thing.kind]}" if thing.marked else DIFFERS[thing.kind].capitalize()
        yield _finding(reading, special or about, thing, whole=special == SPECIAL[OTHER_SPEAKER])


def counted_anew(reading: Reading) -> Iterator[dict[str, object]]:
    """Counts that a later article gives anew, but for those that are listed as the dead: they differ, and do not contradict."""
    dead = [(row.article_id, row.start) for row in counts.tolls(reading)]
    for thing in [thing for thing in things(reading) if thing.sure and thing.kind == UPDATE][:TOLD]:
        ends = [one for side in thing.sides for one in side.passages]
        if any(key == one.article_id and one.start <= at < one.end for one in ends for key, at in dead):
            continue
        yield _finding(reading, ANEW, thing, printed=printed_on(reading))


def _finding(
    reading: Reading,
    about: str,
    thing: Thing,
    printed: Mapping[str, str] = MappingProxyType({}),
    *,
    whole: bool = False,
) -> dict[str, object]:
    names = outlet_names(reading)
    sides, keys = [], []
    for side in _in_time(reading, thing):
        told = [
            f"“{text}” ({enumerated([names[key] + printed.get(key, '') for key in who])})"
            for text, who in _as_printed(reading, thing, side, whole=whole)
        ]
        sides.append(enumerated(told))
        keys += [sentence_at(reading, one.article_id, one.start).sentence_id for one in side.passages]
    opposed = len(sides) == 2 and thing.kind != UPDATE
    joined = (" against " if opposed else "; ").join(sides)
    return found("contradictions", f"{about}: {joined}.", "sentences", keys)


def _in_time(reading: Reading, thing: Thing) -> list[Side]:
    """The sides in the order in which they are told: what is given anew as it was printed, what has no day last."""
    days = {row.article_id: (bool(pd.isna(row.published)), row.published) for row in rows(reading.articles)}
    anew = thing.kind == UPDATE
    return sorted(thing.sides, key=lambda side: min(days[key] for key in side.articles)) if anew else list(thing.sides)


def _as_printed(reading: Reading, thing: Thing, side: Side, *, whole: bool) -> list[tuple[str, list[str]]]:
    """What the articles of a side print, each in its own words; only those that print the same words stand together.

    `whole` passages are not told by the sentence that they begin in: words and their speaker may stand in two.
    """
    show = around_in_marks if thing.marked else around
    alike: dict[tuple[str, ...], tuple[str, list[str]]] = {}
    for one in side.passages:
        text = " ".join(one.text.split()) if whole else show(reading, one.article_id, one.start, one.end)
        _, who = alike.setdefault(tuple(word.n for word in fold(text)), (text, []))
        if one.article_id not in who:
            who.append(one.article_id)
    return list(alike.values())
