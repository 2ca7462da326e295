"""A short measure before and after the lesson: two forms of one kind, on invented reports, the same for every class.

Each form shows two reports on one topic and asks which lets the reader check more, and why (as Checkology's and Civic
Online Reasoning's assessments do: a choice that counts only with its reason), what was done to a wording, and how many
sources several copies make. The choice, the wording and the sources are right or wrong; the reason is scored by the
rubric, by the teacher. Three closed questions say something about a class and little about one pupil.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from kit.exercises.question import Part, Question

KIND = "measure"
FORMS = ("before", "after")


def questions() -> list[Question]:
    """The closed questions of both forms; their ids are `measure/<form>/<item>`.

    >>> [question.question_id for question in questions()][:3]
    ['measure/before/which', 'measure/before/wording', 'measure/before/sources']
    """
    return [
        Question(f"{KIND}/{form}/{item}", KIND, prompt, (), (Part("Answer", tuple(options), (answer,)),), "", (), "")
        for form in FORMS
        for item, prompt, options, answer in _kept()[form]["items"]
    ]


def reports(form: str) -> list[tuple[str, str]]:
    """The two invented reports of a form: name and text. Raises KeyError for another form."""
    return [(name, text) for name, text in _kept()[form]["reports"]]


def rubric() -> list[str]:
    """What earns 0, 1, 2 and 3 points for the reason."""
    return list(_kept()["rubric"])


def why() -> str:
    """The open question that belongs to the first closed one; its answer is the note `measure/<form>/why`."""
    return str(_kept()["why"])


@cache
def _kept() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("measure.json").read_text(encoding="utf-8"))
