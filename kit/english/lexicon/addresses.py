"""Addresses: web and mail addresses, names of files and markup of images stand in a text and are no words of it."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)(?:\S{1,200}@\S{1,200}\.\w+|\S{1,200}\.(?:jpe?g|png|gif|webp|pdf|html?)\b)"
    r"|!\[[^\]]{0,500}\]\([^)]{0,1000}\)"
)
# No address is written without one of these.
_SIGNS = ("://", "www.", "@", "](", ".jp", ".png", ".gif", ".webp", ".pdf", ".htm")


def addresses(text: str) -> list[tuple[int, int]]:
    """Where addresses, file names and image markup begin and end in a text, in characters, in order.

    It misses addresses without "www." or a scheme: "example.org".

    >>> addresses("See ![Ann-Example.jpg](https://example.org/a.jpg) or write to ann@example.org today")
    [(4, 48), (62, 77)]
    """
    return [match.span() for match in _ADDRESS.finditer(text)] if any(sign in text for sign in _SIGNS) else []
