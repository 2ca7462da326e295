"""Page: an entry as HTML, the same for report, parallel reader, worksheet and exercises."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.entry.templates import HERE, templates
from kit.terms import term

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.entry.model import Entry, Place

# So many names are read at a glance; the others fold.
NAMED = 8


def entry_html(entry: Entry, *, href: Callable[[Place], str] = lambda _: "") -> Markup:
    """An entry as safe HTML: a row for each wording, who prints it, what it did, its words with the changes marked.

    `href` gives the address of a passage ("" for none); each name also carries `data-article`, `data-rendering`,
    `data-start` and `data-end` (code points), so that a page can lead there. What changed is marked by tag (`ins`,
    `del`), by weight and line (`style()`), and in words for those who hear the page. All text of articles is escaped.

    >>> import kit
    >>> from kit.entry import Entries
    >>> "word for word" in entry_html(next(iter(Entries(kit.read("seeds")))))
    True
    """
    return Markup(templates(HERE).get_template("entry.html").render(entry=entry, href=href, term=term, NAMED=NAMED))  # noqa: S704 - escaped there


def style() -> str:
    """The style sheet of entries; it takes its colours from custom properties where a page sets them."""
    return _style()


@cache
def _style() -> str:
    return (HERE / "entry.css").read_text(encoding="utf-8")
