"""Candidates: every printed name, one candidate per mention, before it is decided who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.data.calendar import WEEKDAYS
from kit.english.lexicon import senses
from kit.english.lexicon.addresses import addresses
from kit.english.people import names
from kit.english.people.candidate import Candidate, is_name, speaks
from kit.english.people.cut_names import make_whole
from kit.english.people.missed_names import missed_names
from kit.english.people.name_context import (
    beside,
    is_bodily,
    is_described,
    is_family,
    is_kin,
    is_kin_of,
    is_nickname,
    is_personal,
    is_placed,
    is_portfolio,
    is_relative,
    is_seated,
    is_side,
    is_taken_up,
    is_thing,
    is_work_in_marks,
    lives_there,
    pronoun_behind,
    shared_surname,
)
from kit.english.people.name_extent import bare_name, parted, with_given_name, with_storm, without_marks
from kit.english.people.name_form import LONGEST_NAME, is_body, is_common, is_office_word
from kit.english.people.name_kind import KINDS, is_told, kind_of
from kit.english.people.other_mentions import by_others
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kit.english.doc import Doc, Span, Token
    from kit.english.people.name_extent import Bare

# Shorter words in capitals are mostly abbreviations.
SHORTEST_SHOUT = 4
_NO_NOUN = frozenset({"RB", "JJ", "JJR", "JJS", "UH", "VB", "VBD", "VBG", "VBN", "MD", "PRP"})
_FEASTS = word_set("feasts")
_NAMED_DAYS = word_set("words before named days")
_PEOPLES = word_set("peoples")
_TELEPHONES = word_set("verbs of the telephone")
_BEFORE_PEOPLES = _PEOPLES | word_set("words before peoples")
_NO_ENTITIES = word_set("names of no entity")
_MAY_BE_TOWNS = frozenset({"person", "organisation", "place", "other"})


def gather(docs: Iterable[Doc]) -> list[Candidate]:
    """Candidates of all articles of an event, in order; furniture such as notices and credits names nobody."""
    docs = [doc for doc in docs if doc.analysed]
    candidates = [candidate for doc in docs for candidate in _of_article(doc)]
    make_whole(candidates, {doc.article_id: doc.text for doc in docs})
    return _apart(by_others(candidates, docs))


def _of_article(doc: Doc) -> list[Candidate]:
    """The candidates of an article, in order, none over another: of two that begin together the longer."""
    named = [ent for ent in doc.ents if ent.label_ in KINDS and ent.sent.role in READ_ROLES]
    surnames = {ent[-1].text for ent in named if ent.label_ == "PERSON" and len(ent) > 1}
    seen = [_candidate(part) for ent in named for part in parted(ent, surnames)]
    candidates = _without_common_words(doc, [*filter(None, seen), *missed_names(doc)])
    passed_over = addresses(doc.text)
    candidates = [c for c in candidates if not any(c.start < end and start < c.end for start, end in passed_over)]
    lasts = {c.key.split()[-1] for c in candidates if " " in c.key}
    towns = {
        word for t in doc.tokens
        if t.tag_ == "NNP" and (word := names.fold(t.text)) in lasts and is_placed([t], "person")
    }  # fmt: skip
    for candidate in candidates:
        candidate.town = " " in candidate.key and candidate.key.split()[-1] in towns
    return _apart(candidates)


def _apart(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates in order, none over another: of two that begin together the longer."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.article_id, c.start, -c.end, c.kind)):
        if not kept or candidate.article_id != kept[-1].article_id or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _without_common_words(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Without words taken for persons that the article also prints in small letters: "Marijuana", beside "marijuana"."""
    common = {t.lower_ for t in doc.tokens if t.text.islower() and t.pos_ in {"NOUN", "VERB", "ADJ"}}
    surnames = {c.key.split()[-1] for c in candidates if " " in c.key and c.kind == "person"}
    return [
        c for c in candidates
        if c.kind != "person" or " " in c.key or c.titles or c.described
        or c.key not in common or c.key in surnames or c.key in names.given_genders()
    ]  # fmt: skip


