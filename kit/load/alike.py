"""Alike: articles that are the same one twice, or nearly; they are reported, never dropped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Runs of so many words are seldom shared by chance (Broder 1997, "shingles").
RUN = 5
# Share of the shorter text's runs that the other one has too.
ALIKE = 0.8
# A run that stands in more texts than this is furniture, and would make the work quadratic.
COMMON = 30

_WORD = re.compile(r"\w+")


def find_alike(texts: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Pairs of keys whose texts are nearly the same, with the share (0 nothing, 1 all) of the shorter one's runs.

    >>> find_alike({"a": "one two three four five six seven", "b": "One, two: three four five six seven!"})
    [('a', 'b', 1.0)]
    """
    runs: dict[str, set[int]] = {}
    places: dict[int, list[str]] = defaultdict(list)
    for key in sorted(texts):
        words = _WORD.findall(texts[key].casefold())
        runs[key] = {hash(tuple(words[n : n + RUN])) for n in range(max(1, len(words) - RUN + 1))} if words else set()
        for run in runs[key]:
            places[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in places.values():
        if 1 < len(keys) <= COMMON:
            shared.update((a, b) for n, a in enumerate(keys) for b in keys[n + 1 :])
    pairs = [(a, b, count / min(len(runs[a]), len(runs[b]))) for (a, b), count in shared.items()]
    return sorted((a, b, round(share, 4)) for a, b, share in pairs if share >= ALIKE)
