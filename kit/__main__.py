"""The command line: `python -m kit …`, and `kit …` once installed."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from pathlib import Path

PROG = "kit"


def parser() -> argparse.ArgumentParser:
    """All commands; each names its function in `run`."""
    top = argparse.ArgumentParser(prog=PROG, description="Read several reports of one event side by side.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    lab = commands.add_parser("lab", help="open JupyterLab at the first notebook")
    lab.add_argument(
        "corpus", nargs="?",
        help="a folder of articles for the notebooks to read (default: the seeds), or one of notebooks by `kit lesson`",
    )  # fmt: skip
    lab.add_argument("--port", type=int, help="the port to listen on (default: the first free one from 8888)")
    lab.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    lab.set_defaults(run=_lab)

    tables = commands.add_parser("tables", help="write every table as a file that a spreadsheet or program can read")
    tables.add_argument("corpus", help="a folder of articles")
    tables.add_argument("--out", "-o", required=True, metavar="DIR", help="folder to write into")
    tables.add_argument("--format", choices=("csv", "jsonl", "parquet"), default="csv")
    tables.add_argument("--timings", action="store_true", help="print the seconds spent in each room")
    tables.add_argument("--semantic", action="store_true", help="align by meaning, too (needs the extra `semantic`)")
    tables.set_defaults(run=_tables)

    export = commands.add_parser("export", help="write a reading in a standard format that other programs read")
    export.add_argument("corpus", help="a folder of articles")
    export.add_argument(
        "--as", required=True, dest="form", choices=("webannotation", "tei", "csl", "bibtex", "standoff"), metavar="FORM",
        help="webannotation (JSON-LD), tei (P5), csl (CSL-JSON), bibtex, or standoff (tables without the texts)",
    )  # fmt: skip
    export.add_argument("--out", "-o", required=True, metavar="PATH", help="the file to write; for standoff a folder")
    export.set_defaults(run=_export)

    check = commands.add_parser(
        "check", help="say what was found in each file, and what is wrong with it",
        epilog="Exit code 0: all well (notes do not count); 1: something is wrong. Files over a limit are refused; "
        "KIT_LIMIT_FILE_BYTES and its like in the environment raise the limits (kit/load/limits.py lists them).",
    )  # fmt: skip
    check.add_argument("corpus", nargs="?", help="a folder of articles (default: KIT_CORPUS, else the seeds)")
    check.set_defaults(run=_check)

    lesson = commands.add_parser("lesson", help="write a lesson: notebooks, worksheet, plan, rubric, glossary, answers")
    lesson.add_argument("corpus", help="a folder of articles")
    lesson.add_argument(
        "--out", "-o", required=True, metavar="DIR", help="folder to write into; not inside the articles"
    )
    lesson.add_argument("--limit", type=int, default=5, metavar="N", help="at most N questions of a kind (default: 5)")
    lesson.set_defaults(run=_lesson)

    collection = commands.add_parser("collect", help="group a collection of articles into events and read each of them")
    collection.add_argument("collection", help="a folder, zip or table of articles on many events")
    collection.add_argument(
        "--out", "-o", required=True, metavar="DIR", help="folder for the tables, partitioned by event"
    )
    how = collection.add_mutually_exclusive_group()
    how.add_argument("--workers", type=int, default=0, metavar="N", help="work in N processes (default: in this one)")
    how.add_argument("--dask", metavar="ADDRESS", help="work on a Dask cluster (tcp://…); needs the extra `dask`")
    collection.add_argument("--quiet", action="store_true", help="no progress bars")
    collection.set_defaults(run=_collect)

    report = commands.add_parser("report", help="write one page with everything, which opens anywhere without network")
    report.add_argument("corpus", help="a folder of articles, or what `kit collect` wrote (then with --event)")
    report.add_argument("--out", "-o", required=True, metavar="FILE.html", help="the page to write")
    report.add_argument("--title", help="what stands at its head (default: the names that all articles share)")
    report.add_argument(
        "--lang", metavar="TAG",
        help="language of your title, and of articles whose language was not found out (for screen readers; nothing is "
        "translated, the page's own words are English)",
    )  # fmt: skip
    report.add_argument("--sections", metavar="NAME,NAME", help="only these sections; an unknown name lists them all")
    report.add_argument("--event", metavar="ID", help="only this event of a corpus that has several")
    report.add_argument(
        "--dated", action="store_true", help="print today's date (else the same corpus, the same bytes)"
    )
    report.add_argument("--semantic", action="store_true", help="align by meaning, too (needs the extra `semantic`)")
    report.add_argument("--pdf", action="store_true", help="also print it to FILE.pdf, with Chromium or Chrome")
    report.add_argument(
        "--notebooks", nargs="?", const="notebooks", metavar="DIR",
        help="also run each notebook (of DIR, else of notebooks/) on the corpus and write it as a page beside FILE.html",
    )  # fmt: skip
    report.set_defaults(run=_report)
    group = commands.add_parser("class", help="merge the answers of a class into one page and one table")
    group.add_argument("answers", help="a folder with one file of answers a pupil, from the page or the notebooks")
    group.add_argument("corpus", help="the folder of articles that the lesson was made from")
    group.add_argument(
        "--out", "-o", required=True, metavar="FILE.html", help="the page to write; a .csv goes beside it"
    )
    group.add_argument("--without-names", action="store_true", help="numbers in place of names, in page and table")
    group.set_defaults(run=_class)

    stick = "put the kit and all its packages on a stick, for machines without internet"
    packed = commands.add_parser("pack", help=stick)
    packed.add_argument(
        "stick", metavar="STICK", help="the stick's folder; the kit goes into a folder of its own there"
    )
    packed.add_argument(
        "--for",
        dest="system",
        choices=("windows", "mac", "linux"),
        help="the machines' system, if it is not this one's",
    )
    packed.add_argument("--python", metavar="3.N", help="the machines' version of Python, if it is not this one's")
    packed.set_defaults(run=_pack)

    score = commands.add_parser("score", help="measure how often the machine is right, against articles read by people")
    score.add_argument("corpus", nargs="?", help="a folder of articles")
    score.add_argument("--gold", metavar="DIR", help="folder with quotes.jsonl, times.json, alignment.json")
    sets = "in place of both: development sets; counts how often each rule was right"
    score.add_argument("--rules", nargs="+", metavar="SET.jsonl", help=sets)
    score.add_argument("--out", "-o", metavar="FILE.csv", help="with --rules: the table to write (default: print it)")
    score.set_defaults(run=_score)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 well, 1 something is wrong, 2 usage, 130 interrupted)."""
    from kit.errors import KitError
    from kit.load import guard

    arguments = parser().parse_args(argv)
    guard.forget()
    atexit.register(gc.freeze)  # what is left when Python ends is not searched for cycles, which takes half a second
    try:
        return arguments.run(arguments) or int(bool(guard.failures()))
    except BrokenPipeError:  # whoever read our output (`| head`) has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (for the interpreter's last flush)
        return 0
    except (KitError, OSError, ModuleNotFoundError) as error:  # an extra that is asked for may not be installed
        return _say(arguments, str(error), code=1)
    except KeyboardInterrupt:
        return _say(arguments, "interrupted", code=130)
    except Exception as error:
        if guard.strict():
            raise
        return _say(arguments, f"stopped ({guard.said(error)}). {guard.REMEDY}", code=1)


