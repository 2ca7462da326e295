"""Positions: what somebody rules out or keeps open, and what people are told to do: by one, and the opposite in another article.

"Could not rule out closing the mill" and "had ruled out closing the mill"; "should not stop taking the tablets" and "were told to
stop taking them"; "ordered to leave" and "advised to leave". What is ruled out or told, to whom and by whom are the witnesses.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby, product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import REPORTS, stem
from kit.align.conflicts.predicates import negating_verbs
from kit.align.conflicts.scopes import Scope, Scopes
from kit.data import meanings, word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

EXCLUDED, DIRECTIVE, BINDING, STATE = "excluded", "told-to", "ordered", "opposite-claim"
KINDS = {EXCLUDED: "negation", DIRECTIVE: "negation", BINDING: "modality", STATE: "negation"}
# Words that both must have of what is ruled out, unless one has no more.
SHARED = 2
# Letters by which two words for a speaker are one: roads, road.
ALIKE = 4
# Days between two articles after which the advice, or the position, may be another one.
NEXT_DAY = 1
EXCLUDING = word_set("verbs of ruling out")
OPENING = word_set("words that open a bound of advice")
AGAIN = word_set("words of another state than before")
RESIDENTS = word_set("nouns for who lives there")
LEAVING = word_set("verbs of leaving a place")
STATES = word_set("prepositions of a state")
MOMENTS = frozenset("time moment point stage".split())
HOMES = frozenset("home house bed".split())
IFS = frozenset({"if"})
STOPPING, KEEPING = word_set("verbs of doing no more"), frozenset("keep continue start".split())
NOBODY_IN_PARTICULAR = word_set("nouns for who speaks for others")
DENYING_SUBJECTS = frozenset("nothing nobody none".split())
MANY = frozenset("hundred thousand million dozen number".split())
ADVICE, ORDER, NEUTRAL = "advice", "order", "told"
MOVED = "leave"


class Position(NamedTuple):
    """What somebody says of a thing or tells somebody to do: `side` is what two positions may have otherwise.

    `action` is what is done, `things` the words for what it is done to, `names` the names in them, `people` who shall do it, `by` the words for
    who says it and `persons` the persons among them, `where` the names of the sentence and the one before.
    """

    sort: str
    action: str
    side: str
    things: frozenset[str]
    names: frozenset[str]
    people: tuple[str, frozenset[str]]
    by: frozenset[str]
    persons: frozenset[str]
    where: frozenset[str]
    scope: Scope
    stretch: Stretch


def positions(source: Source, times: Sequence[Any]) -> Iterator[Position]:
    """The positions of one article."""
    if not source.doc.analysed:
        return
    scopes = Scopes(source, times)
    for token in source.doc:
        if token.lemma_ in EXCLUDING:
            yield from _excluding(source, token, scopes)
        if token.lemma_ == "be" and token.pos_ in ("AUX", "VERB"):
            yield from _states(source, token, scopes)
        if token.lemma_ in _forces() or token.lower_ in _forces():
            yield from _directives(source, token, scopes)


def opposite(
    found: Mapping[str, Iterable[Position]], near: Neighbours, published: Mapping[str, Any]
) -> Iterator[tuple[Position, Position]]:
    """The pairs of positions of two articles on one thing that are opposite; none of what an article has both ways."""
    sharing: dict[tuple[str, str], dict[str, list[Position]]] = {}
    for key, here in found.items():
        for position in here:
            sharing.setdefault((position.sort, position.action), {}).setdefault(key, []).append(position)
    for by_article in sharing.values():
        for left, right in near.pairs(by_article):
            pairs = [pair for pair in product(by_article[left], by_article[right]) if _of_one_thing(*pair)]
            if not any(one.side == other.side for one, other in pairs):
                yield from [pair for pair in pairs if _in_time(*pair, published)][:1]


def _in_time(one: Position, other: Position, published: Mapping[str, Any]) -> bool:
    """Whether no day lies between them on which it may have become otherwise."""
    days = [published[position.stretch[0]] for position in (one, other)]
    if any(pd.isna(day) for day in days):
        return True
    later = other if days[0] <= days[1] else one
    gap = abs((days[1].normalize() - days[0].normalize()).days)
    if one.sort == BINDING:
        return gap == 0 or later.side == ADVICE  # what is advised today may be ordered tomorrow
    return gap == 0 or (gap <= NEXT_DAY and (one.sort != EXCLUDED or bool(one.persons & other.persons)))


def _of_one_thing(one: Position, other: Position) -> bool:
    if _two(one.names, other.names) or _two(one.persons, other.persons):
        return False
    if one.sort != EXCLUDED and _other_times(one.scope, other.scope):
        return False
    if one.by and other.by and not _share(one.by, other.by):
        return False
    if one.sort == EXCLUDED:
        shared = len(one.things & other.things)
        return bool(one.by and other.by) and (shared >= SHARED or 0 < shared == min(len(one.things), len(other.things)))
    if one.sort == STATE:
        same = one.things <= other.things or other.things <= one.things
        if not (one.by and other.by) and len(one.things & other.things) < SHARED:
            return False
        return same and one.scope.past == other.scope.past and not _two(one.people[1], other.people[1])
    if not _of_one_people(one.people, other.people):
        return False
    if one.sort == BINDING:
        return one.things == other.things and bool(one.where & other.where or one.things)  # "leave their cars at home"
    return one.things <= other.things or other.things <= one.things  # tap water, bottled water


def _of_one_people(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    if not one[0] or not other[0]:
        return True
    same = kin(one[0], other[0], "NOUN") or {one[0], other[0]} <= RESIDENTS
    return same and not (one[1] ^ other[1])


def _excluding(source: Source, verb: Token, scopes: Scopes) -> Iterator[Position]:
    """Where something is ruled out, or kept open."""
    out = next((t for t in verb.doc.tokens[verb.i + 1 : verb.i + 3] if t.lower_ == "out"), None)
    if verb.lemma_ == "rule" and out is None:
        return
    top, denied = _denied(verb)
    if top is None or source.is_doubted(verb.idx):
        return
    modal = any(c.tag_ == "MD" for c in top.lefts)
    if not denied and (modal or verb.tag_ in ("VB", "VBG") or _is_conditional(top)):
        return
    last = verb if out is None else out
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.lefts) or (
        verb.tag_ == "VBN" and any(c.lemma_ == "be" for c in verb.lefts)
    )
    subjects = [c for one in (verb, top) for c in one.lefts if c.dep_ in SUBJECTS]  # "said on a call that they …"
    subject = subjects[-1] if subjects else None
    if passive:
        what = [] if subject is None else list(subject.subtree)
        agents = [t for c in verb.rights if c.dep_ == "agent" or c.lower_ == "by" for t in c.subtree]
        by, persons = _who(source, agents)
    else:
        what = [t for t in _plain_subtree(verb) if t.i > last.i]
        by, persons = _who(source, [] if subject is None else list(subject.subtree))
    said, sayers = _sayer(source, verb)
    words = [t for t in what if _tells(t)]
    if not words or (by | said) == frozenset():
        return
    yield _position(
        source, scopes, EXCLUDED, verb.lemma_, "open" if denied else "out", words, ("", frozenset()),
        by | said, persons | sayers, (*_with_denial(top), verb, last, *words[:1]),
    )  # fmt: skip


def _states(source: Source, verb: Token, scopes: Scopes) -> Iterator[Position]:
    """What is or is not in a state that a noun tells: "was never in danger of failing", "is out of control"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.pos_ in ("NOUN", "PROPN")), None)
    beside = [c for c in verb.rights if c.dep_ == "prep"]
    never = [
        c for c in beside if any(t.lower_ == "no" for t in c.subtree) and any(t.lemma_ in MOMENTS for t in c.rights)
    ]
    state = next((c for c in beside if c.lower_ in STATES and c not in never), None)
    if subject is None or state is None or _is_conditional(verb) or source.is_doubted(verb.idx):
        return
    noun = next((t for t in state.subtree if t.pos_ == "NOUN"), None)
    again = any(c.tag_ == "MD" or c.lower_ in ("still", "again") for c in verb.lefts)
    if noun is None or noun.lemma_ in MOMENTS or noun.ent_type_ or again:
        return
    said, persons = _sayer(source, verb)
    things = [t for t in _plain_subtree(state) if _tells(t)]
    if not things:
        return
    past = "was" if verb.tag_ in ("VBD", "VBN") else "is"
    denied = _is_negated(verb) or bool(never)
    who = (subject.lemma_.lower(), _people(subject)[1])
    which = " ".join(c.lemma_.lower() for c in subject.lefts if c.dep_ == "amod")  # the other driver
    yield _position(
        source, scopes, STATE, f"{which} {who[0]} {past} {state.lower_} {noun.lemma_}", "not" if denied else "so", things, who,
        said, persons, (*_with_denial(verb), noun, things[-1]),
    )  # fmt: skip


