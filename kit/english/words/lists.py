"""Lists: the word lists shipped in `kit/data`, each with its source; edit the CSV and read again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kit.data import read_list

if TYPE_CHECKING:
    import pandas as pd


def reporting_verbs() -> pd.DataFrame:
    """Reporting verbs: `lemma, class, colour, effect, source` (classes in the manner of Caldas-Coulthard 1994).

    >>> verbs = reporting_verbs().set_index("lemma")
    >>> verbs.at["say", "colour"], verbs.at["claim", "effect"]
    ('neutral', 'keeps it at a distance')
    """
    return _read("reporting_verbs.csv")


def word_list() -> pd.DataFrame:
    """Words that weaken, strengthen or rate what is said: `term, kind, source` (hedge, booster, positive, negative)."""
    return _read("word_list.csv")


def contested_names() -> pd.DataFrame:
    """Nouns between which reports choose: `concept, term, source` (war, conflict, invasion …)."""
    return _read("contested_names.csv")


@cache
def classes() -> dict[str, str]:
    """What is said to have happened to so many people or things: lemma to class (kill, die, dead: dead).

    >>> classes()["kill"] == classes()["die"]
    True
    """
    listed = read_list("predicates.csv")
    return dict(zip(listed["lemma"], listed["class"], strict=True))


@cache
def given_names() -> frozenset[str]:
    """Given names of persons, in small letters.

    >>> "anna" in given_names()
    True
    """
    return frozenset(" ".join(read_list("given_names.csv")["names"]).lower().split())


def _read(name: str) -> pd.DataFrame:
    listed = read_list(name).astype("string")
    return listed.mask(listed == "")
