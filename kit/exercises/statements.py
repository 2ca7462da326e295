"""Questions about one statement in several outlets: label the wordings, find what was run together, where is it not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.normalise import fold
from kit.compare.absences import absences
from kit.compare.apparatus import REWORDED, TRIMMED, WORD_FOR_WORD
from kit.compare.outlets import outlet_names
from kit.data.rulebook import explain
from kit.entry import Entries
from kit.exercises.passages import BEFORE, around, passage
from kit.exercises.question import Part, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.entry import Entry, Run
    from kit.tables import Reading

# The changes to words inside quotation marks that an exercise asks about.
OPTIONS = (WORD_FOR_WORD, TRIMMED, REWORDED)
# At most this many wordings in one question, and this many outlets to look through.
MOST, OUTLETS = 4, 6
# An article whose wording shares less than this with a statement may not have it: such a statement is not asked for.
PRESENT = 0.5
# Characters on either side in which words that seem left out may stand after all, as a part of another statement.
NEAR = 200
# Words longer than this carry the meaning, and a statement with fewer of them is too easily said in others ("we intend
# to keep it that way"); this many letters are compared, so that "drivers" and "driver" are one word.
SHORT, FEWEST, STEM = 4, 4, 5


def label_wordings(reading: Reading) -> Iterator[Question]:
    """For each statement printed in marks by two outlets besides the one compared with: what was done to the words?

    Asked only where comparing word by word gives the treatment of the apparatus, where more than the order of words
    differs, and where nothing that seems missing is printed close by. Statements that an outlet changed come first, and
    only one is asked that nobody changed.
    """
    names = outlet_names(reading)
    unchanged = False
    for statement, entry, found in _changed_first(_statements(reading)):
        base = found[found["rendering_id"] == statement.reference_rendering_id]
        if base.empty or base["form"].iloc[0] not in ("direct", "partial"):
            continue
        base = base.iloc[0]
        others = found[(found["form"] == "direct") & (found["article_id"] != base["article_id"])]
        others = others[others["wording"].notna() & ~others["spliced"].fillna(value=False)]
        runs = {place.article_id: row.runs for row in entry.rows for place in row.places}
        sure = [row for row in others.itertuples() if _is_sure(reading, row, runs[row.article_id])][:MOST]
        alike = {row.treatment for row in sure} == {WORD_FOR_WORD}
        if len(sure) < 2 or (alike and unchanged):
            continue
        unchanged |= alike
        yield Question(
            question_id=f"wording/{statement.statement_id}",
            kind="wording",
            prompt=(
                f"{names[base['article_id']]} prints: {entry.reference} Compare each wording below with it. "
                "Is it word for word the same, trimmed (words are missing) or reworded (words changed or added)?"
            ),
            passages=tuple(passage(reading, row.article_id, row.start, row.end) for row in sure),
            parts=tuple(Part(names[row.article_id], OPTIONS, (row.treatment,)) for row in sure),
            hint="Put a finger on each word of the one and look for it in the other. Is one missing? Is one new?",
            where=tuple(_quotation(reading, row) for row in sure),
            evidence=" ".join(
                f"{names[row.article_id]}: {row.treatment}{_difference(runs[row.article_id])}." for row in sure
            ),
        )


def find_splice(reading: Reading) -> Iterator[Question]:
    """For each statement that some, but not all, quoting outlets run together with words that stand apart elsewhere."""
    names = outlet_names(reading)
    for statement, entry, found in _statements(reading):
        reference = found[found["rendering_id"] == statement.reference_rendering_id]
        if reference.empty or reference["spliced"].fillna(value=False).any():
            continue
        base = reference.iloc[0]
        quoted = found[(found["form"] == "direct") & (found["article_id"] != base["article_id"])]
        spliced = quoted[quoted["spliced"].fillna(value=False)]
        outlets = [names[article_id] for article_id in quoted["article_id"]]
        guilty = [names[article_id] for article_id in spliced["article_id"]]
        if not guilty or len(guilty) == len(outlets):
            continue
        shown = list(quoted.itertuples())
        yield Question(
            question_id=f"splice/{statement.statement_id}",
            kind="splice",
            prompt=(
                f"{entry.reference} The first passage shows what the speaker says before this in "
                f"{names[base['article_id']]}. In which of the others do other words of the speaker's stand directly "
                "before it, as if both had been said in one breath? Choose all."
            ),
            passages=(
                around(reading, base["article_id"], base["start"], base["end"], before=BEFORE, after=0),
                *(around(reading, row.article_id, row.start, row.end, before=1, after=0) for row in shown),
            ),
            parts=(Part("Run together in", tuple(outlets), tuple(guilty), many=True),),
            hint="Look at what stands just before it in each outlet. Is it what stands before it in the first passage?",
            where=tuple(around(reading, row.article_id, row.start, row.end, before=2, after=1) for row in shown),
            evidence=" ".join(
                f"{names[row.article_id]} runs together: “{row.text}” ({explain(row.rule)})."
                for row in spliced.itertuples()
            ),
        )


def left_out(reading: Reading) -> Iterator[Question]:
    """For each statement that some articles surely have and others surely lack (`kit.compare.absences`): which lack it?

    Asked only if every article that has it shares enough of its words (`PRESENT`): what one outlet retells freely another
    may, too. Articles that may have it are not among the choices; of many, some that have it and some that have not are.
    """
    names = outlet_names(reading)
    lacking = set(absences(reading)[["statement_id", "article_id"]].itertuples(index=False, name=None))
    for statement, entry, found in _statements(reading):
        # A fact that officials report may be told by others as a fact; words in marks are somebody's.
        if not entry.speaker or not (found["form"] == "direct").any():
            continue
        told = {*entry.not_found, *(name for row in entry.rows for name in row.names)}
        articles = [article_id for article_id, name in names.items() if name in told]
        there = set(found["article_id"])
        absent = [i for i in articles if (statement.statement_id, i) in lacking]
        if not absent or len(_stems(statement.reference)) < FEWEST or not _all_sure(found):
            continue
        few = min(len(there), max(OUTLETS // 2, OUTLETS - len(absent)))
        having, absent = [i for i in articles if i in there][:few], absent[: OUTLETS - few]
        asked = [i for i in articles if i in {*having, *absent}]
        # The hint shows one of them: all of them would give the answer away.
        shown = [row for row in found.itertuples() if row.article_id in having]
        yield Question(
            question_id=f"omission/{statement.statement_id}",
            kind="omission",
            prompt=f"{entry.speaker}: {entry.reference} Which of these outlets do not have this, in any wording? "
            "Choose all.",
            passages=(),
            parts=(Part("Not found in", tuple(names[i] for i in asked), tuple(names[i] for i in absent), many=True),),
            hint="It may be there in other words. This article has it; look for the same thought in each of the others:",
            where=tuple(around(reading, row.article_id, row.start, before=0, after=0) for row in shown[:1]),
            evidence=f"Nothing of it was found in {', '.join(names[i] for i in absent)}; "
            + " ".join(f"{names[row.article_id]}: “{row.text}”" for row in shown),
        )


def _statements(reading: Reading) -> Iterator[tuple[Any, Entry, pd.DataFrame]]:
    """Utterances in the apparatus's order, with their entry and the rendering that surely stands for each article."""
    entries = Entries(reading)
    cells = entries.apparatus[(entries.apparatus["certainty"] == "sure").fillna(value=False)]
    told = cells[["rendering_id", "treatment"]].astype("string").merge(reading.renderings, on="rendering_id")
    standing = dict(list(told.groupby("statement_id", sort=False)))
    said = reading.statements[reading.statements["kind"] == "utterance"]
    rows = {row.statement_id: row for row in said.itertuples()}
    for statement_id in entries.cells:
        if statement_id in rows and statement_id in standing:
            yield rows[statement_id], entries[statement_id], standing[statement_id]


