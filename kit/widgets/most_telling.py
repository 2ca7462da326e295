"""Most telling: what the report begins with, in a notebook: its headline, who prints what, and the statement."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from kit.entry import entry_html, style
from kit.phrasing import AS_PRINTED, listing, plain
from kit.report.contrasts import disagreement
from kit.report.lead import lead
from kit.report.view import View
from kit.widgets.base import TEXT

if TYPE_CHECKING:
    from kit.entry import Entry
    from kit.tables import Reading


class MostTelling:
    """The headline, the lines below it, and the entry; `entry` is None where no statement shows what the headline tells."""

    def __init__(self, heading: str, lines: list[str], entry: Entry | None) -> None:
        self.heading, self.lines, self.entry = plain(heading), [plain(line) for line in lines], entry

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        heading = f'<p style="{TEXT};font-size:1.15em"><b>{html.escape(self.heading)}</b></p>'
        lines = "".join(f'<p style="{TEXT}">{html.escape(line)}</p>' for line in self.lines)
        drawn = entry_html(self.entry) if self.entry else ""
        shown = f'<style>{style()}</style><div class="{AS_PRINTED}">{heading}{lines}{drawn}</div>'
        return {"text/plain": "\n".join([self.heading, *self.lines]), "text/html": shown}


def most_telling(reading: Reading) -> MostTelling:
    """The finding that the report of this reading begins with, the statement that shows it, else each side of a contradiction in a line.

    Takes a Reading; the choice is that of `kit.report.lead`, all text escaped. What it misses is what `align` did not join.

    >>> import kit
    >>> most_telling(kit.read("seeds")).entry.articles
    5
    """
    view = View(reading, ())
    found = lead(view)
    sides = disagreement(found.at_odds, view).sides if found.at_odds else ()
    lines = [f"{listing(name for name, _ in side.names)}: {''.join(side.around)}" for side in sides]
    return MostTelling(found.heading, lines, found.entry)
