"""Reuse: wording that two articles share outside their quotations, which is how copied text shows.

Shared quotations prove nothing: both reporters heard the same speech. So the words inside marks are left out, and runs
of words never reach across a quotation. The unit is the word 5-gram, long enough that chance agreement is rare
(Clough et al., METER: MEasuring TExt Reuse, ACL 2002, compare n-gram containment for news).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from kit import tables
from kit.align.normalise import Folded
from kit.align.stretches import Stretches
from kit.data.rulebook import rule

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
    made: list[pd.DataFrame] = []
    told, quoted = tables.rows_by_article(sentences), tables.rows_by_article(quotes)
    for _, here in tables.by_event(articles):
        known = {row.article_id: row for row in here}
        names = sorted(known)
        pieces = [_own_runs(known[key].text, told.get(key, []), quoted.get(key, [])) for key in names]
        words, longest = shared_runs(pieces)
        share = words / np.maximum([[sum(map(len, mine))] for mine in pieces], 1)
        left, right = np.triu_indices(len(names), 1)
        covers, run = (share[left, right], share[right, left]), np.minimum(longest[left, right], longest[right, left])
        made.append(
            pd.DataFrame(
                {
                    "left_article_id": np.array(names, dtype=object)[left],
                    "right_article_id": np.array(names, dtype=object)[right],
                    "shared_words": words[left, right],
                    "left_coverage": covers[0],
                    "right_coverage": covers[1],
                    "longest_run": run,
                    "rule": _verdicts([known[name] for name in names], left, right, np.maximum(*covers), run),
                }
            )
        )
    return tables.conform("reuse", pd.concat(made, ignore_index=True)) if made else tables.table("reuse")


def _own_runs(text: str, sentences: Sequence[Any], quotes: Sequence[Any]) -> list[list[str]]:
    """The folded words of an article's body and headline, broken at every quotation and at furniture."""
    marked = Stretches(
        (int(row.start), int(row.end), None) for row in quotes if row.use == "quotation" and row.form != "indirect"
    )
    pieces: list[list[str]] = [[]]
    words = Folded(text, {})
    for sentence in sorted(sentences, key=lambda row: row.start):
        at, last = int(sentence.start), int(sentence.end)
        if sentence.role not in ("body", "headline", "caption"):
            pieces.append([])
            continue
        for start, end in marked.gaps(at, last):
            if start > at:
                pieces.append([])
            pieces[-1] += [word.n for word in words.between(start, end)]
            at = end
        if at < last:
            pieces.append([])
    return [piece for piece in pieces if piece]


def shared_runs(articles: Sequence[Sequence[Sequence[str]]]) -> tuple[np.ndarray, np.ndarray]:
    """For each article (row) and each other: its words in 5-grams that the other has, too, and the longest run of them.

    Takes the runs of words of each article. Each 5-gram is a number; what one article shares with all others is counted
    at once.
    """
    number: dict[tuple[str, ...], int] = {}
    grams, places = [], []
    for runs in articles:
        grams.append(np.array([number.setdefault(gram, len(number)) for run in runs for gram in _grams(run)], int))
        # The runs stand so far apart that nothing shared reaches from one to the next.
        first = np.cumsum([0, *(len(run) + GRAM for run in runs)])
        places.append(
            np.concatenate([[], *(at + np.arange(len(run) - GRAM + 1) for at, run in zip(first, runs, strict=False))])
        )
    here = np.repeat(np.arange(len(articles)), list(map(len, grams)))
    ones = np.ones(len(here), dtype=bool)
    printed = sparse.csr_array((ones, (np.concatenate(grams), here)), shape=(len(number), len(articles)))
    words, longest = np.zeros((2, len(articles), len(articles)), dtype=int)
    for n, (mine, place) in enumerate(zip(grams, places, strict=True)):
        shared = printed[mine].tocsc()
        other = np.repeat(np.arange(len(articles)), np.diff(shared.indptr))
        step = np.diff(place[shared.indices], prepend=-GRAM)
        step[np.flatnonzero(np.diff(other, prepend=-1))] = GRAM
        words[n] = np.bincount(other, np.clip(step, 0, GRAM), minlength=len(articles))
        begins = np.flatnonzero(step != 1)
        lengths = np.diff(begins, append=len(step)) + GRAM - 1
        np.maximum.at(longest[n], other[begins], lengths)
    return words, longest


def _grams(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(GRAM)), strict=False)


def _verdicts(
    articles: Sequence[Any], left: np.ndarray, right: np.ndarray, share: np.ndarray, longest: np.ndarray
) -> np.ndarray:
    """The rule of each pair of articles, by their numbers: two states of one, nothing shared, short runs, or a copy."""
    state = np.array([_state_of(article) for article in articles], dtype=object)
    rules = np.where(longest == 0, rule("reuse.none"), rule("reuse.runs")).astype(object)
    rules[state[left] == state[right]] = rule("reuse.versions")
    for n in np.flatnonzero((share >= COPY_SHARE) & (longest >= COPY_RUN) & (state[left] != state[right])).tolist():
        rules[n] = _copy(articles[left[n]], articles[right[n]])
    return rules


def _copy(left: Any, right: Any) -> str:
    """Who can have copied from whom."""
    agencies = [getattr(side, "agency", None) for side in (left, right)]
    known = [agency for agency in agencies if not pd.isna(agency)]
    if len(known) == 2 and known[0] == known[1]:
        return rule("reuse.copy-same-agency", argument=known[0])
    days = [pd.Timestamp(getattr(side, "published", None)) for side in (left, right)]
    if pd.notna(days[0]) and pd.notna(days[1]) and days[0].normalize() != days[1].normalize():
        first = left if days[0] < days[1] else right
        return rule("reuse.copy-published", argument=first.article_id)
    if known:
        return rule(
            "reuse.copy-left-credits" if not pd.isna(agencies[0]) else "reuse.copy-right-credits", argument=known[0]
        )
    return "reuse.copy-undated"


def _state_of(article: Any) -> str:
    """The article of which this is a state, itself or its latest."""
    latest = getattr(article, "version_of", None)
    return str(article.article_id if pd.isna(latest) else latest)
