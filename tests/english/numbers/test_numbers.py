"""Numbers: quantities, their units and what they count. Cases in cases/numbers.json; all people and places are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import tables
from kit.data import rulebook
from kit.english import annotate, numbers
from kit.english.lexicon.numbers import number
from kit.english.numbers.phrases import find_phrases

CASES = json.loads((Path(__file__).parents[2] / "cases" / "numbers.json").read_text("utf-8"))


def found(text, times=None):
    doc = annotate.analyse(text)
    return numbers.find_quantities({"text": doc}, tables.table("times", times or []))


def check(case):
    rows = found(case["text"])
    assert [row.text for row in rows.itertuples()] == [e[0] for e in case["expect"]]
    for row, (_, value, unit, of, *more) in zip(rows.itertuples(), case["expect"], strict=True):
        assert pd.isna(row.value) if value is None else row.value == pytest.approx(value, abs=1e-4)
        assert (None if pd.isna(row.unit) else row.unit) == unit
        assert (None if pd.isna(row.of) else row.of) == of
        if more and more[0]:
            assert row.bound == more[0]
        if len(more) > 1:
            assert row.upper == more[1]


@pytest.mark.parametrize("case", CASES["positive"] + CASES["negative"], ids=lambda c: c["text"][:40])
def test_quantities_are_read_as_by_hand(case):
    """Text, value, unit and what is counted agree with the reading by hand, and nothing else is found."""
    check(case)


@pytest.mark.parametrize("case", CASES["known failures"], ids=lambda c: c["why"])
@pytest.mark.xfail(strict=True)
def test_known_failures_stay_known(case):
    """What is known to fail is noticed when it is mended."""
    check(case)


def test_what_is_a_time_is_no_quantity():
    """A row of `times` keeps its characters out of `quantities`."""
    text = "The talks lasted 45 minutes and cost 300 crowns."
    time = {"time_id": "t", "article_id": "text", "start": 17, "end": 27, "text": "45 minutes"}
    assert found(text)["text"].tolist() == ["45 minutes", "300 crowns"]
    assert found(text, [time])["text"].tolist() == ["300 crowns"]


@pytest.mark.parametrize(
    ("text", "words", "measure"),
    [
        ("They beat Halden by two points.", "two", "change"),
        ("Carson picked up two delegates in Halden.", "two", "level"),
        ("Holt will make the wall 2 feet shorter.", "2 feet", "change"),
        ("The sale will raise 2 million florins.", "2 million florins", "level"),
        ("Holt won the vote by 74 to 71.", "74", "level"),
        ("Another two people were reported to have been killed.", "two", "level"),
        ("The bout ended five rounds sooner than the first.", "five", "change"),
        ("Police recovered 12 shells.", "12", "level"),
        ("The boat lies 200 feet behind the quay.", "200 feet", "level"),
    ],
)
def test_a_difference_is_a_change_and_what_is_handled_is_not(text, words, measure):
    """By how much one is ahead, or sooner, is told apart from how much there is."""
    rows = found(text)
    assert rows.loc[rows["text"] == words, "measure"].tolist() == [measure]


@pytest.mark.parametrize(
    ("text", "day", "dated"),
    [
        ("He was fired on Monday after 40 games.", "Monday", False),
        ("Two men died, Ann Holt on Monday.", "Monday", False),
        ("He cut exports by about 30 tonnes from 2017 levels.", "2017", False),
        ("The writer, whose 2005 book prompted four suits, left.", "2005", False),
        ("The 2005 quake killed four people.", "2005", True),
        ("In the 2005 election, 53 towns took part.", "2005", True),
        ("Two agents were charged in the 2005 bombing.", "2005", False),
        ("She wrote eight articles from 2003 to 2009.", "2003", False),
        ("Two engineers kidnapped in the hills were freed on Friday.", "Friday", False),
        ("Two engineers kidnapped in the hills on Friday were freed.", "Friday", True),
        ("The quay was about two miles from the site on Monday.", "Monday", False),
        ("A suit by three families is set for Monday.", "Monday", False),
        ("Some 40 people were hurt on Monday.", "Monday", True),
    ],
)
def test_a_time_dates_only_the_number_that_it_is_told_of(text, day, dated):
    """A day of another clause, of another thing or behind a comma is none of the number's."""
    at = text.index(day)
    time = {"time_id": "t", "article_id": "text", "start": at, "end": at + len(day), "text": day, "type": "DATE"}
    assert found(text, [time])["time_id"].notna().any() == dated


