"""Apparatus: what each article did with each statement, decided once for every chart, page, worksheet and exercise.

Textual scholars print an apparatus: one entry a passage, who reads what. Here an entry is a statement; `apparatus`
chooses the rendering that stands for each article, names its treatment and numbers the statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.english.annotate import english
from kit.tables.schemas import RENDERING_FORMS, TREATMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.tables import Reading

WORD_FOR_WORD, TRIMMED, REWORDED, IN_PART, REPORTED, STATED, NOT_FOUND, NOT_COMPARED = TREATMENTS
# The forms in which words stand inside quotation marks.
QUOTED = ("direct", "partial")
_WORDING = {"verbatim": WORD_FOR_WORD, "trimmed": TRIMMED, "reworded": REWORDED}
_FORM = {"direct": WORD_FOR_WORD, "partial": IN_PART, "indirect": REPORTED, "stated": STATED}


def apparatus(reading: Reading) -> pd.DataFrame:
    """What every article did with every statement of its event: a row for each statement and article.

    Takes a Reading; returns the table `apparatus` of `kit.tables.schemas`: `number, statement_id, article_id, treatment,
    certainty, rendering_id, also, conflicts`, by event, number and the articles' order. `rendering_id` is the rendering
    that stands for the article: sure before perhaps, direct before partial before indirect before stated, then the
    greatest coverage, then the first; `also` the others and `conflicts` the rows of that table that touch the article,
    as ids with spaces between, missing if there are none. `treatment` and `certainty` speak of the standing rendering;
    an article without one has `not found`, or `not compared` if it is not analysed or an earlier state of another, and no certainty. `number` counts
    from 1 in each event: the statements that most articles surely render, then those that most quote, then by where
    they first stand.

    >>> import kit
    >>> made = apparatus(kit.read("seeds"))
    >>> made[made["number"] == 1]["treatment"].tolist()[0] in TREATMENTS
    True

    It sees what `align` joined: `not found` does not say that an article leaves the statement out.
    """
    found = standing(reading)
    disputed = _conflicts(reading)
    foreign = not_compared(reading)
    inside = reading.articles.groupby("event_id", sort=False)["article_id"].agg(list)
    numbers = number(reading, found)
    events = dict(zip(reading.statements["statement_id"], reading.statements["event_id"], strict=True))
    made = []
    order = {event_id: n for n, event_id in enumerate(inside.index)}
    for statement_id in sorted(numbers, key=lambda key: (order[events[key]], numbers[key])):
        for article_id in inside[events[statement_id]]:
            mine = found.get((statement_id, article_id), [])
            best = mine[0] if mine else None
            made.append(
                {
                    "number": numbers[statement_id],
                    "statement_id": statement_id,
                    "article_id": article_id,
                    "treatment": treatment(best) if best else NOT_COMPARED if article_id in foreign else NOT_FOUND,
                    "certainty": best.certainty if best else pd.NA,
                    "rendering_id": best.rendering_id if best else pd.NA,
                    "also": _joined(r.rendering_id for r in mine[1:]),
                    "conflicts": _joined(disputed.get((statement_id, article_id), ())),
                }
            )
    return tables.table("apparatus", made)


def treatment(rendering: Any) -> str:
    """What a rendering does with its statement: one of `TREATMENTS`.

    Takes a row of `renderings` (`form`, `wording`). Words that differ inside marks are named before the form; a
    fragment leaves words out by its nature and is only quoted in part.
    """
    judged = rendering.wording if pd.notna(rendering.wording) else None
    if judged and (rendering.form == "direct" or (rendering.form == "partial" and judged == "reworded")):
        return _WORDING[judged]
    return _FORM[str(rendering.form)]


def standing(reading: Reading) -> dict[tuple[str, str], list[Any]]:
    """The renderings of each statement and article, the one that stands for the article first.

    Keys are `(statement_id, article_id)`; values are rows of `renderings` with `certainty`.
    """
    ranked = reading.renderings
    rank = {form: n for n, form in enumerate(RENDERING_FORMS)}
    found: dict[tuple[str, str], list[Any]] = {}
    for row in tables.rows(ranked):
        found.setdefault((row.statement_id, row.article_id), []).append(row)
    for mine in found.values():
        mine.sort(
            key=lambda r: (
                r.certainty != "sure",
                rank[str(r.form)],
                -(r.coverage if pd.notna(r.coverage) else 0),
                r.start,
                r.rendering_id,
            )
        )
    return found


def number(reading: Reading, found: dict[tuple[str, str], list[Any]]) -> dict[str, int]:
    """The one number of each statement, counted from 1 in each event; `found` is what `standing` gives."""
    place = {article_id: n for n, article_id in enumerate(reading.articles["article_id"])}
    sure: dict[str, int] = {}
    quoting: dict[str, int] = {}
    first: dict[str, tuple[bool, int, int]] = {}
    for (statement_id, article_id), mine in found.items():
        best = mine[0]
        is_sure = best.certainty == "sure"
        sure[statement_id] = sure.get(statement_id, 0) + is_sure
        quoting[statement_id] = quoting.get(statement_id, 0) + (is_sure and best.form in QUOTED)
        here = (not is_sure, place[article_id], int(min(r.start for r in mine if (r.certainty == "sure") == is_sure)))
        first[statement_id] = min(here, first.get(statement_id, here))
    last = (True, len(place), 0)
    made: dict[str, int] = {}
    for _, group in reading.statements.groupby("event_id", sort=False):
        ranked = sorted(
            group["statement_id"], key=lambda s: (-sure.get(s, 0), -quoting.get(s, 0), first.get(s, last), s)
        )
        made |= {statement_id: n for n, statement_id in enumerate(ranked, 1)}
    return made


def not_compared(reading: Reading) -> frozenset[str]:
    """The articles of which nothing is said to be missing: those in another language, and earlier states of others."""
    return frozenset(
        row.article_id for row in tables.rows(reading.articles) if pd.notna(row.version_of) or not english(row.language)
    )


def _conflicts(reading: Reading) -> dict[tuple[str, str], list[str]]:
    """The conflicts of each statement and article, in the table's order."""
    made: dict[tuple[str, str], list[str]] = {}
    for row in tables.rows(reading.conflicts):
        if pd.notna(row.statement_id):
            for article_id in dict.fromkeys((row.left_article_id, row.right_article_id)):
                made.setdefault((row.statement_id, article_id), []).append(row.conflict_id)
    return made


def _joined(ids: Iterable[str]) -> Any:
    return " ".join(ids) or pd.NA
