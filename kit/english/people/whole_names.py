"""Whole names: the words beside a name that spaCy cuts off, and those inside it that are no part of it.

"Betty Ford" in "Betty Ford Center" is a body's name, "Maid Dairy" in "Matanuska Maid Dairy" is half of one, and
"Enough Project Co-Founder" is a body and an office. Headlines are left as they are: there every word has a capital.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.data.calendar import MONTHS, WEEKDAYS
from kit.english.doc import Span
from kit.english.people import names
from kit.english.people.name_form import is_common, is_office_word, is_saint, kind_by_end
from kit.english.typed import STROKES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Token

# This many words are looked at on each side of a name.
REACH = 4
# Two names and what stands between them have at least this many words.
SHORTEST_PAIR = 3
# "AC/DC" is one name.
SHORTEST_WORD = 2
_OWNER = frozenset({"'s", "’s", "'", "’"})
# What an officer has: "Exville Sheriff’s Office".
_OWNED = frozenset({"office", "department"})
_BROADCAST = frozenset({"news", "channel", "tv"})
_LANDFORMS = word_set("landforms")
_HOUSES = word_set("houses of saints")
PARTIES = word_set("parties before a name")
_PARTS = frozenset({"compound", "nmod", "amod"})
NAMED_AFTER = word_set("named after persons")


@cache
def class_words() -> frozenset[str]:
    """Folded words at the end of a name that tell what bears it: "Center", "Avenue", "Inc", "Act"."""
    return frozenset(word for end in ("last", "company", "site") for word in names.name_words(end))


def parts_of(ent: Span) -> list[Span]:
    """A name without the place that owns it ("Exland’s Brook County"), and two that "and" joins ("Reds and Blues")."""
    if len(ent) < SHORTEST_PAIR:
        return [ent]
    tokens = list(ent)
    if len(tokens) == 3 and tokens[1].lower_ in {"and", "&"} and tokens[0].tag_ == tokens[2].tag_ == "NNPS":
        return [Span(ent.doc, i, i + 1, ent.label_) for i in (ent.start, ent.start + 2)]
    if len(tokens) > 2 and tokens[1].lower_ == "and" and tokens[0].lower_ in {"north", "south", "east", "west"}:
        return [Span(ent.doc, ent.start + 2, ent.end, ent.label_)]  # "North and South Exland"
    officer = len(tokens) > 4 and is_office_word(tokens[0]) and tokens[1].lower_ == "of"
    if officer and ent.label_ == "ORG" and _may_be_person(tokens[3:]):
        return [Span(ent.doc, ent.start + 3, ent.end, "PERSON")]  # "Superintendent of Police Ann Example"
    if dash := next((n for n, t in enumerate(tokens[1:-1], 1) if _parts(t) or _joins(t, ent)), 0):
        low, high = ent.start, ent.start + dash
        return [Span(ent.doc, low, high, ent.label_), *parts_of(Span(ent.doc, high + 1, ent.end, ent.label_))]
    at = next((n for n, t in enumerate(tokens[1:-1], 1) if t.lower_ in _OWNER), 0)
    if ent.label_ == "ORG" and len(tokens) == 3 and tokens[0].lower_ in PARTIES and _may_be_person(tokens[1:]):
        return [Span(ent.doc, ent.start + 1, ent.end, "PERSON")]
    office = next((n for n in range(1, len(tokens) - 2) if is_office_word(tokens[n])), 0)
    if office and ent.label_ != "PERSON" and _holds(tokens[office], tokens[office + 1 :]):
        holder = Span(ent.doc, ent.start + office + 1, ent.end, "PERSON")
        body = [Span(ent.doc, ent.start, ent.start + office + 1, "ORG")] if ent.label_ == "ORG" else []
        return [*body, holder]  # "Managing Director Ann Example", taken for a work of art
    if not at:
        return [ent]
    owner = names.fold(" ".join(t.text for t in tokens[:at]))
    placed = (names.known().get(owner) or names.variant_kinds().get(owner)) == "place"
    if ent.label_ == "ORG" and len(tokens) - at > 2 and names.fold(tokens[at + 1].text) in names.given_genders():
        return [Span(ent.doc, ent.start, ent.start + at, "ORG"), Span(ent.doc, ent.start + at + 1, ent.end, "PERSON")]
    if ent.label_ == "ORG" and tokens[-1].lower_ not in _OWNED and _is_body_word(tokens[at - 1]):
        printer = Span(ent.doc, ent.start, ent.start + at, "ORG")
        owned = [Span(ent.doc, ent.start + at + 1, ent.end, "ORG")] if any(map(_is_body_word, tokens[at + 1 :])) else []
        return [printer, *owned]  # "Exville University’s School of Art", but not "Fox News' The Example File"
    if ent.label_ != "PERSON" and (placed or kind_by_end(tokens[at + 1 :]) == "place"):
        return [Span(ent.doc, ent.start, ent.start + at, "GPE"), Span(ent.doc, ent.start + at + 1, ent.end, ent.label_)]
    return [ent]


def _is_body_word(token: Token) -> bool:
    known = token.lower_ in _BROADCAST or names.known().get(token.lower_) == "organisation"
    return known or "organisation" in {names.name_words(end).get(token.lower_) for end in ("last", "company")}


def _parts(dash: Token) -> bool:
    """Whether a dash between blanks parts two names: "Scorers - Exville"."""
    before, behind = dash.doc.tokens[dash.i - 1], dash.doc.tokens[dash.i + 1]
    apart = dash.text in STROKES and bool(before.whitespace_) and bool(dash.whitespace_)
    return apart and before.is_title and behind.is_title and behind.tag_ != "CD"


def _joins(mark: Token, ent: Span) -> bool:
    """Whether a stroke joins two bodies, or "and" behind the word that ends the first: "CBS News/Example Times"."""
    before, behind = mark.doc.tokens[mark.i - 1], mark.doc.tokens[mark.i + 1]
    if ent.label_ != "ORG" or not before.text[0].isupper() or not behind.text[0].isupper():
        return False
    several = before.i > ent.start and ent.end - behind.i > 1 and all(t.tag_ != "IN" for t in ent)
    ended = several and names.name_words("company").get(before.lower_)
    long = max(len(before), len(behind)) > SHORTEST_WORD
    return (mark.text == "/" and long) or (mark.lower_ == "and" and bool(ended))


def _may_be_person(tokens: Sequence[Token]) -> bool:
    """Whether words behind a party or an office are its holder's name: in capitals, begun by no word of every day, ended by no body's."""
    first, last = tokens[0], tokens[-1]
    given = names.fold(first.text) in names.given_genders()
    capitals = 1 < len(tokens) <= REACH and all(t.is_title and t.tag_ == "NNP" for t in tokens)
    return given or (capitals and not is_common(first) and last.lower_ not in class_words())


def _holds(office: Token, tokens: Sequence[Token]) -> bool:
    """Whether the words behind an office are its holder's name: "Exville Police Sergeant | Velindra La Croix"."""
    given = names.fold(tokens[0].text) in names.given_genders()
    return given or (names.fold(office.text) in names.titles() and _may_be_person(tokens))


