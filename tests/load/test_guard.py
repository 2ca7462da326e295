"""What fails on one article or in one part of a page costs no more than that."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

import kit
from kit import align, charts, exercises, tables
from kit.__main__ import main
from kit.english import annotate, numbers, people, quotes, timeline, words
from kit.load import article as article_room
from kit.load import check, files, guard, manifest, streams
from kit.load import corpus as corpus_room
from kit.load.formats import readers
from kit.report import notebooks, voices, write_report
from tests import hostile

SECOND = Path(__file__).parents[1] / "corpora" / "second"
# Every room, by its module and function, and where it puts its rows.
ROOMS = [
    (annotate, "annotate", "sentences"),
    (people, "find_mentions", "mentions"),
    (quotes, "find_quotes", "quotes"),
    (timeline, "find_times", "times"),
    (words, "find_labels", "labels"),
    (words, "find_word_choices", "word_choices"),
    (words, "find_keyness", "keyness"),
    (numbers, "find_quantities", "quantities"),
    (align, "align_statements", "renderings"),
    (align, "link_sentences", "links"),
    (align, "compare_facts", "conflicts"),
    (align, "find_reuse", "reuse"),
]


@pytest.fixture
def lenient(monkeypatch):
    """As a user runs the kit: what fails is told and not raised."""
    monkeypatch.setenv(guard.STRICT, "0")
    guard.forget()
    yield
    guard.forget()


def _broken(work, bad):
    """The room, stopped by one article; what it is given first tells which articles it is to read."""

    def run(some, *others, **options):
        if bad in set(some["article_id"] if hasattr(some, "columns") else some):
            raise KeyError("basis-point")
        return work(some, *others, **options)

    return run


@pytest.mark.parametrize(("module", "name", "table"), ROOMS, ids=[name for _, name, _ in ROOMS])
def test_one_bad_article_costs_its_own_rows(module, name, table, monkeypatch, lenient):
    """The others keep theirs, every table keeps its schema, and a row of `problems` names the article's file or event."""
    whole = kit.read(SECOND)
    bad = whole.articles["article_id"].iloc[0]
    monkeypatch.setattr(module, name, _broken(getattr(module, name), bad))
    found = kit.read(SECOND, fresh=True)
    tables.check(found)
    failed = found.problems[found.problems["rule"] == guard.RULE]
    assert len(failed) == 1
    assert failed["level"].tolist() == ["error"]
    assert "basis-point" in failed["problem"].iloc[0]
    assert check.wrong(found.problems)
    frame = getattr(found, table)
    if "article_id" in frame and module is not align:
        assert bad not in set(frame["article_id"])
        assert len(frame)
        assert failed["path"].iloc[0] == whole.articles["path"].iloc[0]


# Each step of loading that sees one file or one article, where a fault is put in for the file `bad`.
STEPS = [
    (article_room, "_article", "bad.txt", "bad.txt", ["good.txt"]),
    (readers, "read_text", "bad.txt", "bad.txt", ["good.txt"]),
    (corpus_room, "_row", "bad.txt", "bad.txt", ["good.txt"]),
    (streams, "_is_list", "bad.csv", "bad.csv", ["bad.txt", "good.txt"]),
    (streams, "read_events", "events.csv", "events.csv", ["bad.txt", "good.txt"]),
    (manifest.Manifest, "add", "sources.csv", "sources.csv", ["bad.txt", "good.txt"]),
    (files.Walk, "_members", "bad.zip", "bad.zip", ["bad.txt", "good.txt"]),
]


