"""The command `kit report`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kit import guard, reading, shipped, tables

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write the page, and what else was asked for; 0 when all of it is written."""
    from kit.load.check import complaints
    from kit.report import notebooks, printing, write_report

    out = Path(arguments.out)
    found = reading.read(arguments.corpus, event=arguments.event, semantic=arguments.semantic)
    for line in complaints(found.problems):
        print(line, file=sys.stderr)
    guard.attempt("the check of the tables", lambda: tables.check(found), lambda why: print(why, file=sys.stderr))
    write_report(
        found,
        out,
        title=arguments.title,
        lang=arguments.lang,
        sections=arguments.sections and [name.strip() for name in arguments.sections.split(",")],
        made=dt.date.today() if arguments.dated else None,  # noqa: DTZ011 - the reader's own day
    )
    _wrote(f"{out} ({out.stat().st_size / 1e6:.1f} MB)")
    if arguments.pdf:
        _wrote(printing.write_pdf(out, out.with_suffix(".pdf")))
    if arguments.notebooks:
        own = Path(arguments.notebooks).is_dir() or arguments.notebooks != shipped.NOTEBOOKS.name
        for page in notebooks.write_pages(
            arguments.notebooks if own else shipped.NOTEBOOKS, out.with_suffix(""), corpus=arguments.corpus
        ):
            _wrote(page)
    return 0


def _wrote(what: object) -> None:
    print(f"kit report: wrote {what}", file=sys.stderr)
