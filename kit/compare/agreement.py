"""Agreement: how often a reader who checked found the kit right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.rates import caution, wilson
from kit.phrasing import iso_day

if TYPE_CHECKING:
    from kit.tables import Reading


def agreement(reading: Reading, corrections: pd.DataFrame) -> pd.DataFrame:
    """What a reader's corrections and confirmations say about a reading.

    Takes a Reading and the corrections (`kit.corrections`). One row a table and column: `table, column, checked`
    (rows the reader judged), `right` (where the reading says the same), `share`, `low`, `high` (Wilson, 95 %), `note`.
    A share of few rows, chosen because they looked odd, says little about the rest.

    >>> import kit
    >>> from kit import corrections
    >>> agreement(kit.read("seeds"), corrections.none()).columns[:4].tolist()
    ['table', 'column', 'checked', 'right']
    """
    rows = []
    shown = reading.tables()
    for (table, column), group in corrections.groupby(["table", "column"], sort=True):
        said = shown[table].set_index(shown[table].columns[0])[column]
        judged = group[group["row_id"].isin(said.index)]
        right = sum(_text(said[row.row_id]) == _text(row.value) for row in judged.itertuples())
        low, high = wilson(right, len(judged))
        rows.append(
            {
                "table": table,
                "column": column,
                "checked": len(judged),
                "right": right,
                "share": round(right / len(judged), 4) if len(judged) else pd.NA,
                "low": low,
                "high": high,
                "note": caution(len(judged), "rows") or pd.NA,
            }
        )
    return answer("agreement", rows)


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    return iso_day(value) if isinstance(value, pd.Timestamp) else str(value)