@pytest.mark.parametrize(
    ("text", "words", "predicate"),
    [
        ("Twenty-eight thousand, said the police.", "Twenty-eight thousand", None),
        ("One report said that six children died.", "One", None),
        ("One report said that six children died.", "six", "die"),
        ("Added together they give 83.", "83", None),
        ("Eighty-four people spoke.", "Eighty-four", "speak"),
        ("One of the two, Karl Holt, has admitted it.", "two", None),
        ("Five of the 13 sirens sounded.", "Five", "sound"),
        ("Five of the 13 sirens sounded.", "13", None),
        ("Four survivors, spoken to separately, wept.", "Four", "weep"),
        ("Four survivors, spoken to separately, said that it was locked.", "Four", None),
        ("It brought them one victory: forcing him to leave.", "one", "bring"),
    ],
)
def test_what_the_source_does_is_not_said_of_the_number(text, words, predicate):
    """A verb of saying behind a number, and a verb that tells only how many, is no predicate."""
    rows = found(text)
    assert rows.loc[rows["text"] == words, "predicate"].replace({pd.NA: None}).tolist() == [predicate]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The bus carried 23 pupils to a camp at Lake Sarn.", None),
        ("Some 23 pupils were hurt at Lake Sarn.", "Lake Sarn"),
        ("The bombs killed 258 people in Kenya and Tanzania.", None),
        ("The bomb killed 58 people in Kenya.", "Kenya"),
    ],
)
def test_where_something_was_going_is_not_where_it_is(text, place):
    """A place behind "to" is none of the number's."""
    assert found(text)["place"].replace({pd.NA: None}).tolist() == [place]


def test_articles_in_other_languages_are_left_alone():
    """An article that is not analysed as English gives no row and no error."""
    articles = pd.DataFrame([{"article_id": "de", "text": "Es kamen 300 Leute.", "language": "de"}])
    segments = pd.DataFrame([{"article_id": "de", "paragraph": 0, "role": "body", "start": 0, "end": 19}])
    docs = annotate.annotate(articles, segments)
    assert numbers.find_quantities(docs, tables.table("times")).empty


def test_of_lies_where_it_says():
    """`of_start:of_end` is the slice that `of` shows."""
    text = "Allies gave 40 tonnes of steel and $3 million in aid to Morvia."
    rows = found(text)
    assert len(rows) == 2
    for row in rows.itertuples():
        assert text[row.of_start : row.of_end] == row.of


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 999_999_999))
def test_figures_are_read_with_and_without_separators(value):
    """1,234,567 and 1234567 are the same number."""
    assert number(f"{value:,}") == number(str(value)) == value


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .,-–$€%kmtoand+:/()", max_size=60))
def test_any_run_of_figures_and_signs_is_survived(text):
    """Whatever stands there, spans lie inside the text, in order, apart from each other."""
    ends = 0
    for phrase in find_phrases(text):
        assert ends <= phrase.start < phrase.end <= len(text)
        ends = phrase.end
        assert phrase.upper is None or phrase.upper > phrase.value


def test_every_rule_of_a_number_is_in_the_catalogue():
    """What makes a row of quantities has a sentence for readers."""
    texts = [case["text"] for kind in ("positive", "negative") for case in CASES[kind]]
    docs = {f"a{n}": annotate.analyse(text, article_id=f"a{n}") for n, text in enumerate(texts)}
    assert rulebook.unknown(numbers.find_quantities(docs, tables.table("times"))["rule"]) == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Prices in Halden rose 5 percent.", "change"),
        ("Prices in Halden rose to 5 crowns.", "level"),
        ("The mill dismissed 40 more bakers.", "change"),
        ("A fall of 3 percent surprised the mill.", "change"),
        ("The mill employs 40 bakers.", "level"),
    ],
)
def test_a_change_is_told_from_a_level(text, measure):
    """So much more and so much in all are not set against each other."""
    assert found(text)["measure"].tolist() == [measure]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "The flood killed 170 people in Norway and tens of thousands more in towns around Brisbane.",
            ["Norway", "Brisbane"],
        ),
        ("Some 12 people died in Norway and 30 in Brisbane.", ["Norway", "Brisbane"]),
        ("At a shop near Brisbane Ave. one baker fell.", [None]),
    ],
)
def test_a_place_belongs_to_its_own_number(text, places):
    """A place that follows one number is not given to another, and a street is no place where something is so."""
    assert [None if pd.isna(place) else place for place in found(text)["place"]] == places


def test_further_people_are_no_change():
    """Who counts further injured tells of no rise; who hires more does."""
    text = "The blast killed 3 bakers and injured dozens more. The mill hired 40 more."
    assert found(text)["measure"].tolist() == ["level", "level", "change"]


def test_what_befell_people_is_read_from_the_verb_before_them():
    """Where the parser takes the killed for the subject of the main verb, the verb before the number tells."""
    assert found("The flood that killed about 230 people across Norway was triggered by a storm.")[
        "predicate"
    ].tolist() == ["kill"]


def test_scope_and_place_of_a_count_are_kept():
    """Those of the whole, some of them, and where, so that a town's toll is not set against the country's."""
    text = "In all, 40 people were killed in Brisbane, 12 of them children."
    made = found(text)
    assert made["scope"].tolist() == ["total", "part"]
    assert made["place"].iloc[0] == "Brisbane"
