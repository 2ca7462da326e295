"""What to notice: the findings of the comparisons with their passages, and the quotations worth a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.compare.flags import CAUTION, UNDECIDED
from kit.phrasing import shortened
from kit.report.view import PLACES

if TYPE_CHECKING:
    from kit.report.view import View

# Passages named beside one finding, for each outlet; its table has them all.
PASSAGES = 6
# How much of a passage is printed.
LONGEST = 160
# Flags of one kind on the page; `kit.compare.flags` has them all.
FLAGS = 40


@dataclass(frozen=True)
class Finding:
    """A sentence, and for each outlet the passages it rests on, each with its link."""

    about: str
    sentence: str
    small: bool
    passages: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Flag:
    """One change inside quotation marks: who, in which statement, which words instead of which; `against` is the other passage, where
    nobody is called the one who changed it.
    """

    outlet: str
    href: str
    number: int
    statement_href: str
    text: str
    words: Any
    instead_of: Any
    why: str
    against: str


def notice(view: View) -> dict[str, Any]:
    """What the section shows: findings event by event, and flags by their kind with the number of those left out.

    A finding speaks of every article of its event, so events that are charted in part have none, and the page says so.
    """
    flagged: dict[str, list[Flag]] = {}
    for row in view.flags:
        number, href = view.numbers[row.statement_id], view.href("statement", row.statement_id)
        passage = view.href("rendering", row.rendering_id)
        against = row.other_text if row.flag == UNDECIDED else ""
        one = Flag(row.outlet, passage, number, href, row.text, row.words, row.instead_of, row.why, against)
        flagged.setdefault(row.flag, []).append(one)
    found = {event_id: [_finding(row, view) for row in mine] for event_id, mine in view.findings.items()}
    return {
        "findings": found,
        "cut": [scope for scope in view.charted if not scope.whole],
        "flags": {flag: (flagged[flag][:FLAGS], len(flagged[flag][FLAGS:])) for flag in flagged},
        "caution": CAUTION,
    }


def _finding(row: Any, view: View) -> Finding:
    passages: dict[str, dict[str, str]] = {}
    for key in (row.keys or "").split(" "):
        article_id, href, text = _place(row.table, key, view)
        if href:
            passages.setdefault(view.names[article_id], {}).setdefault(href, text)
    shown = {name: [(text, href) for href, text in mine.items()][:PASSAGES] for name, mine in passages.items()}
    return Finding(row.about, row.sentence, bool(row.small), shown)


def _place(table: str, key: str, view: View) -> tuple[str, str, str]:
    """The article that a row stands in, the link to it, and its words; a mention leads to its sentence."""
    if table == "articles":
        return key, view.href("article", key), "the article"
    row = view.row(table, key)
    if row is None or not hasattr(row, "article_id"):
        return "", "", ""
    kind = next((kind for kind, name in PLACES.items() if name == table), "")
    href = view.href(kind, key) if kind else view.passage(row.article_id, row.start)
    sentence = view.sentence(row.article_id, row.start)
    return row.article_id, href, shortened(sentence.text if sentence else row.text, LONGEST)
