"""Two states of one article are told from copies, from second reports and from the same article twice."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit import tables
from kit.load import load_articles
from kit.load.versions import version_of

CASES = json.loads((Path(__file__).parent.parent / "cases" / "versions.json").read_text(encoding="utf-8"))
OTHER = ["A ferry captain wrote to the paper that he had warned of the piles for years.", "Shops at the quay opened late.", "The council meets on Friday.", "A diver showed pictures of the cracks to the board in private."]  # fmt: skip


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_a_state_of_an_article_is_found(case):
    """The first article is an earlier state of the second exactly where the case says so."""
    body = CASES["body"]
    kept = case.get("kept", len(body))
    texts = {"left": "\n".join(body[:kept] if case["state"] else body), "right": "\n".join([*body[:kept], *OTHER])}
    if kept == len(body):
        texts = {"left": "\n".join(body), "right": "\n".join([*body, OTHER[1]])}
    rows = [{"article_id": key, "event_id": "event", "text": texts[key], **case[key]} for key in ("left", "right")]
    facts = [dict(zip(("article_id", "field", "value", "source"), fact, strict=True)) for fact in case.get("facts", ())]
    found = version_of(tables.table("articles", rows), tables.table("facts", facts))
    assert pd.isna(found.iloc[1])
    assert (found.iloc[0] == "right") if case["state"] else pd.isna(found.iloc[0])


def test_of_three_states_the_last_stands_for_all():
    """Every earlier state leads to the latest one, in whatever order the files stand."""
    days = {"b": "2025-03-05", "c": "2025-03-03", "a": "2025-03-04"}
    body = "\n".join(CASES["body"])
    rows = [
        {"article_id": key, "event_id": "event", "outlet": "The Quillby Echo", "text": body, "published": day}
        for key, day in days.items()
    ]
    found = version_of(tables.table("articles", rows), tables.table("facts"))
    assert found.fillna("").tolist() == ["", "b", "b"]


def test_check_says_which_state_is_earlier(tmp_path):
    """A folder with two states gets a note, and no word of an article that is there twice by mistake."""
    for name, more in (("old", ""), ("new", "Shops at the quay opened late.\n\n")):
        (tmp_path / f"{name}.txt").write_text("Quay closed\n\n" + "\n\n".join(CASES["body"]) + f"\n\n{more}", "utf-8")
    (tmp_path / "sources.csv").write_text(
        "file,outlet,published\nold.txt,Quillby Echo,2025-03-03\nnew.txt,Quillby Echo,2025-03-04\n", "utf-8"
    )
    said = load_articles(tmp_path).problems
    assert said.loc[said["path"] == "old.txt", ["level", "rule"]].to_numpy().tolist() == [["note", "problem.version"]]
    assert "near-identical" not in set(said["rule"])
