"""Duplicates: articles with the same text, or nearly the same; they are reported, never dropped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Runs of this many words are seldom shared by chance (Broder 1997, "shingles").
RUN = 5
# Share of the longer text's runs that the other one has too: the same file with a changed line. Two outlets that print
# the same wire copy, each with its own cuts, stay below it; what they share is the business of the table `reuse`.
ALIKE = 0.9
# A run that stands in more texts than this is furniture, and would make the work quadratic.
COMMON = 30

# More runs than this in all are sampled, the same ones in every text, so that memory stays bounded.
RUNS = 4_000_000

_WORD = re.compile(r"\w+")


def find_alike(texts: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Pairs of keys whose texts are nearly the same, with the share (0 nothing, 1 all) of the longer one's runs.

    >>> find_alike({"a": "one two three four five six seven", "b": "One, two: three four five six seven!"})
    [('a', 'b', 1.0)]
    """
    pairs = ((a, b, round(share, 4)) for a, b, share, _ in shared_runs(texts) if share >= ALIKE)
    return sorted(pairs)


def shared_runs(texts: Mapping[str, str]) -> Iterator[tuple[str, str, float, float]]:
    """Every pair of keys whose texts share a run of words, with the share of the longer one's runs and of the shorter one's.

    >>> list(shared_runs({"a": "one two three four five", "b": "one two three four five six seven"}))
    [('a', 'b', 0.3333333333333333, 1.0)]
    """
    sampled = 1 + sum(map(len, texts.values())) // (6 * RUNS)  # an English word and its space have six characters
    runs: dict[str, set[int]] = {}
    places: dict[int, list[str]] = defaultdict(list)
    for key in sorted(texts):
        runs[key] = {run for run in _runs(texts[key]) if run % sampled == 0}
        for run in runs[key]:
            places[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in places.values():
        if 1 < len(keys) <= COMMON:
            shared.update((a, b) for n, a in enumerate(keys) for b in keys[n + 1 :])
    for (a, b), count in shared.items():
        shorter, longer = sorted((len(runs[a]), len(runs[b])))
        yield a, b, count / longer, count / shorter


def _runs(text: str) -> Iterator[int]:
    """A number for each run of words, the same on every machine."""
    words = _WORD.findall(text.casefold())
    for n in range(max(1, len(words) - RUN + 1) if words else 0):
        yield crc32(" ".join(words[n : n + RUN]).encode("utf-8", "surrogatepass"))
