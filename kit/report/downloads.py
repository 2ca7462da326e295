"""The tables as files inside the page: CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kit import export
from kit.phrasing import UNSEEN
from kit.tables import SCHEMAS

if TYPE_CHECKING:
    from kit.report.view import View

# A page is mailed and opened on telephones: a table larger than this (characters of CSV) is named, not carried.
LARGEST = 1_000_000
# Characters of all tables together; the smallest are taken first.
TOGETHER = 3_000_000
# What would end an address or an attribute, and what a page writes out because it is unseen: the file must hold it as
# it is. Everything else stands as it is, which takes a quarter less than base64.
_ENDING = re.compile("[%#\"'<>&\t\n\r\ufeff]")
# Spreadsheets take CSV for UTF-8 only if it begins with a byte-order mark.
_BOM = "\ufeff"


@dataclass(frozen=True)
class Download:
    """One table: what a row is, how many there are, and the file as an address (nothing if it is too large)."""

    name: str
    about: str
    rows: int
    size: int
    href: str


def downloads(view: View) -> list[Download]:
    """Every table that has rows, in the order of the schemas."""
    # A cell takes at least the comma behind it, so that the largest tables need not be written to be refused.
    files = {
        name: (_BOM + export.csv(frame)).encode("utf-8", "replace").decode("utf-8") if frame.size <= LARGEST else ""
        for name, frame in view.every.tables().items()
        if len(frame)
    }
    carried: set[str] = set()
    room = TOGETHER
    for name in sorted(files, key=lambda name: (len(files[name]), name)):
        if 0 < len(files[name]) <= min(LARGEST, room):
            carried.add(name)
            room -= len(files[name])
    return [
        Download(
            name,
            SCHEMAS[name].about,
            len(getattr(view.every, name)),
            len(data.encode("utf-8")),
            f"data:text/csv;charset=utf-8,{_address(data)}" if name in carried else "",
        )
        for name, data in files.items()
    ]


def _address(data: str) -> str:
    return UNSEEN.sub(lambda sign: quote(sign[0]), _ENDING.sub(lambda sign: quote(sign[0]), data))