def _candidate(ent: Span) -> Candidate | None:
    """The candidate of a name that spaCy found; None if nothing is left of it, or it names nobody."""
    bare = bare_name(ent)
    if bare is None or any(test(bare) for test in (NOBODY_OF_ONE if len(bare.tokens) == 1 else NOBODY)):
        return None
    kind, titles, tokens = bare
    doc, last = ent.doc, tokens[-1]
    side = kind in {"person", "other"} and is_side(last)
    described = (not side and any(test(tokens) for test in DESCRIBES)) or _is_taken_up(tokens)
    described = described and not lives_there(tokens) and not is_work_in_marks(tokens) and not _is_body_by_name(tokens)
    told = bool(titles) or described
    kind = "organisation" if side else kind_of(kind, tokens, told=told)
    tokens = with_storm(tokens) if kind == "event" and not told else tokens
    tokens = with_given_name(tokens) if described else tokens
    start, end = without_marks(doc.text, tokens[0].idx, tokens[-1].end)
    text = doc.text[start:end]
    if not is_name(text) or "\n" in text:
        return None
    seated = kind in _MAY_BE_TOWNS and not told and not is_body(tokens) and is_seated(tokens)
    placed = not told and (seated or is_placed(tokens, kind))
    full = ""
    if len(tokens) == 1 and (other := shared_surname(tokens[0])):
        kind, full = "person", f"{text} {other}"
    hint, near = pronoun_behind(last), beside(tokens)
    return Candidate(
        doc.article_id, start, end, text, kind, _role(ent.sent), titles, described, placed,
        full=full, hint=hint, family=is_family(tokens), beside=near, kin=is_kin(tokens, near),
        personal=bool(hint) or _stands_as_person(tokens), thing=is_thing(last), seated=seated,
        told=kind in {"document", "other"} and is_told(tokens, kind),
        bodily=kind in {"person", "organisation"} and is_bodily(tokens), opens=_opens(tokens),
        definite=tokens[0].i > 0 and doc.tokens[tokens[0].i - 1].lower_ == "the",
    )  # fmt: skip


def _opens(tokens: Sequence[Token]) -> bool:
    """Whether a name of several words begins a sentence with a word for a person that is no given name, and no title."""
    first = tokens[0]
    person = senses.is_person_noun(first.lower_) and not is_office_word(first)
    given = names.fold(first.text) in names.given_genders()
    return len(tokens) > 1 and first.i == first.sent.start and person and not given


def _role(sentence: Span) -> str:
    """The role of a sentence; a heading within the article, all in capitals, names as little as a headline."""
    heading = sentence.role == "body" and sentence.text.isupper() and ":" not in sentence.text
    return "headline" if heading else sentence.role


def _stands_as_person(tokens: Sequence[Token]) -> bool:
    """Whether a name stands as a person's does, not as the rest of a body's: "Nordline Exland wrote"."""
    before = tokens[0].doc.tokens[tokens[0].i - 1] if tokens[0].i > 0 else None
    cut_off = before is not None and before.ent_type_ == "ORG" and before.whitespace_ == " "
    return not cut_off and (is_personal(tokens[-1]) or speaks(tokens[-1]))


def _is_taken_up(tokens: Sequence[Token]) -> bool:
    """Example Brook kept the quay. She …"""
    return 1 < len(tokens) < LONGEST_NAME and is_taken_up(tokens[-1]) and not is_body(tokens)


def _is_body_by_name(tokens: Sequence[Token]) -> bool:
    """Example National Committee (member); but not: Ann Fire."""
    return is_body(tokens) and names.fold(tokens[0].text) not in names.given_genders()


def _is_relative(tokens: Sequence[Token]) -> bool:
    """Example's father."""
    return is_relative(tokens[-1])


def _is_other_word(bare: Bare) -> bool:
    """Rapt jurors; TOO."""
    first = bare.tokens[0]
    return first.tag_ in _NO_NOUN and first.ent_type_ in {"ORG", "PRODUCT", "WORK_OF_ART", "LAW"}


def _is_portfolio(bare: Bare) -> bool:
    """Secretary of Health."""
    return is_portfolio(bare.tokens[0])


def _is_every_day(bare: Bare) -> bool:
    """DNA."""
    first = bare.tokens[0]
    return first.text.isupper() and names.known().get(first.lower_) == "none"


