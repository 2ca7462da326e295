"""The entry that notebook 04 begins with: the statement that tells most, or plainly that there is none."""

from __future__ import annotations

import nbformat

import kit
from kit.report.lead import lead
from kit.report.view import View
from kit.widgets import most_telling
from kit.widgets.most_telling import MostTelling
from tests.handmade import Handmade


def test_the_notebook_begins_with_what_the_report_begins_with():
    """One headline and one entry for both; no line repeats what the entry shows, the changed words marked."""
    reading = kit.read("seeds")
    shown, found = most_telling(reading), lead(View(reading, ()))
    assert (shown.heading, shown.entry.statement_id) == (found.heading, found.entry.statement_id)
    page = shown._repr_mimebundle_()
    assert page["text/plain"] == found.heading
    assert page["text/html"].count("data-rendering") >= 4
    assert "<ins>" in page["text/html"]


def test_a_corpus_with_nothing_shared_says_so():
    """No statement in two articles is no error."""
    page = most_telling(Handmade(a="“The quay is shut,” she said.", b="It rains.").reading())._repr_mimebundle_()
    assert page["text/plain"] == "2 articles, and no statement that the kit surely finds in two of them"


def test_what_an_article_prints_is_escaped():
    """Words of articles stand in the headline, and are text there."""
    assert "<b>“&lt;i&gt;”</b>" in MostTelling("“<i>”", ["<u>"], None)._repr_mimebundle_()["text/html"]
    assert "<u>" not in MostTelling("“<i>”", ["<u>"], None)._repr_mimebundle_()["text/html"]


def test_notebook_04_begins_with_it():
    """The entry comes right behind the reading of the articles; nothing is read or explained between them."""
    book = nbformat.read("notebooks/04_quotations_side_by_side.ipynb", 4)
    at = next(n for n, cell in enumerate(book.cells) if cell.cell_type == "code")
    assert book.cells[at].source.splitlines()[-1].startswith("reading = kit.read()")
    assert book.cells[at + 1].source == "widgets.most_telling(reading)"
