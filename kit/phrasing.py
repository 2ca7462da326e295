"""Phrasing: counts, lists, days and long texts as the kit's own sentences print them."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# Controls that HTML forbids; overrides, embeddings and isolates that turn the direction of what follows ("Trojan
# Source", Boucher and Anderson 2021); lone surrogates; tag characters. Left-to-right and right-to-left marks stay:
# honest Arabic and Hebrew needs them, and they turn nothing round.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)


# Classes that keep MathJax from what lies inside them: "$3 million, not $2 million" is no formula.
AS_PRINTED = "mathjax_ignore tex2jax_ignore"


def plain(text: str) -> str:
    """The text with every invisible control character written out.

    >>> plain("a\u202eb")
    'a⟨U+202E⟩b'
    """
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def listing(words: Iterable[str]) -> str:
    """Words joined as in a sentence.

    >>> listing(["A", "B", "C"])
    'A, B and C'
    """
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "article"), counted(2, "article"), counted(2, "speech", "speeches")
    ('1 article', '2 articles', '2 speeches')
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


# Where a text may be cut with its sense whole, if it keeps so much of the room.
CLAUSE_ENDS, ENOUGH = frozenset(",;:.!?”"), 2 / 3


def shortened(text: str, longest: int) -> str:
    """A text on one line, cut behind a clause or a word, never inside a name, where it is longer than so many characters.

    A clause ends the text if that keeps two thirds of the room; words with a capital that follow each other are a name.

    >>> shortened("The old bridge stays shut all winter", 20)
    'The old bridge …'
    >>> shortened("It was opened by the mayor, who left, and Anna Bergdahl Holm", 55)
    'It was opened by the mayor, who left, …'
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    kept = text[: longest - 1].rsplit(" ", 1)[0].split(" ")
    clause = next((n for n in range(len(kept), 0, -1) if kept[n - 1][-1:] in CLAUSE_ENDS), 0)
    if clause and len(" ".join(kept[:clause])) >= longest * ENOUGH:
        return " ".join(kept[:clause]) + " …"
    end, behind = len(kept), text[len(" ".join(kept)) :].lstrip()
    while end > 1 and _of_name(kept[end - 1]) and _of_name(behind):
        end, behind = end - 1, kept[end - 1]
    return " ".join(kept[: end if 2 * end > len(kept) else len(kept)]) + " …"


def _of_name(word: str) -> bool:
    """Whether a word may be a part of a name; one behind which a clause ends is the last of it."""
    return word.lstrip("“‘\"'(")[:1].isupper()


def day_in_words(day: date) -> str:
    """A day, in the order of British print; `%-d` would be shorter, and fails on Windows.

    >>> from datetime import date
    >>> day_in_words(date(2031, 3, 5))
    '5 March 2031'
    """
    return f"{day.day} {month_name[day.month]} {day.year}"  # strftime knows the years 1 to 9999 only


def iso_day(day: Any) -> str:
    """A day in ISO 8601, of whatever year: Python's calendar ends with 9999.

    >>> from datetime import date
    >>> iso_day(date(2031, 3, 5))
    '2031-03-05'
    """
    return day.isoformat().split("T")[0]


def month_in_words(day: date) -> str:
    """The month of a day, and its year: "March 2031"."""
    return f"{month_name[day.month]} {day.year}"


def weekday_in_words(day: date) -> str:
    """A day with its weekday: "Wednesday, 5 March 2031"."""
    return f"{day_name[day.weekday()]}, {day_in_words(day)}"
