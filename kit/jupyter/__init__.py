"""Lab: how JupyterLab is started so that it works in a school: offline, without pop-ups, at the right notebook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kit.load import CorpusError

# The folder that holds `kit/` and `notebooks/`.
TOP = Path(__file__).resolve().parents[2]


def walk(folder: Path) -> list[Path]:
    """The notebooks of the walk in a folder, in order; none where there are none."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def command(folder: Path | None = None, *, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that starts JupyterLab at the first notebook of a folder (of the kit's own, if none is named).

    Nothing calls the network, and one notebook is shown at a time, without a list of files beside it: five columns of
    articles need the width. Raises CorpusError where kit was installed without its notebooks.
    """
    top, inside = (TOP, "notebooks/") if folder is None else (folder.resolve(), "")
    found = walk(top / inside)
    if not found:
        raise CorpusError(f"cannot open the notebooks: there are none in {top / inside}. Run kit in a clone of it.")
    made = [
        sys.executable, "-m", "jupyter", "lab",
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


def environment(corpus: str | Path | None = None) -> dict[str, str]:
    """The environment for it: our settings for Lab, and the corpus that the notebooks read."""
    made = dict(os.environ)
    paths = [str(Path(__file__).parent), made.get("JUPYTER_CONFIG_PATH", "")]
    made["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    if corpus is not None:
        made["KIT_CORPUS"] = str(Path(corpus).resolve())
    return made


def run(
    corpus: str | Path | None = None, *, lesson: Path | None = None, port: int | None = None, browser: bool = True
) -> int:
    """Start JupyterLab, on the kit's notebooks or those of a lesson, and wait until it ends; returns its exit code."""
    try:
        return subprocess.call(command(lesson, port=port, browser=browser), env=environment(corpus), cwd=lesson or TOP)
    except KeyboardInterrupt:
        return 0
