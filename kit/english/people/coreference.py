"""Coreference: which printed names of an event mean one person, body or place."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.english.people import names
from kit.english.people.abbreviations import initials
from kit.english.people.entity_kind import cut_office, cut_to_person, kinds_of, named_shorter
from kit.english.people.name_form import ADDRESS
from kit.english.people.names import PersonName

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kit.english.people.candidate import Candidate

# An abbreviation of two letters fits too many names to be joined by its letters alone.
SHORTEST_ABBREVIATION = 3
# Kinds that the English model is mostly wrong in: a name has one only if its words, or those beside it, tell it.
UNTOLD = frozenset({"document", "other"})
# Kinds whose names are also printed without their "of …".
_SHORTENED = frozenset({"organisation", "document"})
# At most this many characters behind a full name, its surname alone means the same one; farther off, whom the article is about.
NEAR = 200


@dataclass(eq=False)
class Group:
    """One entity: its printed names with how often they occur, and its mentions."""

    kind: str
    names: Counter[str] = field(default_factory=Counter)
    members: list[Candidate] = field(default_factory=list)

    def add(self, candidate: Candidate, rule: str) -> None:
        candidate.rule = rule
        self.names[candidate.full or candidate.text] += 1
        self.members.append(candidate)

    def holds(self, offices: Collection[str]) -> bool:
        """Whether one of the mentions is printed with one of these titles or offices."""
        return bool(offices) and any(not {*m.titles, *m.beside}.isdisjoint(offices) for m in self.members)

    @property
    def is_sure(self) -> bool:
        """Whether the kind is one that the English model tells well, or words tell it."""
        return self.kind not in UNTOLD or any(m.told for m in self.members)

    def is_called(self, given: str) -> bool:
        """Whether somebody's given name is this one, or the long form of it."""
        own = (PersonName.parse(name).given[:1] for name in self.names)
        return any(first and names.same_given((given,), first) for first in own)

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


def join(
    candidates: list[Candidate], abbreviations: Mapping[str, str], told_above: Mapping[str, str] | None = None
) -> list[Group]:
    """Groups of one event's candidates, in the order in which they are first named.

    `told_above` gives the kinds of folded names that stand above articles, whatever spaCy takes them for.

    Headlines in capitals are full of false names: what only a headline names is left out when there is a body.
    """
    in_body = {word for c in candidates if c.role != "headline" for word in c.key.split()}
    kept = [
        c for c in candidates if c.role != "headline" or set(c.key.split()) <= in_body or (not in_body and _is_named(c))
    ]
    people = {c.key for c in kept if c.kind == "person" and " " in c.key}
    for candidate in kept:
        cut_to_person(candidate, people)
    kinds = kinds_of(kept)
    families = {PersonName.parse(key).family for key, kind in kinds.items() if kind == "person" and " " in key}
    kinds |= {key: kind for key, kind in (told_above or {}).items() if key not in families}
    longer = named_shorter(kept, kinds)
    for candidate in kept:
        fuller = longer.get(candidate.key)
        candidate.kind = kinds[fuller if fuller and not candidate.titles else candidate.key]
        if candidate.kind == "person":
            cut_office(candidate, families)
    groups = _People([c for c in kept if c.kind == "person"]).groups
    groups += _things([c for c in kept if c.kind != "person"], abbreviations, longer)
    return sorted(groups, key=lambda g: min((m.article_id, m.start, m.end) for m in g.members))


def _is_named(candidate: Candidate) -> bool:
    """Whether a headline's person is one by the name, not two words in capitals ("Crash Kills")."""
    return candidate.kind != "person" or bool(candidate.titles) or candidate.key.split()[0] in names.given_genders()


