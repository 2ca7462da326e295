"""Show: rows of a table as they stand, no text cut off, with a caption and headings that a screen reader names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.data.rulebook import explained
from kit.phrasing import counted
from kit.widgets.base import table_html

if TYPE_CHECKING:
    import pandas as pd

# A table that a reader takes in; the rest is counted aloud and one `limit` away.
LIMIT = 12


class Shown:
    """Rows for reading; `data` is the DataFrame they are taken from."""

    def __init__(self, data: pd.DataFrame, limit: int) -> None:
        self.data, self.limit = data, limit

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        if self.data.empty:
            return {"text/plain": "No rows.", "text/html": "<p>No rows.</p>"}
        kept = _kept(self.data, self.limit)
        caption = counted(len(self.data), "row")
        if len(kept) < len(self.data):
            caption = f"{len(kept)} of {caption}" + (", some of each outlet" if "outlet" in kept else "")
        return {
            "text/plain": explained(kept).to_string(index=False),
            "text/html": table_html(kept, caption, limit=len(kept)),
        }


def _kept(rows: pd.DataFrame, limit: int) -> pd.DataFrame:
    """At most `limit` rows in their order; of a table of outlets some of each, so that none seems to have nothing."""
    if len(rows) <= limit or "outlet" not in rows:
        return rows.head(limit)
    turn = rows.groupby("outlet", sort=False, dropna=False).cumcount()
    at = turn.to_numpy().argsort(kind="stable")[: max(limit, rows["outlet"].nunique(dropna=False))]
    return rows.iloc[sorted(at)]


def show(rows: pd.DataFrame, *columns: str, limit: int = LIMIT) -> Shown:
    """Rows with these columns (all, if none is named), at most `limit` of them, their text in full and escaped.

    Raises KeyError for a column that the table has not.

    >>> import pandas as pd
    >>> show(pd.DataFrame({"outlet": ["A"], "text": ["a long passage " * 9]}), "outlet").data.columns.tolist()
    ['outlet']
    """
    lacking = [column for column in columns if column not in rows]
    if lacking:
        raise KeyError(f"no column {', '.join(lacking)} (found: {', '.join(map(str, rows.columns))}).")
    return Shown(rows[list(columns)] if columns else rows, limit)
