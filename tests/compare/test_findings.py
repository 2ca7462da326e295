"""Findings and flags: what the kit says in sentences, and what it must not say."""

from __future__ import annotations

import pytest

import kit
from kit import compare
from kit.compare.contradictions import UPDATE, Passage, Side, Thing
from kit.compare.findings import contradictions, names, quotations, silence, voices
from kit.compare.findings.finding import among, around_in_marks, excerpt
from kit.english.people.names import letters
from tests.handmade import Handmade

SPEECH = "“We will sell the harbour to the highest bidder this year.”"
PAPERS = {
    "a": f"HOLMSUND, May 6, 2025 — Mayor Karin Aldel told the council: {SPEECH} Nine workers were hurt at the yard on Tuesday.",
    "b": f"HOLMSUND, May 6, 2025 — {SPEECH[:-2]},” Mayor Karin Aldel told the council. Nine workers were hurt at the yard on Tuesday.",
    "c": (
        "HOLMSUND, May 6, 2025 — “We will not sell the harbour to the highest bidder this year,” Mayor Karin Aldel told the "
        "council. Fourteen workers were injured at the yard on Tuesday. “Nobody asked us,” said Sofia Brenn, a crane driver."
    ),
}


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Three outlets: one has a negation more, another number and a voice of its own."""
    path = tmp_path_factory.mktemp("findings")
    for name, text in PAPERS.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    outlets = [f"{name}.txt,The {name.upper()} Post" for name in PAPERS]
    (path / "sources.csv").write_text("\n".join(["file,outlet", *outlets]), encoding="utf-8")
    return kit.read(path)


def test_what_contradicts_stands_first(reading):
    """A negation between quotation marks is the first thing told, then a number, each with both passages."""
    first, second = compare.findings(reading)["sentence"].head(2)
    assert first.startswith("Between quotation marks: one says what another denies")
    assert "will not sell" in first
    assert second.startswith("The numbers for one thing differ")
    assert "Nine workers" in second
    assert "Fourteen workers" in second


def test_outlets_that_agree_stand_together(reading):
    """Of three outlets the two that give one number are named together, and the number once."""
    told = compare.findings(reading)["sentence"].iloc[1]
    assert told.count("Nine workers") == 1
    assert "(The A Post and The B Post)" in told


def test_a_voice_of_one_article(reading):
    """Who is quoted in one article only is named with it; who is quoted in all is not."""
    told = [s for s in compare.findings(reading)["sentence"] if s.startswith("Among those whom one")]
    assert told == ["Among those whom one article alone quotes: Sofia Brenn (The C Post)."]


def test_a_lost_negation_is_flagged_with_both_passages(reading):
    """Each flag shows the passage, the one it is held against, and the words of both."""
    rows = compare.flags(reading)
    turned = rows[rows["flag"] == "meaning may be turned"]
    assert len(turned)
    texts = reading.articles.set_index("article_id")["text"]
    for row in turned.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
        assert texts[row.other_article_id][row.other_start : row.other_end] == row.other_text
        assert row.article_id != row.other_article_id


def test_a_flag_keeps_its_id(reading, tmp_path):
    """Another article changes no flag_id, so that a reader's word on it still holds."""
    for name, text in (*PAPERS.items(), ("d", "HOLMSUND, May 7, 2025 — It rained in Holmsund on Wednesday.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    before, after = (set(compare.flags(one)["flag_id"]) for one in (reading, kit.read(tmp_path)))
    assert before
    assert before <= after


def test_outlets_that_tie_are_named_together(reading):
    """Two articles as long as each other, or with as many quotations, are both named or neither."""
    sizes = reading.articles.set_index("outlet")["words"]
    shortest = set(sizes[sizes == sizes.min()].index)
    line = next(s for s in compare.findings(reading)["sentence"] if "articles are compared" in s)
    assert all(f"{name}" in line.split(" to ")[0] for name in shortest)


def test_a_comma_is_no_splice(tmp_path):
    """Two sentences that one outlet joins with a comma, and another prints with a full stop, run on in both."""
    first = (
        "“The harbour is full of old iron boats. Nobody has counted them since the war,” Karin Aldel told the council."
    )
    other = (
        "“The harbour is full of old iron boats, nobody has counted them since the war,” Karin Aldel told the council."
    )
    for name, text in (("a", first), ("b", other), ("c", first)):
        (tmp_path / f"{name}.txt").write_text(f"HOLMSUND, May 6, 2025 — {text}", encoding="utf-8")
    assert "run together" not in set(compare.flags(kit.read(tmp_path))["flag"])


def test_a_count_given_anew_is_told_and_no_contradiction(tmp_path):
    """A toll that a later article gives anew is told as such, with both passages."""
    texts = {
        "monday": "ESTBY, May 5, 2025 — Five miners were killed when a shaft fell in at the Kolm pit on Monday, police said.",
        "tuesday": "ESTBY, May 7, 2025 — Twelve miners were killed when the shaft fell in at the Kolm pit, police said.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    told = compare.findings(kit.read(tmp_path))["sentence"]
    anew = [s for s in told if s.startswith("A count is given anew")]
    assert len(anew) == 1
    assert "Five miners" in anew[0]
    assert anew[0].index("Five miners") < anew[0].index("Twelve miners")
    assert "5 May 2025" in anew[0]
    assert "7 May 2025" in anew[0]
    assert not told.str.startswith("The numbers for one thing differ").any()


def test_no_count_is_given_anew_by_an_article_without_a_day(tmp_path):
    """Which of two counts is the later is not said where one article has no day."""
    texts = {
        "dated": "ESTBY, May 5, 2025 — Seven miners were hurt when a shaft fell in at the Kolm pit on Monday, police said.",
        "undated": "Nine miners were hurt when a shaft fell in at the Kolm pit on Monday, police said.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    reading = kit.read(tmp_path)
    assert reading.conflicts["kind"].tolist() == ["update"]
    assert not compare.findings(reading)["sentence"].str.startswith("A count is given anew").any()


def test_a_list_that_is_cut_says_how_many_more_there_are():
    """What reads as complete is: a list of six names tells four and counts two."""
    told = [f"Ada {letter} (The {letter} Post)" for letter in "ABCDEF"]
    assert among(told).endswith("Ada D (The D Post) and 2 more")
    assert among(told[:2]) == "Ada A (The A Post) and Ada B (The B Post)"


def test_a_surname_in_one_word_or_two_is_one():
    """Who is written DelBrenn here and Del Brenn there is not quoted in one article only."""
    assert letters("Sofia DelBrenn", 1) in letters("Sofia Del Brenn")


def _sentences(rule, made):
    return [row["sentence"] for row in rule(made.reading())]


@pytest.mark.parametrize(("other", "alone"), [("Khaled Sarr", False), ("Karin Aldel", True)])
def test_another_spelling_is_no_other_person(other, alone):
    """Who speaks elsewhere under another spelling is not said to be quoted by one article alone."""
    made = Handmade(a="“We saw no smoke,” said Omar Khalid.", b="“It is completely false,” said the man.")
    made.quote("a", "We saw no smoke,", "Omar Khalid").quote("b", "It is completely false,", other)
    told = " ".join(_sentences(voices.heard_alone, made))
    assert ("Omar Khalid" in told) is alone


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Brenn declined to comment.", True),
        ("The ministry did not immediately respond to a request for comment.", True),
        ("The harbour office didn't return a call seeking comment.", True),
        ("Aldel could not be reached for comment on Monday.", True),
        ("Citing a paper that said the normally chatty Aldel would not comment on it, Brenn laughed.", False),
        ("She declined to comment.", False),
        ("Asked whether the crane had been tested, he declined to comment.", False),
        ("The other has declined to comment.", False),
        ("Her office did not respond to a request for comment.", False),
        ("The patient did not respond to treatment.", False),
        ("An agreement could not be reached on Monday.", False),
        ("The crowd did not return to the square.", False),
        ("Exports declined, to the surprise of those who comment on trade.", False),
    ],
)
def test_who_was_asked_and_gave_no_answer(sentence, told):
    """A refusal to comment is told in the words of the article; what only sounds like one is not."""
    said = _sentences(silence.no_reply, Handmade(a=sentence, b="It rained in Holmsund."))
    assert bool(said) is told
    assert all(sentence[:30] in one for one in said)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", True),
        ("Brenn, a crane driver, said on Monday that she would stay.", False),
        ("The death of Sofia Brenn shocked the yard.", False),
        ("Sofia Brenn went to sea. Her body was found on Friday.", False),
        ("“Sofia told us to go,” a neighbour said.", False),
        ("“No,” said Brenn.", False),
        ("Police said Brenn left the yard at noon.", True),
    ],
)
def test_who_is_named_by_all_and_quoted_by_none(more, told):
    """A person whom all name is missed, unless an article gives her words without marks or tells that she is dead."""
    text = "Sofia Brenn was held on Monday.\nSofia Brenn was let go on Tuesday.\nSofia Brenn left Holmsund."
    made = Handmade(a=text, b=f"{text}\n{more}")
    for name in "ab":
        for line in text.split("\n"):
            made.mention(name, line, "Sofia Brenn")
    assert bool(_sentences(silence.not_heard_at_all, made)) is told


