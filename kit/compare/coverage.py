"""Coverage: which article renders which statement, how, how early, and what it leaves out.

An article that does not render a statement is not thereby wrong: it may be shorter, older or about something else.
The kit shows that the words are not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import frame
from kit.compare.collation import said_texts
from kit.compare.outlets import outlet_names
from kit.english.annotate import english

if TYPE_CHECKING:
    from kit.tables import Reading

# How an article has a statement, the closest to the words first.
PRESENCE = ("quoted", "quoted in part", "reported", "stated as fact", "absent")
FORM_PRESENCE = dict(zip(("direct", "partial", "indirect", "stated"), PRESENCE, strict=False))

_COVERAGE = {
    "statement_id": "text", "event_id": "text", "kind": "text", "speaker": "text", "statement": "text", "articles": "int",
    "article_id": "text", "outlet": "text", "presence": "text", "wording": "text", "spliced": "flag",
    "coverage": "number", "similarity": "number", "rendering_id": "text", "renderings": "int", "start": "int",
    "end": "int", "text": "text", "place": "number",
}  # fmt: skip
_OMISSIONS = {
    "statement_id": "text", "kind": "text", "speaker": "text", "statement": "text", "articles": "int", "of": "int",
    "has_it": "text", "leaves_it_out": "text",
}  # fmt: skip
_LONE = {
    "statement_id": "text", "kind": "text", "speaker": "text", "article_id": "text", "outlet": "text", "presence": "text",
    "rendering_id": "text", "start": "int", "end": "int", "text": "text", "place": "number",
}  # fmt: skip


def coverage(reading: Reading) -> pd.DataFrame:
    """Every statement in every article of its event: how it is rendered there, or that it is absent.

    One row a statement and article. `presence` is one of `PRESENCE`; the other columns speak of the closest rendering
    (quoted before reported, then the one with most of the reference's words): `wording, spliced, coverage, similarity,
    rendering_id, start, end, text`; `renderings` counts all of them; `place` is how far into the article's words the
    first one stands (0 its beginning, 1 its end). Statements most articles render come first.

    >>> import kit
    >>> rows = coverage(kit.read("seeds"))
    >>> set(rows["presence"]) <= set(PRESENCE)
    True

    It sees what `align` has joined: a rendering in wholly other words counts as absent. Of an article that is not in
    English nothing is said to be absent: it has a row only where it prints the statement.
    """
    names = outlet_names(reading)
    length = {row.article_id: max(len(row.text), 1) for row in reading.articles.itertuples()}
    inside = reading.articles.groupby("event_id", sort=False)["article_id"].agg(list)
    foreign = {row.article_id for row in reading.articles.itertuples() if not english(row.language)}
    speakers = reading.speakers.set_index("speaker_id")["name"]
    said = said_texts(reading)
    found: dict[tuple[str, str], list[Any]] = {}
    for rendering in reading.renderings.itertuples():
        found.setdefault((rendering.statement_id, rendering.article_id), []).append(rendering)
    rows = []
    for statement in _ordered(reading).itertuples():
        for article_id in inside[statement.event_id]:
            here = sorted(found.get((statement.statement_id, article_id), []), key=_closest)
            if not here and article_id in foreign:
                continue
            row: dict[str, Any] = {
                "statement_id": statement.statement_id,
                "event_id": statement.event_id,
                "kind": statement.kind,
                "speaker": speakers.get(statement.speaker_id, pd.NA) if pd.notna(statement.speaker_id) else pd.NA,
                "statement": said[statement.reference_rendering_id],
                "articles": statement.articles,
                "article_id": article_id,
                "outlet": names[article_id],
                "presence": "absent",
                "renderings": len(here),
            }
            if here:
                best = here[0]
                row |= {label: getattr(best, label) for label in ("wording", "spliced", "coverage", "similarity")}
                row |= {label: getattr(best, label) for label in ("rendering_id", "start", "end", "text")}
                row["presence"] = FORM_PRESENCE[str(best.form)]
                row["place"] = min(one.start for one in here) / length[article_id]
            rows.append(row)
    return frame(rows, **_COVERAGE)


def omissions(reading: Reading) -> pd.DataFrame:
    """Statements that two or more articles render and at least one of the event does not.

    One row a statement: `statement_id, kind, speaker, statement, articles` (that have it), `of` (articles of the
    event that are compared), `has_it`, `leaves_it_out` (outlets). What most have comes first: there an absence is most telling.

    >>> import kit
    >>> made = omissions(kit.read("seeds"))
    >>> bool((made["articles"] < made["of"]).all())
    True
    """
    rows = []
    for statement_id, group in coverage(reading).groupby("statement_id", sort=False):
        absent = group["presence"] == "absent"
        if absent.any() and (~absent).sum() >= 2:
            first = group.iloc[0]
            rows.append(
                {
                    "statement_id": statement_id,
                    **{label: first[label] for label in ("kind", "speaker", "statement")},
                    "articles": int((~absent).sum()),
                    "of": len(group),
                    "has_it": ", ".join(group.loc[~absent, "outlet"]),
                    "leaves_it_out": ", ".join(group.loc[absent, "outlet"]),
                }
            )
    return frame(rows, **_OMISSIONS)


def lone_statements(reading: Reading) -> pd.DataFrame:
    """What somebody says in one article only, and how early it stands there.

    One row a statement: `statement_id, kind, speaker, article_id, outlet, presence, rendering_id, start, end, text,
    place`. In an event of one article there is nothing to be alone among: no rows.

    >>> import kit
    >>> made = lone_statements(kit.read("seeds"))
    >>> made["statement_id"].is_unique
    True
    """
    rows = coverage(reading)
    among = reading.articles.groupby("event_id")["article_id"].count()
    lone = rows[(rows["articles"] == 1) & (rows["presence"] != "absent") & (rows["event_id"].map(among) > 1)]
    place = {key: n for n, key in enumerate(reading.articles["article_id"])}
    lone = lone.sort_values(["article_id", "start"], key=lambda c: c.map(place) if c.name == "article_id" else c)
    return frame(lone[list(_LONE)].to_dict("records"), **_LONE)


def _ordered(reading: Reading) -> pd.DataFrame:
    """Statements, those of most articles first, then by where their reference stands."""
    start = reading.renderings.set_index("rendering_id")["start"]
    made = reading.statements.assign(_start=reading.statements["reference_rendering_id"].map(start))
    return made.sort_values(
        ["event_id", "articles", "kind", "_start", "statement_id"], ascending=[True, False, False, True, True]
    ).drop(columns="_start")


def _closest(rendering: Any) -> tuple:
    forms = list(FORM_PRESENCE)
    return (
        forms.index(str(rendering.form)),
        -(rendering.coverage if pd.notna(rendering.coverage) else 0),
        rendering.start,
    )
