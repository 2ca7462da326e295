"""Overview: what no single event shows: events by size, who covers what, who shares whose wording across events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kit.collect.store import Store

if TYPE_CHECKING:
    from pathlib import Path

# Two articles share wording if this much of the shorter one stands in runs that the other one has, too: less is often
# one sentence that both have from the same press notice.
SHARED = 0.25


@dataclass(frozen=True)
class Overview:
    """Three tables of a collection.

    `events`: one row an event, largest first: `event_id, label, names, articles, outlets, words, first, last,
    likeness, rule`. `coverage`: one row an event and outlet: `event_id, outlet, articles, first`. `reprints`: one row
    a pair of outlets: `outlet, other, events, pairs, outlet_first, other_first, same_day, shared_words`: in how many
    events, by how many pairs of articles they share wording, how often which of them had it on an earlier day, and
    the words shared.

    >>> import pandas as pd
    >>> Overview(pd.DataFrame(), pd.DataFrame(), pd.DataFrame()).events.empty
    True
    """

    events: pd.DataFrame
    coverage: pd.DataFrame
    reprints: pd.DataFrame


def overview(folder: str | Path, *, least: float = SHARED) -> Overview:
    r"""The overview of a folder that `kit collect` wrote; only small columns are read.

    `least` is the share of the shorter article (0 nothing, 1 all) that must be shared wording. Who printed first says
    nothing of who wrote it: both may have it from an agency. Articles whose outlet is not known are left out of
    `coverage` and `reprints`. Raises `kit.collect.store.StoreError` if a file is damaged.

    >>> import tempfile
    >>> from kit.collect import collect
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "one.txt").write_text("Ferry stuck\n\nThe ferry to Aldra was stuck on Monday.")
    >>> collect(folder, folder / "store", progress=False).articles
    1
    >>> overview(folder / "store").events["articles"].tolist()
    [1]
    """
    store = Store(folder)
    articles = store.gather("articles", ["article_id", "outlet", "published"]).dropna(subset="outlet")
    covered = articles.groupby(["event_id", "outlet"]).agg(articles=("article_id", "size"), first=("published", "min"))
    columns = ["left_article_id", "right_article_id", "left_coverage", "right_coverage", "shared_words"]
    reuse = store.gather("reuse", columns)
    shared = reuse[reuse[["left_coverage", "right_coverage"]].max(axis=1) >= least]
    for side in ("left", "right"):
        named = articles.rename(columns={name: f"{side}_{name}" for name in ("article_id", "outlet", "published")})
        shared = shared.merge(named, on=["event_id", f"{side}_article_id"])
    return Overview(store.events(), covered.reset_index(), _reprints(shared))


def _reprints(shared: pd.DataFrame) -> pd.DataFrame:
    columns = ["outlet", "other", "events", "pairs", "outlet_first", "other_first", "same_day", "shared_words"]
    if shared.empty:
        return pd.DataFrame(columns=columns)
    turned = shared["left_outlet"] > shared["right_outlet"]
    for name in ("outlet", "published"):
        left, right = shared[f"left_{name}"].copy(), shared[f"right_{name}"].copy()
        shared[f"left_{name}"], shared[f"right_{name}"] = left.where(~turned, right), right.where(~turned, left)
    shared = shared[shared["left_outlet"] != shared["right_outlet"]]
    days = shared["left_published"].dt.normalize() - shared["right_published"].dt.normalize()
    shared = shared.assign(outlet_first=days.dt.days < 0, other_first=days.dt.days > 0, same_day=days.dt.days == 0)
    made = shared.groupby(["left_outlet", "right_outlet"]).agg(
        events=("event_id", "nunique"),
        pairs=("event_id", "size"),
        outlet_first=("outlet_first", "sum"),
        other_first=("other_first", "sum"),
        same_day=("same_day", "sum"),
        shared_words=("shared_words", "sum"),
    )
    made = made.reset_index().set_axis(columns, axis=1)
    return made.sort_values(
        ["events", "pairs", "outlet", "other"], ascending=[False, False, True, True], ignore_index=True
    )
