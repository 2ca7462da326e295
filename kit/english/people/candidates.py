"""Candidates: every printed name, one candidate per mention, before it is decided who is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from kit.data.calendar import MONTHS, WEEKDAYS
from kit.english.doc import Span
from kit.english.lexicon import reporting
from kit.english.people import names
from kit.english.people.name_context import (
    ADDRESS,
    LONGEST_NAME,
    beside,
    is_addressed,
    is_body,
    is_described,
    is_family,
    is_kin,
    is_nickname,
    is_office,
    is_personal,
    is_placed,
    is_portfolio,
    is_relative,
    is_seated,
    is_side,
    is_site,
    is_storm,
    is_taken_up,
    is_thing,
    is_town_word,
    kind_by_end,
    pronoun_behind,
    shared_surname,
    thing_called,
    told_before,
)
from kit.english.people.whole_names import is_given_to, owner_of, parts_of, whole_name, without_office

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kit.english.doc import Doc, Token

# Furniture (bylines, credits, notices) is about nobody in the event.
ROLES = frozenset({"headline", "body", "caption"})
# spaCy's labels (OntoNotes 5) and the kinds of our table; numbers, dates and peoples (NORP) name no one.
KINDS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "LAW": "document", "WORK_OF_ART": "document", "PRODUCT": "other",
}  # fmt: skip

_NOT_FIRST, _NOT_LAST = frozenset("the a an near outside inside".split()), frozenset({"POS", ",", "IN", "TO", "CC"})
_NO_NOUN = frozenset({"RB", "JJ", "JJR", "JJS", "UH", "VB", "VBD", "VBG", "VBN", "MD", "PRP"})
_MAY_BE_TOWNS = frozenset({"person", "organisation", "place", "other"})

# Shorter names of the table (US, IS) are words too.
SHORTEST_IN_TABLE = 4
# Letters behind a name that are no part of it.
_BEHIND_NAME = frozenset("kc qc mp mep msp mbe obe cbe kbe dbe md phd".split())
# A transcript's label, and what in labels is no name.
_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}):\s")
FEWEST_LABELS = 3
LONGEST_PAIR = 3
_ROLES_IN_TALK = frozenset("question answer q a reporter moderator interviewer audience speaker host crosstalk".split())
# Names of days and months, without May, which people bear as well.
_CALENDAR = frozenset(
    {name.lower() for name in (*WEEKDAYS, *MONTHS) if name != "May"} | set("jan feb aug sept oct nov dec today".split())
)
_INSIDE = frozenset({"at", "in", "on", "for", "with", "and", "/", "from"})
_NO_NAME = frozenset({"he", "she", "it", "they", "i", "we", "you", "the", "a", "an", "this", "that", "mr", "mrs", "ms"})
_HUNG_ON = re.compile(r"(?:[’']s?|-(?:led|backed|based|run|owned|style|era|born|held|controlled|occupied))$")
_PUT_BEFORE = re.compile(r"^(?:non|pro|anti|ex|then|mid|post|pre)-", re.IGNORECASE)
_EDGE = " \t\r\n\xa0\"'“”‘’«»„‟`.,;:!?()[]{}…—–-*#@/\\|"


@dataclass
class Candidate:
    """One printed name: where it stands, what spaCy takes it for, the words that stand before it as a title."""

    article_id: str
    start: int
    end: int
    text: str
    kind: str
    role: str
    titles: tuple[str, ...] = ()
    described: bool = False  # a word for a person, or an age, stands beside it
    placed: bool = False  # something is in it, or "the town of" stands before it
    full: str = ""  # with the surname that is printed only behind the other of two: "Bob and Ann Example"
    hint: str = ""  # the gender of the pronoun behind it: "Example said she"
    family: bool = False  # "the Examples"
    beside: tuple[str, ...] = ()  # words for a person that stand beside it: offices, trades
    kin: bool = False  # printed as a relative's: "his sister, Ann Example"
    town: bool = False  # its last word stands alone behind "in": "Ferrotel Exland", "in Exland"
    personal: bool = False  # it stands as a person's name does: it speaks, owns, is joined to a person's
    seated: bool = False  # a state or a country stands behind it: "in Exville, Exland"
    thing: bool = False  # "it" takes it up: "Example said it would"
    rule: str = "mention.name"
    abbreviation_of: str = ""

    @property
    def key(self) -> str:
        return names.fold(self.full or self.text)


def gather(docs: Iterable[Doc]) -> list[Candidate]:
    """Candidates of all articles, in order; furniture such as notices and credits names nobody."""
    found: list[Candidate] = []
    for doc in docs:
        if doc.analysed:
            named = [ent for ent in doc.ents if ent.label_ in KINDS and ent.sent.role in ROLES]
            surnames = {ent[-1].text for ent in named if ent.label_ == "PERSON" and len(ent) > 1}
            candidates = [c for ent in named for part in _parted(ent, surnames) for c in _candidates(doc, part)]
            candidates += [*_in_table(doc), *_speaking(doc), *_addressed(doc), *_labels(doc)]
            candidates = _without_common_words(doc, candidates)
            towns = {names.fold(t.text) for t in doc.tokens if t.tag_ == "NNP" and is_placed([t], "person")}
            end = -1
            for candidate in sorted(candidates, key=lambda c: (c.start, -c.end, c.kind)):
                if candidate.start >= end:
                    candidate.town = " " in candidate.key and candidate.key.split()[-1] in towns
                    found.append(candidate)
                    end = candidate.end
    return found


def _without_common_words(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Without words taken for persons that the article also prints in small letters: "Marijuana", beside "marijuana"."""
    common = {t.lower_ for t in doc.tokens if t.text.islower() and t.pos_ in {"NOUN", "VERB", "ADJ"}}
    surnames = {c.key.split()[-1] for c in candidates if " " in c.key and c.kind == "person"}
    return [
        c for c in candidates
        if c.kind != "person" or " " in c.key or c.titles or c.described
        or c.key not in common or c.key in surnames or c.key in names.given_genders()
    ]  # fmt: skip


