"""The articles as cards: what is known of each, where that stands, and what is not stated."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.data.rulebook import explain
from kit.report.text import anchor
from kit.report.view import rows
from kit.tables.schemas import VERSION_CHANGES

if TYPE_CHECKING:
    from kit.report.view import View

# The fields of an article that a reader asks for first, in this order, each with its label.
FIELDS = {
    "outlet": "Outlet", "title": "Headline", "byline": "By", "agency": "Agency or origin", "published": "Published",
    "place": "Written from", "dateline_date": "Dateline", "url": "Address", "language": "Language",
}  # fmt: skip


# Labels of fields that are not stated, where the usual label reads badly in a list.
MISSING = {"byline": "byline", "place": "where it was written", "url": "web address"}


@dataclass(frozen=True)
class Found:
    """Where a field's value comes from: what it says there, if that differs, and the passage it stands in."""

    says: str
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
class Earlier:
    """An earlier state of the article: its file, how many sentences differ in which way, and the rows of `compare.versions`."""

    path: str
    counts: str
    changes: list[Any]


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
    earlier: tuple[Earlier, ...]


def cards(view: View) -> list[Card]:
    """A card for each article, in the order of `articles`."""
    facts: dict[tuple[str, str], list[Any]] = {}
    for fact in rows(view.reading.facts):
        facts.setdefault((fact.article_id, fact.field), []).append(fact)
    return [_card(row, facts, view) for row in view.articles]


def _card(row: Any, facts: dict[tuple[str, str], list[Any]], view: View) -> Card:
    lines, missing = [], []
    for name, label in FIELDS.items():
        value = getattr(row, name)
        # One place may hold several facts of one field, such as a day without its year and with it: the last is fullest.
        places = {(fact.source, fact.start): fact for fact in facts.get((row.article_id, name), ())}
        if value is None and not places:
            missing.append(MISSING.get(name, label.lower()))
            continue
        found = tuple(_found(fact, value, view) for fact in places.values())
        lines.append(Line(label, "not known for certain" if value is None else value, found))
    return Card(
        article_id=row.article_id,
        anchor=anchor("source", row.article_id),
        name=view.names[row.article_id],
        href=view.href("article", row.article_id) if "articles" in view.sections else "",
        lines=tuple(lines),
        missing=tuple(missing),
        words=row.words,
        path=row.path,
        earlier=tuple(_earlier(path, changes) for path, changes in view.changes.get(row.article_id, {}).items()),
    )


def _earlier(path: str, changes: list[Any]) -> Earlier:
    counts = Counter(change.kind for change in changes)
    return Earlier(path, ", ".join(f"{counts[kind]} {kind}" for kind in VERSION_CHANGES if counts[kind]), changes)


def _found(fact: Any, value: Any, view: View) -> Found:
    says = "" if _same(value, fact.value) else fact.value
    return Found(says, fact.source, view.passage(fact.article_id, fact.start), explain(fact.rule))


def _same(value: Any, found: str) -> bool:
    """Whether a fact says what the card says, or as much of a day as is printed (a dateline has no year)."""
    if isinstance(value, pd.Timestamp):
        return value.isoformat().startswith(found) or value.isoformat()[4:].startswith(found.removeprefix("XXXX"))
    return str(value) == found
