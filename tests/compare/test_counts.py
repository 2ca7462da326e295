"""Counts of the dead, and of those who came: what each article says, as a list."""

from __future__ import annotations

import pytest

from kit.compare.findings import counts
from tests.handmade import Handmade


def tolls(*lines: tuple[str, str, str | None], head: bool = True) -> list[str]:
    """What is told of articles, each with a heading, the words of its number in it, and what is said of the number."""
    made = Handmade(head=head, **{f"a{n}": f"{text}\nIt was night." for n, (text, _, _) in enumerate(lines)})
    for n, (_, number, predicate) in enumerate(lines):
        made.add("quantities", f"a{n}", number, value=int(number), kind="count", predicate=predicate)
    return [row["sentence"] for row in counts.dead(made.reading())]


def test_the_dead_are_listed_as_each_counts_them():
    """Two headings give two numbers, one by "killed" and one by "toll": both are told, the sentence claims no contradiction."""
    (told,) = tolls(("9 people were killed in Morvel", "9", "kill"), ("Flood toll reaches 14", "14", None))
    assert told.startswith("The dead, where articles first count them: “9 people were killed in Morvel” (The a0)")
    assert "“Flood toll reaches 14” (The a1)" in told


def test_workers_are_people():
    """Dead who are called by what they are count as dead people do."""
    made = Handmade(
        head=True, a="9 miners were killed in Morvel\nIt was night.", b="14 people were killed in Morvel\nIt was night."
    )
    made.add("quantities", "a", "9", value=9, kind="count", head="miner", predicate="kill")
    made.add("quantities", "b", "14", value=14, kind="count", head="people", predicate="kill")
    assert [row.value for row in counts.tolls(made.reading())] == [9, 14]


@pytest.mark.parametrize(
    "other",
    [
        ("9 people were killed in Morvel", "9", "kill"),
        ("Some 14 people were hurt in Morvel", "14", "hurt"),
        ("A tollgate 14 miles off was closed", "14", None),
        ("14 people died in Morvel who could have been saved, and 14 deaths were avoidable", "14", "die"),
    ],
    ids=["the same", "the hurt", "no toll", "a sort of deaths"],
)
def test_what_counts_no_other_dead_is_not_listed(other):
    """The same number, another harm and another sense of a word make no list of the dead."""
    assert not tolls(("9 people were killed in Morvel", "9", "kill"), other)


def test_a_toll_that_stands_in_no_heading_may_be_of_something_else():
    """Two articles that count dead in their texts only may tell of two happenings."""
    lines = (("9 people were killed in Morvel", "9", "kill"), ("14 people died at Holm", "14", "die"))
    assert tolls(*lines)
    assert not tolls(*lines, head=False)


def crowd(*texts: str, **columns: object) -> list[str]:
    """What is told of articles of one sentence, each with one number of thousands."""
    made = Handmade(**{f"a{n}": text for n, text in enumerate(texts)})
    for n, text in enumerate(texts):
        number = next(word for word in text.split() if word[0].isdigit()).rstrip(".")
        value = int(number.replace(",", ""))
        made.add("quantities", f"a{n}", number, **{"value": value, "kind": "count", "head": "people", **columns})
    return [row["sentence"] for row in counts.took_part(made.reading())]


def test_a_crowd_is_told_by_who_counts_it():
    """Police and organisers count one march differently: both sentences are told."""
    (told,) = crowd("Police said 12,000 people joined the march.", "Organisers put the march at 60,000 people.")
    assert "“Police said 12,000 people joined the march.” (The a0)" in told
    assert "Organisers put" in told


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (("Police said 12,000 people joined the march.", "Organisers counted 13,000 people in the march."), {}),
        (("Police said 12,000 people lost power.", "Officials put them at 60,000 people."), {}),
        (("About 12,000 people joined the march.", "Some 60,000 people came to the march."), {}),
        (("Police said 400 people at the march were held.", "Organisers said 900 people at the march."), {"predicate": "arrest"}),
        (("Police sent 4,000 officers to the march.", "Organisers had 900 stewards at the march."), {"head": "officer"}),
        (("Police said 12,000 people joined the march.",), {}),
    ],
    ids=["nearly alike", "no crowd", "nobody counts", "arrests", "officers", "one number"],
)  # fmt: skip
def test_other_numbers_are_no_crowd_by_who_counts_it(texts, columns):
    """Numbers that hardly differ, of other things, of nobody's counting, or alone make no list."""
    assert not crowd(*texts, **columns)