def _denied(verb: Token) -> tuple[Token | None, bool]:
    """The verb on top of it, and whether it is denied: "declined to rule out", "could not rule out"; None if it says nothing."""
    top, denied = verb, _is_negated(verb)
    while any(c.tag_ == "TO" for c in top.lefts):
        if top.dep_ != "xcomp" or top.head.lemma_ not in negating_verbs():
            return None, False
        top = top.head
        denied = denied != (not _is_negated(top))
    return top, denied


def _with_denial(verb: Token) -> list[Token]:
    """A verb with its "could not"."""
    return [verb, *(c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg"))]


def _is_negated(verb: Token) -> bool:
    """Whether a "not", "never" or "nothing" stands beside a verb."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    before = verb.doc.tokens[max(verb.i - 3, verb.sent.start) : verb.i]
    words = {t.lower_ for t in before if t.head.i == verb.i}
    return (subject is not None and subject.lower_ in DENYING_SUBJECTS) or "cannot" in words


def _is_conditional(verb: Token) -> bool:
    return any(c.lower_ in ("if", "unless", "whether", "before", "until") for c in verb.lefts)


def _directives(source: Source, token: Token, scopes: Scopes) -> Iterator[Position]:
    """What people are told to do or not to do: "should not leave", "were told to leave", "ordered everybody out"."""
    if token.tag_ == "MD":
        verb = token.head
        if verb.lemma_ not in _forces():
            subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
            passive = any(c.dep_ == "auxpass" for c in verb.lefts)
            if verb.pos_ == "VERB" and subject is not None and not passive:
                yield from _told(source, scopes, token, verb, subject, _is_negated(verb), frozenset(), frozenset())
        return
    if token.pos_ != "VERB" or _is_conditional(token) or (token.tag_ in ("VB", "VBG") and not _bound(token)):
        return
    passive = any(c.dep_ == "auxpass" for c in token.lefts)
    doer = next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
    people = doer if passive else next((c for c in token.rights if c.dep_ in ("dobj", "dative")), None)
    agents = [t for c in token.rights if c.dep_ == "agent" for t in c.subtree]
    by, persons = _who(source, agents if passive else list(doer.subtree) if doer is not None else [])
    below = next(
        (c for c in token.rights if c.dep_ in ("xcomp", "ccomp") and any(d.tag_ == "TO" for d in c.lefts)), None
    )
    out = any(t.lower_ in ("out", "from") for c in token.rights for t in (c,) if c.dep_ in ("prt", "advmod", "prep"))
    if below is not None:
        if people is None:
            people = next((c for c in below.lefts if c.dep_ in SUBJECTS), None)
        denied = _is_negated(below) != _is_negated(token)
        yield from _told(source, scopes, token, below, people, denied, by, persons)
    elif out and not _is_negated(token) and people is not None:
        yield from _told(source, scopes, token, token, people, False, by, persons)


def _bound(verb: Token) -> bool:
    """Whether a verb without a tense stands below "must" or "should": "must not be advised to leave"."""
    return any(c.lower_ in ("must", "should") for c in verb.lefts)


def _told(
    source: Source,
    scopes: Scopes,
    teller: Token,
    verb: Token,
    people: Token | None,
    denied: bool,
    by: frozenset[str],
    persons: frozenset[str],
) -> Iterator[Position]:
    main = next((c for c in verb.rights if c.tag_ == "VBG" and c.dep_ in ("xcomp", "dobj")), None)
    raw = denied
    if main is not None and verb.lemma_ in STOPPING:
        denied = not denied
    elif main is not None and verb.lemma_ not in KEEPING:
        return
    deed = main or verb
    below = {t.i: t for one in (verb, teller) for t in one.subtree}.values()
    if any(t.lower_ in AGAIN | IFS or (not raw and _opens_bound(t)) for t in below):
        return
    said, sayers = _sayer(source, verb, teller)
    if teller.tag_ == "MD" and not said:
        return  # what an article itself thinks that people should do
    by, persons = by | said, persons | sayers
    objects = [c for c in deed.rights if c.dep_ == "dobj"]
    action = MOVED if deed is teller or deed.lemma_ in LEAVING else deed.lemma_.lower()
    things = [
        t for o in objects for t in _plain_subtree(o) if deed is not teller and _tells(t) and t.lemma_ not in HOMES
    ]
    who = _people(people)
    where_to = (
        teller,
        *_with_denial(verb),
        deed,
        *things[:1],
        *([people] if people is not None and people.i < teller.i else []),
    )
    force = _forces().get(teller.lower_) or _forces().get(teller.lemma_, NEUTRAL)
    args = (things, who, by, persons, where_to)
    if things:
        yield _position(source, scopes, DIRECTIVE, action, "not" if denied else "do", *args)
    if not denied and force in (ORDER, ADVICE) and action == MOVED:
        yield _position(source, scopes, BINDING, action, force, *args)


def _people(noun: Token | None) -> tuple[str, frozenset[str]]:
    """Who shall do it, and the words that say which of them; nobody for a pronoun."""
    while noun is not None and noun.lemma_.lower() in MANY:
        noun = next((t for c in noun.rights if c.lower_ == "of" for t in c.rights if c.dep_ != "nummod"), None)
    if noun is None or noun.pos_ == "PRON" or noun.lower_ in ("everybody", "everyone", "all"):
        return "", frozenset()
    which = [c for c in noun.children if c.dep_ == "amod"]
    which += [t for c in noun.rights if c.dep_ in ("relcl", "acl") for t in c.subtree]
    which += [t for c in noun.rights if c.dep_ == "prep" for t in c.subtree if t.pos_ != "PROPN"]
    return noun.lemma_.lower(), frozenset(t.lemma_.lower() for t in which if t.pos_ in CONTENT)


def _names(sentence: Span) -> Iterator[list[Token]]:
    """The runs of names in a sentence, without days and what stands in capitals only: a dateline."""
    runs = groupby(sentence, key=lambda t: t.pos_ == "PROPN" and _tells(t) and not t.text.isupper())
    yield from (list(run) for named, run in runs if named)


def _opens_bound(token: Token) -> bool:
    """Whether a word opens a clause that bounds what is advised; one that tells of the past does not."""
    clause = token.head if token.dep_ in ("mark", "advmod", *SUBJECTS) else None
    told = clause is not None and any(t.tag_ == "VBD" for t in (clause, *clause.lefts))
    return token.lower_ in OPENING and clause is not None and (not told or token.tag_ in ("WP", "WP$"))


def _plain_subtree(token: Token) -> Iterator[Token]:
    """The words below one, without those of clauses that only add to it."""
    todo = [token]
    while todo:
        one = todo.pop()
        yield one
        todo += [c for c in one.children if c.dep_ not in ("relcl", "advcl", "parataxis", "appos") and c.dep_ != "conj"]


def _tells(token: Token) -> bool:
    """Whether a word tells what is ruled out, or what something is done to."""
    return token.pos_ in CONTENT and token.ent_type_ not in ("DATE", "TIME")


def _sayer(source: Source, verb: Token, teller: Token | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """The words for who says a clause, and the persons: the subject of the verb above that reports it."""
    over = (t for t in verb.ancestors if teller is None or t.i != teller.i)
    above = next((t for t in over if t.idx in source.cues or t.lemma_ in REPORTS), None)
    subject = None if above is None else next((c for c in above.children if c.dep_ in SUBJECTS), None)
    told = subject is not None and verb.i not in {t.i for t in subject.subtree}
    words, persons = _who(source, list(subject.subtree) if told and subject is not None else [])
    voice = source.voice(verb.idx)
    if not words and "/" in voice:  # "she said", or in quotation marks
        return frozenset(voice.rsplit("/", maxsplit=1)[-1].split("-")), frozenset()
    return words, persons


def _who(source: Source, tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """The words for who says or does something, and the persons named."""
    if not tokens:
        return frozenset(), frozenset()
    words = frozenset(t.lemma_.lower() for t in tokens if t.pos_ in ("NOUN", "PROPN"))
    named = source.names_in(min(t.idx for t in tokens), max(t.end for t in tokens))
    return words - NOBODY_IN_PARTICULAR, named.get("person", frozenset())


def _position(
    source: Source,
    scopes: Scopes,
    sort: str,
    action: str,
    side: str,
    things: Sequence[Token],
    people: tuple[str, frozenset[str]],
    by: frozenset[str],
    persons: frozenset[str],
    tokens: Sequence[Token],
) -> Position:
    sentence = tokens[0].sent
    around = [source.doc.sentences[i] for i in (sentence[0].sent_index, sentence[0].sent_index - 1) if i >= 0]
    names = frozenset(" ".join(t.lower_ for t in name) for one in around for name in _names(one))
    start, end = min(t.idx for t in tokens), max(t.end for t in tokens)
    return Position(
        sort, action, side, frozenset(map(stem, things)),
        frozenset(t.lower_ for t in things if t.pos_ == "PROPN"), people, by, persons, names,
        scopes.at(sentence.start_char, sentence.end_char), (source.doc.article_id, start, end),
    )  # fmt: skip


@cache
def _forces() -> dict[str, str]:
    return meanings("force of a directive")


def _two(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(
        a == b or (min(len(a), len(b)) >= ALIKE and (a.startswith(b) or b.startswith(a)))
        for a, b in product(one, other)
    )


def _other_times(one: Scope, other: Scope) -> bool:
    return bool(one.times and other.times) and not any(a <= d and c <= b for a, b in one.times for c, d in other.times)
