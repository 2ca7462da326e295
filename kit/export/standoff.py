"""Stand-off: a reading without the texts: tables, hashes and addresses, to be passed on where the texts may not be.

Whoever has the same files fills it again: `fill` reads them, compares the hash of each text and puts the words back.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kit import tables
from kit.errors import KitError
from kit.tables import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

# Columns that hold words of the articles; all else are places, names and judgements.
WORDS = ("text", "reference")
HASH = "text_sha256"


def write_standoff(reading: Reading, folder: str | Path) -> list[Path]:
    """Write every table as `folder/<table>.parquet`, without words; `articles` has the hash of each text."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, frame in reading.tables().items():
        made = frame.drop(columns=[column for column in WORDS if column in frame])
        if name == "articles":
            made[HASH] = pd.array([_hash(text) for text in frame["text"]], dtype="string")
        made.to_parquet(folder / f"{name}.parquet", index=False)
        files.append(folder / f"{name}.parquet")
    return files


def fill(folder: str | Path, texts: Mapping[str, str]) -> Reading:
    """The reading with the words restored from one's own copies: `texts` by `article_id` (as `kit.read(…).articles` has them).

    Raises KitError that names the articles whose text is not there or is another one.
    """
    folder = Path(folder)
    found = {name: pd.read_parquet(folder / f"{name}.parquet") for name in tables.SCHEMAS}
    articles = found["articles"]
    other = [
        key for key, told in zip(articles["article_id"], articles[HASH], strict=True)
        if key not in texts or _hash(texts[key]) != told
    ]  # fmt: skip
    if other:
        raise KitError(f"Of {len(other)} articles the text is not there or is another one: {', '.join(other[:5])}.")
    found["articles"] = articles.drop(columns=HASH).assign(text=[texts[key] for key in articles["article_id"]])
    for name, frame in found.items():
        wanted = tables.SCHEMAS[name].columns
        if "text" in wanted and "text" not in frame:
            words = [
                None if pd.isna(row.start) else texts[row.article_id][int(row.start) : int(row.end)]
                for row in frame.itertuples()
            ]
            found[name] = frame.assign(text=pd.array(words, dtype="string"))
    words_of = found["renderings"].set_index("rendering_id")["text"]
    found["statements"] = found["statements"].assign(
        reference=found["statements"]["reference_rendering_id"].map(words_of)
    )
    return Reading(**{name: tables.conform(name, frame) for name, frame in found.items()})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
