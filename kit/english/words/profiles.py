"""Profiles: what an event's articles tell of each entity beside its names: roles, names, who stands in for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.people.names import fold
from kit.english.words.beside_names import OFFICE, Label
from kit.english.words.noun_phrases import compared, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.english.words.noun_phrases import Event, Phrase

LOOSE = word_set("loose modifiers")
GIVEN_UP = word_set("words for given-up roles")
# "The acting mayor" is nobody who was never called so.
STANDING_IN = frozenset("acting interim caretaker deputy".split())


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
