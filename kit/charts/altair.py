"""Altair: the import that every chart uses; it skips what is not needed and takes a quarter of the time.

Altair imports jsonschema, and jsonschema builds at once a grammar of international web addresses, for a check that no
chart asks for. In a notebook's kernel that takes three to four seconds. It is built here when it is first asked for.
Outside a notebook Altair's own widget, which imports Jupyter's, is left out as if `anywidget` were not installed.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

_GRAMMAR = "rfc3987_syntax"


def _late() -> ModuleType:
    """A module in the grammar's place, with the one function that jsonschema takes from it."""

    def is_valid_syntax(term: str, value: str) -> bool:
        return importlib.import_module(_GRAMMAR).is_valid_syntax(term, value)

    late = ModuleType(_GRAMMAR)
    late.__dict__["is_valid_syntax"] = is_valid_syntax
    return late


_instead: dict[str, ModuleType | None] = {_GRAMMAR: _late()} | (
    {} if "ipykernel" in sys.modules else {"anywidget": None}
)
_placed = [name for name in _instead if name not in sys.modules]
sys.modules.update({name: _instead[name] for name in _placed})  # type: ignore[misc]

import altair as alt  # noqa: E402

# Whoever asks for these from now on gets the real ones.
for _name in _placed:
    del sys.modules[_name]

__all__ = ["alt"]
