"""The same notebooks, without touching a cell, on other articles: another event, no quotations, one article, hostile ones."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted(Path("notebooks").glob("[0-9][0-9]_*.ipynb"))
CORPORA = ("second", "quoteless", "hostile", "one")


@pytest.fixture(params=CORPORA)
def corpus(request, tmp_path, monkeypatch):
    """KIT_CORPUS names the articles; whatever a notebook writes lands in a folder of its own."""
    folder = Path("tests/corpora", request.param).resolve()
    if request.param == "one":
        folder = tmp_path / "one"
        folder.mkdir()
        (folder / "only.txt").write_text(
            "Elm Ford, 3 May 2031\n\n“The bridge is safe,” said Mayor Ada Sample on Monday.\n"
        )
    monkeypatch.setenv("KIT_CORPUS", str(folder))
    monkeypatch.setenv("KIT_CORRECTIONS", str(tmp_path / "corrections.csv"))
    monkeypatch.chdir(tmp_path)
    return folder


def run(source: str, names: dict) -> object:
    """Run a cell as a kernel does: the last expression is what it shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)


TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in NOTEBOOKS}


def test_every_cell_runs_and_shows_itself(corpus):
    """No cell raises on any corpus, and whatever it shows can be drawn."""
    for name, text in TEXTS.items():
        names: dict = {}
        for cell in nbformat.reads(text, as_version=4).cells:
            if cell.cell_type == "code":
                shown = run(cell.source, names)
                draw = getattr(shown, "_repr_mimebundle_", None)
                bundle = draw() if draw else {"text/plain": repr(shown)}
                assert bundle, f"{name}: {cell.source}"
        assert names["reading"].corpus == corpus
