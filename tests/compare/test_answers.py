"""What each answer counts and what it leaves out, on tables made by hand. All people, places and outlets are invented."""

from __future__ import annotations

import pandas as pd

from kit import compare
from kit.compare.states import answers_kept
from tests.handmade import Handmade


def test_a_verb_that_carries_two_stretches_is_counted_once():
    """“We won,” she said, “and you lost”: that is one reporting verb."""
    made = Handmade(a="“We won,” Ada Brook said, “and you lost.”")
    made.quote("a", "We won", "Ada Brook", "said").quote("a", "and you lost", "Ada Brook", "said")
    rows = compare.reporting(made.reading())
    assert rows[["verb", "count"]].to_numpy().tolist() == [["said", 1]]


def test_verbs_beside_titles_and_scare_quotes_report_nothing():
    """Only what is a quotation has a reporting verb."""
    made = Handmade(a="Ada Brook wrote “The Old Bridge” and said “it stands”.")
    made.quote("a", "The Old Bridge", None, "wrote", use="title").quote("a", "it stands", "Ada Brook", "said")
    assert compare.reporting(made.reading())["verb"].tolist() == ["said"]


def test_only_words_inside_marks_are_quotation():
    """What is reported without marks is reported speech, and the verb is the outlet's own word."""
    made = Handmade(a="“We won,” Ada Brook said.\nShe said that nobody lost.")
    made.quote("a", "We won", "Ada Brook", "said").quote("a", "nobody lost", "Ada Brook", form="indirect")
    words = compare.voices(made.reading()).set_index("voice")["words"]
    assert words.to_dict() == {"quotation": 2, "reported speech": 2, "own words": 6}


def test_quotations_of_nobody_named_are_counted():
    """Whose words are not known is a voice, too: leaving it out would make the others' shares too large."""
    made = Handmade(a="“We won,” Ada Brook said.\n“You lost,” it was said.").quote("a", "We won", "Ada Brook")
    rows = compare.speakers_heard(made.quote("a", "You lost").reading())
    assert dict(zip(rows["speaker"], rows["share"], strict=True)) == {"Ada Brook": 0.5, "nobody named": 0.5}


def test_who_speaks_is_not_among_the_silent():
    """Never heard is who is named and in no article speaks."""
    made = Handmade(a="“We won,” Ada Brook told Bob Torsen.").quote("a", "We won")
    made.put("speakers", speaker_id="event/ada", entity_id="event/Ada Brook", name="Ada Brook", kind="person")
    made.mention("a", "Ada Brook", "Ada Brook").mention("a", "Bob Torsen", "Bob Torsen")
    assert compare.not_heard(made.reading())["name"].tolist() == ["Bob Torsen"]


def test_two_articles_of_one_outlet_have_two_names():
    """A name in a chart is one article; an outlet that is not known is called by its article."""
    made = Handmade(a="One.", b="Two.", c="Three.", d="Four.")
    made.know("a", outlet="Gazette").know("b", outlet="Gazette").know("c", outlet=None)
    assert compare.outlet_names(made.reading()).tolist() == [
        "Gazette (a)", "Gazette (b)", "c.txt", "The d",
    ]  # fmt: skip


def test_an_outlet_called_as_another_with_its_id_has_a_name_of_its_own():
    """Names are unique whatever outlets are called."""
    made = Handmade(a="One.", b="Two.", c="Three.")
    made.know("a", outlet="Gazette").know("b", outlet="Gazette").know("c", outlet="Gazette (a)")
    assert compare.outlet_names(made.reading()).tolist() == ["Gazette (a) (a)", "Gazette (b)", "Gazette (a) (c)"]


def test_how_far_down_counts_words():
    """Half of the words before it is half way down, however long the words are."""
    made = Handmade(a="Extraordinarily disproportionate incomprehensibilities notwithstanding\nthe sea is big")
    made.add("renderings", "a", "the sea is big", statement_id="event/s", form="stated")
    made.put("statements", statement_id="event/s", event_id="event", reference="the sea is big", articles=1)
    assert compare.order(made.reading())["position"].tolist() == [0.5]


def test_what_happened_in_the_days_before_is_no_background():
    """Background is dated more than three days before the article; the day before is the news."""
    made = Handmade(a="The bridge fell on Monday.\nIt was built in 2001.").know("a", published="2031-03-12")
    for words, day in (("Monday", "2031-03-10"), ("2001", "2001-12-31")):
        made.add("times", "a", words, type="DATE", value=day, earliest=day, latest=day, grain="day", kind="happened")
    assert compare.weight(made.reading())["background"].tolist() == [1]


def test_twenty_words_are_too_few_to_grade():
    """Readability is missing below a hundred words, and there above."""
    made = Handmade(a="The old bridge fell down. " * 4, b="The old bridge fell down. " * 30)
    assert compare.weight(made.reading())["lix"].isna().tolist() == [True, False]


def test_a_label_is_one_in_small_letters_and_in_large():
    """ "The mayor" at the beginning of a sentence and "the Mayor" are one label; names are as spelled."""
    made = Handmade(a="The mayor came.\nBrook sat.", b="Later the Mayor went.\nBROOK stood.")
    made.mention("a", "Brook", "Ada Brook").mention("b", "BROOK", "Ada Brook")
    for article_id, words in (("a", "The mayor"), ("b", "the Mayor")):
        made.add("labels", article_id, words, entity_id="event/Ada Brook", rule="label.description")
    rows = compare.naming(made.reading())
    assert rows.loc[rows["how"] == "label", "articles"].tolist() == [2, 2]
    assert sorted(rows.loc[rows["how"] == "name", "wording"]) == ["BROOK", "Brook"]


