"""Figures: the numbers of an event laid side by side by what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.frame import frame
from kit.compare.outlets import outlet_names
from kit.words.likeness import by_letters

if TYPE_CHECKING:
    from kit.tables import Reading

# Likeness of two sentences (TF-IDF of letters, 0 to 1) from which their numbers may speak of one thing. Sentences that
# report one fact in other words lie around 0.3, sentences of one event on other facts below 0.1.
SAME_FACT = 0.25
# The same number of the same thing needs less, different numbers of the same thing a little more than none.
SAME_NUMBER, SAME_THING = 0.05, 0.12
NUMBERS = {
    "group": "text", "what": "text", "quantity_id": "text", "article_id": "text", "outlet": "text", "text": "text",
    "value": "number", "upper": "number", "unit": "text", "of": "text", "bound": "text", "status": "text",
}  # fmt: skip


def numbers(reading: Reading) -> pd.DataFrame:
    """Every quantity, grouped by what it counts or measures.

    One row a quantity: `group` (of numbers of one event that speak of one thing), `what` (its unit and what is
    counted), `quantity_id, article_id, outlet, text, value, upper, unit, of, bound, status`: `one outlet` (no other
    article has a number of this thing), `same` (the articles of the group give the same value), `differ` (they do not: "2 %"
    and "more than 2 %" differ in `bound` only and count as the same).

    Two numbers speak of one thing if their units are the same and they count the same noun in alike sentences, or
    stand in sentences that say the same. It shows candidates: "5 % of GDP" asked for and "2 % of GDP" agreed on may
    stand in one group and both be true.
    """
    found = reading.quantities.merge(reading.articles[["article_id", "event_id"]], on="article_id")
    rows = []
    names = outlet_names(reading)
    place = {key: n for n, key in enumerate(names.index)}
    texts = reading.sentences.set_index("sentence_id")["text"]
    for event_id, mine in found.groupby("event_id", sort=True):
        ordered = mine.assign(_at=mine["article_id"].map(place)).sort_values(["_at", "start"]).reset_index(drop=True)
        groups = _groups(ordered, [str(texts.get(key, "")) for key in ordered["sentence_id"]])
        for number, group in ordered.groupby(pd.Series(groups), sort=True):
            what, status = _what(group), _status(group)
            for row in group.itertuples():
                rows.append(
                    {
                        "group": f"{event_id}/{number}",
                        "what": what,
                        "quantity_id": row.quantity_id,
                        "article_id": row.article_id,
                        "outlet": names[row.article_id],
                        "text": row.text,
                        "value": row.value,
                        "upper": getattr(row, "upper", pd.NA),
                        "unit": row.unit,
                        "of": row.of,
                        "bound": getattr(row, "bound", pd.NA),
                        "status": status,
                    }
                )
    return frame(rows, **NUMBERS)


def _groups(rows: pd.DataFrame, sentences: list[str]) -> list[int]:
    """A group number for each row, in order of first appearance: joined pairs, and what hangs together by them."""
    parent = list(range(len(rows)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    likeness = by_letters(sentences)
    records = list(rows.itertuples())
    for j, later in enumerate(records):
        for i, earlier in enumerate(records[:j]):
            if _one_thing(earlier, later, likeness[i, j]):
                parent[find(j)] = find(i)
    order: dict[int, int] = {}
    return [order.setdefault(find(i), len(order)) for i in range(len(records))]


def _one_thing(a: object, b: object, likeness: float) -> bool:
    mine, other = (_unit(x) for x in (a, b))
    if mine != other:
        return False
    heads = [getattr(x, "head", pd.NA) for x in (a, b)]
    known = not (pd.isna(heads[0]) or pd.isna(heads[1]))
    same_value = bool(pd.notna(a.value) and pd.notna(b.value) and a.value == b.value)  # type: ignore[attr-defined]
    if known and heads[0] == heads[1]:
        return bool(likeness >= (SAME_NUMBER if same_value else SAME_THING))
    if same_value:
        return bool(likeness >= SAME_THING) or mine != "count"
    return bool(likeness >= SAME_FACT) and not known and a.article_id != b.article_id  # type: ignore[attr-defined]


def _unit(row: object) -> str:
    return "count" if pd.isna(row.unit) else str(row.unit)  # type: ignore[attr-defined]


def _what(group: pd.DataFrame) -> str:
    said = group["of"].dropna()
    unit = group["unit"].dropna()
    thing = said.mode().sort_values(key=lambda s: s.str.len()).iloc[0] if len(said) else "not said what of"
    return f"{unit.iloc[0]}: {thing}" if len(unit) else thing


def _status(group: pd.DataFrame) -> str:
    if group["article_id"].nunique() < 2:
        return "one outlet"
    values = {key: frozenset(rows["value"].dropna()) for key, rows in group.groupby("article_id")}
    return "same" if len(set(values.values())) == 1 else "differ"
