"""Ages: two articles that give two ages for one person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.conflicts.partners import AGREE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.facts import Fact, Source

# An age is misprinted or misheard by a few years; further apart it is another's of the name.
FAR = 10
# Between two days of printing that are further apart, or of which one is not known, may lie a birthday.
BIRTHDAY = 3


def age_facts(source: Source, quantities: Sequence[Any]) -> Iterator[Fact]:
    """The age of every person who is named beside it; it is compared with ages of that person alone."""
    for row in quantities:
        if row.kind != "age" or pd.isna(row.value) or pd.isna(row.of_start) or pd.notna(row.bound):
            continue
        here = source.names_in(int(row.of_start), int(row.of_end)).get("person", frozenset())
        if len(here) == 1 and row.text[:2].isdigit():
            made = source.fact(
                [(int(row.of_start), int(row.of_end))],
                (int(row.start), int(row.end)),
                f"age of {min(here)}",
                int(row.value),
            )
            if made is not None:
                yield made


class AgeKinds:
    """AGREE, "number" if two ages differ by some years, "" if they are hardly of one person or one day."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def __call__(self, one: Fact, other: Fact) -> str:
        apart = abs(one.value - other.value)
        if not apart:
            return AGREE
        ends = [(self._sources[fact.article_id], fact.start) for fact in (one, other)]
        return "number" if apart < FAR and not may_be_a_birthday(apart, *ends) else ""


def may_be_a_birthday(apart: float, *ages: tuple[Source, int]) -> bool:
    """Whether two ages a year apart may both be right: of other days, or somebody else's words. An age is given by its article
    and its offset; two articles without a day may be of any days.
    """
    days = [source.published for source, _ in ages if source.published is not None]
    near = len(days) == len(ages) and max(days) - min(days) <= BIRTHDAY and len(set(map(_month, days))) == 1
    return apart <= 1 and (not near or any(source.voice(at) for source, at in ages))


def _month(day: int) -> int:
    return date.fromordinal(day).month


def same_age(one: Fact, other: Fact) -> bool:
    """Whether both are one age."""
    return bool(one.value == other.value)
