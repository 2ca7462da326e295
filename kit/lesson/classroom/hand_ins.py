"""The files in a folder, one pupil each: read, told apart, and joined where one pupil handed in two."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kit.exercises.answers import ANSWERS_NAME, KEYS, AnswersError, merged, read_answers

if TYPE_CHECKING:
    from pathlib import Path

# Beside the answers: the teacher's points for the reasons given before and after (`pupil,before,after`).
SCORES = "scores.csv"
# Points for a reason, by the rubric in the teacher's folder.
POINTS = {"", "0", "1", "2", "3"}


@dataclass(frozen=True)
class HandIn:
    """What one pupil handed in: the name, the files it came from, and the three lists of the format."""

    pupil: str
    files: tuple[str, ...]
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def read_folder(folder: Path, corpus: str) -> tuple[list[HandIn], list[str]]:
    """The pupils of a folder, by name, and one line for each file that is not simply one pupil's answers.

    Takes the folder (read with its sub-folders) and the corpus's mark (`kit.exercises.answers.corpus_mark`). A broken
    file, one of another corpus and one that is no file of answers are named and left aside. Two files of one name are
    one pupil if the first responses that both hold are the same; if they differ, somebody else chose that name too and
    stays apart, with a number. Raises AnswersError if there is no such folder.
    """
    if not folder.is_dir():
        raise AnswersError(f"{folder} is no folder of answers.")
    held: list[HandIn] = []
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() != ".json":
            if path.name != SCORES:
                lines.append(f"{name}: not a .json file of answers; left aside")
            continue
        try:
            found = read_answers(path)
        except AnswersError as error:
            lines.append(f"{name}: {error}; left aside")
            continue
        if found["corpus"] != corpus:
            lines.append(f"{name}: answers on other articles; left aside")
            continue
        mine = HandIn(_pupil(found, path), (name,), {key: merged((), found[key], key) for key in KEYS})
        lines += _add(held, mine)
    return sorted(held, key=lambda one: (one.pupil.casefold(), one.files)), lines


def without_names(pupils: list[HandIn]) -> list[HandIn]:
    """The same with numbers for names, in an order that the names do not give."""
    order = sorted(pupils, key=lambda one: secret_order(one.pupil))
    return [replace(one, pupil=f"Pupil {n}", files=()) for n, one in enumerate(order, 1)]


def secret_order(pupil: str) -> bytes:
    """A sort key that hides the pupils' names: their order is not alphabetical."""
    return hashlib.sha256(pupil.encode("utf-8", "surrogatepass")).digest()


def scores(folder: Path) -> tuple[dict[str, dict[str, int]], list[str]]:
    """The teacher's points from `scores.csv`: for each pupil `before` and `after`, as far as given, and what is wrong."""
    path = folder / SCORES
    if not path.is_file():
        return {}, []
    points: dict[str, dict[str, int]] = {}
    lines = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for n, row in enumerate(csv.DictReader(file), 2):
            given = {when: (row.get(when) or "").strip() for when in ("before", "after")}
            if not set(given.values()) <= POINTS:
                lines.append(f"{SCORES}, line {n}: points are 0, 1, 2 or 3; left aside")
                continue
            name = (row.get("pupil") or "").strip().casefold()
            points[name] = {when: int(value) for when, value in given.items() if value}
    return points, lines


def _pupil(found: dict[str, Any], path: Path) -> str:
    """The name in the file; else the file's, or its folder's where every file has the same name."""
    named = " ".join((found["pupil"] or "").split())
    return named or (path.parent.name if path.name == ANSWERS_NAME else path.stem)


def _add(held: list[HandIn], mine: HandIn) -> list[str]:
    """Put a hand-in among the others; returns what is to be said about it."""
    same = [n for n, one in enumerate(held) if _base(one.pupil) == _base(mine.pupil)]
    for n in same:
        if _agree(held[n], mine):
            lists = {key: _joined(held[n].lists[key], mine.lists[key], key) for key in KEYS}
            held[n] = HandIn(held[n].pupil, held[n].files + mine.files, lists)
            return [f"{mine.files[0]}: a second file of {mine.pupil}; joined with {held[n].files[0]}"]
    if not same:
        held.append(mine)
        return []
    apart = replace(mine, pupil=f"{mine.pupil} ({len(same) + 1})")
    held.append(apart)
    return [f"{mine.files[0]}: another pupil named {mine.pupil}, with other answers; kept apart as {apart.pupil}"]


def _base(pupil: str) -> str:
    head, _, number = pupil.rpartition(" (")
    return (head if head and number.rstrip(")").isdigit() else pupil).casefold()


def _agree(one: HandIn, other: HandIn) -> bool:
    """Whether what both answered was first answered alike."""
    first = {(row["question_id"], row["part"]): sorted(row["first"]) for row in one.lists["answers"]}
    again = {(row["question_id"], row["part"]): sorted(row["first"]) for row in other.lists["answers"]}
    return all(first[key] == again[key] for key in first.keys() & again.keys())


def _joined(old: list[dict[str, Any]], new: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Of one question answered in both files the row with more tries; otherwise the later file's."""
    if name != "answers":
        return merged(old, new, name)
    return merged((), sorted([*old, *new], key=lambda row: row["tries"]), name)
