"""Agencies: the news agencies (and broadcasters others reprint) that credits, datelines and bylines name."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def agencies() -> dict[str, str]:
    """Names of news agencies (and of broadcasters others reprint), every spelling to the usual one."""
    with resources.files("kit.load").joinpath("agencies.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: row["name"] for row in rows for name in (row["name"], *row["also"].split("|")) if name}


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
