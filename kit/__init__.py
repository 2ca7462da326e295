"""Lay several reports of one event side by side and see, down to the character, what each outlet did with it.

>>> import kit
>>> reading = kit.read("seeds")
>>> len(reading.articles)
5
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit import charts, compare, widgets
    from kit.data.rulebook import rules
    from kit.reading import read
    from kit.report import write_report
    from kit.tables import Reading

__all__ = ["Reading", "charts", "compare", "read", "rules", "widgets", "write_report"]

# Looked up when first asked for: drawing a chart takes seconds to import, reading a table does not need it.
_ROOMS = {"read": "kit.reading", "Reading": "kit.tables", "rules": "kit.data.rulebook", "write_report": "kit.report"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    if name in __all__:
        return import_module(f"kit.{name}")
    raise AttributeError(f"module 'kit' has no attribute {name!r} (it has {', '.join(__all__)})")


def __dir__() -> list[str]:
    return __all__
