"""How long each notebook takes, from starting its kernel until the kernel has ended, and in which cell.

    python tests/benchmarks/notebooks.py [NOTEBOOK …] [--cells]

Each runs twice, because the first run fills the caches; the second is printed, with the share of it in the first cell
(the imports and the reading) and in the longest of the others. Notebooks that write files write them to a folder that
is then deleted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

TOP = Path(__file__).resolve().parents[2]


def run(path: Path, folder: str) -> tuple[float, dict[str, float]]:
    """Seconds from nothing to nothing, and the seconds of each cell by its last line."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": folder}})
    cells = {}
    began = time.perf_counter()
    with client.setup_kernel():
        for n, cell in enumerate(notebook.cells):
            at = time.perf_counter()
            client.execute_cell(cell, n)
            if cell.cell_type == "code":
                cells[cell.source.splitlines()[-1]] = time.perf_counter() - at
    return time.perf_counter() - began, cells


def main() -> None:
    parser = argparse.ArgumentParser(description="How long each notebook takes.")
    parser.add_argument("notebook", nargs="*", type=Path, default=sorted((TOP / "notebooks").glob("*.ipynb")))
    parser.add_argument("--cells", action="store_true", help="print every cell")
    args = parser.parse_args()
    os.environ["PYTHONPATH"] = str(TOP)
    print(f"{'notebook':<36}{'s':>6}{'first cell':>12}{'longest':>9}")
    for path in args.notebook:
        folder = tempfile.mkdtemp()
        run(path, folder)
        total, cells = run(path, folder)
        shutil.rmtree(folder)
        first, *others = cells.values()
        print(f"{path.stem:<36}{total:>6.1f}{first:>12.1f}{max(others):>9.1f}")
        if args.cells:
            for line, seconds in cells.items():
                print(f"    {seconds:>5.2f}  {line[:90]}")


if __name__ == "__main__":
    main()
