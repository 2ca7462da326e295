"""Group: the clauses that say one thing, the rule by which each came in, and whether it surely does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.align.propositions import worded
from kit.align.reference import scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.align.propositions import Proposition
    from kit.align.text import Text

# Of joins as like their reference as this, by words in order or by the model, 19 in 20 were judged right.
SURELY_ALIKE, SURELY_LIKELY = 0.4, 0.8
# Words that may stand between two clauses of one quotation that are compared as one: "but", "and so".
BETWEEN = 2


@dataclass(slots=True)
class Group:
    """Propositions that say one thing, with the rule by which each came in."""

    members: list[Proposition]
    kind: str = "utterance"
    rules: dict[tuple[str, int, int], str] = field(default_factory=dict)
    places: dict[tuple[str, int, int], int] = field(default_factory=dict)
    likely: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def likelihood(self, one: Proposition, other: Proposition) -> float:
        """How likely the two members say the same, by the model; 0 if it has not looked at them."""
        left, right = sorted((self.places[one.key], self.places[other.key]))
        return self.likely.get((left, right), 0.0)

    def certainty(self, one: Proposition, reference: Proposition, similarity: float) -> str:
        """Whether it surely says what the reference says: by the words in order, or by the model."""
        alike = one is reference or similarity >= SURELY_ALIKE or self.likelihood(one, reference) >= SURELY_LIKELY
        return "sure" if alike else "perhaps"

    def speaker(self, reference: Proposition) -> str | None:
        """Whom all name that name anybody, and one of them surely renders it; nobody where they differ.

        Where an article states it in its own voice, it must do so surely, and another surely name the speaker. Of 15 judged
        joins under one speaker all had the right one; under the one whom most name, half.
        """
        sure = {p.key for p in self.members if self.certainty(p, reference, scores(p, reference)[0]) == "sure"}
        named = [p for p in self.members if p.speaker_id is not None and not p.candidate]
        stated = [p for p in self.members if p.form == "stated"]
        told = [p for p in named if p.key in sure and (p.surely or not stated)]
        if len({p.speaker_id for p in named}) != 1 or not told or any(p.key not in sure for p in stated):
            return None
        return told[0].speaker_id


def rejoin(one: Group, texts: Mapping[str, Text], spliced: set[tuple[str, int, int]]) -> None:
    """Make one rendering of clauses that stand side by side in one quotation and came to one statement.

    "I was wrong but I am sorry" is two clauses; where another outlet's comma made it one, both are to be compared whole.
    `spliced` are the keys of clauses with a splice; what is made of such a clause has it, too.
    """
    kept: list[Proposition] = []
    for part in one.members:
        last = kept[-1] if kept else None
        if last is None or not _goes_on(last, part, texts[part.article_id].doc.text):
            kept.append(part)
            continue
        whole = replace(last, end=part.end, marked=((last.marked[0][0], part.marked[-1][1]),), words=[], content=[])
        whole = worded(whole, texts[part.article_id], only_marked=True)
        one.rules[whole.key], one.places[whole.key] = one.rules[last.key], one.places[last.key]
        if {last.key, part.key} & spliced:
            spliced.add(whole.key)
        kept[-1] = whole
    one.members = kept


def _goes_on(last: Proposition, part: Proposition, text: str) -> bool:
    """Whether a clause is the next of the same quotation, with no more than a conjunction between the two."""
    between = text[last.end : part.start]
    return bool(
        last.quote_id is not None
        and last.quote_id == part.quote_id
        and last.form == part.form == "direct"
        and last.marked
        and part.marked
        and not part.seam
        and len(between.split()) <= BETWEEN
        and not any(c in ".!?;:\n" for c in between)
    )
