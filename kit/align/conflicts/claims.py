"""Claims: what two articles let one speaker say, or say themselves, of one thing with one verb, and not alike.

One has it so and the other denies it; one that it may be and the other that it will; or one on a condition of which the
other knows nothing. The verb, the noun that it is said of and the speaker are the witnesses that both tell of one thing,
so that nothing need be alike but these; no encoder is asked.
"""

from __future__ import annotations

from functools import cache, cached_property, partial
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import REPORTS, SOMEBODY, other_names, stem
from kit.align.conflicts.polarity import LONG_AFTER, SAYING
from kit.align.conflicts.predicates import PLAIN
from kit.align.conflicts.scopes import Scope, Scopes
from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Fact, Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

# What is said: the verb, the thing, and who has or does it.
_Parts = tuple[str, "Token", "Token | None"]
# Claims of one article with one verb and thing that are compared.
AGAIN = 4
# Words that both must have beside the verb and the thing, if they are not said by one speaker.
SHARED = 2
# So far from the verb, in characters, are the words that belong to a claim.
FAR = 80
HAVE = word_set("verbs of having a part")
CONDITIONS = word_set("words of a condition that bounds a claim")
LIMITS = word_set("words that may bound a claim")
PARTS = word_set("verbs of having a part for good")
IFS = word_set("words that open a condition")
TO_COME = word_set("auxiliaries of what is to come")
PARTICLES = word_set("particles of verbs") | {"on"}
SMALL = frozenset("in of the for at a".split())
BOUNDS = word_set("prepositions that bound a denial")
PERSONAL, THINGS = word_set("pronouns of one person"), word_set("pronouns of a thing told before")
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# What hangs from a verb and is a claim of its own.
_OTHERS = frozenset("conj ccomp advcl parataxis relcl".split())
_MODIFIERS = frozenset("amod compound nmod poss".split())


class Claim(NamedTuple):
    """What is said of a thing: the verb, the nouns or names of the thing and of who has it, how it is bounded, and when."""

    fact: Fact
    stretch: Stretch
    voice: frozenset[str]
    verb: str
    things: frozenset[str]
    modifiers: frozenset[str]
    holders: frozenset[str]
    within: frozenset[str]
    held_within: frozenset[str]
    by_several: bool
    named: bool
    stems: frozenset[str]
    all_stems: frozenset[str]
    sphere: str
    condition: bool
    bounds: frozenset[str]
    open: bool
    scope: Scope


class Said:
    """A verb with what may set it against others: whether it is denied, how sure it is, and whether an "if" stands by.

    What it is said of, and the claim, are read when another article has the verb otherwise.
    """

    def __init__(self, source: Source, scopes: Callable[[], Scopes], fact: Fact, said: _Parts, *, bound: bool) -> None:
        self.verb, self.mark = said[0], (fact.value.negated, fact.value.force, bound)
        self._source, self._scopes, self._fact, self._said = source, scopes, fact, said

    @cached_property
    def things(self) -> frozenset[str]:
        return _referents(self._source, self._said[1], self._speaker)

    @cached_property
    def claim(self) -> Claim:
        return _claim(self._source, self._fact, self._scopes(), self._said, self._speaker, self.things)

    @cached_property
    def _speaker(self) -> str:
        return _speaker(self._source, self._source.doc.tokens[self._fact.value.verbs[0]], self._fact)


class Opposed(NamedTuple):
    """Where two claims stand that cannot both be right, whether both inside quotation marks, and why they are opposed."""

    kind: str
    why: str
    one: Stretch
    other: Stretch
    marked: bool


def claims(source: Source, predicates: Iterable[Fact], times: Sequence[Any]) -> Iterator[Said]:
    """The claims of one article."""
    scopes = cache(partial(Scopes, source, times))
    bound = {token.sent_index for token in source.doc if token.lower_ in IFS}
    for fact in predicates:
        top, verb = (source.doc.tokens[i] for i in fact.value.verbs)
        said = _said(top, verb, fact.value.lemma)
        if said is not None:
            yield Said(source, scopes, fact, said, bound=top.sent_index in bound)


