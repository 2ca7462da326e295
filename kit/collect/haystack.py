"""Haystack: a reader's articles hidden among invented ones, to test how a collection groups them before a whole year is collected."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kit.collect.run import collect

if TYPE_CHECKING:
    from kit.tables import Reading

# Three dozen articles of nine invented outlets on eight invented events, made by
# `python tests/benchmarks/synthetic.py 36 kit/collect/invented.csv --outlets 9 --event 3 4 5 6 8`.
INVENTED = Path(__file__).parent / "invented.csv"
# The columns that are kept with the text of an article.
STATED = ("outlet", "title", "byline", "agency", "url")


def haystack(reading: Reading, folder: str | Path) -> Path:
    """Hide the articles of a reading among invented ones, collect them all, and return the store.

    `folder` gets `articles/` (the reading's, and three dozen invented articles on invented events) and `store/`, what
    `kit collect` makes of them; called again, it goes on with what is there. Which articles make one event is not told:
    whether the reading's are found again is the thing to see.

    >>> import tempfile, kit
    >>> kit.read(haystack(kit.read("seeds"), tempfile.mkdtemp()), event="zerohedge").articles["article_id"].tolist()
    ['a2news', 'aznews', 'newstoday', 'peoplesdaily', 'zerohedge']
    """
    folder = Path(folder)
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(INVENTED, articles / INVENTED.name)
    with (articles / "yours.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for row in reading.articles.itertuples():
            known = {"id": row.article_id, "text": row.text, **{name: getattr(row, name) for name in STATED}}
            known["published"] = None if pd.isna(row.published) else row.published.isoformat()
            file.write(json.dumps({k: v for k, v in known.items() if not pd.isna(v)}) + "\n")
    collect(articles, folder / "store", progress=False)
    return folder / "store"
