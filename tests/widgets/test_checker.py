"""The checker: what a reader says about the machine changes its score at once, is kept, and leaves the seeds alone."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit import compare, corrections
from kit.widgets import Checker
from kit.widgets.checker import CHECKS, OPEN

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ANOTHER = {
    "Who speaks?": "Ann Example", "Which day is meant?": "2031-05-04", "What was done to the wording?": "trimmed",
}  # fmt: skip


@pytest.fixture
def checker(tmp_path, monkeypatch):
    """A checker on a copy of the seeds."""
    monkeypatch.delenv("KIT_CORRECTIONS", raising=False)
    return Checker(kit.read(shutil.copytree(SEEDS, tmp_path / "copy")))


def other(checker: Checker) -> str:
    """Something that the row shown does not say."""
    said = checker.rows.iloc[0][CHECKS[checker.what.value][1]]
    fitting = ANOTHER.get(checker.what.value)
    return fitting or next(value for _, value in checker.instead.options[2:] if value != said)


@pytest.mark.parametrize("what", CHECKS)
def test_the_score_changes_with_every_answer(checker, what):
    """One row confirmed is one of one; another corrected is one of two; saved and read again, two of two."""
    checker.what.value = what
    judged = checker.row.options[:2]
    checker.right.click()
    assert "right in 1 of the 1 row " in checker.score.value
    checker.row.value = judged[1][1]
    checker.other.value = other(checker)
    checker.wrong.click()
    assert "right in 1 of the 2 rows" in checker.score.value
    assert "between" in checker.score.value
    checker.save()
    corpus = checker._reading.corpus
    said = corrections.read_corrections(corrections.place(corpus))
    before, after = kit.read(corpus, corrected=False), kit.read(corpus)
    kit.tables.check(after)
    assert compare.agreement(before, said)["right"].sum() == 1
    assert compare.agreement(after, said)["right"].sum() == 2


def test_only_quotations_are_checked_for_their_speaker(tmp_path):
    """A title has no speaker, so nobody is asked who said it."""
    text = "Ada Brook wrote the novel “Harbour Lights” in May. “It is late, and nobody has come,” said Ada Brook.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    reading = kit.read(tmp_path)
    asked = [text for text, _ in Checker(reading).row.options]
    assert "Harbour Lights" in reading.quotes["text"].tolist()
    assert any("It is late" in text for text in asked)
    assert not any("Harbour" in text for text in asked)


def test_what_cannot_be_decided_can_be_said(checker):
    """A speaker nobody could name is taken away, which is no agreement."""
    checker.instead.value = OPEN[1]
    checker.wrong.click()
    assert checker.corrections["value"].isna().all()
    assert "right in 0 of the 1 row" in checker.score.value


def test_a_moved_rendering_keeps_no_judgement_of_its_old_statement(checker):
    """Whether it is verbatim was found by comparing it with words that it has no more to do with."""
    checker.what.value = "Which statement is this?"
    table = checker._reading.renderings
    checker.row.value = table.loc[table["wording"] == "verbatim", "rendering_id"].iloc[0]
    moved = checker.row.value
    checker.correct(other(checker))
    checker.save()
    row = kit.read(checker._reading.corpus).renderings.set_index("rendering_id").loc[moved]
    assert all(pd.isna(row[column]) for column in ("wording", "similarity", "coverage"))


def test_the_seeds_stay_as_shipped(tmp_path, monkeypatch):
    """Checking and saving the articles that come with the kit changes no byte of them."""
    monkeypatch.setenv("KIT_CORRECTIONS", str(tmp_path / "mine.csv"))
    digest = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(SEEDS.iterdir())]
    checker = Checker(kit.read("seeds"))
    checker.right.click()
    checker.keep.click()
    assert "Saved in mine.csv" in checker.told.value
    assert digest == [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(SEEDS.iterdir())]
