"""Normalise: the compared (folded) form of each word beside its printed form.

Two outlets may print one word in two ways: defence and defense, U.S. and US, five and 5, Kiev and Kyiv. A `Word` keeps
`t`, as printed, beside `n`, as compared (the nouns are CollateX's), so that comparing never destroys evidence. Folding
is only a key: it may turn a word into something that is no word ("our" endings become "or" everywhere), which does no
harm as long as two different words do not meet.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from rapidfuzz.distance import DamerauLevenshtein

from kit.data import spellings
from kit.english.lexicon.calendar import ORDINALS
from kit.english.lexicon.numbers import SMALL
from kit.english.people.names import place_spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Letters with dots between (U.S., a.m.), numbers with their separators, per cent, words with apostrophes inside; old
# databases print "we’ ll".
_WORD = re.compile(
    r"(?:[^\W\d_]\.\s?){2,}(?<!\s)|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?|%|per\s?cent\b|[^\W\d_]+(?:['’ʼ](?:[ ](?=(?:s|t|d|m|ll|re|ve)\b))?[^\W\d_]+)*",
    re.IGNORECASE,
)
# Written as figures in one paper and as words in the next up to the tenth, hardly beyond.
_ORDINALS = dict(
    zip(ORDINALS[1:11], ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"), strict=True)
)
_SPACE = re.compile(r"\s+")
# What stands in a word that is divided at the end of a line; a soft hyphen may stand in any word.
_DIVIDED = re.compile(r"(?P<soft>\u00ad)\s*|[-‐][^\S\n]*\n\s*")
# Twenty-five is one number: tens and units with one of these between.
_TENS, _UNITS, _JOINS = 20, 10, ("-", " ", "‑")
# British to American by ending: applied to every word alike, so a wrong "correction" meets only itself.
_ENDINGS = [(re.compile(ending), other) for ending, other in spellings("ending").items()]
_ANY_ENDING = re.compile("|".join(f"(?:{ending.pattern})" for ending, _ in _ENDINGS))
_SAME = spellings("word")


class Word(NamedTuple):
    """One word of a witness: `t` as printed, `n` as compared, where it stands, and what is printed `after` it."""

    t: str
    n: str
    start: int
    end: int
    after: str = " "


# Made by the thousand: this takes a third of the time.
_word = partial(tuple.__new__, Word)


def fold(
    text: str, *, start: int = 0, end: int | None = None, spellings: Mapping[str, str] | None = None
) -> list[Word]:
    """The words of `text[start:end]`, each with its printed and its compared form; offsets count in `text`.

    `spellings` maps more compared forms to one another (see `name_spellings`). Punctuation is no word. It does not
    fold a contraction ("won't"), an inflection or an abbreviation of several words: those are other words.

    >>> [word.n for word in fold("The U.S. defence chief’s Article Five, 5%")]
    ['the', 'usa', 'defense', "chief's", 'article', '5', '5', 'percent']
    """
    known = spellings or {}
    found = list(_WORD.finditer(text, start, len(text) if end is None else end))
    printed, spans = [match[0] for match in found], [match.span() for match in found]
    stems = [_stem(word) for word in printed]
    compared = [known.get(stem, stem) + rest for stem, rest, _ in stems]
    between = [text[at:then] for (_, at), (then, _) in pairwise(spans)]
    after = [*(gap if gap == " " else _SPACE.sub(" ", gap) for gap in between), " "]
    words = [_word((t, n, a, b, z)) for t, n, (a, b), z in zip(printed, compared, spans, after, strict=False)]
    if _DIVIDED.search(text, start, len(text) if end is None else end):
        return _join_divided(words, text)
    values = [value for *_, value in stems]
    return _join_numbers(words, values, text) if max(values, default=0) >= _TENS else words


def _join_divided(words: list[Word], text: str) -> list[Word]:
    """A word that is divided at the end of a line is one word: behind a soft hyphen always, behind a printed one if the
    whole is commoner in English than one of its parts ("rea-/son", but not "well-/known").
    """
    from wordfreq import zipf_frequency

    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is not None and word.n.isalpha() and word.t[:1].islower() and last.n.isalpha():
            mark = _DIVIDED.fullmatch(text, last.end, word.start)
            parts = [part.replace("\u00ad", "") for part in (last.n, word.n)]
            whole = "".join(parts)
            if mark and (mark["soft"] or zipf_frequency(whole, "en") > min(zipf_frequency(p, "en") for p in parts)):
                stem, rest, _ = _stem(whole)
                joined[-1] = Word(text[last.start : word.end], stem + rest, last.start, word.end, word.after)
                continue
        joined.append(word)
    return joined


def _join_numbers(words: list[Word], values: list[int], text: str) -> list[Word]:
    """Twenty-five is one number: tens and units that stand together become one word."""
    joined: list[Word] = []
    tens = 0
    for word, value in zip(words, values, strict=True):
        last = joined[-1] if joined else word
        if tens >= _TENS and 0 < value < _UNITS and text[last.end : word.start] in _JOINS:
            joined[-1] = Word(text[last.start : word.end], str(tens + value), last.start, word.end, word.after)
            tens = 0
        else:
            joined.append(word)
            tens = value
    return joined


class Folded:
    """The folded words of one text, made once for all the stretches that are compared."""

    def __init__(self, text: str, spellings: Mapping[str, str]) -> None:
        self.text, self.spellings = text, spellings
        self.words = _respelled(_whole(text), spellings) if spellings else _whole(text)
        self._starts = [word.start for word in self.words]

    def between(self, start: int, end: int) -> list[Word]:
        """The words of `text[start:end]`, as `fold` gives them."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if (first and self.words[first - 1].end > start) or (first < last and self.words[last - 1].end > end):
            return fold(self.text, start=start, end=end, spellings=self.spellings)
        return self.words[first:last]


