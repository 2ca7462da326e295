"""Name form: what the words of a name tell by themselves of what bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon import senses
from kit.english.people import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Token

ADDRESS = word_set("forms of address")
SETTLED = word_set("kinds of settlement")
_NUMBERED = word_set("numbered places")
_OF_BODIES = word_set("titles that bodies begin with")
LONGEST_NAME = 4


def is_storm(token: Token) -> bool:
    """Whether a word in capitals says that what follows is a storm's name: "Cyclone"."""
    return token.text[:1].isupper() and names.name_words("first").get(token.lower_) == "storm"


def is_saint(token: Token) -> bool:
    """Whether a name begun by a word is called after a saint: "St Example's"."""
    return token.lower_.rstrip(".") in {"saint", "st", "ste"}


def is_numbered_site(tokens: Sequence[Token]) -> bool:
    """Whether a name is a hall's or a gate's by its number: "Hall 4", "Gate B"."""
    if len(tokens) != 2 or tokens[0].lower_ not in _NUMBERED:
        return False
    return tokens[1].text.isdigit() or (len(tokens[1]) == 1 and tokens[1].text.isupper())


def is_site(tokens: Sequence[Token]) -> bool:
    """Whether a name is a street's or a mountain's by one of its ends: "Pell Ave", "Mount Example", "Col de Example"."""
    first, last = tokens[0].lower_.rstrip("."), tokens[-1].lower_.rstrip(".")
    begins = first in names.name_words("site first") and len(tokens) < LONGEST_NAME and not is_body(tokens)
    foreign = len(tokens) > 2 and names.fold(first) in names.name_words("site first of")
    begins = begins or (foreign and tokens[0].is_title and tokens[1].lower_ in names.PARTICLES)
    return len(tokens) > 1 and (begins or last in names.name_words("site"))


def kind_by_end(tokens: Sequence[Token]) -> str:
    """The kind that the last word of a name of several tells beyond doubt, or the first: "Fair Roads Act", "HMS Example"; or nothing."""
    several = len(tokens) > 1 and tokens[0].text[:1].isupper()
    ends, begins = names.name_words("kind"), names.name_words("kind first")
    found = ends.get(tokens[-1].lower_) or begins.get(tokens[0].lower_, "") if several else ""
    # not "Exville University on Long Island"
    return "" if found == "place" and any(t.tag_ == "IN" for t in tokens) else found


def is_body(tokens: Sequence[Token]) -> bool:
    """Whether a name ends like a body's, though it begins like a place's: "Exville United", "Exville Hospital"."""
    last = tokens[-1].lower_.rstrip(".")
    if len(tokens) > 2 and tokens[1].lower_ in {"for", "on"} and names.name_words("last").get(tokens[0].lower_):
        return names.name_words("last")[tokens[0].lower_] == "organisation"  # "Center for Example Studies"
    return len(tokens) > 1 and "organisation" in {names.name_words(end).get(last) for end in ("last", "company")}


def is_addressed(tokens: Sequence[Token]) -> bool:
    """Whether a name begins with a form of address that only persons bear ("Ms Example", taken for a body)."""
    bare = [t for t in tokens if t.text != "."]
    word = names.fold(bare[0].text) if bare else ""
    address = (
        (word in ADDRESS or word in names.titles())
        and word not in _OF_BODIES
        and bare[-1].lower_ not in names.name_words("last")
    )
    return address and 2 <= len(bare) <= LONGEST_NAME and all(t.pos_ == "PROPN" and t.is_title for t in bare[1:])


def is_town_word(token: Token) -> bool:
    """Whether a word behind a name only says that it is a town's or a district's: "Exville city"."""
    return token.text in SETTLED


def is_given_to(tokens: Sequence[Token]) -> bool:
    """Whether a name of two words taken for a place's is a person's by its given name: "since Ann Example in 1988"."""
    first, last = tokens[0], tokens[-1]
    known = {names.known().get(names.fold(t.text)) for t in (first, last)} - {None, "person"}
    given = len(tokens) == 2 and names.fold(first.text) in names.given_genders() and first.whitespace_ == " "
    return given and not known and last.tag_ == "NNP" and last.is_title and not is_common(last)


def is_office_word(token: Token) -> bool:
    """Whether a word is a title or names an office, a trade or a relative: "Councilman", "shopkeeper"."""
    word = names.fold(token.text)
    return word in names.titles() or word in names.person_nouns()


def is_common(token: Token) -> bool:
    """Whether a word is one of every day, so that its capital tells little: "Celebrities", "Crooked", "Team"."""
    forms = {token.lower_, token.lemma_.lower()}
    return any(senses.is_listed(form) for form in forms) or is_office_word(token)
