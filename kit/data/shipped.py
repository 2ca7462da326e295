"""Shipped files: where the notebooks and the seeds are: beside `kit/` in a clone, inside it where the kit was installed."""

from __future__ import annotations

from pathlib import Path

_KIT = Path(__file__).resolve().parents[1]
# Whether this is a clone: its notebooks are opened where they lie.
CLONE = (_KIT.parent / "start.py").is_file() and (_KIT.parent / "notebooks").is_dir()
TOP = _KIT.parent if CLONE else _KIT / "data"
NOTEBOOKS, SEEDS = TOP / "notebooks", TOP / "seeds"
