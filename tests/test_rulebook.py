"""The catalogue of rules: ids, sentences and cases."""

from __future__ import annotations

import re

import pytest

import kit
from kit import rulebook


def test_a_rule_is_written_once_and_says_something():
    """Every id stands once, in order, and has a sentence for readers without a full stop."""
    made = kit.rules()
    assert made["rule"].is_unique
    assert made["rule"].tolist() == sorted(made["rule"])
    assert made["sentence"].str.fullmatch(r".*[^. ]").all()


def test_an_argument_stands_in_the_sentence():
    """What a rule was applied to is shown where its sentence has a place for it."""
    assert rulebook.explain("number.figures+number.unit(feet)") == "written in figures; its unit is feet"


@pytest.mark.parametrize("strange", ["figures", "number.of-nothing", "number.figures+", "number.figures(a(b)"])
def test_what_is_not_in_the_catalogue_is_found(strange):
    """A row whose rule nobody has explained is reported, whatever is wrong with it."""
    assert rulebook.unknown(["number.figures", strange, None]) == [strange]


def test_brackets_of_a_text_cannot_break_a_rule():
    """A word of an article becomes an argument without the signs that rules are written with."""
    made = rulebook.rule("number.unit", argument="a+b (c)")
    assert rulebook.ids(made) == ["number.unit"]
    assert re.fullmatch(r"number\.unit\([^()+]*\)", made)


def test_dir_shows_the_public_names():
    """`dir(kit)` is what a reader may rely on, and nothing else."""
    assert set(dir(kit)) == set(kit.__all__)
    assert all(getattr(kit, name) is not None for name in dir(kit))
