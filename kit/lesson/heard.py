"""Who is heard in a lesson's articles, and who is only talked about: for the filled-in worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.compare.outlets import outlet_names

if TYPE_CHECKING:
    from kit.tables import Reading

# Voices that a sheet has room for.
VOICES = 6


def heard(reading: Reading) -> dict[str, Any]:
    """`voices`: who surely speaks (name, outlets); `silent`: people whom two articles name and nobody quotes or reports."""
    names = outlet_names(reading)
    quotes = reading.quotes[reading.quotes["use"] == "quotation"]
    sure = quotes[(quotes["certainty"] == "sure").fillna(False)]
    outlets = sure.dropna(subset=["speaker"]).groupby("speaker")["article_id"].agg(lambda ids: list(dict.fromkeys(ids)))
    ranked = sorted(outlets.items(), key=lambda row: (-len(row[1]), row[0]))
    speaking = set(reading.speakers["entity_id"].dropna())
    people = reading.entities[(reading.entities["kind"] == "person") & ~reading.entities["entity_id"].isin(speaking)]
    counts = reading.mentions.groupby("entity_id")["article_id"].nunique()
    named = people[people["entity_id"].map(counts).fillna(0) >= 2]
    return {
        "voices": [(name, [names[key] for key in ids]) for name, ids in ranked[:VOICES]],
        "silent": sorted(named["name"])[:VOICES],
    }
