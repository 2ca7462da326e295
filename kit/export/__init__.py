"""Export: a reading as files that other tools read: tables as CSV, JSON lines, Parquet, and standard formats.

`web_annotation` (W3C), `tei` (P5), `bibliography` (CSL-JSON, BibTeX) and `standoff` (tables without the texts) are one
module each.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.absences import absences
from kit.compare.apparatus import apparatus
from kit.compare.versions import versions
from kit.export import bibliography, standoff, tei, web_annotation

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.tables import Reading

FORMATS = ("csv", "jsonl", "parquet")

# A spreadsheet takes a cell that begins so for a formula; an apostrophe in front makes it text (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(reading: Reading, folder: str | Path, *, format: str = "csv") -> list[Path]:
    """Write every table, the apparatus, absences and versions, the empty ones too, as `folder/<table>.<format>`; returns the files.

    In JSON lines every line has every column, `null` for what is missing, dates in ISO 8601; in CSV an empty cell is
    what is missing. Only in CSV, a text that a spreadsheet would run as a formula gets an apostrophe in front.
    Raises ValueError for a format that is not in `FORMATS`.

    >>> import tempfile, kit
    >>> made = write_tables(kit.read("seeds"), tempfile.mkdtemp(), format="jsonl")
    >>> sorted(path.name for path in made)[:2]
    ['absences.jsonl', 'apparatus.jsonl']
    """
    if format not in FORMATS:
        raise ValueError(f"There is no format {format!r}; choose one of {', '.join(FORMATS)}.")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    answers = {"apparatus": apparatus(reading), "absences": absences(reading), "versions": versions(reading)}
    for name, frame in {**reading.tables(), **answers}.items():
        path = folder / f"{name}.{format}"
        if format == "parquet":
            frame.to_parquet(path, index=False)
        elif format == "jsonl":
            path.write_bytes(jsonl(frame).encode("utf-8", "surrogatepass"))
        else:
            path.write_bytes(csv(frame).encode("utf-8", "surrogatepass"))
        files.append(path)
    return files


def write_as(reading: Reading, path: str | Path, *, form: str) -> list[Path]:
    """Write a reading in one of `FORMS` to a file (`standoff`: a folder); returns what was written.

    Raises ValueError for a form that is not in `FORMS`.

    >>> import tempfile, kit
    >>> [path.name for path in write_as(kit.read("seeds"), Path(tempfile.mkdtemp()) / "seeds.bib", form="bibtex")]
    ['seeds.bib']
    """
    if form not in FORMS:
        raise ValueError(f"There is no form {form!r}; choose one of {', '.join(FORMS)}.")
    path = Path(path)
    if form == "standoff":
        return standoff.write_standoff(reading, path)
    made = _WRITERS[form](reading)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass"))
    return [path]


_WRITERS: dict[str, Callable[[Reading], str | bytes]] = {
    "webannotation": web_annotation.web_annotations, "tei": tei.tei, "csl": bibliography.csl, "bibtex": bibliography.bibtex,
}  # fmt: skip
FORMS = (*_WRITERS, "standoff")


def jsonl(frame: pd.DataFrame) -> str:
    """A table as JSON lines: one object a row, `null` for what is missing, days in ISO 8601.

    >>> jsonl(pd.DataFrame({"day": pd.to_datetime(["2031-03-12", None])})).splitlines()
    ['{"day": "2031-03-12"}', '{"day": null}']
    """
    plain = _iso(frame).astype("object")
    rows = plain.where(plain.notna(), None).to_dict("records")
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in rows)


def csv(frame: pd.DataFrame) -> str:
    """A table as CSV (RFC 4180) that is safe to open in a spreadsheet: what it would run as a formula becomes text.

    >>> csv(pd.DataFrame({"text": ["=1+1"]})).split()
    ['text', "'=1+1"]
    """
    safe = _iso(frame)
    for label in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[label].dtype):
            safe[label] = safe[label].astype("object").map(_harmless, na_action="ignore")
    return safe.to_csv(index=False, lineterminator="\r\n")  # RFC 4180; a bare \r in a cell is then quoted too


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _iso(frame: pd.DataFrame) -> pd.DataFrame:
    """Dates as text: the day alone where there is no time of day."""
    frame = frame.copy()
    for label in frame.select_dtypes("datetime").columns:
        days = frame[label]
        text = days.dt.strftime("%Y-%m-%dT%H:%M:%S").astype("string")
        frame[label] = text.where(days != days.dt.normalize(), days.dt.strftime("%Y-%m-%d").astype("string"))
    return frame


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)
