"""Senses: whether two words can mean one thing, by WordNet (Fellbaum 1998): lorry and truck, cost and price, shut and close.

`kit/data/senses.csv` holds the first senses of the common words only: rare senses make everything alike.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from kit.data import read_list

_POS = {"NOUN": "n", "PROPN": "n", "VERB": "v", "AUX": "v", "ADJ": "a", "ADV": "a"}


class Senses(NamedTuple):
    """The senses of a word, those one step more general, and whether it is first of all a person."""

    own: frozenset[str]
    above: frozenset[str]
    person: bool


@cache
def _listed() -> dict[tuple[str, str], str]:
    rows = read_list("senses.csv")
    return dict(zip(zip(rows["lemma"], rows["pos"], strict=True), rows["senses"], strict=True))


@lru_cache(maxsize=1 << 16)
def _senses(lemma: str, pos: str) -> Senses | None:
    """What is listed of a word; of the thousands that are listed, few are asked for."""
    marks = _listed().get((lemma, pos), "").split()
    if not marks:
        return None
    return Senses(
        frozenset(m for m in marks if m[0].isdigit()),
        frozenset(m[1:] for m in marks if m[0] == "<"),
        "person" in marks,
    )


def is_person_noun(lemma: str) -> bool:
    """Whether the noun first of all means a person (passenger, pupil)."""
    return (found := _senses(lemma, "n")) is not None and found.person


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(lemma for lemma, _ in _listed())


def is_listed(word: str) -> bool:
    """Whether a word in small letters is a common noun, verb or adjective."""
    return word in _lemmas()


def sense_keys(lemma: str, pos: str) -> frozenset[str]:
    """Keys of which two lemmas that are `kin` share one: the lemma itself, its senses and those just above."""
    found = _senses(lemma, _POS.get(pos, "n"))
    return frozenset({lemma}) if found is None else found.own | found.above | {lemma}


@lru_cache(maxsize=1 << 16)
def kin(one: str, other: str, pos: str) -> bool:
    """Whether two lemmas of one part of speech (spaCy's) share a sense, or one has a sense just above the other's.

    >>> kin("lorry", "truck", "NOUN"), kin("shut", "close", "VERB"), kin("seat", "vote", "NOUN")
    (True, True, False)
    """
    if one == other:
        return True
    a, b = (_senses(lemma, _POS.get(pos, "n")) for lemma in (one, other))
    if a is None or b is None:
        return False
    return bool(a.own & b.own or a.own & b.above or b.own & a.above)
