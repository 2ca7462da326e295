"""Name context: what the words beside a name tell of what bears it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon import reporting
from kit.english.people import names
from kit.english.people.name_form import ADDRESS, SETTLED, is_body, is_common, is_office_word

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kit.english.doc import Token

_AT_HOME = word_set("names at home")
# This many words behind its verb a pronoun may still be the subject's.
FAR_PRONOUN = 6
_GENDERS = {"he": "male", "his": "male", "she": "female", "her": "female"}
_KIN = word_set("kin")
_IMPERSONAL = word_set("impersonal verbs")
_AROUND_NICKNAMES = word_set("marks around nicknames")
_OPENING = _AROUND_NICKNAMES - {"(", ")"}
_HOLDERS = frozenset({"secretary", "minister", "ministry"})
_OF_PLACES = word_set("those of a place")
_OF_STATES = word_set("what states have")
_GOVERNMENTS = word_set("parts of government")
_CHIEFS = frozenset("head boss chair".split())
_CALLED_AFTER = word_set("called after persons")
_OF_FIRMS = word_set("what firms have")
_STATES, _POSTAL = word_set("short names of states"), word_set("postal codes of states")
_SIDES = word_set("sides of places")
_AROUND_PLACES = frozenset({"housing", "area", "areas"})
_BEHIND_PLACES = SETTLED | _AROUND_PLACES
_OF_TOWNS, _IN_TOWNS = SETTLED | word_set("what towns have"), word_set("who lives in towns")
_WITHIN = frozenset({"in", "near", "outside", "throughout", "across"})
_COMPASS = word_set("directions")
_BESIDE_PLACES, _AT_PLACES = word_set("beside names of places"), word_set("places at places")
DISTANCES = frozenset({"kilometres", "kilometers", "km", "miles"})
_HELD = word_set("held in persons")
_WORKS = word_set("works before names")
_SEVERAL_PLACES = word_set("several places")


def is_office(token: Token) -> bool:
    """Whether one word is a rank or work, and nobody's name: "Sgt." before a line's end, "the GP"."""
    word = names.fold(token.text)
    if (
        token.lower_.rstrip(".") in ADDRESS
        or word in _AT_HOME
        or (word in names.titles() and token.doc.text[token.end : token.end + 1] == ".")
    ):
        return True
    if token.text.isupper() and token.tag_ == "JJ":
        return True  # "A FURIOUS mum"
    article = token.i > 0 and token.doc.tokens[token.i - 1].lower_ in {"the", "a", "an"}
    return word in names.person_nouns() and (article or token.text.isupper())


def is_thing(token: Token) -> bool:
    """Whether the pronoun for a speaker is "it": "Example said it would repay its users"."""
    if not speaks_as_body(token):
        return False
    clauses = [c for c in token.head.rights if c.dep_ == "ccomp"]
    return any(
        c.dep_ == "nsubj" and c.lower_ == "it" and clause.lemma_ not in _IMPERSONAL
        for clause in clauses for c in clause.lefts
    )  # fmt: skip


def is_seated(tokens: Sequence[Token]) -> bool:
    """Whether a name is a town's: "in Exville, Exland", "in Exville, where", "Exville town", "south of Exville"."""
    first, last = tokens[0], tokens[-1]
    behind = first.doc.tokens[last.i + 1 : last.i + 3]
    if behind and behind[0].is_title and last.ent_type_ != "PERSON" and names.fold(behind[0].text) in _OF_PLACES:
        return True  # "Exville Mayor Ann Example"
    if lives_there(tokens) or _has_counties(last) or _is_state(tokens):
        return True
    settled = bool(behind) and behind[0].text in _BEHIND_PLACES
    within = settled and behind[0].dep_ in {"compound", "nmod"}
    if settled and (not within or behind[0].text in _AROUND_PLACES or behind[0].head.lemma_ in _GOVERNMENTS):
        return True  # "the Exville state government", "the Exville housing projects"
    if any(c.dep_ == "appos" and (c.lemma_ in SETTLED or c.lemma_ == "capital") for c in last.rights):
        return True  # "in Exville, the capital of the district"
    before = first.doc.tokens[max(first.sent.start, first.i - 2) : first.i]
    if [t.lower_ for t in before[1:]] == ["of"] and before[0].lower_ in _COMPASS:
        return True
    if before and before[-1].text in _SIDES and len(tokens) < 3:  # "northern Exland"
        return True
    if [t.text for t in behind[:1]] == [","] and behind[-1].lower_.rstrip(".") in _STATES:
        return names.fold(first.text) not in names.given_genders()  # "Exville, Calif."
    region = len(behind) == 2 and behind[0].text == "," and names.known().get(names.fold(behind[1].text)) == "place"
    region = region or [t.lower_ for t in behind] == [",", "where"]
    return region and bool(before) and before[-1].lower_ in {"in", "at", "near", "from", "of", "outside"}


