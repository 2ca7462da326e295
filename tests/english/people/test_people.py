"""People: which names of an event mean the same one."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit.english import annotate, people
from kit.english.people import names
from kit.english.people.candidate import Candidate
from kit.english.people.cut_names import make_whole

CASES = json.loads((Path(__file__).resolve().parents[2] / "cases" / "people.json").read_text(encoding="utf-8"))


def entity_of(articles):
    """Printed name → the entities it is a mention of."""
    docs = {f"a{n}": annotate.analyse(text, article_id=f"a{n}") for n, text in enumerate(articles)}
    frame = pd.DataFrame({"article_id": list(docs), "event_id": "event"})
    _, mentions = people.find_mentions(frame, docs)
    return {text: set(rows["entity_id"]) for text, rows in mentions.groupby("text")}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES["positive"]])
def test_names_of_one_meet(case):
    """The names of a case are mentions of one entity."""
    found = entity_of(case["articles"])
    for group in case["together"]:
        assert len(set().union(*(found[name] for name in group))) == 1, found


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES["negative"]])
def test_names_of_two_stay_apart(case):
    """The names of a case are mentions of different entities."""
    found = entity_of(case["articles"])
    for group in case["apart"]:
        assert len(set().union(*(found[name] for name in group))) == len(group), found


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES["kinds"]])
def test_what_bears_a_name_has_its_kind(case):
    """Persons are persons, and what is only called like one is not."""
    docs = {"a": annotate.analyse(case["text"], article_id="a")}
    entities, _ = people.find_mentions(pd.DataFrame({"article_id": ["a"], "event_id": ["event"]}), docs)
    found = dict(zip(entities["name"], entities["kind"], strict=True))
    assert {name: found.get(name) for name in case["kind"]} == case["kind"], found


def test_a_heading_in_capitals_names_nobody():
    """Words in capitals between two paragraphs are no names, unless a sentence of the article has them."""
    text = "Rebels left Skarn on Monday.\n\nVOLATILE BORDER\n\nThe town of Skarn was quiet, Mayor Ada Brook said.\n\nSKARN QUIET\n"
    entities, _ = people.find_mentions(
        pd.DataFrame({"article_id": ["a"], "event_id": ["event"]}), {"a": annotate.analyse(text, article_id="a")}
    )
    assert set(entities["name"]) == {"Skarn", "Ada Brook"}


def test_the_seeds_spell_two_names_in_two_ways(seeds):
    """Kiev and Kyiv, Zelensky and Zelenskyy are one entity each."""
    by_text = {text: set(rows["entity_id"]) for text, rows in seeds.mentions.groupby("text")}
    assert len(by_text["Kiev"] | by_text["Kyiv"]) == 1
    assert len(by_text["Volodymyr Zelensky"] | by_text["Volodymyr Zelenskyy"] | by_text["Zelensky"]) == 1


def test_who_prints_is_an_organisation():
    """An outlet or agency of the event is an organisation, though its name holds a place, and a daily by its last word."""
    docs = {
        "a": annotate.analyse(
            "Port Sable Wire reported the closure on Monday. She was sent packing last night after the Hammer exposed her limo habit.",
            article_id="a",
        )
    }
    frame = pd.DataFrame(
        {"article_id": ["a"], "event_id": "event", "outlet": ["Port Sable Wire"], "agency": ["Daily Hammer"]}
    )
    entities, _ = people.find_mentions(frame, docs)
    assert dict(zip(entities["name"], entities["kind"], strict=True)) == {
        "Port Sable Wire": "organisation",
        "Hammer": "organisation",
    }


def test_where_it_is_written_is_a_place():
    """The place of a dateline or of a byline is one, whatever the model takes it for; a surname stays a person's."""
    text = "Dunmorra beat Rathcoll at Clonarda. Kerry Washford came. Washford, a star of the screen, thanked them."
    heads = {"place": ["CLONARDA, Exland", "WASHFORD"], "byline": [pd.NA, "Ann Example, in Rathcoll"]}
    articles = pd.DataFrame({"article_id": ["a", "b"], "event_id": "event", **heads})
    docs = {key: annotate.analyse(text, article_id=key) for key in ("a", "b")}
    entities, _ = people.find_mentions(articles, docs)
    found = dict(zip(entities["name"], entities["kind"], strict=True))
    assert {found["Clonarda"], found["Rathcoll"]} == {"place"}
    assert found["Kerry Washford"] == "person"


