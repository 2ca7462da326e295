"""The rooms of the kit and the one-way flow of imports between them."""

from __future__ import annotations

import ast
import gc
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

import kit

KIT = Path(__file__).resolve().parent.parent / "kit"

# A room imports only from rooms above it, or from its own modules. `reading` gathers all that makes a Reading.
FLOORS = {
    "ground": [
        "errors",
        "data",
        "phrasing",
        "tables",
        "cache",
    ],
    "files": ["load"],
    "English": ["english"],
    "between texts": ["align"],
    "one reading": ["corrections", "collect.store", "reading", "score"],
    "questions": ["compare", "export"],
    "many events": ["collect"],
    "faces": ["entry", "exercises", "charts", "report", "widgets", "jupyter", "lesson"],
    "doors": ["__main__"],
}
ROOMS = [room for rooms in FLOORS.values() for room in rooms]


# Inside `english`: what one text says, from the words up.
ENGLISH = ["english.typed", "english.doc", "english.lexicon", "english.annotate", "english.people", "english.quotes", "english.timeline", "english.words", "english.numbers"]  # fmt: skip
ROOMS[ROOMS.index("english") : ROOMS.index("english") + 1] = ENGLISH


def modules() -> list[Path]:
    return sorted(path for path in KIT.rglob("*.py") if path != KIT / "__init__.py")


def room(dotted: str) -> str:
    """The room that `load.formats.pdf` belongs to: the longest beginning that has a place in ROOMS."""
    parts = dotted.split(".")
    beginnings = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next((name for name in beginnings if name in ROOMS), parts[0])


def name(path: Path) -> str:
    parts = path.relative_to(KIT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names_imported(path: Path) -> set[str]:
    """What a module imports from the kit, late imports and those for type checking included: `load.formats.pdf`, `tables.table`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kit":
            below = node.module.removeprefix("kit").removeprefix(".")
            found |= {f"{below}.{alias.name}".removeprefix(".") for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("kit.") for alias in node.names if alias.name.startswith("kit.")}
    return found


def imported(path: Path) -> set[str]:
    """The rooms that a module imports."""
    return {room(dotted) for dotted in names_imported(path)} & {*ROOMS, "english"}


def test_a_room_imports_only_from_rooms_above():
    """Imports flow one way, so that a stranger can read the kit from top to bottom."""
    rooms = {path: room(name(path)) for path in modules()}
    rooms = {path: mine for path, mine in rooms.items() if mine != "english"}  # its first page says what is inside
    assert sorted(set(rooms.values()) - set(ROOMS)) == [], "new rooms: give them their place in FLOORS"
    upwards = {
        path.relative_to(KIT).as_posix(): against
        for path, mine in rooms.items()
        if (against := sorted(imported(path) - set(ROOMS[: ROOMS.index(mine) + 1])))
    }
    assert upwards == {}


def test_no_files_import_each_other():
    """Inside a room imports flow one way, too; what is imported for types alone does not count."""
    files = {name(path): path for path in modules()}
    circles = graphlib.TopologicalSorter()
    for mine, path in files.items():
        for dotted in names_imported(path) - names_for_types(path):
            theirs = dotted if dotted in files else dotted.rpartition(".")[0]
            if theirs in files and theirs != mine:
                circles.add(mine, theirs)
    circles.prepare()  # raises CycleError, which names the files


def names_for_types(path: Path) -> set[str]:
    """What a module imports for type checking alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    lines = [line for block in blocks for line in block.body if isinstance(line, ast.ImportFrom)]
    return {f"{line.module}.{alias.name}".removeprefix("kit.") for line in lines for alias in line.names}


def test_only_annotate_imports_spacy():
    """spaCy is imported in one room, so that a cached reading never loads it."""
    assert {room(name(path)) for path in modules() if "spacy" in packages(path)} == {"english.annotate"}


def packages(path: Path) -> set[str]:
    """The packages that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_importing_the_kit_is_cheap():
    """`import kit` loads neither spaCy nor a chart library: those who only want a table do not wait."""
    code = "import kit, sys; print(sorted({'spacy', 'altair', 'ipywidgets', 'sklearn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_second_reading_does_not_load_spacy(seeds):
    """Annotations are cached by content: reading the same texts again needs neither spaCy nor scikit-learn."""
    code = "import kit, sys; kit.read('seeds', fresh=True); print(sorted({'spacy', 'sklearn', 'altair'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_charts_do_not_build_a_grammar_that_no_chart_asks_for():
    """jsonschema's grammar of web addresses takes seconds in a kernel; whoever asks for it later gets the real one."""
    code = """
import sys
from kit import charts, widgets
print("rfc3987_syntax.syntax_helpers" in sys.modules)
from jsonschema import FormatChecker
print([FormatChecker(["iri"]).conforms(text, "iri") for text in ("https://aldmoor.example/ö", "no address")])
print("rfc3987_syntax.syntax_helpers" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["False", "[True, False]", "True", ""]


def test_the_collector_comes_back(seeds, tmp_path):
    """What the kit keeps Python from doing while it works, it lets it do afterwards, and if the work fails, too."""
    kit.write_report(seeds, tmp_path / "report.html", sections=["sources"])
    assert gc.isenabled()
    with pytest.raises(kit.report.SectionError):
        kit.write_report(seeds, tmp_path / "report.html", sections=["nowhere"])
    assert gc.isenabled()
