"""Press databases: files that hold the articles of a search, one behind the other, with their labels.

Each vendor is a module that knows its own marks: whether a text is its export (`claims`), where each article stands
(`split`), how many the file says there are (`stated`), and what its lines state (`read`). Labels in six languages are
data (`kit/data/press_labels.csv`). No line is dropped because it stands twice; cover sheets and notes of delivery are no
articles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.load.formats.press_databases import defacto, europresse, factiva, nexis, proquest
from kit.load.formats.press_databases.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.load.formats.extract import Extract
    from kit.load.formats.press_databases.sheet import Header

VENDORS: tuple[Any, ...] = (defacto, europresse, factiva, proquest, nexis)
NAMES = {
    "nexis": "Nexis",
    "factiva": "Factiva",
    "proquest": "ProQuest",
    "europresse": "Europresse",
    "defacto": "DeFacto",
}


@dataclass(frozen=True)
class Export:
    """The articles of one file; of an export the vendor's name, and how many the file says that there are."""

    articles: list[Extract]
    vendor: str = ""
    stated: int | None = None


def read_export(made: Extract) -> Export | None:
    r"""The articles of an export, each a stretch of its text with its header; None for any other text.

    >>> from kit.load.formats.extract import Extract
    >>> one = "The Echo\n\nMarch 4, 2025\n\nBridge opens\n\nLENGTH: 5 words\n\nIt is open.\n\nLOAD-DATE: March 6, 2025\n"
    >>> export = read_export(Extract(f"1 of 2 DOCUMENTS\n\n{one}\n2 of 2 DOCUMENTS\n\n{one}", None, "text"))
    >>> export.vendor, export.stated, len(export.articles)
    ('Nexis', 2, 2)
    """
    sheet = Sheet(made.text, made.looks, made.starts)
    vendor = _vendor(sheet)
    if vendor is None:
        return None
    parts = vendor.split(sheet)
    edges = [sheet.lines[low].start if low else 0 for low, _ in parts]
    whole = len(parts) == 1 and parts[0] == (0, len(sheet.lines))
    articles = []
    for (low, high), start in zip(parts, edges, strict=True):
        text = made.text if whole else made.text[start : sheet.lines[high - 1].end]
        own = {n - low: look for n, look in sheet.looks.items() if low <= n < high}
        header = vendor.read(Sheet(text, own, frozenset(n - low for n in made.starts if low <= n < high)))
        articles.append(replace(made, text=text, facts=[], header=header, title=None, looks={}, starts=frozenset()))
    return Export(articles, NAMES[vendor.NAME], vendor.stated(sheet))


def is_export(text: str, looks: Mapping[int, str], starts: frozenset[int]) -> bool:
    """Whether a page is of a press database."""
    return _vendor(Sheet(text, looks, starts)) is not None


def read_header(text: str) -> Header | None:
    """The labelled lines of one article that a press database printed; None for any other text."""
    sheet = Sheet(text)
    vendor = _vendor(sheet)
    return None if vendor is None else vendor.read(sheet)


def _vendor(sheet: Sheet) -> Any:
    """The vendor whose export a text is: of several the one with the most labels of its own."""
    claiming = [vendor for vendor in VENDORS if vendor.claims(sheet)]
    return max(claiming, key=lambda vendor: sheet.own(vendor.NAME), default=None)
