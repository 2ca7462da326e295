"""The notebooks as documents: really executed, prose first, short calls, general words, outputs that can be compared."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted(Path("notebooks").glob("[0-9][0-9]_*.ipynb"))
# Compared outputs over the walk: fewer would mean that cells lost theirs.
COMPARED = 30
# Words of prose for each code cell over the walk: prose leads, code obeys.
PROSE = 90
LINES = 3


def cells(path: Path) -> list:
    return nbformat.read(path, as_version=4).cells


def code(path: Path) -> list:
    return [cell for cell in cells(path) if cell.cell_type == "code"]


def prose(path: Path) -> str:
    return "\n".join(cell.source for cell in cells(path) if cell.cell_type == "markdown")


each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_the_walk_is_whole():
    """Ten notebooks, numbered without a gap."""
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{n:02}" for n in range(10)]


@each
def test_every_cell_was_executed_in_order(path):
    """A notebook whose outputs were stripped compares nothing: every code cell has its number, from the first on."""
    assert [cell.execution_count for cell in code(path)] == list(range(1, len(code(path)) + 1))


@each
def test_every_cell_but_the_first_shows_something(path):
    """Each call has an output to read and to compare."""
    assert all(cell.outputs for cell in code(path)[1:])


def test_enough_is_compared():
    """nbval passes what has no output, so the outputs are counted."""
    assert sum(len(cell.outputs) for path in NOTEBOOKS for cell in code(path)) >= COMPARED


@each
def test_nothing_is_kept_from_comparison(path):
    """No tag of nbval's that skips a cell or its output, and no error or warning kept as an output."""
    for cell in cells(path):
        assert not cell.metadata.get("tags")
        assert "NBVAL" not in cell.source
        assert not any(o.output_type == "error" or o.get("name") == "stderr" for o in cell.get("outputs", []))


@each
def test_code_is_short_and_plain(path):
    """At most three lines a cell; no function, no loop, no condition; imports in the first cell only."""
    for n, cell in enumerate(code(path)):
        assert len([line for line in cell.source.splitlines() if line.strip()]) <= LINES
        banned = (ast.FunctionDef, ast.For, ast.While, ast.If, ast.With, ast.Try, ast.ListComp, ast.Lambda)
        found = list(ast.walk(ast.parse(cell.source)))
        assert not any(isinstance(node, banned) for node in found)
        if n:
            assert not any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in found)


@each
def test_the_first_cell_reads_the_articles(path):
    """One visible setting at the top, the same in every notebook."""
    assert re.search(r"^reading = kit\.read\(\)  # your own folder", code(path)[0].source, re.MULTILINE)


def test_prose_leads():
    """About a hundred words of prose for each code cell over the course."""
    words = sum(len(prose(path).split()) for path in NOTEBOOKS)
    assert words / sum(len(code(path)) for path in NOTEBOOKS) >= PROSE


@each
def test_goals_minutes_level_and_print_come_first(path):
    """A teacher sees at a glance what it is for."""
    top = cells(path)[0].source
    assert top.startswith(f"# {path.name[:2]} · ")
    assert all(f"**{what}**" in top for what in ("You will be able to", "Time", "Level", "Print"))


@each
def test_it_asks_before_it_shows_and_ends_with_doubt(path):
    """Predict before you look; at the end, what would change your mind, and where trust was earned."""
    text = prose(path)
    assert "## Before you look" in text
    assert "**Predict" in text
    last = cells(path)[-1].source
    assert last.startswith("## What would change your mind?")
    assert re.search(r"earn|trust", last)


@each
def test_notice_and_your_turn(path):
    """Each notebook has a pupil look, and then do."""
    assert prose(path).count("***Notice.***") >= 2
    assert prose(path).count("***Your turn.***") >= 2


@each
def test_prose_knows_no_corpus(path, seeds):
    """What is true of the seeds alone is an output: no name of an outlet, person or place of theirs in the prose."""
    people = seeds.entities.loc[seeds.entities["kind"].isin(["person", "organisation"]), "name"]
    known = {*seeds.articles["outlet"].dropna(), *people, *seeds.articles["agency"].dropna()}
    text = prose(path)
    assert not [name for name in known if re.search(rf"\b{re.escape(name)}\b", text)]


@each
def test_no_path_of_a_machine_is_shown(path):
    """Outputs can be published."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(home|Users|root|tmp|work)/|C:\\\\", text)


@each
def test_a_notebook_stays_small(path):
    """Small enough to review and to mail."""
    assert path.stat().st_size < 600_000
