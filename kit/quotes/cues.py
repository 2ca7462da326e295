"""Cues: the words that say that somebody says, thinks, wants or judges something, and who does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kit.people.names import read_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.doc import Doc, Token

# A printed source longer than this is more than a name and its apposition: the analysis ran over its end.
LONGEST_SOURCE = 30

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True)
class Word:
    """One line of `kit/data/cues.csv`: a reporting word and what it takes."""

    lemma: str
    kind: str
    takes: frozenset[str]


@dataclass(frozen=True)
class Source:
    """Who speaks, as printed: tokens `start:end`, of which `head` is the word that names them."""

    start: int
    end: int
    head: int


@dataclass(frozen=True)
class Cue:
    """A reporting word in the text: tokens `start:end` as printed, `at` its verb or noun."""

    word: Word
    at: int
    start: int
    end: int
    source: Source | None
    passive: bool = False


@cache
def lexicon() -> dict[tuple[str, str], Word]:
    """(lemma, part of speech) → word. American spellings of -ise verbs are found under either."""
    words = {}
    for row in read_data("cues.csv").itertuples():
        words[row.lemma, row.pos] = Word(row.lemma, row.kind, frozenset(row.takes.split()))
    return words


@cache
def _phrases() -> dict[str, dict[str, Word]]:
    found: dict[str, dict[str, Word]] = {}
    for (lemma, pos), word in lexicon().items():
        if pos == "phrase":
            verb, second = lemma.split()
            found.setdefault(verb, {})[second] = word
    return found


def find_cues(doc: Doc, inside: list[int]) -> list[Cue]:
    """The cues in the reporter's own words; `inside[i]` is -1 where token i lies in no marks."""
    found = []
    for token in doc.tokens:
        if inside[token.i] >= 0 or token.sent.role not in {"headline", "body", "caption"}:
            continue
        if token.pos_ in {"VERB", "AUX"}:
            cue = _verb(token)
        elif token.pos_ == "NOUN":
            cue = _noun(token)
        else:
            cue = None
        if cue:
            found.append(cue)
    return found


def _verb(token: Token) -> Cue | None:
    lemma = token.lemma_.lower()
    end = token.i + 1
    word = None
    for second, phrase in _phrases().get(lemma, {}).items():
        near = next((t for t in token.doc.tokens[token.i + 1 : token.i + 4] if t.lower_ == second), None)
        if near is not None:
            word, end = phrase, near.i + 1
    word = word or lexicon().get((lemma, "verb"))
    if word is None or _is_idle(token):
        return None
    passive = is_passive(token)
    return Cue(word, token.i, token.i, end, source_of(token), passive)


def _is_idle(token: Token) -> bool:
    """Forms that report nothing: "so to speak", "that said", a participle as an adjective ("the said letter")."""
    return token.dep_ in {"amod", "compound"} or (
        token.lower_ == "said" and token.dep_ == "advcl" and not token.children
    )


def _noun(token: Token) -> Cue | None:
    word = lexicon().get((token.lemma_.lower(), "noun"))
    if word is None:
        return None
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    source = None
    if owner is not None:
        source = source_at(owner)
    else:
        by = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in {"by", "from", "among"}), None)
        whom = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
        source = source_at(whom) if whom is not None else None
        if source is None and token.dep_ in {"dobj", "attr"}:
            source = source_of(token.head)
    return Cue(word, token.i, token.i, token.i + 1, source)


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive ("was told")."""
    return token.tag_ == "VBN" and (
        any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children) or (token.dep_ == "acl")
    )


def source_of(verb: Token, depth: int = 0) -> Source | None:
    """Who does what a verb says: its subject, the agent of a passive, or the subject it shares with another verb."""
    if depth > 6:
        return None
    if is_passive(verb):
        by = next((c for c in verb.rights if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
        whom = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
        return source_at(whom) if whom is not None else None
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "csubj"} and c.dep_ != "expl"), None)
    if subject is not None:
        return source_at(subject)
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ in {"conj", "advcl", "xcomp", "dep", "parataxis", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        if is_passive(head):
            subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
            if subject is not None and verb.dep_ in {"advcl", "conj", "xcomp"}:
                return source_at(subject)
        if verb.dep_ == "xcomp":
            person = next((c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i), None)
            if person is not None:
                return source_at(person)
        return source_of(head, depth + 1)
    if verb.dep_ in {"pcomp", "prep"}:
        up = head
        while up.dep_ in {"prep", "pcomp"} and up.head.i != up.i:
            up = up.head
        if up.pos_ in {"VERB", "AUX"}:
            return source_of(up, depth + 1)
        return None
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        return source_at(head)
    return None


def source_at(head: Token) -> Source | None:
    """The printed source around its head word: determiners, titles and appositions in, relative clauses out."""
    if head.pos_ == "PRON" or head.lower_ in RELATIVES or head.dep_ == "poss":
        if head.pos_ == "PRON" and not any(c.dep_ in {"prep", "amod", "det"} for c in head.children):
            return Source(head.i, head.i + 1, head.i)
        if head.lower_ in RELATIVES:
            return Source(head.i, head.i + 1, head.i)
    start, end = _reach(head)
    tokens = head.doc.tokens
    while end - 1 > head.i and (
        tokens[end - 1].is_punct or tokens[end - 1].tag_ == "POS" or tokens[end - 1].dep_ == "cc"
    ):
        end -= 1
    while start < head.i and tokens[start].is_punct:
        start += 1
    if end - start > LONGEST_SOURCE:
        start, end = max(start, head.i - 6), head.i + 1
    return Source(start, end, head.i)


_INTO = frozenset({"prep", "pobj", "appos", "conj", "cc", "punct", "nmod", "compound", "amod", "nummod", "poss", "det",
                   "case", "npadvmod", "flat", "quantmod", "advmod", "predet", "pcomp"})  # fmt: skip


def _reach(head: Token) -> tuple[int, int]:
    start = end = head.i
    for child in head.lefts:
        if child.dep_ in _INTO:
            start = min(start, _reach(child)[0])
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in _INTO:
            break
        end = max(end, _reach(child)[1])
    return start, end


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
