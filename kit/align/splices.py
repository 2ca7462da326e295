"""Splices: passages that one article quotes as continuous and the other articles print apart.

Leaving words out at an end, or between two quotations, is what reporters do. A splice is something else: inside one
pair of marks, or joined by one attribution, two passages stand on end that others print apart, and nothing shows it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from kit.align.similarity import in_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.neighbours import Neighbours
    from kit.align.propositions import Proposition

# Half a spliced sentence must have four words of its own in a source sentence; three words ("of the war") meet by chance.
PIECE_WORDS = 4
# Of a piece's words that must stand, in order, in the sentence it was taken from.
PIECE_SHARE = 0.8
# A sentence that has this share of its words in one source sentence was not put together from two.
WHOLE_SHARE = 0.75
# Two sources that share half of the shorter one's words are one sentence.
HALF = 0.5
# Words with which a source goes on behind the first half, or stands before the second: fewer may be trimmed.
GOES_ON = 2
# How an outlet shows that it left something out.
CUT_MARKS = ("…", "...", "[", "(…", ". . .")


def split_spliced(propositions: Sequence[Proposition], near: Neighbours) -> list[Proposition]:
    """Cut a quoted sentence in two where other articles, of those it is compared with, print its halves as parts of two.

    Returns the propositions in order of the text; most come back as they are. The second half of one that was cut has
    `seam` set: in the others' words something else stands before it, or goes on where the first half ends.
    """
    said = [tuple(w.n for w in p.said) for p in propositions]
    printed: dict[tuple[str, ...], set[int]] = defaultdict(set)
    where: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for p, words in zip(propositions, said, strict=True):
        if words not in printed:
            for gram in _grams(words):
                where[gram].add(words)
        printed[words].add(near.number[p.article_id])
    made: list[Proposition] = []
    for p, words in zip(propositions, said, strict=True):
        found = {source for gram in _grams(words) for source in where[gram]} if len(words) >= 2 * PIECE_WORDS else ()
        others = near.of(near.number[p.article_id])
        at = _seam(words, sorted(source for source in found if not printed[source].isdisjoint(others)))
        made += p.split(at) if at is not None else [p]
    return made


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(PIECE_WORDS)), strict=False)


def _seam(said: Sequence[str], sources: Sequence[Sequence[str]]) -> int | None:
    """Where the second half of a sentence put together from two begins (index among the words said), or None."""
    if len(sources) < 2 or max(in_runs(said, source) for source in sources) >= WHOLE_SHARE:
        return None
    heads = [(_reach(said, source), source) for source in sources]
    tails = [(_reach(said[::-1], source[::-1]), source) for source in sources]
    for (head, _, more), first in sorted(heads, key=lambda one: (-one[0][0], one[1])):
        for (tail, _, before), second in sorted(tails, key=lambda one: (-one[0][0], one[1])):
            if head < PIECE_WORDS or tail < PIECE_WORDS or _one_sentence(first, second):
                continue
            if head + tail >= WHOLE_SHARE * len(said) and (more >= GOES_ON or before >= GOES_ON):
                return min(head, len(said) - PIECE_WORDS)
    return None


def _one_sentence(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two sources are one sentence, each trimmed in its own way."""
    short, long = sorted((first, second), key=len)
    return in_runs(short, long) >= HALF


def _reach(said: Sequence[str], source: Sequence[str]) -> tuple[int, int, int]:
    """How many words from the start the source has almost without a gap; where that ends in it; what is left there."""
    best = (0, 0, 0)
    matched = 0
    for block in LCSseq.editops(said, source).as_matching_blocks():
        if block.size < 2:
            continue
        matched += block.size
        end = block.a + block.size
        if matched < PIECE_SHARE * end:
            break
        best = (end, block.b + block.size, len(source) - block.b - block.size)
    return best


def find_splices(
    groups: Mapping[tuple[str, int, int], int], propositions: Sequence[Proposition], texts: Mapping[str, str]
) -> set:
    """Keys of the propositions that run on from what they do not follow elsewhere.

    `groups` says which statement each proposition renders. Article X prints A and then B on end. Another article prints
    A and goes on, in the same breath, with something else, or comes to B from something else: it speaks against X; one
    that prints A, B as X does speaks for it. B is spliced in X if at least as many speak against as for it, X included:
    leaving a sentence out is common, inventing one in the middle of a quotation is not. So whoever comes to B from what
    X prints before A, or goes on with what X prints behind B, has left out one of them and says nothing against X. A
    transcript outvotes them all.
    """
    after: dict[str, dict[int, int]] = defaultdict(dict)
    before: dict[str, dict[int, int]] = defaultdict(dict)
    joins: list[tuple[Proposition, Proposition]] = []
    spoken = sorted((p for p in propositions if p.said and p.key in groups), key=lambda p: p.key)
    for left, right in pairwise(spoken):
        if _on_end(left, right, texts[left.article_id]) if left.article_id == right.article_id else False:
            a, b = groups[left.key], groups[right.key]
            if a != b:
                after[left.article_id].setdefault(a, b)
                before[left.article_id].setdefault(b, a)
                joins.append((left, right))
    transcripts = {p.article_id for p in spoken if p.spoken}
    printed: dict[int, set[str]] = defaultdict(set)
    for p in spoken:
        printed[groups[p.key]].add(p.article_id)
    found = {p.key for p in spoken if p.seam}
    # Of all that print both: what each prints behind the one and before the other, and how many do so.
    outcomes: dict[tuple[int, int], Counter[tuple[int | None, int | None]]] = {}
    for left, right in joins:
        a, b = groups[left.key], groups[right.key]
        if (a, b) not in outcomes:
            outcomes[a, b] = Counter()
            for article_id in printed[a] & printed[b]:
                way = after[article_id].get(a), before[article_id].get(b)
                outcomes[a, b][way] += len(after) if article_id in transcripts else 1
        earlier = {None, a, *_chain(before[left.article_id], a)}
        later = {None, b, *_chain(after[left.article_id], b)}
        agree = against = 0
        for (behind, ahead), voices in outcomes[a, b].items():
            if behind == b:
                agree += voices
            elif behind not in later or ahead not in earlier:
                against += voices
        if against and against >= agree:
            found.add(right.key)
    return found


def _chain(following: Mapping[int, int], group: int) -> Iterator[int]:
    """The statements that one article prints on end from here, in the direction of `following`."""
    seen = {group}
    while (group := following.get(group, group)) not in seen:
        seen.add(group)
        yield group


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
