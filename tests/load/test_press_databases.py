"""Press databases: every article of an invented export is read whole, with its title, outlet, day and author."""

from __future__ import annotations

import pytest

from kit import load
from tests.load.press_exports import ARTICLES, as_docx, as_text, every, nexis_new, nexis_old, proquest

EXPORTS = list(every())


@pytest.mark.parametrize(
    ("file", "data", "wanted"), [export[1:] for export in EXPORTS], ids=[export[0] for export in EXPORTS]
)
def test_every_article_of_an_export_is_read_whole(file, data, wanted, tmp_path):
    """Each article is one row with its title, outlet, day, author and language; each paragraph is running text, once."""
    (tmp_path / file).write_bytes(data)
    corpus = load.load_articles(tmp_path)
    articles = corpus.articles.sort_values("row", kind="stable")
    assert [
        (row.title, row.outlet, row.published.date(), row.byline, row.language) for row in articles.itertuples()
    ] == [(one.title, one.outlet, one.day, one.byline, "en") for one in wanted]
    for row, one in zip(articles.itertuples(), wanted, strict=True):
        mine = corpus.segments[(corpus.segments["article_id"] == row.article_id) & (corpus.segments["role"] == "body")]
        body = " ".join(
            " ".join(row.text[start:end].split()) for start, end in zip(mine["start"], mine["end"], strict=True)
        )
        assert body == " ".join(one.paragraphs)
    assert not (corpus.problems["level"] == "error").any()


def cut(data: bytes, mark: bytes) -> bytes:
    """A file that breaks off before the last of some marks."""
    return data[: data.rindex(mark)]


SHORT = {
    "nexis": ("a.txt", cut(as_text(nexis_old(ARTICLES, "en")), b"3 of 3"), 2, 3),
    "nexis cover": ("a.docx", as_docx(nexis_new(ARTICLES, "en", cover=True)[:-26]), 2, 3),
    "proquest": ("a.txt", cut(as_text(proquest(ARTICLES, "fr", numbered=True)), b"Document 3 de 3"), 2, 3),
}  # fmt: skip


@pytest.mark.parametrize("name", SHORT)
def test_a_stated_count_that_is_not_met_is_an_error(name, tmp_path):
    """A file that says how many articles it holds, and holds fewer, is told so in `kit check`."""
    file, data, there, stated = SHORT[name]
    (tmp_path / file).write_bytes(data)
    corpus = load.load_articles(tmp_path)
    assert len(corpus.articles) == there
    (problem,) = corpus.problems[corpus.problems["rule"] == "problem.count"].itertuples()
    assert problem.level == "error"
    assert f"holds {stated} articles" in problem.problem
    assert f"{there} were read" in problem.problem


def test_a_text_is_no_export_because_it_speaks_of_documents(tmp_path):
    """An ordinary article is one article, whatever it says of documents, sections and languages."""
    text = (
        "Court hears ferry case\n\nThe judge read 3 of 12 documents aloud on Monday.\n\nSubject: ferries\n\n"
        "“Language: none of it was plain,” said Hanna Pryce.\n\nDocument 3 of 12\n\nThe hearing goes on.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["text"].tolist() == [text]
    assert not corpus.problems["rule"].isin(["problem.export", "problem.count"]).any()