def speaks(token: Token) -> bool:
    """Whether a token is the subject of a verb that only persons and bodies are subjects of."""
    word = reporting.verb(token.head.lemma_) if token.dep_ == "nsubj" else None
    # only of one who is named in full: "Example hopes" may be anything's name
    thinks = word is not None and word.kind == "thought" and token.doc.tokens[max(0, token.i - 1)].tag_ == "NNP"
    return word is not None and ("quote" in word.takes or (thinks and "clause" in word.takes))


def _speaking(doc: Doc) -> Iterator[Candidate]:
    """Names that spaCy sees none in, but that speak: "Torsen said"."""
    for token in doc.tokens:
        if token.tag_ == "NNP" and token.ent_iob_ == "O" and speaks(token) and token.sent.role == "body":
            if _is_verb_part(token):
                continue
            first = token
            owner = owner_of(token)
            for left in reversed(token.lefts):
                if left.dep_ != "compound" or left.tag_ != "NNP" or left.i != first.i - 1 or left.ent_iob_ != "O":
                    break
                first = left
            while first.i < token.i and names.fold(first.text) in names.titles():
                first = doc.tokens[first.i + 1]
            first = owner or first
            titled = _titles_before(doc, first) and names.fold(token.text) not in names.titles()
            if names.fold(token.text) in names.titles() or (
                not titled and any(c.dep_ in {"det", "appos", "prep"} for c in token.children)
            ):
                continue  # an office: "the Secretary of Defence, Ann Example, said"; but "Chancellor Ann Example of Exland"
            text = doc.text[first.idx : token.end]
            if _names_something(text) and text[0].isupper() and not text.isupper():
                titles = _titles_before(doc, first)
                called = "organisation" if owner else thing_called(doc.tokens[first.i : token.i + 1])
                kind = "person" if titles else called or "person"
                thing = is_thing(token)
                yield Candidate(
                    doc.article_id, first.idx, token.end, text, kind, "body", titles, personal=True, thing=thing
                )


def _addressed(doc: Doc) -> Iterator[Candidate]:
    """Names that spaCy sees none in, but that a form of address stands before: "Dame Ann Example"."""
    for token in doc.tokens[:-1]:
        if names.fold(token.text) not in ADDRESS or not token.text[0].isupper() or token.sent.role not in ROLES:
            continue
        first = token.i + 1 + (doc.tokens[token.i + 1].text == ".")
        run = list(takewhile(_unseen_name, doc.tokens[first : min(token.sent.end, first + LONGEST_NAME)]))
        if (
            run and run[-1].doc.tokens[min(run[-1].i + 1, len(doc.tokens) - 1)].ent_iob_ != "B"
        ):  # not "Det Con Ann Example"
            text = doc.text[run[0].idx : run[-1].end]
            yield Candidate(
                doc.article_id, run[0].idx, run[-1].end, text, "person", token.sent.role, _titles_before(doc, run[0])
            )


