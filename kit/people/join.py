"""Join: which printed names of an event mean one person, body or place."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.people import names
from kit.people.gather import initials
from kit.people.names import PersonName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kit.people.gather import Candidate

# An abbreviation of two letters fits too many names to be joined by its letters alone.
SHORTEST_ABBREVIATION = 3
# So few characters behind a full name, its surname alone means the same one; farther off, whom the article is about.
NEAR = 200
# Before a surname, what is named after the person ("Team Example", "Hurricane Example").
_NO_GIVEN = frozenset(
    "team camp hurricane storm cyclone house family clan mount lake fort port st saint bank fc air royal".split()
)


@dataclass(eq=False)
class Group:
    """What is taken for one entity: its printed names with how often they occur, and its mentions."""

    kind: str
    names: Counter[str] = field(default_factory=Counter)
    members: list[Candidate] = field(default_factory=list)

    def add(self, candidate: Candidate, rule: str) -> None:
        candidate.rule = rule
        self.names[candidate.text] += 1
        self.members.append(candidate)

    @property
    def name(self) -> str:
        """The fullest name: for a person the commonest that has a given name; else the longest form."""
        wordy = {n: c for n, c in self.names.items() if " " in n} or dict(self.names)
        if self.kind == "person":
            given = {n: names.fold(n).split()[0] not in names.PARTICLES for n in wordy}  # not only "Van Example"
            return max(wordy, key=lambda n: (not n.isupper(), given[n], wordy[n], len(n), n))
        known = {names.fold(names.variant_names().get(_entry(n), "")) for n in self.names} - {""}
        best = max(wordy, key=lambda n: (names.fold(n) in known, not n.isupper(), len(n), wordy[n], n))
        return best.removeprefix("The ").removeprefix("the ")


def join(candidates: list[Candidate], abbreviations: Mapping[str, str], printers: Collection[str] = ()) -> list[Group]:
    """Groups of one event's candidates, in the order in which they are first named.

    `printers` are the event's outlets and agencies, folded: these are organisations, whatever spaCy takes them for.

    Headlines in capitals are full of false names: what only a headline names is left out when there is a body.
    """
    in_body = {word for c in candidates if c.role != "headline" for word in c.key.split()}
    kept = [c for c in candidates if c.role != "headline" or not in_body or set(c.key.split()) <= in_body]
    people = {c.key for c in kept if c.kind == "person" and " " in c.key}
    for candidate in kept:
        _cut_to_person(candidate, people)
    kinds = _kinds(kept) | dict.fromkeys(printers, "organisation")
    longer = _named_shorter(kept, kinds)
    for candidate in kept:
        fuller = longer.get(candidate.key)
        candidate.kind = kinds[fuller if fuller and not candidate.titles else candidate.key]
        if candidate.kind == "person":
            _cut_office(candidate)
    groups = _People([c for c in kept if c.kind == "person"]).groups
    groups += _things([c for c in kept if c.kind != "person"], abbreviations, longer)
    return sorted(groups, key=lambda g: min((m.article_id, m.start, m.end) for m in g.members))


def _cut_to_person(candidate: Candidate, people: set[str]) -> None:
    """An office taken together with its holder ("Treasury Ann Example") is cut to the holder's name."""
    words = candidate.key.split()
    if candidate.kind == "person" or len(words) < 3:
        return
    if " ".join(words[-2:]) in people:
        cut = len(candidate.text) - len(" ".join(candidate.text.split()[-2:]))
        if candidate.text[cut:] == " ".join(candidate.text.split()[-2:]):
            candidate.start, candidate.text, candidate.kind = candidate.start + cut, candidate.text[cut:], "person"


def _cut_office(candidate: Candidate) -> None:
    """A word for a person taken for the first name ("Striker Ann Example") is cut off."""
    while len(words := candidate.text.split()) > 2 and names.fold(words[0]) in names.person_nouns():
        cut = len(candidate.text) - len(candidate.text.split(maxsplit=1)[1])
        candidate.start, candidate.text = candidate.start + cut, candidate.text[cut:]


