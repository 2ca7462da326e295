"""What a reader put right is applied on every reading, said in the tables, and never written into the seeds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit import compare, corrections
from kit.tables import check

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A copy of the seeds in a folder of its own."""
    monkeypatch.delenv("KIT_CORRECTIONS", raising=False)
    return Path(shutil.copytree(SEEDS, tmp_path / "copy"))


def rows(*lines: tuple) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=list(corrections.COLUMNS), dtype="string")


def reread(corpus: Path, *lines: tuple) -> kit.Reading:
    corrections.save(corrections.place(corpus), rows(*lines))
    made = kit.read(corpus)
    check(made)
    return made


def test_corrections_lie_beside_the_corpus(corpus):
    """A corpus of one's own keeps its corrections in its folder."""
    assert corrections.place(corpus) == corpus / "corrections.csv"


def test_a_file_as_corpus_has_them_beside_it(corpus):
    """A corpus that is one file keeps them next to the file."""
    one = next(corpus.glob("*.txt"))
    assert corrections.place(one) == corpus / "corrections.csv"


def test_the_environment_says_where(corpus, monkeypatch, tmp_path):
    """KIT_CORRECTIONS goes before the corpus's own place."""
    monkeypatch.setenv("KIT_CORRECTIONS", str(tmp_path / "mine.csv"))
    assert corrections.place(corpus) == tmp_path / "mine.csv"


def test_the_shipped_seeds_are_never_written_to(monkeypatch):
    """Neither by default nor when somebody names a file in their folder."""
    monkeypatch.delenv("KIT_CORRECTIONS", raising=False)
    assert corrections.place("seeds").parent != SEEDS
    with pytest.raises(corrections.CorrectionError, match="stay as shipped"):
        corrections.save(SEEDS / "corrections.csv", rows())


def test_a_corrected_speaker_is_an_existing_voice_if_there_is_one(corpus):
    """The name, its key and the rule change together, and nothing else in the row."""
    before = kit.read(corpus)
    said = before.quotes[before.quotes["speaker"].notna()]
    first, other = said.iloc[0], said[said["speaker_id"] != said.iloc[0]["speaker_id"]].iloc[0]
    after = reread(corpus, ("quotes", first.quote_id, "speaker", other.speaker, "read again"))
    row = after.quotes.set_index("quote_id").loc[first.quote_id]
    assert (row.speaker, row.speaker_id) == (other.speaker, other.speaker_id)
    assert row.rule == f"corrected by a reader (was: {first.rule})"
    assert row.text == first.text


def test_a_new_name_makes_a_new_voice(corpus):
    """A speaker whom the kit did not know gets a row of speakers."""
    first = kit.read(corpus).quotes.iloc[0]
    after = reread(corpus, ("quotes", first.quote_id, "speaker", "Ann Example", ""))
    key = after.quotes.set_index("quote_id").loc[first.quote_id, "speaker_id"]
    assert after.speakers.set_index("speaker_id").loc[key, "name"] == "Ann Example"


def test_an_empty_value_means_not_known(corpus):
    """A speaker can be taken away."""
    before = kit.read(corpus).quotes
    first = before[before["speaker"].notna()].iloc[0]
    after = reread(corpus, ("quotes", first.quote_id, "speaker", None, ""))
    row = after.quotes.set_index("quote_id").loc[first.quote_id]
    assert pd.isna(row.speaker)
    assert pd.isna(row.speaker_id)


def test_a_corrected_day_is_its_own_first_and_last(corpus):
    """Putting a date right moves the interval with it."""
    first = kit.read(corpus).times.iloc[0]
    row = (
        reread(corpus, ("times", first.time_id, "value", "2031-05-04", ""))
        .times.set_index("time_id")
        .loc[first.time_id]
    )
    assert row.earliest == row.latest == pd.Timestamp("2031-05-04")
    assert str(row.grain) == "day"


