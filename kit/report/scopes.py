"""Scopes: the articles that charts and findings are made from, event by event, as many as a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compare.states import latest, part

if TYPE_CHECKING:
    import pandas as pd

    from kit.report.view import View
    from kit.tables import Reading

# A chart of more articles than this is neither read on a page nor drawn in a moment.
CHARTED = 45
# Of a corpus of many events, this many have charts: each has some fifteen, which take a second and 100 kB.
EVENTS = 4


@dataclass(frozen=True, eq=False)
class Scope:
    """One event: the part of the reading that is charted, and of how many articles it is taken."""

    event_id: str
    reading: Reading
    of: int

    @property
    def whole(self) -> bool:
        """Whether every article of the event is charted."""
        return len(self.reading.articles) == self.of

    @property
    def note(self) -> str:
        """What is left out and where it can be had; nothing if nothing is."""
        if self.whole:
            return ""
        return (
            f"Charted are {len(self.reading.articles)} of {self.of} articles: those that bring most of what others "
            "bring too, counted among themselves. The texts, the statements and the voices below hold all of them; "
            "in a notebook, the same chart draws any (outlets=…)."
        )


def scopes(reading: Reading) -> list[Scope]:
    """The events with most articles, in the corpus's order, each cut to the articles that share most statements."""
    reading = latest(reading)
    articles = reading.articles
    if articles["event_id"].eq(articles["event_id"].iloc[0]).all() and len(articles) <= CHARTED:
        return [Scope(articles["event_id"].iloc[0], reading, len(articles))]
    sizes = articles["event_id"].value_counts()
    several = sizes[sizes > 1] if (sizes > 1).any() else sizes
    largest = set(several.sort_index(kind="stable").sort_values(ascending=False, kind="stable").index[:EVENTS])
    made = []
    for event_id in articles["event_id"].unique():
        if event_id in largest:
            own = articles.loc[articles["event_id"] == event_id, "article_id"]
            made.append(Scope(event_id, part(reading, _most_shared(reading, own)), len(own)))
    return made


def left_out(view: View) -> str:
    """Of many events: how many are charted, and how to see the others; nothing if all are."""
    if len(view.charted) == len(view.events):
        return ""
    return (
        f"Charts stand for {len(view.charted)} of {len(view.events)} events, those with most articles. A report on one "
        "event, made with --event, charts any other."
    )


def _most_shared(reading: Reading, article_ids: pd.Series) -> pd.Series:
    """Of an event's articles those that bring most of what others bring too, in the corpus's order."""
    if len(article_ids) <= CHARTED:
        return article_ids
    shared = reading.statements.loc[reading.statements["articles"] > 1, "statement_id"]
    own = reading.renderings[reading.renderings["statement_id"].isin(shared)]
    counts = own.groupby("article_id")["statement_id"].nunique()
    found = article_ids.map(counts).fillna(0).sort_values(ascending=False, kind="stable")
    return article_ids[article_ids.index.isin(found.index[:CHARTED])]
