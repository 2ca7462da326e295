"""Verbs: the reporting verbs that each outlet uses, and their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.answer_table import answer, in_order
from kit.compare.outlets import outlet_names
from kit.compare.rates import caution, wilson
from kit.compare.states import counted_once
from kit.english.words.lists import reporting_verbs

if TYPE_CHECKING:
    from kit.tables import Reading


@counted_once
def reporting(reading: Reading) -> pd.DataFrame:
    """The reporting verbs of each article, with the speaker each one introduces.

    One row an article, speaker and verb: `article_id, outlet, speaker, verb` (lemma), `class` and `colour`
    (`kit/data/reporting_verbs.csv`, in the manner of Caldas-Coulthard 1994; missing for a verb that the list has not), `effect`
    (takes it for true, keeps it at a distance, gives it force; missing for none), `count`, `quote_ids`. A class is a
    word's usual reading: whether "insisted" is fair, the passage shows.

    >>> import kit
    >>> sorted(reporting(kit.read("seeds"))["colour"].dropna().unique())
    ['coloured', 'neutral']
    """
    quotes = reading.quotes[reading.quotes["cue_lemma"].notna() & (reading.quotes["use"] == "quotation")]
    # One verb may carry several stretches: it is counted once.
    quotes = quotes.drop_duplicates(["article_id", "cue_start", "cue_end"])
    if quotes.empty:
        return answer("reporting")
    known = reporting_verbs().drop_duplicates("lemma").set_index("lemma")
    names = outlet_names(reading)
    rows = []
    keys = [quotes["article_id"], quotes["speaker"].fillna("nobody named"), quotes["cue_lemma"].str.lower()]
    for (article_id, speaker, verb), group in quotes.groupby(keys, sort=True):
        kind = known.loc[verb] if verb in known.index else None
        rows.append(
            {
                "article_id": article_id,
                "outlet": names[article_id],
                "speaker": speaker,
                "verb": verb,
                "class": kind["class"] if kind is not None else pd.NA,
                "colour": kind["colour"] if kind is not None else pd.NA,
                "effect": kind["effect"] if kind is not None else pd.NA,
                "count": len(group),
                "quote_ids": " ".join(group["quote_id"]),
            }
        )
    return in_order(answer("reporting", rows), names, "count", "verb", "speaker", falling=("count",))


@counted_once
def verb_colours(reading: Reading) -> pd.DataFrame:
    """How many of an article's reporting verbs are neutral and how many coloured, with Wilson intervals.

    One row an article and colour: `article_id, outlet, colour` (`neutral`, `coloured`, `not in the list`), `count, of,
    share, low, high, note`. An article without reporting verbs has no row.

    >>> import kit
    >>> sorted(verb_colours(kit.read("seeds"))["colour"].unique())
    ['coloured', 'neutral', 'not in the list']
    """
    verbs = reporting(reading)
    verbs["colour"] = verbs["colour"].fillna("not in the list")
    rows = []
    for (article_id, outlet), group in verbs.groupby(["article_id", "outlet"], sort=False):
        whole = int(group["count"].sum())
        for colour in ("neutral", "coloured", "not in the list"):
            part = int(group.loc[group["colour"] == colour, "count"].sum())
            low, high = wilson(part, whole)
            rows.append(
                {
                    "article_id": article_id,
                    "outlet": outlet,
                    "colour": colour,
                    "count": part,
                    "of": whole,
                    "share": part / whole,
                    "low": low,
                    "high": high,
                    "note": caution(whole, "verbs") or pd.NA,
                }
            )
    return answer("verb_colours", rows)
