"""Predicates: what each clause of an article says, with its negations and the verbs that bind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kit.data import read_list, word_set
from kit.english.lexicon.senses import sense_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kit.align.conflicts.facts import Fact, Source
    from kit.english.doc import Token

# Clauses that say something by themselves.
FINITE = frozenset("ROOT conj ccomp advcl relcl parataxis acl".split())
# What completes "be" and its like, and is then what is said.
COMPLEMENTS = frozenset("acomp attr oprd".split())
PLAIN = word_set("plain predicates")
NOUN_PLACES = frozenset("nsubj nsubjpass dobj attr pobj".split())
# "didn’ t return": torn apart by whoever copied the text.
_TORN_NOT = re.compile(r"n(?: ['’] ?|['’] )t\s+(?:\w+\s+)?$")
# What stands before words that a quotation leaves off and takes up again.
ELLIPSES, OPENING = ("…", ".."), ("“", '"', "‘")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_WHEN = word_set("prepositions of when and where")
_CONDITIONS = frozenset("if unless whether".split())
# Words back from a bare participle to its "no".
NO_REACH = 4
# Verbs with a gerund below them that is still done.
FEARED = word_set("verbs of fearing and hoping")
UNLESS = word_set("words of a condition")
SEVERAL = word_set("words of some and not all")
UNREAL = frozenset({"should", "ought", "could", "would"})
HAVING = frozenset({"have", "hold", "possess"})
GERUNDS = word_set("verbs of how a gerund stands")
# What an infinitive or a gerund below a verb is to it.
BELOW = frozenset({"xcomp", "ccomp", "acomp"})
STILL_DONE = BELOW | {"advcl"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a clause says: its lemma, whether it is denied, how binding it is, and its side of each pair of opposites."""

    lemma: str
    pos: str
    negated: bool
    force: str
    sides: frozenset[tuple[str, int]]
    nouns: frozenset[str]
    perfect: bool
    places: Mapping[str, frozenset[str]] = field(hash=False)
    # Whether it is said of some, of all, of none.
    several: frozenset[str] = frozenset()
    # Where its verb stands, and the last of the verbs that bind it: numbers of tokens.
    verbs: tuple[int, int] = field(default=(0, 0), compare=False)


def predicate_facts(source: Source) -> Iterator[Fact]:
    """Every predicate of an article's finite clauses."""
    doc = source.doc
    for verb in doc if doc.analysed else ():
        reports = verb.idx in source.cues and not any(_is_found(c) for c in verb.rights)
        if (
            _finite(verb)
            and not reports
            and not _is_not_thought(verb)
            and not source.is_doubted(verb.idx)
            and not _is_cut_off(verb, doc.text)
        ):
            made = _fact(source, verb)
            if made is not None:
                yield made


def _finite(token: Token) -> bool:
    """Whether a token is the verb of a clause of its own, or the participle that the parser takes for an adjective there.

    Conditions and infinitives state nothing; a headline's infinitive does ("Teenager to stay in custody").
    """
    going_on = token.tag_ == "VBG" and not any(c.dep_ == "aux" and c.pos_ == "AUX" for c in token.lefts)
    if token.dep_ not in FINITE or going_on or token.tag_ == "TO":
        return False
    if any(c.lower_ in _CONDITIONS or (c.tag_ == "TO" and token.dep_ != "ROOT") for c in token.lefts):
        return False
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ == "auxpass" for c in token.lefts)


def _is_not_thought(verb: Token) -> bool:
    """Whether the verb above denies it: "do not believe he had a gun"."""
    return verb.dep_ == "ccomp" and any(c.dep_ == "neg" for c in verb.head.children)


def _is_cut_off(verb: Token, text: str) -> bool:
    """Whether a verb goes on behind an ellipsis, or without a subject behind an opening mark: its "not" may stand before."""
    before = text[max(0, verb.idx - 4) : verb.idx].rstrip()
    subject = any(c.dep_ in SUBJECTS for c in verb.lefts)
    return verb.text[:1].islower() and (before.endswith(ELLIPSES) or (not subject and before.endswith(OPENING)))