def opposed(found: Mapping[str, Iterable[Said]], near: Neighbours, published: Mapping[str, Any]) -> Iterator[Opposed]:
    """The pairs of claims of two articles, of one verb and one thing, that cannot both be right."""
    by_verb: dict[str, list[tuple[str, Said]]] = {}
    for key, here in found.items():
        for said in here:
            by_verb.setdefault(said.verb, []).append((key, said))
    told: dict[tuple, Opposed] = {}
    for group in by_verb.values():
        if _otherwise(said for _, said in group):
            for by_article in _by_thing(group):
                for left, right in near.pairs(by_article):
                    made = _between(by_article[left], by_article[right], published)
                    told |= {(pair.one, pair.other): pair for pair in made}
    yield from told.values()


def _otherwise(group: Iterable[Said]) -> bool:
    """Whether some of what is said may be set against the rest."""
    return len({said.mark for said in group}) > 1


def _by_thing(group: Iterable[tuple[str, Said]]) -> list[dict[str, list[Said]]]:
    """By what it is said of, and by article, what is said with one verb and not alike."""
    sharing: dict[str, dict[str, list[Said]]] = {}
    for key, said in group:
        for thing in sorted(said.things):
            there = sharing.setdefault(thing, {}).setdefault(key, [])
            if len(there) < AGAIN:
                there.append(said)
    return [here for here in sharing.values() if _otherwise(said for some in here.values() for said in some)]


def _between(ours: Sequence[Said], theirs: Sequence[Said], published: Mapping[str, Any]) -> list[Opposed]:
    """What is opposed between two articles; what one of them prints in both ways, it prints rightly once."""
    if not _otherwise([*ours, *theirs]):
        return []
    pairs = [(one.claim, other.claim) for one, other in product(ours, theirs)]
    pairs = [pair for pair in pairs if _of_one_thing(*pair)]
    if any(_agree(*pair) for pair in pairs):
        return []
    return [made for pair in pairs if (made := _opposed(*pair, published)) is not None]


def _agree(one: Claim, other: Claim) -> bool:
    """Whether both say the same."""
    a, b = one.fact.value, other.fact.value
    return (a.negated, a.force, one.condition) == (b.negated, b.force, other.condition) and one.sphere == other.sphere


def _claim(
    source: Source,
    fact: Fact,
    scopes: Scopes,
    said: _Parts,
    speaker: str,
    things: frozenset[str],
) -> Claim:
    top, verb = (source.doc.tokens[i] for i in fact.value.verbs)
    name, thing, holder = said
    own, gone = list(_own(top)), {top.i, verb.i, thing.i}
    within = frozenset(t.lemma_.lower() for t in _restricting(thing) if t is not holder)
    return Claim(
        fact,
        _stretch(fact, top, verb, thing),
        _words(speaker),
        name,
        things,
        frozenset(
            stem(c) for c in thing.children if c.dep_ in _MODIFIERS and c.pos_ in CONTENT and thing.pos_ == "NOUN"
        ),
        frozenset() if holder is None else _referents(source, holder, speaker),
        within,
        frozenset(t.lemma_.lower() for t in _restricting(holder)) if holder is not None else frozenset(),
        holder is not None and holder.tag_ == "NNS",
        thing.pos_ == "PROPN" or any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in thing.lefts),
        frozenset(stem(t) for t in own if t.pos_ in CONTENT and t.i not in gone),
        frozenset(stem(t) for t in top.subtree if t.pos_ in CONTENT and t.i not in gone),
        _sphere(top, verb),
        any(t.lower_ in IFS and _bounds(t, top, verb) for t in top.sent),
        frozenset(_bound(t) for t in own if t.lower_ in BOUNDS),
        (thing.i > top.i and any(t.dep_ == "relcl" for t in thing.subtree))  # "the tickets of all who apply"
        or any(t.lower_ in LIMITS and t.dep_ != "prep" for t in top.sent)
        or any(t.lower_ in CONDITIONS for sentence in _with_neighbours(top) for t in sentence),
        scopes.at(min(t.idx for t in own), max(t.end for t in own)),
    )


def _stretch(fact: Fact, top: Token, verb: Token, thing: Token) -> Stretch:
    """The words of a claim, with those of what it is said of and of its condition, unless they stand far off."""
    words = [t for t in top.sent if t.lower_ in IFS and t.i > top.i and _bounds(t, top, verb)]
    ifs = [(t.head if t.dep_ == "mark" else t).right_edge for t in words[:1]]
    near = [t for t in (thing, *ifs) if t.sent_index == top.sent_index and t.pos_ != "PRON"]
    start, end = fact.start, fact.end
    for token in near:
        if start - FAR < token.idx and token.end < end + FAR:
            start, end = min(start, token.idx), max(end, token.end)
    return fact.article_id, start, end


