"""Whose words: who is quoted in one article only, who is talked about and not heard, what one article alone counts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kit.compare.findings.finding import enumerated, found, quoted
from kit.compare.outlets import outlet_names
from kit.compare.sure import sure_quotes
from kit.compare.voice import not_heard, voices
from kit.data import read_list
from kit.english.words.lists import classes
from kit.phrasing import counted, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# Names that a sentence lists.
LISTED = 4
# A person is missed where at least half of the articles name her, and so often.
NAMED = 5
# A smaller figure says little by itself.
TELLING, SUM = 10, 1000
MONEY = "money"


def heard_alone(reading: Reading) -> Iterator[dict[str, object]]:
    """Persons quoted in marks in one article, whom no other article quotes or reports."""
    if len(reading.articles) < 2:
        return
    names = outlet_names(reading)
    persons = reading.speakers[(reading.speakers["kind"] == "person") & reading.speakers["name"].str.contains(" ")]
    every = reading.quotes[reading.quotes["speaker_id"].notna()]
    sure = sure_quotes(reading)
    marked = sure[sure["form"].isin(["direct", "partial"])]
    told, keys = [], []
    for speaker in persons.itertuples():
        mine = marked[marked["speaker_id"] == speaker.speaker_id]
        if len(set(mine["article_id"])) != 1 or _others_have(reading, every, speaker, mine):
            continue
        told.append(f"{speaker.name} ({names[mine['article_id'].iloc[0]]})")
        keys += mine["quote_id"].tolist()
    if told:
        yield found("voices", f"Quoted in one article only: {_first(told)}.", "quotes", keys, len(keys))


def _others_have(reading: Reading, every: pd.DataFrame, speaker: Any, mine: pd.DataFrame) -> bool:
    """Whether another article lets the same person speak, perhaps under another name, or has the same words."""
    article, last, family = mine["article_id"].iloc[0], speaker.name.split()[-1].lower(), _letters(speaker.name, 1)
    others = every.loc[every["article_id"] != article, "speaker"].dropna().unique()
    if any(last in name.lower() or family in _letters(name) for name in others):
        return True
    said = reading.renderings[reading.renderings["quote_id"].isin(mine["quote_id"])]["statement_id"]
    shared = reading.renderings[reading.renderings["statement_id"].isin(said)]
    return bool((shared["article_id"] != article).any())


def _letters(name: str, given: int = 0) -> str:
    """The letters of a name behind its first words: "DelGiudice" and "Del Giudice" are one."""
    return "".join(c for c in "".join(name.split()[given:]).lower() if c.isalpha())


def _first(told: list[str]) -> str:
    """The first of a list, and how many more there are: what reads as complete must be."""
    more = [f"{len(told) - LISTED} more"] if len(told) > LISTED else []
    return listing([*told[:LISTED], *more])


def numbers_alone(reading: Reading) -> Iterator[dict[str, object]]:
    """Sums of money and tolls of what others tell of, too, that one article gives and no other has in figures or words."""
    if len(reading.articles) < 2:
        return
    names = outlet_names(reading)
    rows = reading.quantities
    known = classes()
    tolls = rows["predicate"].isin(list(known)) | rows["head"].isin(list(known))
    sums = (rows["kind"] == MONEY) & (rows["value"] >= SUM)
    kept = rows[(sums | (rows["unit"].isna() & tolls & (rows["value"] >= TELLING))) & rows["head"].notna()]
    told, keys, given = [], [], set()
    for row in kept.itertuples():
        others = rows[(rows["article_id"] != row.article_id) & (rows["value"] == row.value)]
        figures = [
            t
            for a, t in zip(reading.articles["article_id"], reading.articles["text"], strict=True)
            if a != row.article_id
        ]
        counted_too = any(str(row.head).lower() in text.lower() for text in figures)
        if len(others) or any(row.text in text for text in figures) or not counted_too:
            continue
        text = reading.articles.set_index("article_id").at[row.article_id, "text"]
        start, end = min(row.start, row.of_start), max(row.end, row.of_end)
        if (row.article_id, row.value) in given:
            continue
        given.add((row.article_id, row.value))
        told.append(f"{quoted(text[start:end])} ({names[row.article_id]})")
        keys.append(row.quantity_id)
    if told:
        yield found("numbers", f"A number that no other article has: {_first(told)}.", "quantities", keys, len(keys))


def not_heard_at_all(reading: Reading) -> Iterator[dict[str, object]]:
    """Persons whom half of the articles name, and whose words none gives."""
    silent = not_heard(reading, kinds=("person",))
    heard = " ".join(reading.quotes["speaker"].dropna().unique()).lower()
    often = (2 * silent["articles"] >= len(reading.articles)) & (silent["articles"] > 1) & (silent["mentions"] >= NAMED)
    missed = [
        (entity, name, articles)
        for entity, name, articles in zip(*(silent[often][c] for c in ("entity_id", "name", "articles")), strict=True)
        if name.split()[-1].lower() not in heard and _a_person(reading, entity, name)
    ]
    if missed:
        listed = _first([f"{name} (in {articles} articles)" for _, name, articles in missed])
        mentions = reading.mentions[reading.mentions["entity_id"].isin([entity for entity, _, _ in missed])]
        yield found(
            "voices", f"Named and not quoted by anybody: {listed}.", "mentions", mentions["mention_id"], len(mentions)
        )


def _a_person(reading: Reading, entity_id: str, name: str) -> bool:
    """Whether a name begins as persons' names do, and never stands before another capital, as that of a clinic does."""
    if name.split(maxsplit=1)[0].lower() not in given_names():
        return False
    mentions = reading.mentions[reading.mentions["entity_id"] == entity_id]
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    behind = [texts[m.article_id][m.end : m.end + 2] for m in mentions.itertuples()]
    return " " in name and not any(two[:1] == " " and two[1:].isupper() for two in behind)


