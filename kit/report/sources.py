"""The articles as cards: what is known of each, where that stands, and what is not stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.report.text import anchor
from kit.report.view import rows

if TYPE_CHECKING:
    from kit.report.view import View

# What a reader asks of an article first, in that order, with the words for it.
FIELDS = {
    "outlet": "Outlet", "title": "Headline", "byline": "By", "agency": "Agency or origin", "published": "Published",
    "place": "Written from", "dateline_date": "Dateline", "url": "Address", "language": "Language",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One value for a field, where it comes from, and the passage it stands in."""

    value: Any
    source: str
    href: str
    rule: str


@dataclass(frozen=True)
class Line:
    """One field of a card: the value that won, where that is from, and what else was found."""

    label: str
    value: Any
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Card:
    """One article: known fields, the words for those that are not, and its measures."""

    article_id: str
    anchor: str
    name: str
    href: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    words: Any
    path: str


def cards(view: View) -> list[Card]:
    """A card for each article, in the order of `articles`."""
    facts: dict[tuple[str, str], list[Any]] = {}
    for fact in rows(view.reading.facts):
        facts.setdefault((fact.article_id, fact.field), []).append(fact)
    return [_card(row, facts, view) for row in view.articles]


def _card(row: Any, facts: dict[tuple[str, str], list[Any]], view: View) -> Card:
    known = {name: getattr(row, name) for name in FIELDS if getattr(row, name) is not None}
    lines = [
        Line(FIELDS[name], value, tuple(_found(fact, view) for fact in facts.get((row.article_id, name), ())))
        for name, value in known.items()
    ]
    return Card(
        article_id=row.article_id,
        anchor=anchor("source", row.article_id),
        name=view.names[row.article_id],
        href=view.href("article", row.article_id) if "articles" in view.sections else "",
        lines=tuple(lines),
        missing=tuple(words.lower() for name, words in FIELDS.items() if name not in known),
        words=row.words,
        path=row.path,
    )


def _found(fact: Any, view: View) -> Found:
    return Found(fact.value, fact.source, view.passage(fact.article_id, fact.start), fact.rule)
