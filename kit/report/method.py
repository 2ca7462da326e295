"""Method: how each table is made, how often that is right where it was measured, and what could not be resolved."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.data.rulebook import ids, rules
from kit.phrasing import counted
from kit.report.view import rows as plain_rows

if TYPE_CHECKING:
    import pandas as pd

    from kit.report.view import View

# What is shown of a long list of passages; the tables have them all.
EXAMPLES = 12


@dataclass(frozen=True)
class Passage:
    """One passage that something could not be made of."""

    text: str
    outlet: str
    href: str


@dataclass(frozen=True)
class Gap:
    """One kind of thing the kit could not resolve in this corpus, with its passages."""

    words: str
    passages: tuple[Passage, ...]
    more: int


def method(view: View) -> dict[str, Any]:
    """What the section shows: gaps, measured accuracy, of the whole and of each rule, and the notes on files."""
    return {
        "gaps": gaps(view), "accuracy": accuracy(), "rules": rules_at_work(view),
        "problems": plain_rows(view.reading.problems),
    }  # fmt: skip


def rules_at_work(view: View) -> list[Any]:
    """The rules that made rows of this reading and were measured (`kit.rules()`), the oftenest met in the sets first."""
    tables = (rows for rows in view.reading.tables().values() if "rule" in rows)
    named = {name for rows in tables for said in rows["rule"].unique() for name in ids(said)}
    known = rules()
    known = known[known["rule"].isin(named) & known["of"].notna()]
    return plain_rows(known.sort_values(["of", "rule"], ascending=[False, True]))


def accuracy() -> list[dict[str, str]]:
    """What was measured: rows of `accuracy.csv`, one a measure, with the texts it was measured on."""
    path = Path(__file__).with_name("accuracy.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gaps(view: View) -> list[Gap]:
    """What this corpus holds that stays unresolved; empty if nothing does."""
    quotes, times, articles = view.reading.quotes, view.reading.times, view.reading.articles
    quotations = quotes[quotes["use"] == "quotation"]
    kinds = [
        ("without a speaker we could find", "quotation", "quote", quotations[quotations["speaker_id"].isna()]),
        ("where a quotation mark was missing and its place was inferred", "passage", "quote",
         quotes[(quotes["marks"] == "repaired").fillna(value=False)]),
        ("that cannot be put on a calendar", "time expression", "time",
         times[times["earliest"].isna() & times["latest"].isna() & times["type"].isin(["DATE", "TIME"])]),
        ("whose outlet is not stated", "article", "article", articles[articles["outlet"].isna()]),
        ("without a day of publication", "article", "article", articles[articles["published"].isna()]),
        ("not in English, shown but not analysed", "article", "article",
         articles[articles["language"].notna() & (articles["language"] != "en")]),
    ]  # fmt: skip
    made = [_gap(f"{counted(len(rows), noun)} {words}", kind, rows, view) for words, noun, kind, rows in kinds]
    return [gap for gap in made if gap.passages]


def _gap(words: str, kind: str, rows: pd.DataFrame, view: View) -> Gap:
    shown = tuple(_passage(kind, row, view) for row in plain_rows(rows.head(EXAMPLES)))
    return Gap(words, shown, len(rows) - len(shown))


def _passage(kind: str, row: Any, view: View) -> Passage:
    name = view.names[row.article_id]
    if kind == "article":
        return Passage(name, "", view.href("article", row.article_id))
    return Passage(row.text, name, view.href(kind, getattr(row, f"{kind}_id")))
