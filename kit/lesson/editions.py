"""Editions of the notebooks: for pupils without outputs and answers, for teachers with answers and evidence."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.exercises import Question

# The two places that differ from the notebooks of the kit: what is read, and where the questions come from.
_READ = re.compile(r"kit\.read\(\)[^\n]*")
_EXERCISES = re.compile(r"widgets\.Exercises\(reading((?:, \"\w+\")*)\)")
_KIND = re.compile(r"\"(\w+)\"")


def pupil_edition(notebook: str, corpus: str, questions: str) -> str:
    """A notebook for pupils: it reads `corpus`, takes its questions from the file `questions`, and shows no output."""

    def behind(cell: Any) -> list[Any]:
        cell.source = _EXERCISES.sub(rf'widgets.Exercises("{questions}"\1)', cell.source)
        return []

    return _edition(notebook, corpus, behind)


def teacher_edition(notebook: str, corpus: str, questions: list[Question]) -> str:
    """A notebook for the teacher: the answers and their evidence stand behind each exercise."""

    def behind(cell: Any) -> list[Any]:
        from nbformat.v4 import new_markdown_cell

        if (found := _EXERCISES.search(cell.source)) is None:
            return []
        mine = [question for kind in _KIND.findall(found[1]) for question in questions if question.kind == kind]
        return [new_markdown_cell(_answers(mine), id=f"{cell['id']}-answers")]

    return _edition(notebook, corpus, behind)


def _edition(notebook: str, corpus: str, behind: Callable[[Any], list[Any]]) -> str:
    """A notebook without outputs that reads `corpus`; `behind` gives the cells to put behind a cell of code."""
    import nbformat

    made, cells = nbformat.reads(notebook, as_version=4), []
    for cell in made.cells:
        cells.append(cell)
        if cell.cell_type == "code":
            cell.source = _READ.sub(f'kit.read("{corpus}")', cell.source)
            cell.outputs, cell.execution_count = [], None
            cells += behind(cell)
    made.cells = cells
    return nbformat.writes(made) + "\n"


def _answers(questions: list[Question]) -> str:
    """Answers and evidence as Markdown; what comes from articles is escaped."""
    lines = ["**For the teacher: answers and evidence**", ""]
    if not questions:
        lines.append("These articles allow no question of this kind that the kit is sure of.")
    for n, question in enumerate(questions, 1):
        answers = "; ".join(f"{_plain(part.label)}: **{_plain(', '.join(part.answer))}**" for part in question.parts)
        lines.append(f"{n}. {_plain(question.prompt)}  \n   {answers}  \n   *Evidence:* {_plain(question.evidence)}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text of an article inside Markdown: neither HTML nor Markdown of its own takes effect."""
    return re.sub(r"([\\`*_{}\[\]()#+!|$~^-])", r"\\\1", html.escape(" ".join(text.split()), quote=False))
