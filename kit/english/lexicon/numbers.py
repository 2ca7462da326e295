"""Lexicon: how numbers, their units and bounds such as "more than" are written.

Units and signs are data: `kit/data/units.csv`, `kit/data/currencies.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from kit.data import meanings, read_list, word_set

# Number words below a hundred.
SMALL = {word: int(value) for kind in ("one", "ten") for word, value in meanings(kind).items()}
SCALES = {word: float(value) for word, value in meanings("scale").items()}
# What stands before a number and loosens it; what it means is the vocabulary of `bound`.
BOUNDS = meanings("bound")
# "Half a million", "a quarter of a million", "half a dozen" are numbers, not shares.
PARTS = {words: float(Fraction(share)) for words, share in meanings("part").items()}
STREETS = word_set("streets")
SMALL_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
_BOUND = re.compile(
    r"(?:\b(" + "|".join(sorted(map(re.escape, BOUNDS), key=len, reverse=True)) + r")\s+(?:the\s|a\s)?)$", re.IGNORECASE
)
# "Estimated the crowd at 70", "they came in like 40 or 50 of them", "40 or so", "61,000, give or take 6,000".
_ESTIMATED = re.compile(
    r"\b(?:estimat(?:e|es|ed|ing)\b[^.,;]{1,40}\bat|something like|(?<=[a-z] )like) $", re.IGNORECASE
)
_OR_SO = re.compile(r" or so\b|-odd\b|,? give or take\b")
_COUNTED = re.compile(rf"\b(?:\d[\d,.]*|{SMALL_WORDS}|percent|per cent|points?)\s$", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """A printed quantity: `start:end` in the sentence; `value` NA (None) for "dozens"; `upper` the end of a range."""

    start: int
    end: int
    value: float | None
    unit: str | None
    kind: str
    bound: str | None
    upper: float | None
    rule: str
    # The scale printed behind the figures ("million"), and whether the number is printed in words.
    scale: str | None = None
    in_words: bool = False


def number(printed: str) -> float:
    """The value of figures or number words.

    >>> number("1,250.5"), number("4½"), number("two hundred and six"), number("forty-five thousand")
    (1250.5, 4.5, 206.0, 45000.0)
    """
    if mixed := re.fullmatch(r"(\d+) (\d)/(\d+)", printed):
        return int(mixed[1]) + int(mixed[2]) / max(1, int(mixed[3]))
    if printed[0].isdigit() and unicodedata.category(printed[-1]) == "No":
        return number(printed[:-1]) + unicodedata.numeric(printed[-1])
    if printed[0].isdigit() or printed[0] == ".":
        return float(printed.replace(",", "").replace(" ", ""))
    if half := re.fullmatch(r"([a-z]+)[ -]and[ -]a[ -]half ?([a-z]*)", printed, re.IGNORECASE):
        return (SMALL[half[1].lower()] + 0.5) * SCALES.get(half[2].lower(), 1)
    for part_of, share in PARTS.items():
        if printed.lower().replace("-", " ").startswith(part_of):
            return share * number(printed[len(part_of) + 1 :])
    total = part = 0.0
    for word in re.findall(r"[a-z]+", printed.lower()):
        if word in SMALL:
            part += SMALL[word]
        elif word in ("a", "an"):
            part = 1
        elif word in ("hundred", "dozen"):
            part = (part or 1) * SCALES[word]
        elif word in SCALES:
            total, part = total + (part or 1) * SCALES[word], 0
    return total + part


def bound_before(text: str, start: int) -> str | None:
    """The bound before the number that begins at `start`: "more than", "about"."""
    before = text[max(0, start - 40) : start]
    match = _BOUND.search(before)
    if match is None:
        return "about" if _ESTIMATED.search(text[max(0, start - 60) : start]) else None
    if _COUNTED.search(before[: match.start()]):
        return None  # "Eleven more than the 134 allowed"
    return BOUNDS[match[1].lower()]


def bound_behind(text: str, end: int) -> str | None:
    """What loosens the number that ends at `end`: "40 or so"."""
    return "about" if _OR_SO.match(text, end) else None


@cache
def units() -> dict[str, tuple[str, str]]:
    """Printed form → (unit, kind); the table shipped as `kit/data/units.csv`."""
    return {row.form: (row.unit, row.kind) for row in read_list("units.csv").itertuples()}


@cache
def currencies() -> dict[str, str]:
    """Sign or code → ISO 4217 code; `kit/data/currencies.csv`. A bare $ is read as the US dollar."""
    return {row.sign: row.unit for row in read_list("currencies.csv").itertuples()}