def _named_shorter(candidates: Iterable[Candidate], kinds: Mapping[str, str]) -> dict[str, str]:
    """Names of firms and storms without "Inc" or "Cyclone" → the first name in the event that has it."""
    people = {word for key, kind in kinds.items() if kind == "person" and " " in key for word in key.split()}
    found: dict[str, str] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.start)):
        short = names.without_kind(candidate.key)
        if short and short not in people and kinds[candidate.key] in {"organisation", "event"}:
            full = found.setdefault(short, candidate.key)
            if full != candidate.key:
                found[candidate.key] = full  # "Tropical Storm Example", then "Hurricane Example"
    return found


def _kinds(candidates: Iterable[Candidate]) -> dict[str, str]:
    """One kind for each printed name: what spaCy says most often; the surname of a full name is a person's."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in candidates:
        votes[candidate.key][candidate.kind] += 1
        if candidate.titles or candidate.described:
            votes[candidate.key]["person"] += 2
        if candidate.placed:
            votes[candidate.key]["place"] += 2
    kinds = {key: min(count, key=lambda kind: (-count[kind], kind)) for key, count in votes.items()}
    for key in sorted(kinds):
        words = key.split()
        if (
            kinds[key] == "organisation"
            and 1 < len(words) <= 3
            and kinds.get(words[-1]) == "person"
            and words[0] not in _NO_GIVEN
        ):
            kinds[key] = "person"  # "Ann Example" is no body where "Example" is a person
    families = {PersonName.parse(key).family for key, kind in kinds.items() if kind == "person" and " " in key}
    asian = {
        key.split()[0] for key, kind in kinds.items() if kind == "person" and " " in key
    } - names.given_genders().keys()
    for key in votes:
        if kinds[key] == "organisation" and key in asian:
            kinds[key] = "person"  # "Kang said" where Kang Wei is a person: the surname may come first
        if key in names.variant_kinds():
            kinds[key] = names.variant_kinds()[key]
        elif " " not in key and key in families:
            kinds[key] = "person"
    return kinds


class _People:
    """The persons of an event: first those printed with a given name, then bare surnames and given names."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.groups: list[Group] = []
        self.forms: dict[PersonName, Group] = {}
        self.by_letter: dict[str, list[PersonName]] = defaultdict(list)
        self.by_given: dict[str, list[Group]] = defaultdict(list)
        self.order: dict[Group, int] = {}
        self.places: dict[str, list[tuple[int, Group]]] = defaultdict(list)
        ordered = sorted(candidates, key=lambda c: (c.article_id, c.start))
        # "Van Example" is a surname if somebody is called Ann van Example.
        full = [c for c in ordered if " " in c.key]
        particle = [c for c in full if c.key.split()[0] in names.PARTICLES]
        for candidate in full:
            if candidate not in particle:
                self._place_full(candidate)
        surnames = {name.surname for name in self.forms}
        for candidate in particle:
            if candidate.key not in surnames:
                self._place_full(candidate)
        for candidate in ordered:
            if " " not in candidate.key or (candidate in particle and candidate.key in surnames):
                self._place_short(candidate)

    def _place_full(self, candidate: Candidate) -> None:
        name = PersonName.parse(candidate.text)
        rule = "name"
        group = self.forms.get(name)
        if group is None:
            for other in self.by_letter[name.family[:1]]:
                why = names.same_surname(name.surname, other.surname)
                if why and names.same_given(name.given, other.given):
                    group, rule = self.forms[other], "name" if why == "surname" else why
                    break
            if group is None:
                group = self._new()
            self._know(name, group)
        group.add(candidate, rule)
        self.places[candidate.article_id].append((candidate.start, group))

    def _place_short(self, candidate: Candidate) -> None:
        """A surname (or a given name) alone means who bears it: in this article before, else later, else elsewhere."""
        key = candidate.key
        bearers: dict[Group, str] = {}
        for name in self.by_letter[key.split()[-1][:1]]:
            why = names.same_surname(key, name.surname)
            if why:
                bearers.setdefault(self.forms[name], why)
        if not bearers:
            here = {group for _, group in self.places[candidate.article_id]}
            bearers = {group: "given name" for group in self.by_given[key] if group in here}
            if len(bearers) > 1:
                bearers = {}
        if not bearers:
            group = self._new()
            self._know(PersonName.parse(candidate.text), group)
            group.add(candidate, "name")
            return
        if not (bearers := self._right_gender(bearers, candidate)):  # "his wife, Lady Example"
            group = self._new()
            self._know(PersonName.parse(candidate.text), group)
            group.add(candidate, "name")
            return
        here_before = [g for at, g in self.places[candidate.article_id] if g in bearers and at < candidate.start]
        here_after = [g for at, g in self.places[candidate.article_id] if g in bearers]
        if here_before:
            near = max(at for at, g in self.places[candidate.article_id] if g in bearers and at < candidate.start)
            far = candidate.start - near > NEAR
            group = max(here_before, key=here_before.count) if far else here_before[-1]
        elif here_after:
            group = here_after[0]
        else:
            group = max(bearers, key=lambda g: (len(g.members), -self.order[g]))
        group.add(candidate, bearers[group])

    @staticmethod
    def _right_gender(bearers: dict[Group, str], candidate: Candidate) -> dict[Group, str]:
        titled = next((names.titles()[t] for t in candidate.titles if names.titles()[t]), "")
        if not titled:
            return bearers
        return (
            {g: why for g, why in bearers.items() if gender(g) == titled}
            or {g: why for g, why in bearers.items() if not gender(g)}
        )  # fmt: skip

    def _new(self) -> Group:
        group = Group("person")
        self.order[group] = len(self.groups)
        self.groups.append(group)
        return group

    def _know(self, name: PersonName, group: Group) -> None:
        self.forms[name] = group
        self.by_letter[name.family[:1]].append(name)
        for given in name.given[:1]:
            self.by_given[given].append(group)