def test_the_list_of_those_whom_nobody_quotes_is_open():
    """Who is named less often may be quoted by nobody either: the sentence claims no complete list."""
    text = "Sofia Brenn was held on Monday.\nSofia Brenn was let go on Tuesday.\nSofia Brenn left Holmsund."
    made = Handmade(a=text, b=text)
    for name in "ab":
        for line in text.split("\n"):
            made.mention(name, line, "Sofia Brenn")
    (told,) = _sentences(silence.not_heard_at_all, made)
    assert told == "Among those who are named and whom nobody quotes: Sofia Brenn (named in 2 of 2 articles)."


@pytest.mark.parametrize(("more", "told"), [("", True), (" Brenn had been a driver.", False)])
def test_a_label_whose_noun_another_article_has_splits_nobody(more, told):
    """Two labels split the outlets only if neither article has the other's noun anywhere."""
    made = Handmade(a=f"The veteran activist Sofia Brenn spoke.{more}", b="The crane driver Sofia Brenn spoke.")
    for name, label in (("a", "veteran activist"), ("b", "crane driver")):
        made.mention(name, "Sofia Brenn", "Sofia Brenn").add("labels", name, label, entity_id="event/Sofia Brenn")
    assert bool(_sentences(names.split_by_naming, made)) is told


