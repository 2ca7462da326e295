"""Findings on voices: who is quoted in one article only, who last, and the share of quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz.distance import Levenshtein

from kit.align.conflicts.facts import is_anybody
from kit.align.normalise import fold
from kit.compare.findings.finding import enumerated, found, sentence_at, some_of
from kit.compare.flagged_words import compared_words
from kit.compare.outlets import outlet_names
from kit.compare.states import joined
from kit.compare.sure import sure_quotes
from kit.compare.voice import voices
from kit.english.lexicon.senses import is_person_noun, kin
from kit.english.people.names import letters
from kit.phrasing import listing
from kit.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

_TOLD_TO = re.compile(r"\b(?:was|were|been|being) (?:told|assured|informed|advised|warned)\b")
# Fewer words than these inside a reporter's sentence may be a term, and nobody's.
TERM = 3
# Words of names are told apart from this many letters on, and are one where they are so alike.
LEAST, ALIKE = 4, 0.65
# This many words on end are one quotation, whoever is said to have said it.
LONG_RUN = 8
# Shares tell two articles apart where the larger is so many times the smaller.
MARKEDLY = 1.5
# Double marks, or single ones around words: no apostrophe.
MARKS = re.compile(r"[“”„«»\"]|(?<!\w)[‘'](?=\w)[^‘’']+[’'](?!\w)")


def heard_alone(reading: Reading) -> Iterator[dict[str, object]]:
    """Persons quoted in marks in one article, whom no other article quotes or reports: first who is named in most articles."""
    if len(reading.articles) < 2:
        return
    names = outlet_names(reading)
    persons = reading.speakers[(reading.speakers["kind"] == "person") & reading.speakers["name"].str.contains(" ")]
    every = reading.quotes[reading.quotes["speaker_id"].notna()]
    sure = sure_quotes(reading)
    marked = sure[sure["form"].isin(["direct", "partial"])]
    if len(marked):
        marked = marked.loc[[_own_words(reading, row) for row in marked.itertuples()]]
    alone, on_the_event, unnamed = [], joined(reading), Unnamed(reading)
    named = reading.mentions.groupby("entity_id")["article_id"].nunique()
    for speaker in persons.itertuples():
        mine = marked[marked["speaker_id"] == speaker.speaker_id]
        if (
            len(set(mine["article_id"])) != 1
            or not set(mine["article_id"]) <= on_the_event
            or unnamed.may_be(speaker.entity_id, besides=mine["article_id"].iloc[0])
            or _others_have(reading, every, speaker, mine)
        ):
            continue
        alone.append((-named.get(speaker.entity_id, 0), -mine["text"].str.split().str.len().sum(), speaker.name, mine))
    if alone:
        # First who is named in most articles, then who says most.
        alone.sort(key=lambda it: it[:3])
        told = [f"{name} ({names[mine['article_id'].iloc[0]]})" for _, _, name, mine in alone]
        keys = [key for *_, mine in alone for key in mine["quote_id"]]
        yield found("voices", f"Among those whom one article alone quotes: {some_of(told)}.", "quotes", keys, len(keys))


class Unnamed:
    """Those who are quoted without a name: "a juror", "one of the drivers"."""

    def __init__(self, reading: Reading) -> None:
        spoken = reading.quotes[reading.quotes["speaker"].notna()]
        spoken = spoken[spoken["speaker"].map(is_anybody).astype(bool)]
        self._quoted = [(row.article_id, _nouns(row.speaker)) for row in rows(spoken)]
        told = reading.labels[["entity_id", "text"]]
        offices = reading.speakers[["entity_id", "role"]].set_axis(["entity_id", "text"], axis=1)
        self._called: dict[str, set[str]] = {}
        for row in rows(pd.concat([told, offices]).dropna()):
            self._called.setdefault(row.entity_id, set()).update(_nouns(row.text))

    def may_be(self, entity_id: str, *, besides: str = "") -> bool:
        """Whether one of them, in another article than `besides`, may be a person: called the same, or nobody says what the person is."""
        called = self._called.get(entity_id, set())
        return any(
            not called or any(kin(a, b, "NOUN") for a in nouns for b in called)
            for article_id, nouns in self._quoted
            if article_id != besides and nouns
        )


def _nouns(description: str) -> set[str]:
    """The nouns for persons in a description, one of several as one: "juror" in "one of the jurors"."""
    words = re.findall(r"[a-z]+", description.lower())
    return {noun for word in words for noun in (word, word.removesuffix("s")) if is_person_noun(noun)}


def _own_words(reading: Reading, quote: Any) -> bool:
    """Whether somebody is plainly quoted: no term in marks ("referred to as a “score”"), nor what the speaker was told ("she
    had been told that it was “safe”").
    """
    sentence = sentence_at(reading, quote.article_id, quote.start)
    before = sentence.text[: quote.start - sentence.start]
    return quote.form == "direct" or (len(quote.text.split()) >= TERM and not _TOLD_TO.search(before))


def _others_have(reading: Reading, every: pd.DataFrame, speaker: Any, mine: pd.DataFrame) -> bool:
    """Whether another article lets the same person speak, perhaps in another spelling, or has the same words."""
    article, whole = mine["article_id"].iloc[0], letters(speaker.name, 1)
    others = every.loc[every["article_id"] != article, "speaker"].dropna().unique()
    if any(whole in letters(name) or _spelled_alike(speaker.name, name) for name in others):
        return True
    last = speaker.name.split()[-1]
    beside = reading.sentences[reading.sentences["sentence_id"].isin(reading.quotes["sentence_id"])]
    beside = beside[(beside["article_id"] != article) & beside["text"].str.contains(last, regex=False)]
    said = reading.renderings[reading.renderings["quote_id"].isin(mine["quote_id"])]["statement_id"]
    shared = reading.renderings[reading.renderings["statement_id"].isin(said)]
    return len(beside) > 0 or bool((shared["article_id"] != article).any()) or _printed_elsewhere(reading, mine)


def _printed_elsewhere(reading: Reading, mine: pd.DataFrame) -> bool:
    """Whether another article prints so many words on end of one of the quotations, whoever is said to have said them."""
    own = mine["article_id"].iloc[0]
    others = [compared_words(row.text) for row in reading.articles.itertuples() if row.article_id != own]
    words = [[word.n for word in fold(text)] for text in mine["text"]]
    runs = {f" {' '.join(said[n : n + LONG_RUN])} " for said in words for n in range(len(said) - LONG_RUN + 1)}
    return any(run in text for run in runs for text in others)


def _spelled_alike(one: str, other: str) -> bool:
    """Whether the last word of one name is a word of the other, allowing for spelling: "Khalid" and "Khaled Saad"."""
    pairs = ((one.rsplit(maxsplit=1)[-1], word) for word in other.split())
    back = ((other.rsplit(maxsplit=1)[-1], word) for word in one.split())
    return any(
        min(len(a), len(b)) >= LEAST and Levenshtein.normalized_similarity(a.lower(), b.lower()) >= ALIKE
        for a, b in (*pairs, *back)
    )


def _fullest(names: pd.Series) -> pd.Series:
    """For each name the longest that has all its words, if there is just one: "Aldel" stands for "Karin Aldel"."""
    every = {name: set(name.split()) for name in names.unique()}
    longest: dict[str, str] = {}
    for name, words in every.items():
        longer = [other for other, theirs in every.items() if words < theirs]
        longest[name] = longer[0] if len(longer) == 1 else name
    return names.map(longest)


def share_of_quotation(reading: Reading) -> Iterator[dict[str, object]]:
    """Which article consists most of quotation, and which not at all or least, where the one has half as much again as the other."""
    own = voices(reading)
    own = own[(own["voice"] == "quotation") & own["share"].notna()]
    if len(own) < 2 or not own["words"].sum():
        return
    printed = own["share"].round(2)  # what is printed as one per cent is one
    most, least = own[printed == printed.max()], own[printed == printed.min()]
    if printed.max() < MARKEDLY * printed.min():
        return
    texts = reading.articles.set_index("article_id")["text"]
    if any(MARKS.search(texts[row.article_id]) and not row.words for row in least.itertuples()):
        return  # what stands in marks is taken for a title or a turn of phrase: "none" would be said of marks that are there
    counts = f" ({most['words'].iloc[0]} of {most['of'].iloc[0]})" if len(most) == 1 else ""
    low = f"{printed.min():.0%} of those of" if least["words"].iloc[0] else "none of those of"
    sentence = (
        f"Quotation makes up {printed.max():.0%} of the words of {enumerated(most['outlet'].tolist())}{counts} "
        f"and {low} {enumerated(least['outlet'].tolist())}."
    )
    shown = reading.quotes["article_id"].isin([*most["article_id"], *least["article_id"]])
    shown &= reading.quotes["form"].isin(["direct", "partial"]) & (reading.quotes["use"] == "quotation")
    yield found("voices", sentence, "quotes", reading.quotes.loc[shown, "quote_id"])


def last_word(reading: Reading) -> Iterator[dict[str, object]]:
    """Whose quotation is the last, where articles differ in it and of all that quote anybody it is sure."""
    names = outlet_names(reading)
    marked = reading.quotes[reading.quotes["form"].isin(["direct", "partial"]) & (reading.quotes["use"] == "quotation")]
    marked = marked[marked["article_id"].isin(joined(reading))]
    last = marked.sort_values("start").groupby("article_id").tail(1)
    persons = reading.speakers.loc[reading.speakers["kind"] == "person", "speaker_id"]
    if not ((last["certainty"] == "sure") & (last["form"] == "direct") & last["speaker_id"].isin(persons)).all():
        return  # the one that is left out may be the one that undoes the contrast
    speakers = {name: [names[key] for key in names.index if key in set(mine["article_id"])]
                for name, mine in last.groupby(_fullest(last["speaker"]), sort=True)}  # fmt: skip
    if len(speakers) > 1:
        told = [
            f"{name} in {listing(where)}"
            for name, where in sorted(speakers.items(), key=lambda it: (-len(it[1]), it[0]))
        ]
        yield found(
            "voices", f"The last quotation is that of {enumerated(told)}.", "quotes", last["quote_id"], len(last)
        )