def _said(top: Token, verb: Token, lemma: str) -> _Parts | None:
    """What is said, of what, and who has or does it: "have", the clause, the contract; None if it tells too little."""
    subject = next((c for one in (verb, top) for c in one.lefts if c.dep_ in SUBJECTS), None)
    noun = next((c for c in verb.rights if c.dep_ in ("dobj", "attr") and c.pos_ == "NOUN"), None)
    there = verb.lemma_ == "be" and any(c.dep_ == "expl" for c in verb.lefts)
    if noun is not None and (there or (verb.lemma_ in HAVE and noun.dep_ == "dobj")):
        return "have", noun, _holding(noun) if there else subject
    if subject is None:
        return None
    under = next((c.rights[0] for c in verb.rights if c.lower_ == "under" and c.rights), None)
    if verb.lemma_ == "be" and noun is None and under is not None:
        return f"be under {under.lemma_.lower()}", subject, None
    particle = next((c.lower_ for c in verb.rights if c.dep_ == "prt"), "") or _particle_behind(verb)
    if lemma in SAYING or (lemma in PLAIN and not particle):
        return None
    done = noun if noun is not None and noun.dep_ == "dobj" else None
    return f"{lemma} {particle}".strip(), done or subject, subject if done else None


def _particle_behind(verb: Token) -> str:
    """The particle right behind a verb that the parser took for something else: the on of "was switched on when"."""
    after = verb.doc.tokens[verb.i + 1 : verb.i + 2]
    return next((t.lower_ for t in after if t.lower_ in PARTICLES and not any(c.dep_ == "pobj" for c in t.rights)), "")


def _bound(word: Token) -> str:
    """The "before landing" of "did not fail before the landing"."""
    return " ".join([word.lower_, *(c.lemma_.lower() for c in word.rights if c.dep_ == "pobj")])


def _holding(noun: Token) -> Token | None:
    """The lease of "there is no break clause in the lease"."""
    places = (c for c in (*noun.rights, *noun.head.rights) if c.dep_ == "prep" and c.lower_ in ("in", "of"))
    return next((c for place in places for c in place.rights if c.dep_ == "pobj"), None)


def _speaker(source: Source, top: Token, fact: Fact) -> str:
    """Who says it: the person beside the verb that reports it, else whom the table of quotations has; "" if not known."""
    report = top.head
    if top.dep_ == "ccomp" and (report.idx in source.cues or report.lemma_ in REPORTS):
        beside = source.doc.tokens[report.i - 1 : report.i]  # the parser may take the speaker for somebody's other name
        by = next((t for t in (*report.children, *beside) if t.dep_ in ("nsubj", "appos") and t.pos_ == "PROPN"), None)
        persons = frozenset() if by is None else names_of(source, by)
        if len(persons) == 1:
            return next(iter(persons))
    return "" if fact.voice == SOMEBODY else fact.voice


def _words(speaker: str) -> frozenset[str]:
    """The words of a speaker's id: the prosecutors in Torvik are Torvik prosecutors."""
    return frozenset(speaker.rsplit("/", maxsplit=1)[-1].split("-")) - SMALL - {""}


def _bounds(word: Token, top: Token, verb: Token) -> bool:
    """Whether the "if" opens a clause below the verb, or below the one that reports it."""
    clause = word.head if word.dep_ == "mark" else word
    return clause.head.i in {top.i, verb.i} or (top.dep_ == "ccomp" and clause.head.i == top.head.i and word.i > top.i)


def _own(verb: Token) -> Iterator[Token]:
    """The words of a clause without those of others below it."""
    todo = [verb]
    while todo:
        token = todo.pop()
        yield token
        todo += [c for c in token.children if c.dep_ not in _OTHERS or (token is verb and c.dep_ == "xcomp")]


def _restricting(noun: Token) -> Iterator[Token]:
    """The nouns that say which it is: the hall of "the sprinklers in the hall"."""
    for child in noun.rights:
        if child.dep_ in ("prep", "relcl", "acl"):
            yield from (t for t in child.subtree if t.pos_ in ("NOUN", "PROPN"))


