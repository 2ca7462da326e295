"""What the README and the docstrings say is true."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit.__main__ import main, parser
from kit.data import read_list
from tests import glossary, reference

TOP = Path(__file__).resolve().parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
MODULES = sorted(
    ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
    for path in (TOP / "kit").rglob("*.py")
    if path.stem != "__main__"
)


def test_the_examples_in_docstrings_run():
    """Every example in a docstring gives what it says; those that do not are printed, and their modules named."""
    modules = [importlib.import_module(name) for name in MODULES]
    assert [m.__name__ for m in modules if doctest.testmod(m, optionflags=doctest.ELLIPSIS).failed] == []


def test_public_things_are_explained():
    """Every module, and every public function and class in it, has a docstring."""
    assert [thing for name in MODULES for thing in unexplained(name)] == []


def unexplained(name: str) -> list[str]:
    """What has no docstring: the module, or a public function or class in it."""
    tree = ast.parse(Path(importlib.import_module(name).__file__).read_text(encoding="utf-8"))
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    lacking = [f"{name}.{node.name}" for node in public if not ast.get_docstring(node)]
    return lacking if ast.get_docstring(tree) else [name, *lacking]


def test_the_glossary_is_the_schemas():
    """kit/TABLES.md is made from the schemas; `python -m tests.glossary` makes it anew."""
    assert glossary.PAGE.read_text(encoding="utf-8") == glossary.glossary()


def test_public_names_have_an_example():
    """Whoever calls a function of the kit finds a line that runs in its docstring; errors tell what they are when raised."""
    public = {f"{room}.{name}": thing for room in reference.ROOMS for name, thing in reference.public(room).items()}
    errors = {name for name, thing in public.items() if isinstance(thing, type) and issubclass(thing, Exception)}
    assert [name for name, thing in public.items() if name not in errors and ">>>" not in (thing.__doc__ or "")] == []


def test_the_reference_holds_every_public_name(tmp_path):
    """`python -m tests.reference DIR` makes a page for each room, with each name and its example, and warns of none."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*does not resolve")
        first = reference.write_reference(tmp_path)
    assert first.exists()
    for room in reference.ROOMS:
        page = (tmp_path / f"{room.replace('.', '/')}.html").read_text(encoding="utf-8")
        assert [name for name in reference.public(room) if f'id="{name}"' not in page] == [], room


def test_the_readme_leads_to_the_tables():
    """Whoever looks for a column finds the page that explains it."""
    assert "](kit/TABLES.md)" in README


@pytest.mark.parametrize("name", kit.__all__)
def test_public_names_are_in_the_readme(name):
    """Each name that `kit` exports is explained."""
    assert re.search(rf"`kit\.{name}|kit\.{name}\b", README)


@pytest.mark.parametrize("command", next(a for a in parser()._actions if a.dest == "command").choices)
def test_commands_are_in_the_readme(command):
    """An undocumented command fails here."""
    assert f"kit {command}" in README


def test_the_examples_in_the_readme_run(monkeypatch):
    """Every `>>>` in the README gives what it says."""
    monkeypatch.chdir(TOP)
    failed, tried = doctest.testfile(
        str(TOP / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    assert failed == 0
    assert tried >= 3


def test_every_word_list_is_explained():
    """Each list of `kit/data` stands in the README beside it, with its own columns and where it is from."""
    lines = (TOP / "kit" / "data" / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    told = {name.strip("`"): columns for name, columns, source in cells if source}
    there = {path.name: ", ".join(read_list(path.name)) for path in (TOP / "kit" / "data").glob("*.csv")}
    assert told == there


def test_the_notebooks_are_listed_in_order():
    """Each notebook of the walk stands in the README, in its order."""
    names = [path.name for path in sorted((TOP / "notebooks").glob("*.ipynb"))]
    places = [README.find(name) for name in names]
    assert -1 not in places
    assert places == sorted(places)


def test_links_lead_somewhere():
    """Relative links in the README name files that are there."""
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", README):
        assert (TOP / target.split("#")[0]).exists(), target


def test_the_measured_accuracy_is_what_is_measured(capsys, monkeypatch):
    """The figures that the report gives for the seeds are those that `kit score` prints today."""
    monkeypatch.chdir(TOP)
    rows = pd.read_csv(TOP / "kit" / "report" / "accuracy.csv", dtype="string")
    stated = rows[rows["command"] == "kit score seeds --gold tests/gold"]["value"].tolist()
    assert main(["score", "seeds", "--gold", "tests/gold"]) == 0
    printed = re.sub(r" +", " ", capsys.readouterr().out)
    assert stated
    assert [value for value in stated if f" {value} " not in printed] == []
