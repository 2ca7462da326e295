"""Absences: what may be said to be left out, and what is only not found."""

from __future__ import annotations

import pandas as pd
import pytest

from kit import tables
from kit.compare import absences

BRIDGE = "The Aldmoor bridge will stay closed until the cracked girders are replaced."
GARDEN = "Volunteers planted marigolds beside the Quillby railway station."


def reading(
    last: str, *, having: int = 2, language: str = "en", certainty: str = "sure", cut: bool = False,
    form: str = "direct", against: bool = False,
):  # fmt: skip
    """Some articles that print the statement about the bridge, and a last one with other words."""
    texts = {f"a{n}": BRIDGE for n in range(having)} | {"last": last}
    renderings = [
        {
            "rendering_id": f"{name}-r0", "statement_id": "e/words", "article_id": name, "start": 0, "end": len(text),
            "text": text, "form": form, "certainty": certainty, "similarity": 1.0, "coverage": 1.0, "rule": f"join.{form}",
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
            "sentence_id": f"{n}-s0",
            "article_id": n,
            "paragraph": 1,
            "role": "body",
            "start": 0,
            "end": len(t),
            "text": t,
        }
        for n, t in texts.items()
    ]
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
        (GARDEN, {"form": "stated", "having": 4}),
        (GARDEN, {"against": True}),
        ("Volunteers planted marigolds and cracked girders at the railway station.", {"form": "indirect"}),
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
        "in their own voice",
        "contradicted",
        "reported, some words there",
        "another language",
        "only perhaps in others",
        "cut by a paywall",
        "other order",
        "words spread",
    ],
)
def test_what_is_not_sure_is_not_called_absent(last, more):
    """Too few others, own voice, a contradiction, another language, a missing end, or the words there: nothing is said."""
    assert absences(reading(last, **more)).empty


def test_of_quotations_more_is_claimed_than_of_reports():
    """Where half of the words are there, what others quote in marks may be called absent, and what they report not."""
    some = "Volunteers planted marigolds and cracked girders at the railway station."
    assert len(absences(reading(some))) == 1
    assert absences(reading(some, form="indirect")).empty


def test_absences_are_numbers_between_nothing_and_all():
    """What an absence rests on stands in its row, with its rule."""
    row = absences(reading(GARDEN)).iloc[0]
    assert 0 <= row["nearest"] <= 1
    assert 0 <= row["words_there"] <= 1
    assert pd.notna(row["rule"])
