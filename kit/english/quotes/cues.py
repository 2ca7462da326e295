"""Cues: the words that say that somebody says, thinks, wants or judges something, and who does."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import ACCORDING, FINITE, IN_VIEW
from kit.english.quotes.source_extent import Source, phrase_before, source_at
from kit.english.quotes.sources import source_of
from kit.english.quotes.verbs import is_passive
from kit.english.quotes.voices import can_speak
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.english.doc import Doc, Token
    from kit.english.lexicon.reporting import Word

_SITTING = word_set("sittings")
_HELPERS = frozenset({"be", "have", "do", "get", "'s", "’s"})
_VIEWS = word_set("views")


@dataclass(frozen=True)
class Cue:
    """A reporting word in the text: tokens `start:end` as printed, `at` its verb or noun."""

    word: Word
    at: int
    start: int
    end: int
    source: Source | None
    passive: bool = False


def find_cues(doc: Doc) -> list[Cue]:
    """The cues of an article, whether in the reporter's own words or in quoted ones (see `outside`)."""
    found: list[Cue] = []
    for token in (token for sentence in doc.sentences if sentence.role in READ_ROLES for token in sentence):
        if token.lower_ in {"according", "per"} or (token.lower_ == "in" and token.i + 2 < len(doc.tokens)):
            cue = _adverbial(token)
        elif token.pos_ in {"VERB", "AUX"}:
            cue = _verb(token)
        elif token.pos_ == "NOUN":
            cue = _noun(token)
        else:
            cue = None
        if cue:
            found.append(cue)
    return found


def outside(doc: Doc, cues: Iterable[Cue], in_marks: Sequence[bool]) -> Iterator[Cue]:
    """The cues in the reporter's own words; `in_marks[i]` says that token i is quoted."""
    for cue in cues:
        if in_marks[cue.at]:
            continue
        verb = cue.word not in {ACCORDING, IN_VIEW} and doc.tokens[cue.at].pos_ in {"VERB", "AUX"}
        behind = verb and cue.source is not None and cue.at < cue.source.head
        if behind and cue.source and in_marks[cue.source.head]:
            yield replace(cue, source=None)  # whose name follows the verb does not stand inside the marks
        else:
            yield cue


class Cues:
    """The cues of one article, in order, and quick to look up by place."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.all = sorted(cues, key=lambda c: c.at)
        self.at = {cue.at: cue for cue in self.all}
        self._places = [cue.at for cue in self.all]

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues at tokens `start:end` that say who speaks."""
        found = self.all[bisect_left(self._places, start) : bisect_left(self._places, end)]
        return [cue for cue in found if cue.source is not None]


def _verb(token: Token) -> Cue | None:
    lemma = token.lemma_.lower()
    end = token.i + 1
    word = None
    for second, phrase in reporting.phrases().get(lemma, {}).items():
        near = next((t for t in token.doc.tokens[token.i + 1 : token.i + 4] if t.lower_ == second), None)
        if near is not None:
            word, end = phrase, near.i + 1
    word = word or reporting.verb_of(token)
    if word is None or _is_idle(token):
        return None
    apart = end == token.i + 1 and any(c.dep_ == "prt" for c in token.rights)  # "knocked out", "called off"
    if apart and word.kind == "verdict":
        return None
    done_to = is_passive(token)
    # who hears does not say it
    passive = done_to or _is_told(token) or _is_urged(token, word) or lemma == "hear"
    source = source_of(token) if done_to or not passive else None
    if source is None and not passive and token.tag_ in FINITE:
        source = phrase_before(token) or _phrase_behind(token)
    return Cue(word, token.i, token.i, end, source, passive)


def _is_told(verb: Token) -> bool:
    """“…, jury told”: who tells tells somebody, so that "told" with nobody behind it is the passive of headlines."""
    behind = verb.doc.tokens[verb.i + 1 : verb.i + 2]
    ends = not behind or behind[0].sent_index != verb.sent_index or behind[0].text in {".", ":", "|"}
    return (
        verb.lower_ == "told"
        and ends
        and not any(c.dep_ in {"dobj", "dative", "ccomp"} and c.i > verb.i for c in verb.children)
    )


def _is_urged(verb: Token, word: Word) -> bool:
    """“Parents urged to stay at home”: headlines are in the present, so that the past of what is asked of people is passive."""
    behind = verb.doc.tokens[verb.i + 1 : verb.i + 2]
    asked = verb.sent.role == "headline" and "person" in word.takes and verb.tag_ in {"VBD", "VBN"}
    return asked and bool(behind) and behind[0].lower_ == "to"


def _phrase_behind(verb: Token) -> Source | None:
    """The name right behind a verb that begins its sentence: "Said Ann Example: “…”"."""
    behind = verb.doc.tokens[verb.i + 1 : verb.i + 2]
    if not behind or behind[0].pos_ != "PROPN" or verb.doc.sentences[verb.sent_index].start != verb.i:
        return None
    name = behind[0]
    return source_at(name.head if name.dep_ == "compound" and name.head.i > name.i else name)


