"""Exercises are made from the corpus, right by the tables, hard to guess, and sealed before a pupil sees them."""

from __future__ import annotations

import contextlib
import html
import json
from dataclasses import replace

import pandas as pd
import pytest

import kit
from kit import compare, exercises, tables
from kit.exercises.answers import corpus_mark, read_answers
from kit.widgets import Exercises

CORPORA = ("seeds", "tests/corpora/second", "tests/corpora/quoteless", "tests/corpora/hostile")


@pytest.fixture(scope="module", params=CORPORA)
def made(request):
    """A corpus and all its questions."""
    reading = kit.read(request.param)
    return reading, exercises.make(reading)


def test_answers_are_among_the_options(made):
    """Whoever reads all options has read the answer, and no option stands there twice."""
    for question in made[1]:
        for part in question.parts:
            assert set(part.answer) <= set(part.options)
            assert len(set(part.options)) == len(part.options)


def test_a_guess_is_seldom_right(made):
    """No question can be guessed more than once in four times."""
    assert all(question.luck <= exercises.LUCK for question in made[1])


def test_passages_are_the_articles_own_characters(made):
    """What is shown as a passage is the slice of the article that it claims to be."""
    texts = made[0].articles.set_index("article_id")["text"]
    for question in made[1]:
        for one in (*question.passages, *question.where):
            assert one.text == texts[one.article_id][one.start : one.end]


def test_ids_are_unique_and_stable(made):
    """The same corpus gives the same questions, each with a name of its own."""
    ids = [question.question_id for question in made[1]]
    assert len(set(ids)) == len(ids)
    assert made[1] == exercises.make(made[0])


def test_a_seal_opens_for_the_answer_alone(made):
    """Exactly the right options are right."""
    for question in made[1]:
        shown = exercises.sealed(question)
        for n, part in enumerate(question.parts):
            assert exercises.is_right(shown, n, reversed(part.answer))
            wrong = [option for option in part.options if option not in part.answer]
            assert not any(exercises.is_right(shown, n, [option]) for option in wrong)


def test_a_sealed_question_holds_no_answer(made):
    """Neither the answer's mark nor the evidence is left, and the options stand in an order that tells nothing."""
    for question in made[1]:
        shown = json.dumps(exercises.sealed(question), ensure_ascii=False)
        assert question.evidence not in shown
        assert '"answer"' not in shown
        unanswered = replace(question, parts=tuple(replace(part, answer=()) for part in question.parts))
        again = exercises.sealed(unanswered)
        for n, part in enumerate(again["parts"]):
            assert {k: v for k, v in part.items() if k != "seal"} == {
                k: v for k, v in exercises.sealed(question)["parts"][n].items() if k != "seal"
            }


def test_a_hint_to_an_omission_shows_one_article_only(seeds):
    """Showing every article that has it would tell which have not."""
    for question in exercises.make(seeds, ["omission"]):
        assert len(question.where) == 1


def test_seeds_give_questions_of_every_kind(seeds):
    """The shipped articles exercise all that can be asked."""
    assert {question.kind for question in exercises.make(seeds)} == set(exercises.KINDS)


def test_days_are_asked_without_their_weekday(seeds):
    """The option does not say which day of the week it is, for that would be the answer."""
    for question in exercises.make(seeds, ["date"]):
        assert not any("day " in option.lower() for part in question.parts for option in part.options)


def test_days_in_somebodys_words_are_not_asked(made):
    """ "Tonight" in a quotation is the night on which it was said, which the article need not tell."""
    reading, questions = made
    times = reading.times.set_index("time_id")
    for question in questions:
        if question.kind == "date":
            day = times.loc[question.question_id.removeprefix("date/")]
            said = reading.quotes[reading.quotes["article_id"] == day["article_id"]]
            assert not ((said["start"] <= day["start"]) & (said["end"] >= day["end"])).any()


def test_nobody_needs_a_calendar(seeds):
    """The days that are given have their weekday, so that the asked one can be counted out."""
    for question in exercises.make(seeds, ["date"]):
        assert "day, " in question.prompt


