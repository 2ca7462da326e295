"""Corrections: what a reader put right, kept in a file of its own and applied on every reading.

`corrections.csv` has the columns `table, row_id, column, value, note`: the row of a table, by its key, and what its
column should say; an empty value means "not known". Which columns can be corrected is declared in `kit.tables.schemas`. A
correction whose value is what the kit already says is a confirmation: together they say how often the machine was right
(`kit.compare.agreement`). A corrected row says in its `rule` that a reader corrected it, and what the rule was before; a
corrected fact about an article is a row of `facts` beside the others. No line is dropped in silence: one that cannot be
applied, or that a later one overrules, is a row of `problems`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from kit.corrections.checking import COLUMNS, CORRECTED, FILE, CorrectionError, what_is_wrong
from kit.corrections.fixes import Fixes, correct_articles, correct_quotes, correct_renderings
from kit.data import shipped
from kit.load import find_corpus

__all__ = [
    "COLUMNS", "CORRECTED", "CorrectionError", "Fixes", "correct_articles", "correct_quotes", "correct_renderings", "none",
    "place", "read_corrections", "save",
]  # fmt: skip


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
    inside = folder.is_dir() and folder.resolve() != shipped.SEEDS
    return folder / FILE if inside else folder.resolve().with_name(FILE)


def none() -> pd.DataFrame:
    """An empty table of corrections.

    >>> none().columns.tolist()
    ['table', 'row_id', 'column', 'value', 'note']
    """
    return pd.DataFrame(columns=list(COLUMNS), dtype="string")


def read_corrections(path: Path) -> pd.DataFrame:
    """The corrections in a file, one row a line, all columns as text; none if there is no such file.

    What is wrong with a line is told when it is applied (`Fixes`). Raises CorrectionError if the file is no CSV or lacks
    a column.

    >>> read_corrections(Path("no such file.csv")).empty
    True
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
    return found.reindex(columns=list(COLUMNS)).astype("string")


def save(path: Path, corrections: pd.DataFrame) -> Path:
    """Add corrections to a file; of two of one thing the later one holds. Raises CorrectionError for the seeds' folder.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> given = pd.DataFrame([["quotes", "a-q3", "speaker", "Ann Example", ""]], columns=list(COLUMNS))
    >>> read_corrections(save(folder / "corrections.csv", given))["value"].tolist()
    ['Ann Example']
    """
    if path.resolve().parent == shipped.SEEDS:
        raise CorrectionError(
            f"the articles in {shipped.SEEDS.name} stay as shipped: set KIT_CORRECTIONS to another file."
        )
    for n, row in enumerate(corrections.itertuples(), 1):
        wrong = what_is_wrong(row)
        if wrong:
            raise CorrectionError(f"correction {n}: {wrong}")
    both = pd.concat([read_corrections(path), corrections.reindex(columns=list(COLUMNS)).astype("string")])
    both = both.drop_duplicates(["table", "row_id", "column"], keep="last")
    path.parent.mkdir(parents=True, exist_ok=True)
    both.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return path
