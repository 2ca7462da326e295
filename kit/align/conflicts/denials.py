"""Denials: one article says that a speaker denies what another says that the same speaker said or admitted."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.stance import ASSERTED, DENIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.align.conflicts.clashes import Stretch
    from kit.english.doc import Doc


def denials(
    renderings: Iterable[Any], quotes: Iterable[Any], docs: Mapping[str, Doc]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Pairs of renderings of one statement, both sure, of one sure speaker, of which one denies and the other asserts.

    Takes the rows of `renderings` and `quotes` as named tuples. What is itself a negative sentence is left out: "denied that he had not paid".
    """
    speakers = {row.quote_id: row.speaker_id for row in quotes if row.certainty == "sure"}
    told: dict[tuple[str, str], list[Any]] = {}
    for row in renderings:
        speaker = None if pd.isna(row.quote_id) else speakers.get(row.quote_id)
        if (
            row.certainty == "sure"
            and speaker is not None
            and row.stance in (ASSERTED, DENIED)
            and not _negative(docs[row.article_id], row)
        ):
            told.setdefault((row.statement_id, speaker), []).append(row)
    for rows in told.values():
        for one, other in combinations(sorted(rows, key=lambda row: (row.article_id, row.start)), 2):
            if one.article_id != other.article_id and one.stance != other.stance and not _both_marked(one, other):
                yield (one.article_id, one.start, one.end), (other.article_id, other.start, other.end)


def _both_marked(one: Any, other: Any) -> bool:
    """Whether both stand inside quotation marks: what is denied is then something else."""
    return all(row.form in ("direct", "partial") for row in (one, other))


def _negative(doc: Doc, row: Any) -> bool:
    span = doc.span_at(row.start, row.end)
    return span is None or any(token.dep_ == "neg" or token.lower_ == "no" for token in span)
