"""Alterations: where a negation, a number, a modal verb or a name differs between two quotations of one statement, or a word is left
out or exchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz.distance import LCSseq

from kit.align.conflicts.facts import is_anybody
from kit.align.normalise import fold
from kit.compare.collation import collation
from kit.compare.flagged_words import quoted_part, runs, turns
from kit.compare.states import kept
from kit.compare.strangers import strangers
from kit.compare.sure import sure_renderings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.collation import Collation, Token
    from kit.align.normalise import Word
    from kit.tables import Reading

# Of the reference's words this many must be there: else a piece is quoted, and what it lacks is not changed.
COVERED = 0.6
# Two quotations are one if the shorter has this many of its words, and this share, in the longer in the same order.
SAME_WORDS, SAME_SHARE = 6, 0.85
# … and of what is called one statement, where it is not known that one person says both, the shorter has this share.
MOST = 0.75
# What stands beside a quotation begins or ends within this many characters of it.
NEAR = 150
# What shows that words were left out or added, or that a quotation stops and goes on.
_OPEN = re.compile(r"[…\[\]()\"“”«»]|\.\s?\.")

WORDING = "wording"
Ends = tuple[str, int, int]


@dataclass(frozen=True)
class Alteration:
    """One place at which a quotation differs from its statement's reference.

    `kind` as in `conflicts`, or "wording" if one leaves out words of the other or has others in their place; `row` and `model` are the rows of `renderings`; `at` is the offset of the words; `words` those
    of the quotation, `instead_of` those of the reference, "" for none. `mine` and `theirs` are the passages, each with a
    word on either side, of the articles that print the one and the other: article, start, end (code points).
    """

    kind: str
    row: Any
    model: Any
    at: int
    words: str
    instead_of: str
    mine: tuple[Ends, ...]
    theirs: tuple[Ends, ...]


@kept
def alterations(reading: Reading) -> list[Alteration]:
    """What differs inside marks from the reference, in what is quoted nearly whole, by statement and article.

    A rendering counts if it is sure. One that is only perhaps of its statement counts where the whole quotation is the
    reference's but for a word in seven: the same words in marks show by themselves that it is one quotation. What an
    article exchanges that never has the others' words tells nothing; nor does an exchange at an end of a quotation, unless
    the statement beside it is one in both articles, too.
    """
    made = []
    every = {row.rendering_id: row for row in reading.renderings.itertuples()}
    stretches = {row.quote_id: row for row in reading.quotes.itertuples()}
    named, foreign = _names(reading), strangers(reading)
    beside = _Beside(reading)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    quoted = reading.renderings
    quoted = quoted[quoted["wording"].notna() & ((quoted["certainty"] == "sure") | (quoted["form"] == "direct"))]
    for statement_id, group in quoted.groupby("statement_id", sort=True):
        differs = group["wording"].isin(["reworded", "trimmed"]) & (group["coverage"] >= COVERED)
        if not differs.any():
            continue
        laid = collation(reading, str(statement_id))
        model = every[laid.witnesses[0].rendering_id]
        rows = [every[witness.rendering_id] for witness in laid.witnesses]
        sure = [row is model or _one_quotation(row, model, stretches) for row in rows]
        for n, row in enumerate(rows):
            if sure[n] and row.rendering_id in set(group.loc[differs, "rendering_id"]):
                whole = beside.alike(row, model)
                for one in _of_one(laid, n, rows, sure, named, whole=whole):
                    exchanges = one.words and one.instead_of and row.article_id in foreign
                    if one.kind != WORDING or (not exchanges and _on_end(one, texts)):
                        made.append(one)
    return made


def _of_one(
    laid: Collation, n: int, rows: Sequence[Any], sure: Sequence[bool], named: set[str], *, whole: bool
) -> Iterator[Alteration]:
    """The alterations of one witness of a statement; at its ends only if it is quoted as a `whole`."""
    tokens = _to_exchanges(laid.rows[n]) if whole else quoted_part(laid.rows[n])
    for run in runs(tokens):
        old = [t.model for t in run if t.model and t.state != "moved"]
        new = [t.word for t in run if t.word and t.state != "moved"]
        for kind in turns(old, new, named):
            before, behind = _beside(tokens, run)
            print_there = [_between(one, before, behind) for one in laid.rows]
            mine, theirs = (
                tuple(
                    (row.article_id, words[0].start, words[-1].end)
                    for row, words, counts in zip(rows, print_there, sure, strict=True)
                    if counts and words and _compared(words) == _compared(print_there[which])
                )
                for which in (n, 0)
            )
            yield Alteration(
                kind, rows[n], rows[0], new[0].start if new else rows[n].start,
                " ".join(w.t for w in new), " ".join(w.t for w in old), mine, theirs,
            )  # fmt: skip


def _on_end(one: Alteration, texts: Mapping[str, str]) -> bool:
    """Whether all print it on end: nothing shows that words were left out."""
    passages = [*one.mine, *one.theirs]
    return not any(_OPEN.search(texts[key][start:end]) for key, start, end in passages)


def _to_exchanges(tokens: Sequence[Token]) -> Sequence[Token]:
    """From the first kept word to the last, and beyond them what stands there in place of other words."""
    kept = [n for n, token in enumerate(tokens) if token.state == "kept"]
    if not kept:
        return []
    ends = (tokens[: kept[0]], tokens[kept[-1] + 1 :])
    before, behind = (
        len(end) if {bool(t.model) for t in end} == {bool(t.word) for t in end} == {True} else 0 for end in ends
    )
    return tokens[kept[0] - before : kept[-1] + 1 + behind]


class _Beside:
    """Which statements stand right before and right behind each rendering that is sure."""

    def __init__(self, reading: Reading) -> None:
        rows = sure_renderings(reading).sort_values(["article_id", "start"])
        self.before: dict[str, str] = {}
        self.behind: dict[str, str] = {}
        for one, other in pairwise(rows.itertuples()):
            if one.article_id == other.article_id and other.start - one.end <= NEAR:
                self.behind[one.rendering_id] = other.statement_id
                self.before[other.rendering_id] = one.statement_id

    def alike(self, row: Any, model: Any) -> bool:
        """Whether two renderings of one statement stand beside renderings of one other statement, too."""
        sides = (self.before, self.behind)
        return any(
            row.rendering_id in side and side[row.rendering_id] == side.get(model.rendering_id) for side in sides
        )


def _beside(tokens: Sequence[Token], run: Sequence[Token]) -> tuple[Word | None, Word | None]:
    """The reference's words right before and right behind a run; None at an end. All witnesses of the run keep both."""
    first, last = (next(n for n, token in enumerate(tokens) if token is end) for end in (run[0], run[-1]))
    before = next((t.model for t in reversed(tokens[:first]) if t.model), None)
    behind = next((t.model for t in tokens[last + 1 :] if t.model), None)
    return before, behind


