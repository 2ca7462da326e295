"""Attribution: whose words stand between marks. Patterns first, then the nearest cue, then whoever spoke last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.quotes.cues import ACCORDING, HERE, Cue, Source, Word, is_passive, lexicon, source_at, source_of, trim_source
from kit.quotes.layout import stops

if TYPE_CHECKING:
    from kit.doc import Doc, Token
    from kit.quotes.layout import Marked

_DASHES = frozenset({"—", "–", "―", "-", "--", "~"})
# A name behind a dash, or a label before a colon, is no longer than this.
LONGEST_LABEL = 8
# A pattern's source ("said Ann Example, a teacher in …") is cut where the analysis sees no end.
LONGEST_TAG = 30


@dataclass
class Verdict:
    """Who is taken to speak, by which cue, and the rule."""

    source: Source | None
    cue: Cue | None
    rule: str


class Attributor:
    """The patterns, over one article's stretches and cues."""

    def __init__(self, doc: Doc, marked: list[Marked], cues: list[Cue]) -> None:
        self.doc, self.marked = doc, marked
        self.cues = cues
        self.at = {cue.at: cue for cue in cues}

    # -- what a stretch is -------------------------------------------------------------------------------------------

    def is_whole(self, m: Marked) -> bool:
        """Whether the stretch is a quotation by itself, not words inside the reporter's sentence."""
        text = self.doc.text[m.stretch.start : m.stretch.end]
        pre = self.words(m.before)
        post = self.words(m.after)
        ends = text[-1:] in ".,?!…—-–" or (bool(post) and self.doc.tokens[m.after[0]].text in {",", "—", "–", "?", "!"})
        opens = not pre or self.doc.tokens[m.before[1] - 1].text in {",", ":", "—", "–", "--", "-", "―"}
        if not pre and not post:
            return True
        if not pre:
            return ends or self.after(m) is not None
        if opens:
            capital = text[:1].isupper() or text[:1] in "[…."
            return (capital or len(text.split()) > 3) and (ends or not post)
        return text[:1].isupper() and len(text.split()) > 3 and ends and self.doc.tokens[m.before[1] - 1].i in self.at

    def words(self, span: tuple[int, int]) -> list[Token]:
        return [t for t in self.doc.tokens[span[0] : span[1]] if any(c.isalnum() for c in t.text)]

    # -- patterns ----------------------------------------------------------------------------------------------------

    def attribute(self, m: Marked) -> Verdict | None:
        """By the words in the same sentence; None if they do not say."""
        return self.dash(m) or self.after(m) or self.before(m)

    def after(self, m: Marked) -> Verdict | None:
        """”, X said; ”, said X: the tag behind."""
        tokens = self.doc.tokens[m.after[0] : m.after[1]]
        while tokens and (tokens[0].is_punct or tokens[0].text in {"''", '"'}):
            if tokens[0].text == ":":
                return None
            tokens = tokens[1:]
        if not tokens:
            return None
        if tokens[0].i in self.at and self.at[tokens[0].i].word is ACCORDING:
            cue = self.at[tokens[0].i]
            return Verdict(cue.source, cue, "tag behind: according to X")
        if tokens[0].tag_ == "WRB":
            return None
        text = self.doc.text[m.stretch.start : m.stretch.end]
        closed = text[-1:] == "." and self.doc.tokens[m.after[0]].text != ","
        verb = next((t for t in tokens[:LONGEST_TAG] if self._reports(t)), None)
        if verb is None:
            return None
        ahead = [t for t in tokens if t.i < verb.i]
        if any(
            t.tag_ in {"VBD", "VBZ", "VBP", "MD"}
            and t.dep_ not in {"aux", "auxpass", "relcl", "acl"}
            and not self._under_relcl(t)
            for t in ahead
        ):
            return None
        cue = self.at.get(verb.i) or Cue(
            lexicon().get((verb.lemma_.lower(), "verb")) or _SAY, verb.i, verb.i, verb.i + 1, None
        )
        if closed and (ahead or not tokens[0].text.islower()):
            # “… .” He said the plan was dead: a sentence of its own
            rest = [t for t in tokens if t.i > verb.i]
            if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest) or self._ends_open(m):
                return None
        words = [t for t in ahead if t.pos_ not in {"ADV", "AUX", "PUNCT", "CCONJ", "PART"}]
        if words:
            if ahead[0].tag_ in {"IN", "TO"} and ahead[0].lower_ not in {"a", "one"}:
                return None
            source = cue.source if cue.source and tokens[0].i <= cue.source.start < verb.i else trim_source(ahead)
            if source is None:
                return None
            return Verdict(source, cue, "tag behind: X said")
        source = cue.source if cue.source and cue.source.start > verb.i else self._inverted(verb, tokens)
        if source is None:
            source = cue.source
            if source is None:
                return None
            return Verdict(source, cue, "tag behind: shared subject")
        return Verdict(source, cue, "tag behind: said X")

    def _under_relcl(self, token: Token) -> bool:
        return any(a.dep_ in {"relcl", "acl"} for a in token.ancestors)

    def _ends_open(self, m: Marked) -> bool:
        """Whether the words behind lead into the next stretch: “A.” He added: “B”."""
        last = self.doc.tokens[m.after[1] - 1] if m.after[1] > m.after[0] else None
        return not m.after_stops and last is not None and last.text in {":", ","} and m.after[1] == m.after_gap[1]

    def _reports(self, token: Token) -> bool:
        if token.i in self.at and "quote" in self.at[token.i].word.takes:
            return True
        word = lexicon().get((token.lemma_.lower(), "verb"))
        return (
            word is not None
            and "quote" in word.takes
            and token.tag_ in {"VBD", "VBZ", "VBP", "VBG", "VBN", "VB"}
            and token.lemma_ in {"say", "add", "tell"}
        )

    def _inverted(self, verb: Token, tokens: list[Token]) -> Source | None:
        """The noun phrase behind "said"."""
        behind = [t for t in tokens if t.i > verb.i]
        head = next((t for t in behind if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        if head is None or any(t.pos_ in {"ADP", "SCONJ"} for t in behind if t.i < head.i):
            return None
        while (
            head.dep_ in {"compound", "amod", "nmod", "poss", "det", "nummod"}
            and head.head.i > head.i
            and head.head in behind
        ):
            head = head.head
        return source_at(head)

    def before(self, m: Marked) -> Verdict | None:
        """X said, “; X: “; as X put it: the words before, in the same sentence."""
        tokens = self.doc.tokens[m.before[0] : m.before[1]]
        if not self.words(m.before):
            return None
        last = tokens[-1]
        mine = [self.at[t.i] for t in tokens if t.i in self.at]
        quoting = [c for c in mine if "quote" in c.word.takes and c.source]
        if last.text in {":", ","}:
            if quoting:
                return Verdict(quoting[-1].source, quoting[-1], "words before: X said")
            if last.text == ":":
                return self.label(tokens[:-1]) or self.subject(tokens)
            return None
        near = [c for c in quoting if c.end >= last.i - 1]
        if near:
            return Verdict(near[-1].source, near[-1], "words before: X said")
        return None

    def label(self, tokens: list[Token]) -> Verdict | None:
        """A name and a colon."""
        if 0 < len(tokens) <= LONGEST_LABEL and not any(t.pos_ in {"VERB", "AUX"} for t in tokens):
            source = trim_source(tokens)
            if source is not None:
                return Verdict(source, None, "label: X:")
        return None

    def subject(self, tokens: list[Token]) -> Verdict | None:
        """Any sentence that ends with a colon: its subject is taken to speak."""
        for token in tokens:
            if token.dep_ == "nsubj" and token.head.dep_ in {"ROOT", "ccomp", "conj"}:
                source = source_at(token)
                if source is not None:
                    return Verdict(source, None, "colon: subject of the sentence")
        return None

    def dash(self, m: Marked) -> Verdict | None:
        """” — X."""
        tokens = self.doc.tokens[m.after[0] : m.after_gap[1]]
        if not tokens or tokens[0].text not in _DASHES or len(tokens) < 2:
            return None
        tokens = tokens[1:]
        if self.doc.text[tokens[0].idx : tokens[0].end][:1].isupper() and not any(
            t.pos_ in {"VERB", "AUX"} for t in tokens[:LONGEST_LABEL]
        ):
            run = tokens[:LONGEST_LABEL]
            stop = next((n for n, t in enumerate(run) if t.text in {",", ".", ";", "("}), len(run))
            source = trim_source(run[:stop])
            if source is not None:
                return Verdict(source, None, "dash: — X")
        return None

    # -- words inside the reporter's sentence ------------------------------------------------------------------------

    def nearest(self, m: Marked) -> Verdict | None:
        """The nearest cue of the sentence that can take quoted words, before the stretch or else behind it."""
        low = m.before[0]
        while low > 0 and not stops(self.doc, low - 1) and self.doc.tokens[low - 1].sent.paragraph == m.paragraph:
            low -= 1
        near = [c for c in self.cues if low <= c.at < m.after[1] and c.source is not None and not c.passive]
        branded = self.at.get(m.before[1] - 1) or self.at.get(m.before[1] - 2)
        if branded and branded.passive and branded.word.kind == "verdict":
            return Verdict(branded.source, branded, "branded “…”")
        left = [c for c in near if c.at < m.start and "quote" in c.word.takes]
        if left:
            return Verdict(left[-1].source, left[-1], "nearest cue before")
        named = self._as_named(m)
        if named:
            return named
        right = [c for c in near if m.end <= c.at and c.word.kind == "speech" and self._comma_before(m.end, c)]
        if right:
            return Verdict(right[0].source, right[0], "nearest cue behind")
        return None

    def _comma_before(self, start: int, cue: Cue) -> bool:
        """Whether a comma sets the tag apart from the words that it follows."""
        first = min(cue.at, cue.source.start) if cue.source else cue.at
        if first > start and self.doc.tokens[first - 1].lower_ == "as":
            return True
        return (
            first >= start
            and self.doc.tokens[first - 1].text in {",", "—", "–", "--", "”", '"', "''"}
            and ("," in self.doc.text[self.doc.tokens[start - 1].idx : self.doc.tokens[first].idx])
        )

    def _as_named(self, m: Marked) -> Verdict | None:
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
            verb = next((a for a in last.ancestors if a.pos_ == "VERB"), None)
            rule = "a phrase as “…”"
        if verb is None or self.at.get(verb.i) or is_passive(verb):
            return None
        source = source_of(verb)
        if source is None or self.doc.tokens[source.head].lower_ in HERE:
            return None
        word = Word(verb.lemma_.lower(), "verdict", frozenset({"quote"}))
        return Verdict(source, Cue(word, verb.i, verb.i, verb.i + 1, source), rule)

    def clause_around(self, m: Marked, verdict: Verdict | None) -> tuple[int, int]:
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
            words = self.words(m.before)
            return (min(start, words[0].idx) if words else start), end
        return min(start, self._begins(cue, m)), max(end, self._ends(m))

    def _begins(self, cue: Cue, m: Marked) -> int:
        """Where the words begin that a cue before the stretch reports: behind "that", or behind "in an interview,"."""
        between = self.doc.tokens[max(cue.end, cue.source.end if cue.source else 0) : m.start]
        between = [t for t in between if not (t.is_punct and t.text not in {",", ":"})]
        verb = next((n for n, t in enumerate(between) if t.tag_ in {"VBD", "VBZ", "VBP", "MD"}), len(between))
        that = next((n for n, t in enumerate(between[:verb]) if t.lower_ == "that"), None)
        if that is not None:
            between = between[that + 1 :]
        elif between and (between[0].pos_ == "ADP" or between[0].text == ","):
            comma = next((n for n in range(verb - 1, -1, -1) if between[n].text in {",", ":"}), None)
            between = between[comma + 1 :] if comma is not None else between[1:]
        return between[0].idx if between else m.stretch.start

    def _ends(self, m: Marked) -> int:
        """Where they end: with the words behind the stretch, up to the next punctuation."""
        if self.doc.text[m.stretch.end - 1] in ".,!?":
            return m.stretch.end
        behind = self.doc.tokens[m.after[0] : m.after[1]]
        behind = behind[1:] if behind and behind[0].text in {"”", '"', "''"} else behind
        fence = next((n for n, t in enumerate(behind) if t.is_punct or t.i in self.at), len(behind))
        return behind[fence - 1].end if fence else m.stretch.end


AS = "somebody as “…”"
_WORDINGS = frozenset(
    "phrase phrases word words term terms expression slogan line lines mantra motto message label nickname".split()
)
_SAY = lexicon()["say", "verb"]
