"""Names: whether a few words read as the name of a person, place or outlet."""

from __future__ import annotations

from kit.data import word_set

SMALL = word_set("small words in names")


def is_name(text: str, *, words: int = 5) -> bool:
    """Whether a text is of at most so many words, each with a capital but for those that names hold in small letters.

    >>> is_name("The Ardenvale Echo"), is_name("The mayor said")
    (True, False)

    It takes a headline in title case for a name.
    """
    parts = text.split()
    return 0 < len(parts) <= words and all(part[0].isupper() or part in SMALL for part in parts)
