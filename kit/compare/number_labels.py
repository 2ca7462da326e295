"""Number labels: a label for what each group of numbers counts; groups with the same noun get words of their sentences to distinguish them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kit.english.lexicon.numbers import BOUNDS, SCALES, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# This many words tell two things apart; more would not fit beside a row.
WORDS = 2
# Years, and words that are not so short that they are mostly grammar.
WORD = re.compile(r"[^\W\d_]{5,}|\b(?:1[5-9]|20)\d\d\b")
# Words of numbers and their bounds, which the row shows anyway.
COUNTING = frozenset([*SMALL, *SCALES, *(word for bound in BOUNDS for word in bound.split())])


def thing_names(reading: Reading, numbers: pd.DataFrame) -> dict[str, str]:
    """For each group of `compare.numbers` its `what`; where several have the same one, with words that only its sentences use.

    Of these the ones that most of its sentences have are taken, then the rarest in the event, then the nearest to the
    number. Where a group has no word of its own, its number stands instead.

    >>> import kit
    >>> from kit import compare
    >>> reading = kit.read("seeds")
    >>> names = thing_names(reading, compare.numbers(reading))
    >>> len(set(names.values())) == len(names)
    True
    """
    whats = numbers.drop_duplicates("group").set_index("group")["what"]
    names = {str(group): str(what) for group, what in whats.items()}
    rivals = numbers[numbers["what"].isin(whats[whats.duplicated()])]
    if rivals.empty:
        return names
    spread = Counter(word for text in reading.sentences["text"] for word in {w.lower() for w in WORD.findall(text)})
    places = reading.quantities.set_index("quantity_id")[["sentence_id", "start"]]
    sentences = reading.sentences.set_index("sentence_id")[["text", "start"]]
    for what, rows in rivals.groupby("what", sort=True):
        near: dict[str, dict[str, int]] = {str(group): {} for group in rows["group"]}
        often: Counter[tuple[str, str]] = Counter()
        for row in rows.itertuples():
            sentence, start = places.loc[row.quantity_id]
            text, begin = sentences.loc[sentence]
            for word, gap in _words(text, int(start - begin)):
                near[row.group][word] = min(gap, near[row.group].get(word, gap))
                often[row.group, word] += 1
        used = Counter(word.lower() for found in near.values() for word in found)
        printed = {*str(what).lower().split(), *COUNTING}
        for group, found in near.items():
            own = [word for word in found if used[word.lower()] == 1 and word.lower() not in printed]
            ranked = sorted((-often[group, word], spread[word.lower()], found[word], word) for word in own)
            best = [word for *_, word in ranked[:WORDS]]
            names[group] = f"{what} ({', '.join(best) or group.rsplit('/', 1)[-1]})"
    return names


def _words(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The longer words of a sentence as printed, with their distance from a place in it."""
    nearest: dict[str, int] = {}
    for word in WORD.finditer(text):
        gap = abs(word.start() - at)
        nearest[word[0]] = min(gap, nearest.get(word[0], gap))
    yield from nearest.items()
