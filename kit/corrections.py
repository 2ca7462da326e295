"""Corrections: what a reader put right, kept in a file of its own and applied on every reading.

`corrections.csv` has the columns `table, row_id, column, value, note`: the row of a table, by its key, and what its
column should say; an empty value means "not known". A correction whose value is what the kit already says is a
confirmation: together they say how often the machine was right (`kit.compare.agreement`). A corrected row says in its
`rule` that a reader corrected it, and what the rule was before; a corrected fact about an article is a row of `facts`
beside the others.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.english.people import names
from kit.errors import KitError
from kit.load import find_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLUMNS = ("table", "row_id", "column", "value", "note")
FILE = "corrections.csv"
# The place where a thing stands is what every other table counts on; a wrong stretch is noted, not moved.
_FIXED = {"start", "end", "text", "article_id", "event_id", "sentence_id", "path", "sha256", "encoding", "extractor"}
# What a rendering is judged by its statement's reference.
_COMPARED = ("wording", "spliced", "similarity", "coverage")
_SHIPPED = Path(__file__).resolve().parent.parent / "seeds"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CorrectionError(KitError):
    """A correction cannot be understood: the message says which one, what is wrong and what to do."""


def place(corpus: str | Path | None = None) -> Path:
    """Where the corrections of a corpus are kept.

    `KIT_CORRECTIONS`, if the environment sets it; else `corrections.csv` in the corpus's folder, or beside its file.
    Those of the articles that come with the kit are kept outside their folder, which is never written to.

    >>> place("seeds").parent.name == "seeds"
    False
    """
    stated = os.environ.get("KIT_CORRECTIONS")
    if stated:
        return Path(stated) / FILE if Path(stated).is_dir() else Path(stated)
    folder = find_corpus(corpus)
    inside = folder.is_dir() and folder.resolve() != _SHIPPED
    return folder / FILE if inside else folder.resolve().with_name(FILE)


def none() -> pd.DataFrame:
    """No corrections: the empty table."""
    return pd.DataFrame(columns=list(COLUMNS), dtype="string")


def read_corrections(path: Path) -> pd.DataFrame:
    """The corrections in a file, all columns as text; none if there is no such file.

    Raises CorrectionError, naming file and line, if a column is lacking, or a table or column has no such name or
    cannot be corrected. Of two corrections of one thing the later one holds.
    """
    if not path.is_file():
        return none()
    try:
        found = pd.read_csv(path, dtype="string", encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    except (ValueError, OSError) as error:
        raise CorrectionError(
            f"{path} cannot be read as CSV ({error}). Its columns are {','.join(COLUMNS)}."
        ) from error
    lacking = [column for column in COLUMNS[:4] if column not in found]
    if lacking:
        raise CorrectionError(f"{path} has no column {', '.join(lacking)} (found: {', '.join(found.columns)}).")
    found = found.reindex(columns=list(COLUMNS)).astype("string")
    for row in found.itertuples():
        _check(row, f"{path.name}, line {row.Index + 2}")
    return found.drop_duplicates(["table", "row_id", "column"], keep="last").reset_index(drop=True)


def save(path: Path, corrections: pd.DataFrame) -> Path:
    """Add corrections to a file; of two of one thing the later one holds. Raises CorrectionError for the seeds' folder."""
    if path.resolve().parent == _SHIPPED:
        raise CorrectionError(f"the articles in {_SHIPPED.name} stay as shipped: set KIT_CORRECTIONS to another file.")
    for row in corrections.itertuples():
        _check(row, f"correction {row.Index + 1}")
    both = pd.concat([read_corrections(path), corrections.reindex(columns=list(COLUMNS)).astype("string")])
    both = both.drop_duplicates(["table", "row_id", "column"], keep="last")
    path.parent.mkdir(parents=True, exist_ok=True)
    both.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return path


