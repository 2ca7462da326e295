"""Conflicts: which passages of two articles contradict each other, and which only differ in their words."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import tables
from kit.align.conflicts.facts import Fact
from kit.align.conflicts.names import Named, Strangers
from kit.align.conflicts.partners import AGREE, LISTED, Cut, Partners, Sort
from kit.align.neighbours import Neighbours
from kit.align.stretches import Stretches
from kit.data.rulebook import unknown
from kit.english.lexicon.senses import is_person_noun, kin
from tests.handmade import read_pairs

TWO = Neighbours({"a": "", "b": ""})
CASES = json.loads((Path(__file__).parents[1] / "cases" / "conflicts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """All cases as one corpus, each an event of two articles."""
    return read_pairs(tmp_path_factory.mktemp("conflicts"), [*CASES["cases"], *CASES["known_failures"]])


def told(reading, case):
    """The kinds of conflict between the two passages of a case."""
    spans = {}
    for side in ("left", "right"):
        start = case[side].index(case[f"in_{side}"])
        spans[f"{case['id']}-{side}"] = (start, start + len(case[f"in_{side}"]))
    found = []
    for row in reading.conflicts[reading.conflicts["event_id"] == case["id"]].itertuples():
        ends = (
            (row.left_article_id, row.left_start, row.left_end),
            (row.right_article_id, row.right_start, row.right_end),
        )
        if all(start < spans[key][1] and spans[key][0] < end for key, start, end in ends):
            found.append(row.kind)
    return found


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["id"])
def test_what_contradicts_is_told_and_nothing_else(reading, case):
    """A contradiction is told with its kind; rounding, bounds, units, scope and other words are none."""
    assert told(reading, case) == ([case["kind"]] if case["kind"] else [])


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["id"])
@pytest.mark.xfail(reason="told in wholly other words", strict=True)
def test_what_it_misses(reading, case):
    """What the parse, the word lists and the encoder do not bring together is missed, so far."""
    assert case["kind"] in told(reading, case)


def test_the_table_keeps_its_schema(reading):
    """Keys are unique and resolve, the two articles are two of one event, and every rule is in the catalogue."""
    tables.check(reading)
    made = reading.conflicts
    events = reading.articles.set_index("article_id")["event_id"]
    assert (made["left_article_id"] < made["right_article_id"]).all()
    assert (made["left_article_id"].map(events) == made["event_id"]).all()
    assert (made["right_article_id"].map(events) == made["event_id"]).all()
    assert not unknown(made["rule"])


def test_marks_are_told(reading):
    """What differs between quotation marks is told apart from what differs in the outlets' own words."""
    marked = reading.conflicts.set_index("event_id")["marked"]
    assert marked["not-between-marks"]
    assert not marked["opposites"]


@pytest.mark.parametrize(
    ("one", "other", "pos", "same"),
    [("lorry", "truck", "NOUN", True), ("shut", "close", "VERB", True), ("seat", "vote", "NOUN", False)],
)
def test_words_of_one_sense(one, other, pos, same):
    """Two words share a sense or they do not, whichever is asked about first."""
    assert kin(one, other, pos) is kin(other, one, pos) is same


def test_nouns_for_persons():
    """A passenger is a person, a bridge is none, and a word outside the list is none."""
    assert is_person_noun("passenger")
    assert not is_person_noun("bridge")
    assert not is_person_noun("xyzzy")


def test_a_list_is_no_rival_of_itself():
    """What an article prints twice in the same words is one fact, and of a long list only the first are compared."""

    def facts(article, prices, clause):
        return [
            Fact(article, n, n + 1, "crown level", price, clause, "cost some", frozenset({"bridg"}), {}, frozenset())
            for n, price in enumerate(prices)
        ]

    def kind(one, other):
        return AGREE if one.value == other.value else "number"

    ours, theirs = facts("a", [40] * 500, "The bridge cost some"), facts("b", range(500), "It cost some, the bridge")
    partners = Partners(
        Sort([*ours, *theirs], kind, lambda a, b: a.value == b.value, Cut(0.5, 0.5, 0.5, 0)), set(), TWO
    )
    pairs = partners.differing()
    assert len(pairs) == LISTED - 1
    assert [pair.one.start for pair in pairs] == [0] * (LISTED - 1)
    assert [(pair.one.start, pair.other.start) for pair in partners.agreeing()] == [(0, 40)]


def test_a_name_of_one_word_stops_nothing():
    """A name whose parts a sign joins is compared like any other: another one in the same part differs."""

    def named(article, name):
        value = Named(name, name, frozenset({"driver"}), None, frozenset())
        return Fact(article, 0, 1, "name", value, "some drove", "some drove", frozenset({"drove"}), {}, frozenset())

    sources = {key: SimpleNamespace(doc=SimpleNamespace(tokens=[])) for key in "ab"}
    assert Strangers(sources)(named("a", "ilka-torsen"), named("b", "bram oller")) == "name"


def test_facts_without_a_word_in_common_do_not_meet():
    """Two figures whose clauses share no content word are compared only if both articles are short."""
    one = Fact("a", 0, 1, "count level", 3, "some died", "some died", frozenset({"die"}), {}, frozenset())
    other = Fact("b", 0, 1, "count level", 4, "some were lost", "some were lost", frozenset({"lose"}), {}, frozenset())
    sort = Sort([one, other], lambda *_: "number", lambda *_: False, Cut(0.5, 0.5, 0.5, 0))
    assert not Partners(sort, {"a"}, TWO).differing()
    assert len(Partners(sort, {"a", "b"}, TWO).differing()) == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=8), st.integers(0, 40), st.integers(0, 8))
def test_stretches_are_found_as_by_looking_at_each(pairs, start, length):
    """Bisection gives the stretch that looking at one after the other gives."""
    spans = sorted((a, a + n) for a, n in pairs if n)
    found = Stretches((a, b, (a, b)) for a, b in spans)
    assert found.at(start) == next(((a, b) for a, b in spans if a <= start < b), None)
    assert found.hold(start, start + length) == any(a <= start and start + length <= b for a, b in spans)
    assert length == 0 or found.meet(start, start + length) == any(a < start + length and start < b for a, b in spans)
