"""Naming: the names, labels and words that each outlet uses for the same person, place, body or thing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.outlets import outlet_names
from kit.compare.states import counted_once
from kit.english.words.lists import contested_names
from kit.english.words.noun_phrases import spelled
from kit.tables import rows as each
from kit.tables import rows_by_article

if TYPE_CHECKING:
    from kit.tables import Reading


@counted_once
def naming(reading: Reading) -> pd.DataFrame:
    """Every wording for every concept, by article.

    One row a concept, wording and article: `concept, kind, entity_id, article_id, outlet, wording, how` (`name`, a
    name as spelled; `label`, what is said beside it or in its place; `words`, a noun phrase for a thing without a
    name), `count, articles` (how many use this wording), `keys` (ids of the rows counted: mentions, labels, word
    choices). Case, articles ("the"), full stops (U.S.) and British
    or American spelling do not part labels and words; names are as spelled.

    >>> import kit
    >>> sorted(naming(kit.read("seeds"))["how"].unique())
    ['label', 'name', 'words']
    """
    entities = reading.entities.set_index("entity_id")
    parts = []
    for table, key, how in ((reading.mentions, "mention_id", "name"), (reading.labels, "label_id", "label")):
        if len(table):
            part = table[["article_id", "entity_id", "text", key]].rename(columns={key: "key"})
            part = part.assign(how=how, concept=part["entity_id"].map(entities["name"]))
            parts.append(part.assign(kind=part["entity_id"].map(entities["kind"].astype("string"))))
    # Phrases that are or describe a name are among the mentions and labels already.
    words = reading.word_choices[~reading.word_choices["rule"].isin(["word.named", "word.described"])]
    if len(words):
        part = words[["article_id", "entity_id", "concept", "text", "choice_id"]].rename(columns={"choice_id": "key"})
        # Without any entity a map gives numbers.
        kinds = part["entity_id"].map(entities["kind"]).astype("string").fillna("thing")
        parts.append(part.assign(how="words", kind=kinds))
    if not parts:
        return answer("naming")
    every = pd.concat(parts, ignore_index=True)
    every["event_id"] = every["article_id"].map(reading.articles.set_index("article_id")["event_id"])
    every["compared"] = every["text"].map(_compared).where(every["how"] != "name", every["text"])
    names = outlet_names(reading)
    place = {key: n for n, key in enumerate(names.index)}
    alike: dict[tuple[str, str, str, str], dict[str, list[Any]]] = {}
    for use in each(every):
        by_article = alike.setdefault((use.event_id, use.concept, use.how, use.compared), {})
        by_article.setdefault(use.article_id, []).append(use)
    rows = []
    for same in sorted(alike):
        by_article = alike[same]
        # One spelling, the first, stands for all that are compared as one.
        wording = _shown(next(iter(by_article.values()))[0].text)
        for article_id, uses in sorted(by_article.items(), key=lambda pair: place[pair[0]]):
            rows.append(
                {
                    "concept": uses[0].concept,
                    "kind": uses[0].kind,
                    "entity_id": uses[0].entity_id,
                    "article_id": article_id,
                    "outlet": names[article_id],
                    "wording": wording,
                    "how": uses[0].how,
                    "count": len(uses),
                    "articles": len(by_article),
                    "keys": " ".join(use.key for use in uses),
                }
            )
    return answer("naming", rows)


@counted_once
def contested(reading: Reading) -> pd.DataFrame:
    """Which of the words that might be chosen for a thing are chosen, by whom, and which by nobody.

    One row an event, concept, term and article: `event_id, concept, term, article_id, outlet, count, quoted` (of
    these, inside quotation marks), `keys`; a term that nobody uses has `article_id` missing and `count` 0. Only concepts
    of which the event uses two terms, or one in two articles; the terms are those of `kit/data/contested_names.csv`, a list of our own.

    It looks at the heads of noun phrases: "invaded" is not "invasion".

    >>> import kit
    >>> made = contested(kit.read("seeds"))
    >>> bool(made.loc[made["count"] == 0, "article_id"].isna().all())
    True
    """
    choices = reading.word_choices
    if "contested" not in choices or choices["contested"].isna().all():
        return answer("contested")
    marks = reading.quotes[(reading.quotes["use"] == "quotation") & (reading.quotes["form"] != "indirect")]
    marked = rows_by_article(marks)
    names = outlet_names(reading)
    events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
    used: dict[str, dict[str, dict[str, list[Any]]]] = {}  # event → term → article → uses
    for use in each(choices[choices["contested"].notna()]):
        by_term = used.setdefault(events[use.article_id], {})
        by_term.setdefault(use.contested, {}).setdefault(use.article_id, []).append(use)
    lists: dict[str, list[str]] = {}
    for row in each(contested_names()):
        lists.setdefault(row.concept, []).append(row.term)
    rows = []
    for event_id, by_term in sorted(used.items()):
        for concept, terms in lists.items():
            present = [term for term in terms if term in by_term]
            if len(present) < 2 and len({article_id for term in present for article_id in by_term[term]}) < 2:
                continue
            for term in terms:
                by_article = by_term.get(term, {})
                common = {"event_id": event_id, "concept": concept, "term": term}
                if not by_article:
                    rows.append(
                        {**common, "count": 0, "quoted": 0, "article_id": pd.NA, "outlet": pd.NA, "keys": pd.NA}
                    )
                for article_id in [key for key in names.index if key in by_article]:
                    uses = by_article[article_id]
                    rows.append(
                        {
                            **common,
                            "article_id": article_id,
                            "outlet": names[article_id],
                            "count": len(uses),
                            "quoted": sum(
                                any(mark.start <= use.start < mark.end for mark in marked.get(article_id, ()))
                                for use in uses
                            ),
                            "keys": " ".join(use.choice_id for use in uses),
                        }
                    )
    return answer("contested", rows)


@counted_once
def printed_names(reading: Reading) -> dict[tuple[str, str], str]:
    """Under which name an article speaks of an entity, where it is not the entity's own.

    Takes a Reading; keys are `(entity_id, article_id)`, values the name most often printed there (of equals the first).
    Part of the entity's name ("Petrenko" of Olena Petrenko) is no other name: only a spelling or word of its own counts.

    >>> import kit
    >>> printed_names(kit.read("seeds")) != {}
    True
    """
    canonical = dict(zip(reading.entities["entity_id"], reading.entities["name"], strict=True))
    counts: dict[tuple[str, str], Counter[str]] = {}
    for mention in each(reading.mentions):
        if pd.notna(mention.entity_id):
            counts.setdefault((mention.entity_id, mention.article_id), Counter())[_shown(mention.text)] += 1
    found = {key: names.most_common(1)[0][0] for key, names in counts.items()}
    return {
        (entity, article): name
        for (entity, article), name in found.items()
        if not set(name.lower().split()) <= set(str(canonical[entity]).lower().split())
    }


def _compared(text: str) -> str:
    return " ".join(spelled(word.replace(".", "")) for word in _shown(text).lower().split())


def _shown(text: str) -> str:
    """A wording without its article and quotation marks."""
    words = text.replace("\n", " ").strip("“”\"'‘’ ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words)