@lru_cache(maxsize=32)
def _whole(text: str) -> list[Word]:
    """The words of an article, which more than one comparison asks for."""
    return fold(text)


def _respelled(words: list[Word], spellings: Mapping[str, str]) -> list[Word]:
    made = []
    for word in words:
        stem, mark, tail = word.n.partition("'")
        made.append(word._replace(n=spellings[stem] + mark + tail) if stem in spellings else word)
    return made


def folded(text: str, spellings: Mapping[str, str]) -> list[str]:
    """The compared forms of a short text, cached because the same texts, such as lemmas, are asked for often.

    >>> folded("twenty-five", {})
    ['25']
    """
    return [spellings.get(stem, stem) + rest for stem, rest in _stems(text)]


@lru_cache(maxsize=1 << 16)
def _stems(text: str) -> tuple[tuple[str, str], ...]:
    stems = [(word.n, *_stem(word.t)) for word in fold(text)]
    return tuple((stem, rest) if n == stem + rest else (n, "") for n, stem, rest, _ in stems)


@lru_cache(maxsize=1 << 16)
def _stem(printed: str) -> tuple[str, str, int]:
    """The compared form of a word without its apostrophe and what follows it, that rest, and its value as a number word."""
    key = printed.lower().replace("’", "'").replace("ʼ", "'")
    # "us" is a country only in capitals; with dots it is one in any case.
    if "." in key and not key[0].isdigit():
        key = re.sub(r"[.\s]", "", key)
    elif key == "us" and printed != "US":
        return "", key, 0
    stem, mark, tail = key.replace("' ", "'").partition("'")
    if stem[:1].isdigit():
        stem = stem.replace(",", "")
    elif re.fullmatch(r"per\s?cent", stem):
        stem = "percent"
    elif stem in SMALL:
        stem = str(SMALL[stem])
    elif stem in _ORDINALS:
        stem = _ORDINALS[stem]
    elif stem in _SAME or stem in place_spellings():
        stem = _SAME.get(stem) or place_spellings()[stem]
    elif _ANY_ENDING.search(stem):
        for ending, other in _ENDINGS:
            stem = ending.sub(other, stem)
    return stem, mark + tail, SMALL.get(printed.lower(), 0)


def name_spellings(mentions: Iterable[Any]) -> dict[str, str]:
    """Spellings of one name, as `people` found them: each compared form to the one that stands for all of them.

    Takes the rows of `mentions` of one event, as named tuples. Words of two mentions of one entity are one name in two
    spellings if they begin with the same letter and differ in at most a quarter of their letters: Zelensky, Zelenskyy.

    >>> from kit import tables
    >>> printed = ("Olena Petrenko", "Ms Petrenkko")
    >>> name_spellings(tables.rows(tables.table("mentions", [{"entity_id": "e", "text": text} for text in printed])))
    {'petrenko': 'petrenkko'}
    """
    texts: dict[str, set[str]] = {}
    for row in mentions:
        if pd.notna(row.entity_id):
            texts.setdefault(row.entity_id, set()).add(row.text)
    same: dict[str, str] = {}
    for entity_id in sorted(texts):
        words = {n.partition("'")[0] for text in texts[entity_id] for n in folded(text, {}) if len(n) > 4}
        keys = sorted(words)
        for i, key in enumerate(keys):
            for other in keys[i + 1 :]:
                if other[0] == key[0] and DamerauLevenshtein.distance(key, other) * 4 <= min(len(key), len(other)):
                    same.setdefault(other, same.get(key, key))
    return same
