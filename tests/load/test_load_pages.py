"""Pages: what comes of saved web pages of many makes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit import load

CASES = json.loads((Path(__file__).parents[1] / "cases" / "load_pages.json").read_text(encoding="utf-8"))


def filled(template: str) -> str:
    for number, paragraph in enumerate(CASES["paragraphs"], 1):
        template = template.replace(f"{{{number}}}", paragraph)
    return template.replace("{h}", CASES["headline"])


@pytest.mark.parametrize("case", CASES["positive"], ids=lambda case: case["name"])
def test_a_page_gives_its_paragraphs_and_what_it_says_of_itself(case, tmp_path):
    """Running text is every paragraph of the article in order, and nothing else; the facts are those of the page."""
    (tmp_path / "a.html").write_text(filled(case["html"]), encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    article = corpus.articles.iloc[0]
    body = [article["text"][s.start : s.end] for s in corpus.segments.itertuples() if s.role == "body"]
    assert body == [filled(line) for line in case["body"]]
    known = {
        name: pd.Timestamp(value) if name == "published" else filled(value) for name, value in case["facts"].items()
    }
    assert article[list(known)].to_dict() == known
