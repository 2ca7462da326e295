"""Counted: what a quantity counts or measures, read from the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.data.rulebook import ids
from kit.english.doc import SUBJECTS
from kit.english.lexicon.numbers import SCALES, currencies, units
from kit.english.numbers.counted_phrase import counted_phrase
from kit.english.numbers.shares import RATIO
from kit.english.people.names import person_nouns
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.english.doc import Span, Token
    from kit.english.lexicon.numbers import Phrase

MODIFIES = frozenset("nummod compound amod quantmod nmod npadvmod predet".split())
LEADS = word_set("prepositions behind money")
# "Raised the fee to 40", "put the crowd at 70".
LEVELS = frozenset({"to", "at", "by", "from"})
# Behind a verb in the passive, only these: "was set aside for wells".
PURPOSE = frozenset({"for", "on"})
# Before who pays or gets an amount.
RECEIVERS = frozenset("every each average typical".split())
# Behind a number whose noun stands further up.
OF_THEM = (("of", "them"), ("of", "whom"), ("of", "which"), ("of", "those"), ("of", "these"))
CHANGES = word_set("nouns of change")
ALTERS = word_set("verbs of altering")
PARENTS = word_set("parents")
# "The toll was put at 23", "police estimated the crowd at 70".
KINDS = word_set("nouns of kinds")
PUTS = frozenset("estimate price put reckon set value".split())
VAGUE = word_set("vague numbers")
ALIKE = word_set("plurals without an ending")
# "The number of cases": the cases are counted.
TALLIES = word_set("nouns of tallies")
REACHES = word_set("verbs of reaching")
# "The condition of five", "the death of 12": not they are counted.
BEFALLS = word_set("what befalls so many")
SAYING = word_set("verbs of saying in predicates")
MEASURES = word_set("verbs of measuring")


def find_counted(span: Span, phrase: Phrase) -> tuple[Token, Token, Token] | None:
    """First token, head and last token of what is counted or measured; None if the sentence does not say.

    `READINGS` lists where it looks, in order: the first noun found is taken. It misses what another sentence says.
    """
    root = span.root
    if RATIO in ids(phrase.rule):
        noun = _of_ratio(span)
        return counted_phrase(span, noun) if noun is not None else None
    behind = tuple(t.lower_ for t in span.doc.tokens[span.end : span.end + 2])
    if behind in OF_THEM and (named := _told_of_them(span)) is not None:
        return named, named, named
    if phrase.kind == "occasions" or behind in OF_THEM or (phrase.kind == "count" and of_parent(span)):
        return None
    if (phrase.kind == "count" and _is_outcome(span)) or (phrase.kind == "length" and phrase.bound == "at most"):
        return None  # "Left 24 dead", "within 5 miles of the plant"
    says = span.end < len(span.doc) and span.doc.tokens[span.end].lemma_ in SAYING
    if phrase.kind == "age" and (root.dep_ == "pobj" or says):
        return (
            None  # "The arrest of a 19-year-old" tells no age of the arrest, "the 24-year-old told reporters" of none
        )
    if phrase.kind == "count" and (listed := _listed(span)):
        return listed, listed, listed
    noun = next((noun for reading in READINGS if (noun := reading(span, phrase))), None)
    if noun is None:
        return None
    noun = _of_a_tally(noun)
    if noun is None:
        return None
    noun = _of_a_change(noun, span, phrase)
    first, head, last = counted_phrase(span, noun)
    return first, head, head if phrase.kind == "age" else last


def _told_of_them(span: Span) -> Token | None:
    """The students of "24 people, 23 of them students"."""
    behind = span.doc.tokens[span.end + 2 : span.end + 4]
    ends = len(behind) == 1 or (len(behind) > 1 and (behind[1].is_punct or behind[1].pos_ in ("CCONJ", "ADP")))
    return behind[0] if ends and behind[0].tag_ == "NNS" and _noun(behind[0]) else None


def _right_behind(span: Span, phrase: Phrase) -> Token | None:
    """The plural behind a count, whatever the parser hangs it on: "38.9 per cent and 104 seats", "475 pledged delegates"."""
    if phrase.kind != "count" or span.end >= len(span.doc):
        return None
    beside = span.doc.tokens[span.end]
    if beside.tag_ in ("VBN", "VBD", "JJ") and beside.i + 1 < len(span.doc):
        beside = span.doc.tokens[beside.i + 1]
    plural = beside.tag_ in ("NNS", "NNPS") and beside.sent_index == span.root.sent_index
    return beside if plural and _noun(beside) else None


def _of_a_tally(noun: Token) -> Token | None:
    """The cases of "the number of cases"; None where the tally does not say of what it is."""
    if noun.lemma_.lower() not in TALLIES or noun.tag_ != "NN":
        return noun
    below = (t for c in noun.rights if c.lower_ == "of" for t in c.children if t.dep_ == "pobj" and t.tag_ != "CD")
    return next(below, None)


def _of_a_change(noun: Token, span: Span, phrase: Phrase) -> Token:
    """The profit of "a drop in profit to $58 million"."""
    if noun.lemma_.lower() not in CHANGES or phrase.kind == "count":
        return noun
    number = (span.root.head.i, span.root.i)
    below = (t for c in noun.rights if c.lower_ in ("in", "of") and c.i not in number for t in c.children)
    return next((t for t in below if t.dep_ == "pobj" and _noun(t)), noun)


def _listed(span: Span) -> Token | None:
    """The word of "Injured: 74", where nothing else stands behind the number."""
    tokens = span.doc.tokens
    if span.start < 2 or tokens[span.start - 1].text != ":":
        return None
    word, behind = tokens[span.start - 2], tokens[span.end : span.end + 1]
    next_one = tokens[span.end + 1 : span.end + 2]  # "Injured: 74 Missing: 3"
    ends = not behind or behind[0].text in ".,;" or behind[0].sent_index != span[0].sent_index
    ends |= bool(next_one) and next_one[0].text == ":"
    said = word.pos_ in ("NOUN", "ADJ") or word.tag_ in ("VBN", "VBD", "NNPS")
    return word if ends and said and word.sent_index == span[0].sent_index else None


def of_parent(span: Span) -> bool:
    """Whether it says how many children somebody has: "a mother of 12"."""
    tokens = span.doc.tokens
    before, behind = tokens[max(0, span.start - 2) : span.start], tokens[span.end : span.end + 1]
    alone = not behind or behind[0].pos_ not in ("NOUN", "ADJ")
    return alone and len(before) == 2 and before[1].lower_ == "of" and before[0].lemma_.lower() in PARENTS


def _is_outcome(span: Span) -> bool:
    """Whether what became of those counted stands behind the number, and no noun: "leaving 24 dead and …"."""
    behind = span.doc.tokens[span.end : span.end + 2]
    if not behind or behind[0].tag_ not in ("JJ", "VBN", "VBD") or behind[0].lemma_.lower() not in classes():
        return False
    return behind[-1].pos_ not in ("NOUN", "PROPN", "ADJ")


def _of_ratio(span: Span) -> Token | None:
    """What a ratio is a share of: "one in four children", "nine in ten of the houses", "one voter in ten"."""
    inside = next((t for t in span if t.i > span.start and _noun(t)), None)
    last = span[-1]
    if inside is not None or (last.head.i > last.i and _noun(last.head)):
        return inside or last.head
    return _behind(span, span.root, "share") or _behind(span, last, "share")


def _modified(span: Span, root: Token, kind: str) -> Token | None:
    head = root
    while head.dep_ in MODIFIES and head.head.i != head.i:
        head = head.head
        if head.i < span.start:
            return None
        if head.i >= span.end and _noun(head):
            beside = span.doc.tokens[span.end]
            if kind == "count" and head.head.tag_ in ("NNS", "NNPS") and _adjoins(span, head, head.head):
                head = head.head  # "Two plainclothes officers"
            elif (
                kind == "count"
                and head.tag_ == beside.tag_ == "NN"
                and beside.dep_ == "compound"
                and head.lower_ not in ALIKE
                and span.text.lower() != "one"
            ):
                return beside  # "A 200 person crowd"
            elif kind != "count" and _adjoins(span, head, head.head) and _noun(head.head):
                head = head.head  # "A 17-foot aluminium boat"
            between = span.doc.tokens[span.end : head.i]
            broken = any(
                t.text in (".", ";", ":", "...")
                or (
                    t.pos_ in ("VERB", "ADP")
                    and t.dep_ not in ("amod", "compound")
                    and (t.dep_, t.lower_) != ("quantmod", "of")
                )
                for t in between
            )
            # "38.9 per cent and 104 seats"
            other = any(t.lower_ == "and" for t in between) and any(t.tag_ == "CD" for t in between)
            return None if broken or (other and kind == "share") else head
    return None


def _adjoins(span: Span, noun: Token, other: Token) -> bool:
    """Whether nouns and adjectives alone lead from the number through one noun to the other."""
    between = span.doc.tokens[span.end : other.i]
    return noun.i < other.i and noun.dep_ in MODIFIES and all(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in between)


def _behind(span: Span, root: Token, kind: str) -> Token | None:
    """What stands behind: "2% of GDP"; and "promised $12 million for the ferry", where the parser hangs the phrase on the verb."""
    holders = [
        *span,
        *([root.head] if root.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") or root.head.i >= span.start else []),
    ]
    for child in sorted((c for holder in holders for c in holder.children), key=lambda c: c.i):
        near = child.i <= span.end + 2 or (child.head.i > span.end and child.lower_ in PURPOSE)
        if kind == "length":
            near = child.i == span.end  # "2 metres of snow"; but "10 miles south of the border"
        if kind != "money" and child.lower_ != "of":
            continue  # "killed seven in Halden", "fell 9 % in early trading"
        if child.i >= span.end and near and child.lower_ in LEADS:
            for below in child.children:
                where = child.lower_ == "in" and any(c.dep_ in ("det", "poss") for c in below.children)
                # "10,000 for every house", "$178 on the average home"
                where |= any(c.lower_ in RECEIVERS for c in below.children)
                if where:  # "18.5m florins in the club's own notice"; but "$40 billion in aid"
                    continue
                if below.dep_ in ("pobj", "pcomp") and _noun(below) and below.ent_type_ not in ("DATE", "TIME"):
                    return below
    return None


def _before(root: Token, phrase: Phrase) -> Token | None:
    while root.dep_ in ("quantmod", "nummod", "compound") and not _noun(root.head):
        root = root.head  # "from 2% to 5%": the parser hangs the first amount on the second
    head = root.head
    if root.dep_ == "pobj" and head.dep_ in ("prep", "dative"):
        governor = head.head
        if _noun(governor) and head.lower_ != "of" and any(c.lower_ == "the" for c in root.children):
            return None  # "Tariffs on the 6 billion euros of goods"
        if _noun(governor) and governor.i < root.i:
            behind = root.doc.tokens[root.i + 1 : root.i + 2]
            if phrase.kind == "count" and behind and behind[0].pos_ == "ADJ":
                return None  # "A team of three local and two foreign officers"
            if phrase.kind == "count" and (governor.lemma_.lower() in KINDS | BEFALLS or governor.lower_ == "none"):
                return None  # "A town of 4,000"
            # "Left school at 14" counts no schools.
            return governor if phrase.kind != "count" or head.lower_ == "of" else None
        if head.lower_ == "with":
            return None  # "A ferry sank with 142 aboard"
        if head.lower_ == "at" and governor.lemma_.lower() in PUTS:
            return next((c for c in governor.children if c.dep_ in ("nsubjpass", "dobj") and _noun(c)), None)
        if phrase.kind == "count" and head.lower_ == "to" and (counted := _counted_from(governor)):
            return counted
        by = head.lower_ == "by" and governor.lemma_.lower() not in ALTERS | MEASURES
        if phrase.kind == "count" and (head.lower_ not in LEVELS or by):
            return None  # "Beat the champion in six", "survived the vote by three"
        return _measured(governor, phrase, of_object=True) if governor.pos_ in ("VERB", "AUX") else None
    if head.lower_ == "worth":
        head = head.head
        return (
            _measured(head, phrase, of_object=True) if head.pos_ in ("VERB", "AUX") else head if _noun(head) else None
        )
    if root.dep_ in ("npadvmod", "attr", "dobj", "oprd", "dep", "acomp", "advmod") and head.pos_ in ("VERB", "AUX"):
        return _measured(head, phrase, of_object=root.dep_ != "dobj")
    return None


def _of_those(span: Span, phrase: Phrase) -> Token | None:
    """The injured of "three of the critically injured"."""
    behind = span.doc.tokens[span.end : span.end + 2]
    if phrase.kind != "count" or [t.lower_ for t in behind] != ["of", "the"]:
        return None
    return next((c for c in behind[0].children if c.dep_ == "pobj" and c.tag_ in ("JJ", "VBN", "VBD")), None)


def _who_voted(span: Span, phrase: Phrase) -> Token | None:
    """The deputies of "deputies voted 74 to 71"."""
    before, behind = span.doc.tokens[max(0, span.start - 1) : span.start], span.doc.tokens[span.end : span.end + 2]
    score = [t.lower_ for t in behind[:1]] == ["to"] and behind[-1].tag_ == "CD"
    if phrase.kind != "count" or not score or not before or before[0].lemma_.lower() != "vote":
        return None
    return next((c for c in before[0].children if c.dep_ == "nsubj" and c.tag_ in ("NNS", "NNPS")), None)


# The noun that is counted or measured: the first of these readings that finds one.
READINGS: tuple[Callable[[Span, Phrase], Token | None], ...] = (
    _who_voted,
    _of_those,
    lambda span, phrase: _modified(span, span.root, phrase.kind),  # "32 allies"
    lambda span, phrase: _behind(span, span.root, phrase.kind),  # "2% of GDP", "$40 billion in aid"
    lambda span, phrase: _before(span.root, phrase),  # "a tariff of 5%", "prices rose 5%"
    _right_behind,  # "104 seats"
    lambda span, phrase: _modified(span, span[-1], phrase.kind) if len(span) > 1 else None,  # "half a million people"
)


def _counted_from(verb: Token) -> Token | None:
    """The seats of "drop from 118 seats to 104"."""
    below = (noun for c in verb.rights if c.lower_ == "from" for noun in c.children if noun.dep_ == "pobj")
    return next((noun for noun in below if _noun(noun) and any(c.dep_ == "nummod" for c in noun.children)), None)


def _noun(token: Token) -> bool:
    """Whether it can be counted: a noun, and no unit, nor a number itself."""
    if (
        token.pos_ not in ("NOUN", "PROPN")
        or token.text in units()
        or token.text in currencies()
        or token.lower_ in VAGUE
        or token.lower_ in SCALES
    ):
        return False
    return not token.i or f"{token.doc.tokens[token.i - 1].lower_} {token.lower_}" not in units()  # "per cent"


def _measured(verb: Token, phrase: Phrase, *, of_object: bool) -> Token | None:
    """In "raise spending to 5%" the object is measured, in "spending rose 5%" and "the deal cost $5 million" the subject."""
    if of_object and (phrase.kind in ("money", "count") or verb.lemma_.lower() in ALTERS):
        for child in verb.children:
            if child.dep_ == "dobj" and _noun(child):
                return child
    measures = verb.lemma_.lower()
    while verb.dep_ in ("xcomp", "conj") and not any(c.dep_.startswith("nsubj") for c in verb.children):
        verb = verb.head
        if verb.lemma_.lower() in PUTS and any(c.dep_ == "nsubj" for c in verb.children):
            return None  # "Which experts have estimated to cost $5"
    reached = phrase.kind == "count" and measures in REACHES
    altered = of_object and measures in ALTERS  # "The grant was cut by $5", "the age lowered to 63"
    if altered and verb.dep_ == "acl" and _noun(verb.head):
        return verb.head
    if (measures not in MEASURES and verb.lemma_.lower() not in MEASURES and not altered) or (
        phrase.kind == "count" and not of_object and not reached
    ):
        return None
    # In "the board cut it by $5" the board is not measured.
    borne = frozenset({"nsubjpass"}) if altered and measures not in MEASURES else SUBJECTS
    subject = next((c for c in verb.children if c.dep_ in borne), None)
    if subject is not None and subject.tag_ == "WDT" and verb.dep_ == "relcl" and phrase.kind == "money":
        subject = verb.head  # "The branch, which costs $5"
    named = subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.lower_ != "cent"
    subject = subject if named else None
    # "Ann Example fell 200 feet" measures the fall, and not her; nor is she counted where shots "hit Ann Example, two in the arm".
    person = subject is not None and (subject.ent_type_ == "PERSON" or subject.lemma_.lower() in person_nouns())
    return None if person and phrase.kind in ("length", "count", "money") else subject
