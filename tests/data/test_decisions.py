"""Decisions that are tables: the order of `kit/data/decisions.csv` is the order in force, and no step of it is idle."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest

from kit import data
from kit.align import stance
from kit.english import annotate, people
from kit.english.numbers import designations
from kit.english.numbers.phrases import find_phrases
from kit.english.people import candidates, entity_kind, name_kind
from kit.english.people.candidate import Candidate
from kit.english.quotes import sources

TABLE = data.read_list("decisions.csv")
FIGURES = [row for row in TABLE.itertuples() if row.decision == "figure"]
KINDS = [row for row in TABLE.itertuples() if row.decision.startswith("entity kind")]
STANCES = [row for row in TABLE.itertuples() if row.decision == "stance"]


def stance_of(example):
    """The stance of the proposition in brackets."""
    start, end = example.index("["), example.index("]") - 1
    return stance.stance_of(annotate.analyse(example.replace("[", "").replace("]", "")), start, end)


@pytest.mark.parametrize("row", STANCES, ids=[row.step for row in STANCES])
def test_a_step_of_the_stance_decides_its_example(row, monkeypatch):
    """The example of each step is denied or doubted by it, and by no other step if it is dropped."""
    found = stance_of(row.example)
    assert found == (row.answer or stance.DENIED)
    monkeypatch.setattr(stance, "_STEPS", [step for step in stance._STEPS if step[0].step != row.step])
    assert stance_of(row.example) != found


@pytest.mark.parametrize("row", FIGURES, ids=[row.step for row in FIGURES])
def test_a_step_of_the_figure_decides_its_example(row, monkeypatch):
    """The figure in brackets is no quantity by this step, and would be one without it."""
    doc = annotate.analyse(row.example.replace("[", "").replace("]", ""))
    (figure,) = [one for one in find_phrases(doc.typed) if one.start == row.example.index("[")]
    span = doc.span_at(figure.start, figure.end)
    assert not designations.is_quantity(doc, figure, span)
    monkeypatch.setattr(designations, "_STEPS", [step for step in designations._STEPS if step[0].step != row.step])
    assert designations.is_quantity(doc, figure, span)


@pytest.mark.parametrize("row", KINDS, ids=[row.step for row in KINDS])
def test_a_step_gives_the_first_name_of_its_example_another_kind(row, monkeypatch):
    """Of names that spaCy takes for what the example says, the first is something else by this step alone."""
    told = [one.split(": ") for one in row.example.split("; ")]
    names = [Candidate("a", 0, 0, name, kind, "body", hint="he") for kind, name in told]
    kind = entity_kind.kinds_of(names)[names[0].key]
    assert kind != names[0].kind
    assert kind == (row.answer or kind)
    for steps in ("_BY_WORDS", "_BY_BEARER"):
        monkeypatch.setattr(entity_kind, steps, [one for one in getattr(entity_kind, steps) if one[0].step != row.step])
    assert entity_kind.kinds_of(names)[names[0].key] != kind


def test_the_order_of_the_table_is_in_force(monkeypatch):
    """Who is told of as a person is one, whatever the name ends with; asked in another order he is none."""
    text = "The baker Ann Marathon, 41, spoke. The baker Ann Marathon, 41, left."

    def kind():
        articles = pd.DataFrame({"article_id": ["a"], "event_id": ["e"]})
        entities, _ = people.find_mentions(articles, {"a": annotate.analyse(text, article_id="a")})
        return dict(zip(entities["name"], entities["kind"], strict=True)).get("Ann Marathon")

    assert kind() == "person"
    turned = [line._replace(told=None) for line in name_kind.LINES]
    monkeypatch.setattr(name_kind, "LINES", turned)
    tokens = annotate.analyse(text).tokens[2:4]
    assert candidates.kind_of("person", tokens, told=True) == "event"


def test_a_function_that_is_no_step_is_an_error():
    """A test that the table forgets is noticed when the module is loaded."""
    with pytest.raises(ValueError, match="no step"):
        data.by_step("stance", [stance._turned])


def test_every_decision_is_asked_for():
    """No decision of the table is left over."""
    code = {
        node.value
        for path in Path(data.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert set(TABLE["decision"]) <= code


def test_the_subject_is_asked_before_what_is_shared():
    """Each has its own verb: "Ann came and Bob said" is Bob's, though the verbs are joined."""
    doc = annotate.analyse("Ann Example came home and Bob Sample said the quay would close.")
    verb = next(token for token in doc.tokens if token.text == "said")
    assert doc.tokens[sources.source_of(verb).head].text == "Sample"
