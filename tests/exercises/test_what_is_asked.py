"""What may be asked of pupils and what is not sure enough, on tables made by hand. All people and places are invented."""

from __future__ import annotations

import pytest

from kit.entry import Run
from kit.exercises.dates import which_day
from kit.exercises.question import Part
from kit.exercises.statements import _is_sure, find_splice, left_out
from kit.exercises.voices import whose_voice
from tests.handmade import Handmade

SAID = "The northern harbour bridge stays closed until winter"


def said_by(articles: str, *, alike: float = 1.0, language: str = "en", **texts: str) -> Handmade:
    """Articles that print SAID as a quotation of Ada Brook, and others by their texts; one statement holds the renderings."""
    printed = dict.fromkeys(articles, f"“{SAID},” Ada Brook said.")
    made = Handmade(**printed, **texts)
    for article_id in articles:
        made.quote(article_id, SAID, "Ada Brook", "said")
        judged = {
            "form": "direct",
            "wording": "verbatim",
            "similarity": alike,
            "coverage": alike,
            "spliced": False,
            "certainty": "sure",
        }
        made.add("renderings", article_id, SAID, statement_id="event/s", quote_id=f"{article_id}-q1", **judged)
    for article_id in texts:
        made.know(article_id, language=language)
    first = made.rows["renderings"][0]["rendering_id"]
    return made.put(
        "statements", statement_id="event/s", event_id="event", kind="utterance", speaker_id="event/Ada Brook",
        reference=SAID, reference_rendering_id=first, articles=len(articles),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("A ferry sank off Halden on Monday.", [("The c",)]),
        ("The harbour bridge would not open before the winter.", []),
        ("The harbour is quiet now.\nNobody crosses the bridge in winter.", []),
    ],
)
def test_who_surely_has_nothing_of_it_leaves_it_out(text, lacking):
    """Two articles print it; a third is the answer if it has not a word of it, and no choice if it has some."""
    assert [question.parts[0].answer for question in left_out(said_by("ab", c=text).reading())] == lacking


def test_what_others_retell_freely_is_not_asked():
    """Where the renderings share too little with one another, an article without one may have it too."""
    assert list(left_out(said_by("ab", alike=0.3, c="A ferry sank off Halden on Monday.").reading())) == []


def test_an_article_in_another_language_leaves_nothing_out():
    """The kit does not compare languages."""
    made = said_by("ab", language="de", c="Eine Fähre sank am Montag vor Halden.")
    assert list(left_out(made.reading())) == []


@pytest.mark.parametrize(("guilty", "asked"), [("b", 1), ("bc", 0), ("", 0)])
def test_a_splice_is_asked_where_some_joined_the_words_and_some_did_not(guilty, asked):
    """A question to which the answer is all or none of them needs no reading."""
    made = said_by("abc")
    for row in made.rows["renderings"]:
        row["spliced"] = row["article_id"] in guilty
    assert len(list(find_splice(made.reading()))) == asked


@pytest.mark.parametrize(("source", "asked"), [("published", 1), ("other articles", 0)])
def test_a_day_is_asked_only_where_the_article_says_from_which_it_counts(source, asked):
    """A day lent by other articles may be a day off."""
    made = Handmade(a="The bridge closed on Monday.").know("a", published="2031-03-12")
    made.add(
        "times", "a", "Monday", type="DATE", value="2031-03-10", earliest="2031-03-10", latest="2031-03-10", grain="day",
        kind="happened", anchor="2031-03-12", anchor_from=source, rule="time.weekday.past",
    )  # fmt: skip
    assert len(list(which_day(made.reading()))) == asked


@pytest.mark.parametrize(("named", "asked"), [("b", 1), ("", 0), ("a", 0)], ids=["by another", "by none", "by itself"])
def test_a_voice_is_asked_only_if_another_article_names_it(named, asked):
    """Whom "he" means the kit may get wrong; where another article prints the name beside the same words it is sure."""
    again = f"\n\n{'Rain fell on the hill. ' * 20}\n\nHe repeated: “{SAID},” Bob Torsen said." if named == "a" else ""
    beside = "Bob Torsen" if named == "b" else "the mayor"
    made = Handmade(a=f"Mayor Bob Torsen came to Halden.\n“{SAID},” he said.{again}", b=f"“{SAID},” {beside} said.")
    made.mention("a", "Bob Torsen", "Bob Torsen").mention("a", "Halden", "Ada Brook").mention("a", "Mayor", "Una Vos")
    for name in ("Eve Holt", "Ivo Marsh", "Jon Hesk"):
        made.put("entities", entity_id=f"event/{name}", event_id="event", name=name, kind="person")
        made.put("speakers", speaker_id=f"event/{name}", name=name, kind="person")
    tags = [("a", "he said", len("he")), ("b", beside, len(beside))]
    tags += [("a", "Bob Torsen said", len("Bob Torsen"))] if again else []
    for article_id, words, long in tags:
        at = made.texts[article_id].index(words)
        made.quote(article_id, SAID, "Bob Torsen", speaker_start=at, speaker_end=at + long)
        key = made.rows["quotes"][-1]["quote_id"]
        made.add("renderings", article_id, SAID, statement_id="event/s", quote_id=key, form="direct", certainty="sure")
    made.put("statements", statement_id="event/s", event_id="event", kind="utterance", reference=SAID, articles=2)
    assert len([q for q in whose_voice(made.reading()) if q.passages[0].article_id == "a"]) == asked


def test_a_day_in_somebodys_words_is_not_asked():
    """When "Monday" was said may be another day than that of the article."""
    made = Handmade(a="She said that the bridge closed on Monday.").know("a", published="2031-03-12")
    made.add(
        "times", "a", "Monday", type="DATE", value="2031-03-10", earliest="2031-03-10", latest="2031-03-10", grain="day",
        kind="happened", anchor="2031-03-12", anchor_from="published", rule="time.weekday.past",
    )  # fmt: skip
    assert len(list(which_day(made.reading()))) == 1
    made.quote("a", "the bridge closed on Monday", None, "said", form="indirect")
    assert list(which_day(made.reading())) == []


@pytest.mark.parametrize(("state", "sure"), [("added", True), ("moved here", False)])
def test_another_order_of_the_same_words_is_not_asked(state, sure):
    """Whether words that only moved are reworded a pupil may see in another way."""
    made = said_by("ab")
    made.rows["renderings"][1]["wording"] = "reworded"
    told = made.reading().renderings.assign(treatment="reworded")
    row = next(r for r in told.itertuples() if r.article_id == "b")
    assert _is_sure(made.reading(), row, [Run("same", "the bridge"), Run(state, "stays")]) is sure


def test_luck_is_the_share_of_guesses_that_are_right():
    """One of four options is right by chance once in four times; of the ways to tick some of four boxes one in fifteen."""
    assert Part("", ("a", "b", "c", "d"), ("a",)).luck == 1 / 4
    assert Part("", ("a", "b", "c", "d"), ("a", "b"), many=True).luck == 1 / 15
