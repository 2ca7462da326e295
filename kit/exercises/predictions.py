"""What pupils predict before they compare, and what the kit found: shown beside each other, never as right or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compare.outlets import outlet_names
from kit.compare.rates import FEW
from kit.compare.states import counted_once
from kit.phrasing import plain

if TYPE_CHECKING:
    from kit.tables import Reading

# What the `item` of a prediction begins with in a file of answers.
PREFIX = "predict/"


@dataclass(frozen=True)
class Prediction:
    """What is predicted by choosing one of `options`; `found` is among them, `because` says what was counted."""

    item: str
    prompt: str
    options: tuple[str, ...]
    found: str
    because: str


@counted_once
def predictions(reading: Reading) -> list[Prediction]:
    """The predictions that the articles of one event allow: of each, only where the count has one winner.

    Whose words an article prints inside marks is counted in `quotes`, by words and against the article's length.
    """
    articles = reading.articles
    if len(articles) < 2:
        return []
    names = outlet_names(reading)
    made = []
    quoted = reading.quotes[(reading.quotes["use"] == "quotation") & reading.quotes["form"].isin(["direct", "partial"])]
    words = quoted["text"].str.split().str.len().groupby(quoted["article_id"]).sum()
    share = {
        row.article_id: int(words.get(row.article_id, 0)) / row.words for row in articles.itertuples() if row.words
    }
    made += _one(
        "predict/most-quoted",
        "Which article gives the largest part of its words to quotations in quotation marks?",
        {names[key]: value for key, value in share.items()},
        "of its words stand inside quotation marks",
    )
    if len(quoted) >= FEW:
        sure = quoted[quoted["certainty"] == "sure"]
        people = set(reading.speakers.loc[reading.speakers["kind"] == "person", "speaker_id"])
        heard = sure[sure["speaker_id"].isin(people)]
        count = heard["text"].str.split().str.len().groupby(heard["speaker"]).sum().sort_index()
        made += _one(
            "predict/most-heard",
            "Whose words take up most room inside quotation marks, in all articles together?",
            {str(name): float(value) for name, value in count.nlargest(6).items()},
            "words inside quotation marks",
        )
    return made


def _one(item: str, prompt: str, values: dict[str, float], what: str) -> list[Prediction]:
    """A prediction, if more than one can be chosen and one is ahead of all others."""
    values = {plain(name): value for name, value in values.items()}
    ranked = sorted(values, key=lambda name: (-values[name], name))
    if len(ranked) < 2 or values[ranked[0]] == values[ranked[1]] or not values[ranked[0]]:
        return []
    number = {n: f"{v:.0%}" if "of its words" in what else f"{v:.0f}" for n, v in values.items()}
    told = "; ".join(f"{name}: {number[name]}" for name in ranked[:3])
    return [Prediction(item, prompt, tuple(sorted(values)), ranked[0], f"{told} {what}.")]