def is_firm(tokens: Sequence[Token]) -> bool:
    """Whether a name that is no known place's has what only firms have, or is a source: "Example shares", "according to Example"."""
    last = tokens[-1]
    behind = [t for t in last.doc.tokens[last.i + 1 : last.i + 3] if t.tag_ != "POS"][:1]
    owned = last.dep_ in {"compound", "poss", "nmod"} and bool(behind) and behind[0].lemma_.lower() in _OF_FIRMS
    source = last.dep_ == "pobj" and last.head.lower_ == "to" and last.head.head.lower_ == "according"
    known = any(names.known().get(names.fold(t.text)) for t in tokens) or names.variant_kinds().get(
        names.fold(last.text)
    )
    return (owned or (source and len(tokens) == 1)) and not known


def is_state_behind(tokens: Sequence[Token]) -> bool:
    """Whether a name is a state's short one behind a town: "in Exville, CA"."""
    first = tokens[0]
    ahead = first.doc.tokens[max(first.sent.start, first.i - 2) : first.i]
    short = (first.text.isupper() and first.lower_ in _POSTAL) or first.lower_.rstrip(".") in _STATES
    return short and len(tokens) == 1 and [t.text for t in ahead[1:]] == [","] and ahead[0].is_title


def is_reporting_from(tokens: Sequence[Token]) -> bool:
    """Whether a name is a reporter's below a text: "Example reported from Exville"."""
    last = tokens[-1]
    behind = [t.lower_ for t in last.doc.tokens[last.i + 1 : last.i + 3]]
    begun = tokens[0].i == tokens[0].sent.start and len(tokens) == 1
    return begun and behind in (["reported", "from"], ["contributed", "from"], ["contributed", "to"])


def lives_there(tokens: Sequence[Token]) -> bool:
    """Whether those who live in a place stand behind its name: "Exville residents", "an Exville Creek man"."""
    last = tokens[-1]
    behind = last.doc.tokens[last.i + 1 : last.i + 2]
    return bool(behind) and behind[0].text in _IN_TOWNS and last.dep_ in {"compound", "nmod"}


def _is_state(tokens: Sequence[Token]) -> bool:
    """Whether what only states have is a name's: "Exland's transport minister"."""
    last = tokens[-1]
    return len(tokens) == 1 and last.is_title and last.dep_ == "poss" and last.head.lemma_ in _OF_STATES


def _has_counties(last: Token) -> bool:
    """Whether a word for several places follows the names that it is joined to: "Exville and Exland counties"."""
    behind = last.doc.tokens[last.i + 1 : min(last.sent.end, last.i + 1 + FAR_PRONOUN)]
    if not any(t.text in _SEVERAL_PLACES for t in behind):
        return False
    run = list(takewhile(lambda t: t.text in {",", "and", "or", "&"} or t.is_title, behind))
    joined = last.i > last.sent.start and last.doc.tokens[last.i - 1].text in {",", "and", "or", "&"}
    return len(run) != 1 and (run or joined) and len(run) < len(behind) and behind[len(run)].text in _SEVERAL_PLACES


