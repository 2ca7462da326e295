"""Results: what a class answered as tables, and what the questions were by the kit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import exercises
from kit.exercises import measure

if TYPE_CHECKING:
    from kit.exercises import Part, Question
    from kit.lesson.classroom.hand_ins import HandIn
    from kit.tables import Reading

COLUMNS = {
    "pupil": "string", "question_id": "string", "kind": "string", "part": "string", "first": "string",
    "response": "string", "first_right": "boolean", "right": "boolean", "tries": "Int64", "because": "string",
}  # fmt: skip
# More questions of one kind than any corpus gives, so that those of the lesson are among them.
_ALL = 10_000


@dataclass(frozen=True)
class Results:
    """A class's hand-ins beside the questions of the corpus; every table below is computed from them alone."""

    reading: Reading
    pupils: list[HandIn]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question that the kit makes from the corpus, and the short measure, by id."""
        made = [*measure.questions(), *exercises.make(self.reading, limit=_ALL)]
        return {question.question_id: question for question in made}

    @cached_property
    def answers(self) -> pd.DataFrame:
        """One row a pupil and part of a question; several options chosen are joined by `; `."""
        rows = [_row(one.pupil, row, self._part(row)) for one in self.pupils for row in one.lists["answers"]]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)

    @cached_property
    def unknown(self) -> int:
        """How many answers are to questions that the kit does not make from this corpus (any more)."""
        return sum(self._part(row) is None for one in self.pupils for row in one.lists["answers"])

    @cached_property
    def asked(self) -> list[Question]:
        """The questions that somebody answered, the measure aside, in the order of the walk."""
        found = set(self.answers["question_id"])
        return [q for key, q in self.questions.items() if key in found and q.kind != measure.KIND]

    def notes(self, prefix: str) -> pd.DataFrame:
        """What was written under items that begin so: `pupil, item, text`."""
        rows = [
            (one.pupil, row["item"], row["text"])
            for one in self.pupils
            for row in one.lists["notes"]
            if row["item"].startswith(prefix) and row["text"].strip()
        ]
        return pd.DataFrame(rows, columns=["pupil", "item", "text"], dtype="string")

    def _part(self, row: dict[str, Any]) -> Part | None:
        question = self.questions.get(row["question_id"])
        parts = question.parts if question else ()
        return next((part for part in parts if part.label == row["part"]), None)


def hardest(results: Results) -> pd.DataFrame:
    """Parts of questions by how few were right at the first try: `question_id, part, pupils, right_first, never, taken_for`.

    `taken_for` is the wrong first response that most gave, with how many did; `never` counts who had it wrong to the end.
    """
    rows = []
    known = results.answers[results.answers["question_id"].isin([q.question_id for q in results.asked])]
    for (question_id, part), mine in known.groupby(["question_id", "part"], sort=False):
        wrong = mine.loc[~mine["first_right"].fillna(False), "first"].value_counts()
        taken = f"{wrong.index[0]} ({wrong.iloc[0]})" if len(wrong) else pd.NA
        right_first, never = int(mine["first_right"].sum()), int((~mine["right"]).sum())
        rows.append((question_id, part, len(mine), right_first, never, taken))
    made = pd.DataFrame(rows, columns=["question_id", "part", "pupils", "right_first", "never", "taken_for"])
    made = made.assign(share=made["right_first"] / made["pupils"].clip(lower=1))
    return made.sort_values(["share", "pupils", "question_id", "part"], ascending=[True, False, True, True])


def by_pupil(results: Results) -> pd.DataFrame:
    """One row a pupil, one column a question: the try at which all of it was right, negative if it never was."""
    known = results.answers[results.answers["question_id"].isin([q.question_id for q in results.asked])]
    whole = known.groupby(["pupil", "question_id"]).agg(right=("right", "all"), tries=("tries", "max")).reset_index()
    whole["at"] = whole["tries"].where(whole["right"], -whole["tries"])
    return (
        whole.pivot_table(index="pupil", columns="question_id", values="at", aggfunc="first")
        .reindex(index=[one.pupil for one in results.pupils], columns=[q.question_id for q in results.asked])
        .astype("Int64")
    )


def gain(results: Results, points: dict[str, dict[str, int]]) -> pd.DataFrame:
    """Before and after: `pupil, before, after` of the short measure's closed questions, `why_before, why_after` the
    teacher's points. Closed questions count as right at the first try only; a form left out is NA.
    """
    mine = results.answers[results.answers["kind"] == measure.KIND]
    mine = mine.assign(
        form=mine["question_id"].str.split("/").str[1], ok=mine["first_right"].fillna(False).astype("Int64")
    )
    right = mine.pivot_table(index="pupil", columns="form", values="ok", aggfunc="sum")
    made = right.astype("Int64").reindex(index=[one.pupil for one in results.pupils], columns=list(measure.FORMS))
    names = made.index.str.casefold()
    for when in measure.FORMS:
        made[f"why_{when}"] = pd.array([points.get(name, {}).get(when, pd.NA) for name in names], dtype="Int64")
    return made.rename_axis("pupil").reset_index()


def _row(pupil: str, row: dict[str, Any], part: Part | None) -> dict[str, Any]:
    """First responses are judged by the kit's answer; of a question that is not known, by what the file says."""
    right = set(row["first"]) == set(part.answer) if part else row["right"] and row["tries"] == 1
    return {
        "pupil": pupil, "question_id": row["question_id"], "kind": row["kind"], "part": row["part"],
        "first": "; ".join(row["first"]), "response": "; ".join(row["response"]), "first_right": right,
        "right": set(row["response"]) == set(part.answer) if part else row["right"], "tries": row["tries"],
        "because": row.get("because") or pd.NA,
    }  # fmt: skip
