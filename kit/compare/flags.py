"""Flags: changes in quoted words that are worth a second look, each with its evidence.

A flag is a question, not a verdict. The outlets are compared with one another, not with the speech: where most agree,
most may be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.normalise import fold
from kit.compare.answer_table import frame
from kit.compare.collation import collation
from kit.compare.outlets import outlet_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.align.collation import Token
    from kit.tables import Reading

FLAGS = ("words nobody else has", "splice", "meaning may be turned", "never the others' words")
CAUTION = "The kit compares outlets with one another; it cannot know what was said."
NEGATIONS = frozenset({"no", "not", "never", "without", "neither", "nor", "none", "nobody", "nothing", "cannot"})
# How sure, how bound: a change among these changes what is promised (Palmer 2001, Mood and Modality).
MODALS = frozenset(
    {"can", "cannot", "could", "may", "might", "must", "shall", "should", "will", "would", "won't", "can't"}
)
# "Will no longer", "are not going to": a negation comes with so few words. With more, a clause was added or left out
# that has a negation of its own; the other clauses say what they said.
NEGATING = 3
# An outlet that matches nobody in three shared quotations matches nobody by habit: one or two may be chance.
NEVER_LEAST = 3
# Fewer words than this in a row are a turn of phrase, not an own wording.
OWN_RUN = 2

_FLAGS = {
    "flag": "text", "article_id": "text", "outlet": "text", "statement_id": "text", "rendering_id": "text",
    "start": "int", "end": "int", "text": "text", "words": "text", "instead_of": "text", "why": "text", "caution": "text",
}  # fmt: skip


def flags(reading: Reading) -> pd.DataFrame:
    """What to look at twice in the quotations, with its evidence.

    One row a finding: `flag` (one of `FLAGS`), `article_id, outlet, statement_id, rendering_id, start, end, text` (the
    passage), `words` (that differ), `instead_of` (the reference's words there), `why` (in a sentence), `caution`.

    - *words nobody else has*: in a statement that two or more other articles quote in one wording, this one has at
      least two words in a row, inside marks, that none of the others prints.
    - *splice*: the words run on from words that stand apart elsewhere.
    - *meaning may be turned*: a negation, a number, a modal verb or a name changed inside the part that is quoted. A
      whole clause that comes or goes with a negation of its own is none.
    - *never the others' words*: three or more shared quotations, and not one agrees with any other outlet's words:
      perhaps translated back.
    """
    names = outlet_names(reading)
    rows = [row for finder in (_own_words, _splices, _turned, _never) for row in finder(reading)]
    for row in rows:
        row |= {"outlet": names[row["article_id"]], "caution": CAUTION}
    place = {key: n for n, key in enumerate(reading.articles["article_id"])}
    rows.sort(key=lambda row: (FLAGS.index(row["flag"]), place[row["article_id"]], row["start"], row["why"]))
    return frame(rows, **_FLAGS)


def _found(flag: str, rendering: Any, why: str, words: str = "", instead_of: str = "") -> dict[str, Any]:
    found = {
        label: getattr(rendering, label)
        for label in ("article_id", "statement_id", "rendering_id", "start", "end", "text")
    }
    return {"flag": flag, **found, "words": words or pd.NA, "instead_of": instead_of or pd.NA, "why": why}


def _own_words(reading: Reading) -> Iterator[dict[str, Any]]:
    for statement_id, group in _judged(reading):
        agreed = group[group["wording"] == "verbatim"]["article_id"].nunique()
        reworded = group[group["wording"] == "reworded"]
        if agreed < 2 or reworded.empty:
            continue
        laid = collation(reading, statement_id)
        by_id = {witness.rendering_id: n for n, witness in enumerate(laid.witnesses)}
        for row in reworded.itertuples():
            others = {
                word.n
                for n, witness in enumerate(laid.witnesses)
                if n != by_id[row.rendering_id]
                for word in witness.words
            }
            for run in _runs(laid.rows[by_id[row.rendering_id]]):
                own = [t for t in run if t.word and t.word.n not in others]
                if len(own) >= OWN_RUN:
                    words = " ".join(t.word.t for t in run if t.word)
                    old = " ".join(t.model.t for t in run if t.model)
                    yield _found(
                        FLAGS[0], row, f"{agreed} other articles quote this in one wording; these words are in none.",
                        words, old,
                    )  # fmt: skip


def _splices(reading: Reading) -> Iterator[dict[str, Any]]:
    for row in reading.renderings[reading.renderings["spliced"].fillna(value=False)].itertuples():
        yield _found(FLAGS[1], row, "Quoted as running on from words that stand apart in the other articles.")


def _turned(reading: Reading) -> Iterator[dict[str, Any]]:
    named = {
        word.n
        for text in reading.mentions["text"].unique()
        for word in fold(text)
        if word.t[:1].isupper() and len(word.n) > 2
    }
    for statement_id, group in _judged(reading):
        if not (group["wording"] == "reworded").any():
            continue
        laid = collation(reading, statement_id)
        reworded = set(group.loc[group["wording"] == "reworded", "rendering_id"])
        rows = {row.rendering_id: row for row in group.itertuples()}
        for witness, tokens in zip(laid.witnesses, laid.rows, strict=True):
            if witness.rendering_id not in reworded:
                continue
            row = rows[witness.rendering_id]
            inside = _quoted_part(tokens)
            for run in _runs(inside):
                old = [t.model for t in run if t.model and t.state != "moved"]
                new = [t.word for t in run if t.word and t.state != "moved"]
                for what in _turns([w.n for w in old], [w.n for w in new], [w.t for w in new], named):
                    yield _found(
                        FLAGS[2], row, what, " ".join(w.t for w in new) or "(nothing)",
                        " ".join(w.t for w in old) or "(nothing)",
                    )  # fmt: skip


def _turns(old: Sequence[str], new: Sequence[str], printed: Sequence[str], named: set[str]) -> Iterator[str]:
    """What a change of words may turn round: negation, number, modal, name."""
    lost, gained = NEGATIONS & set(old), NEGATIONS & set(new)
    if len(lost) != len(gained) and abs(len(new) - len(old)) <= NEGATING:
        yield "A negation is lost." if lost else "A negation is gained."
    was, now = {w for w in old if w[:1].isdigit()}, {w for w in new if w[:1].isdigit()}
    if was and now and was != now:
        yield "A number is changed."
    was, now = set(MODALS & set(old)), set(MODALS & set(new))
    if was and now and was != now:
        yield "How binding it is changes: another modal verb."
    was = {w for w in old if w in named}
    now = {n for n, t in zip(new, printed, strict=True) if n in named and t[:1].isupper()}
    if was and now and not was & now:
        yield "A name is changed."


def _never(reading: Reading) -> Iterator[dict[str, Any]]:
    """Articles whose shared quotations all differ; a wording that is itself the majority's agrees with somebody."""
    chosen = reading.statements.set_index("reference_rendering_id")["reference_from"]
    shared = [group for _, group in _judged(reading) if len(set(group["article_id"])) > 1]
    for _, group in pd.concat(shared).groupby("article_id", sort=False) if shared else ():
        why = group["rendering_id"].map(chosen)
        mine, agreed = group[why.isna()], why.isin(["majority", "transcript"]).any()
        if not agreed and mine["statement_id"].nunique() >= NEVER_LEAST and (mine["wording"] == "reworded").all():
            yield _found(
                FLAGS[3], next(mine.itertuples()),
                f"All {len(mine)} quotations that others also print differ from theirs: perhaps translated back.",
            )  # fmt: skip


def _judged(reading: Reading) -> Iterator[tuple[str, pd.DataFrame]]:
    """Renderings inside marks whose wording was judged, by statement."""
    rows = reading.renderings[reading.renderings["wording"].notna()]
    yield from ((str(key), group) for key, group in rows.groupby("statement_id", sort=True))


def _quoted_part(tokens: Sequence[Token]) -> Sequence[Token]:
    """From the first kept word to the last: what is left out at the ends is not quoted, so it is not changed."""
    kept = [n for n, token in enumerate(tokens) if token.state == "kept"]
    return tokens[kept[0] : kept[-1] + 1] if kept else []


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of words that are not kept."""
    run: list[Token] = []
    for token in [t for t in tokens if t.word or t.model]:
        if token.state == "kept":
            if run:
                yield run
            run = []
        else:
            run.append(token)
    if run:
        yield run
