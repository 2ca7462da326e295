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
from tests.handmade import Handmade

BRIDGE = "The Aldmoor bridge will stay closed until the cracked girders are replaced."
GARDEN = "Volunteers planted marigolds beside the Quillby railway station."


def reading(
    last: str, *, having: int = 2, language: str = "en", certainty: str = "sure", cut: bool = False,
    form: str = "direct", against: bool = False, opening: str = "",
):  # fmt: skip
    """Some articles that print the statement about the bridge, behind an `opening`, and a last one with other words."""
    at = len(opening)
    texts = {f"a{n}": opening + BRIDGE for n in range(having)} | {"last": last}
    renderings = [
        {
            "rendering_id": f"{name}-r0", "statement_id": "e/words", "article_id": name, "start": at, "end": len(text),
            "text": BRIDGE, "form": form, "certainty": certainty, "similarity": 1.0, "coverage": 1.0, "rule": f"join.{form}",
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
        for start, end in ([(0, at), (at, len(text))] if opening and name != "last" else [(0, len(text))])
    ]  # fmt: skip
    statement = {
        "statement_id": "e/words", "event_id": "e", "kind": "claim" if form == "stated" else "utterance", "reference": BRIDGE,
        "reference_rendering_id": "a0-r0", "articles": having,
    }  # fmt: skip
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
        ("The museum at Aldmoor shows broken beams of ships.", True),
    ],
)
def test_what_is_said_in_other_words_is_not_absent(last, absent):
    """A sentence that means the same in other words bars an absence, one on another thing in the same place does not."""
    assert bool(len(absences(reading(last)))) is absent


@pytest.mark.parametrize(
    ("last", "absent"),
    [
        (GARDEN, True),
        ("The crossing at Aldmoor cannot open again before its broken beams are exchanged.", False),
    ],
)
def test_of_what_articles_state_themselves_less_is_claimed(last, absent):
    """A passage that has something of the meaning bars an absence of what articles state in their own voice."""
    assert bool(len(absences(reading(last, form="stated", opening="The council met. ")))) is absent
    assert len(absences(reading(last)))


def test_the_news_itself_is_absent_nowhere():
    """What articles state or report first, without marks, is what the event is: every article tells it in some words."""
    for form in ("stated", "indirect"):
        assert len(absences(reading(GARDEN, form=form, opening="The council met. ")))
        assert absences(reading(GARDEN, form=form)).empty
    assert len(absences(reading(GARDEN, form="direct")))


def test_a_scrap_is_absent_nowhere():
    """A name or two words in marks are no statement that an article could leave out."""
    for scrap in ("Gerard Holm", "an “immediate", "to say how many girders would be replaced"):
        made = reading(GARDEN)
        made.statements["reference"] = scrap
        assert absences(made).empty


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
    said = "Fourteen people were killed in the shaft."
    made = Handmade(a=f"The council met.\n{said}", b=f"It was night.\n{said}", c=last)
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
    ("day", "absent"), [("2025-05-02", False), ("2025-05-04", True), ("2025-05-05", True), ("2025-05-25", False)]
)
def test_an_article_of_another_time_leaves_nothing_out(day, absent):
    """What was printed more than a day before all who have a statement could not have it; two weeks later it is no news."""
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


@pytest.mark.parametrize(("value", "head", "absent"), [(650, "job", False), (650, "acre", True), (390, "job", True)])
def test_the_same_figure_of_the_same_thing_is_no_silence(value, head, absent):
    """An article that gives the figure, of what it is counted of, does not leave it out."""
    said = "The Holm yard would shed 650 jobs, mostly welders, before midwinter"
    last = "Of the posts that go half are clerks."
    made = Handmade(a=f"It rained.\n{said}.", b=f"It was night.\n{said}.", c=last)
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


@pytest.mark.parametrize(("length", "absent"), [("P143D", False), ("P9D", True)])
def test_the_same_length_of_time_is_no_silence(length, absent):
    """An article that has the days of the statement in another sentence tells of it."""
    said = "They were held for 143 days in a cellar."
    made = Handmade(
        a=f"The council met.\n{said}", b=f"It was night.\n{said}", c="What he owned all these days was a spoon."
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
