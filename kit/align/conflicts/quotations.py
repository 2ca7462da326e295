"""Altered quotations: what two articles print in quotation marks alike but for a "not", a figure or a modal verb.

"I broke no law" and "I broke the law" are one sentence of one speaker: what is left when such words are taken out is
the same, word for word, and tells that the two are of one thing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import combinations, groupby
from typing import TYPE_CHECKING, NamedTuple

from kit.align.conflicts.facts import SOMEBODY
from kit.data import read_list
from kit.english.doc import SUBJECTS
from kit.english.lexicon.negations import is_negation
from kit.english.lexicon.numbers import number
from kit.english.lexicon.senses import is_person_noun
from kit.english.people.names import given_genders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.conflicts.clashes import Stretch
    from kit.align.conflicts.facts import Source
    from kit.english.doc import Token

# Stretches of fewer words are compared only if they have one speaker; of fewer still, not at all.
FEW, LEAST = 4, 2
# Two persons may say the same of themselves; hardly this many words. The speaker stands so near, in characters, or is left out.
LONG, BESIDE = 7, 200
# … and who stands so near the name of another may be quoted by that one.
NEAR = 60
ARTICLES = frozenset({"a", "an", "the", "any"})
SO_FAR = frozenset({"yet", "far", "still", "now", "already"})
KINDS = ("negation", "number", "modality")
# What is printed by this many articles in the same words is compared for these.
PRINTED = 32
# … and of each the first this many places where it prints them.
AGAIN = 8


class Said(NamedTuple):
    """One stretch: whose it is, the words that may not differ, and by kind what may, each behind so many of those words."""

    article_id: str
    voice: str
    words: tuple[Token, ...]
    may_differ: dict[str, dict[tuple[int, str], tuple[Token, ...]]]

    @property
    def stretch(self) -> Stretch:
        """From its first to its last word."""
        tokens = [*self.words, *(t for found in self.may_differ.values() for ts in found.values() for t in ts)]
        return self.article_id, min(t.idx for t in tokens), max(t.end for t in tokens)


class Alteration(NamedTuple):
    """Two stretches of the same words, and the kind of what differs, "" if nothing does; `by_now` if they tell how far it has come."""

    kind: str
    one: Stretch
    other: Stretch
    whole: tuple[Stretch, Stretch]
    by_now: bool = False


def alterations(sources: Mapping[str, Source]) -> Iterator[Alteration]:
    """What two articles print in quotation marks in the same words, with what differs in a "not", a figure or a modal verb."""
    printed: dict[tuple[str, ...], dict[str, list[Said]]] = {}
    for key in sources:
        for said in _said(sources[key]):
            printed.setdefault(tuple(t.lower_ for t in said.words), {}).setdefault(key, []).append(said)
    for by_article in printed.values():
        for ours, theirs in combinations([said[:AGAIN] for said in list(by_article.values())[:PRINTED]], 2):
            if (other := _other_person(sources, ours, theirs)) is not None:
                yield other
            pairs = [(a, b) for a in ours for b in theirs if _may_be_one(a, b)]
            kinds = [_kind_of(a, b) for a, b in pairs]
            # What an article prints in both ways, it prints rightly once.
            alike = "" in kinds
            for (a, b), kind in zip(pairs, kinds, strict=True):
                if not kind or not alike:
                    by_now = kind == "number" and any(t.lower_ in SO_FAR for t in a.words)
                    yield Alteration(kind, _at(a, b, kind), _at(b, a, kind), (a.stretch, b.stretch), by_now)


def _other_person(sources: Mapping[str, Source], ours: Sequence[Said], theirs: Sequence[Said]) -> Alteration | None:
    """The same words given to two persons, if neither article gives them to both."""
    if len(ours[0].words) < LONG or len(_persons(sources, ours) | _persons(sources, theirs)) < 2:
        return None
    persons = {id(x): _speaker(sources[x.article_id], x) for x in (*ours, *theirs)}
    pairs = [(a, b, persons[id(a)], persons[id(b)]) for a in ours for b in theirs]
    named = [(a, b, p, q) for a, b, p, q in pairs if p and q and _apart(p, q) and not _kind_of(a, b)]
    if not named or any(p and q and _parts(p) & _parts(q) for _, _, p, q in pairs):
        return None
    a, b, p, q = named[0]
    sides = ((ours, q), (theirs, p))
    if any(
        persons[id(x)] is None and _stands_beside(sources[x.article_id], x, who) for said, who in sides for x in said
    ):
        return None  # one article gives them to both
    ours_too, theirs_too = (
        sources[x.article_id].doc.text[max(0, who.start - NEAR) : who.start + NEAR] for x, who in ((a, p), (b, q))
    )
    if q.surname in ours_too or p.surname in theirs_too:
        return None  # "Mayor Holm's spokesman Bo Lind said"
    one, other = _with_speaker(a, p), _with_speaker(b, q)
    return Alteration("name", one, other, (one, other))


def _persons(sources: Mapping[str, Source], said: Sequence[Said]) -> set[str]:
    """Who is said to say it."""
    return {person[0] for x in said if (person := sources[x.article_id].person(x.words[0].idx)) is not None}


class _Speaker(NamedTuple):
    """Who says it: the surname, where it stands beside the words, and the pronoun or office that stands for it there, "" for none.

    `gender` is that of the given name, `office` the word before or behind the name, `alone` that the name before the pronoun is what its
    sentence is said of, and `before` all that the article prints before the words.
    """

    surname: str
    start: int
    end: int
    called: str
    gender: str
    office: str
    alone: bool
    before: str


def _parts(speaker: _Speaker) -> set[str]:
    """The names of a double surname."""
    return set(speaker.surname.lower().split("-"))


def _stands_beside(source: Source, said: Said, speaker: _Speaker) -> bool:
    _, start, end = said.stretch
    return speaker.surname in source.doc.text[max(0, start - BESIDE) : end + BESIDE]


# The pronoun that a person of one gender is not called by.
_NEVER = {"male": "she", "female": "he"}


def _apart(one: _Speaker, other: _Speaker) -> bool:
    """Whether two speakers are two persons: by two names, by a "he" and a "she", or by a name and what cannot stand for it: a pronoun or
    another office than the name has.

    "He" and "he" may be one; "he", behind a sentence that is said of another, is the first only if the article has told of that one before.
    """
    called = {one.called, other.called}
    if called in ({""}, {"he", "she"}):
        return True
    named, meant = (one, other) if one.called == "" else (other, one)
    if named.called:
        return False
    if meant.called not in _NEVER.values():
        return bool(named.office) and meant.called == f"the {meant.office}" != f"the {named.office}"
    return _NEVER.get(named.gender) == meant.called or (meant.alone and named.surname not in meant.before)


def _speaker(source: Source, said: Said) -> _Speaker | None:
    """The person who says it, if the words beside it are the name, an office that stands before the name elsewhere, or a pronoun with the
    name shortly before it.
    """
    person, text = source.person(said.words[0].idx), source.doc.text
    if person is None:
        return None
    surname, called = person[0].split()[-1], text[person[1] : person[2]]
    gender = given_genders().get(person[0].split()[0].lower(), "")
    office = source.office(person[0])
    if surname in called:
        return _Speaker(surname, *person[1:], "", gender, office, True, "")
    if called.lower() == f"the {office}":
        return _Speaker(surname, *person[1:], called.lower(), gender, office, True, "")
    first = said.stretch[1]
    at = text.rfind(person[0], max(0, first - BESIDE), first)
    if at < 0:
        return None
    return _Speaker(
        surname, at, said.stretch[2], called.lower(), gender, office, _is_told_of(source, at, first), text[:first]
    )


def _is_told_of(source: Source, at: int, quoted: int) -> bool:
    """Whether the sentence before a quotation is said of the person named at `at`, and names nobody else."""
    token = source.doc.token_at(at)
    last = None if token is None else next((t for t in (token, *token.ancestors) if t.dep_ in SUBJECTS), None)
    if token is None or last is None or quoted - token.sent.end_char > 3:
        return False
    others = [t for t in token.sent if t.pos_ == "NOUN" and is_person_noun(t.lemma_) and t not in last.subtree]
    persons = source.names_in(token.sent.start_char, token.sent.end_char).get("person", frozenset())
    return last.head.dep_ == "ROOT" and len(persons) == 1 and not others


def _with_speaker(said: Said, speaker: _Speaker) -> Stretch:
    key, start, end = said.stretch
    first, last = min(start, speaker.start), max(end, speaker.end)
    return (key, first, last) if last - first <= end - start + BESIDE else (key, start, end)


def _said(source: Source) -> Iterator[Said]:
    """Each sentence and each clause that stands inside quotation marks, as far as it does."""
    doc = source.doc
    if not doc.analysed:
        return
    sentences = [(s.start_char, s.end_char) for s in doc.sentences]
    for start, end in sorted(
        {piece for spans in (sentences, source.clauses) for piece in _inside(source.quoted, spans)}
    ):
        span = doc.span_at(start, end)
        made = None if span is None else _stretch(source, [t for t in span if start <= t.idx < end])
        if made is not None:
            yield made


def _inside(quoted: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of the spans, which stand in order and apart, that lie inside quotation marks."""
    ends = [end for _, end in spans]
    for start, end in quoted:
        for first, last in spans[bisect_right(ends, start) :]:
            if first >= end:
                break
            yield max(first, start), min(last, end)


