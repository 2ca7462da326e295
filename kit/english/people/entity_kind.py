"""Entity kinds: whether a name is a person's, a body's, a place's …, by all articles of the event; and which words are no part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kit.data import by_step, word_set
from kit.english.lexicon import senses
from kit.english.people import names
from kit.english.people.name_form import ADDRESS
from kit.english.people.names import PARTICLES, PersonName
from kit.english.people.whole_names import NAMED_AFTER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kit.english.people.candidate import Candidate

# A shorter first word of a name ("UN", "BBC") is a name of its own.
SHORTEST_FIRST = 4
# Last words that bodies are called by alone: "the Department", "the Post".
_CHAMBERS = word_set("chambers")  # "the Senate" is not the Senate Committee
_PAPERS = word_set("last words of newspapers")
_BODIES = {word for word, kind in names.name_words("last").items() if kind == "organisation"} - _PAPERS


@dataclass
class Event:
    """The names of an event: the kind of each as far as it is found, and what bearers of full names lend the others."""

    kinds: dict[str, str]
    placed: Counter[str]  # how often something is in it
    titled: set[str]  # printed with a title, or a word for a person
    families: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    first_words: set[str] = field(default_factory=set)
    bodies: list[str] = field(default_factory=list)
    body_words: set[str] = field(default_factory=set)
    firms: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)  # a word beside it says that it is a thing
    voices: set[str] = field(default_factory=set)  # those that stand as persons do

    def find_bearers(self) -> None:
        """Take the surnames and the first words of the persons named in full (of "Kang Wei" either may be the surname), and what bodies are called for short."""
        full = [key for key, kind in self.kinds.items() if kind == "person" and " " in key]
        bearers = [PersonName.parse(key) for key in full]
        self.families, self.surnames = {name.family for name in bearers}, {name.surname for name in bearers}
        self.first_words = {key.split()[0] for key in full}
        self.bodies = bodies = [key for key, kind in self.kinds.items() if kind == "organisation" and " " in key]
        self.body_words = {start for key in bodies for start in _starts(key)}
        self.firms = {names.without_kind(key) for key in bodies}

    def decide(self, key: str, steps: Iterable[tuple[Any, Callable[[Event, str], str | bool]]]) -> None:
        """Give a name the answer of the first step that holds of it, if one does."""
        for row, test in steps:
            if self.kinds[key] in (row.of.split() or (self.kinds[key],)) and (answer := test(self, key)):
                self.kinds[key] = row.answer or str(answer)
                return


def kinds_of(candidates: Sequence[Candidate]) -> dict[str, str]:
    """One kind for each printed name: what spaCy says most often, unless a step of `decisions.csv` says another."""
    event = Event(*_by_vote(candidates))
    event.told = {c.key for c in candidates if c.told and c.kind == "other"}
    event.voices = {c.key for c in candidates if c.personal}
    for key in sorted(event.kinds):
        event.decide(key, _BY_WORDS)
    event.find_bearers()
    for key in event.kinds:
        event.decide(key, _BY_BEARER)
    return event.kinds | _second_witness(list(event.kinds), event.kinds, event.families, candidates)


def _by_vote(candidates: Sequence[Candidate]) -> tuple[dict[str, str], Counter[str], set[str]]:
    """What spaCy and the words beside say most often of each name, how often something is in it, and who has a title."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    persons, placed, seated, bodily = set[str](), Counter[str](), set[str](), set[str]()
    for candidate in candidates:
        votes[candidate.key][candidate.kind] += 1
        if candidate.titles or candidate.described:
            votes[candidate.key]["person"] += 2
            persons.add(candidate.key)
        if candidate.placed:
            votes[candidate.key]["place"] += 2
            placed[candidate.key] += 1
        placed[candidate.key] += candidate.placed_unseen
        if candidate.bodily:
            bodily.add(candidate.key)
        if candidate.seated:
            seated.add(candidate.key)
    kinds = {key: min(count, key=lambda kind: (-count[kind], kind)) for key, count in votes.items()}
    kinds |= {key: "organisation" for key in bodily - persons if kinds[key] in {"person", "event"}}
    # "the ferry Prins Example", however often spaCy takes it for a body
    told = {c.key for c in candidates if c.told and c.kind == "other"} - persons
    kinds |= {key: "other" for key in told if kinds[key] == "organisation"}
    # twice "in Exville" is enough, however often spaCy takes it for a person
    kinds |= {key: "place" for key, times in placed.items() if (times > 1 or key in seated) and key not in persons}
    return kinds, placed, persons


def _ends_with_a_person(event: Event, key: str) -> bool:
    """Ann Example, where "Example" is a person."""
    words = key.split()
    return 1 < len(words) <= 3 and event.kinds.get(words[-1]) == "person" and words[0] not in NAMED_AFTER


