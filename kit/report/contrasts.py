"""Contrasts: contradictions between articles, and one thing that they name differently, with who prints which words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kit import tables
from kit.align.normalise import fold
from kit.compare.conditions import governed
from kit.compare.contradictions import UPDATE
from kit.compare.naming import contested
from kit.phrasing import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.compare.contradictions import Passage, Thing
    from kit.compare.contradictions import Side as Value
    from kit.report.view import View

# Things on which articles do not agree that are taken in at a glance; `kit.compare.contradictions` has all.
THINGS = 5
# How much of a sentence stands beside the words that are at odds, and how long those may be themselves.
AROUND, LONGEST = 70, 80
# Words of the list of contested names tell something where more of the pairs of articles share none of them.
PARTED = 0.5
# What the reader is told a kind of conflict is.
KINDS = {UPDATE: "printed at different hours"}


@dataclass(frozen=True)
class Side:
    """One of several words for a thing: the words, the same in other units, who prints them, where."""

    words: str
    names: tuple[tuple[str, str], ...]
    converted: tuple[str, ...] = ()
    around: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Contrast:
    """Passages or words that stand against each other; `sure` if the kit vouches that they are of one thing."""

    about: str
    sides: tuple[Side, ...]
    sure: bool = True


def disagreements(view: View, besides: Thing | None = None) -> list[Contrast]:
    """Where articles do not agree, one line a thing, the sure ones first. `besides` is told elsewhere."""
    return [disagreement(thing, view) for thing in view.things if thing is not besides][:THINGS]


def disagreement(thing: Thing, view: View) -> Contrast:
    """One thing on which articles do not agree, each value once; one that is not sure is a place to look."""
    sides = tuple(one for side in thing.sides for one in _as_printed(side, view))
    return Contrast(KINDS.get(thing.kind, thing.kind), sides, thing.sure)


def _as_printed(side: Value, view: View) -> Iterator[Side]:
    """A value in the words of the articles: only those that print the same words stand together; in two units it is one line.

    The sentence is shown where all of them print it, else what stands in quotation marks around the words, if that is one.
    """
    if side.converted:
        converted = tuple(shortened(words, LONGEST) for words in side.converted)
        yield Side(shortened(side.words, LONGEST), _names(side.passages, view), converted, ("", side.words, ""))
        return
    alike: dict[tuple[str, ...], list[Passage]] = {}
    for one in side.passages:
        alike.setdefault(_folded(one.text), []).append(one)
    for passages in alike.values():
        words = " ".join(passages[0].text.split())
        shown = ([show(one, view) for one in passages] for show in (_around, _around_in_marks))
        alike_ones = (told[0] for told in shown if len({_folded("".join(one)) for one in told}) == 1)
        around = next(alike_ones, ("", words, ""))
        yield Side(shortened(words, LONGEST), _names(passages, view), (), around)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.n for word in fold(text))


def _names(passages: Iterable[Passage], view: View) -> tuple[tuple[str, str], ...]:
    return tuple({one.article_id: _named(one, view) for one in passages}.values())


def _named(one: Passage, view: View) -> tuple[str, str]:
    return view.names[one.article_id], view.passage(one.article_id, one.start)


def _around(one: Passage, view: View) -> tuple[str, str, str]:
    """The sentence of a passage: what stands before its words, the words, and what stands behind them."""
    here = view.sentence(one.article_id, one.start)
    return _parts(one, here.start, here.end, view) if here else ("", one.text, "")


def _around_in_marks(one: Passage, view: View) -> tuple[str, str, str]:
    """The same of the quotation that holds a passage, inside its sentence; its words alone if nothing in marks does."""
    here = view.sentence(one.article_id, one.start)
    for quote in view.by_article("quotes").get(one.article_id, ()):
        if quote.form != "indirect" and quote.start <= one.start and one.end <= quote.end and here:
            return _parts(one, max(quote.start, here.start), min(quote.end, max(here.end, one.end)), view)
    return "", one.text, ""


def _parts(one: Passage, start: int, end: int, view: View) -> tuple[str, str, str]:
    text = view.texts[one.article_id]
    before, behind = text[start : one.start], text[one.end : max(end, one.end)]
    told = " ".join(before.split())
    if len(told) > AROUND and (cut := governed(told, told.find(" ", len(told) - AROUND) + 1)):
        told = f"… {told[cut:]}"
    # A blank stands beside the words where the article has one, and nowhere else.
    return (
        told + " " * before[-1:].isspace(), " ".join(one.text.split()), " " * behind[:1].isspace() + shortened(behind, AROUND)
    )  # fmt: skip


def naming_contrast(view: View) -> Contrast | None:
    """One person, place or thing that different articles give different names, in the words that each prints.

    A name in two spellings before words of the list of contested names; of several the one that parts most pairs of
    articles. None where no two articles part; for contested words, where fewer than half of the pairs do.
    """
    for found, least in ((_spelled(view), 0.0), (_contested(view), PARTED)):
        found = [one for one in found if _splits(one) > least and (not least or _used(one))]
        if found:
            return max(found, key=_splits)
    return None


def _splits(one: Contrast) -> float:
    """The share of the pairs of articles that have no word for it in common."""
    words: dict[str, set[str]] = {}
    for side in one.sides:
        for name, _ in side.names:
            words.setdefault(name, set()).add(side.words)
    pairs = list(combinations(words.values(), 2))
    return sum(a.isdisjoint(b) for a, b in pairs) / max(len(pairs), 1)


def _used(one: Contrast) -> bool:
    """Whether two of the words are used by several articles each: a word used once may mean something else."""
    return sum(len(side.names) > 1 for side in one.sides) > 1


def _spelled(view: View) -> list[Contrast]:
    """Entities whose names in two articles share no word: Kiev and Kyiv."""
    known = (row for row in tables.rows(view.reading.entities) if str(row.kind) in ("place", "person"))
    names = {row.entity_id: str(row.name) for row in known}
    printed: dict[str, dict[str, dict[str, int]]] = {}
    for mention in tables.rows(view.reading.mentions):
        if mention.entity_id in names and len(mention.text.split()) == 1:
            forms = printed.setdefault(mention.entity_id, {})
            forms.setdefault(mention.text, {}).setdefault(mention.article_id, int(mention.start))
    made = []
    for entity_id, forms in printed.items():
        # Parts of one name ("Vesna", "Tarr") are no two spellings of it.
        if len({text.casefold() for text in forms}) > 1 and len(names[entity_id].split()) == 1:
            made.append(Contrast(names[entity_id], _sides(forms, view)))
    return made


def _contested(view: View) -> list[Contrast]:
    rows = contested(view.reading)
    rows = rows[rows["count"] > 0]
    made = []
    for concept, uses in rows.groupby("concept", sort=False):
        forms: dict[str, dict[str, int]] = {}
        for row in tables.rows(uses):
            choice = view.row("word_choices", row.keys.split()[0])
            forms.setdefault(row.term, {})[row.article_id] = int(choice.start)
        if len(forms) > 1:
            made.append(Contrast(str(concept), _sides(forms, view)))
    return made


def _sides(forms: dict[str, dict[str, int]], view: View) -> tuple[Side, ...]:
    ranked = sorted(forms.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Side(words, tuple((view.names[article_id], view.passage(article_id, at)) for article_id, at in uses.items()))
        for words, uses in ranked
    )
