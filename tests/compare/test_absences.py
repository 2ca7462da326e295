"""Absences: what may be said to be left out, and what is only not found."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit import tables
from kit.compare import absences
from kit.compare.complete import complete
from tests.handmade import Handmade

BRIDGE = "The Aldmoor bridge will stay closed until the cracked girders are replaced."
GARDEN = "Volunteers planted marigolds beside the Quillby railway station."


def reading(
    last: str, *, having: int = 2, language: str = "en", certainty: str = "sure", cut: bool = False,
    form: str = "direct", against: bool = False, opening: str = "",
    speaker: str | None = "mayor",
):  # fmt: skip
    """Some articles that print the statement about the bridge, behind an `opening` of two sentences, and a last one with other words."""
    at, half = len(opening), opening.find(". ") + 2
    texts = {f"a{n}": opening + BRIDGE for n in range(having)} | {"last": last}
    renderings = [
        {
            "rendering_id": f"{name}-r0", "statement_id": "e/words", "article_id": name, "start": at, "end": len(text),
            "text": BRIDGE, "quote_id": f"{name}-q" if form == "direct" else None, "form": form, "certainty": certainty, "similarity": 1.0, "coverage": 1.0, "rule": f"join.{form}",
        }
        for name, text in texts.items()
        if name != "last"
    ]  # fmt: skip
    articles = [
        {
            "article_id": name, "event_id": "e", "path": f"{name}.txt", "text": text,
            "language": language if name == "last" else "en",
        }
        for name, text in texts.items()
    ]  # fmt: skip
    sentences = [
        {
            "sentence_id": f"{name}-s{start}", "article_id": name, "paragraph": 1, "role": "body", "start": start, "end": end,
            "text": text[start:end],
        }
        for name, text in texts.items()
        for start, end in ([(0, half), (half, at), (at, len(text))] if opening and name != "last" else [(0, len(text))])
    ]  # fmt: skip
    statement = {
        "statement_id": "e/words", "event_id": "e", "kind": "claim" if form == "stated" else "utterance", "reference": BRIDGE,
        "reference_rendering_id": "a0-r0", "articles": having,
    }  # fmt: skip
    quotes = [
        {"quote_id": f"a{n}-q", "article_id": f"a{n}", "start": at, "end": len(opening + BRIDGE), "speaker_id": speaker}
        for n in range(having)
    ]  # fmt: skip
    problems = [{"path": "last.txt", "level": "warning", "problem": "is cut", "rule": "problem.paywall"}] if cut else []
    conflict = {
        "conflict_id": "c", "event_id": "e", "kind": "number", "left_article_id": "a0", "left_start": 4, "left_end": 9,
        "right_article_id": "last", "right_start": 0, "right_end": 9, "similarity": 0.9, "rule": "conflict.number",
    }  # fmt: skip
    return tables.Reading(
        articles=tables.table("articles", articles),
        sentences=tables.table("sentences", sentences),
        statements=tables.table("statements", [statement]),
        renderings=tables.table("renderings", renderings),
        quotes=tables.table("quotes", quotes),
        mentions=tables.table("mentions", [{"mention_id": "m", "article_id": "a0", "text": "Aldmoor"}]),
        problems=tables.table("problems", problems),
        conflicts=tables.table("conflicts", [conflict] if against else []),
    )


def test_what_two_others_quote_and_one_says_nothing_of_is_absent():
    """An article with no sentence near the statement and none of its rare words leaves it out."""
    made = absences(reading(GARDEN))
    assert made[["statement_id", "article_id"]].to_numpy().tolist() == [["e/words", "last"]]


@pytest.mark.parametrize(
    ("last", "more"),
    [
        (GARDEN, {"having": 1}),
        (GARDEN, {"against": True}),
        (GARDEN, {"language": "de"}),
        (GARDEN, {"certainty": "perhaps"}),
        (GARDEN, {"cut": True}),
        ("Until its cracked girders are replaced the bridge at Aldmoor stays closed.", {}),
        (
            "Girders were cracked, the mayor said. The bridge was named after Aldmoor. It is closed, and will be replaced.",
            {},
        ),
    ],
    ids=[
        "one other",
        "contradicted",
        "another language",
        "only perhaps in others",
        "cut by a paywall",
        "other order",
        "words spread",
    ],
)
def test_what_is_not_sure_is_not_called_absent(last, more):
    """Too few others, a contradiction, another language, a missing end, or the words there: nothing is said."""
    assert absences(reading(last, **more)).empty


@pytest.mark.parametrize(
    ("last", "absent"),
    [
        ("The bridge over the Aldmoor is shut until broken beams are exchanged.", False),
        ("The museum at Aldmoor shows old ships in bottles.", True),
    ],
)
def test_what_is_said_in_other_words_is_not_absent(last, absent):
    """A sentence that means the same in other words bars an absence, one on another thing in the same place does not."""
    assert bool(len(absences(reading(last)))) is absent


def test_the_news_itself_is_absent_nowhere():
    """What articles state or report first, without marks, is what the event is: every article tells it in some words."""
    for form in ("stated", "indirect"):
        assert len(absences(reading(GARDEN, form=form, opening="The council met. It rained. ")))
        assert absences(reading(GARDEN, form=form)).empty
    assert len(absences(reading(GARDEN, form="direct")))


@pytest.mark.parametrize(
    ("last", "absent"),
    [
        ("Rescuers counted nine corpses, all of them miners.", False),
        ("There were no casualties, the owners said.", False),
        ("Volunteers planted marigolds beside the station.", True),
    ],
)
def test_another_number_of_dead_is_no_silence(last, absent):
    """An article that counts the dead otherwise, or says that nobody was harmed, does not leave the count out."""
    said = "Fourteen people were killed when scaffolding collapsed inside the flooded shaft."
    made = Handmade(a=f"The council met.\nIt rained.\n{said}", b=f"It was night.\nIt rained.\n{said}", c=last)
    for name in "ab":
        made.add("renderings", name, said, statement_id="e/dead", form="indirect", certainty="sure", similarity=1.0)
    made.put(
        "statements", statement_id="e/dead", event_id="event", kind="utterance", reference=said, articles=2,
        reference_rendering_id=made.rows["renderings"][0]["rendering_id"],
    )  # fmt: skip
    made.add("quantities", "a", "Fourteen", value=14, head="people", predicate="kill")
    if "nine" in last:
        made.add("quantities", "c", "nine", value=9, head="corpse", predicate="dead")
    assert (absences(made.reading())["article_id"].tolist() == ["c"]) is absent


@pytest.mark.parametrize(
    ("day", "absent"),
    [("2025-05-04", False), ("2025-05-05", True), ("2025-05-06", True), ("2025-05-25", False), (None, True)],
)
def test_an_article_of_another_time_leaves_nothing_out(day, absent):
    """What was printed on a day before all who have a statement could not have it; two weeks later it is no news."""
    made = reading(GARDEN)
    days = [day if key == "last" else "2025-05-05" for key in made.articles["article_id"]]
    made.articles["published"] = pd.to_datetime(days)
    assert bool(len(absences(made))) is absent


def test_words_of_a_later_day_are_absent_nowhere_before():
    """Where the wording that stands for a statement is a later article's, an earlier article could not have it."""
    made = reading(GARDEN)
    made.articles["published"] = pd.to_datetime(
        ["2025-05-08" if key == "a0" else "2025-05-05" for key in made.articles["article_id"]]
    )
    assert absences(made).empty


