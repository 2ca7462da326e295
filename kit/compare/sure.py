"""Sure rows: the rows that findings, flags and counts are based on; the others are only shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from kit.tables import Reading

# Conflicts that a sentence may tell: from this likeness on nearly all that were read on real events were right.
TOLD = 0.6


def sure_renderings(reading: Reading) -> pd.DataFrame:
    """The renderings that surely render their statement."""
    return reading.renderings[reading.renderings["certainty"] == "sure"]


def sure_quotes(reading: Reading) -> pd.DataFrame:
    """The quotations whose speaker is surely known."""
    rows = reading.quotes[reading.quotes["certainty"] == "sure"]
    return rows[(rows["use"].isna() | (rows["use"] == "quotation")) & rows["speaker_id"].notna()]


def sure_conflicts(reading: Reading) -> pd.DataFrame:
    """The conflicts that may be told in a sentence, those between quotation marks first, then the most alike."""
    rows = reading.conflicts
    rows = rows[(rows["similarity"] >= TOLD) & (rows["kind"] != "update")]
    return rows.sort_values(["marked", "similarity", "conflict_id"], ascending=[False, False, True])
