"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kit import tables
from kit.__main__ import main, parser


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
    assert {p.stem for p in tmp_path.iterdir()} == set(tables.SCHEMAS)
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert [list(json.loads(line)) for line in lines]
    assert "annotate" in capsys.readouterr().err


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