def _is_bearer(event: Event, key: str) -> bool:
    """Wim Example, beside "Willem Example", and nothing is in it."""
    first, _, last = key.partition(" ")
    if not last or " " in last or first in NAMED_AFTER or names.known().get(first) or senses.is_listed(first):
        return False
    kinds = event.kinds
    return not event.placed[key] and any(kinds[other] == "person" and other.endswith(f" {last}") for other in kinds)


def _is_known_place(_: Event, key: str) -> bool:
    return " " not in key and names.known().get(key) == "place"


def _is_known_organisation(event: Event, key: str) -> bool:
    """YouTube; but not: Mayor Bloomberg."""
    return names.known().get(key) == "organisation" and key not in event.titled


def _is_known_person(event: Event, key: str) -> bool:
    return names.known().get(key) == "person" and not event.placed[key]


def _is_given_name(event: Event, key: str) -> bool:
    """Ann; but not: his dog Ann."""
    return key in names.given_genders() and key not in event.told


def _begins_body(event: Event, key: str) -> bool:
    """Lindel Brook, where Lindel Brook School is a body, and nobody's given name is Lindel."""
    borne = key in event.titled | event.voices or key.split(maxsplit=1)[0] in names.given_genders()
    short = any(len(word) == 1 for word in key.split())  # "L. A."
    return " " in key and not borne and not short and any(body.startswith(f"{key} ") for body in event.bodies)


def _is_known(_: Event, key: str) -> str:
    known = names.known().get(key, "")
    return known if known in {"organisation", "place"} else ""


def _is_variant(_: Event, key: str) -> str:
    """Kyiv, of which another spelling is listed."""
    return names.variant_kinds().get(key, "")


def _is_of_body(event: Event, key: str) -> bool:
    """Example, where Example Inns is a body, nobody is called Example, and nothing is in it."""
    words = {key, *key.split()}
    bearers = (event.families, event.first_words, names.given_genders(), names.known())
    borne = not all(words.isdisjoint(known) for known in bearers)
    return key in event.body_words and not borne and not event.placed[key]


def _is_surname(event: Event, key: str) -> bool:
    """Example, Mr Example: somebody is named in full."""
    first, _, last = key.partition(" ")
    firm = event.kinds[key] == "organisation" and key in event.firms  # "Example", where Example Inc is a firm
    return (not firm and (key in event.families or key in event.surnames)) or (
        first in names.titles() and last in event.families
    )


def _is_several(event: Event, key: str) -> bool:
    """The Examples, where Ann Example is a person."""
    return key.endswith("s") and key not in event.families and not event.families.isdisjoint({key[:-1], key[:-2]})


def _is_first_word(event: Event, key: str) -> bool:
    """Kang, where Kang Wei is a person: the surname may come first; Ann, where Ann Example is."""
    return key in event.first_words and not event.placed[key] and names.known().get(key) != "place"


_BY_WORDS = by_step(
    "entity kind",
    (
        _ends_with_a_person,
        _is_bearer,
        _is_known_place,
        _is_known_organisation,
        _is_known_person,
        _is_given_name,
        _is_known,
    ),
)
_BY_BEARER = by_step(
    "entity kind by bearers", (_is_variant, _begins_body, _is_of_body, _is_surname, _is_several, _is_first_word)
)


def _second_witness(
    keys: Iterable[str], kinds: Mapping[str, str], families: Collection[str], candidates: Iterable[Candidate]
) -> dict[str, str]:
    """Kinds of names that the model takes for persons, and that nothing else says are: no given name, no title, no voice.

    What is known by its name has that kind; a name that ends with a place's is a body's; of the rest nobody knows more
    than that it is a name.
    """
    mine: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        mine[candidate.key].append(candidate)
    given = names.given_genders().keys() | names.short_forms().keys()
    open_keys = [
        key for key in keys
        if kinds[key] == "person" and key not in given and not any(_is_persons(c) for c in mine[key])
    ]  # fmt: skip
    found = {}
    for key in open_keys:
        first, *rest = key.split()
        if rest and first not in given and (mine[key][0].town or _is_place(rest[-1], kinds, mine)):
            found[key] = "organisation"
    families = set(families) - {PersonName.parse(key).family for key in found}
    for key in open_keys:
        if key.endswith("s") and families & {key[:-1], key[:-2]}:
            continue  # "the Examples"
        known = names.known().get(key)
        placed = sum(c.placed or c.kind == "place" for c in mine[key])
        things = any(c.thing for c in mine[key])
        personal = known is None and not things and sum(c.personal for c in mine[key]) > placed
        if " " not in key and key not in families and known != "person" and not personal:
            others = Counter(c.kind for c in mine[key] if c.kind != "person")
            team = all(c.family for c in mine[key])  # "the Exvillers", whose surname nobody bears
            guess = others.most_common(1)[0][0] if others else "organisation" if things or team else "other"
            found[key] = known or ("place" if placed else guess)
    return found


