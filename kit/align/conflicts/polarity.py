"""Polarity and modality: two articles of which one says that it is and one that it is not, or one that it must and one that it may.

A predicate is read with its negations and the verbs that bind it; opposites (convict, acquit) stand in
`kit/data/opposites.csv`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.align.conflicts.facts import other_names, other_voices
from kit.align.conflicts.partners import AGREE
from kit.align.conflicts.predicates import PLAIN, Predicate
from kit.data import word_set
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.align.conflicts.facts import Fact

# Days of printing between two articles after which a state may be another.
LONG_AFTER = 14
SENSES = frozenset("see hear feel smell".split())
SAYING = word_set("verbs of saying in predicates")


def opposed(one: Predicate, other: Predicate) -> bool:
    """Whether the two stand on two sides of a pair of opposites."""
    return any((group, 1 - side) in other.sides for group, side in one.sides)


# Forces that cannot both be right; what is wished may well be certain.
_CLASH = [{"certain", "possible"}, {"bound", "advised"}, {"bound", "possible"}, {"certain", "advised"}]


def same_word(one: Predicate, other: Predicate) -> bool:
    """Whether two predicates may mean one thing: words of one sense, or on one side of a pair of opposites."""
    return any(kin(one.lemma, other.lemma, pos) for pos in {one.pos, other.pos}) or bool(one.sides & other.sides)


def denies(one: Fact, other: Fact) -> bool:
    """Whether one says what the other denies."""
    a, b = one.value, other.value
    if opposed(a, b) and not same_word(a, b):
        return a.negated == b.negated and _share(one, other) and not _persons_move(one, other)
    return (a.lemma == b.lemma or bool(a.sides & b.sides)) and a.negated != b.negated


def _persons_move(one: Fact, other: Fact) -> bool:
    """Whether persons go up and down, who may do both: "was climbing", "fell"."""
    return all("rise" in dict(fact.value.sides) and "person" in fact.names for fact in (one, other))


def _share(one: Fact, other: Fact) -> bool:
    """Whether something that both predicates are said of is the same."""
    named, names = (frozenset().union(*fact.names.values()) for fact in (one, other))
    nouns, others = one.value.nouns, other.value.nouns
    return bool(named & names) or any(kin(a, b, "NOUN") for a in nouns for b in others)


def binds(one: Fact, other: Fact) -> bool:
    """Whether one is surer or more binding than the other, of the same thing."""
    a, b = one.value, other.value
    if {a.lemma, b.lemma} & SENSES or a.force == b.force or a.negated != b.negated:
        return False
    if not (one.marked and other.marked) and {a.force, b.force} not in _CLASH:
        return False
    return a.lemma == b.lemma or (same_word(a, b) and not PLAIN & {a.lemma, b.lemma})


def disagree(one: Fact, other: Fact) -> bool:
    """Whether one word is said of something in one clause and denied, or only thought possible, in the other."""
    a, b = one.value, other.value
    return same_word(a, b) and (a.negated != b.negated or {a.force, b.force} in _CLASH)


def predicate_kind(one: Fact, other: Fact) -> str:
    """What two predicates differ in, AGREE if in nothing, or "" if they are not of one thing."""
    a, b = one.value, other.value
    if a.lemma in SAYING or b.lemma in SAYING:
        return ""
    if denies(one, other):
        # "Must not" against "may": what is forbidden is allowed.
        kind = "negation" if a.force == b.force or "certain" in (a.force, b.force) else "modality"
    elif binds(one, other):
        kind = "modality"
    else:
        kind = AGREE if same_word(a, b) and (a.negated, a.force) == (b.negated, b.force) else ""
    return kind if kind and _may_meet(one, other) else ""


def _may_meet(one: Fact, other: Fact) -> bool:
    """Whether two predicates share a content word or a name, and nothing says that they are of two things."""
    if other_names(one, other) or other_voices(one, other):
        return False
    a, b = one.value, other.value
    if a.lemma == b.lemma and _other_complements(a.places, b.places):
        return False
    return bool(one.stems & other.stems) or bool(one.around & other.around)


def _other_complements(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Whether two verbs are completed by two things: "checked into Ann's", "never checked into Bob's"; "paid by him", "not paid through it"."""
    shared = one.keys() & other.keys()
    if not shared:
        return bool(one and other)
    return not any(a == b or kin(a, b, "NOUN") for place in shared for a in one[place] for b in other[place])


def same_predicate(one: Fact, other: Fact) -> bool:
    """Whether two predicates of one article say the same."""
    a, b = one.value, other.value
    return bool(same_word(a, b) and a.negated == b.negated and a.force == b.force)


def new_deed(one: Fact, other: Fact, later: int) -> bool:
    """Whether the later may tell a new state: it was printed long after, or the earlier says that it has not happened, and not that it did not."""
    if abs(later) > LONG_AFTER and not (one.marked and other.marked):
        return True  # what was closed in May is open in November
    earlier = (one if later > 0 else other).value
    return bool(later and denies(one, other) and earlier.negated and earlier.perfect)
