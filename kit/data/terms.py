"""Terms: the words that every face of the kit uses for a treatment, a mark or a measure, and what they mean.

They stand in `data/terms.csv`, so that a chart, a page, a worksheet and an exercise say the same thing in one word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kit import data

if TYPE_CHECKING:
    from collections.abc import Mapping

# Why a wording is the one compared with, by `statements.reference_from`.
REFERENCE = {
    "transcript": "the transcript",
    "majority": "the wording that most print",
    "tie-break": "the fullest of several, none of which most print",
    "only": "the only wording in marks",
}


class Term(NamedTuple):
    """One word of the faces: what kind of thing it names, the sign that needs no colour, and its explanation."""

    term: str
    kind: str
    sign: str
    meaning: str


def terms(kind: str | None = None) -> list[Term]:
    """The terms in the order of the table; with `kind` only those of one kind (treatment, mark, measure …).

    >>> [one.term for one in terms("people")]
    ['heard', 'talked about']
    """
    return [one for one in _terms().values() if kind in (None, one.kind)]


def term(name: str) -> Term:
    """One term by its name; raises KeyError for a word that the table does not have."""
    return _terms()[name]


@cache
def _terms() -> Mapping[str, Term]:
    listed = data.read_list("terms.csv")
    return {row.term: Term(row.term, row.kind, row.sign, row.meaning) for row in listed.itertuples()}
