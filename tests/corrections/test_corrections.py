"""What a reader put right is applied on every reading, said in the tables, and never written into the seeds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit import compare, corrections, tables
from kit.load.check import wrong
from kit.tables import check
from kit.tables.schemas import SCHEMAS, Column

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


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
    assert row.rule == f"reader.corrected+{first.rule}"
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
    """Both statements then count their articles anew, and what was judged against the old one is not known any more."""
    before = kit.read(corpus)
    articles = before.renderings.groupby("statement_id")["article_id"].agg(set)
    lone = ~before.renderings.duplicated(["statement_id", "article_id"], keep=False)
    shared = before.renderings["statement_id"].map(articles.map(len)) > 1
    first = before.renderings[lone & shared & before.renderings["wording"].notna()].iloc[0]
    other = next(key for key, held in articles.items() if first.article_id not in held)
    after = reread(corpus, ("renderings", first.rendering_id, "statement_id", other, ""))
    held = after.statements.set_index("statement_id")["articles"]
    assert held[first.statement_id] == len(articles[first.statement_id]) - 1
    assert held[other] == len(articles[other]) + 1
    moved = after.renderings.set_index("rendering_id").loc[first.rendering_id]
    assert moved["statement_id"] == other
    assert moved[["wording", "spliced", "similarity", "coverage"]].isna().all()


def test_a_confirmation_leaves_the_row_as_it_is(corpus):
    """Who says that the kit is right changes nothing, and the rule stays the kit's."""
    before = kit.read(corpus).quotes
    first = before[before["speaker"].notna()].iloc[0]
    after = reread(corpus, ("quotes", first.quote_id, "speaker", first.speaker, "confirmed"))
    pd.testing.assert_frame_equal(after.quotes, before)


def test_a_corrected_speaker_is_never_one_of_another_event():
    """Two events may have an Ann Example each: the quotation's own event decides which is meant."""
    articles = tables.table("articles", [{"article_id": "a", "event_id": "flood", "text": "x"}])
    quotes = tables.table("quotes", [{"quote_id": "a-q1", "article_id": "a", "speaker": "Bob Sample", "rule": "tag"}])
    speakers = tables.table("speakers", [{"speaker_id": "strike/ann-example", "name": "Ann Example"}])
    fix = rows(("quotes", "a-q1", "speaker", "Ann Example", ""))
    made, voices = corrections.correct_quotes(quotes, speakers, articles, corrections.Fixes(fix))
    assert made["speaker_id"].tolist() == ["flood/ann-example"]
    assert voices["speaker_id"].tolist() == ["strike/ann-example", "flood/ann-example"]


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


def written(corpus: Path, *lines: str) -> kit.Reading:
    """The reading with a file of corrections written by hand."""
    (corpus / "corrections.csv").write_text(
        "\n".join(["table,row_id,column,value,note", *lines]) + "\n", encoding="utf-8"
    )
    made = kit.read(corpus)
    check(made)
    return made


def test_the_earlier_of_two_lines_is_named(corpus):
    """Both stand in the file: the later holds, and a note names the line of the earlier."""
    row = kit.read(corpus).quantities.iloc[0]
    made = written(corpus, *(f"quantities,{row.quantity_id},unit,{unit}," for unit in ("litre", "acre")))
    assert made.quantities.iloc[0].unit == "acre"
    told = made.problems[made.problems["rule"] == "reader.overruled"].iloc[0]
    assert told.level == "note"
    assert told.problem.startswith("line 2:")
    assert "line 3" in told.problem


# Another value for each kind of column; keys are tried with another row's.
OTHER = {"text": "zz", "int": "7", "number": "7.5", "day": "2031-05-04", "flag": "true"}
CORRECTABLE = [(name, column) for name, schema in SCHEMAS.items() for column in schema.correctable]


def other_value(reading: kit.Reading, about: Column, old: object) -> str:
    """A value that the column can take and does not have."""
    candidates = about.words or (reading.tables()[about.of].iloc[:, 0] if about.of else [OTHER[about.kind]])
    return next(str(word) for word in candidates if str(word) != str(old))


@pytest.mark.parametrize(("table", "column"), CORRECTABLE, ids=lambda part: part)
def test_whatever_can_be_corrected_is(seeds, table, column):
    """Each column that the schemas declare takes a correction, in the row that was meant, and no problem is told."""
    frame = getattr(seeds, table)
    if frame.empty:
        frame = tables.table(table, [{SCHEMAS[table].key: "a"}])
    row = frame.iloc[-1]
    value = other_value(seeds, SCHEMAS[table].columns[column], row[column])
    fixes = corrections.Fixes(rows((table, row.iloc[0], column, value, "")))
    for name in ("entities", "speakers", "statements"):
        fixes.correct(name, getattr(seeds, name))
    made = fixes.correct(table, frame).set_index(SCHEMAS[table].key)
    assert str(made.loc[row.iloc[0], column]).lower() in {value.lower(), f"{value} 00:00:00"}
    assert fixes.problems().empty
    assert "rule" not in made or made.loc[row.iloc[0], "rule"].startswith(corrections.CORRECTED)


def test_every_other_column_is_refused_with_its_line():
    """What the schemas do not declare is never taken in silence: one error names the line and the column or table."""
    others = [(name, col) for name, one in SCHEMAS.items() for col in one.columns if col not in one.correctable]
    told = corrections.Fixes(rows(*((name, "a", column, "x", "") for name, column in others))).problems()
    assert set(told["rule"]) == {"reader.refused"}
    said = dict(line.removeprefix("line ").split(": ", 1) for line in told["problem"] if line.startswith("line "))
    counted = told["problem"].str.extract(r"has (\d+) more of this kind")[0].dropna().astype(int).sum()
    assert len(said) + counted == len(others)
    for number, problem in said.items():
        name, column = others[int(number) - 2]
        assert f"{name}.{column} cannot be corrected" in problem or f"{name!r} is no table" in problem


