"""A worksheet of two printed pages, made from this corpus: wordings to compare by hand, before the page is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kit.phrasing import shortened
from kit.report.statements import closest

if TYPE_CHECKING:
    from kit.report.view import View

# Two pages hold so much and no more.
STATEMENTS, WORDINGS, OUTLETS, LONGEST = 2, 5, 6, 260


@dataclass(frozen=True)
class Task:
    """One statement as several articles print it, without the kit's verdicts."""

    speaker: str
    wordings: tuple[tuple[str, str], ...]


def tasks(view: View) -> list[Task]:
    """The statements whose wordings differ most between articles, with a wording from each of a few articles."""
    found = []
    for statement in view.statements:
        renderings = view.renderings.get(statement.statement_id, [])
        rows = [closest(list(own)) for _, own in groupby(renderings, key=lambda r: r.article_id)]
        kinds = len({r.wording or r.form for r in rows})
        if len(rows) > 1 and kinds > 1:
            found.append((-kinds, -len(rows), view.numbers[statement.statement_id], statement, rows))
    return [
        Task(
            view.speaker(statement.speaker_id),
            tuple((view.names[r.article_id], shortened(r.text, LONGEST)) for r in rows[:WORDINGS]),
        )
        for *_, statement, rows in sorted(found, key=lambda item: item[:3])[:STATEMENTS]
    ]


def outlets(view: View) -> list[str]:
    """The first few outlets, for the tables that are filled in by hand."""
    return list(view.names.values())[:OUTLETS]