def without_office(tokens: list[Token]) -> list[Token]:
    """The tokens of a name without the office behind it whose holder is named: "Exville Councilman [Ann Example]"."""
    behind = _next(tokens[-1])
    holder = behind is not None and behind.tag_ == "NNP" and behind.text[:1].isupper()
    end = len(tokens)
    while holder and end > 1 and (is_office_word(tokens[end - 1]) or tokens[end - 1].text in {"-", "Co", "Vice"}):
        end -= 1
    return tokens[:end]


def whole_name(tokens: list[Token], kind: str) -> list[Token]:
    """The tokens of a name with those that belong to it: "Ann", "Betty Ford" and "Maid Dairy" may be parts only."""
    if not tokens or tokens[0].sent.role == "headline":
        return tokens
    longer = [*tokens, *(_to_class_word(tokens) or _to_lower_word(tokens) or _to_campus(tokens) or _to_purpose(tokens))]
    if kind == "person" and len(longer) == len(tokens):
        return _whole_person(tokens)
    if kind != "person" and len(longer) == len(tokens) == 1:
        longer += _to_unseen(tokens)
    return _with_words_before(longer)


def owner_of(token: Token) -> Token | None:
    """The first word of an office's name that is called after its holder: "Exville" in "the Exville Sheriff’s Office"."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None) if token.lower_ in _OWNED else None
    if owner is None or not _is_capital(owner):
        return None
    first = owner
    for before in reversed(token.doc.tokens[token.sent.start : owner.i]):
        if not _is_capital(before) or before.whitespace_ != " ":
            break
        first = before
    return first


def _to_class_word(tokens: Sequence[Token]) -> list[Token]:
    """The words behind a name up to one that tells what bears it: "Betty Ford | Center", "Exville | Sheriff’s Office"."""
    run: list[Token] = []
    end = 0
    for token in _behind(tokens[-1]):
        if token.ent_iob_ == "B" and token.ent_type_ == "PERSON":
            break
        owner = token.lower_ in _OWNER
        if not owner and not _is_capital(token):
            break
        if run and run[-1].lower_ in _OWNER and token.lower_ not in _OWNED:
            break
        run.append(token)
        if token.lower_.rstrip(".") in class_words() or token.lower_ in _OWNED:
            end = len(run)
    found = run[:end]
    if not found or found[0].lower_ in _OWNER or any(t.lower_ in _OWNED for t in found[:1]):
        return []
    behind = _next(found[-1])
    goes_on = behind is not None and _is_capital(behind) and not is_office_word(behind)
    hyphen = found[-1].doc.text[found[-1].end : found[-1].end + 1] == "-"  # "Co-Founder"
    owned = [t for t in found if t.doc.tokens[t.i + 1].lower_ in _OWNER]
    offices = any(is_office_word(t) and t not in owned for t in found)
    return [] if goes_on or hyphen or offices else found


def _to_lower_word(tokens: Sequence[Token]) -> list[Token]:
    """Words in small letters behind a name that are a part of it: "the Exel mountains", "the Saint Example nursing home"."""
    if tokens[-1].dep_ not in {"compound", "poss"}:
        return []
    behind = _behind(tokens[-1])
    if behind and is_saint(tokens[0]):
        return behind[: next((n + 1 for n, t in enumerate(behind) if t.lower_ in _HOUSES), 0)]
    if not behind or tokens[-1].dep_ != "compound" or is_office_word(tokens[-1]):
        return []
    town = names.known().get(names.fold(tokens[-1].text)) == "place"
    landform = behind[0].lower_ in _LANDFORMS and tokens[-1].head is behind[0] and len(tokens) < 3 and not town
    return behind[:1] if landform else []


def _to_unseen(tokens: Sequence[Token]) -> list[Token]:
    """The second word of a name of which spaCy sees the first: "Dinamo | Exville"."""
    behind = _next(tokens[0])
    if behind is None or behind.tag_ != "NNP" or behind.ent_iob_ != "O" or not behind.is_title or is_common(behind):
        return []
    known = names.known().get(names.fold(tokens[0].text)) or tokens[0].text.isupper()
    after = _next(behind)
    whole = tokens[0].dep_ == "compound" and tokens[0].head is behind and (after is None or not _is_capital(after))
    return [behind] if whole and not known and not is_office_word(tokens[0]) else []


def _to_campus(tokens: Sequence[Token]) -> list[Token]:
    """Where a university is one of several: "University of Exland | at Exville"."""
    behind = _behind(tokens[-1]) if tokens[0].lower_ == "university" and len(tokens) > 2 else []
    if len(behind) < 2 or behind[0].lower_ != "at":
        return []
    place = next((n for n, t in enumerate(behind[1:], 1) if not _is_capital(t)), len(behind))
    return behind[:place] if place > 1 and behind[1].ent_type_ != "PERSON" else []


def _to_purpose(tokens: Sequence[Token]) -> list[Token]:
    """What a body is for, or of what: "Committee | for a Sound Exland", "Group | of 20"."""
    head = len(tokens) == 1 and names.name_words("last").get(tokens[0].lower_) == "organisation"
    behind = _behind(tokens[-1], REACH + 2) if head and tokens[0].is_title else []
    if len(behind) < 2 or behind[0].lower_ not in {"for", "of", "on"}:
        return []
    begin = 2 if behind[1].lower_ in {"a", "an", "the"} else 1
    count = behind[begin].tag_ == "CD" if len(behind) > begin else False
    run = list(takewhile(lambda t: t.is_title and t.tag_ in {"NNP", "NNPS", "JJ"}, behind[begin:]))
    if run and run[0].text in (*WEEKDAYS, *MONTHS):
        return []  # "the Chronicle on Monday"
    return behind[: begin + (len(run) or count)] if run or count else []


def _is_capital(token: Token) -> bool:
    return token.tag_ in {"NNP", "NNPS"} and token.text[0].isupper()


def _with_words_before(tokens: list[Token]) -> list[Token]:
    """A thing's name with the words before it that hang from it: "Matanuska | Maid Dairy", "UK | Independence Party"."""
    ends = tokens[-1].lower_.rstrip(".") in class_words()
    while (before := _part_before(tokens)) is not None and before.lower_ not in class_words():
        first = before.i == before.sent.start
        unseen = before.ent_iob_ == "O" and not is_common(before)
        named = before.ent_type_ in {"ORG", "GPE", "LOC", "FAC"} or (before.ent_iob_ == "O" and not first)
        named = named or before.lower_ in PARTIES
        if not unseen and not (ends and named):
            break
        tokens = [before, *tokens]
    return tokens


