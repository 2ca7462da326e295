"""The corpus as a whole: how many articles it has, and how long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.findings.finding import enumerated, found
from kit.compare.outlets import outlet_names
from kit.compare.voice import voices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading


# Where a byline ends or a caption begins may be read otherwise: lengths of not a few words are told to so many.
FEW, ABOUT = 20, 10


def size(reading: Reading) -> Iterator[dict[str, object]]:
    """How many articles, from about how short to how long, in words of headline, body and captions as `voices` counts them.

    The shortest and the longest are named only if they are so, too, by all that the file prints.
    """
    names = outlet_names(reading)
    words = voices(reading).groupby("article_id")["of"].first().reindex(names.index, fill_value=0)
    if len(names) < 2:
        return
    printed = reading.articles.set_index("article_id")["words"].reindex(names.index).fillna(words)
    low, high = (int(most) if most < FEW else round(int(most) / ABOUT) * ABOUT for most in (words.min(), words.max()))
    ends = [(lengths.index[lengths == most(lengths)]) for most in (min, max) for lengths in (words, printed)]
    if ends[0].equals(ends[1]) and ends[2].equals(ends[3]) and low < high:
        first, last = (enumerated([names[key] for key in some]) for some in (ends[0], ends[2]))
        told = f"from about {low} words ({first}) to about {high} ({last})"
    else:
        told = f"of about {low} words each" if low == high else f"of about {low} to {high} words"
    yield found("the corpus", f"{len(names)} articles are compared, {told}.", "articles", names.index)