@cache
def given_names() -> frozenset[str]:
    """Given names of persons, in small letters."""
    return frozenset(" ".join(read_list("given_names.csv")["names"]).lower().split())


def most_quoted(reading: Reading) -> Iterator[dict[str, object]]:
    """Who has most of the quotations whose speaker is sure; several with as many are named together."""
    sure = sure_quotes(reading)
    marked = sure[sure["form"].isin(["direct", "partial"])]
    counts = marked.groupby("speaker")["utterance_id"].nunique()
    if counts.empty or counts.max() < 3:
        return
    top = sorted(counts[counts == counts.max()].index)
    mine = marked[marked["speaker"].isin(top)]
    whole = int(counts.sum())
    if len(top) > 1:
        sentence = f"{listing(top)} are quoted most often, each with {counts.max()} of {whole} quotations whose speaker is sure."
    else:
        spread = mine["article_id"].nunique()
        sentence = (
            f"{top[0]} is quoted most often: with {counts.max()} of {whole} quotations whose speaker is sure, in "
            f"{spread} of {counted(len(reading.articles), 'article')}."
        )
    yield found("voices", sentence, "quotes", mine["quote_id"], whole)


def share_of_quotation(reading: Reading) -> Iterator[dict[str, object]]:
    """Which article consists most of quotation, and which not at all or least."""
    own = voices(reading)
    own = own[(own["voice"] == "quotation") & own["share"].notna()]
    if len(own) < 2 or not own["words"].sum():
        return
    most, least = own[own["share"] == own["share"].max()], own[own["share"] == own["share"].min()]
    if len(most) > 1 or len(most) + len(least) > len(own):
        return
    top = most.iloc[0]
    low = f"{least['share'].iloc[0]:.0%} of those of" if least["words"].iloc[0] else "none of those of"
    sentence = (
        f"Inside quotation marks stand {top['share']:.0%} of the words of {top['outlet']} ({top['words']} of {top['of']}) "
        f"and {low} {enumerated(least['outlet'].tolist())}."
    )
    keys = reading.quotes.loc[reading.quotes["article_id"].isin([top["article_id"], *least["article_id"]]), "quote_id"]
    yield found("voices", sentence, "quotes", keys)
