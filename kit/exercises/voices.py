"""Questions about voices: whose words are these, and does the verb that reports them take sides?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.verbs import reporting
from kit.data import rulebook
from kit.english.people.names import fold, given_genders
from kit.exercises.passages import around, sentence_at
from kit.exercises.question import SAME, Part, Question, varied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

CHOICES = 6
# Characters that a pupil reads backwards to find a name.
BACK = 900
COLOURS = ("neutral", "coloured")
# Verbs in one question: enough that guessing fails, few enough to think about each.
VERBS = 4
# Verbs about which careful readers agree: those that only report, and those that press or keep away. Whether
# "explained" takes something for true, or "agreed" does anything at all, is worth a discussion and no exercise.
_PLAIN = ("neutral", "signalling")
_STRONG = ("gives it force", "keeps it at a distance")
# Reports by these rules have a verb of saying with its speaker, for which "said" can be put.
_SAYING = frozenset({
    "quote.report.clause", "quote.tag-according", "quote.tag-any-verb", "quote.tag-behind", "quote.tag-inverted",
    "quote.tag-puts-it", "quote.tag-remark", "quote.tag-shared", "quote.tag-told",
})  # fmt: skip


def whose_voice(reading: Reading) -> Iterator[Question]:
    """Whose words are these, where the sentence itself does not print the full name ("he", "the minister").

    Asked only of a speaker that the kit is sure of, if another article prints the same words beside the speaker's name (a pronoun alone may mislead the
    kit), and if the name can be found a little farther up. The other choices are people whom the same event's articles
    name most often.
    """
    quotes = reading.quotes
    people = set(reading.speakers.loc[reading.speakers["kind"] == "person", "speaker_id"])
    sure = quotes[
        (quotes["use"] == "quotation")
        & quotes["form"].isin(["direct", "partial"])
        & quotes["speaker_id"].isin(people)
        & quotes["speaker_start"].notna()
        & (quotes["marks"] == "balanced")
        & (quotes["certainty"] == "sure")
        & quotes["quote_id"].isin(_confirmed(reading))
    ]
    texts = reading.articles.set_index("article_id")["text"]
    asked: Counter[str] = Counter()
    found = set()
    for row in varied(sure.sort_values(["article_id", "start"]), "speaker").itertuples():
        printed = texts[row.article_id][row.speaker_start : row.speaker_end]
        first, last = min(row.start, row.speaker_start), max(row.end, row.speaker_end)
        about = around(reading, row.article_id, first, last, before=0, after=0)
        named = texts[row.article_id].lower().rfind(_surname(row.speaker).lower(), 0, about.start)
        far = named < 0 or about.start - named > BACK
        again = asked[row.speaker] == SAME or (row.article_id, named) in found
        if far or again or _surname(row.speaker).lower() in about.text.lower():
            continue
        asked[row.speaker] += 1
        found.add((row.article_id, named))
        yield Question(
            question_id=f"voice/{row.quote_id}",
            kind="voice",
            prompt=f"Who speaks here? The article only says “{printed}”. Find the name in the article, in what comes before.",
            passages=(about,),
            parts=(Part("Speaker", _people(reading, row.article_id, row.speaker), (row.speaker,)),),
            hint="Read backwards from the end: who was the last person that the article let speak?",
            where=(around(reading, row.article_id, named, last, before=0),),
            evidence=f"{row.speaker}: “{printed}” (rule: {rulebook.explain(row.rule)}).",
        )


def sort_verbs(reading: Reading) -> Iterator[Question]:
    """Neutral or coloured: some reporting verbs of the articles, by the kit's list of verbs, each to be justified.

    Each question has verbs of both kinds, and only verbs about which there is little to argue.
    """
    quotes = reading.quotes.set_index("quote_id")
    # A verb beside quotation marks certainly lets somebody speak; others may only tell what somebody did.
    saying = reading.quotes["rule"].map(lambda rule: not _SAYING.isdisjoint(rulebook.ids(rule)[:1]))
    marked = reading.quotes["form"].isin(["direct", "partial"]) & saying.astype(bool)
    known = reporting(replace(reading, quotes=reading.quotes[marked])).drop_duplicates("verb")
    plain, strong = known[known["class"].isin(_PLAIN)], known[known["effect"].isin(_STRONG)]
    for at in range(0, min(len(plain), len(strong)), VERBS // 2):
        both = slice(at, at + VERBS // 2)
        rows = pd.concat([plain[both], strong[both]]).sort_values("verb")
        first = [quotes.loc[ids.split()[0]] for ids in rows["quote_ids"]]
        passages = tuple(sentence_at(reading, quote["article_id"], int(quote["cue_start"])) for quote in first)
        yield Question(
            question_id=f"verb/{'-'.join(rows['verb'].str.replace(' ', '_'))}",
            kind="verb",
            prompt="Each of these sentences lets somebody speak. Does the verb only report, or does it add a colour?",
            passages=passages,
            parts=tuple(
                Part(f"“{quote['cue']}” ({row.outlet})", COLOURS, (row.colour,))
                for quote, row in zip(first, rows.itertuples(), strict=True)
            ),
            hint="Put “said” in its place and read both aloud. Has something gone: doubt, force, a feeling?",
            where=passages,
            evidence="; ".join(
                f"“{row.verb}” is {row.colour} ({', '.join(str(x) for x in (row[5], row.effect) if pd.notna(x))})"
                for row in rows.itertuples()
            )
            + ". The list is ours, in the manner of Caldas-Coulthard (1994); a pupil with a good reason may differ.",
            justify=True,
        )


def _confirmed(reading: Reading) -> set[str]:
    """Quotations that another article has too, with the speaker's surname beside them."""
    texts = reading.articles.set_index("article_id")["text"]
    sure = reading.renderings[reading.renderings["certainty"] == "sure"]
    said = sure.merge(reading.quotes, on="quote_id", suffixes=("", "_quote")).dropna(subset=["speaker_start"])
    beside = [
        pd.notna(row.speaker)
        and _surname(row.speaker).lower() in texts[row.article_id][row.speaker_start : row.speaker_end].lower()
        for row in said.itertuples()
    ]
    named = said[pd.Series(beside, index=said.index, dtype="bool")]
    where = {key: set(group) for key, group in named.groupby("statement_id")["article_id"]}
    return {row.quote_id for row in said.itertuples() if where.get(row.statement_id, set()) - {row.article_id}}


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _people(reading: Reading, article_id: str, right: str) -> tuple[str, ...]:
    """The right name and those that the event's articles name most often, in alphabetical order.

    Only who speaks somewhere or bears a known given name: a storm or a paper may have been taken for a person.
    """
    event = reading.articles.loc[reading.articles["article_id"] == article_id, "event_id"].iloc[0]
    named = reading.entities[(reading.entities["event_id"] == event) & (reading.entities["kind"] == "person")]
    counts = reading.mentions["entity_id"].value_counts()
    ranked = named.assign(n=named["entity_id"].map(counts).fillna(0)).sort_values(
        ["n", "name"], ascending=[False, True]
    )
    people = reading.speakers.loc[reading.speakers["kind"] == "person", "name"]
    speaking, given = set(people.dropna()), given_genders()
    others = [
        name
        for name in ranked["name"]
        if _surname(name) != _surname(right) and (name in speaking or fold(name.split()[0]) in given)
    ]
    return tuple(sorted({right, *others[: CHOICES - 1]}))
