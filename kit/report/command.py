"""The command `kit report`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kit import load, reading, tables

if TYPE_CHECKING:
    import argparse

    from kit.load import Corpus
    from kit.tables import Reading


def run(arguments: argparse.Namespace) -> int:
    """Write the page, and what else was asked for; 0 if all of it was written, 1 with a line on what is wrong."""
    from kit.report import SectionError, printing, write_report

    out = Path(arguments.out)
    try:
        found = read(arguments.corpus, arguments.event)
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
    except (load.CorpusError, SectionError, printing.NoBrowserError, OSError) as error:
        say(str(error))
        return 1
    return 0


def read(corpus: str | Path, event: str | None = None) -> Reading:
    """The reading of a corpus, or of one event of it; raises CorpusError if it has no such event."""
    loaded = load.load_articles(corpus)
    result = reading.read_corpus(only(loaded, event) if event else loaded)
    tables.check(result)
    return result


def only(corpus: Corpus, event: str) -> Corpus:
    """The articles of one event, with their facts and segments."""
    articles = corpus.articles[corpus.articles["event_id"] == event].reset_index(drop=True)
    if articles.empty:
        events = ", ".join(sorted(corpus.articles["event_id"].unique())[:20])
        raise load.CorpusError(f"There is no event {event!r} in this corpus (it has {events}).")
    kept = {
        name: frame[frame["article_id"].isin(articles["article_id"])].reset_index(drop=True)
        for name, frame in (("facts", corpus.facts), ("segments", corpus.segments))
    }
    return dataclasses.replace(corpus, articles=articles, **kept)


def say(line: str) -> None:
    """A line on stderr."""
    print(f"kit report: {line}", file=sys.stderr)
