"""What loading decides where two things are possible: which fact is trusted, what a line is, whose an id is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kit import load
from kit.load.corpus import _winner
from kit.load.duplicates import find_alike
from kit.load.facts import Fact
from kit.load.language import _classifier, find_language
from kit.load.page_parts.dateline_byline import read_byline, read_dateline

# Where a fact may stand, the surest first: written down here a second time, because the order is a promise.
TRUSTED = (
    "corrections", "manifest", "front matter", "html", "byline", "dateline", "credit line", "headline", "page stamp",
    "leading date", "url in text", "outlet line", "other articles",
)  # fmt: skip


@pytest.mark.parametrize(("surer", "other"), list(pairwise(TRUSTED)))
def test_the_surer_source_wins(surer, other):
    """What a reader states beats what a page says of itself, and that beats what was read off its text."""
    facts = [Fact("outlet", source, source, None, None, "test") for source in (other, surer)]
    assert _winner(facts, "outlet") == _winner(facts[::-1], "outlet") == surer


def test_the_manifest_beats_a_files_own_head(tmp_path):
    """A title stated in sources.csv stands; the one in the front matter stays among the facts."""
    (tmp_path / "a.md").write_text("---\ntitle: Bridge opens\n---\nThe bridge is open.\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,title\na.md,Bridge to open\n", encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["title"].tolist() == ["Bridge to open"]
    assert "Bridge opens" in corpus.facts["value"].tolist()


def test_half_of_a_text_in_common_makes_no_twins():
    """Two outlets that print half of one wire report each are two articles."""
    wire, one, other = ([f"{name}{n}" for n in range(40)] for name in ("wire", "left", "right"))
    assert find_alike({"a": " ".join(wire + one), "b": " ".join(wire + other)}) == []
    assert [pair[:2] for pair in find_alike({"a": " ".join(wire + one), "b": " ".join([*wire, *one, "end"])})] == [
        ("a", "b")
    ]


def test_a_line_is_too_short_to_tell_its_language():
    """A headline in English says nothing sure of the article's language."""
    line = "The bridge is open and the road is closed"
    assert find_language(line) is None
    assert find_language(f"{line}, said the mayor of the town when she came back from the harbour.") == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that the bridge was open and that they have not been to the harbour. " * 9, "en"),
        ("Der Bürgermeister sagte, die Brücke sei offen und niemand komme mehr zu spät zum Hafen. " * 9 + "“The bridge is open and to the people of Tarsk,” they said.", "de"),
    ],
)  # fmt: skip
def test_common_words_tell_english_without_the_classifier(text, language, monkeypatch):
    """A text full of them is English, and nothing is unpacked; one that quotes a sentence with them is in its own language."""
    asked = []
    monkeypatch.setattr("kit.load.language._classifier", lambda real=_classifier: asked.append(1) or real())
    assert (find_language(text), bool(asked)) == (language, language != "en")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("HARROW, Feb 3 (AP) -- The bridge is open.", "HARROW"),
        ("HARROW, Feb 31 (AP) -- The bridge is open.", None),
        ("HARROW: The bridge is open.", None),
        (
            "HARROW: The bridge is open again after ten years of work and three storms, the mayor said on Friday.",
            "HARROW",
        ),
    ],
)
def test_a_dateline_needs_a_real_day_or_a_long_line(line, place):
    """A day that no calendar has makes no dateline, and capitals before a colon make one only before a sentence of some length."""
    found = read_dateline(line, 0, len(line))
    assert (found[0][0].value if found else None) == place


@pytest.mark.parametrize(
    ("line", "who"),
    [("By Ana Melik and Tom Orr", "Ana Melik and Tom Orr"), ("By Friday the bridge was open again", None)],
)
def test_a_sentence_that_begins_with_by_is_no_byline(line, who):
    """Whoever wrote an article has a name, written with capitals."""
    assert [fact.value for fact in read_byline(line, 0, len(line))] == ([who] if who else [])


def test_an_id_that_a_reader_gave_is_kept(tmp_path):
    """Of two articles that would have one id the one that states it keeps it, wherever its file stands."""
    (tmp_path / "a.txt").write_text("The bridge is open.\n", encoding="utf-8")
    (tmp_path / "z.txt").write_text("The road is closed.\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,id\nz.txt,a\n", encoding="utf-8")
    ids = load.load_articles(tmp_path).articles.set_index("path")["article_id"]
    assert ids["z.txt"] == "a"
    assert ids["a.txt"].startswith("a-")
