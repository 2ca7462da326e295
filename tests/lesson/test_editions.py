"""The teacher's edition and the papers, on questions and tables made by hand."""

from __future__ import annotations

import nbformat

from kit.exercises.question import Part, Question
from kit.lesson.editions import pupil_edition, teacher_edition
from kit.lesson.papers import _voices
from tests.handmade import Handmade

QUESTION = Question(
    "date/a-t1", "date", "Which day is <script>alert(1)</script> *meant*?", (),
    (Part("The [Echo](https://aldmoor.example)", ("10 May", "11 May"), ("11 May",)),), "Count.", (), "`rm` <b>it</b>",
)  # fmt: skip


def notebook() -> str:
    made = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_code_cell('widgets.Exercises(reading, "date")')
    cell.outputs = [nbformat.v4.new_output("stream", text="11 May")]
    made.cells = [nbformat.v4.new_code_cell("reading = kit.read()"), cell]
    return nbformat.writes(made)


def test_the_teachers_answers_hold_no_markup_of_an_article():
    """What stands in an article is text: neither HTML nor Markdown of its own takes effect beside the answers."""
    made = nbformat.reads(teacher_edition(notebook(), "articles", [QUESTION]), as_version=4)
    (answers,) = [cell.source for cell in made.cells if cell.cell_type == "markdown"]
    assert "11 May" in answers
    for sign in ("<script>", "<b>", " *meant*", "[Echo](", "`rm`"):
        assert sign not in answers, sign
    assert "&lt;script&gt;" in answers


def test_pupils_see_no_output_of_the_kits_own_notebooks():
    """An output may hold the answer."""
    made = nbformat.reads(pupil_edition(notebook(), "articles", "questions.json"), as_version=4)
    assert [cell.outputs for cell in made.cells] == [[], []]
    assert made.cells[0].source == 'reading = kit.read("articles")'
    assert made.cells[1].source == 'widgets.Exercises("questions.json", "date")'


def test_only_voices_of_quotations_are_counted():
    """Who stands beside a scare quote is not heard, and who has no name is no voice."""
    made = Handmade(a="“We won,” Ada Brook said of Bob Torsen’s “plan”, and “never”, said a walker.")
    made.quote("a", "We won", "Ada Brook").quote("a", "plan", "Bob Torsen", use="scare").quote("a", "never", "a walker")
    made.rows["speakers"][-1]["kind"] = "unnamed"
    assert _voices(made.reading()) == 1