def is_relative(last: Token) -> bool:
    """Whether a name is a person's by whose relative is named: "Example's father"."""
    behind = last.doc.tokens[last.i + 1 : last.i + 4]
    nouns = [t for t in behind[1:] if t.pos_ == "NOUN"][:1]
    return bool(behind) and behind[0].tag_ == "POS" and bool(nouns) and nouns[0].lemma_ in _KIN - {"partner", "parent"}


def is_nickname(tokens: Sequence[Token]) -> bool:
    """Whether a name stands in brackets or marks inside a person's: "Robert (Bobby) Example"."""
    near = tokens[0].doc.tokens[max(0, tokens[0].i - 2) : tokens[-1].i + 3]
    return (
        len(near) == len(tokens) + 4
        and near[1].text in _AROUND_NICKNAMES
        and near[-2].text in _AROUND_NICKNAMES
        and all(t.tag_ == "NNP" for t in (near[0], near[-1]))
    )


def is_side(last: Token) -> bool:
    """Whether a name is the team's whose player or coach is named behind it: "Exville manager Ann Example"."""
    behind = last.doc.tokens[last.i + 1 : last.i + 3]
    return len(behind) == 2 and behind[0].text in names.players() and behind[1].ent_iob_ == "B"


def is_placed(tokens: Sequence[Token], kind: str) -> bool:
    """Whether a name stands as a place's does: "the town of Exville", and what is taken for a person's, "in Exville"."""
    last, before = tokens[-1], tokens[0].doc.tokens[max(0, tokens[0].i - 2) : tokens[0].i]
    if len(before) == 2 and before[1].lower_ == "of" and before[0].lemma_.lower() in _OF_TOWNS:
        return True
    if kind == "person" and [t.text for t in before] == [",", "of"]:
        return True  # "Ann Example, 44, of Exville, said"
    if kind == "person" and (_is_beside_place(tokens) or _is_home(tokens)):
        return True
    if len(tokens) > 1 and names.fold(tokens[0].text) in names.given_genders():
        return False  # "wrote in Ann Example in 2012"
    if names.known().get(names.fold(last.text)) is None and (_is_distant(tokens) or _has_site(tokens)):
        return True
    within = last.dep_ == "pobj" and last.head.lower_ in _WITHIN and last.head in before[1:]
    if kind in {"organisation", "other"} and (len(tokens) > 2 or not last.is_title or any(map(is_common, tokens))):
        return False
    known = names.known().get(names.fold(" ".join(t.text for t in tokens)))
    return kind != "place" and known is None and within and last.head.head.lemma_ not in _HELD


def _is_distant(tokens: Sequence[Token]) -> bool:
    """Whether it is told how far off a name is, or that the way leads there: "Exville, 14 km away", "9 miles from Exville", "by way of Exville"."""
    first, last = tokens[0], tokens[-1]
    ahead = [t.lower_ for t in first.doc.tokens[max(first.sent.start, first.i - 3) : first.i]]
    behind = [t.lower_ for t in first.doc.tokens[last.i + 1 : last.i + 5]]
    far = len(behind) == 4 and behind[0] == "," and behind[2] in DISTANCES and behind[3] == "away"
    return far or ahead == ["by", "way", "of"] or (len(ahead) == 3 and ahead[1] in DISTANCES and ahead[2] == "from")


def _has_site(tokens: Sequence[Token]) -> bool:
    """Whether something that stands in towns is at a name, or a part of a town behind it: "the hospital at Exville", "the Exville estuary"."""
    first, last = tokens[0], tokens[-1]
    at = last.head if last.dep_ == "pobj" and last.head.lower_ == "at" and last.head.i == first.i - 1 else None
    behind = last.doc.tokens[last.i + 1 : last.i + 2]
    beside = bool(behind) and behind[0].text in _BESIDE_PLACES and last.dep_ in {"compound", "nmod"}
    return beside or (at is not None and at.head.lemma_ in _AT_PLACES)


