"""Text on a page: escaped by the templates; invisible control characters are shown by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kit.entry.templates import day
from kit.phrasing import month_in_words

if TYPE_CHECKING:
    import pandas as pd


def days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """From the first day to the last, both included; whole years and months by their names.

    >>> import pandas as pd
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
