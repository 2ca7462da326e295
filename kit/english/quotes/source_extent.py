"""Source extent: the printed words of a source around the word that names it, and none that are not its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.english.doc import SUBJECTS
from kit.english.lexicon import reporting
from kit.english.typed import STROKES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.english.doc import Doc, Token

# A printed source longer than this is more than a name and its apposition: the analysis ran over its end.
LONGEST_SOURCE = 30
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
# The reporter and the reader are no sources of the reporter's own sentences.
_HERE = frozenset("i you we me us one".split())
# The hour that a live report begins with: "14:51 Police say".
_CLOCK = re.compile(r"\d\d?[:.]\d\d(?:[ap]m)?", re.IGNORECASE)
# What belongs to a source before and behind its head word, and what never does.
_BARRIERS = STROKES | {":", ";", "“", "”", '"', "''", "``"}
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "case", "punct"}
)
_INTO = frozenset({"prep", "pobj", "appos", "conj", "cc", "punct", "nmod", "compound", "amod", "nummod", "poss", "det",
                   "case", "npadvmod", "flat", "quantmod", "advmod", "predet", "pcomp"})  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Who speaks, as printed: tokens `start:end`, of which `head` is the word that names them."""

    start: int
    end: int
    head: int


def is_here(doc: Doc, source: Source) -> bool:
    """Whether a source is the reporter or the reader: "I", "you", "many of you", "one" (but not "one of the advisers")."""
    last = doc.tokens[source.end - 1]
    several = last.lower_ in {"you", "us"} and last.dep_ == "pobj" and last.head.lower_ == "of"
    return several or (source.end - source.start == 1 and doc.tokens[source.head].lower_ in _HERE)


def source_at(head: Token, verb: Token | None = None) -> Source | None:
    """The printed source around its head word: determiners, titles and appositions in, relative clauses out."""
    if head.pos_ == "PRON" or head.lower_ in RELATIVES or head.dep_ == "poss":
        if head.pos_ == "PRON" and not any(c.dep_ in {"prep", "amod", "det"} for c in head.children):
            return Source(head.i, head.i + 1, head.i)
        if head.lower_ in RELATIVES:
            return Source(head.i, head.i + 1, head.i)
    if head.tag_ == "VBG":  # "Reacting, the minister said …": the analysis takes the participle for the subject
        head = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"}), head)
    start, end = _reach(head)
    end = min(end, verb.i) if verb is not None and verb.i > head.i else end
    tokens = head.doc.tokens
    if head.lower_ == "old":  # "the 63-year-old" is the subject by its last word
        aged = next((c for c in head.lefts if c.dep_ == "npadvmod"), None)
        start = min([start, head.left_edge.i]) if aged is not None else start
    while end - 1 > head.i and (
        tokens[end - 1].is_punct or tokens[end - 1].pos_ == "AUX" or tokens[end - 1].tag_ == "POS" or tokens[end - 1].dep_ == "cc"
        or (tokens[end - 1].pos_ == "ADV" and tokens[end - 2].text == ",")  # said Ann Example, icily
    ):  # fmt: skip
        end -= 1
    dated = end
    while dated - 1 > head.i and tokens[dated - 1].ent_type_ in {"DATE", "TIME"}:
        dated -= 1
    if dated < end and dated - 1 > head.i and tokens[dated - 1].pos_ == "ADP":
        end = dated - 1  # "The agency on Friday said …"
    while start < head.i and (tokens[start].is_punct or _CLOCK.fullmatch(tokens[start].text)):
        start += 1
    while (
        end + 1 < len(tokens)
        and tokens[end].text == "-"
        and not (tokens[end].whitespace_ or tokens[end - 1].whitespace_)
    ):
        end += 2  # "Ex-aide", of which the analysis takes the first half
    if end - start > LONGEST_SOURCE:
        start, end = max(start, head.i - 6), head.i + 1
    return Source(start, end, head.i)


def phrase_before(verb: Token) -> Source | None:
    """The noun phrase right before a finite verb whose subject the analysis has lost."""
    tokens = verb.doc.tokens
    first = verb.sent.start
    i = verb.i - 1
    while i > first and (over := _passed_over(tokens[i])) is not None:
        i = over
    if i < first or tokens[i].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    return source_at(_above(tokens[i]))


