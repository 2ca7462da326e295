"""Descriptions: what an article calls a person, place or body beside its name, and which descriptions without a name mean it.

An entity's roles are read where name and role stand together ("Defence Secretary Ann Example"; "Example, a former
nurse"; "Example is the first …"). A description that stands alone ("the defence chief") means the entity of its event
whose roles or whose name it shares, or nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from kit.data import word_set
from kit.english.lexicon.happenings import SCHEDULED, SUDDEN
from kit.english.lexicon.numbers import STREETS
from kit.english.people.names import fold, given_genders, person_nouns, trades
from kit.english.quotes.offices import gender_of
from kit.english.words.noun_phrases import EMPTY, compared, spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kit.english.doc import Token
    from kit.english.words.noun_phrases import Event, Phrase

# A party's letters, a hyphen, and the short name of a state: what stands behind the name of a member of parliament.
_PARTY = re.compile(r"[(,]\s?[A-Z]{1,3}[-–][A-Z][A-Za-z.]{0,12}$")
# "…, the Oakham News reports".
_NAMED_SOURCE = re.compile(r",(?: [A-Z]\S*){1,4}(?: com)? (?:reports?|reported|says?|said)\b")
# What a member of a party is called.
_MEMBERS = frozenset("democrat republican conservative liberal independent socialist".split())
OFFICE = word_set("heads of offices")
LOOSE = word_set("loose modifiers")
# A description that gives only an office reaches back to a name at most so many sentences earlier.
REACH = 8
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
GIVEN_UP = word_set("words for given-up roles")
# Persons, but for bodies of the same name.
OWNERS = frozenset("publisher owner founder assistant".split())
# "The acting mayor" is nobody who was never called so.
STANDING_IN = frozenset("acting interim caretaker deputy".split())
NO_LABELS = word_set("directions") | frozenset("home downtown part uptown suburban".split())
OTHERS = word_set("determiners of others")
COPULAS = frozenset({"be", "become", "remain"})


class Label(NamedTuple):
    """A stretch of a phrase that says what an entity is: tokens `start:end`, and how we know."""

    entity: str
    start: int
    end: int
    rule: str


@dataclass
class Profile:
    """What is known of an entity: heads of its roles, the words around them, the words of its names."""

    kind: str
    heads: Counter[str] = field(default_factory=Counter)
    around: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    # Heads of the roles that it had: "former president".
    given_up: set[str] = field(default_factory=set)
    # Which words of who stands in for another it was called with.
    standing: set[str] = field(default_factory=set)


def make_profiles(event: Event, labels: Iterable[tuple[Phrase, Label]]) -> dict[str, Profile]:
    """Every entity's profile, from its mentions and from the labels that stand beside its name in any article."""
    made = {row.entity_id: Profile(str(row.kind), full={fold(w) for w in row.name.split()}) for row in event.entities}
    for row in event.mentions:
        words = [spelled(w.lower().strip(".,")) for w in row.text.replace("-", " ").split()]
        profile = made[row.entity_id]
        profile.names.update(words)
        if len(words) > 1:
            profile.given.add(fold(words[0]))
        # "Department of Defence" is a department, "North Atlantic Alliance" an alliance; a person's surname is no noun.
        if profile.kind != "person" and len(words) > 1:
            profile.nouns.add(words[words.index("of") - 1] if "of" in words[1:] else words[-1])
    for phrase, label in labels:
        _learn(made, phrase, label)
    return made


def labels_beside(phrases: Sequence[Phrase], persons: Collection[str]) -> Iterator[tuple[Phrase, Label]]:
    """The phrases of one article that stand beside a name, or are said of it, each with its label.

    `persons` are the entities that are persons: an adjective alone labels only these ("nearby Halden" does not), and
    nothing that is many labels one of them ("Ann Example, protests and all").
    """
    by_root = {phrase.root.i: phrase for phrase in phrases}
    for phrase in phrases:
        for label in _beside(phrase, by_root, persons):
            if not _cut(phrase, label, persons):
                yield phrase, label


def _cut(phrase: Phrase, label: Label, persons: Collection[str]) -> bool:
    """Whether a label is half of what is printed, or no noun for its bearer.

    So are "ex-|coaches", "the first person| to swim", "a voice of |the court, Ann Example", "north of Oakham", "brothers" before
    one of two, and "with a knife|, the Oakham News says".
    """
    tokens = phrase.doc.tokens
    first, last, behind = tokens[label.start], tokens[label.end - 1], tokens[label.end : label.end + 2]
    before = tokens[label.start - 1] if label.start else None
    if before is not None and before.text == "-" and before.end == first.idx:
        return True
    if behind and behind[0].text == "-" and behind[0].idx == last.end:
        return True  # "a son|-in-law", "the ex|-wife"
    words = tokens[label.start : label.end]
    if first.tag_ == "WP$" or first.lower_ == "no" or any(t.text in "'‘’\"“”" for t in words):
        return True  # "whose father, Example, …", "no relation", "the 'cloud' President Example"
    if label.rule != "label.apposition" and not any(t.pos_ in ("NOUN", "PROPN") or "-" in t.text for t in words):
        return True  # "blunter", "little Ann Example"
    if label.entity not in persons and (_of_headline(phrase, label) or phrase.head in OFFICE):
        return True  # "Oakham edge Halden", "12 in Oakham, director of the park Ann Example said"
    if label.rule == "label.before-name":
        many = last.tag_ in ("NNS", "NNPS") and label.entity in persons
        row = any(t.text == "," or (last.pos_ == "ADJ" and t.text == "and") for t in words)
        return many or row or last.lower_ in NO_LABELS
    if phrase.head in NO_LABELS or (len(behind) == 2 and behind[0].lower_ == "to" and behind[1].pos_ == "VERB"):
        return True
    if label.rule != "label.apposition" or not behind or behind[0].text != ",":
        return False
    over = phrase.root.head.head if phrase.root.dep_ == "pobj" else None
    if label.entity in persons:
        return over is not None and compared(over) in OFFICE | OWNERS | person_nouns()
    return over is not None and _NAMED_SOURCE.match(phrase.doc.text, last.end) is not None


