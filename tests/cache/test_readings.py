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


def test_another_version_of_a_library_counts(monkeypatch):
    """A new tagger may see other names: nothing read with the old one is shown as its work."""
    before = readings.fingerprint.__wrapped__()
    known = readings._version
    monkeypatch.setattr(readings, "_version", lambda name: "0.0" if name == "spacy" else known(name))
    assert readings.fingerprint.__wrapped__() != before


@pytest.mark.parametrize("name", ["rules.py", "data/words.csv", "data/places.json", "data/notes.txt"])
def test_code_and_word_lists_count(monkeypatch, tmp_path, name):
    """Whoever edits a word list sees what comes of it at once."""
    path = tmp_path / "kit" / name
    path.parent.mkdir(parents=True)
    path.write_text("one", encoding="utf-8")
    monkeypatch.setattr(readings, "__file__", str(tmp_path / "kit" / "cache" / "readings.py"))
    before = readings.fingerprint.__wrapped__()
    path.write_text("two", encoding="utf-8")
    assert readings.fingerprint.__wrapped__() != before


def test_a_file_of_corrections_elsewhere_counts(corpus, tmp_path):
    """Corrections may lie outside the folder (`KIT_CORRECTIONS`): what they say is a part of the reading."""
    beside = tmp_path / "mine.csv"
    before = readings.key(corpus, beside)
    beside.write_text("table,row_id,column,value,note\n", encoding="utf-8")
    empty = readings.key(corpus, beside)
    beside.write_text("table,row_id,column,value,note\nquotes,a,speaker,Ada Brook,\n", encoding="utf-8")
    assert len({before, empty, readings.key(corpus, beside)}) == 3


def test_each_event_has_a_reading_of_its_own(corpus):
    """What is asked for is a part of the name: one event is not given for another."""
    assert readings.key(corpus, None, "flood", False) != readings.key(corpus, None, "strike", False)


def test_one_event_of_a_corpus_is_read_alone(corpus):
    """`event=` leaves the articles of that event and nothing of the others, in every table."""
    (corpus / "strike.txt").write_text("Drivers walked out on Monday, said Ivo Marsh.\n", encoding="utf-8")
    (corpus / "sources.csv").write_text("file,event\npost.txt,bridge\nstrike.txt,strike\n", encoding="utf-8")
    alone = kit.read(corpus, event="strike")
    assert alone.articles["path"].tolist() == ["strike.txt"]
    assert all(set(frame["article_id"]) <= {"strike"} for frame in alone.tables().values() if "article_id" in frame)


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
    """The oldest readings go, the newest stay."""
    monkeypatch.setattr(readings, "KEPT", 2)
    for n in range(4):
        (corpus / "post.txt").write_text(TEXT + str(n), encoding="utf-8")
        kit.read(corpus)
    assert len(list((tmp_path / "cache" / "readings").iterdir())) == 2
    seen = loads(monkeypatch)
    kit.read(corpus)
    assert seen == []


def test_a_version_is_the_one_that_is_installed():
    """The line that is read of a library's description names its version."""
    assert readings._version("pandas").removeprefix("Version:").strip() == readings.metadata.version("pandas")
