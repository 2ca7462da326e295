"""Exercises in a notebook: one question at a time, a hint with the passage when wrong, answers kept in one file."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets
import pandas as pd

from kit.exercises import KINDS, is_right, make, opened, sealed
from kit.exercises.answers import ANSWERS_NAME, AnswersError, corpus_mark, keep
from kit.phrasing import AS_PRINTED, counted
from kit.widgets.base import PASSAGE, TEXT, WIDE, button, own_keys

if TYPE_CHECKING:
    from kit.tables import Reading

COLUMNS = {"question_id": "string", "kind": "string", "part": "string", "first": "string", "response": "string",
           "right": "boolean", "tries": "Int64", "because": "string"}  # fmt: skip
_WIDE = {"description_width": "11em"}
# A label is as wide as its words, up to a third of the page.
_LETTER, _LEAST, _MOST = 0.62, 7, 24
_PAGE = {"width": "min(48em, 98%)"}


class Exercises(ipywidgets.VBox):
    """Questions from a corpus, one at a time; `.rows` is what was answered, `save` writes it into one file.

    Takes a Reading, or a file of sealed questions that `kit lesson` wrote; `kinds` are names of `kit.exercises.KINDS`
    (all, if none). Only sealed questions are shown, so neither the page nor a saved notebook holds an answer before
    it is given. The file of answers is the one of `kit.exercises.answers`, which `kit class` merges.

    >>> import kit
    >>> exercises = Exercises(kit.read("seeds"), "wording")
    >>> list(exercises.rows.columns)
    ['question_id', 'kind', 'part', 'first', 'response', 'right', 'tries', 'because']
    """

    def __init__(
        self, source: Reading | str | Path, *kinds: str, limit: int = 5, answers: str | Path = ANSWERS_NAME
    ) -> None:
        self._corpus, self._questions = _questions(source, kinds, limit)
        self._answers = Path(answers)
        self._given: dict[tuple[str, str], dict[str, Any]] = {}
        self._chosen: dict[str, tuple[list[Any], str]] = {}
        self._at = 0
        self.head, self.feedback, self.saved = ipywidgets.HTML(), ipywidgets.HTML(), ipywidgets.HTML()
        self.choices = ipywidgets.VBox()
        self.because = ipywidgets.Textarea(
            description="Because", placeholder="your reason, with words from the passage", style=_WIDE, layout=_PAGE
        )
        self.pupil = ipywidgets.Text(
            description="My name", placeholder="or a pseudonym; it goes into the file", style=_WIDE, layout=_PAGE
        )
        self.check = button("Check", "Compare my answer", self._check)
        self.back = button("Previous", "The question before", lambda _: self._go(-1))
        self.next = button("Next", "The next question", lambda _: self._go(1))
        self.keep = button("Save my answers", f"Write them into {self._answers.name}", lambda _: self._keep())
        row = [self.check, self.back, self.next, self.keep]
        buttons = ipywidgets.HBox(row, layout=ipywidgets.Layout(flex_flow="row wrap"))
        parts = [self.head, self.choices, self.because, self.pupil, buttons, self.feedback, self.saved, own_keys()]
        super().__init__(parts if self._questions else [self.head], layout=WIDE)
        self._show()

    @property
    def question(self) -> dict[str, Any]:
        """The sealed question that is shown."""
        return self._questions[self._at]

    @property
    def rows(self) -> pd.DataFrame:
        """What was answered so far, one row a part; `first` is the first response, `tries` how often it was checked."""
        rows = [
            {**row, "first": "; ".join(row["first"]), "response": "; ".join(row["response"])}
            for row in self._given.values()
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)

    def answer(self, *responses: str | tuple[str, ...], because: str = "") -> None:
        """Answer the shown question from code, one response a part, as the controls do."""
        for control, response in zip(self.choices.children, responses, strict=True):
            control.value = response
        self.because.value = because
        self._check()

    def save(self) -> Path:
        """Add all answers of this notebook to the pupil's file, beside those of other notebooks that it holds.

        Raises AnswersError if the file is of another corpus, or no file of answers.
        """
        held = keep(
            self._answers, self._corpus, pupil=self.pupil.value.strip() or None, answers=list(self._given.values())
        )
        self.saved.value = _said(
            f"Saved: {counted(len(held['answers']), 'answer')} in {self._answers.name}. Hand in this file."
        )
        return self._answers

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; where no kernel runs, what is asked."""
        made = super()._repr_mimebundle_(**options)
        asked = [question["prompt"] for question in self._questions]
        made["text/plain"] = f"Exercises, {counted(len(asked), 'question')}"
        items = "".join(f"<li>{html.escape(prompt)}</li>" for prompt in asked)
        shown = f"<p>Run this cell to answer:</p><ol>{items}</ol>" if asked else self.head.value
        made["text/html"] = f'<div class="{AS_PRINTED}">{shown}</div>'
        return made

    def _keep(self) -> None:
        try:
            self.save()
        except (AnswersError, OSError) as error:
            self.saved.value = _said(str(error))

    def _go(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._questions) - 1)
        self._show()

    def _show(self) -> None:
        if not self._questions:
            self.head.value = _said("These articles allow no question of this kind that the kit is sure of.")
            return
        question = self.question
        answered = len(self._chosen)
        where = f"Question {self._at + 1} of {len(self._questions)}" + (f", {answered} answered" if answered else "")
        head = f'<p style="{TEXT}"><b>{where}.</b> {html.escape(question["prompt"])}</p>'
        self.head.value = head + _passages(question["passages"])
        wide = max(len(part["label"]) for part in question["parts"])
        self.choices.children = [_choice(part, wide) for part in question["parts"]]
        self._choose_again(question)
        self.back.disabled, self.next.disabled = self._at == 0, self._at == len(self._questions) - 1
        self.because.layout.display = None if question["justify"] else "none"
        self.feedback.value = self.saved.value = ""

    def _choose_again(self, question: dict[str, Any]) -> None:
        """What was answered before stands there again."""
        chosen, because = self._chosen.get(question["question_id"], ((), ""))
        for control, value in zip(self.choices.children, chosen, strict=False):
            control.value = value
        self.because.value = because

    def _check(self, _: Any = None) -> None:
        question = self.question
        responses = [_response(control) for control in self.choices.children]
        if not all(responses):
            self.feedback.value = _said("Choose an answer for every line first.")
            return
        if question["justify"] and not self.because.value.strip():
            self.feedback.value = _said("Give your reason first: which word made you decide?")
            return
        self._chosen[question["question_id"]] = [control.value for control in self.choices.children], self.because.value
        right = [is_right(question, n, response) for n, response in enumerate(responses)]
        for part, response, good in zip(question["parts"], responses, right, strict=True):
            key = (question["question_id"], part["label"])
            before = self._given.get(key, {"tries": 0, "first": list(response)})
            self._given[key] = {
                "question_id": key[0], "kind": question["kind"], "part": key[1], "first": before["first"],
                "response": list(response), "right": good, "tries": before["tries"] + 1,
                "because": self.because.value.strip() or None,
            }  # fmt: skip
        self.feedback.value = _verdict(question, responses, right)


