"""Contradictions: one thing a group, each value once, with every article that gives it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import kit
from kit import compare, tables
from kit.compare.contradictions import things
from tests.handmade import Handmade, read_pairs

SLOPES = {
    "a": "The climber fell about 60 metres from the north ridge.",
    "b": "The climber fell about 200 feet from the north ridge.",
    "c": "The climber fell 150 metres from the north ridge.",
    "d": "The climber fell about 60 metres from the north ridge.",
}


@pytest.fixture(scope="module")
def slopes(tmp_path_factory):
    """Four outlets and three figures, two of which are one length in two units; the conflicts are set by hand."""
    path = tmp_path_factory.mktemp("slopes")
    for name, text in SLOPES.items():
        (path / f"{name}.txt").write_text(f"HOLMSUND, May 6, 2025 — {text}", encoding="utf-8")
    return kit.read(path)


def against(reading, *pairs, **values):
    """The reading with conflicts between the words from "fell" to the unit, or other words, of these articles."""
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))

    def span(key):
        start = texts[key].index("fell")
        return start, texts[key].index(" from")

    rows = [
        {
            "conflict_id": f"{left}-{right}", "event_id": reading.articles["event_id"].iloc[0], "kind": "number",
            "left_article_id": left, "left_start": span(left)[0], "left_end": span(left)[1],
            "right_article_id": right, "right_start": span(right)[0], "right_end": span(right)[1],
            "similarity": 0.9, "marked": False, "rule": "conflict.number", **values,
        }
        for left, right in pairs
    ]  # fmt: skip
    return replace(reading, conflicts=tables.table("conflicts", rows))


def test_a_figure_in_two_units_is_one_value(slopes):
    """Four passages, three pairs, one thing: 60 metres with 200 feet, then 150 metres."""
    (thing,) = things(against(slopes, ("a", "c"), ("b", "c"), ("c", "d")))
    low, high = thing.sides
    assert low.articles == ("a", "b", "d")
    assert (low.words, low.converted) == ("fell about 60 metres", ("fell about 200 feet",))
    assert high.articles == ("c",)
    assert thing.sure


def test_a_doubtful_conflict_joins_no_sure_one(slopes):
    """A pair that is not alike enough to be told stands last, alone, and is not sure."""
    sure = against(slopes, ("a", "c"))
    weak = against(slopes, ("b", "c"), similarity=0.4)
    both = replace(sure, conflicts=pd.concat([weak.conflicts, sure.conflicts], ignore_index=True))
    found = things(both)
    assert [(thing.sure, thing.conflict_ids) for thing in found] == [(True, ("a-c",)), (False, ("b-c",))]


@pytest.mark.parametrize(("name", "joined"), [("Sofia Brenn", True), ("Ada Lund", False)])
def test_an_age_that_more_articles_give_is_theirs_too(name, joined):
    """Who is as old in a third article stands with her age, however unlike the sentence; somebody else does not."""
    made = Handmade(a="Sofia Brenn, 41", b="Sofia Brenn, 44", c=f"{name}, 44")
    for key, who, age in (("a", "Sofia Brenn", 41), ("b", "Sofia Brenn", 44), ("c", name, 44)):
        made.mention(key, who, who).add("quantities", key, str(age), value=age, kind="age")
    for other, similarity in (("b", 0.9), ("c", 0.3)):
        end = len(made.texts[other])
        made.put(
            "conflicts", conflict_id=f"a-{other}", event_id="event", kind="number", left_article_id="a", left_start=0, left_end=15,
            right_article_id=other, right_start=0, right_end=end, similarity=similarity, marked=False, rule="conflict.number",
        )  # fmt: skip
    first, *others = things(made.reading())
    assert first.sides[1].articles == (("b", "c") if joined else ("b",))
    assert len(others) == 1 - joined


@pytest.mark.parametrize(
    ("kind", "marked", "sure"), [("modality", False, False), ("modality", True, True), ("number", False, True)]
)
def test_what_too_few_have_read_is_a_place_to_look(slopes, kind, marked, sure):
    """Of what articles state themselves, only kinds that were mostly right on fresh articles are told in a sentence."""
    (thing,) = things(against(slopes, ("a", "b"), kind=kind, marked=marked))
    assert thing.sure is sure


def test_what_is_denied_has_two_sides(slopes):
    """What stands against one passage stands together, whatever its words."""
    (thing,) = things(against(slopes, ("a", "b"), ("a", "c"), kind="negation"))
    assert [side.articles for side in thing.sides] == [("b", "c"), ("a",)]


def test_overlapping_passages_are_one_where_there_are_two_sides(slopes):
    """A passage that begins a word later in a second pair makes no second thing of one denial; of figures it may."""
    made = against(slopes, ("a", "c"), ("b", "c"), kind="negation")
    later = made.conflicts.assign(right_start=made.conflicts["right_start"] + [0, 5])
    (thing,) = things(replace(made, conflicts=later))
    assert [side.articles for side in thing.sides] == [("a", "b"), ("c",)]
    assert len(things(replace(made, conflicts=later.assign(kind="number")))) == 2


def test_the_table_gives_the_articles_characters(slopes):
    """Each row is the slice of its article; an event without conflicts has no row."""
    rows = compare.contradictions(against(slopes, ("a", "c"), ("b", "c")))
    texts = slopes.articles.set_index("article_id")["text"]
    assert rows["number"].tolist() == [1, 1, 1]
    assert rows["side"].tolist() == [1, 1, 2]
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in rows.itertuples())
    assert compare.contradictions(replace(slopes, conflicts=slopes.conflicts.head(0))).empty


def test_what_is_printed_long_after_contradicts_nothing(slopes):
    """Two figures of one thing three weeks apart may both have been right; in one week one is wrong."""
    made = against(slopes, ("a", "c"))
    for days, sure in ((21, False), (6, True)):
        printed = [
            pd.Timestamp("2025-05-06") + pd.Timedelta(days=days * (key == "c")) for key in made.articles["article_id"]
        ]
        (thing,) = things(replace(made, articles=made.articles.assign(published=printed)))
        assert thing.sure is sure


@pytest.mark.parametrize(
    ("undated", "similarity", "sure"), [("c", 0.8, False), ("c", 0.95, True), ("ac", 0.8, True), ("", 0.8, True)]
)
def test_an_article_without_a_day_may_tell_another_state(slopes, undated, similarity, sure):
    """Where only one of two articles has a day, two figures contradict each other in nearly the same words alone."""
    made = against(slopes, ("a", "c"), similarity=similarity)
    days = [pd.NaT if key in undated else pd.Timestamp("2025-05-06") for key in made.articles["article_id"]]
    (thing,) = things(replace(made, articles=made.articles.assign(published=days)))
    assert thing.sure is sure


def test_a_passage_begins_with_a_word(slopes):
    """A conflict that begins inside a word is shown from that word's beginning."""
    made = against(slopes, ("a", "c"))
    cut = made.conflicts.assign(left_start=made.conflicts["left_start"] + 1)
    (thing,) = things(replace(made, conflicts=cut))
    assert {side.words for side in thing.sides} == {"fell about 60 metres", "fell 150 metres"}


