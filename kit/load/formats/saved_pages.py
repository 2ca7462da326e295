"""Saved pages: where a page that a browser, a program or a web archive kept came from, and what is missing of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from kit.load.facts import Fact
from kit.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

# Browsers and SingleFile write where a saved page came from into its first comment.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*)(https?://[^\s<>]+)", re.IGNORECASE
)
# An archive's copy stands at the archive's address, with the moment of its capture, and the page's own behind it.
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|(?:www\.)?archive\.(?:ph|is|today|li|md|vn|fo)|webarchive\.[\w.-]+(?:/[\w-]+)*|arquivo\.pt/(?:wayback|noFrame/replay)"
    r"|[\w.-]+/(?:wayback|replay|web))/(?P<when>\d{4,14})(?:\w\w_)?/(?P<own>https?:/{1,2}\S+|www\.\S+)",
    re.IGNORECASE,
)
# A page that goes on for subscribers only says so in its data, and below what it shows.
_CLOSED = re.compile(r"isAccessibleForFree[\"']?\s*:\s*[\"']?false", re.IGNORECASE)


def came_from(page: str) -> str | None:
    """The address that a browser or SingleFile wrote into a saved page."""
    match = _SAVED.search(page, 0, 4096)
    return match[1] if match else None


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
    try:
        if len(digits) >= 12:
            return datetime.strptime(digits[:12], "%Y%m%d%H%M").isoformat(timespec="minutes")  # noqa: DTZ007  (UTC, as archives write it)
        return datetime.strptime(digits[:8], "%Y%m%d").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None
