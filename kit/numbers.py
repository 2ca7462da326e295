"""Numbers: every quantity with its unit and what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc


def find_quantities(
    articles: pd.DataFrame, docs: Mapping[str, Doc], sentences: pd.DataFrame, times: pd.DataFrame
) -> pd.DataFrame:
    """The table `quantities`."""
    return tables.table("quantities")
