"""Tables: schemas are kept, and what breaks them is named."""

from __future__ import annotations

import dataclasses
import sys
from types import SimpleNamespace

import pandas as pd
import pytest

from kit import tables
from kit.tables import Reading, TableError, glance


def reading(**more) -> Reading:
    """A reading of one invented article."""
    articles = tables.table("articles", [{"article_id": "a", "event_id": "event", "text": "Ada Brook spoke."}])
    return Reading(articles=articles, **more)


def mention(**changed):
    row = {"mention_id": "a-m0", "article_id": "a", "entity_id": "event/ada", "start": 0, "end": 9, "text": "Ada Brook"}
    return tables.table("mentions", [{**row, **changed}])


ENTITIES = tables.table(
    "entities", [{"entity_id": "event/ada", "event_id": "event", "name": "Ada Brook", "kind": "person"}]
)


@pytest.mark.parametrize("name", tables.SCHEMAS)
def test_an_empty_table_has_all_its_columns(name):
    """What is still to come is an empty table with its columns and dtypes."""
    frame = tables.table(name)
    assert list(frame.columns) == list(tables.SCHEMAS[name].columns)
    assert len(frame) == 0
    for label, column in tables.SCHEMAS[name].columns.items():
        assert frame[label].dtype == column.dtype


@pytest.mark.parametrize("name", tables.SCHEMAS)
def test_every_column_is_explained(name):
    """Schema and README are one: each column says what it holds."""
    assert all(len(column.about) >= 3 for column in tables.SCHEMAS[name].columns.values())


def test_a_true_reading_passes():
    """A slice that is what it says, and a key that resolves."""
    tables.check(reading(entities=ENTITIES, mentions=mention()))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"end": 8}, "reads 'Ada Broo'"),
        ({"entity_id": "event/bob"}, "event/bob"),
        ({"article_id": "b"}, "articles has not"),
        ({"mention_id": pd.NA}, "mention_id"),
        ({"rule": ""}, "must be missing"),
    ],
)
def test_a_false_row_is_named(changed, named):
    """Check says which table, which column and what stands there."""
    with pytest.raises(TableError, match="mentions") as error:
        tables.check(reading(entities=ENTITIES, mentions=mention(**changed)))
    assert named in str(error.value)


def test_a_key_given_twice_is_named():
    """Two rows with one key would be one row to whoever looks it up."""
    twice = pd.concat([mention(), mention(start=0, end=3, text="Ada")], ignore_index=True)
    with pytest.raises(TableError, match=r"mentions\.mention_id must name each row once \(see \['a-m0'\]\)"):
        tables.check(reading(entities=ENTITIES, mentions=twice))


def test_a_missing_column_is_named_with_those_found():
    """The message says what is missing and what was found."""
    with pytest.raises(TableError, match=r"mentions has no column rule \(found: mention_id"):
        tables.check(reading(entities=ENTITIES, mentions=mention().drop(columns="rule")))


def test_a_word_outside_the_vocabulary_is_refused():
    """A misspelt word must not become missing in silence."""
    with pytest.raises(TableError, match=r"entities\.kind cannot be"):
        tables.table("entities", [{"entity_id": "e", "kind": "persson"}])


def test_scores_are_rounded():
    """Four decimals, so that the last bits of an engine do not show."""
    made = tables.table("keyness", [{"term": "t", "article_id": "a", "count": 1, "expected": 0.123456789, "z": 1.0}])
    assert made["expected"].tolist() == [0.1235]


def test_a_reading_is_frozen():
    """A reading is frozen: nobody puts another table into it."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        reading().quotes = tables.table("quotes")


def test_a_notebook_shows_what_is_in_a_reading():
    """The table counts rows and what is not known; a file's name is escaped; notes are counted and not named."""
    made = reading(
        problems=tables.table("problems", [
            {"path": "<b>.pdf", "level": "error", "problem": "holds no text", "remedy": "Scan it", "rule": "problem.no-text"},
            {"path": "c.txt", "level": "note", "problem": "is German", "remedy": "Nothing", "rule": "problem.language"},
        ]),
    )  # fmt: skip
    page = made._repr_html_()
    assert "Read 1 article on 1 event; not read: &lt;b&gt;.pdf; 1 note in reading.problems." in page
    assert "1 without an outlet, 1 without a day of publication" in page
    assert "&lt;b&gt;.pdf holds no text. Scan it" in page
    assert "<b>" not in page
    assert "German" not in page
    assert "nothing was left out" in glance.line(reading().tables())


def test_a_notebook_is_told_in_a_line_what_was_read_and_a_script_is_not(monkeypatch, capsys):
    """Where a kernel runs, one line says how many articles were read and names the files that were not."""
    made = reading()
    problem = {
        "path": "scan.pdf",
        "level": "error",
        "problem": "holds no text",
        "remedy": "",
        "rule": "problem.no-text",
    }
    known = made.tables() | {"problems": tables.table("problems", [problem])}
    glance.announce(known)
    assert capsys.readouterr().out == ""
    shell = SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object()))
    monkeypatch.setitem(sys.modules, "IPython", shell)
    glance.announce(known)
    said = capsys.readouterr().out
    assert said.startswith(f"Read {len(made.articles)} article")
    assert "not read: scan.pdf" in said
    assert said.count("\n") == 1
