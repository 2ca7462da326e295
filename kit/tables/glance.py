"""Glance: a reading as a small table, for a notebook: what is in it, what is not known, what went wrong."""

from __future__ import annotations

import html
import sys
from typing import TYPE_CHECKING

from kit.phrasing import AS_PRINTED, counted, listing, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

# What a row may lack that a reader will look for, and how it is said.
LACKING = {
    "articles": {"outlet": "without an outlet", "published": "without a day of publication"},
    "quotes": {"speaker_id": "without a speaker"},
    "times": {"value": "not resolved"},
}
# This many complaints are named; `reading.problems` has them all.
NAMED = 5
_CELL = 'style="text-align:left;vertical-align:top"'


def line(tables: Mapping[str, pd.DataFrame]) -> str:
    """What was read and what was left out, in one line.

    >>> import pandas as pd
    >>> problems = pd.DataFrame({"level": ["error", "note"], "path": ["scan.pdf", "a.txt"]})
    >>> line({"articles": pd.DataFrame({"event_id": ["a", "a"]}), "problems": problems})
    'Read 2 articles on 1 event; not read: scan.pdf; 1 note in reading.problems.'
    """
    articles, problems = tables["articles"], tables["problems"]
    refused = [plain(str(path)) for path in problems.loc[problems["level"] == "error", "path"].drop_duplicates()]
    more = [f"{len(refused) - NAMED} more"] if len(refused) > NAMED else []
    left_out = f"not read: {listing([*refused[:NAMED], *more])}" if refused else "nothing was left out"
    levels = problems["level"].value_counts()
    said = [counted(int(levels[name]), name) for name in ("warning", "note") if levels.get(name)]
    read = f"Read {counted(len(articles), 'article')} on {counted(articles['event_id'].nunique(), 'event')}"
    return "; ".join([read, left_out, *([f"{listing(said)} in reading.problems"] if said else [])]) + "."


def announce(tables: Mapping[str, pd.DataFrame]) -> None:
    """Print the line of a reading where a notebook asked for it; in scripts and commands nothing is printed."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if getattr(shell, "kernel", None) is not None:
        print(line(tables))


def page(tables: Mapping[str, pd.DataFrame]) -> str:
    """The tables that hold something, with the number of their rows and what is not known, as safe HTML."""
    rows = "".join(
        f'<tr><th scope="row" {_CELL}>{name}</th><td>{len(table):,}</td><td {_CELL}>{_lacking(name, table)}</td></tr>'
        for name, table in tables.items()
        if len(table)
    )
    head = f'<tr><th scope="col" {_CELL}>Table</th><th scope="col">Rows</th><th scope="col" {_CELL}>Not known</th></tr>'
    return (
        f'<table class="kit-table {AS_PRINTED}"><caption style="text-align:left">{html.escape(line(tables))}</caption>'
        f"<thead>{head}</thead><tbody>{rows}</tbody></table>{_complaints(tables['problems'])}"
    )


def _lacking(name: str, table: pd.DataFrame) -> str:
    if name == "quotes":
        table = table[table["use"] == "quotation"]
    missing = {words: int(table[label].isna().sum()) for label, words in LACKING.get(name, {}).items()}
    return ", ".join(f"{count} {words}" for words, count in missing.items() if count)


def _complaints(problems: pd.DataFrame) -> str:
    said = [f"{p.path} {p.problem}. {p.remedy}" for p in problems[problems["level"] != "note"].itertuples()]
    if not said:
        return ""
    items = "".join(f"<li>{html.escape(plain(text))}</li>" for text in said[:NAMED])
    more = f"<li>and {len(said) - NAMED} more, in reading.problems</li>" if len(said) > NAMED else ""
    return f"<ul>{items}{more}</ul>"
