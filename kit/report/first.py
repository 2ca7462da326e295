"""The first screen: the most telling finding, who is heard, where articles disagree, one contrast of names, the openings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from kit.entry import entry_html
from kit.report import overview
from kit.report.contrasts import disagreement, disagreements, naming_contrast
from kit.report.lead import lead
from kit.report.people import people
from kit.report.statements import brief, legend

if TYPE_CHECKING:
    from markupsafe import Markup

    from kit.data.terms import Term
    from kit.entry import Entry
    from kit.report.statements import Brief
    from kit.report.view import View

# This many articles fit beside each other; with at most this many, a column has room for the outlet's name.
WIDEST, NAMES_FIT = 15, 8
# Beside more than a few columns a word of more characters than these is parted.
FEW, LONG = 4, 11


def first(view: View) -> dict[str, Any]:
    """What the first screen shows; every part is empty where the corpus gives nothing for it."""
    articles = _articles(view)
    found = lead(view)
    return {
        "heading": found.heading,
        "at_odds": disagreement(found.at_odds, view) if found.at_odds else None,
        "contradicted": found.thing is not None,
        "passages": found.passages,
        "entry": found.entry,
        "html": _drawn(found.entry, view) if found.entry else "",
        "columns": [_column(view.names[article_id], n, view) for n, article_id in enumerate(articles, 1)],
        "lettered": _lettered([view.names[key] for key in articles]),
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
    """The articles of the largest event, in order; where not all fit beside each other, those that share most statements."""
    largest = max(view.events.values(), key=len, default=[])
    if len(largest) <= WIDEST:
        return largest
    shared = Counter(place.article_id for entry in view.entries.shared() for row in entry.rows for place in row.places)
    chosen = sorted(largest, key=lambda key: -shared[key])[:WIDEST]
    return [key for key in largest if key in chosen]


def _lettered(names: list[str]) -> bool:
    """Whether columns are too narrow for the outlets' names: many of them, or some with a long word."""
    parts = (part for name in names for part in re.split(r"[ .-]", name))
    return len(names) > NAMES_FIT or (len(names) > FEW and max(map(len, parts), default=0) > LONG)


def _drawn(entry: Entry, view: View) -> Markup:
    return entry_html(entry, href=lambda place: view.href("rendering", place.rendering_id))