def _adverbial(token: Token) -> Cue | None:
    """Cues that are adverbials: 'according to X', 'per X', "in X's view", 'in the words of X'."""
    if token.lower_ == "in":
        return _in_view(token)
    tokens = token.doc.tokens
    to = token if token.lower_ == "per" else tokens[min(token.i + 1, len(tokens) - 1)]
    if to.lower_ not in {"per", "to"} or to.i + 1 == len(tokens):
        return None
    whom = next((c for c in to.rights if c.dep_ in {"pobj", "pcomp"}), tokens[to.i + 1])
    if to.lower_ == "per" and whom.pos_ != "PROPN" and not any(c.dep_ in {"det", "poss"} for c in whom.children):
        return None  # "per cent", "per day"
    source = _before_subject(token, source_at(whom))
    return Cue(ACCORDING, token.i, token.i, to.i + 1, _wider(whom, source, to.i + 1)) if source else None


def _before_subject(according: Token, source: Source | None) -> Source | None:
    """A source at a sentence's beginning without the subject that the analysis adds to it: "According to polls, voters want …"."""
    tokens, first = according.doc.tokens, according.sent.start
    if source is None or according.i != first or source.end >= len(tokens) or tokens[source.end].tag_ not in FINITE:
        return source
    comma = next((i for i in range(source.head + 1, source.end) if tokens[i].text == ","), None)
    return Source(source.start, comma, source.head) if comma is not None else source


def _in_view(token: Token) -> Cue | None:
    noun = next((c for c in token.rights if c.dep_ == "pobj" and c.lower_ in _VIEWS), None)
    if noun is None:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or _object_of(noun, {"of"})
    source = source_at(owner) if owner is not None else None
    return Cue(IN_VIEW, token.i, token.i, noun.i + 1, source) if source else None


def _object_of(noun: Token, prepositions: set[str]) -> Token | None:
    """What hangs from a noun by one of these prepositions."""
    preposition = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in prepositions), None)
    return next((c for c in preposition.rights if c.dep_ == "pobj"), None) if preposition is not None else None


def _wider(whom: Token, source: Source, start: int) -> Source:
    """The source from the first word after "to" on: the analysis may take a compound apart ("show insiders")."""
    parted = next((c for c in whom.rights if c.i == source.end and c.dep_ == "dobj"), None)
    if parted is not None and whom.tag_ in {"VB", "VBP"}:
        return Source(start, parted.i + 1, parted.i)
    return Source(min(start, source.start), source.end, source.head) if start < source.start <= start + 4 else source


def _is_idle(token: Token) -> bool:
    """Forms that report nothing: "so to speak", "that said", a participle as an adjective ("the said letter")."""
    if token.lemma_ == "hear":
        return not any(c.dep_ == "nsubj" and c.lemma_ in _SITTING for c in token.lefts)
    if token.lower_ == "asked" and token.doc.tokens[token.i - 1].text == ",":
        # "a spokesman, asked how much, said …": the analysis takes the participle for the verb
        return (token.dep_ == "ccomp" and token.head.i > token.i) or any(
            c.dep_ == "ccomp" and c.tag_ in FINITE and c.i > token.i and reporting.verb(c.lemma_)
            and token.doc.tokens[c.i - 1].text == ","
            for c in token.children
        )  # fmt: skip
    if token.lower_ == "writing" and token.doc.tokens[token.i - 1].lower_ == "in":  # "wants it in writing that …"
        told = reporting.verb(token.head.head.lemma_)
        return told is None or told.kind != "speech"
    return _is_adjective(token) or (token.lower_ == "said" and token.dep_ == "advcl" and not token.children)


def _is_adjective(token: Token) -> bool:
    """Whether a participle only describes the noun behind it: "approves disputed plan", where headlines drop "the"."""
    if token.dep_ in {"amod", "compound"}:
        return True
    tokens, i = token.doc.tokens, token.i
    if token.tag_ not in {"VBN", "VBD"} or i == token.sent.start or i + 1 >= token.sent.end:
        return False
    before, behind = tokens[i - 1], tokens[i + 1]
    helped = before.tag_ == "MD" or before.lemma_.lower() in _HELPERS
    if (
        token.sent.role == "headline"
        and behind.pos_ in {"NOUN", "PROPN"}
        and behind.dep_ == "dobj"
        and _is_present(before)
    ):
        return True
    governed = before.pos_ in {"VERB", "AUX", "ADP", "DET"} and before.lower_ not in {"that", "to"} and not helped
    return governed and behind.pos_ in {"NOUN", "PROPN", "ADJ"} and behind.head.i in {i, behind.i, behind.i + 1}


def _is_present(token: Token) -> bool:
    """Whether what the analysis takes for a plural is a headline's verb: "Council backs proposed tower"."""
    noun = token.tag_ in {"NNS", "NNPS"} and any(c.dep_ == "compound" for c in token.lefts)
    return noun and can_speak(token) is not True


def _noun(token: Token) -> Cue | None:
    word = reporting.lexicon().get((token.lemma_.lower(), "noun"))
    if word is None or (word.lemma == "order" and token.doc.tokens[token.i - 1].lower_ == "in"):  # "in order to"
        return None
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None) or _object_of(token, {"by", "from", "among"})
    beside = token.doc.tokens[token.i - 1]  # "police allegations that …"
    if owner is None and beside.dep_ == "compound" and beside.head is token and can_speak(beside):
        owner = beside
    source = source_at(owner) if owner is not None else None
    if source is None and token.dep_ in {"dobj", "attr"}:
        source = source_of(token.head)
    verb = token.head.head
    if source is None and token.dep_ == "pobj" and token.head.lower_ == "in" and reporting.verb(verb.lemma_):
        source = source_of(verb)  # "wrote in an order that …"
    return Cue(word, token.i, token.i, token.i + 1, source)
