"""Altair: the import that every chart uses; it skips what is not needed and takes a quarter of the time.

Altair imports jsonschema, and jsonschema builds at once a grammar of international web addresses, for a check that no
chart asks for. In a notebook's kernel that takes three to four seconds. It is built here when it is first asked for.
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


_placed = _GRAMMAR not in sys.modules
if _placed:
    sys.modules[_GRAMMAR] = _late()

import altair as alt  # noqa: E402

# Whoever asks for the grammar from now on gets the real one.
if _placed:
    del sys.modules[_GRAMMAR]

__all__ = ["alt"]
