"""Outlets: how an article's publisher is shown: its name, its place in the order, its sign and its colour."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from kit.compare.states import kept
from kit.data.palette import OF_OUTLETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.tables import Reading

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Articles of one day are put in order by likeness up to so many: of more, no eye would see it.
ALIKE = 60


class Outlet(NamedTuple):
    """One article as it is shown; `sign` is a letter, and both it and `colour` are empty where letters do not suffice."""

    article_id: str
    name: str
    sign: str
    colour: str


@kept
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
    while again.any():  # an outlet may be called as another would be with its id
        names = names.where(~again, names + " (" + ids + ")")
        again = names.duplicated(keep=False)
    return pd.Series(names.to_numpy(), index=ids.to_numpy(), dtype="string", name="outlet")


@kept
def outlets(reading: Reading) -> list[Outlet]:
    """Every article in the order in which all faces show outlets, with the sign and the colour that it has on all of them.

    Events stand in the corpus's order. Inside an event the earliest day of publication (else of the dateline) comes first,
    what has no day last. Of one day, each is followed by the one that surely shares most statements with it, and the first
    is the one that shares most with all; ties keep the corpus's order. Earlier states of articles stand last. Letters
    begin anew with each event; an event of more than 26 articles has none.

    >>> import kit
    >>> [one.sign for one in outlets(kit.read("seeds"))]
    ['A', 'B', 'C', 'D', 'E']
    """
    names = outlet_names(reading)
    said = _said(reading)
    articles = reading.articles
    days = articles["published"].fillna(articles["dateline_date"]).dt.normalize()
    events: dict[str, list[tuple[tuple[bool, bool, int], str]]] = {}
    columns = zip(articles["event_id"], articles["article_id"], articles["version_of"].notna(), days, strict=True)
    for event, key, earlier, day in columns:
        moment = (earlier, pd.isna(day), 0 if pd.isna(day) else day.toordinal())
        events.setdefault(event, []).append((moment, key))
    made = []
    for mine in events.values():
        ordered = _in_order(mine, said)
        signed = len(ordered) <= len(SIGNS)
        made += [
            Outlet(key, str(names[key]), SIGNS[n] if signed else "", OF_OUTLETS[n % len(OF_OUTLETS)] if signed else "")
            for n, key in enumerate(ordered)
        ]
    return made


def _in_order(articles: list[tuple[tuple[bool, bool, int], str]], said: Mapping[str, set[str]]) -> list[str]:
    """The articles of one event by their moment, those of one day by likeness."""
    made: list[str] = []
    for _, group in groupby(sorted(articles, key=itemgetter(0)), key=itemgetter(0)):
        left = [key for _, key in group]
        while left and len(left) <= ALIKE:
            beside = [made[-1]] if made else left
            best = max(left, key=lambda key: sum(len(said[key] & said[other]) for other in beside))
            made.append(best)
            left.remove(best)
        made += left
    return made


def _said(reading: Reading) -> Mapping[str, set[str]]:
    """The statements that each article surely renders."""
    found: dict[str, set[str]] = {key: set() for key in reading.articles["article_id"]}
    sure = reading.renderings["certainty"].eq("sure").fillna(False).to_numpy(dtype=bool)
    for key, statement_id in zip(
        reading.renderings["article_id"].to_numpy()[sure],
        reading.renderings["statement_id"].to_numpy()[sure],
        strict=True,
    ):
        found[key].add(statement_id)
    return found