def _is_persons(candidate: Candidate) -> bool:
    """Whether a title or a word for a person stands beside a name, or "he" takes it up."""
    titled = any(title != "miss" for title in candidate.titles)  # a "Miss Universe" is none
    return titled or candidate.described or bool(candidate.hint) or bool(candidate.full)


def _is_place(word: str, kinds: Mapping[str, str], mine: Mapping[str, list[Candidate]]) -> bool:
    known = names.known().get(word) == "place" or kinds.get(word) == "place"
    return known or any(c.placed for c in mine.get(word, ()))


def cut_to_person(candidate: Candidate, people: set[str]) -> None:
    """An office taken together with its holder ("Treasury Ann Example") is cut to the holder's name."""
    words = candidate.key.split()
    own = candidate.kind == "person" and (
        candidate.titles or (candidate.key in people and words[0] in names.given_genders())
    )
    if len(words) < 3 or own or candidate.full or words[-2] in PARTICLES:
        return
    if " ".join(words[-2:]) in people:
        cut = len(candidate.text) - len(" ".join(candidate.text.split()[-2:]))
        if candidate.text[cut:] == " ".join(candidate.text.split()[-2:]):
            candidate.start, candidate.text, candidate.kind = candidate.start + cut, candidate.text[cut:], "person"


def cut_office(candidate: Candidate, families: Collection[str]) -> None:
    """What stands before a name and is no part of it is cut off: "Striker Ann Example", "Labour MP Ann Example", "Bishop Example"."""
    if candidate.full:
        return
    words = [names.fold(word) for word in candidate.text.split()]
    keep = max((n + 1 for n, word in enumerate(words[:-2]) if word in ADDRESS), default=0)
    while len(words) - keep > 2 and words[keep] in names.person_nouns() | names.titles().keys():
        keep += 1
    called = keep and words[keep] in names.given_genders()  # "Farmer Col Example" is no colonel
    if len(words) - keep == 2 and words[keep] in names.titles() and words[-1] in families and not called:
        keep += 1
    if len(words) - keep == 2 and words[keep] in names.person_nouns() and words[-1] in names.given_genders():
        keep += 1  # "Widow Ann"
    if keep:
        cut = len(candidate.text) - len(candidate.text.split(maxsplit=keep)[keep])
        candidate.start, candidate.text = candidate.start + cut, candidate.text[cut:]
        candidate.titles += tuple(word for word in words[:keep] if word in names.titles())


def named_shorter(candidates: Iterable[Candidate], kinds: Mapping[str, str]) -> dict[str, str]:
    """Names of firms and storms without "Inc" or "Cyclone" → the first name in the event that has it."""
    people = {word for key, kind in kinds.items() if kind == "person" and " " in key for word in key.split()}
    found: dict[str, str] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.start)):
        short = names.without_kind(candidate.key)
        if short and short not in people and kinds[candidate.key] in {"organisation", "event"}:
            full = found.setdefault(short, candidate.key)
            if full != candidate.key:
                found[candidate.key] = full  # "Tropical Storm Example", then "Hurricane Example"
    return _called_by_one_word(candidates, kinds) | found


def _starts(key: str) -> tuple[str, ...]:
    """The first word of a name, and of a name of three or more the first two."""
    words = key.split()
    return (words[0], " ".join(words[:2])) if len(words) > 2 else (words[0],)


def _called_by_one_word(candidates: Iterable[Candidate], kinds: Mapping[str, str]) -> dict[str, str]:
    """First and last words of bodies' names, by which articles that print the full name first then call them: "Example Inns", "Example"; "Marsh Department", "Department"."""
    first: dict[tuple[str, str], int] = {}
    for candidate in candidates:
        bare = candidate.key in _BODIES and not candidate.definite  # "a department"
        if candidate.role == "body" and kinds[candidate.key] == "organisation" and not bare:
            place = (candidate.key, candidate.article_id)
            first[place] = min(first.get(place, candidate.start), candidate.start)
    fuller: dict[str, set[str]] = defaultdict(set)
    for key, _ in first:
        if " " in key:
            fuller[key.split()[0]].add(key)
            if (last := key.split()[-1]) in _PAPERS | _BODIES:
                fuller[last].add(key)
    found = {}
    for (key, article_id), at in sorted(first.items()):
        short = len(key) >= SHORTEST_FIRST and key not in _CHAMBERS
        full = min(fuller[key]) if short and len(fuller.get(key, ())) == 1 else key
        if full != key and first.get((full, article_id), at) < at:
            found[key] = full
    return found
