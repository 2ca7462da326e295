"""Reuse: wording that two articles share outside their quotations, which is how copied text shows.

Shared quotations prove nothing: both reporters heard the same speech. So the words inside marks are left out, and runs
of words never reach across a quotation. The unit is the word 5-gram, long enough that chance agreement is rare
(Clough et al., METER: MEasuring TExt Reuse, ACL 2002, compare n-gram containment for news).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.align.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Words in a row that two reporters hardly write alike by chance.
GRAM = 5
# One article is called a copy of the other if this share of its own words stands in shared runs, and one of the runs
# is a clause long: rewritten wire copy keeps less, and names, titles and dates make short runs in any two reports.
COPY_SHARE = 0.3
COPY_RUN = 10


def find_reuse(articles: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """The table `reuse`: one row for every pair of articles of one event, those that share nothing included.

    `shared_words` counts the left article's words that stand in a shared run of at least five words outside
    quotations; the coverages are the shares of each article's own words (0 none, 1 all). `rule` says whether that
    makes a copy, and who can have copied from whom, if credits or publication days tell; without them no direction is
    claimed: both may print a third, whose credit was left out.

    >>> find_reuse(tables.table("articles"), tables.table("sentences"), tables.table("quotes")).shape[0]
    0
    """
    rows: list[dict[str, Any]] = []
    told, quoted = tables.rows_by_article(sentences), tables.rows_by_article(quotes)
    for _, here in articles.groupby("event_id", sort=True):
        known = {row.article_id: row for row in here.itertuples()}
        pieces = {key: _own_runs(known[key].text, told.get(key, []), quoted.get(key, [])) for key in sorted(known)}
        total = {key: sum(map(len, mine)) for key, mine in pieces.items()}
        runs = {key: [list(_grams(piece)) for piece in mine] for key, mine in pieces.items()}
        all_grams = {key: {gram for run in mine for gram in run} for key, mine in runs.items()}
        for left, right in combinations(runs, 2):
            grams = all_grams[left] & all_grams[right]
            shared_left, longest_left = _covered(runs[left], grams)
            shared_right, longest_right = _covered(runs[right], grams)
            longest = min(longest_left, longest_right)
            covers = (shared_left / max(total[left], 1), shared_right / max(total[right], 1))
            rows.append(
                {
                    "left_article_id": left,
                    "right_article_id": right,
                    "shared_words": shared_left,
                    "left_coverage": covers[0],
                    "right_coverage": covers[1],
                    "longest_run": longest,
                    "rule": _verdict(known[left], known[right], max(covers), longest),
                }
            )
    return tables.table("reuse", rows)


def _own_runs(text: str, sentences: Sequence[Any], quotes: Sequence[Any]) -> list[list[str]]:
    """The folded words of an article's body and headline, broken at every quotation and at furniture."""
    marked = sorted(
        (int(row.start), int(row.end)) for row in quotes if row.use == "quotation" and row.form != "indirect"
    )
    pieces: list[list[str]] = [[]]
    for sentence in sorted(sentences, key=lambda row: row.start):
        if sentence.role not in ("body", "headline", "caption"):
            pieces.append([])
            continue
        at = int(sentence.start)
        for start, end in [*marked, (int(sentence.end), int(sentence.end))]:
            if end < at or start > sentence.end:
                continue
            pieces[-1] += [word.n for word in fold(text, start=at, end=max(at, min(start, int(sentence.end))))]
            if start < sentence.end:
                pieces.append([])
            at = max(at, end)
    return [piece for piece in pieces if piece]


def _grams(words: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))


def _covered(runs: list[list[tuple[str, ...]]], grams: set[tuple[str, ...]]) -> tuple[int, int]:
    """Words in shared 5-grams, and the longest run of shared 5-grams in words."""
    shared = longest = 0
    for piece in runs if grams else ():
        if grams.isdisjoint(piece):
            continue
        run = 0
        free = 0
        for i, gram in enumerate(piece):
            if gram in grams:
                run += 1
                longest = max(longest, run + GRAM - 1)
                shared += i + GRAM - max(i, free)
                free = i + GRAM
            else:
                run = 0
    return shared, longest


def _verdict(left: Any, right: Any, share: float, longest: int) -> str:
    if longest == 0:
        return "no run of 5 words shared outside quotations"
    if share < COPY_SHARE or longest < COPY_RUN:
        return "shared runs of 5 words outside quotations"
    agencies = [getattr(side, "agency", None) for side in (left, right)]
    known = [agency for agency in agencies if not pd.isna(agency)]
    if len(known) == 2 and known[0] == known[1]:
        return f"copy: both credit {known[0]}"
    days = [pd.Timestamp(getattr(side, "published", None)) for side in (left, right)]
    if pd.notna(days[0]) and pd.notna(days[1]) and days[0].date() != days[1].date():
        first, later = (left, right) if days[0] < days[1] else (right, left)
        return f"copy: {first.article_id} was published before {later.article_id}"
    if known:
        return f"copy: {'left' if not pd.isna(agencies[0]) else 'right'} credits {known[0]}"
    return "copy: dates and credits do not tell who copied"
