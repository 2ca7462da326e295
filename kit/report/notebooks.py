"""Notebooks as pages: run on the corpus, then written in the style of the report, without any script."""

from __future__ import annotations

import html
import os
import re
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import KitError
from kit.load import guard
from kit.report.policy import policy

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
# A cell that runs longer than this (seconds) has met something that no notebook of ours does.
LONGEST_CELL = 300
# What a page shows of an output, the best first; a widget without its kernel is left to the words beside it.
SHOWN = ["image/svg+xml", "text/html", "text/markdown", "image/png", "text/plain"]
# A notebook's link to the next one leads, on a page, to that one's page.
_LINK = re.compile(r'(href="\d\d_\w+)\.ipynb"')
# Markdown tables must have a head; one without words is a trap for screen readers.
_EMPTY_HEAD = re.compile(r"<thead>\s*<tr>(?:\s*<th[^>]*></th>)+\s*</tr>\s*</thead>")


class NotebookError(KitError):
    """A notebook is not there or did not run: the message names it and what went wrong."""


def write_pages(folder: str | Path, out: str | Path, *, corpus: str | Path | None = None) -> list[Path]:
    """Run every notebook of `folder` on `corpus` and write it as `out/<name>.html`; returns the pages.

    The notebooks on disk stay as they are. `corpus` None means what `kit.read()` reads. A page has no script at all:
    charts are pictures with their description, explorers show what they chose at first. The page of a notebook that fails
    says so, and nothing else. Raises NotebookError if there is no notebook.
    """
    files = sorted(Path(folder).glob("*.ipynb"))
    if not files:
        raise NotebookError(f"There is no notebook in {folder}.")
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    notebooks = {
        file: guard.attempt(f"The notebook {file.name}", partial(_run, file, corpus), partial(_missing, file))
        for file in files
    }
    siblings = [(f"{file.stem}.html", _title(notebook, file)) for file, notebook in notebooks.items()]
    made = []
    for file, notebook in notebooks.items():
        page = out / f"{file.stem}.html"
        page.write_bytes(page_of(notebook, _title(notebook, file), siblings).encode("utf-8"))
        made.append(page)
    return made


def page_of(notebook: Any, title: str, siblings: Sequence[tuple[str, str]] = ()) -> str:
    """One notebook, as it stands, as a page; `siblings` are the files and titles in its list of contents."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    exporter = HTMLExporter(
        config=Config({"NbConvertBase": {"display_data_priority": SHOWN}}), template_name="notebook",
        extra_template_basedirs=[str(HERE / "templates")], exclude_anchor_links=True, exclude_input_prompt=True,
        exclude_output_prompt=True,
    )  # fmt: skip
    style = (HERE / "static" / "report.css").read_text(encoding="utf-8")
    # Outputs of the kit carry style attributes, which no hash can name; a style attribute fetches and runs nothing here.
    rules = f"{policy([], [style])}; style-src-attr 'unsafe-inline'; img-src data:"
    resources = {"style": style, "policy": rules, "page_title": title, "siblings": list(siblings)}
    page, _ = exporter.from_notebook_node(notebook, resources=resources)
    return _LINK.sub(r'\1.html"', _EMPTY_HEAD.sub("", page))


def _run(file: Path, corpus: str | Path | None) -> Any:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.read(file, as_version=4)
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}  # no module beside the notebook is imported in place of ours
    if corpus is not None:
        environment["KIT_CORPUS"] = str(Path(corpus).resolve())
    place = {"metadata": {"path": str(file.parent)}}
    client = NotebookClient(notebook, timeout=LONGEST_CELL, kernel_name="python3", resources=place)
    try:
        return client.execute(env=environment, stderr=subprocess.DEVNULL)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise NotebookError(f"{file.name} did not run: {said[-1]}") from error


def _missing(file: Path, why: str) -> Any:
    import nbformat

    said = f"# {file.stem.replace('_', ' ')}\n\n<p>{html.escape(why)}</p>"
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(said)])


def _title(notebook: Any, file: Path) -> str:
    """The first heading, else the file's name."""
    headings = (re.search(r"^# +(.+)$", c.source, re.MULTILINE) for c in notebook.cells if c.cell_type == "markdown")
    return next((found[1].strip() for found in headings if found), file.stem)