def _of_headline(phrase: Phrase, label: Label) -> bool:
    """Whether a headline's name and verb stand before another name: "Oakham edge Halden"."""
    first, last = phrase.doc.tokens[label.start], phrase.doc.tokens[label.end - 1]
    named = first.pos_ == "PROPN" and last.text.islower() and first.i < last.i
    return label.rule == "label.before-name" and named and last.sent.role == "headline"


def _is_state(phrase: Phrase) -> bool:
    """Whether it is a member's state behind the party: "(D-Vt.)", "R-Colo."."""
    end = phrase.doc.tokens[phrase.span.end - 1].end
    return _PARTY.search(phrase.doc.text, max(0, phrase.start - 6), end) is not None


def _quoted_apart(phrase: Phrase, name: Phrase) -> bool:
    """Whether a quotation mark, or one bracket of two, stands between a phrase and a name: the Oakham News "the cops ran"."""
    first, second = sorted((phrase.span, name.span), key=lambda span: span.start)
    between = phrase.doc.text[first.end_char : second.start_char]
    return re.search(r'["“”«»]', between) is not None or between.count("(") != between.count(")")


def _of_nearer(phrase: Phrase, name: Phrase) -> bool:
    """Whether another noun for a person stands nearer before the name: "an assistant to the publisher, Ann Example"."""
    before = phrase.doc.tokens[max(0, name.span.start - 2) : name.span.start]
    nearer = before[0] if len(before) == 2 and before[1].text == "," else None
    if nearer is None or nearer.i <= phrase.root.i:
        return False
    return compared(nearer) in OFFICE | OWNERS | person_nouns()


def _described(phrase: Phrase, by_root: Mapping[int, Phrase]) -> Token:
    """What a phrase in apposition describes: behind a state the member, not the state ("Ann Example of Exland, a Democrat")."""
    over = phrase.root.head
    state = by_root.get(over.i)
    if state is not None and over.dep_ == "appos" and _is_state(state):
        return over.head
    person = phrase.head in person_nouns() or phrase.head in _MEMBERS
    of = over.dep_ == "pobj" and over.head.lower_ in {"of", "from"} and over.head.head.ent_type_ == "PERSON"
    return over.head.head if person and of and over.ent_type_ == "GPE" else over


def _beside(phrase: Phrase, by_root: Mapping[int, Phrase], persons: Collection[str]) -> Iterator[Label]:
    """Before the name, in apposition to it, or said of it by "is"."""
    if phrase.entity is not None:
        first = min(i for i, owner in phrase.names.items() if owner == phrase.entity)
        start = phrase.span.start
        for token in phrase.tokens:
            # "the new Pentagon chief Ann Example": the label starts behind article and owner.
            if token.i < min(first, phrase.root.i) and (token.pos_ == "DET" or token.tag_ in ("POS", "PRP$")):
                start = token.i + 1
        telling = ("NOUN", "PROPN", "ADJ") if phrase.entity in persons else ("NOUN",)
        if any(t.pos_ in telling for t in phrase.doc.tokens[start:first]):
            yield Label(phrase.entity, start, first, "label.before-name")
        return
    root = phrase.root
    many = root.tag_ in ("NNS", "NNPS")
    partners = (
        [_described(phrase, by_root)] if root.dep_ == "appos" else [c for c in root.children if c.dep_ == "appos"]
    )
    for token in partners:
        partner = by_root.get(token.i)
        if partner is not None and partner.entity is not None:
            if _of_nearer(phrase, partner):
                return
            if (
                not (many and partner.entity in persons)
                and not _is_state(phrase)
                and not _quoted_apart(phrase, partner)
            ):
                yield Label(partner.entity, phrase.span.start, phrase.end_token, "label.apposition")
            return
    if root.dep_ == "attr" and root.head.lemma_ in COPULAS and not any(c.dep_ == "neg" for c in root.head.children):
        for child in root.head.children:
            partner = by_root.get(child.i)
            if child.dep_ == "nsubj" and partner is not None and partner.entity is not None:
                yield Label(partner.entity, phrase.span.start, phrase.end_token, "label.predicate")


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
            if phrase.entity is not None or phrase in labelled or not _definite(phrase):
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


def _learn(made: Mapping[str, Profile], phrase: Phrase, label: Label) -> None:
    if label.rule == "label.predicate":
        return  # "Russia is a threat" makes no office of it.
    profile = made[label.entity]
    words = [t for t in phrase.doc.tokens[label.start : label.end] if t.pos_ in ("NOUN", "PROPN", "ADJ")]
    head = (
        phrase.root
        if label.rule == "label.apposition"
        else next((t for t in words if compared(t) in OFFICE), words[-1])
    )
    profile.heads[compared(head)] += 1
    profile.standing |= STANDING_IN & {t.lower_ for t in phrase.tokens}
    if not GIVEN_UP.isdisjoint(t.lower_ for t in phrase.tokens):
        profile.given_up.add(compared(head))
    profile.around.update(compared(t) for t in words if t.i != head.i and compared(t) not in LOOSE)
    for start, entity in phrase.names.items():
        if entity != label.entity and label.start <= start < label.end:
            profile.around.update(made[entity].names)
