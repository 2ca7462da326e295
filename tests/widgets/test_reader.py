"""The parallel reader: whole articles, one statement lit in all of them, and what is chosen as a table."""

from __future__ import annotations

import pytest

import kit
from kit.widgets import ParallelReader

CORPORA = ("seeds", "tests/corpora/second", "tests/corpora/quoteless", "tests/corpora/hostile")


@pytest.fixture(scope="module", params=CORPORA)
def reader(request):
    """A reader on each corpus."""
    return ParallelReader(kit.read(request.param))


def test_articles_are_shown_whole(reader):
    """Every paragraph of a column is the article's own characters, in order, and no character but white space is lost."""
    texts = reader._reading.articles.set_index("article_id")["text"]
    for article in reader.view.articles:
        shown = "".join(words for paragraph in article["paragraphs"] for words, *_ in paragraph["pieces"])
        assert "".join(shown.split()) == "".join(texts[article["id"]].split())


def test_rows_tell_gaps(reader):
    """Each shown outlet has a row for the chosen statement; one that has nothing has a row without a text."""
    texts = reader._reading.articles.set_index("article_id")["text"]
    rows = reader.rows
    if reader.view.statements:
        assert set(rows["article_id"]) == set(reader.outlets.value)
    for row in rows.dropna(subset=["text"]).itertuples():
        assert row.text == texts[row.article_id][row.start : row.end]


def test_what_is_not_known_of_an_article_is_said(seeds):
    """An article without a day says so above its column."""
    days = seeds.articles.set_index("article_id")["published"]
    for article in ParallelReader(seeds).view.articles:
        assert article["facts"].startswith("day not stated") == bool(days.isna()[article["id"]])


def test_filters_leave_what_they_say(seeds):
    """A speaker, a treatment and a choice of outlets each leave the statements that have it, and no others."""
    reader = ParallelReader(seeds)
    reader.treatment.value = "reworded"
    assert reader.view.statements
    assert all(any("reworded" in cell["words"] for cell in s["cells"].values()) for s in reader.view.statements)
    reader.treatment.value = "any"
    reader.speaker.value = reader.speaker.options[-1]
    assert {s["speaker"] for s in reader.view.statements} == {reader.speaker.options[-1]}
    reader.speaker.value = "any"
    one = reader.outlets.value[:1]
    reader.outlets.value = one
    assert set(reader.rows["article_id"]) == set(one)


def test_choosing_in_the_columns_is_choosing(seeds):
    """What is chosen on the page is chosen in Python, and the other way round."""
    reader = ParallelReader(seeds)
    last = reader.statement.options[-1][1]
    reader.view.chosen = last
    assert reader.statement.value == last
    assert set(reader.rows["statement_id"]) == {last}
    reader.statement.value = reader.statement.options[0][1]
    assert reader.view.chosen == reader.statement.value
