"""Findings and flags: what the kit says in sentences, and what it must not say."""

from __future__ import annotations

import pytest

import kit
from kit import compare
from kit.compare.findings import voices

SPEECH = "“We will sell the harbour to the highest bidder this year.”"
PAPERS = {
    "a": f"HOLMSUND, May 6, 2025 — Mayor Karin Aldel told the council: {SPEECH} Nine workers were hurt at the yard on Tuesday.",
    "b": f"HOLMSUND, May 6, 2025 — {SPEECH[:-2]},” Mayor Karin Aldel told the council. Nine workers were hurt at the yard on Tuesday.",
    "c": (
        "HOLMSUND, May 6, 2025 — “We will not sell the harbour to the highest bidder this year,” Mayor Karin Aldel told the "
        "council. Fourteen workers were injured at the yard on Tuesday. “Nobody asked us,” said Sofia Brenn, a crane driver."
    ),
}


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Three outlets: one has a negation more, another number and a voice of its own."""
    path = tmp_path_factory.mktemp("findings")
    for name, text in PAPERS.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    outlets = [f"{name}.txt,The {name.upper()} Post" for name in PAPERS]
    (path / "sources.csv").write_text("\n".join(["file,outlet", *outlets]), encoding="utf-8")
    return kit.read(path)


def test_what_contradicts_stands_first(reading):
    """A negation between quotation marks is the first thing told, then a number, each with both passages."""
    first, second = compare.findings(reading)["sentence"].head(2)
    assert first.startswith("Between quotation marks: one says what another denies")
    assert "will not sell" in first
    assert second.startswith("The numbers for one thing differ")
    assert "Nine workers" in second
    assert "Fourteen workers" in second


def test_outlets_that_agree_stand_together(reading):
    """Of three outlets the two that give one number are named together, and the number once."""
    told = compare.findings(reading)["sentence"].iloc[1]
    assert told.count("Nine workers") == 1
    assert "(The A Post and The B Post)" in told


def test_a_voice_of_one_article(reading):
    """Who is quoted in one article only is named with it; who is quoted in all is not."""
    told = [s for s in compare.findings(reading)["sentence"] if s.startswith("Among those whom one")]
    assert told == ["Among those whom one article alone quotes: Sofia Brenn (The C Post)."]


def test_a_lost_negation_is_flagged_with_both_passages(reading):
    """Each flag shows the passage, the one it is held against, and the words of both."""
    rows = compare.flags(reading)
    turned = rows[rows["flag"] == "meaning may be turned"]
    assert len(turned)
    texts = reading.articles.set_index("article_id")["text"]
    for row in turned.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
        assert texts[row.other_article_id][row.other_start : row.other_end] == row.other_text
        assert row.article_id != row.other_article_id


def test_a_flag_keeps_its_id(reading, tmp_path):
    """Another article changes no flag_id, so that a reader's word on it still holds."""
    for name, text in (*PAPERS.items(), ("d", "HOLMSUND, May 7, 2025 — It rained in Holmsund on Wednesday.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    before, after = (set(compare.flags(one)["flag_id"]) for one in (reading, kit.read(tmp_path)))
    assert before
    assert before <= after


def test_outlets_that_tie_are_named_together(reading):
    """Two articles as long as each other, or with as many quotations, are both named or neither."""
    sizes = reading.articles.set_index("outlet")["words"]
    shortest = set(sizes[sizes == sizes.min()].index)
    line = next(s for s in compare.findings(reading)["sentence"] if "articles are compared" in s)
    assert all(f"{name}" in line.split(" to ")[0] for name in shortest)


def test_a_comma_is_no_splice(tmp_path):
    """Two sentences that one outlet joins with a comma, and another prints with a full stop, run on in both."""
    first = (
        "“The harbour is full of old iron boats. Nobody has counted them since the war,” Karin Aldel told the council."
    )
    other = (
        "“The harbour is full of old iron boats, nobody has counted them since the war,” Karin Aldel told the council."
    )
    for name, text in (("a", first), ("b", other), ("c", first)):
        (tmp_path / f"{name}.txt").write_text(f"HOLMSUND, May 6, 2025 — {text}", encoding="utf-8")
    assert "run together" not in set(compare.flags(kit.read(tmp_path))["flag"])


def test_a_count_given_anew_is_told_and_no_contradiction(tmp_path):
    """A toll that a later article gives anew is told as such, with both passages."""
    texts = {
        "monday": "ESTBY, May 5, 2025 — Five miners were killed when a shaft fell in at the Kolm pit on Monday, police said.",
        "tuesday": "ESTBY, May 7, 2025 — Twelve miners were killed when the shaft fell in at the Kolm pit, police said.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    told = compare.findings(kit.read(tmp_path))["sentence"]
    anew = [s for s in told if s.startswith("A count is given anew")]
    assert len(anew) == 1
    assert "Five miners" in anew[0]
    assert "Twelve miners" in anew[0]
    assert not told.str.startswith("The numbers for one thing differ").any()


def test_a_number_alone_is_of_what_others_tell_of(tmp_path):
    """A sum or toll that one article gives is told only if another tells of what is counted."""
    texts = {
        "a": "ESTBY, May 5, 2025 — Forty miners were hurt at the Kolm pit on Monday. A ticket cost $2.50.",
        "b": "ESTBY, May 5, 2025 — Miners were hurt at the Kolm pit on Monday. Sixty oxen were killed in a fire at a farm.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,outlet\na.txt,The A Post\nb.txt,The B Post", encoding="utf-8")
    told = [s for s in compare.findings(kit.read(tmp_path))["sentence"] if s.startswith("Among the numbers")]
    assert told == [
        "Among the numbers that one article alone gives: “Forty miners were hurt at the Kolm pit on Monday.” (The A Post)."
    ]


def test_a_list_that_is_cut_says_how_many_more_there_are():
    """What reads as complete is: a list of six names tells four and counts two."""
    told = [f"Ada {letter} (The {letter} Post)" for letter in "ABCDEF"]
    assert voices._first(told).endswith("Ada D (The D Post) and 2 more")
    assert voices._first(told[:2]) == "Ada A (The A Post) and Ada B (The B Post)"


def test_a_surname_in_one_word_or_two_is_one():
    """Who is written DelBrenn here and Del Brenn there is not quoted in one article only."""
    assert voices._letters("Sofia DelBrenn", 1) in voices._letters("Sofia Del Brenn")
