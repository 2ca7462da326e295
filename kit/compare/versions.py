"""Versions: what an outlet added to its article, took out of it, changed and moved after it first stood there.

NewsDiffs (Brown, Lee and Price, 2012) keeps every state of a page and shows the difference; Spangher et al.
(NewsEdits, NAACL 2022) pair the sentences of two states as added, deleted, edited and moved. So does this, on exact words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Indel

from kit import tables
from kit.align.normalise import folded
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from kit.tables import Reading

# Two sentences in one place are one sentence changed if so much of their words is the same (Dice: twice the shared
# words over all words); below it one was taken out and another put in.
CHANGED = 0.5


def versions(reading: Reading) -> pd.DataFrame:
    """The table `versions`: how the latest state of an article differs from each earlier one, sentence by sentence.

    Takes a Reading; returns a row for each sentence (headlines and captions are sentences, too) that was `added`,
    `removed`, `changed` or `moved`, in the order of the later state; `earlier_start:earlier_end` and
    `later_start:later_end` are code points of the two articles' texts, missing on the side that has nothing. What differs only
    in white space is not told. No rows where no article has two states (`articles.version_of`).

    >>> import kit
    >>> len(versions(kit.read("seeds")))
    0

    A sentence split in two is one changed and one added. Bylines, datelines and page notices are not compared.
    """
    texts: dict[str, list[Any]] = defaultdict(list)
    for row in tables.rows(reading.sentences):
        if row.role in READ_ROLES:
            texts[row.article_id].append(row)
    earlier = reading.articles[reading.articles["version_of"].notna()]
    return tables.table(
        "versions",
        [
            {"earlier_article_id": row.article_id, "later_article_id": row.version_of, **change}
            for row in tables.rows(earlier)
            for change in _changes(_in_order(texts[row.article_id]), _in_order(texts[row.version_of]))
        ],
    )


def _in_order(sentences: Sequence[Any]) -> list[Any]:
    return sorted(sentences, key=lambda row: row.start)


def _changes(earlier: Sequence[Any], later: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The differences of two states in the order of the later one; what was taken out comes where it stood."""
    pairs = [pair for gap in _gaps(earlier, later) for pair in _paired(*gap)]
    there = {_printed(b) for a, b in pairs if a is None}
    moved = {_printed(a): a for a, b in pairs if b is None and _printed(a) in there}
    for a, b in pairs:
        if a is not None and b is not None:
            yield _row("changed", a, b)
        elif a is None and _printed(b) in moved:
            yield _row("moved", moved[_printed(b)], b)
        elif a is None:
            yield _row("added", None, b)
        elif _printed(a) not in moved:
            yield _row("removed", a, None)


def _gaps(earlier: Sequence[Any], later: Sequence[Any]) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """The stretches of two states between the sentences that are the same, in their order, in both."""
    steps = Indel.opcodes(list(map(_printed, earlier)), list(map(_printed, later)))
    for equal, near in groupby(steps, key=lambda step: step.tag == "equal"):
        if not equal:
            first, *_, last = [*near] * 2
            yield earlier[first.src_start : last.src_end], later[first.dest_start : last.dest_end]


def _paired(gone: Sequence[Any], come: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Sentences of one stretch, those beside each other that are one sentence changed; None on the side that has none."""
    words = [[Counter(folded(row.text, {})) for row in side] for side in (gone, come)]
    likeness = sorted(
        ((_shared(a, b), -m, -n) for m, a in enumerate(words[0]) for n, b in enumerate(words[1])), reverse=True
    )
    beside: dict[int, int] = {}
    for share, m, n in likeness:
        if share < CHANGED:
            break
        if all((-m < k) == (-n < other) and -m != k and -n != other for k, other in beside.items()):
            beside[-m] = -n
    at = 0
    for m, row in enumerate(gone):
        if m in beside:
            yield from ((None, new) for new in come[at : beside[m]])
            at = beside[m] + 1
        yield row, come[beside[m]] if m in beside else None
    yield from ((None, new) for new in come[at:])


def _shared(a: Counter[str], b: Counter[str]) -> float:
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def _printed(row: Any) -> str:
    return " ".join(row.text.split())


def _row(kind: str, a: Any, b: Any) -> dict[str, Any]:
    made = {"kind": kind, "rule": f"version.{kind}"}
    for side, row in (("earlier", a), ("later", b)):
        if row is not None:
            made |= {f"{side}_start": row.start, f"{side}_end": row.end, f"{side}_text": row.text}
    return made
