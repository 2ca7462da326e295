"""Spaces and hyphens of typesetters change nothing of what is read."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import tables
from kit.english import annotate, numbers, timeline
from kit.english.typed import as_typed

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text("utf-8"))["positive"]
ODD = [(" ", "\u00a0"), (" ", "\u202f"), (" ", "\u2009"), (" ", "\u2007"), (" ", "\u3000"), ("-", "\u2011"), ("-", "\u2010"), ("-", "\uff0d")]  # fmt: skip
# Invented; each with a space and a hyphen inside an expression.
DATED = (
    "The ferry sank on 3 May 2031, after a two-week strike.\nThe mayor, Ilka Torsen, left at 10 a.m. on Monday.\n"
    "It was built in the mid-1990s.\nThe fair ran from 3-5 May 2031.\nHe came back three days ago."
)


def read(text: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The quantities and times of a text published on 15 May 2031."""
    docs = {"text": annotate.analyse(text)}
    row = {"article_id": "text", "event_id": "e", "published": "2031-05-15", "published_from": "manifest", "text": text}
    times = timeline.find_times(tables.table("articles", [row]), tables.table("facts"), docs, tables.table("quotes"))
    return numbers.find_quantities(docs, times), times


@pytest.mark.parametrize(("common", "odd"), ODD, ids=[f"{ord(odd):04X}" for _, odd in ODD])
def test_another_space_or_hyphen_changes_no_quantity_and_no_time(common, odd):
    """Place, value, unit and what is counted stay; a row's text is the article's."""
    text = "\n".join([DATED, *(case["text"] for case in CASES)])
    set_ = text.replace(common, odd)
    for plain, found, columns in zip(
        read(text), read(set_), (["start", "end", "value", "unit", "upper", "bound", "of_start", "of_end"], ["start", "end", "type", "value"]), strict=True
    ):  # fmt: skip
        pd.testing.assert_frame_equal(found[columns], plain[columns])
        assert found["text"].tolist() == [set_[row.start : row.end] for row in found.itertuples()]
        assert len(found)


@given(st.text(alphabet="ab1 09-–\u00a0\u2011\u2009\u3000\u00ad"))
def test_every_offset_stays(text):
    """One character for each: letters, figures, dashes and soft hyphens are what they were."""
    typed = as_typed(text)
    assert len(typed) == len(text)
    assert all(
        a == b or (a.isspace() and b in " ,") or (a == "\u2011" and b == "-") for a, b in zip(text, typed, strict=True)
    )


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("22\u00a0000", 22e3),
        ("1\u202f250\u202f000", 125e4),
        ("40\u2009000", 4e4),
        ("22 000", 22e3),
        ("3 250 000", 325e4),
    ],
)
def test_figures_in_groups_are_one_number(printed, value):
    """A space between groups of three is no end of a number."""
    assert [(row.value, row.text) for row in read(f"Some {printed} people fled Halden.")[0].itertuples()] == [
        (value, printed)
    ]


def test_a_year_is_no_group():
    """In "2031 400 people" stand two numbers, whatever space is between them."""
    assert read("In 2031\u00a0400 people fled Halden.")[0]["value"].tolist() == [400]
