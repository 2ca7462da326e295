"""Reference: the rendering that the others are compared with, and how each of them differs from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from kit.align.similarity import contained, likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.align.propositions import Proposition

_FORMS = {"direct": 0, "partial": 1, "indirect": 2, "stated": 3}


@dataclass(frozen=True, slots=True)
class Witness:
    """What decides between wordings beside the words: is it a transcript, when was it published, its place in the event."""

    transcript: bool
    published: float
    order: int = 0


def choose_reference(members: Sequence[Proposition], witnesses: Mapping[str, Witness]) -> tuple[Proposition, str]:
    """The reference among the renderings of one statement, and why: transcript, majority, tie-break or only.

    A transcript's wording if there is one, else the wording that most articles print inside marks (folded, so that
    spelling and punctuation do not count). Ties: direct before partial before indirect, then the longest, the earliest
    published, and the order of the articles by their texts.
    """

    def rank(p: Proposition) -> tuple:
        witness = witnesses[p.article_id]
        return _FORMS[p.form], -len(p.said or p.words), witness.published, witness.order, p.key

    transcripts = [p for p in members if witnesses[p.article_id].transcript]
    if transcripts:
        return min(transcripts, key=rank), "transcript"
    if len({p.article_id for p in members}) == 1:
        return min(members, key=rank), "only"
    wordings: dict[str, list[Proposition]] = {}
    for p in members:
        if p.said:
            wordings.setdefault(" ".join(w.n for w in p.said), []).append(p)
    printed = Counter({key: len({p.article_id for p in group}) for key, group in sorted(wordings.items())})
    if printed:
        (first, most), *rest = printed.most_common(2)
        if most > 1 and not (rest and rest[0][1] == most):
            return min(wordings[first], key=rank), "majority"
        top = [p for key, count in printed.items() if count == most for p in wordings[key]]
        return min(top, key=rank), "tie-break"
    return min(members, key=rank), "tie-break"


def judge_wording(rendering: Proposition, reference: Proposition, *, compared: bool) -> str | None:
    """verbatim, trimmed or reworded: the words inside marks against those of the reference; None if not to be judged.

    `compared` says whether another article prints the statement inside marks: agreement of one with itself is nothing.
    """
    said, model = [w.n for w in rendering.said], [w.n for w in reference.said]
    if not said or not model or not compared:
        return None
    if said == model:
        return "verbatim"
    return "trimmed" if LCSseq.similarity(said, model) == len(said) else "reworded"


def scores(rendering: Proposition, reference: Proposition) -> tuple[float, float]:
    """Likeness to the reference, and the share of its words that are there, both from 0 to 1."""
    words, model = [w.n for w in rendering.words], [w.n for w in reference.words]
    if reference.said:
        model = [w.n for w in reference.said]
        words = [w.n for w in rendering.said] or words
    return likeness(words, model), contained(model, words)
