"""Finding: one sentence about a corpus, with the keys of the rows it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.conditions import governed
from kit.compare.rates import FEW
from kit.compare.states import kept
from kit.phrasing import day_in_words, listing, shortened
from kit.tables import rows_by_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.tables import Reading

# More than these are counted, not listed.
MOST = 6
# How much of a passage a sentence repeats.
LONGEST = 90
# Of an open list so many are told, the others counted.
LISTED = 4
# What ends a sentence, or shows that it goes on.
ENDS = frozenset(".!?…”’\"'")
# What opens a line of a list.
BULLETS = "•·▪*– "


def found(about: str, sentence: str, table: str, keys: Iterable[object], cases: int = FEW) -> dict[str, object]:
    """A finding as a row of `findings`; it is small if it rests on too few `cases`."""
    ids = list(dict.fromkeys(str(key) for key in keys if pd.notna(key)))
    return {"about": about, "sentence": sentence, "table": table, "keys": " ".join(ids), "small": cases < FEW}


def enumerated(words: list[str]) -> str:
    """The words as a list in a sentence; of many the first, and how many more."""
    if len(words) > MOST:
        words = [*words[: MOST - 1], f"{len(words) - MOST + 1} more"]
    return listing(words)


def among(told: list[str]) -> str:
    """The first of a list, and how many more there are: what reads as complete must be."""
    more = [f"{len(told) - LISTED} more"] if len(told) > LISTED else []
    return listing([*told[:LISTED], *more])


def some_of(told: list[str]) -> str:
    """The first of a list that is open anyway: no total is claimed."""
    return listing([*told[:LISTED], *(["others"] if len(told) > LISTED else [])])


def around(reading: Reading, article_id: str, start: int, end: int) -> str:
    """The sentence at an offset of an article, shortened around the words `start:end` (code points of the article)."""
    sentence = sentence_at(reading, article_id, start)
    return excerpt(sentence.text, start - sentence.start, end - sentence.start)


def around_in_marks(reading: Reading, article_id: str, start: int, end: int, longest: int = LONGEST) -> str:
    """What stands in quotation marks of the sentence at an offset, shortened around `start:end`; the sentence if nothing does."""
    sentence = sentence_at(reading, article_id, start)
    for quote in _quotes(reading).get(article_id, ()):
        if quote.form == "indirect" or quote.start > start or quote.end < end:
            continue
        first, last = max(quote.start, sentence.start), min(quote.end, max(sentence.end, end))
        shown = excerpt(quote.text[first - quote.start : last - quote.start], start - first, end - first, longest)
        goes_on = last < quote.end and shown[-1:] not in ENDS
        return f"{shown} …" if goes_on else shown
    return around(reading, article_id, start, end)


def sentence_at(reading: Reading, article_id: str, start: int) -> Any:
    """The row of the sentence that holds an offset of an article."""
    return next(row for row in _sentences(reading)[article_id] if row.start <= start < row.end)


@kept
def _sentences(reading: Reading) -> Mapping[str, list[Any]]:
    return rows_by_article(reading.sentences)


@kept
def _quotes(reading: Reading) -> Mapping[str, list[Any]]:
    return rows_by_article(reading.quotes)


def printed_on(reading: Reading) -> dict[str, str]:
    """When each article was published, as far as it is known: what was right in the morning is not in the evening."""
    days = reading.articles.set_index("article_id")["published"].dropna()
    return {
        key: f", {day_in_words(day)}{f' {day:%H:%M}' if day != day.normalize() else ''}" for key, day in days.items()
    }


def quoted(text: str) -> str:
    """A passage in quotation marks, shortened; without a bracket at its end that it does not open."""
    text = text if "(" in text else text.rstrip(") ")
    return f"“{shortened(' '.join(text.split()), LONGEST)}”"


def ended(text: str) -> str:
    """A quoted passage at the end of a sentence: with a full stop behind it, unless it brings its own."""
    short = quoted(text)
    return short if short[-2] in ".!?…" else f"{short}."


def excerpt(sentence: str, start: int, end: int, longest: int = LONGEST) -> str:
    """A sentence around the words `start:end` of it, cut at blanks to about so many characters; an "if" or a "not" that governs
    them is not cut off.
    """
    if len(sentence) <= longest:
        return " ".join(sentence.split()).lstrip(BULLETS)
    room = max(longest - (end - start), 0) // 2
    first, last = max(start - room, 0), min(end + room, len(sentence))
    if first:
        first = governed(sentence, sentence.find(" ", first, start) + 1 or start)
    if last < len(sentence):
        cut = sentence.rfind(" ", end, last)
        last = cut if cut > 0 else end
    shown = " ".join(sentence[first:last].split()).lstrip(BULLETS)
    return f"{'… ' if first else ''}{shown}{' …' if last < len(sentence) else ''}"
