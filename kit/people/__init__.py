"""People: who and what is named, joined across the articles of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc


def find_mentions(articles: pd.DataFrame, docs: Mapping[str, Doc]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `entities` and `mentions`."""
    return tables.table("entities"), tables.table("mentions")
