"""Findings on quotations: which were changed, which most articles quote, which stand high or low."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.align.normalise import fold
from kit.compare.findings.finding import ended, found, quoted
from kit.compare.flags import SPLICE, flags
from kit.compare.position import Depths, order
from kit.compare.sure import sure_renderings
from kit.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# This many changed quotations are told; `kit.compare.flags` has all.
TOLD = 3
# Quotations as like their reference as this are of it beyond doubt.
PLAIN = 0.6
# Fewer words than these are a scrap.
WORDS = 4
# If more statements than this are quoted equally widely, none of them is a finding.
TIED = 3
# Share of an article's words between two places from which on it is told that something stands high here and low
# there, and this many words; and from which share of common wording on two articles print one text.
FAR, FAR_WORDS, COPIED = 0.4, 100, 0.3


def changed(reading: Reading) -> Iterator[dict[str, object]]:
    """Words that one article quotes on end and another apart; what else is changed inside marks is a contradiction."""
    flagged = flags(reading)
    told = flagged[flagged["flag"] == SPLICE].drop_duplicates("statement_id")
    for row in told.head(TOLD).itertuples():
        sentence = f"{row.outlet} quotes on end what stands apart in {row.other_outlet}: {ended(row.text)}"
        yield found("quotations", sentence, "renderings", [row.rendering_id])


def _plain(reading: Reading) -> pd.DataFrame:
    """Sure renderings between marks that are plainly their statement."""
    rows = sure_renderings(reading)
    return rows[rows["form"].isin(["direct", "partial"]) & (rows["similarity"] >= PLAIN).fillna(value=False)]


def widely_quoted(reading: Reading) -> Iterator[dict[str, object]]:
    """The quotation that most articles print word for word; several that as many print are named as several.

    The words are looked for in the whole of each article: a mark that is odd or lost does not make them other words.
    """
    texts = {row.article_id: _words(row.text) for row in rows(reading.articles)}
    plain = _plain(reading)
    alike: dict[str, list[str]] = {}
    seen: set[str] = set()
    for statement in rows(reading.statements[reading.statements["statement_id"].isin(plain["statement_id"])]):
        words = _words(str(statement.reference))
        if words in seen or len(words.split()) < WORDS:
            continue
        seen.add(words)
        alike[statement.statement_id] = [key for key, text in texts.items() if words in text]
    most = max(map(len, alike.values()), default=0)
    top = [key for key, articles in alike.items() if len(articles) == most]
    if 2 * most < len(texts) or most < 2 or len(top) > TIED:
        return  # many are quoted as widely: none stands out
    keys = [
        row.rendering_id for row in rows(plain) if row.statement_id in top and row.article_id in alike[row.statement_id]
    ]
    of = len(reading.articles)
    where = "both" if most == of == 2 else f"all {of}" if most == of else f"{most} of {of}"
    *others, last = reading.statements.loc[reading.statements["statement_id"].isin(top), "reference"].astype(str)
    told = f"{', '.join(map(quoted, others))}{' and ' if others else ''}{ended(last)}"
    yield found(
        "quotations", f"Among what stands word for word in {where} articles: {told}", "renderings", keys, len(keys)
    )


def _words(text: str) -> str:
    """Words as they are compared, without apostrophes, a blank on either side."""
    return f" {' '.join(word.n for word in fold(text.replace('’', '').replace(chr(39), '')))} "


def placed(reading: Reading) -> Iterator[dict[str, object]]:
    """The quotation that stands high up in one article and far down in another, of two that do not print one text.

    Far is far in words, too: after the same words a quotation stands low in an article that ends soon.
    """
    said = _plain(reading)
    # What one asserts and another denies does not merely stand elsewhere, and of a scrap nothing is told.
    whole = (said["form"] == "direct") & (said["stance"] == "asserted") & (said["text"].str.split().str.len() >= WORDS)
    stands = order(replace(reading, renderings=said[whole]))
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
