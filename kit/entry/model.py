"""The parts of an entry, as plain values that a template draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.compare.outlets import Outlet


@dataclass(frozen=True)
class Run:
    """Words of one wording: `same`, `added` and `moved here` are printed, `missing` and `moved from here` are not;
    `around` are the article's own words, outside the marks.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Place:
    """A passage of an article: who prints it and where; `also_called` is the speaker's name there, if it is another.

    `outlet` is how the article is shown.
    """

    article_id: str
    name: str
    rendering_id: str
    start: int
    end: int
    also_called: str = ""
    outlet: Outlet | None = None


class Dispute(NamedTuple):
    """Words that contradict others: of what kind, which words, and who prints either."""

    kind: str
    words: str
    here: tuple[str, ...]
    others: str
    there: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}: “{self.words}” in {listing(self.here)}, “{self.others}” in {listing(self.there)}"


def together(disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """One dispute for the same words on both sides, with all who print them; of words that hold others, those others.

    >>> [str(d) for d in together([Dispute("number", "two", ("Echo",), "six", (name,)) for name in ("Post", "Sun")])]
    ['number: “two” in Echo, “six” in Post and Sun']
    >>> [str(d) for d in together([Dispute("negation", word, ("Echo",), "will", ("Post",)) for word in ("won't", "won’t")])]
    ['negation: “won’t” in Echo, “will” in Post']
    >>> [str(d) for d in together([Dispute("number", "two men", ("Echo",), "six men", ("Post",)), Dispute("number", "two", ("Echo",), "six", ("Sun",))])]
    ['number: “two” in Echo, “six” in Post and Sun']
    """
    found: list[Dispute] = []
    for one in disputes:
        at = next((n for n, old in enumerate(found) if _holds(old, one) or _holds(one, old)), len(found))
        old = found[at] if at < len(found) else one
        short = one if _holds(old, one) else old
        here, there = (tuple(dict.fromkeys(names)) for names in (old.here + one.here, old.there + one.there))
        found[at : at + 1] = [short._replace(here=here, there=there)]
    return tuple(found)


def _holds(one: Dispute, other: Dispute) -> bool:
    """Whether the words of one dispute are words of the other too, on both sides."""
    sides = ((one.words, other.words), (one.others, other.others))
    return one.kind == other.kind and all(f" {_plain(short)} " in f" {_plain(long)} " for long, short in sides)


def _plain(words: str) -> str:
    return words.replace("’", "'").casefold()


@dataclass(frozen=True)
class Row:
    """One wording: who prints it, what it does with the statement, and its words with the differences marked."""

    places: tuple[Place, ...]
    treatment: str
    runs: tuple[Run, ...]
    language: str = ""
    run_together: bool = False
    compared_with: bool = False
    conflicts: tuple[Dispute, ...] = ()

    @property
    def text(self) -> str:
        """The words as the first of the articles prints them."""
        return "".join(run.text for run in self.runs if run.kind not in ("missing", "moved from here"))

    @property
    def names(self) -> tuple[str, ...]:
        """Who prints it."""
        return tuple(place.name for place in self.places)


@dataclass(frozen=True)
class Entry:
    """One statement: a row for each wording, what may be the same, and who was not found to have it.

    `articles` counts those that surely have it, `of` those that are compared. `reference` is the wording compared with,
    `reference_from` why that one.
    """

    number: int
    statement_id: str
    event_id: str
    kind: str
    speaker: str
    speaker_id: str
    reference: str
    reference_from: str
    articles: int
    of: int
    rows: tuple[Row, ...]
    also: tuple[Row, ...]
    perhaps: tuple[Row, ...]
    not_found: tuple[str, ...]
    not_compared: tuple[str, ...]

    @property
    def said_by(self) -> str:
        """Who says it; of a claim that the articles do."""
        return self.speaker or ("Stated by the articles themselves" if self.kind == "claim" else "Speaker not found")

    @property
    def quoted(self) -> tuple[Row, ...]:
        """The rows whose words stand in quotation marks in full."""
        return tuple(row for row in self.rows if row.treatment in ("word for word", "trimmed", "reworded"))
