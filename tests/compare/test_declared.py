"""Every answer of `kit.compare` is declared like a table, and keeps what is declared."""

from __future__ import annotations

import pandas as pd
import pytest

import kit
from kit import compare
from kit.tables.schemas import ANSWERS, SCHEMAS, comparisons

# Answers that are asked for something more than a reading, and what.
ASKED = {"passages": lambda reading: {"keys": reading.quotes["quote_id"].head(3).tolist()}}
# A number, a series, the rows that a reader judged, and a table of words that is no table of rows.
OTHERS = {"depth", "outlet_names", "collation", "agreement"}


@pytest.mark.parametrize("corpus", ["seeds", "tests/corpora/second", "tests/corpora/quoteless"])
def test_an_answer_has_the_columns_that_are_declared(corpus):
    """Names, order and dtypes are those of the schemas, whatever was found; keys resolve, and no text is empty."""
    reading = kit.read(corpus)
    declared = {**ANSWERS, **comparisons()}
    assert set(compare.__all__) - OTHERS <= declared.keys()
    for name in sorted(set(compare.__all__) - OTHERS):
        made = getattr(compare, name)(reading, **ASKED.get(name, lambda _: {})(reading))
        columns = declared[name].columns
        assert {label: made[label].dtype for label in made} == {label: c.dtype for label, c in columns.items()}, name
        assert list(made.columns) == list(columns), name
        for label, column in columns.items():
            if column.of:
                assert set(made[label].dropna()) <= set(reading.tables()[column.of][SCHEMAS[column.of].key]), (
                    name,
                    label,
                )


def test_each_column_is_explained_once():
    """What all answers mean by a column stands once, and no line says nothing."""
    lines = kit.data.read_list("answers.csv")
    assert not lines.duplicated(["answer", "column"]).any()
    for schema in comparisons().values():
        assert schema.about
        assert all(column.about for column in schema.columns.values())


def test_an_answer_leaves_out_what_is_not_declared():
    """A column that nobody declared reaches no reader."""
    made = compare.answer_table.answer("quote_days", [{"quote_id": "a", "guess": 1}])
    assert list(made.columns) == list(comparisons()["quote_days"].columns)
    assert made["day"].dtype == pd.api.types.pandas_dtype("datetime64[us]")