def _unseen_name(token: Token) -> bool:
    office = names.fold(token.text) in names.titles() or names.fold(token.text) in names.person_nouns()
    return token.tag_ == "NNP" and token.ent_iob_ == "O" and token.text.istitle() and not office


def _in_table(doc: Doc) -> Iterator[Candidate]:
    """Places and bodies of the table of variants that spaCy sees no name in ("Kyiv" is younger than its lexicon)."""
    for token in doc.tokens:
        if token.tag_ == "NNP" and len(token) >= SHORTEST_IN_TABLE and token.ent_iob_ == "O":
            kind = names.variant_kinds().get(names.fold(token.text))
            if kind and token.sent.role in ROLES:
                yield Candidate(doc.article_id, token.idx, token.end, token.text, kind, token.sent.role)


def _parted(ent: Span, surnames: Collection[str] = ()) -> list[Span]:
    """What spaCy takes for one name may be a place and a person ("the mayor of Exville, Ann Example"), or two surnames."""
    if len(ent) == LONGEST_PAIR and ent[1].lower_ == "and" and {ent[0].text, ent[2].text} <= set(surnames):
        return [Span(ent.doc, i, i + 1, "PERSON") for i in (ent.start, ent.start + 2)]
    comma = next((token.i for token in ent if token.text == ","), ent.end)
    of = ent.doc.tokens[max(0, ent.start - 1)]
    if ent.end - comma < 3 or ent[-1].dep_ != "appos" or of.dep_ != "prep" or not is_office(of.head):
        return parts_of(ent)
    return [Span(ent.doc, ent.start, comma, "GPE"), Span(ent.doc, comma + 1, ent.end, "PERSON")]


def _candidates(doc: Doc, ent: Span) -> Iterator[Candidate]:
    """The candidate of a name that spaCy found, without what is no part of the name; none if nothing is left of it."""
    kind, tokens = KINDS[ent.label_], _without_edges(list(ent))
    if kind == "person":
        tokens = _person_only(tokens)
    if len(tokens) == 1 and (is_office(tokens[0]) or tokens[0].lower_ in _BEHIND_NAME or _is_verb_part(tokens[0])):
        return
    titles = _titles_before(doc, tokens[0]) if tokens else ()
    if kind != "person" and is_addressed(tokens):
        kind = "person"
    if kind == "person":
        tokens = _with_surname(tokens) if len(tokens) == 1 else tokens
        inside, tokens = _without_titles(tokens)
        titles += inside
    tokens = whole_name(without_office(tokens), kind) if tokens else tokens
    titles = titles or (_titles_before(doc, tokens[0]) if tokens else ())
    if not tokens or _is_no_name(tokens) or (kind == "person" and not titles and _is_people(tokens)):
        return
    side = kind == "person" and is_side(tokens[-1])
    described = not side and (is_described(tokens) or is_relative(tokens[-1]) or is_nickname(tokens))
    described = described or (1 < len(tokens) < LONGEST_NAME and is_taken_up(tokens[-1]) and not is_body(tokens))
    told = bool(titles) or described
    kind = "organisation" if side else _kind(kind, tokens, told=told)
    tokens = _with_storm(tokens) if kind == "event" and not told else tokens
    tokens = _with_given_name(tokens) if described else tokens
    start, end = _without_marks(doc.text, tokens[0].idx, tokens[-1].end)
    text = doc.text[start:end]
    if not _names_something(text) or "\n" in text:
        return
    seated = kind in _MAY_BE_TOWNS and not told and not is_body(tokens) and is_seated(tokens)
    placed = not told and (seated or is_placed(tokens, kind))
    full = ""
    if len(tokens) == 1 and (other := shared_surname(tokens[0])):
        kind, full = "person", f"{text} {other}"
    hint = pronoun_behind(tokens[-1])
    yield Candidate(
        doc.article_id, start, end, text, kind, _role(ent.sent), titles, described, placed,
        full=full, hint=hint, family=is_family(tokens), beside=beside(tokens), kin=is_kin(tokens),
        personal=bool(hint) or _stands_as_person(tokens), thing=is_thing(tokens[-1]), seated=seated,
    )  # fmt: skip


def _is_verb_part(token: Token) -> bool:
    """Whether a word at a sentence's beginning is the first half of one: "Cross-examined"."""
    behind = token.doc.tokens[token.i + 1 : token.i + 3]
    hyphen = len(behind) == 2 and behind[0].text == "-" and not token.whitespace_ and behind[1].text.islower()
    return hyphen and token.i == token.sent.start and behind[1].tag_ in {"VBN", "VBD", "VBG"}


