"""Sources: who a verb says does the saying, read off spaCy's dependencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.data import by_step
from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import FINITE
from kit.english.people import names
from kit.english.quotes import voices

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
    """Whether a source is the reporter or the reader: "I", "you", "many of you", "one" (but not "one of the advisers")."""
    last = doc.tokens[source.end - 1]
    several = last.lower_ in {"you", "us"} and last.dep_ == "pobj" and last.head.lower_ == "of"
    return several or (source.end - source.start == 1 and doc.tokens[source.head].lower_ in _HERE)


def source_of(verb: Token, depth: int = 0) -> Source | None:
    """Who does what a verb says: its subject, the agent of a passive, or the subject it shares with another verb.

    The first step of `decisions.csv` that holds decides: it names who speaks, or the verb whose subject is shared.
    """
    for ask in _LADDER if depth <= DEEPEST else ():
        answer = ask(verb)
        if isinstance(answer, Nobody):
            return None
        if isinstance(answer, Shared):
            return source_of(answer.verb, depth + 1)
        if answer is not None:
            return _with_participle(source_at(answer, verb), verb)
    return None


class Shared(NamedTuple):
    """A verb whose subject the asked one shares."""

    verb: Token


class Nobody(NamedTuple):
    """A verb that nobody is said to be the subject of."""


NOBODY = Nobody()


def _agent(verb: Token) -> Token | Shared | Nobody | None:
    """A plan was denounced by X."""
    if not is_passive(verb):
        return None
    by = next((c for c in verb.rights if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
    whom = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
    return whom if whom is not None else NOBODY


def _let(verb: Token) -> Token | Shared | Nobody | None:
    """X let them know that …"""
    return Shared(verb.head) if verb.head.lemma_ == "let" and verb.dep_ == "ccomp" else None


def _subject(verb: Token) -> Token | Shared | Nobody | None:
    """X said; "The plan, said X, would fail"; a subject that the analysis gives to the participle behind it."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "csubj"}]
    if subjects:
        if (issuer := _issuer_of(verb, subjects[0])) is not None:
            return issuer
        lost = [c for c in subjects[0].lefts if c.dep_ == "nsubj"]  # "Voters going to the polls said …"
        return _inverted(verb, subjects[0]) or (lost[0] if lost and subjects[0].tag_ == "VBG" else subjects[0])
    return _stranded(verb) or (_continued(verb) or NOBODY if verb.head.i == verb.i else None)


def _continued(verb: Token) -> Shared | None:
    """X told … ‘Help!’ and said …: a mark ends the sentence for the analysis, and "and" takes it up."""
    first = verb.sent.start
    before = verb.doc.sentences[verb.sent_index - 1] if verb.sent_index else None
    joined = verb.doc.tokens[first].lower_ in {"and", "but"} and verb.doc.tokens[first].text.islower()
    if before is None or not joined or before.paragraph != verb.sent.paragraph or verb.i > first + 2:
        return None
    return Shared(before.root) if before.root.tag_ in FINITE else None


def _issuer(verb: Token) -> Token | Shared | Nobody | None:
    """X released a statement on Tuesday saying: whoever issues the paper speaks, neither the paper nor the day."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"acl", "relcl", "advcl", "pcomp", "prep"}:
        return None
    for above in verb.ancestors:
        if above.pos_ in {"VERB", "AUX"} and above.lemma_.lower() in voices.issuing():
            paper = next((c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}), None)
            if paper is not None and paper.lemma_.lower() in voices.papers() and paper.i < verb.i:
                return Shared(above) if not is_passive(above) else _agent(above)
            return None
    return None


def _issuer_of(verb: Token, subject: Token) -> Shared | None:
    """X released a letter that says …: the paper that "that" takes up is X's."""
    paper = verb.head
    if (
        verb.dep_ != "relcl"
        or subject.tag_ != "WDT"
        or paper.dep_ != "dobj"
        or paper.lemma_.lower() not in voices.papers()
    ):
        return None
    giver = paper.head
    return Shared(giver) if giver.lemma_.lower() in voices.issuing() and not is_passive(giver) else None


def _shared(verb: Token) -> Token | Shared | Nobody | None:
    """X came home and said; X lashed out, saying …; X asked Y to say."""
    if (named := _between_commas(verb)) is not None:
        return named
    head = verb.head
    if verb.dep_ not in {"conj", "advcl", "xcomp", "dep", "parataxis", "ccomp"} or head.pos_ not in {"VERB", "AUX"}:
        return None
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.doc.tokens[verb.i - 1].text == ",":
        head = _main_verb(head)  # ", saying …" belongs to the sentence, not to a relative clause before it
    if is_passive(head):
        subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
        if subject is not None and verb.dep_ in {"advcl", "conj", "xcomp"}:
            return subject
    if verb.dep_ == "conj" and head.dep_ == "ccomp" and disagrees(head, verb):
        return Shared(head.head)
    reporter = _reporting_above(verb, head)
    if reporter is not None:
        return Shared(reporter)
    person = next((c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i), None)
    beside = verb.doc.tokens[verb.i - 1]  # "uses footage of Ann Example asking": the person right before the verb
    if person is not None and verb.tag_ == "VBG" and beside.ent_type_ == "PERSON" and beside.head.head is person:
        return beside
    return person if verb.dep_ == "xcomp" and person is not None else Shared(head)


