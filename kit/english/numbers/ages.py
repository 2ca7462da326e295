"""Ages: bare figures that say how old somebody is: "Ann Example, 34, said", "a boy aged 12", "at the age of five"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.english.people.names import person_nouns

if TYPE_CHECKING:
    from kit.english.doc import Doc, Span, Token
    from kit.english.lexicon.numbers import Phrase

OLDEST = 122
# Words before an age; some words for its bound may stand between.
_AGED = re.compile(
    r"\b(?:aged?|ages|ages? of|aged (?:between|from))\s+(?:(?:over|under|about|around|just|only|at least|up to)\s+)?"
    r"(?P<others>(?:\d{1,3}(?:, (?:and )?| and ))*)$",
    re.IGNORECASE,
)
# "A woman of 29", "children under five".
_PERSON_OF = re.compile(
    r"\b(?:(?:man|woman|boy|girl|youth|lad|youngster|teenager|widow|widower|pensioner)\s+of"
    r"|(?:child(?:ren)?|people|those|anyone|everyone|anybody|nobody|everybody|men|women|boys|girls|pupils|adults|patients|residents|voters|drivers|players|workers|students|americans|britons)\s+(?:under|over))\s+$",
    re.IGNORECASE,
)
_HE_IS = re.compile(
    r"\b(?:I\s?['’]m|(?:he|she)\s?['’]s|(?:he|she)\s+(?:is|was|turned|turns)|I\s+(?:am|was|turned)|lived?\s+to\s+be|the\s+(?:oldest|youngest|eldest))\s+(?:now\s+|only\s+|just\s+)?$",
    re.IGNORECASE,
)


# "The patients, who were between 71 and 94, …", "we worked since we were twelve"
_WHO_WERE = re.compile(
    r"\b(?:who (?:is|was|are|were) (?:now |only |all )?(?:between )?|(?:since|when|until) (?:we|they|I|he|she|you) (?:was|were) (?:only |just )?"
    r"|(?:who|he|she|they) (?:has |had )?(?:just |recently |only )?turned )$",
    re.IGNORECASE,
)
# "The oldest was 94."
OF_AGE = frozenset({"oldest", "youngest", "eldest"})
# What may follow an age that a verb leads to.
_JOINING = frozenset("and when but".split())


def is_age(doc: Doc, phrase: Phrase, span: Span) -> bool:
    """Whether a bare figure is an age: between commas behind a person, or behind "aged", "the age of", "a woman of"."""
    if phrase.kind != "count" or (phrase.upper or phrase.value or OLDEST + 1) > OLDEST:
        return False
    before = doc.typed[max(0, span.start_char - 40) : span.start_char]
    aged = _AGED.search(before)
    after = doc.tokens[span.end] if span.end < len(doc) else None
    ends = after is None or after.is_punct or after.lower_ in _JOINING
    if ends and (_WHO_WERE.search(before) or _is_said_of_person(doc, span)):
        return True
    if (aged and (span.text.isdigit() or not aged["others"])) or _PERSON_OF.search(before):
        return True
    if not span.text.isdigit():
        return False
    return _behind_name(doc, span) or _beside_name(doc, span) or (ends and bool(_HE_IS.search(before)))


def _beside_name(doc: Doc, span: Span) -> bool:
    """Coyle, 61, a Democrat; Selvi Amaran (43): the figure stands in apposition to a name, alone between commas or brackets."""
    mark = doc.tokens[span.start - 1].text if span.start else ""
    after = doc.tokens[span.end].text if span.end < len(doc) else "."
    first, name = span[0], span[0].head
    alone = name.ent_type_ != "DATE"
    alone &= (mark == "," and after in (",", ".", ";")) or (mark == "(" and after == ")")
    beside = first.dep_ == "appos" and name.i == span.start - 2 and name.text[0].isupper()
    return alone and beside and (first.ent_type_ == "DATE" or (mark == "(" and _is_person(doc, name)))


def of_age(phrase: Phrase, counted: Token) -> bool:
    """Whether a bare figure is measured on an age: "the retirement age to 65"."""
    return phrase.kind == "count" and counted.lemma_.lower() == "age" and (phrase.value or OLDEST + 1) <= OLDEST


def _is_said_of_person(doc: Doc, span: Span) -> bool:
    """Ann Example was 88."""
    verb = doc.tokens[span.start - 1] if span.start else None
    if verb is None or verb.lower_ not in ("is", "was") or not span.text.isdigit():
        return False
    return any(
        c.dep_ == "nsubj" and c.i < verb.i and (_is_person(doc, c) or _kin(c) or c.lower_ in OF_AGE)
        for c in verb.children
    )


def _subject(doc: Doc, span: Span) -> Token | None:
    """Who is said to be so old: the boy of "the boy, who is 14", the mother of "her mother was 88"."""
    verb = next(
        (t for t in reversed(doc.tokens[max(0, span.start - 3) : span.start]) if t.lemma_ in ("be", "turn")), None
    )
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    if verb is not None and subject is not None and subject.tag_ == "WP" and verb.dep_ == "relcl":
        subject = verb.head
    return subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.i < span.start else None


def _kin(noun: Token) -> bool:
    """Whether it is a person with a possessor: "her mother", "whose son"."""
    return noun.lemma_.lower() in person_nouns() and any(c.dep_ == "poss" for c in noun.children)


def _behind_name(doc: Doc, span: Span) -> bool:
    i = span.start
    if i > 3 and doc.tokens[i - 1].lower_ == "and" and doc.tokens[i - 2].text.isdigit():
        first = doc.span_at(doc.tokens[i - 2].idx, doc.tokens[i - 2].end)
        return first is not None and _behind_name(doc, first)  # "Two sons, 17 and 22"
    if i < 2 or doc.tokens[i - 1].text != ",":
        return False
    name, after = doc.tokens[i - 2], doc.tokens[span.end].text if span.end < len(doc) else "."
    if name.sent_index != span[0].sent_index:
        return False
    # "Brandt, 52" after "Ann Brandt", "his daughter, 11, and", "two sons, 17 and 22"
    beyond = doc.tokens[span.end + 1] if span.end + 1 < len(doc) else None
    more = after == "and" and beyond is not None and beyond.text.isdigit()
    if _is_person(doc, name) or ((after == "," or more) and name.lemma_.lower() in person_nouns()):
        return after in (",", ".", ";", "and", ")") or doc.tokens[span.end].pos_ in ("VERB", "AUX")
    # "Brandt, 58, told" and "the other, 15, was"; but "in Halden, 12, and in Lund, 9".
    said = beyond is not None and (beyond.pos_ in ("VERB", "AUX") or beyond.lower_ in ("who", "whose"))
    # "Brandt, 52, a doctor"
    told = beyond is not None and beyond.lower_ in ("a", "an", "the", "of", "from") and name.pos_ == "PROPN"
    said |= told and name.ent_type_ not in ("GPE", "LOC", "FAC")
    return after == "," and said and name.pos_ in ("NOUN", "PROPN", "ADJ") and name.ent_type_ != "DATE"


def _is_person(doc: Doc, name: Token) -> bool:
    """Whether a word names a person, there or as the surname of a full name elsewhere in the article."""
    if name.ent_type_ == "PERSON":
        return True
    return name.pos_ == "PROPN" and any(
        ent.label_ == "PERSON" and ent.end - ent.start > 1 and ent[-1].text == name.text for ent in doc.ents
    )


def find_aged(doc: Doc, span: Span) -> tuple[Token, Token, Token] | None:
    """First token, head and last token of the person whose age it is; None where the words beside it do not say."""
    i = span.start
    before = doc.tokens[i - 2] if i > 1 else None
    if before is None:
        return None
    if (subject := _subject(doc, span)) is not None:
        name = next((name for name in doc.ents if name.start <= subject.i < name.end), None)
        return (name[0], subject, name[-1]) if name is not None else (subject, subject, subject)
    listed = before.text.isdigit() and doc.tokens[i - 1].lower_ in (",", "and")  # "Aged 19, 24 and 27"
    if (not listed and doc.tokens[i - 1].text in (",", "(")) or doc.tokens[i - 1].lower_ == "of":
        name = next((name for name in doc.ents if name.end == i - 1 and name.label_ != "CARDINAL"), None)
        if name is not None:
            return name[0], name.root, name[-1]
        return None if before.lower_ in ("age", "ages") else (before, before, before)
    aged = next((t for t in reversed(doc.tokens[max(0, i - (10 if listed else 4)) : i]) if t.lower_ == "aged"), None)
    if aged is None or aged.head.i >= aged.i or aged.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return aged.head, aged.head, aged.head
