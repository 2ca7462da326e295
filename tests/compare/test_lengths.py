"""How long the articles are is told so that no way of counting makes it wrong."""

from __future__ import annotations

import pytest

from kit.compare.findings import corpus
from tests.handmade import Handmade


@pytest.mark.parametrize(
    ("lengths", "printed", "told"),
    [
        ((246, 268), (250, 271), "from about 250 words (The a) to about 270 (The b)"),
        ((246, 268), (275, 271), "of about 250 to 270 words"),
        ((251, 254), (251, 254), "of about 250 words each"),
        ((6, 268), (6, 268), "from about 6 words (The a) to about 270 (The b)"),
    ],
    ids=["either way", "with its byline the other is longer", "alike", "few"],
)
def test_the_longest_is_named_only_if_it_is_so_by_either_count(lengths, printed, told):
    """The shortest and the longest are named if headline and text, and all that the file prints, agree on them."""
    made = Handmade(**dict(zip("ab", (" ".join(["word"] * n) + "." for n in lengths), strict=True)))
    reading = made.reading()
    reading.articles["words"] = list(printed)
    (row,) = corpus.size(reading)
    assert row["sentence"] == f"2 articles are compared, {told}."