def test_a_name_to_be_found_is_not_given_and_stands_in_the_hint(made):
    """The passage leaves the name out, the hint's passage holds it, and nobody is the answer all the time."""
    asked = [question for question in made[1] if question.kind == "voice"]
    for question in asked:
        surname = question.parts[0].answer[0].split()[-1].lower()
        assert not any(surname in passage.text.lower() for passage in question.passages)
        assert all(surname in passage.text.lower() for passage in question.where)
    answers = [question.parts[0].answer for question in asked]
    assert all(answers.count(answer) <= 2 for answer in answers)


def test_only_sure_speakers_and_renderings_are_asked_about(made):
    """No voice question rests on a speaker or a joining of passages that is only perhaps right."""
    reading, questions = made
    certain = reading.quotes.set_index("quote_id")["certainty"]
    asked = [question.question_id.removeprefix("voice/") for question in questions if question.kind == "voice"]
    assert all(certain[quote_id] == "sure" for quote_id in asked)
    doubtful = reading.quotes.assign(certainty=pd.Categorical(["perhaps"] * len(reading.quotes), ["sure", "perhaps"]))
    assert exercises.make(replace(reading, quotes=doubtful), ["voice"]) == []


def test_verbs_are_of_both_kinds(made):
    """A question in which every verb is neutral, or every one coloured, sorts nothing."""
    for question in made[1]:
        if question.kind == "verb":
            assert {part.answer[0] for part in question.parts} == {"neutral", "coloured"}


def test_what_is_easily_said_in_other_words_is_not_called_left_out():
    """“We intend to keep it that way” and “we want it to stay so” share no word that the kit could find."""
    reading = kit.read("tests/corpora/second")
    assert reading.statements["reference"].str.contains("that way").any()
    assert not any("that way" in question.prompt for question in exercises.make(reading, ["omission"], limit=99))


