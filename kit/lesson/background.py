"""The box of background: who, where and since when, from the corpus and the table of world events; nothing invented."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import data
from kit.phrasing import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

# People and places named: those that several articles name, the most named first.
PEOPLE, PLACES, ARTICLES = 5, 5, 2


def background(reading: Reading) -> dict[str, Any]:
    """`people`, `places`, `published`, `since`, `content` of an event; what the corpus does not say is left out.

    `people` are names that at least two articles mention, with the office an article gives them; `published` the first
    and last day; `since` events of the world (name, day, where it can be read up) from which an article counts; `content`
    topics of which a list finds words, so that a teacher can look before a class does.
    """
    days = reading.articles["published"].dropna().sort_values()
    return {
        "people": [(name, role) for name, role in _named(reading, "person", PEOPLE)],
        "places": [name for name, _ in _named(reading, "place", PLACES)],
        "published": [day_in_words(day) for day in dict.fromkeys([*days.iloc[:1], *days.iloc[-1:]])],
        "undated": int(reading.articles["published"].isna().sum()),
        "since": list(_since(reading)),
        "content": list(_content(reading)),
    }


def _named(reading: Reading, kind: str, most: int) -> Iterator[tuple[str, str]]:
    entities = reading.entities[reading.entities["kind"] == kind].set_index("entity_id")["name"]
    mine = reading.mentions[reading.mentions["entity_id"].isin(entities.index)]
    counts = mine.groupby("entity_id")["article_id"].agg(["nunique", "size"]).reset_index()
    counts = counts[counts["nunique"] >= min(ARTICLES, len(reading.articles))]
    ranked = counts.sort_values(["nunique", "size", "entity_id"], ascending=[False, False, True])
    roles = reading.speakers.dropna(subset=["entity_id"]).set_index("entity_id")["role"].dropna()
    for key in ranked["entity_id"].head(most):
        yield str(entities[key]), str(roles.get(key, ""))


def _since(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """The world's events that the articles count from, oldest first."""
    anchors = reading.times.loc[(reading.times["anchor_from"] == "event").fillna(False), "anchor"]
    wanted = {f"{day:%Y-%m-%d}" for day in anchors.dropna()}
    listed = data.read_list("world_events.csv")
    for row in listed[listed["date"].isin(wanted)].sort_values("date").itertuples():
        yield row.event, day_in_words(pd.Timestamp(row.date)), row.source


def _content(reading: Reading) -> Iterator[tuple[str, list[str]]]:
    """Topics of which words stand in the articles, with those words."""
    text = "\n".join(reading.articles["text"]).casefold()
    for topic, words in _topics():
        found = [word for word in words if re.search(rf"\b{re.escape(word)}\b", text)]
        if found:
            yield topic, found


@cache
def _topics() -> list[tuple[str, list[str]]]:
    with Path(__file__).with_name("content_notes.csv").open(encoding="utf-8", newline="") as file:
        return [(row["topic"], [word.strip() for word in row["words"].split(";")]) for row in csv.DictReader(file)]
