"""Collation: all wordings of one statement, word under word; what is made of it for readers."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit import charts, compare, widgets
from kit.align.collation import Witness, collate
from kit.align.normalise import fold
from kit.charts.alignment import WAYS
from kit.compare.flags import CAUTION, FLAGS, UNDECIDED

# What may become of a word.
STATES = {"kept", "dropped", "added", "replaced", "moved"}

CASES = json.loads((Path(__file__).parents[1] / "cases" / "collation.json").read_text(encoding="utf-8"))["cases"]
WORDS = st.lists(st.sampled_from("we must never act now before winter of peace".split()), min_size=1, max_size=8)


def laid(*texts):
    first, *others = [Witness(chr(65 + n), fold(text)) for n, text in enumerate(texts)]
    return collate(first, others)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_alignment_tables_as_drawn(case):
    """Each witness in its line, each word at its position."""
    table = laid(*case["witnesses"]).table
    assert [" ".join(table[label].fillna("-")) for label in table] == [" ".join(line.split()) for line in case["table"]]


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_every_witness_can_be_read_back(reference, others):
    """A column without its gaps is the witness, whatever moved; states come from the vocabulary."""
    texts = [" ".join(words) for words in (reference, *others)]
    both = laid(*texts)
    for witness, tokens in zip(both.witnesses, both.rows, strict=True):
        assert sorted(t.word.start for t in tokens if t.word) == [w.start for w in witness.words]
        assert [t.model.t for t in tokens if t.model] == [w.t for w in both.witnesses[0].words]
        assert {t.state for t in tokens if t.word or t.model} <= STATES


@given(st.lists(WORDS, min_size=3, max_size=3))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_witnesses_plays_no_part(wordings):
    """Whichever witness comes first, each has the same words at the same positions."""
    reference, *others = [Witness(f"{n}", fold(" ".join(words))) for n, words in enumerate(wordings)]
    tables = [collate(reference, list(order)).table for order in permutations(others)]
    for table in tables[1:]:
        assert table[sorted(table)].equals(tables[0][sorted(tables[0])])


def test_a_word_that_only_changes_place_has_moved():
    """Moved is neither left out nor put in, at both of its places."""
    both = laid("we want a sovereign and prosperous country", "we want a prosperous and sovereign country")
    moved = both.tokens[both.tokens["state"] == "moved"]
    assert set(moved["t"].dropna()) <= {"sovereign", "prosperous"}
    assert set(moved["t"].dropna()) == set(moved["reference_t"].dropna()) != set()


def test_an_unknown_statement_says_where_to_look(seeds):
    """The error names the statement and the table that lists them."""
    with pytest.raises(KeyError, match="statement_id"):
        compare.collation(seeds, "event/nothing")


def test_coverage_has_a_row_for_every_statement_and_article(seeds):
    """Found or not found, nothing is left open; what is found leads to its passage and is the apparatus's."""
    rows = compare.coverage(seeds)
    assert len(rows) == len(seeds.statements) * len(seeds.articles)
    made = compare.apparatus(seeds)
    for label in ("number", "statement_id", "article_id", "treatment", "certainty", "rendering_id"):
        assert rows[label].astype("string").fillna("").tolist() == made[label].astype("string").fillna("").tolist()
    there = rows[rows["rendering_id"].notna()]
    texts = seeds.articles.set_index("article_id")["text"]
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in there.itertuples())
    assert there["depth"].between(0, 1).all()
    assert set(rows.loc[rows["rendering_id"].isna(), "treatment"]) == {"not found"}


def test_omissions_name_who_has_it_and_who_seems_not_to(seeds):
    """An article that only may have a statement is in neither list; what may stand in two articles is not alone."""
    rows, gone, lone = compare.coverage(seeds), compare.omissions(seeds), compare.lone_statements(seeds)
    assert len(gone)
    for row in gone.itertuples():
        mine = rows[rows["statement_id"] == row.statement_id]
        assert row.has_it.split(", ") == mine.loc[mine["certainty"] == "sure", "outlet"].tolist()
        assert row.not_found_in.split(", ") == mine.loc[mine["treatment"] == "not found", "outlet"].tolist()
    brought = rows[rows["rendering_id"].notna()].groupby("statement_id")["article_id"].count()
    assert set(lone["statement_id"]) <= set(brought[brought == 1].index)
    assert set(gone["statement_id"]).isdisjoint(lone["statement_id"])


