"""Questions about one statement in several outlets: label the wordings, find the splice, who left it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.align.normalise import fold
from kit.compare.collation import collation, said_texts
from kit.compare.outlets import outlet_names
from kit.english.annotate import english
from kit.exercises.passages import BEFORE, around, passage
from kit.exercises.question import Part, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

WORDINGS = ("verbatim", "trimmed", "reworded")
# More wordings in one question than this are a chore, and more outlets to look through.
MOST, OUTLETS = 4, 6
# An article that holds more than this share of the statement's long words in one sentence may have it after all, and
# one whose wording shares less than this with it may not have it: such a statement is not asked for.
ABSENT, PRESENT = 0.34, 0.5
# Characters on either side in which words that seem left out may stand after all, as a part of another statement.
NEAR = 200
# Words longer than this carry the matter, and a statement with fewer of them is too easily said in others ("we intend
# to keep it that way"); so many letters are compared, so that "drivers" and "driver" are one word.
SHORT, FEWEST, STEM = 4, 4, 5


def label_wordings(reading: Reading) -> Iterator[Question]:
    """For each statement printed in marks by two outlets besides the reference: verbatim, trimmed or reworded?

    Asked only where comparing word by word gives the same as `renderings.wording`, where more than the order of words
    differs, and where nothing that seems left out is printed close by. Statements that an outlet changed come first, and
    only one is asked that nobody changed.
    """
    said = said_texts(reading)
    unchanged = False
    for statement, found in _changed_first(_statements(reading)):
        reference = found[found["rendering_id"] == statement.reference_rendering_id]
        if reference.empty or reference["form"].iloc[0] not in ("direct", "partial"):
            continue
        base = reference.iloc[0]
        others = found[(found["form"] == "direct") & (found["article_id"] != base["article_id"])]
        others = others[others["wording"].notna() & ~others["spliced"].fillna(False)]
        laid = collation(reading, statement.statement_id)
        runs = {witness.rendering_id: laid.runs(n) for n, witness in enumerate(laid.witnesses)}
        sure = [row for row in _one_each(others) if _is_sure(reading, row, runs.get(row.rendering_id, []))][:MOST]
        alike = {row.wording for row in sure} == {"verbatim"}
        if len(sure) < 2 or (alike and unchanged):
            continue
        unchanged |= alike
        names = outlet_names(reading)
        yield Question(
            question_id=f"wording/{statement.statement_id}",
            kind="wording",
            prompt=(
                f"{names[base['article_id']]} prints: “{said[base['rendering_id']]}” Compare each wording below with it. "
                "Is it verbatim (the same words), trimmed (words left out) or reworded (words changed or added)?"
            ),
            passages=tuple(passage(reading, row.article_id, row.start, row.end) for row in sure),
            parts=tuple(Part(names[row.article_id], WORDINGS, (row.wording,)) for row in sure),
            hint="Put a finger on each word of the one and look for it in the other. Is one missing? Is one new?",
            where=tuple(_quotation(reading, row) for row in sure),
            evidence=" ".join(
                f"{names[row.article_id]}: {row.wording}{_difference(runs[row.rendering_id])}." for row in sure
            ),
        )


def find_splice(reading: Reading) -> Iterator[Question]:
    """For each statement that some, but not all, quoting outlets join to words that stand apart from it elsewhere."""
    names = outlet_names(reading)
    said = said_texts(reading)
    for statement, found in _statements(reading):
        reference = found[found["rendering_id"] == statement.reference_rendering_id]
        if reference.empty or reference["spliced"].fillna(False).any():
            continue
        base = reference.iloc[0]
        quoted = found[(found["form"] == "direct") & (found["article_id"] != base["article_id"])]
        spliced = quoted[quoted["spliced"].fillna(False)]
        outlets = list(dict.fromkeys(names[row.article_id] for row in quoted.itertuples()))
        guilty = list(dict.fromkeys(names[row.article_id] for row in spliced.itertuples()))
        if not guilty or len(guilty) == len(outlets):
            continue
        shown = list(_one_each(quoted))
        yield Question(
            question_id=f"splice/{statement.statement_id}",
            kind="splice",
            prompt=(
                f"“{said[base['rendering_id']]}” The first passage shows what the speaker says before this in "
                f"{names[base['article_id']]}. In which of the others do other words of the speaker's stand directly "
                "before it, as if both had been said in one breath? Choose all."
            ),
            passages=(
                around(reading, base["article_id"], base["start"], base["end"], before=BEFORE, after=0),
                *(around(reading, row.article_id, row.start, row.end, before=1, after=0) for row in shown),
            ),
            parts=(Part("Joined in", tuple(outlets), tuple(guilty), many=True),),
            hint="Look at what stands just before it in each outlet. Is it what stands before it in the first passage?",
            where=tuple(around(reading, row.article_id, row.start, row.end, before=2, after=1) for row in shown),
            evidence=" ".join(
                f"{names[row.article_id]} joins: “{row.text}” ({row.rule})." for row in spliced.itertuples()
            ),
        )


def left_out(reading: Reading) -> Iterator[Question]:
    """For each statement that some articles have and some have not: which left it out?

    Asked only if every article that has it shares enough of its words (`PRESENT`): what one outlet retells freely another
    may, too. Articles without it of which some sentence comes near (`ABSENT`) are not among the choices; of many, some
    that have it and some that have not are.
    """
    names, speakers = outlet_names(reading), reading.speakers.set_index("speaker_id")["name"]
    said = said_texts(reading)
    for statement, found in _statements(reading):
        # A fact that officials report may be told by others as a fact; words in marks are somebody's.
        if pd.isna(statement.speaker_id) or not (found["form"] == "direct").any():
            continue
        same_event = reading.articles[reading.articles["event_id"] == statement.event_id]
        # What an article in another language leaves out, the kit cannot know.
        articles = same_event.loc[same_event["language"].map(english), "article_id"]
        there = set(found["article_id"]) & set(articles)
        absent = [i for i in articles if i not in there and not _may_have(reading, i, statement.reference)]
        if len(there) < 2 or not absent or not _all_sure(found):
            continue
        few = min(len(there), max(OUTLETS // 2, OUTLETS - len(absent)))
        having, absent = [i for i in articles if i in there][:few], absent[: OUTLETS - few]
        asked = [i for i in articles if i in {*having, *absent}]
        # The hint shows one of them: all of them would give the answer away.
        shown = [row for row in _one_each(found) if row.article_id in having]
        yield Question(
            question_id=f"omission/{statement.statement_id}",
            kind="omission",
            prompt=f"{speakers[statement.speaker_id]}: “{said.get(statement.reference_rendering_id, statement.reference)}” "
            "Which of these outlets leave this out, in any wording? Choose all that do.",
            passages=(),
            parts=(Part("Left out by", tuple(names[i] for i in asked), tuple(names[i] for i in absent), many=True),),
            hint="It may be there in other words. This article has it; look for the same thought in each of the others:",
            where=tuple(around(reading, row.article_id, row.start, before=0, after=0) for row in shown[:1]),
            evidence=f"Nothing of it in {', '.join(names[i] for i in absent)}; "
            + " ".join(f"{names[row.article_id]}: “{row.text}”" for row in shown),
        )


def _statements(reading: Reading) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Utterances with their renderings, those that most articles have first."""
    said = reading.statements[reading.statements["kind"] == "utterance"]
    for statement in said.sort_values(["articles", "statement_id"], ascending=[False, True]).itertuples():
        found = reading.renderings[reading.renderings["statement_id"] == statement.statement_id]
        yield statement, found.sort_values(["article_id", "start"])


