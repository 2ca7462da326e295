"""Telling: ranks entries by how much they show of the outlets' treatment of a statement, and summarises the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data.terms import terms
from kit.english.lexicon.calendar import ONES
from kit.phrasing import listing

if TYPE_CHECKING:
    from kit.entry.entries import Entries
    from kit.entry.model import Entry, Row

# A statement longer than this many characters is not taken in at a glance.
LONG = 320
# A wording that has less of the words compared with is rather another statement.
KEPT = 0.5


def worth_comparing(entries: Entries) -> list[Entry]:
    """Entries that at least two articles surely quote in full and not all alike, the most telling first.

    First those that begin as a sentence does, those of which every wording has at least half of the words, those short enough to be taken in at a glance, those with most ways of
    printing one statement, those that most articles quote; then by number. None where all who quote a statement print it alike.
    """
    found = [entry for entry in entries.shared() if len(entry.quoted) > 1]
    return sorted(
        found,
        key=lambda e: (
            not whole(e),
            not keeps_most(e),
            len(e.reference) > LONG,
            -len({row.treatment for row in e.quoted}),
            -sum(len(row.places) for row in e.quoted),
            e.event_id,
            e.number,
        ),
    )


def keeps_most(entry: Entry) -> bool:
    """Whether every quotation has at least half of the words compared with: "Right now" is hardly "Right now, things are tense"."""
    return all(_kept(row, entry) >= KEPT for row in entry.quoted)


def _kept(row: Row, entry: Entry) -> float:
    """The share of the words compared with that a wording has in their place."""
    kept = sum(_words(run.text) for run in row.runs if run.kind in ("same", "moved here"))
    return kept / max(_words(entry.reference), 1)


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def whole(entry: Entry) -> bool:
    """Whether the wording compared with begins as a sentence does: with a capital or a figure.

    >>> from kit.entry.model import Entry
    >>> [whole(Entry(1, "s", "e", "utterance", "", "", text, "", 2, 2, (), (), (), (), ()))
    ...  for text in ("“It is late", "them “smoke screens”", "… of it")]
    [True, False, False]
    """
    first = entry.reference.lstrip("“‘«„\"' ")[:1]
    return first.isupper() or first.isdigit()


def told(entry: Entry) -> str:
    """What the articles did with a statement, in one clause: "three print it word for word and one drops a word".

    >>> from kit.entry.model import Entry, Place, Row, Run
    >>> rows = [Row(tuple(Place(c, c, c, 0, 1) for c in "abc"), "word for word", (Run("same", "It is late"),)),
    ...         Row((Place("d", "d", "d", 0, 1),), "trimmed", (Run("missing", "It"), Run("same", " is late")))]
    >>> told(Entry(1, "s", "e", "utterance", "", "", "It is late", "", 4, 4, tuple(rows), (), (), (), ()))
    'three print it word for word and one drops a word'
    """
    by_way: dict[str, list[Row]] = {}
    for row in entry.rows:
        by_way.setdefault(row.treatment, []).append(row)
    parts, alike = [], len(by_way) == 1
    for way in (one.term for one in terms("treatment")):
        rows = by_way.get(way, [])
        count = sum(len(row.places) for row in rows)
        if count:
            parts.append(_clause(way, count, rows, alike=alike))
    return listing(parts)


_ONE = {
    "word for word": "prints it word for word",
    "reworded": "says it in other words inside the marks",
    "quoted in part": "quotes a part",
    "reported": "reports it without marks",
    "stated": "states it in its own voice",
}
_MANY = {
    "word for word": "print it word for word",
    "reworded": "say it in other words inside the marks",
    "quoted in part": "quote a part",
    "reported": "report it without marks",
    "stated": "state it in their own voice",
}
_NUMBERS = ("no", *ONES[1:13])


def in_words(number: int) -> str:
    """A number in words up to twelve.

    >>> in_words(3), in_words(40)
    ('three', '40')
    """
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _clause(way: str, count: int, rows: list[Row], *, alike: bool) -> str:
    who = in_words(count)
    if alike and count > 1:
        who = "both" if count == 2 else f"all {who}"
    if way != "trimmed":
        return f"{who} {(_ONE if count == 1 else _MANY)[way]}"
    lost = {sum(len(run.text.split()) for run in row.runs if run.kind == "missing") for row in rows}
    words = "a word" if lost == {1} else f"{in_words(lost.pop())} words" if len(lost) == 1 else "words"
    return f"{who} {'drops' if count == 1 else 'drop'} {words}"