def _is_no_entity(bare: Bare) -> bool:
    """Brexit; Islam; a Grammy: neither a person nor a body, a place, an event or a text."""
    return bare.tokens[0].lower_.strip(".") in _NO_ENTITIES


def _is_handle(bare: Bare) -> bool:
    """@anntorsen; #AnnTorsen."""
    first = bare.tokens[0]
    return first.doc.text[max(0, first.idx - 1) : first.idx + 1].strip().startswith(("@", "#"))


def _is_pair(bare: Bare) -> bool:
    """The Exland-Wessland (border): two countries joined by a hyphen."""
    pair = "".join(t.text for t in bare.tokens).split("-")
    return len(pair) == 2 and all(
        "place" in {names.known().get(part), names.variant_kinds().get(part)} for part in map(names.fold, pair)
    )


def _is_named_day(bare: Bare) -> bool:
    """Super Tuesday, of which the day is taken off."""
    day = bare.tokens[0]
    return day.lower_ in _NAMED_DAYS and any(t.text in WEEKDAYS for t in day.doc.tokens[day.i + 1 : day.i + 2])


def _is_prize_winning(bare: Bare) -> bool:
    """Oscar-winning."""
    last = bare.tokens[-1]
    behind = [t.text for t in last.doc.tokens[last.i + 1 : last.i + 3]]
    return behind[:1] == ["-"] and behind[-1] in {"winning", "nominated"}


def _is_office_district(bare: Bare) -> bool:
    """U.S. District (Judge Ann Example)."""
    last = bare.tokens[-1]
    behind = last.doc.tokens[last.i + 1 : last.i + 2]
    return last.text == "District" and bool(behind) and behind[0].is_title and is_office_word(behind[0])


def _is_street_end(bare: Bare) -> bool:
    """Blvd."""
    return bare.tokens[0].lower_ in {"ave", "blvd", "rd", "hwy"}


def _is_people(bare: Bare) -> bool:
    """A New Exlander; the Exlandian champion; Exvillites."""
    first, last = bare.tokens[0], bare.tokens[-1]
    before = first.doc.tokens[first.i - 1].lower_ if first.i > 0 else ""
    if _is_of_people(last, _PEOPLES) and all(t.text == "-" or _is_of_people(t, _BEFORE_PEOPLES) for t in bare.tokens):
        named = bool(bare.titles) or last.lower_ in names.given_genders() or (bare.kind == "person" and speaks(last))
        return not named  # "Welsh said", "Christian"
    if bare.alone is not None and last.lower_.endswith("ers") and names.known().get(last.lower_[:-3]) == "place":
        return True  # "Londoners"
    if bare.titles or bare.kind == "document" or names.known().get(names.fold(last.text)):
        return False
    near = {t.lower_ for t in first.doc.tokens[max(0, first.i - 2) : first.i]}
    if (last.lower_.endswith("ites") and last.tag_ in {"NNS", "NNPS"}) or (
        not near.isdisjoint({"a", "the"}) and last.lower_.endswith("lander")
    ):
        return True
    person = bare.kind == "person" and before in {"a", "an"}
    behind = last.doc.tokens[last.i + 1 : last.i + 2]
    adjective = bare.alone is not None and last.dep_ in {"amod", "compound", "nmod"}
    adjective = adjective and (before in {"a", "an", "the"} or (last.head in behind and last.head.text.islower()))
    return (person or adjective) and last.lower_.endswith(("lander", "ian", "ese", "ish"))


def _is_of_people(token: Token, peoples: Collection[str]) -> bool:
    """Whether a word is one of a people, in the plural also of those that only stand before others: "Kazakh", "Americans"."""
    word = token.lower_
    return word in peoples or (word.endswith("s") and word[:-1] in _BEFORE_PEOPLES)


def _is_adjective(bare: Bare) -> bool:
    """Un-Exlandish."""
    return bare.tokens[0].text == "un"


def _is_shouted(bare: Bare) -> bool:
    """Waited for HOURS: a word of every day, in capitals for its weight."""
    first = bare.tokens[0]
    if not first.text.isupper():
        return False
    short = len(first) < SHORTEST_SHOUT and first.tag_ not in _NO_NOUN  # "US", "ABC"
    known = first.lower_ in names.known() or first.lower_ in names.variant_kinds() or not first.text.isalpha()
    if short or known or not is_common(first) or first.sent.text.isupper():
        return False
    others = [t for t in first.doc.tokens if t.lower_ == first.lower_ and t is not first]
    return not others or any(t.text.islower() for t in others)


