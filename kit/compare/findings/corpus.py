"""The corpus as a whole: how long its articles are, which are near each other, which words mark one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.findings.finding import enumerated, found
from kit.compare.keywords import keywords
from kit.compare.outlets import outlet_names
from kit.compare.overview import nearness
from kit.phrasing import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

# Words that a sentence lists.
LISTED = 4
# Shorter terms are pieces of addresses and initials.
SHORTEST = 4


def size(reading: Reading) -> Iterator[dict[str, object]]:
    """How many articles, from how short to how long, and whom they credit."""
    names = outlet_names(reading)
    words = reading.articles.set_index("article_id")["words"]
    if len(names) < 2:
        return
    short, long = (words[words == most] for most in (words.min(), words.max()))
    agencies = reading.articles["agency"].dropna()
    credit = (
        f"; {len(agencies)} of them {'credits' if len(agencies) == 1 else 'credit'} {enumerated(sorted(set(agencies)))}"
        if len(agencies)
        else ""
    )
    first, last = (enumerated([names[key] for key in some.index]) for some in (short, long))
    yield found(
        "the corpus",
        f"{len(names)} articles are compared, from {words.min()} words ({first}) to {words.max()} ({last}){credit}.",
        "articles",
        names.index,
    )


def own_words(reading: Reading) -> Iterator[dict[str, object]]:
    """The words that mark an article most."""
    words = keywords(reading, top=1)
    words = words[words["beyond_chance"] & (words["term"].str.len() >= SHORTEST)]
    if len(words) and len(reading.articles) > 1:
        shown = words.rename(columns={"count": "times"}).head(LISTED)
        listed = enumerated(
            [
                f"“{r.term}” ({r.outlet}, {counted(r.times, 'time')}, elsewhere {r.elsewhere})"
                for r in shown.itertuples()
            ]
        )
        yield found(
            "words",
            f"Used more than chance would have it: {listed}.",
            "keyness",
            shown["term"],
            int(shown["times"].sum()),
        )


def near(reading: Reading) -> Iterator[dict[str, object]]:
    """Which two articles are most and which least alike in their own words."""
    pairs = nearness(reading).sort_values("wording", ascending=False, kind="stable")
    if len(pairs) < 3:
        return
    high, low = (pairs[pairs["wording"] == most] for most in (pairs["wording"].max(), pairs["wording"].min()))
    if len(high) > 1 or len(low) > 1:
        return
    near_pair, far_pair = high.iloc[0], low.iloc[0]
    yield found(
        "likeness",
        f"In their own words {near_pair['left_outlet']} and {near_pair['right_outlet']} are nearest "
        f"({near_pair['wording']:.2f} of 1), {far_pair['left_outlet']} and {far_pair['right_outlet']} farthest "
        f"({far_pair['wording']:.2f}).",
        "articles",
        [f"{pair[side]}" for pair in (near_pair, far_pair) for side in ("left_article_id", "right_article_id")],
        len(reading.articles),
    )
