"""Web annotation: quotations and renderings as W3C Web Annotations (JSON-LD), for Hypothesis, Recogito and their like.

Each has a TextPositionSelector, which counts code points as the kit does, and a TextQuoteSelector with the words around
(W3C Recommendation "Web Annotation Data Model", 2017). The source is the article's address, else its text's hash.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# This many characters around the words tell which of several equal stretches is meant.
AROUND = 32


def web_annotations(reading: Reading) -> str:
    """An AnnotationPage: one annotation for each quotation, and one for each rendering of a statement."""
    articles = {row.article_id: row for row in reading.articles.itertuples()}
    page = {
        "@context": CONTEXT, "id": "urn:comparative-reading-kit:annotations", "type": "AnnotationPage",
        "items": [*_quotes(reading, articles), *_renderings(reading, articles)],
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _quotes(reading: Reading, articles: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in reading.quotes.itertuples():
        said = {"speaker": row.speaker, "cue": row.cue, "form": row.form, "use": row.use, "certainty": row.certainty}
        yield _annotation("quote", row.quote_id, "describing", said, articles[row.article_id], row)


def _renderings(reading: Reading, articles: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in reading.renderings.itertuples():
        said = {"statement": row.statement_id, "form": row.form, "wording": row.wording, "certainty": row.certainty}
        yield _annotation("rendering", row.rendering_id, "linking", said, articles[row.article_id], row)


def _annotation(kind: str, key: str, why: str, said: dict[str, Any], article: Any, row: Any) -> dict[str, Any]:
    start, end, text = int(row.start), int(row.end), article.text
    source = f"urn:sha256:{article.sha256}" if pd.isna(article.url) else str(article.url)
    return {
        "id": f"urn:comparative-reading-kit:{kind}:{key}", "type": "Annotation", "motivation": why,
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"}
            for name, value in said.items() if not pd.isna(value)
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - AROUND) : start],
                 "suffix": text[end : end + AROUND]},
            ],
        },
    }  # fmt: skip
