"""Exercises: questions with answers and evidence, made from whatever corpus is loaded.

Distractors come from the corpus; nothing is asked where the kit itself is unsure, where two ways of computing the
answer differ, or where a guess would be right too often (`question.LUCK`).
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from kit.compare.states import latest
from kit.exercises import dates, statements, voices
from kit.exercises.question import LUCK, Part, Passage, Question, is_right, locked, opened, sealed, visible
from kit.load import guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kit.tables import Reading

__all__ = ["KINDS", "LUCK", "Part", "Passage", "Question", "is_right", "locked", "make", "opened", "sealed"]

# What each kind asks, and who makes it; in the order of the walk.
KINDS: dict[str, Callable[[Reading], Iterator[Question]]] = {
    "date": dates.which_day,
    "voice": voices.whose_voice,
    "wording": statements.label_wordings,
    "splice": statements.find_splice,
    "omission": statements.left_out,
    "verb": voices.sort_verbs,
}


def make(reading: Reading, kinds: Iterable[str] = (), *, limit: int = 5) -> list[Question]:
    """At most `limit` questions of each kind (all kinds, if none is named), the same on every run.

    Raises ValueError for a kind that there is not. A corpus that allows no question of a kind gives none.

    >>> import kit
    >>> all(question.luck <= LUCK for question in make(kit.read("seeds")))
    True
    """
    kinds, reading = list(kinds) or list(KINDS), latest(reading)
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(f"there is no exercise {kind!r}: choose from {', '.join(KINDS)}.")
    made: list[Question] = []
    for kind in kinds:
        made += guard.attempt(f"the questions of the kind {kind}", partial(_asked, reading, kind, limit), lambda _: [])
    return made


def _asked(reading: Reading, kind: str, limit: int) -> list[Question]:
    askable = (question for question in KINDS[kind](reading) if question.luck <= LUCK)
    return list(map(visible, islice(askable, limit)))
