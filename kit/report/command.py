"""The command `kit report`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kit import reading, tables
from kit.cache import readings
from kit.data import shipped
from kit.load import guard

if TYPE_CHECKING:
    import argparse

    from kit.tables import Reading


@reading.without_garbage_collection()
def run(arguments: argparse.Namespace) -> int:
    """Write the page, and what else was asked for; 0 when all of it is written."""
    from kit.load.check import complaints

    out = Path(arguments.out)
    found = reading.read(arguments.corpus, event=arguments.event, semantic=arguments.semantic)
    for line in complaints(found.problems):
        print(line, file=sys.stderr)
    guard.attempt("the check of the tables", lambda: tables.check(found), lambda why: print(why, file=sys.stderr))
    _write_page(found, out, arguments)
    _wrote(f"{out} ({out.stat().st_size / 1e6:.1f} MB)")
    if arguments.pdf:
        from kit.report import printing

        _wrote(printing.write_pdf(out, out.with_suffix(".pdf")))
    if arguments.notebooks:
        from kit.report import notebooks

        own = Path(arguments.notebooks).is_dir() or arguments.notebooks != shipped.NOTEBOOKS.name
        for page in notebooks.write_pages(
            arguments.notebooks if own else shipped.NOTEBOOKS, out.with_suffix(""), corpus=arguments.corpus
        ):
            _wrote(page)
    return 0


def _write_page(found: Reading, out: Path, arguments: argparse.Namespace) -> None:
    """Write the page; one that was drawn of the same reading with the same settings is kept, and nothing is drawn."""
    made = dt.date.today() if arguments.dated else None  # noqa: DTZ011 - the reader's own day
    name = reading.kept_as(arguments.corpus, event=arguments.event, semantic=arguments.semantic)
    settings = "report", arguments.title, arguments.lang, arguments.sections, made
    page = readings.take_page(name, *settings)
    if page is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(page)
        return
    from kit.report import write_report

    sections = arguments.sections and [part.strip() for part in arguments.sections.split(",")]
    write_report(found, out, title=arguments.title, lang=arguments.lang, sections=sections, made=made)
    if not guard.failures():
        readings.put_page(name, out.read_bytes(), *settings)


def _wrote(what: object) -> None:
    print(f"kit report: wrote {what}", file=sys.stderr)
