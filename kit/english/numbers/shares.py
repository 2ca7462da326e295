"""Shares: fractions and ratios in words: "two-thirds of the harvest", "half a degree", "one voter in ten"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kit.data import meanings
from kit.data.rulebook import rule
from kit.english.lexicon.numbers import SMALL_WORDS, Phrase, bound_before, number, units

if TYPE_CHECKING:
    from collections.abc import Iterator

FRACTIONS = {word: int(parts) for word, parts in meanings("fraction").items()}

_FRACTION = re.compile(
    r"\b(?:(?P<half>half)(?=\s(?:of|the|a|an|its|their|his|her|our|all)\b)"
    r"|(?P<many>a|one|two|three|four|five|six|seven|eight|nine)(?:[ -](?P<part>half|third|quarter|fourth|fifth|sixth|eighth|tenth|twelfth|twentieth|hundredth)s?(?=\sof\b)"
    # "Two-thirds support it"; but "a one-third share" and "the two-third-graders"
    r"|-(?P<parts>third|quarter|fifth|sixth|eighth|tenth|twelfth|twentieth|hundredth)s?(?![\w-])))"
    r"(?!\s(?:of\s)?an?\s(?:hundred|thousand|million|billion|trillion|dozen)\b)",
    re.IGNORECASE,
)
# "One in four", "nine out of ten", "one voter in ten"; a count in a length of time is none ("one in three years").
_RATIO = re.compile(
    # First a look whether "in" follows: it is quickly told.
    rf"\b(?=\w+(?:[ ][a-z]+)?[ ](?:in|out of)[ ])(?P<low>(?:{SMALL_WORDS})|\d{{1,2}})(?P<noun>[ ][a-z]+)?[ ](?P<link>in|out of)(?:[ ]every)?[ ](?P<high>(?:{SMALL_WORDS}|hundred|thousand)|\d{{1,3}}(?:,000)?)\b"
    r"(?![ -]?(?:%|per ?cent|second|minute|hour|day|night|week|month|year|decade)s?)(?![.,:]\d)",
    re.IGNORECASE,
)
# In other ratios than "one in …" one of these stands by: "two in three villages" may be two men, killed.
_TENS = frozenset("ten twenty hundred 10 20 100".split())
RATIO = "number.ratio"
# "One man in three villages" is no ratio, "one man in three was" is.
_PLURAL = re.compile(r" (?!(?:is|was|has|does|says)\b)[a-z]+s\b")
_RATIO_BEFORE = re.compile(r"(?:^|[,;:(—–“\"]\s*|\b(?:and|but|that|while|for|said)\s+)$", re.IGNORECASE)


def find_fractions(text: str) -> Iterator[Phrase]:
    """Fractions in words, each with the unit it is a part of, if it is one ("half a percentage point")."""
    return (_fraction(text, match) for match in _FRACTION.finditer(text))


def find_ratios(text: str) -> Iterator[Phrase]:
    """Ratios in words or figures, as shares."""
    return (ratio for match in _RATIO.finditer(text) if (ratio := _ratio(text, match)))


def _fraction(text: str, match: re.Match[str]) -> Phrase:
    if match["half"]:
        value = 0.5
    else:
        value = (
            number("one" if match["many"].lower() == "a" else match["many"])
            / FRACTIONS[(match["part"] or match["parts"]).lower()]
        )
    bound = bound_before(text, match.start())
    if of_unit := _a_unit().match(text, match.end()):
        unit, kind = units()[of_unit["unit"].lower().replace("-", " ")]
        return Phrase(
            match.start(),
            of_unit.end(),
            value,
            unit,
            kind,
            bound,
            None,
            rule("number.fraction-words", "number.unit", argument=of_unit["unit"]),
        )
    return Phrase(*match.span(), value, "share", "share", bound, None, "number.fraction-words")


def _ratio(text: str, match: re.Match[str]) -> Phrase | None:
    """A ratio as a share; None if the words are two counts."""
    low, high = number(match["low"]), number(match["high"])
    bound, after = bound_before(text, match.start()), text[match.end() : match.end() + 80]
    if match["noun"]:
        sure = (low == 1 or match["high"].lower() in _TENS) and not _PLURAL.match(after)
    else:
        alone = (
            _RATIO_BEFORE.search(text, max(0, match.start() - 80), match.start()) or bound or after.startswith(" of ")
        )
        sure = low == 1 or match["link"].lower() == "out of" or match["high"].lower() in _TENS or bool(alone)
    if not sure or low >= high:
        return None
    return Phrase(*match.span(), low / high, "share", "share", bound, None, RATIO)


@cache
def _a_unit() -> re.Pattern[str]:
    """Behind a fraction: "half a percentage point", "six-tenths of a degree"."""
    forms = sorted((f for f in units() if f[0].isalpha() and len(f) > 1), key=len, reverse=True)
    words = "|".join(re.escape(f).replace(r"\ ", "[ -]") for f in forms)
    return re.compile(rf"(?: of)? (?:an?|1|one) (?P<unit>(?i:{words}))(?!\w)")
