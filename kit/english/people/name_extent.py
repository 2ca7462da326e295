"""Name extent: where a name that spaCy finds begins and ends."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from kit.data import word_set
from kit.data.calendar import MONTH_FORMS, MONTHS, WEEKDAYS
from kit.english.doc import Span
from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import FINITE
from kit.english.people import names
from kit.english.people.candidate import is_verb_part
from kit.english.people.name_context import is_family, is_office
from kit.english.people.name_form import is_addressed, is_body, is_storm, is_town_word
from kit.english.people.name_kind import KINDS, thing_called
from kit.english.people.whole_names import PARTIES, SHORTEST_PAIR, parts_of, whole_name, without_office

if TYPE_CHECKING:
    from collections.abc import Collection

    from kit.english.doc import Token

MOST_TITLES = 4
# No syllable of a Korean given name is longer.
LONGEST_SYLLABLE = 5
_NOT_FIRST, _NOT_LAST = frozenset("the a an near outside inside".split()), frozenset({"POS", ",", "IN", "TO", "CC"})
_BEHIND_NAME = word_set("letters behind names")
# Names of days and months, without May, which people bear as well.
_CALENDAR = frozenset(
    {name.lower() for name in (*WEEKDAYS, *MONTHS) if name != "May"}
    | {form.lower() for forms in MONTH_FORMS.values() for form in forms}
)
_STATES = word_set("short names of states")
_OWNER, _DIRECTIONS = frozenset({"'s", "’s"}), word_set("directions")
_INSIDE = word_set("parts of no person")
_HUNG_ON = re.compile(
    r"(?:[’']s?|-(?:led|backed|based|run|owned|style|era|born|held|controlled|occupied|like|ish|type|free))$"
)
_PUT_BEFORE = re.compile(r"^(?:non|pro|anti|ex|then|mid|post|pre)-", re.IGNORECASE)
# What a player scored, behind the name: "A Example 0-3".
_SCORE = re.compile(r" \d{1,2}-\d{1,2}\w?$")
_EDGE = " \t\r\n\xa0\"'“”‘’«»„‟`.,;:!?()[]{}…—–-*#@/\\|"


class Bare(NamedTuple):
    """A name without what is no part of it: what spaCy takes it for, the titles taken off, its tokens."""

    kind: str
    titles: tuple[str, ...]
    tokens: list[Token]

    @property
    def alone(self) -> Token | None:
        """The only word of a name of one."""
        return self.tokens[0] if len(self.tokens) == 1 else None


def bare_name(ent: Span) -> Bare | None:
    """The name that spaCy finds, with the words that belong to it and without those that do not; None if none is left."""
    kind, tokens = KINDS[ent.label_], without_edges(list(ent))
    if kind == "place" and len(tokens) > 1 and tokens[-1].lower_.rstrip(".") in _STATES - {"d.c"}:
        tokens = tokens[:-1]  # "Exville Va."
    if kind == "organisation" and len(tokens) > 2 and re.fullmatch(r"(?:19|20)\d\d", tokens[0].text):
        tokens = tokens[1:]  # "the 2014 Exville Survey"
    tokens = person_only(tokens) if kind == "person" else tokens
    if not tokens or (len(tokens) == 1 and _is_no_part(tokens[0])):
        return None
    titles = titles_before(tokens[0])
    lettered = len(tokens) == 3 and tokens[-1].text.isupper() and tokens[-1].lower_ in _BEHIND_NAME
    kind = "person" if is_addressed(tokens) or lettered else kind  # "Ann Example QC"
    if kind == "person":
        tokens = with_surname(tokens) if len(tokens) == 1 else tokens
        inside, tokens = without_titles(with_syllable(tokens))
        titles += inside
    tokens = whole_name(without_office(tokens), kind)
    if not tokens:
        return None
    titles = titles or titles_before(tokens[0])
    known = names.known().get(names.fold(tokens[-1].text)) == "organisation" and len(tokens) == 1
    titles = () if known and PARTIES.issuperset(titles) else titles  # "a Republican Congress"
    return Bare(kind, () if kind == "organisation" and is_body(tokens) else titles, tokens)


def _is_no_part(token: Token) -> bool:
    behind = token.doc.tokens[token.i + 1 : token.i + 2]
    title = (
        names.fold(token.text) in names.titles() and bool(behind) and behind[0].tag_ == "NNP"
    )  # "Madam Justice Example"
    return title or is_office(token) or token.lower_ in _BEHIND_NAME or is_verb_part(token)


def parted(ent: Span, surnames: Collection[str] = ()) -> list[Span]:
    """What spaCy takes for one name may be a place and a person ("the mayor of Exville, Ann Example"), or two surnames."""
    if len(ent) < SHORTEST_PAIR:
        return [ent]
    if len(ent) == SHORTEST_PAIR and ent[1].lower_ == "and" and _are_two(ent, surnames):
        return [Span(ent.doc, i, i + 1, "PERSON") for i in (ent.start, ent.start + 2)]
    comma = next((token.i for token in ent if token.text == ","), ent.end)
    of = ent.doc.tokens[max(0, ent.start - 1)]
    if ent.end - comma < 3 or ent[-1].dep_ != "appos" or of.dep_ != "prep" or not is_office(of.head):
        return parts_of(ent)
    return [Span(ent.doc, ent.start, comma, "GPE"), Span(ent.doc, comma + 1, ent.end, "PERSON")]


def _are_two(ent: Span, surnames: Collection[str]) -> bool:
    """Whether the words around "and" are two persons' surnames, or given names: "His sisters, Ann and Eve"."""
    given = [names.fold(t.text) in names.given_genders() for t in (ent[0], ent[2])]
    bodiless = ent.label_ in {"WORK_OF_ART", "PRODUCT", "EVENT", "LAW"} and ent[0].is_title and ent[2].is_title
    return {ent[0].text, ent[2].text} <= set(surnames) or all(given) or (any(given) and bodiless)