def _role(sentence: Span) -> str:
    """The role of a sentence; a heading within the article, all in capitals, names as little as a headline."""
    heading = sentence.role == "body" and sentence.text.isupper() and ":" not in sentence.text
    return "headline" if heading else sentence.role


def _kind(kind: str, tokens: list[Token], *, told: bool) -> str:
    """The kind of what bears a name, where its own words, or the one before, tell it from what spaCy says.

    `told` says that words beside it tell of a person.
    """
    if (ended := kind_by_end(tokens)) and not told:
        return ended
    if kind == "place" and is_given_to(tokens) and not is_seated(tokens):
        return "person"
    if kind == "place" or told:
        channel = re.fullmatch(r"[A-Z]{2,4}\d{1,2}", tokens[0].text) is not None and len(tokens) == 1  # "told EX1"
        return "organisation" if kind == "place" and (is_body(tokens) or channel) else kind
    if is_site(tokens):
        return "place"
    if len(tokens) > 1 and tokens[-1].text == "Day":
        return "event"
    if kind == "person":
        body = len(tokens) == 1 and names.name_words("last").get(tokens[0].lower_) == "organisation"
        owned = any(c.dep_ in {"poss", "det"} for c in tokens[0].lefts)  # "the Teachers' Guild"
        return "organisation" if body and owned else thing_called(tokens) or kind
    return kind if is_body(tokens) else told_before(tokens) or kind


def _without_edges(tokens: list[Token]) -> list[Token]:
    """The tokens of a name without days, articles, prepositions and marks at its ends."""
    while tokens and (tokens[-1].lower_ in _CALENDAR or tokens[-1].tag_ in _NOT_LAST or not _word(tokens[-1])):
        tokens.pop()
    if len(tokens) > 1 and is_town_word(tokens[-1]):
        tokens.pop()
    while tokens and (not _word(tokens[0]) or tokens[0].lower_ in _NOT_FIRST or tokens[0].tag_ in {"DT", "IN"}):
        tokens.pop(0)
    return tokens


def _without_titles(tokens: list[Token]) -> tuple[tuple[str, ...], list[Token]]:
    """The titles that a person's name begins with, and its tokens without them and without letters behind it (QC)."""
    while len(tokens) > 1 and tokens[-1].lower_ in _BEHIND_NAME and tokens[-1].text.isupper():
        tokens = tokens[:-1]
    titles = tuple(takewhile(names.titles().__contains__, (names.fold(t.text) for t in tokens[:-1])))
    return titles, tokens[len(titles) :]


def _with_storm(tokens: list[Token]) -> list[Token]:
    """The name of a storm with the word before it: "Hurricane Example"."""
    first = tokens[0]
    before = first.doc.tokens[first.i - 1] if first.i > 0 else None
    return [before, *tokens] if before is not None and is_storm(before) else tokens


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
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


def _stands_as_person(tokens: list[Token]) -> bool:
    """Whether a name stands as a person's does, not as the rest of a body's: "Nordline Exland wrote"."""
    before = tokens[0].doc.tokens[tokens[0].i - 1] if tokens[0].i > 0 else None
    parted = before is not None and before.ent_type_ == "ORG" and before.whitespace_ == " "
    return not parted and (is_personal(tokens[-1]) or speaks(tokens[-1]))


def _is_no_name(tokens: list[Token]) -> bool:
    """Whether one word names nobody: a department in an office, a street's end, letters for a thing of every day ("DNA")."""
    first = tokens[0]
    if len(tokens) > 1:
        return False
    if first.tag_ in _NO_NOUN and first.ent_type_ in {"ORG", "PRODUCT", "WORK_OF_ART", "LAW"}:  # "TOO", "Rapt jurors"
        return True
    every_day = first.text.isupper() and names.known().get(first.lower_) == "none"
    return is_portfolio(first) or every_day or first.lower_ in {"ave", "blvd", "rd", "hwy"}


def _is_people(tokens: list[Token]) -> bool:
    """Whether a person's name is that of a people: "a New Exlander"."""
    before = tokens[0].doc.tokens[tokens[0].i - 1 : tokens[0].i]
    last = tokens[-1].lower_
    return bool(before) and before[0].lower_ in {"a", "an"} and last.endswith(("lander", "ian", "ese", "ish"))


