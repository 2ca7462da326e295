"""Coverage: which article renders which statement, how, how early, and what was not found in it.

An article that does not render a statement is not thereby wrong: it may be shorter, older or about something else.
The kit shows that the words are not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.apparatus import NOT_COMPARED, NOT_FOUND, apparatus
from kit.compare.collation import said_texts
from kit.compare.outlets import outlet_names
from kit.compare.position import Depths
from kit.compare.states import counted_once
from kit.tables import rows as each

if TYPE_CHECKING:
    from kit.tables import Reading


def coverage(reading: Reading) -> pd.DataFrame:
    """Every statement in every article of its event, as `kit.compare.apparatus` has it, with the words to show.

    One row a statement and article, in the apparatus's order. `treatment` and `certainty` are the apparatus's; the
    columns `spliced, coverage, similarity, rendering_id, start, end, text` speak of the rendering that stands for the
    article; `renderings` counts all of them; `articles` counts the articles that surely have the statement; `depth` is
    how far down the article it first stands (`kit.compare.depth`).

    >>> import kit
    >>> rows = coverage(kit.read("seeds"))
    >>> set(rows["treatment"]) <= set(kit.tables.schemas.TREATMENTS)
    True

    It sees what `align` has joined: a rendering in wholly other words is not found.
    """
    names = outlet_names(reading)
    statements = {row.statement_id: row for row in each(reading.statements)}
    renderings = {row.rendering_id: row for row in each(reading.renderings)}
    speakers = dict(zip(reading.speakers["speaker_id"], reading.speakers["name"], strict=True))
    said = said_texts(reading)
    made = apparatus(reading)
    sure = made[made["certainty"] == "sure"].groupby("statement_id")["article_id"].count().to_dict()
    down = Depths(reading)
    rows = []
    for cell in each(made):
        statement = statements[cell.statement_id]
        row: dict[str, Any] = {
            "number": cell.number,
            "statement_id": cell.statement_id,
            "event_id": statement.event_id,
            "kind": statement.kind,
            "speaker": speakers.get(statement.speaker_id, pd.NA) if pd.notna(statement.speaker_id) else pd.NA,
            "statement": said[statement.reference_rendering_id],
            "articles": sure.get(cell.statement_id, 0),
            "article_id": cell.article_id,
            "outlet": names[cell.article_id],
            "treatment": cell.treatment,
            "certainty": cell.certainty,
            "renderings": 0,
        }
        if pd.notna(cell.rendering_id):
            best = renderings[cell.rendering_id]
            others = [renderings[key] for key in cell.also.split()] if pd.notna(cell.also) else []
            row |= {label: getattr(best, label) for label in ("spliced", "coverage", "similarity")}
            row |= {label: getattr(best, label) for label in ("rendering_id", "start", "end", "text")}
            row["renderings"] = 1 + len(others)
            row["depth"] = down.depth(cell.article_id, min(one.start for one in (best, *others)))
        rows.append(row)
    return answer("coverage", rows)


def omissions(reading: Reading) -> pd.DataFrame:
    """Statements that two or more articles surely have and that are not found in at least one of the event.

    One row a statement: `number, statement_id, kind, speaker, statement, articles` (that surely have it), `of` (articles
    of the event that are compared), `has_it`, `not_found_in` (outlets). What most have comes first: there a gap is most
    telling. An article that only may have it is in neither list.

    >>> import kit
    >>> made = omissions(kit.read("seeds"))
    >>> bool((made["articles"] < made["of"]).all())
    True
    """
    rows = []
    for _, group in coverage(reading).groupby("statement_id", sort=False):
        gone = group["treatment"] == NOT_FOUND
        sure = (group["certainty"] == "sure").fillna(False)
        if gone.any() and sure.sum() >= 2:
            first = group.iloc[0]
            rows.append(
                {
                    **{label: first[label] for label in ("number", "statement_id", "kind", "speaker", "statement")},
                    "articles": int(sure.sum()),
                    "of": int((group["treatment"] != NOT_COMPARED).sum()),
                    "has_it": ", ".join(group.loc[sure, "outlet"]),
                    "not_found_in": ", ".join(group.loc[gone, "outlet"]),
                }
            )
    return answer("omissions", rows)


@counted_once
def lone_statements(reading: Reading) -> pd.DataFrame:
    """What somebody says in one article only, and how far down it stands there.

    One row a statement: `number, statement_id, kind, speaker, article_id, outlet, treatment, rendering_id, start, end,
    text, depth`. A statement that may be the same in a second article is not alone. In an event of one article there is
    nothing to be alone among: no rows.

    >>> import kit
    >>> made = lone_statements(kit.read("seeds"))
    >>> made["statement_id"].is_unique
    True
    """
    rows = coverage(reading)
    rows = rows[rows["rendering_id"].notna()]
    among = reading.articles.groupby("event_id")["article_id"].count()
    alone = rows.groupby("statement_id")["article_id"].transform("count") == 1
    lone = rows[alone & (rows["certainty"] == "sure") & (rows["event_id"].map(among) > 1)]
    place = {key: n for n, key in enumerate(reading.articles["article_id"])}
    lone = lone.sort_values(["article_id", "start"], key=lambda c: c.map(place) if c.name == "article_id" else c)
    return answer("lone_statements", lone.to_dict("records"))
