"""Exchange: the questions in the formats that schools' learning platforms import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.exercises.exchange.items import Item, items
from kit.exercises.exchange.moodle import gift, moodle_xml
from kit.exercises.exchange.qti import qti_package
from kit.exercises.exchange.table import questions_csv

if TYPE_CHECKING:
    from pathlib import Path

    from kit.exercises.question import Question

__all__ = ["Item", "gift", "items", "moodle_xml", "qti_package", "questions_csv", "write_questions"]


def write_questions(questions: list[Question], folder: Path, title: str) -> list[Path]:
    """Write the questions, with their answers, as `questions_qti21.zip`, `.gift.txt`, `.moodle.xml` and `.csv`.

    Returns the files. The same questions give the same bytes. `title` names the test and Moodle's category.
    """
    made = items(questions)
    contents = {
        "questions_qti21.zip": qti_package(made, title),
        "questions.gift.txt": gift(made, title).encode(),
        "questions.moodle.xml": moodle_xml(made, title),
        "questions.csv": questions_csv(made).encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]
