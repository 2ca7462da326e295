"""A collection: articles grouped into events, each event read and kept, nothing lost when a run is cut short."""

from __future__ import annotations

import pytest

import kit
from kit.collect import collect
from kit.store import Store, StoreError
from kit.tables import check


def test_the_seeds_are_one_event(tmp_path, seeds):
    """Five articles on one event are found to be one event, and its tables are those of a plain reading."""
    summary = collect("seeds", tmp_path / "out", progress=False)
    assert (summary.articles, summary.made, summary.failed) == (5, 1, {})
    reading = kit.read(tmp_path / "out")
    check(reading)
    assert reading.articles["article_id"].tolist() == seeds.articles["article_id"].tolist()
    assert len(reading.quotes) == len(seeds.quotes)


def test_a_finished_event_is_not_made_again(tmp_path):
    """The same command on a finished folder makes nothing."""
    collect("seeds", tmp_path / "out", progress=False)
    again = collect("seeds", tmp_path / "out", progress=False)
    assert (again.made, again.kept) == (0, 1)


def test_an_unknown_event_is_named(tmp_path):
    """Asking for an event that is not there says which there are."""
    collect("seeds", tmp_path / "out", progress=False)
    with pytest.raises(StoreError, match=r"no event 'nope' \(it has 1: "):
        kit.read(tmp_path / "out", event="nope")
    assert Store(tmp_path / "out").event_ids()