def _between(tokens: Sequence[Token], before: Word | None, behind: Word | None) -> list[Word]:
    """What a witness prints from one of the reference's words to another, None for its end; nothing if it lacks either."""
    ends = {id(t.model): n for n, t in enumerate(tokens) if t.state == "kept" and t.model in (before, behind)}
    if len(ends) < (before is not None) + (behind is not None):
        return []
    first = 0 if before is None else min(ends.values())
    last = len(tokens) if behind is None else max(ends.values()) + 1
    return [t.word for t in tokens[first:last] if t.word]


def _compared(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.n for word in words)


def _one_quotation(row: Any, model: Any, quotes: Mapping[str, Any]) -> bool:
    """Whether a rendering is surely a quotation of its model: it is called so and has most of its words or its speaker, or stands in a
    quotation that is the model's but for a word in seven.
    """
    here, there = quotes.get(row.quote_id), quotes.get(model.quote_id)
    said_by = [one.speaker for one in (here, there) if one is not None and pd.notna(one.speaker)]
    if len({is_anybody(speaker) for speaker in said_by}) > 1:
        return False  # "a juror" may be the one whom another names, or not
    if row.certainty == "sure":
        speakers = {one.speaker_id for one in (here, there) if one is not None and pd.notna(one.speaker_id)}
        both = here is not None and there is not None and pd.notna(here.speaker_id) and pd.notna(there.speaker_id)
        return (both and len(speakers) == 1) or _shared(row.text, model.text)[1] >= MOST
    same, share = _shared(*("" if one is None else one.text for one in (here, there)))
    return same >= SAME_WORDS and share >= SAME_SHARE


def _shared(one: str, other: str) -> tuple[int, float]:
    """How many words two texts have in the same order, and which share of the shorter that is."""
    left, right = ([word.n for word in fold(text)] for text in (one, other))
    same = LCSseq.similarity(left, right)
    return same, same / max(min(len(left), len(right)), 1)


def _names(reading: Reading) -> set[str]:
    return {
        word.n
        for text in reading.mentions["text"].unique()
        for word in fold(text)
        if word.t[:1].isupper() and len(word.n) > 2
    }