def gender(group: Group) -> str:
    """`male`, `female` or nothing, from titles before the name and from given names."""
    votes: Counter[str] = Counter()
    for member in group.members:
        votes.update(names.titles()[t] for t in member.titles if names.titles()[t])
    for printed, count in group.names.items():
        given = PersonName.parse(printed).given
        if given and given[0] in names.given_genders():
            votes[names.given_genders()[given[0]]] += count
    if not votes:
        return ""
    return max(sorted(votes), key=lambda g: votes[g])


def _entry(printed: str) -> str:
    """The folded name under which a printed one is found in the table of variants, else itself."""
    key = names.fold(printed)
    return names.variants().get(key, key)


def _longer_names(keys: set[str]) -> dict[str, str]:
    """Bodies' names without their "of …", and the one fuller name in the event that each is short for."""
    fuller: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        short = key.split(" of ")[0]
        if short != key and " " in short and short in keys:
            fuller[short].append(key)
    return {short: long[0] for short, long in fuller.items() if len(long) == 1}


def _things(candidates: list[Candidate], abbreviations: Mapping[str, str], longer: Mapping[str, str]) -> list[Group]:
    """Bodies, places, documents: joined by spelling, by the table of variants and by explained abbreviations."""
    keys = {c.key for c in candidates}
    letters: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        if " " in key:
            letters[initials(key.split()).casefold()].append(key)
    fuller = _longer_names({c.key for c in candidates if c.kind == "organisation"})
    groups: dict[str, Group] = {}
    sounds: dict[str, str] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.start)):
        key, rule = candidate.key, "name"
        if key in abbreviations:
            key, rule = abbreviations[key], "explained abbreviation"
        elif candidate.text.isupper() and len(key) >= SHORTEST_ABBREVIATION and len(letters.get(key, [])) == 1:
            key, rule = letters[key][0], "abbreviation"
        elif key in longer:
            key, rule = longer[key], "short form"
        elif candidate.kind == "organisation" and key in fuller:
            key, rule = fuller[key], "short form"
        entry = _entry(key)
        if entry != key:
            key, rule = entry, "table of variants"
        if candidate.kind == "place" and key not in groups:
            other = sounds.setdefault(names.sound(key), key)
            if other != key and len(key) > SHORTEST_ABBREVIATION + 1:
                key, rule = other, "romanisation"
        if key not in groups:
            groups[key] = Group(candidate.kind)
        groups[key].add(candidate, rule)
    for group in groups.values():
        kinds = Counter(m.kind for m in group.members)
        group.kind = max(sorted(kinds), key=lambda k: kinds[k])
    return list(groups.values())
