"""Fold: the compared form of each word, beside its printed form.

Two outlets may print one word in two ways: defence and defense, U.S. and US, five and 5, Kiev and Kyiv. A `Word` keeps
`t`, as printed, beside `n`, as compared (the nouns are CollateX's), so that comparing never destroys evidence. Folding
is only a key: it may turn a word into something that is no word ("our" endings become "or" everywhere), which does no
harm as long as two different words do not meet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from kit.numbers.phrases import SMALL
from kit.people.names import place_spellings
from kit.timeline.lexicon import ORDINALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

# Letters with dots between (U.S., a.m.), numbers with their separators, per cent, words with apostrophes inside.
_WORD = re.compile(
    r"(?:[^\W\d_]\.\s?){2,}(?<!\s)|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?|%|per\s?cent\b|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*",
    re.IGNORECASE,
)
# Written as figures in one paper and as words in the next up to the tenth, hardly beyond.
_ORDINALS = dict(
    zip(ORDINALS[1:11], ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"), strict=True)
)
_SPACE = re.compile(r"\s+")
# British to American by ending: applied to every word alike, so a wrong "correction" meets only itself.
_ENDINGS = (
    (re.compile(r"(?<=\w{3})isation(s?)$"), r"ization\1"),
    (re.compile(r"(?<=\w{3})is(e|es|ed|ing|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"(?<=\w{3})our(s|ed|ing|able|ite|ites|ful|er|ers|hood|hoods)?$"), r"or\1"),
    (re.compile(r"(?<=[bt])re(s?)$"), r"er\1"),
    (re.compile(r"(?<=[fc])ence(s?)$"), r"ense\1"),
    (re.compile(r"(?<=\w{2})ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=\w{3})ogue(s?)$"), r"og\1"),
    (re.compile(r"amme(s?)$"), r"am\1"),
)
# Written alike by no rule.
_SAME = {
    "us": "usa", "licence": "license", "practise": "practice", "grey": "gray", "cheque": "check",
    "judgement": "judgment", "ageing": "aging", "tyre": "tire", "tyres": "tires", "towards": "toward", "amongst": "among",
    "whilst": "while", "%": "percent",
}  # fmt: skip


class Word(NamedTuple):
    """One word of a witness: `t` as printed, `n` as compared, where it stands, and what is printed `after` it."""

    t: str
    n: str
    start: int
    end: int
    after: str = " "


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
    words: list[Word] = []
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        stem, rest = _stem(found[0])
        words.append(Word(found[0], known.get(stem, stem) + rest, *found.span()))
    return _spaced(_join_numbers(words, text), text)


def folded(text: str, spellings: Mapping[str, str]) -> list[str]:
    """The compared forms alone of a short text that comes again and again, such as a lemma.

    >>> folded("twenty-five", {})
    ['25']
    """
    return [spellings.get(stem, stem) + rest for stem, rest in _stems(text)]


@lru_cache(maxsize=1 << 16)
def _stems(text: str) -> tuple[tuple[str, str], ...]:
    words = fold(text)
    return tuple(_stem(word.t) if word.n == "".join(_stem(word.t)) else (word.n, "") for word in words)


@lru_cache(maxsize=1 << 16)
def _stem(printed: str) -> tuple[str, str]:
    """The compared form of a word without its apostrophe and what follows it, and that rest."""
    key = printed.lower().replace("’", "'").replace("ʼ", "'")
    # "us" is a country only in capitals; with dots it is one in any case.
    if "." in key and not key[0].isdigit():
        key = re.sub(r"[.\s]", "", key)
    elif key == "us" and printed != "US":
        return "", key
    stem, mark, tail = key.partition("'")
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
    else:
        for ending, other in _ENDINGS:
            stem = ending.sub(other, stem)
    return stem, mark + tail


def _join_numbers(words: list[Word], text: str) -> list[Word]:
    """Twenty-five is one number: tens and units that stand together become one word."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if (
            last is not None
            and word.t.lower() in SMALL
            and last.t.lower() in SMALL
            and SMALL[last.t.lower()] >= 20
            and 0 < SMALL[word.t.lower()] < 10
            and text[last.end : word.start] in ("-", " ", "‑")
        ):
            joined[-1] = Word(text[last.start : word.end], str(int(last.n) + int(word.n)), last.start, word.end)
        else:
            joined.append(word)
    return joined


def _spaced(words: list[Word], text: str) -> list[Word]:
    """Each word with what is printed between it and the next ("-", ", "), so that a wording can be shown as printed."""
    for i in range(len(words) - 1):
        t, n, start, end, _ = words[i]
        between = text[end : words[i + 1].start]
        if between != " ":
            words[i] = Word(t, n, start, end, _SPACE.sub(" ", between))
    return words


def name_spellings(mentions: pd.DataFrame) -> dict[str, str]:
    """Spellings of one name, as `people` found them: each compared form to the one that stands for all of them.

    Takes `mentions` (of one event). Words of two mentions of one entity are one name in two spellings if they begin
    with the same letter and differ in at most a quarter of their letters: Zelensky, Zelenskyy.

    >>> import pandas as pd
    >>> name_spellings(pd.DataFrame({"entity_id": ["e", "e"], "text": ["Olena Petrenko", "Ms Petrenkko"]}))
    {'petrenko': 'petrenkko'}
    """
    same: dict[str, str] = {}
    for _, texts in mentions.groupby("entity_id", sort=True)["text"]:
        keys = sorted({word.n.partition("'")[0] for text in texts.unique() for word in fold(text) if len(word.n) > 4})
        for i, key in enumerate(keys):
            for other in keys[i + 1 :]:
                if other[0] == key[0] and DamerauLevenshtein.distance(key, other) * 4 <= min(len(key), len(other)):
                    same.setdefault(other, same.get(key, key))
    return same
