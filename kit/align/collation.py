"""Collation: aligns the words of all renderings of one statement.

The nouns are those of textual scholarship and of CollateX: a witness is one wording, a token keeps `t`, as printed,
beside `n`, as compared. Every witness is aligned with the reference (the longest common subsequence of compared words,
by rapidfuzz), never with another witness, so the order of the witnesses plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd
from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.align.normalise import Word

# A word that only changes place counts as moved if it has more than three letters: "of" and "the" are everywhere.
SHORT = 3


@dataclass(frozen=True)
class Witness:
    """One wording: its label (an outlet), its words, and its key in `renderings`."""

    label: str
    words: Sequence[Word]
    rendering_id: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a witness, or its absence (`word` None), at one position, and what became of the reference there."""

    state: str
    word: Word | None
    model: Word | None


@dataclass(frozen=True)
class Collation:
    """An alignment table: `rows[witness][position]` is a Token; the first witness is the reference."""

    witnesses: tuple[Witness, ...]
    rows: tuple[tuple[Token, ...], ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row a word position, one column a witness; the printed words, missing where a witness has none."""
        return self._wide(lambda token: pd.NA if token.word is None else token.word.t)

    @property
    def states(self) -> pd.DataFrame:
        """The same shape: kept, dropped, added, replaced or moved; missing where neither has a word."""
        return self._wide(lambda token: pd.NA if token.word is None and token.model is None else token.state)

    @property
    def tokens(self) -> pd.DataFrame:
        """One row a token: `position, witness, rendering_id, state, t, n, start, end, reference_t`."""
        rows = [
            {
                "position": at,
                "witness": witness.label,
                "rendering_id": witness.rendering_id,
                "state": token.state,
                "t": token.word.t if token.word else pd.NA,
                "n": token.word.n if token.word else pd.NA,
                "start": token.word.start if token.word else pd.NA,
                "end": token.word.end if token.word else pd.NA,
                "reference_t": token.model.t if token.model else pd.NA,
            }
            for witness, tokens in zip(self.witnesses, self.rows, strict=True)
            for at, token in enumerate(tokens)
            if token.word or token.model
        ]
        kinds = {
            "position": "Int64", "witness": "string", "rendering_id": "string", "state": "string", "t": "string",
            "n": "string", "start": "Int64", "end": "Int64", "reference_t": "string",
        }  # fmt: skip
        return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)

    def runs(self, witness: int) -> list[tuple[str, str, str]]:
        """One witness in runs of one state: `(state, old, new)`, what the reference prints there and what it prints.

        `old` or `new` is empty where one of them has nothing; a moved run has only one of them.
        """
        present = (token for token in self.rows[witness] if token.word or token.model)
        made = []
        for (state, _), run in groupby(present, key=lambda token: (token.state, token.word is not None)):
            tokens = list(run)
            old, new = _printed([t.model for t in tokens if t.model]), _printed([t.word for t in tokens if t.word])
            made.append((state, old, new))
        return made

    def _wide(self, cell: object) -> pd.DataFrame:
        labels = _unique(w.label for w in self.witnesses)
        columns = {
            label: pd.array([cell(token) for token in tokens], dtype="string")  # type: ignore[operator]
            for label, tokens in zip(labels, self.rows, strict=True)
        }
        return pd.DataFrame(columns, index=pd.RangeIndex(len(self.rows[0]) if self.rows else 0, name="position"))


def collate(reference: Witness, others: Sequence[Witness]) -> Collation:
    """Align each witness with the reference, word by word.

    Words that stand in no reference get positions of their own, behind the reference's word that they follow; equal
    insertions of several witnesses share them. The order of `others` decides only the order of the columns.

    >>> from kit.align.normalise import fold
    >>> both = collate(Witness("A", fold("We want peace now")), [Witness("B", fold("We need peace"))])
    >>> both.states["B"].tolist()
    ['kept', 'replaced', 'kept', 'dropped']

    It sees words, not meanings: "must" for "should" and "large" for "big" are both replaced.
    """
    model = list(reference.words)
    aligned = [_align(model, list(other.words)) for other in others]
    width = [0] * (len(model) + 1)
    places: list[dict[tuple[int, int], int]] = []
    for gap in range(len(model) + 1):
        runs = sorted({tuple(w.n for w in inserted[gap]) for _, inserted, _ in aligned if inserted[gap]})
        columns = _columns(runs)
        width[gap] = max((c + 1 for run in columns.values() for c in run), default=0)
        places.append({(n, k): c for n, run in enumerate(runs) for k, c in enumerate(columns[run])})
    order = {
        gap: sorted({tuple(w.n for w in ins[gap]) for _, ins, _ in aligned if ins[gap]}) for gap in range(len(width))
    }
    rows = [_row(model, width, model, [[] for _ in width], set(), places, order)]
    rows += [_row(model, width, matched, inserted, moved, places, order) for matched, inserted, moved in aligned]
    return Collation((reference, *others), tuple(rows))


def _align(model: list[Word], words: list[Word]) -> tuple[list[Word | None], list[list[Word]], set[int]]:
    """For each word of the reference the one in its place, the words inserted in each gap, and what only moved.

    Between two agreeing words, what stands on both sides is paired in order: replaced; the rest is dropped or added.
    """
    blocks = LCSseq.editops([w.n for w in model], [w.n for w in words]).as_matching_blocks()
    matched: list[Word | None] = [None] * len(model)
    inserted: list[list[Word]] = [[] for _ in range(len(model) + 1)]
    loose: list[tuple[list[int], list[Word]]] = []
    at = there = 0
    for block in blocks:
        loose.append((list(range(at, block.a)), words[there : block.b]))
        for k in range(block.size):
            matched[block.a + k] = words[block.b + k]
        at, there = block.a + block.size, block.b + block.size
    gone: dict[str, list[int]] = defaultdict(list)
    for places, _ in loose:
        for i in places:
            if len(model[i].n) > SHORT:
                gone[model[i].n].append(i)
    moved: set[int] = set()
    for places, new in loose:
        still = []
        for word in new:
            if gone.get(word.n):
                moved |= {gone[word.n].pop(0), -1 - word.start}
            else:
                still.append(word)
        free = [i for i in places if i not in moved]
        if len(free) == len(still) or not any(-1 - w.start in moved for w in new):
            for i, word in zip(free, still, strict=False):
                matched[i] = word
            used = {id(w) for w in still[: len(free)]}
        else:
            used = set()
        gap = places[-1] + 1 if places else None
        for word in new:
            if id(word) not in used:
                inserted[gap if gap is not None else _gap_of(matched, word, len(model))].append(word)
    return matched, inserted, moved


def _gap_of(matched: Sequence[Word | None], word: Word, size: int) -> int:
    """The gap behind the last word of the reference whose partner stands before this word."""
    return max((i + 1 for i in range(size) if matched[i] is not None and matched[i].start < word.start), default=0)  # type: ignore[union-attr]


def _columns(runs: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """Positions of each inserted run inside its gap: equal words share one where their order allows it."""
    spine: list[str] = []
    for run in sorted(runs, key=lambda r: (-len(r), r)):
        merged: list[str] = []
        i = j = 0
        for block in LCSseq.editops(spine, list(run)).as_matching_blocks():
            merged += spine[i : block.a] + list(run[j : block.b]) + spine[block.a : block.a + block.size]
            i, j = block.a + block.size, block.b + block.size
        spine = merged or list(run)
    found = {}
    for run in runs:
        at, columns = 0, []
        for word in run:
            at = spine.index(word, at)
            columns.append(at)
            at += 1
        found[run] = columns
    return found


def _row(
    model: Sequence[Word],
    width: Sequence[int],
    matched: Sequence[Word | None],
    inserted: Sequence[Sequence[Word]],
    moved: set[int],
    places: Sequence[dict[tuple[int, int], int]],
    order: dict[int, list[tuple[str, ...]]],
) -> tuple[Token, ...]:
    row: list[Token] = []
    for gap in range(len(model) + 1):
        slots: list[Word | None] = [None] * width[gap]
        if inserted[gap]:
            n = order[gap].index(tuple(w.n for w in inserted[gap]))
            for k, word in enumerate(inserted[gap]):
                slots[places[gap][n, k]] = word
        row += [Token("moved" if w is not None and -1 - w.start in moved else "added", w, None) for w in slots]
        if gap < len(model):
            old, new = model[gap], matched[gap]
            if new is None:
                row.append(Token("moved" if gap in moved else "dropped", None, old))
            else:
                row.append(Token("kept" if new.n == old.n else "replaced", new, old))
    return tuple(row)


def _printed(words: Sequence[Word]) -> str:
    """Words with what is printed between them; behind the last, only what closes a clause."""
    text = "".join(word.t + word.after for word in words).rstrip()
    return text.rstrip('"“”‘’«»„([')


def _unique(labels: Iterable[str]) -> list[str]:
    """Labels made unique: an outlet with two renderings of one statement has two columns."""
    seen: dict[str, int] = {}
    made = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        made.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return made