def _stretch(source: Source, tokens: Sequence[Token]) -> Said | None:
    kept: list[Token] = []
    found: dict[str, dict[tuple[int, str], tuple[Token, ...]]] = {kind: {} for kind in KINDS}
    words = [t for t in tokens if any(c.isalnum() for c in t.lower_)]
    for kind, run in groupby(words, _kind):
        together = tuple(run)
        if kind == "":
            kept += together
        elif kind in KINDS and (said := _value(kind, together)):
            found[kind][len(kept), said] = together
    if len(kept) < LEAST:
        return None
    return Said(source.doc.article_id, source.voice(kept[0].idx), tuple(kept), found)


def _kind(token: Token) -> str:
    """What may differ in a word: its denial, its figure, its force; "left out" if it says nothing by itself, else ""."""
    lower = token.lower_.replace("’", "'")
    if is_negation(lower):
        return "negation"
    if token.pos_ == "NUM" and lower != "one":
        return "number"
    if token.tag_ == "MD" and lower in _forces():
        return "modality"
    return "left out" if lower in ARTICLES or (token.lemma_ == "do" and token.dep_ == "aux") else ""


def _value(kind: str, tokens: Sequence[Token]) -> str:
    """What is compared: "not", the value of a figure, the force of a modal verb unless it only tells the time."""
    if kind == "negation":
        return "not"
    if kind == "number":
        printed = " ".join(t.lower_ for t in tokens)
        try:
            return str(number(printed))
        except ValueError:
            return printed
    force = _forces()[tokens[0].lower_.replace("’", "'")]
    return "" if force == "certain" else force


