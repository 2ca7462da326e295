"""What people see has one word for one thing: a word that `data/terms.csv` replaces stands on no face of the kit."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kit
from kit import charts, exercises
from kit.compare.flags import FLAGS
from kit.data.terms import terms
from kit.entry import Entries
from kit.lesson.papers import papers
from kit.lesson.pupil.page import pupil_page
from kit.report import render
from kit.widgets import ParallelReader

# Words for which the table has another; the second is the one it has. What articles print is theirs.
STRANGERS = {
    r"verbatim": "word for word", r"splic(e|ed|es|ing)": "run together", r"spliced": "run together", r"absent": "not found",
    r"left out": "not found", r"leaves? out": "not found", r"omit(s|ted)?": "not found", r"omissions?": "not found",
    r"as most (outlets )?print": "compared with", r"the wording above": "compared with",
    r"truncated": "trimmed", r"paraphras(e|ed|es)": "reported", r"rephrased": "reworded", r"unmatched": "not found",
    r"witness(es)?": "article",
}  # fmt: skip
STRANGER = re.compile(rf"\b({'|'.join(STRANGERS)})\b", re.IGNORECASE)
# Names of lessons' sources that say it in their own words.
QUOTED = ("NAMLE, key questions",)
SCRIPTS = sorted(path for path in Path("kit").rglob("*.js") if path.name not in {"scrypt.js", "own_keys.js"})


class Seen(HTMLParser):
    """The words of a page that people read or hear: texts, titles, labels."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self.inside.append(tag)
        self.words += [
            value for name, value in attrs if name in ("title", "aria-label", "alt", "placeholder") and value
        ]

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)


def seen(page: str) -> str:
    """The words of a page."""
    parser = Seen()
    parser.feed(page)
    return "\n".join(parser.words)


@pytest.fixture(scope="module", params=["seeds", "tests/corpora/second"])
def reading(request):
    """Two corpora whose articles hold none of these words themselves, so that whatever is found is the kit's."""
    found = kit.read(request.param)
    assert [STRANGER.search(text) for text in found.articles["text"]] == [None] * len(found.articles)
    return found


def faces(reading):
    """Each face with its words."""
    yield "report", seen(render(reading))
    questions = exercises.make(reading)
    for name, page in papers(reading, questions).items():
        yield name, seen(page)
    yield "pupil", seen(pupil_page(reading, questions))
    reader = ParallelReader(reading)
    yield "reader", str(reader.view.statements) + str(reader.rows.columns.tolist())
    for kind, make in exercises.KINDS.items():
        yield (
            f"exercises {kind}",
            "\n".join(
                f"{q.prompt} {q.evidence} {[part.label for part in q.parts]} {[part.options for part in q.parts]}"
                for q in make(reading)
            ),
        )
    for name in charts.__all__:
        made = getattr(charts, name)
        if getattr(made, "__wrapped__", None):
            figure = made(reading)
            yield name, f"{figure.title} {figure.description} {figure.why_not} {seen(figure.svg)}"


def strangers(text: str) -> list[str]:
    """The strangers in a text, each with its line."""
    return [
        line.strip()[:120]
        for line in text.splitlines()
        if STRANGER.search(line) and not any(source in text and "what is left out" in line for source in QUOTED)
    ]


def test_no_face_has_a_stranger(reading):
    """Report, lesson's papers, pupil's page, reader, exercises and charts, with both corpora."""
    found = {name: strangers(text) for name, text in faces(reading)}
    assert len(found) > 25
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_writes_a_stranger(script):
    """What a script writes into a page later stands in its quoted strings."""
    source = re.sub(r"^\s*(//.*|/?\*.*)$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    quoted = re.findall(r'"([^"\n]*)"|`([^`\n]*)`', source)
    assert len(quoted) > 3
    assert [text for pair in quoted for text in pair if STRANGER.search(text)] == []


def test_the_words_of_legends_are_the_tables(reading):
    """Every treatment, sign and flag that a face writes beside a passage is a term, or a kind of flag."""
    treatments = {one.term for one in terms("treatment")}
    assert {row.treatment for entry in Entries(reading) for row in entry.rows} <= treatments
    ways = charts.rendering_grid(reading).data["way"]
    assert set(ways) <= treatments | {one.term for one in terms("certainty")}
    assert {word for flag in FLAGS for word in [flag] if STRANGER.search(word)} == set()
