"""A question with its answer and its evidence, and the same sealed: an answer that can be checked but not read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any

from kit.phrasing import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

# A guess may be right once in four times at most; a question with fewer choices is not asked.
LUCK = 0.25
# Questions of one kind with one and the same answer: by the third nobody reads any more.
SAME = 2
# Costs about 20 ms a check: not felt by a pupil, and no list of answers can be looked up. Nobody is kept from trying
# all choices one after the other; the file of answers counts the tries.
_SCRYPT = {"n": 2**12, "r": 8, "p": 1}


@dataclass(frozen=True)
class Passage:
    """Characters `start:end` of an article, shown with the outlet's name.

    >>> Passage("The Echo", "echo", 0, 6, "Bridge").text
    'Bridge'
    """

    outlet: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Part:
    """One choice: what is asked, the options in the order they are shown, and the right one (or ones, if `many`).

    >>> Part("Which day?", ("11 May", "12 May"), ("12 May",)).luck
    0.5
    """

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
    """A question made from a corpus: what is asked, about which passages, the answer, a hint and the evidence.

    >>> part = Part("Which day?", ("11 May", "12 May"), ("12 May",))
    >>> question = Question("date/a-t7", "date", "Which day?", (), (part,), "Look at the dateline.", (), "anchor")
    >>> question.luck
    0.5
    """

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


def visible(question: Question) -> Question:
    """The question with unseen controls written out (`kit.phrasing.plain`) wherever it does not show a passage itself."""

    def words(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(plain, texts))

    parts = tuple(
        replace(part, label=plain(part.label), options=words(part.options), answer=words(part.answer))
        for part in question.parts
    )
    return replace(question, prompt=plain(question.prompt), parts=parts, evidence=plain(question.evidence))


def sealed(question: Question) -> dict[str, Any]:
    """The question as it may be given to a pupil: answers and evidence are replaced by seals (scrypt, RFC 7914).

    Each part's answer becomes a hash; the evidence becomes characters that only the right answers to all parts turn
    back (`opened`).

    >>> part = Part("Which day?", ("11 May", "12 May"), ("12 May",))
    >>> shown = sealed(Question("date/a-t7", "date", "Which day?", (), (part,), "Look at the dateline.", (), "anchor"))
    >>> "answer" in shown["parts"][0], "anchor" in str(shown)
    (False, False)
    >>> is_right(shown, 0, ["12 May"]), is_right(shown, 0, ["11 May"])
    (True, False)
    >>> opened(shown, [["12 May"]], shown["locked"])
    'anchor'
    """
    shown = asdict(question)
    for n, part in enumerate(shown["parts"]):
        part["seal"] = _seal(question.question_id, n, part.pop("answer"))
    shown["locked"] = locked(question, shown.pop("evidence"))
    return json.loads(json.dumps(shown))


def is_right(question: dict[str, Any], part: int, response: Iterable[str]) -> bool:
    """Whether this response, in any order, is the answer to a part of a sealed question.

    >>> part = Part("Which day?", ("11 May", "12 May"), ("12 May",))
    >>> question = Question("date/a-t7", "date", "Which day?", (), (part,), "Look at the dateline.", (), "anchor")
    >>> is_right(sealed(question), 0, ["12 May"])
    True
    """
    return hmac.compare_digest(_seal(question["question_id"], part, response), question["parts"][part]["seal"])


def locked(question: Question, text: str, purpose: str = "evidence") -> str:
    """A text (Base64) that only the right answers to all parts of a question turn back; no two with one `purpose`.

    >>> part = Part("Which day?", ("11 May", "12 May"), ("12 May",))
    >>> question = Question("date/a-t7", "date", "Which day?", (), (part,), "Look at the dateline.", (), "anchor")
    >>> opened(sealed(question), [["12 May"]], locked(question, "page 3"))
    'page 3'
    """
    words = text.encode()
    stream = _stream(question.question_id, purpose, [part.answer for part in question.parts], len(words))
    return base64.b64encode(_xor(words, stream)).decode("ascii")


def opened(question: dict[str, Any], responses: Iterable[Iterable[str]], text: str, purpose: str = "evidence") -> str:
    """What was `locked`; the responses to all parts must be right (ask `is_right` first), else it raises ValueError.

    >>> part = Part("Which day?", ("11 May", "12 May"), ("12 May",))
    >>> question = Question("date/a-t7", "date", "Which day?", (), (part,), "Look at the dateline.", (), "anchor")
    >>> opened(sealed(question), [["12 May"]], sealed(question)["locked"])
    'anchor'
    """
    words = base64.b64decode(text)
    return _xor(words, _stream(question["question_id"], purpose, responses, len(words))).decode()


def _seal(question_id: str, part: int, answer: Iterable[str]) -> str:
    return _scrypt([*answer], f"{question_id}#{part}", 16).hex()


def _stream(question_id: str, purpose: str, answers: Iterable[Iterable[str]], length: int) -> bytes:
    """As many bytes as the text has, from all answers in the order of the parts."""
    flat = [f"{n}: {word}" for n, answer in enumerate(answers) for word in answer]
    return _scrypt(flat, f"{question_id}#{purpose}", max(length, 1))


def _scrypt(words: list[str], salt: str, length: int) -> bytes:
    secret = json.dumps(sorted(words), ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.scrypt(secret, salt=salt.encode(), dklen=length, **_SCRYPT)


def _xor(words: bytes, stream: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(words, stream, strict=False))
