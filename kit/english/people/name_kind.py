"""Name kind: what bears a name, where its own words, or the one before, tell it from what spaCy says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.data import by_step, word_set
from kit.english.people import names
from kit.english.people.name_context import (
    is_firm,
    is_reporting_from,
    is_seated,
    is_state_behind,
    is_titled,
    is_work_in_marks,
    speaks_as_body,
    told_before,
)
from kit.english.people.name_form import (
    is_body,
    is_common,
    is_given_to,
    is_numbered_site,
    is_office_word,
    is_saint,
    is_site,
    is_storm,
    kind_by_end,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kit.english.doc import Token

# spaCy's labels (OntoNotes 5) and the kinds of our table; numbers, dates and peoples (NORP) name no one.
KINDS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "LAW": "document", "WORK_OF_ART": "document", "PRODUCT": "other",
}  # fmt: skip
_PAPERS = word_set("last words of newspapers")
_LAWS = word_set("words of laws")
# A line that leaves the kind as spaCy says.
STAYS = "as spaCy says"


class Line(NamedTuple):
    """A step of the decision: of what spaCy takes for `kinds`, told of as a person or not (None: either), the test, its answer."""

    kinds: frozenset[str]
    told: bool | None
    test: Callable[[Sequence[Token]], str | bool]
    answer: str = ""  # nothing: the test tells the kind itself


def kind_of(kind: str, tokens: Sequence[Token], *, told: bool) -> str:
    """The kind of a name by the first step of `decisions.csv` that holds; `told`: words beside it tell of a person."""
    for line in LINES:
        if kind in line.kinds and (line.told is None or line.told == told) and (answer := line.test(tokens)):
            answer = line.answer or str(answer)
            return kind if answer == STAYS else answer
    return kind


def is_told(tokens: Sequence[Token], kind: str) -> bool:
    """Whether the words of a name, or one beside it, tell that it is of a kind: "Fair Roads Act", "her novel 'Example'", "the ferry Example"."""
    if kind == "document" and (_LAWS & {t.lower_ for t in tokens} or is_titled(tokens) or is_work_in_marks(tokens)):
        return True
    return kind in {kind_by_end(tokens), told_before(tokens)}


def thing_called(tokens: Sequence[Token]) -> str:
    """The kind of what is called like a person: "Storm Ann", "Betty Example Center", "told the Ann Example"; or nothing."""
    first, last = tokens[0], tokens[-1]
    before = first.doc.tokens[first.i - 1] if first.i > first.sent.start else None
    if is_storm(first) or (before is not None and is_storm(before)):
        return "event"
    several = len(tokens) > 1
    words = (("last", last), ("company", last), ("first", first))
    found = (
        next((kind for end, word in words if (kind := names.name_words(end).get(word.lower_))), "") if several else ""
    )
    found = found or told_before(tokens)
    if several and not found and names.fold(first.text) not in names.given_genders():
        counted = before is not None and before.lower_ in {"a", "an"} and last.dep_ in {"compound", "nmod"}
        if last.tag_ == "NNPS" or counted:  # "Example Guides", "a Nord Aid store"
            found = "organisation"
    # no person is "the Ann Example", but "the Ann Example case" is hers
    articles = {"the", "a", "an"} if several else {"the"}
    with_article = (
        before is not None and before.lower_ in articles and last.dep_ not in {"compound", "nmod", "poss", "amod"}
    )
    bare = several or (
        first.tag_ == "NNP" and names.fold(first.text) not in names.titles().keys() | names.person_nouns()
    )
    unknown = "organisation" if several or speaks_as_body(last) else "other"
    return found or (unknown if with_article and bare and not last.text.endswith("s") else "")


def _is_given_to(tokens: Sequence[Token]) -> bool:
    """Since Ann Example in 1988; but not: in Eve Exville, Exland."""
    return is_given_to(tokens) and not is_seated(tokens)


def _is_channel(tokens: Sequence[Token]) -> bool:
    """Told EX1."""
    return len(tokens) == 1 and re.fullmatch(r"[A-Z]{2,4}\d{1,2}", tokens[0].text) is not None


def _is_street(tokens: Sequence[Token]) -> bool:
    """Orchard Lane; but not: Ann Lane; Example Lane said."""
    first, last = tokens[0], tokens[-1]
    ahead = [t.lower_ for t in first.doc.tokens[max(0, first.i - 1) : first.i]]
    borne = names.fold(first.text) in names.given_genders() and ahead not in (["on"], ["off"], ["along"])
    street = len(tokens) > 1 and all(t.tag_ != "IN" for t in tokens) and last.lower_ in names.name_words("street")
    return street and not borne and last.dep_ not in {"nsubj", "nsubjpass", "poss"}


def _is_day(tokens: Sequence[Token]) -> bool:
    """Exland Day."""
    return len(tokens) > 1 and tokens[-1].text == "Day"


def _is_owned_body(tokens: Sequence[Token]) -> bool:
    """The Teachers' Guild."""
    body = len(tokens) == 1 and names.name_words("last").get(tokens[0].lower_) == "organisation"
    return body and any(c.dep_ in {"poss", "det"} for c in tokens[0].lefts)


