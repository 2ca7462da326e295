"""Text on a page: escaped by the templates; characters that would act unseen are shown by their names."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pandas as pd

from kit.phrasing import day_in_words, month_in_words, plain


def printed(value: Any) -> Any:
    """What a template prints for a value: nothing for a missing one, dates as days, text with its controls shown.

    Markup made by a template passes as it is; everything else is escaped afterwards by the template engine.
    """
    if hasattr(value, "__html__"):
        return value
    if isinstance(value, pd.Timestamp):
        return day(value)
    if isinstance(value, str):
        return plain(value)
    return "" if value is None or value is pd.NA or value is pd.NaT else value


def day(value: Any) -> str:
    """A day in words, with the time of day where there is one.

    >>> day(pd.Timestamp("2031-03-05")), day(pd.NaT)
    ('5 March 2031', '')
    """
    if pd.isna(value):
        return ""
    words = day_in_words(value)
    return words if value == value.normalize() else f"{words}, {value.hour:02}:{value.minute:02}"


def days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """From the first day to the last, both included; whole years and months by their names.

    >>> days(pd.Timestamp("2031-01-01"), pd.Timestamp("2032-12-31")), days(pd.Timestamp("2031-02-01"), pd.Timestamp("2031-02-28"))
    ('2031 to 2032', 'February 2031')
    """
    ends = (f"{first.year}", f"{last.year}")
    if not (first.is_year_start and last.is_year_end):
        whole = first.is_month_start and last.is_month_end
        ends = (month_in_words(first), month_in_words(last)) if whole else (day(first), day(last))
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def anchor(kind: str, row_id: str) -> str:
    """The name of a place in the page; the same row has the same name in every report, so shared links last.

    >>> anchor("statement", "event/no troops")
    'statement-event/no%20troops'
    """
    return f"{kind}-{quote(str(row_id), safe='/:', errors='replace')}"
