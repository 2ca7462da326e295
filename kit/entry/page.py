"""Page: an entry as HTML, the same for report, parallel reader, worksheet and exercises."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.data.palette import OF_OUTLETS
from kit.data.terms import term
from kit.entry.templates import HERE, templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.compare.outlets import Outlet
    from kit.entry.model import Entry, Place

# This many names are read at a glance; the others fold.
NAMED = 8
_CHIP = """.kit-chip { padding: 0 .2em; font: 700 .8rem/1.25 var(--sans, system-ui, sans-serif); border-bottom: 3px solid;
  print-color-adjust: exact; }
"""


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
    page = templates(HERE).get_template("entry.html")
    return Markup(page.render(entry=entry, href=href, term=term, chip=chip, NAMED=NAMED))  # noqa: S704 - escaped there


def chip(outlet: Outlet | None) -> Markup:
    """The sign of an outlet, underlined in its colour, to stand before its name; empty where it has none.

    >>> from kit.compare.outlets import Outlet
    >>> print(chip(Outlet("a", "Post", "A", OF_OUTLETS[0])))  # doctest: +ELLIPSIS
    <b class="kit-chip kit-chip-0" aria-hidden="true">A</b>...
    """
    if outlet is None or not outlet.sign:
        return Markup()
    place = OF_OUTLETS.index(outlet.colour)
    return Markup('<b class="kit-chip kit-chip-{}" aria-hidden="true">{}</b>\u00a0').format(place, outlet.sign)


@cache
def style() -> str:
    """The style sheet of entries and chips; it takes its colours from custom properties where a page sets them."""
    return (HERE / "entry.css").read_text(encoding="utf-8") + chip_style()


def chip_style() -> str:
    """The style sheet of chips alone."""
    colours = (f".kit-chip-{n} {{ border-color: {colour}; }}\n" for n, colour in enumerate(OF_OUTLETS))
    return _CHIP + "".join(colours)
