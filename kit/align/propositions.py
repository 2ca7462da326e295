"""Propositions: quotations and sentences cut into the clauses that are compared.

A quotation of four sentences is four statements; a reported clause with two verbs in a row ("should abandon its push
and prepare for talks") is two.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.clauses import LEAST_CONTENT, cut_clauses
from kit.align.normalise import folded
from kit.align.stretches import Stretches
from kit.align.text import main_verbs
from kit.data import word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kit.align.normalise import Word
    from kit.align.text import Text
    from kit.english.doc import Doc

# "he added", "the minister told reporters": an attribution in the middle of a sentence, in characters with its marks.
LONGEST_ATTRIBUTION = 80
ACTS = word_set("speech acts")
_MINE = frozenset({"I", "we", "We", "my", "My"})
REFUSALS = word_set("refusals")


@dataclass(slots=True)
class Proposition:
    """One clause of one article: its span, who says it and how, and its words printed and folded."""

    article_id: str
    event_id: str
    start: int
    end: int
    form: str
    speaker_id: str | None = None
    surely: bool = False  # whether it is sure that this speaker says it
    quote_id: str | None = None
    utterance: str | None = None
    marked: tuple[tuple[int, int], ...] = ()
    words: list[Word] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    names: frozenset[int] = frozenset()
    # The lemma of its main word, if that is a verb or noun, and its verbs, cut to how words are compared.
    verb: str | None = None
    verbs: frozenset[str] = frozenset()
    rule: str = ""
    candidate: bool = False
    seam: bool = False
    spoken: bool = False
    analysed: bool = True
    # Whose voice it must be: the speaker if a person; a country, an office or "officials" may speak through anybody.
    voice: str | None = None
    _said: list[Word] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def said(self) -> list[Word]:
        """The words that stand inside quotation marks; asked for again and again, so looked up once."""
        if self._said is None:
            inside = Stretches((a, b, None) for a, b in self.marked)
            self._said = [w for w in self.words if inside.hold(w.start, w.end)]
        return self._said

    @property
    def told(self) -> list[str]:
        """The content beyond names, which are the event's subject and not what is said of it; all if there is no more."""
        return [n for n, at in zip(self.content, self.places, strict=True) if at not in self.names] or self.content

    def drop(self, start: int, end: int) -> None:
        """Leave the words at `start:end` out of the content: the reporting verb says how, not what."""
        kept = [(n, at) for n, at in zip(self.content, self.places, strict=True) if not start <= at < end]
        self.content, self.places = [n for n, _ in kept], [at for _, at in kept]

    def split(self, at: int) -> list[Proposition]:
        """Two propositions, the second beginning at word `at` of those that stand inside marks."""
        seam, last = self.said[at].start, self.said[at - 1].end
        head = replace(self, end=last, words=[w for w in self.words if w.start < seam], content=[])
        tail = replace(self, start=seam, words=[w for w in self.words if w.start >= seam], content=[])
        head.marked = tuple((a, min(b, last)) for a, b in self.marked if a < last)
        tail.marked = tuple((max(a, seam), b) for a, b in self.marked if b > seam)
        for part in (head, tail):
            part.content = [
                n for n, place in zip(self.content, self.places, strict=True) if part.start <= place < part.end
            ]
            part.places = [place for place in self.places if part.start <= place < part.end]
            part.rule += "+join.cut"
        tail.seam = True
        return [head, tail]

    @property
    def key(self) -> tuple[str, int, int]:
        return self.article_id, self.start, self.end


