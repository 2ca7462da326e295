"""Descriptions: which descriptions without a name mean an entity: "the defence chief", "the teenager".

Such a description means the entity of its event whose roles (`profiles`) or whose name it shares, or nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon.happenings import SCHEDULED, SUDDEN
from kit.english.lexicon.numbers import STREETS
from kit.english.people.names import fold, given_genders, person_nouns, trades
from kit.english.quotes.offices import gender_of
from kit.english.words.beside_names import OFFICE, Label
from kit.english.words.noun_phrases import EMPTY, compared
from kit.english.words.profiles import GIVEN_UP, LOOSE, STANDING_IN, Profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kit.english.words.noun_phrases import Phrase

# A description that gives only an office reaches back to a name at most so many sentences earlier.
REACH = 8
PAPERS = word_set("last words of newspapers")
PLAIN = word_set("nouns for anybody")
ANYBODY = PLAIN | word_set("nouns for parts people play")
OFTEN = 3
# One article's "witness Ann Example" does not make every witness hers; a role printed twice does.
AGAIN = 2
SOVEREIGN = word_set("bodies of states")
# A line is printed like a headline if it has so many words of more than so many letters, and this share with a capital.
FEW, SHORT, CAPITALS = 3, 3, 0.8
# What happens is nobody's label: "bombings in South Exland, an attack that …".
HAPPENINGS = SUDDEN | SCHEDULED
OTHERS = word_set("determiners of others")


class Holders:
    """The entities of an event by the nouns that may mean them."""

    def __init__(self, profiles: Mapping[str, Profile]) -> None:
        self.profiles = profiles
        # The words in the names of bodies and places.
        self.bodies = {word for p in profiles.values() if p.kind != "person" for word in p.full}
        # Role → the persons whose role it is.
        self.owners: dict[str, list[str]] = defaultdict(list)
        # Noun → whoever "the …" with that noun may mean: any office its holders, a body's noun the body.
        self.meant: dict[str, list[str]] = defaultdict(list)
        for entity, profile in profiles.items():
            roles = set(profile.heads) if profile.kind == "person" else set()
            for head in roles:
                self.owners[head].append(entity)
            for head in roles | profile.nouns | (set() if OFFICE.isdisjoint(roles) else OFFICE):
                self.meant[head].append(entity)

    def described(self, phrases: Sequence[Phrase], labelled: Collection[Phrase]) -> Iterator[tuple[Phrase, Label]]:
        """The phrases of one article, in order, that name no one and yet mean one entity of the event."""
        seen: dict[str, int] = {}
        often = Counter(entity for phrase in phrases for entity in phrase.names.values())
        for phrase in sorted(phrases, key=lambda p: p.span.start):
            sentence = phrase.root.sent_index
            for entity in phrase.names.values():
                seen[entity] = sentence
            if phrase.head not in self.meant and phrase.head not in ANYBODY:
                continue  # No entity is called so
            paper = phrase.root.text[0].isupper() and phrase.head in PAPERS  # "Told the Star"
            if phrase.entity is not None or phrase in labelled or not _definite(phrase) or paper:
                continue
            found = self._nearest(phrase, seen) or self._only(phrase) or self._anybody(phrase, seen, often)
            if found and not self._another(phrase, found):
                yield phrase, Label(found, phrase.span.start, phrase.end_token, "label.description")
                seen[found] = sentence

    def _another(self, phrase: Phrase, entity: str) -> bool:
        """Whether the phrase must mean somebody else: a person where this is a body, or who has the office that this one had."""
        profile = self.profiles[entity]
        owners = {
            t.lower_ for t in phrase.tokens if t.i + 1 < phrase.end_token and phrase.doc.tokens[t.i + 1].tag_ == "POS"
        }
        if owners & profile.names and profile.kind == "person":
            return True  # "Example's brother" is not Example
        if profile.kind in ("organisation", "place"):
            return phrase.head in person_nouns() and phrase.head not in profile.nouns
        words = {t.lower_ for t in phrase.tokens}
        if words & STANDING_IN - profile.standing:
            return True
        return phrase.head in profile.given_up and GIVEN_UP.isdisjoint(t.lower_ for t in phrase.tokens)

    def is_name(self, phrase: Phrase, label: Label) -> bool:
        """Whether a stretch before a name only looks like a label.

        It may be a dash or an initial, more of the name ("Ann (Annie) Example"), half of words in marks, or a headline's
        other person and verb ("Ann Example Leaves Bob Specimen"). What names an office or a trade is a label, so
        "Ann Example Rehires Lawyer" before a name stays one, wrongly.
        """
        tokens = phrase.doc.tokens[label.start : label.end]
        words = [token for token in tokens if sum(letter.isalpha() for letter in token.text) > 1]
        if not words:
            return True
        if label.rule != "label.before-name":
            return self._is_thing(phrase, label)
        mine = self.profiles[label.entity]
        others = [i for i, one in phrase.names.items() if label.start <= i < label.end and one != label.entity]
        office = OFFICE | person_nouns()
        if tokens[0].text.rstrip(".") == "No" and all(word.text[0].isupper() for word in words):
            return True  # "No. 41 Marshal" before "Example Avenue"
        last = phrase.tokens[-1].lower_.rstrip(".")
        if last in STREETS or any(token.text == ":" for token in tokens):
            return True  # "Marshal Example Avenue", "Photo: Ann Example"
        if any(word in office or word.endswith(("man", "woman")) for word in map(compared, words)):
            return False
        return (
            (mine.kind == "person" and fold(words[0].text) in mine.full)
            or sum(token.text in "'‘’\"“”()" for token in tokens) % 2 == 1
            or any(self._somebody(phrase, i) for i in others)
        )

    def _is_thing(self, phrase: Phrase, label: Label) -> bool:
        """Whether an apposition or predicate names a thing that the entity is not, or stands in a headline."""
        kind = self.profiles[label.entity].kind
        if in_headline(phrase) and (label.rule == "label.apposition" or kind != "person"):
            return True
        if kind != "event" and phrase.head in HAPPENINGS:
            return True
        named = all(t.pos_ == "PROPN" for t in phrase.tokens)
        return kind == "person" and label.rule == "label.predicate" and named

    def _somebody(self, phrase: Phrase, start: int) -> bool:
        """Whether the name that begins there is a person's in full, and owns nothing ("Example's lawyer")."""
        end = phrase.name_ends[start]
        whole = end - start > 1 and self.profiles[phrase.names[start]].kind == "person"
        return whole and phrase.doc.tokens[end].tag_ != "POS"

    def _nearest(self, phrase: Phrase, seen: Mapping[str, int]) -> str | None:
        """Who "the defence chief" is: whose roles or name it shares, if it is one only.

        "Exland's army" is no other body whose name holds both words, and "the government" may be anybody's.
        """
        candidates = self.meant.get(phrase.head, ())
        if not candidates or phrase.root.tag_ in ("NNS", "NNPS") or not _pointing(phrase):
            return None
        units, owned = self._units(phrase), any(t.tag_ in ("POS", "PRP$") for t in phrase.tokens)
        fitting: list[str] = []
        for entity in candidates:
            profile = self.profiles[entity]
            known = profile.around | profile.names
            if any(known.isdisjoint(unit) for unit in units):
                continue
            ago = phrase.root.sent_index - seen[entity] if entity in seen else None
            loosely = profile.kind == "person" and phrase.head not in profile.heads
            if not units and (ago is None or ago > REACH or loosely):
                continue
            if profile.kind != "person" and (phrase.head in SOVEREIGN or phrase.span[-1].tag_ == "POS" or owned):
                continue
            fitting.append(entity)
        return fitting[0] if len(set(fitting)) == 1 else None

    def _only(self, phrase: Phrase) -> str | None:
        """Who "a convicted offender" is: the only person of the event who is called so, and more than once."""
        mine = self.owners.get(phrase.head, [])
        first = phrase.span[0].lower_
        if (
            len(mine) != 1
            or phrase.root.tag_ in ("NNS", "NNPS")
            or first in OTHERS
            or phrase.end_token != phrase.span.end
        ):
            return None
        (entity,) = mine
        stranger = any(owner != entity for owner in phrase.names.values())
        return entity if self.profiles[entity].heads[phrase.head] >= AGAIN and not stranger else None

    def _anybody(self, phrase: Phrase, seen: Mapping[str, int], often: Mapping[str, int]) -> str | None:
        """Who "the teenager" is: the person named often in this article whose name stands nearest before.

        Not one who is known by an office or a trade ("the man" is not the police spokesman), nor by the other gender; and
        where somebody of the event is called the driver beside a name, nobody else is the driver.
        """
        if (
            phrase.head not in ANYBODY
            or phrase.root.tag_ not in ("NN", "NNP")
            or phrase.span[0].lower_ not in ("the", "this")
        ):
            return None
        if phrase.end_token != phrase.span.end:
            return None  # "the lawyer for …" says whose
        now = phrase.root.sent_index
        owners = self.owners.get(phrase.head, ()) if phrase.head not in PLAIN else ()
        near = [
            (at, often[entity], entity)
            for entity, at in seen.items()
            if now - at <= REACH and often[entity] >= OFTEN and (entity in owners or not owners)
            if self._may_be(self.profiles[entity], phrase.head)
        ]
        return max(near)[2] if near else None

    def _may_be(self, profile: Profile, noun: str) -> bool:
        """Whether somebody may be called by this noun for anybody, after all that is known of them."""
        wanted = gender_of(noun)
        known = {gender_of(head) for head in profile.heads} | {given_genders().get(name) for name in profile.given}
        known -= {"", None}
        if not profile.full.isdisjoint(self.bodies) and len(profile.full) == 1:
            return False  # "Oakham" may be Oakham United
        if profile.kind != "person" or (wanted and known and wanted not in known):
            return False
        called = set(profile.heads)
        if noun in called:
            return True
        # "His sister" and "the witness" are told from the teenager and the suspect, unless they are called so, too.
        told = trades() if called & ANYBODY and noun not in PLAIN else person_nouns()
        return noun not in trades() and told.isdisjoint(called - ANYBODY)

    def _units(self, phrase: Phrase) -> list[set[str]]:
        """What the modifiers demand: for each a set of words of which the entity must know one."""
        units = []
        inside: set[int] = set()
        for start, entity in phrase.names.items():
            inside.update(range(start, phrase.name_ends[start]))
            units.append(self.profiles[entity].names)
        for token in phrase.tokens:
            if token.i == phrase.root.i or token.i in inside or token.pos_ in EMPTY:
                continue
            word = compared(token)
            if word not in LOOSE and token.dep_ != "advmod":
                units.append({word})
        return units


