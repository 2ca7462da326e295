"""Neighbours: which articles of an event are compared with which, and that large events keep their statements."""

from __future__ import annotations

import numpy as np
import pytest

import kit
from kit import tables
from kit.align.neighbours import NEAREST, WHOLE, Neighbours
from kit.align.similarity import alike_pairs, count_pieces, of_texts, tfidf
from tests.benchmarks.shapes import one_event

TOPICS = ("bridge river crossing engineers", "harvest barley farmers drought", "hospital nurses strike wages")


def texts(number):
    """Articles on three topics in turn, each with a word of its own."""
    return {f"a{n:03}": f"{TOPICS[n % 3]} witness{n:03}" for n in range(number)}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A reading of one event that is too large to compare every article with every other."""
    path = tmp_path_factory.mktemp("large")
    for n, text in enumerate(one_event(40 * 2 * WHOLE)):
        (path / f"a{n:03}.txt").write_text(text, encoding="utf-8")
    return kit.read(path)


def test_in_a_small_event_every_article_meets_every_other():
    """Up to the limit each article is compared with all others, and none with itself."""
    near = Neighbours(texts(WHOLE))
    assert all(near.of(n) == [m for m in range(WHOLE) if m != n] for n in range(WHOLE))
    assert len(list(near.pairs(near.names))) == WHOLE * (WHOLE - 1) // 2


def test_in_a_large_event_the_most_alike_meet():
    """Above the limit the pairs grow with the articles, all of one topic, and whoever meets is met."""
    near = Neighbours(texts(240))
    met = list(near.pairs(near.names))
    assert len(met) <= NEAREST * 240
    assert all(int(one[1:]) % 3 == int(other[1:]) % 3 for one, other in met)
    assert all(n in near.of(m) for n in range(240) for m in near.of(n))
    assert min(len(near.of(n)) for n in range(240)) >= NEAREST


@pytest.mark.parametrize("number", [5, 3 * WHOLE])
def test_all_ways_to_ask_say_the_same(number):
    """`of`, `meet`, `pairs`, `among` and the matrix are one answer."""
    near = Neighbours(texts(number))
    left, right = np.divmod(np.arange(number * number), number)
    met = near.meet(left, right).reshape(number, number)
    assert [np.flatnonzero(row).tolist() for row in met] == [near.of(n) for n in range(number)]
    assert (near.matrix.toarray() == met).all()
    there = {n: n for n in range(0, number, 2)}
    assert [near.among(n, there) for n in range(number)] == [
        [m for m in near.of(n) if m in there] for n in range(number)
    ]
    assert list(near.pairs(near.names)) == [
        (near.names[a], near.names[b]) for a, b in np.argwhere(np.triu(met)).tolist()
    ]


def test_pairs_of_texts_are_those_of_the_whole_product():
    """What neighbours share is found with the score that it has among all pairs, and nothing else is found."""
    near = Neighbours(texts(3 * WHOLE))
    words = [name.split() for name in texts(3 * WHOLE).values() for _ in range(2)]
    article, pieces = np.repeat(np.arange(3 * WHOLE), 2), count_pieces(words)
    matrix = tfidf(pieces)
    every = of_texts(alike_pairs(matrix, 0.3), pieces.row)[0]
    one, other = article[every.left], article[every.right]
    every = every.where((one == other) | near.meet(one, other))
    assert near.alike(matrix, pieces.row, article, 0.3).as_dict() == pytest.approx(every.as_dict(), abs=2e-6)


def test_a_large_event_keeps_its_statements(large):
    """What many articles print word for word is one statement, though not each is compared with each."""
    text = large.articles.set_index("article_id")["text"]
    safe = {key for key, words in text.items() if "“The bridge was never safe,”" in words}
    rows = large.renderings[large.renderings["text"].str.contains("bridge was never safe")]
    assert len(safe) > WHOLE // 3
    assert rows["statement_id"].value_counts().max() >= 0.9 * len(safe)


def test_no_article_of_a_large_event_is_linked_to_all(large):
    """Links, conflicts and reuse keep their tables' laws, and links join neighbours only."""
    near = Neighbours.of_event(tables.rows(large.articles))
    met = {tuple(sorted(pair)) for pair in near.pairs(near.names)}
    assert len(large.links)
    assert set(zip(large.links["left_article_id"], large.links["right_article_id"], strict=True)) <= met
    assert len(large.reuse) == len(text := large.articles) * (len(text) - 1) // 2
