"""The class on one page, which prints on two sheets, and as a CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from kit.entry.templates import templates
from kit.exercises import measure
from kit.exercises.answers import corpus_mark
from kit.exercises.predictions import PREFIX, predictions
from kit.export import csv
from kit.lesson.classroom import hand_ins, proposals
from kit.lesson.classroom.agreement import KINDS, agreements, in_words
from kit.lesson.classroom.results import Results, by_pupil, gain, hardest
from kit.lesson.event import one_event
from kit.phrasing import counted, shortened
from kit.report.policy import policy

if TYPE_CHECKING:
    from kit.exercises import Question
    from kit.tables import Reading

HERE = Path(__file__).parent
# What fits on two sheets: the hardest parts, the rows most doubted, characters of a passage and of a prompt.
HARDEST, DOUBTED, LONG, BRIEF = 7, 6, 130, 84


def write_class(
    reading: Reading, folder: str | Path, out: str | Path, *, names: bool = True
) -> tuple[list[Path], list[str]]:
    """Merge a folder of answers into `out` (.html), the same with `.csv`, and proposed corrections beside it.

    Returns the files written, and one line for each file or row that was left aside or needs a look. With
    `names=False` pupils have numbers in all of them. Raises AnswersError if there is no such folder.
    """
    folder, out = Path(folder), Path(out)
    pupils, lines = hand_ins.read_folder(folder, corpus_mark(reading))
    points, more = hand_ins.scores(folder)
    lines += more
    if not names:
        numbered = hand_ins.without_names(pupils)
        real = sorted(pupils, key=lambda one: hand_ins.secret_order(one.pupil))
        both = zip(numbered, real, strict=True)
        points = {new.pupil.casefold(): points.get(old.pupil.casefold(), {}) for new, old in both}
        told = f"{len(lines)} files or rows need a look; run without --without-names to see which"
        pupils, lines = numbered, [told] if lines else []
    results = Results(reading, pupils)
    if results.unknown:
        many = counted(results.unknown, "answer")
        lines.append(f"{many} to questions that the kit does not make from these articles; kept in the table")
    doubted = proposals.checked(results)
    written = [_write(out, page(results, points, doubted, lines))]
    written.append(_write(out.with_suffix(".csv"), csv(results.answers)))
    proposed = proposals.proposed(doubted)
    if len(proposed):
        path = out.with_name(f"{out.stem}_corrections.csv")
        count, wrong = proposals.write(proposed, path)
        lines += wrong
        written += [path] if count else []
    return written, lines


def page(results: Results, points: dict[str, dict[str, int]], doubted: pd.DataFrame, lines: list[str]) -> str:
    """The page as HTML: who answered what, what was hardest, where the class disagrees, gain, proposed corrections."""
    style = (HERE / "templates" / "class.css").read_text(encoding="utf-8")
    numbers = {question.question_id: n for n, question in enumerate(results.asked, 1)}
    hard = hardest(results)
    gained = gain(results, points)
    return templates(HERE / "templates").get_template("class.html").render(
        style=Markup(style),  # noqa: S704 - our own file
        policy=policy([], [style]),
        pupils=[one.pupil for one in results.pupils],
        outlets=results.reading.articles["outlet"].dropna().unique().tolist(),
        questions=[_question(numbers[q.question_id], q) for q in results.asked],
        grid=[_line(results, name, row) for name, row in by_pupil(results).iterrows()],
        hard=[_hard(results.questions[row.question_id], numbers[row.question_id], row) for row in hard.head(HARDEST).itertuples()],
        hard_of=len(hard),
        agreements=[(KINDS[one.kind], one, in_words(one.with_kit), in_words(one.with_itself)) for one in agreements(results)],
        predicted=_predicted(results),
        gained=gained.to_dict("records"),
        gain=_gain(gained),
        forms=measure.FORMS,
        items=len(measure.questions()) // len(measure.FORMS),
        rubric=measure.rubric(),
        why=_why(results),
        doubted=list(doubted.head(DOUBTED).itertuples()),
        doubted_of=len(doubted),
        least=proposals.LEAST,
        proposed=len(proposals.proposed(doubted)),
        minds=results.notes("mind/").to_dict("records"),
        lines=lines,
    )  # fmt: skip


def _question(number: int, question: Question) -> dict[str, Any]:
    return {"n": number, "kind": question.kind, "prompt": shortened(question.prompt, BRIEF)}


def _line(results: Results, name: str, row: pd.Series) -> dict[str, Any]:
    """A pupil's line of the grid: the try at which each question was right, in words for the ear."""
    cells = []
    for value in row:
        if pd.isna(value):
            cells.append(("", "not answered"))
        elif value > 0:
            cells.append((str(value), f"right at try {value}"))
        else:
            cells.append((f"–{-value}", f"not right after {-value}"))
    checks = next(len(one.lists["checks"]) for one in results.pupils if one.pupil == name)
    first, answered = int((row == 1).sum()), int(row.notna().sum())
    return {"pupil": name, "cells": cells, "first": first, "answered": answered, "checks": checks}


def _hard(question: Question, number: int, row: Any) -> dict[str, Any]:
    part = next((part for part in question.parts if part.label == row.part), None)
    at = question.parts.index(part) if part else 0
    passages = question.passages if len(question.passages) == len(question.parts) else question.passages[:1]
    passage = passages[min(at, len(passages) - 1)] if passages else None
    return {
        "n": number, "part": row.part, "pupils": row.pupils, "right_first": row.right_first, "never": row.never,
        "taken_for": row.taken_for, "answer": ", ".join(part.answer) if part else "",
        "prompt": shortened(question.prompt, LONG), "passage": passage and shortened(passage.text, LONG),
        "outlet": passage and passage.outlet,
    }  # fmt: skip


def _predicted(results: Results) -> list[dict[str, Any]]:
    given = results.notes(PREFIX)
    reading = one_event(results.reading)
    made = []
    for one in predictions(reading):
        mine = given.loc[given["item"] == one.item, "text"].value_counts()
        counts = [(option, int(mine.get(option, 0))) for option in one.options]
        if any(count for _, count in counts):
            made.append({"prompt": one.prompt, "found": one.found, "because": one.because, "counts": counts})
    return made


def _gain(gained: pd.DataFrame) -> dict[str, Any]:
    """How many did both forms, the means, and how many went up, stayed and went down."""
    made = {}
    for name, (before, after) in {"closed": ("before", "after"), "why": ("why_before", "why_after")}.items():
        both = gained[[before, after]].dropna().astype("int64")
        change = both[after] - both[before]
        made[name] = {
            "n": len(both), "before": round(float(both[before].mean()), 2) if len(both) else None,
            "after": round(float(both[after].mean()), 2) if len(both) else None,
            "up": int((change > 0).sum()), "same": int((change == 0).sum()), "down": int((change < 0).sum()),
        }  # fmt: skip
    return made


def _why(results: Results) -> list[dict[str, Any]]:
    """The reasons given before and after, a pupil a line, for the teacher to score."""
    given = {form: results.notes(f"{measure.KIND}/{form}/why").set_index("pupil")["text"] for form in measure.FORMS}
    found = [one.pupil for one in results.pupils if any(one.pupil in texts.index for texts in given.values())]
    return [{"pupil": name, **{form: texts.get(name, "") for form, texts in given.items()}} for name in found]


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path
