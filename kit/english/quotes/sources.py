"""Sources: who a verb says does the saying, read off spaCy's dependencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import FINITE
from kit.english.people import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.english.doc import Doc, Token

# A printed source longer than this is more than a name and its apposition: the analysis ran over its end.
LONGEST_SOURCE = 30
# A subject shared over more verbs than this is an accident of the analysis.
DEEPEST = 6
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
# The reporter and the reader are no sources of the reporter's own sentences.
_HERE = frozenset("i you we me us one".split())

# The hour that a live report begins with: "14:51 Police say".
_CLOCK = re.compile(r"\d\d?[:.]\d\d(?:[ap]m)?", re.IGNORECASE)
# What belongs to a source before and behind its head word, and what never does.
_BARRIERS = frozenset({"—", "–", "―", "--", "-", ":", ";", "“", "”", '"', "''", "``"})
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "case", "punct"}
)
_INTO = frozenset({"prep", "pobj", "appos", "conj", "cc", "punct", "nmod", "compound", "amod", "nummod", "poss", "det",
                   "case", "npadvmod", "flat", "quantmod", "advmod", "predet", "pcomp"})  # fmt: skip


# Clauses, and the number of their subjects, that are no speakers unless they are persons.
_SILENT = frozenset({("advcl", "NNS"), ("ccomp", "NNS"), ("ccomp", "NN")})


@dataclass(frozen=True)
class Source:
    """Who speaks, as printed: tokens `start:end`, of which `head` is the word that names them."""

    start: int
    end: int
    head: int


def is_here(doc: Doc, source: Source) -> bool:
    """Whether a source is the reporter or the reader: "I", "you", "one" (but not "one of the advisers")."""
    return source.end - source.start == 1 and doc.tokens[source.head].lower_ in _HERE


def source_of(verb: Token, depth: int = 0) -> Source | None:
    """Who does what a verb says: its subject, the agent of a passive, or the subject it shares with another verb."""
    if depth > DEEPEST:
        return None
    if is_passive(verb):
        by = next((c for c in verb.rights if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
        whom = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
        return source_at(whom) if whom is not None else None
    head = verb.head
    if head.lemma_ == "let" and verb.dep_ == "ccomp":  # "let them know that …"
        return source_of(head, depth + 1)
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "csubj"}]
    if subjects:
        return source_at(_inverted(verb, subjects[0]) or subjects[0])
    lost = _stranded(verb)
    if lost is not None:
        return source_at(lost)
    if head.i == verb.i:
        return None
    if verb.dep_ in {"conj", "advcl", "xcomp", "dep", "parataxis", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.doc.tokens[verb.i - 1].text == ",":
            head = _main_verb(head)  # ", saying …" belongs to the sentence, not to a relative clause before it
        if is_passive(head):
            subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
            if subject is not None and verb.dep_ in {"advcl", "conj", "xcomp"}:
                return source_at(subject)
        reporter = _reporting_above(verb, head)
        if reporter is not None:
            return source_of(reporter, depth + 1)
        if verb.dep_ == "xcomp":
            person = next((c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i), None)
            if person is not None:
                return source_at(person)
        return source_of(head, depth + 1)
    if verb.dep_ in {"pcomp", "prep"}:
        up = head
        while up.dep_ in {"prep", "pcomp"} and up.head.i != up.i:
            up = up.head
        if is_passive(up) and head.lower_ == "as":  # "was quoted as saying"
            subject = next((c for c in up.children if c.dep_ == "nsubjpass"), None)
            return source_at(subject) if subject is not None else None
        if up.pos_ in {"VERB", "AUX"}:
            return source_of(up, depth + 1)
        return None
    if is_main(verb):
        return source_at(head)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        beside = verb.doc.tokens[verb.i - 1]
        # "footage of Ann Example asking": the person right before the verb
        if beside.pos_ == "PROPN" and beside.i != head.i and any(a.i == head.i for a in beside.ancestors):
            return source_at(beside)
        return source_at(head)
    return None


def _stranded(verb: Token) -> Token | None:
    """A subject that the analysis gives to the participle behind it: "Families stranded for days told …", "Ann Example, asked why, said …"."""
    participle = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ in {"VBN", "VBD"}), None)
    if participle is None or any(c.dep_ in {"aux", "auxpass"} for c in participle.lefts):
        return None
    tokens = verb.doc.tokens
    commas = [t.text == "," for t in tokens[participle.i : verb.i]]
    between = tokens[participle.i - 1].text == "," and commas[-1] and sum(commas) == 1
    if not between and (participle.tag_ == "VBD" or any(commas)):
        return None
    return next((c for c in participle.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)


def source_at(head: Token) -> Source | None:
    """The printed source around its head word: determiners, titles and appositions in, relative clauses out."""
    if head.pos_ == "PRON" or head.lower_ in RELATIVES or head.dep_ == "poss":
        if head.pos_ == "PRON" and not any(c.dep_ in {"prep", "amod", "det"} for c in head.children):
            return Source(head.i, head.i + 1, head.i)
        if head.lower_ in RELATIVES:
            return Source(head.i, head.i + 1, head.i)
    if head.tag_ == "VBG":  # "Reacting, the minister said …": the analysis takes the participle for the subject
        head = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"}), head)
    start, end = _reach(head)
    tokens = head.doc.tokens
    if head.lower_ == "old":  # "the 63-year-old" is the subject by its last word
        aged = next((c for c in head.lefts if c.dep_ == "npadvmod"), None)
        start = min([start, head.left_edge.i]) if aged is not None else start
    while end - 1 > head.i and (
        tokens[end - 1].is_punct or tokens[end - 1].tag_ == "POS" or tokens[end - 1].dep_ == "cc"
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
    i = verb.i - 1
    while i > 0 and (tokens[i].pos_ in {"ADV", "AUX", "PART"} or tokens[i].text == "," or _is_doing(tokens[i])):
        i -= 1
    if i < 0 or tokens[i].pos_ not in {"NOUN", "PROPN", "PRON"} or tokens[i].sent_index != verb.sent_index:
        return None
    return source_at(tokens[i])


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


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive ("was told")."""
    if token.tag_ != "VBN":
        return False
    bare = token.dep_ in {"acl", "advcl"} and not any(c.dep_ == "aux" for c in token.children)
    return (bare and not is_main(token)) or any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children)


