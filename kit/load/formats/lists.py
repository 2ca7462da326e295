"""Lists of articles as reference managers and collections write them: RIS, CSL-JSON, and sheets of a workbook.

Each gives rows with plain names, so that `tabular` reads them like any table: with a text column they are articles,
without one they are a list of what is known about the files beside them.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from kit.load.problems import FileError

if TYPE_CHECKING:
    from kit.load.limits import Limits

# Tags of RIS, the surest first.
_RIS = {
    "title": ("TI", "T1", "CT"), "author": ("AU", "A1"), "outlet": ("T2", "JO", "JF", "JA", "BT", "PB"),
    "published": ("DA", "Y1", "PY"), "url": ("UR",), "language": ("LA",), "file": ("L1",),
}  # fmt: skip
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  - ?(?P<value>.*)")


def ris_rows(text: str) -> list[dict[str, str]]:
    r"""One row for each entry of a RIS file.

    >>> ris_rows("TY  - NEWS\nTI  - Bridge opens\nT2  - The Echo\nDA  - 2013/05/03/\nER  - \n")
    [{'title': 'Bridge opens', 'author': '', 'outlet': 'The Echo', 'published': '2013-05-03', 'url': '', 'language': '', 'file': ''}]
    """
    rows: list[dict[str, str]] = []
    entry: dict[str, list[str]] = {}
    for line in [*text.splitlines(), "ER  - "]:
        match = _TAG.fullmatch(line.rstrip())
        if not match:
            continue
        if match["tag"] == "ER":
            if entry:
                rows.append({name: _first(entry, tags) for name, tags in _RIS.items()})
            entry = {}
        elif match["value"].strip():
            entry.setdefault(match["tag"], []).append(match["value"].strip())
    return rows


def _first(entry: dict[str, list[str]], tags: tuple[str, ...]) -> str:
    found = next((entry[tag] for tag in tags if tag in entry), [])
    joined = ", ".join(found) if tags[0] == "AU" else (found[0] if found else "")
    return joined.strip("/").replace("/", "-") if tags[0] == "DA" else joined


def csl_row(item: dict[str, Any]) -> dict[str, Any]:
    """An item of CSL-JSON with its day as ISO 8601 and its authors' names in order; any other object as it is.

    >>> csl_row({"issued": {"date-parts": [[2013, 5, 3]]}, "author": [{"given": "Ilka", "family": "Torsen"}]})
    {'issued': '2013-05-03', 'author': 'Ilka Torsen'}
    """
    made = dict(item)
    if isinstance(issued := item.get("issued"), dict):
        parts = issued.get("date-parts") or [[]]
        numbers = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        made["issued"] = "-".join(f"{int(n):02}" for n in numbers if str(n).isdigit()) or issued.get("raw", "")
    if isinstance(authors := item.get("author"), list):
        people = [one for one in authors if isinstance(one, dict)]
        names = (" ".join(filter(None, map(one.get, ("given", "family")))) or one.get("literal", "") for one in people)
        made["author"] = ", ".join(names) or authors
    return made


def sheet_rows(data: bytes, limits: Limits) -> list[dict[str, str]]:
    """The rows of a workbook's first sheet that has some, cells as text, days as ISO 8601; formulas as last computed."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            cells = sheet.iter_rows(values_only=True, max_col=limits.table_columns)
            head = next((row for row in cells if any(cell is not None for cell in row)), ())
            names = [_cell(cell).lower() for cell in head]
            filled = (row for row in cells if any(cell is not None for cell in row))
            rows = [dict(zip(names, map(_cell, row), strict=False)) for row in filled]
            if rows:
                return rows
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # openpyxl passes on what zip, XML and its own checks raise on a broken file
        problem = f"is no workbook that can be read ({error})"
        raise FileError(problem, "Save it again as .xlsx or .csv.", "problem.broken-xlsx") from error
    return []


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