def _referents(source: Source, noun: Token, speaker: str) -> frozenset[str]:
    """The noun by its lemma, and the names beside it; of a pronoun, who or what it stands for, if only one may."""
    if noun.pos_ in ("PRON", "DET"):
        if noun.dep_ in SUBJECTS and noun.tag_ in ("WP", "WDT") and noun.head.dep_ == "relcl":
            return names_of(source, noun.head.head)
        return _before(source, noun, speaker) if noun.lower_ in PERSONAL else _thing_before(source, noun, speaker)
    named = [names_of(source, one) for one in (noun, *(c for c in noun.children if c.dep_ == "appos"))]
    return frozenset({noun.lemma_.lower()} if noun.pos_ == "NOUN" else ()).union(*named)


def names_of(source: Source, noun: Token) -> frozenset[str]:
    """The entities that a noun names, with the words before it."""
    first = min([c.idx for c in noun.lefts if c.dep_ in _MODIFIERS], default=noun.idx)
    return frozenset().union(*source.names_in(first, noun.end).values())


def _before(source: Source, pronoun: Token, speaker: str) -> frozenset[str]:
    """The person named in the sentence before "he", or else in the one before, if only one is; not who speaks."""
    for sentence in _with_before(pronoun):
        named = source.names_in(sentence.start_char, min(sentence.end_char, pronoun.idx))
        persons = named.get("person", frozenset())
        found = persons - {speaker} or persons  # who speaks of himself alone
        if found:
            return found if len(found) == 1 else frozenset()
    return frozenset()


def _thing_before(source: Source, pronoun: Token, speaker: str) -> frozenset[str]:
    """The subject of the sentence before "it"."""
    if pronoun.lower_ not in THINGS:
        return frozenset()
    *_, sentence = _with_before(pronoun)
    if sentence[0].sent_index == pronoun.sent_index:
        return frozenset()
    noun = next((c for c in sentence.root.lefts if c.dep_ in SUBJECTS and c.pos_ == "NOUN"), None)
    return frozenset() if noun is None else _referents(source, noun, speaker)


def _with_before(token: Token) -> list[Span]:
    """The sentence of a token, and the one before it."""
    sentences, n = token.doc.sentences, token.sent_index
    return [sentences[i] for i in (n, n - 1) if i >= 0 and sentences[i].role == sentences[n].role]


def _with_neighbours(token: Token) -> list[Span]:
    """The sentence of a token, the one before and the one behind."""
    n = token.sent_index
    return token.doc.sentences[max(n - 1, 0) : n + 2]


def _sphere(top: Token, verb: Token) -> str:
    """When it is: to come, over, or now; what is being done may be about to be done."""
    helpers = [c for one in {top.i: top, verb.i: verb}.values() for c in one.lefts if c.dep_ in ("aux", "auxpass")]
    if any(t.lower_ in TO_COME for t in helpers) or (top is not verb and top.lemma_ == "go"):
        return "to come"
    if verb.tag_ == "VBG":
        return "going on"
    if any(t.lemma_ == "have" or t.tag_ == "VBD" for t in (top, *helpers)) or top.tag_ in ("VBD", "VBN"):
        return "over"
    return "now"


def _opposed(one: Claim, other: Claim, published: Mapping[str, Any]) -> Opposed | None:
    """What two claims of one verb and one thing are to each other."""
    a, b = one.fact.value, other.fact.value
    if a.negated != b.negated:
        return _denied(one, other, published)
    if a.negated:
        return None
    if a.force != b.force and one.condition == other.condition:
        return _surer(one, other)
    return _unbounded(one, other)


def _of_one_thing(one: Claim, other: Claim) -> bool:
    """Whether nothing says that two claims are of two things, and enough that they are of one."""
    a, b = one.fact, other.fact
    if (
        _two(one.voice, other.voice)
        or other_names(a, b, strict=True)
        or _other_times(one.scope, other.scope)
        or a.value.several != b.value.several
    ):
        return False
    pairs = (
        (one.modifiers, other.modifiers),
        (one.within, other.within),
        (one.held_within, other.held_within),
        (_entities(one.things), _entities(other.things)),
        (_entities(one.holders), _entities(other.holders)),
    )
    if any(_two(*pair) for pair in pairs) or _other_holders(one, other) or other_places(a.value.places, b.value.places):
        return False
    if one.verb == "have" and not one.holders & other.holders:
        return False
    if bool(_bounded_by(one)) != bool(_bounded_by(other)) and not one.all_stems & other.all_stems:
        return False  # "double the fine for the mill", "the fine would be doubled"
    shared = len((one.stems | one.modifiers) & (other.stems | other.modifiers)) + bool(one.holders & other.holders)
    return bool(one.voice & other.voice) or shared >= SHARED