def without_edges(tokens: list[Token]) -> list[Token]:
    """The tokens of a name without days, articles, prepositions and marks at its ends, and without "& Our Correspondent"."""
    if [t.lower_ for t in tokens[-2:]] == ["our", "correspondent"]:
        tokens = tokens[:-2]
    while tokens and (_is_day(tokens[-1]) or tokens[-1].tag_ in _NOT_LAST or not tokens[-1].is_word):
        tokens.pop()
    if len(tokens) > 1 and tokens[-1].tag_ == "CD" and tokens[-1].text.islower():  # "Example eleven times"
        tokens.pop()
    if len(tokens) > 2 and tokens[-1].text.isdigit() and tokens[-2].lower_ in _OWNER:  # "Example’s 1995 (tax filings)"
        tokens = tokens[:-2]
    if tokens and (score := _SCORE.search(tokens[0].doc.text, tokens[0].idx, tokens[-1].end)):
        tokens = [t for t in tokens if t.end <= score.start()]
    tokens = tokens[: next((n for n, t in enumerate(tokens) if n and _ends_name(t)), len(tokens))]
    if len(tokens) > 1 and is_town_word(tokens[-1]):
        tokens.pop()
    while tokens and (
        not tokens[0].is_word
        or tokens[0].lower_ in _NOT_FIRST
        or tokens[0].tag_ in {"DT", "IN"}
        or tokens[0].text == "where"
        or _is_before_name(tokens)
    ):
        tokens.pop(0)
    return tokens


def person_only(tokens: list[Token]) -> list[Token]:
    """The tokens of a person's name without "Follow" before it, and figures, "at Example Hook" or "/Agency" behind."""
    while (
        len(tokens) > 1
        and tokens[0].i == tokens[0].sent.start
        and (tokens[0].tag_ in {"VB", "VBP"} or (tokens[0].tag_ == "VBD" and reporting.verb(tokens[0].lemma_)))
    ):
        tokens = tokens[1:]
    stop = next((n for n, t in enumerate(tokens) if n and tokens[n - 1].text != "-" and _ends_person(t)), len(tokens))
    tokens = tokens[:stop]
    alone = len(tokens) == 1 and tokens[0].tag_ in {"VB", "UH", "NNPS"} and not is_family(tokens)
    return [] if alone and names.fold(tokens[0].text) not in names.given_genders() else tokens


def _is_before_name(tokens: list[Token]) -> bool:
    """Whether a name begins with a word in small letters that is no part of it: "federal Example Commission"."""
    first = tokens[0]
    small = first.text.islower() and first.is_alpha and first.lower_ not in names.PARTICLES | _DIRECTIONS
    return small and len(tokens) > 2 and tokens[1].is_title


def _is_day(token: Token) -> bool:
    """Whether a word is a day or a month and no part of a name, as "Today" is of a paper's."""
    return token.lower_ in _CALENDAR or token.text == "today"


