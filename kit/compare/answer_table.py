"""Frame: the answers' tables, with dtypes that do not depend on what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.schemas import DTYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def frame(rows: Iterable[Mapping[str, Any]], **columns: str) -> pd.DataFrame:
    """Rows as a table with these columns in this order; each is `text`, `int`, `number`, `flag` or `day`.

    >>> frame([{"outlet": "A"}], outlet="text", share="number").dtypes.astype(str).tolist()
    ['string', 'Float64']
    """
    made = pd.DataFrame(list(rows), columns=list(columns), dtype="object")
    for label, kind in columns.items():
        values = pd.to_numeric(made[label]).round(4) if kind == "number" else made[label]
        made[label] = values.astype(DTYPES[kind])  # type: ignore[call-overload]
    return made


def in_order(made: pd.DataFrame, names: pd.Series, *by: str, falling: tuple[str, ...] = ()) -> pd.DataFrame:
    """Rows by article in the corpus's order, then by these columns (`falling` ones from the highest)."""
    place = {key: n for n, key in enumerate(names.index)}
    rising = [True, *(label not in falling for label in by)]
    ordered = made.assign(_at=made["article_id"].map(place)).sort_values(["_at", *by], ascending=rising)
    return ordered.drop(columns="_at").reset_index(drop=True)