class _People:
    """The persons of an event: first those printed with a given name, then bare surnames and given names."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.groups: list[Group] = []
        self.forms: dict[PersonName, Group] = {}
        self.by_letter: dict[str, list[PersonName]] = defaultdict(list)
        self.by_start: dict[tuple[str, ...], list[PersonName]] = defaultdict(list)
        self.by_letters: dict[str, Group] = {}  # "Jong-un" and "Jong Un" are one
        self.by_given: dict[str, list[Group]] = defaultdict(list)
        self.order: dict[Group, int] = {}
        self.places: dict[str, list[tuple[int, Group]]] = defaultdict(list)
        # By article and surname, who is only printed with an office: "President Example", where others are named in full.
        self.nameless: dict[tuple[str, str], Group] = {}
        self.kin: set[Group] = set()  # those printed as somebody's relatives
        ordered = sorted(candidates, key=lambda c: (c.article_id, c.start))
        self.last: dict[str, set[str]] = defaultdict(set)  # by article, the last words of its persons' names
        for candidate in ordered:
            self.last[candidate.article_id].add(candidate.key.split()[-1])
        # "Van Example" is a surname if somebody is called Ann van Example.
        full = [c for c in ordered if " " in c.key]  # also "Bob" of "Bob and Ann Example"
        particle = [c for c in full if c.key.split()[0] in names.PARTICLES]
        for candidate in full:
            if candidate not in particle:
                self._place_full(candidate)
        surnames = {name.surname for name in self.forms}
        sounds = {names.sound(surname) for surname in surnames}
        short = {c.key for c in particle if c.key in surnames or names.sound(c.key) in sounds}
        for candidate in particle:
            if candidate.key not in short:
                self._place_full(candidate)
        for candidate in ordered:
            if " " not in candidate.key or candidate.key in short:
                self._place_short(candidate)

    def _place_full(self, candidate: Candidate) -> None:
        name = PersonName.parse(candidate.full or candidate.text)
        rule = "mention.shared-surname" if candidate.full else "mention.name"
        group = self.forms.get(name) or self.by_letters.get(names.letters(candidate.key))
        if group is None:
            for other in self.by_letter[name.family[:1]]:
                why = names.same_surname(name.surname, other.surname)
                if why and names.same_given(name.given, other.given):
                    group, rule = self.forms[other], rule if why == "mention.surname" else why
                    break
            if group is None and (meant := self._misspelt(name, candidate)) is not None:
                group, rule = self.forms[meant], "mention.one-letter"
            if group is None and (holder := self._romanised(name, candidate)) is not None:
                group, rule = holder, "mention.romanisation"
            if group is None:
                group = self._new()
            self._know(name, group)
        group.add(candidate, rule)
        if candidate.kin:
            self.kin.add(group)
        self.places[candidate.article_id].append((candidate.start, group))

    def _misspelt(self, name: PersonName, candidate: Candidate) -> PersonName | None:
        """The known name that this one misspells, whose bearer this article does not name."""
        here = {group for _, group in self.places[candidate.article_id]}
        forms = (n for n in self.by_letter[name.family[:1]] if self.forms[n] not in here)
        return next((n for n in forms if names.is_misspelt(name, n)), None)

    def _romanised(self, name: PersonName, candidate: Candidate) -> Group | None:
        """Whose name this is in another romanisation, longer or shorter, if both are printed with one office."""
        offices = {*candidate.titles, *candidate.beside} - ADDRESS
        words = names.romanised(name)
        if not offices or not words:
            return None
        for other in self.by_start[words[:2]]:
            held = {office for m in self.forms[other].members for office in (*m.titles, *m.beside)}
            if offices & held:
                return self.forms[other]
        return None

    def _place_short(self, candidate: Candidate) -> None:
        """A surname (or a given name) alone means who bears it: in this article before, else later, else elsewhere."""
        key = candidate.key
        if (candidate.family or key.endswith("s")) and any(
            n.given and n.family in {key[:-1], key[:-2]} for n in self.by_letter[key[:1]]
        ):
            return  # "the Examples" are several
        bearers: dict[Group, str] = {}
        letters = {key.split()[-1][:1], key[:1]}
        for name in dict.fromkeys(n for letter in sorted(letters) for n in self.by_letter[letter]):
            why = names.same_surname(key, name.surname)
            if why:
                bearers.setdefault(self.forms[name], why)
        if not bearers:
            here = {group for _, group in self.places[candidate.article_id]}
            bearers = {group: "mention.given-name" for group in self.by_given[key] if group in here}
            bearers = bearers or self._relative(candidate)
            if len(bearers) > 1:
                bearers = {}
        if not bearers:
            group = self._new()
            self._know(PersonName.parse(candidate.text), group)
            group.add(candidate, "mention.name")
            return
        by_given = "mention.given-name" in bearers.values()  # "his brother Jo", whom other articles do not call a man
        if not by_given and not (bearers := self._right_gender(bearers, candidate)):  # "his wife, Lady Example"
            group = self._new()
            self._know(PersonName.parse(candidate.text), group)
            group.add(candidate, "mention.name")
            return
        bearers = self._office_holders(bearers, candidate) or bearers
        if self._is_another(bearers, candidate):
            group = self._new()
            self.nameless.setdefault((candidate.article_id, key), group)
            self._know(PersonName.parse(candidate.text), group)
            group.add(candidate, "mention.name")
            return
        # a relative whom this article has named bears the surname here, if nobody else does
        places = [(at, g) for at, g in self.places[candidate.article_id] if g in bearers]
        here = {g for at, g in places if at < candidate.start}
        if not here or here - self.kin:
            bearers = {g: why for g, why in bearers.items() if g not in self.kin} or bearers
        own = self.nameless.get((candidate.article_id, key))
        if (
            own in bearers and not candidate.hint
        ):  # "Example", where "President Example" is somebody else than those named
            own.add(candidate, "mention.surname")
            return
        places = [(at, g) for at, g in places if g in bearers]
        before = [(at, g) for at, g in places if at < candidate.start]
        if before:
            far = candidate.start - max(at for at, _ in before) > NEAR
            times = Counter(g for _, g in before)
            group = max(times, key=times.__getitem__) if far else before[-1][1]
        elif places:
            group = places[0][1]
        else:
            group = max(bearers, key=lambda g: (len(g.members), -self.order[g]))
        group.add(candidate, bearers[group])
        if len(bearers) == 1 and (candidate.titles or candidate.hint):
            self.places[candidate.article_id].append((candidate.start, group))

    def _relative(self, candidate: Candidate) -> dict[Group, str]:
        """The one of this given name in the event, if the article has the surname or calls a relative so: "Example's daughter, Ruth", "his sister Ruth"."""
        meant = set(self.by_given[candidate.key])
        mine = {name.family for name, group in self.forms.items() if group in meant and name.given}
        told = candidate.kin or mine & self.last[candidate.article_id]
        return dict.fromkeys(meant, "mention.given-name") if len(meant) == 1 and told else {}

    @staticmethod
    def _right_gender(bearers: dict[Group, str], candidate: Candidate) -> dict[Group, str]:
        titled = next((names.titles()[t] for t in candidate.titles if names.titles()[t]), "")
        if not titled and not candidate.hint:
            return bearers
        told = {g: gender(g) for g in bearers}
        for meant in (titled or candidate.hint, ""):
            if found := {g: why for g, why in bearers.items() if told[g] == meant}:
                return found
        return {} if titled else bearers

    @staticmethod
    def _office_holders(bearers: dict[Group, str], candidate: Candidate) -> dict[Group, str]:
        """Of several bearers those who are printed with the office that stands before the surname: "President Example"."""
        offices = {t for t in candidate.titles if not names.titles()[t] and t not in ADDRESS}
        if not offices or len(bearers) == 1:
            return {}
        called = offices & names.given_genders().keys()  # "Col Example", of whom another article says Colin
        return {g: why for g, why in bearers.items() if g.holds(offices) or any(map(g.is_called, called))}

    def _is_another(self, bearers: dict[Group, str], candidate: Candidate) -> bool:
        """Whether an office before a surname is that of none of its bearers, who are relatives or several."""
        offices = {t for t in candidate.titles if not names.titles()[t] and t not in ADDRESS}
        alone = len(bearers) == 1 and not bearers.keys() & self.kin
        return bool(offices) and not alone and not any(g.holds(offices) for g in bearers)

    def _new(self) -> Group:
        group = Group("person")
        self.order[group] = len(self.groups)
        self.groups.append(group)
        return group

    def _know(self, name: PersonName, group: Group) -> None:
        self.forms[name] = group
        self.by_letters.setdefault("".join((*name.given, *name.surname.split())).replace("-", ""), group)
        for letter in sorted({name.family[:1], name.surname[:1]}):  # "del Giudice", "DelGiudice"
            self.by_letter[letter].append(name)
        if words := names.romanised(name):
            self.by_start[words[:2]].append(name)
        for given in name.given[:1]:
            self.by_given[given].append(group)


def gender(group: Group) -> str:
    """`male`, `female` or nothing, from titles before the name and from given names."""
    votes: Counter[str] = Counter()
    for member in group.members:
        votes.update(names.titles()[t] for t in member.titles if names.titles()[t])
    for printed, count in group.names.items():
        votes[names.given_genders().get(names.fold(printed).split()[0], "")] += count
    del votes[""]
    return max(sorted(votes), key=lambda g: votes[g]) if votes else ""


def _entry(printed: str) -> str:
    """The folded name under which a printed one is found in the table of variants, else itself."""
    key = names.fold(printed)
    return names.variants().get(key, key)


def _longer_names(keys: set[str]) -> dict[str, str]:
    """Names of bodies and documents without their "of …", and the one fuller name in the event that each is short for."""
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
    fuller = _longer_names({names.with_figures(c.key) for c in candidates if c.kind in _SHORTENED})
    groups: dict[str, Group] = {}
    sounds: dict[str, str] = {}
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.start)):
        key, rule = names.with_figures(candidate.key), "mention.name"
        if key in abbreviations:
            key, rule = abbreviations[key], "mention.explained-abbreviation"
        elif candidate.text.isupper() and len(key) >= SHORTEST_ABBREVIATION and len(letters.get(key, [])) == 1:
            key, rule = letters[key][0], "mention.abbreviation"
        elif key in longer:
            key, rule = longer[key], "mention.short-form"
        elif candidate.kind in _SHORTENED and key in fuller:
            key, rule = fuller[key], "mention.short-form"
        entry = _entry(key)
        if entry != key:
            key, rule = entry, "mention.variants-table"
        if candidate.kind == "place" and key not in groups:
            other = sounds.setdefault(names.sound(key), key)
            if other != key and len(key) > SHORTEST_ABBREVIATION + 1:
                key, rule = other, "mention.romanisation"
        if key not in groups:
            groups[key] = Group(candidate.kind)
        groups[key].add(candidate, rule)
    for group in groups.values():
        # an abbreviation tells less than the name that it stands for
        whole = [m for m in group.members if m.rule == "mention.name"] or group.members
        kinds = Counter(m.kind for m in whole)
        group.kind = max(sorted(kinds), key=lambda k: kinds[k])
    return list(groups.values())