def _one_each(renderings: pd.DataFrame) -> Iterator[Any]:
    """The longest rendering of each article."""
    length = renderings["end"] - renderings["start"]
    kept = renderings.assign(length=length).sort_values(
        ["article_id", "length", "start"], ascending=[True, False, True]
    )
    yield from kept.drop_duplicates("article_id").itertuples()


def _changed_first(statements: Iterator[tuple[Any, pd.DataFrame]]) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Those of which some wording in marks is not verbatim, then the others."""
    alike = []
    for statement, found in statements:
        if found["wording"].isin(["trimmed", "reworded"]).any():
            yield statement, found
        else:
            alike.append((statement, found))
    yield from alike


def _is_sure(reading: Reading, row: Any, runs: list[tuple[str, str, str]]) -> bool:
    """Whether the comparison of words can only be answered as the table has it."""
    if _by_words(runs) != row.wording or {state for state, _, _ in runs} == {"kept", "moved"}:
        return False
    if row.wording != "trimmed":
        # Another sentence of the same speech is no wording of this one.
        return row.wording == "verbatim" or bool(row.similarity >= PRESENT)
    lost = _stems(" ".join(old for state, old, _ in runs if state == "dropped"))
    text = reading.articles.loc[reading.articles["article_id"] == row.article_id, "text"].iloc[0]
    near = _stems(text[max(row.start - NEAR, 0) : row.start] + " " + text[row.end : row.end + NEAR])
    return len(lost & near) <= len(lost) / 2


def _by_words(runs: list[tuple[str, str, str]]) -> str:
    """The wording that the word-by-word comparison gives."""
    states = {state for state, _, _ in runs}
    return "verbatim" if states <= {"kept"} else "trimmed" if states <= {"kept", "dropped"} else "reworded"


def _difference(runs: list[tuple[str, str, str]]) -> str:
    """The words that differ, for the teacher."""
    said = []
    for state, old, new in runs:
        if state == "replaced":
            said.append(f"“{new}” for “{old}”")
        elif state != "kept" and not (state == "moved" and not new):  # what moved is named where it went
            said.append(f"{state} “{new or old}”")
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


def _may_have(reading: Reading, article_id: str, reference: str) -> bool:
    """Whether two sentences on end of an article hold too many of the statement's long words, in any inflection."""
    wanted = _stems(reference)
    if len(wanted) < FEWEST:
        return True
    mine = reading.sentences[reading.sentences["article_id"] == article_id].sort_values("start")
    held = [wanted & _stems(text) for text in mine["text"]]
    return any(len(a | b) > ABSENT * len(wanted) for a, b in zip(held, [*held[1:], set()], strict=True))


def _stems(text: str) -> set[str]:
    return {word.n[:STEM] for word in fold(text) if len(word.n) > SHORT}
