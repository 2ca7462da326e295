"""How many faults the tests catch: put each into a copy of the kit, and run the tests of its room.

    python -m tests.benchmarks.mutants [--room english/quotes] [--only ID ...] [--check]

A fault (`mutants.json`) is one edit: in `file`, the text `old`, which stands there once, becomes `new`; `tests` are the
tests that must then fail, and `about` says what goes wrong for a reader. Each fault is put into a fresh copy of the tree
and only its own tests are run, up to the first that fails. Printed are a table of the faults and the share that is
caught; the exit code is 1 if one is not. `--check` runs no test: it says which faults no longer fit the code.

It says nothing of faults that nobody has thought of; to try others, write them into a file and name it with `--faults`.
The method is mutation analysis (DeMillo, Lipton and Sayward 1978), with faults chosen by hand because each run costs seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).with_name("mutants.json")
# A fault that makes the tests run longer than this has made something endless.
LONGEST = 900
# How a run ends that a signal stops (abort, segmentation fault): as Python says it, and as a shell does.
KILLED = {-6, -11, 134, 139}


@dataclass(frozen=True)
class Fault:
    """One edit of the kit that its tests must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    about: str

    @property
    def room(self) -> str:
        """The folder in `kit/` that the file lies in, or the file itself: `english/quotes`, `tables`."""
        parts = Path(self.file).with_suffix("").parts[1:]
        return "/".join(parts[:2] if parts[0] in {"english", "load"} and len(parts) > 2 else parts[:1])


def read_faults(path: Path = FAULTS) -> list[Fault]:
    """The faults of a file, in its order; ValueError if two have one name."""
    faults = [Fault(**{**row, "tests": tuple(row["tests"])}) for row in json.loads(path.read_text(encoding="utf-8"))]
    again = [name for name, count in Counter(fault.name for fault in faults).items() if count > 1]
    if again:
        raise ValueError(f"{path.name} names {', '.join(again)} twice.")
    return faults


def misfit(fault: Fault, top: Path = TOP) -> str:
    """Why a fault cannot be put in: its text does not stand there once, or a test is not there; else nothing."""
    path = top / fault.file
    count = path.read_text(encoding="utf-8").count(fault.old) if path.is_file() else 0
    if count != 1:
        return f"{fault.file} holds the old text {count} times"
    lost = [test for test in fault.tests if not (top / test.split("::")[0]).exists()]
    return f"there is no {lost[0]}" if lost else ""


def copy_tree(top: Path, to: Path) -> None:
    """The files that git knows or could know, copied: no environment, no cache."""
    command = ["git", "-C", str(top), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in filter(None, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")):
        if (top / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(top / name, to / name)


def run_tests(tree: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """The exit code of pytest on the tests of a tree, and the first test that failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-p", "no:cacheprovider", "-rfE", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return 1, "never ends"
    failed = re.search(r"^(?:FAILED|ERROR) (?:tests/)?(\S+)", done.stdout, re.MULTILINE)
    return done.returncode, failed[1] if failed else done.stdout.strip().splitlines()[
        -1
    ] if done.stdout else done.stderr


def try_fault(tree: Path, fault: Fault) -> tuple[str, str]:
    """`caught` with the test that failed, `missed`, or `no run` with the reason; the tree is as before afterwards.

    A fault that lets no test be collected is no fault that a test has caught.
    """
    why = misfit(fault, tree)
    if why:
        return "no run", why
    path = tree / fault.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(fault.old, fault.new), encoding="utf-8")
    try:
        code, failed = run_tests(tree, fault.tests)
    finally:
        path.write_text(sound, encoding="utf-8")
    if code == 0:
        return "missed", ""
    if code in KILLED:
        return "caught", "the run was stopped"
    return ("caught" if code == 1 else "no run"), failed


def main() -> int:
    """Run the faults that are asked for and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--faults", type=Path, default=FAULTS)
    ask.add_argument("--room", default="", help="only faults of this room, such as english/quotes")
    ask.add_argument("--only", nargs="*", default=[], help="only the faults with these names")
    ask.add_argument("--check", action="store_true", help="run nothing; say which faults no longer fit the code")
    asked = ask.parse_args()
    faults = [
        fault
        for fault in read_faults(asked.faults)
        if fault.room.startswith(asked.room) and (not asked.only or fault.name in asked.only)
    ]
    if asked.check:
        wrong = {fault.name: why for fault in faults if (why := misfit(fault))}
        print("\n".join(f"{name}: {why}" for name, why in wrong.items()) or f"all {len(faults)} faults fit the code")
        return bool(wrong)
    counts: Counter[str] = Counter()
    print("| room | fault | what goes wrong | found by | seconds |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="kit-mutants-") as folder:
        tree = Path(folder)
        copy_tree(TOP, tree)
        for fault in faults:
            began = time.perf_counter()
            result, found = try_fault(tree, fault)
            counts[result] += 1
            seconds = f"{time.perf_counter() - began:.0f}"
            print("|", " | ".join((fault.room, fault.name, fault.about, found or result, seconds)), "|", flush=True)
    tried = counts["caught"] + counts["missed"]
    print(
        f"\ncaught {counts['caught']} of {tried}"
        + (f"; {counts['no run']} could not be run" if counts["no run"] else "")
    )
    return int(counts["caught"] < len(faults))


if __name__ == "__main__":
    sys.exit(main())