def correct(name: str, frame: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """A copy of a table with its corrections applied; those of rows that it does not have are left aside.

    >>> said = tables.table("quantities", [{"quantity_id": "a-n3", "unit": "percent", "rule": "sign"}])
    >>> fix = pd.DataFrame([["quantities", "a-n3", "unit", "USD", pd.NA]], columns=list(COLUMNS), dtype="string")
    >>> correct("quantities", said, fix)[["unit", "rule"]].iloc[0].tolist()
    ['USD', 'corrected by a reader (was: sign)']
    """
    if corrections.empty or (mine := corrections[corrections["table"] == name]).empty:
        return frame
    made = frame.astype("object").set_index(tables.SCHEMAS[name].key, drop=False)
    for row in mine.itertuples():
        if row.row_id not in made.index:
            continue
        for column, value in _implied(name, row.column, row.value):
            if _same(made.at[row.row_id, column], value):
                continue
            made.at[row.row_id, column] = value
            if "rule" in made and not str(made.at[row.row_id, "rule"]).startswith("corrected"):
                made.at[row.row_id, "rule"] = f"corrected by a reader (was: {made.at[row.row_id, 'rule']})"
    more = {label: frame[label].dtype for label in frame.columns if label not in tables.SCHEMAS[name].columns}
    return tables.conform(name, made.reset_index(drop=True)).astype(more)


def correct_articles(
    articles: pd.DataFrame, facts: pd.DataFrame, corrections: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Corrected articles, and the facts with a row for each correction (source `corrections`); losers stay."""
    if corrections.empty:
        return articles, facts
    known = corrections[(corrections["table"] == "articles") & corrections["row_id"].isin(articles["article_id"])]
    rows = [
        {
            "fact_id": f"{row.row_id}-corrected-{row.column}",
            "article_id": row.row_id,
            "field": row.column,
            "value": row.value,
            "source": "corrections",
            "rule": "corrected by a reader" + ("" if pd.isna(row.note) else f": {row.note}"),
        }
        for row in known.itertuples()
        if pd.notna(row.value)
    ]
    if rows:
        facts = tables.conform("facts", pd.concat([facts, tables.table("facts", rows)], ignore_index=True))
    return correct("articles", articles, corrections), facts


def correct_quotes(
    quotes: pd.DataFrame, speakers: pd.DataFrame, articles: pd.DataFrame, corrections: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Corrected quotations and speakers; a corrected name is an existing speaker of the event, else a new one."""
    if corrections.empty:
        return quotes, speakers
    speakers = correct("speakers", speakers, corrections)
    made = correct("quotes", quotes, corrections)
    named = corrections[(corrections["table"] == "quotes") & (corrections["column"] == "speaker")]
    events = articles.set_index("article_id")["event_id"]
    ids = made["speaker_id"].astype("object")
    new: dict[str, dict[str, Any]] = {}
    for index in made.index[made["quote_id"].isin(named["row_id"])]:
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
    return made, tables.conform("speakers", pd.concat([speakers, tables.table("speakers", rows)], ignore_index=True))


def correct_renderings(
    statements: pd.DataFrame, renderings: pd.DataFrame, corrections: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Corrected statements and renderings; a rendering may be moved to another statement, or to none (and goes).

    What was found by comparing a moved rendering with its old statement's reference is not known any more, and a
    statement that nothing is left of goes.
    """
    if corrections.empty:
        return statements, renderings
    made = correct("renderings", renderings, corrections)
    moved = made["statement_id"].ne(renderings["statement_id"]).fillna(True)
    stated = corrections[corrections["table"] == "renderings"]
    for column in _COMPARED:
        made.loc[moved & ~made["rendering_id"].isin(stated.loc[stated["column"] == column, "row_id"]), column] = pd.NA
    made = made[made["statement_id"].isin(statements["statement_id"])].reset_index(drop=True)
    statements = correct("statements", statements, corrections)
    counts = made.groupby("statement_id")["article_id"].nunique()
    statements = statements[statements["statement_id"].isin(counts.index)].reset_index(drop=True)
    statements["articles"] = statements["statement_id"].map(counts).astype("Int64")
    lost = ~statements["reference_rendering_id"].isin(made["rendering_id"])
    statements.loc[lost, "reference_rendering_id"] = pd.NA
    return statements, made


def with_stale(made: Mapping[str, pd.DataFrame], corrections: pd.DataFrame) -> pd.DataFrame:
    """The table `problems`, with a note for each correction of a row that there is no more."""
    rows = [
        {
            "path": FILE,
            "level": "note",
            "problem": f"the correction of {row.table}.{row.column} finds no row {row.row_id}",
            "remedy": "the article may have changed: look for the passage again, or delete the line",
            "rule": "correction without its row",
        }
        for row in corrections.itertuples()
        if row.row_id not in set(made[row.table][tables.SCHEMAS[row.table].key])
    ]
    if not rows:
        return made["problems"]
    return tables.conform("problems", pd.concat([made["problems"], tables.table("problems", rows)], ignore_index=True))


def _check(row: Any, where: str) -> None:
    schema = tables.SCHEMAS.get(row.table)
    if schema is None or schema.key is None:
        known = ", ".join(name for name, one in tables.SCHEMAS.items() if one.key)
        raise CorrectionError(f"{where}: no table {row.table!r} with a key; choose one of {known}.")
    if pd.isna(row.row_id):
        raise CorrectionError(f"{where}: row_id is empty; put the {schema.key} of the row there.")
    column = schema.columns.get(row.column)
    if column is None or row.column in _FIXED or row.column == schema.key:
        open_to = ", ".join(name for name in schema.columns if name not in _FIXED and name != schema.key)
        raise CorrectionError(f"{where}: {row.table}.{row.column} cannot be corrected; choose one of {open_to}.")
    if pd.isna(row.value):
        return
    if column.words and row.value not in column.words:
        raise CorrectionError(f"{where}: {row.value!r} is no {row.column}; it is one of {', '.join(column.words)}.")
    if column.kind == "day" and not _DAY.match(row.value):  # 02/03/2025 is two days, and 2025-02 is none
        raise CorrectionError(f"{where}: {row.value!r} does not fit {row.table}.{row.column}; write it as 2025-02-13.")
    try:
        pd.Series([row.value], dtype="string").astype(column.dtype)
    except (ValueError, TypeError) as error:
        raise CorrectionError(f"{where}: {row.value!r} does not fit {row.table}.{row.column} ({error}).") from error


def _implied(name: str, column: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The correction itself, and what follows from it: a day is its own first and last day."""
    schema = tables.SCHEMAS[name].columns
    whole = pd.Series([value], dtype="string").astype(schema[column].dtype).iloc[0]
    yield column, whole
    if name == "times" and column == "value" and pd.notna(value) and _DAY.fullmatch(value):
        yield from (("earliest", pd.Timestamp(value)), ("latest", pd.Timestamp(value)), ("grain", "day"))


def _same(old: Any, new: Any) -> bool:
    return bool(pd.isna(old) and pd.isna(new)) or bool(pd.notna(old) and pd.notna(new) and old == new)
