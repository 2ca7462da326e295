"""The catalogue of rules: ids, sentences and cases."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit import compare, tables
from kit.data import rulebook


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


@pytest.mark.parametrize(
    "corpus", ["seeds", "tests/corpora/second", "tests/corpora/quoteless", "tests/corpora/hostile"]
)
def test_every_row_names_rules_of_the_catalogue(corpus):
    """Whatever is read or answered, each `rule` is made of ids with a sentence."""
    reading = kit.read(corpus)
    found = reading.tables() | {name: getattr(compare, name)(reading) for name in ("publication_days", "quote_days", "dated", "unresolved_times", "time_disagreements", "absences")}  # fmt: skip
    strange = {name: rulebook.unknown(rows["rule"]) for name, rows in found.items() if "rule" in rows}
    assert {name: rules for name, rules in strange.items() if rules} == {}
    assert {"facts", "times", "word_choices", "dated"} <= strange.keys()


def test_every_id_in_the_code_is_in_the_catalogue():
    """A rule that no test corpus sets off has its sentence too."""
    known = set(kit.rules()["rule"])
    families = {rule.split(".")[0] for rule in known}
    written = re.compile(rf"(?:{'|'.join(families)})(?:\.(?!js\b|css\b)[a-z0-9-]+)+")
    strings = {
        (path.name, node.value)
        for path in (Path(kit.__file__).parent).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and written.fullmatch(node.value)
    }
    # asked for by `startswith`, or ended by what is at hand
    beginnings = {rule[:n] for rule in known for k in range(len(rule)) if rule[k] in ".-" for n in (k, k + 1)}
    assert {string for string in strings if string[1] not in known | beginnings} == set()
    assert len(strings) > len(families)


def test_a_table_with_a_rule_that_is_not_in_the_catalogue_is_refused(seeds):
    """`tables.check` names the table and the rule."""
    wrong = seeds.links.assign(rule="link.by-guess").astype(seeds.links.dtypes.to_dict())
    with pytest.raises(tables.TableError, match=r"links\.rule.*link\.by-guess"):
        tables.check(replace(seeds, links=wrong))


def test_readers_see_sentences():
    """Rows shown to people have sentences in place of ids; what is missing stays missing."""
    rows = pd.DataFrame({"rule": ["number.figures+number.unit(feet)", None], "text": ["a", "b"]})
    assert rulebook.explained(rows)["rule"].tolist()[0] == "written in figures; its unit is feet"
    assert rulebook.explained(rows)["rule"].isna().tolist() == [False, True]
