"""Passages: from the keys of any answer back to the words in the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.answer_table import answer
from kit.compare.outlets import outlet_names
from kit.english.words.concordance import context
from kit.tables import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from kit.tables import Reading

# Characters shown on each side.
WIDTH = 80


def passages(reading: Reading, keys: str | Iterable[str], *, width: int = WIDTH) -> pd.DataFrame:
    """Where the rows with these keys stand, with the words around them.

    `keys` are ids of any table with offsets (quotes, labels, quantities, renderings …), as a list or as one string with
    spaces, as the column `keys` of the comparisons has them. One row a key, in the order given: `key, table, article_id,
    outlet, start, end, before, text, after`; a statement's id gives a row for each of its renderings. Raises KeyError
    for a key that no table has.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> passages(reading, reading.sentences["sentence_id"].iloc[0])["start"].tolist() == [reading.sentences["start"].iloc[0]]
    True
    """
    rendered = reading.renderings.groupby("statement_id")["rendering_id"].apply(list)
    given = keys.split() if isinstance(keys, str) else list(keys)
    wanted = [one for key in given for one in (rendered[key] if key in rendered.index else [key])]
    names = outlet_names(reading)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    found = {}
    for table, rows in reading.tables().items():
        key = SCHEMAS[table].key
        if key and {"article_id", "start", "end"} <= set(rows.columns):
            mine = rows[rows[key].isin(wanted) & rows["start"].notna()]
            found.update({getattr(row, key): (table, row.article_id, row.start, row.end) for row in mine.itertuples()})
    lost = [key for key in wanted if key not in found]
    if lost:
        raise KeyError(f"No table has a passage with the key {lost[0]!r}; keys are ids such as quote_id or label_id.")
    rows = []
    for key in wanted:
        table, article_id, start, end = found[key]
        rows.append(
            {
                "key": key,
                "table": table,
                "article_id": article_id,
                "outlet": names[article_id],
                **context(texts[article_id], start, end, width),
            }
        )
    return answer("passages", ({**row, "text": row["match"]} for row in rows))