def test_what_is_printed_close_by_is_not_called_left_out(tmp_path):
    """A paper that puts "and I" for "and" makes two statements of one: neither of them is trimmed."""
    said = "I have steered this ferry for eleven years and {}have never seen such a wave"
    for name, wording in {"a": said.format(""), "b": said.format(""), "c": said.format("I ")}.items():
        (tmp_path / f"{name}.txt").write_text(f"“{wording},” said Captain Ada Sample. “Everybody was calm.”\n")
    for question in exercises.make(kit.read(tmp_path), ["wording"]):
        assert "trimmed" not in {part.answer[0] for part in question.parts}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Nine invented papers on one invented day: five print two sayings word for word, all print the day."""
    folder = tmp_path_factory.mktemp("many")
    sayings = (
        "“Nobody ever measured such a towering wave beside the northern breakwater,” said Captain Ada Sample.\n\n"
        "“Every captain aboard these ageing ferries deserves a proper lifeboat,” said Captain Ada Sample.\n\n"
    )
    for n in range(9):
        told = sayings if n < 5 else f"The council of Port Orrin has {n} members and meets in the town hall.\n\n"
        (folder / f"paper{n}.txt").write_text(
            f"Paper Number {n}\n\n6 May 2021\n\nThe old pier of Port Orrin sank on Tuesday, after {n + 3} stormy nights.\n\n{told}"
        )
    return kit.read(folder)


def test_no_answer_comes_a_third_time(many):
    """Nine papers that say "Tuesday" are no nine questions."""
    answers = [question.parts[0].answer for question in exercises.make(many, ["date"], limit=99)]
    assert answers == [("4 May 2021",)] * 2


def test_what_nobody_changed_is_asked_once(many):
    """That two quotations are word for word the same is worth one look, not two."""
    asked = exercises.make(many, ["wording"], limit=99)
    assert [{part.answer for part in question.parts} for question in asked] == [{("word for word",)}]


def test_of_many_outlets_a_few_are_asked_about(many):
    """Nobody reads nine articles for one question: six are shown, of both kinds."""
    asked = exercises.make(many, ["omission"], limit=99)
    assert [(len(one.parts[0].options), len(one.parts[0].answer)) for one in asked] == [(6, 3), (6, 3)]


def test_what_somebody_only_reports_is_not_called_left_out(tmp_path):
    """A fact that one paper has from officials may stand in another as a fact."""
    told = "The harbour office said that the pier of Port Orrin had collapsed under forty tons of gravel."
    for n, text in enumerate([told, told, "Gravel fell. The mayor of Halden plays the trombone every summer."]):
        (tmp_path / f"{n}.txt").write_text(text + "\n")
    assert exercises.make(kit.read(tmp_path), ["omission"]) == []


def test_an_unknown_kind_is_said(seeds):
    """A misspelt kind names those that there are."""
    with pytest.raises(ValueError, match="there is no exercise 'wordings': choose from"):
        exercises.make(seeds, ["wordings"])


def test_an_empty_reading_gives_no_question():
    """Nothing to ask is no error."""
    articles = tables.table("articles", [{"article_id": "a", "event_id": "event", "text": "", "words": 0}])
    assert exercises.make(kit.Reading(articles=articles)) == []


@pytest.fixture
def asked(seeds, tmp_path):
    """The exercise of wordings, and the questions with their answers."""
    return Exercises(seeds, "wording", answers=tmp_path / "mine.json"), exercises.make(seeds, ["wording"])


def right(question):
    return [part.answer if part.many else part.answer[0] for part in question.parts]


def wrong(question):
    return [next(option for option in part.options if option not in part.answer) for part in question.parts]


def test_a_wrong_answer_gets_the_passage(asked):
    """Never just "wrong": a hint and the passage, without the answer."""
    widget, questions = asked
    widget.answer(*wrong(questions[0]))
    assert questions[0].hint in widget.feedback.value
    assert "<blockquote" in widget.feedback.value
    assert questions[0].evidence not in widget.feedback.value
    assert not widget.rows["right"].any()


def test_a_right_answer_is_told_and_tries_are_counted(asked):
    """The second try is right, and both are counted."""
    widget, questions = asked
    widget.answer(*wrong(questions[0]))
    widget.answer(*right(questions[0]))
    assert "Right." in widget.feedback.value
    assert widget.rows["right"].all()
    assert set(widget.rows["tries"]) == {2}


def test_a_question_comes_back_as_it_was_left(asked):
    """Whoever leafs back finds the answers given."""
    widget, questions = asked
    widget.answer(*wrong(questions[0]))
    widget.next.click()
    assert "1 answered" in widget.head.value
    widget.back.click()
    assert [control.value for control in widget.choices.children] == wrong(questions[0])


def test_an_unanswered_line_is_no_try(asked):
    """Checking before choosing counts nothing."""
    widget, _ = asked
    widget.check.click()
    assert "Choose an answer" in widget.feedback.value
    assert widget.rows.empty


def test_a_verb_wants_a_reason(seeds, tmp_path):
    """Sorting verbs is answered with a reason, and the reason is handed in."""
    widget = Exercises(seeds, "verb", answers=tmp_path / "mine.json")
    question = exercises.make(seeds, ["verb"])[0]
    widget.answer(*right(question))
    assert "reason" in widget.feedback.value
    widget.answer(*right(question), because="it adds doubt")
    assert set(widget.rows["because"]) == {"it adds doubt"}


def test_answers_of_all_notebooks_are_one_file(seeds, tmp_path):
    """Two notebooks save into one file; answering again replaces the line."""
    for kind, because in (("wording", ""), ("verb", "it adds doubt"), ("wording", "")):
        widget = Exercises(seeds, kind, answers=tmp_path / "mine.json")
        widget.answer(*right(exercises.make(seeds, [kind])[0]), because=because)
        widget.save()
    kept = pd.DataFrame(read_answers(tmp_path / "mine.json")["answers"])
    assert set(kept["kind"]) == {"wording", "verb"}
    assert not kept.duplicated(["question_id", "part"]).any()
    assert set(kept["because"].dropna()) == {"it adds doubt"}


def test_the_first_response_is_kept(asked, tmp_path):
    """What was answered first stays in the file, however often it is answered again."""
    widget, questions = asked
    widget.answer(*wrong(questions[0]))
    widget.answer(*right(questions[0]))
    widget.pupil.value = "Heron"
    widget.save()
    held = read_answers(tmp_path / "mine.json")
    assert held["pupil"] == "Heron"
    assert [row["first"] for row in held["answers"]] == [[one] for one in wrong(questions[0])]
    assert [row["response"] for row in held["answers"]] == [[one] for one in right(questions[0])]


def test_the_right_answers_open_the_evidence(asked):
    """Evidence is shown with the right answers, and no wrong ones turn it back."""
    widget, questions = asked
    widget.answer(*right(questions[0]))
    assert html.escape(questions[0].evidence) in widget.feedback.value
    shown = exercises.sealed(questions[0])
    for responses in ([[one] for one in wrong(questions[0])], [["nothing"]] * len(shown["parts"])):
        with contextlib.suppress(UnicodeDecodeError):
            assert exercises.opened(shown, responses, shown["locked"]) != questions[0].evidence


def test_answers_to_other_articles_are_not_overwritten(asked, tmp_path):
    """A file of another corpus, or one that is no file of answers, is left as it is, and the pupil is told."""
    widget, questions = asked
    file = tmp_path / "mine.json"
    for text, told in (('{"format": "kit-answers", "version": 1, "corpus": "0123456789abcdef"}', "other articles"),
                       ("my shopping list", "mine.json is broken")):  # fmt: skip
        file.write_text(text, encoding="utf-8")
        widget.answer(*right(questions[0]))
        widget.keep.click()
        assert told in widget.saved.value
        assert file.read_text(encoding="utf-8") == text


def test_a_file_of_sealed_questions_asks_the_same(seeds, tmp_path):
    """What `kit lesson` wrote is asked without the corpus."""
    questions = exercises.make(seeds, ["splice", "wording"])
    file = tmp_path / "questions.json"
    given = {"corpus": corpus_mark(seeds), "questions": [exercises.sealed(question) for question in questions]}
    file.write_text(json.dumps(given), encoding="utf-8")
    widget = Exercises(file, "wording", answers=tmp_path / "mine.json")
    assert widget.question["kind"] == "wording"
    widget.answer(*right(next(question for question in questions if question.kind == "wording")))
    assert widget.rows["right"].all()


def test_nothing_to_ask_says_so(tmp_path):
    """A corpus without such questions gets a sentence, not an empty box."""
    articles = tables.table("articles", [{"article_id": "a", "event_id": "event", "text": "", "words": 0}])
    widget = Exercises(kit.Reading(articles=articles), "wording", answers=tmp_path / "mine.json")
    assert "allow no question" in widget.head.value


def test_what_another_language_leaves_out_is_neither_asked_nor_said(tmp_path):
    """The kit does not compare languages: a translation may say it all."""
    from kit.report.page import render

    quoted = (
        "“We will not leave a single frightened family stranded behind the flooded embankment,” Odette Farrow told "
        "reporters in Brackwater on Monday."
    )
    (tmp_path / "a.txt").write_text(f"The wall was opened by the mayor of the town.\n\n{quoted}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"Rain fell on the harbour and the market.\n\n{quoted}\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text(
        "Rain fell on the harbour, and the market was closed on Monday.\n", encoding="utf-8"
    )
    (tmp_path / "d.txt").write_text(
        "Die Mauer in Brackwater wurde am Montag eröffnet. „Wir lassen keine einzige Familie hinter dem Wasser zurück“, "
        "sagte Bürgermeisterin Odette Farrow vor Journalisten.\n",
        encoding="utf-8",
    )
    reading = kit.read(tmp_path)
    said = compare.omissions(reading)
    assert said["not_found_in"].str.contains("c.txt", regex=False).any()
    assert not said["not_found_in"].str.contains("d.txt", regex=False).any()
    asked = exercises.make(reading, kinds=["omission"])
    assert asked
    page = render(reading, sections=["statements"])
    assert "not compared" in page
    assert not any("d.txt" in option for question in asked for part in question.parts for option in part.options)