@pytest.mark.parametrize(("words", "sure"), [("killed 12 people", True), ("sank the boat", False)])
def test_of_denials_only_counts_are_told(words, sure):
    """That somebody was killed and that nobody was may be told; that a thing was done and was not is a place to look."""
    made = Handmade(a=f"The wave {words}.", b=f"The wave never {words.replace('12 ', '')}.")
    if "12" in words:
        made.add("quantities", "a", "12", value=12, kind="count", head="people")
    made.put(
        "conflicts", conflict_id="a-b", event_id="event", kind="negation", left_article_id="a", left_start=9,
        left_end=9 + len(words), right_article_id="b", right_start=9, right_end=20, similarity=0.9, marked=False, rule="conflict.negation",
    )  # fmt: skip
    (thing,) = things(made.reading())
    assert thing.sure is sure


@pytest.mark.parametrize(
    ("third", "joined"),
    [("“And the sums do not march,” he said.", 0), ("“The sums do march,” he said.", 1), ("The sums do not march.", None),
     ("“The sums do not march. The sums do march,” he said.", None), ("“They do not march,” he said.", None)],
)  # fmt: skip
def test_all_who_quote_the_words_of_a_side_stand_with_it(third, joined):
    """Of a quotation that two print otherwise the reader is told who else has which words, inside marks and plainly one of them."""
    made = Handmade(a="“The sums do not march,” he said.", b="“The sums do march,” he said.", c=third)
    for name in "abc":
        if "“" in made.texts[name]:
            made.quote(name, made.texts[name][1 : made.texts[name].index(",”")], "Karl Tovik")
    made.put(
        "conflicts", conflict_id="k", event_id="event", kind="negation", similarity=0.9, marked=True, left_article_id="a",
        left_start=13, left_end=22, right_article_id="b", right_start=13, right_end=18, rule="conflict.altered-quotation",
    )  # fmt: skip
    (thing,) = things(made.reading())
    with_third = [
        n
        for n, side in enumerate(sorted(thing.sides, key=lambda side: side.words, reverse=True))
        if "c" in side.articles
    ]
    assert with_third == ([] if joined is None else [joined])


