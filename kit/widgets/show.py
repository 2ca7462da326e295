"""Show: rows of a table as they stand, no text cut off, with a caption and headings that a screen reader names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.phrasing import counted
from kit.rulebook import explained
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
        caption = counted(len(self.data), "row")
        return {
            "text/plain": explained(self.data.head(self.limit)).to_string(index=False),
            "text/html": table_html(self.data, caption, limit=self.limit),
        }


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
