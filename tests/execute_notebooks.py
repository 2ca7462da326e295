"""Run the notebooks and keep their outputs: `python -m tests.execute_notebooks [NAME …]`, then commit.

The notebooks are their own source: change a cell, run this, look at the difference, commit both. What differs from
one run to the next without meaning anything (times, the interpreter's version) is not kept.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / "notebooks"
SECONDS = 300


def execute(path: Path) -> None:
    """Run one notebook in place, as JupyterLab would; a cell that raises stops with its traceback."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False, record_timing=False,
    )  # fmt: skip
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            # A view of a widget needs its kernel: without one, its number would point nowhere and change every time.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    nbformat.write(notebook, path)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Run the notebooks and keep their outputs.")
    parser.add_argument("names", nargs="*", help="beginnings of names, such as 04 (all, if none)")
    names = tuple(parser.parse_args(arguments).names)
    # The notebooks that are committed show the seeds as shipped, whatever this shell is set to.
    os.environ.pop("KIT_CORPUS", None)
    os.environ["KIT_CORRECTIONS"] = os.devnull
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(TOP), os.environ.get("PYTHONPATH")]))
    for path in sorted(FOLDER.glob("[0-9][0-9]_*.ipynb")):
        if not names or path.name.startswith(names):
            print(path.name, file=sys.stderr)
            execute(path)


if __name__ == "__main__":
    main()