def _changed_first(statements: Iterator[tuple[Any, Entry, pd.DataFrame]]) -> Iterator[tuple[Any, Entry, pd.DataFrame]]:
    """Those of which some wording in marks is trimmed or reworded, then the others."""
    alike = []
    for one in statements:
        if one[2]["treatment"].isin(OPTIONS[1:]).any():
            yield one
        else:
            alike.append(one)
    yield from alike


def _is_sure(reading: Reading, row: Any, runs: Sequence[Run]) -> bool:
    """Whether the comparison of words can only be answered as the apparatus has it."""
    kinds = {run.kind for run in runs} - {"same", "around"}
    if _by_words(kinds) != row.treatment or (kinds and kinds <= {"moved here", "moved from here"}):
        return False
    if row.treatment != TRIMMED:
        # A quotation of another sentence of the same speech is no wording of this one.
        return row.treatment == WORD_FOR_WORD or bool(row.similarity >= PRESENT)
    lost = _stems(" ".join(run.text for run in runs if run.kind == "missing"))
    text = reading.articles.loc[reading.articles["article_id"] == row.article_id, "text"].iloc[0]
    near = _stems(text[max(row.start - NEAR, 0) : row.start] + " " + text[row.end : row.end + NEAR])
    return len(lost & near) <= len(lost) / 2


def _by_words(kinds: set[str]) -> str:
    """The treatment that the word-by-word comparison gives."""
    return WORD_FOR_WORD if not kinds else TRIMMED if kinds <= {"missing"} else REWORDED


def _difference(runs: Sequence[Run]) -> str:
    """The words that differ, for the teacher; what moved is named where it went."""
    said = [f"{run.kind} “{run.text}”" for run in runs if run.kind not in ("same", "around", "moved from here")]
    return f" ({', '.join(said)})" if said else ""


def _quotation(reading: Reading, row: Any) -> Any:
    """The whole quotation that a rendering lies in, if it lies in one."""
    mine = reading.quotes[reading.quotes["quote_id"] == row.quote_id] if pd.notna(row.quote_id) else reading.quotes[:0]
    if mine.empty:
        return passage(reading, row.article_id, row.start, row.end)
    return passage(reading, row.article_id, int(mine["start"].iloc[0]), int(mine["end"].iloc[0]))


def _all_sure(found: pd.DataFrame) -> bool:
    """Whether each article's best rendering shares enough with the reference."""
    best = found[["similarity", "coverage"]].max(axis=1).groupby(found["article_id"]).max()
    return bool((best.fillna(0) >= PRESENT).all())


def _stems(text: str) -> set[str]:
    return {word.n[:STEM] for word in fold(text) if len(word.n) > SHORT}
