"""People: who and what is named, joined across the articles of an event.

Names come from spaCy and from the names already known: `candidates` finds them, `name_kind` and `entity_kind` give
their kind, `coreference` decides which mean one entity. Whatever one article lends another (a given name, an explained abbreviation) it lends inside one event
only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.english.lexicon.reporting import FINITE
from kit.english.people import names
from kit.english.people.abbreviations import abbreviations
from kit.english.people.candidate import Candidate, speaks
from kit.english.people.candidates import gather
from kit.english.people.coreference import Group, join
from kit.english.people.name_extent import titles_before
from kit.english.people.names import PersonName
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kit.english.doc import Doc, Token

__all__ = ["find_mentions"]

# A surname shorter than this is too often a word (May, Ban) to be taken for a name where spaCy sees none; one letter
# shorter, only if its bearer is named in the same article.
SHORTEST_KNOWN = 4
_EDITIONS = frozenset("daily sunday morning evening weekly".split())
# "Example-Sample", where "Sample" is no name by itself; but "R-Exland".
_HYPHENED = re.compile(r"\w\w-$")


def find_mentions(articles: pd.DataFrame, docs: Mapping[str, Doc]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `entities` and `mentions`: what an event names, and every place where it does.

    Takes `articles` (`article_id`, `event_id`) and their Docs. A mention's slice is the name as printed, without title
    ("Mr.") and article. `rule` says why it belongs to its entity, by the ids
    `mention.…` of `kit.rules()`: printed so, by surname or given name, by a romanisation (Zelensky, Zelenskyy), an
    abbreviation, the table of variants (Kiev, Kyiv), or named so elsewhere in the event.

    A thing (`other`) or a document is told only where its words, or one beside it, say so ("the ferry Example", "Fair
    Roads Act"): the English model's guess alone was right in 8 of 69 read. Peoples and faiths ("Russian", "Latinos"),
    accounts ("@annexample") and two countries joined by a hyphen are not mentions.

    It misses names that spaCy never sees, and takes many a firm for a place and a film in no marks for a body; it may
    part a body that is named in two wordings.

    >>> import pandas as pd, kit.english.annotate
    >>> doc = kit.english.annotate.analyse("Ann Example met Bob Sample in Kyiv. Example said she left Kiev.")
    >>> entities, mentions = find_mentions(pd.DataFrame([{"article_id": "text", "event_id": "e"}]), {"text": doc})
    >>> entities["name"].tolist(), len(mentions)
    (['Ann Example', 'Bob Sample', 'Kyiv'], 5)
    """
    entity_rows: list[dict[str, Any]] = []
    mention_rows: list[dict[str, Any]] = []
    for event_id, rows in tables.by_event(articles):
        mine = [docs[key] for key in sorted(row.article_id for row in rows) if key in docs]
        groups = _of_event(mine, _told_above(rows))
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


def _told_above(articles: Sequence[Any]) -> dict[str, str]:
    """Folded names that stand above the articles of an event → their kind: places of datelines and bylines, who prints."""
    above: dict[str, list[str]] = {
        column: [str(value) for row in articles if pd.notna(value := getattr(row, column, None))]
        for column in ("place", "byline", "outlet", "agency")
    }
    seats = [part for place in above["place"] for part in place.split(",")]
    seats += [byline.rpartition(" in ")[2] for byline in above["byline"] if " in " in byline]
    printers = above["outlet"] + above["agency"]
    # "the Trumpet", for the Daily Trumpet
    printers += [name.split()[-1] for name in printers if _EDITIONS & {*name.lower().split()[-2:-1]}]
    return {names.fold(seat): "place" for seat in seats} | {names.fold(name): "organisation" for name in printers}


