"""Attribution: whose words a quotation is that stands by itself, by the words beside it in the same sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import ACCORDING, FINITE, Word
from kit.english.quotes import voices
from kit.english.quotes.cues import Cue, Cues
from kit.english.quotes.marked_spans import words
from kit.english.quotes.source_extent import source_at, trim_source
from kit.english.typed import STROKES

if TYPE_CHECKING:
    from kit.english.doc import Doc, Token
    from kit.english.quotes.marked_spans import Marked
    from kit.english.quotes.source_extent import Source

_DASH = re.compile(r"[ \t\xa0]*(?:—|–|―|--?|~)[ \t\xa0]*")
_SIGNED = re.compile(r"[.,]?\s*\n\s*(?:—|–|―|--?|~)[ \t\xa0]*(?=[A-Z])")
LONGEST_TITLE = 3
# Fewer words than this after a comma need a capital to be a quotation by themselves.
SHORT = 3
# A name behind a dash, or a label before a colon, is no longer than this.
LONGEST_LABEL = 8
# A verb in the tenses of tags, whatever the analysis takes it for ("shrugs" is a noun to it); not "is", "was", "has".
_TELLING = re.compile(r"(?!(?:is|was|has|does)\b)[a-z]+(?:s|ed)")
_PARTICLES = frozenset({"in", "up", "out", "on", "back", "off"})
_OF_OFFICES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_REMARKS = word_set("nouns of remarks")
_ONE = frozenset({"he", "she"})
# This many words may stand between a reporting word and the comma that leads on from it: "told the court, “…”".
LONGEST_ADDRESSEE = 2
# A pattern's source ("said Ann Example, a teacher in …") is cut where the analysis sees no end.
LONGEST_TAG = 30


def _is_telling(token: Token) -> bool:
    return (
        bool(_TELLING.fullmatch(token.text))
        or (token.tag_ in {"VBD", "VBZ"} and token.lemma_ not in {"be", "have", "do"})
        or token.lower_ in {"put", "cut"}
    )


@dataclass
class Attribution:
    """Who is taken to speak, by which cue, and the rule."""

    source: Source | None
    cue: Cue | None
    rule: str


def _is_paper(token: Token) -> bool:
    """Whether a noun names something written or said, whatever the analysis takes it for."""
    word = reporting.verb(token.lemma_.lower())
    return token.lemma_.lower() in voices.papers() or (word is not None and word.kind == "speech")


class Attributor:
    """The patterns, over one article's cues."""

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.doc, self.cues, self.at = doc, cues, cues.at

    # -- what a stretch is -------------------------------------------------------------------------------------------

    def is_whole(self, m: Marked) -> bool:
        """Whether the stretch is a quotation by itself, not words inside the reporter's sentence."""
        text = self.doc.text[m.stretch.start : m.stretch.end]
        before, after = words(self.doc, m.before), words(self.doc, m.after)
        ends = text[-1:] in ".,?!…—-–" or (
            bool(after) and self.doc.tokens[m.after[0]].text in {",", "—", "–", "?", "!"}
        )
        if not before:
            return not after or ends or self.after(m) is not None
        long = len(text.split()) > SHORT
        last = self.doc.tokens[m.before[1] - 1]
        if last.text in STROKES | {",", ":"}:
            if last.text == "," and self._is_begun(before):
                return False
            return (long or text[:1].isupper() or text[:1] in "[….") and (ends or not after)
        return text[:1].isupper() and long and ends and last.i in self.at

    @staticmethod
    def _is_begun(before: list[Token]) -> bool:
        """Whether the reporter's words begin the clause that the marks end: "argued that, as trade grows, “…”"."""
        that = next((t for t in before if t.lower_ == "that" and t.dep_ == "mark"), None)
        return that is not None and that.head.i > before[-1].i

    def goes_on(self, m: Marked, following: Marked) -> bool:
        """Whether the next stretch is the rest of the sentence that this one begins: “We have,” she said, “lost.”"""
        low, high = m.after_gap
        if m.paragraph != following.paragraph or high != following.before_gap[1] or m.after_stops:
            return False
        gap = [t.text for t in self.doc.tokens[low:high] if t.text not in {"”", '"', "''"}]
        open_end = self.doc.text[m.stretch.end - 1] in ",—–" or gap[:1] in (["—"], ["–"], ["--"], [","])
        return open_end and gap[-1:] in (["—"], ["–"], ["--"], [","])

    # -- patterns ----------------------------------------------------------------------------------------------------

    def attribute(self, m: Marked) -> Attribution | None:
        """By the words in the same sentence; None if they do not say."""
        announced, behind = self.before(m), self.after(m)
        if announced and self._is_announced(m, announced, behind):
            return self.dash(m) or announced
        return self.dash(m) or behind or announced

    def _is_announced(self, m: Marked, announced: Attribution, behind: Attribution | None) -> bool:
        """Whether the words before the marks win over a tag behind.

        They do if the quotation is a whole sentence (X wrote: “….” Y posted a picture.), and if a reporting word that is
        led on from has a named subject: what then stands behind says where that was printed (X said: “…,” the Courier reported).
        """
        if m.before[1] == m.before[0] or (last := self.doc.tokens[m.before[1] - 1]).text not in {":", ","}:
            return False
        if self.doc.text[m.stretch.end - 1] in ".!?":
            return True
        if announced.source is None or announced.cue is None or behind is None or behind.source is None:
            return False
        adjoins = last.text == ":" or announced.cue.end >= last.i - LONGEST_ADDRESSEE
        head, other = self.doc.tokens[announced.source.head], self.doc.tokens[behind.source.head]
        return adjoins and (head.pos_ == "PROPN" or head.lower_ in _ONE) and other.pos_ != "PRON"

    def after(self, m: Marked) -> Attribution | None:
        """”, X said; ”, said X; ”, according to X: the tag behind."""
        tokens = self.doc.tokens[m.after[0] : m.after[1]]
        first = next((n for n, t in enumerate(tokens) if not t.is_punct and t.text not in {"''", '"'}), len(tokens))
        if first == len(tokens) or any(t.text == ":" for t in tokens[:first]):
            return None
        tokens = tokens[first:]
        adverbial = self.at.get(tokens[0].i)
        if adverbial and adverbial.word is ACCORDING:
            return Attribution(adverbial.source, adverbial, "quote.tag-according")
        if remark := self._remark(tokens):
            return remark
        verb = self._quoted_as_saying(tokens) or next((t for t in tokens[:LONGEST_TAG] if self._reports(t)), None)
        if tokens[0].tag_ == "WRB":  # “… ,” when she said so
            return None
        if verb is None:
            return self._paper(tokens) or self._manner(m, tokens)
        ahead = [t for t in tokens if t.i < verb.i]
        if any(self._is_main_verb(t, verb) for t in ahead) or self._is_own_sentence(m, tokens, verb):
            return None
        cue = self.at.get(verb.i)
        if cue is None:
            word = reporting.verb(verb.lemma_)
            if word is None:
                return None
            cue = Cue(word, verb.i, verb.i, verb.i + 1, None)
        if cue.passive and cue.word.lemma in {"tell", "hear"}:
            return Attribution(cue.source, cue, "quote.tag-told")
        if any(t.pos_ not in {"ADV", "AUX", "PUNCT", "CCONJ", "PART"} for t in ahead):
            if ahead[0].tag_ in {"IN", "TO"}:
                return None
            inside = cue.source is not None and tokens[0].i <= cue.source.start < verb.i
            # “… in Exville,” the capital, said Ann Example
            turned = cue.source is not None and cue.source.start == cue.end and ahead[-1].text == ","
            source = cue.source if inside or turned else trim_source(ahead)
            return Attribution(source, cue, "quote.tag-inverted" if turned else "quote.tag-behind") if source else None
        source = cue.source if cue.source and cue.source.start > verb.i else self._inverted(cue, tokens)
        if source is not None:
            return Attribution(source, cue, "quote.tag-inverted")
        shared = cue.source if cue.source and not m.start <= cue.source.head < m.end else None
        return Attribution(shared, cue, "quote.tag-shared") if shared else None

    @staticmethod
    def _remark(tokens: list[Token]) -> Attribution | None:
        """“…,” was her advice. “…,” is Ann Example’s verdict."""
        if [t.lower_ for t in tokens[:2]] in (["is", "how"], ["was", "how"]):
            subject = next((t for t in tokens[2:LONGEST_LABEL] if t.dep_ == "nsubj"), None)
            source = source_at(subject) if subject is not None else None
            return Attribution(source, None, "quote.tag-puts-it") if source else None
        noun = next((t for t in tokens[1:LONGEST_LABEL] if t.lower_ in _REMARKS), None)
        owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) if noun is not None else None
        source = source_at(owner) if owner is not None and tokens[0].lower_ in {"is", "was"} else None
        return Attribution(source, None, "quote.tag-remark") if source else None

    def _quoted_as_saying(self, tokens: list[Token]) -> Token | None:
        """The participle of "the Courant quoted Ann Example as saying", by which she speaks, not the paper."""
        said = (t for t in tokens[:LONGEST_TAG] if t.tag_ == "VBG" and t.i in self.at)
        verb = next((t for t in said if t.head.lower_ == "as" and t.head.head.lemma_ in {"quote", "cite"}), None)
        return verb if verb is not None and self.at[verb.i].source is not None else None

    @staticmethod
    def _paper(tokens: list[Token]) -> Attribution | None:
        """“…,” a statement from X read: the analysis takes the verb for a noun."""
        read = next((n for n, t in enumerate(tokens[:LONGEST_LABEL]) if t.lower_ in {"read", "reads"}), 0)
        if not any(t.lemma_.lower() in voices.papers() for t in tokens[:read]):
            return None
        source, verb = trim_source(tokens[:read]), tokens[read]
        word = Word("read", "manner", frozenset({"quote"}))
        cue = Cue(word, verb.i, verb.i, verb.i + 1, source)
        return Attribution(source, cue, "quote.tag-behind") if source else None

    def _manner(self, m: Marked, tokens: list[Token]) -> Attribution | None:
        """“…,” shrugs X. “…,” put in councillor X: behind a comma inside the marks any verb beside a name is a tag's."""
        if self.doc.text[m.stretch.end - 1] not in ",?!":
            return None
        named = [t.pos_ == "PROPN" or t.lower_ in _ONE for t in tokens]
        first = next((n for n, is_name in enumerate(named) if is_name), len(named))
        last = next((n for n in range(first, len(named)) if not named[n] and tokens[n].pos_ != "NOUN"), len(named))
        last = next((n + 1 for n in range(last - 1, first - 1, -1) if named[n]), last)
        ahead = tokens[:first]
        office = ahead[1:] and all(t.pos_ in _OF_OFFICES or t.lower_ in _PARTICLES for t in ahead[1:])
        at = 0 if first == 1 or office else last if first == 0 else len(tokens)
        if at >= len(tokens) or first == last or not _is_telling(tokens[at]):
            return None
        behind = tokens[max(at + 1, last) :]
        spoken = [t for t in tokens[1:last] if t.lower_ not in _PARTICLES] if office else tokens[first:last]
        source = trim_source(spoken)
        if source is None or (behind and behind[0].pos_ not in {"ADV", "ADP", "PUNCT", "CCONJ", "PRON"}):
            return None
        verb = tokens[at]
        word = Word(verb.lemma_.lower(), "manner", frozenset({"quote"}))
        return Attribution(source, Cue(word, verb.i, verb.i, verb.i + 1, source), "quote.tag-any-verb")

    @staticmethod
    def _is_main_verb(token: Token, verb: Token) -> bool:
        """A finite verb that is not within a relative clause: the words behind are more than a tag."""
        if token.lower_ == "used" and verb.head.i == token.i:
            return False  # "…," X used to say.
        clause = token.dep_ in {"aux", "auxpass", "relcl", "acl"} or any(
            a.dep_ in {"relcl", "acl"} for a in token.ancestors
        )
        return token.tag_ in FINITE and not clause

    def _is_own_sentence(self, m: Marked, tokens: list[Token], verb: Token) -> bool:
        """“… .” He said the plan was dead: a sentence of its own, which does not look back."""
        if self.doc.text[m.stretch.end - 1] != "." or self.doc.tokens[m.after[0]].text == ",":
            return False
        if tokens[0].i == verb.i and tokens[0].text.islower():
            return False
        return any(t.tag_ in FINITE for t in tokens if t.i > verb.i) or self._ends_open(m)

    def _ends_open(self, m: Marked) -> bool:
        """Whether the words behind lead into the next stretch: “A.” He added: “B”."""
        last = self.doc.tokens[m.after[1] - 1] if m.after[1] > m.after[0] else None
        return not m.after_stops and last is not None and last.text in {":", ","} and m.after[1] == m.after_gap[1]

    def _reports(self, token: Token) -> bool:
        if token.i in self.at and "quote" in self.at[token.i].word.takes:
            return True
        return token.lemma_ in {"say", "add", "tell"} and token.tag_.startswith("VB")

    def _inverted(self, cue: Cue, tokens: list[Token]) -> Source | None:
        """The noun phrase behind "said"."""
        behind = [t for t in tokens if t.i >= cue.end]
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

    def before(self, m: Marked) -> Attribution | None:
        """X said, “; X: “; as X put it: the words before, in the same sentence."""
        tokens = self.doc.tokens[m.before[0] : m.before[1]]
        if not words(self.doc, m.before):
            return None
        last = tokens[-1]
        quoting = [c for c in self.cues.between(*m.before) if "quote" in c.word.takes]
        if last.text in {":", ","}:
            if quoting:
                return Attribution(quoting[-1].source, quoting[-1], "quote.words-before")
            if last.text == ":":
                return self.label(tokens[:-1]) or self.subject(tokens)
            return None
        near = [c for c in quoting if c.end >= last.i - 1]
        if near:
            return Attribution(near[-1].source, near[-1], "quote.words-before")
        return None

    def label(self, tokens: list[Token]) -> Attribution | None:
        """A name and a colon, or "From" and a name."""
        sent = len(tokens) > 1 and tokens[0].lower_ in {"from", "by"}
        tokens = tokens[1:] if sent else tokens
        if sent and tokens[-1].pos_ == "PROPN" and len(tokens) <= LONGEST_LABEL:
            source = trim_source(t for t in tokens if t.lower_ not in {"the", "our"} or t.i > tokens[0].i)
            return Attribution(source, None, "quote.label") if source else None
        answered = bool(tokens) and tokens[0].lower_ in _REMARKS | voices.papers() and tokens[-1].pos_ == "PROPN"
        longest = 2 * LONGEST_LABEL if answered else LONGEST_LABEL  # "Reply of the club's coach, Ann Example:"
        if 0 < len(tokens) <= longest and not any(t.pos_ in {"VERB", "AUX"} for t in tokens):
            last = tokens[-1]
            # "One reader texts: “…”": the analysis takes the verb for a noun
            word = reporting.verb(last.lower_.removesuffix("s")) if last.tag_ == "NNS" and len(tokens) > 1 else None
            word = word if word is not None and word.kind == "speech" else None
            source = trim_source(tokens[:-1] if word else tokens)
            if source is not None and word is not None:
                return Attribution(source, Cue(word, last.i, last.i, last.i + 1, source), "quote.words-before")
            if source is not None:
                return Attribution(source, None, "quote.label")
        return None

    def author(self, tokens: list[Token]) -> Attribution | None:
        """A heading that says from whom what stands below is: "Reply of the coach, Ivo Trent", "Letter from …", "By …"."""
        paper = next((t for t in tokens[:LONGEST_TITLE] if t.pos_ in {"NOUN", "PROPN", "VERB"} and _is_paper(t)), None)
        if paper is None or any(t.tag_ in FINITE and t.dep_ != "relcl" and t is not paper for t in tokens):
            return None
        behind = [t for t in tokens if t.i > paper.i and t.lower_ in {"by", "from", "of"}]
        behind.sort(key=lambda t: (t.lower_ == "of", t.i))
        for prep in behind:
            whom = next((c for c in prep.rights if c.dep_ in {"pobj", "pcomp"} and c.pos_ in {"NOUN", "PROPN"}), None)
            source = source_at(whom) if whom is not None and (prep.lower_ != "of" or prep.i == paper.i + 1) else None
            if source is not None:
                name = [t for t in tokens if t.i > source.end]  # "the club’s coach, Ivo Trent"
                named = bool(name) and self.doc.tokens[source.end].text == "," and all(t.pos_ == "PROPN" for t in name)
                source = (trim_source(name) or source) if named else source
                return Attribution(source, None, "quote.author-above")
        return None

    def subject(self, tokens: list[Token]) -> Attribution | None:
        """Any sentence that ends with a colon: its subject is taken to speak, or whose view it gives ("For X, …:")."""
        if tokens[0].lower_ == "for":
            whom = next((t for t in tokens[0].rights if t.dep_ == "pobj" and t.pos_ == "PROPN"), None)
            source = source_at(whom) if whom is not None else None
            if source is not None:
                return Attribution(source, None, "quote.colon-for")
        for token in tokens:
            if token.dep_ in SUBJECTS and token.head.dep_ in {"ROOT", "ccomp", "conj"}:
                source = source_at(token)
                if source is not None:
                    return Attribution(source, None, "quote.colon-subject")
        return None

    def dash(self, m: Marked) -> Attribution | None:
        """” — X, or “-X, writing to us” in the paragraph behind."""
        dash = _DASH.match(self.doc.text, m.stretch.outer_end)
        tokens = self.doc.tokens[m.after[0] : m.after_gap[1]]
        if dash is None and not words(self.doc, m.after_gap):
            dash = _SIGNED.match(self.doc.text, m.stretch.outer_end)
            tokens = self.doc.tokens[m.after_gap[1] : m.after_gap[1] + 2 * LONGEST_LABEL]
            dash = dash if any(t.pos_ == "PROPN" for t in tokens[:LONGEST_TITLE]) else None
        run = [t for t in tokens if dash and t.idx >= dash.end()][:LONGEST_LABEL]
        if not run or not run[0].text[:1].isupper():
            return None
        stop = next((n for n, t in enumerate(run) if t.text in {",", ".", ";", "("}), len(run))
        if any(t.pos_ in {"VERB", "AUX"} or t.sent.paragraph != run[0].sent.paragraph for t in run[:stop]):
            return None
        source = trim_source(run[:stop])
        return Attribution(source, None, "quote.dash") if source else None
