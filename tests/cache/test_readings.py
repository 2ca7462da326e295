"""Shelf: finished readings are found again only while nothing they depend on has changed."""

from __future__ import annotations

import pandas as pd
import pytest

import kit
from kit import load
from kit.cache import readings

# Invented.
TEXT = "Ada Brook, the mayor of Northham, said on Tuesday that “the bridge is safe.”\n"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder of one article, and an empty cache."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "post.txt").write_text(TEXT, encoding="utf-8")
    return folder


def loads(monkeypatch) -> list:
    """Counts how often articles are loaded."""
    seen, load_articles = [], load.load_articles
    monkeypatch.setattr(load, "load_articles", lambda *a, **k: seen.append(a) or load_articles(*a, **k))
    return seen


def test_the_same_corpus_is_taken_from_the_shelf(corpus, monkeypatch):
    """The second reading loads nothing and is the same, table by table, dtype by dtype."""
    seen = loads(monkeypatch)
    first, second = kit.read(corpus), kit.read(corpus)
    assert len(seen) == 1
    for name, frame in first.tables().items():
        pd.testing.assert_frame_equal(frame, second.tables()[name])


@pytest.mark.parametrize("name", ["post.txt", "sources.csv", "events.csv", "more.txt", "corrections.csv"])
def test_whatever_changes_is_read_anew(corpus, monkeypatch, name):
    """A byte in an article, a manifest, a new file, a correction: each counts."""
    kit.read(corpus)
    seen = loads(monkeypatch)
    columns = {"sources.csv": "file\n", "events.csv": "event,date,words,source\n",
               "corrections.csv": "table,row_id,column,value,note\n"}  # fmt: skip
    (corpus / name).write_text(columns.get(name, TEXT + "More.\n"), encoding="utf-8")
    kit.read(corpus)
    assert len(seen) == 1


def test_settings_count(corpus, monkeypatch):
    """A raised limit may let more in."""
    before = readings.key(corpus, None)
    monkeypatch.setenv("KIT_LIMIT_CORPUS_ARTICLES", "7")
    assert readings.key(corpus, None) != before


def test_fresh_reads_anew(corpus, monkeypatch):
    """`fresh=True` asks no shelf."""
    kit.read(corpus)
    seen = loads(monkeypatch)
    kit.read(corpus, fresh=True)
    assert len(seen) == 1


@pytest.mark.parametrize("damage", [lambda data: b"PAR1", lambda data: data[:-40], lambda data: data[::-1]])
def test_a_damaged_reading_is_made_again(corpus, tmp_path, monkeypatch, damage):
    """A kept table that is cut short or overwritten is passed over."""
    first = kit.read(corpus)
    kept = next((tmp_path / "cache" / "readings").glob("*/quotes.*"))
    kept.write_bytes(damage(kept.read_bytes()))
    seen = loads(monkeypatch)
    pd.testing.assert_frame_equal(kit.read(corpus).quotes, first.quotes)
    assert len(seen) == 1


def test_a_corpus_too_large_to_hash_is_not_kept(corpus, monkeypatch):
    """Hashing would cost what the shelf saves."""
    monkeypatch.setattr(readings, "LARGEST", 10)
    assert readings.key(corpus, None) is None
    assert len(kit.read(corpus).articles) == 1


def test_the_shelf_stays_short(corpus, monkeypatch, tmp_path):
    """The oldest readings go."""
    monkeypatch.setattr(readings, "KEPT", 2)
    for n in range(4):
        (corpus / "post.txt").write_text(TEXT + str(n), encoding="utf-8")
        kit.read(corpus)
    assert len(list((tmp_path / "cache" / "readings").iterdir())) == 2
