"""Fragments: quoted words inside the reporter's own sentence, outside any report: their speaker, and the content they are part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.reporting import FINITE, Word
from kit.english.quotes.cues import Cue, Cues
from kit.english.quotes.marked_spans import stops, words
from kit.english.quotes.source_extent import is_here, source_at
from kit.english.quotes.sources import source_of
from kit.english.quotes.speech_tags import Attribution
from kit.english.quotes.verbs import is_in_subject, is_passive
from kit.english.typed import DASHES

if TYPE_CHECKING:
    from kit.english.doc import Doc
    from kit.english.quotes.marked_spans import Marked

AS = "quote.used-as"
_REMARKS = word_set("nouns of remarks")
_WORDINGS = word_set("names of wordings")
_USING = word_set("verbs of using words")


class Loose:
    """The rules, over one article's cues."""

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.doc, self.cues, self.at = doc, cues, cues.at

    def nearest(self, m: Marked) -> Attribution | None:
        """The nearest cue of the sentence that can take quoted words, before the stretch or else behind it."""
        low = m.before[0]
        while low > 0 and not stops(self.doc, low - 1) and self.doc.tokens[low - 1].sent.paragraph == m.paragraph:
            low -= 1
        near = [
            c for c in self.cues.between(low, m.after[1])
            if c.source and not c.passive and not is_here(self.doc, c.source)
            and not m.start <= c.source.head < m.end and not self._is_aside(c, m)  # according to “insiders”: who is quoted by one word is not quoted by it
        ]  # fmt: skip
        branded = self.at.get(m.before[1] - 1) or self.at.get(m.before[1] - 2)
        if branded and branded.passive and branded.word.kind == "verdict":
            if branded.source is None and branded.word.lemma == "call" and self.doc.tokens[branded.at].dep_ == "acl":
                return None  # "a fog called “harr”"
            return Attribution(branded.source, branded, "quote.branded")
        if owner := self._owner(m):
            return owner
        left = [c for c in near if c.at < m.start and "quote" in c.word.takes]
        right = [c for c in near if m.end <= c.at and c.word.kind == "speech" and self._comma_before(m.end, c)]
        if left and not (right and is_in_subject(self.doc.tokens[left[-1].at])):
            return Attribution(left[-1].source, left[-1], "quote.nearest-before")
        named = self._as_named(m)
        if named:
            return named
        if right:
            return Attribution(right[0].source, right[0], "quote.nearest-behind")
        return None

    def _owner(self, m: Marked) -> Attribution | None:
        """Ann Example’s “…” promise: the name before the marks owns the remark that they are."""
        before, behind = words(self.doc, m.before), words(self.doc, m.after)
        if not before or not behind or before[-1].tag_ != "POS" or behind[0].lemma_ not in _REMARKS:
            return None
        source = source_at(before[-1].head)
        return Attribution(source, None, "quote.tag-remark") if source else None

    def _is_aside(self, cue: Cue, m: Marked) -> bool:
        """Whether the words stand in a clause that tells of the speaker: said Ann Example, whose book is “…”."""
        clauses = (a for a in self.doc.tokens[m.start].ancestors if a.dep_ == "relcl")
        return cue.source is not None and any(a.head.i == cue.source.head > cue.at for a in clauses)

    def _comma_before(self, start: int, cue: Cue) -> bool:
        """Whether a comma sets the tag apart from the words that it follows."""
        first = min(cue.at, cue.source.start) if cue.source else cue.at
        if first > start and self.doc.tokens[first - 1].lower_ == "as":
            return True
        return (
            first >= start
            and self.doc.tokens[first - 1].text in DASHES | {",", "”", '"', "''"}
            and any(c in ",?!" for c in self.doc.text[self.doc.tokens[start - 1].idx : self.doc.tokens[first].idx])
        )

    def _as_named(self, m: Marked) -> Attribution | None:
        """Words that somebody uses: "pounded him as a “…”", "used the phrase “…”"."""
        ahead = self.doc.tokens[m.before[0] : m.before[1]]
        while ahead and (ahead[-1].tag_ in {"DT", "JJ"} or (ahead[-1].is_punct and ahead[-1].text != ",")):
            ahead = ahead[:-1]
        if not ahead:
            return None
        last = ahead[-1]
        verb = None
        if last.lower_ == "as" and last.head.pos_ == "VERB":
            verb, rule = last.head, AS
        elif last.lower_ in _WORDINGS and last.dep_ in {"dobj", "pobj", "appos", "attr"}:
            verb = next((a for a in last.ancestors if a.pos_ == "VERB" and a.lemma_.lower() in _USING), None)
            rule = "quote.used-phrase"
        if verb is None or self.at.get(verb.i) or is_passive(verb) or any(c.dep_ == "neg" for c in verb.lefts):
            return None
        source = source_of(verb)
        if source is None or is_here(self.doc, source) or m.start <= source.head < m.end:
            return None
        word = Word(verb.lemma_.lower(), "verdict", frozenset({"quote"}))
        return Attribution(source, Cue(word, verb.i, verb.i, verb.i + 1, source), rule)

    def content(self, m: Marked, verdict: Attribution | None) -> tuple[int, int]:
        """The words between the cue and the stretch's end, as the content that the quoted words belong to."""
        start, end = m.stretch.start, m.stretch.end
        cue = verdict.cue if verdict else None
        if verdict is not None and cue is not None and verdict.rule == AS:
            target = next((t for t in self.doc.tokens[cue.at].rights if t.dep_ == "dobj" and t.i < m.start), None)
            return min(start, target.left_edge.idx if target else start), end
        if cue is None:
            return start, end
        behind = min(cue.at, cue.source.start) if cue.source else cue.at
        if behind >= m.end:  # The plan achieved “too little,” she said.
            first = next(iter(words(self.doc, m.before)), None)
            return (min(start, first.idx) if first else start), end
        return min(start, self._begins(cue, m)), max(end, self._ends(m))

    def _begins(self, cue: Cue, m: Marked) -> int:
        """Where the words begin that a cue before the stretch reports: behind "that", or behind "in an interview,"."""
        between = self.doc.tokens[max(cue.end, cue.source.end if cue.source else 0) : m.start]
        between = [t for t in between if not (t.is_punct and t.text not in {",", ":"})]
        verb = next((n for n, t in enumerate(between) if t.tag_ in FINITE), len(between))
        that = next((n for n, t in enumerate(between[:verb]) if t.lower_ == "that"), None)
        if that is not None:
            between = between[that + 1 :]
        elif between and (between[0].pos_ == "ADP" or between[0].text == ","):
            comma = next((n for n in range(verb - 1, -1, -1) if between[n].text in {",", ":"}), None)
            subject = next((t.left_edge.i for t in between[1:] if t.dep_ in SUBJECTS and t.i < m.start), None)
            between = (
                between[comma + 1 :] if comma is not None
                else [t for t in between[1:] if subject is None or t.i >= subject]  # "said in a statement | she was “…”"
            )  # fmt: skip
        return between[0].idx if between else m.stretch.start

    def _ends(self, m: Marked) -> int:
        """Where they end: with the words behind the stretch, up to the next punctuation."""
        if self.doc.text[m.stretch.end - 1] in ".,!?":
            return m.stretch.end
        behind = self.doc.tokens[m.after[0] : m.after[1]]
        behind = behind[1:] if behind and behind[0].text in {"”", '"', "''"} else behind
        fence = next((n for n, t in enumerate(behind) if t.is_punct or t.i in self.at), len(behind))
        # said “…” and somebody else laughed
        clause = any(t.dep_ in SUBJECTS for t in behind[:fence]) and behind[0].tag_ == "CC"
        while fence and behind[fence - 1].tag_ in {"CC", "MD", "TO", "IN"}:
            fence -= 1  # "“…” and would | appeal"
        return behind[fence - 1].end if fence and not clause else m.stretch.end
