"""Designations: which figures are no quantities: years, names, hours, addresses ("Article 5", "14 Mill Lane")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.data import by_step, word_set
from kit.data.calendar import WEEKDAYS
from kit.english.lexicon.calendar import DAYPARTS
from kit.english.lexicon.numbers import STREETS, units

if TYPE_CHECKING:
    from kit.english.doc import Doc, Span, Token
    from kit.english.lexicon.numbers import Phrase

_WHEN = {*(name.lower() for name in WEEKDAYS), *DAYPARTS}
# Hours with a dot, and one that shows that an article prints them so.
_DOTTED = re.compile(r"(?:1?\d|2[0-3])\.[0-5]\d")
_DOTTED_HOUR = re.compile(r"\b(?:1?\d|2[0-3])\.[0-5]\d ?[ap]\.?m\b")
NUMBERED = word_set("numbered things")
# Names that hold a number: laws, products, buildings … A count inside an organisation's name is part of the name.
NAMED = frozenset("LAW PRODUCT FAC ORG PERSON GPE LOC WORK_OF_ART EVENT NORP".split())
PARTS_IN_TWO = word_set("verbs of parting")
MOMENTS = word_set("moments")
ORDINALS = ("first", "second", "third", "fourth", "fifth")


class Figure(NamedTuple):
    """A figure without a unit, and the words beside it; the one before only of the same sentence."""

    phrase: Phrase
    span: Span
    before: Token | None
    after: Token | None


def is_quantity(doc: Doc, phrase: Phrase, span: Span) -> bool:
    """Whether the figure counts or measures: no step of "figure" in `decisions.csv` holds of it, or it has a unit."""
    if phrase.kind != "count" or phrase.value is None:
        return True
    before = doc.tokens[span.start - 1] if span.start else None
    if before is not None and before.sent_index != span[0].sent_index:
        before = None
    figure = Figure(phrase, span, before, doc.tokens[span.end] if span.end < len(doc) else None)
    return not any(holds(figure) for _, holds in _STEPS)


def _is_numbered(figure: Figure) -> bool:
    """Article 5, round two; but "that day 12 people came"."""
    before, after = figure.before, figure.after
    if before is None or before.lemma_.lower() not in NUMBERED:
        return False
    return after is None or after.tag_ != "NNS" or not before.text.islower()


def _is_place_in_order(figure: Figure) -> bool:
    """The top ten; No 5."""
    return figure.before is not None and (figure.before.text == "No" or figure.before.lower_ == "top")


def _is_part_of_a_name(figure: Figure) -> bool:
    """In "Boeing 737" and "Group of Seven" spaCy holds the figure for a part of a name."""
    first, before, after = figure.span[0], figure.before, figure.after
    if first.ent_type_ in NAMED and (first.ent_iob_ == "I" or (after is not None and after.ent_iob_ == "I")):
        return True
    # "Apollo 11"; but "the Farmers seven", as seats are listed.
    return before is not None and before.pos_ == "PROPN" and first.head.i == before.i and not first.text.islower()


def _is_of_one(figure: Figure) -> bool:
    """Whether the figure stands in the name of a single thing: "an alleged 8 Mill Boys member"."""
    span, after = figure.span, figure.after
    noun = span.root.head
    named = after is not None and after.text[0].isupper() and after.text not in units()
    if not named or span.root.dep_ != "nummod" or noun.tag_ not in ("NN", "NNP") or span.text.lower() == "one":
        return False
    # "Her 10 Most Wanted List"; but in a headline every word has a capital
    return span[0].sent.role != "headline" or any(t.lower_ in ("a", "an") and t.i < span.start for t in noun.children)


def _is_hour(figure: Figure) -> bool:
    """Every evening at six; but "at six sites"."""
    hour = figure.phrase.upper is None and figure.phrase.value in range(1, 13)
    return hour and _stands_behind(figure, "at", "past") and not _has_noun(figure)


def _is_hour_with_a_dot(figure: Figure) -> bool:
    """By 11.40, in an article that prints "11.15 p.m."; before ten on Monday."""
    doc, span = figure.span.doc, figure.span
    dotted = _DOTTED.fullmatch(span.text) is not None
    if not _stands_behind(figure, "at", "by", "until", "till", "before", "after", "from") or _has_noun(figure):
        return False
    if dotted and _DOTTED_HOUR.search(doc.typed):
        return True
    joined = figure.after is not None and figure.after.lower_ in ("on", "in", "that", "this")
    day = {t.lower_ for t in doc.tokens[span.end + 1 : span.end + 3]} if joined else set()
    return (dotted or figure.phrase.value in range(1, 13)) and not day.isdisjoint(_WHEN)


def _is_moment(figure: Figure) -> bool:
    """At one time, one chilly night: when, not how many."""
    first = figure.span[0]
    if first.lower_ != "one" or first.dep_ != "nummod" or first.head.lemma_.lower() not in MOMENTS:
        return False
    return first.head.dep_ in ("npadvmod", "advmod") or _stands_behind(figure, "at", "on", "from", "until")


def _is_halves(figure: Figure) -> bool:
    """Cut, split, torn in two."""
    apart = figure.span.text.lower() == "two" and _stands_behind(figure, "in", "into") and not _has_noun(figure)
    return apart and any(t.lemma_ in PARTS_IN_TWO for t in figure.span[0].ancestors)


def _is_pronoun(figure: Figure) -> bool:
    """The one who knew; no one."""
    first = figure.span[0]
    counts = first.dep_ == "nummod" and first.head.i > first.i and not _stands_behind(figure, "no", "the", "this")
    return figure.span.text.lower() == "one" and not counts


def _is_ordered(figure: Figure) -> bool:
    """A cox in the second eight: a crew, a team or a group by its rank."""
    return _stands_behind(figure, *ORDINALS) and (figure.after is None or figure.after.is_punct)


def _is_nothing(figure: Figure) -> bool:
    """Nil."""
    return figure.phrase.value == 0 and figure.span.text.lower() != "zero"


def _is_year(figure: Figure) -> bool:
    """Since 1988; but "1988 houses"."""
    span, after = figure.span, figure.after
    if not (len(span.text) == 4 and span.text.isdigit() and 1500 <= (figure.phrase.value or 0) <= 2100):
        return False
    return after is None or after.tag_ not in ("NNS", "NNPS") or span[0].ent_type_ == "DATE"


def _is_of_an_address(figure: Figure) -> bool:
    """14 Mill Lane."""
    end, tokens = figure.span.end, figure.span.doc.tokens
    behind = tokens[end : end + 4]
    names = next((n for n, token in enumerate(behind) if token.tag_ != "NNP" or token.lower_ in STREETS), len(behind))
    return 0 < names < len(behind) and behind[names].tag_ == "NNP"


def _stands_behind(figure: Figure, *words: str) -> bool:
    return figure.before is not None and figure.before.lower_ in words


def _has_noun(figure: Figure) -> bool:
    """Whether what stands behind may be what is counted."""
    return figure.after is not None and figure.after.pos_ in ("NOUN", "ADJ", "PROPN")


_STEPS = by_step(
    "figure",
    (
        _is_numbered, _is_place_in_order, _is_part_of_a_name, _is_of_one, _is_hour, _is_hour_with_a_dot, _is_moment, _is_halves, _is_pronoun,
        _is_ordered, _is_nothing, _is_year, _is_of_an_address,
    ),
)  # fmt: skip
