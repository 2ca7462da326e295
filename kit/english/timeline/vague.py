"""Vague: now, soon, the future. TIMEX3 calls them PRESENT_REF, FUTURE_REF and PAST_REF; they name no day."""

from __future__ import annotations

import re

from kit.data import phrases
from kit.english.timeline.rules import Meaning, Moment, rule, unresolved

NOW = phrases("vague times now")
PAST = phrases("vague times past")
FUTURE = phrases("vague times ahead")


def _words(phrases: tuple[str, ...]) -> str:
    return r"(?:" + "|".join(sorted(phrases, key=len, reverse=True)) + r")(?!\w)"


@rule("present", _words(tuple(p.removeprefix("at ") for p in NOW)))
def present(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Now, currently, at present."""
    word = match[0].lower()
    if word in ("present", "the moment", "this time", "this point") and not moment.context.lower().endswith("at "):
        return None
    if word == "now" and match.string[match.end() : match.end() + 1] == "-":
        return None  # "the now-closed plant"
    return Meaning("DATE", "PRESENT_REF", "time.vague.present")


@rule("past", _words(tuple(p.removeprefix("in ") for p in PAST)))
def past(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """Recently, lately, in the past."""
    if match[0].lower() == "the past" and not re.match(r"\s*(?:[.,;:!?)”\"]|and\b|$)", match.string[match.end() :]):
        return None
    return Meaning("DATE", "PAST_REF", "time.vague.past")


@rule("future", _words(tuple(p.removeprefix("in ") for p in FUTURE)))
def future(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Soon, shortly, in the near future."""
    word, after = match[0].lower(), match.string[match.end() : match.end() + 12]
    if word in ("soon", "shortly") and re.match(r"(?:\s+(?:after|before|as|afterwards?|thereafter)\b|-)", after):
        return None
    if word in ("soon", "shortly") and moment.tense < 0:
        return unresolved("DATE", "not-named")
    if word == "future" and not moment.context.lower().endswith("in "):
        return None
    if word == "the future" and re.match(r"\s+(?:of\b|[a-z]+ (?:of|for|is)\b)", after):
        return None
    return Meaning("DATE", "FUTURE_REF", "time.vague.future")


# Before a noun these tell which of several things is meant: the value they have in TIMEX3, if it has one.
_ADJECTIVES = {"current": "PRESENT_REF", "present-day": "PRESENT_REF", "future": "FUTURE_REF", "upcoming": None}


@rule("adjective", rf"(?P<word>{'|'.join(_ADJECTIVES)})(?-i:(?= [a-z]))")
def adjective(match: re.Match[str], moment: Moment) -> Meaning | None:
    """In "the current talks" it tells these talks from others; it names no day. "Their future" is no time."""
    if moment.tag and not moment.tag.startswith("JJ"):
        return None
    return Meaning("DATE", _ADJECTIVES[match["word"].lower()], "time.open.adjective")
