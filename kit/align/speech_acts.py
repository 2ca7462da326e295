"""Speech acts: what a speaker did with words ("ruled out a ban"), told in the article's own voice.

"The minister ruled out a ban", "Minister rejects ban" (a headline): no reporting clause, yet it renders what the
minister said. Such clauses are only candidates: `statements.group` keeps one if it is like a quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.clauses import trim
from kit.align.propositions import ACTS, REFUSALS, Proposition, worded
from kit.english.doc import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.text import Text
    from kit.english.doc import Token


def reported_acts(
    text: Text,
    clauses: Sequence[Proposition],
    quotes: Sequence[Any],
    mentions: Sequence[Any],
    voice: Mapping[str, str],
) -> Iterator[Proposition]:
    """Candidates from the clauses of one article's own voice, each from its verb to the end of the clause.

    `quotes` and `mentions` are the rows of this article, `voice` the speaker of each entity that is a person who
    speaks. `speaker_id` is set where the subject is a mention of somebody who speaks in the event. Only verbs that do
    something by saying it begin a candidate: what else a speaker did is no report of what the speaker said. Verbs that introduce a quotation of the
    table `quotes` are none: what they report is there already.
    """
    doc = text.doc
    if not doc.analysed:
        return
    named = {
        place: voice[row.entity_id]
        for row in mentions
        if row.entity_id in voice
        for place in (t.i for t in doc.span_at(row.start, row.end) or ())
    }
    cues = {t.idx for row in quotes if pd.notna(row.cue_start) for t in doc.span_at(row.cue_start, row.cue_end) or ()}
    for clause in clauses:
        taken = clause.start
        for token in doc.span_at(clause.start, clause.end) or ():
            if token.pos_ != "VERB" or token.idx < taken or token.idx in cues:
                continue
            if token.lemma_ not in ACTS:
                continue
            speaker = _speaker(token, named)
            negation = min((c.idx for c in token.children if c.dep_ == "neg" and c.idx < token.idx), default=token.idx)
            start, end = trim(doc.text, max(negation, clause.start), min(_end(token), clause.end))
            made = Proposition(
                doc.article_id, clause.event_id, start, end, "indirect", speaker_id=speaker, voice=speaker
            )
            made.rule = "join.act"
            made.candidate = True
            made = worded(made, text)
            if token.lemma_ in REFUSALS:
                made.content = [
                    "not" if place == token.idx else n for n, place in zip(made.content, made.places, strict=True)
                ]
            else:
                made.drop(token.idx, token.idx + 1)
            if len(made.content) >= 2:
                taken = end
                yield made


def _speaker(verb: Token, named: Mapping[int, str]) -> str | None:
    head = verb
    while head.dep_ in ("conj", "xcomp") and head.head is not head:
        subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            break
        head = head.head
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    return None if subject is None else named.get(subject.i)


def _end(verb: Token) -> int:
    """Where the clause of this verb ends: before the next co-ordinated verb."""
    end = verb.right_edge.end
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > verb.i:
            end = min(end, child.left_edge.idx)
    return end
