"""Finding: one sentence about a corpus, with the keys of the rows it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.rates import FEW
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

# More than these are counted, not listed.
MOST = 6
# How much of a passage a sentence repeats.
LONGEST = 90


def found(about: str, sentence: str, table: str, keys: Iterable[object], cases: int = FEW) -> dict[str, object]:
    """A finding as a row of `findings`; it is small if it rests on too few `cases`."""
    ids = list(dict.fromkeys(str(key) for key in keys if pd.notna(key)))
    return {"about": about, "sentence": sentence, "table": table, "keys": " ".join(ids), "small": cases < FEW}


def enumerated(words: list[str]) -> str:
    """The words as a list in a sentence; of many the first, and how many more."""
    if len(words) > MOST:
        words = [*words[: MOST - 1], f"{len(words) - MOST + 1} more"]
    return listing(words)
