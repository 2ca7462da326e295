"""Report: a reading as one self-contained HTML page, for a projector, a mailbox or an archive."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.reading import without_garbage_collection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kit.report.page import SECTIONS, SectionError, render
    from kit.tables import Reading

__all__ = ["SECTIONS", "SectionError", "render", "write_report"]


def __getattr__(name: str) -> Any:
    """Looked up when first asked for: a page that is kept needs none of them, nor do those who take a part of it."""
    if name not in __all__:
        raise AttributeError(f"module 'kit.report' has no attribute {name!r}")
    return getattr(import_module("kit.report.page"), name)


@without_garbage_collection()
def write_report(
    reading: Reading,
    path: str | Path,
    *,
    title: str | None = None,
    lang: str | None = None,
    sections: Iterable[str] | None = None,
    made: dt.date | None = None,
) -> Path:
    """Write a reading as one HTML file that needs no server, no network and no installation; returns its path.

    The page holds the articles, what is known of them, and every chart and table of the kit with links to the
    passages. `title`, `lang`, `sections` (names of `SECTIONS`) and `made` (a day to print) as in `render`. The same
    reading gives the same bytes. Raises SectionError for a section that does not exist.

    >>> import kit, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> write_report(kit.read("seeds"), Path(folder) / "report.html").name
    'report.html'
    """
    from kit.report.page import render

    path = Path(path)
    page = render(reading, title=title, lang=lang, sections=sections, made=made)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.encode("utf-8"))
    return path
