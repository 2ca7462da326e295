"""Every word by which a face names a treatment, a certainty, a relation or a kind is a term of `data/terms.csv`."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import kit
from kit import charts, compare, exercises
from kit.data.terms import term, terms
from kit.lesson.papers import papers
from kit.lesson.pupil.page import pupil_page
from kit.report import contrasts, render, worksheet
from kit.tables.schemas import CONFLICT_KINDS, RENDERING_FORMS, TREATMENTS, VERSION_CHANGES
from kit.widgets import ParallelReader, StatementGrid, TimelineExplorer

# Parts of a page that say in a word what was done, how sure it is, or of which kind something is: an element's class.
NAMING = ("kit-how", "kit-flag", "kit-base", "kit-spoken", "kit-none", "w", "flag")
# Columns of answers whose values are such words, as tables in notebooks show them.
COLUMNS = {
    "apparatus": ["treatment", "certainty"], "coverage": ["treatment", "certainty"], "voices": ["voice"], "naming": ["how"],
    "verb_colours": ["colour"], "loaded_words": ["kind"], "numbers": ["status"], "time_disagreements": ["relation"],
    "flags": ["flag"], "dated": ["what"], "contradictions": ["kind"],
}  # fmt: skip
# Choices that choose nothing, and a figure before a noun.
NOTHING = {"any", "anybody", "treated in any way", "choose …"}


class Named(HTMLParser):
    """What stands in the parts of a page that name something, and in its legends and choices."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("br", "img", "input", "meta", "link", "hr", "col"):
            return
        said = dict(attrs)
        classes = (said.get("class") or "").split()
        legend = tag == "ul" and "key" in classes and said.get("aria-label") == "Signs"
        names = legend or any(one in NAMING for one in classes)
        inside = bool(self.open) and self.open[-1][1]
        self.open.append((tag, (names or inside) and tag != "dd" and said.get("aria-hidden") != "true"))
        if (self.open[-1][1] and not inside) or legend or (inside and tag in ("li", "b", "span")):
            self.words.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass
        if self.open and self.open[-1][1]:
            self.words.append("")

    def handle_data(self, data):
        if self.open and self.open[-1][1]:
            self.words[-1] += data


def named(page: str) -> set[str]:
    """The words of a page that name something."""
    parser = Named()
    parser.feed(page)
    return set(filter(None, map(plainly, parser.words)))


def plainly(words: str) -> str:
    """A label without its signs, brackets and figures."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", " ".join(words.split())).strip()


def legends(spec) -> set[str]:
    """The words of a chart's legends: the domain of every colour, fill and shape that has one."""
    found: set[str] = set()
    if isinstance(spec, dict):
        for channel in ("color", "fill", "shape"):
            one = spec.get(channel)
            if isinstance(one, dict) and one.get("legend", "") is not None and isinstance(one.get("scale"), dict):
                found |= {word for word in one["scale"].get("domain", []) if isinstance(word, str)}
        for value in spec.values():
            found |= legends(value)
    elif isinstance(spec, list):
        for value in spec:
            found |= legends(value)
    return found


def options(control) -> set[str]:
    """The choices of a list."""
    return {one if isinstance(one, str) else one[0] for one in control.options} - NOTHING


@pytest.fixture(scope="module", params=["seeds", "tests/corpora/second"])
def reading(request):
    return kit.read(request.param)


def strangers(words) -> set[str]:
    """Words that the table does not have, a "may be the same: …" in its parts."""
    known = {one.term for one in terms()}
    return {part for word in words for part in word.split(": ") if part not in known}


def test_charts(reading):
    """Legends, and the treatments that their data has."""
    figures = {name: getattr(charts, name) for name in charts.__all__}
    found = {n: legends(make(reading).spec) for n, make in figures.items() if getattr(make, "__wrapped__", None)}
    assert sum(map(len, found.values())) > 20
    assert {name: strangers(words) for name, words in found.items() if strangers(words)} == {}
    assert strangers(set(charts.rendering_grid(reading).data["way"])) == set()


def test_pages(reading):
    """Report, papers, the page for pupils."""
    questions = exercises.make(reading)
    pages = {
        "report": render(reading, sections=["overview", "notice", "statements"]),
        "pupil": pupil_page(reading, questions),
    }
    pages |= papers(reading, questions)
    found = {name: named(page) for name, page in pages.items()}
    assert {"word for word", "not found"} <= found["report"]
    found["worksheet"] |= set(worksheet.OPTIONS)
    found["where they do not agree"] = set(contrasts.KINDS.values()) | set(CONFLICT_KINDS)
    assert {name: strangers(words) for name, words in found.items() if strangers(words)} == {}


def test_explorers_and_exercises(reading):
    """What the reader says of each cell, what filters and exercises offer."""
    reader, grid = ParallelReader(reading), StatementGrid(reading)
    found = {cell["words"] for one in reader.view.statements for cell in one["cells"].values()}
    found |= set().union(*(named(one["html"]) for one in reader.view.statements))
    found |= options(reader.treatment) | options(grid.way) | options(TimelineExplorer(reading).kinds)
    found |= {option for one in exercises.KINDS["wording"](reading) for part in one.parts for option in part.options}
    assert len(found) > 8
    assert strangers(found) == set()


def test_columns(reading):
    """Values of the columns that say how or of which kind, in the tables that notebooks show."""
    found = {}
    for name, columns in COLUMNS.items():
        rows = getattr(compare, name)(reading)
        found |= {f"{name}.{column}": set(rows[column].dropna().astype(str)) for column in columns}
    assert {where: strangers(words) for where, words in found.items() if strangers(words)} == {}


def test_vocabularies():
    """Every value that the schemas allow in those columns, though no corpus here has it."""
    for words in (
        TREATMENTS,
        RENDERING_FORMS,
        CONFLICT_KINDS,
        VERSION_CHANGES,
        ("sure", "perhaps"),
        ("asserted", "denied", "doubted"),
    ):
        assert strangers(words) == set()
    assert all(one.meaning.endswith(".") and term(one.term) == one for one in terms())