def _person_only(tokens: list[Token]) -> list[Token]:
    """The tokens of a person's name without "Follow" before it, and figures, "at Example Hook" or "/Agency" behind."""
    while len(tokens) > 1 and tokens[0].i == tokens[0].sent.start and tokens[0].tag_ in {"VB", "VBP"}:
        tokens = tokens[1:]
    stop = next((n for n, t in enumerate(tokens) if n and (t.text.isdigit() or t.lower_ in _INSIDE)), len(tokens))
    tokens = tokens[:stop]
    alone = len(tokens) == 1 and tokens[0].tag_ in {"VB", "UH", "NNPS"} and not is_family(tokens)
    return [] if alone and names.fold(tokens[0].text) not in names.given_genders() else tokens


def _with_surname(tokens: list[Token]) -> list[Token]:
    """A given name with the surname behind it, in which spaCy sees none."""
    name = tokens[-1]
    behind = name.doc.tokens[name.i + 1 : name.i + 2]
    alone = names.fold(name.text) in names.given_genders() and name.dep_ == "compound"
    ends = bool(behind) and name.head is behind[0] and _unseen_name(behind[0])
    return [*tokens, *behind] if alone and ends and not thing_called([*tokens, *behind]) else tokens


def _with_given_name(tokens: list[Token]) -> list[Token]:
    """A surname with the given name before it, in which spaCy sees no name."""
    before = tokens[0].doc.tokens[tokens[0].i - 1] if tokens[0].i > 0 else None
    if len(tokens) > 1 or before is None or before.head.i != tokens[0].i or before.dep_ != "compound":
        return tokens
    word = names.fold(before.text)
    capital = before.tag_ == "NNP" and before.ent_iob_ == "O" and before.is_title
    return [before, *tokens] if capital and word not in names.titles() and word not in names.person_nouns() else tokens


def _word(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)


def _labels(doc: Doc) -> Iterator[Candidate]:
    """Names in the labels of a transcript ("SECRETARY EXAMPLE: …"), if it has several."""
    firsts = {s.paragraph: s.start_char for s in reversed(doc.sentences) if s.role == "body"}
    places = [m for start in sorted(firsts.values()) if (m := _LABEL.match(doc.text, start))]
    for match in places if len(places) >= FEWEST_LABELS else ():
        span = doc.span_at(match.start(1), match.end(1))
        if span is None or any(t.ent_iob_ != "O" for t in span):
            continue
        words = [t for t in span if _word(t) and names.fold(t.text) not in names.titles()]
        if words and not {t.lower_ for t in words} & _ROLES_IN_TALK and words[-1].end == span.end_char:
            text = doc.text[words[0].idx : words[-1].end]
            titles = tuple(names.fold(t.text) for t in span if names.fold(t.text) in names.titles())
            yield Candidate(doc.article_id, words[0].idx, words[-1].end, text, "person", "body", titles, personal=True)


def _titles_before(doc: Doc, token: Token) -> tuple[str, ...]:
    found: list[str] = []
    i = token.i - 1
    while i >= 0 and len(found) < 4 and doc.tokens[i].sent_index == token.sent_index:
        word = names.fold(doc.tokens[i].text)
        if word not in names.titles():
            break
        found.insert(0, word)
        i -= 1
    return tuple(found)


def _names_something(text: str) -> bool:
    """A name has a letter in capitals, and is no pronoun, address or number."""
    return (
        len(text) > 1
        and any(c.isupper() for c in text)
        and names.fold(text) not in _NO_NAME
        and not re.search(r"https?:|www\.|@|[{}<>=_]", text)
        and len(text) < 80
    )


def abbreviations(doc: Doc) -> dict[str, str]:
    """Folded abbreviation → folded full name, where the article explains it: "World Health Organisation (WHO)".

    The letters must be the initials of the words before the bracket (small words may be skipped).
    """
    found: dict[str, str] = {}
    for match in re.finditer(r"\(([A-Z][A-Za-z.&]{1,9})\)", doc.text):
        letters = re.sub(r"[^A-Za-z]", "", match[1]).upper()
        words = re.findall(r"[\w'’-]+", doc.text[max(0, match.start() - 120) : match.start()].rsplit("\n", 1)[-1])
        for take in range(1, min(len(words), len(letters) + 4) + 1):
            run = words[-take:]
            if run[0][0].isupper() and initials(run) == letters:
                found[names.fold(match[1])] = names.fold(" ".join(run))
                break
    return found


def initials(words: Iterable[str]) -> str:
    """Initials of the words that are not small ("North Atlantic Treaty Organization" → "NATO")."""
    parts = [p for word in words for p in word.split("-")]
    return "".join(p[0] for p in parts if p and p.lower() not in {"of", "the", "and", "for", "in", "on", "to"}).upper()
