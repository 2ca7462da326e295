"""Roles: what an article calls a person, place or body beside its name, and which descriptions without a name mean it.

An entity's roles are read where name and role stand together ("Defence Secretary Ann Example"; "Example, a former
nurse"; "Example is the first …"). A description that stands alone ("the defence chief") means the entity of its event
whose roles or whose name it shares, or nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kit.words.phrases import EMPTY, compared, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from kit.words.phrases import Phrase

# Heads that mean one office in the press: "Pentagon chief", "defence boss", "defence minister".
OFFICE = frozenset(
    "secretary minister chief head boss leader director chair chairman chairwoman president premier czar commissioner".split()
)
# Modifiers that say nothing of which office it is.
LOOSE = frozenset(
    "new former then current first old late acting incoming outgoing embattled senior top newly mr. mrs. ms. dr.".split()
)
# A description that gives only an office reaches back to a name at most so many sentences earlier.
REACH = 8
# Nouns for anybody; definite, they mean the person of the article who was named last and is named again and again.
ANYBODY = frozenset(
    "man woman boy girl teen teenager youth youngster suspect victim defendant gunman shooter attacker prisoner inmate "
    "fugitive convict offender star actor actress singer player athlete politician lawmaker leader candidate nominee "
    "billionaire businessman tycoon celebrity lawyer attorney pastor journalist climber driver pilot".split()
)
OFTEN = 3
# One article's "witness Ann Example" does not make every witness hers; a role printed twice does.
AGAIN = 2
OTHERS = frozenset("another other every each any no some one two".split())
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
    nouns: set[str] = field(default_factory=set)


def make_profiles(
    entities: pd.DataFrame, mentions: pd.DataFrame, articles: Sequence[Sequence[Phrase]]
) -> dict[str, Profile]:
    """Every entity's profile, from its mentions and the phrases of its event, article by article."""
    made = {row.entity_id: Profile(str(row.kind)) for row in entities.itertuples()}
    for row in mentions.itertuples():
        words = [spelled(w.lower().strip(".,")) for w in row.text.replace("-", " ").split()]
        profile = made[row.entity_id]
        profile.names.update(words)
        # "Department of Defence" is a department, "North Atlantic Alliance" an alliance; a person's surname is no noun.
        if profile.kind != "person" and len(words) > 1:
            profile.nouns.add(words[words.index("of") - 1] if "of" in words[1:] else words[-1])
    for phrases in articles:
        by_root = {phrase.root.i: phrase for phrase in phrases}
        for phrase in phrases:
            for label in beside(phrase, by_root):
                _learn(made, phrase, label)
    return made


def beside(phrase: Phrase, by_root: Mapping[int, Phrase]) -> Iterator[Label]:
    """Labels that stand beside a name: before it, in apposition to it, or said of it by "is"."""
    if phrase.entity is not None:
        first = min(i for i, owner in phrase.names.items() if owner == phrase.entity)
        start = phrase.span.start
        for token in phrase.tokens:
            # "the new Pentagon chief Ann Example": the label starts behind article and owner.
            if token.i < min(first, phrase.root.i) and (token.pos_ == "DET" or token.tag_ in ("POS", "PRP$")):
                start = token.i + 1
        if any(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in phrase.doc.tokens[start:first]):
            yield Label(phrase.entity, start, first, "before the name")
        return
    root = phrase.root
    partners = [root.head] if root.dep_ == "appos" else [c for c in root.children if c.dep_ == "appos"]
    for token in partners:
        partner = by_root.get(token.i)
        if partner is not None and partner.entity is not None:
            yield Label(partner.entity, phrase.span.start, phrase.end_token, "apposition")
            return
    if root.dep_ == "attr" and root.head.lemma_ in COPULAS and not any(c.dep_ == "neg" for c in root.head.children):
        for child in root.head.children:
            partner = by_root.get(child.i)
            if child.dep_ == "nsubj" and partner is not None and partner.entity is not None:
                yield Label(partner.entity, phrase.span.start, phrase.end_token, "said of it")


def described(phrases: Sequence[Phrase], profiles: Mapping[str, Profile]) -> Iterator[tuple[Phrase, Label]]:
    """The phrases of one article, in order, that name no one and yet mean one entity of the event."""
    seen: dict[str, int] = {}
    owners = _owners(profiles)
    often = Counter(entity for phrase in phrases for entity in phrase.names.values())
    by_root = {phrase.root.i: phrase for phrase in phrases}
    for phrase in sorted(phrases, key=lambda p: p.span.start):
        sentence = phrase.root.sent_index
        for entity in phrase.names.values():
            seen[entity] = sentence
        if phrase.entity is not None or any(True for _ in beside(phrase, by_root)):
            continue
        found = (
            _meant(phrase, profiles, seen) or _only(phrase, owners, profiles) or _anybody(phrase, profiles, seen, often)
        )
        if found:
            yield phrase, Label(found, phrase.span.start, phrase.end_token, "description")
            seen[found] = sentence


