"""Files of answers as a class of invented pupils would hand them in; the same on every run."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from kit import exercises
from kit.exercises import measure
from kit.exercises.answers import blank, corpus_mark

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Heron", "Blue Fox", "Ödön", "=SUM(A1)", "<b>Kite</b>")


MADE: dict = {}


def asked(reading, limit):
    """The questions of a reading, made once."""
    key = (id(reading), limit)
    if key not in MADE:
        MADE[key] = reading, exercises.make(reading, limit=limit)  # the reading stays, or its id might come again
    return MADE[key][1]


def row(question, part, first, response, tries):
    """One answer, as the page writes it."""
    return {"question_id": question.question_id, "kind": question.kind, "part": part.label, "first": list(first),
            "response": list(response), "right": set(response) == set(part.answer), "tries": tries, "because": None}  # fmt: skip


def wrong(part):
    """A response that is not the answer."""
    return [next(option for option in part.options if [option] != list(part.answer))]


def hand_in(reading, pupil, *, skill=1.0, seed=0, limit=3):
    """One pupil's file: first responses right with the chance `skill`, right in the end, more certain afterwards."""
    chance = random.Random(seed)
    made = blank(corpus_mark(reading), made_by="page", pupil=pupil)
    for question in [*measure.questions(), *asked(reading, limit)]:
        better = skill + (1 - skill) / 2 if "/after/" in question.question_id else skill
        first = [list(part.answer) if chance.random() < better else wrong(part) for part in question.parts]
        good = all(set(one) == set(part.answer) for one, part in zip(first, question.parts, strict=True))
        again = question.kind != measure.KIND and not good
        for part, one in zip(question.parts, first, strict=True):
            made["answers"].append(row(question, part, one, part.answer if again else one, 1 + again))
    return made


def write_class_of(reading, folder: Path, size: int, *, skill=0.6) -> None:
    """As many files as pupils; the first few have names that a page or a spreadsheet might trip over."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(size):
        name = NAMES[n] if n < len(NAMES) else f"Pupil {n}"
        made = hand_in(reading, name, skill=skill, seed=n)
        for quote in reading.quotes["quote_id"].head(6):
            value = "Somebody Else" if n % 3 else str(reading.quotes.set_index("quote_id")["speaker"].get(quote))
            made["checks"].append(
                {"table": "quotes", "row_id": quote, "column": "speaker", "value": value, "note": "the verb"}
            )
        made["notes"] += [
            {"item": f"measure/{form}/why", "text": "<i>It names</i> the mayor."} for form in measure.FORMS
        ]
        made["notes"].append({"item": "mind/sentence", "text": "I would change my mind if I saw the letter."})
        (folder / f"answers-{n:02}.json").write_text(json.dumps(made), encoding="utf-8")
