"""Collation: every outlet's wording of one statement against the reference, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.align.collation import Collation, Witness, collate
from kit.align.normalise import fold, name_spellings
from kit.compare.outlets import outlet_names
from kit.tables import rows as each
from kit.tables import rows_by_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from kit.align.normalise import Word
    from kit.tables import Reading


def words_inside(
    text: str, rendering: Any, quotes: Iterable[Any], spellings: Mapping[str, str] | None = None
) -> list[Word]:
    """The words of a rendering that stand inside quotation marks; all of them if it has no marks.

    `text` is the article's, `quotes` are its rows of that table.
    """
    spans = []
    if rendering.form in ("direct", "partial"):
        spans = sorted(
            (max(q.start, rendering.start), min(q.end, rendering.end))
            for q in quotes
            if q.form != "indirect" and q.start < rendering.end and q.end > rendering.start
        )
    return [
        word
        for start, end in spans or [(rendering.start, rendering.end)]
        for word in fold(text, start=start, end=end, spellings=spellings)
    ]


def said_texts(reading: Reading) -> dict[str, str]:
    """Every rendering as it is shown, by `rendering_id`.

    A direct quotation is shown without the "he added" that breaks it; white space is evened out.
    """
    direct = reading.quotes[reading.quotes["form"] == "direct"].sort_values("start")
    quoted = rows_by_article(direct)
    said = {}
    for row in each(reading.renderings):
        quotes = quoted.get(row.article_id, []) if row.form == "direct" else []
        inside = [q for q in quotes if q.start < row.end and q.end > row.start]
        text = " ".join(q.text[max(row.start - q.start, 0) : row.end - q.start] for q in inside)
        said[row.rendering_id] = " ".join((text or row.text).split())
    return said


def collation(reading: Reading, statement_id: str, *, marked: bool = True) -> Collation:
    """The wordings of one statement, word under word; the reference first, the others in the order of the articles.

    With `marked` (the default) only renderings inside quotation marks, where every word counts; without it the
    reported and stated ones too. Raises KeyError for a statement that is not there.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> laid = collation(reading, reading.statements["statement_id"].iloc[0])
    >>> len(laid.rows) == len(laid.witnesses)
    True
    """
    statement, rows = _statement(reading, statement_id)
    names = outlet_names(reading)
    articles, mentions, quotes = (
        table[table["article_id"].isin(rows["article_id"])]
        for table in (reading.articles, reading.mentions, reading.quotes)
    )
    spellings, quoted = name_spellings(each(mentions)), rows_by_article(quotes)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    witnesses = {
        row.rendering_id: Witness(
            names[row.article_id],
            words_inside(texts[row.article_id], row, quoted.get(row.article_id, ()), spellings),
            row.rendering_id,
        )
        for row in rows.itertuples()
        if not marked or row.form in ("direct", "partial") or row.rendering_id == statement.reference_rendering_id
    }
    reference = witnesses.pop(statement.reference_rendering_id)
    return collate(reference, list(witnesses.values()))


def _statement(reading: Reading, statement_id: str) -> tuple[Any, pd.DataFrame]:
    found = reading.statements[reading.statements["statement_id"] == statement_id]
    if found.empty:
        raise KeyError(
            f"there is no statement {statement_id!r}; reading.statements['statement_id'] lists the {len(reading.statements)} there are."
        )
    place = {key: n for n, key in enumerate(reading.articles["article_id"])}
    rows = reading.renderings[reading.renderings["statement_id"] == statement_id]
    return next(found.itertuples()), rows.sort_values(
        ["article_id", "start"], key=lambda c: c.map(place) if c.name == "article_id" else c
    )
