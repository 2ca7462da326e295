"""Grouping articles into events, from their texts and days alone. All names are invented."""

from __future__ import annotations

import numpy as np
import pytest

from kit.collect.group import group_terms
from kit.collect.terms import find_terms
from tests.benchmarks import synthetic

# A report of a fire, four ways; another fire told in the same newsroom phrases; and something else.
FIRE = [
    "Fire destroys Orland paper mill. Flames gutted the Orland paper mill on Tuesday night, said fire chief Ada Brask.",
    "Orland paper mill burns. Ada Brask, fire chief, said flames gutted the Orland mill late on Tuesday night.",
    "A fire gutted the paper mill in Orland. Nobody was hurt, fire chief Ada Brask told reporters on Tuesday night.",
    "Workers wept as the Orland paper mill burnt down on Tuesday night. Fire chief Ada Brask ruled nothing out.",
]
OTHER_FIRE = [
    "Fire destroys Weskum bus depot. Flames gutted the Weskum bus depot on Friday night, said fire chief Tom Ullvik.",
    "Weskum bus depot burns. Tom Ullvik, fire chief, said flames gutted the Weskum depot late on Friday night.",
]
VOTE = ["Zalby votes on fishing treaty. Members of the Zalby assembly passed the herring treaty by nine votes to four."]


def grouped(texts: list[str], days: list[float] | None = None, order: list[int] | None = None) -> list[set[int]]:
    """The groups, as sets of places in `texts`."""
    numbers, _ = group_terms(
        lambda: [find_terms(texts)],
        np.array(days or [np.nan] * len(texts)),
        np.array(order or range(len(texts))),
    )
    return [set(np.flatnonzero(numbers == n).tolist()) for n in range(max(numbers) + 1)]


def test_one_event_told_in_other_words_is_one():
    """Names, and pairs of words, join reports that share no sentence."""
    assert grouped([*FIRE, *VOTE]) == [{0, 1, 2, 3}, {4}]


def test_two_events_of_one_kind_are_two():
    """The phrases that every report of a fire has do not join two fires, though nothing else is in the collection."""
    assert grouped([*FIRE, *OTHER_FIRE]) == [{0, 1, 2, 3}, {4, 5}]


def test_small_collections_of_one_kind_are_told_apart():
    """Twelve articles on four events, all put together from one stock of sentences (B-cubed, Bagga & Baldwin 1998)."""
    scores = []
    for seed in range(1, 9):
        made = [a for event in synthetic.articles(12, seed, sizes=(3,)) for a in event]
        groups = grouped([a.text() for a in made], [float(a.day.toordinal()) for a in made])
        true = {a.name: a.event for a in made}
        scores.append(synthetic.b_cubed(true, [frozenset(made[i].name for i in group) for group in groups]))
    assert np.mean(scores) >= 0.95


def test_the_order_does_not_matter():
    """Articles that come in another order fall into the same groups."""
    texts = [*FIRE, *OTHER_FIRE, *VOTE]
    turned = grouped(texts[::-1], order=[*range(len(texts))][::-1])
    assert sorted(map(sorted, turned)) == sorted(sorted(len(texts) - 1 - i for i in group) for group in grouped(texts))


def test_years_between_two_reports_weigh_against_them():
    """Two reports that share a little are joined when a day lies between them, and parted when years do."""
    texts = [
        (
            "The Orland regatta was won by the Brask crew, who beat Mirholm by a length. Rain fell on Sunday, and the brass "
            "band from Weskum played under umbrellas until nightfall."
        ),
        (
            "The Orland regatta was won by the Fennick eight, ahead of Ullvik in the fog. Otto Pryde gave the silver cup, "
            "which his grandmother had found in a barn near Kestby."
        ),
    ]
    assert grouped(texts, [100.0, 101.0]) == [{0, 1}]
    assert grouped(texts, [100.0, 1100.0]) == [{0}, {1}]


def test_copies_by_the_hundred_are_one_event():
    """A term that very many articles share still joins them."""
    assert grouped([FIRE[0]] * 120 + VOTE) == [set(range(120)), {120}]


@pytest.mark.parametrize("texts", [[""], ["", ""], ["the", "the and of"], ["\u202e", "Ж. ½"]])
def test_texts_without_terms_are_events_of_their_own(texts):
    """Empty and wordless texts join nothing and stop nothing."""
    assert len(grouped(texts)) == len(texts)