def test_a_lost_not_stands_before_another_modal_verb():
    """Between quotation marks "who own" for "who don't own" is told first, though more articles print the other modal."""
    made = Handmade(a="“We must pay who don't own.”", b="“We must pay who own.”", c="“We may pay who don't own.”")
    ends = {"modality": (("a", 1, 8), ("c", 1, 7)), "negation": (("a", 13, 26), ("b", 13, 20))}
    for kind, (left, right) in ends.items():
        made.put(
            "conflicts", conflict_id=kind, event_id="event", kind=kind, similarity=0.9, marked=True, left_article_id=left[0],
            left_start=left[1], left_end=left[2], right_article_id=right[0], right_start=right[1], right_end=right[2],
            rule="conflict.altered-quotation",
        )  # fmt: skip
    assert [thing.kind for thing in things(made.reading())] == ["negation", "modality"]


TOLD = (
    ("17 houses burned down in Holmsund on Monday night, the fire brigade said.", "23 houses burned down in Holmsund on Monday night, the fire brigade said.", True),
    ("The flood drove 80 families from their homes on Monday, the mayor said.", "The flood drove 210 people from their homes on Monday, the mayor said.", False),
    ("The storm sank nine fishing boats in the Holmsund harbour on Monday.", "The storm sank twelve ferries in the Holmsund harbour on Monday.", False),
    ("The fair drew 4,200 visitors with season tickets to Holmsund, its director said.", "The fair drew 6,900 visitors to Holmsund, its director said.", False),
    ("Thieves take eleven pieces of royal silver from the Holmsund museum.", "Fourteen pieces of silver have been stolen from the Holmsund museum.", True),
    ("The motion was carried by 31 votes on Tuesday.", "The motion was opposed by 18 votes on Tuesday.", False),
    ("Each of the drivers worked 11 hours on Monday, the inquiry found.", "The drivers worked 33 hours together on Monday, the inquiry found.", False),
    ("The strike lasted nine days and ended on Tuesday.", "The talks lasted six days and ended on Tuesday.", False),
    ("The mill made a net profit of 2.1 million crowns last year.", "The mill made an operating profit of 3.4 million crowns last year.", False),
    ("Four sailors are in hospital after a boiler burst on the ferry Sigrid, doctors said.", "Three sailors are still in hospital after a boiler burst on the ferry Sigrid, doctors said.", False),
)  # fmt: skip


def test_figures_are_told_of_one_noun_and_one_part(tmp_path):
    """Another noun, words that a preposition joins to one figure alone, and a state of a later hour stand in no sentence."""
    cases = [{"id": f"e{n}", "left": f"HOLMSUND, May 6, 2025 — {left}", "right": f"HOLMSUND, May 6, 2025 — {right}"} for n, (left, right, _) in enumerate(TOLD)]  # fmt: skip
    reading = read_pairs(tmp_path, cases)
    sure = {one.articles[0].partition("-")[0] for one in things(reading) if one.sure}
    assert sure == {f"e{n}" for n, (_, _, told) in enumerate(TOLD) if told}
