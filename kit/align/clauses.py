"""Clauses: where a sentence or a quotation is cut, so that each piece says one thing.

The cuts are made at sentence ends, between co-ordinated clauses and, in reported speech, before long subordinate ones;
never inside a clause, and only where both sides say enough to be compared. It inherits the parser's mistakes.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Doc, Span, Token

# A clause with fewer content words is no proposition of its own: "and I agree", "he added".
LEAST_CONTENT = 2
# A subordinate clause of this many words, with a subject of its own, says something of its own.
LONG_CLAUSE = 6
# Parts of speech that carry the content; the others are the grammar that a retelling changes first.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_CONDITIONS = frozenset({"if", "unless", "until", "provided", "that"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OPENERS = frozenset({"mark", "nsubj", "nsubjpass", "det", "poss", "compound", "amod", "advmod", "expl"})
# Stripped from the ends of a proposition; a final full stop or question mark stays.
_EDGES = " \t\r\n\f\v\u00a0\"'“”‘’«»„,;:–—-"
_LEAD = _EDGES + ".…)]"
_CONJUNCTION = re.compile(r"[\s,;](?:and|but|or)$", re.IGNORECASE)
LONGEST_CONJUNCTION = len(" and")


def cut_clauses(
    doc: Doc, start: int, end: int, *, reported: bool, breaks: Sequence[int] = (), subordinate: bool = False
) -> list[tuple[int, int]]:
    """Cut `start:end` at sentence ends and between co-ordinated clauses; every piece says something."""
    span = doc.span_at(start, end)
    if span is None:
        return []
    cuts = [start]
    begun = _openings(span, reported, subordinate) | _beginnings(doc, span)
    # Words quoted twice in one reported sentence with a comma between are two clauses: `wants a "…," which "…"`.
    commas = sorted({at for at in breaks if "," in doc.text[at - 1 : at + 2]})
    for token in span if commas else (doc.tokens[i] for i in sorted(begun)):
        if token.idx > cuts[-1] and commas and token.idx > commas[0] and token.text[0].isalnum():
            cuts.append(token.idx)
            del commas[0]
        elif token.i > span.start and token.idx > cuts[-1] and token.i in begun:
            cuts.append(token.idx)
    pieces = [trim(doc.text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    whole: list[tuple[int, int]] = []
    for a, b in pieces:
        if a >= b:
            continue
        if whole and (_thin(doc, a, b) or _thin(doc, *whole[-1])) and not _sentence_between(doc, whole[-1][1], a):
            whole[-1] = (whole[-1][0], b)
        else:
            whole.append((a, b))
    return whole


def _beginnings(doc: Doc, span: Span) -> set[int]:
    """The tokens with which a sentence begins, by the parser, if a mark of its end stands before, or after "? " or "; "."""
    first, last = doc.tokens[span.start].sent_index, doc.tokens[span.end - 1].sent_index
    semicolons = {i + 1 for i in range(span.start + 3, span.end - 1) if doc.tokens[i].text == ";"}
    return semicolons | {sentence.start for sentence in doc.sentences[first : last + 1]}


def _openings(span: Span, reported: bool, subordinate: bool) -> set[int]:
    """The tokens with which a co-ordinated clause begins, or a long subordinate one."""
    return {
        token.left_edge.i
        for token in span
        if (token.dep_ == "conj" and _joins(token, span, reported))
        or (subordinate and token.dep_ in ("advcl", "relcl") and _hangs(token))
    }


def _joins(verb: Token, span: Span, reported: bool) -> bool:
    """Whether a co-ordinated clause is its own ("and the others …"); in reported speech also a bare verb ("and …")."""
    head = verb.head
    if verb.pos_ not in ("VERB", "AUX") or head.pos_ not in ("VERB", "AUX") or not span.start <= head.i < span.end:
        return False
    return any(child.dep_ in _SUBJECTS for child in verb.children) or (reported and len(verb.subtree) > 3)


def _hangs(verb: Token) -> bool:
    """Whether a subordinate clause says something of its own ("as his colleagues waited", "which will soon enter")."""
    if any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in verb.children):
        return False  # a condition belongs to what it bounds
    if any(child.tag_ == "TO" for child in verb.children):
        return False  # so does a purpose
    first = verb.left_edge
    if verb.dep_ == "relcl" and verb.doc.tokens[first.i - 1].text not in (",", "-", "–", "—"):
        return False  # and a clause that says which one is meant
    if len(verb.subtree) < LONG_CLAUSE or not any(child.dep_ in _SUBJECTS for child in verb.children):
        return False
    # It begins with itself, or with the words that open a clause: not inside an object that was put in front.
    return first is verb or all(
        token.dep_ in _OPENERS for token in (first, *takewhile(lambda one: one is not verb, first.ancestors))
    )


def _thin(doc: Doc, start: int, end: int) -> bool:
    span = doc.span_at(start, end)
    if span is None:
        return True
    if not doc.analysed:
        return len(span) < 2 * LEAST_CONTENT
    return sum(t.pos_ in CONTENT for t in span) < LEAST_CONTENT


def _sentence_between(doc: Doc, left: int, right: int) -> bool:
    return any(mark in doc.text[max(left - 1, 0) : right] for mark in ".?!…\n")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without marks and spaces at both ends, and without the "and" left by the cut."""
    while start < end and text[start] in _LEAD:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    left_over = _CONJUNCTION.search(text, max(start, end - LONGEST_CONJUNCTION), end)
    return trim(text, start, left_over.start()) if left_over else (start, end)
