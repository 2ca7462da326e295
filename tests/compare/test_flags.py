"""Flags on invented events: what turns a quotation is flagged with both passages, what only looks like it is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kit
from kit import compare
from kit.compare.alterations import WORDING, alterations
from kit.compare.contradictions import things
from kit.compare.flags import SPLICE, TURNED, UNDECIDED
from kit.entry import Entries
from tests.handmade import Handmade

CASES = json.loads((Path(__file__).parents[1] / "cases" / "flags.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def flagged(tmp_path_factory):
    """The flags of every case: all are read as events of one folder."""
    path = tmp_path_factory.mktemp("flags")
    rows = ["file,event,outlet"]
    for case in CASES:
        for name, text in case["texts"].items():
            (path / f"{case['id']}-{name}.txt").write_text(text, encoding="utf-8")
            rows.append(f"{case['id']}-{name}.txt,{case['id']},The {name.upper()} Post")
    (path / "sources.csv").write_text("\n".join(rows), encoding="utf-8")
    reading = kit.read(path)
    made = compare.flags(reading)
    events = reading.articles.set_index("article_id")["event_id"]
    return reading, made.assign(event=made["article_id"].map(events))


def _param(case):
    known = [pytest.mark.xfail(strict=True, reason="not joined for sure")] if case.get("known_failure") else []
    return pytest.param(case, id=case["id"], marks=known)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_what_turns_a_quotation_is_flagged_once(flagged, case):
    """One flag of the kind where a meaning is turned or words are spliced, on the outlet that differs; else none."""
    _, made = flagged
    mine = made[made["event"] == case["id"]]
    assert mine["flag"].tolist() == ([case["flag"]] if case["flag"] else [])
    assert mine["article_id"].str.endswith("-c").all()


def test_words_left_out_or_exchanged_inside_a_quotation_are_told(flagged):
    """A word that says something and is left out or exchanged between marks is told; what is shown, small, parted or at an end is not."""
    reading, _ = flagged
    events = reading.articles.set_index("article_id")["event_id"]
    told = {events[thing.articles[0]] for thing in things(reading) if thing.kind == WORDING}
    assert told == {case["id"] for case in CASES if case.get("left_out") or case.get("exchanged")}


@pytest.mark.parametrize("right", ["a", "c"])
def test_the_wording_that_fewer_articles_print_is_flagged(right):
    """Of two quotations that contradict, the one is flagged whose words stand in fewer articles, whichever comes first."""
    wrong = "c" if right == "a" else "a"
    texts = {
        right: "“Sums do not march,” he said.",
        wrong: "“Sums do march,” he said.",
        "b": "“And sums do not march,” he said.",
    }
    made = Handmade(**texts)
    for name in (right, wrong):
        said = texts[name][1 : texts[name].index(",")]
        made.quote(name, said, "Karl Tovik")
        key = made.rows["quotes"][-1]["quote_id"]
        made.add("renderings", name, said, statement_id=f"event/{name}", quote_id=key, form="direct", certainty="sure")
        made.put(
            "statements", statement_id=f"event/{name}", event_id="event", kind="utterance", reference=said, articles=1
        )
    ends = {name: (texts[name].index(" do ") + 4, texts[name].index(",")) for name in (right, wrong)}
    made.put(
        "conflicts", conflict_id="k", event_id="event", kind="negation", similarity=0.9, marked=True, certainty="sure",
        left_article_id="a", left_start=ends["a"][0], left_end=ends["a"][1], right_article_id="c", right_start=ends["c"][0],
        right_end=ends["c"][1], rule="conflict.altered-quotation",
    )  # fmt: skip
    assert compare.flags(made.reading())["article_id"].tolist() == [wrong]


def test_each_flag_shows_both_passages(flagged):
    """The passage and the one it is held against are slices of two articles of one event."""
    reading, made = flagged
    texts = reading.articles.set_index("article_id")["text"]
    assert len(made) > 10
    for row in made.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
        assert texts[row.other_article_id][row.other_start : row.other_end] == row.other_text
        assert row.article_id != row.other_article_id


def test_an_entry_calls_run_together_what_is_flagged_so(flagged):
    """A quotation whose words were altered is spliced in the table, and neither flagged nor marked as run together."""
    reading, made = flagged
    marked = {
        place.rendering_id
        for entry in Entries(reading)
        for row in entry.rows
        for place in row.places
        if row.run_together
    }
    standing = set(Entries(reading).apparatus["rendering_id"].dropna())
    assert marked
    assert marked == set(made.loc[made["flag"] == SPLICE, "rendering_id"]) & standing
    spliced = reading.renderings[reading.renderings["spliced"].fillna(value=False)]
    assert not marked.issuperset(spliced["rendering_id"])


def test_what_turns_a_quotation_is_a_contradiction(flagged):
    """What is flagged as turned is among the things on which articles do not agree: all who agree on one side."""
    reading, made = flagged
    events = reading.articles.set_index("article_id")["event_id"]
    told = {events[one.articles[0]]: one for one in things(reading) if one.sure and one.marked}
    turned = made[made["flag"] == TURNED]
    assert len(turned) > 10
    for row in turned.itertuples():
        alone = [side.articles for side in told[row.event].sides if row.article_id in side.articles]
        assert alone == [(row.article_id,)]
        assert len(told[row.event].articles) == len(events[events == row.event])


def test_what_only_two_quotations_tell_has_no_conflict(flagged):
    """The answer has a row for each passage; where no row of `conflicts` tells it, its ids are missing, never empty."""
    reading, _ = flagged
    rows = compare.contradictions(reading)
    assert rows["conflict_ids"].isna().any()
    assert not rows["conflict_ids"].eq("").any()


@pytest.mark.parametrize(
    ("other", "speaker", "one"),
    [
        ("A gift. They said thank you", "Ada Lund", False),
        ("A gift. They said thank you", "Sofia Brenn", True),
        ("A gift and thank you", "Ada Lund", True),
        ("A gift and thank you", "one of the drivers", False),
    ],
    ids=["few words shared", "of one speaker", "most words shared", "of a name and of anybody"],
)
def test_what_is_one_quotation(other, speaker, one):
    """A few words in common make two quotations one only where one person says both."""
    said = "A gift and no thank you"
    made = Handmade(a=f"“{said},” she said.", b=f"“{other},” she said.")
    for name, text, who in (("a", said, "Sofia Brenn"), ("b", other, speaker)):
        made.quote(name, text, who)
        made.add(
            "renderings", name, text, statement_id="event/s", quote_id=made.rows["quotes"][-1]["quote_id"], form="direct",
            certainty="sure", similarity=0.8, coverage=0.7, wording="verbatim" if name == "a" else "reworded",
        )  # fmt: skip
    made.put(
        "statements", statement_id="event/s", event_id="event", kind="utterance", reference=said, articles=2,
        reference_rendering_id=made.rows["renderings"][0]["rendering_id"],
    )  # fmt: skip
    assert bool(list(alterations(made.reading()))) is one


def test_another_speaker_is_no_turned_meaning():
    """Who gives one quotation to somebody else did not turn it."""
    made = Handmade(
        a="“The sums do not march here,” Karl Tovik said.", b="“Sums do not march over here,” Ada Lund said."
    )
    for name, who, said in (
        ("a", "Karl Tovik", "The sums do not march here,"),
        ("b", "Ada Lund", "Sums do not march over here,"),
    ):
        made.quote(name, said, who)
        made.add(
            "renderings",
            name,
            said,
            statement_id=f"event/{name}",
            form="direct",
            certainty="sure",
        )
        made.put(
            "statements", statement_id=f"event/{name}", event_id="event", kind="utterance", reference="s", articles=1
        )
    made.put(
        "conflicts", conflict_id="k", event_id="event", kind="name", similarity=0.9, marked=True, certainty="sure",
        left_article_id="a", left_start=1, left_end=39, right_article_id="b", right_start=1, right_end=37,
        rule="conflict.other-speaker",
    )  # fmt: skip
    assert compare.flags(made.reading()).empty
    assert compare.findings(made.reading())["sentence"].str.startswith("One quotation is given to two speakers").any()


@pytest.mark.parametrize(
    ("here", "there", "days", "flagged"),
    [
        ("stand for ninety years", "stand for nineteen years", ("2025-05-06", "2025-05-06"), None),
        ("stand for ninety years", "stand for nineteen years", (None, "2025-05-06"), None),
        ("stand for ninety years", "stand for nineteen years", ("2025-05-08", "2025-05-06"), "a"),
        ("stand for ninety years", "stand for nineteen years", ("2025-05-06", "2025-05-08"), "b"),
        ("not stand for ninety years", "stand for ninety years", ("2025-05-08", "2025-05-06"), "b"),
        ("stand … for ninety years", "stand for nineteen years", ("2025-05-06", "2025-05-08"), "a"),
    ],
    ids=["nothing decides", "a day is missing", "the first later", "the second later", "fewer words", "a gap"],
)
def test_the_altered_wording_is_flagged_or_none(here, there, days, flagged):
    """Of two wordings the one with a gap, with fewer words or printed later is flagged; where none of it decides, neither is accused."""
    texts = {
        name: f"“The wall must {said} before anybody mends it,” he said." for name, said in (("a", here), ("b", there))
    }
    made = Handmade(**texts)
    for name, day in zip("ab", days, strict=True):
        said = texts[name][1 : texts[name].index(",")]
        made.know(name, published=day).quote(name, said, "Karl Tovik")
        key = made.rows["quotes"][-1]["quote_id"]
        made.add("renderings", name, said, statement_id=f"event/{name}", quote_id=key, form="direct", certainty="sure")
        made.put(
            "statements", statement_id=f"event/{name}", event_id="event", kind="utterance", reference=said, articles=1
        )
    ends = {name: (15, texts[name].index(" before")) for name in "ab"}
    made.put(
        "conflicts", conflict_id="k", event_id="event", kind="number", similarity=0.9, marked=True,
        left_article_id="a", left_start=ends["a"][0], left_end=ends["a"][1], right_article_id="b", right_start=ends["b"][0],
        right_end=ends["b"][1], rule="conflict.altered-quotation",
    )  # fmt: skip
    (row,) = compare.flags(made.reading()).itertuples()
    if flagged:
        assert (row.flag, row.article_id) == (TURNED, flagged)
    else:
        assert (row.flag, row.why) == (UNDECIDED, "The a and The b print it differently.")
        assert {row.text, row.other_text} == {texts[name][1 : texts[name].index(",")] for name in "ab"}
