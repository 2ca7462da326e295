"""Outlets: how an article's publisher is shown, in one fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from kit.tables import Reading


def outlet_names(reading: Reading) -> pd.Series:
    """The name to show for each article: a Series (string) by `article_id`, in the order of `articles`.

    Where the outlet is not known its file's name stands for it, never a guess; an outlet with several articles and an
    earlier state of an article get the article's id behind the name, so that each name is one article.

    >>> import kit
    >>> outlet_names(kit.read("seeds")).is_unique
    True
    """
    articles = reading.articles
    ids = articles["article_id"]
    files = articles["path"].fillna(ids).str.rsplit("/", n=1).str[-1]
    names = articles["outlet"].where(articles["outlet"].notna(), files)
    latest = articles["version_of"].isna()
    again = names.where(latest).duplicated(keep=False) | ~latest
    shown = names.where(~again, names + " (" + ids + ")")
    return pd.Series(shown.to_numpy(), index=ids.to_numpy(), dtype="string", name="outlet")