def _whole_person(tokens: list[Token]) -> list[Token]:
    """A person's name with the given name before it and the surname behind it that spaCy takes for something else."""
    before = _part_before(tokens)
    if before is not None and before.is_title and names.fold(before.text) not in NAMED_AFTER:
        alone = before.ent_iob_ == "O" or not _goes_on(before)
        given = alone and names.fold(before.text) in names.given_genders()
        person = alone and before.ent_type_ == "PERSON"
        unseen = before.ent_iob_ == "O" and before.tag_ == "NNP" and not is_common(before)
        begun = names.fold(tokens[0].text) in names.given_genders() or before.i == before.sent.start
        if given or person or (unseen and not begun):
            tokens = [before, *tokens]
    behind = _next(tokens[-1])
    last = tokens[-1]
    if (
        behind is None
        or behind.tag_ != "NNP"
        or not behind.is_title
        or last.dep_ != "compound"
        or is_office_word(behind)
    ):
        return tokens
    known = names.fold(tokens[0].text) in names.given_genders()
    unseen = behind.ent_iob_ == "O" and not is_common(behind) and len(tokens) > 1
    mistaken = known and behind.ent_iob_ == "B" and behind.ent_type_ != "PERSON" and len(tokens) == 1
    return [*tokens, behind] if last.head is behind and (unseen or mistaken) and not _goes_on(behind) else tokens


