"""Sure: the rows that sentences of the kit may rest on; the others are shown, and enter no finding, flag or count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from kit.tables import Reading

# Where renderings carry no certainty: likeness to the reference from which on they are plainly its statement (.97 of those
# judged on nine events were).
SURE = 0.4
# Conflicts that a sentence may tell: from this likeness on nearly all that were read on real events were right.
TOLD = 0.6


def sure_renderings(reading: Reading) -> pd.DataFrame:
    """The renderings that surely render their statement: by `certainty`, else by likeness to the reference."""
    rows = reading.renderings
    if "certainty" in rows and rows["certainty"].notna().any():
        return rows[rows["certainty"] == "sure"]
    likeness = rows[["similarity", "coverage"]].max(axis=1)
    return rows[(likeness >= SURE).fillna(value=False)]


def sure_quotes(reading: Reading) -> pd.DataFrame:
    """The quotations whose speaker is known, and sure where the quotes carry a certainty."""
    rows = reading.quotes
    rows = rows[(rows["use"].isna() | (rows["use"] == "quotation")) & rows["speaker_id"].notna()]
    if "certainty" in rows and rows["certainty"].notna().any():
        rows = rows[rows["certainty"] == "sure"]
    return rows


def sure_conflicts(reading: Reading) -> pd.DataFrame:
    """The conflicts that may be told in a sentence, those between quotation marks first, then the most alike."""
    rows = reading.conflicts
    rows = rows[(rows["similarity"] >= TOLD) & (rows["kind"] != "update")]
    return rows.sort_values(["marked", "similarity", "conflict_id"], ascending=[False, False, True])
