"""Names with a word of the calendar, which are no time expressions ("Oakham Wednesday", "the Friday Gazette", "a Peugeot 2008").

`finder` passes over the names listed in `kit/data/time_names.csv`; here the sentence tells. The signs are our own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.happenings import SCHEDULED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.english.doc import Doc, Token
    from kit.english.timeline.finder import Found

# The rules whose words may be part of a name.
WEEKDAYS, OTHERS, YEARS = frozenset({"weekday"}), frozenset({"month", "holiday"}), frozenset({"year"})
COLOURS = word_set("words before named days")
# Names that begin with a day and are held on it: "the Sunday Mass".
HELD = SCHEDULED | frozenset("mass parade prayer prayers service sermon".split())
WORKS = word_set("works before names")
ROADS = word_set("roads behind numbers")
OWNED = word_set("owners of machines")
HUNDRED = 100


def is_name(doc: Doc, found: Found, titles: Iterable[tuple[int, int]] = ()) -> bool:
    """Whether an expression is, or begins, a name, or stands in one of the titles between marks (their offsets).

    It misses names in small letters and names that look like what is told of a day ("Reuters Monday").
    """
    if any(start <= found.start < end for start, end in titles):
        return True
    first, last = doc.token_at(found.match.start()), doc.token_at(found.match.end() - 1)
    if first is None or last is None or found.match.end() != last.end:
        return False
    name = found.rule.name
    if name in YEARS:
        return _is_model(doc, first) or _is_address(doc, last)
    if name in WEEKDAYS:
        return _is_team(first) or _heads_name(last)
    return name in OTHERS and _heads_name(last)


def _heads_name(token: Token) -> bool:
    """For "the Sunday Lantern", "June Example": a noun that is a name begins right behind it, and it belongs to that."""
    head, tokens = token.head, token.doc.tokens
    if head.i <= token.i or token.dep_ not in ("compound", "nmod", "amod") or head.pos_ != "PROPN":
        return False
    between = tokens[token.i + 1 : head.i + 1]
    return head.lower_ not in HELD and all(t.text[:1].isupper() and t.pos_ != "PUNCT" for t in between)


def _is_team(token: Token) -> bool:
    """For "Oakham Wednesday beat …", "Black Sunday": a name that ends with the day and is what its clause is about."""
    before = token.doc.tokens[token.i - 1] if token.i > token.sent.start else None
    if before is None or not before.text[:1].isupper() or before.whitespace_ != " ":
        return False
    if before.lower_ in COLOURS and before.pos_ in ("ADJ", "PROPN"):
        return True
    if before.pos_ != "PROPN" or before.head is not token or before.dep_ != "compound":
        return False
    alone = (
        token.dep_ == "npadvmod" and token.i < token.head.i and not any(c.dep_ in SUBJECTS for c in token.head.children)
    )
    return alone or token.dep_ in SUBJECTS


def _is_model(doc: Doc, token: Token) -> bool:
    """For "a Peugeot 2008", "the Stoxx 2000", "her album 1989"."""
    before = doc.tokens[token.i - 1] if token.i > token.sent.start else None
    if before is None or before.whitespace_ != " " or not token.text.isdigit():
        return False
    if before.lemma_.lower() in WORKS and not any(t.lower_ in ("in", "of") for t in token.children):
        return True
    if before.pos_ != "PROPN" or not before.text[:1].isupper() or before.text.isdigit():
        return False
    start = before.i
    while start > token.sent.start and doc.tokens[start - 1].pos_ == "PROPN":
        start -= 1
    lead = doc.tokens[start - 1].lower_ if start > token.sent.start else ""
    return lead in OWNED or (
        int(token.text) % HUNDRED == 0 and lead in {*OWNED, "the", "runs", "ran", "running", "with", "on"}
    )


def _is_address(doc: Doc, token: Token) -> bool:
    behind = doc.typed[token.end : token.end + 40]
    words = re.match(r"\s+((?:[A-Z]\w+\.?\s+){1,3}?)(\w+)\b", behind)
    return bool(words and words[2][:1].isupper() and words[2].lower() in ROADS)
