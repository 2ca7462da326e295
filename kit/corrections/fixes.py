"""Fixes: the corrections of one reading, applied to each table as it is made, so that what is made of it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.corrections.checking import CORRECTED, DAY, FILE, typed, what_is_wrong
from kit.data.rulebook import rule
from kit.load.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator


# What a rendering is judged by its statement's reference.
_COMPARED = ("wording", "spliced", "similarity", "coverage")


class Fixes:
    """The corrections of one reading: each table is passed through `correct` as it is made, so that what is made of it
    follows. `problems` says what became of those that do not hold.

    >>> said = tables.table("quantities", [{"quantity_id": "a-n3", "unit": "percent", "rule": "number.sign"}])
    >>> fixes = Fixes(pd.DataFrame([["quantities", "a-n3", "unit", "USD", pd.NA]], columns="table row_id column value note".split(), dtype="string"))
    >>> fixes.correct("quantities", said)[["unit", "rule"]].iloc[0].tolist()
    ['USD', 'reader.corrected+number.sign']
    """

    def __init__(self, corrections: pd.DataFrame) -> None:
        self._problems = Problems()
        self._keys: dict[str, set[str]] = {}
        self._held: dict[tuple[str, str, str], Any] = {}
        for row in corrections.itertuples():
            wrong = what_is_wrong(row)
            if wrong:
                self._tell(row, "error", wrong, "Put the line right, or delete it.", "reader.refused")
                continue
            thing = (row.table, row.row_id, row.column)
            if thing in self._held:
                what = f"{row.table}.{row.column} of {row.row_id} is said anew in line {row.Index + 2}, which holds"
                self._tell(self._held[thing], "note", what, "Delete the one that is out of date.", "reader.overruled")
            self._held[thing] = row

    def of(self, table: str, column: str | None = None) -> dict[str, Any]:
        """The corrections that hold for a table (or one column of it), by the key of their row."""
        return {key[1]: row for key, row in self._held.items() if key[0] == table and column in (None, key[2])}

    def correct(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of a table with its corrections applied; those of rows that it does not have wait for `problems`."""
        if not self._held:
            return frame
        self._keys[name] = set(frame[tables.SCHEMAS[name].key].dropna())
        mine = [row for (table, *_), row in self._held.items() if table == name and row.row_id in self._keys[name]]
        if not mine:
            return frame
        made = frame.astype("object").set_index(tables.SCHEMAS[name].key, drop=False)
        for row in mine:
            where = tables.SCHEMAS[name].columns[row.column].of
            if where and pd.notna(row.value) and row.value not in self._keys.get(where, ()):
                what = f"{row.value!r} is no row of {where}"
                self._tell(row, "error", what, f"Write a key of the table {where}.", "reader.refused")
                continue
            for column, value in _implied(name, row.column, row.value):
                if _same(made.at[row.row_id, column], value):
                    continue
                made.at[row.row_id, column] = value
                if "rule" in made and not str(made.at[row.row_id, "rule"]).startswith(CORRECTED):
                    old = made.at[row.row_id, "rule"]
                    made.at[row.row_id, "rule"] = rule(CORRECTED, "" if pd.isna(old) else old)
        more = {label: frame[label].dtype for label in frame.columns if label not in tables.SCHEMAS[name].columns}
        return tables.conform(name, made.reset_index(drop=True)).astype(more)

    def problems(self) -> pd.DataFrame:
        """A row of `problems` for each line that was refused, overruled, or found no row."""
        for (table, row_id, column), row in self._held.items():
            if row_id not in self._keys.get(table, ()):
                what = f"the correction of {table}.{column} finds no row {row_id}"
                remedy = "The article may have changed: look for the passage again, or delete the line."
                self._tell(row, "note", what, remedy, "reader.row-gone")
        return self._problems.table()

    def _tell(self, row: Any, level: str, problem: str, remedy: str, why: str) -> None:
        self._problems.add(FILE, level, f"line {row.Index + 2}: {problem.removesuffix('.')}", remedy, why)


