"""Which questions the page asks, and which statements it therefore keeps out of its parallel reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.exercises import Question
    from kit.tables import Reading

# Questions of one kind on the page: a lesson has seven minutes for them.
EACH = 3
# Kinds whose answer the reader would show: in this order, one of each in turn, they are chosen.
_TOLD = ("wording", "omission", "voice", "splice")
_FREE = ("date", "verb")


@dataclass(frozen=True)
class Asked:
    """The question compared by hand (None if there is none), those of the test, and the statements held back."""

    by_hand: Question | None
    test: list[Question]
    held: frozenset[str]


def choose(reading: Reading, questions: list[Question]) -> Asked:
    """At most `EACH` questions of a kind about this event, so few that half of the shared statements stay in the reader.

    The reader lights every statement with what each outlet made of it: whatever is asked about is not in it, and no
    statement is asked about twice.
    """
    mine = set(reading.articles["article_id"])
    here = [q for q in questions if {p.article_id for p in (*q.passages, *q.where)} <= mine]
    shared = set(reading.statements.loc[reading.statements["articles"] > 1, "statement_id"])
    held: set[str] = set()
    kept: list[Question] = []
    for question in _in_turn(here, _TOLD, more=1):
        about = _statements(reading, question)
        if about & held or len((held | about) & shared) > len(shared) // 2:
            continue
        held |= about
        kept.append(question)
    by_hand = next((q for q in kept if q.kind == "wording"), None)
    free = [q for q in here if q.kind in _FREE]
    return Asked(by_hand, _in_turn([q for q in kept if q is not by_hand] + free, (*_TOLD, *_FREE)), frozenset(held))


def _in_turn(questions: list[Question], kinds: tuple[str, ...], *, more: int = 0) -> list[Question]:
    """At most `EACH` of a kind (and `more`), one of each kind, then the next of each: whoever stops early saw every kind."""
    rows = [[q for q in questions if q.kind == kind][: EACH + more] for kind in kinds]
    return [row[n] for n in range(EACH + more) for row in rows if n < len(row)]


def _statements(reading: Reading, question: Question) -> set[str]:
    """The statements that a question is about: named by its id, or rendered by the quotation that it asks for."""
    key = question.question_id.split("/", 1)[1]
    if question.kind != "voice":
        return {key}
    return set(reading.renderings.loc[reading.renderings["quote_id"] == key, "statement_id"])