def test_absences_are_numbers_between_nothing_and_all():
    """What an absence rests on stands in its row, with its rule."""
    row = absences(reading(GARDEN)).iloc[0]
    assert 0 <= row["nearest"] <= 1
    assert 0 <= row["words_there"] <= 1
    assert pd.notna(row["rule"])


@pytest.mark.parametrize(
    ("value", "head", "absent"), [(650, "job", False), (650, "acre", True), (390, "job", True), (640, "job", True)]
)
def test_the_same_figure_of_the_same_thing_is_no_silence(value, head, absent):
    """An article that gives the figure, of what it is counted of, does not leave it out."""
    said = "The Holm yard would shed 650 jobs, mostly welders, before midwinter"
    last = "Of the posts that go half are clerks."
    made = Handmade(a=f"The council met.\nIt rained.\n{said}.", b=f"It was night.\nIt rained.\n{said}.", c=last)
    for name in "ab":
        made.add("renderings", name, said, statement_id="e/jobs", form="indirect", certainty="sure", similarity=1.0)
    made.put(
        "statements", statement_id="e/jobs", event_id="event", kind="utterance", reference=said, articles=2,
        reference_rendering_id=made.rows["renderings"][0]["rendering_id"],
    )  # fmt: skip
    made.add("quantities", "a", "650", value=650, head="job", kind="count")
    made.add("quantities", "c", "half", value=value, head=head, kind="count")
    assert bool(len(absences(made.reading()))) is absent


