"""Writes the reference of public names, a page a room, from the docstrings: python -m tests.reference DIR."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import kit

# The rooms that other people's code calls; what it can rely on are the first of them.
RELIED_ON = ("kit", "kit.charts", "kit.compare", "kit.widgets")
ROOMS = (
    *RELIED_ON, "kit.collect", "kit.corrections", "kit.exercises", "kit.export", "kit.lesson", "kit.load", "kit.report",
    "kit.data.rulebook", "kit.tables.schemas", "kit.score", "kit.tables",
)  # fmt: skip


def write_reference(folder: Path) -> Path:
    """The reference as HTML pages, made by pdoc; returns the first of them."""
    import pdoc

    for room in map(import_module, ROOMS):
        for name in getattr(room, "__all__", ()):
            setattr(room, name, getattr(room, name))  # pdoc does not ask for what is looked up late
    kept = "|".join(room.removeprefix("kit.") for room in ROOMS[1:])
    # A room brings what is kept below it: "kit" the rooms of its `__all__`, "kit.tables" the schemas.
    below = {
        *(f"kit.{name}" for name in kit.__all__),
        *(room for room in ROOMS if room.rpartition(".")[0] in ROOMS[1:]),
    }
    others = [room for room in ROOMS[1:] if room not in below]
    pdoc.pdoc("kit", *others, rf"!kit\.(?!(?:{kept})$)", output_directory=folder)
    return folder / "index.html"


def public(name: str) -> dict[str, object]:
    """The functions and classes that a room offers: its `__all__`, else those made in it, without an underscore."""
    room = import_module(name)
    offered = getattr(room, "__all__", [thing for thing, it in vars(room).items() if _made_in(it, name)])
    things = {thing: getattr(room, thing) for thing in offered if thing[0] != "_"}
    return {thing: it for thing, it in things.items() if callable(it)}


def _made_in(thing: object, name: str) -> bool:
    return getattr(thing, "__module__", "") == name


if __name__ == "__main__":
    print(write_reference(Path(sys.argv[1] if len(sys.argv) > 1 else "reference")))