def test_a_rendering_can_be_moved_to_another_statement(corpus):
    """Both statements then count their articles anew."""
    before = kit.read(corpus)
    first = before.renderings.iloc[0]
    other = before.statements[before.statements["statement_id"] != first.statement_id].iloc[0]
    after = reread(corpus, ("renderings", first.rendering_id, "statement_id", other.statement_id, ""))
    counted = after.renderings.groupby("statement_id")["article_id"].nunique()
    held = after.statements.set_index("statement_id")["articles"]
    assert (held[counted.index] == counted).all()


def test_a_corrected_fact_stands_beside_what_was_found(corpus):
    """The article shows the corrected value; `facts` keeps both."""
    article = kit.read(corpus).articles.iloc[0]
    after = reread(corpus, ("articles", article.article_id, "outlet", "The Example Courier", "masthead"))
    facts = after.facts[(after.facts["article_id"] == article.article_id) & (after.facts["field"] == "outlet")]
    assert after.articles.iloc[0].outlet == "The Example Courier"
    assert set(facts["source"]) > {"corrections"}


def test_of_two_corrections_the_later_holds(corpus):
    """Changing one's mind leaves one line."""
    path = corrections.place(corpus)
    for value in ("neutral", "USD"):
        corrections.save(path, rows(("quantities", "a-n1", "unit", value, "")))
    assert corrections.read_corrections(path)["value"].tolist() == ["USD"]


def test_a_correction_without_its_row_is_reported(corpus):
    """An article that changed leaves its corrections behind: `problems` says so, nothing raises."""
    problems = reread(corpus, ("times", "gone-t1", "value", "2031-05-04", "")).problems
    assert "gone-t1" in problems["problem"].str.cat()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("qoutes", "a", "speaker", "X", ""), "no table 'qoutes'"),
        (("reuse", "a", "rule", "X", ""), "no table 'reuse' with a key"),
        (("quotes", "a", "start", "7", ""), "quotes.start cannot be corrected"),
        (("quotes", "a", "form", "shouted", ""), "'shouted' is no form"),
        (("times", "a", "earliest", "soon", ""), "'soon' does not fit times.earliest"),
        (("articles", "a", "published", "02/03/2031", ""), "'02/03/2031' does not fit articles.published; write it as"),
        (("articles", "a", "published", "2031-02-30", ""), "'2031-02-30' does not fit articles.published"),
        (("quotes", None, "speaker", "X", ""), "row_id is empty"),
    ],
)
def test_what_cannot_be_corrected_is_said(corpus, line, said):
    """A wrong line names itself, says what is wrong and what would do."""
    (corpus / "corrections.csv").write_text("table,row_id,column,value,note\n" + ",".join(x or "" for x in line) + "\n")
    with pytest.raises(corrections.CorrectionError, match=said):
        kit.read(corpus)


def test_without_corrections_the_reading_is_untouched(corpus):
    """`corrected=False` reads what the kit says by itself."""
    first = kit.read(corpus).quotes.iloc[0]
    reread(corpus, ("quotes", first.quote_id, "speaker", "Ann Example", ""))
    assert "Ann Example" not in set(kit.read(corpus, corrected=False).speakers["name"])


def test_agreement_rises_when_corrections_are_applied(corpus):
    """The share of checked rows that the kit had right, before and after."""
    before = kit.read(corpus)
    ids = before.quotes["quote_id"].tolist()
    known = before.quotes.set_index("quote_id")["speaker"]
    lines = [("quotes", i, "speaker", known[i], "confirmed") for i in ids[:3]]
    lines.append(("quotes", ids[3], "speaker", "Ann Example", ""))
    after = reread(corpus, *lines)
    said = corrections.read_corrections(corrections.place(corpus))
    assert compare.agreement(before, said)[["checked", "right"]].iloc[0].tolist() == [4, 3]
    assert compare.agreement(after, said)[["checked", "right"]].iloc[0].tolist() == [4, 4]