def _are_shouted(bare: Bare) -> bool:
    """LOST AN EYE."""
    return all(t.text.isupper() for t in bare.tokens) and any(t.tag_ in _NO_NOUN or t.tag_ == "DT" for t in bare.tokens)


def _is_office(bare: Bare) -> bool:
    """The First Selectman; Det Supt (Ann Example): an office without a name."""
    last = bare.tokens[-1]
    behind = last.doc.tokens[last.i + 1 : last.i + 2]
    named = bool(behind) and behind[0].tag_ == "NNP" and behind[0].ent_type_ == "PERSON"
    words = [t for t in bare.tokens if t.text != "-" and t.lower_ not in {"first", "general"}]
    return bool(words) and all(map(is_office_word, words)) and (named or bare.kind not in {"person", "place"})


def _is_field(bare: Bare) -> bool:
    """Exlandian immigration (officials)."""
    first, last = bare.tokens[0], bare.tokens[-1]
    adjective = first.tag_ == "JJ" or first.lower_.endswith(("ian", "ican", "ese", "ish"))
    small = last.text.islower() and last.tag_ == "NN" and names.name_words("last").get(last.lower_) is None
    return bare.kind == "organisation" and len(bare.tokens) == 2 and adjective and small


def _is_office_of(bare: Bare) -> bool:
    """Superintendent of Police Ann Example."""
    first, last = bare.tokens[0], bare.tokens[-1]
    behind = last.doc.tokens[last.i + 1 : last.i + 2]
    held = bool(behind) and behind[0].ent_iob_ == "B" and behind[0].ent_type_ == "PERSON"
    return held and is_office_word(first) and any(t.lower_ == "of" for t in bare.tokens)


def _is_hour_or_feast(bare: Bare) -> bool:
    """07:37 UTC; Saint Example's Day; Easter."""
    last = bare.tokens[-1]
    behind = [t.text for t in last.doc.tokens[last.i + 1 : last.i + 3]]
    feast = behind[:1] in (["'s"], ["’s"]) and behind[1:] in (["Day"], ["Eve"])
    clock = bare.kind == "person" or names.known().get(last.lower_) == "none"  # "0915 GMT"
    feast = (bare.kind == "person" and feast) or (
        bare.alone is not None and bare.kind != "person" and last.lower_ in _FEASTS
    )
    return feast or (clock and bare.tokens[0].text[0].isdigit())


def _is_opening_word(bare: Bare) -> bool:
    """Revenue fell; COPS and crowds fought: a word of every day whose only capital is a sentence's first."""
    first = bare.tokens[0]
    if first.i > first.sent.start or bare.kind in {"person", "place"}:
        return False
    if not is_common(first) and (bare.kind != "other" or first.sent.role != "headline"):
        return False
    if names.known().get(first.lower_) or names.name_words("last").get(first.lower_) == "organisation":
        return False
    return is_office_word(first) or not any(t.text == first.text and t.i > t.sent.start for t in first.doc.tokens)


def _is_telephone(bare: Bare) -> bool:
    """Call Exville 5501."""
    last = bare.tokens[-1]
    number = last.text.isdigit() and len(last) > 2
    return number and any(t.lemma_.lower() in _TELEPHONES for t in last.sent)


# Each of these tells that a name is nobody's: any name, one of one word, one of several.
_NOBODY = (_is_handle, _is_pair, _is_prize_winning, _is_office_district, _is_people, _is_office, _is_hour_or_feast)
NOBODY_OF_ONE = (
    _is_no_entity, _is_named_day, _is_other_word, _is_portfolio, _is_every_day, _is_street_end, _is_shouted,
    _is_opening_word, *_NOBODY,
)  # fmt: skip
NOBODY = (_is_adjective, _is_field, _are_shouted, _is_office_of, _is_telephone, *_NOBODY)
# Each of these tells that a name is a person's.
DESCRIBES = (is_described, _is_relative, is_nickname, is_kin_of)
