"""Page day: the day of publication that a web page states in its markup or prints below its headline."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kit.load.page_parts.dates import parse_day
from kit.load.page_parts.page_dates import read_stamp
from kit.load.page_parts.publication_day import choose_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.load.facts import Fact

# A moment in a page's markup: <meta property="article:published_time" content="…"> (or the other way round),
# <time datetime="…">, <abbr class="published" title="…">, "datePublished": "…".
_ISO = r"[\"'](?P<{}>\d{{4}}-\d\d-\d\dT\d\d:\d\d[^\"'<>]{{0,20}})[\"']"
_NAMED = r"\b(?:published_time|datePublished|pubdate|publish-?date|date)\b[\"']"
_MOMENT = re.compile(
    rf"(?:{_NAMED}[^<>]{{0,80}}?|<time\b[^<>]{{0,200}}?datetime=|<abbr\b[^<>]{{0,200}}?title=){_ISO.format('behind')}"
    rf"|content={_ISO.format('ahead')}\s[^<>]{{0,80}}{_NAMED}",
    re.IGNORECASE,
)
# <span itemprop="datePublished" content="2013-05-03">, in either order.
_PROPERTY = re.compile(
    r"itemprop=[\"']datePublished[\"'][^<>]{0,200}?(?:content|datetime)=[\"'](?P<behind>\d{4}-\d\d-\d\d)"
    r"|(?:content|datetime)=[\"'](?P<ahead>\d{4}-\d\d-\d\d)[^\"'<>]{0,25}[\"'][^<>]{0,80}?itemprop=[\"']datePublished",
    re.IGNORECASE,
)
_LINKED_DATA = re.compile(r"<script\b[^<>]{0,200}ld\+json[^<>]{0,200}>", re.IGNORECASE)
_ARTICLES = ("Article", "BlogPosting", "Report")


def stated_day(page: str) -> str | None:
    """The day on which the page's markup says that the article was published; None if it says nothing.

    Of linked data only what is said of an article counts, not of the page or the site; a property of the page counts
    where it is `datePublished`.

    >>> stated_day('<span itemprop="datePublished" content="2013-05-03">Friday</span>')
    '2013-05-03'
    """
    for match in _LINKED_DATA.finditer(page):
        end = page.find("</", match.end())
        if end < 0:
            break
        try:
            data = json.loads(page[match.end() : end], strict=False)
        except (ValueError, RecursionError):
            continue
        day = next(_days_of_articles(data), None)
        if day:
            return day
    found = _PROPERTY.search(page)
    return (found["behind"] or found["ahead"]) if found else None


def _days_of_articles(data: Any) -> Iterator[str]:
    """The days of publication of the articles in linked data, in order."""
    open_ = [data]
    while open_:
        one = open_.pop(0)
        if isinstance(one, list):
            open_ += one
        elif isinstance(one, dict):
            kinds = one.get("@type")
            said = one.get("datePublished")
            named = any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds]))
            if named and isinstance(said, str) and parse_day(said[:10]):
                yield said[:10]
            open_ += [below for key, below in one.items() if key in ("@graph", "mainEntity")]


def with_clock_of(page: str, day: str) -> str:
    """The day with the time that the page's markup gives for it, where it does; midnight is what pages write for none."""
    found = (m["behind"] or m["ahead"] for m in _MOMENT.finditer(page))
    moments = (parse_day(printed) for printed in found if printed.startswith(day[:10]))
    clocked = (moment for moment in moments if moment is not None and (moment.hour, moment.minute) != (0, 0))
    moment = next(clocked, None)
    return day if moment is None else moment.isoformat(timespec="minutes")


def printed_day(days: Sequence[Fact], had: Fact | None, page: str) -> tuple[Fact | None, str]:
    """The day that stands below the headline (`days` are its stamps), else in a line of the page that says "published"; and its rule.

    `had` is the day of the markup: where 05/03/2013 may be two days, it is the one that lies next to that.
    """
    day, rule = choose_day(days) or next(iter(days), None), "fact.html.stamp"
    if day is None:
        day, rule = _stamp(page), "fact.html.stamp-published"
    return (_nearest_reading(day, had) if day and had and _in_markup(page, had.value) else day), rule


def wins(day: Fact, had: Fact, page: str) -> bool:
    """Whether the printed day is taken and the one of the markup, `had`, is not."""
    return _printed_wins(day, had) or not _in_markup(page, had.value)


def _nearest_reading(day: Fact, had: Fact) -> Fact:
    """Of 05/03/2013 the day that lies next to the one in the markup, if one does."""
    stated, readings = parse_day(had.value), day.printed.readings if day.printed and not day.printed.day else ()
    weekday = day.printed.weekday if day.printed else None
    fitting = [one for one in readings if weekday in (None, one.weekday())]
    near = [one for one in fitting if stated and abs(one - stated.date()) <= timedelta(days=1)]
    if len(near) != 1 or day.printed is None:
        return day
    printed = replace(day.printed, day=near[0], value=near[0].isoformat())
    return replace(day, value=printed.moment, printed=printed)


def _printed_wins(day: Fact, had: Fact) -> bool:
    """Whether a day printed below the headline stands against the one in the markup: the same day with its hour, the
    day before or after, which is a matter of time zones, or an earlier one, as markup tells of changes.
    """
    if day.value.startswith(f"{had.value}T"):
        return True
    printed, stated = parse_day(day.value), parse_day(had.value)
    if day.label == "updated" or printed is None or stated is None or printed.date() == stated.date():
        return False
    return printed.date() - stated.date() <= timedelta(days=1)


def _in_markup(page: str, day: str) -> bool:
    """Whether a page states a day in figures that can be read in one way only: year, month, day."""
    year, month, date = (part.lstrip("0") for part in day[:10].split("-"))
    return bool(re.search(rf"{year}\s?[-/.年]?\s?0?{month}\s?[-/.月]?\s?0?{date}(?!\d)", page))


def _stamp(page: str) -> Fact | None:
    """The first stamp of a page that says "published"."""
    lines = (" ".join(piece.split()) for piece in re.split(r"<[^<>]*>", page))
    stamps = (fact for line in lines if line for fact in read_stamp(line, 0, len(line)))
    return next((fact for fact in stamps if fact.label == "published"), None)