def correct_articles(articles: pd.DataFrame, facts: pd.DataFrame, fixes: Fixes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Corrected articles, and the facts with a row for each correction (source `corrections`); losers stay.

    >>> articles = tables.table("articles", [{"article_id": "a", "event_id": "e", "outlet": "The Ecko", "text": ""}])
    >>> said = pd.DataFrame([["articles", "a", "outlet", "The Echo", ""]], columns="table row_id column value note".split(), dtype="string")
    >>> made, facts = correct_articles(articles, tables.table("facts"), Fixes(said))
    >>> made["outlet"].tolist(), facts["source"].tolist()
    (['The Echo'], ['corrections'])
    """
    known = set(articles["article_id"])
    rows = [
        {
            "fact_id": f"{row.row_id}-corrected-{column}",
            "article_id": row.row_id,
            "field": column,
            "value": row.value,
            "source": "corrections",
            "rule": CORRECTED,
        }
        for column in tables.SCHEMAS["articles"].correctable
        for row in fixes.of("articles", column).values()
        if row.row_id in known and pd.notna(row.value)
    ]
    return fixes.correct("articles", articles), tables.concat("facts", [facts, tables.table("facts", rows)])


def correct_quotes(
    quotes: pd.DataFrame, speakers: pd.DataFrame, articles: pd.DataFrame, fixes: Fixes
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Corrected quotations and speakers; a corrected name is an existing speaker of the event, else a new one.

    >>> articles = tables.table("articles", [{"article_id": "a", "event_id": "e", "text": ""}])
    >>> quotes = tables.table("quotes", [{"quote_id": "a-q3", "article_id": "a", "speaker": "Bob Sample"}])
    >>> said = pd.DataFrame([["quotes", "a-q3", "speaker", "Ann Example", ""]], columns="table row_id column value note".split(), dtype="string")
    >>> made, speakers = correct_quotes(quotes, tables.table("speakers"), articles, Fixes(said))
    >>> made["speaker_id"].tolist(), speakers["name"].tolist()
    (['e/ann-example'], ['Ann Example'])
    """
    from kit.english.people import names  # here, because a reading that is kept needs no analysis

    speakers = fixes.correct("speakers", speakers)
    made = fixes.correct("quotes", quotes)
    named = fixes.of("quotes", "speaker")
    if not named:
        return made, speakers
    events = articles.set_index("article_id")["event_id"]
    ids = made["speaker_id"].astype("object")
    new: dict[str, dict[str, Any]] = {}
    for index in made.index[made["quote_id"].isin(named)]:
        name, event = made.at[index, "speaker"], events[made.at[index, "article_id"]]
        if pd.isna(name):
            ids[index] = pd.NA
            continue
        known = speakers[(speakers["name"] == name) & speakers["speaker_id"].str.startswith(f"{event}/")]
        ids[index] = known["speaker_id"].iloc[0] if len(known) else f"{event}/{names.slug(name)}"
        if known.empty:
            new[ids[index]] = {"speaker_id": ids[index], "name": name}
    made["speaker_id"] = ids.astype("string")
    rows = [row for key, row in new.items() if key not in set(speakers["speaker_id"])]
    return made, tables.concat("speakers", [speakers, tables.table("speakers", rows)])


def correct_renderings(
    statements: pd.DataFrame, renderings: pd.DataFrame, fixes: Fixes
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Corrected statements and renderings; a rendering may be moved to another statement, or to none (and goes).

    What was found by comparing a moved rendering with its old statement's reference is not known any more, and a
    statement that nothing is left of goes.

    >>> statements = tables.table("statements", [{"statement_id": "e/s", "event_id": "e", "articles": 1}])
    >>> renderings = tables.table("renderings", [{"rendering_id": "a-r3", "statement_id": "e/s", "article_id": "a"}])
    >>> said = pd.DataFrame([["renderings", "a-r3", "statement_id", "", ""]], columns="table row_id column value note".split(), dtype="string")
    >>> correct_renderings(statements, renderings, Fixes(said))[0]["articles"].tolist()
    [1]
    """
    statements = fixes.correct("statements", statements)
    made = fixes.correct("renderings", renderings)
    if not fixes.of("renderings", "statement_id"):
        return statements, made
    moved = made["statement_id"].ne(renderings["statement_id"]).fillna(True)
    for column in _COMPARED:
        made.loc[moved & ~made["rendering_id"].isin(fixes.of("renderings", column)), column] = pd.NA
    made = made[made["statement_id"].notna()].reset_index(drop=True)
    counts = made.groupby("statement_id")["article_id"].nunique()
    statements = statements[statements["statement_id"].isin(counts.index)].reset_index(drop=True)
    statements["articles"] = statements["statement_id"].map(counts).astype("Int64")
    lost = ~statements["reference_rendering_id"].isin(made["rendering_id"])
    statements.loc[lost, "reference_rendering_id"] = pd.NA
    return statements, made


def _implied(name: str, column: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The correction itself, and what follows from it: a day is its own first and last day."""
    schema = tables.SCHEMAS[name].columns
    yield column, typed(schema[column], value)
    if (name, column) == ("articles", "published"):
        yield "published_from", pd.NA if pd.isna(value) else "corrections"
    if (name, column) == ("times", "value") and pd.notna(value) and DAY.fullmatch(value):
        yield from (("earliest", pd.Timestamp(value)), ("latest", pd.Timestamp(value)), ("grain", "day"))


def _same(old: Any, new: Any) -> bool:
    return bool(pd.isna(old) and pd.isna(new)) or bool(pd.notna(old) and pd.notna(new) and old == new)
