"""Facts: what an article says that another may say otherwise, each in its clause: a count, a day, a name, yes or no."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.clauses import CONTENT, cut_clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.english.doc import Doc, Token

# Letters of a lemma by which two words count as one: injury and injured, apply and application.
STEM = 5
# Words on either side of a value that tell what it is of.
NEAR = 4
NAMED = ("person", "organisation", "place")
# Roles of sentences that state something.
TOLD = ("headline", "body", "caption")


@dataclass(slots=True)
class Fact:
    """One fact of one article.

    `start:end` are the words that may conflict, with what they are said of; `topic` what a fact must share to be
    compared at all, `value` what it gives. `clause` is the text that says what it is about, the value left out;
    `stems` its content words, `names` the entities in it, by kind, `around` those of its sentence.
    """

    article_id: str
    start: int
    end: int
    topic: str
    value: Any
    clause: str
    phrase: str
    stems: frozenset[str]
    names: Mapping[str, frozenset[str]]
    around: frozenset[str]
    marked: bool = False
    headline: bool = False
    about: str = ""
    head: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        return self.article_id, self.start, self.end


class Source:
    """One article as facts are read from it: its Doc, clauses, names and the stretches inside quotation marks."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Any], kinds: Mapping[str, str], quotes: Sequence[Any], published: Any = None
    ) -> None:
        self.doc = doc
        self.published = None if published is None or pd.isna(published) else pd.Timestamp(published).toordinal()
        self.named = sorted((int(m.start), int(m.end), m.entity_id, kinds.get(m.entity_id, "other")) for m in mentions)
        self.marked = [
            (int(q.start), int(q.end)) for q in quotes if q.use == "quotation" and q.form in ("direct", "partial")
        ]
        self.speakers = [(int(q.speaker_start), int(q.speaker_end)) for q in quotes if pd.notna(q.speaker_start)]
        self.cues = frozenset(int(q.cue_start) for q in quotes if pd.notna(q.cue_start))
        self.clauses = sorted(
            piece
            for sentence in doc.sentences
            if sentence.role in TOLD and doc.analysed
            for piece in cut_clauses(doc, sentence.start_char, sentence.end_char, reported=True, subordinate=True)
        )
        self._starts = [start for start, _ in self.clauses]

    def clause(self, at: int) -> tuple[int, int] | None:
        """The clause that holds this offset."""
        n = bisect_right(self._starts, at) - 1
        return self.clauses[n] if n >= 0 and at < self.clauses[n][1] else None

    def is_marked(self, start: int, end: int) -> bool:
        return any(a <= start and end <= b for a, b in self.marked)

    def names_in(self, start: int, end: int) -> dict[str, frozenset[str]]:
        """The entities named there, by kind."""
        found: dict[str, set[str]] = {}
        for a, b, entity, kind in self.named:
            if start <= a and b <= end:
                found.setdefault(kind, set()).add(entity)
        return {kind: frozenset(entities) for kind, entities in found.items()}

    def _near(self, value_at: tuple[int, int], first: int, last: int) -> tuple[int, int]:
        """From so many words before the value to so many behind it, inside its clause."""
        span = self.doc.span_at(*value_at)
        if span is None:
            return value_at
        tokens = self.doc.tokens
        left, right = tokens[max(span.start - NEAR, 0)], tokens[min(span.end + NEAR, len(tokens)) - 1]
        return max(left.idx, first), min(right.end, last)

    def fact(
        self,
        words: Iterable[tuple[int, int]],
        value_at: tuple[int, int],
        topic: str,
        value: Any,
        drop: Iterable[Token] = (),
    ) -> Fact | None:
        """A fact whose words are these stretches, the value standing at `value_at`; None outside every clause.

        What it is about is told by its clause, without the value, or without the tokens `drop` if the value is no more.
        """
        clause = self.clause(value_at[0])
        inside = None if clause is None else self.doc.span_at(*clause)
        if clause is None or inside is None:
            return None
        spans = [value_at, *words]
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        first, last = min(clause[0], start), max(clause[1], end)
        near = self._near(value_at, first, last)
        gone = [(t.idx, t.end, "") for t in drop] or [(*value_at, "some")]
        span = self.doc.span_at(first, last) or inside
        sentence = span.sent
        content = [t for t in span if t.pos_ in CONTENT and not any(a <= t.idx < b for a, b, _ in gone)]
        return Fact(
            article_id=self.doc.article_id,
            start=start,
            end=end,
            topic=topic,
            value=value,
            clause=self._without(first, last, gone),
            phrase=self._without(min(start, near[0]), max(end, near[1]), gone),
            stems=frozenset(map(stem, content)),
            names=self.names_in(first, last),
            around=frozenset().union(*self.names_in(sentence.start_char, sentence.end_char).values()),
            marked=self.is_marked(start, end),
            headline=sentence.role == "headline",
        )

    def _without(self, start: int, end: int, gone: Sequence[tuple[int, int, str]]) -> str:
        text, at = "", start
        for left, right, instead in sorted(gone):
            if at <= left and right <= end:
                text, at = text + self.doc.text[at:left] + instead, right
        return " ".join((text + self.doc.text[at:end]).split())


def stem(token: Token) -> str:
    """The first letters of a token's lemma, by which injury and injured are one word."""
    return token.lemma_.lower()[:STEM]


def optional_span(row: Any, name: str) -> list[tuple[int, int]]:
    """The stretch `name_start:name_end` of a row, if it has one."""
    start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
    return [] if pd.isna(start) else [(int(start), int(end))]


def other_names(one: Fact, other: Fact) -> bool:
    """Whether both clauses name persons (or bodies, or places), none that is the same, and their sentences none either."""
    if one.around & other.around:
        return False
    pairs = ((one.names.get(kind, frozenset()), other.names.get(kind, frozenset())) for kind in NAMED)
    return any(a and b and not a & b for a, b in pairs)
