"""Silence: persons who are named and never quoted, and persons who were asked and did not answer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kit.compare.findings.finding import LONGEST, among, found, some_of
from kit.compare.findings.voices import Unnamed
from kit.compare.outlets import outlet_names
from kit.data import read_list
from kit.english.words.lists import given_names, reporting_verbs
from kit.phrasing import listing, shortened
from kit.tables import rows, rows_by_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

# A person is missed where at least half of the articles name her, and so often.
NAMED = 5
# An age behind a name, in so many characters.
AGE, _AGED = 6, re.compile(r", \d\d?\b")
# A sentence that begins with a pronoun, and a capital behind its beginning.
_PRONOUN, _NAME = (
    re.compile(r"\W*(?:He|She|They|It|We|I|His|Her|Their|Its|Both|Neither|The others?|Another|One|Some|None)\b"),
    re.compile(r"\s[A-Z]"),
)
# Right before such a word: "Asked about it, he declined to comment" does not say who.
_NAMELESS = r"\b(?:he|she|they|it|we|I)(?: \w+)? (?=(?:{unanswered}))"
# What stands behind such a word somebody else tells.
_RETOLD = r"\b(?:said|says|saying|told|claim\w*|report\w*)\b.*?"
# Share of the mentions of a person that may stand before another word in capitals.
CAPITALS = 0.1
# Between a name and the verb of saying: an age or office between commas, an auxiliary, an adverb.
_BETWEEN = r"(?:,[^,.;“”\"]{1,60},)?(?:\s+(?:has|had|have|also|later|then|once|\w+ly))*\s+"
# Who is told to be dead or missing says nothing.
_DEAD = (
    r"\b{name}\b[^.]{{0,60}}\b(?:missing|disappeared|vanished)\b|\b{name}\b[^.]*\.\s+(?:His|Her) (?:body|whereabouts)\b|"
    r"(?:body|death|killing|murder|funeral|memory) of (?:\w+ )?{name}\b|\blate (?:\w+ )?{name}\b|"
    r"\b(?:killed|murdered|shot) (?:\w+ )?{name}\b|"
    r"\b{name}(?:['’]s? (?:\w+ )?(?:body|death|killing|murder|funeral|family)\b|"
    r"(?:,[^,.;]{{1,40}},)?(?: \w+)? (?:died|was killed|was found dead|was shot dead|was murdered|fell)\b)"
)


def not_heard_at_all(reading: Reading) -> Iterator[dict[str, object]]:
    """Persons whom half of the articles name, and of whose words no article gives any; most widely named first."""
    persons = reading.entities[(reading.entities["kind"] == "person") & reading.entities["name"].str.contains(" ")]
    named = reading.mentions[reading.mentions["entity_id"].isin(persons["entity_id"])].groupby("entity_id")
    often = named.agg(articles=("article_id", "nunique"), times=("mention_id", "count"))
    often = often[
        (2 * often["articles"] >= len(reading.articles)) & (often["articles"] > 1) & (often["times"] >= NAMED)
    ]
    name = dict(zip(persons["entity_id"], persons["name"], strict=True))
    unnamed = Unnamed(reading)
    missed = [
        key
        for key in often.index
        if _a_person(reading, key, name[key]) and not _speaks(reading, name[key]) and not unnamed.may_be(key)
    ]
    if missed:
        missed.sort(key=lambda key: (-often.at[key, "articles"], -often.at[key, "times"], key))
        of = len(reading.articles)
        told = some_of([f"{name[key]} (named in {often.at[key, 'articles']} of {of} articles)" for key in missed])
        mentions = reading.mentions[reading.mentions["entity_id"].isin(missed)]
        yield found(
            "voices",
            f"Among those who are named and whom nobody quotes: {told}.",
            "mentions",
            mentions["mention_id"],
            len(mentions),
        )


def _speaks(reading: Reading, name: str) -> bool:
    """Whether any article seems to give the person's words, or tells that the person is dead."""
    last = name.rsplit(maxsplit=1)[-1]
    quotes = reading.quotes[reading.quotes["speaker"].str.split().str[-1].eq(last).fillna(value=False)]
    plain = quotes["rule"].astype(str).str.contains(r"speaker\.(?:named|pronoun)", regex=True)
    if (quotes["form"] != "indirect").any() or plain.any():
        return True
    who = rf"(?:{re.escape(name.split(maxsplit=1)[0])}|{re.escape(last)})"
    told = re.compile(
        rf"\b{who}{_BETWEEN}(?:{_said()})\b|(?:[,”\"’']\s*(?:{_said()})|\baccording to)\s+(?:\w+\.? ){{0,3}}{who}\b|"
        + _DEAD.format(name=who)
    )
    return any(told.search(text) for text in reading.articles["text"])


