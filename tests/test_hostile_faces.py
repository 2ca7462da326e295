"""Hostile articles are shown as they are printed and do nothing, in report, lesson, pupil's page, JupyterLab and Voilà."""

from __future__ import annotations

import nbformat
import pytest

import kit
from kit import phrasing
from kit.lesson import write_lesson
from tests import jupyter_lab
from tests.hostile import SCRIPTS, WORDS, Watch, write

SECONDS = 120
WIDTH = 390
CELLS = (
    "import kit\nfrom kit import charts, compare, widgets\nreading = kit.read('corpus')\nreading.articles[['outlet', 'title', 'byline', 'url', 'text']]",
    "reading.sentences[['text']].head(60)",
    "compare.coverage(reading)[['outlet', 'statement', 'text']]",
    "widgets.ParallelReader(reading)",
    "widgets.Concordance(reading, term='bridge')",
    "charts.voice_shares(reading)",
    "print('the end')",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The hostile folder, and the sentences of its articles."""
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    sentences = write(folder)
    return folder, [" ".join(sentence.split()) for sentence in sentences]


@pytest.fixture(scope="module")
def reading(corpus):
    return kit.read(corpus[0])


@pytest.fixture(scope="module")
def lesson(reading, tmp_path_factory):
    """The lesson's folder, which has the report, too."""
    folder = tmp_path_factory.mktemp("lesson") / "out"
    write_lesson(reading, folder)
    return folder


def test_the_corpus_is_read_as_it_is_written(corpus, reading):
    """Every sentence stands in every article's text; scripts are part of titles and outlets."""
    texts = [" ".join(text.split()) for text in reading.articles["text"]]
    assert len(texts) == 5
    assert all(sentence in text for sentence in corpus[1] for text in texts)
    assert reading.articles["outlet"].str.contains("<", regex=False).sum() >= 3
    assert reading.articles["outlet"].str.contains("svg onload").any(), "the correction was not applied"


@pytest.mark.browser
@pytest.mark.parametrize("name", ["report.html", "pupil.html", "index.html", "pupil/worksheet.html"])
def test_a_page_shows_the_words_and_does_nothing(name, reading, lesson, chromium):
    """No script runs, no dialog opens, nothing is asked for, nothing scrolls sideways; the words read back as they are printed."""
    path = lesson / name
    page = chromium.new_page(viewport={"width": WIDTH, "height": 900})
    watch = Watch(page, "file://")
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.wait_for_timeout(300)
    words = page.evaluate(WORDS)
    assert watch.wrong() == []
    if name in {"report.html", "pupil.html"}:
        told = [phrasing.plain(" ".join(text.split())) for text in reading.sentences["text"]]
        assert [sentence for sentence in told if sentence not in words] == []
    assert SCRIPTS[0] in words
    assert name == "pupil/worksheet.html" or page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    page.close()


def _notebook(folder):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(made, folder / "hostile.ipynb")


def _missing(page, sentences) -> list[str]:
    words = page.evaluate(WORDS)
    return [sentence for sentence in sentences if sentence not in words]


@pytest.mark.browser
def test_jupyterlab_shows_the_words_and_does_nothing(corpus, tmp_path, chromium):
    """Tables, reader, concordance and chart in a notebook show what is printed, and no text becomes a formula or runs."""
    folder, sentences = corpus
    (tmp_path / "corpus").symlink_to(folder, target_is_directory=True)
    _notebook(tmp_path)
    with jupyter_lab.server(tmp_path) as address:
        page = chromium.new_page(viewport={"width": 1600, "height": 6000})
        watch = Watch(page, "http://127.0.0.1")
        jupyter_lab.Page(page, address, "hostile.ipynb")
        page.get_by_text("the end", exact=True).last.wait_for(timeout=SECONDS * 1000)
        page.wait_for_timeout(1500)
        assert _missing(page, sentences) == []
        assert watch.wrong() == []
        page.close()


@pytest.mark.browser
def test_voila_shows_the_words_and_asks_nobody(corpus, tmp_path, chromium):
    """The same as a page without code; not one request leaves this machine, for style sheets neither."""
    folder, sentences = corpus
    (tmp_path / "corpus").symlink_to(folder, target_is_directory=True)
    _notebook(tmp_path)
    with jupyter_lab.voila(tmp_path, "hostile.ipynb", "--template=kit") as address:
        page = chromium.new_page(viewport={"width": 1600, "height": 6000})
        watch = Watch(page, "http://127.0.0.1")
        page.set_default_timeout(SECONDS * 1000)
        page.goto(address)
        page.get_by_text("the end", exact=True).last.wait_for()
        page.wait_for_timeout(1500)
        assert _missing(page, sentences) == []
        assert watch.wrong() == []
        page.close()
