"""What was done to quoted words: changed, quoted by most, placed high or low."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compare.findings.finding import ended, found
from kit.compare.flags import SPLICE, TURNED, flags
from kit.compare.position import order
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
# Share of an article's words between two places from which on it is told that something stands high here and low there.
FAR = 0.4


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


def most_quoted(reading: Reading) -> Iterator[dict[str, object]]:
    """The words that most articles quote; several that as many quote are named as several."""
    plain = _plain(reading)
    spread = plain.groupby("statement_id")["article_id"].nunique()
    if spread.empty or spread.max() < 2:
        return
    top = spread[spread == spread.max()].index
    if len(top) > TIED:
        return  # many are quoted as widely: none stands out
    statements = reading.statements[reading.statements["statement_id"].isin(top)]
    first = statements.iloc[0]
    mine = plain[plain["statement_id"].isin(top)]
    among = f"{int(spread.max())} of {len(reading.articles)} articles"
    if len(top) > 1:
        sentence = f"{len(top)} statements are quoted most widely, each in at least {among}, for example {ended(str(first['reference']))}"
    else:
        sentence = f"Quoted most widely, in at least {among}: {ended(str(first['reference']))}"
    yield found("quotations", sentence, "renderings", mine["rendering_id"], len(mine))


def placed(reading: Reading) -> Iterator[dict[str, object]]:
    """The quotation that stands high up in one article and far down in another."""
    stands = order(replace(reading, renderings=_plain(reading)))
    wide = stands.groupby("statement_id")["position"].agg(["min", "max"]).astype(float)
    wide = wide[wide["max"] - wide["min"] >= FAR]
    if wide.empty:
        return
    statement = (wide["max"] - wide["min"]).sort_values(ascending=False, kind="stable").index[0]
    mine = stands[stands["statement_id"] == statement].sort_values("position")
    high, low = mine.iloc[0], mine.iloc[-1]
    yield found(
        "order",
        f"{high['outlet']} quotes it after {high['position']:.0%} of its words, {low['outlet']} after {low['position']:.0%}: "
        f"{ended(high['text'])}",
        "renderings",
        " ".join(mine["rendering_ids"]).split(),
        len(mine),
    )
