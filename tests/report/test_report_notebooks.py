"""Notebooks as pages: run, without a script, and quiet in a browser."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from kit.report.notebooks import NotebookError, write_pages

CORPORA = Path(__file__).parents[1] / "corpora"
CELLS = (
    ("markdown", "# A & B <script>alert(1)</script>\n\n| | |\n|---|---|\n| **Time** | 5 minutes |"),
    ("code", "import kit\nfrom kit import charts\nreading = kit.read()\nlen(reading.articles)"),
    ("code", "charts.omission_matrix(reading)"),
)  # fmt: skip


def notebook(path: Path, cells) -> None:
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    nbformat.write(nbformat.v4.new_notebook(cells=[make[kind](source) for kind, source in cells]), path)


@pytest.mark.browser
def test_a_notebook_becomes_a_page(tmp_path, chromium):
    """It is run on the corpus given; the page asks for nothing, runs nothing and passes axe."""
    notebook(tmp_path / "00_try.ipynb", CELLS)
    (page,) = write_pages(tmp_path, tmp_path / "pages", corpus=CORPORA / "second")
    html = page.read_text(encoding="utf-8")
    assert "<pre>4</pre>" in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert str(tmp_path) not in html
    context = chromium.new_context(bypass_csp=False)
    opened = context.new_page()
    asked, said = [], []
    opened.on("request", lambda r: asked.append(r.url) if not r.url.startswith("data:") else None)
    opened.on("dialog", lambda d: (said.append(d.message), d.dismiss()))
    opened.goto(page.as_uri())
    assert asked == [page.as_uri()]
    assert said == []
    assert opened.locator("img").first.evaluate("i => i.naturalWidth") > 100
    context.close()
    context = chromium.new_context(bypass_csp=True)
    opened = context.new_page()
    opened.on("dialog", lambda d: d.dismiss())
    opened.goto(page.as_uri())
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(opened).response["violations"]] == []
    context.close()


def test_an_error_never_becomes_a_page(tmp_path):
    """A notebook that fails is named with what went wrong, and nothing is written for it."""
    notebook(tmp_path / "01_bad.ipynb", [("code", "1 / 0")])
    with pytest.raises(NotebookError, match=r"01_bad.ipynb.*ZeroDivisionError"):
        write_pages(tmp_path, tmp_path / "pages")
    assert not list((tmp_path / "pages").glob("*.html"))


def test_no_notebook_is_said(tmp_path):
    """A folder without notebooks is an error that names it."""
    with pytest.raises(NotebookError, match="no notebook"):
        write_pages(tmp_path, tmp_path / "pages")
