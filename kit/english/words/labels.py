"""Labels: what an article calls the people, places and bodies of its event, beside their names."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.english.words.beside_names import labels_beside
from kit.english.words.descriptions import Holders
from kit.english.words.noun_phrases import by_event
from kit.english.words.profiles import make_profiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.english.doc import Doc


def find_labels(
    articles: pd.DataFrame, docs: Mapping[str, Doc], entities: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """The table `labels`: one row a stretch that says who or what an entity is.

    `rule` is where it stands: `label.before-name` ("Defence Secretary"), `label.apposition` ("a former nurse"),
    `label.predicate` ("is the first official …"), `label.description` ("the new defence chief", without the name: it means the one entity of
    the event whose roles or name it shares; an office alone, "the secretary", the one named last). The names
    themselves are in `mentions`.

    It misses descriptions that share no word with any role printed in the event ("the former nurse" later on), plurals,
    and "the country".

    >>> import pandas as pd, kit.english.annotate, kit.english.people
    >>> doc = kit.english.annotate.analyse("Defence Minister Ann Example spoke. Later the new defence chief left.")
    >>> articles = pd.DataFrame([{"article_id": "text", "event_id": "e"}])
    >>> entities, mentions = kit.english.people.find_mentions(articles, {"text": doc})
    >>> find_labels(articles, {"text": doc}, entities, mentions)[["text", "rule"]].values.tolist()
    [['Defence Minister', 'label.before-name'], ['the new defence chief', 'label.description']]
    """
    rows: list[dict[str, Any]] = []
    for event in by_event(articles, docs, entities, mentions):
        persons = {row.entity_id for row in event.entities if row.kind == "person"}
        beside = {key: list(labels_beside(phrases, persons)) for key, phrases in event.phrases.items()}
        holders = Holders(make_profiles(event, chain.from_iterable(beside.values())))
        for article_id, phrases in event.phrases.items():
            described = holders.described(phrases, {phrase for phrase, _ in beside[article_id]})
            for phrase, label in chain(beside[article_id], described):
                start = phrase.doc.tokens[label.start].idx
                end = phrase.doc.tokens[label.end - 1].end
                if holders.is_name(phrase, label):
                    continue
                rows.append(
                    {
                        "label_id": f"{article_id}-l{start}",
                        "article_id": article_id,
                        "entity_id": label.entity,
                        "start": start,
                        "end": end,
                        "text": phrase.doc.text[start:end],
                        "rule": label.rule,
                    }
                )
    unique = {row["label_id"]: row for row in reversed(rows)}
    return tables.table("labels", sorted(unique.values(), key=lambda r: (r["article_id"], r["start"])))
