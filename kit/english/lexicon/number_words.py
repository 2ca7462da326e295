"""The words for numbers, as `kit/data/number_words.csv` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import read_list

if TYPE_CHECKING:
    import pandas as pd


def number_words(kind: str) -> pd.DataFrame:
    """The rows `words, means` of one kind: `one, ten, ordinal, scale, part, bound`, in the order of the list.

    >>> number_words("ten")["words"].tolist()[:2]
    ['twenty', 'thirty']
    """
    rows = read_list("number_words.csv")
    return rows.loc[rows["kind"] == kind, ["words", "means"]].reset_index(drop=True)


def meanings(kind: str) -> dict[str, str]:
    """What each word of one kind means, as text.

    >>> meanings("bound")["upwards of"], meanings("scale")["dozen"]
    ('more than', '12')
    """
    return dict(number_words(kind).itertuples(index=False, name=None))
