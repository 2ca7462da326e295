"""Lexicon: the English words of the calendar and of counting, and the fragments that patterns are written with.

A pattern is a regular expression in which `{month}` stands for a named group of all ways to write a month, and one
space for any white space. A digit tells two groups of one pattern apart: `{year} to {year2}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data import meanings
from kit.data.calendar import MONTH_FORMS, MONTHS, WEEKDAY_FORMS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

UNITS = (
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
)
# Seasons and parts of the day as TIMEX3 writes them; the northern hemisphere's, as in news in English (the south is missed).
SEASONS, DAYPARTS = meanings("season"), meanings("daypart")
# How far "last", "past", "next" and the like reach from the anchor.
STEP = {word: int(step) for word, step in meanings("step").items()}
ONES, TENS, ORDINALS = (list(meanings(kind)) for kind in ("one", "ten", "ordinal"))
# Hours that local clocks are ahead of UTC, for zones that news in English names by letters.
ZONES = {zone: float(hours) if hours else None for zone, hours in meanings("zone").items()}


def _any(words: object) -> str:
    """An alternation, longer words first."""
    return "|".join(sorted((re.escape(str(w)) for w in words), key=len, reverse=True))  # type: ignore[attr-defined]


def _names(names: Iterable[str], short: Iterable[tuple[str, ...]] = ()) -> str:
    """Names as they are printed, Capitalised or in CAPITALS, short ones with a full stop or not; `may` and `march` are verbs."""
    forms = [*names, *(f"{form}\\.?" for forms in short for form in forms)]
    forms += [re.sub(r"[a-z]+", lambda m: m[0].upper(), form) for form in forms]
    return "(?-i:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"


_COUNT = rf"(?:(?:{_any(TENS)})(?:[- ](?:{_any(ONES[1:10])}))?|{_any(ONES[1:])})"

FRAGMENTS = {
    "month": _names(MONTHS, MONTH_FORMS.values()) + r"(?!\w)",
    "weekday": _names(WEEKDAYS) + r"(?!\w)",
    "weekday_short": _names(WEEKDAYS, WEEKDAY_FORMS.values()) + r"(?!\w)",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,]\d)",
    "year": r"(?:1\d{3}|20\d\d)(?![\w%]|[.,]\d)",
    "unit": rf"(?:{_any(UNITS)})(?!\w)",
    "units": rf"(?:centur(?:y|ies)|(?:{_any(UNITS[:-1])})s?|hrs?|mins?|secs?)(?!\w)",
    "season": rf"(?:{_any(SEASONS)})(?!\w)",
    "daypart": rf"(?:{_any(DAYPARTS)})(?!\w)",
    "count": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{_COUNT}(?: (?:hundred|thousand))?|(?:a )?(?:couple(?: of)?|dozen|hundred|thousand)|"
    rf"(?:a )?(?:few|several|many)|an?|half an?)(?!\w)",
    "ordinal": rf"(?:\d+(?:st|nd|rd|th)|(?:(?:{_any(TENS)})[- ])?(?:{_any(ORDINALS[1:])})|{_any(t[:-1] + 'ieth' for t in TENS)})(?!\w)",
    "clock": r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?)",
    "ampm": r"(?:(?:[ap]\. ?m\.?|[ap]m)(?![A-Za-z]))",
    "zoned": r"(?:,? (?:{zone}|\({zone2}\)))",
    "zone": r"(?:(?:local time|(?:Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight))? Time|(?-i:UTC|GMT|BST|CES?T|EES?T|MSK|IST|HKT|SGT|JST|AE[SD]T|[ECMP][SD]?T))(?:(?<=UTC|GMT)"
    r" ?[+−-] ?\d{1,2}(?::?\d\d)?)?|Z)(?!\w)",
}


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression that a pattern with `{fragments}` stands for."""

    def group(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}{match[2]}>{FRAGMENTS[match[1]]})"

    whole = re.sub(r"\{([a-z_]+)(\d?)\}", group, pattern.replace("{zoned}", FRAGMENTS["zoned"]))
    return re.compile(re.sub(r"\[[^\]]*\]| \?| ", _space, whole), re.IGNORECASE)


def _space(match: re.Match[str]) -> str:
    """A space of a pattern as white space of any length; inside a class, as one character of it."""
    if match[0].startswith("["):
        return match[0].replace(" ", r"\s")
    return r"\s*" if match[0] == " ?" else r"\s+"


def number(text: str) -> float | None:
    """The number that digits or words stand for; None where the words leave it open ("several", "a few").

    >>> number("forty-five"), number("1,200"), number("a"), number("several")
    (45.0, 1200.0, 1.0, None)
    """
    text = re.sub(r"[\s-]+", " ", text.lower()).strip()
    if re.fullmatch(r"[\d,.]+", text):
        return float(text.replace(",", ""))
    if text.startswith("half"):
        return 0.5
    if "few" in text or text in ("several", "many"):
        return None
    total = 0.0
    for word in text.split():
        if word in ONES:
            total += ONES.index(word)
        elif word in TENS:
            total += 10 * (TENS.index(word) + 2)
        elif word in ("hundred", "thousand", "dozen", "couple"):
            total = (total or 1) * {"hundred": 100, "thousand": 1000, "dozen": 12, "couple": 2}[word]
    return total or 1.0


def ordinal(text: str) -> int:
    """The number of an ordinal.

    >>> ordinal("third"), ordinal("21st"), ordinal("twenty-first"), ordinal("fortieth")
    (3, 21, 21, 40)
    """
    text = re.sub(r"[\s-]+", " ", text.lower())
    if digits := re.match(r"\d+", text):
        return int(digits[0])
    *tens, last = text.split()
    total = sum(10 * (TENS.index(word) + 2) for word in tens)
    return total + (ORDINALS.index(last) if last in ORDINALS else 10 * (TENS.index(last[:-4] + "y") + 2))


def month_number(text: str) -> int:
    """1–12 for a month's name, short or long."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(text.lower().rstrip(".")[:3]))


def weekday_number(text: str) -> int:
    """0 (Monday) – 6 for a weekday's name, short or long."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(text.lower().rstrip(".")[:3]))


def unit_name(text: str) -> str:
    """The unit in the singular and in full.

    >>> unit_name("centuries"), unit_name("hrs"), unit_name("Days")
    ('century', 'hour', 'day')
    """
    text = text.lower()
    if text.startswith("centur"):
        return "century"
    short = {"hr": "hour", "min": "minute", "sec": "second"}
    text = text.removesuffix("s")
    return short.get(text, text)
