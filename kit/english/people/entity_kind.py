"""Entity kinds: whether a name is a person's, a body's, a place's …, by all articles of the event; and which words are no part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kit.english.lexicon import senses
from kit.english.people import names
from kit.english.people.name_form import ADDRESS
from kit.english.people.names import PARTICLES, PersonName
from kit.english.people.whole_names import NAMED_AFTER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kit.english.people.candidate import Candidate

# A shorter first word of a name ("UN", "BBC") is a name of its own.
SHORTEST_FIRST = 4


def kinds_of(candidates: Iterable[Candidate]) -> dict[str, str]:
    """One kind for each printed name: what spaCy says most often; the surname of a full name is a person's."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    persons, placed, seated = set(), Counter[str](), set()
    for candidate in candidates:
        votes[candidate.key][candidate.kind] += 1
        if candidate.titles or candidate.described:
            votes[candidate.key]["person"] += 2
            persons.add(candidate.key)
        if candidate.placed:
            votes[candidate.key]["place"] += 2
            placed[candidate.key] += 1
        if candidate.seated:
            seated.add(candidate.key)
    kinds = {key: min(count, key=lambda kind: (-count[kind], kind)) for key, count in votes.items()}
    # twice "in Exville" is enough, however often spaCy takes it for a person
    kinds |= {key: "place" for key, times in placed.items() if (times > 1 or key in seated) and key not in persons}
    for key in sorted(kinds):
        words = key.split()
        if (
            kinds[key] == "organisation"
            and 1 < len(words) <= 3
            and kinds.get(words[-1]) == "person"
            and words[0] not in NAMED_AFTER
        ) or (kinds[key] in {"place", "document", "other"} and not placed[key] and _is_bearer(words, kinds)):
            kinds[key] = "person"  # "Ann Example" is no body where "Example" is a person
        elif kinds[key] == "organisation" and " " not in key and names.known().get(key) == "place":
            kinds[key] = "place"
        elif kinds[key] == "place" and names.known().get(key) == "organisation":
            kinds[key] = "organisation"
        elif kinds[key] in {"document", "other"} and key in names.given_genders():
            kinds[key] = "person"
        elif kinds[key] in {"document", "other", "event"} and names.known().get(key) in {"organisation", "place"}:
            kinds[key] = names.known()[key]
    bearers = [PersonName.parse(key) for key, kind in kinds.items() if kind == "person" and " " in key]
    families = {name.family for name in bearers}
    surnames = {name.surname for name in bearers}
    asian = {
        key.split()[0] for key, kind in kinds.items() if kind == "person" and " " in key
    } - names.given_genders().keys()
    for key in votes:
        if kinds[key] == "organisation" and key in asian:
            kinds[key] = "person"  # "Kang said" where Kang Wei is a person: the surname may come first
        if key in names.variant_kinds():
            kinds[key] = names.variant_kinds()[key]
        elif (
            key in families
            or key in surnames
            or (len(words := key.split()) == 2 and words[0] in names.titles() and words[1] in families)
        ):
            kinds[key] = "person"
    return kinds | _second_witness(list(votes), kinds, families, candidates)


def _is_bearer(words: Sequence[str], kinds: Mapping[str, str]) -> bool:
    """Whether a name of two words is that of somebody whose surname the event knows: "Mo Example", beside "Maurice Example"."""
    first, last = words[0], words[-1]
    if len(words) != 2 or first in NAMED_AFTER or names.known().get(first) or senses.is_listed(first):
        return False
    return any(kinds[key] == "person" and key.endswith(f" {last}") for key in kinds)


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
    if len(words) - keep == 2 and words[keep] in names.titles() and words[-1] in families:
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
    return _called_by_first(candidates, kinds) | found


def _called_by_first(candidates: Iterable[Candidate], kinds: Mapping[str, str]) -> dict[str, str]:
    """First words of bodies' names, by which articles that print the full name first then call them: "Example Inns", "Example"."""
    first: dict[tuple[str, str], int] = {}
    for candidate in candidates:
        if candidate.role == "body" and kinds[candidate.key] == "organisation":
            place = (candidate.key, candidate.article_id)
            first[place] = min(first.get(place, candidate.start), candidate.start)
    fuller: dict[str, set[str]] = defaultdict(set)
    for key, _ in first:
        if " " in key:
            fuller[key.split()[0]].add(key)
    found = {}
    for (key, article_id), at in sorted(first.items()):
        full = min(fuller[key]) if len(key) >= SHORTEST_FIRST and len(fuller.get(key, ())) == 1 else key
        if full != key and first.get((full, article_id), at) < at:
            found[key] = full
    return found
