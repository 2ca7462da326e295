"""Facts: what an article says that another may say otherwise, each in its clause: a count, a day, a name, yes or no."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.clauses import CONTENT, cut_clauses
from kit.align.stretches import Stretches
from kit.data import word_set
from kit.english.lexicon.senses import is_person_noun
from kit.english.words.lists import reporting_verbs
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.english.doc import Doc, Span, Token

# Letters of a lemma by which two words count as one: injury and injured, apply and application.
STEM = 5
# Words on either side of a value that tell what it is of.
NEAR = 4
# Words on either side that are read at all: a "clause" that is longer is a list, or no language.
WIDE = 60
NAMED = ("person", "organisation", "place")
SOMEBODY = "somebody"
DENYING = word_set("verbs of denying a fact")
ANYBODY = word_set("indefinite words") | {"one"}
REPORTS = word_set("verbs told on any day")


@dataclass(slots=True)
class Fact:
    """One fact of one article.

    `start:end` are the words that may conflict, with what they are said of; `topic` what a fact must share to be
    compared at all, and one of `keys`, `value` what it gives. `clause` is the text that says what it is about, the value left out;
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
    voice: str = ""
    keys: frozenset[str] = frozenset({""})
    about: str = ""
    deed: str = ""
    head: str = ""
    key: tuple[str, int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.key = self.article_id, self.start, self.end

    @property
    def wording(self) -> tuple:
        """What two facts of an article share that are printed in the same words."""
        return self.topic, self.value, self.clause, self.phrase, self.headline, self.marked, self.voice, self.head


class Source:
    """One article as facts are read from it: its Doc, clauses, names and the stretches inside quotation marks."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Any], kinds: Mapping[str, str], quotes: Sequence[Any], published: Any = None
    ) -> None:
        self.doc = doc
        self.published = None if published is None or pd.isna(published) else pd.Timestamp(published).toordinal()
        self.named = sorted((int(m.start), int(m.end), m.entity_id, kinds.get(m.entity_id, "other")) for m in mentions)
        self._named_at = [start for start, *_ in self.named]
        self._around: dict[int, frozenset[str]] = {}
        self._names: dict[tuple[int, int], dict[str, frozenset[str]]] = {}
        self.quoted = sorted(
            (int(q.start), int(q.end)) for q in quotes if q.use == "quotation" and q.form in ("direct", "partial")
        )
        self.marked = Stretches((start, end, None) for start, end in self.quoted)
        self.speakers = Stretches(
            (int(q.speaker_start), int(q.speaker_end), None) for q in quotes if pd.notna(q.speaker_start)
        )
        said = [
            (
                int(q.start if pd.isna(q.content_start) else min(q.start, q.content_start)),
                int(q.end if pd.isna(q.content_end) else max(q.end, q.content_end)),
                _voice(q),
            )
            for q in quotes
            if q.use == "quotation"
        ]
        self._offices: dict[str, str] = {}
        self._said = Stretches(said)
        self._doubted = Stretches(
            (start, end, True)
            for q, (start, end, _) in zip((q for q in quotes if q.use == "quotation"), said, strict=True)
            if pd.notna(q.cue_lemma) and str(q.cue_lemma).split(" ")[0] in _doubting()
        )
        self._persons = Stretches(
            (start, end, (str(q.speaker), int(q.speaker_start), int(q.speaker_end)))
            for q, (start, end, _) in zip((q for q in quotes if q.use == "quotation"), said, strict=True)
            if pd.notna(q.speaker_start)
            and kinds.get(q.speaker_id) == "person"
            and (q.certainty == "sure" or self._holds(q))
        )
        self.cues = frozenset(int(q.cue_start) for q in quotes if pd.notna(q.cue_start))
        self.clauses = sorted(
            piece
            for sentence in doc.sentences
            if sentence.role in READ_ROLES and doc.analysed
            for piece in cut_clauses(doc, sentence.start_char, sentence.end_char, reported=True, subordinate=True)
        )
        self._starts = [start for start, _ in self.clauses]

    def clause(self, at: int) -> tuple[int, int] | None:
        """The clause that holds this offset."""
        n = bisect_right(self._starts, at) - 1
        return self.clauses[n] if n >= 0 and at < self.clauses[n][1] else None

    def clauses_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses that begin in `start:end`."""
        return self.clauses[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_doubted(self, at: int) -> bool:
        """Whether the verb that reports what stands there denies it or keeps it at a distance."""
        return self._doubted.at(at) is not None

    def voice(self, at: int) -> str:
        """Who says what stands there: the speaker's id, "somebody" if not known, "" if the article itself."""
        return self._said.at(at) or ""

    def person(self, at: int) -> tuple[str, int, int] | None:
        """The person who surely says what stands there, with the mention beside it."""
        return self._persons.at(at)

    @cached_property
    def lower(self) -> str:
        """The text in small letters, by which a rule sees that it has nothing to read."""
        return self.doc.text.lower()

    def prints(self, phrases: Iterable[str]) -> bool:
        """Whether one of some phrases in small letters stands there, be it in a longer word."""
        return any(phrase in self.lower for phrase in phrases)

    def office(self, name: str) -> str:
        """The word for a person that stands right before or behind a full name, if it stands before no other name: the judge of "Judge Ada Holm"."""
        if name not in self._offices:
            full = re.escape(name)
            beside = (
                re.finditer(pattern, self.doc.text)
                for pattern in (rf"\b([\w-]+) {full}\b", rf"\b{full}, (?:the |an? )?([\w-]+)")
            )
            words = (found[1].lower() for matches in beside for found in matches)
            word = next((word for word in words if is_person_noun(word)), "")
            bearers = {found[1] for found in re.finditer(rf"\b(?i:{re.escape(word)}) ([A-Z]\w+)", self.doc.text)}
            self._offices[name] = word if len(bearers) <= 1 else ""
        return self._offices[name]

    def _holds(self, quote: Any) -> bool:
        """Whether a speaker is called by the office that stands before the name: "the judge"."""
        called = self.doc.text[int(quote.speaker_start) : int(quote.speaker_end)].lower()
        return called.startswith("the ") and called == f"the {self.office(str(quote.speaker))}"

    def named_at(self, at: int) -> tuple[str, str] | None:
        """The entity named there, and its kind."""
        n = bisect_right(self._named_at, at) - 1
        return (self.named[n][2], self.named[n][3]) if n >= 0 and at < self.named[n][1] else None

    def names_in(self, start: int, end: int) -> dict[str, frozenset[str]]:
        """The entities named there, by kind; many facts stand in one clause."""
        if (start, end) not in self._names:
            found: dict[str, set[str]] = {}
            for _, b, entity, kind in self.named[bisect_left(self._named_at, start) : bisect_left(self._named_at, end)]:
                if b <= end:
                    found.setdefault(kind, set()).add(entity)
            self._names[start, end] = {kind: frozenset(entities) for kind, entities in found.items()}
        return self._names[start, end]

    def names_over(self, start: int, end: int) -> dict[str, frozenset[str]]:
        """The entities of which some word stands there, by kind."""
        found: dict[str, set[str]] = {}
        for a, b, entity, kind in self.named[: bisect_left(self._named_at, end)]:
            if start < b and a < end:
                found.setdefault(kind, set()).add(entity)
        return {kind: frozenset(entities) for kind, entities in found.items()}

    def _names_around(self, sentence: Span) -> frozenset[str]:
        """The entities named in a sentence."""
        if sentence.start not in self._around:
            named = self.names_in(sentence.start_char, sentence.end_char)
            self._around[sentence.start] = frozenset().union(*named.values())
        return self._around[sentence.start]

    def _within(self, value_at: tuple[int, int], words: int, first: int, last: int) -> tuple[int, int]:
        """From so many words before the value to so many behind it, inside its clause."""
        span = self.doc.span_at(*value_at)
        if span is None:
            return value_at
        tokens = self.doc.tokens
        left, right = tokens[max(span.start - words, 0)], tokens[min(span.end + words, len(tokens)) - 1]
        return max(left.idx, first), min(right.end, last)

    def fact(
        self,
        words: Iterable[tuple[int, int]],
        value_at: tuple[int, int],
        topic: str,
        value: Any,
        drop: Iterable[Token] = (),
    ) -> Fact | None:
        """A fact whose words are these stretches, the value standing at `value_at`; None outside every clause, or if they lie far apart.

        What it is about is told by its clause, without the value, or without the tokens `drop` if the value is no more.
        """
        clause = self.clause(value_at[0])
        if clause is None:
            return None
        spans = [value_at, *words]
        start, end = _whole_words(self.doc.text, min(a for a, _ in spans), max(b for _, b in spans))
        first, last = self._within(value_at, WIDE, min(clause[0], start), max(clause[1], end))
        span = self.doc.span_at(first, last)
        if span is None or start < first or last < end:
            return None
        near = self._within(value_at, NEAR, first, last)
        gone = [(t.idx, t.end, "") for t in drop] or [(*value_at, "some")]
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
            around=self._names_around(span.sent),
            marked=self.marked.hold(start, end),
            headline=span.sent.role == "headline",
            voice=self.voice(start),
        )

    def _without(self, start: int, end: int, gone: Sequence[tuple[int, int, str]]) -> str:
        text, at = "", start
        for left, right, instead in sorted(gone):
            if at <= left and right <= end:
                text, at = text + self.doc.text[at:left] + instead, right
        return " ".join((text + self.doc.text[at:end]).split())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch out to the ends of its words: "don't" for "n't"."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _voice(quote: Any) -> str:
    """The speaker's id; `SOMEBODY` of who is not known, or described as if known: "the minister" may be the one whom others name, of
    "a juror" one cannot say whether it is.
    """
    known = pd.notna(quote.speaker) and (not quote.speaker.islower() or is_anybody(quote.speaker))
    return str(quote.speaker_id) if known else SOMEBODY


def is_anybody(speaker: str) -> bool:
    """Whether a speaker is only said to be one of some: "a juror", "one of the jurors"."""
    return speaker.split(maxsplit=1)[0].lower() in ANYBODY


@cache
def _doubting() -> frozenset[str]:
    """Verbs that do not vouch for what they report: "denied", "claimed", "doubts"."""
    listed = reporting_verbs()
    return frozenset(listed.loc[listed["effect"] == "keeps it at a distance", "lemma"]) | DENYING


def stem(token: Token) -> str:
    """The first letters of a token's lemma, by which injury and injured are one word."""
    return _begin(token.lemma_)


@lru_cache(maxsize=1 << 16)
def _begin(lemma: str) -> str:
    return lemma.lower()[:STEM]


def optional_span(row: Any, name: str) -> list[tuple[int, int]]:
    """The stretch `name_start:name_end` of a row, if it has one."""
    start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
    return [] if pd.isna(start) else [(int(start), int(end))]


def other_names(one: Fact, other: Fact, kinds: Sequence[str] = NAMED, *, strict: bool = False) -> bool:
    """Whether both clauses name persons (or bodies, or places), none that is the same, and (unless `strict`) their sentences none either."""
    if one.around & other.around and not strict:
        return False
    pairs = ((one.names.get(kind, frozenset()), other.names.get(kind, frozenset())) for kind in kinds)
    return any(a and b and not a & b for a, b in pairs)


def other_voices(one: Fact, other: Fact) -> bool:
    """Whether two named persons say it: they may disagree."""
    return len({one.voice, other.voice} - {"", SOMEBODY}) > 1
