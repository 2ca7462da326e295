"""The overview of a collection: its tables and charts, from a store made by hand. Outlets and events are invented."""

from __future__ import annotations

import pandas as pd
import pytest

from kit import charts, tables
from kit.collect import overview
from kit.collect.store import Store, StoreError, to_bytes

# event, article, outlet, day; and which article shares how much wording with which.
ARTICLES = [
    ("flood", "a1", "Zalby Post", "2031-03-01"),
    ("flood", "a2", "Orum Daily", "2031-03-02"),
    ("flood", "a3", None, "2031-03-02"),
    ("vote", "b1", "Orum Daily", "2031-04-01"),
    ("vote", "b2", "Zalby Post", "2031-04-01"),
    ("fair", "c1", "Zalby Post", None),
]
SHARED = {
    "flood": [("a1", "a2", 80, 0.6, 0.5), ("a1", "a3", 90, 0.7, 0.7)],
    "vote": [("b1", "b2", 9, 0.1, 0.6)],
    "fair": [],
}


@pytest.fixture
def folder(tmp_path):
    """A finished store of three events."""
    store = Store(tmp_path / "out")
    with store.writing():
        for event_id, pairs in SHARED.items():
            rows = [
                {"article_id": a, "event_id": event_id, "outlet": outlet, "published": day, "text": "Words."}
                for event, a, outlet, day in ARTICLES
                if event == event_id
            ]
            names = ("left_article_id", "right_article_id", "shared_words", "left_coverage", "right_coverage")
            made = {
                "articles": tables.table("articles", rows),
                "reuse": tables.table("reuse", [dict(zip(names, pair, strict=True)) for pair in pairs]),
            }
            outlets = made["articles"]["outlet"].nunique()
            row = {
                "label": f"The {event_id}",
                "articles": len(rows),
                "outlets": outlets,
                "words": 10,
                "rule": "by hand",
            }
            store.write(event_id, {name: to_bytes(name, frame) for name, frame in made.items() if len(frame)}, row)
    return store.folder


def test_events_come_by_size(folder):
    """The largest event is first; what is not known is missing."""
    events = overview(folder).events
    assert events["event_id"].tolist() == ["flood", "vote", "fair"]
    assert events["articles"].tolist() == [3, 2, 1]
    assert events["likeness"].isna().all()


def test_coverage_counts_known_outlets(folder):
    """One row an event and outlet; an article of no known outlet is in none."""
    rows = overview(folder).coverage
    assert sorted(zip(rows["event_id"], rows["outlet"], rows["articles"], strict=True)) == [
        ("fair", "Zalby Post", 1), ("flood", "Orum Daily", 1), ("flood", "Zalby Post", 1),
        ("vote", "Orum Daily", 1), ("vote", "Zalby Post", 1),
    ]  # fmt: skip


def test_reprints_are_joined_across_events(folder):
    """A pair of outlets is one row, whichever of them stood left, with the days told apart."""
    rows = overview(folder).reprints
    assert len(rows) == 1
    row = rows.iloc[0]
    assert (row["outlet"], row["other"], row["events"], row["pairs"]) == ("Orum Daily", "Zalby Post", 2, 2)
    assert (row["outlet_first"], row["other_first"], row["same_day"], row["shared_words"]) == (0, 1, 1, 89)


def test_a_higher_bar_leaves_fewer(folder):
    """`least` is the share of the shorter article that must be shared."""
    assert overview(folder, least=0.9).reprints.empty


def test_each_chart_says_what_it_shows(folder):
    """Title, description and data are there, and the chart can be drawn."""
    found = overview(folder)
    figures = [
        charts.event_sizes(found.events),
        charts.event_coverage(found.coverage, found.events),
        charts.shared_wording(found.reprints),
    ]
    for figure in figures:
        assert figure.title.endswith("?")
        assert figure.description
        assert len(figure.data)
        assert figure.svg.startswith("<svg")
    assert "3 events, 6 articles" in figures[0].description


def test_nothing_to_show_is_said(folder):
    """Empty tables give a reason in place of a chart."""
    found = overview(folder)
    assert "no two outlets share" in charts.shared_wording(found.reprints.iloc[:0]).why_not
    assert "no event" in charts.event_sizes(found.events.iloc[:0]).why_not
    assert "which outlet" in charts.event_coverage(found.coverage.iloc[:0], found.events).why_not


def test_a_cut_row_of_events_is_named(folder):
    """A damaged file of the table `events` stops the overview with its name."""
    path = Store(folder).path("events", "vote")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(StoreError, match="event_id=vote"):
        overview(folder)


def test_ids_may_hold_any_character(tmp_path):
    """An event's id with slashes, blanks or dots is no path."""
    store = Store(tmp_path / "out")
    strange = "../a b/ö:?*"
    with store.writing():
        store.write(strange, {}, {"articles": 1, "outlets": 0, "words": 0, "rule": "by hand"})
    assert store.event_ids() == [strange]
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert isinstance(store.events(), pd.DataFrame)
