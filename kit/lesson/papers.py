"""Papers: the pages to print, one self-contained HTML file each, all text of articles escaped."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from kit.compare.apparatus import WORD_FOR_WORD
from kit.compare.outlets import outlets
from kit.compare.states import latest
from kit.data.terms import terms
from kit.entry import Entries, chip, chip_style, worth_comparing
from kit.entry.templates import templates
from kit.exercises import measure
from kit.lesson.background import background
from kit.lesson.event import one_event
from kit.lesson.heard import heard
from kit.phrasing import day_in_words
from kit.tables.schemas import TREATMENTS

if TYPE_CHECKING:
    from kit.exercises import Question
    from kit.tables import Reading

TEMPLATES = Path(__file__).with_name("templates")
# Each paper, and who gets it.
PAPERS = {
    **dict.fromkeys(("articles", "worksheet", "starters", "glossary", "exit_ticket"), "pupil"),
    **dict.fromkeys(("plan", "background", "slides", "discussion", "solution", "samples", "rubric", "measure", "answers"), "teacher"),
}  # fmt: skip
# What fits on the worksheet's second page: wordings of one statement.
WORDINGS = 4
# Rows for outlets on a sheet of paper.
OUTLETS = 8
# Words a minute of somebody who reads with a pencil.
PACE = 150
# What notebook 04 asks, and how many of it fit into the plan.
ASKED, ANSWERED = ("wording", "splice", "omission"), 4


def papers(reading: Reading, questions: list[Question]) -> dict[str, str]:
    """Every paper of `PAPERS` as an HTML page, by name."""
    facts = _facts(reading, questions)
    return {name: templates(TEMPLATES).get_template(f"{name}.html").render(**facts) for name in PAPERS}


def cover(reading: Reading, files: list[str]) -> str:
    """The teacher's `index.html`: what is in the folder, what to print and to open, in which order."""
    return templates(TEMPLATES).get_template("index.html").render(files=set(files), **_facts(one_event(reading), []))


def _facts(reading: Reading, questions: list[Question]) -> dict[str, Any]:
    """What papers print, all of it from the reading."""
    reading = latest(reading)
    articles = printed(reading)
    event = one_event(reading)
    entry = next(iter(worth_comparing(Entries(event))), None)
    return {
        "articles": articles,
        "chip_style": Markup(chip_style()),  # noqa: S704 - our own
        "questions": questions,
        "minutes": ceil(max(reading.articles["words"].fillna(0), default=0) / PACE),
        "pace": PACE,
        "asked": min(ANSWERED, sum(question.kind in ASKED for question in questions)),
        "entry": entry,
        "changed": next((row for row in entry.quoted if row.treatment != WORD_FOR_WORD), None) if entry else None,
        "facts": {article["id"]: article for article in articles},
        "options": TREATMENTS[:5],
        "terms": terms(),
        "wordings": WORDINGS,
        "background": background(event),
        "heard": heard(event),
        "voices": _voices(reading),
        "rows": OUTLETS,
        "forms": [(form, measure.reports(form)) for form in measure.FORMS],
        "measured": measure.questions(),
        "why": measure.why(),
        "points": measure.rubric(),
    }


def printed(reading: Reading) -> list[dict[str, Any]]:
    """The articles as papers and the pupils' page print them, outlet by outlet; "" for what is not stated."""
    rows = {row.article_id: row for row in reading.articles.itertuples()}
    return [
        {
            "id": row.article_id, "outlet": one.name, "chip": chip(one), "byline": _text(row.byline), "agency": _text(row.agency),
            "title": _text(row.title), "words": row.words, "language": _text(row.language) or "en",
            "published": "" if pd.isna(row.published) else day_in_words(row.published),
            "paragraphs": [line for line in row.text.splitlines() if line.strip()],
        }
        for one in outlets(reading)
        for row in [rows[one.article_id]]
    ]  # fmt: skip


def _voices(reading: Reading) -> int:
    """How many voices with a name are heard."""
    named = reading.speakers.loc[reading.speakers["kind"] != "unnamed", "speaker_id"]
    heard = reading.quotes.loc[reading.quotes["use"] == "quotation", "speaker_id"]
    return len(set(named) & set(heard.dropna()))


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
