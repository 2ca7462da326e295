"""Rates: shares with the intervals that belong to them, and what is too little to compare."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Below this a share is a handful of cases: it is shown, and called what it is.
FEW = 5
LEVEL = 0.95
# Enough samples that the second decimal of an interval is the same for every random seed.
RESAMPLES = 999


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share of independent cases (Wilson 1927).

    Written out, because importing scipy.stats takes longer than all the rest of a comparison.

    >>> wilson(2, 8)
    (0.0715, 0.5907)
    """
    if not whole:
        return 0.0, 1.0
    part, whole = int(part), int(whole)
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    middle = (2 * part + z * z) / (2 * (whole + z * z))
    reach = z / (2 * (whole + z * z)) * sqrt(4 * part * (whole - part) / whole + z * z)
    # Rounding must not carry a share below zero or above one.
    low = 0.0 if part == 0 else middle - reach
    high = 1.0 if part == whole else middle + reach
    return round(low, 4), round(high, 4)


def bootstrap(parts: Sequence[int], wholes: Sequence[int]) -> tuple[float, float]:
    """The 95 % interval of sum(parts) / sum(wholes), drawn again by unit: words of one sentence are not independent.

    The draws are the same on every run (Efron and Tibshirani 1993, percentile interval).

    >>> bootstrap([0, 0, 10, 0], [10, 10, 10, 10])
    (0.0, 0.75)
    """
    import numpy as np

    part, whole = np.asarray(parts, dtype=float), np.asarray(wholes, dtype=float)
    if not whole.sum():
        return 0.0, 1.0
    drawn = np.random.default_rng(0).integers(0, len(whole), (RESAMPLES, len(whole)))
    sums = whole[drawn].sum(axis=1)
    shares = part[drawn].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = np.percentile(shares, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return round(float(low), 4), round(float(high), 4)


def caution(cases: int, what: str = "cases") -> str:
    """What to say beside a number that rests on few cases; empty if it rests on enough.

    >>> caution(3, "quotations"), caution(12)
    ('only 3 quotations: too few for a pattern', '')
    """
    return f"only {cases} {what}: too few for a pattern" if cases < FEW else ""
