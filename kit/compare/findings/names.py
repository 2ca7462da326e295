"""Findings on word choice: how outlets name the same person, and which reporting verbs they use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.align.model import stem
from kit.compare.findings.finding import among, enumerated, found
from kit.compare.outlets import outlet_names
from kit.compare.sure import sure_quotes
from kit.data import word_set
from kit.english.lexicon.senses import is_person_noun
from kit.english.words.lists import reporting_verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

# Labels so long are descriptions, labels of one word are offices.
FEWEST, MOST_WORDS = 2, 5
OPENERS = word_set("words that begin no label")
# Outlets that must call somebody by this many different labels.
SPLIT = 2
EFFECT = "keeps it at a distance"


def split_by_naming(reading: Reading) -> Iterator[dict[str, object]]:
    """The person whom different outlets call different things, each in its own words beside the name."""
    names = outlet_names(reading)
    labels = reading.labels.merge(reading.entities, on="entity_id")
    labels = labels[(labels["kind"] == "person") & labels["text"].map(_is_label).astype(bool)]
    words = {row.article_id: _stems(row.text) for row in reading.articles.itertuples()}
    best: tuple[int, str, dict[str, list]] = (0, "", {})
    for name, group in labels.groupby("name", sort=True):
        said: dict[str, list] = {}
        for row in group.itertuples():
            said.setdefault(_bare(row.text).lower().replace("'s", "").replace("’s", ""), []).append(row)
        lone = {text: rows for text, rows in said.items() if _of_one(text, {row.article_id for row in rows}, words)}
        outlets = {rows[0].article_id for rows in lone.values()}
        if len(outlets) > max(best[0], SPLIT - 1):
            best = (len(outlets), str(name), lone)
    _, name, lone = best
    if name:
        listed = enumerated([f"“{_bare(rows[0].text)}” ({names[rows[0].article_id]})" for rows in lone.values()])
        keys = [row.label_id for rows in lone.values() for row in rows]
        yield found("naming", f"{name} is called different things: {listed}.", "labels", keys, len(keys))


def _of_one(label: str, articles: set[str], words: dict[str, frozenset[str]]) -> bool:
    """Whether one article alone calls somebody so, and no other even has the noun: what one prints as a label another
    may say in a sentence of its own.
    """
    noun = stem(label.rsplit(maxsplit=1)[-1])
    return len(articles) == 1 and not any(noun in there for key, there in words.items() if key not in articles)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z]+", text.lower()))


def _is_label(text: str) -> bool:
    """Whether a label is a short phrase in small letters whose last word is a person."""
    words = _bare(text).split()
    return (
        FEWEST <= len(words) <= MOST_WORDS and _may_open(words[0]) and words[-1].isalpha() and is_person_noun(words[-1])
    )


def _may_open(word: str) -> bool:
    """Whether a label may open with this word: in small letters, no number, nothing that hangs on what stands before."""
    return word.isalpha() and word.islower() and word not in OPENERS


def _bare(text: str) -> str:
    """A label without its article."""
    words = text.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words)


def verbs(reading: Reading) -> Iterator[dict[str, object]]:
    """Whose words which outlets keep at a distance by the verb or noun that reports them ("claimed", "the allegation")."""
    names = outlet_names(reading)
    distant = set(reporting_verbs().query("effect == @EFFECT")["lemma"])
    quotes = sure_quotes(reading)
    known = reading.speakers.loc[reading.speakers["kind"] != "unnamed", "speaker_id"]
    quotes = quotes[quotes["speaker_id"].isin(known)]
    mine = quotes[quotes["cue_lemma"].isin(list(distant))].drop_duplicates(["article_id", "cue_lemma", "speaker"])
    if len(mine):
        told = [f"“{q.cue}” ({q.speaker}, {names[q.article_id]})" for q in mine.itertuples()]
        yield found(
            "reporting verbs",
            f"Kept at a distance by the word that reports it: {among(told)}.",
            "quotes",
            mine["quote_id"],
            len(mine),
        )
