"""Versions: two states of one article, as its outlet first printed it and as it stood later.

Two outlets with one text are a copy (`reuse`); one outlet with nearly one text at two times has changed its article. The
later state is the article; the earlier one is kept, and `kit.compare.versions` shows what became of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd

from kit import tables
from kit.load.duplicates import shared_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The least share of the word runs of the longer text that the other has, and of the shorter one where both have one address: under
# one address even an article that has grown to twice its length is the same one.
SAME_OUTLET, SAME_ADDRESS = 0.5, 0.5
_DAY, _MIDNIGHT = "2025-03-04", "T00:00:00"
# Facts that tell when a state was seen, and sources that speak of the state and not of what it tells.
_FIELDS = ("published", "captured")
_SOURCES = ("manifest", "corrections", "front matter", "html", "page stamp", "leading date")


def version_of(articles: pd.DataFrame, facts: pd.DataFrame) -> pd.Series:
    """For each earlier state the id of the article's latest state, missing for every other article.

    Takes the tables `articles` and `facts`; the Series has the index of `articles`. Two articles of one event are states of one if
    they have one outlet or one address, share at least half of their runs of five words, and were printed, changed or captured
    at two moments. Without two moments they are one article twice, which `problems` says.

    >>> text = "The old bridge of Aldmoor will stay closed until spring, the council said on Monday."
    >>> rows = [{"article_id": key, "event_id": "e", "outlet": "The Echo", "text": text, "published": day}
    ...         for key, day in (("a", "2025-03-04"), ("b", "2025-03-05"))]
    >>> version_of(tables.table("articles", rows), tables.table("facts")).tolist()
    ['b', <NA>]

    It misses an article that was written anew, and one whose states stand under two outlets' names.
    """
    families = [states for _, here in tables.by_event(articles) for states in _families(here) if len(states) > 1]
    moments = _moments(articles, facts) if families else {}
    latest: dict[str, str] = {}
    for states in families:
        last = max(states, key=lambda key: (moments[key], key))
        latest |= {key: last for key in states if _before(moments[key], moments[last])}
    return articles["article_id"].map(latest).astype("string")


def _moments(articles: pd.DataFrame, facts: pd.DataFrame) -> Mapping[str, str]:
    """The last moment at which each article was printed, changed or captured, in ISO 8601; empty if nothing tells."""
    found: dict[str, str] = defaultdict(str)
    for row in tables.rows(facts[facts["field"].isin(_FIELDS) & facts["source"].isin(_SOURCES)]):
        moment = pd.to_datetime(row.value, errors="coerce", format="ISO8601")
        if pd.notna(moment) and len(row.value) >= len(_DAY):
            found[row.article_id] = max(found[row.article_id], moment.tz_localize(None).isoformat())
    for row in tables.rows(articles):
        if pd.notna(row.published):
            found[row.article_id] = max(found[row.article_id], row.published.isoformat())
    return found


def _before(one: str, other: str) -> bool:
    """Whether one moment is surely before the other: a day without its hour is not before an hour of that day."""
    whole_day = one.endswith(_MIDNIGHT) or other.endswith(_MIDNIGHT)
    return bool(one) and (one[: len(_DAY)] < other[: len(_DAY)] if whole_day else one < other)


def _families(rows: list[Any]) -> Iterable[list[str]]:
    """The articles of an event that are states of one, together."""
    outlets = {row.article_id: str(row.outlet).casefold() for row in rows if pd.notna(row.outlet)}
    addresses = {row.article_id: _address(row.url) for row in rows if pd.notna(row.url) and _address(row.url)}
    often = Counter([*outlets.values(), *addresses.values()])
    texts = {
        row.article_id: row.text
        for row in rows
        if max(often[known.get(row.article_id, "")] for known in (outlets, addresses)) > 1
    }
    root = {key: key for key in texts}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for left, right, share_of_longer, share_of_shorter in shared_runs(texts):
        one_address = left in addresses and addresses[left] == addresses.get(right)
        one_outlet = left in outlets and outlets[left] == outlets.get(right)
        if (one_address and share_of_shorter >= SAME_ADDRESS) or (one_outlet and share_of_longer >= SAME_OUTLET):
            root[find(left)] = find(right)
    families: dict[str, list[str]] = defaultdict(list)
    for key in sorted(texts):
        families[find(key)].append(key)
    return families.values()


def _address(url: str) -> str:
    """An address without what may differ between two visits: scheme, www, query and place in the page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # "http://[": whoever made the list of addresses is told by its own line
        return ""
    return parts.netloc.casefold().removeprefix("www.") + parts.path.rstrip("/") if parts.path.strip("/") else ""
