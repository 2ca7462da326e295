"""Words: how each outlet names and labels things, and the words it uses more than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables
from kit.words.keyness import find_keyness

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.doc import Doc


__all__ = ["find_keyness", "find_labels", "find_word_choices"]


def find_labels(
    articles: pd.DataFrame, docs: Mapping[str, Doc], entities: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """The table `labels`."""
    return tables.table("labels")


def find_word_choices(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    sentences: pd.DataFrame,
    entities: pd.DataFrame,
    mentions: pd.DataFrame,
    labels: pd.DataFrame,
) -> pd.DataFrame:
    """The table `word_choices`."""
    return tables.table("word_choices")
