"""Occasions: when something was checked for the last time, or was done that is done once; another day cannot be right, too.

An inspection on Monday contradicts that the last one was in September; who was dismissed on Friday was not dismissed on
Thursday. What was checked or done, and by whom, are the witnesses, not how alike the sentences are.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.conflicts.claims import names_of
from kit.align.conflicts.days import HAPPENING, LENT, SHIFTED
from kit.align.conflicts.facts import stem
from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon.senses import kin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.align.neighbours import Neighbours
    from kit.english.doc import Token

LAST = frozenset({"last", "latest"})
CHECKING, PASSING = word_set("words of checking"), word_set("what those who check give")
ONCE = word_set("verbs of what is done once")
CHECKED = "checked"
# Two days further apart are of two happenings.
FAR = 35


class Occasion(NamedTuple):
    """What was done on a day: `deed` (CHECKED, or the verb of what is done once), by whom and to what, in stems and names; `last` if it says so."""

    deed: str
    stretch: Stretch
    earliest: int
    latest: int
    printed: bool
    last: bool
    acts: frozenset[str]
    agents: frozenset[str]
    things: frozenset[str]

    @property
    def why(self) -> str:
        """The rule by which another day contradicts it."""
        return "after-the-last" if self.deed == CHECKED else "done-once"


def occasions(source: Source, times: Iterable[Any]) -> Iterator[Occasion]:
    """The occasions of one article, of the rows of `times` that date a deed to a day that is over."""
    for row in times:
        dated = None if pd.isna(row.event_start) else source.doc.token_at(int(row.event_start))
        single = (
            row.type == "DATE"
            and row.grain == "day"
            and row.kind != "planned"
            and pd.isna(row.signal)
            and pd.isna(row.mod)
        )
        if dated is not None and single and pd.notna(row.earliest):
            made = _occasion(source, dated)
            # A weekday counted from the day of another article may be one of another week.
            if made is not None and (made[0] == CHECKED or row.anchor_from not in LENT or row.text[:1].isdigit()):
                deed, last, acts, agents, things = made
                start, end = min(dated.idx, int(row.start)), max(dated.end, int(row.end))
                days = row.earliest.toordinal(), row.latest.toordinal()
                printed = any(c.isdigit() for c in row.text)
                yield Occasion(deed, (source.doc.article_id, start, end), *days, printed, last, acts, agents, things)


def on_other_days(found: Mapping[str, Sequence[Occasion]], near: Neighbours) -> Iterator[tuple[Occasion, Occasion]]:
    """The pairs of occasions of two articles that are one, on two days; of what an article dates twice, none."""
    by_deed: dict[bool, dict[str, list[Occasion]]] = {}
    for key, here in found.items():
        for occasion in here:
            by_deed.setdefault(occasion.deed == CHECKED, {}).setdefault(key, []).append(occasion)
    for checked, by_article in by_deed.items():
        for left, right in near.pairs(by_article):
            pairs = [pair for pair in product(by_article[left], by_article[right]) if _of_one_thing(*pair)]
            if checked:
                yield from (pair for pair in pairs if _after_the_last(*pair))
            elif all(_apart(*pair) for pair in pairs):
                yield from pairs[:1]


def _occasion(source: Source, dated: Token) -> tuple | None:
    """The deed, whether it was the last, its words, who did it and to what."""
    subject = next((c for c in dated.lefts[::-1] if c.dep_ in SUBJECTS), None)
    happens = (
        dated.lemma_ in HAPPENING
        or dated.lemma_ == "be"
        or any(c.lower_ == "place" and c.dep_ == "dobj" for c in dated.rights)
    )
    noun = subject if happens else dated if dated.pos_ == "NOUN" else None
    if noun is not None:
        if noun.lemma_ not in CHECKING:
            return None
        of = [c for p in noun.rights if p.lower_ in ("of", "at", "in") for c in p.rights if c.dep_ == "pobj"]
        return (
            CHECKED,
            any(t.lower_ in LAST for t in noun.lefts),
            frozenset({stem(noun)}),
            frozenset(),
            _nouns(source, of),
        )
    if any(c.dep_ == "prt" or c.lower_ in ("into", "in", "out") for c in dated.rights[:1]):
        return None  # checked in, checked into a clinic
    objects = [c for c in dated.rights if c.dep_ in ("dobj", "dative")]
    passive = any(c.dep_ == "auxpass" for c in dated.lefts)
    things = _nouns(source, [*objects, *([subject] if subject is not None and passive else [])])
    agents = [c for p in dated.rights if p.dep_ == "agent" for c in p.rights]
    agents += [subject] if subject is not None and not passive else []
    if dated.lemma_ in CHECKING or any(c.lemma_ in PASSING for c in objects):
        last = any(t.lower_ in LAST and t.dep_ == "advmod" for t in dated.lefts)
        things -= PASSING
        return CHECKED, last, frozenset({stem(dated)}), _nouns(source, agents, stems=True), things
    if dated.lemma_ in ONCE:
        whom = objects or ([subject] if subject is not None else [])
        return dated.lemma_, False, frozenset(), frozenset(), _singular(source, whom)
    return None


def _nouns(source: Source, nouns: Iterable[Token], *, stems: bool = False) -> frozenset[str]:
    """The nouns by their lemmas, or by their stems with those before them, and the names beside them; "which" is the noun before it."""
    found: set[str] = set()
    for token in nouns:
        noun = token.head.head if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl" else token
        if noun.pos_ in ("NOUN", "PROPN"):
            words = [noun, *(c for c in noun.lefts if c.dep_ == "compound")] if stems else [noun]
            found |= {stem(t) if stems else t.lemma_.lower() for t in words if stems or t.pos_ == "NOUN"}
            for named in (noun, *(c for c in noun.rights if c.dep_ == "appos")):
                found |= names_of(source, named)
    return frozenset(found)


def _singular(source: Source, nouns: Iterable[Token]) -> frozenset[str]:
    """Those that are one: a name, "the mayor"."""
    one = [
        t
        for t in nouns
        if t.pos_ == "PROPN" or (t.tag_ == "NN" and any(c.lower_ == "the" or c.dep_ == "poss" for c in t.lefts))
    ]
    return _nouns(source, one)


def _of_one_thing(one: Occasion, other: Occasion) -> bool:
    """Whether two occasions may be one, by what was checked and who checked it, or to whom it was done."""
    if one.deed != CHECKED:
        return bool(one.things & other.things) and kin(one.deed, other.deed, "VERB")
    if (one.things and other.things and not one.things & other.things) or (
        one.agents and other.agents and not one.agents & other.agents
    ):
        return False
    return bool((one.acts | one.agents) & (other.acts | other.agents))


def _after_the_last(one: Occasion, other: Occasion) -> bool:
    """Whether one is later than what the other calls the last, or both are the last, on two days."""
    if one.last and other.last:
        return _apart(one, other)
    last, later = (one, other) if one.last else (other, one)
    return last.last and later.earliest > last.latest + SHIFTED


def _apart(one: Occasion, other: Occasion) -> bool:
    """Whether two days are not one, nor moved by the place of printing, nor so far apart that it was done again."""
    between = max(one.earliest - other.latest, other.earliest - one.latest)
    return (0 if one.printed and other.printed else SHIFTED) < between <= FAR