def test_what_somebody_was_told_is_not_her_own_quotation():
    """Words in marks that a person was told by another are no quotation of hers alone."""
    made = Handmade(
        a="Sofia Brenn said she had been told by the office that there was “nothing to see.”", b="It rained."
    )
    made.quote("a", "nothing to see.", "Sofia Brenn", form="partial")
    assert not _sentences(voices.heard_alone, made)
    made = Handmade(a="Sofia Brenn said that there was “nothing to see.”", b="It rained.")
    made.quote("a", "nothing to see.", "Sofia Brenn", form="partial")
    assert _sentences(voices.heard_alone, made)


def test_words_count_where_they_are_printed_word_for_word():
    """Who prints another figure between the marks does not count among those that print the words."""
    words = "We had perhaps twenty minutes left"
    made = Handmade(
        a=f"“{words},” she said.", b=f"She said: “{words}.”", c="“We had perhaps ten minutes left,” she said."
    )
    for name, said in (("a", words), ("b", words), ("c", "We had perhaps ten minutes left")):
        made.quote(name, said, "Sofia Brenn")
        made.add(
            "renderings", name, said, statement_id="event/minutes", form="direct", certainty="sure", similarity=0.9,
            wording="verbatim",
        )  # fmt: skip
    made.put(
        "statements", statement_id="event/minutes", event_id="event", kind="utterance", reference=words, articles=3
    )
    told = _sentences(quotations.widely_quoted, made)
    assert len(told) == 1
    assert "2 of 3 articles" in told[0]


