"""Labels: what an article calls the people, places and bodies of its event, beside their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit import tables
from kit.words.phrases import phrases_of
from kit.words.roles import beside, described, make_profiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from kit.doc import Doc
    from kit.words.phrases import Phrase
    from kit.words.roles import Label, Profile


def find_labels(
    articles: pd.DataFrame, docs: Mapping[str, Doc], entities: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """The table `labels`: one row a stretch that says who or what an entity is.

    `rule` is where it stands: `before the name` ("Defence Secretary"), `apposition` ("a former nurse"), `said of it`
    ("is the first official …"), `description` ("the new defence chief", without the name: it means the one entity of
    the event whose roles or name it shares; an office alone, "the secretary", the one named last). The names
    themselves are in `mentions`.

    It misses descriptions that share no word with any role printed in the event ("the former nurse" later on), plurals,
    and "the country".

    >>> import pandas as pd, kit.annotate, kit.people
    >>> doc = kit.annotate.analyse("Defence Minister Ann Example spoke. Later the new defence chief left.")
    >>> articles = pd.DataFrame([{"article_id": "text", "event_id": "e"}])
    >>> entities, mentions = kit.people.find_mentions(articles, {"text": doc})
    >>> find_labels(articles, {"text": doc}, entities, mentions)[["text", "rule"]].values.tolist()
    [['Defence Minister', 'before the name'], ['the new defence chief', 'description']]
    """
    rows: list[dict[str, Any]] = []
    for event_id, group in articles.groupby("event_id", sort=True):
        mine = entities[entities["event_id"] == event_id]
        phrases = phrases_of(sorted(group["article_id"]), docs, mine, mentions)
        profiles = make_profiles(mine, mentions[mentions["entity_id"].isin(mine["entity_id"])], list(phrases.values()))
        for article_id, found in phrases.items():
            for phrase, label in _labelled(found, profiles):
                start = phrase.doc.tokens[label.start].idx
                end = phrase.doc.tokens[label.end - 1].end
                if not any(letter.isalpha() for letter in phrase.doc.text[start:end]):
                    continue  # a dash between two names
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


def _labelled(phrases: Sequence[Phrase], profiles: Mapping[str, Profile]) -> Iterator[tuple[Phrase, Label]]:
    by_root = {phrase.root.i: phrase for phrase in phrases}
    for phrase in phrases:
        for label in beside(phrase, by_root):
            yield phrase, label
    yield from described(phrases, profiles)