def _goes_on(token: Token) -> bool:
    """Whether the entity that a token is in has another token."""
    behind = token.doc.tokens[token.i + 1 : token.i + 2]
    return token.ent_iob_ == "I" or (bool(behind) and behind[0].ent_iob_ == "I")


def _part_before(tokens: Sequence[Token]) -> Token | None:
    """The word in capitals before a name that hangs from it, and that is no title, day or initial of a sentence."""
    first = tokens[0]
    before = first.doc.tokens[first.i - 1] if first.i > first.sent.start else None
    if before is None or before.whitespace_ != " " or before.tag_ not in {"NNP", "NNPS"} or before.dep_ not in _PARTS:
        return None
    inside = tokens[0].i <= before.head.i <= tokens[-1].i
    shouted = before.text.isupper() and len(before) > REACH
    party = before.lower_ in PARTIES and tokens[-1].lower_ in class_words()  # "Republican National Committee"
    office = is_office_word(before) and not party
    return before if inside and before.text[:1].isupper() and not shouted and not office else None


def _next(token: Token) -> Token | None:
    return next(iter(_behind(token, 1)), None)


def _behind(token: Token, reach: int = REACH) -> list[Token]:
    """The words of the sentence that follow without a mark between, at most `reach`."""
    found: list[Token] = []
    last = token
    for other in token.doc.tokens[token.i + 1 : min(token.sent.end, token.i + 1 + reach)]:
        if last.whitespace_ != ("" if other.lower_ in _OWNER else " "):
            break
        found.append(other)
        last = other
    return found
