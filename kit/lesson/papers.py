"""Papers: the pages to print, one self-contained HTML file each, all text of articles escaped."""

from __future__ import annotations

from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pandas as pd

from kit.compare.outlets import outlet_names
from kit.entry import Entries, worth_comparing
from kit.phrasing import day_in_words
from kit.schemas import TREATMENTS
from kit.terms import terms

if TYPE_CHECKING:
    from kit.exercises import Question
    from kit.tables import Reading

# Each paper, and who gets it.
PAPERS = {
    "articles": "pupil",
    "worksheet": "pupil",
    "starters": "pupil",
    "glossary": "pupil",
    "plan": "teacher",
    "discussion": "teacher",
    "rubric": "teacher",
    "answers": "teacher",
}
# What fits on the worksheet's second page: wordings of one statement.
WORDINGS = 4
# Rows for outlets on a sheet of paper.
OUTLETS = 8
# Words a minute of somebody who reads with a pencil.
PACE = 150
# What notebook 04 asks, and how many of it fit into the plan.
ASKED, ANSWERED = ("wording", "splice", "omission"), 4


def paper(name: str, reading: Reading, questions: list[Question]) -> str:
    """One paper as an HTML page. Raises KeyError for a name that is not in `PAPERS`."""
    PAPERS[name]
    names = outlet_names(reading)
    articles = [
        {
            "outlet": names[row.article_id],
            "published": "day not stated" if pd.isna(row.published) else day_in_words(row.published),
            "title": _text(row.title),
            "words": row.words,
            "language": "en" if pd.isna(row.language) else row.language,
            "paragraphs": [line for line in row.text.splitlines() if line.strip()],
        }
        for row in reading.articles.itertuples()
    ]
    return (
        _environment()
        .get_template(f"{name}.html")
        .render(
            articles=articles,
            questions=questions,
            minutes=ceil(max(reading.articles["words"].fillna(0), default=0) / PACE),
            pace=PACE,
            asked=min(ANSWERED, sum(question.kind in ASKED for question in questions)),
            entry=next(iter(worth_comparing(Entries(reading))), None),
            options=TREATMENTS[:5],
            terms=terms(),
            voices=_voices(reading),
            rows=OUTLETS,
            wordings=WORDINGS,
        )
    )


def _voices(reading: Reading) -> int:
    """How many voices with a name are heard."""
    named = reading.speakers.loc[reading.speakers["kind"] != "unnamed", "speaker_id"]
    heard = reading.quotes.loc[reading.quotes["use"] == "quotation", "speaker_id"]
    return len(set(named) & set(heard.dropna()))


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
