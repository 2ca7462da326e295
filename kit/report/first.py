"""The first screen: the most telling finding, who is heard, where articles disagree, one contrast of names, the openings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from kit.report import overview
from kit.report.contrasts import disagreement, disagreements, naming_contrast
from kit.report.lead import lead
from kit.report.people import people
from kit.report.statements import brief, entry_in, legend

if TYPE_CHECKING:
    from kit.report.view import View

# This many articles fit beside each other; with at most this many, a column has room for the outlet's name.
WIDEST, NAMES_FIT = 15, 8
# Beside more than a few columns a word of more characters than these is parted.
FEW, LONG = 4, 11


def first(view: View) -> dict[str, Any]:
    """What the first screen shows; every part is empty where the corpus gives nothing for it."""
    articles = _articles(view)
    names, found = [view.names[key] for key in articles], lead(view)
    return {
        "heading": found.heading,
        "at_odds": disagreement(found.at_odds, view) if found.at_odds else None,
        "contradicted": found.thing is not None,
        "passages": found.passages,
        "entry": found.entry,
        "html": entry_in(found.entry, view) if found.entry else "",
        # The outlet's sign, or its number where outlets have none, and its name.
        "columns": [(view.chips[name] or f"{n} ", name) for n, name in enumerate(names, 1)],
        "lettered": _lettered(names),
        "people": people(view, articles),
        "conflicts": disagreements(view, besides=found.thing),
        "naming": naming_contrast(view),
        "headlines": overview.headlines(view),
        "shared": len(view.entries.shared()),
        "statements": (shown := brief(view, articles)),
        "legend": [one for one in legend() if one in {cell.term for line in shown for cell in line.cells}],
    }


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
