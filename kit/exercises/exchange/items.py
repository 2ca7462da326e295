"""Items: a question cut into single choices, as learning platforms know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.phrasing import plain

if TYPE_CHECKING:
    from kit.exercises.question import Part, Passage, Question


@dataclass(frozen=True)
class Item:
    """One choice: `prompt` and `passages` are shown, `answer` are the right ones of `options`; `hint` is shown after a
    wrong response, `evidence` after the right one.
    """

    key: str
    kind: str
    prompt: str
    passages: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    answer: tuple[str, ...]
    many: bool
    hint: str
    evidence: str


def items(questions: list[Question]) -> list[Item]:
    """One item a part of a question, in order; with a passage a part, each item shows its own.

    >>> from kit.exercises.question import Part, Question
    >>> asked = Question("date/a-t1", "date", "Which day?", (), (Part("A", ("1 May", "2 May"), ("2 May",)),), "", (), "")
    >>> [(item.key, item.prompt) for item in items([asked])]
    [('q001-1', 'Which day?')]
    """
    return [
        _item(question, n, at, part)
        for n, question in enumerate(questions, 1)
        for at, part in enumerate(question.parts)
    ]


def _item(question: Question, number: int, at: int, part: Part) -> Item:
    several = len(question.parts) > 1
    own = several and len(question.passages) == len(question.parts)
    shown = question.passages[at : at + 1] if own else question.passages
    return Item(
        key=f"q{number:03}-{at + 1}",
        kind=question.kind,
        prompt=f"{question.prompt} {part.label}:" if several else question.prompt,
        passages=tuple(map(_shown, shown)),
        options=part.options,
        answer=part.answer,
        many=part.many,
        hint=question.hint,
        evidence=question.evidence,
    )


def _shown(passage: Passage) -> tuple[str, str]:
    return plain(passage.outlet), plain(" ".join(passage.text.split()))
