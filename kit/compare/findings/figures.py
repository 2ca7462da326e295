"""Findings on numbers: sums and tolls that one article alone gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.compare.background import Background
from kit.compare.findings.finding import among, around, found
from kit.compare.numbers import MONEY, one_sum
from kit.compare.outlets import outlet_names
from kit.compare.states import joined
from kit.english.words.lists import classes
from kit.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# A figure below this is too common to tell anything by itself.
TELLING, SUM = 10, 1000


def numbers_alone(reading: Reading) -> Iterator[dict[str, object]]:
    """Sums of money and tolls of what others tell of, too, that one article gives, and for which no other has a number."""
    if len(reading.articles) < 2:
        return
    names = outlet_names(reading)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    past, on_the_event = Background(reading), joined(reading)
    told, keys = [], []
    given: set[object] = set()  # numbers of articles, and sentences, that are told
    telling = _telling(reading.quantities)
    for row in rows(telling[telling["article_id"].isin(on_the_event)]):
        others = {key: text for key, text in texts.items() if key != row.article_id}
        if (
            {(row.article_id, row.value), row.sentence_id} & given
            or past.holds(row.article_id, row.start)
            or not _alone(row, reading.quantities, others)
        ):
            continue
        given |= {(row.article_id, row.value), row.sentence_id}
        told.append(f"“{around(reading, row.article_id, row.start, row.end)}” ({names[row.article_id]})")
        keys.append(row.quantity_id)
    if told:
        sentence = f"Among the numbers that one article alone gives: {among(told)}."
        yield found("numbers", sentence, "quantities", keys, len(keys))


def _telling(quantities: pd.DataFrame) -> pd.DataFrame:
    """Sums of money, and counts of what something was done to, that are large enough."""
    known = list(classes())
    tolls = quantities["predicate"].isin(known) | quantities["head"].isin(known)
    sums = (quantities["kind"] == MONEY) & (quantities["value"] >= SUM)
    counts = quantities["unit"].isna() & tolls & (quantities["value"] >= TELLING)
    return quantities[(sums | counts) & quantities["head"].notna()]


def _class(row: Any) -> str | None:
    """What was done to what is counted ("dead", "hurt"), if it is known."""
    known = classes()
    return next((known[str(word)] for word in (row.predicate, row.head) if str(word) in known), None)


def _alone(row: Any, quantities: pd.DataFrame, others: dict[str, str]) -> bool:
    """Whether others tell of what is counted, none has this number, and none has another number for it.

    A differing number for the same noun, or of what the same was done to, makes a spread, of which none stands alone.
    """
    elsewhere = quantities[quantities["article_id"] != row.article_id]
    if str(row.kind) != MONEY and _class(row) and any(_class(other) == _class(row) for other in rows(elsewhere)):
        return False
    counted = ((elsewhere["head"] == row.head) & (elsewhere["unit"].isna() == (str(row.kind) != MONEY))).fillna(
        value=False
    )
    if any(one_sum(row, other) for other in rows(elsewhere.dropna(subset=["value"]))):
        return False
    same = (elsewhere["value"] == row.value).fillna(value=False)
    head = str(row.head).lower()
    return (
        not (same | counted).any()
        and not any(row.text in text for text in others.values())
        and any(head in text.lower() for text in others.values())
    )
