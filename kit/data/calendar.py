"""The names of months and weekdays in English, as `calendar.csv` lists them: one list for loading and for analysis.

`MONTHS` and `WEEKDAYS` hold the full names in order, January and Monday first. `MONTH_FORMS` and `WEEKDAY_FORMS` give for
each its short forms, without a full stop ("Sep", "Sept"). It misses other languages, which `kit.load.page_parts` reads.
"""

from __future__ import annotations

from kit.data import read_list


def _forms(kind: str) -> dict[str, tuple[str, ...]]:
    rows = read_list("calendar.csv")
    rows = rows[rows["kind"] == kind]
    return {name: tuple(short.split()) for name, short in zip(rows["name"], rows["short"], strict=True)}


MONTH_FORMS, WEEKDAY_FORMS = _forms("month"), _forms("weekday")
MONTHS, WEEKDAYS = tuple(MONTH_FORMS), tuple(WEEKDAY_FORMS)
# The first three letters, by which files and addresses name months.
MONTH_STEMS = tuple(name[:3] for name in MONTHS)
WEEKDAY_STEMS = tuple(name[:3] for name in WEEKDAYS)
