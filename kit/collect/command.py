"""`kit collect`: the command, its engine and what it says at the end."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kit import load
from kit.collect.run import collect
from kit.collect.store import Store
from kit.phrasing import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

# Events and failures named at the end; all of them are in the tables.
SHOWN = 5


def run(arguments: argparse.Namespace) -> int:
    """Collect, and say what was made; 0 all well, 1 something is wrong, 130 interrupted."""
    store = Store(arguments.out)
    if arguments.workers < 0:
        return _complain("--workers must be 0 (this process) or more.", code=2)
    try:
        with _executor(arguments) as executor:
            summary = collect(arguments.collection, store.folder, executor=executor, progress=not arguments.quiet)
    except KeyboardInterrupt:
        done = counted(len(store.event_ids()), "event")
        return _complain(f"interrupted; {done} finished and kept. The same command goes on from there.", 130)
    events = store.events()
    print(
        f"{counted(len(events), 'event')} in {store.folder}, from {counted(summary.articles, 'article')} "
        f"({summary.made} made now, {summary.kept} kept from before)."
    )
    for row in events.head(SHOWN).itertuples():
        print(f"  {row.articles:4}  {row.event_id}  {row.label if isinstance(row.label, str) else ''}".rstrip())
    if len(events):
        print(f"Read one with kit.read({str(store.folder)!r}, event={events['event_id'].iloc[0]!r}).")
    for event_id, why in list(summary.failed.items())[:SHOWN]:
        _complain(f"event {event_id} could not be read: {why}")
    if len(summary.failed) > SHOWN:
        _complain(f"… and {len(summary.failed) - SHOWN} more.")
    return 1 if summary.failed else 0


@contextmanager
def _executor(arguments: argparse.Namespace) -> Iterator[Any]:
    if not arguments.dask:
        yield arguments.workers or None
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise load.CorpusError(
            "--dask needs Dask, which is not installed. Run: pip install 'comparative-reading-kit[dask]'."
        ) from None
    with Client(arguments.dask, timeout=10) as client:
        yield client


def _complain(message: str, code: int = 1) -> int:
    print(f"kit collect: {message}", file=sys.stderr)
    return code
