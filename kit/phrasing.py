"""Prose: counts, lists, days and long texts as the kit's own sentences print them."""

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
    """The text with every unseen control written out.

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


def shortened(text: str, longest: int) -> str:
    """A text on one line, cut behind a word where it is longer than so many characters.

    >>> shortened("The old bridge stays shut all winter", 20)
    'The old bridge …'
    """
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"


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
