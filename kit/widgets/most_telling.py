"""Most telling: the statement that shows most of what outlets do with one saying, to begin a notebook with."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from kit.compare.states import latest
from kit.entry import Entries, entry_html, style, told, whole, worth_comparing
from kit.phrasing import AS_PRINTED, counted, plain
from kit.widgets.base import TEXT

if TYPE_CHECKING:
    from kit.entry import Entry
    from kit.tables import Reading


class MostTelling:
    """One entry for reading; `entry` is None where no two articles surely have one statement."""

    def __init__(self, entry: Entry | None, articles: int) -> None:
        self.entry, self.articles = entry, articles

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        if self.entry is None:
            said = f"{counted(self.articles, 'article')}, and no statement that the kit surely finds in two of them."
            return {"text/plain": said, "text/html": f"<p>{said}</p>"}
        speaker = f", {plain(self.entry.speaker)}" if self.entry.speaker else ""
        said = f"Statement {self.entry.number}{speaker}, in {self.entry.articles} of {self.entry.of} articles: {told(self.entry)}."
        heading = f'<p style="{TEXT};font-size:1.15em"><b>{html.escape(said)}</b></p>'
        shown = f'<style>{style()}</style><div class="{AS_PRINTED}">{heading}{entry_html(self.entry)}</div>'
        return {"text/plain": said, "text/html": shown}


def most_telling(reading: Reading) -> MostTelling:
    """The entry of the statement that outlets print in most different ways; else of one that several have.

    Takes a Reading; the statement is the first of `kit.entry.worth_comparing`, all its text escaped. What it misses is what
    `align` did not join.

    >>> import kit
    >>> most_telling(kit.read("seeds")).entry.articles
    5
    """
    entries = Entries(latest(reading))
    shared = entries.shared()
    ranked = [*worth_comparing(entries), *filter(whole, shared), *shared]
    return MostTelling(next(iter(ranked), None), len(entries.outlets))
