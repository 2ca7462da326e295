"""Jupyter: how JupyterLab is started so that it works in a school: offline, without pop-ups, at the right notebook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kit.data import shipped
from kit.load import CorpusError


def walk(folder: Path) -> list[Path]:
    """The notebooks of the walk in a folder, in order; none where there are none."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def command(folder: Path | None = None, *, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that starts JupyterLab at the first notebook of a folder (of the kit's own, if none is named).

    Nothing calls the network, and one notebook is shown at a time, without a list of files beside it: five columns of
    articles need the width. Raises CorpusError where there are none.
    """
    top, inside = (shipped.TOP, "notebooks/") if folder is None else (folder.resolve(), "")
    found = walk(top / inside)
    if not found:
        raise CorpusError(f"cannot open the notebooks: there are none in {top / inside}. Install the kit anew.")
    made = [
        sys.executable, "-P", "-m", "jupyter", "lab",  # -P: no module of the current folder is imported
        f"--ServerApp.root_dir={top}",
        f"--LabApp.default_url=/doc/tree/{inside}{found[0].name}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
    ]  # fmt: skip
    if port is not None:
        made.append(f"--ServerApp.port={port}")
    if not browser:
        made.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        made.append("--allow-root")
    return made


def working_copy(corpus: Path | None = None) -> tuple[Path, list[str]]:
    """The shipped notebooks in a folder that is the reader's: beside the articles, else in the current folder.

    Returns the folder `notebooks` and the names of those found there that are not as shipped: they are the reader's, and
    nothing that is there is ever overwritten. Raises OSError where it cannot be written.
    """
    folder = (Path.cwd() if corpus is None else corpus.resolve().parent) / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for path in sorted(shipped.NOTEBOOKS.iterdir()):
        target = folder / path.name
        if not path.is_file():
            continue
        if not target.exists():
            shutil.copyfile(path, target)
        elif target.read_bytes() != path.read_bytes():
            kept.append(path.name)
    return folder, kept


def environment(corpus: str | Path | None = None) -> dict[str, str]:
    """The environment for it: our settings for Lab, and the corpus that the notebooks read."""
    made = dict(os.environ)
    paths = [str(Path(__file__).parent), made.get("JUPYTER_CONFIG_PATH", "")]
    made["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    made["PYTHONSAFEPATH"] = "1"  # nor by a kernel: a kit.py beside the notebooks stays what it is, a file
    if corpus is not None:
        made["KIT_CORPUS"] = str(Path(corpus).resolve())
    return made


def run(
    corpus: str | Path | None = None, *, lesson: Path | None = None, port: int | None = None, browser: bool = True
) -> int:
    """Start JupyterLab, on the kit's notebooks or those of a lesson, and wait until it ends; returns its exit code."""
    try:
        return subprocess.call(
            command(lesson, port=port, browser=browser), env=environment(corpus), cwd=lesson or shipped.TOP
        )
    except KeyboardInterrupt:
        return 0
