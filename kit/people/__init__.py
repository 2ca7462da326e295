"""People: who and what is named, joined across the articles of an event.

Names come from spaCy and from the names already known; `gather` finds them, `join` decides which mean the same one.
Whatever one article lends another (a given name, an explained abbreviation) it lends inside one event only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.people import names
from kit.people.gather import Candidate, abbreviations, gather, speaks
from kit.people.join import Group, join
from kit.people.names import PersonName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from kit.doc import Doc

__all__ = ["find_mentions"]

# A surname shorter than this is too often a word (May, Ban) to be taken for a name where spaCy sees none.
SHORTEST_KNOWN = 4


def find_mentions(articles: pd.DataFrame, docs: Mapping[str, Doc]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `entities` and `mentions`: what an event names, and every place where it does.

    Takes `articles` (`article_id`, `event_id`) and their Docs. A mention's slice is the name as printed, without title
    ("Mr.") and article. `rule` says why it belongs to its entity: `name`, `surname`, `given name`, `romanisation` (Zelensky,
    Zelenskyy), `one letter` (long surnames only), `abbreviation`, `explained abbreviation`, `table of variants`
    (Kiev, Kyiv), `known name` (named so elsewhere in the event, though spaCy saw no name here).

    It misses names that spaCy never sees and may part a body that is named in two wordings; nationalities ("Russian")
    are not mentions.

    >>> import pandas as pd, kit.annotate
    >>> doc = kit.annotate.analyse("Ann Example met Bob Sample in Kyiv. Example left Kiev on Friday.")
    >>> entities, mentions = find_mentions(pd.DataFrame([{"article_id": "text", "event_id": "e"}]), {"text": doc})
    >>> entities["name"].tolist(), len(mentions)
    (['Ann Example', 'Bob Sample', 'Kyiv'], 5)
    """
    entity_rows: list[dict[str, Any]] = []
    mention_rows: list[dict[str, Any]] = []
    for event_id, rows in articles.groupby("event_id", sort=True):
        mine = [docs[key] for key in sorted(rows["article_id"]) if key in docs]
        groups = _of_event(mine)
        taken: set[str] = set()
        for group in groups:
            entity_id = _entity_id(str(event_id), group.name, taken)
            entity_rows.append({"entity_id": entity_id, "event_id": event_id, "name": group.name, "kind": group.kind})
            mention_rows += [
                {
                    "mention_id": f"{m.article_id}-m{m.start}",
                    "article_id": m.article_id,
                    "entity_id": entity_id,
                    "start": m.start,
                    "end": m.end,
                    "text": m.text,
                    "rule": m.rule,
                }
                for m in group.members
            ]
    mention_rows.sort(key=lambda m: (m["article_id"], m["start"], m["end"]))
    return tables.table("entities", entity_rows), tables.table("mentions", mention_rows)


def _of_event(docs: list[Doc]) -> list[Group]:
    explained: dict[str, str] = {}
    for doc in docs:
        explained.update(abbreviations(doc))
    groups = join(gather(docs), explained)
    for doc in docs:
        _add_known(doc, groups)
    return groups


def _add_known(doc: Doc, groups: Iterable[Group]) -> None:
    """Names that are known in the event and stand here unseen: same words, tagged as a name, covered by no mention."""
    by_first: dict[str, list[tuple[tuple[str, ...], Group]]] = defaultdict(list)
    for group in groups:
        for form in sorted(_forms(group)):
            words = tuple(form.split())
            by_first[words[0]].append((words, group))
    covered = {
        i for group in groups for m in group.members if m.article_id == doc.article_id for i in range(m.start, m.end)
    }
    i = 0
    while doc.analysed and i < len(doc.tokens):
        token = doc.tokens[i]
        longest = None
        if (
            token.idx not in covered
            and (token.tag_ in {"NNP", "NNPS"} or (token.text[0].isupper() and speaks(token)))
            and token.sent.role in {"headline", "body", "caption"}
        ):
            for words, group in by_first.get(names.fold(token.text), ()):
                run = doc.tokens[i : i + len(words)]
                if tuple(names.fold(t.text) for t in run) == words and (longest is None or len(words) > longest[0]):
                    longest = (len(words), group)
        if longest:
            end = doc.tokens[i + longest[0] - 1].end
            text = doc.text[token.idx : end]
            longest[1].add(
                Candidate(doc.article_id, token.idx, end, text, longest[1].kind, token.sent.role), "known name"
            )
        i += longest[0] if longest else 1


def _forms(group: Group) -> set[str]:
    forms = {names.fold(n) for n in group.names}
    if group.kind == "person":
        forms |= {PersonName.parse(n).family for n in group.names}
    return {f for f in forms if f and (" " in f or len(f) >= SHORTEST_KNOWN)}


def _entity_id(event_id: str, name: str, taken: set[str]) -> str:
    slug = re.sub(r"\W+", "-", names.fold(name)).strip("-") or "entity"
    found, n = slug, 2
    while found in taken:
        found, n = f"{slug}-{n}", n + 1
    taken.add(found)
    return f"{event_id}/{found}"
