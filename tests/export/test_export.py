"""Export: files that other tools can read, and a spreadsheet can open safely."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from kit import export, tables
from kit.tables import Reading

# Invented.
ARTICLES = tables.table(
    "articles",
    [
        {"article_id": "a", "event_id": "event", "text": "=1+1", "published": "2031-05-03", "words": 1},
        {"article_id": "b", "event_id": "event", "text": "x\ny, “z”", "published": "2031-05-03T10:14", "outlet": "O"},
    ],
)
READING = Reading(articles=ARTICLES)


@pytest.mark.parametrize("format", export.FORMATS)
def test_every_table_is_written(tmp_path, format):
    """Empty tables too, each with its columns."""
    files = export.write_tables(READING, tmp_path, format=format)
    assert {f.name for f in files} == {f"{name}.{format}" for name in (*tables.SCHEMAS, *tables.ANSWERS)}
    if format == "csv":
        assert (tmp_path / "quotes.csv").read_text().startswith("quote_id,article_id")


def test_a_format_that_there_is_not_is_refused(tmp_path):
    """Nothing is written under an ending that promises something else."""
    with pytest.raises(ValueError, match="no format 'xlsx'; choose one of csv, jsonl, parquet"):
        export.write_tables(READING, tmp_path / "out", format="xlsx")
    assert not (tmp_path / "out").exists()


def test_json_lines_have_every_column():
    """Null for what is missing, ISO dates, the text itself untouched."""
    first, second = map(json.loads, export.jsonl(ARTICLES).splitlines())
    assert list(first) == list(ARTICLES.columns)
    assert (first["outlet"], first["published"], first["words"]) == (None, "2031-05-03", 1)
    assert (first["text"], second["text"]) == ("=1+1", "x\ny, “z”")
    assert second["published"] == "2031-05-03T10:14:00"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_is_a_formula(start):
    """What a spreadsheet would run gets an apostrophe in front."""
    frame = pd.DataFrame({"text": pd.Series([f"{start}cmd()"], dtype="string")})
    assert pd.read_csv(io.StringIO(export.csv(frame)))["text"].tolist() == [f"'{start}cmd()"]


def test_a_negative_number_stays_a_number():
    """Only text is guarded: a z-score of -2.5 is still one."""
    frame = tables.table("keyness", [{"term": "t", "article_id": "a", "count": 1, "expected": 2.0, "z": -2.5}])
    assert pd.read_csv(io.StringIO(export.csv(frame)))["z"].tolist() == [-2.5]


def test_parquet_comes_back_the_same(tmp_path):
    """Dtypes and missing values survive."""
    export.write_tables(READING, tmp_path, format="parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "articles.parquet"), ARTICLES)
