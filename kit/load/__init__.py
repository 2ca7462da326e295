"""Load: files, folders and manifests in; articles, facts and segments out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from kit import tables


class CorpusError(ValueError):
    """Nothing can be read: the message says what was looked for and what to do."""


@dataclass(frozen=True)
class Corpus:
    """What loading gives: the tables `articles`, `facts`, `problems`, and the segments that annotation reads.

    `segments`: `article_id, paragraph, role, start, end`, in order; every character that is not white space lies in
    exactly one of them.
    """

    articles: pd.DataFrame
    facts: pd.DataFrame
    segments: pd.DataFrame
    problems: pd.DataFrame
    events: pd.DataFrame | None = None


def load_articles(path: str | Path) -> Corpus:
    """Read every article of a folder."""
    folder = Path(path)
    manifest = folder / "sources.csv"
    known = {}
    if manifest.exists():
        known = {row.file: row for row in pd.read_csv(manifest, dtype="string").itertuples()}
    rows, segments = [], []
    for file in sorted(folder.rglob("*.txt")):
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
        row = known.get(file.name)
        article_id = getattr(row, "id", None) or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
        rows.append(
            {
                "article_id": article_id,
                "event_id": getattr(row, "event", None) or "event",
                "path": file.name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "encoding": "utf-8",
                "extractor": "text",
                "outlet": getattr(row, "outlet", None),
                "published": getattr(row, "published", None),
                "language": "en",
                "words": len(text.split()),
                "text": text,
            }
        )
        for n, line in enumerate(re.finditer(r"[^\n\r]*\S[^\n\r]*", text)):
            segments.append(
                {"article_id": article_id, "paragraph": n, "role": "body", "start": line.start(), "end": line.end()}
            )
    return Corpus(
        tables.table("articles", rows), tables.table("facts"), pd.DataFrame(segments), tables.table("problems")
    )
