"""Missing marks: where a missing quotation mark is assumed. The text stays as it is; the rule says what was assumed."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import FINITE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.english.doc import Doc, Span
    from kit.english.quotes.stretch import Stretch

# ", the minister said" has no more words than this between the comma and the verb.
LONGEST_TAG = 8
# Parts of speech that may stand behind the verb of a tag, in the name of who speaks or is spoken to.
_OF_NAMES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "PART", "NUM"})


def repair_all(doc: Doc, stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches of an article with their open sides closed; what is left empty is dropped.

    A quotation that runs on into the next paragraph ends before a tag that names who speaks ("…, Mayor Example said on
    Sunday, opening …"): the mark behind it is missing, and nothing runs on.
    """
    found: list[Stretch] = []
    ended = False
    for stretch in stretches:
        if ended and "from" in stretch.carried:
            stretch = replace(stretch, carried=stretch.carried.replace("from", "").strip())
        ended = not stretch.missing and "on" in stretch.carried.split() and _names_speaker(doc, stretch)
        if ended:
            stretch = replace(stretch, missing="closing", carried=stretch.carried.replace("on", "").strip())
        fixed = _repair(doc, stretch)
        apostrophe = (
            stretch.single and stretch.missing and (fixed is None or fixed.rule != "quote.mark.closes-before-tag")
        )
        if fixed is not None and not apostrophe:
            found.append(fixed)
    return found


def _names_speaker(doc: Doc, stretch: Stretch) -> bool:
    """Whether a tag that names somebody stands between commas inside a stretch."""
    span = doc.span_at(stretch.start, stretch.end) if doc.analysed else None
    for token in span or ():
        if token.text in {",", "?", "!"} and _tag_follows(doc, token.i + 1):
            tag = doc.tokens[token.i + 1 : token.i + 1 + 2 * LONGEST_TAG]
            stop = next((n for n, t in enumerate(tag) if t.text in {",", "."}), len(tag))
            if any(t.pos_ == "PROPN" and t.ent_type_ not in {"DATE", "TIME"} for t in tag[:stop]):
                return True
    return False


def _repair(doc: Doc, stretch: Stretch) -> Stretch | None:
    """The stretch with its open side closed, or None if nothing is left of it."""
    if not stretch.missing:
        return stretch
    span = doc.span_at(stretch.start, stretch.end)
    if span is None:
        return None
    if stretch.missing == "opening":
        start, why = _opening(doc, stretch, span)
        fixed = replace(stretch, start=start, outer_start=start, rule=why)
    else:
        end, why = _closing(doc, stretch, span)
        fixed = replace(stretch, end=end, outer_end=end, rule=why)
    return fixed if fixed.start < fixed.end else None


def _opening(doc: Doc, stretch: Stretch, span: Span) -> tuple[int, str]:
    """Before the sentence if the stretch ends like one (”, he said), else before the noun phrase that it ends."""
    last = doc.tokens[span.end - 1]
    if last.is_punct or not doc.analysed:
        return max(stretch.start, _first_char(doc, last.sent.start)), "quote.mark.opens-sentence"
    chunk = next((c for c in doc.noun_chunks if c.start <= last.i < c.end), None)
    start = doc.tokens[chunk.start].idx if chunk is not None else last.idx
    return max(stretch.start, start), "quote.mark.opens-phrase"


def _closing(doc: Doc, stretch: Stretch, span: Span) -> tuple[int, str]:
    """Before an attribution; else at the end of the paragraph that it opens, or of the sentence it stands in."""
    tokens = list(span)
    for token in tokens:
        if token.text in {",", "?", "!"} and _tag_follows(doc, token.i + 1):
            return token.end, "quote.mark.closes-before-tag"
    first = tokens[0]
    if first.i == 0 or doc.tokens[first.i - 1].sent.paragraph != first.sent.paragraph or _opens(doc, stretch):
        return tokens[-1].end, "quote.mark.closes-paragraph"
    end = min(first.sent.end, span.end)
    return doc.tokens[end - 1].end, "quote.mark.closes-sentence"


def _opens(doc: Doc, stretch: Stretch) -> bool:
    """Whether nothing but the mark stands before the stretch in its paragraph."""
    token = doc.token_at(stretch.outer_start)
    return token is not None and (token.i == 0 or doc.tokens[token.i - 1].sent.paragraph != token.sent.paragraph)


def _tag_follows(doc: Doc, i: int) -> bool:
    """Whether ", the minister said" follows: a reporting verb soon, and the sentence's end soon after; or "according to"."""
    if [t.lower_ for t in doc.tokens[i : i + 2]] == ["according", "to"]:
        return True
    for token in doc.tokens[i : i + LONGEST_TAG]:
        if token.text in {".", ",", ";", ":"}:
            return False
        word = reporting.verb(token.lemma_)
        if word is not None and word.kind == "speech" and token.tag_ in FINITE:
            behind = doc.tokens[token.i + 1 : min(token.sent.end, token.i + 1 + LONGEST_TAG)]
            rest = list(takewhile(lambda t: t.text not in {".", ","}, behind))  # "said Ann Example", "told the court"
            return len(rest) < LONGEST_TAG and all(t.pos_ in _OF_NAMES for t in rest)
        if token.tag_ in FINITE:
            return False
    return False


def _first_char(doc: Doc, i: int) -> int:
    return doc.tokens[i].idx