def _say(arguments: argparse.Namespace, message: str, *, code: int) -> int:
    print(f"{PROG} {arguments.command}: {message}", file=sys.stderr)
    return code


def _lab(arguments: argparse.Namespace) -> int:
    from kit import jupyter, load
    from kit.data import shipped

    if arguments.corpus and jupyter.walk(Path(arguments.corpus)):
        return jupyter.run(lesson=Path(arguments.corpus), port=arguments.port, browser=not arguments.no_browser)
    if arguments.corpus:
        load.load_articles(arguments.corpus)  # what is wrong should be said here, not in a notebook
    folder = None
    if not shipped.CLONE:
        folder, kept = jupyter.working_copy(Path(arguments.corpus) if arguments.corpus else None)
        print(
            f"The notebooks are in {folder}" + (f"; yours are kept: {', '.join(kept)}" if kept else ""), file=sys.stderr
        )
    return jupyter.run(arguments.corpus, lesson=folder, port=arguments.port, browser=not arguments.no_browser)


def _lesson(arguments: argparse.Namespace) -> int:
    from kit.lesson import write_lesson
    from kit.load.check import complaints
    from kit.reading import read

    found = read(arguments.corpus)
    for line in complaints(found.problems):
        print(line, file=sys.stderr)
    for path in write_lesson(found, arguments.out, limit=arguments.limit):
        print(path)
    return 0


def _tables(arguments: argparse.Namespace) -> int:
    from kit import export, reading
    from kit.load import CorpusError, guard
    from kit.load.check import complaints
    from kit.tables import check

    watch = reading.Stopwatch()
    try:
        result = reading.read(arguments.corpus, fresh=arguments.timings, semantic=arguments.semantic, stopwatch=watch)
    except CorpusError as error:
        for line in complaints(error.problems):
            print(line, file=sys.stderr)
        raise
    for line in complaints(result.problems):
        print(line, file=sys.stderr)
    guard.attempt("the check of the tables", lambda: check(result), lambda why: print(why, file=sys.stderr))
    with watch.room("write"):
        export.write_tables(result, Path(arguments.out), format=arguments.format)
    if arguments.timings:
        for room, seconds in watch.seconds.items():
            print(f"{room:12} {seconds:8.2f} s", file=sys.stderr)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from kit import export, reading
    from kit.load.check import complaints

    found = reading.read(arguments.corpus)
    for line in complaints(found.problems):
        print(line, file=sys.stderr)
    for path in export.write_as(found, arguments.out, form=arguments.form):
        print(path)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from kit import load, reading, tables
    from kit.load import check, guard

    try:
        found = reading.read(arguments.corpus)
    except load.CorpusError as error:
        for line in check.complaints(error.problems):
            print(line)
        raise
    for line in check.describe(found):
        print(line)
    guard.attempt("the check of the tables", lambda: tables.check(found), lambda why: print(f"error: {why}"))
    return int(check.wrong(found.problems))


def _report(arguments: argparse.Namespace) -> int:
    from kit.report import command

    return command.run(arguments)


def _collect(arguments: argparse.Namespace) -> int:
    from kit.collect import command

    return command.run(arguments)


def _class(arguments: argparse.Namespace) -> int:
    from kit.lesson.classroom import command

    return command.run(arguments)


def _pack(arguments: argparse.Namespace) -> int:
    from kit.jupyter import pack

    return pack.run(arguments)


def _score(arguments: argparse.Namespace) -> int:
    from kit import reading, score
    from kit.load.check import complaints

    if arguments.rules:
        from kit.score.rule_rates import rule_rates

        rule_rates(arguments.rules).to_csv(arguments.out or sys.stdout, index=False, lineterminator="\n")
        return 0
    if not arguments.corpus or not arguments.gold:
        return _say(arguments, "give a folder of articles and --gold DIR, or --rules SET.jsonl …", code=2)
    found = reading.read(arguments.corpus)
    for line in complaints(found.problems):
        print(line, file=sys.stderr)
    print(score.show(score.score(found, arguments.gold)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
