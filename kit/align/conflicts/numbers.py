"""Numbers: two articles that give different figures for one thing.

Understood, and no conflict: rounding ("about 200" and 214), bounds ("at least 40" and 43), units (miles and
kilometres), ranges, words for figures, a part against the whole, a change against a level, another time.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING

from kit.align.conflicts.facts import NAMED, STEM, other_names, other_voices
from kit.align.conflicts.limits import other_part, stands_otherwise
from kit.align.conflicts.number_facts import ABOUT, CONVERTED
from kit.align.conflicts.partners import AGREE, turned
from kit.align.conflicts.scopes import apart, other_days
from kit.data import meanings, word_set
from kit.english.lexicon.senses import is_person_noun, kin

if TYPE_CHECKING:
    from kit.align.conflicts.facts import Fact

# Days of printing between two articles after which a figure may have grown.
LONG_AFTER = 21
GROUPS = word_set("groups of so many persons")
ANEW = word_set("words of a count given anew")
# Verbs that tell hardly what was done: what some take others may steal.
PLAIN_DEEDS = word_set("plain predicates")
FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
GENERIC = word_set("nouns for all who suffered")
SOME = word_set("nouns for some who suffered")
ALL = frozenset({"people", "person", "man", "other"})
PEOPLE = frozenset({"people", "person", "other", "life"})
# Two figures for one thing are hardly ever this many times apart, unless a toll grows.
APART, TALLY_GROWS = 5, 30
# A share and the rest of it are so many percent, but for rounding.
WHOLE = 100
# … unless a zero was lost, or the unit: 60 and 600 files, 200 feet and 200 metres.
ZEROS, PENCE = frozenset({10, 100, 1000}), 100


def same_number(one: Fact, other: Fact) -> bool:
    """Whether both figures may be one: their ranges meet, or they are one figure in two units."""
    a, b = one.value, other.value
    if a.low <= b.high and b.low <= a.high:
        return True
    return a.unit != b.unit and abs(a.value - b.value) <= CONVERTED * max(abs(a.value), abs(b.value))


def number_kind(one: Fact, other: Fact) -> str:
    """AGREE, "number" if two figures differ and may be of one thing, else ""."""
    if same_number(one, other):
        return AGREE
    return "number" if may_differ(one, other) else ""


# Of two figures of which one is a bound ("at least 40" and 43), the greater is so many times the smaller at most.
BOUNDED = 1.5
# A figure that tells of what it is by itself, where one clause leaves the noun out ("took 24", "twenty-four went to").
TELLING = 1000
# A figure that two short articles hardly ever have of two things.
PARTICULAR = 11


def one_number(one: Fact, other: Fact) -> bool:
    """Whether two figures that agree may be one figure of one thing."""
    a, b = one.value, other.value
    low, high = sorted((abs(a.value), abs(b.value)))
    if inf in (abs(a.low), a.high, abs(b.low), b.high) and high > low * BOUNDED:
        return False
    unnamed = low >= TELLING and not (one.head and other.head)
    return (unnamed or _one_measure(one, other)) and not _apart(one, other)


def tells_alone(one: Fact, other: Fact) -> bool:
    """Whether two figures that agree are so particular that in two short articles they are one, whatever the nouns."""
    a, b = one.value, other.value
    low, high = sorted((abs(a.value), abs(b.value)))
    particular = low >= PARTICULAR and high <= low * (1 + ABOUT)
    return particular and one.about == other.about and not _apart(one, other)


def _one_measure(one: Fact, other: Fact) -> bool:
    """Whether the units or nouns let two figures be of one thing."""
    if one.topic.startswith("percent") and (bool(one.head) != bool(other.head) or not _one_noun(one, other)):
        return False  # a turnout, a share of the members
    return _measured_otherwise(one.topic) or _one_noun(one, other)


def _apart(one: Fact, other: Fact) -> bool:
    """Whether something says that two figures, the same or not, are of two things: what is said, the scope, a name."""
    if one.about and other.about and one.about != other.about:
        return True
    if one.value.scope and other.value.scope and apart(one.value.scope, other.value.scope):
        return True
    if (one.head in SOME and other.head in ALL) or (other.head in SOME and one.head in ALL):
        return True  # six children, twelve people
    a, b = one.value.scope, other.value.scope
    if a and b and (other_days(a, b) or (other_voices(one, other) and (a.words | b.words) & FIRST_PERSON)):
        return True  # the price of two days; "we need thirty", by two speakers
    return other_names(one, other) or other_names(one, other, ("person",), strict=True) or _other_places(one, other)


def _other_places(one: Fact, other: Fact) -> bool:
    """Whether both clauses name places (or what may be one), none that is the same."""
    a, b = (fact.names.get("place", frozenset()) | fact.names.get("other", frozenset()) for fact in (one, other))
    return bool(a and b and not a & b)


def may_differ(one: Fact, other: Fact) -> bool:
    """Whether two different figures may be of one thing: nothing says that they count two."""
    a, b = sorted((abs(one.value.value), abs(other.value.value)))
    most = TALLY_GROWS if one.about and one.about == other.about else APART
    if b > a * most and not _misprinted(one, other):
        return False
    if one.marked and other.marked and other_voices(one, other):
        return False  # two speakers may disagree
    if other_part(one.value.limits, other.value.limits):
        return False  # eleven league goals, thirteen in all
    if one.value.measures and other.value.measures and one.value.measures != other.value.measures:
        return False
    if one.topic.startswith("percent") and abs(a + b - WHOLE) <= 1:
        return False  # 45 percent for, 54 against
    if turned(one.value.text, other.value.text) and _two_sums(one, other):
        return False  # a profit of so much, a debt of so much
    if one.value.place != other.value.place:
        return False  # 700 jobs in Tull, 1,200 jobs
    if one.value.value in other.value.beside or other.value.value in one.value.beside:
        return False  # "costs 1.50", "1.83 from 1.50"
    return _one_measure(one, other) and not _apart(one, other)


def _misprinted(one: Fact, other: Fact) -> bool:
    a, b = sorted((abs(one.value.value), abs(other.value.value)))
    units = {one.value.unit, other.value.unit}
    digits = {re.sub(r"\D", "", fact.value.text) for fact in (one, other)}
    zeros = round(b / a, 6) if a else 0.0
    if zeros == PENCE and len(digits) == 1:
        return False  # 330 pence a share, 330 pounds for a hundred
    return zeros in ZEROS or (len(units) > 1 and len(digits) == 1)


def _measured_otherwise(topic: str) -> bool:
    """Whether the unit says what is measured: a sum or a length has many nouns (the price, the cost)."""
    return topic.split(maxsplit=1)[0] not in ("count", "duration", "hours")


def _one_noun(one: Fact, other: Fact) -> bool:
    """Whether two counts may count the same: the same is said of them, or their nouns may mean one thing."""
    a, b = one.head, other.head
    if one.about and one.about == other.about:
        return not (a and b) or a in GENERIC or b in GENERIC or kin(a, b, "NOUN")
    if not a and not b and one.deed == other.deed != "":
        return True  # "150,000 had taken part"
    if not a or not b:
        return not one.topic.startswith("count")
    return kin(a, b, "NOUN") or (is_person(a) and is_person(b))


def is_person(noun: str) -> bool:
    """Whether a noun counts persons, by its lemma: "people", "passenger", the gang of "a gang of five"."""
    return noun in PEOPLE or noun in GROUPS or is_person_noun(noun)


def counts_anew(one: Fact, other: Fact, later: int) -> bool:
    """Whether both are tolls, which grow from day to day, of two days, or one says itself that it is new: "has risen to 37".

    After some weeks any figure may be a new one: what a recall has cost.
    """
    tolls = one.value.tally and other.value.tally
    scopes = (one.value.scope, other.value.scope)
    anew = any(scope is not None and scope.words & ANEW for scope in scopes)
    return bool(tolls and (later or anew)) or abs(later) > LONG_AFTER or new_state(one, other, later)


def new_state(one: Fact, other: Fact, later: int) -> bool:
    """Whether the figures may tell of two states of a thing: "three remain in hospital"."""
    return stands_otherwise(one.value.limits, other.value.limits, later)


def of_two_deeds(one: Fact, other: Fact) -> bool:
    """Whether two figures may well be of two things by what is said of them: lengths of time, whatever lasted, or other verbs."""
    if one.topic.split(maxsplit=1)[0] in ("duration", "hours"):
        return True
    said = bool(one.about and one.about == other.about)
    if said or not one.deed or not other.deed or PLAIN_DEEDS & {one.deed, other.deed}:
        return False
    return not kin(one.deed, other.deed, "VERB")


# Of fewer digits two shares, counts and lengths of time are turned by chance: 45 and 54 percent of one vote.
DIGITS = 3
_MEASURES = frozenset(word[:STEM] for word in meanings("dimension"))
_SUMS = frozenset(word[:STEM] for word in word_set("nouns of money"))
# What is measured so is told by many verbs: "stood at", "measured".
MEASURED, AMOUNTS = frozenset({"m", "km/h"}), frozenset({"m2", "kg", "litre", "count"})
LOOSE = frozenset({"percent", "count", "duration", "hours"})


def misprint(one: Fact, other: Fact) -> bool:
    """Whether one figure is the other misprinted: digits turned, or a ten for a teen, of one unit and of what has one name or noun."""
    a, b = one.value, other.value
    if a.tally or b.tally or not turned(a.text, b.text) or a.unit != b.unit:
        return False
    sort = one.topic.split(maxsplit=1)[0]
    if sort in LOOSE and len(re.sub(r"\D", "", a.text)) < DIGITS:
        return False
    one_deed = not (one.deed and other.deed) or kin(one.deed, other.deed, "VERB")
    loose = one_deed or one.head == other.head != "" or sort not in AMOUNTS
    if sort not in MEASURED and (of_two_deeds(one, other) or not loose):
        return False  # paid so much, fined so much
    names, others = (
        frozenset().union(*(fact.names.get(kind, ()) for kind in (*NAMED[1:], "other"))) for fact in (one, other)
    )
    places = one.names.get("place", frozenset())  # of a town, which has one word, much is told
    alike = any(name not in places or "-" in name for name in names & others)
    return alike or (bool(_nouns(one) & _nouns(other)) and not (names and others))


def _two_sums(one: Fact, other: Fact) -> bool:
    sums, others = (_nouns(fact) & _SUMS for fact in (one, other))
    return bool(sums and others and not sums & others)


def _nouns(fact: Fact) -> frozenset[str]:
    """The words near a figure that are of its clause, but for its unit and what it measures."""
    words = {word[:STEM].lower() for word in re.findall(r"[^\W\d_]{4,}", fact.phrase)}
    return frozenset(words & fact.stems) - _MEASURES
