"""Limits: upper bounds on what is read, so that one file cannot fill the memory; all of them can be raised."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Upper bounds; `KIT_LIMIT_<NAME>` in the environment raises one (`KIT_LIMIT_FILE_BYTES=200000000`)."""

    # The longest news pages with all their markup have some megabytes; so have scanned PDFs.
    file_bytes: int = 32 * MB
    # A table holds many articles. It is read whole, at about three times its size in memory.
    table_bytes: int = 256 * MB
    # A novel has half a million characters; spaCy needs a minute for that.
    article_characters: int = 500_000
    zip_members: int = 10_000
    # Unpacked bytes of one zip, whatever its header says.
    zip_bytes: int = 512 * MB
    # A zip in a zip in a zip is not how articles come.
    zip_depth: int = 2
    corpus_bytes: int = 1024 * MB
    corpus_articles: int = 100_000
    table_rows: int = 1_000_000
    # A table of articles has some dozens of columns, with counts of words perhaps hundreds.
    table_columns: int = 2_000
    # What one file may take to read beyond what the kit itself takes (`budget`).
    file_seconds: int = 60
    memory_bytes: int = 800 * MB

    @classmethod
    def from_environment(cls) -> Limits:
        """The limits with what the environment raises or lowers; a value that is no whole number is a ValueError."""
        found = {}
        for field in fields(cls):
            name = f"KIT_LIMIT_{field.name.upper()}"
            value = os.environ.get(name)
            if value:
                if not value.isdigit():
                    raise ValueError(f"{name} is {value!r}; give a whole number, such as {field.default}.")
                found[field.name] = int(value)
        return cls(**found)


def megabytes(size: int) -> str:
    """A size as people read it.

    >>> megabytes(200_000_000), megabytes(1200)
    ('200 MB', '1.2 kB')
    """
    if size >= 1000 * MB:
        return f"{size / MB / 1000:.3g} GB"
    return f"{size / MB:.3g} MB" if size >= MB else f"{size / 1000:.3g} kB"