def _is_beside_place(tokens: Sequence[Token]) -> bool:
    """Whether a name is the second of two that one comes from or is in, and the first a place's: "from Exville and Exland"."""
    first, place = tokens[0], tokens[-1].head
    joined = tokens[-1].dep_ == "conj" and place.dep_ == "pobj" and place.head.lower_ in _WITHIN | {"from"}
    known = names.known().get(names.fold(tokens[-1].text)) or names.fold(first.text) in names.given_genders()
    return joined and place.ent_type_ in {"GPE", "LOC", "FAC"} and not known


def _is_home(tokens: Sequence[Token]) -> bool:
    """Whether somebody of an age is from there: "the 36-year-old from Exville", "Ann Example, 36, from Exville"."""
    of = tokens[-1].head
    if tokens[-1].dep_ != "pobj" or of.lower_ != "from" or of.i != tokens[0].i - 1:
        return False
    ahead = of.doc.tokens[max(0, of.i - 2) : of.i]
    return [t.lower_ for t in ahead[-1:]] == ["old"] or (
        len(ahead) == 2 and ahead[0].text.isdigit() and ahead[1].text == ","
    )


def is_described(tokens: Sequence[Token]) -> bool:
    """Whether a word for a person, an age or "who" stands beside a name: "Ann Example, a shopkeeper,", "Ann Example, 41,"."""
    first, last = tokens[0], tokens[-1]
    behind = first.doc.tokens[last.i + 1 : last.i + 3]
    share = [t.tag_ for t in first.doc.tokens[last.i + 3 : last.i + 4]] in (["NN"], ["NNS"])  # "the Reds, 28% …"
    if [t.text for t in behind[:1]] in ([","], ["("]) and re.fullmatch(r"[1-9]\d", behind[-1].text) and not share:
        return True
    # not "lawmakers on Capitol Hill, who …", where others are meant
    beneath = last.dep_ == "pobj" and last.head.lower_ in {"of", "on", "in", "at", "from", "near"}
    placed = (
        beneath
        or first.ent_type_ in {"GPE", "LOC", "FAC"}
        or any(not t.is_alpha and t.text not in "-." for t in tokens)
    )
    several = (
        len(tokens) > 1 and first.i > 0 and first.doc.tokens[first.i - 1].lower_ == "the"
    )  # "the Exville Reds, who"
    if [t.text for t in behind] == [",", "who"] and not placed and not several:
        return True
    chief = not placed and len(tokens) > 1 and any(c.dep_ == "appos" and c.lemma_ in _CHIEFS for c in last.rights)
    return bool(beside(tokens)) or (chief and not is_body(tokens))