def disagrees(verb: Token, second: Token) -> bool:
    """Whether a joined verb is in the plural and the first verb's subject, which it would share, is one: "the gun was … but have"."""
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or any(c.dep_ in {"nsubj", "nsubjpass"} for c in second.lefts):
        return False
    several = subject.lemma_.lower() in voices.bodies() or subject.ent_type_ in {"ORG", "NORP"}  # "the police have"
    one = subject.tag_ in {"NN", "NNP"} and not several and not any(c.dep_ == "conj" for c in subject.rights)
    helper = next((c for c in second.lefts if c.dep_ in {"aux", "auxpass"}), second)
    return one and helper.tag_ in {"VBP", "VBD"} and helper.lower_ in {"have", "are", "were", "do"}


def _between_commas(verb: Token) -> Token | None:
    """The full name between commas right before a finite verb: "Sample's sister, Ann Example, 19, told …"."""
    tokens = verb.doc.tokens
    i = verb.i - 1
    if verb.tag_ not in FINITE or tokens[i].text != ",":
        return None
    i -= 2 if tokens[i - 2].text == "," and tokens[i - 1].text.isdigit() else 0
    name, first = tokens[i - 1], i - 1
    while first > 0 and tokens[first].ent_iob_ == "I":
        first -= 1
    set_off = first > verb.sent.start and tokens[first - 1].text == "," and name.dep_ == "appos"
    if not set_off or i - first == 1 or not tokens[first].ent_type_ == name.ent_type_ == "PERSON":
        return None
    return name.head if name.head.pos_ == "NOUN" and name.head.i == first - 2 else name


def _behind_preposition(verb: Token) -> Token | Shared | Nobody | None:
    """X was quoted as saying; X used the speech for calling …"""
    if verb.dep_ not in {"pcomp", "prep"}:
        return None
    up = verb.head
    while up.dep_ in {"prep", "pcomp"} and up.head.i != up.i:
        up = up.head
    if up.lemma_ in {"quote", "cite"} and verb.head.lower_ == "as" and not is_passive(up):
        return next((c for c in up.rights if c.dep_ == "dobj"), NOBODY)  # the paper quoted X as saying
    if is_passive(up):  # X was quoted as saying, was dismissed after saying
        return next((c for c in up.children if c.dep_ == "nsubjpass"), NOBODY)
    return Shared(up) if up.pos_ in {"VERB", "AUX"} else NOBODY


def _described(verb: Token) -> Token | Shared | Nobody | None:
    """The woman calling for …; "footage of Ann Example asking": the person right before the verb."""
    if is_main(verb):
        return verb.head
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ != "VBG":
        return None
    beside = verb.doc.tokens[verb.i - 1]
    named = beside.pos_ == "PROPN" and beside.i != verb.head.i and beside.ent_type_ not in {"DATE", "TIME"}
    return beside if named and any(a.i == verb.head.i for a in beside.ancestors) else verb.head


_LADDER = [
    ask
    for _, ask in by_step(
        "source of a verb", (_agent, _let, _subject, _issuer, _shared, _behind_preposition, _described)
    )
]


def _with_participle(source: Source | None, verb: Token) -> Source | None:
    """A source with the participle that the analysis takes for its verb: "people briefed on the plan say"."""
    if source is None or source.end >= verb.i:
        return source
    tokens = verb.doc.tokens
    participle, last = tokens[source.end], tokens[source.head]
    between = tokens[source.end : verb.i]
    told = last.head.i == participle.i and last.dep_ in {"nsubj", "nsubjpass"} and participle.tag_ in {"VBN", "VBD"}
    if not told or any(t.is_punct for t in between) or reporting.verb(participle.lemma_) is not None:
        return source
    end = next((t.i + 1 for t in reversed(between) if t.pos_ not in {"ADV", "AUX", "PART"}), source.end)
    return Source(source.start, end, source.head)


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
    if (
        token.text == ","
        and [t.text for t in tokens[token.i - 2 : token.i - 1]] == [","]
        and tokens[token.i - 1].text.isdigit()
    ):
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
    behind = verb.doc.tokens[verb.i + 1 : verb.i + 2]
    quoting = bool(behind) and behind[0].is_punct  # ", explaining, “…”"
    if quoting and is_added_report(verb, clause=False):
        while head.dep_ in {"ccomp", "advcl", "relcl", "conj", "xcomp", "pcomp"} and head.head.i != head.i:
            if head.dep_ == "ccomp" and reporting.verb(head.head.lemma_) is not None:
                return head.head
            head = head.head
        return None
    if (
        is_added_report(verb, clause=not quoting)
        and head.dep_ == "ccomp"
        and reporting.verb(head.head.lemma_) is not None
    ):
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


def _is_told_by(clause: Token) -> bool:
    """Whether a participle tells who is meant: "those surveyed", "people briefed on the plan" (taken for a past before another verb)."""
    behind = clause.doc.tokens[clause.right_edge.i + 1 : clause.right_edge.i + 2]
    past = clause.tag_ == "VBD" and bool(behind) and behind[0].tag_ in FINITE and not reporting.verb(clause.lemma_)
    return clause.dep_ == "acl" and (clause.tag_ in {"VBN", "VBG"} or past)


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
        )
        if told:  # "a survey conducted by the agency", "those surveyed"
            end = max(end, child.right_edge.i + 1)
            continue
        if child.dep_ not in _INTO or _is_barrier(child):
            break
        end = max(end, _reach(child)[1])
    return start, end
