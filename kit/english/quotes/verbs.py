"""Verbs: whether a verb is passive, stands for itself or is added to another, and which verb above it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import FINITE
from kit.english.people import names
from kit.english.quotes import voices

if TYPE_CHECKING:
    from kit.english.doc import Token

# Clauses, and the number of their subjects, that are no speakers unless they are persons.
_SILENT = frozenset({("advcl", "NNS"), ("ccomp", "NNS"), ("ccomp", "NN")})
_ANYTHING = word_set("pronouns of things")


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


def disagrees(verb: Token, second: Token) -> bool:
    """Whether a joined verb is in the plural and the first verb's subject, which it would share, is one: "the gun was … but have"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or any(c.dep_ in SUBJECTS for c in second.lefts):
        return False
    several = subject.lemma_.lower() in voices.bodies() or subject.ent_type_ in {"ORG", "NORP"}  # "the police have"
    one = subject.tag_ in {"NN", "NNP"} and not several and not any(c.dep_ == "conj" for c in subject.rights)
    helper = next((c for c in second.lefts if c.dep_ in {"aux", "auxpass"}), second)
    return one and helper.tag_ in {"VBP", "VBD"} and helper.lower_ in {"have", "are", "were", "do"}


def is_in_subject(verb: Token) -> bool:
    """Whether a verb only tells which words are meant: "Nothing the mayor said “will help us,” she warned."."""
    return verb.dep_ == "relcl" and verb.head.lower_ in _ANYTHING and verb.left_edge.tag_ not in {"WDT", "WP"}


def is_added_report(verb: Token, *, clause: bool = True) -> bool:
    """Whether a verb adds a report to the one before it: "said that A was B, stressing that C"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return False
    word = reporting.verb(verb.lemma_)
    complete = not clause or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    ahead = [t.text for t in verb.doc.tokens[max(0, verb.left_edge.i - 2) : verb.left_edge.i]]
    behind_comma = ahead[-1:] == [","] or (ahead[:1] == [","] and ahead[-1] in {"”", '"', "''"})
    return complete and behind_comma and word is not None and (word.kind == "speech" or not clause)


def reporting_above(verb: Token, head: Token) -> Token | None:
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


def main_verb(verb: Token) -> Token:
    """The verb whose subject a participle behind a comma shares: the sentence's, not that of a clause about things."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    # "lashed out after homes lost power, saying …", "moved that the item be dropped, saying …": things say nothing
    while subject is not None and not _is_person(subject) and (verb.dep_, subject.tag_) in _SILENT:
        verb = verb.head
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    for above in verb.ancestors:
        if above.dep_ == "ROOT" and any(a.dep_ == "relcl" for a in (verb, *verb.ancestors)):
            return above if above.pos_ in {"VERB", "AUX"} else verb
    return verb


def _is_person(token: Token) -> bool:
    return names.fold(token.lemma_) in names.person_nouns()