def _questions(source: Reading | str | Path, kinds: tuple[str, ...], limit: int) -> tuple[str, list[dict[str, Any]]]:
    """The corpus's mark and the sealed questions."""
    if not isinstance(source, (str, Path)):
        return corpus_mark(source), [sealed(question) for question in make(source, kinds, limit=limit)]
    wanted = kinds or tuple(KINDS)
    kept = json.loads(Path(source).read_text(encoding="utf-8"))
    return kept["corpus"], [one for kind in wanted for one in kept["questions"] if one["kind"] == kind]


def _choice(part: dict[str, Any], wide: int) -> ipywidgets.Widget:
    style = {"description_width": f"{min(max(wide * _LETTER, _LEAST), _MOST):.0f}em"}
    if part["many"]:
        options = part["options"]
        return ipywidgets.SelectMultiple(
            options=options, description=part["label"], rows=min(len(options), 8), style=style, layout=_PAGE
        )
    options = [("choose …", ""), *((option, option) for option in part["options"])]
    return ipywidgets.Dropdown(options=options, value="", description=part["label"], style=style, layout=_PAGE)


def _response(control: Any) -> tuple[str, ...]:
    value = control.value
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) if value else ()


def _verdict(question: dict[str, Any], responses: list[tuple[str, ...]], right: list[bool]) -> str:
    if all(right):
        why = opened(question, responses, question["locked"])
        return _said(f"Right. {why} Now say to your neighbour which words show it.", mark="✓")
    parts = [part["label"] for part, good in zip(question["parts"], right, strict=True) if not good]
    look = f"Look again at {', '.join(parts)}. " if len(question["parts"]) > 1 else "Not yet. "
    where = question["where"]
    if len(where) == len(right) > 1:  # one passage a part: those of the right parts need no second look
        where = [passage for passage, good in zip(where, right, strict=True) if not good]
    return _said(look + question["hint"], mark="→") + _passages(where)


def _said(text: str, mark: str = "") -> str:
    return f'<p role="status" style="{TEXT}"><b>{mark}</b> {html.escape(text)}</p>'


def _passages(passages: list[dict[str, Any]]) -> str:
    return "".join(
        f'<blockquote style="{PASSAGE}"><b>{html.escape(one["outlet"])}</b> {html.escape(one["text"])}</blockquote>'
        for one in passages
    )
