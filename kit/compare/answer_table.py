"""Answer table: makes an answer with its declared columns and dtypes, also when it has no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.tables.schemas import comparisons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def answer(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Rows as the answer of this name: its columns in order, as `kit/data/answers.csv` declares them; others are left out.

    >>> answer("focus", [{"outlet": "A", "share": 0.123456}])[["outlet", "share"]].values.tolist()
    [['A', 0.1235]]
    """
    columns = comparisons()[name].columns
    made = pd.DataFrame(list(rows), columns=list(columns), dtype="object")
    for label, column in columns.items():
        values = pd.to_numeric(made[label]).round(4) if column.kind == "number" else made[label]
        made[label] = values.astype(column.dtype)
    return made


def in_order(made: pd.DataFrame, names: pd.Series, *by: str, falling: tuple[str, ...] = ()) -> pd.DataFrame:
    """Rows by article in the corpus's order, then by these columns (`falling` ones from the highest)."""
    place = {key: n for n, key in enumerate(names.index)}
    rising = [True, *(label not in falling for label in by)]
    ordered = made.assign(_at=made["article_id"].map(place)).sort_values(["_at", *by], ascending=rising)
    return ordered.drop(columns="_at").reset_index(drop=True)
