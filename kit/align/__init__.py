"""Align: the same statement in every article, and the wording that articles share."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.align.conflicts import compare_facts
from kit.align.groups import rejoin
from kit.align.links import link_sentences
from kit.align.neighbours import Neighbours
from kit.align.normalise import name_spellings
from kit.align.propositions import own_propositions, quoted_propositions
from kit.align.reference import Witness, choose_reference, judge_wording, scores
from kit.align.reuse import find_reuse
from kit.align.speech_acts import reported_acts
from kit.align.splices import find_splices, split_spliced
from kit.align.stance import stance_of
from kit.align.statements import group
from kit.align.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.align.groups import Group
    from kit.align.propositions import Proposition
    from kit.english.doc import Doc

__all__ = ["align_statements", "compare_facts", "find_reuse", "link_sentences"]

# Content words of the reference that name a statement in its id.
NAME_WORDS = 4


def align_statements(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    speakers: pd.DataFrame,
    *,
    semantic: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `statements` and `renderings`: what is said in an event, and each article's wording of it.

    Takes the tables and Docs of the rooms before. Each quotation is cut into clauses, each clause is a rendering of one
    statement; an article's own voice is a rendering where it says what others say (`form` "stated", or "indirect" for
    what it says that a speaker did: "ruled out a toll"). `rule` says how a rendering came to its statement.

    - `similarity` to the reference: 0 no word in the same order, 1 the same words; `coverage`: the share of the
      reference's words that are there. For a rendering with marks both count only the words inside marks.
    - `certainty` is sure for the reference and for what is so like it that 19 in 20 of such joins were judged right on
      articles of events that nothing was fitted to; all else is perhaps. `stance`: see `kit.align.stance`.
    - `wording` and `spliced` judge only what stands inside marks; see `judge_wording` and `find_splices`.
    - `statement_id` is the event, the speaker's last name (or "claim") and the first content words of the reference. It
      holds when an article is added, unless that changes the reference; two that would be equal are numbered.

    With `semantic` the meaning of clauses counts, too (see `kit.english.words.meaning`; ModuleNotFoundError without the extra).

    >>> empty = {name: tables.table(name) for name in tables.SCHEMAS}
    >>> made = align_statements(empty["articles"], {}, empty["mentions"], empty["quotes"], empty["speakers"])
    >>> [len(table) for table in made]
    [0, 0]

    It misses a retelling in wholly other words, what only the sentences before make clear ("another demand"), and
    whatever `quotes` has missed; it may join two statements of one speaker in nearly the same words.
    """
    statements: list[dict[str, Any]] = []
    renderings: list[dict[str, Any]] = []
    people = [row for row in tables.rows(speakers) if row.kind == "person"]
    persons = {row.speaker_id for row in people}
    voice = {row.entity_id: row.speaker_id for row in people if pd.notna(row.entity_id)}
    called = dict(zip(speakers["speaker_id"], speakers["name"], strict=True))
    quoted, named = tables.rows_by_article(quotes), tables.rows_by_article(mentions)
    for event_id, here in tables.by_event(articles):
        near = Neighbours.of_event(here)
        witnesses = {row.article_id: _witness(row, near.number[row.article_id]) for row in here}
        spellings = name_spellings(row for key in witnesses for row in named.get(key, ()))
        clauses: list[Proposition] = []
        texts = {article_id: Text(docs[article_id], spellings) for article_id in sorted(witnesses)}
        for article_id, text in texts.items():
            rows = quoted.get(article_id, [])
            clauses += quoted_propositions(text, rows, event_id, persons)
            spoken = witnesses[article_id].transcript
            own = list(own_propositions(text, rows, event_id, transcript=spoken))
            clauses += own
            if not spoken:
                clauses += reported_acts(text, own, rows, named.get(article_id, []), voice)
        clauses = _once(split_spliced(clauses, near))
        groups = group(clauses, near, semantic=semantic)
        # What is in no statement (the rest of a transcript) still stands between what is.
        where = {p.key: -1 - n for n, p in enumerate(clauses)}
        where |= {p.key: n for n, one in enumerate(groups) for p in one.members}
        spliced = find_splices(where, clauses, {k: docs[k].text for k in witnesses})
        names = _Names(event_id, called)
        for one in groups:
            rejoin(one, texts, spliced)
            reference, why = choose_reference(one.members, witnesses)
            speaker_id = one.speaker(reference)
            statement_id = names.name(one.kind, speaker_id, reference)
            statements.append(
                {
                    "statement_id": statement_id,
                    "event_id": event_id,
                    "kind": one.kind,
                    "speaker_id": speaker_id,
                    "reference": docs[reference.article_id].text[reference.start : reference.end],
                    "reference_rendering_id": f"{reference.article_id}-r{reference.start}",
                    "reference_from": why,
                    "articles": len({p.article_id for p in one.members}),
                }
            )
            renderings += _renderings(one, reference, statement_id, docs, spliced)
    return tables.table("statements", statements), tables.table("renderings", renderings)


def _once(clauses: Iterable[Proposition]) -> list[Proposition]:
    """Keep one proposition per stretch of text: where two quotations share their content, the first."""
    return list({(p.article_id, p.start): p for p in reversed(list(clauses))}.values())[::-1]


def _witness(row: Any, order: int) -> Witness:
    published = getattr(row, "published", None)
    when = float("inf") if pd.isna(published) else pd.Timestamp(published).timestamp()
    role = getattr(row, "role", None)
    return Witness(transcript=not pd.isna(role) and role == "transcript", published=when, order=order)


class _Names:
    """Ids of the statements of an event: who says it and the first content words of its reference, numbered if they meet."""

    def __init__(self, event_id: Any, speakers: Mapping[str, str]) -> None:
        self.event_id, self.speakers = event_id, speakers
        self.taken: set[str] = set()

    def name(self, kind: str, speaker_id: str | None, reference: Proposition) -> str:
        speaker = str(self.speakers.get(speaker_id, "someone")) if speaker_id else "someone"
        voice = "claim" if kind == "claim" else _slug(speaker.split()[-1:])
        name = f"{self.event_id}/{voice}-{_slug(reference.content[:NAME_WORDS])}"
        if name in self.taken:
            name = next(again for n in count(2) if (again := f"{name}-{n}") not in self.taken)
        self.taken.add(name)
        return name


def _slug(words: Iterable[str]) -> str:
    return re.sub(r"[^\w]+", "-", "-".join(words).lower()).strip("-") or "x"


def _renderings(
    one: Group, reference: Proposition, statement_id: str, docs: Mapping[str, Doc], spliced: set
) -> Iterator[dict[str, Any]]:
    compared = len({p.article_id for p in one.members if p.said}) > 1
    for p in one.members:
        similarity, coverage = scores(p, reference)
        yield {
            "rendering_id": f"{p.article_id}-r{p.start}",
            "statement_id": statement_id,
            "article_id": p.article_id,
            "quote_id": p.quote_id,
            "start": p.start,
            "end": p.end,
            "text": docs[p.article_id].text[p.start : p.end],
            "form": p.form,
            "wording": judge_wording(p, reference, compared=compared),
            "stance": stance_of(docs[p.article_id], p.start, p.end),
            "certainty": one.certainty(p, reference, similarity),
            "spliced": p.key in spliced,
            "similarity": similarity,
            "coverage": coverage,
            "rule": one.rules[p.key],
        }