def _passed_over(token: Token) -> int | None:
    """The place to look at next, where a token does not end the noun phrase before a verb: brackets, commas, "who …"."""
    tokens = token.doc.tokens
    if token.text == ")":
        opened = next((j for j in range(token.i - 1, token.sent.start, -1) if tokens[j].text == "("), None)
        return opened - 1 if opened is not None else None
    aged = tokens[max(0, token.i - 2) : token.i + 1]
    if [t.text for t in aged[::2]] == [",", ","] and aged[1].text.isdigit():
        return token.i - 3  # "Ann Example, 43, said"
    clause = next((a for a in (token, *token.ancestors) if a.dep_ == "relcl" and a.head.i < token.i), None)
    if clause is not None and clause.left_edge.i > clause.head.i:
        return clause.left_edge.i - 1
    if token.pos_ in {"ADV", "AUX", "PART"} or token.text == "," or _is_doing(token):
        return token.i - 1
    return None


def _above(token: Token) -> Token:
    """The head of the noun phrase that a token ends: the chief of "the chief of staff", Ann Example of "Ann Example, chief of staff"."""
    while token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head.head
    head = token.head
    return (
        head
        if token.dep_ == "appos" and head.pos_ == "PROPN" and head.i < token.i and head.ent_type_ == "PERSON"
        else token
    )


def _is_doing(token: Token) -> bool:
    """What somebody does, by one word between commas: "Ann Example, prosecuting, said"."""
    tokens = token.doc.tokens
    return token.lower_.endswith("ing") and [t.text for t in tokens[token.i - 1 : token.i + 2 : 2]] == [",", ","]


def trim_source(tokens: Iterable[Token]) -> Source | None:
    """A source from a run of tokens found by pattern: adverbs and auxiliaries at its edges are left out."""
    run = list(tokens)
    loose = {"ADV", "AUX", "PUNCT", "CCONJ", "SCONJ", "SPACE", "PART"}
    while run and run[-1].pos_ in loose:
        run.pop()
    while run and run[0].pos_ in loose:
        run.pop(0)
    if not run or not any(t.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} for t in run):
        return None
    ids = {t.i for t in run}
    heads = [t for t in run if t.pos_ in {"NOUN", "PROPN", "PRON"} and (t.head.i not in ids or t.head.i == t.i)]
    return Source(run[0].i, run[-1].i + 1, (heads or [run[-1]])[0].i)


def _is_barrier(token: Token) -> bool:
    """Whether a source ends at this token; a hyphen within a word ("Soo-min") parts nothing."""
    within = token.text == "-" and not token.whitespace_ and not token.doc.tokens[token.i - 1].whitespace_
    return token.text in _BARRIERS and not within


def _reach(head: Token) -> tuple[int, int]:
    start = head.i
    for child in reversed(head.lefts):
        if child.dep_ not in _LEFT or _is_barrier(child):
            break
        start = min(start, _reach(child)[0])
    end = head.i + 1
    for child in head.rights:
        before = head.doc.tokens[end - 1]
        told = (
            child.dep_ == "acl"
            and child.tag_ in {"VBN", "VBG", "VBD"}
            and child.left_edge.i == end
            and not before.is_punct
            and not _yells(child)
        )
        if told:  # "a survey conducted by the agency", "those surveyed"
            end = max(end, child.right_edge.i + 1)
            continue
        if child.dep_ not in _INTO or _is_barrier(child):
            break
        end = max(end, _reach(child)[1])
    return start, end


def _yells(verb: Token) -> bool:
    """Whether a verb taken for a participle is the past of one that marks follow: "a man yelled “Stay!”"."""
    word, behind = reporting.verb(verb.lemma_), verb.doc.tokens[verb.i + 1 : verb.i + 2]
    return bool(behind) and behind[0].is_punct and verb.tag_ == "VBD" and word is not None and "quote" in word.takes


def with_participle(source: Source | None, verb: Token) -> Source | None:
    """A source with the participle that the analysis takes for its verb: "people briefed on the plan say"."""
    if source is None or source.end >= verb.i:
        return source
    tokens = verb.doc.tokens
    participle, last = tokens[source.end], tokens[source.head]
    between = tokens[source.end : verb.i]
    told = last.head.i == participle.i and last.dep_ in SUBJECTS and participle.tag_ in {"VBN", "VBD"}
    if not told or any(t.is_punct for t in between) or reporting.verb(participle.lemma_) is not None:
        return source
    end = next((t.i + 1 for t in reversed(between) if t.pos_ not in {"ADV", "AUX", "PART"}), source.end)
    return Source(source.start, end, source.head)
