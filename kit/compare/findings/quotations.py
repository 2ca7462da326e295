"""What was done to quoted words: changed, quoted by most, placed high or low."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compare.findings.finding import ended, found, quoted
from kit.compare.flags import SPLICE, TURNED, flags
from kit.compare.position import Depths, order
from kit.compare.sure import sure_renderings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# So many changed quotations are told; `kit.compare.flags` has all.
TOLD = 3
# Quotations as like their reference as this are of it beyond doubt.
PLAIN = 0.6
# More statements than these, all quoted as widely, are no finding.
TIED = 3
# Share of an article's words between two places from which on it is told that something stands high here and low
# there, and so many words; and from which share of common wording on two articles print one text.
FAR, FAR_WORDS, COPIED = 0.4, 100, 0.3


def changed(reading: Reading) -> Iterator[dict[str, object]]:
    """Quotations in which a negation, a number, a modal verb or a name was changed, and splices."""
    flagged = flags(reading)
    told = flagged[flagged["flag"].isin([TURNED, SPLICE])]
    for row in told.head(TOLD).itertuples():
        if row.flag == SPLICE:
            sentence = f"{row.outlet} quotes on end what stands apart in {row.other_outlet}: {ended(row.text)}"
        elif row.words == "(nothing)":
            sentence = f"Inside its quotation marks {row.outlet} does not have “{row.instead_of}”, which {row.other_outlet} prints: {ended(row.text)}"
        elif row.instead_of == "(nothing)":
            sentence = f"Inside its quotation marks {row.outlet} has “{row.words}”, which {row.other_outlet} has not: {ended(row.text)}"
        else:
            sentence = f"Inside its quotation marks {row.outlet} has “{row.words}” where {row.other_outlet} has “{row.instead_of}”: {ended(row.text)}"
        yield found("quotations", sentence, "renderings", [row.rendering_id])


def _plain(reading: Reading) -> pd.DataFrame:
    """Sure renderings between marks that are plainly their statement."""
    rows = sure_renderings(reading)
    return rows[rows["form"].isin(["direct", "partial"]) & (rows["similarity"] >= PLAIN).fillna(value=False)]


def widely_quoted(reading: Reading) -> Iterator[dict[str, object]]:
    """The words that most articles quote; several that as many quote are named as several.

    An article may quote them in a form that is not joined: it is said in how many at least they stand, not that no others
    stand in as many.
    """
    plain = _plain(reading)
    spread = plain.groupby("statement_id")["article_id"].nunique()
    if spread.empty or spread.max() < 2:
        return
    top = spread[spread == spread.max()].index
    if len(top) > TIED:
        return  # many are quoted as widely: none stands out
    statements = reading.statements[reading.statements["statement_id"].isin(top)]
    mine = plain[plain["statement_id"].isin(top)]
    where = f"In quotation marks in at least {int(spread.max())} of {len(reading.articles)} articles"
    *others, last = [str(text) for text in statements["reference"]]
    told = f"{', '.join(map(quoted, others))}{' and ' if others else ''}{ended(last)}"
    yield found("quotations", f"{where}: {told}", "renderings", mine["rendering_id"], len(mine))


def placed(reading: Reading) -> Iterator[dict[str, object]]:
    """The quotation that stands high up in one article and far down in another, of two that do not print one text.

    Far is far in words, too: after the same words a quotation stands low in an article that ends soon.
    """
    stands = order(replace(reading, renderings=_plain(reading)))
    down, copies = Depths(reading), _copies(reading)
    found_here = []
    for _, mine in stands.groupby("statement_id", sort=True):
        mine = mine.sort_values("position", kind="stable")
        high, low = mine.iloc[0], mine.iloc[-1]
        before = [round(row["position"] * down.words(row["article_id"])) for row in (high, low)]
        gap, pair = low["position"] - high["position"], frozenset((high["article_id"], low["article_id"]))
        if gap >= FAR and before[1] - before[0] >= FAR_WORDS and pair not in copies:
            found_here.append((gap, high, low, before, mine))
    if not found_here:
        return
    _, high, low, before, mine = max(found_here, key=lambda it: it[0])
    at = [
        f"{row['outlet']} after {n} of {down.words(row['article_id'])} words"
        for row, n in zip((high, low), before, strict=True)
    ]
    keys = " ".join(mine["rendering_ids"]).split()
    yield found("order", f"Quoted by {at[0]}, by {at[1]}: {ended(high['text'])}", "renderings", keys, len(mine))


def _copies(reading: Reading) -> set[frozenset[str]]:
    """Pairs of articles of which one prints much of the other's text."""
    share = reading.reuse[["left_coverage", "right_coverage"]].max(axis=1)
    rows = reading.reuse[(share >= COPIED).fillna(value=False)]
    return {frozenset(pair) for pair in zip(rows["left_article_id"], rows["right_article_id"], strict=True)}
