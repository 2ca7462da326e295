"""Quotes: who said what, on invented texts and on the seeds."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit.english import annotate, people, quotes
from kit.english.quotes.marks import find_stretches
from kit.english.quotes.offices import gender_of

CASES = Path(__file__).resolve().parents[2] / "cases"
MARKS = json.loads((CASES / "quotes_marks.json").read_text(encoding="utf-8"))
QUOTES = json.loads((CASES / "quotes.json").read_text(encoding="utf-8"))


def named(cases):
    return [pytest.param(case, id=case["name"]) for case in cases]


def stretches(text):
    paragraphs, at = [], 0
    for line in text.splitlines(keepends=True):
        paragraphs.append((at, at + len(line.rstrip())))
        at += len(line)
    return [[text[s.start : s.end], s.missing] for s in find_stretches(text, paragraphs)]


def read(*texts):
    """The tables `quotes` and `speakers` of texts taken as the articles of one event."""
    docs = {f"a{n}": annotate.analyse(text, article_id=f"a{n}") for n, text in enumerate(texts)}
    articles = pd.DataFrame({"article_id": list(docs), "event_id": "event"})
    entities, mentions = people.find_mentions(articles, docs)
    return quotes.find_quotes(articles, docs, annotate.split_sentences(docs), entities, mentions)


def check(case):
    found, _ = read(case["text"])
    for wanted in case["rows"]:
        rows = found[found["text"] == wanted["text"]]
        assert len(rows) == 1, found[["text", "speaker", "rule"]].to_string()
        row = rows.iloc[0]
        for column in wanted.keys() - {"content"}:
            value = None if pd.isna(row[column]) else row[column]
            assert value == wanted[column], f"{column}: {value!r}, by the rule {row['rule']!r}"
        if "content" in wanted:
            assert case["text"][row["content_start"] : row["content_end"]] == wanted["content"]
    if not case["rows"]:
        assert found.empty, found[["text", "rule"]].to_string()
    if case.get("only"):
        assert len(found) == len(case["rows"]), found[["text", "rule"]].to_string()
    if case.get("one_utterance"):
        assert len(set(found["utterance_id"])) == 1
    if case.get("one_content"):
        assert len(found[["content_start", "content_end"]].drop_duplicates()) == 1


@pytest.mark.parametrize("case", named(MARKS["positive"] + MARKS["negative"]))
def test_marks_pair_as_in_the_cases(case):
    """Each mark finds its partner, and what lacks one says which side is missing."""
    assert stretches(case["text"]) == case["stretches"]


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize("case", named(MARKS["known_failures"]))
def test_marks_that_pair_wrongly_until_now(case):
    """A known failure that begins to work must move to the positive cases."""
    assert stretches(case["text"]) == case["stretches"]


@pytest.mark.parametrize("case", named(QUOTES["positive"]))
def test_quotations_are_found_with_their_speakers(case):
    """Every row of a case is found, with the columns it names."""
    check(case)


@pytest.mark.parametrize("case", named(QUOTES["negative"]))
def test_what_is_no_quotation_has_no_speaker(case):
    """Titles, nicknames, scare quotes and what nobody reports are told from quotations."""
    check(case)


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize("case", named(QUOTES["known_failures"]))
def test_quotations_missed_until_now(case):
    """A known failure that begins to work must move to the positive cases."""
    check(case)


def test_a_speaker_is_one_across_the_articles_of_an_event():
    """Full name, surname, office and pronoun lead to one speaker, whichever article prints the full name."""
    found, speakers = read(
        "“The bridge is safe,” said Harbour Secretary Peter Torsen.",
        "Torsen came on Monday. “The bridge is safe,” he said.",
        "“The bridge is safe,” the harbour secretary said.",
    )
    assert found["speaker"].tolist() == ["Peter Torsen"] * 3
    assert speakers["name"].tolist() == ["Peter Torsen"]
    assert speakers["role"].tolist() == ["Harbour Secretary"]


def test_events_lend_one_another_nothing():
    """A surname of one event is not completed from another event."""
    docs = {
        "a": annotate.analyse("“The bridge is safe,” said Peter Torsen.", article_id="a"),
        "b": annotate.analyse("“The bridge is safe,” said Mr. Torsen.", article_id="b"),
    }
    articles = pd.DataFrame({"article_id": ["a", "b"], "event_id": ["one", "two"]})
    entities, mentions = people.find_mentions(articles, docs)
    found, _ = quotes.find_quotes(articles, docs, annotate.split_sentences(docs), entities, mentions)
    assert found["speaker"].tolist() == ["Peter Torsen", "Torsen"]


def test_an_article_in_another_language_gives_its_stretches_without_speakers():
    """What cannot be analysed is not given up: the marks are read, and nobody is named."""
    text = "„Die Brücke ist sicher“, sagte Ada Brook."
    articles = pd.DataFrame([{"article_id": "a", "event_id": "event", "language": "de", "text": text}])
    segments = pd.DataFrame([{"article_id": "a", "paragraph": 0, "role": "body", "start": 0, "end": len(text)}])
    docs = annotate.annotate(articles, segments)
    entities, mentions = people.find_mentions(articles, docs)
    found, speakers = quotes.find_quotes(articles, docs, annotate.split_sentences(docs), entities, mentions)
    assert found["text"].tolist() == ["Die Brücke ist sicher"]
    assert found["speaker"].isna().all()
    assert speakers.empty


@pytest.mark.parametrize(
    ("word", "gender"), [("spokesman", "male"), ("spokeswoman", "female"), ("german", ""), ("human", ""), ("mayor", "")]
)
def test_a_word_for_a_person_tells_a_gender_or_none(word, gender):
    """Not every word that ends in "man" is one."""
    assert gender_of(word) == gender


def test_nothing_in_gives_nothing_out():
    """No articles, and an article without a word, give empty tables with all their columns."""
    for texts in ((), ("",), ("\n\n",)):
        found, speakers = read(*texts)
        assert found.empty
        assert speakers.empty
        assert "speaker_id" in found


def test_every_marked_stretch_of_the_seeds_has_the_right_speaker(seeds):
    """All 41 marked stretches are found, the repaired one too, and each is given to whom the gold gives it."""
    gold = [json.loads(line) for line in (CASES.parent / "gold" / "quotes.jsonl").read_text("utf-8").splitlines()]
    article = dict(zip(seeds.articles["text"], seeds.articles["article_id"], strict=True))
    marked = seeds.quotes[(seeds.quotes["marks"] != "none") & (seeds.quotes["use"] == "quotation")]
    assert len(marked) == 41
    assert (marked["marks"] == "repaired").sum() == 1
    for row in marked.itertuples():
        doc = next(d for d in gold if article[d["text"]] == row.article_id)
        over = [q for q in doc["quotes"] if q["start"] < row.end and row.start < q["end"]]
        assert any(q["canonical"].split()[-1] == row.speaker.split()[-1] for q in over), row


def test_a_body_found_as_a_name_once_is_the_same_speaker_elsewhere():
    """A source described by the very words of an entity's name is that entity."""
    texts = ("The Harbour Council opened an office. “It is safe,” the Harbour Council said.", "The office was closed.")
    _, speakers = read(*texts)
    assert speakers["kind"].tolist() == ["organisation"]
