"""Rule rates: how often each rule was right on development sets, articles that people have marked.

A set is a file of JSON lines, one article a line: its `text`, and `quotes` (`start`, `end`, `speaker` …) or `timex`
(`start`, `end`, `value`), with `dct` as the day it appeared; `ignore` lists stretches that nobody judged. The counts are
shipped as `kit/data/rule_rates.csv`; `kit.rules()` and the report's method page show them.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.data import rulebook
from kit.reading import read
from kit.score import GoldError, judge_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.tables import Reading


def rule_rates(sets: Iterable[str | Path]) -> pd.DataFrame:
    """How often the rows of each rule were right: `rule, set, right, of`, a row a rule and set, in order.

    A quotation is right if the set has it and, where the set names a speaker, this one; a time if the set has one there
    of its value. A row counts for each rule that it names. Raises GoldError for a set that cannot be read. It misses
    what no row was made of: a rule that finds too little shows no error here.
    """
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for path in map(Path, sets):
        docs = _docs(path)
        name = f"{path.parent.name}/{path.stem}"
        with TemporaryDirectory() as folder:
            reading = read(_corpus(docs, Path(folder)))
        for rule, right in _judged(reading, docs):
            counts[rule, name].append(right)
    rows = [(rule, name, sum(said), len(said)) for (rule, name), said in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["rule", "set", "right", "of"])


def _docs(path: Path) -> list[dict[str, Any]]:
    try:
        docs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except ValueError as error:
        raise GoldError(f"{path} is no file of JSON lines ({error}).") from error
    if not docs or not all(
        isinstance(doc, dict) and "text" in doc and {"quotes", "timex"} & doc.keys() for doc in docs
    ):
        raise GoldError(f"{path} is no development set: each line needs `text`, and `quotes` or `timex`.")
    return docs


def _corpus(docs: list[dict[str, Any]], folder: Path) -> Path:
    """The texts of a set as a corpus, each an event of its own, for nothing may be lent from one to another."""
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["file", "id", "event", "published"])
        for n, doc in enumerate(docs):
            (folder / f"{n}.txt").write_bytes(doc["text"].encode())
            write.writerow([f"{n}.txt", n, n, (doc.get("dct") or "")[:10] if "timex" in doc else ""])
    return folder


def _judged(reading: Reading, docs: list[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Each rule of each row that was judged, with whether the row is right."""
    quotes = reading.quotes[reading.quotes["use"] == "quotation"]
    times = tables.rows_by_article(reading.times)
    for n, doc in enumerate(docs):
        if "quotes" in doc:
            by_rule: dict[str, list[bool]] = defaultdict(list)
            judge_quotes(doc, quotes[quotes["article_id"] == str(n)], Counter(), by_rule)
            yield from ((rule, right) for rule, said in by_rule.items() for right in said)
        if "timex" in doc:
            for row in times.get(str(n), []):
                if (right := _right(row, doc)) is not None:
                    yield from ((rule, right) for rule in dict.fromkeys(rulebook.ids(row.rule)))


def _right(row: Any, doc: Mapping[str, Any]) -> bool | None:
    """Whether a time has the value that the set has there; None where the set judges nothing."""
    if pd.isna(row.value) or any(start < row.end and row.start < end for start, end in doc.get("ignore", [])):
        return None
    there = [t for t in doc["timex"] if t["start"] < row.end and row.start < t["end"]]
    return any(row.value in (t["value"], *t.get("accept", [])) for t in there)
