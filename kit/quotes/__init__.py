"""Quotes: who said what, with or without quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc


def find_quotes(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    sentences: pd.DataFrame,
    entities: pd.DataFrame,
    mentions: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `quotes` and `speakers`."""
    return tables.table("quotes"), tables.table("speakers")
