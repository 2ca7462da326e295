"""The entry that notebook 04 begins with: the statement that tells most, or plainly that there is none."""

from __future__ import annotations

import nbformat

import kit
from kit.entry import Entries, worth_comparing
from kit.widgets import most_telling
from tests.handmade import Handmade


def test_the_seeds_begin_with_their_most_telling_entry():
    """All five outlets, three treatments, the changed words marked, in words for who hears it."""
    reading = kit.read("seeds")
    shown = most_telling(reading)
    assert shown.entry.statement_id == worth_comparing(Entries(reading))[0].statement_id
    page = shown._repr_mimebundle_()
    assert "three print it word for word, one drops a word" in page["text/plain"]
    assert page["text/html"].count("data-rendering") >= 5
    assert "<ins>" in page["text/html"]
    assert "<del>" in page["text/html"]


def test_a_corpus_with_nothing_shared_says_so():
    """No statement in two articles is no error."""
    page = most_telling(Handmade(a="The quay is shut.", b="It rains.").reading())._repr_mimebundle_()
    assert page["text/plain"] == "2 articles, and no statement that the kit surely finds in two of them."


def test_notebook_04_begins_with_it():
    """The entry comes right behind the reading of the articles; nothing is read or explained between them."""
    book = nbformat.read("notebooks/04_quotations_side_by_side.ipynb", 4)
    at = next(n for n, cell in enumerate(book.cells) if cell.cell_type == "code")
    assert book.cells[at].source.splitlines()[-1].startswith("reading = kit.read()")
    assert book.cells[at + 1].source == "widgets.most_telling(reading)"
