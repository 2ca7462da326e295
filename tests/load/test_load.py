"""Loading: what is found in messy texts, what is not, and where it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit import load, tables
from kit.data.rulebook import ids
from kit.load.page_parts.page_dates import read_stamp
from kit.load.page_parts.roles import read_furniture

CASES = Path(__file__).parents[1] / "cases"
SEEDS = Path(__file__).parents[2] / "seeds"


def cases(file: str, *kinds: str) -> list:
    """The cases of a file; known failures must fail, so that an accidental improvement is noticed."""
    data = json.loads((CASES / f"{file}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=case.get("name") or case["line"], marks=[pytest.mark.xfail(strict=True)] if kind == "known failures" else [])
        for kind in kinds
        for case in data[kind]
    ]  # fmt: skip


def corpus_of(folder: Path, files: dict[str, str], sources: str = "") -> load.Corpus:
    """A corpus made of these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    if sources:
        (folder / "sources.csv").write_text(sources, encoding="utf-8")
    return load.load_articles(folder)


@pytest.mark.parametrize("case", cases("load_stamps", "positive", "negative", "known failures"))
def test_a_stamp_says_its_day_and_other_lines_say_nothing(case):
    """A line is a stamp only if it holds a date and hardly anything else."""
    found = read_stamp(case["line"], 0, len(case["line"]))
    assert [[fact.value, fact.label] for fact in found] == case.get("says", [])


@pytest.mark.parametrize("case", cases("load_furniture", "positive", "negative", "known failures"))
def test_furniture_is_told_from_running_text(case):
    """Each stretch has its role, and the facts are those that are printed, no others."""
    text = case["text"]
    segments, facts = read_furniture(text)
    assert [[s["role"], text[s["start"] : s["end"]]] for s in segments] == case["segments"]
    found: dict[str, list[str]] = {}
    for fact in facts:
        found.setdefault(fact.field, []).append(fact.value)
    assert found == case["facts"]


@pytest.mark.parametrize("case", cases("load_outlets", "positive", "negative"))
def test_the_outlet_is_what_two_witnesses_call_it(case):
    """A name by the text is the outlet's if the file is called so, or a day stands beside it; else it is missing."""
    text = case["text"]
    segments, facts = read_furniture(text, path=case["file"])
    outlets = [fact for fact in facts if fact.field == "outlet"]
    assert [fact.value for fact in outlets] == [case["outlet"]] * bool(case["outlet"])
    assert [text[fact.start : fact.end] for fact in outlets] == [fact.value for fact in outlets]
    assert all(
        segment["role"] != "body"
        for fact in outlets
        for segment in segments
        if segment["end"] >= fact.end > segment["start"]
    )


@pytest.mark.parametrize("case", cases("load_days", "cases"))
def test_the_publication_day_is_stated_borrowed_or_missing(case, tmp_path):
    """The day is what the article prints, completed only by what the article or its event settles."""
    corpus = corpus_of(tmp_path, case["files"], case.get("sources", ""))
    rows = corpus.articles.set_index("path")
    for path, day in case["published"].items():
        value = rows.at[path, "published"]
        assert (None if pd.isna(value) else value.isoformat().removesuffix("T00:00:00")) == day
    for path, source in case.get("from", {}).items():
        assert rows.at[path, "published_from"] == source
    for path, values in case.get("values", {}).items():
        mine = corpus.facts[corpus.facts["article_id"] == rows.at[path, "article_id"]]
        assert mine.loc[mine["field"] == "published", "value"].tolist() == values


