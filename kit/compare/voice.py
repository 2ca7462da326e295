"""Voices: whose words an article is made of, who is heard, and who is only talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer, in_order
from kit.compare.outlets import outlet_names
from kit.compare.rates import bootstrap, caution, wilson
from kit.compare.states import counted_once
from kit.tables import rows as each
from kit.tables.counting import WORD, count_words
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from kit.tables import Reading

VOICES = ("quotation", "reported speech", "own words")


@counted_once
def voices(reading: Reading) -> pd.DataFrame:
    """How many of an article's words are quotation, reported speech and the outlet's own.

    One row an article and voice: `article_id, outlet, voice, words, of` (words in headline, body and captions),
    `share`, `low`, `high` (95 %, sentences drawn again), `note`. A word inside quotation marks is quotation, another
    word of a reported clause is reported speech, whatever else is the outlet's own, the reporting verbs too.

    >>> import kit
    >>> voices(kit.read("seeds")).groupby("article_id")["share"].sum().round(2).unique().tolist()
    [1.0]
    """
    rows = []
    names = outlet_names(reading)
    for article_id, name in names.items():
        counted = _by_sentence(reading, str(article_id))
        total = int(counted.sum().sum())
        for voice in VOICES:
            words = int(counted[voice].sum())
            low, high = bootstrap(counted[voice].tolist(), counted.sum(axis=1).tolist())
            rows.append(
                {
                    "article_id": article_id,
                    "outlet": name,
                    "voice": voice,
                    "words": words,
                    "of": total,
                    "share": round(words / total, 4) if total else pd.NA,
                    "low": low if total else pd.NA,
                    "high": high if total else pd.NA,
                    "note": caution(len(counted), "sentences") or pd.NA,
                }
            )
    return answer("voices", rows)


@counted_once
def speakers_heard(reading: Reading) -> pd.DataFrame:
    """Who is heard in which article, and with how many words.

    One row an article and speaker: `article_id, outlet, speaker_id, speaker, kind, quotes, words, of` (words of all
    speakers there), `share`, `low`, `high` (Wilson, of quotations), `articles` (in how many the speaker is heard),
    `quote_ids`. A stretch without a known speaker counts under "nobody named".

    >>> import kit
    >>> speakers_heard(kit.read("seeds"))["speaker"].value_counts().index[0]
    'Pete Hegseth'
    """
    quotes = reading.quotes[reading.quotes["use"].isna() | (reading.quotes["use"] == "quotation")].copy()
    if quotes.empty:
        return answer("speakers_heard")
    names, kinds = (
        outlet_names(reading),
        dict(zip(reading.speakers["speaker_id"], reading.speakers["kind"], strict=True)),
    )
    quotes["words"] = [_quoted_words(q) for q in quotes.itertuples()]
    quotes["speaker"] = quotes["speaker"].fillna("nobody named")
    everyone = quotes.groupby("speaker")["article_id"].nunique()
    in_article = quotes.groupby("article_id")["quote_id"].count()
    of_words = quotes.groupby("article_id")["words"].sum()
    rows = []
    for (article_id, speaker), group in quotes.groupby(["article_id", "speaker"], sort=True):
        low, high = wilson(len(group), int(in_article[article_id]))
        speaker_id = group["speaker_id"].iloc[0]
        rows.append(
            {
                "article_id": article_id,
                "outlet": names[article_id],
                "speaker_id": speaker_id,
                "speaker": speaker,
                "kind": kinds.get(speaker_id, pd.NA) if pd.notna(speaker_id) else pd.NA,
                "quotes": len(group),
                "words": int(group["words"].sum()),
                "of": int(of_words[article_id]),
                "share": round(len(group) / int(in_article[article_id]), 4),
                "low": low,
                "high": high,
                "articles": int(everyone[speaker]),
                "quote_ids": " ".join(group["quote_id"]),
            }
        )
    return in_order(answer("speakers_heard", rows), names, "quotes", "speaker", falling=("quotes",))


@counted_once
def not_heard(reading: Reading, *, kinds: tuple[str, ...] = ("person", "organisation", "place")) -> pd.DataFrame:
    """Who is talked about and never heard, in any article of the event.

    One row an entity: `entity_id, name, kind, articles` (that name it), `mentions`, `outlets`, most widely named
    first. A place is heard when it speaks as "Moscow said"; the people of a country are another matter, see the
    description of each speaker.

    >>> import kit
    >>> reading = kit.read("seeds")
    >>> set(not_heard(reading)["entity_id"]).isdisjoint(reading.speakers["entity_id"].dropna())
    True
    """
    speaking = set(reading.speakers["entity_id"].dropna())
    named = reading.mentions.merge(reading.entities, on="entity_id")
    silent = named[named["kind"].isin(kinds) & ~named["entity_id"].isin(speaking)]
    names = outlet_names(reading)
    rows = [
        {
            "entity_id": entity_id,
            "name": group["name"].iloc[0],
            "kind": str(group["kind"].iloc[0]),
            "articles": int(group["article_id"].nunique()),
            "mentions": len(group),
            "outlets": ", ".join(n for a, n in names.items() if a in set(group["article_id"])),
        }
        for entity_id, group in silent.groupby("entity_id", sort=True)
    ]
    made = answer("not_heard", rows)
    return made.sort_values(["articles", "mentions", "entity_id"], ascending=[False, False, True], ignore_index=True)


def _by_sentence(reading: Reading, article_id: str) -> pd.DataFrame:
    """Words of each sentence by voice."""
    told = reading.sentences[
        (reading.sentences["article_id"] == article_id) & reading.sentences["role"].isin(READ_ROLES)
    ]
    quotes = reading.quotes[(reading.quotes["article_id"] == article_id) & (reading.quotes["use"] == "quotation")]
    mine = each(quotes)
    marked = [(q.start, q.end) for q in mine if q.form != "indirect"]
    reported = [
        (q.content_start if pd.notna(q.content_start) else q.start, q.content_end if pd.notna(q.content_end) else q.end)
        for q in mine
    ]
    rows = []
    for sentence in each(told):
        counts = dict.fromkeys(VOICES, 0)
        for word in WORD.finditer(sentence.text):
            at = sentence.start + word.start()
            if any(a <= at < b for a, b in marked):
                counts["quotation"] += 1
            elif any(a <= at < b for a, b in reported):
                counts["reported speech"] += 1
            else:
                counts["own words"] += 1
        rows.append(counts)
    return pd.DataFrame(rows, columns=list(VOICES), dtype="int64")


def _quoted_words(quote: Any) -> int:
    return count_words(quote.text)
