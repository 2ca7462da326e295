"""Judgements of the kit that a pupil checks on the page: some sure, some not, none that is asked elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.outlets import outlet_names
from kit.data.rulebook import explain
from kit.phrasing import plain, weekday_in_words

if TYPE_CHECKING:
    from kit.tables import Reading

# What is checked: the question, the table, the column; how many rows of each.
CHECKS = (("Who speaks?", "quotes", "speaker"), ("Which day is meant?", "times", "value"))
ROWS = 4
# Characters of the article on either side, and choices offered.
CONTEXT, CHOICES = 260, 8


def checks(reading: Reading, asked: set[str]) -> list[dict[str, Any]]:
    """Rows spread evenly over the articles: the passage with what stands around it, what the kit says, and choices.

    `asked` are the ids of rows that a question asks about; they are left out. Rows come as they stand, every so-manieth:
    whoever checks only what looks odd learns how often odd rows are wrong.
    """
    names = outlet_names(reading)
    articles = reading.articles.set_index("article_id")
    made = []
    for question, table, column in CHECKS:
        frame = reading.tables()[table]
        key = frame.columns[0]
        for row in _spread(_open(frame, table)[lambda rows, key=key: ~rows[key].isin(asked)]).to_dict("records"):
            text, start, end = articles.at[row["article_id"], "text"], int(row["start"]), int(row["end"])
            value = None if pd.isna(row[column]) else str(row[column])
            choices = _choices(reading, row["article_id"], table, value)
            made.append(
                {
                    "table": table, "row_id": row[key], "column": column, "question": question,
                    "outlet": plain(names[row["article_id"]]), "before": plain(_after_blank(text[max(start - CONTEXT, 0) : start])),
                    "text": plain(text[start:end]), "after": plain(_before_blank(text[end : end + CONTEXT])), "value": value,
                    "shown": "not known" if value is None else _day(value), "rule": explain(row.get("rule")),
                    "choices": choices,
                }
            )  # fmt: skip
    return made


def _open(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Quotations of somebody; expressions that say a day without its number."""
    if table == "quotes":
        rows = frame[(frame["use"] == "quotation") & frame["form"].isin(["direct", "partial"])]
    else:
        day = frame["value"].str.fullmatch(r"\d{4}-\d{2}-\d{2}").fillna(False).astype(bool)
        rows = frame[day & ~frame["text"].str.contains(r"\d")]
    return rows.sort_values(["article_id", "start"]).drop_duplicates(["text"])


def _spread(rows: pd.DataFrame) -> pd.DataFrame:
    step = max(len(rows) / ROWS, 1)
    return rows.iloc[[int(n * step) for n in range(min(ROWS, len(rows)))]]


def _choices(reading: Reading, article_id: str, table: str, value: str | None) -> list[dict[str, str]]:
    """What it could be instead, from the same event: value and words, what the kit says left out."""
    event = reading.articles.loc[reading.articles["article_id"] == article_id, "event_id"].iloc[0]
    same = reading.articles.loc[reading.articles["event_id"] == event, "article_id"]
    rows = reading.tables()[table]
    column = "speaker" if table == "quotes" else "value"
    values = rows.loc[rows["article_id"].isin(same), column].dropna().astype(str)
    if table == "times":
        values = values[values.str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    common = list(values.value_counts().sort_index().sort_values(ascending=False, kind="stable").index)
    return [{"value": one, "shown": _day(one)} for one in sorted([one for one in common if one != value][:CHOICES])]


def _after_blank(text: str) -> str:
    """Without the word that was cut at its beginning."""
    return text.split(" ", 1)[-1] if len(text) == CONTEXT else text


def _before_blank(text: str) -> str:
    """Without the word that was cut at its end."""
    return text.rsplit(" ", 1)[0] if len(text) == CONTEXT else text


def _day(value: str) -> str:
    """A day in words with its weekday; anything else as it is."""
    try:
        day = pd.Timestamp(pd.to_datetime(value, format="%Y-%m-%d"))
    except ValueError:
        return value
    return weekday_in_words(day)
