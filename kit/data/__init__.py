"""Data: the word lists that stand beside this module, plain CSV; README.md tells where each is from."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@cache
def read_list(name: str) -> pd.DataFrame:
    """A list by its file's name: every cell as text, the empty ones as empty text; lines that begin with # are remarks.

    It is read once, for all who ask: nobody may alter it.

    >>> read_list("units.csv").iloc[0].tolist()
    ['%', 'percent', 'share']
    """
    with resources.files("kit.data").joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False, comment="#")


def meanings(kind: str) -> dict[str, str]:
    """What each word or phrase of a kind of `word_meanings.csv` stands for, as text, in the order of the list.

    >>> meanings("bound")["upwards of"], meanings("scale")["dozen"], meanings("season")["fall"]
    ('more than', '12', 'FA')
    """
    frame = read_list("word_meanings.csv")
    return {row.words: row.means for row in frame.itertuples() if row.kind == kind}


def spellings(kind: str) -> dict[str, str]:
    """British spellings of a kind of `spelling.csv` (ending, word, part) → the American ones, in the order of the list.

    >>> spellings("word")["cheque"]
    'check'
    """
    frame = read_list("spelling.csv")
    return {row.british: row.american for row in frame.itertuples() if row.kind == kind}


def field_names(where: str) -> dict[str, tuple[str, ...]]:
    """The fields of an article → how columns, front matter or labels of files call them (`field_names.csv`), the likeliest first.

    >>> field_names("front matter")["title"]
    ('title', 'headline')
    """
    frame = read_list("field_names.csv")
    rows = frame[frame["where"] == where]
    return {field: tuple(names) for field, names in rows.groupby("field", sort=False)["name"]}


def decision(name: str) -> list[Any]:
    """The steps of a decision of `decisions.csv`, as rows `step, of, answer`: the first that holds decides.

    >>> [row.step for row in decision("stance")][:2]
    ['nothing shown', 'denied or doubted']
    """
    frame = read_list("decisions.csv")
    return list(frame[frame["decision"] == name].itertuples())


def by_step(name: str, tests: Iterable[Callable[..., Any]]) -> list[tuple[Any, Callable[..., Any]]]:
    """The steps of a decision, each with the function that is called as it is (`_is_given_to`: "is given to").

    ValueError if a function is no step.
    """
    named = {test.__name__.strip("_").replace("_", " "): test for test in tests}
    rows = decision(name)
    if idle := named.keys() - {row.step for row in rows}:
        raise ValueError(f"decisions.csv has no step {', '.join(sorted(idle))} of {name}.")
    return [(row, named[row.step]) for row in rows]


@cache
def _sets() -> dict[str, tuple[str, ...]]:
    frame = read_list("word_sets.csv")
    return {row.set: tuple(word.replace("_", " ") for word in row.words.split()) for row in frame.itertuples()}


def phrases(name: str) -> tuple[str, ...]:
    """The words and phrases of a set of `word_sets.csv`, in its order.

    >>> phrases("forms of address")[:2]
    ('mr', 'mrs')
    """
    return _sets()[name]


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a set of `word_sets.csv`; KeyError if there is no such set.

    >>> "village" in word_set("kinds of settlement")
    True
    """
    return frozenset(_sets()[name])
