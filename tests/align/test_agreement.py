"""Agreements: what two articles say alike in other words is linked, and what clashes is neither linked nor called sure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit import tables
from kit.align.conflicts.clashes import Between, Clashes
from kit.align.conflicts.facts import Fact, Source
from kit.align.conflicts.number_facts import Number
from kit.english import annotate
from tests.handmade import read_pairs

CASES = json.loads((Path(__file__).parents[1] / "cases" / "agreements.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """All cases as one corpus, each an event of two articles."""
    return read_pairs(tmp_path_factory.mktemp("agreements"), [case for cases in CASES.values() for case in cases])


def linked(reading, case):
    """The rules of the links between the two passages of a case."""
    left, right = (
        (f"{case['id']}-{side}", at := case[side].index(case[f"in_{side}"]), at + len(case[f"in_{side}"]))
        for side in ("left", "right")
    )
    return [
        row.rule
        for row in reading.links.itertuples()
        if Between([
            (
                (row.left_article_id, row.left_start, row.left_end),
                (row.right_article_id, row.right_start, row.right_end),
            )
        ]).lies(left, right)
    ]  # fmt: skip


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["id"])
def test_what_is_said_alike_is_linked_and_nothing_else(reading, case):
    """One figure, one day or one deed in other words is linked by its rule; another part, a far bound or a denial is not."""
    found = linked(reading, case)
    assert case["rule"] in found if case["rule"] else not found


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["id"])
@pytest.mark.xfail(reason="the words have no sense in common", strict=True)
def test_what_it_misses(reading, case):
    """What shares neither a value nor a sense is missed, so far."""
    assert case["rule"] in linked(reading, case)


@pytest.mark.parametrize("case", CASES["marked"], ids=lambda case: case["id"])
def test_what_contradicts_stays_in_its_row_marked(reading, case):
    """Two clauses of which one denies the other are joined only beside a conflict that names the statement."""
    tables.check(reading)
    told = reading.conflicts[reading.conflicts["event_id"] == case["id"]]
    assert told["kind"].tolist() == ["negation"]
    mine = reading.renderings[reading.renderings["article_id"].str.startswith(f"{case['id']}-")]
    assert set(mine["statement_id"]) == set(told["statement_id"])


def test_what_clashes_is_not_sure(reading):
    """A clause about another part than its statement's reference is not called sure, though the words are alike."""
    mine = reading.renderings[reading.renderings["article_id"].str.startswith("other-part-")]
    sure = mine[mine["certainty"] == "sure"].groupby("statement_id")["article_id"].nunique()
    assert sure.le(1).all()


def number(article, at, value, topic="percent level"):
    """A figure of one article at an offset."""
    value = Number(value, value, value, topic, "", str(value))
    return Fact(article, at, at + 1, topic, value, "", "", frozenset(), {}, frozenset())


@pytest.mark.parametrize(
    ("ours", "theirs", "clash", "listed"),
    [((9, 5), (5, 9), False, True), ((9, 9), (9, 5), False, False), ((9,), (5,), True, False), ((9, 5), (5,), False, False)],
)  # fmt: skip
def test_figures_of_two_stretches(ours, theirs, clash, listed):
    """Two stretches clash if no figure of a kind agrees; both are lists if each gives two values of a kind or more."""
    doc = annotate.analyse("One two three four.")
    sources = {key: Source(doc, [], {}, []) for key in "ab"}
    facts = [number(key, at, value) for key, values in (("a", ours), ("b", theirs)) for at, value in enumerate(values)]
    clashes = Clashes(sources, {}, facts, [])
    assert clashes.clash(("a", 0, 9), ("b", 0, 9)) is clash
    assert clashes.listed(("a", 0, 9), ("b", 0, 9)) is listed