def is_main(token: Token) -> bool:
    """Whether a participle is the verb of its sentence: "Mrs Example, who runs two shops, called on …" has no other."""
    head = token.head
    behind_clause = token.i > 0 and token.doc.tokens[token.i - 1].text == ","
    return (
        token.tag_ == "VBN" and token.dep_ == "acl" and head.dep_ == "ROOT" and head.pos_ in {"NOUN", "PROPN"}
        and behind_clause and any(c.dep_ == "relcl" and head.i < c.i < token.i for c in head.rights)
    )  # fmt: skip


def is_added_report(verb: Token, *, clause: bool = True) -> bool:
    """Whether a verb adds a report to the one before it: "said that A was B, stressing that C"."""
    word = reporting.verb(verb.lemma_)
    complete = not clause or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    behind_comma = verb.i > 0 and verb.doc.tokens[verb.left_edge.i - 1].text == ","
    return (
        verb.tag_ == "VBG" and verb.dep_ == "advcl" and complete and behind_comma
        and word is not None and (word.kind == "speech" or not clause)
    )  # fmt: skip


def _reporting_above(verb: Token, head: Token) -> Token | None:
    """The verb of "X said A was B and suggested C" that shares its subject with "suggested", not with "was".

    The analysis hangs "suggested" on "was"; a second reporting verb in the tense of the first belongs beside it.
    """
    if is_added_report(verb) and head.dep_ == "ccomp" and reporting.verb(head.head.lemma_) is not None:
        return head.head
    if verb.dep_ != "conj" or verb.tag_ not in FINITE | {"VBN"}:
        return None
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    above = head.head
    word, outer = reporting.verb(verb.lemma_), reporting.verb(above.lemma_)
    same = word is not None and outer is not None and {word.kind, outer.kind} <= {"speech", "appeal", "thought"}
    return above if head.dep_ == "ccomp" and same and above.tag_ == verb.tag_ else None


def _is_person(token: Token) -> bool:
    return names.fold(token.lemma_) in names.person_nouns()


def _inverted(verb: Token, subject: Token) -> Token | None:
    """Whose name stands right behind a verb that a comma parts from its subject: "The plan, said Ann Example, would fail"."""
    tokens = verb.doc.tokens
    between = [t for t in tokens[subject.i : verb.i] if t.text == ","]
    name = tokens[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    if subject.i > verb.i or tokens[verb.i - 1].text != "," or len(between) != 1 or name is None:
        return None
    if name.pos_ != "PROPN" or name.ent_type_ in {"DATE", "TIME"}:
        return None
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    return name if name.head.i == verb.i else None


def _main_verb(verb: Token) -> Token:
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    # "lashed out after homes lost power, saying …", "moved that the item be dropped, saying …": things say nothing
    while subject is not None and not _is_person(subject) and (verb.dep_, subject.tag_) in _SILENT:
        verb = verb.head
        subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    for above in verb.ancestors:
        if above.dep_ == "ROOT" and any(a.dep_ == "relcl" for a in (verb, *verb.ancestors)):
            return above if above.pos_ in {"VERB", "AUX"} else verb
    return verb


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
        if child.dep_ not in _INTO or _is_barrier(child):
            break
        end = max(end, _reach(child)[1])
    return start, end
