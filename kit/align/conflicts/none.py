"""Some or none: one article counts dead or hurt, and another says that there were none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.align.conflicts.facts import REPORTS
from kit.align.conflicts.numbers import is_person
from kit.align.conflicts.partners import AGREE
from kit.align.conflicts.scopes import Scope, Scopes, apart, is_part, other_days
from kit.english.doc import SUBJECTS
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.conflicts.facts import Fact, Source
    from kit.english.doc import Token

# Nobody: the pronouns, and "no" before a noun for persons.
NOBODY = frozenset({"nobody", "none"})
# "No casualties": neither dead nor hurt.
BOTH = {"casualty": ("dead", "hurt")}
# "No reported injuries" are none; "no serious injuries", "no further deaths" leave some.
PLAIN = frozenset({"reported", "known", "human"})
# What is said of this many people, for which "none" is said as well.
HARM = frozenset({"dead", "hurt", "missing", "arrested"})


class Count(NamedTuple):
    """Whether there are any, and the scope of the sentence."""

    some: bool
    scope: Scope


def none_facts(source: Source, times: Sequence[Any], numbers: Iterable[Fact]) -> Iterator[Fact]:
    """What says of dead, hurt, missing or arrested that there are some, in figures, or none; nothing of an article that says both."""
    found, scopes = [*_none(source), *_some(numbers)], Scopes(source, times)
    for fact in found:
        span = source.doc.span_at(fact.start, fact.end)
        start, end = (span.sent.start_char, span.sent.end_char) if span is not None else (fact.start, fact.end)
        fact.value = Count(fact.value, scopes.at(start, end))
    for fact in found:
        if not any(fact.topic == other.topic and fact.value.some != other.value.some for other in found):
            yield fact


def _some(numbers: Iterable[Fact]) -> Iterator[Fact]:
    for fact in numbers:
        if fact.about in HARM and fact.topic.startswith("count") and fact.value.value >= 1:
            yield replace(fact, topic=f"any {fact.about}", value=True)


def _none(source: Source) -> Iterator[Fact]:
    doc = source.doc
    for token in doc if doc.analysed else ():
        words = _nothing(token)
        verb = words[-1] if words else None
        if verb is None or source.is_doubted(token.idx):
            continue
        for said in BOTH.get(verb.lemma_, (classes().get(verb.lemma_, ""),)):
            if said in HARM:
                made = source.fact([(t.idx, t.end) for t in words], (token.idx, token.end), f"any {said}", value=False)
                if made is not None:
                    yield made


def _nothing(token: Token) -> list[Token]:
    """The words by which there is none, the last of them what there is none of; [] if the token does not say so.

    "No casualties", "without injuries", "nobody was hurt", "no workers were killed".
    """
    lower, head = token.lower_, token.head
    noun = head if lower == "no" and token.dep_ in ("det", "neg") and head.pos_ == "NOUN" else None
    if lower == "without":
        noun = next((c for c in token.rights if c.dep_ == "pobj"), None)
    if noun is not None and (noun.lemma_ in BOTH or noun.lemma_ in classes()):
        return [] if _qualified(noun) else [token, noun]
    person = noun if noun is not None and is_person(noun.lemma_) and lower == "no" else None
    subject = person or (
        token if lower in NOBODY or (lower == "one" and any(c.lower_ == "no" for c in token.lefts)) else None
    )
    if subject is None or subject.dep_ not in SUBJECTS or _qualified(subject):
        return []
    verb = subject.head
    told = next((c for c in verb.rights if c.dep_ in ("acomp", "oprd", "dobj") and c.lemma_ in classes()), verb)
    if verb.pos_ not in ("VERB", "AUX", "ADJ") or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return []
    return [*(c for c in subject.lefts if c.lower_ == "no"), subject, told]


def _qualified(noun: Token) -> bool:
    """Whether it is none of a part or a sort only: "no children", "no serious injuries", "nobody else"."""
    return is_part(noun.lower_) or any(
        (c.dep_ in ("amod", "nummod", "compound", "relcl") and c.lower_ not in PLAIN)
        or c.lower_ in ("of", "other", "else", "further", "more")
        for c in noun.children
    )


class Harms:
    """How two facts of harm differ: AGREE, "negation" if one says that there is some and the other that there is none, "" if of two things.

    A place that the other article does not name is one of another happening. `places` are those of each article.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.places = {
            key: frozenset(entity for _, _, entity, kind in source.named if kind == "place")
            for key, source in sources.items()
        }

    def __call__(self, one: Fact, other: Fact) -> str:
        if one.value.some == other.value.some:
            return AGREE
        elsewhere = self._elsewhere(one, other) or self._elsewhere(other, one)
        a, b = one.value.scope, other.value.scope
        return "" if elsewhere or apart(a, b) or other_days(a, b) else "negation"

    def _elsewhere(self, one: Fact, other: Fact) -> bool:
        here = self._places_told(one) & self.places[one.article_id]
        return bool(here - self.places[other.article_id])

    def _places_told(self, fact: Fact) -> frozenset[str]:
        """The entities of its sentence, but those beside a verb of saying: "a commissioner of Arden said"."""
        source = self.sources[fact.article_id]
        span = source.doc.span_at(fact.start, fact.end)
        if span is None:
            return frozenset()
        start, end = span.sent.start_char, span.sent.end_char
        saying = [token.idx for token in span.sent if token.idx in source.cues and token.lemma_ in REPORTS]
        pieces = [(a, b) for a, b in source.clauses_in(start, end) if not any(a <= cue < b for cue in saying)]
        return frozenset().union(*(names for a, b in pieces for names in source.names_in(a, b).values()))


def same_none(one: Fact, other: Fact) -> bool:
    """Whether both say that there are some, or none."""
    return bool(one.value.some == other.value.some)


def some_by_now(one: Fact, other: Fact, later: int) -> bool:
    """Whether the article that says so many is the later one."""
    return bool(later and (other if later > 0 else one).value.some)
