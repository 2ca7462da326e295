"""States: a reading in which every article counts once, although several states of it were loaded."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.tables import Reading

P = ParamSpec("P")
T = TypeVar("T")
# One sentence that is like another's may be so by chance.
LINKS = 2
_PAIRS = ("left_article_id", "right_article_id")

# What was answered while answers are kept; with the reading that was asked about, so that no other takes its place.
_KEPT: list[dict[Any, tuple[Reading, Any]]] = []


@contextmanager
def answers_kept() -> Iterator[None]:
    """Answer each question about a reading once, for as long as neither is changed in place. Also a decorator.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> with answers_kept():
    ...     kit.compare.flags(reading) is kit.compare.flags(reading)
    True
    """
    _KEPT.append(_KEPT[-1] if _KEPT else {})
    try:
        yield
    finally:
        _KEPT.pop()


def kept(answer: Callable[Concatenate[Reading, P], T]) -> Callable[Concatenate[Reading, P], T]:
    """An answer that is kept while answers are; not where more than the reading is given."""

    @wraps(answer)
    def asked(reading: Reading, *args: P.args, **kwargs: P.kwargs) -> T:
        if not _KEPT or args or kwargs:
            return answer(reading, *args, **kwargs)
        key = answer, id(reading)
        if key not in _KEPT[-1]:
            _KEPT[-1][key] = reading, answer(reading, *args, **kwargs)
        return _KEPT[-1][key][1]

    return asked


@kept
def latest(reading: Reading) -> Reading:
    """The reading without the earlier states of its articles (`articles.version_of`); itself if there are none.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> latest(reading) is reading
    True
    """
    earlier = reading.articles["version_of"].notna()
    return part(reading, reading.articles.loc[~earlier, "article_id"]) if earlier.any() else reading


def counted_once(answer: Callable[Concatenate[Reading, P], T]) -> Callable[Concatenate[Reading, P], T]:
    """An answer that compares articles, asked of their latest states only; kept while answers are."""

    @kept
    @wraps(answer)
    def asked(reading: Reading, *args: P.args, **kwargs: P.kwargs) -> T:
        return answer(latest(reading), *args, **kwargs)

    return asked


def joined(reading: Reading) -> frozenset[str]:
    """The articles that something joins to the others; all of them if fewer than two are joined.

    An article is joined that surely shares a statement with another, or has `LINKS` sentences that another has, too. What
    one of the others alone has is no finding: it may lie in the folder of an event and tell of another one.

    >>> import kit
    >>> len(joined(kit.read("seeds")))
    5
    """
    sure = reading.renderings[reading.renderings["certainty"] == "sure"]
    shared = sure.groupby("statement_id")["article_id"].transform("nunique") > 1
    linked = pd.concat([reading.links[label] for label in _PAIRS]).value_counts()
    keys = {*sure.loc[shared, "article_id"], *linked.index[linked >= LINKS]}
    return frozenset(keys if len(keys) > 1 else reading.articles["article_id"])


def part(reading: Reading, article_ids: pd.Series) -> Reading:
    """The reading as if it held these articles alone: rows of the others are left out, statements counted anew.

    How a wording was judged stays as it is, against the reference among all articles; where that is not in the part,
    the likest wording that is stands for it.
    """
    tables = {}
    for name, frame in reading.tables().items():
        keys = [label for label in ("article_id", *_PAIRS) if label in frame]
        for label in keys:
            frame = frame[frame[label].isin(article_ids)]
        tables[name] = frame
    statements, renderings, quotes = tables["statements"], tables["renderings"], tables["quotes"]
    counts = renderings.groupby("statement_id")["article_id"].nunique()
    likest = renderings.sort_values("similarity", ascending=False, kind="stable").groupby("statement_id").first()
    statements = statements[statements["statement_id"].isin(counts.index)]
    own, key = statements["reference_rendering_id"], statements["statement_id"]
    tables["statements"] = statements.assign(
        articles=key.map(counts).astype("Int64"),
        reference_rendering_id=own.where(own.isin(renderings["rendering_id"]), key.map(likest["rendering_id"])),
    )
    speakers, entities = tables["speakers"], tables["entities"]
    heard = set(quotes["speaker_id"].dropna()) | set(statements["speaker_id"].dropna())
    tables["speakers"] = speakers[speakers["speaker_id"].isin(heard)]
    tables["entities"] = entities[entities["event_id"].isin(tables["articles"]["event_id"])]
    return replace(reading, **{name: frame.reset_index(drop=True) for name, frame in tables.items()})