def quoted_propositions(
    text: Text, quotes: Sequence[Any], event_id: str, persons: Collection[str] = ()
) -> Iterator[Proposition]:
    """The propositions of one article's quotations, in order of the text. `quotes` are the rows of this article.

    `persons` are the speakers who are persons: only they exclude one another.
    """
    doc = text.doc
    for content in _contents(doc, quotes):
        first = content.rows[0]
        refused = content.form == "indirect" and str(first.cue_lemma).split(" ")[0] in REFUSALS
        reported = content.form != "direct"
        for start, end in cut_clauses(
            doc, content.start, content.end, reported=reported, breaks=content.breaks, subordinate=reported
        ):
            inside = [row for row in content.rows if row.start < end and row.end > start]
            marked = tuple(
                (max(int(row.start), start), min(int(row.end), end)) for row in inside if content.form != "indirect"
            )
            made = Proposition(
                article_id=doc.article_id,
                event_id=event_id,
                start=start,
                end=end,
                form=content.form,
                speaker_id=None if pd.isna(first.speaker_id) else first.speaker_id,
                surely=first.certainty == "sure",
                voice=first.speaker_id if first.speaker_id in persons else None,
                quote_id=(inside or content.rows)[0].quote_id,
                utterance=None if pd.isna(first.utterance_id) else first.utterance_id,
                marked=marked,
                rule=f"join.{content.form}",
            )
            made = worded(made, text, only_marked=content.form == "direct")
            if content.form == "indirect" and pd.notna(first.cue_start) and start <= first.cue_start < end:
                made.drop(int(first.cue_start), int(first.cue_end))
            if refused:
                made.content.insert(0, "not")
                made.places.insert(0, start)
            if made.content or content.form != "indirect":
                yield made


def own_propositions(
    text: Text, quotes: Sequence[Any], event_id: str, *, transcript: bool = False
) -> Iterator[Proposition]:
    """The clauses of an article's own voice: what stands outside every quotation and reported clause.

    In a `transcript` that voice is the speaker's: its clauses are cut as quotations are, and every word counts as said.
    A clause must say something beside who spoke; an address in the text is no clause.
    """
    doc = text.doc
    taken = Stretches(
        (int(min(row.start, row.content_start)), int(max(row.end, row.content_end)), None)
        for row in quotes
        if row.use == "quotation"
    )
    told = _attributions(doc, quotes)
    names = {n for name in {row.speaker for row in quotes if pd.notna(row.speaker)} for n in folded(name, {})}
    for sentence in doc.sentences:
        if sentence.role not in ("body", "headline", "caption"):
            continue
        for start, end in taken.gaps(sentence.start_char, sentence.end_char):
            if not transcript and _is_mine(doc, start, end):
                continue
            for left, right in cut_clauses(doc, start, end, reported=not transcript, subordinate=not transcript):
                made = Proposition(doc.article_id, event_id, left, right, "stated", rule="join.stated")
                if transcript:
                    made.form, made.marked, made.rule, made.spoken = "direct", ((left, right),), "join.transcript", True
                    made.utterance = f"{doc.article_id}-transcript"
                made = worded(made, text)
                own = sum(
                    word not in names and not told.at(at) for word, at in zip(made.content, made.places, strict=True)
                )
                if own > LEAST_CONTENT and "://" not in doc.text[left:right]:
                    yield made


def _is_mine(doc: Doc, start: int, end: int) -> bool:
    """Whether "I" or "we" tell it: what somebody saw, maybe somebody whose marks are lost, is not stated as a fact."""
    span = doc.span_at(start, end)
    return span is not None and any(t.pos_ == "PRON" and t.text in _MINE for t in span)


def _attributions(doc: Doc, quotes: Sequence[Any]) -> Stretches[bool]:
    """Where an article only says who spoke, how and to whom: cues, and the noun phrases of speakers and addressees."""
    spans = sorted(
        (int(a), int(b))
        for row in quotes
        for a, b in ((row.speaker_start, row.speaker_end), (row.cue_start, row.cue_end))
        if pd.notna(a)
    )
    cues = {int(row.cue_start) for row in quotes if pd.notna(row.cue_start)}
    ends = list(accumulate((b for _, b in spans), max))
    found = set(spans)
    for chunk in doc.noun_chunks if spans else ():
        start, end, root = chunk.start_char, chunk.end_char, chunk.root
        near = bisect_right(ends, start)
        told = root.dep_ in ("dobj", "dative") and root.head.idx in cues
        if told or (near < len(spans) and spans[near][0] < end):
            found.add((start, end))
    return Stretches((start, end, True) for start, end in sorted(found))


