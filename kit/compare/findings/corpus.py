"""The corpus as a whole: how many articles it has, and how long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.findings.finding import enumerated, found
from kit.compare.outlets import outlet_names
from kit.compare.voice import voices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading


def size(reading: Reading) -> Iterator[dict[str, object]]:
    """How many articles, from how short to how long: the words of headline, body and captions, as `voices` counts them."""
    names = outlet_names(reading)
    words = voices(reading).groupby("article_id")["of"].first().reindex(names.index, fill_value=0)
    if len(names) < 2:
        return
    short, long = (words[words == most] for most in (words.min(), words.max()))
    first, last = (enumerated([names[key] for key in some.index]) for some in (short, long))
    yield found(
        "the corpus",
        f"{len(names)} articles are compared, from {words.min()} words ({first}) to {words.max()} ({last}).",
        "articles",
        names.index,
    )