def _meant(phrase: Phrase, profiles: Mapping[str, Profile], seen: Mapping[str, int]) -> str | None:
    if phrase.root.tag_ in ("NNS", "NNPS") or not _pointing(phrase):
        return None
    units = _units(phrase, profiles)
    best: tuple[int, int, str] | None = None
    for entity, profile in profiles.items():
        by_role = phrase.head in profile.heads or (phrase.head in OFFICE and not OFFICE.isdisjoint(profile.heads))
        if profile.kind != "person":
            by_role = False
        if not (by_role or phrase.head in profile.nouns):
            continue
        known = profile.around | profile.names
        if any(known.isdisjoint(unit) for unit in units):
            continue
        ago = phrase.root.sent_index - seen[entity] if entity in seen else None
        if not units and (ago is None or ago > REACH or (by_role and phrase.head not in profile.heads)):
            continue
        # The nearer name wins, else the better known one.
        rank = (-1000 if ago is None else -ago, sum(profile.heads.values()), entity)
        if best is None or rank > best:
            best = rank
    return best[2] if best else None


def _owners(profiles: Mapping[str, Profile]) -> dict[str, set[str]]:
    """Role → the persons whose role it is."""
    made: dict[str, set[str]] = {}
    for entity, profile in profiles.items():
        if profile.kind == "person":
            for head in profile.heads:
                made.setdefault(head, set()).add(entity)
    return made


def _only(phrase: Phrase, owners: Mapping[str, set[str]], profiles: Mapping[str, Profile]) -> str | None:
    """Who "a convicted offender" is: the only person of the event who is called so, and more than once."""
    mine = owners.get(phrase.head, set())
    first = phrase.span[0].lower_
    if len(mine) != 1 or phrase.root.tag_ in ("NNS", "NNPS") or first in OTHERS or phrase.end_token != phrase.span.end:
        return None
    (entity,) = mine
    stranger = any(owner != entity for owner in phrase.names.values())
    return entity if profiles[entity].heads[phrase.head] >= AGAIN and not stranger else None


def _anybody(
    phrase: Phrase, profiles: Mapping[str, Profile], seen: Mapping[str, int], often: Mapping[str, int]
) -> str | None:
    """Who "the teenager" is: the person named often in this article whose name stands nearest before."""
    if (
        phrase.head not in ANYBODY
        or phrase.root.tag_ not in ("NN", "NNP")
        or phrase.span[0].lower_ not in ("the", "this")
    ):
        return None
    if phrase.end_token != phrase.span.end:
        return None  # "the lawyer for …" says whose
    now = phrase.root.sent_index
    near = [
        (seen[entity], often[entity], entity)
        for entity, profile in profiles.items()
        if profile.kind == "person" and entity in seen and now - seen[entity] <= REACH and often[entity] >= OFTEN
    ]
    return max(near)[2] if near else None


def _pointing(phrase: Phrase) -> bool:
    """Whether it points at somebody: "the …", "Russia's …", "US defence chief"; "a defence chief" is anybody."""
    first = phrase.span[0]
    return phrase.definite or (first.pos_ == "PROPN" and first.i != phrase.root.i)


def _units(phrase: Phrase, profiles: Mapping[str, Profile]) -> list[set[str]]:
    """What the modifiers demand: for each a set of words of which the entity must know one."""
    units = []
    inside: set[int] = set()
    for start, entity in phrase.names.items():
        end = phrase.name_ends[start]
        inside.update(range(start, end))
        units.append(set(profiles[entity].names))
    for token in phrase.tokens:
        if token.i == phrase.root.i or token.i in inside or token.pos_ in EMPTY:
            continue
        word = compared(token)
        if word not in LOOSE and token.dep_ != "advmod":
            units.append({word})
    return units


def _learn(made: Mapping[str, Profile], phrase: Phrase, label: Label) -> None:
    if label.rule == "said of it":
        return  # "Russia is a threat" makes no office of it.
    profile = made[label.entity]
    words = [t for t in phrase.doc.tokens[label.start : label.end] if t.pos_ in ("NOUN", "PROPN", "ADJ")]
    head = phrase.root if label.rule == "apposition" else next((t for t in words if compared(t) in OFFICE), words[-1])
    profile.heads[compared(head)] += 1
    profile.around.update(compared(t) for t in words if t.i != head.i and compared(t) not in LOOSE)
    for start, entity in phrase.names.items():
        if entity != label.entity and label.start <= start < label.end:
            profile.around.update(made[entity].names)