@dataclass(slots=True)
class _Content:
    start: int
    end: int
    form: str
    rows: list

    @property
    def breaks(self) -> list[int]:
        """Offsets behind a quoted stretch where a new one may belong to another clause."""
        return [int(row.end) for row in self.rows[:-1]] if self.form == "partial" else []


def _contents(doc: Doc, quotes: Sequence[Any]) -> list[_Content]:
    """The reported contents: stretches of one content together, and a sentence broken by "he added" made whole."""
    made: list[_Content] = []
    for row in sorted((row for row in quotes if row.use == "quotation"), key=lambda row: (row.start, row.end)):
        start = row.start if pd.isna(row.content_start) else min(row.start, row.content_start)
        end = row.end if pd.isna(row.content_end) else max(row.end, row.content_end)
        last = made[-1] if made else None
        if last is not None and (last.start, last.end) == (start, end):
            last.rows.append(row)
        elif last is not None and _goes_on(doc, last, row):
            last.end = int(end)
            last.rows.append(row)
        else:
            begin = _with_verb(doc, row, _behind_accused(doc, row, int(start), int(end)))
            if begin is not None:
                made.append(_Content(begin, int(end), row.form, [row]))
    return made


def _behind_accused(doc: Doc, row: Any, start: int, end: int) -> int:
    """Where a charge begins behind whom it is brought against: "accused the board of | acting too late" is no act of the board's."""
    charge = "preposition(of)" in row.rule or "preposition(for)" in row.rule
    span = doc.span_at(start, end) if charge and row.form == "indirect" else None
    of = next((t for t in span or () if t.lower_ in {"of", "for"} and any(c.tag_ == "VBG" for c in t.rights)), None)
    return start if of is None or of.end + 1 >= end else doc.tokens[of.i + 1].idx


def _with_verb(doc: Doc, row: Any, start: int) -> int | None:
    """Where a reported content starts: at the reporting verb if it has no verb itself ("ruled out a ban").

    None for what is a topic and no proposition: "spoke about relations", "disclosed this".
    """
    span = doc.span_at(start, int(row.content_end)) if row.form == "indirect" else None
    if span is None or not doc.analysed or any(t.pos_ in ("VERB", "AUX") and t.dep_ != "amod" for t in span):
        return start
    if pd.isna(row.cue_start) or str(row.cue_lemma).split(" ")[0] not in ACTS:
        return None
    near = row.cue_end <= start and span.sent.start_char <= row.cue_start
    return int(row.cue_start) if near else start


def _goes_on(doc: Doc, last: _Content, row: Any) -> bool:
    """Whether this stretch ends the sentence that the last one began: `"To be clear," he added, "as part of …"`."""
    before = last.rows[-1]
    between = doc.text[before.end : row.start]
    return (
        last.form == row.form == "direct"
        and (pd.isna(row.speaker_id) or pd.isna(before.speaker_id) or before.speaker_id == row.speaker_id)
        and doc.text[before.end - 1] not in ".?!…"
        and doc.text[row.start : row.start + 1].islower()
        and len(between) <= LONGEST_ATTRIBUTION
        and not any(mark in between for mark in ".?!\n")
    )


def worded(made: Proposition, text: Text, *, only_marked: bool = False) -> Proposition:
    """Fill in the folded words and the content."""
    spans = made.marked if only_marked else ((made.start, made.end),)
    made.words = [word for start, end in spans for word in text.words.between(start, end)]
    made.content, made.places = text.content(spans)
    made.names, made.analysed = text.names, text.doc.analysed
    span = text.doc.span_at(made.start, made.end) if text.doc.analysed else None
    if span is not None:
        made.verb, made.verbs = main_verbs(span, span)
    return made
