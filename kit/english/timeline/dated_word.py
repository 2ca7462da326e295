"""Dated word: the verb or noun that a time expression dates, and whether that was said, happened, is planned, or is a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.data.calendar import MONTHS, WEEKDAYS
from kit.english.lexicon.calendar import ZONES
from kit.english.timeline.tense import BEING, PRESENT

if TYPE_CHECKING:
    from datetime import date

    from kit.english.doc import Doc, Span, Token
    from kit.english.timeline.rules import Meaning

SAYING = word_set("dated verbs of saying")
LASTING = word_set("lasting words")
# Words of an expression for a time, or of another one beside it: what they hang from is dated, not they.
_TIME_WORDS = frozenset(
    [
        *(name.lower() for name in (*MONTHS, *WEEKDAYS)),
        *(zone.lower() for zone in ZONES),
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "o'clock",
        "o’clock",
        "noon",
        "midday",
        "midnight",
        "hour",
        "minute",
        "fortnight",
        "weekend",
        "whole",
        "ad",
        "bc",
        "day",
        "week",
        "month",
        "year",
        "decade",
        "century",
        "quarter",
        "time",
        "date",
        "morning",
        "evening",
        "night",
        "afternoon",
        "lunchtime",
        "teatime",
        "dawn",
        "dusk",
        "sunset",
        "sunrise",
        "sundown",
    ]
)


def event_word(doc: Doc, start: int, end: int) -> Token | None:
    """The verb or noun that the expression `start:end` dates: the nearest one it hangs from; None if it hangs from none.

    Between an article and its noun ("the September 11 attacks", "its 2014 borders") it dates the noun.

    >>> import kit.english.annotate
    >>> doc = kit.english.annotate.analyse("The ministers met in Exampletown on Friday.")
    >>> event_word(doc, 36, 42)
    met
    """
    span = doc.span_at(start, end)
    if span is None or not doc.analysed:
        return None
    if noun := _noun_behind(doc, span):
        return noun
    for word in span.root.ancestors:
        if span.start <= word.i < span.end or word.lemma_.lower() in _TIME_WORDS:
            continue
        if word.pos_ in ("VERB", "NOUN", "ADJ", "AUX", "PROPN"):
            return _above_clause(word, span) or _purpose(word)
    return None


def _above_clause(word: Token, span: Span) -> Token | None:
    """For "told the panel on Monday he had sent it", the telling: the reported clause begins behind the expression."""
    above = word.head
    if word.dep_ != "ccomp" or above.i > span.start or above.lemma_ not in SAYING:
        return None
    between = word.doc.tokens[above.i + 1 : span.start]
    opened = any(t.dep_ == "mark" or t.is_punct or (t.dep_ == "nsubj" and t.head is word) for t in between)
    return None if opened else above


def _purpose(word: Token) -> Token:
    """For "are here today to say", the saying: a bare "be" with a purpose stands for it."""
    if word.lemma_ not in BEING or word.tag_ == "VBN":
        return word
    return next(
        (c for c in word.rights if c.dep_ in ("advcl", "xcomp") and any(t.lower_ == "to" for t in c.children)), word
    )


def _noun_behind(doc: Doc, span: Span) -> Token | None:
    """The head noun behind an expression that stands between a determiner and that noun."""
    sentence = span.sent
    before = doc.tokens[span.start - 1] if span.start > sentence.start else None
    if before is None or before.tag_ not in ("DT", "PRP$", "POS"):
        return None
    found = None
    for word in doc.tokens[span.end : sentence.end]:
        if word.pos_ == "NOUN":
            found = word
        elif found or not (word.pos_ in ("ADJ", "PROPN") or word.text == ","):
            break
    return found


def counts(token: Token) -> bool:
    """Whether a figure stands before a plural noun that it may count: "1200 lost children"."""
    for word in token.doc.tokens[token.i + 1 : token.sent.end]:
        if word.tag_ in ("NNS", "NNPS"):
            return True
        if word.pos_ not in ("ADJ", "NOUN") and word.tag_ not in ("VBN", "VBD", "VBG", "HYPH"):
            return False
    return False


def kind_of(
    meaning: Meaning, word: Token | None, tense: float, anchor: date | None, cues: frozenset[int], signal: str | None
) -> str | None:
    """`spoken`, `happened`, `planned` or `state`; None for a length of time, or where there is nothing to go by."""
    if meaning.type in ("DURATION", "SET") and meaning.earliest is None:
        return "state" if word is not None and word.pos_ in ("VERB", "AUX") else None
    if meaning.rule == "time.open.adjective":
        return None
    if meaning.value == "PRESENT_REF":
        return "state"
    if (meaning.value == "FUTURE_REF" and tense >= 0) or (anchor and meaning.earliest and meaning.earliest > anchor):
        return "planned"
    if signal in ("since", "until") or (meaning.mod in ("BEFORE", "AFTER")):
        return "state"
    if word is not None and (word.idx in cues or (word.pos_ == "VERB" and word.lemma_ in SAYING)):
        return "spoken"
    if word is not None and word.lemma_ in LASTING:
        return "state"
    # "The recount begins at noon", in today's paper
    ahead = tense > PRESENT or (tense == PRESENT and meaning.type == "TIME")
    if ahead and (anchor is None or meaning.latest is None or meaning.latest >= anchor):
        return "planned"
    return "happened" if meaning.value is not None else None