def test_what_only_a_headline_names_is_nobody():
    """Headlines write most words with a capital: a name that no sentence of the article has is none."""
    text = "Mayor Ilona Marsh opens Northham bridge\nThe mayor opened the bridge in Northham on Monday."
    at = text.index("\n") + 1
    pieces = [["a", 0, "headline", 0, at], ["a", 1, "body", at, len(text)]]
    segments = pd.DataFrame(pieces, columns=["article_id", "paragraph", "role", "start", "end"])
    articles = pd.DataFrame([{"article_id": "a", "event_id": "event", "text": text, "language": "en"}])
    entities, _ = people.find_mentions(articles, annotate.annotate(articles, segments))
    assert entities["name"].tolist() == ["Northham"]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Lower Mordan gets its bypass.", "Mordan", "Lower Mordan"),
        ("Kobus Torsen of Agri-Brookvale spoke.", "Brookvale", "Agri-Brookvale"),
        ("The Northham-Zaltby road is shut.", "Northham", "Northham"),
        ("Mordans came.", "Mordan", "Mordan"),
    ],
)
def test_a_cut_name_is_made_whole(text, name, whole):
    """A name has the words around it that another sentence, or a hyphen, tells to be parts of it, and no others."""
    names_elsewhere = "Lower Mordan, Zaltby"
    at = text.index(name)
    cut = Candidate("a", at, at + len(name), name, "place", "body")
    others = [Candidate("b", 0, 12, "Lower Mordan", "place", "body"), Candidate("b", 14, 20, "Zaltby", "place", "body")]
    make_whole([cut, *others], {"a": text, "b": names_elsewhere})
    assert (cut.text, text[cut.start : cut.end]) == (whole, whole)


def test_mentions_never_overlap():
    """However a name was found, each place is one mention."""
    text = (
        "Kyiv said so. Torsen said Kyiv was far.\nTORSEN: Yes.\nBROOK: No.\nTORSEN: Kyiv is far.\nBROOK: Kyiv said so."
    )
    doc = annotate.analyse(text)
    _, mentions = people.find_mentions(pd.DataFrame({"article_id": ["text"], "event_id": ["event"]}), {"text": doc})
    ends = mentions.sort_values("start")["end"].shift(fill_value=0)
    assert (mentions.sort_values("start")["start"] >= ends).all()
    assert mentions["mention_id"].is_unique


def test_the_order_of_articles_changes_nothing():
    """The same articles in another order give the same tables."""
    texts = {
        "a": "Ada Brook met Volan Zhurensky.",
        "b": "Zhurenskyy met Mayor Brook.",
        "c": "Brook left Kiev for Kyiv.",
    }
    docs = {key: annotate.analyse(text, article_id=key) for key, text in texts.items()}
    frame = pd.DataFrame({"article_id": list(docs), "event_id": "event"})
    back = dict(reversed(docs.items()))
    for one, other in zip(people.find_mentions(frame, docs), people.find_mentions(frame[::-1], back), strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    "left, right, rule",
    [("zelensky", "zelenskyy", "mention.romanisation"), ("brook", "brook", "mention.surname"), ("barton", "burton", None),
     ("hathersage", "hathersedge", None), ("von der brook", "brook", "mention.surname"), ("kavanagh", "kavenagh", "mention.one-letter")],
)  # fmt: skip
def test_surnames_meet_by_a_named_rule(left, right, rule):
    """Two surnames are joined by a rule that has a name, or not at all."""
    assert names.same_surname(left, right) == rule


def test_a_surname_right_behind_a_full_name_means_that_one():
    """Of two bearers the one just named in full is meant, though the article is about the other."""
    text = (
        "Kelly Orlen runs the ferry. Orlen bought it in the spring. Orlen painted it blue, and Orlen sold tickets for it "
        "at the pier from nine in the morning until the last boat left for the islands on the far side of the bay. "
        "The ferry broke down twice in June, and both times the passengers had to be rowed ashore by fishermen.\n\n"
        "Robin Orlen repaired it. Orlen was not paid."
    )
    docs = {"a": annotate.analyse(text, article_id="a")}
    entities, mentions = people.find_mentions(pd.DataFrame({"article_id": ["a"], "event_id": "event"}), docs)
    last = mentions[mentions["text"] == "Orlen"].sort_values("start").iloc[-1]
    assert entities.set_index("entity_id")["name"][last["entity_id"]] == "Robin Orlen"


def test_a_relative_bears_the_surname_where_nobody_else_does():
    """A bare surname means whom its own article names, though a namesake of another article is no relative."""
    texts = [
        "Mark Orlen spoke to the council on Monday. Orlen was late.",
        "Gerard Orlen, the husband of the mayor's sister, bought the shares. Orlen wrote that he was sorry.",
    ]
    docs = {f"a{n}": annotate.analyse(text, article_id=f"a{n}") for n, text in enumerate(texts)}
    entities, mentions = people.find_mentions(pd.DataFrame({"article_id": list(docs), "event_id": "event"}), docs)
    here = mentions[(mentions["article_id"] == "a1") & (mentions["text"] == "Orlen")]
    named = entities.set_index("entity_id")["name"]
    assert [named[entity] for entity in here["entity_id"]] == ["Gerard Orlen"]
