"""Timeline: time expressions, the days they stand for, and what they date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc


def find_times(
    articles: pd.DataFrame,
    facts: pd.DataFrame,
    docs: Mapping[str, Doc],
    sentences: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table `times`; `events` are the rows of a corpus's events.csv (`event, date, words, source`)."""
    return tables.table("times")