def beside(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The folded words for a person that stand beside a name: "shopkeeper Example", "Ann Example, a daughter of …"."""
    first, last = tokens[0], tokens[-1]
    near = [c for c in last.rights if c.dep_ == "appos"]
    if last.dep_ == "appos" and last.head.i < first.i:
        near.append(last.head)
    # "shopkeeper Example", or "shopkeeper Ann Example", of which the analysis sees the surname only
    ahead = reversed(first.doc.tokens[max(first.sent.start, first.i - 2) : first.i])
    near += takewhile(lambda t: t.dep_ in {"compound", "nmod", "amod", "appos"} and _may_tell(t), ahead)
    words = [names.fold(t.lemma_) for t in near if t.tag_ in {"NN", "NNP"}]
    return tuple(word for word in words if word in names.person_nouns())


def _may_tell(token: Token) -> bool:
    """Whether a word before a name is a part of it or a word for a person: not "the Coast Guard cutter Example"."""
    return token.text[:1].isupper() or is_office_word(token)


def is_kin_of(tokens: Sequence[Token]) -> bool:
    """Whether somebody's relative is named by a given name only: "his sisters, Ann and Eve"."""
    if len(tokens) > 1:
        return False
    first = tokens[0].head if tokens[0].dep_ == "conj" else tokens[0]
    ahead = [t for t in first.doc.tokens[max(first.sent.start, first.i - 3) : first.i] if t.text != ","][-2:]
    owned = len(ahead) == 2 and ahead[0].tag_ == "PRP$" and ahead[0].lower_ not in {"its", "our"}
    return owned and ahead[1].lemma_ in _KIN


def is_kin(tokens: Sequence[Token], words_beside: Collection[str]) -> bool:
    """Whether a name, with these words for a person beside it, is printed as a relative's: "his sister, Ann Example", "Example's son Bob", "daughters Ann and Eve"."""
    first = tokens[0]
    ahead = first.doc.tokens[max(first.sent.start, first.i - 3) : first.i]
    ahead = [t for t in ahead if t.text != ","][-1:]
    before = {t.lemma_.lower() for t in ahead if t.pos_ in {"NOUN", "PROPN"}}
    return not _KIN.isdisjoint(before) or not _KIN.isdisjoint(words_beside)


def is_personal(token: Token) -> bool:
    """Whether a name stands as a person's does: its owner's, beside a person's, or the one that a word like "who" takes up."""
    joined = token.dep_ == "conj" and token.head.ent_type_ == "PERSON"
    joined = joined or any(c.dep_ == "conj" and c.ent_type_ == "PERSON" for c in token.rights)
    taken_up = any(c.dep_ == "relcl" and any(w.lower_ in {"who", "whom"} for w in c.lefts) for c in token.rights)
    called = token.dep_ in {"compound", "nmod"} and token.head.lemma_ in _CALLED_AFTER  # "the Example trial"
    return token.dep_ == "poss" or joined or taken_up or called


def is_portfolio(token: Token) -> bool:
    """The department in an office: "Health" in "Secretary of Health" or "Health Secretary" is no body by itself."""
    tokens, i = token.doc.tokens, token.i
    behind = tokens[i + 1 : i + 2]
    if behind and behind[0].lower_ in _HOLDERS and token.is_title and token.ent_type_ == "ORG":
        return True
    held = bool(behind) and behind[0].is_title and names.fold(behind[0].text) in names.person_nouns()
    named = names.known().get(token.lower_) or names.name_words("last").get(token.lower_) == "organisation"
    if held and token.ent_type_ == "ORG" and token.is_title and is_common(token) and not named:
        return True  # "Personnel Director"
    if i > 0 and tokens[i - 1].lower_ == "the":
        i -= 1
    return i > 1 and tokens[i - 1].lower_ == "of" and tokens[i - 2].lower_ in _HOLDERS


def shared_surname(token: Token) -> str:
    """The surname of a given name whose bearer is one of two: "Bob and Ann Example"; or nothing."""
    tokens, i = token.doc.tokens, token.i
    if names.fold(token.text) not in names.given_genders() or i + 3 >= len(tokens):
        return ""
    joint, given, family = tokens[i + 1 : i + 4]
    one = given.ent_type_ == family.ent_type_ == "PERSON" and names.fold(given.text) in names.given_genders()
    alone = i == token.sent.start or tokens[i - 1].tag_ != "NNP"
    last = i + 4 == len(tokens) or tokens[i + 4].ent_iob_ != "I"
    return family.text if joint.lower_ in {"and", "&"} and one and alone and last else ""


def pronoun_behind(token: Token) -> str:
    """The gender of the pronoun that refers to a subject in its own clause ("Example said she"), or nothing."""
    if token.dep_ != "nsubj":
        return ""
    verb = token.head.i
    for other in token.doc.tokens[verb : min(token.sent.end, verb + FAR_PRONOUN)]:
        if other.lower_ in _GENDERS:
            return _GENDERS[other.lower_]
        if other.ent_type_ == "PERSON":
            return ""
    return ""


def is_taken_up(last: Token) -> bool:
    """Whether "he" or "she" begins the next sentence where a name is the only subject: "Example kept the quay. She …"."""
    doc, number = last.doc, last.sent_index
    if last.dep_ != "nsubj" or last.head.i != last.sent.root.i or number + 1 >= len(doc.sentences):
        return False
    behind = doc.sentences[number + 1]
    others = [t for t in last.sent if t.ent_type_ == "PERSON" and t.dep_ not in {"compound", "poss"}]
    alone = all(t.dep_ == "pobj" and t.head.lower_ in {"at", "in", "near", "of", "on"} for t in others)
    return alone and behind.paragraph == last.sent.paragraph and behind[0].lower_ in {"he", "she"}


def is_bodily(tokens: Sequence[Token]) -> bool:
    """Whether a word for a body stands before a name, or "which" takes it up: "the engineering firm Ann Brook", "Exaltec, which makes pumps"."""
    last = tokens[-1]
    behind = last.doc.tokens[last.i + 1 : last.i + 3]
    which = [t.lower_ for t in behind] == [",", "which"] and behind[1].dep_ in {"nsubj", "nsubjpass"}
    which = which and any(c.dep_ == "relcl" and behind[1] in c.lefts for c in last.rights)
    return which or told_before(tokens) == "organisation"


def is_family(tokens: Sequence[Token]) -> bool:
    """Whether a name is that of several: "the Examples"."""
    before = tokens[0].doc.tokens[tokens[0].i - 1] if tokens[0].i > 0 else None
    return len(tokens) == 1 and before is not None and before.lower_ == "the" and tokens[0].text.endswith("s")


def speaks_as_body(token: Token) -> bool:
    """Whether a name is the subject of a reporting verb, as a newspaper's is: "the Example reported"."""
    word = reporting.verb(token.head.lemma_) if token.dep_ == "nsubj" else None
    return word is not None and "quote" in word.takes


def is_titled(tokens: Sequence[Token]) -> bool:
    """Whether a word for a book or a film announces a name: "her novel 'Example Brook'", "a film called Example"."""
    ahead = tokens[0].doc.tokens[max(tokens[0].sent.start, tokens[0].i - 4) : tokens[0].i]
    return any(t.lower_ in _WORKS for t in ahead)


def is_work_in_marks(tokens: Sequence[Token]) -> bool:
    """Whether a name in marks is a book's or a film's: the drama "Example Street"; "Example Street", a novel."""
    first, last = tokens[0], tokens[-1]
    if first.i == 0 or first.doc.tokens[first.i - 1].text not in _OPENING:
        return False
    behind = [t.text for t in first.doc.tokens[last.i + 1 : last.i + 3] if t.text not in {",", "."}]
    after = first.doc.tokens[last.i + 1 : min(first.sent.end, last.i + 1 + FAR_PRONOUN)]
    told = next((t for t in after if t.is_alpha), last).tag_ == "DT" and any(t.lower_ in _WORKS for t in after)
    return bool(behind) and behind[0] in _AROUND_NICKNAMES and (told or is_titled(tokens))


def told_before(tokens: Sequence[Token]) -> str:
    """The kind that the word before a name tells, or beside it: "the ferry Example", "Example, a state website"; or nothing."""
    first, last = tokens[0], tokens[-1]
    near = [first.doc.tokens[first.i - 1]] if first.i > first.sent.start else []
    near += [c for c in last.rights if c.dep_ == "appos" and c.tag_ == "NN"]
    root = next(t for t in tokens if not first.i <= t.head.i <= last.i or t.head is t)
    head = root.head  # "one boat, the Star of Exville", but not "a clerk of the group, Ann Example"
    office = head.dep_ == "pobj" and is_office_word(head.head.head)
    near += [head] if root.dep_ == "appos" and head.i < first.i and not office else []
    return next((kind for t in near if (kind := names.name_words("before").get(t.text))), "")