def _is_team(tokens: Sequence[Token]) -> bool:
    """The Exville Harriers."""
    before = tokens[0].doc.tokens[tokens[0].i - 1] if tokens[0].i > 0 else None
    return before is not None and before.lower_ == "the" and tokens[-1].tag_ == "NNPS"


def _is_road(tokens: Sequence[Token]) -> bool:
    """On the N63; off the A419."""
    if len(tokens) != 1 or re.fullmatch(r"[A-Z]{1,2}\d{1,4}", tokens[0].text) is None:
        return False
    ahead = [t.lower_ for t in tokens[0].doc.tokens[max(0, tokens[0].i - 2) : tokens[0].i]]
    return ahead[1:] == ["the"] and ahead[0] in {"on", "off", "along", "near"}


def _told_body(tokens: Sequence[Token]) -> str:
    """The steel producer Example; but not: the coal producer Exland, where Exland is a known place."""
    known = any(names.known().get(names.fold(t.text)) == "place" for t in tokens)
    return "" if known or is_seated(tokens) else told_before(tokens)


def _is_storm(tokens: Sequence[Token]) -> bool:
    """Cyclone Example."""
    return len(tokens) == 2 and is_storm(tokens[0])


def _is_holder(tokens: Sequence[Token]) -> bool:
    """Corner back Ann Og Example, C Example: two or three words in capitals, begun by a given name or an initial."""
    first, last = tokens[0], tokens[-1]
    if not 2 <= len(tokens) <= 3 or not all(t.is_title and t.tag_ == "NNP" for t in tokens) or is_common(last):
        return False
    before = first.doc.tokens[first.i - 1] if first.i > first.sent.start else None
    given = names.fold(first.text) in names.given_genders() and (
        before is None or before.lower_ == "by" or before.tag_ not in {"IN", "DT"}
    )
    initial = len(first.text.rstrip(".")) == 1 and first.text[0].isupper()
    return (given or initial) and names.known().get(names.fold(last.text)) in {None, "person"}


def _is_saints(tokens: Sequence[Token]) -> bool:
    """Played for St Example's."""
    behind = tokens[-1].doc.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
    owner = bool(behind) and behind[0].tag_ == "POS" and tokens[-1].head.pos_ not in {"NOUN", "PROPN"}
    return len(tokens) > 1 and is_saint(tokens[0]) and owner


def _is_paper(tokens: Sequence[Token]) -> bool:
    """The Chronicle has seen the log; told the Trumpet."""
    first = tokens[0]
    before = first.doc.tokens[first.i - 1] if first.i > 0 else None
    told = first.head.lemma_ == "tell" and first.dep_ in {"dobj", "dative"} and first.is_title
    told = (
        told
        and not first.lower_.endswith("s")
        and not is_office_word(first)
        and names.known().get(first.lower_) is None
    )
    return len(tokens) == 1 and (first.lower_ in _PAPERS or told) and before is not None and before.lower_ == "the"


def _always(tokens: Sequence[Token]) -> bool:
    return bool(tokens)


_TESTS = (
    is_titled, is_firm, is_reporting_from, is_state_behind, is_work_in_marks, kind_by_end, is_numbered_site, _is_saints, _is_road, _is_storm, _is_holder, _is_given_to, is_body, _is_channel, is_site, _is_street, _is_day, _is_owned_body,
    _is_paper, thing_called, _is_team, told_before, _told_body, _always,
)  # fmt: skip
_TOLD = {"told": True, "untold": False}


def _lines() -> Iterator[Line]:
    for row, test in by_step("name kind", _TESTS):
        kind, _, told = row.of.partition(" ")
        kinds = frozenset(KINDS.values()) if kind == "any" else frozenset({kind})
        yield Line(kinds, _TOLD.get(told), test, row.answer)


LINES = tuple(_lines())
