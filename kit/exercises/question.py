"""A question with its answer and its evidence, and the same sealed: an answer that can be checked but not read."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

# A guess may be right once in four times at most; a question with fewer choices is not asked.
LUCK = 0.25
# Questions of one kind with one and the same answer: by the third nobody reads any more.
SAME = 2
# Costs about 20 ms a check: not felt by a pupil, and no list of answers can be looked up. Nobody is kept from trying
# all choices one after the other; the file of answers counts the tries.
_SCRYPT = {"n": 2**12, "r": 8, "p": 1, "dklen": 16}


@dataclass(frozen=True)
class Passage:
    """Characters `start:end` of an article, shown with the outlet's name."""

    outlet: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Part:
    """One choice: what is asked, the options in the order they are shown, and the right one (or ones, if `many`)."""

    label: str
    options: tuple[str, ...]
    answer: tuple[str, ...]
    many: bool = False

    @property
    def luck(self) -> float:
        """The chance of guessing it."""
        return 1 / (2 ** len(self.options) - 1) if self.many else 1 / len(self.options)


@dataclass(frozen=True)
class Question:
    """A question made from a corpus: what is asked, about which passages, the answer, a hint and the evidence."""

    question_id: str
    kind: str
    prompt: str
    passages: tuple[Passage, ...]
    parts: tuple[Part, ...]
    hint: str
    where: tuple[Passage, ...]
    evidence: str
    justify: bool = False

    @property
    def luck(self) -> float:
        """The chance of guessing all parts."""
        return prod(part.luck for part in self.parts)


def varied(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The same rows, one of each value in turn, so that the answer is not always the same."""
    turn = rows.groupby(column, observed=True, sort=False).cumcount()
    return rows.assign(_turn=turn).sort_values("_turn", kind="stable").drop(columns="_turn")


def sealed(question: Question) -> dict[str, Any]:
    """The question as it may be given to a pupil: answers and evidence are replaced by seals (scrypt, RFC 7914).

    >>> part = Part("Which day?", ("11 May", "12 May"), ("12 May",))
    >>> shown = sealed(Question("date/a-t7", "date", "Which day?", (), (part,), "Look at the dateline.", (), "anchor"))
    >>> "answer" in shown["parts"][0], "evidence" in shown
    (False, False)
    >>> is_right(shown, 0, ["12 May"]), is_right(shown, 0, ["11 May"])
    (True, False)
    """
    shown = asdict(question)
    del shown["evidence"]
    for n, part in enumerate(shown["parts"]):
        part["seal"] = _seal(question.question_id, n, part.pop("answer"))
    return json.loads(json.dumps(shown))


def is_right(question: dict[str, Any], part: int, response: Iterable[str]) -> bool:
    """Whether this response, in any order, is the answer to a part of a sealed question."""
    return hmac.compare_digest(_seal(question["question_id"], part, response), question["parts"][part]["seal"])


def _seal(question_id: str, part: int, answer: Iterable[str]) -> str:
    words = json.dumps(sorted(answer), ensure_ascii=False).encode()
    return hashlib.scrypt(words, salt=f"{question_id}#{part}".encode(), **_SCRYPT).hex()
