"""Corrections that pupils agree on, for the teacher to look through before they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.corrections import COLUMNS, CorrectionError, save
from kit.phrasing import iso_day

if TYPE_CHECKING:
    from pathlib import Path

    from kit.lesson.classroom.results import Results

# A row is proposed if this many pupils put it right in the same way, and more than half of those who checked it.
LEAST, SHARE = 2, 0.5
_ROWS = ["table", "row_id", "column", "checked", "agree", "kit", "instead", "pupils", "passage"]


def checked(results: Results) -> pd.DataFrame:
    """One row a judgement of the kit that somebody checked, the most doubted first.

    `table, row_id, column, checked` (pupils), `agree` (who confirmed it), `kit` (what it says), `instead` (what most of
    the others say; NA: that it cannot be decided), `pupils` (how many say that), `passage`.
    """
    tables = results.reading.tables()
    given = [
        {"pupil": one.pupil, **{name: row.get(name) for name in COLUMNS}}
        for one in results.pupils
        for row in one.lists["checks"]
    ]
    rows = []
    for (table, row_id, column), mine in pd.DataFrame(given, columns=["pupil", *COLUMNS], dtype="object").groupby(
        ["table", "row_id", "column"], sort=True
    ):
        found = tables[table] if table in tables else pd.DataFrame()
        keys = found[found.columns[0]] == row_id if len(found) and column in found else pd.Series(dtype="bool")
        if not keys.any():
            continue
        row = found[keys].iloc[0]
        kit = _text(row[column])
        others = mine.loc[mine["value"].map(_text) != kit, "value"].map(_text).value_counts()
        rows.append(
            {
                "table": table, "row_id": row_id, "column": column, "checked": mine["pupil"].nunique(),
                "agree": int((mine["value"].map(_text) == kit).sum()), "kit": kit,
                "instead": (others.index[0] or pd.NA) if len(others) else pd.NA,
                "pupils": int(others.iloc[0]) if len(others) else 0, "passage": row.get("text", ""),
            }
        )  # fmt: skip
    made = pd.DataFrame(rows, columns=_ROWS)
    return made.sort_values(["pupils", "table", "row_id"], ascending=[False, True, True], ignore_index=True)


def proposed(rows: pd.DataFrame) -> pd.DataFrame:
    """Of `checked` rows those on which enough pupils agree that the kit is wrong, and on what is right."""
    return rows[(rows["pupils"] >= LEAST) & (rows["pupils"] > SHARE * rows["checked"])].reset_index(drop=True)


def write(rows: pd.DataFrame, path: Path) -> tuple[int, list[str]]:
    """Write proposals as a `corrections.csv`; returns how many, and a line for each that could not be one."""
    path.unlink(missing_ok=True)
    written, lines = 0, []
    for row in rows.itertuples():
        note = f"proposed by {row.pupils} of {row.checked} pupils"
        one = pd.DataFrame([[row.table, row.row_id, row.column, row.instead, note]], columns=list(COLUMNS))
        try:
            save(path, one.astype("string"))
            written += 1
        except CorrectionError as error:
            lines.append(f"{row.row_id}: not proposed ({error})")
    return written, lines


def _text(value: Any) -> str:
    if value is None or pd.isna(value):
        return ""
    return iso_day(value) if isinstance(value, pd.Timestamp) else str(value)
