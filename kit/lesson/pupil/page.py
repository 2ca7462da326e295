"""Puts the page for pupils together: texts, sealed questions, the notebooks' parallel reader, one script, one style."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from kit import entry
from kit.entry.templates import templates
from kit.exercises import measure, sealed
from kit.exercises.answers import corpus_mark
from kit.exercises.predictions import predictions
from kit.lesson.event import one_event
from kit.lesson.papers import printed
from kit.lesson.pupil.asked import choose
from kit.lesson.pupil.checks import checks
from kit.phrasing import plain
from kit.report import overview
from kit.report.policy import policy
from kit.report.view import View

if TYPE_CHECKING:
    from kit.exercises import Question
    from kit.tables import Reading

HERE = Path(__file__).parent
READER = Path(__file__).parents[2] / "widgets"
# Columns of the reader on a wide screen.
COLUMNS = 5


def pupil_page(reading: Reading, questions: list[Question]) -> str:
    """The whole lesson on the largest event of a reading, as one HTML page; the same reading gives the same characters.

    `questions` are those of `kit.exercises.make`. Answers stand in the page as seals (`kit.exercises.sealed`), and what
    is asked about is left out of the parallel reader. Under the page's policy nothing can be fetched, and only its own
    scripts and styles run. What pupils answer leaves the page only as the file that they save.
    """
    event = one_event(reading)
    asked = choose(event, questions)
    style = _own("pupil.css") + (READER / "reader.css").read_text(encoding="utf-8") + entry.style()
    scripts = [_own("scrypt.js"), _reader(), _own("pupil.js")]
    return templates(HERE / "templates").get_template("pupil.html").render(
        title=overview.title(View(event, ("overview",))),
        articles=printed(event),
        by_hand=asked.by_hand is not None,
        tested=len(asked.test),
        held=len(asked.held),
        forms=[(form, measure.reports(form)) for form in measure.FORMS],
        why=measure.why(),
        lesson=Markup(_json(_lesson(reading, event, asked))),  # noqa: S704 - escaped for a script element
        style=Markup(style),  # noqa: S704 - our own files
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
        policy=policy(scripts, [style]),
    )  # fmt: skip


def _lesson(reading: Reading, event: Reading, asked: Any) -> dict[str, Any]:
    """All that the script needs, no answer among it."""
    ids = {question.question_id.split("/", 1)[1] for question in asked.test}
    return {
        "corpus": corpus_mark(reading),
        "by_hand": _shown(asked.by_hand) if asked.by_hand else None,
        "test": [_shown(question) for question in asked.test],
        "measure": [_shown(question) for question in measure.questions()],
        "predictions": [
            {"item": one.item, "prompt": one.prompt, "options": one.options, "found": one.found, "because": one.because}
            for one in predictions(event)
        ],
        "checks": checks(event, ids),
        "reader": _visible(_reader_data(event, asked.held)),
    }


def _shown(question: Question) -> dict[str, Any]:
    """A sealed question, the controls in its passages shown by their names."""
    made = sealed(question)
    return made | {name: _visible(made[name]) for name in ("prompt", "passages", "where")}


def _visible(value: Any) -> Any:
    """The same with invisible control characters written out in every text (`kit.report.text.plain`)."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _visible(one) for key, one in value.items()}
    return [_visible(one) for one in value] if isinstance(value, (list, tuple)) else value


def _reader_data(reading: Reading, held: frozenset[str]) -> dict[str, Any]:
    """What the notebooks' parallel reader is given, as its widget would send it; statements asked about are not in it."""
    from kit.widgets.reader import Columns, ParallelReader

    view = ParallelReader(reading, hidden=held).view
    own = set(Columns.class_traits(sync=True)) - set(Columns.__mro__[1].class_traits(sync=True))  # type: ignore[attr-defined]
    return {name: getattr(view, name) for name in sorted(own) if not name.startswith("_")}


def _reader() -> str:
    """The notebooks' reader as a classic script: its module's default export becomes `kitReader`."""
    source = (READER / "reader.js").read_text(encoding="utf-8")
    return f"const kitReader = (() => {{\n{source.replace('export default', 'return')}\n}})();"


def _json(value: Any) -> str:
    """JSON that cannot end its script element, nor begin a comment in it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain).replace("<", "\\u003c")


def _plain(value: Any) -> Any:
    if value is pd.NA or value is pd.NaT:
        return None
    return value.item() if hasattr(value, "item") else str(value)


@cache
def _own(name: str) -> str:
    return (HERE / "static" / name).read_text(encoding="utf-8")
