"""Align: the same statement in every article, and the wording that articles share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc


def align_statements(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    speakers: pd.DataFrame,
    *,
    semantic: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `statements` and `renderings`."""
    return tables.table("statements"), tables.table("renderings")


def link_sentences(
    articles: pd.DataFrame, docs: Mapping[str, Doc], sentences: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """The table `links`."""
    return tables.table("links")


def find_reuse(articles: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """The table `reuse`."""
    return tables.table("reuse")
