"""Scopes: what charts and findings are made of, one event at a time, and no more of it than a page can show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from kit.report.view import View
    from kit.tables import Reading

# A chart of more articles than this is neither read on a page nor drawn in a moment.
CHARTED = 45
# Of a corpus of many events, so many have charts: each has some fifteen, which take a second and 100 kB.
EVENTS = 4
_PAIRS = ("left_article_id", "right_article_id")


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


def part(reading: Reading, article_ids: pd.Series) -> Reading:
    """The reading as if it held these articles alone: rows of the others are left out, statements counted anew.

    How a wording was judged stays as it is, against the reference among all articles; where that is not in the part,
    the likest wording that is stands for it.
    """
    tables = {}
    for name, frame in reading.tables().items():
        keys = [label for label in ("article_id", *_PAIRS) if label in frame]
        for label in keys:
            frame = frame[frame[label].isin(article_ids)]
        tables[name] = frame
    statements, renderings, quotes = tables["statements"], tables["renderings"], tables["quotes"]
    counts = renderings.groupby("statement_id")["article_id"].nunique()
    likest = renderings.sort_values("similarity", ascending=False, kind="stable").groupby("statement_id").first()
    statements = statements[statements["statement_id"].isin(counts.index)]
    own, key = statements["reference_rendering_id"], statements["statement_id"]
    tables["statements"] = statements.assign(
        articles=key.map(counts).astype("Int64"),
        reference_rendering_id=own.where(own.isin(renderings["rendering_id"]), key.map(likest["rendering_id"])),
    )
    speakers, entities = tables["speakers"], tables["entities"]
    heard = set(quotes["speaker_id"].dropna()) | set(statements["speaker_id"].dropna())
    tables["speakers"] = speakers[speakers["speaker_id"].isin(heard)]
    tables["entities"] = entities[entities["event_id"].isin(tables["articles"]["event_id"])]
    return replace(reading, **{name: frame.reset_index(drop=True) for name, frame in tables.items()})


def _most_shared(reading: Reading, article_ids: pd.Series) -> pd.Series:
    """Of an event's articles those that bring most of what others bring too, in the corpus's order."""
    if len(article_ids) <= CHARTED:
        return article_ids
    shared = reading.statements.loc[reading.statements["articles"] > 1, "statement_id"]
    own = reading.renderings[reading.renderings["statement_id"].isin(shared)]
    counts = own.groupby("article_id")["statement_id"].nunique()
    found = article_ids.map(counts).fillna(0).sort_values(ascending=False, kind="stable")
    return article_ids[article_ids.index.isin(found.index[:CHARTED])]
