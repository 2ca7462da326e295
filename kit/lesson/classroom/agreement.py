"""Agreement: how far a class agrees with the kit, and with itself, beyond what chance would give (Cohen's kappa)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kit.compare.rates import FEW

if TYPE_CHECKING:
    from kit.lesson.classroom.results import Results

# Kinds of questions in which every part has the same options, so that chance can be reckoned.
KINDS = {"wording": "what was done to a wording", "verb": "neutral or coloured verbs"}
# Landis and Koch (1977): what a value is commonly called. They are habits of speech, no tests.
WORDS = ((0.0, "no better than chance"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))


@dataclass(frozen=True)
class Agreement:
    """`with_kit` is Cohen's kappa of the class's commonest first response and the kit's answer, over `items`;
    `with_itself` the mean of Cohen's kappa over all `pairs` of pupils who share enough items (Light 1971). NA where
    too little was answered, or everybody always answered the same.
    """

    kind: str
    items: int
    pupils: int
    pairs: int
    with_kit: float | None
    with_itself: float | None


def agreements(results: Results) -> list[Agreement]:
    """One Agreement for each kind of question with common options that somebody answered, from first responses."""
    made = []
    for kind in KINDS:
        mine = results.answers[results.answers["kind"] == kind]
        kit = {
            (question.question_id, part.label): part.answer[0]
            for question in results.asked
            if question.kind == kind
            for part in question.parts
        }
        table = _first(mine).reindex(list(kit)) if len(mine) else pd.DataFrame()
        if table.empty:
            continue
        commonest = {item: label for item, row in table.iterrows() if (label := _commonest(list(row.dropna())))}
        given = [column.dropna().to_dict() for _, column in table.items()]
        values = [
            value
            for one, other in combinations(given, 2)
            if len(both := [item for item in one if item in other]) >= FEW
            and (value := kappa([one[item] for item in both], [other[item] for item in both])) is not None
        ]
        items, enough = int(table.notna().any(axis=1).sum()), len(commonest) >= FEW
        with_kit = kappa([*commonest.values()], [kit[item] for item in commonest]) if enough else None
        with_itself = round(float(np.mean(values)), 2) if values else None
        made.append(Agreement(kind, items, table.shape[1], len(values), with_kit, with_itself))
    return made


def kappa(one: list[str], other: list[str]) -> float | None:
    """Cohen's kappa of two raters' labels for the same items; None where only one label was ever given.
    Cohen (1960).

    >>> kappa(["a", "a", "b", "b"], ["a", "a", "b", "a"])
    0.5
    """
    if len({*one, *other}) < 2:
        return None
    # The formula itself: scikit-learn's takes 15 ms a pair, and a class has hundreds of pairs. A test holds it to that.
    mine, theirs, of = Counter(one), Counter(other), len(one)
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / of
    chance = sum(mine[label] * theirs[label] for label in mine) / of**2
    return round((agreed - chance) / (1 - chance), 2)


def in_words(value: float | None) -> str:
    """What a kappa is commonly called.

    >>> in_words(0.5), in_words(None)
    ('moderate', 'too few answers to say')
    """
    if value is None:
        return "too few answers to say"
    return next((word for limit, word in WORDS if value <= limit), "almost perfect")


def _first(answers: pd.DataFrame) -> pd.DataFrame:
    """First responses: a row an item, a column a pupil."""
    once = answers.drop_duplicates(["question_id", "part", "pupil"])
    return once.astype({"first": "object"}).pivot_table(
        index=["question_id", "part"], columns="pupil", values="first", aggfunc="first"
    )


def _commonest(labels: list[str]) -> str | None:
    """The label given most often; None for none and for a tie."""
    ranked = Counter(labels).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
