"""Lesson: everything a teacher needs for one corpus: the page for pupils, notebooks for pupils and teacher, papers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from kit import exercises
from kit.data import shipped
from kit.errors import KitError
from kit.exercises.answers import ANSWERS_NAME, corpus_mark
from kit.exercises.exchange import write_questions
from kit.jupyter import walk
from kit.lesson.editions import pupil_edition, teacher_edition
from kit.lesson.event import one_event
from kit.lesson.papers import PAPERS, cover, papers
from kit.lesson.pupil import pupil_page
from kit.report import overview, write_report
from kit.report.view import View

if TYPE_CHECKING:
    from kit.tables import Reading

QUESTIONS = "questions.json"
PAGE, REPORT = "pupil.html", "report.html"
ARTICLES = "articles"
# Kept by the reader of the original: what was put right there may answer a question.
_LEFT_BEHIND = ("corrections.csv", ANSWERS_NAME, ".ipynb_checkpoints")


class LessonError(KitError):
    """A lesson cannot be written: the message says why, and what to do."""


def write_lesson(reading: Reading, folder: str | Path, *, limit: int = 5) -> list[Path]:
    """Write a lesson on a reading into `folder`; returns the files written, articles aside.

    `index.html` tells the teacher what is there; `pupil.html` is the whole lesson in one file, to be opened anywhere;
    `report.html` the report. `pupil/` holds the notebooks without outputs, the articles, the questions with sealed
    answers, and what is printed for pupils; `teacher/` the notebooks with answers and evidence after each exercise, the
    plan, slides, rubric, samples and key, and the questions in the formats of learning platforms. `limit` is the most questions of a kind. The same reading gives the same bytes. Raises LessonError if the reading
    comes from no place on disk, if `folder` lies inside it, or if the kit was installed without its notebooks.

    >>> import kit
    >>> write_lesson(kit.read("seeds"), "seeds")
    Traceback (most recent call last):
    kit.lesson.LessonError: seeds lies inside the articles it would copy: choose a folder outside seeds.
    """
    folder = Path(folder)
    corpus = _corpus(reading, folder)
    notebooks = walk(shipped.NOTEBOOKS)
    if not notebooks:
        raise LessonError(f"there are no notebooks in {shipped.NOTEBOOKS}: install the kit anew.")
    questions = exercises.make(reading, limit=limit)
    pupil, teacher = folder / "pupil", folder / "teacher"
    for part in (pupil, teacher):
        part.mkdir(parents=True, exist_ok=True)
    _copy_articles(corpus, pupil / ARTICLES)
    source = ARTICLES if corpus.is_dir() else f"{ARTICLES}/{corpus.name}"
    written = [_write(pupil / QUESTIONS, _sealed(reading, questions))]
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        written.append(_write(pupil / path.name, pupil_edition(text, source, QUESTIONS)))
        written.append(_write(teacher / path.name, teacher_edition(text, f"../pupil/{source}", questions)))
    for name, page in papers(reading, questions).items():
        written.append(_write(folder / PAPERS[name] / f"{name}.html", page))
    written.append(_write(folder / PAGE, pupil_page(reading, questions)))
    written.append(write_report(reading, folder / REPORT))
    written += write_questions(questions, teacher, overview.title(View(one_event(reading), ("overview",))))
    names = [path.relative_to(folder).as_posix() for path in written]
    written.append(_write(folder / "index.html", cover(reading, names)))
    return sorted(written)


def _corpus(reading: Reading, folder: Path) -> Path:
    if reading.corpus is None:
        raise LessonError("this reading comes from no folder: read one with kit.read and write its lesson.")
    corpus = reading.corpus.resolve()
    if folder.resolve().is_relative_to(corpus):
        raise LessonError(f"{folder} lies inside the articles it would copy: choose a folder outside {corpus.name}.")
    return corpus


def _copy_articles(corpus: Path, target: Path) -> None:
    """The corpus's own files, unchanged; links are left behind, they may lead anywhere."""
    if corpus.is_file():
        target.mkdir(exist_ok=True)
        shutil.copyfile(corpus, target / corpus.name)
        return

    def left(place: str, names: list[str]) -> list[str]:
        return [name for name in names if name in _LEFT_BEHIND or (Path(place) / name).is_symlink()]

    shutil.copytree(corpus, target, ignore=left, dirs_exist_ok=True, copy_function=shutil.copyfile)


def _sealed(reading: Reading, questions: list[exercises.Question]) -> str:
    given = {"corpus": corpus_mark(reading), "questions": [exercises.sealed(question) for question in questions]}
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