def _fact(source: Source, verb: Token) -> Fact | None:
    chain = list(_chain(verb))
    last = chain[-1]
    complement = next((c for c in last.rights if _completes(c)), None)
    main = complement if complement is not None and last.lemma_ in PLAIN else last
    denied = [t for one in (*chain, *([complement] if complement else [])) for t in _negations(one)]
    if complement is not None:
        denied += [t for t in complement.children if t.lower_ == "no" and t.dep_ in ("det", "neg") and t not in denied]
    if not denied and verb.tag_ == "VBN" and not any(c.dep_ == "auxpass" for c in verb.lefts):
        denied += _no_before(verb)
    denied += [t for t in chain[:-1] if _listed("negations.csv", "verb").get(t.lemma_)]
    modals = [t for one in chain for t in one.children if t.tag_ == "MD"]
    bound = [t for t in chain[:-1] if t.lemma_ in _forces("verb")]
    if denied and any(t.lower_ in UNLESS or _on_its_own(t) for t in last.subtree):
        return None  # "cannot sell it without a vote": it may, with one
    if modals and verb.dep_ == "ccomp" and verb.head.lemma_ in FEARED:
        return None  # "had feared that they would melt": how sure it is, is the fear's
    if any(t.lower_ in UNREAL for t in modals) and any(t.lower_ in ("have", "'ve", "’ve") for t in verb.lefts):
        return None  # "should have stayed": it was otherwise
    hedges = [t for one in chain for t in one.children if t.lower_ in _forces("adverb")]
    forces = [_forces("modal").get(t.lower_, "certain") for t in modals] + [_forces("verb")[t.lemma_] for t in bound]
    forces += [_forces("adverb")[t.lower_] for t in hedges]
    force = next((f for f in forces if f != "certain"), "certain")
    sides = sides_of(last, complement)
    nouns = frozenset(t.lemma_.lower() for t in _arguments(main, last))
    perfect = any(t.lemma_ == "have" and t.dep_ == "aux" for t in verb.lefts)
    torn = bool(_TORN_NOT.search(source.doc.text[max(0, last.idx - 24) : last.idx])) and not denied
    value = Predicate(
        "have" if last is main and main.lemma_ in HAVING else main.lemma_.lower(),
        main.pos_,
        torn or len(denied) % 2 == 1,
        force,
        sides,
        nouns,
        perfect,
        places_of(last),
        _several(verb, last),
        (verb.i, last.i),
    )
    words = [*chain, main, *denied, *modals, *hedges, *(t for t in (_particle(last),) if t)]
    spans = [(t.idx, t.end) for t in words if t.sent_index == verb.sent_index]
    made = source.fact(spans, (main.idx, main.end), "predicate", value, drop=[*denied, *modals, *hedges])
    if made is not None:
        made.keys = sense_keys(value.lemma, value.pos) | {group for group, _ in sides}
    return made


def _on_its_own(token: Token) -> bool:
    return token.lower_ == "own" and token.i > 1 and token.doc.tokens[token.i - 2].lower_ == "on"


def _completes(token: Token) -> bool:
    """Whether it is what somebody is or is found to be."""
    return _is_found(token) or (token.dep_ in COMPLEMENTS and token.pos_ in ("ADJ", "NOUN", "VERB"))


def _is_found(token: Token) -> bool:
    """The guilty of "found him guilty"."""
    return token.dep_ == "ccomp" and token.tag_ == "JJ" and not any(c.pos_ == "AUX" for c in token.lefts)


def _chain(verb: Token) -> Iterator[Token]:
    """A verb and what it only says the meaning of: "have to leave", "wants to leave", "is set to leave"."""
    yield verb
    if verb.lemma_ in _forces("verb") or _listed("negations.csv", "verb").get(verb.lemma_):
        below = next(
            (c for c in verb.rights if (c.dep_ in BELOW and _bare(c)) or (c.dep_ in STILL_DONE and _goes_on(verb, c))),
            None,
        )
        if below is not None:
            yield from _chain(below)


def _goes_on(verb: Token, below: Token) -> bool:
    """Whether a verb only says how what is below it stands: "keeps leaving", "goes on leaving", "considers leaving"."""
    return below.tag_ == "VBG" and (verb.lemma_ in GERUNDS or _particle(verb) is not None)


def _bare(token: Token) -> bool:
    """Whether it is an infinitive with "to", or an adjective above one ("able to leave")."""
    return any(c.tag_ == "TO" for c in token.lefts) or (token.pos_ == "ADJ" and any(_bare(c) for c in token.rights))