def _of_event(docs: list[Doc], told_above: Mapping[str, str]) -> list[Group]:
    explained: dict[str, str] = {}
    for doc in docs:
        explained.update(abbreviations(doc))
    groups = join(gather(docs), explained, told_above)
    known: dict[str, list[tuple[tuple[str, ...], Group]]] = defaultdict(list)
    taken: dict[str, dict[int, Group]] = defaultdict(dict)
    for group in groups:
        for form in sorted(_forms(group)):
            words = tuple(form.split())
            known[words[0]].append((words, group))
        for member in group.members:
            taken[member.article_id].update(dict.fromkeys(range(member.start, member.end), group))
    for doc in docs:
        if doc.analysed:
            _add_known(doc, known, taken[doc.article_id])
    return [group for group in groups if group.is_sure]


def _add_known(doc: Doc, known: Mapping[str, list[tuple[tuple[str, ...], Group]]], taken: Mapping[int, Group]) -> None:
    """Names that are known in the event and stand here unseen: same words, tagged as a name, covered by no mention.

    The longest name is meant; of two bearers the one with the title before it, then the one whom this article names elsewhere.
    """
    here = set(taken.values())
    in_small = {t.text for t in doc.tokens if t.text.islower()}
    i = 0
    while i < len(doc.tokens):
        token = doc.tokens[i]
        best: tuple[tuple[int, bool, bool], Group] | None = None
        tagged = token.tag_ in {"NNP", "NNPS"}
        capital = tagged or token.text[0].isupper()
        bearers = known.get(names.fold(token.text), ()) if capital and token.idx not in taken else ()
        if (
            bearers
            and token.sent.role in READ_ROLES
            and (tagged or speaks(token) or _is_label(token) or _is_subject(token, in_small))
        ):
            for words, group in bearers:
                run = doc.tokens[i : i + len(words)]
                same = tuple(names.fold(t.text) for t in run) == words
                if (
                    same
                    and (len(words[-1]) >= SHORTEST_KNOWN or (group in here and token.tag_ == "NNP"))
                    and not any(t.idx in taken for t in run)
                    and not _is_anothers(token, group)
                    and not _HYPHENED.search(doc.text, max(0, token.idx - 3), token.idx)
                ):
                    rank = (len(run), group.holds(titles_before(token)), group in here)
                    best = (rank, group) if best is None or rank > best[0] else best
        if best:
            (length, *_), group = best
            end = doc.tokens[i + length - 1].end
            mention = Candidate(doc.article_id, token.idx, end, doc.text[token.idx : end], group.kind, token.sent.role)
            group.add(mention, "mention.known-name")
        i += best[0][0] if best else 1


def _is_anothers(token: Token, group: Group) -> bool:
    """Whether a given name before a surname is not the bearer's: "Dan Example" is not Len Example."""
    before = names.fold(token.doc.tokens[token.i - 1].text) if token.i > token.sent.start else ""
    return group.kind == "person" and before in names.given_genders() and not group.is_called(before)


def _is_subject(token: Token, in_small: Collection[str]) -> bool:
    """Whether a capital that the analysis takes for a word stands before a verb, and never small: "Tully is held"."""
    verb = token.doc.tokens[token.i + 1 : token.i + 2]
    free = token.ent_iob_ == "O" and token.lower_ not in in_small and not token.text.isupper()
    return free and bool(verb) and verb[0].tag_ in FINITE and verb[0].sent_index == token.sent_index


def _is_label(token: Token) -> bool:
    """Whether a word opens a headline or an answer before a colon: "Example: we were second best"."""
    return token.i == token.sent.start and token.doc.text[token.end : token.end + 1] == ":"


def _forms(group: Group) -> set[str]:
    forms = {names.fold(n) for n in group.names}
    if group.kind == "person":
        forms |= {PersonName.parse(n).family for n in group.names}
    else:
        forms |= {names.without_kind(form) for form in forms}
    return {f for f in forms if f and (" " in f or len(f) >= SHORTEST_KNOWN - 1)}


def _entity_id(event_id: str, name: str, taken: set[str]) -> str:
    return f"{event_id}/{names.untaken(names.slug(name) or 'entity', taken)}"
