"""The event that a lesson is about: of a corpus with several the one with most articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.states import latest
from kit.report.scopes import scopes

if TYPE_CHECKING:
    from kit.tables import Reading


def one_event(reading: Reading) -> Reading:
    """The reading cut to its largest event (the first of equals), and to the articles that share most if it has many."""
    reading = latest(reading)
    if reading.articles.empty:
        return reading
    return max(scopes(reading), key=lambda scope: scope.of).reading