def test_the_seeds_alone_give_what_their_texts_print(tmp_path):
    """Without sources.csv: no outlet is invented, 000 has a month only, 002 no day, 004 borrows its year."""
    corpus = corpus_of(tmp_path, {path.name: path.read_bytes().decode() for path in SEEDS.glob("*.txt")})
    rows = corpus.articles.set_index(corpus.articles["path"].str[:3])
    assert rows["outlet"].fillna("-").to_dict() == {
        "000": "aznews.ng", "001": "-", "002": "A2 Televizion", "003": "-", "004": "-",
    }  # fmt: skip
    assert rows["agency"].fillna("-").to_dict() == {"000": "-", "001": "Xinhua", "002": "VOA", "003": "-", "004": "-"}
    days = rows["published"].dt.strftime("%Y-%m-%d").fillna("-").to_dict()
    assert days == {"000": "-", "001": "2025-02-13", "002": "-", "003": "2025-02-12", "004": "2025-02-13"}
    facts = corpus.facts[corpus.facts["article_id"].str.startswith("000")]
    assert ("published", "2025-02") in set(zip(facts["field"], facts["value"], strict=True))
    assert facts.loc[facts["field"] == "outlet", "rule"].item() == "fact.address.image-host"
    borrowed = corpus.facts[(corpus.facts["source"] == "other articles") & (corpus.facts["field"] == "published")]
    assert borrowed["article_id"].str[:3].tolist() == ["004"]
    assert "fact.day.year-of-others" in ids(borrowed["rule"].item())


def test_the_seeds_with_their_manifest_state_outlets_and_keep_what_was_found(seeds):
    """The manifest wins in articles; facts keep both, with their sources."""
    outlets = seeds.articles.set_index("article_id")["outlet"]
    assert outlets.to_dict() == {
        "a2news": "A2 News (Albania)", "aznews": "AZ News (Nigeria)", "newstoday": "News Today (Chennai)",
        "peoplesdaily": "People's Daily Online", "zerohedge": "ZeroHedge",
    }  # fmt: skip
    both = seeds.facts[(seeds.facts["article_id"] == "a2news") & (seeds.facts["field"] == "outlet")]
    assert dict(zip(both["source"].astype(str), both["value"], strict=True)) == {
        "manifest": "A2 News (Albania)",
        "credit line": "A2 Televizion",
    }
    assert seeds.articles["note"].notna().all()
    tables.check(seeds)


def test_facts_stand_where_they_say():
    """A fact with a place is a slice of the article's text, and the seeds' facts name the words a reader would point at."""
    corpus = load.load_articles("seeds")
    texts = corpus.articles.set_index("article_id")["text"]
    shown = {
        (f.article_id, f.field): texts[f.article_id][f.start : f.end]
        for f in corpus.facts.itertuples()
        if not pd.isna(f.start)
    }
    assert shown["peoplesdaily", "published"] == "February 13, 2025"
    assert shown["newstoday", "dateline_date"] == "Feb 13"
    assert shown["a2news", "agency"] == "VOA"
    assert shown["zerohedge", "credit"] == "US Mission to NATO"
    assert shown["aznews", "published"] == "2025/02"


def test_the_seeds_are_found_from_any_folder(tmp_path, monkeypatch):
    """`None` and "seeds" mean the embedded articles wherever one stands; KIT_CORPUS comes before them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIT_CORPUS", raising=False)
    assert len(load.load_articles().articles) == len(load.load_articles("seeds").articles) == 5
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("The bridge is open.")
    monkeypatch.setenv("KIT_CORPUS", str(tmp_path / "mine"))
    assert load.load_articles().articles["article_id"].tolist() == ["a"]


def test_an_article_in_another_language_is_marked(tmp_path):
    """Its language is known, a note says so, and a text of names alone has none."""
    french = "Le maire a ouvert le nouveau pont vendredi et a déclaré que les travaux avaient duré dix ans, malgré les crues."
    corpus = corpus_of(tmp_path, {"fr.txt": french, "names.txt": "Ardenvale 3, Merrow 2"})
    assert corpus.articles.set_index("path")["language"].fillna("-").to_dict() == {"fr.txt": "fr", "names.txt": "-"}
    assert corpus.problems.loc[corpus.problems["rule"] == "problem.language", "level"].tolist() == ["note"]


def test_an_articles_role_and_note_come_from_the_manifest(tmp_path):
    """`role` tells the aligner which text is a transcript."""
    corpus = corpus_of(
        tmp_path, {"a.txt": "The bridge is open."}, "file,role,note\na.txt,transcript,from the town's page\n"
    )
    assert corpus.articles[["role", "note"]].to_numpy().tolist() == [["transcript", "from the town's page"]]
