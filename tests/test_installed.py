"""The kit as it is installed: from its wheel, away from the clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
HOSTILE = "raise SystemExit('a file of the current folder was run')\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the kit out of its wheel; what the kit depends on comes from the tests' own environment."""
    place = tmp_path_factory.mktemp("installed")
    source = place / "source"
    left = shutil.ignore_patterns(".*", "__pycache__", "tests", "*.egg-info")
    shutil.copytree(TOP, source, ignore=left)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # Built with the setuptools of the lock that is here: nothing is fetched.
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, source], check=True)
    shutil.rmtree(source)
    (wheel,) = place.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", place / "packages", wheel], check=True)
    return place / "packages"


def run(installed: Path, folder: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """A command of the installed kit, or some lines of Python, started in a folder."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "KIT_CACHE": os.environ.get("KIT_CACHE", str(folder / "cache")),
    }
    command = [sys.executable, "-P", *(["-c", code] if code else ["-m", "kit", *arguments])]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


COMMANDS = """
import kit
from kit.__main__ import main
print(kit.__file__)
for line in ("check seeds", "tables seeds --out tables", "report seeds --out report.html", "lesson seeds --out lesson"):
    assert main(line.split()) == 0, line
"""


def test_the_wheel_reads_and_writes_without_a_clone(installed, tmp_path):
    """Check, tables, report and lesson work in an empty folder, on the seeds that came with it."""
    done = run(installed, tmp_path, code=COMMANDS)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.splitlines()[0]).is_relative_to(installed)
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "tables" / "quotes.csv").stat().st_size > 1000
    assert len(list((tmp_path / "lesson" / "pupil").glob("*.ipynb"))) == len(list((TOP / "notebooks").glob("*.ipynb")))


COPY = """
from pathlib import Path
from kit import jupyter
folder, kept = jupyter.working_copy(Path("articles/mine"))
print(folder); print(kept); print(jupyter.command(folder)[-1:])
"""


def test_the_notebooks_are_copied_beside_the_articles_and_never_overwritten(installed, tmp_path):
    """The working copy is whole; what the reader changed stays, and is named."""
    (tmp_path / "articles" / "mine").mkdir(parents=True)
    first = run(installed, tmp_path, code=COPY)
    folder = tmp_path / "articles" / "notebooks"
    assert first.stdout.splitlines()[:2] == [str(folder), "[]"], first.stderr
    assert {path.name for path in folder.iterdir()} == {
        path.name for path in (TOP / "notebooks").iterdir() if path.is_file()
    }
    mine = folder / "00_start_here.ipynb"
    mine.write_text("mine")
    (folder / "09_a_collection.ipynb").unlink()
    again = run(installed, tmp_path, code=COPY)
    assert again.stdout.splitlines()[1] == "['00_start_here.ipynb']"
    assert mine.read_text() == "mine"
    assert (folder / "09_a_collection.ipynb").exists()


def test_a_module_in_the_current_folder_is_not_run(tmp_path):
    """JupyterLab as `kit lab` starts it, and its kernels, import nothing that lies beside the articles."""
    from kit import jupyter

    for name in ("kit.py", "jupyter.py"):
        (tmp_path / name).write_text(HOSTILE)
    python = jupyter.command()[:2]
    environment = jupyter.environment()
    started = [[*python, "-m", "jupyter", "--version"], [sys.executable, "-c", "import kit; kit.read"]]
    for command in started:
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    kernel = "import nbformat, sys; from pathlib import Path; from kit.report import notebooks\n"
    kernel += "cells = [nbformat.v4.new_code_cell('import kit, jupyter_core; print(kit.__doc__[:10])')]\n"
    kernel += "nbformat.write(nbformat.v4.new_notebook(cells=cells), 'a.ipynb'); notebooks.write_pages('.', 'out')"
    done = subprocess.run(
        [*python, "-c", kernel], cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Lay severa" in (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
