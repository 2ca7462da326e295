"""People: who is heard, who is only talked about and who is not named, article by article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.data import word_set
from kit.data.terms import term
from kit.english.lexicon.senses import is_person_noun
from kit.english.words.lists import given_names

if TYPE_CHECKING:
    from kit.data.terms import Term
    from kit.report.view import View

# What is taken in at a glance; the section on voices has all.
PEOPLE = 9
TITLES = word_set("titles that show a person")
ANYBODY = frozenset("man woman person people men women".split())


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


def people(view: View, articles: list[str]) -> list[Person]:
    """Who is heard, talked about or not named, article by article; those heard in most articles first.

    Heard is whoever a quotation or reported saying surely belongs to. Who is only talked about is shown if the name, or
    a description beside it, is surely a person's.
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
    persons = _persons(view)
    order = sorted(
        (key for key in named_in if key in persons or heard_in[key]),
        key=lambda key: (-heard_in[key], -named_in[key], str(entities[key].name), key),
    )
    return [
        Person(str(entities[key].name), tuple(_seen(key, article_id, heard, named, view) for article_id in articles))
        for key in order[:PEOPLE]
    ]


def _persons(view: View) -> set[str]:
    """The entities whose name begins as persons' names do, or that a description calls a sister, a guard, 36-year-old."""
    reading = view.reading
    named = {row.entity_id for row in tables.rows(reading.entities) if row.name.split()[0].lower() in given_names()}
    described = {row.entity_id for row in tables.rows(reading.labels) if _describes_a_person(row.text)}
    return named | described


def _describes_a_person(label: str) -> bool:
    words = label.lower().replace(".", "").split()
    return bool(words) and (
        words[0] in TITLES or "-year-old" in label or (words[-1] not in ANYBODY and is_person_noun(words[-1]))
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
