"""Sources: who a verb says does the saying, read off spaCy's dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.data import by_step
from kit.english.doc import SUBJECTS
from kit.english.lexicon.reporting import FINITE
from kit.english.quotes import voices
from kit.english.quotes.parentheticals import FENCES
from kit.english.quotes.source_extent import Source, source_at, with_participle
from kit.english.quotes.verbs import disagrees, is_main, is_passive, main_verb, reporting_above

if TYPE_CHECKING:
    from kit.english.doc import Token

# What parts a second subject, that of the tag, from the first: "Ten were hurt, four of them badly, the Star reports".
_APART = FENCES | {"”", '"', "''"}
# A subject shared over more verbs than this is an accident of the analysis.
DEEPEST = 6


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
            return with_participle(source_at(answer, verb), verb)
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
    last = subjects[-1] if len(subjects) > 1 else None
    if last is not None and last.i == verb.i - 1 and verb.doc.tokens[last.left_edge.i - 1].text in _APART:
        return last  # "Ten were hurt, four of them badly, the Star reports"
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
                if not is_passive(above):
                    return Shared(above)
                agent = _agent(above)
                return agent if agent is not NOBODY else paper  # "a lawsuit was filed alleging that …"
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
        head = main_verb(head)  # ", saying …" belongs to the sentence, not to a relative clause before it
    if is_passive(head):
        subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
        if subject is not None and verb.dep_ in {"advcl", "conj", "xcomp"}:
            return subject
    if verb.dep_ == "conj" and head.dep_ == "ccomp" and disagrees(head, verb):
        return Shared(head.head)
    reporter = reporting_above(verb, head)
    if reporter is not None:
        return Shared(reporter)
    person = next((c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i), None)
    beside = verb.doc.tokens[verb.i - 1]  # "uses footage of Ann Example asking": the person right before the verb
    if person is not None and verb.tag_ == "VBG" and beside.ent_type_ == "PERSON" and beside.head.head is person:
        return beside
    return person if verb.dep_ == "xcomp" and person is not None else Shared(head)


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
    while (up.dep_ in {"prep", "pcomp"} or (up.dep_ == "conj" and up.pos_ == "ADP")) and up.head.i != up.i:
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
    return next((c for c in participle.lefts if c.dep_ in SUBJECTS), None)


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
