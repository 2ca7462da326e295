"""Kept: texts that take long to make, by name in the user's cache; they may be deleted at any time (`KIT_CACHE`)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Texts kept in one folder; the oldest go first. A report has some fifteen drawings.
MOST = 1000


def kept(folder: str, name: str, make: Callable[[], str]) -> str:
    """The text kept under this name, else what `make` gives, which is kept from now on; `name` says all that decides.

    Two processes may write at once; a cache that cannot be read or written costs time, nothing else.
    """
    from kit.annotate import cache_folder

    place = cache_folder() / folder
    path = place / name
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        text = make()
    try:
        place.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(text.encode("utf-8"))
        part.replace(path)
        for old in sorted(place.iterdir(), key=lambda file: file.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
    return text
