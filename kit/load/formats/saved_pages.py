"""Saved pages: where a page that a browser, a program or a web archive kept came from, and what is missing of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from kit.data.calendar import MONTH_STEMS
from kit.data.rulebook import rule
from kit.load.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable

# Browsers and SingleFile write where a saved page came from into its first comment.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*)(https?://[^\s<>]+)", re.IGNORECASE
)
# An archive's copy stands at the archive's address, with the moment of its capture, and the page's own behind it.
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|(?:www\.)?archive\.(?:ph|is|today|li|md|vn|fo)|webarchive\.[\w.-]+(?:/[\w-]+)*|arquivo\.pt/(?:wayback|noFrame/replay)"
    r"|[\w.-]+/(?:wayback|replay|web)(?:/[\w-]+)?)/(?P<when>\d{4,14}|\d{4}\.\d\d\.\d\d-\d{4,6})(?:\w\w_)?/(?P<own>https?:/{1,2}\S+|www\.\S+)",
    re.IGNORECASE,
)
# What an archive puts into each page that it shows, and where the page's own address and the moment stand in it: in a link
# without the archive's host, in the call of its script, in a comment at the end.
_KEPT = re.compile(r"wm-ipp|WAYBACK TOOLBAR|__wm\.|FILE ARCHIVED ON")
_LINKED = re.compile(
    r"[\"'](?P<link>(?:https?://[\w.-]+)?(?:/web|/wayback)?/\d{4,14}(?:\w\w_|\*)?/https?:/{1,2}[^\s\"'<>]+)[\"']"
    r"|wombat\(\s*[\"'](?P<own>https?://[^\s\"'<>]+)[\"']\s*,\s*[\"'](?P<when>\d{8,14})",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"FILE ARCHIVED ON (?P<clock>\d\d:\d\d:\d\d) (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d), (?P<year>\d{4})"
)
# What archives call themselves in the data of a page: never its outlet.
_ARCHIVES = re.compile(
    r"(?:the )?(?:wayback machine|internet archive)|(?:web\.)?archive\.(?:org|ph|is|today|li|md|vn|fo)", re.IGNORECASE
)
# A page that goes on for subscribers only says so in its data, and below what it shows.
_CLOSED = re.compile(r"isAccessibleForFree[\"']?\s*:\s*[\"']?false", re.IGNORECASE)


def came_from(page: str) -> str | None:
    """The address that a browser or SingleFile wrote into a saved page."""
    match = _SAVED.search(page, 0, 4096)
    return match[1] if match else None


def kept_by(page: str, stated: str | None) -> tuple[str | None, str | None]:
    """A page's own address and the moment of its capture, as its stated address or an archive's marks in it tell.

    >>> kept_by('<div id="wm-ipp"><a href="/web/20250305101112*/https://echo.example/a">5 captures</a></div>', None)
    ('https://echo.example/a', '2025-03-05T10:11')
    """
    own, moment = own_address(stated)
    shown_by = own is not None and is_archive(own)
    if moment or not (shown_by or _KEPT.search(page)):
        return own, moment
    for match in _LINKED.finditer(page):
        link = match["link"]
        path = f"/{match['when']}/{match['own']}" if link is None else link[re.search(r"/\d{4,14}", link).start() :]  # type: ignore[union-attr]
        found, moment = own_address(f"https://web.archive.org/web{path.replace('*/', '/', 1)}")
        if moment and (link is None or own is None or shown_by or found == own):
            return found, moment
    comment = _COMMENT.search(page)
    if comment is None:
        return own, None
    month = f"{MONTH_STEMS.index(comment['month']) + 1:02}" if comment["month"] in MONTH_STEMS else "00"
    return own, _moment(f"{comment['year']}{month}{comment['day']}{comment['clock'].replace(':', '')}")


def is_archive(name: str) -> bool:
    """Whether a name or the host of an address is a web archive's."""
    return bool(_ARCHIVES.fullmatch(re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", name.strip())))


def own_address(url: str | None) -> tuple[str | None, str | None]:
    """A page's own address without a web archive's in front of it, and the moment of the capture, if there is one.

    >>> own_address("https://web.archive.org/web/20250305101112id_/https:/www.echo.example/a")
    ('https://www.echo.example/a', '2025-03-05T10:11')
    >>> own_address("https://www.echo.example/web/a")
    ('https://www.echo.example/web/a', None)
    """
    match = _ARCHIVED.match(url) if url else None
    if not match:
        return url, None
    own = re.sub(r"^(https?:)/{1,2}", r"\1//", match["own"])
    return own if "://" in own else f"http://{own}", _moment(match["when"])


def captured(moment: str | None) -> list[Fact]:
    """The day on which an archive kept a page: no later one can be its publication day."""
    return [Fact("captured", moment, "html", None, None, rule("fact.archive.captured"))] if moment else []


def is_cut(page: str, last: Iterable[str], cut: re.Pattern[str]) -> bool:
    """Whether a page says that it goes on for subscribers only: in its data, or in one of the lines behind its text."""
    said = any(cut.search(line) for line in last)
    return said or (bool(_CLOSED.search(page)) and "paywall" in page.casefold())


def _moment(digits: str) -> str | None:
    digits = re.sub(r"\D", "", digits)
    try:
        if len(digits) >= 12:
            return datetime.strptime(digits[:12], "%Y%m%d%H%M").isoformat(timespec="minutes")  # noqa: DTZ007  (UTC, as archives write it)
        return datetime.strptime(digits[:8], "%Y%m%d").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None
