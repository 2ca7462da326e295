"""Load: files, folders, zips and manifests in; articles, facts, segments and problems out.

Nothing is lost and nothing is made up: the text stays as it was decoded, each thing known about an article is a fact
with its place, and what cannot be read is a row of `problems` with a remedy. Nothing is fetched or executed.

`streams` reads all files; `files` lists them; `failures` keeps one file from ending all; `formats` reads each by its form; `page_parts`
separates the running text from the headline, dateline, byline, credits and notices; `publication_day` chooses the
day; `manifest` holds what the reader states; `article` makes one article and `corpus` the tables.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.data import shipped
from kit.load.corpus import Corpus, CorpusError, one_event

if TYPE_CHECKING:
    from kit.load.article import probable_day, settle_ids
    from kit.load.streams import Stream, load_articles, stream_articles, to_corpus

__all__ = [
    "Corpus", "CorpusError", "Stream", "find_corpus", "load_articles", "one_event", "probable_day", "settle_ids",
    "stream_articles", "to_corpus",
]  # fmt: skip

# Looked up when first asked for: a reading that is kept needs none of them.
_LATER = {"probable_day": "article", "settle_ids": "article"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kit.load' has no attribute {name!r}")
    return getattr(import_module(f"kit.load.{_LATER.get(name, 'streams')}"), name)


def find_corpus(path: str | Path | None = None) -> Path:
    """The folder or file meant: what is given, else `KIT_CORPUS`, else the seeds; CorpusError if it is not there.

    >>> find_corpus("seeds").name
    'seeds'
    """
    said = os.environ.get("KIT_CORPUS") if path in (None, "") else None
    given = said or str(path or "seeds")
    try:
        root = Path(given)
        if root.exists():
            return root
        if given == "seeds" and shipped.SEEDS.is_dir():
            return shipped.SEEDS
    except (OSError, ValueError) as error:
        raise CorpusError(f"{given!r} is no path that can be opened ({error}). Give a folder of articles.") from error
    raise CorpusError(
        f"There is no folder or file {given!r}{', which KIT_CORPUS names' if said else ''} (looked in {Path.cwd()}). "
        "Give a folder of articles, or “seeds”."
    )
