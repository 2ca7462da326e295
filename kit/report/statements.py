"""Statements side by side: the grid of statements by outlet, and each statement with its wordings collated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.report.text import anchor
from kit.report.view import ABSENT, FORM, UNREAD, WORDING, told
from kit.report.wordings import Run, Wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.report.view import View

# Up to so many articles a grid has words in its cells; up to so many, signs alone; beyond, outlets are listed.
WORDS_FIT, SIGNS_FIT = 8, 45

# The signs in the order of the legend.
SIGNS = (*WORDING.values(), *FORM.values(), ABSENT)

REFERENCE = {
    "transcript": "the transcript",
    "majority": "as most print it",
    "tie-break": "no wording has a majority; this one is the fullest",
    "only": "the only wording",
}


@dataclass(frozen=True)
class Cell:
    """What one article does with one statement: signs, words, and the passage."""

    name: str
    sign: str
    words: str
    href: str = ""
    spliced: bool = False
    times: int = 0


@dataclass(frozen=True)
class Witness:
    """One wording beside its reference: who prints it (names and passages), how, its words with the differences marked."""

    names: tuple[tuple[str, str], ...]
    sign: str
    words: str
    form: str
    spliced: bool
    runs: tuple[Run, ...]
    is_reference: bool
    rule: str


@dataclass(frozen=True)
class Statement:
    """One statement as the page shows it."""

    number: int
    anchor: str
    kind: str
    speaker: str
    speaker_href: str
    reference: str
    reference_from: str
    articles: int
    of: int
    cells: tuple[Cell, ...]
    witnesses: tuple[Witness, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """The statements of one event: those that two or more articles bring, and those of one alone by its name."""

    event_id: str
    names: tuple[str, ...]
    layout: str
    shared: tuple[Statement, ...]
    alone: dict[str, list[Statement]]


def events(view: View) -> list[Event]:
    """Every event with its statements, in the order of their numbers."""
    made = []
    for event_id, articles in view.events.items():
        wordings = Wordings(view, articles)
        mine = [_statement(s, articles, wordings, view) for s in view.statements if s.event_id == event_id]
        alone: dict[str, list[Statement]] = {}
        for statement in mine:
            if statement.articles == 1:
                alone.setdefault(statement.witnesses[0].names[0][0], []).append(statement)
        count = len(articles)
        layout = "words" if count <= WORDS_FIT else "signs" if count <= SIGNS_FIT else "list"
        names = tuple(view.names[a] for a in articles)
        shared = tuple(s for s in mine if s.articles > 1)
        order = {name: n for n, name in enumerate(names)}
        alone = dict(sorted(alone.items(), key=lambda item: order[item[0]]))
        made.append(Event(event_id, names, layout, shared, alone))
    return made


def _statement(row: Any, articles: list[str], wordings: Wordings, view: View) -> Statement:
    renderings = view.renderings.get(row.statement_id, [])
    by_article: dict[str, list[Any]] = {}
    for rendering in renderings:
        by_article.setdefault(rendering.article_id, []).append(rendering)
    cells = tuple(_cell(a, by_article.get(a, []), view) for a in articles) if len(articles) <= SIGNS_FIT else ()
    runs = wordings.runs(row, renderings)
    witnesses = [_witness(r, row, runs[r.rendering_id], view) for r in renderings]
    return Statement(
        number=view.numbers[row.statement_id],
        anchor=anchor("statement", row.statement_id),
        kind=row.kind,
        speaker=view.speaker(row.speaker_id),
        speaker_href=view.href("speaker", row.speaker_id),
        reference=row.reference or "",
        reference_from=REFERENCE.get(row.reference_from, ""),
        articles=row.articles,
        of=sum(a in by_article or a not in view.foreign for a in articles),
        cells=cells,
        witnesses=tuple(_grouped(witnesses) if len(articles) > WORDS_FIT else witnesses),
        absent=tuple(view.names[a] for a in articles if a not in by_article and a not in view.foreign),
    )


def closest(renderings: Sequence[Any]) -> Any:
    """The rendering that stands for an article: the one closest to the words said, then the first."""
    return min(renderings, key=lambda r: (_RANK[r.wording or r.form], r.start))


_RANK = {"verbatim": 0, "trimmed": 1, "reworded": 2, "direct": 3, "partial": 4, "stated": 5, "indirect": 6}


def _cell(article_id: str, renderings: list[Any], view: View) -> Cell:
    name = view.names[article_id]
    if not renderings:
        return Cell(name, *(UNREAD if article_id in view.foreign else ABSENT))
    best = closest(renderings)
    spliced = any(r.spliced for r in renderings)
    return Cell(name, *told(best), view.href("rendering", best.rendering_id), spliced, len(renderings))


def _witness(rendering: Any, statement: Any, runs: list[Run], view: View) -> Witness:
    sign, words = told(rendering)
    return Witness(
        names=((view.names[rendering.article_id], view.href("rendering", rendering.rendering_id)),),
        sign=sign,
        words=words,
        form=rendering.form,
        spliced=bool(rendering.spliced),
        runs=tuple(runs),
        is_reference=rendering.rendering_id == statement.reference_rendering_id,
        rule=rendering.rule,
    )


def _grouped(witnesses: list[Witness]) -> list[Witness]:
    """Those who print the same words in the same manner as one witness, as an apparatus gives a reading its sigla."""
    found: dict[tuple[Any, ...], Witness] = {}
    for witness in witnesses:
        key = (witness.words, witness.form, witness.spliced, witness.runs)
        same = found.get(key)
        names = (*same.names, *witness.names) if same else witness.names
        first = same.is_reference if same else False
        found[key] = replace(witness, names=names, is_reference=witness.is_reference or first)
    return list(found.values())