def _bounded_by(claim: Claim) -> frozenset[str]:
    """The nouns that say of which thing, or in which part, it is said."""
    places = claim.fact.value.places
    return claim.within.union(*(places[place] for place in places if place != "object"))


def _other_holders(one: Claim, other: Claim) -> bool:
    """Whether two groups do it: builders, painters."""
    return one.by_several and other.by_several and not _kindred(one, other)


def _kindred(one: Claim, other: Claim) -> bool:
    return any(kin(a, b, "NOUN") for a in one.holders for b in other.holders)


def other_places(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]], besides: str = "object"
) -> bool:
    """Whether two verbs are completed by two things in one place: vaccinated against fever, against tetanus."""
    shared = (one.keys() & other.keys()) - {besides}
    return any(not any(kin(a, b, "NOUN") for a in one[place] for b in other[place]) for place in shared)


def _other_times(one: Scope, other: Scope) -> bool:
    """Whether both name times, none of which meets one of the other's, or peoples, none the same."""
    apart = not any(a <= d and c <= b for a, b in one.times for c, d in other.times)
    return bool(one.times and other.times and apart) or _two(one.peoples, other.peoples)


def _two(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _entities(things: frozenset[str]) -> frozenset[str]:
    return frozenset(thing for thing in things if "/" in thing)


def _made(kind: str, why: str, one: Claim, other: Claim) -> Opposed:
    return Opposed(kind, why, one.stretch, other.stretch, one.fact.marked and other.fact.marked)


def _denied(one: Claim, other: Claim, published: Mapping[str, Any]) -> Opposed | None:
    """One says that it is so, the other that it is not."""
    if one.holders and other.holders and not _kindred(one, other):
        return None  # the nurse knew him, the doctor did not
    no, yes = (one, other) if one.fact.value.negated else (other, one)
    if one.fact.value.force != other.fact.value.force or one.condition or other.condition or one.fact.value.several:
        return None
    if (
        not _one_time(one, other)
        or not no.modifiers <= yes.modifiers | yes.stems
        or not no.bounds <= yes.bounds
        or (no.within - yes.within and not no.named)
    ):
        return None
    return _made("update" if _anew(no, yes, published) else "negation", "opposite-claim", one, other)


def _anew(no: Claim, yes: Claim, published: Mapping[str, Any]) -> bool:
    """Whether what the later article tells may have come about since the earlier one was printed."""
    days = [published[claim.fact.article_id] for claim in (no, yes)]
    if any(pd.isna(day) for day in days) or days[0] == days[1]:
        return False
    if abs((days[1] - days[0]).days) > LONG_AFTER and not (no.fact.marked and yes.fact.marked):
        return True
    if PARTS & {no.fact.value.lemma, yes.fact.value.lemma}:
        return False
    if no.sphere == "over":
        first = days[0].toordinal()
        return bool(days[1] > days[0] and not any(to <= first for _, to in yes.scope.times))
    return not no.voice & yes.voice


def _one_time(one: Claim, other: Claim) -> bool:
    """Whether both may tell of one time; what is reported is told in the past."""
    if one.sphere == other.sphere:
        return True
    told = bool(one.voice or other.voice)
    return told and "to come" not in (one.sphere, other.sphere)


def _surer(one: Claim, other: Claim) -> Opposed | None:
    """One says that it may be, the other that it will."""
    if {one.fact.value.force, other.fact.value.force} != {"possible", "certain"} or one.condition or other.condition:
        return None
    sure = one if one.fact.value.force == "certain" else other
    if sure.sphere != "to come" or not one.stems & other.stems:
        return None
    return _made("modality", "surer-claim", one, other)


def _unbounded(one: Claim, other: Claim) -> Opposed | None:
    """One says that it will be on a condition, the other that it will be."""
    if one.condition == other.condition:
        return None
    bound, free = (one, other) if one.condition else (other, one)
    ahead = bound.sphere == "to come" and bound.fact.value.force == "certain"
    if not (ahead or bound.fact.value.force == "possible") or free.fact.value.force != "certain":
        return None
    if free.sphere not in ("to come", "going on") or free.open:
        return None
    return _made("modality", "condition-left-out", one, other)