def test_who_is_named_in_most_articles_is_told_first():
    """Of those whom one article alone quotes, the one of whom others speak comes before a neighbour, then who says more."""
    made = Handmade(
        a="“We were wrong about it,” said Ada Lund. “I saw them leave,” said Sofia Brenn. “It was cold and dark and wet,” said Omar Sarr.",
        b="They met Sofia at noon.",
    )
    for words, name in (
        ("We were wrong about it,", "Ada Lund"),
        ("I saw them leave,", "Sofia Brenn"),
        ("It was cold and dark and wet,", "Omar Sarr"),
    ):
        made.quote("a", words, name)
        made.mention("a", name, name)
        made.rows["speakers"][-1]["entity_id"] = f"event/{name}"
    made.add("mentions", "b", "Sofia", entity_id="event/Sofia Brenn")
    (told,) = _sentences(voices.heard_alone, made)
    assert told.index("Sofia Brenn") < told.index("Omar Sarr") < told.index("Ada Lund")


@pytest.mark.parametrize(
    ("unnamed", "called", "alone"),
    [
        ("one of the drivers", "a lorry driver", False),
        ("a driver", "a nurse", True),
        ("a driver", None, False),
        ("the driver", None, True),
        ("police", None, True),
    ],
)
def test_who_is_not_named_may_be_who_is_named_elsewhere(unnamed, called, alone):
    """Where another article quotes "a driver", a driver whom one article names, or who is called nothing, is not said to be quoted there alone."""
    made = Handmade(a="“I saw them leave the yard,” said Sofia Brenn.", b=f"“It was dark,” said {unnamed}.")
    made.quote("a", "I saw them leave the yard,", "Sofia Brenn").quote("b", "It was dark,", unnamed)
    made.mention("a", "Sofia Brenn", "Sofia Brenn")
    made.rows["speakers"][0] |= {"entity_id": "event/Sofia Brenn", "role": called}
    made.rows["speakers"][1]["kind"] = "unnamed"
    assert bool(_sentences(voices.heard_alone, made)) is alone


def test_a_term_in_marks_is_nobodys_quotation():
    """One or two words in marks inside a reporter's sentence may be a term: nobody is said to be quoted alone with them."""
    made = Handmade(a="Sofia Brenn wants a price tag, referred to as a “score.”", b="It rained.")
    made.quote("a", "score.", "Sofia Brenn", form="partial")
    assert not _sentences(voices.heard_alone, made)


def test_words_that_another_article_prints_are_not_alone():
    """Whoever is said to have said them: eight words on end of a quotation stand in another article, too."""
    words = "They may need to wait at the gate until the officers come back"
    made = Handmade(a=f"“{words},” said Sofia Brenn.", b=f"“Now {words[0].lower()}{words[1:]},” said Omar Sarr.")
    made.quote("a", words, "Sofia Brenn")
    assert not _sentences(voices.heard_alone, made)


def test_what_nothing_joins_to_the_others_has_no_voice_alone():
    """An article that shares nothing with two that share a statement may tell of another event: its voices are not told."""
    said = "The pit was never safe"
    made = Handmade(
        a=f"“{said},” Omar Sarr said.",
        b=f"“{said},” he said. “We left,” said Sofia Brenn.",
        c="“I won,” said Ada Lund.",
    )
    for name in "ab":
        made.quote(name, said, "Omar Sarr")
        made.add("renderings", name, said, statement_id="event/s", form="direct", certainty="sure")
    made.quote("b", "We left,", "Sofia Brenn").quote("c", "I won,", "Ada Lund")
    (told,) = _sentences(voices.heard_alone, made)
    assert "Sofia Brenn" in told
    assert "Ada Lund" not in told