def in_headline(phrase: Phrase) -> bool:
    """Whether it stands in a headline, or in a line printed like one: nearly all its long words begin with a capital."""
    if phrase.root.sent.role == "headline":
        return True
    ends, printed_so = _lines(phrase.doc.text)
    return printed_so[bisect_left(ends, phrase.start)]


@lru_cache(maxsize=32)
def _lines(text: str) -> tuple[list[int], list[bool]]:
    """Where each line of a text ends, and whether it is printed like a headline."""
    lines = text.split("\n")
    ends = list(accumulate((len(line) + 1 for line in lines), initial=-1))[1:]
    found = ([w for w in re.findall(r"[A-Za-z][\w'’-]*", line) if len(w) > SHORT] for line in lines)
    return ends, [len(ws) >= FEW and sum(w[0].isupper() for w in ws) >= CAPITALS * len(ws) for ws in found]


def _definite(phrase: Phrase) -> bool:
    """Whether it may stand for somebody who is known: "the chief", "her lawyer", "Exland's premier", cut from no longer word."""
    first = phrase.span[0]
    before = phrase.doc.tokens[first.i - 1] if first.i else None
    if (before is not None and before.text == "-" and before.end == first.idx) or in_headline(phrase):
        return False
    if all(t.pos_ == "PROPN" for t in phrase.tokens):
        return False  # A name, or part of one, that `mentions` has not
    return _pointing(phrase)


def _pointing(phrase: Phrase) -> bool:
    """Whether it points at somebody: "the …", "Russia's …", "US defence chief"; "a defence chief" is anybody."""
    first = phrase.span[0]
    return phrase.definite or (first.pos_ == "PROPN" and first.i != phrase.root.i)
