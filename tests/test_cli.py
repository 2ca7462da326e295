"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kit import tables
from kit.__main__ import main, parser

GOLD = Path(__file__).resolve().parent / "gold"


def commands() -> list[str]:
    action = next(a for a in parser()._actions if a.dest == "command")
    return list(action.choices)


@pytest.mark.parametrize("command", commands())
def test_every_command_explains_itself(command, capsys):
    """`kit COMMAND --help` ends well and says more than the options' names."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out.split()) > 15


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["tables", "seeds"], ["tables", "seeds", "--format", "xls"]])
def test_wrong_usage_ends_with_two(arguments, capsys):
    """Usage errors say how it is used."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: kit" in capsys.readouterr().err


def test_tables_are_written(tmp_path, capsys):
    """`kit tables` writes every table, in the format asked for, with timings on request."""
    assert main(["tables", "seeds", "--out", str(tmp_path), "--format", "jsonl", "--timings"]) == 0
    assert {p.stem for p in tmp_path.iterdir()} == {*tables.SCHEMAS, *tables.ANSWERS}
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert [list(json.loads(line)) for line in lines]
    assert "annotate" in capsys.readouterr().err


def test_timings_are_those_of_a_fresh_reading(tmp_path, capsys):
    """A kept reading spends no time in a room: with --timings the articles are read anew."""
    for n in ("first", "second"):
        assert main(["tables", "seeds", "--out", str(tmp_path / n), "--timings"]) == 0
    printed = capsys.readouterr().err
    assert printed.count("annotate") == 2


WRONG = "table,row_id,column,value\nquotes,a-q1,start,7\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "CORPUS"],
        ["tables", "CORPUS", "--out", "OUT"],
        ["report", "CORPUS", "--out", "OUT/report.html"],
        ["lesson", "CORPUS", "--out", "OUT"],
        ["score", "CORPUS", "--gold", "GOLD"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_wrong_correction_is_one_line_of_every_command(tmp_path, capsys, monkeypatch, arguments):
    """What a reader wrote wrongly is told, with its line, whichever command meets it."""
    monkeypatch.delenv("KIT_CORRECTIONS", raising=False)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Ada Brook opened the bridge.\n", encoding="utf-8")
    (corpus / "corrections.csv").write_text(WRONG, encoding="utf-8")
    names = {"CORPUS": str(corpus), "GOLD": str(GOLD)}
    line = [names.get(part, part.replace("OUT", str(tmp_path / "out"))) for part in arguments]
    assert main(line) == int(arguments[0] in {"check", "score"})  # the gold knows no such article
    output = capsys.readouterr()
    said = [one.strip() for one in (output.out + output.err).splitlines() if "corrections.csv line 2" in one]
    assert len(said) == 1
    assert said[0].startswith("error: corrections.csv line 2: quotes.start cannot be corrected")


@pytest.mark.parametrize("command", ["tables", "report", "lesson"])
def test_files_that_could_not_be_read_are_named_by_every_command_that_writes(tmp_path, capsys, command):
    """Whoever prints a lesson or sends a report knows which of the files it lacks."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Ada Brook opened the bridge.\n", encoding="utf-8")
    (corpus / "b.txt").write_bytes(b"")
    assert main([command, str(corpus), "--out", str(tmp_path / "made.html")]) == 0
    assert "error: b.txt is empty. Put the article's text into it" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, capsys):
    """A file in the place of the folder: the message names it."""
    (tmp_path / "out").write_text("in the way")
    assert main(["tables", "seeds", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("out") == 1


def test_a_command_that_is_interrupted_says_so(monkeypatch, capsys):
    """Ctrl-C is no error of the kit's: one line, and the exit code that shells expect."""
    from kit import reading

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "read", interrupted)
    assert main(["score", "seeds", "--gold", "nowhere"]) == 130
    assert capsys.readouterr().err == "kit score: interrupted\n"


def test_a_missing_folder_is_one_line_and_exit_one(tmp_path):
    """No traceback: what is wrong, where, and what to do."""
    done = subprocess.run(
        [sys.executable, "-m", "kit", "tables", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