@pytest.mark.parametrize(("certainty", "told"), [("sure", True), ("perhaps", False)])
def test_the_last_word_is_told_of_all_who_quote_or_of_none(certainty, told):
    """Where one article's last speaker is not sure, it might undo the contrast: nothing is said."""
    made = Handmade(a="“We left,” said Sofia Brenn.", b="“We stayed,” said Omar Sarr.", c="“It is over,” he said.")
    made.quote("a", "We left,", "Sofia Brenn").quote("b", "We stayed,", "Omar Sarr")
    made.quote("c", "It is over,", "Omar Sarr", certainty=certainty)
    assert bool(_sentences(voices.last_word, made)) is told


@pytest.mark.parametrize(
    ("heading", "told"), [("‘Alive and well’ says the driver", False), ("The drivers’ road home", True)]
)
def test_none_is_said_of_no_article_that_has_marks(heading, told):
    """Single marks round words in a heading bar "none of those"; an apostrophe does not."""
    made = Handmade(a="“We saw no smoke over the yard,” said Sofia Brenn.", b=f"{heading}\nThe driver came home.")
    made.quote("a", "We saw no smoke over the yard,", "Sofia Brenn")
    assert bool(_sentences(voices.share_of_quotation, made)) is told


def test_words_count_whatever_marks_stand_about_them():
    """An article that lost an apostrophe and has an odd mark prints the words all the same."""
    words = "I can’t speak for the first fall"
    made = Handmade(
        a=f"“{words},” she said.", b=f"“{words},” she said.", c="'I cant speak for the first fall, \" she said."
    )
    for name in "ab":
        made.quote(name, words, "Sofia Brenn")
        made.add("renderings", name, words, statement_id="event/s", form="direct", certainty="sure", similarity=1.0)
    made.put("statements", statement_id="event/s", event_id="event", kind="utterance", reference=words, articles=2)
    (told,) = _sentences(quotations.widely_quoted, made)
    assert told.startswith("Among what stands word for word in all 3 articles")


def _high_and_low(form="direct", head="", days=("2025-05-06", "2025-05-07"), more="But", *, against=False):
    """One saying at the top of an article, and below much rain in another that prints it with one word more."""
    rain = "It rained on the yard all day. " * 30
    top = "saw a single wave that day"
    texts = {"a": f"{head}\n“We {top},” she said. {rain}", "b": f"{head}\n{rain}“{more} we {top},” she said."}
    made = Handmade(head=True, **texts)
    if against:
        made.put("conflicts", conflict_id="c", event_id="event", kind="number", left_article_id="a", left_start=len(head) + 2, left_end=len(head) + 9,
                 right_article_id="b", right_start=texts["b"].index("we saw"), right_end=len(texts["b"]), similarity=0.9)  # fmt: skip
    for name, said in (("a", f"We {top}"), ("b", f"{more} we {top}")):
        made.know(name, published=days["ab".index(name)])
        made.quote(name, said, "Sofia Brenn", form=form)
        made.add(
            "renderings", name, said, statement_id="event/s", form=form, certainty="sure", similarity=1.0, stance="asserted"
        )  # fmt: skip
    made.put("statements", statement_id="event/s", event_id="event", kind="utterance", reference=top, articles=2)
    made.put("reuse", left_article_id="a", right_article_id="b", shared_words=0, left_coverage=0.0, right_coverage=0.0)
    return _sentences(quotations.placed, made)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, True),
        ({"form": "partial"}, False),
        ({"head": "We saw a single wave that day: driver"}, False),
        ({"days": ("2025-05-06", "2025-11-07")}, False),
        ({"more": "Never have"}, False),
        ({"against": True}, False),
    ],
)
def test_words_stand_high_or_low(given, told):
    """Whole quotations only, from where their words stand first in an article; not if months lie between (said twice), nor where one
    has a "not" that the other lacks, or both are told as a contradiction.
    """
    assert bool(_high_and_low(**given)) is told