@cache
def _said() -> str:
    """The forms of verbs of speech, as alternatives of an expression."""
    lemmas = [lemma for lemma in reporting_verbs()["lemma"] if lemma.isalpha()]
    regular = {form for one in lemmas for form in (f"{one}s", f"{one}ed", f"{one}d", f"{one[:-1]}ied")}
    return "|".join(sorted(regular | {"said", "told", "wrote", "spoke", "swore", "pleaded"}))


def _a_person(reading: Reading, entity_id: str, name: str) -> bool:
    """Whether a name begins as persons' names do, or has an age behind it, and hardly ever stands before another capital, as that of
    a clinic does: only in headings with capitals throughout.
    """
    mentions = reading.mentions[reading.mentions["entity_id"] == entity_id]
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    behind = [texts[m.article_id][m.end : m.end + AGE] for m in mentions.itertuples()]
    human = name.split(maxsplit=1)[0].lower() in given_names() or any(_AGED.match(text) for text in behind)
    return human and sum(text[:1] == " " and text[1:2].isupper() for text in behind) <= CAPITALS * len(behind)


def no_reply(reading: Reading) -> Iterator[dict[str, object]]:
    """Who was asked and did not answer, in the sentences that say so."""
    names = outlet_names(reading)
    body = reading.sentences[reading.sentences["role"] == "body"]
    said: dict[str, list] = {}
    retold = re.compile(f"{_RETOLD}(?:{_unanswered()})")
    nameless = re.compile(_NAMELESS.format(unanswered=_unanswered()))
    marked = rows_by_article(reading.quotes[reading.quotes["form"] != "indirect"])
    for row in rows(body[body["text"].str.contains(_unanswered(), regex=True)]):
        if (
            (_PRONOUN.match(row.text) and not _NAME.search(row.text, 1))
            or retold.search(row.text)
            or nameless.search(row.text)
        ):
            continue  # who it was stands elsewhere, or somebody else tells it
        if any(
            isinstance(q.speaker, str) and q.speaker.split()[-1] in row.text for q in marked.get(row.article_id, ())
        ):
            continue  # who would not speak of one thing speaks of another
        said.setdefault("".join(filter(str.isalnum, row.text.casefold())), []).append(row)
    if said:
        told = [
            f"“{_around_refusal(group[0].text)}” ({listing(dict.fromkeys(names[row.article_id] for row in group))})"
            for group in said.values()
        ]
        keys = [row.sentence_id for group in said.values() for row in group]
        yield found("voices", f"Asked, and without an answer: {among(told)}.", "sentences", keys, len(keys))


def _around_refusal(sentence: str) -> str:
    """A sentence from its beginning, which tells who was asked, and from the words that say that nobody answered."""
    there = re.search(_unanswered(), sentence)
    if there is None or len(sentence) <= LONGEST:
        return " ".join(sentence.split())
    behind = max(LONGEST // 2, there.end() - there.start())
    return f"{shortened(sentence[: there.start()], LONGEST // 2)} {shortened(sentence[there.start() :], behind)}"


@cache
def _unanswered() -> str:
    return "|".join(f"(?:{pattern})" for pattern in read_list("no_reply.csv")["pattern"])
