"""The first screen: the most telling finding, who is heard, where articles disagree, one contrast of names, the openings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.entry import entry_html
from kit.report import overview
from kit.report.contrasts import disagreement, disagreements, naming_contrast
from kit.report.lead import lead
from kit.report.people import people
from kit.report.statements import brief, legend

if TYPE_CHECKING:
    from markupsafe import Markup

    from kit.entry import Entry
    from kit.report.statements import Brief
    from kit.report.view import View
    from kit.terms import Term

# So many articles fit beside each other; up to so many, a column has room for the outlet's name.
WIDEST, NAMES_FIT = 15, 8


def first(view: View) -> dict[str, Any]:
    """What the first screen shows; every part is empty where the corpus gives nothing for it."""
    articles = _articles(view)
    found = lead(view)
    return {
        "heading": found.heading,
        "at_odds": disagreement(found.thing, view) if found.thing else None,
        "passages": found.passages,
        "entry": found.entry,
        "html": _drawn(found.entry, view) if found.entry else "",
        "columns": [_column(view.names[article_id], n, view) for n, article_id in enumerate(articles, 1)],
        "lettered": len(articles) > NAMES_FIT,
        "people": people(view, articles),
        "conflicts": disagreements(view, besides=found.thing),
        "naming": naming_contrast(view),
        "headlines": overview.headlines(view),
        "shared": len(view.entries.shared()),
        "statements": (shown := brief(view, articles)),
        "legend": _legend(shown),
    }


def _column(name: str, number: int, view: View) -> tuple[Markup | str, str]:
    """The head of a column: the outlet's sign, or its number where outlets have none, and its name."""
    return view.chips[name] or f"{number} ", name


def _legend(shown: list[Brief]) -> list[Term]:
    """The signs that these statements have."""
    there = {cell.term for one in shown for cell in one.cells}
    return [one for one in legend() if one in there]


def _articles(view: View) -> list[str]:
    """The articles of the largest event that fit beside each other."""
    largest = max(view.events.values(), key=len, default=[])
    return largest[:WIDEST]


def _drawn(entry: Entry, view: View) -> Markup:
    return entry_html(entry, href=lambda place: view.href("rendering", place.rendering_id))