@pytest.mark.parametrize(("table", "column"), CORRECTABLE, ids=lambda part: part)
def test_of_two_lines_about_any_cell_the_later_holds(seeds, table, column):
    """Whatever can be corrected: the earlier line is a note that names both, the later one is what holds."""
    about = SCHEMAS[table].columns[column]
    one = other_value(seeds, about, None)
    other = (
        other_value(seeds, about, one)
        if about.words or about.of
        else {"day": "2031-05-05", "flag": "false"}.get(about.kind, "8")
    )
    other = "yy" if about.kind == "text" and not (about.words or about.of) else other
    fixes = corrections.Fixes(rows((table, "a", column, one, ""), (table, "a", column, other, "")))
    assert fixes.of(table, column)["a"].value == other
    told = fixes.problems()
    (note,) = told[told["rule"] == "reader.overruled"].itertuples()
    assert note.level == "note"
    assert note.problem.startswith("line 2: ")
    assert "line 3, which holds" in note.problem


def test_every_table_that_can_be_corrected_is_passed_through(monkeypatch):
    """No correction that is accepted can be forgotten: the reading hands each such table to the one loop."""
    passed = []
    monkeypatch.setattr(corrections.Fixes, "correct", lambda _, name, frame: passed.append(name) or frame)
    kit.read(Path(__file__).parents[1] / "corpora" / "second", fresh=True)
    assert sorted(passed) == sorted(name for name, schema in SCHEMAS.items() if schema.correctable)


def test_the_place_of_a_thing_is_never_corrected():
    """Keys, slices and what the kit measured stay what they are."""
    for schema in SCHEMAS.values():
        assert not {schema.key, "start", "end", "text", "article_id", "event_id", "similarity", "rule"} & set(
            schema.correctable
        )


def test_a_correction_without_its_row_is_reported(corpus):
    """An article that changed leaves its corrections behind: `problems` says so, nothing raises."""
    problems = reread(corpus, ("times", "gone-t1", "value", "2031-05-04", "")).problems
    assert "gone-t1" in problems["problem"].str.cat()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("qoutes", "a", "speaker", "X", ""), "'qoutes' is no table"),
        (("reuse", "a", "rule", "X", ""), "'reuse' is no table that can be corrected"),
        (("facts", "a", "value", "X", ""), "'facts' is no table that can be corrected"),
        (("links", "a", "similarity", "1", ""), "'links' is no table that can be corrected"),
        (("sentences", "a", "role", "body", ""), "'sentences' is no table that can be corrected"),
        (("mentions", "a-m0", "start", "1", ""), "mentions.start cannot be corrected"),
        (("renderings", "a", "spliced", "perhaps", ""), "write true or false"),
        ((None, "a", "speaker", "X", ""), "an empty cell is no table"),
        (("quotes", "a", None, "X", ""), "quotes.an empty cell cannot be corrected"),
        (("quotes", "a", "start", "7", ""), "quotes.start cannot be corrected"),
        (("quotes", "a", "form", "shouted", ""), "'shouted' is no form"),
        (("times", "a", "earliest", "soon", ""), "'soon' does not fit times.earliest"),
        (("articles", "a", "published", "02/03/2031", ""), "'02/03/2031' does not fit articles.published; write it as"),
        (("articles", "a", "published", "2031-02-30", ""), "'2031-02-30' does not fit articles.published"),
        (("quotes", None, "speaker", "X", ""), "row_id is empty"),
        (("entities", "a", "name", None, ""), "entities.name cannot be empty"),
        (("speakers", "a", "name", None, ""), "speakers.name cannot be empty"),
        (("mentions", "a", "entity_id", None, ""), "mentions.entity_id cannot be empty"),
        (("renderings", "a", "form", None, ""), "renderings.form cannot be empty"),
        (("conflicts", "a", "kind", None, ""), "conflicts.kind cannot be empty"),
        (("entities", "a", "name", "…", ""), "'…' is no name"),
        (("quotes", "a", "speaker", "\u00a0", ""), "is no name"),
        (("speakers", "a", "name", "42", ""), "'42' is no name"),
    ],
)
def test_what_cannot_be_corrected_is_said(corpus, line, said):
    """A wrong line names itself, says what is wrong and what would do; the reading goes on."""
    told = corrections.Fixes(rows(line)).problems()
    assert told["level"].tolist() == ["error"]
    assert told["rule"].tolist() == ["reader.refused"]
    assert told["problem"].iloc[0].startswith("line 2: ")
    assert said in told["problem"].iloc[0]
    with pytest.raises(corrections.CorrectionError, match="correction 1"):
        corrections.save(corpus / "mine.csv", rows(line))


def test_a_wrong_line_stops_nothing(corpus):
    """The reading goes on without it, and `kit check` finds it wrong."""
    assert wrong(written(corpus, "quotes,a,form,shouted,").problems)


def test_a_key_that_leads_nowhere_is_refused(corpus):
    """A mention cannot be given to an entity that is not there."""
    mention = kit.read(corpus).mentions.iloc[0]
    made = written(corpus, f"mentions,{mention.mention_id},entity_id,event/nobody,")
    assert made.mentions.iloc[0].entity_id == mention.entity_id
    assert "is no row of entities" in made.problems["problem"].str.cat()


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
