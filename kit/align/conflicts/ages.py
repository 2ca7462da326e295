"""Ages: two articles that give two ages for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.conflicts.partners import AGREE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.align.conflicts.facts import Fact, Source

# An age is misprinted or misheard by a few years; further apart it is another's of the name.
FAR = 10


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


def age_kind(one: Fact, other: Fact) -> str:
    """AGREE, "number" if the ages differ by some years, "" if they are hardly of one person or one day."""
    apart = abs(one.value - other.value)
    return AGREE if not apart else "number" if apart < FAR else ""


def same_age(one: Fact, other: Fact) -> bool:
    """Whether both are one age."""
    return bool(one.value == other.value)
