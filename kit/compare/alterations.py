"""Alterations: where a negation, a number, a modal verb or a name differs between two quotations of one statement, or a word is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz.distance import LCSseq

from kit.align.normalise import fold
from kit.compare.collation import collation
from kit.compare.flagged_words import quoted_part, runs, turns

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
# What shows that words were left out or added, or that a quotation stops and goes on.
_OPEN = re.compile(r"[…\[\]()\"“”«»]|\.\s?\.")

WORDING = "wording"
Ends = tuple[str, int, int]


@dataclass(frozen=True)
class Alteration:
    """One place at which a quotation differs from its statement's reference.

    `kind` as in `conflicts`, or "wording" if one has words that the other leaves out; `row` and `model` are the rows of `renderings`; `at` is the offset of the words; `words` those
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


def alterations(reading: Reading) -> Iterator[Alteration]:
    """What differs inside marks from the reference, in what is quoted nearly whole, by statement and article.

    A rendering counts if it is sure. One that is only perhaps of its statement counts where the whole quotation is the
    reference's but for a word in seven: the same words in marks show by themselves that it is one quotation.
    """
    every = {row.rendering_id: row for row in reading.renderings.itertuples()}
    stretches = {row.quote_id: row for row in reading.quotes.itertuples()}
    named = _names(reading)
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
                yield from (
                    one for one in _of_one(laid, n, rows, sure, named) if one.kind != WORDING or _on_end(one, texts)
                )


def _of_one(
    laid: Collation, n: int, rows: Sequence[Any], sure: Sequence[bool], named: set[str]
) -> Iterator[Alteration]:
    """The alterations of one witness of a statement."""
    tokens = quoted_part(laid.rows[n])
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


def _beside(tokens: Sequence[Token], run: Sequence[Token]) -> tuple[Word, Word]:
    """The reference's words right before and right behind a run; all witnesses of the run keep both."""
    first, last = (next(n for n, token in enumerate(tokens) if token is end) for end in (run[0], run[-1]))
    before = next(t.model for t in reversed(tokens[:first]) if t.model)
    behind = next(t.model for t in tokens[last + 1 :] if t.model)
    return before, behind


def _between(tokens: Sequence[Token], before: Word, behind: Word) -> list[Word]:
    """What a witness prints from one of the reference's words to another; nothing if it lacks either."""
    ends = [n for n, t in enumerate(tokens) if t.state == "kept" and t.model in (before, behind)]
    return [t.word for t in tokens[ends[0] : ends[-1] + 1] if t.word] if len(ends) == 2 else []


def _compared(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.n for word in words)


def _one_quotation(row: Any, model: Any, quotes: Mapping[str, Any]) -> bool:
    """Whether a rendering is surely a quotation of its model: it is called so and has most of its words or its speaker, or stands in a
    quotation that is the model's but for a word in seven.
    """
    here, there = quotes.get(row.quote_id), quotes.get(model.quote_id)
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