def test_only_words_that_both_print_are_said_to_stand_there():
    """What one of them puts before the words is not shown behind both names."""
    (told,) = _high_and_low()
    assert told.startswith("Stands in The a after 0 of 219 words, in The b after 211 of ")
    assert told.endswith("“We saw a single wave that day”.")


@pytest.mark.parametrize(("speaker", "told"), [("Sofia Brenn", False), ("Omar Sarr", True)])
def test_who_speaks_beside_a_refusal_is_not_without_an_answer(speaker, told):
    """Who would not speak of one thing and is quoted in the same article gave an answer."""
    made = Handmade(a="Brenn declined to comment on the crane.\n“It was a long day,” was all.", b="It rained.")
    made.quote("a", "It was a long day,", speaker)
    assert bool(_sentences(silence.no_reply, made)) is told


def test_a_long_sentence_is_shown_around_the_refusal():
    """What is cut away is not that nobody answered."""
    sentence = "Holm Timber, which owns nine mills on the coast, sold its yard last year and has not paid since May, did not respond to a request for comment."
    (told,) = _sentences(silence.no_reply, Handmade(a=sentence, b="It rained in Holmsund."))
    assert told == (
        "Asked, and without an answer: “Holm Timber, which owns nine mills on the … did not respond to a request for comment.” "
        "(The a)."
    )


@pytest.mark.parametrize(
    ("before", "kept"),
    [("If the council pays the miners of the old pit at the end of this long year ", "If the council"),
     ("It was not known in the yard at the end of that very long and wet spring how ", "not known"),
     ("The yard did not open all spring, and at the end of that very long and wet year ", "")],
)  # fmt: skip
def test_what_governs_the_shown_words_is_not_cut_off(before, kept):
    """A label never makes an "if" or a "not" of the article unsaid; one of another clause may go."""
    sentence = f"{before}nine ships sank in the harbour of Holmsund, which is long."
    at = sentence.index("nine ships")
    shown = excerpt(sentence, at, at + 10, 50)
    assert "nine ships" in shown
    assert kept in shown
    assert shown.startswith("…") is not before.startswith("If")
    assert "open" not in shown


def test_a_quotation_that_goes_on_says_so():
    """Where a sentence is taken to end inside a quotation, without a stop, what is shown ends in an ellipsis."""
    made = Handmade(a="“We never missed one\nand we never won,” she said.")
    made.quote("a", "We never missed one\nand we never won,", "Sofia Brenn")
    assert around_in_marks(made.reading(), "a", 4, 9) == "We never missed one …"
    assert around_in_marks(made.reading(), "a", 21, 25) == "and we never won,"


@pytest.mark.parametrize(("marked", "told"), [(40, True), (22, False)])
def test_shares_that_hardly_differ_are_not_told(marked, told):
    """Who quotes half as much again is told; a share near the other is not, and all of the least are named."""
    sixty = ["word"] * 60
    made = Handmade(**{name: " ".join(["“" + " ".join(sixty[:n]) + "”", *sixty[n:]])
                       for name, n in (("a", marked), ("b", 20), ("c", 20))})  # fmt: skip
    for name, n in (("a", marked), ("b", 20), ("c", 20)):
        made.quote(name, " ".join(sixty[:n]), "Sofia Brenn")
    said = _sentences(voices.share_of_quotation, made)
    assert bool(said) is told
    assert all("The b and The c" in one for one in said)


