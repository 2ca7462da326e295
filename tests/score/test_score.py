"""Score: the machine measured against what people have read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit import score
from tests.handmade import Handmade

GOLD = Path(__file__).resolve().parents[1] / "gold"


def shares(frame):
    return {(row.table, row.measure): row.share for row in frame.itertuples()}


def test_the_seeds_score_what_the_readme_says(seeds):
    """On the seeds every marked word claimed is quoted, and nineteen of twenty speakers get their right name."""
    found = shares(score.score(seeds, GOLD))
    assert found["quotes", "marked words claimed that the gold quotes"] >= 0.97
    assert found["quotes", "of these, resolved name right"] >= 0.95


def test_every_share_is_a_count_of_a_count(seeds):
    """No more can be right than there are, and every rule that made a row is counted."""
    frame = score.score(seeds, GOLD)
    assert (frame["right"] <= frame["of"] + 1e-9).all()
    assert frame["measure"].str.startswith("rule: “somebody said” stands behind").any()
    assert set(frame["table"]) == {"quotes", "times", "alignment"}


def test_what_is_half_right_is_not_right(tmp_path):
    """A rendering must hold half of a passage to have found it, and a day of the tables must be the day of the gold."""
    text = "The old bridge of Northham fell into the river on Monday."
    made = Handmade(a=text, b=text)
    for article_id in "ab":
        made.add("renderings", article_id, "The old", statement_id="event/s", form="stated")
    made.put("statements", statement_id="event/s", event_id="event", reference="The old", articles=2)
    made.add("times", "a", "Monday", type="DATE", value="2031-03-10")
    clause = {"start": 0, "end": len(text)}
    members = [{"article": f"{article_id}.txt", **clause} for article_id in "ab"]
    (tmp_path / "alignment.json").write_text(json.dumps({"clusters": [{"id": "c", "members": members}]}), "utf-8")
    day = {"start": text.index("Monday"), "end": text.index("Monday") + len("Monday"), "value": "2031-03-17"}
    (tmp_path / "times.json").write_text(json.dumps([{"file": "a.txt", "timex": [day]}]), "utf-8")
    found = shares(score.score(made.reading(), tmp_path))
    assert found["alignment", "renderings found"] == 0
    assert found["times", "expressions found"] == 1
    assert found["times", "of these, value right"] == 0


def test_a_folder_without_gold_says_what_is_needed(seeds, tmp_path):
    """The message names the files that were looked for."""
    with pytest.raises(score.GoldError, match=r"quotes\.jsonl"):
        score.score(seeds, tmp_path)


@pytest.mark.parametrize("name", score.FILES)
def test_broken_gold_is_named(seeds, tmp_path, name):
    """Gold that is no JSON names its file."""
    (tmp_path / name).write_text("{", encoding="utf-8")
    with pytest.raises(score.GoldError, match=name):
        score.score(seeds, tmp_path)


def test_gold_of_other_articles_is_refused(seeds, tmp_path):
    """Gold that knows none of the articles measures nothing, and says so."""
    (tmp_path / "quotes.jsonl").write_text('{"doc_id": "x", "text": "Another text.", "quotes": []}\n', encoding="utf-8")
    with pytest.raises(score.GoldError, match="None of the 5 articles"):
        score.score(seeds, tmp_path)
