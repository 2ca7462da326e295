"""Certainty: whether the speaker of a row is sure, by how often the rules that found it were right when measured.

`kit/data/speaker_rates.csv` counts, for each way to a speaker, the rows whose speaker people judged right, on articles
that the rules were made from; how it holds on others is measured beside it (`tests/benchmarks/speaker_rates.py` makes it). A
way is how the words were attributed, whether the reporting word shares its subject, and how the speaker was told:
`quote.report.clause+quote.shared+quote.speaker.named`. A way that is seldom met leans on the rates of its parts.
"""

from __future__ import annotations

from functools import cache
from math import prod

from kit.data import read_list, rulebook

# A speaker is sure if its way was right at least so often: on articles that the rates were not counted on, 87 in 100
# speakers are sure then, and 97 in 100 of these right.
SURE = 0.945
# This many rows of its parts' rate a way counts beside its own rows; and a part beside all.
PRIOR = 5
SHARED = "quote.shared"
_SPEAKER, _MARK = "quote.speaker.", "quote.mark."
# Where a missing mark is found by the tag behind it, nothing is doubtful; elsewhere the words may be another's.
_FOUND = "quote.mark.closes-before-tag"


def way(rule: str) -> str:
    """What of a row's rule tells how sure its speaker is.

    >>> way("quote.tag-behind+quote.mark.closes-sentence+quote.speaker.pronoun(he)")
    'quote.tag-behind+quote.speaker.pronoun(he)'
    """
    steps = rule.split("+")
    told = [step for step in steps if step.startswith(_SPEAKER)][-1:]
    return "+".join([steps[0], *(step for step in steps if step == SHARED), *told])


@cache
def certainty_of(rule: str) -> str:
    """`sure` or `perhaps`, for the rule of a row with a speaker; what was never judged is `perhaps`.

    >>> certainty_of("quote.tag-inverted+quote.speaker.named")
    'sure'
    >>> certainty_of("quote.author-above+quote.speaker.named")
    'perhaps'
    """
    moved = any(step.startswith(_MARK) and step != _FOUND for step in rulebook.ids(rule))
    measured = all(part in _counts() for part in _parts(way(rule)))
    return "sure" if not moved and measured and rate(way(rule)) >= SURE else "perhaps"


def _parts(of_way: str) -> list[str]:
    """How the words were attributed, and how the speaker was told, each with the shared subject if there is one.

    >>> _parts("quote.report.clause+quote.shared+quote.speaker.named")
    ['quote.report.clause+quote.shared', 'quote.speaker.named+quote.shared']
    """
    shared = "+" + SHARED if SHARED in of_way else ""
    return [step + shared for step in of_way.split("+") if step != SHARED]


def rate(of_way: str) -> float:
    """How often a way to the speaker was right: 0 never, 1 always; seldom met ways lean on their parts."""
    counts = _counts()
    right, of = counts[""]
    base = right / of
    shares = [_share(counts, part, base) for part in _parts(of_way)]
    return _share(counts, of_way, min(1.0, prod(shares) / base ** (len(shares) - 1)))


def _share(counts: dict[str, tuple[int, int]], key: str, prior: float) -> float:
    right, of = counts.get(key, (0, 0))
    return (right + PRIOR * prior) / (of + PRIOR)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """Rows right, and rows, of each way, of its parts, and of all (the empty key)."""
    found: dict[str, tuple[int, int]] = {"": (0, 0)}
    for row in read_list("speaker_rates.csv").itertuples():
        for key in {row.way, *_parts(row.way), ""}:
            right, of = found.get(key, (0, 0))
            found[key] = (right + int(row.right), of + int(row.of))
    return found
