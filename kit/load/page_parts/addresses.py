"""Addresses: what a URL in a text tells of who published it and when; nothing is ever fetched."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kit.data.calendar import MONTH_STEMS
from kit.load.facts import Fact, Piece
from kit.load.page_parts.dates import Printed, find_dates, whole_day

_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\((?P<url>[^()\s]{0,1000})(?:\s[^()\n]{0,300})?\)")
# A longer address is not looked at.
LONGEST = 600
_OWN = re.compile(
    r"(?:(?:url|link|permalink|source|from|retrieved from|original)\s?:\s*)?[<(]?(?P<url>(?:https?://|www\.)[^\s<>\"'()\[\]]{4,500})[>)]?",
    re.IGNORECASE,
)
# Labels in front of a site's name that serve its files, not its pages.
_ASSETS = re.compile(
    r"^(?:www\d?|m|amp|cdn\d*|img\d*|images?\d*|static\d*|media\d*|assets?\d*|files?|i\d?|s\d?|pics?)\."
)
# Hosts that keep everybody's pictures and pages: they tell nothing of who publishes.
_ANYBODY = re.compile(
    r"(?:^|\.)(?:wikimedia\.org|twimg\.com|gettyimages\.\w+|amazonaws\.com|cloudfront\.net|wp\.com|googleusercontent\.com|"
    r"ytimg\.com|youtube\.com|youtu\.be|fbcdn\.net|imgur\.com|akamaized\.net|akamaihd\.net|cloudinary\.com|twitter\.com|x\.com|t\.co|"
    r"facebook\.com|instagram\.com|archive\.org|google\.com|bit\.ly|flickr\.com|staticflickr\.com|imgix\.net|shutterstock\.com)$"
)

_SIX = re.compile(r"(?<![0-9A-Za-z])([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9A-Za-z])")
_PATH_DAY = re.compile(
    rf"(?<!\d)(?P<y>199\d|20[0-3]\d)[/_-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/_-])|(?:{'|'.join(MONTH_STEMS)})[a-z]{{0,6}}(?=[/_-]))"
    r"(?:[/_-]?(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/_-])))?(?!\d)(?![/_-]?archive)",
    re.IGNORECASE,
)


def images(text: str, start: int, end: int) -> list[tuple[Piece, str, int]]:
    """Markdown images in a line: the piece, the image's address and where that begins."""
    if "![" not in text[start:end]:
        return []
    return [(Piece(*m.span(), "caption"), m["url"], m.start("url")) for m in _IMAGE.finditer(text, start, end)]


def read_address(text: str, start: int, end: int) -> str | None:
    """The address that a line consists of, or None."""
    match = _OWN.fullmatch(text, start, min(end, start + LONGEST))
    return match["url"] if match else None


def site(url: str) -> str | None:
    """The host that publishes an address, without `www.`; None if anybody may publish there."""
    try:
        host = (urlsplit(url if "://" in url else f"http://{url}").hostname or "").rstrip(".")
    except ValueError:
        return None
    while _ASSETS.match(host) and host.count(".") > 1:
        host = host.split(".", 1)[1]
    return None if "." not in host or _ANYBODY.search(host) else host


def read_own(url: str, start: int) -> list[Fact]:
    """What the article's own address tells: itself, its host, the day or month in its path."""
    facts = [Fact("url", url, "url in text", start, start + len(url), "fact.address.line")]
    return facts + _host(url, start, "fact.address.own-host") + _days(url, start, "own")


def read_image(url: str, start: int) -> list[Fact]:
    """What an image's address tells: its host, and the month it was put there."""
    return _host(url, start, "fact.address.image-host") + _days(url, start, "image")


def _host(url: str, start: int, why: str) -> list[Fact]:
    host = site(url)
    found = re.search(re.escape(host), url, re.IGNORECASE) if host else None
    if not host or not found:  # a host with odd characters is written otherwise than it stands
        return []
    return [Fact("outlet", host, "url in text", start + found.start(), start + found.end(), why)]


def _days(url: str, start: int, whose: str) -> list[Fact]:
    """The day, or only the month, that an address names (`own` or an `image`'s; of an image's no more than the month,
    for a picture may be older than the article).
    """
    image = whose == "image"
    match = _PATH_DAY.search(url)
    if not match:
        return [] if image else _six_digits(url, start)
    month = match["m"] if match["m"].isdigit() else find_dates(f"1 {match['m']} 2000")[0].value[5:7]
    joined = not re.search(r"[/_-]", match.group())
    if joined and not match["d"]:
        return []
    low, high = start + match.start(), start + match.end()
    if match["d"] and not image:
        days = find_dates(f"{match['y']}-{int(month):02}-{int(match['d']):02}")
        return [Fact("published", d.value, "url in text", low, high, "fact.address.own-day", d) for d in days]
    high = start + (match.end("m"))
    return [Fact("published", f"{match['y']}-{int(month):02}", "url in text", low, high, f"fact.address.{whose}-month")]


def _six_digits(url: str, start: int) -> list[Fact]:
    """Six digits that may be a day (`_061313.php`): they count only where other articles settle which one."""
    for match in _SIX.finditer(url):
        a, b, c = (int(match[n]) for n in (1, 2, 3))
        orders = ((c, a, b), (c, b, a), (a, b, c))  # month first, day first, year first
        days = {day for y, m, d in orders if (day := whole_day(2000 + y, m, d))}
        if days:
            low, high = start + match.start(), start + match.end()
            printed = Printed(low, high, "", readings=tuple(sorted(days)))
            return [Fact("published", match.group(), "url in text", low, high, "fact.address.six-digits", printed)]
    return []