def _negations(token: Token) -> Iterator[Token]:
    """The words below a verb that deny it: "not", "never", "nobody", the "no" of "no shots"."""
    for child in token.children:
        lower = child.lower_.rstrip("'’")
        if (
            child.dep_ == "neg"
            or (lower in _listed("negations.csv", "near", "cut") and child.dep_ != "conj")
            or (child.dep_ in NOUN_PLACES and lower in _listed("negations.csv", "noun"))
        ):
            yield child
        elif child.dep_ in NOUN_PLACES:
            before = child.doc.tokens[child.left_edge.i : child.i]  # "no buy-back right"
            yield from (c for c in before if c.lower_ == "no" and c.dep_ in ("det", "neg") and c.head.i <= child.i)


def _no_before(participle: Token) -> list[Token]:
    """The "no" of "no tsunami warning issued", which the parser hangs anywhere."""
    near = participle.doc.tokens[max(participle.sent.start, participle.i - NO_REACH) : participle.i]
    return [t for t in near if t.lower_ == "no" and not any(u.is_punct for u in near if u.i > t.i)]


def _particle(verb: Token) -> Token | None:
    return next((c for c in verb.rights if c.dep_ == "prt"), None)


def _words(verb: Token, complement: Token | None) -> Iterator[str]:
    """The words by which opposites are looked up: the verb, its complement, the verb with its particle or object."""
    yield verb.lemma_.lower()
    for child in verb.rights:
        if child.dep_ in ("prt", "dobj"):
            yield f"{verb.lemma_}_{child.lemma_}".lower()
    if complement is not None:
        yield complement.lemma_.lower()
        yield complement.lower_


def _arguments(main: Token, last: Token) -> Iterator[Token]:
    """The nouns that a predicate is said of or does something to."""
    for verb in dict.fromkeys((main, last)):
        for child in verb.children:
            if child.dep_ in NOUN_PLACES and child.pos_ in ("NOUN", "PROPN"):
                yield child
            elif child.dep_ in ("agent", "prep"):
                yield from (c for c in child.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN"))


def _several(main: Token, last: Token) -> frozenset[str]:
    """The words that say of how many a predicate is said, or to how many something is done: some, all."""
    nouns = [c for verb in dict.fromkeys((main, last)) for c in verb.children if c.dep_ in (*SUBJECTS, "dobj", "attr")]
    return frozenset(t.lower_ for noun in nouns for t in (noun, *noun.children) if t.lower_ in SEVERAL)


def places_of(verb: Token) -> dict[str, frozenset[str]]:
    """The nouns by which a verb is completed, by their place: its object, or behind one of its prepositions but those of time."""
    found: dict[str, frozenset[str]] = {}
    for child in verb.rights:
        if child.dep_ in ("dobj", "prep", "agent") and (child.dep_ == "agent" or child.lower_ not in _WHEN):
            nouns = [t for t in child.subtree if t.pos_ in ("NOUN", "PROPN") and t.ent_type_ not in ("DATE", "TIME")]
            if nouns:
                place = "object" if child.dep_ == "dobj" else child.lower_
                found[place] = frozenset(t.lemma_.lower() for t in nouns)
    return found


def negating_verbs() -> Collection[str]:
    """The verbs that deny what hangs below them: decline, refuse, fail."""
    return _listed("negations.csv", "verb")


@cache
def _listed(name: str, *places: str) -> dict[str, bool]:
    return {row.word: True for row in read_list(name).itertuples() if row.place in places}


@cache
def _forces(place: str) -> dict[str, str]:
    return {row.word: row.force for row in read_list("modality.csv").itertuples() if row.place == place}


@cache
def _opposites() -> dict[str, frozenset[tuple[str, int]]]:
    found: dict[str, set[tuple[str, int]]] = {}
    for row in read_list("opposites.csv").itertuples():
        for side, words in enumerate((row.one, row.other)):
            for word in words.split():
                found.setdefault(word, set()).add((row.group, side))
    return {word: frozenset(sides) for word, sides in found.items()}


def sides_of(verb: Token, complement: Token | None) -> frozenset[tuple[str, int]]:
    """On which side of which pairs of opposites a verb stands, or what completes it."""
    return frozenset(side for word in _words(verb, complement) for side in _sides(word))


def _sides(word: str) -> frozenset[tuple[str, int]]:
    return _opposites().get(word, frozenset())
