"""Texts full of signs, days outside Python's calendar and halves of characters go through everything and are shown as printed."""

from __future__ import annotations

import html
import re

import altair as alt
import pandas as pd
import pytest

from kit import phrasing, tables
from kit.charts import lettering
from kit.charts.base import cannot, finish
from kit.widgets.base import table_html
from tests.benchmarks import fuzz_pipeline

SIGNS = "The bridge cost $3 million, not the $2 million \\(you\\) were *told* in `a_b_c` &amp; <b>🌉</b> \u200fأ"
YEARS = [
    pd.Timestamp(0, unit="s").as_unit("s") + pd.Timedelta(days=days).as_unit("s") for days in (-800_000, 0, 3_300_000)
]


@pytest.mark.parametrize("day", YEARS, ids=str)
def test_days_of_any_year_are_written(day):
    """Python's own calendar ends with the years 1 and 9999; articles do not."""
    assert phrasing.day_in_words(day).endswith(str(day.year))
    assert phrasing.weekday_in_words(day).endswith(phrasing.day_in_words(day))
    assert phrasing.month_in_words(day).endswith(str(day.year))
    assert "T" not in phrasing.iso_day(day)


LABELS = [
    "half \ud83c", "\udf09 half", "\x00", "a\x1b[31m", "\x08\x0c", "C:\\u0001", "\\", "\\\\\x01", "a\u2028b", "a\u2029\x85b", "",
    "\"'`", "</script>", "${x}", "datum.label", "datum.value\n", "\u202ea\u200d", "👩\u200d", "E" * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", LABELS, ids=ascii)
def test_any_label_can_be_drawn(text):
    """A lone half of a pair, a control, a line's end or a backslash in a label stops no chart; a printed backslash stays."""
    data = pd.DataFrame({"words": [3]})
    rows = alt.Data(values=[{"outlet": text, "words": 3}])
    names = alt.Y("outlet:N", sort=[text], axis=alt.Axis(**lettering.side([text])))
    facet = alt.Row("outlet:N", header=alt.Header(labelExpr=lettering.in_lines([text], 100)))
    chart = alt.Chart(rows).mark_bar().encode(x="words:Q", y=names, row=facet)
    svg = finish(chart, title="How long?", description="one", data=data).svg
    assert svg.startswith("<svg")
    assert ("\\u0001" in svg) == ("\\u0001" in text)


def test_a_table_shows_what_is_printed():
    """The words read back are those put in, and no formula is looked for between two dollar signs."""
    made = table_html(pd.DataFrame({"text": [SIGNS]}), "1 row")
    cell = re.search(r"<td[^>]*>(.*?)</td>", made, re.DOTALL)
    assert html.unescape(cell[1]) == SIGNS
    assert re.match(rf'<table class="[^"]*{phrasing.AS_PRINTED}"', made)
    assert "mathjax_ignore" in tables.table("labels", [{"text": SIGNS}])._repr_html_()
    assert phrasing.AS_PRINTED in cannot("Who?", SIGNS)._repr_mimebundle_()[0]["text/html"]


def test_the_pipeline_holds_its_laws_on_mutated_articles(monkeypatch, tmp_path):
    """A round of the fuzzer (`tests/benchmarks/fuzz_pipeline.py`), charts and a page included."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    assert fuzz_pipeline.one_round(0, 7, fuzz_pipeline.material(), 2, deep=True, again=True) == 6