def test_a_contested_word_used_once_is_no_choice():
    """Only where two terms are used, or two articles use one, has anybody chosen."""
    alone = Handmade(a="The invasion began.").add(
        "word_choices", "a", "invasion", concept="invasion", contested="invasion", rule="word.same"
    )
    assert compare.contested(alone.reading()).empty
    both = Handmade(a="The invasion began.", b="The war began.")
    for article_id, word in (("a", "invasion"), ("b", "war")):
        both.add("word_choices", article_id, word, concept=word, contested=word, rule="word.same")
    rows = compare.contested(both.reading())
    assert set(rows.loc[rows["count"] > 0, "term"]) == {"invasion", "war"}


def test_loaded_words_are_the_outlets_own():
    """What a speaker calls stark is not called so by the outlet, and May is a month."""
    made = Handmade(a="A stark warning came in May.\n“A brutal choice,” Ada Brook said.\nMay it help, perhaps.")
    made.quote("a", "A brutal choice", "Ada Brook")
    own = compare.loaded_words(made.reading())["match"].tolist()
    assert "May" in own
    assert own.count("May") == 1
    assert "brutal" not in own
    assert "brutal" in compare.loaded_words(made.reading(), quotations=True)["match"].tolist()


def test_a_quotation_is_of_the_day_last_named_for_speaking():
    """Of two days on which somebody spoke the one named last before the quotation counts."""
    made = Handmade(a="Ada Brook spoke on Monday.\nShe spoke again on Tuesday.\n“We won.”")
    for words, day in (("Monday", "2031-03-10"), ("Tuesday", "2031-03-11")):
        made.add("times", "a", words, type="DATE", value=day, earliest=day, latest=day, grain="day", kind="spoken")
    rows = compare.quote_days(made.quote("a", "We won.").reading())
    assert rows["day"].tolist() == [pd.Timestamp("2031-03-11")]


def test_a_year_is_vague_and_a_day_is_not():
    """What is known to the year only must not look like a day."""
    made = Handmade(a="It was built in 2001.\nIt fell on Monday.")
    made.add("times", "a", "2001", type="DATE", value="2001", earliest="2001-01-01", latest="2001-12-31", grain="year",
             kind="happened")  # fmt: skip
    made.add("times", "a", "Monday", type="DATE", value="2031-03-10", earliest="2031-03-10", latest="2031-03-10",
             grain="day", kind="happened")  # fmt: skip
    rows = compare.dated(made.reading())
    assert dict(zip(rows["text"], rows["vague"], strict=True)) == {"2001": True, "Monday": False}


def test_a_confirmed_day_counts_as_right():
    """A day of the tables and the same day as a reader writes it agree."""
    made = Handmade(a="It fell on Monday.").add(
        "times", "a", "Monday", type="DATE", value="2031-03-10", earliest="2031-03-10", latest="2031-03-10", grain="day"
    )
    reading = made.reading()
    key = reading.times["time_id"].iloc[0]
    said = pd.DataFrame(
        [["times", key, "earliest", "2031-03-10", pd.NA]], columns=["table", "row_id", "column", "value", "note"]
    ).astype("string")
    assert compare.agreement(reading, said)["share"].tolist() == [1.0]


def killed(made: Handmade, article_id: str, words: str) -> Handmade:
    """The number of people that a sentence "… killed 2 people" gives."""
    at = made.texts[article_id].index("killed")
    said = {"predicate": "kill", "predicate_start": at, "predicate_end": at + len("killed")}
    return made.add("quantities", article_id, words, value=int(words), of="people", head="person", kind="count", **said)


def test_one_article_gives_one_thing_one_number():
    """Two dead in one sentence, nine in another of the same article: these are two things."""
    made = Handmade(a="The flood killed 2 people in Halden.\nThe flood killed 9 people in Halden.",
                    b="The flood killed 2 people in Halden.")  # fmt: skip
    rows = compare.numbers(killed(killed(killed(made, "a", "2"), "a", "9"), "b", "2").reading())
    groups = [(sorted(group["value"]), group["status"].iloc[0]) for _, group in rows.groupby("group")]
    assert sorted(groups) == [([2.0, 2.0], "same"), ([9.0], "one outlet")]


def test_numbers_that_differ_are_said_to_differ():
    """Two outlets, one thing, two numbers."""
    made = Handmade(a="The flood killed 2 people in Halden.", b="The flood killed 9 people in Halden.")
    assert set(compare.numbers(killed(killed(made, "a", "2"), "b", "9").reading())["status"]) == {"differ"}


def test_the_dead_of_a_disaster_long_ago_are_another_number():
    """A number that its sentence dates years back is not compared with today's."""
    made = Handmade(a="The flood killed 2 people in Halden.", b="The flood of 2011 killed 9 people in Halden.")
    made.know("a", published="2031-03-12").know("b", published="2031-03-12")
    made.add("times", "b", "2011", type="DATE", value="2011", earliest="2011-01-01", latest="2011-12-31", grain="year",
             kind="happened")  # fmt: skip
    assert set(compare.numbers(killed(killed(made, "a", "2"), "b", "9").reading())["status"]) == {"one outlet"}


def test_answers_are_kept_for_each_reading():
    """While answers are kept a question is answered once a reading, anew with another argument, and anew afterwards."""
    one, other = (Handmade(a=text).reading() for text in ("Ada Brook won.", "Ada Brook won, and nobody else."))
    with answers_kept():
        kept = compare.voices(one)
        with answers_kept():
            assert compare.voices(one) is kept
        assert compare.voices(other)["of"].tolist() != kept["of"].tolist()
        assert compare.not_heard(one, kinds=("person",)) is not compare.not_heard(one, kinds=("place",))
    assert compare.voices(one) is not kept
