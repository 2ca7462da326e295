"""Surnames: two persons of one given name and one age or office whose last names are alike and stand in no article together.

"Alwyn Dacre, 67" in one article is "Alwyn Drake, 67" in another. Relatives and namesakes have another age or office, or are both named
in one of the articles.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations, product, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from kit.align.clauses import CONTENT
from kit.align.conflicts.facts import stem
from kit.data import read_list, word_set
from kit.english.lexicon.senses import is_person_noun, kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Span, Token

# A given and a last name.
FULL = 2
# Words before and behind a name that tell age and office.
BEFORE, BEHIND = 4, 9
# Letters that two last names have alike at their beginning, or else the share of all their letters.
BEGIN, LETTERS = 3, 0.5
# Letters by which two spellings of one name differ.
SPELLING = 1
# Words that two sentences share that tell one thing of two of one office.
TOLD_ALIKE = 2
AGES = range(1, 111)
MANY_ARE = word_set("what many persons of one happening are")


class Bearer(NamedTuple):
    """A full name, with the ages and the offices that stand beside it, and the words of its sentence."""

    given: str
    last: str
    ages: frozenset[int]
    offices: frozenset[str]
    stems: frozenset[str]
    stretch: Stretch


def bearers(source: Source, persons: Sequence[Any]) -> Iterator[Bearer]:
    """The full names of persons of one article."""
    if not source.doc.analysed:
        return
    spans = {(int(row.start), int(row.end)) for row in persons}
    spans |= {(name.start_char, name.end_char) for name in source.doc.ents if name.label_ == "PERSON"}
    for start, end in sorted(spans):
        span = source.doc.span_at(start, end)
        words = [] if span is None else [t for t in span if t.text[:1].isupper() and t.pos_ == "PROPN"]
        if span is not None and len(words) >= FULL:
            given, last = words[-2].lower_, words[-1].lower_
            beside = [*_before(span), *_behind(span), *words[:-2]]
            ages = frozenset(int(t.text) for t in beside if t.text.isdecimal() and int(t.text) in AGES)
            offices = frozenset(t.lemma_.lower() for t in beside if _is_office(t)) - MANY_ARE
            gone = {t.i for t in (*beside, *span)}
            stems = frozenset(stem(t) for t in span.sent if t.pos_ in CONTENT and t.i not in gone)
            yield Bearer(given, last, ages, offices, stems, (source.doc.article_id, words[-2].idx, words[-1].end))


def renamed(found: Mapping[str, Sequence[Bearer]], near: Neighbours) -> Iterator[tuple[Bearer, Bearer]]:
    """The pairs of bearers of two articles that are one person under two last names."""
    by_given: dict[str, dict[str, dict[str, list[Bearer]]]] = {}
    for key, here in found.items():
        for one in here:
            by_given.setdefault(one.given, {}).setdefault(one.last, {}).setdefault(key, []).append(one)
    for lasts in by_given.values():
        for last, another in combinations(sorted(lasts), 2):
            a, b = lasts[last], lasts[another]
            if not a.keys() & b.keys() and _alike(last, another):
                yield from _same_person(a, b, near)


def _same_person(
    one: Mapping[str, Sequence[Bearer]], other: Mapping[str, Sequence[Bearer]], near: Neighbours
) -> Iterator[tuple[Bearer, Bearer]]:
    ages = [frozenset().union(*(b.ages for here in side.values() for b in here)) for side in (one, other)]
    if ages[0] and ages[1] and not ages[0] & ages[1]:
        return
    pairs = product(*([b for here in side.values() for b in here] for side in (one, other)))
    if ages[0] & ages[1] or any(_one_part(*pair) for pair in pairs):
        for left, right in near.pairs([*one, *other]):
            if (left in one) != (right in one):
                yield (one.get(left) or other[left])[0], (one.get(right) or other[right])[0]


def _one_part(one: Bearer, other: Bearer) -> bool:
    """Whether both have an office that one has alone, or one that many have and their sentences tell the same."""
    families = [frozenset().union(*(_families().get(word, ()) for word in bearer.offices)) for bearer in (one, other)]
    if families[0] & families[1]:
        return True
    alike = any(kin(a, b, "NOUN") for a, b in product(one.offices, other.offices))
    return alike and len(one.stems & other.stems) >= TOLD_ALIKE


def _alike(one: str, other: str) -> bool:
    """Whether two last names may be one, misread, and no two spellings of one."""
    if one[:1] != other[:1] or DamerauLevenshtein.distance(one, other) <= SPELLING or "-" in one + other:
        return False
    shared = (Counter(one) & Counter(other)).total()
    return one[:BEGIN] == other[:BEGIN] or shared / max(len(one), len(other)) >= LETTERS


def _before(span: Span) -> list[Token]:
    near = span.doc.tokens[max(span.sent.start, span.start - BEFORE) : span.start]
    return list(
        takewhile(lambda t: t.pos_ not in ("VERB", "AUX", "ADP") and t.lower_ not in (";", ":"), reversed(near))
    )


def _behind(span: Span) -> list[Token]:
    near = span.doc.tokens[span.end : min(span.end + BEHIND, span.sent.end)]
    if not near or near[0].lower_ not in (",", "("):
        return []
    return list(takewhile(lambda t: t.pos_ not in ("VERB", "AUX") or t.tag_ == "VBN", near))


def _is_office(token: Token) -> bool:
    word = token.lemma_.lower()
    return token.pos_ in ("NOUN", "PROPN") and (is_person_noun(word) or bool(_families().get(word)))


@cache
def _families() -> dict[str, frozenset[str]]:
    """The offices that a word may stand for, and the parts that one alone has."""
    found: dict[str, set[str]] = {}
    for row in read_list("role_words.csv").itertuples():
        if row.family.startswith("head of"):
            for word in row.words.split():
                found.setdefault(word, set()).add(row.family)
    for row in read_list("sole_roles.csv").itertuples():
        for word in row.words.split():
            found.setdefault(word, set()).add(row.role)
    return {word: frozenset(families) for word, families in found.items()}
