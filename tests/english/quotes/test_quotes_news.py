"""Quotes in the manners of news: short invented articles, whose expected rows were written down before they were read."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit.english import annotate, people, quotes

ARTICLES = json.loads((Path(__file__).resolve().parents[2] / "cases" / "quotes_news.json").read_text("utf-8"))[
    "articles"
]


def read(article):
    """The text of an article, its headline first, and its table `quotes`."""
    headline = [article["headline"]] if "headline" in article else []
    text, segments = "", []
    for n, paragraph in enumerate([*headline, *article["paragraphs"]]):
        role = "headline" if n < len(headline) else "body"
        segments.append(("a", n, role, len(text), len(text) + len(paragraph)))
        text += f"{paragraph}\n\n"
    articles = pd.DataFrame([{"article_id": "a", "event_id": "event", "language": "en", "text": text}])
    columns = ["article_id", "paragraph", "role", "start", "end"]
    docs = annotate.annotate(articles, pd.DataFrame(segments, columns=columns))
    entities, mentions = people.find_mentions(articles, docs)
    return text, quotes.find_quotes(articles, docs, annotate.split_sentences(docs), entities, mentions)[0]


def check(text, found, wanted):
    """One row has the text, and what else `wanted` names; `printed` is the speaker as printed beside it."""
    rows = found[found["text"] == wanted["text"]]
    assert len(rows) == 1, found[["text", "speaker", "rule"]].to_string()
    row = rows.iloc[0].to_dict()
    row["printed"] = text[row["speaker_start"] : row["speaker_end"]] if pd.notna(row["speaker_start"]) else None
    for column, value in wanted.items():
        got = None if pd.isna(row[column]) else row[column]
        assert got == value, f"{column}: {got!r}, by the rule {row['rule']!r}"


@pytest.mark.parametrize("article", [pytest.param(a, id=a["name"]) for a in ARTICLES])
def test_news_prose_gives_its_quotations(article):
    """Every row of an article is found, by whom and in which form it is said."""
    text, found = read(article)
    for wanted in article["rows"]:
        check(text, found, wanted)
    assert len(found) == article.get("count", len(found)), found[["text", "speaker", "rule"]].to_string()
    if article.get("nobody_speaks"):
        assert found["speaker"].isna().all(), found[["text", "speaker", "rule"]].to_string()


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize(
    "article, wanted",
    [pytest.param(a, r, id=f"{a['name']}: {r['text']}") for a in ARTICLES for r in a.get("not_yet", [])],
)
def test_rows_not_found_until_now(article, wanted):
    """A row that begins to be found must move to the others."""
    check(*read(article), wanted)
