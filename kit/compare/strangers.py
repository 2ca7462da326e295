"""Strangers: articles whose quotations never have the others' words, perhaps because they were translated back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.states import kept
from kit.compare.sure import sure_renderings

if TYPE_CHECKING:
    from kit.tables import Reading

# An outlet that matches nobody in three shared quotations matches nobody by habit: one or two may be chance.
LEAST = 3


@kept
def strangers(reading: Reading) -> dict[str, pd.DataFrame]:
    """Articles all of whose shared quotations differ from the others', with these renderings; a wording that is itself
    the majority's agrees with somebody.

    >>> import kit
    >>> {article: len(rows) for article, rows in strangers(kit.read("seeds")).items()}
    {'a2news': 5}
    """
    sure = sure_renderings(reading)
    groups = sure[sure["wording"].notna()].groupby("statement_id", sort=True)
    shared = [group for _, group in groups if len(set(group["article_id"])) > 1]
    chosen = reading.statements.set_index("reference_rendering_id")["reference_from"]
    found = {}
    for article_id, group in pd.concat(shared).groupby("article_id", sort=False) if shared else ():
        why = group["rendering_id"].map(chosen)
        mine, agreed = group[why.isna()], why.isin(["majority", "transcript"]).any()
        if not agreed and mine["statement_id"].nunique() >= LEAST and (mine["wording"] == "reworded").all():
            found[str(article_id)] = mine
    return found
