"""Last speaker: whole quotations without a speaker in their own sentence get the last or the announced one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.english.doc import SUBJECTS
from kit.english.lexicon.reporting import FINITE
from kit.english.quotes.marked_spans import stops, words
from kit.english.quotes.source_extent import source_at
from kit.english.quotes.speech_tags import Attribution, Attributor

if TYPE_CHECKING:
    from kit.english.doc import Doc
    from kit.english.quotes.cues import Cue
    from kit.english.quotes.marked_spans import Marked
    from kit.english.quotes.source_extent import Source

CARRIED = "quote.carried"


@dataclass
class Carrier:
    """The rules over one article; `verdicts[n]` belongs to `marked[n]` and is None where nobody is found."""

    doc: Doc
    attributor: Attributor
    marked: list[Marked]
    whole: list[bool]
    verdicts: list[Attribution | None]

    def run(self) -> None:
        """Fill what can be filled, forwards and then backwards."""
        for n, m in enumerate(self.marked):
            if self.whole[n] and self.verdicts[n] is None:
                self.verdicts[n] = self._in_paragraph(n) or self._from_paragraph_before(n)
            elif not self.whole[n] and self._opens_sentence(m):
                self.verdicts[n] = self._in_paragraph(n)
                self.whole[n] = self.verdicts[n] is not None
        for n in range(len(self.marked) - 2, -1, -1):
            following = self.verdicts[n + 1]
            if self.whole[n] and self.verdicts[n] is None and self.whole[n + 1] and following is not None:
                m, after = self.marked[n], self.marked[n + 1]
                beside = not words(self.doc, m.after_gap) and m.paragraph == after.paragraph
                if beside or self.attributor.goes_on(m, after) or "on" in m.stretch.carried.split():
                    self.verdicts[n] = Attribution(following.source, following.cue, "quote.carried.back")

    def _opens_sentence(self, m: Marked) -> bool:
        """A sentence that begins inside marks and ends outside: “… a tax increase” for the rich."""
        finite = any(t.tag_ in FINITE for t in self.doc.tokens[m.start : m.end])
        return finite and not words(self.doc, m.before) and self.doc.text[m.stretch.start].isupper()

    def _in_paragraph(self, n: int) -> Attribution | None:
        m = self.marked[n]
        before = next((k for k in range(n - 1, -1, -1) if self.whole[k]), None)
        said = self.verdicts[before] if before is not None else None
        if before is not None and said is not None and self.marked[before].paragraph == m.paragraph:
            ends = [i for i in range(self.marked[before].end, m.start) if stops(self.doc, i)]
            words = [i for i in ends[:-1] if i + 1 < ends[-1]]
            if len(ends) <= 1 or not words:
                return Attribution(said.source, said.cue, "quote.carried.paragraph")
        near = [c for c in self.attributor.cues.between(*m.before_gap) if "quote" in c.word.takes and not c.passive]
        actor = self._actor(m)
        if near and not self._is_other(actor, near[-1]):
            return Attribution(near[-1].source, near[-1], "quote.cue-before")
        if before is not None and said is not None and self._same_foreground(before, m):
            return Attribution(said.source, said.cue, "quote.carried.over-sentence")
        return Attribution(actor, None, "quote.subject-before") if actor is not None else None

    def _is_other(self, actor: Source | None, cue: Cue) -> bool:
        """Whether somebody named does something behind the last who spoke: “…,” Bob says. Ann Example laughs. “…”"""
        if actor is None or self.doc.tokens[actor.head].ent_type_ != "PERSON" or cue.source is None:
            return False
        later = self.doc.tokens[actor.head].sent_index > self.doc.tokens[cue.at].sent_index
        return later and self.doc.tokens[actor.head].text != self.doc.tokens[cue.source.head].text

    def _actor(self, m: Marked) -> Source | None:
        """Who does something right before a quotation that nobody is said to say: Ann Example laughs. “…”"""
        ahead = words(self.doc, m.before_gap)
        if words(self.doc, m.before) or not ahead:
            return None
        root = ahead[-1].sent.root
        subject = next((t for t in root.lefts if t.dep_ == "nsubj" and t.i >= m.before_gap[0]), None)
        if subject is None or not (subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she"}):
            return None
        return source_at(subject)

    def _same_foreground(self, before: int, m: Marked) -> bool:
        """Whether what stands between two stretches of a paragraph brings in nobody new: “…,” X says. She waits. “…”"""
        if self.marked[before].paragraph != m.paragraph:
            return False
        between = self.doc.tokens[self.marked[before].after[1] : m.start]
        subjects = [t for t in between if t.dep_ in SUBJECTS]
        return bool(subjects) and all(t.lower_ in {"he", "she"} for t in subjects)

    def _from_paragraph_before(self, n: int) -> Attribution | None:
        m = self.marked[n]
        previous = self.marked[n - 1] if n else None
        if words(self.doc, m.before_gap) or (previous is not None and previous.paragraph == m.paragraph):
            return None
        said = self.verdicts[n - 1] if n and self.whole[n - 1] else None
        if (
            m.stretch.marks == "balanced"
            and self.doc.text[m.stretch.end - 1].isalnum()
            and not words(self.doc, m.after_gap)
        ):
            return None  # a line between sections, which repeats what is quoted below
        if "from" in m.stretch.carried and said is not None:
            return Attribution(said.source, said.cue, "quote.carried.from-above")
        n_before = self.doc.tokens[m.start].sent_index
        while n_before > 0 and self.doc.sentences[n_before - 1].paragraph >= m.paragraph:
            n_before -= 1
        if n_before == 0:
            return None
        last = self.doc.sentences[n_before - 1]
        cues = self.attributor.cues.between(last.start, last.end)
        if last.text.rstrip().endswith(":"):
            author = self.attributor.author(list(last)[:-1])
            if author is not None:
                return author
            quoting = [c for c in cues if "quote" in c.word.takes] or cues
            if quoting:
                return Attribution(quoting[-1].source, quoting[-1], "quote.colon-above")
            verdict = self.attributor.label(list(last)[:-1]) or self.attributor.subject(list(last))
            if verdict:
                return Attribution(verdict.source, None, "quote.colon-above")
        if said is not None and previous is not None and previous.paragraph == last.paragraph:
            return Attribution(said.source, said.cue, "quote.carried.last-speaker")
        speaking = [c for c in cues if c.word.kind in {"speech", "verdict", "topic"} and not c.passive]
        if speaking:
            places = {c.at for c in speaking}
            outer = [c for c in speaking if not any(a.i in places for a in self.doc.tokens[c.at].ancestors)]
            main = [c for c in speaking if self.doc.tokens[c.at].dep_ == "ROOT"]
            speaking = main or outer
            return Attribution(speaking[-1].source, speaking[-1], "quote.cue-above")
        return None