def test_flags_carry_their_evidence_and_a_caution(seeds):
    """Each finding leads to a passage, says why, and says what the kit cannot know."""
    rows = compare.flags(seeds)
    assert set(rows["flag"]) == set(FLAGS) - {
        UNDECIDED
    }  # the seeds have one of each, and more than two wordings of all
    assert (rows["caution"] == CAUTION).all()
    assert rows["rendering_id"].isin(seeds.renderings["rendering_id"]).all()
    own = rows[rows["flag"] == "words nobody else has"]
    for row in own.itertuples():
        assert all(word in row.text for word in row.words.split())


def test_the_grid_says_the_way_in_sign_word_and_colour(seeds):
    """Not colour alone: shape and word too; the description counts, the data lead to passages."""
    figure = charts.rendering_grid(seeds)
    layers = figure.to_dict()["spec"]["layer"]
    assert any(layer["encoding"].get("shape", {}).get("field") == "way" for layer in layers)
    assert any(layer["encoding"].get("text", {}).get("field") == "word" for layer in layers)
    assert set(figure.data["way"]) <= set(WAYS)
    assert {"rendering_id", "start", "end"} <= set(figure.data)
    assert "statements" in figure.description


def test_charts_say_why_there_is_nothing_to_see(seeds):
    """One article alone gives sentences, no error and no empty frame."""
    from dataclasses import replace

    alone = replace(seeds, articles=seeds.articles.head(1), reuse=seeds.reuse.head(0))
    for chart in (charts.rendering_grid, charts.omission_matrix, charts.reuse_matrix):
        assert "cannot be shown" in chart(alone).why_not


def test_omissions_and_reuse_are_drawn_with_words(seeds):
    """Every cell has its word or number beside its colour."""
    assert "text" in str(charts.omission_matrix(seeds).to_dict()["layer"][1]["encoding"])
    figure = charts.reuse_matrix(seeds)
    assert len(figure.data) == 20
    assert figure.data["share"].between(0, 1).all()


def test_a_click_on_the_grid_leads_to_the_passage(seeds):
    """The chosen cell shows its passage and the collation; filters change the rows."""
    grid = widgets.StatementGrid(seeds)
    first = grid.rows[grid.rows["rendering_id"].notna()].iloc[0]
    grid.chart.selection = {"cell": {"statement_id": [first["statement_id"]], "article_id": [first["article_id"]]}}
    assert grid.cell == (first["statement_id"], first["article_id"])
    assert "kit-entry" in grid.passage.value
    before = len(grid.rows)
    grid.way.value = "reworded"
    assert 0 < len(grid.rows) < before
    assert grid.cell is None


def test_the_collation_view_follows_its_picker(seeds):
    """Choose a statement, read its words as a table."""
    view = widgets.CollationView(seeds)
    first = view.rows
    view.statement.value = view.statement.options[2][1]
    assert not view.rows.equals(first)
    assert set(view.rows["state"]) <= STATES
    shown = len(view.rows)
    view.reported.value = True
    assert len(view.rows) >= shown


@pytest.mark.parametrize(
    ("words", "turned"),
    [
        ("We will not close the old mine of Harl before the first snow of the winter", True),
        ("We will never again close the old mine of Harl before the first snow of the winter", True),
        (
            "We will close the old mine of Harl with no money for anybody who owns a share in it before the first snow of the winter",
            False,
        ),
    ],
)
def test_a_negation_turns_the_clause_that_it_stands_in(tmp_path, words, turned):
    """The same clause denied is worth a second look; a clause that was put in and denies something else is not."""
    print_as = '"{}," mayor Ada Tarn said.\n'.format
    most = print_as("We will close the old mine of Harl before the first snow of the winter")
    for name, text in {"a": most, "b": most, "c": print_as(words)}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    reading = kit.read(tmp_path)
    assert (reading.renderings["wording"] == "reworded").sum() == 1
    assert compare.flags(reading)["why"].str.contains("one says what another denies").any() == turned


def test_a_statement_leads_to_all_its_passages(seeds):
    """The id of a statement stands for its renderings, one row each, in their order."""
    statement = seeds.statements["statement_id"].iloc[0]
    mine = seeds.renderings[seeds.renderings["statement_id"] == statement]
    found = compare.passages(seeds, [statement])
    assert found["key"].tolist() == mine["rendering_id"].tolist()
    assert found["text"].tolist() == mine["text"].tolist()
