"""Answers: the one sentence that a closed section opens on."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from kit.entry.templates import day
from kit.phrasing import counted, listing, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kit.report.figures import Shown
    from kit.report.view import View

# What the findings call the subject of a section.
SUBJECTS = {"voices": "voices", "words": "naming", "numbers": "numbers", "order": "order", "omissions": "likeness"}
NOTHING = "Nothing of this kind was found."
# Longer is no line to open a section with.
LONGEST = 220


def answer(name: str, view: View, figures: Iterable[Shown] = ()) -> str:
    """The sentence of a section: what the findings say of it, else its first chart, else what there is in it, in numbers."""
    if name in SUBJECTS:
        found = (row.sentence for rows in view.findings.values() for row in rows if row.about == SUBJECTS[name])
        drawn = (figure.description for figure in figures if figure.description)
        return shortened(next(chain(found, drawn), NOTHING), LONGEST)
    return COUNTS[name](view) if name in COUNTS else ""


def _notice(view: View) -> str:
    sentences, flagged = sum(map(len, view.findings.values())), len(view.flags)
    if not sentences + flagged:
        return "There is nothing to compare."
    return f"{counted(sentences, 'sentence')} made by rules, and {counted(flagged, 'quotation')} worth a second look."


def _statements(view: View) -> str:
    shared = len(view.entries.shared())
    return f"{counted(shared, 'statement')} in two or more articles, {len(view.entries) - shared} in one alone or not surely in two."


def _timeline(view: View) -> str:
    """The day that most articles speak of."""
    times = view.reading.times
    days = times[times["earliest"].notna() & (times["earliest"] == times["latest"]) & (times["grain"] == "day")]
    counts = days.groupby("earliest")["article_id"].nunique().sort_index()
    if counts.empty:
        return f"{counted(len(times), 'expression')} of time, none of them a day that the calendar has."
    most = counts[counts == counts.max()].index
    if len(most) > 2 or counts.max() < 2:
        return f"{counted(len(counts), 'day')} named, from {day(counts.index.min())} to {day(counts.index.max())}."
    named = listing(day(pd.Timestamp(one)) for one in most)
    return f"Most often they speak of {named}: {counts.max()} of {counted(len(view.texts), 'article')}."


def _sources(view: View) -> str:
    dated = int(view.reading.articles["published"].notna().sum())
    return f"{counted(len(view.texts), 'article')}, {dated} with a day of publication."


COUNTS: Mapping[str, Callable[[View], str]] = {
    "notice": _notice,
    "statements": _statements,
    "timeline": _timeline,
    "sources": _sources,
    "articles": lambda view: f"{counted(len(view.texts), 'text')} with every quotation, statement and time marked.",
    "worksheet": lambda _: "Two pages to print, to be filled in by hand before this page is read.",
    "method": lambda _: "How often the kit is right, what it could not resolve here, and what is wrong with the files.",
    "data": lambda _: "Every table behind this page, for a spreadsheet.",
    "cite": lambda _: "How to cite a passage, and the number that these files have.",
}
