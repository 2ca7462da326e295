"""The first screen: the most telling entry, who is heard, where articles disagree, one contrast of names, the openings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.compare.naming import contested
from kit.entry import entry_html, told, worth_comparing
from kit.entry.telling import in_words
from kit.phrasing import counted
from kit.report import overview
from kit.terms import term

if TYPE_CHECKING:
    from markupsafe import Markup

    from kit.entry import Entry
    from kit.report.view import View
    from kit.terms import Term

# What is taken in at a glance; the sections below have all.
PEOPLE, CONFLICTS, STATEMENTS, WIDEST = 9, 5, 8, 12


@dataclass(frozen=True)
class Seen:
    """What one article does with one person: the term (None: not named), the passage, the name printed there."""

    term: Term | None
    href: str = ""
    called: str = ""


@dataclass(frozen=True)
class Person:
    """A line of the matrix."""

    name: str
    cells: tuple[Seen, ...]


@dataclass(frozen=True)
class Side:
    """One of two passages, or one of several words for a thing: the words, who prints them, where."""

    words: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contrast:
    """Passages or words that stand against each other."""

    about: str
    sides: tuple[Side, ...]


def first(view: View) -> dict[str, Any]:
    """What the first screen shows; every part is empty where the corpus gives nothing for it."""
    articles = _articles(view)
    telling = worth_comparing(view.entries)
    entry = telling[0] if telling else next(iter(view.entries.shared()), None)
    return {
        "heading": headline(view, entry, telling=bool(telling)),
        "entry": entry,
        "html": _drawn(entry, view) if entry else "",
        "names": [view.names[article_id] for article_id in articles],
        "people": people(view, articles),
        "conflicts": conflicts(view),
        "naming": naming_contrast(view),
        "headlines": overview.headlines(view),
        "shared": len(view.entries.shared()),
    }


def headline(view: View, entry: Entry | None, *, telling: bool) -> str:
    """The finding that the page begins with, or plainly that there is little to compare.

    Where no majority and no transcript says which wording is the fuller, wordings are counted and none is called a change.
    """
    count = len(view.texts)
    if count == 1:
        return "One article: there is nothing to compare it with"
    if entry is None:
        return f"{counted(count, 'article')}, and no statement that the kit surely finds in two of them"
    outlets = f"{in_words(entry.articles)} outlets"
    if not telling:
        return f"One statement, {outlets}: {told(entry)}"
    based = any(len(row.places) > 1 or entry.reference_from == "the transcript" for row in entry.rows[:1])
    if not based:
        return f"One statement, {outlets}, {in_words(len(entry.rows))} wordings"
    return f"One statement, {outlets}: {told(entry)}"


def people(view: View, articles: list[str]) -> list[Person]:
    """Who is heard, talked about or not named, article by article; those heard in most articles first.

    Heard is whoever a quotation or reported saying surely belongs to.
    """
    reading = view.reading
    entities = {row.entity_id: row for row in tables.rows(reading.entities) if str(row.kind) == "person"}
    speakers = dict(zip(reading.speakers["speaker_id"], reading.speakers["entity_id"], strict=True))
    heard: dict[tuple[str, str], str] = {}
    for quote in tables.rows(reading.quotes):
        entity = str(speakers.get(quote.speaker_id))
        if entity in entities and str(quote.use) == "quotation" and str(quote.certainty) == "sure":
            heard.setdefault((entity, quote.article_id), quote.quote_id)
    named: dict[tuple[str, str], Any] = {}
    for mention in tables.rows(reading.mentions):
        if mention.entity_id in entities:
            named.setdefault((mention.entity_id, mention.article_id), mention)
    mine = set(articles)
    heard_in = Counter(entity for entity, article_id in heard if article_id in mine)
    named_in = Counter(entity for entity, article_id in {*heard, *named} if article_id in mine)
    order = sorted(named_in, key=lambda key: (-heard_in[key], -named_in[key], str(entities[key].name), key))
    return [
        Person(str(entities[key].name), tuple(_seen(key, article_id, heard, named, view) for article_id in articles))
        for key in order[:PEOPLE]
    ]


def conflicts(view: View) -> list[Contrast]:
    """Pairs of passages that cannot both be right, those inside quotation marks first; updates are none."""
    found = [row for row in tables.rows(view.reading.conflicts) if str(row.kind) != "update"]
    found.sort(key=lambda row: row.marked is not True)
    return [
        Contrast(
            str(row.kind),
            tuple(
                Side(view.texts[article_id][start:end], ((view.names[article_id], view.passage(article_id, start)),))
                for article_id, start, end in (
                    (row.left_article_id, row.left_start, row.left_end),
                    (row.right_article_id, row.right_start, row.right_end),
                )
            ),
        )
        for row in found[:CONFLICTS]
    ]


def naming_contrast(view: View) -> Contrast | None:
    """One person, place or thing that different articles give different names, in the words that each prints.

    A name in two spellings before words of the list of contested names; of several the one that splits most pairs of
    articles. None where no two articles part.
    """
    for found in (_spelled(view), _contested(view)):
        best = max(found, key=_splits, default=None)
        if best is not None and _splits(best):
            return best
    return None


def _splits(one: Contrast) -> int:
    """How many pairs of articles have no word for it in common."""
    words: dict[str, set[str]] = {}
    for side in one.sides:
        for name, _ in side.names:
            words.setdefault(name, set()).add(side.words)
    return sum(a.isdisjoint(b) for a, b in combinations(words.values(), 2))


def _spelled(view: View) -> list[Contrast]:
    """Entities whose names in two articles share no word: Kiev and Kyiv."""
    names = {
        row.entity_id: str(row.name)
        for row in tables.rows(view.reading.entities)
        if str(row.kind) in ("place", "person")
    }
    printed: dict[str, dict[str, dict[str, int]]] = {}
    for mention in tables.rows(view.reading.mentions):
        if mention.entity_id in names and len(mention.text.split()) == 1:
            printed.setdefault(mention.entity_id, {}).setdefault(mention.text, {}).setdefault(
                mention.article_id, int(mention.start)
            )
    made = []
    for entity_id, forms in printed.items():
        whole = names[entity_id].lower().split()
        # Parts of one name ("Vesna", "Tarr") are no two spellings of it.
        forms = {
            text: uses
            for text, uses in forms.items()
            if text.lower() == names[entity_id].lower() or text.lower() not in whole
        }
        if len(forms) > 1 and len(whole) == 1:
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


def _seen(
    key: str, article_id: str, heard: dict[tuple[str, str], str], named: dict[tuple[str, str], Any], view: View
) -> Seen:
    called = view.entries.called.get((key, article_id), "")
    if (key, article_id) in heard:
        return Seen(term("heard"), view.href("quote", heard[key, article_id]), called)
    if (key, article_id) in named:
        mention = named[key, article_id]
        return Seen(term("talked about"), view.passage(article_id, mention.start), called)
    return Seen(None)


def _articles(view: View) -> list[str]:
    """The articles of the largest event that fit beside each other."""
    largest = max(view.events.values(), key=len, default=[])
    return largest[:WIDEST]


def _drawn(entry: Entry, view: View) -> Markup:
    return entry_html(entry, href=lambda place: view.href("rendering", place.rendering_id))
