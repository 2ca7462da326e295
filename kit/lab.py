"""Lab: how JupyterLab is started so that it works in a school: offline, without pop-ups, at the right notebook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kit.load import CorpusError

# The folder that holds `kit/` and `notebooks/`.
TOP = Path(__file__).resolve().parent.parent


def notebooks() -> list[Path]:
    """The notebooks of the walk, in order. Raises CorpusError where kit was installed without them."""
    found = sorted((TOP / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    if not found:
        raise CorpusError(
            f"cannot open the notebooks: there are none in {TOP / 'notebooks'}. Run kit in a clone of it."
        )
    return found


def command(*, notebook: Path | None = None, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that starts JupyterLab at a notebook (the first one, unless named), free of network calls."""
    shown = (notebook or notebooks()[0]).resolve().relative_to(TOP).as_posix()
    made = [
        sys.executable, "-m", "jupyter", "lab",
        f"--ServerApp.root_dir={TOP}",
        f"--LabApp.default_url=/lab/tree/{shown}",
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
    paths = [str(Path(__file__).with_name("jupyter")), made.get("JUPYTER_CONFIG_PATH", "")]
    made["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    if corpus is not None:
        made["KIT_CORPUS"] = str(Path(corpus).resolve())
    return made


def run(corpus: str | Path | None = None, *, port: int | None = None, browser: bool = True) -> int:
    """Start JupyterLab and wait until it ends (Ctrl-C twice); returns its exit code."""
    try:
        return subprocess.call(command(port=port, browser=browser), env=environment(corpus), cwd=TOP)
    except KeyboardInterrupt:
        return 0
