"""Clauses: what a cue reports when no marks show it, read off spaCy's dependencies.

A content is a run of tokens. The complementiser "that" is left out, "whether", "how", "to" stay. A parenthetical in the
middle ("The plan, officials said, would …") leaves two runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.doc import Doc, Token
    from kit.quotes.cues import Cue

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
# Complements by a preposition, and the words of `cues.csv` that allow them.
PREPOSITIONS = frozenset({"as", "of", "for", "about", "against", "on", "to"})


@dataclass(frozen=True)
class Content:
    """Tokens `start:end` that a cue reports, and the rule that says so."""

    start: int
    end: int
    rule: str


def contents_of(cue: Cue, doc: Doc) -> list[Content]:
    """What a cue reports; nothing if it has no complement that its word allows."""
    token = doc.tokens[cue.at]
    takes = cue.word.takes
    if "clause" in takes or "quote" in takes:
        found = _clause(cue, token)
        if found:
            return found
    if "to" in takes or "person" in takes:
        found = _infinitive(cue, token)
        if found:
            return found
    found = _preposition(cue, token)
    if found:
        return found
    if "object" in takes and not cue.passive:
        return _object(cue, token)
    return []


def _clause(cue: Cue, token: Token) -> list[Content]:
    kinds = {"ccomp"} if token.pos_ != "NOUN" else {"acl", "ccomp", "relcl"}
    for child in token.children:
        if child.dep_ not in kinds:
            continue
        if token.pos_ == "NOUN" and not _has_that(child):
            continue
        if child.i > token.i:
            # An infinitive or a bare participle under "ccomp" is a clause only with a subject.
            return [_run(token, child, "clause")]
        return _left_clause(cue, child)
    # "told reporters that …" hangs from the reporters
    for person in token.rights:
        if person.dep_ in {"dobj", "dative", "pobj"}:
            for child in person.rights:
                if child.dep_ in {"relcl", "acl", "ccomp"} and _has_that(child):
                    return [_run(token, child, "clause")]
    return []


def _has_that(verb: Token) -> bool:
    first = verb.left_edge
    return first.lower_ in {"that", "whether", "if", "how", "why", "what", "who"} and verb.tag_ in (
        _FINITE | {"VB", "VBN", "VBG", "JJ", "NN", "NNS"}
    )


def _run(token: Token, child: Token, rule: str) -> Content:
    subtree = child.subtree
    start, end = subtree[0].i, subtree[-1].i + 1
    start = max(start, token.i + 1)
    tokens = token.doc.tokens
    if tokens[start].lower_ == "that" and start + 1 < end and tokens[start].dep_ == "mark":
        start += 1
    return Content(start, end, rule)


def _left_clause(cue: Cue, child: Token) -> list[Content]:
    """The clause before a cue: "… , officials said"; the source and the cue are cut out of it."""
    subtree = [t.i for t in child.subtree]
    frame_start = min(cue.start, cue.source.start if cue.source else cue.start)
    frame_end = max(cue.end, cue.source.end if cue.source else cue.end)
    left = [i for i in subtree if i < frame_start]
    right = [i for i in subtree if i >= frame_end]
    found = []
    if left:
        found.append(Content(left[0], left[-1] + 1, "clause before"))
    if right and len(right) > 2:
        found.append(Content(right[0], right[-1] + 1, "clause around"))
    return found


def _infinitive(cue: Cue, token: Token) -> list[Content]:
    takes = cue.word.takes
    for child in token.rights:
        if child.dep_ in {"xcomp", "ccomp", "acl", "advcl", "relcl"} and _is_infinitive(child):
            person = next((c for c in token.rights if c.dep_ in {"dobj", "dative"} and c.i < child.i), None)
            if person is not None and "person" in takes:
                return [Content(person.left_edge.i, child.subtree[-1].i + 1, "infinitive")]
            if person is None and "to" in takes:
                return [_run(token, child, "infinitive")]
    return []


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)


def _preposition(cue: Cue, token: Token) -> list[Content]:
    allowed = cue.word.takes & PREPOSITIONS
    for child in token.rights:
        if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in allowed:
            inner = [t for t in child.subtree if t.i > child.i]
            if not inner:
                continue
            start = inner[0].i
            target = next((c for c in token.rights if c.dep_ == "dobj" and c.i < child.i), None)
            if target is not None:
                start = target.left_edge.i
            return [Content(start, inner[-1].i + 1, f"after {child.lower_}")]
    return []


def _object(cue: Cue, token: Token) -> list[Content]:
    for child in token.rights:
        if child.dep_ in {"dobj", "oprd", "ccomp", "attr"} and child.i >= cue.end:
            parts = [
                c
                for c in token.rights
                if c.i >= child.i and c.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "acomp", "attr"}
            ]
            end = max(p.subtree[-1].i for p in parts) + 1
            return [Content(child.subtree[0].i, end, "object")]
    return []


def according_to(doc: Doc, inside: list[int]) -> list[tuple[int, int, Token]]:
    """Places of "according to": first token, token behind "to", head of the source."""
    found = []
    for token in doc.tokens:
        if token.lower_ == "according" and inside[token.i] < 0 and token.i + 2 < len(doc.tokens):
            to = doc.tokens[token.i + 1]
            whom = next((c for c in to.rights if c.dep_ in {"pobj", "pcomp"}), None) if to.lower_ == "to" else None
            if whom is not None:
                found.append((token.i, to.i + 1, whom))
    return found


def rest_of_sentence(doc: Doc, start: int, end: int) -> list[Content]:
    """The sentence around tokens `start:end` ("according to …"), without them: what stands before, or else behind."""
    sentence = doc.tokens[start].sent
    before, behind = (sentence.start, start), (end, sentence.end)
    if start - sentence.start > 1:
        return [Content(*before, "according to")]
    if behind[1] - behind[0] > 1:
        return [Content(*behind, "according to")]
    return []