def _ends_name(token: Token) -> bool:
    """Whether a word inside a name is no part of it: a verb or "with" in small letters, a share, a flight's number, a mark before "s"."""
    behind = token.doc.tokens[token.i + 1 : token.i + 2]
    if not behind:
        return False
    share = token.tag_ == "CD" and behind[0].lower_ in {"percent", "%"}
    flight = token.text == "Flight" and behind[0].text.isdigit()
    if share or flight or (token.text in {"’", "'"} and behind[0].text == "s"):
        return True
    small = token.lower_ == "with" and behind[0].text.islower()
    return token.text.islower() and (small or (token.tag_ in FINITE and token.pos_ in {"VERB", "AUX"}))


def _ends_person(token: Token) -> bool:
    """Whether a word inside what is taken for a person's name is no part of it: a figure, "at", a verb ("Example put Sample")."""
    verb = token.tag_ in FINITE and (token.text.islower() or token.pos_ == "AUX")  # "Example Is Coming to Exville"
    return token.text.isdigit() or token.lower_ in _INSIDE or verb


def without_titles(tokens: list[Token]) -> tuple[tuple[str, ...], list[Token]]:
    """The titles that a person's name begins with, and its tokens without them and without letters behind it (QC)."""
    while len(tokens) > 1 and tokens[-1].lower_ in _BEHIND_NAME and tokens[-1].text.isupper():
        tokens = tokens[:-1]
    titles = tuple(takewhile(names.titles().__contains__, (names.fold(t.text) for t in tokens[:-1])))
    return titles, tokens[len(titles) :]


def titles_before(token: Token) -> tuple[str, ...]:
    """The folded titles that stand before a name, in order."""
    ahead = reversed(token.doc.tokens[max(token.sent.start, token.i - MOST_TITLES) : token.i])
    return tuple(takewhile(names.titles().__contains__, (names.fold(t.text) for t in ahead)))[::-1]


def with_surname(tokens: list[Token]) -> list[Token]:
    """A given name with the surname behind it, in which spaCy sees none."""
    name = tokens[-1]
    behind = name.doc.tokens[name.i + 1 : name.i + 2]
    alone = names.fold(name.text) in names.given_genders() and name.dep_ == "compound"
    ends = bool(behind) and name.head is behind[0] and is_unseen(behind[0])
    return [*tokens, *behind] if alone and ends and not thing_called([*tokens, *behind]) else tokens


def with_syllable(tokens: list[Token]) -> list[Token]:
    """A name of two words with the syllable that a hyphen joins to it: "Lun Jae | -in"."""
    last = tokens[-1]
    joined = last.doc.tokens[last.i + 1 : last.i + 3]
    glued = len(tokens) == 2 and len(joined) == 2 and joined[0].text == "-" and not last.whitespace_
    if not glued or joined[0].whitespace_ or max(len(last), len(joined[1])) > LONGEST_SYLLABLE:
        return tokens
    hung_on = not joined[1].text.islower() or _HUNG_ON.search("-" + joined[1].text)
    return tokens if hung_on else [*tokens, *joined]


def with_given_name(tokens: list[Token]) -> list[Token]:
    """A surname with the given name before it, in which spaCy sees no name."""
    before = tokens[0].doc.tokens[tokens[0].i - 1] if tokens[0].i > 0 else None
    if len(tokens) > 1 or before is None or before.head.i != tokens[0].i or before.dep_ != "compound":
        return tokens
    word = names.fold(before.text)
    capital = before.tag_ == "NNP" and before.ent_iob_ == "O" and before.is_title
    return [before, *tokens] if capital and word not in names.titles() and word not in names.person_nouns() else tokens


def with_storm(tokens: list[Token]) -> list[Token]:
    """The name of a storm with the word before it: "Hurricane Example"."""
    first = tokens[0]
    before = first.doc.tokens[first.i - 1] if first.i > 0 else None
    return [before, *tokens] if before is not None and is_storm(before) else tokens


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a name begins and ends without what is printed against it: "Kyiv’s" as one token, "non-NATO", "Example-led"."""
    name = text[start:end]
    end -= len(name) - len(_HUNG_ON.sub("", name))
    start += len(name) - len(_PUT_BEFORE.sub("", name))
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not re.fullmatch(r"(?:\w\.)+", text[start:end]):
        end -= 1
    name = text[start:end]
    if "(" in name and ")" not in name:  # "World Health Organisation (WHO": the short name is another mention
        end = start + len(name.split("(")[0].rstrip())
    return start, end


def is_unseen(token: Token) -> bool:
    """Whether a word in capitals, in which spaCy sees no name, may be one: no title, no word for a person."""
    office = names.fold(token.text) in names.titles() or names.fold(token.text) in names.person_nouns()
    return token.tag_ == "NNP" and token.ent_iob_ == "O" and token.text.istitle() and not office
