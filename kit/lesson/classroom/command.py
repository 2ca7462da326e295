"""The command `kit class`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Merge the answers, write the page and the tables, and say what needs a look; 0 when it is written."""
    from kit.exercises.answers import AnswersError
    from kit.lesson.classroom.page import write_class
    from kit.reading import read

    out = Path(arguments.out)
    if out.suffix.lower() not in (".html", ".htm"):
        raise AnswersError(f"--out is the page to write: name it with .html, not {out.name}.")
    written, lines = write_class(read(arguments.corpus), arguments.answers, out, names=not arguments.without_names)
    for line in lines:
        print(line, file=sys.stderr)
    for path in written:
        print(path)
    return 0