@pytest.mark.parametrize(("room", "step", "bad", "told", "loads"), STEPS, ids=[step for _, step, *_ in STEPS])
def test_a_fault_of_the_loader_costs_one_file(room, step, bad, told, loads, monkeypatch, lenient, tmp_path):
    """What the kit did not foresee in a file is its row of `problems`; the others load, and the command ends with 1."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("good.txt", "bad.txt"):
        (folder / name).write_text(f"The mayor opened the old {name} bridge on Friday.\n", encoding="utf-8")
    (folder / "bad.csv").write_text("file,outlet\ngood.txt,Echo\n", encoding="utf-8")
    (folder / "sources.csv").write_text("file,outlet\ngood.txt,Echo\n", encoding="utf-8")
    (folder / "events.csv").write_text(
        "event,date,words,source\nflood,2001-04-01,great flood,archive\n", encoding="utf-8"
    )
    (folder / "bad.zip").write_bytes(b"PK")
    work = getattr(room, step)

    def broken(*given, **options):
        if any(bad.encode() in one if isinstance(one, bytes) else bad in repr(one) for one in given):
            raise KeyError("basis-point")
        return work(*given, **options)

    monkeypatch.setattr(room, step, broken)
    assert main(["tables", str(folder), "--out", str(tmp_path / "out")]) == 1
    read = kit.read(folder)
    assert read.articles["path"].tolist() == loads
    failed = read.problems[read.problems["rule"] == guard.RULE]
    assert failed["path"].tolist() == [told]
    assert "basis-point" in failed["problem"].iloc[0]
    monkeypatch.setenv(guard.STRICT, "1")
    with pytest.raises(KeyError, match="basis-point"):
        kit.read(folder, fresh=True)


def test_the_kit_raises_where_it_is_tested(monkeypatch):
    """With KIT_STRICT=1 nothing is hidden."""
    monkeypatch.setattr(numbers, "find_quantities", lambda *_: {}["no such unit"])
    with pytest.raises(KeyError, match="no such unit"):
        kit.read(SECOND, fresh=True)


def test_a_failed_reading_is_not_kept(monkeypatch, lenient, tmp_path):
    """What failed may have been the machine's fault: the next reading tries again."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    corpus = shutil.copytree(SECOND, tmp_path / "corpus")
    with monkeypatch.context() as patch:
        patch.setattr(numbers, "find_quantities", _broken(numbers.find_quantities, "nothing"))
        patch.setattr(people, "find_mentions", lambda some, docs: {}["gone"] if len(some) else _nobody())
        assert guard.RULE in set(kit.read(corpus).problems["rule"])
    assert guard.RULE not in set(kit.read(corpus).problems["rule"])


def _nobody():
    return tables.table("entities"), tables.table("mentions")


@pytest.mark.parametrize("command", [["check"], ["tables", "--out", "OUT"], ["report", "--out", "OUT/report.html"]])
def test_commands_write_the_rest_and_end_with_one(command, monkeypatch, lenient, tmp_path, capsys):
    """`kit check` finds what the other commands meet; all of them say it without a traceback."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(timeline, "find_times", _broken(timeline.find_times, "courier"))
    words_ = [command[0], str(SECOND), *(word.replace("OUT", str(tmp_path)) for word in command[1:])]
    assert main(words_) == 1
    said = capsys.readouterr()
    assert "basis-point" in said.out + said.err
    assert guard.STRICT in said.out + said.err
    written = {path.name for path in tmp_path.iterdir()}
    assert command[0] == "check" or written & {"times.csv", "report.html"}


def test_a_page_says_what_is_missing(monkeypatch, lenient, seeds, tmp_path):
    """A chart or a section that fails leaves its place with the reason; the rest of the page is there."""
    monkeypatch.setattr(charts, "timeline", lambda _: {}["<b>year 12000</b>"])
    monkeypatch.setattr(voices, "voices", lambda _: {}["nobody"])
    page = write_report(seeds, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "The chart timeline could not be made (KeyError" in page
    assert "<b>year 12000</b>" not in page
    assert "The section “Who is heard” could not be made (KeyError" in page
    assert 'id="articles"' in page
    assert len(guard.failures()) == 2


def test_one_kind_of_question_fails_alone(monkeypatch, lenient, seeds):
    """The other kinds are asked."""
    monkeypatch.setitem(exercises.KINDS, "date", lambda _: {}["day"])
    asked = exercises.make(seeds)
    assert asked
    assert guard.failures()
    assert "date" not in {question.kind for question in asked}


def test_one_notebook_fails_alone(monkeypatch, lenient, tmp_path):
    """Its page says what is missing and why; the others are written."""
    ran = notebooks._run

    def broken(file, corpus):
        if file.stem == "bad":
            raise KeyError("<b>cell 3</b>")
        return ran(file, corpus)

    monkeypatch.setattr(notebooks, "_run", broken)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("bad", "good"):
        cells = [nbformat.v4.new_code_cell(f"print('this is the {name} one')")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    written = notebooks.write_pages(folder, tmp_path / "out", corpus=SECOND)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in written if path.stem in {"bad", "good"}}
    assert "The notebook bad.ipynb could not be made (KeyError" in pages["bad"]
    assert "<b>cell 3</b>" not in pages["bad"]
    assert "this is the good one" in pages["good"]
    assert len(guard.failures()) == 1


def test_the_hostile_corpus_is_checked_to_its_end(monkeypatch, lenient, tmp_path, capsys):
    """Over articles that try to be more than text, `kit check` tells what the guard met, shows no escape, and ends with 1."""
    hostile.write(tmp_path / "corpus")
    monkeypatch.setattr(numbers, "find_quantities", _broken(numbers.find_quantities, "05-mail-eml"))
    assert main(["check", str(tmp_path / "corpus")]) == 1
    said = capsys.readouterr()
    lines = [line for line in said.out.splitlines() if "basis-point" in line]
    assert len(lines) == 1
    assert "05-mail-eml" in lines[0]
    assert "5 articles" in said.out
    assert not {"\x1b", "\u202e"} & set(said.out + said.err)