def test_nobody_is_named_behind_words_that_it_does_not_print():
    """Of two that stand against a third, each is shown in its own words where these differ."""
    texts = {
        "a": "“You do not save a town on the backs of children who do not own skates,” she said.",
        "b": "“You do not save a town on the backs of children who own skates,” she said.",
        "c": "“You must save a town on the backs of children who do not own skates,” she said.",
    }
    made = Handmade(**texts)
    for name, text in texts.items():
        made.quote(name, text[1 : text.index(",”")], "Sofia Brenn")
    ends = {name: (1, text.index(" save") + 5) for name, text in texts.items()}
    for left in "ab":
        made.put(
            "conflicts", conflict_id=f"{left}c", event_id="event", kind="modality", left_article_id=left, left_start=ends[left][0],
            left_end=ends[left][1], right_article_id="c", right_start=ends["c"][0], right_end=ends["c"][1], similarity=0.9,
            marked=True, rule="conflict.modality",
        )  # fmt: skip
    (told,) = [row["sentence"] for row in contradictions.contradictions(made.reading())]
    assert "who do not own skates” (The a) and " in told
    assert "who own skates” (The b) against " in told


def test_what_is_given_anew_stands_in_the_order_of_printing():
    """A count that fell from one article to the next begins with the earlier article, whatever its number; no day is last."""
    made = Handmade(a="8 missing", b="112 missing", c="9 missing")
    made.know("a", published="2025-03-09").know("b", published="2025-03-04")
    sides = tuple(
        Side(words, (), (Passage(key, 0, 3, words),)) for key, words in (("c", "9"), ("a", "8"), ("b", "112"))
    )
    thing = Thing(UPDATE, sure=True, marked=False, measured=True, sides=sides, conflict_ids=())
    assert [side.words for side in contradictions._in_time(made.reading(), thing)] == ["112", "8", "9"]


# What one article quotes, what another quotes, and the condition that the second lacks.
BOUND = [
    ("We will close the pool unless the roof is mended.", "We will close the pool.", "unless the roof is mended"),
    ("If the roof leaks again, we will close the pool.", "We will close the pool.", "If the roof leaks again"),
    ("I never said all of it was sold, only the boats.", "I never said all of it was sold.", "only the boats"),
    ("We will close the pool unless the roof is mended.", "We will close the pool …", ""),
    ("We will close the pool as if it were winter.", "We will close the pool.", ""),
    ("We will close the pool, even if it is mended.", "We will close the pool.", ""),
    ("We will close the pool and only mend the roof.", "We will close the pool.", ""),
    ("We will close the pool unless the roof is mended.", "We will close the pool. Unless the roof is mended, it leaks.", ""),
    ("We will close the pool unless the roof is mended.", "They will sell the old pool.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "cut", "condition"), BOUND)
def test_a_quotation_without_its_condition_is_told_first(whole, cut, condition):
    """An "if", "unless" or ", only" that one article leaves out of a quotation is told and flagged, both passages with it."""
    made = Handmade(a=f"“{whole}” said Ina Holm.", b=f"“{cut}” said Ina Holm.")
    for name, words in (("a", whole), ("b", cut)):
        made.quote(name, words, "Ina Holm").add(
            "renderings", name, words, statement_id="e/pool", form="direct", certainty="sure"
        )
    told = [row["sentence"] for row in quotations.bare(made.reading())]
    bare, full = cut.rstrip("."), whole.rstrip(".")
    assert told == ([f"Quoted without its condition: “{bare}” (The b) against “{full}” (The a)."] if condition else [])
    flagged = compare.flags(made.reading())
    assert flagged["instead_of"].tolist() == ([condition] if condition else [])


def test_a_condition_outside_the_marks_is_a_condition():
    """Where the article says in its own words on what it hangs, nothing is left out."""
    whole, cut = "If the roof leaks again, we will close the pool", "we will close the pool"
    made = Handmade(a=f"“{whole},” said Ina Holm.", b=f"If it leaks, said Ina Holm, “{cut}”.")
    made.quote("a", whole, "Ina Holm").quote("b", cut, "Ina Holm")
    assert not list(quotations.bare(made.reading()))
