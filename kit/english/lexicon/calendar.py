"""Lexicon: the English words of the calendar and of counting, and the fragments that patterns are written with.

A pattern is a regular expression in which `{month}` stands for a named group of all ways to write a month, and one
space for any white space. A digit tells two groups of one pattern apart: `{year} to {year2}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data.calendar import MONTH_FORMS, MONTHS, WEEKDAY_FORMS, WEEKDAYS
from kit.english.lexicon.number_words import number_words

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
# TIMEX3 seasons with their first month; the northern hemisphere's, as in news in English (the south is missed).
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
DAYPARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midday": "T12:00",
    "midnight": "T24:00",
}  # fmt: skip
# How far "last", "past", "next" and the like reach from the anchor.
STEP = {"last": -1, "past": -1, "previous": -1, "prior": -1, "latest": -1, "recent": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
        "upcoming": 1, "following": 1, "same": 0, "that": 0}  # fmt: skip
ONES, TENS, ORDINALS = (number_words(kind)["words"].tolist() for kind in ("one", "ten", "ordinal"))
# Hours that local clocks are ahead of UTC, for zones that news in English names by letters.
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "HKT": 8,
    "SGT": 8, "JST": 9, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "ET": None, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "PT": None, "local time": None,
}  # fmt: skip


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