@cache
def _forces() -> dict[str, str]:
    return {row.word: row.force for row in read_list("modality.csv").itertuples() if row.place == "modal"}


def _may_be_one(one: Said, other: Said) -> bool:
    """Whether nobody else says it: no two named speakers, and of a few words one named speaker."""
    named = {one.voice, other.voice} - {"", SOMEBODY}
    return len(named) <= 1 and (len(one.words) >= FEW or bool(one.voice == other.voice and named))


def _kind_of(one: Said, other: Said) -> str:
    """The first kind in which they differ, "" if in none."""
    return next((kind for kind in KINDS if _differ(one, other, kind)), "")


def _differ(one: Said, other: Said, kind: str) -> bool:
    """Whether two stretches differ in this kind: in figures that both give at one place, else not where a quotation may begin late."""
    mine, theirs = one.may_differ[kind].keys(), other.may_differ[kind].keys()
    ours, others = ({place for place, _ in keys} for keys in (mine - theirs, theirs - mine))
    if kind == "number":
        return bool(ours & others)
    # Had "not fully paid", and not "fully paid": the "not" may stand before the mark.
    late = any(said.words[0].text[0].islower() and not keys for said, keys in ((one, mine), (other, theirs)))
    return bool((ours | others) - ({0} if late else set()))


def _at(one: Said, other: Said, kind: str) -> Stretch:
    """The words that differ, with the words beside them; the whole stretch if none differ."""
    if not kind:
        return one.stretch
    mine, theirs = one.may_differ[kind], other.may_differ[kind]
    differ = mine.keys() ^ theirs.keys()
    places = [n for n, _ in differ]
    beside = (one.words[max(min(places) - 1, 0)], one.words[min(max(places), len(one.words) - 1)])
    tokens = [*beside, *(t for key in differ & mine.keys() for t in mine[key])]
    return one.article_id, min(t.idx for t in tokens), max(t.end for t in tokens)
