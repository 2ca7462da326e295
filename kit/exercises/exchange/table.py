"""The questions as a CSV for a spreadsheet, or for any platform that imports one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.export import csv

if TYPE_CHECKING:
    from kit.exercises.exchange.items import Item

COLUMNS = ("key", "kind", "prompt", "passages", "options", "answer", "choose", "hint", "evidence")


def questions_csv(items: list[Item]) -> str:
    """One row an item; several passages, options and answers stand on lines of their own inside the cell."""
    rows = [
        (
            item.key, item.kind, item.prompt, "\n".join(f"{outlet}: {text}" for outlet, text in item.passages),
            "\n".join(item.options), "\n".join(item.answer), "all" if item.many else "one", item.hint, item.evidence,
        )
        for item in items
    ]  # fmt: skip
    return csv(pd.DataFrame(rows, columns=list(COLUMNS), dtype="string"))