def test_nothing_else_says_that_something_is_left_out():
    """One test decides it for all faces: the only code whose words claim an absence is an exercise, and it asks the table."""
    claims = re.compile(
        r"\bleaves? (?:it |them )?out\b|\bomits?\b|\bdo(?:es)? not (?:have|mention) (?:this|it)\b|\bkeeps? silent\b"
    )
    claiming, asking = set(), set()
    for path in Path(kit.__file__).parent.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        notes = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        said = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in notes]
        if any(isinstance(text, str) and claims.search(text) for text in said):
            claiming.add(path.relative_to(Path(kit.__file__).parent).as_posix())
        if any(isinstance(n, ast.ImportFrom) and "absences" in {alias.name for alias in n.names} for n in nodes):
            asking.add(path.relative_to(Path(kit.__file__).parent).as_posix())
    assert claiming == {"exercises/statements.py"}
    assert claiming <= asking


@pytest.mark.parametrize(
    ("said", "absent"),
    [
        ("We couldn't get him.", False),
        ("The moon is harder.", False),
        ("You have to live with that.", False),
        ("Sofia Brenn faces two counts of arson.", False),
        ("The ferry timetable will be printed in three languages from next summer onwards.", True),
    ],
)
def test_a_shred_is_missed_in_no_article(said, absent):
    """What has few words that say something, but for names, is told in many ways: nobody is said to lack it."""
    made = Handmade(a=f"The council met.\nIt rained.\n{said}", b=f"It was night.\nIt rained.\n{said}", c=GARDEN)
    for name in "ab":
        made.add("renderings", name, said, statement_id="e/s", form="indirect", certainty="sure", similarity=1.0)
    for words in ("Sofia", "Brenn") if "Sofia" in said else ():
        made.add("mentions", "a", words, entity_id="event/Sofia Brenn")
    made.put(
        "statements", statement_id="e/s", event_id="event", kind="utterance", reference=said, articles=2,
        reference_rendering_id=made.rows["renderings"][0]["rendering_id"],
    )  # fmt: skip
    assert bool(len(absences(made.reading()))) is absent


@pytest.mark.parametrize(("length", "absent"), [("P143D", False), ("P9D", True)])
def test_the_same_length_of_time_is_no_silence(length, absent):
    """An article that has the days of the statement in another sentence tells of it."""
    said = "Two miners were held for 143 days in a windowless cellar beneath the smithy."
    made = Handmade(
        a=f"The council met.\nIt rained.\n{said}",
        b=f"It was night.\nIt rained.\n{said}",
        c="What he owned all these days was a spoon.",
    )
    for name in "ab":
        made.add("renderings", name, said, statement_id="e/held", form="indirect", certainty="sure", similarity=1.0)
    made.put(
        "statements", statement_id="e/held", event_id="event", kind="utterance", reference=said, articles=2,
        reference_rendering_id=made.rows["renderings"][0]["rendering_id"],
    )  # fmt: skip
    made.add("times", "a", "143 days", type="DURATION", value="P143D").add(
        "times", "c", "all these days", type="DURATION", value=length
    )
    assert bool(len(absences(made.reading()))) is absent


@pytest.mark.parametrize(
    ("table", "row", "absent"),
    [
        ("count", {"value": 700_000, "head": "child"}, False),
        ("count", {"value": 900_000, "head": "child"}, True),
        ("count", {"value": 700_000, "head": "acre"}, True),
        ("money", {"value": 3e6, "unit": "GBP"}, False),
        ("money", {"value": 1e6, "unit": "GBP"}, True),
    ],
)
def test_a_rounded_figure_is_no_silence(table, row, absent):
    """A great count of people that is another's rounded, or a like sum in other money, bars an absence; others do not."""
    said = "Of the pupils enrolled this spring 640,000 owe fees of four million florins."
    made = Handmade(
        a=f"It rained.\nIt was night.\n{said}", b=f"It was day.\nIt rained.\n{said}", c="Seven were counted."
    )
    for name in "ab":
        made.add("renderings", name, said, statement_id="e/fees", form="stated", certainty="sure", similarity=1.0)
    made.put(
        "statements", statement_id="e/fees", event_id="event", kind="claim", reference=said, articles=2,
        reference_rendering_id=made.rows["renderings"][0]["rendering_id"],
    )  # fmt: skip
    made.add("quantities", "a", "640,000", value=640_000, head="pupil", kind="count")
    made.add("quantities", "a", "four million florins", value=4e6, unit="florin", kind="money")
    made.add("quantities", "c", "Seven", kind=table, **row)
    assert bool(len(absences(made.reading()))) is absent


