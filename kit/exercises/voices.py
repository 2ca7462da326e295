"""Questions about voices: whose words are these?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.exercises.passages import around, sentence_at
from kit.exercises.question import Part, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

CHOICES = 6


def whose_voice(reading: Reading) -> Iterator[Question]:
    """Whose words are these, where the sentence itself does not print the full name ("he", "the minister").

    The other choices are people whom the same event's articles name most often.
    """
    quotes = reading.quotes
    people = set(reading.speakers.loc[reading.speakers["kind"] == "person", "speaker_id"])
    sure = quotes[
        (quotes["use"] == "quotation")
        & quotes["form"].isin(["direct", "partial"])
        & quotes["speaker_id"].isin(people)
        & quotes["speaker_start"].notna()
        & (quotes["marks"] == "balanced")
    ]
    texts = reading.articles.set_index("article_id")["text"]
    for row in sure.sort_values(["article_id", "start"]).itertuples():
        printed = texts[row.article_id][row.speaker_start : row.speaker_end]
        about = sentence_at(reading, row.article_id, row.start)
        if _surname(row.speaker).lower() in f"{about.text} {printed}".lower():
            continue
        yield Question(
            question_id=f"voice/{row.quote_id}",
            kind="voice",
            prompt=f"Who speaks here? The article only says “{printed}”. Find the name in what comes before.",
            passages=(about,),
            parts=(Part("Speaker", _people(reading, row.article_id, row.speaker), (row.speaker,)),),
            hint="Read backwards from the quotation: who was the last person that the article let speak?",
            where=(around(reading, row.article_id, row.start),),
            evidence=f"{row.speaker}: “{printed}” (rule: {row.rule}).",
        )


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _people(reading: Reading, article_id: str, right: str) -> tuple[str, ...]:
    """The right name and those that the event's articles name most often, in alphabetical order."""
    event = reading.articles.loc[reading.articles["article_id"] == article_id, "event_id"].iloc[0]
    named = reading.entities[(reading.entities["event_id"] == event) & (reading.entities["kind"] == "person")]
    counts = reading.mentions["entity_id"].value_counts()
    ranked = named.assign(n=named["entity_id"].map(counts).fillna(0)).sort_values(
        ["n", "name"], ascending=[False, True]
    )
    others = [name for name in ranked["name"] if _surname(name) != _surname(right)]
    return tuple(sorted({right, *others[: CHOICES - 1]}))
