"""The laws of the kit, on the seeds and on any texts."""

from __future__ import annotations

import os
import shutil
from inspect import signature
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import kit
from kit import compare, export, tables

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SPANS = [n for n, s in tables.SCHEMAS.items() if {"article_id", "start", "end", "text"} <= set(s.columns)]

# Invented text: pieces that news is made of, and pieces that trouble it.
PIECES = st.sampled_from(
    [
        "Mayor Ada Brook said on Tuesday", "“We will rebuild,”", '"never again"', "he added", "\n", "\n\n", " ", ". ",
        "in 1987", "NORTHHAM, May 3 (Exampler) -- ", "according to the Harbour Office", "50%", "$3 million", "«", "»",
        "''", "“", "”", '"', "\u200b", "\ufeff", "\x00", "\u202e", "…", "🙂", "a", "The council", "insisted that it",
        "https://news.example/2031/05/x", "<script>alert(1)</script>", "{{7*7}}", "\r\n", "\u2028", "\t", "!?", "—",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def corpus(folder: Path, texts: list[str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_bytes(text.encode("utf-8", "replace"))
    return folder


@pytest.mark.parametrize("name", SPANS)
def test_every_slice_is_the_text_it_says(seeds, name):
    """A row's text is the article's characters from start to end, on every table that has them."""
    texts = dict(zip(seeds.articles["article_id"], seeds.articles["text"], strict=True))
    frame = seeds.tables()[name]
    for row in frame.itertuples():
        assert row.text == texts[row.article_id][row.start : row.end]
        assert row.text


def test_every_character_lies_in_one_sentence(seeds):
    """What is not white space lies in exactly one row of sentences."""
    for article in seeds.articles.itertuples():
        rows = seeds.sentences[seeds.sentences["article_id"] == article.article_id]
        held = [0] * len(article.text)
        for row in rows.itertuples():
            for i in range(row.start, row.end):
                held[i] += 1
        assert all(held[i] == 1 for i, c in enumerate(article.text) if not c.isspace())
        assert max(held) == 1


def test_the_seeds_keep_the_schemas(seeds):
    """Columns, dtypes, vocabularies, unique keys and keys that resolve."""
    tables.check(seeds)


def test_texts_are_the_files(seeds):
    """The text of a .txt article is the file's characters, untouched."""
    for row in seeds.articles.itertuples():
        assert row.text == (SEEDS / row.path).read_bytes().decode("utf-8-sig")


def test_reading_alters_no_input(tmp_path, seeds):
    """Reading writes nothing into the corpus."""
    copy = tmp_path / "copy"
    shutil.copytree(SEEDS, copy)
    before = {p.name: p.read_bytes() for p in copy.iterdir()}
    kit.read(copy, fresh=True)
    assert {p.name: p.read_bytes() for p in copy.iterdir()} == before


def written(reading, folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in export.write_tables(reading, folder, format="jsonl")}


def test_two_runs_give_the_same_bytes(tmp_path, seeds):
    """Reading again gives every table byte for byte."""
    assert written(kit.read("seeds", fresh=True), tmp_path / "a") == written(seeds, tmp_path / "b")


class Backwards:
    """What os.scandir gives, in the opposite order."""

    def __init__(self, folder, real):
        with real(folder) as found:
            self._entries = iter(sorted(found, key=lambda entry: entry.name, reverse=True))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def close(self):
        return None


def test_the_order_of_files_changes_nothing(tmp_path, seeds, monkeypatch):
    """A folder that lists its files backwards is read as the same corpus."""
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder=".": Backwards(folder, real))
    assert next(entry.name for entry in os.scandir(SEEDS)) == "sources.csv"
    assert written(kit.read("seeds", fresh=True), tmp_path / "a") == written(seeds, tmp_path / "b")


@FEW
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_texts_keep_the_laws(tmp_path_factory, texts):
    """Whatever the texts hold: the laws hold, or loading says that nothing can be read."""
    from kit.load import CorpusError

    folder = corpus(tmp_path_factory.getbasetemp() / "laws", texts)
    try:
        reading = kit.read(folder, fresh=True)
    except CorpusError:
        return
    tables.check(reading)
    for article in reading.articles.itertuples():
        rows = reading.sentences[reading.sentences["article_id"] == article.article_id]
        held = [0] * len(article.text)
        for row in rows.itertuples():
            for i in range(row.start, row.end):
                held[i] += 1
        assert all(held[i] == 1 for i, c in enumerate(article.text) if not c.isspace())


# Short articles, of which many lack something: a name, a number, a day, words in marks.
SENTENCES = st.sampled_from(
    [
        "The mill lost 340 crowns a day.", "The new roof has 61 windows.", "“We will see,” she said.", "On Monday it rained.",
        "Mayor Ada Brook opened the bridge.", "He said it was closed.", "“No.”", "The ferry, the ferry and the ferry.", "Rain",
        "According to the ferry company, nothing happened.", "Ada Brook said: “The dam is safe.”", "Il pleut sur la ville.",
    ]
)  # fmt: skip


def asked_alone(function) -> bool:
    """Whether it wants a reading and nothing else."""
    first, *others = signature(function).parameters.values()
    return first.name == "reading" and all(p.default is not p.empty for p in others)


COMPARISONS = {name: getattr(compare, name) for name in compare.__all__ if asked_alone(getattr(compare, name))}


@settings(FEW, max_examples=10)
@given(texts=st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3))
@example(texts=["The new roof has 61 windows.", "The mill lost 340 crowns a day."])
def test_whatever_was_read_can_be_compared(tmp_path_factory, texts):
    """Each comparison answers, with a table or with nothing, whatever the articles lack."""
    reading = kit.read(corpus(tmp_path_factory.getbasetemp() / "compared", texts), fresh=True)
    assert COMPARISONS
    for name, comparison in COMPARISONS.items():
        assert isinstance(comparison(reading), (pd.DataFrame, pd.Series)), name


def test_ids_stay_when_a_file_is_added(tmp_path, seeds):
    """Keys of quotes, times and sentences do not change when another article joins the folder."""
    copy = tmp_path / "copy"
    shutil.copytree(SEEDS, copy)
    (copy / "zzz.txt").write_text("Mayor Ada Brook said on Tuesday the bridge was safe.\n", encoding="utf-8")
    more = kit.read(copy, fresh=True)
    for name in ("sentences", "quotes", "times", "mentions"):
        key = tables.SCHEMAS[name].key
        old, new = seeds.tables()[name], more.tables()[name]
        kept = new[new["article_id"].isin(set(seeds.articles["article_id"]))]
        assert set(old[key]) == set(kept[key]), name
    assert pd.Series(more.articles["article_id"]).is_unique
