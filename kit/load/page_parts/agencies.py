"""Agencies: the news agencies (and broadcasters others reprint) that credits, datelines and bylines name."""

from __future__ import annotations

from functools import cache

from kit.data import read_list


@cache
def agencies() -> dict[str, str]:
    """Every spelling of an agency's name to the usual one (`kit/data/agencies.csv`)."""
    rows = read_list("agencies.csv").itertuples(index=False, name=None)
    return {spelling: name for name, also in rows for spelling in (name, *also.split("|")) if spelling}


def agency_in(text: str) -> str | None:
    """The agency that a short text names as a whole or at its end ("Jane Doe, Associated Press"), or None."""
    words = text.strip(" .,()[]-–—/|").split()
    for first in range(max(0, len(words) - 6), len(words)):
        name = agencies().get(" ".join(words[first:]).strip(" ,()"))
        if name and (
            first == 0
            or words[first - 1][-1] in ",/|-–—"
            or words[first][0] == "("
            or words[first - 1] in {"for", "via"}
        ):
            return name
    return None
