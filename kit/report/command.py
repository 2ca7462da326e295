"""The command `kit report`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kit import load, reading, tables

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write the page, and what else was asked for; 0 if all of it was written, 1 with a line on what is wrong."""
    from kit.report import SectionError, notebooks, printing, write_report

    out = Path(arguments.out)
    try:
        found = reading.read(arguments.corpus, event=arguments.event, semantic=arguments.semantic)
        tables.check(found)
        write_report(
            found,
            out,
            title=arguments.title,
            lang=arguments.lang,
            sections=arguments.sections and [name.strip() for name in arguments.sections.split(",")],
            made=dt.date.today() if arguments.dated else None,  # noqa: DTZ011 - the reader's own day
        )
        say(f"wrote {out} ({out.stat().st_size / 1e6:.1f} MB)")
        if arguments.pdf:
            say(f"wrote {printing.write_pdf(out, out.with_suffix('.pdf'))}")
        if arguments.notebooks:
            for page in notebooks.write_pages(arguments.notebooks, out.with_suffix(""), corpus=arguments.corpus):
                say(f"wrote {page}")
    except (load.CorpusError, SectionError, printing.NoBrowserError, notebooks.NotebookError, OSError) as error:
        say(str(error))
        return 1
    return 0


def say(line: str) -> None:
    """A line on stderr."""
    print(f"kit report: {line}", file=sys.stderr)