def test_an_article_without_a_day_leaves_nothing_out_of_a_running_story():
    """Where the others are of several days, one without a day may have been printed before what it lacks."""
    made = reading(GARDEN)
    for last, absent in (("2025-05-06", True), ("2025-05-08", False)):
        made.articles["published"] = pd.to_datetime(["2025-05-05", last, None])
        made.articles.loc[made.articles["article_id"] != "last", "published"] = pd.to_datetime(["2025-05-05", last])
        assert bool(len(absences(made))) is absent


def test_the_rarest_word_bars_an_absence():
    """An article that has the rarest word of a statement, no name, may tell it otherwise."""
    assert absences(reading("Children painted girders on a wall.")).empty
    assert len(absences(reading("Children painted a wall.")))


# The sentence that holds a reference, what of it is the reference, how it is rendered, and whether it can stand alone.
SAID = [
    ("“The ferry ran aground and nobody was hurt,” said Ina Holm.", "The ferry ran aground", "direct", True),
    ("“If nobody pumps, the ferry will sink at the quay,” said Ina Holm.", "the ferry will sink at the quay", "direct", False),
    ("“The ferry stays in port until the hull is dry,” said Ina Holm.", "The ferry stays in port", "direct", False),
    ("“I asked, and it was locked,” said Ina Holm.", "it was locked", "direct", False),
    ("“It was locked,” said Ina Holm.", "It was locked", "direct", True),
    ("“He wrote ‘sail or leave the port’,” said Ina Holm.", "He wrote ‘sail or leave the port", "direct", False),
    ("Ina Holm", "Ina Holm", "direct", False),
    ("The ferry lay on its side for nine hours.", "The ferry lay on its side for nine hours.", "stated", True),
    ("The ferry lay on its side for nine hours.", "lay on its side for nine hours.", "stated", False),
    ("The ferry lay on its side for hours, where gulls sat.", "The ferry lay on its side for hours", "stated", True),
    ("He lay on its side for nine hours.", "He lay on its side for nine hours.", "stated", False),
    ("The ferry had no papers at all, Ina Holm said on Monday.", "The ferry had no papers at all", "indirect", True),
    ("The famous ferry with its red funnel, Ina Holm said, was sold.", "The famous ferry with its red funnel", "indirect", False),
    ("Ina Holm said that the ferry had no papers.", "the ferry had no papers", "indirect", False),
    ("Ina Holm said that the old ferry had no papers.", "the old ferry had no papers", "indirect", True),
    ("Ina Holm said the ferry was “a disgrace to all of us”.", "the ferry was “a disgrace to all of us", "partial", False),
    ("Ina Holm would not say how many would leave the ferry.", "how many would leave the ferry", "indirect", False),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "form", "whole"), SAID)
def test_only_what_can_stand_alone_is_said_to_be_absent(sentence, words, form, whole):
    """A shred, half of a tag, a clause without its condition and words of somebody unnamed are no statement to be left out."""
    made = Handmade(a=sentence).add("renderings", "a", words, statement_id="e/x", form=form, quote_id="q")
    made.put("statements", statement_id="e/x", event_id="event", kind="claim", reference=words, articles=1,
             reference_rendering_id=made.rows["renderings"][0]["rendering_id"])  # fmt: skip
    start = sentence.index(words)
    inside = re.search(r"“(.*)”", sentence) if form == "direct" else None
    span = inside.span(1) if inside else (start, start + len(words))
    cue = re.search(r"said|say", sentence)
    columns = {
        "content_start": span[0],
        "content_end": span[1],
        "form": "indirect" if form == "stated" else form,
        "speaker_id": "holm",
        "cue_lemma": "say",
    }
    if cue:
        columns |= {"cue_start": cue.start(), "cue_end": cue.end()}
    made.put("quotes", quote_id="q", article_id="a", start=span[0], end=span[1], **columns)
    if form == "stated":
        made.rows["renderings"][0]["quote_id"] = None
    assert ("e/x" in complete(made.reading())) is whole
