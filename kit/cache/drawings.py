"""Drawings: texts that take long to make, kept by name in the user's cache, which may be deleted at any time (`KIT_CACHE`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.cache import files

if TYPE_CHECKING:
    from collections.abc import Callable

# Texts kept in one folder; the oldest go first. A report has some fifteen drawings.
MOST = 1000


def kept(folder: str, name: str, make: Callable[[], str]) -> str:
    """The text cached under `name`; if there is none, `make()` is called and its text cached. `name` must say everything the text depends on."""
    path = files.folder() / folder / name
    known = files.take(path)
    if known is not None:
        return known.decode("utf-8")
    text = make()
    files.put(path, text.encode("utf-8"))
    try:
        for old in sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError:  # another process was quicker, or nothing can be kept
        pass
    return text
