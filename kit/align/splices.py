"""Splices: quoted words that run on from words they do not follow in the other articles' quotations.

Leaving words out at an end, or between two quotations, is what reporters do. A splice is something else: inside one
pair of marks, or joined by one attribution, two passages stand on end that others print apart, and nothing shows it.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from kit.align.similarity import contained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.align.propositions import Proposition

# Half a spliced sentence must have four words of its own in a source sentence; three words ("of the war") meet by chance.
PIECE_WORDS = 4
# Of a piece's words that must stand, in order, in the sentence it was taken from.
PIECE_SHARE = 0.8
# A sentence that has this share of its words in one source sentence was not put together from two.
WHOLE_SHARE = 0.75
# How an outlet shows that it left something out.
CUT_MARKS = ("…", "...", "[", "(…", ". . .")


def split_spliced(propositions: Sequence[Proposition]) -> list[Proposition]:
    """Cut a quoted sentence in two where another article prints its halves in two sentences.

    Returns the propositions in order of the text; most come back as they are.
    """
    by_article: dict[str, list[Proposition]] = defaultdict(list)
    for p in propositions:
        if len(p.said) >= PIECE_WORDS:
            by_article[p.article_id].append(p)
    inverted: dict[tuple[str, ...], set[tuple[str, int]]] = defaultdict(set)
    keys = {p.key: [w.n for w in p.said] for group in by_article.values() for p in group}
    for article_id, group in by_article.items():
        for n, p in enumerate(group):
            for gram in zip(*(keys[p.key][i:] for i in range(PIECE_WORDS)), strict=False):
                inverted[gram].add((article_id, n))
    made: list[Proposition] = []
    for p in propositions:
        words = keys.get(p.key, [])
        at = _seam(p, words, by_article, inverted, keys) if len(words) >= 2 * PIECE_WORDS else None
        made += p.split(at) if at is not None else [p]
    return made


def _seam(
    p: Proposition,
    words: list[str],
    by_article: Mapping[str, Sequence[Proposition]],
    inverted: Mapping[tuple[str, ...], set[tuple[str, int]]],
    keys: Mapping[tuple[str, int, int], list[str]],
) -> int | None:
    """Where the second half of a sentence put together from two begins (index among the words said), or None."""
    near: dict[str, set[int]] = defaultdict(set)
    for gram in zip(*(words[i:] for i in range(PIECE_WORDS)), strict=False):
        for article_id, n in inverted.get(gram, ()):
            if article_id != p.article_id:
                near[article_id].add(n)
    for article_id in sorted(near):
        sources = [keys[by_article[article_id][n].key] for n in sorted(near[article_id])]
        if len(sources) < 2 or max(contained(words, source) for source in sources) >= WHOLE_SHARE:
            continue
        for first in sources:
            blocks = [b for b in LCSseq.editops(words, first).as_matching_blocks() if b.size]
            for cut in sorted({b.a + b.size for b in blocks if b.a + b.size >= PIECE_WORDS}, reverse=True):
                head, tail = words[:cut], words[cut:]
                if len(tail) < PIECE_WORDS or contained(head, first) < PIECE_SHARE:
                    continue
                if any(second is not first and contained(tail, second) >= PIECE_SHARE for second in sources):
                    return cut
    return None


def find_splices(
    groups: Mapping[tuple[str, int, int], int], propositions: Sequence[Proposition], texts: Mapping[str, str]
) -> set:
    """Keys of the propositions that run on from what they do not follow elsewhere.

    `groups` says which statement each proposition renders. Article X prints A and then B on end. Another article prints
    A and goes on, in the same breath, with something else, or comes to B from something else: it speaks against X; one
    that prints A, B as X does speaks for it. B is spliced in X if at least as many speak against as for it, X included:
    leaving a sentence out is common, inventing one in the middle of a quotation is not.
    """
    after: dict[str, dict[int, int]] = defaultdict(dict)
    before: dict[str, dict[int, int]] = defaultdict(dict)
    joins: list[tuple[Proposition, Proposition]] = []
    spoken = sorted((p for p in propositions if p.said and p.key in groups), key=lambda p: p.key)
    for left, right in pairwise(spoken):
        if _on_end(left, right, texts[left.article_id]) if left.article_id == right.article_id else False:
            a, b = groups[left.key], groups[right.key]
            after[left.article_id].setdefault(a, b)
            before[left.article_id].setdefault(b, a)
            joins.append((left, right))
    found = set()
    for left, right in joins:
        a, b = groups[left.key], groups[right.key]
        if a == b:
            continue
        has_both = {p.article_id for p in spoken if groups[p.key] == a} & {
            p.article_id for p in spoken if groups[p.key] == b
        }
        agree = against = 0
        for article_id in sorted(has_both):
            if after[article_id].get(a) == b:
                agree += 1
            elif after[article_id].get(a, b) != b or before[article_id].get(b, a) != a:
                against += 1
        if against and against >= agree:
            found.add(right.key)
    return found


def _on_end(left: Proposition, right: Proposition, text: str) -> bool:
    """Whether the second is printed as following the first: in one stretch, or joined by one attribution."""
    if left.form != "direct" or right.form != "direct":
        joined = left.marked[-1][0] <= right.marked[0][0] and _one_stretch(left, right, text)
    else:
        joined = left.utterance is not None and left.utterance == right.utterance
    between = text[left.words[-1].end : right.words[0].start]
    return joined and not any(mark in between for mark in CUT_MARKS)


def _one_stretch(left: Proposition, right: Proposition, text: str) -> bool:
    between = text[left.words[-1].end : right.words[0].start]
    return left.quote_id == right.quote_id and not any(mark in between for mark in '"“”«»„')
