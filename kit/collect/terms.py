"""Terms: what an article is about, as a short list of numbers that articles can be compared by.

A term is a word, or two words side by side (which is what most names and dates are: "Ann Example", "July 2"). Each has
a weight: how often the article uses it, its first hundred words counted twice because news puts the matter first,
times how rare the term is. Rarity is counted in the collection, held by the language at large (`wordfreq`), so that
five articles on one event are not told that the event's own words are common.

Terms are hashed, so that the table of document frequencies has a fixed size however large the collection; two terms
that fall together (one in millions) only look a little more common than they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Tokens: words, and each mark by itself, so that a pair of words never reaches across a comma or full stop.
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Roles of sentences that say nothing of what the article is about.
FURNITURE = ("notice", "byline", "credit")
# News gives the most important first, so the first words count twice.
LEAD = 100
# Document frequencies are hashed into this many places (64 MB).
BUCKETS = 1 << 24
# A word in more than this share of texts (of 400 words) joins nothing: "said", "after", "people".
COMMON = 0.3
# The rarest background share that is told apart; pairs of words, and words unknown to wordfreq, have it.
RAREST = 4e-4
# The collection is believed as if the language at large had been counted in this many articles more.
PRIOR = 1000
LENGTH = 400


class Terms(NamedTuple):
    """The terms of a run of articles: those of article `i` are `bucket[start[i]:start[i + 1]]`, each bucket once.

    `uses` is how often, lead counted twice (at most 255); `share` the background share of texts that have the term,
    as 16 times its negative logarithm.
    """

    start: np.ndarray
    bucket: np.ndarray
    uses: np.ndarray
    share: np.ndarray


def find_terms(texts: Iterable[str], languages: Iterable[str] = ("en",)) -> Terms:
    """The terms of each text; `languages` are ISO 639-1 codes whose common words are to be passed over.

    >>> len(find_terms(["The mayor of Zaltby spoke."]).bucket)  # mayor, Zaltby, spoke, zaltby spoke
    4
    """
    tokens: list[str] = []
    lengths = []
    for text in texts:
        found = TOKEN.findall(ADDRESS.sub(" ", text).lower())
        tokens += found
        lengths.append(len(found))
    of_text = np.repeat(np.arange(len(lengths)), lengths)
    place = np.arange(len(tokens)) - np.repeat(np.cumsum([0, *lengths])[:-1], lengths)
    codes, words = pd.factorize(np.array(tokens, dtype=object))
    hashes, share = _words([_plain(word) for word in words], tuple(sorted(set(languages))))
    if not len(words):
        nothing = np.array([], dtype=np.uint32)
        return Terms(np.zeros(len(lengths) + 1, np.int64), nothing, nothing.astype(np.uint8), nothing.astype(np.uint8))
    tells = share[codes] < COMMON
    single = np.flatnonzero(tells)
    pair = np.flatnonzero(tells[:-1] & tells[1:] & (of_text[:-1] == of_text[1:]))
    # Fibonacci hashing: the order of the two words matters, and no two pairs fall together by a plain sum.
    paired = hashes[codes[pair]] * np.uint64(0x9E3779B97F4A7C15) + hashes[codes[pair + 1]]
    at = np.concatenate([single, pair])
    bucket = (np.concatenate([hashes[codes[single]], paired]) >> np.uint64(40)).astype(np.uint64)
    rarity = np.concatenate([share[codes[single]], np.full(len(pair), RAREST)])
    frame = pd.DataFrame(
        {
            "key": of_text[at].astype(np.uint64) << np.uint64(24) | bucket,
            "count": np.where(place[at] < LEAD, 2, 1),
            "share": np.round(-16 * np.log(np.maximum(rarity, RAREST))).astype(np.uint8),
        }
    )
    rows = frame.groupby("key", sort=True).agg({"count": "sum", "share": "min"})
    keys = rows.index.to_numpy(np.uint64)
    return Terms(
        np.searchsorted(keys >> np.uint64(24), np.arange(len(lengths) + 1)).astype(np.int64),
        (keys & np.uint64(BUCKETS - 1)).astype(np.uint32),
        np.minimum(rows["count"].to_numpy(), 255).astype(np.uint8),
        rows["share"].to_numpy(np.uint8),
    )


def weigh(terms: Terms, frequency: np.ndarray, articles: int) -> np.ndarray:
    """The weight of each term, each article's weights having length 1 (cosine): `(1 + ln count) · -ln share`."""
    background = np.exp(terms.share / -16.0)
    share = (frequency[terms.bucket] + PRIOR * background) / (articles + PRIOR)
    weight = (1 + np.log(terms.uses)) * -np.log(np.minimum(share, 1.0))
    row = np.repeat(np.arange(len(terms.start) - 1), np.diff(terms.start))
    length = np.sqrt(np.bincount(row, weight**2, len(terms.start) - 1))
    return (weight / np.where(length > 0, length, 1)[row]).astype(np.float32)


def matter(text: str, segments: Sequence[tuple[str, int, int]]) -> str:
    """The text without its furniture; `segments` are `(role, start, end)`."""
    return " \n. ".join(text[start:end] for role, start, end in segments if role not in FURNITURE)


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _words(words: list[str], languages: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Of each word its hash and the background share of texts that have it; marks and single letters are everywhere."""
    tables = [_frequencies(language) for language in languages]
    often = np.array([max((table.get(word, 0.0) for table in tables), default=0.0) for word in words])
    share = 1 - np.exp(-often * LENGTH)
    share[[len(word) < 2 and not word.isdigit() for word in words]] = 1.0
    return pd.util.hash_array(np.array(words, dtype=object)), share


@cache
def _frequencies(language: str) -> dict[str, float]:
    """How often each common word of a language is used, a share of all words; empty if wordfreq has not the language."""
    import wordfreq

    try:
        return wordfreq.get_frequency_dict(language, wordlist="small")
    except LookupError:
        return {}
