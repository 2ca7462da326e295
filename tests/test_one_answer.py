"""One question, one answer: what an article did with a statement is the same on every page, chart, sheet and table."""

from __future__ import annotations

import csv
import html
import re

import pytest

import kit
from kit import charts, exercises, export, tables
from kit.compare.outlets import outlets
from kit.entry import Entries
from kit.lesson.papers import papers
from kit.phrasing import plain
from kit.report import render
from kit.report.text import anchor
from kit.widgets import ParallelReader, StatementGrid

CORPORA = ("seeds", "tests/corpora/second", "tests/corpora/quoteless", "tests/corpora/hostile")


@pytest.fixture(scope="module", params=CORPORA)
def reading(request):
    """Four corpora: quotations, a second event, none to quote, and texts that attack."""
    return kit.read(request.param)


def cells(reading):
    """The apparatus as tuples: the answer that the others must give."""
    return [
        (r.number, r.statement_id, r.article_id, str(r.treatment), None if r.certainty is None else str(r.certainty), r.rendering_id)
        for r in tables.rows(kit.compare.apparatus(reading).astype("object").where(lambda f: f.notna(), None))
    ]  # fmt: skip


def words(cell):
    """A cell as faces name it."""
    return f"may be the same: {cell[3]}" if cell[4] == "perhaps" else cell[3]


def test_kit_tables(reading, tmp_path):
    """`kit tables` writes the same rows."""
    export.write_tables(reading, tmp_path)
    with (tmp_path / "apparatus.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (int(r["number"]), r["statement_id"], r["article_id"], r["treatment"], r["certainty"] or None, r["rendering_id"] or None)
            for r in csv.DictReader(file)
        ]  # fmt: skip
    assert rows == cells(reading)


def test_the_grid(reading):
    """The chart, and the explorer that shows it."""
    figure = charts.rendering_grid(reading)
    if figure.why_not:
        return
    shown = [(r.number, r.statement_id, r.article_id) for r in figure.data.itertuples()]
    there = {cell[:3]: cell for cell in cells(reading)}
    assert shown == [cell[:3] for cell in cells(reading) if cell[:3] in set(shown)]
    for row in figure.data.itertuples():
        cell = there[row.number, row.statement_id, row.article_id]
        assert row.way == ("may be the same" if cell[4] == "perhaps" else cell[3])
        assert (None if cell[5] is None else cell[5]) == (
            row.rendering_id if isinstance(row.rendering_id, str) else None
        )
    assert StatementGrid(reading).rows["number"].tolist() == figure.data["number"].tolist()


def test_the_parallel_reader(reading):
    """Numbers, order, words and passages of the columns."""
    reader = ParallelReader(reading)
    reader.outlets.value = [value for _, value in reader.outlets.options]
    event = reading.articles["event_id"].iloc[0]
    mine = [c for c in cells(reading) if c[1] in {s["id"] for s in reader.view.statements}]
    inside = set(reading.articles.loc[reading.articles["event_id"] == event, "article_id"])
    there = {c[1] for c in cells(reading) if c[2] in inside}
    assert {s["id"] for s in reader.view.statements} == there
    assert [(s["number"], s["id"]) for s in reader.view.statements] == list(dict.fromkeys(c[:2] for c in mine))
    for statement in reader.view.statements:
        told = {c[2]: words(c) for c in mine if c[1] == statement["id"]}
        assert {article: cell["words"] for article, cell in statement["cells"].items()} == told
    if reader.statement.value:
        rows = reader.rows.dropna(subset=["treatment"])
        standing = {c[2]: c[3:] for c in mine if c[1] == reader.statement.value}
        for row in rows.itertuples():
            treatment, _, rendering_id = standing[row.article_id]
            assert (row.treatment, row.rendering_id if isinstance(row.rendering_id, str) else None) == (
                treatment,
                rendering_id,
            )


def test_the_report(reading):
    """The grid's cells and the entries, in the order of the numbers, lead to the same passages with the same words."""
    page = render(reading, sections=["statements", "articles"])
    grid = re.findall(r'<td class="(present|absent|perhaps)">(.*?)</td>', page, re.DOTALL)
    brought = {}
    for cell in cells(reading):
        brought[cell[1]] = brought.get(cell[1], 0) + (cell[5] is not None)
    shared = [cell for cell in cells(reading) if brought[cell[1]] > 1]
    rows, columns = {cell[1]: n for n, cell in enumerate(shared)}, [one.article_id for one in outlets(reading)]
    shared.sort(key=lambda cell: (rows[cell[1]], columns.index(cell[2])))
    assert len(grid) == len(shared)
    for (_, inner), cell in zip(grid, shared, strict=True):
        said = html.unescape(re.sub(r"<[^>]+>", " ", inner)).split(None, 1)[1].strip()
        assert said == words(cell)
        href = re.search(r'href="#([^"]+)"', inner)
        assert (href[1] if href else None) == (anchor("rendering", cell[5]) if cell[5] else None)
    entries = Entries(reading)
    for statement_id in dict.fromkeys(cell[1] for cell in shared):
        start = page.index(f'<article class="statement" id="{anchor("statement", statement_id)}"')
        block = page[start : page.index("</article>", start)]
        assert f'<span class="no">{entries[statement_id].number}</span>' in block
        mine = [cell for cell in shared if cell[1] == statement_id]
        sure = block.split('<details class="kit-fold">')[0]
        places = map(html.unescape, re.findall(r'data-rendering="([^"]+)"', sure))
        assert sorted(places) == sorted(c[5] for c in mine if c[4] == "sure")


def test_worksheet_and_discussion(reading):
    """The sheets print the words of the entry, under its number."""
    sheet = papers(reading, [])["worksheet"]
    found = re.search(r"print statement (\d+) in", sheet)
    if found:
        entry = next(e for e in Entries(reading) if e.number == int(found[1]) and len(e.quoted) > 1)
        for row in entry.quoted[:4]:
            assert plain(", ".join(row.names)) in html.unescape(sheet)  # paper shows what would act unseen


def test_exercises(reading):
    """An answer to "what was done to the words?" is the treatment of the apparatus, a gap is a `not found`."""
    names = kit.compare.outlet_names(reading)
    told = {(c[1], names[c[2]]): c for c in cells(reading)}
    for question in exercises.KINDS["wording"](reading):
        statement_id = question.question_id.removeprefix("wording/")
        for part in question.parts:
            assert part.answer == (told[statement_id, part.label][3],)
            assert told[statement_id, part.label][4] == "sure"
    for question in exercises.KINDS["omission"](reading):
        statement_id = question.question_id.removeprefix("omission/")
        for name in question.parts[0].options:
            cell = told[statement_id, name]
            assert cell[3] == "not found" if name in question.parts[0].answer else cell[4] == "sure"
