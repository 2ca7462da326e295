"""Fuzz the whole pipeline: `python -m tests.benchmarks.fuzz_pipeline --minutes 10 --seed 1`.

Articles of the seeds and of the tests are cut to a few paragraphs and mutated (characters dropped, doubled, swapped for
marks, numbers and signs; paragraphs shuffled; years and units changed; Unicode noise), two to an event, twelve events to
a corpus. In one process, each corpus is loaded and read; of one of its events every comparison, every exercise and every
answer is made; in each `--deep`th round also its charts and its report; and in each `--again`th round one article is
written anew and all is read once more. Every undocumented exception and every broken law is printed with its seed and
round, and `--round` runs that one again. The last line counts inputs (articles) and says how many went through charts
and report. Exit code 1 if anything was found.

The laws: keys resolve and slices are true (`kit.tables.check`); every character that is not white space lies in exactly
one sentence; every rule is in the catalogue (of tables outside `PROSE`); chart and exercises give the answer of `compare.apparatus`; two readings
give the same bytes, and of a changed article only its event changes; no terminal code and no markup gets through.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
import traceback
from inspect import isfunction, signature
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

os.environ["KIT_STRICT"] = "1"

import lxml.html

from kit import charts, compare, exercises, export, load, tables
from kit.cache import files
from kit.data import rulebook
from kit.load import check
from kit.reading import read_corpus
from kit.report import render

TOP = Path(__file__).resolve().parents[2]
NOISE = (
    '"', "“", "”", "'", "’", "«", "»", "``", "(", ")", "[", "–", "—", "-", "…", "$", "€", "%", "°", "\\", "\\(", "*", "_", "`", "<kit-x>",
    "&amp;", "&", "<", "</script>", "\u202e", "\u200f", "\u200b", "\u00ad", "\ufeff", "\u0301", "\x1b[31m", "\x00", "\x85", "\u2028",
    "🌉", "👩‍👩‍👧", "ﬁ", "İ", "ß", "Ω", "中文", "عربي", "\t", "\r", "\n\n", "   ",
)  # fmt: skip
WORDS = (
    " 25 basis-point ", " 9 per-cent ", " 12-years-old ", " year 0 ", " in 12025 ", " 31 February 2031 ", " 1,5,00 ", " 1/0 ", " 99:99 ",
    " −5 °C ", " $1e400 ", " said that ", " he said ", ", she added, ", " according to ", " not ", " did not deny that ", " yesterday ",
    " in the 0s ", " the 31st century ", " between 5 and 3 ", " half of ", " MAY ", " Mr. ", " — (AP) — ", " By ", " Photo: ", " 2031-02-30 ",
)  # fmt: skip


def material() -> list[str]:
    """The texts to mutate."""
    folders = [TOP / "seeds", *(TOP / "tests" / "corpora").iterdir()]
    return [path.read_text(encoding="utf-8", errors="replace") for f in folders for path in sorted(f.glob("*.txt"))]


def mutated(text: str, chance: random.Random) -> str:
    """A few paragraphs of a text, with a few things done to them."""
    parts = [part for part in re.split(r"\n+", text) if part.strip()]
    first = chance.randrange(max(1, len(parts) - 3))
    parts = [*parts[: chance.randrange(3)], *parts[first : first + chance.randrange(1, 5)]]
    if chance.random() < 0.2:
        chance.shuffle(parts)
    made = list(chance.choice(["\n\n", "\n"]).join(parts))
    for _ in range(chance.choice([0, 1, 2, 4, 8, 16])):
        at, kind = chance.randrange(len(made) + 1), chance.randrange(7)
        if kind == 0:
            del made[at : at + chance.randrange(1, 4)]
        elif kind == 1:
            made[at:at] = made[at : at + chance.randrange(1, 30)] * chance.choice([1, 1, 2, 9])
        elif kind == 2:
            made[at : at + 1] = chance.choice(NOISE)
        elif kind == 3:
            made[at:at] = chance.choice(WORDS)
        elif kind == 4:
            made[at:at] = chance.choice(NOISE) * chance.choice([2, 5, 40])
        elif kind == 5:
            text = re.sub(
                r"\b(?:19|20)\d\d\b", str(chance.choice([0, 1, 999, 1066, 9999, 10000])), "".join(made), count=2
            )
            made = list(text)
        elif at < len(made):
            made[at] = made[at].swapcase()
    return "".join(made)


def event(number: int, chance: random.Random, texts: list[str]) -> list[dict]:
    """Two articles of one event, as rows of a table of JSON lines, where any character may stand."""
    rows = []
    whole = chance.choice(texts)
    for n in range(2):
        row = {
            "text": mutated(whole if n == 0 or chance.random() < 0.7 else chance.choice(texts), chance),
            "event": f"e{number}",
            "id": f"e{number}-{n}",
            "outlet": chance.choice(["The Echo", "=1+1", "$x$ & <kit-x>", None]),
            "published": chance.choice([None, "2031-05-03", "0001-01-01", "9999-12-31", "yesterday"]),
        }
        if chance.random() < 0.03:
            row["text"] += " \ud83c said “\udf09”."
        rows.append({key: value for key, value in row.items() if value is not None})
    return rows


def written(rows: list[dict], folder: Path) -> load.Corpus:
    """The rows as a file, and the file loaded."""
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return load.load_articles(folder)


# Tables whose rules are sentences still.
PROSE = ("facts", "times", "labels", "word_choices", "problems")


def laws(reading: tables.Reading) -> None:
    """What must hold of any reading, whatever is in the articles."""
    tables.check(reading)
    for name, frame in reading.tables().items():
        if "rule" in frame and name not in PROSE:
            assert not rulebook.unknown(frame["rule"]), f"{name}: no such rule: {rulebook.unknown(frame['rule'])}"
    sentences = tables.rows_by_article(reading.sentences)
    for article in reading.articles.itertuples():
        covered = bytearray(len(article.text))
        for row in sentences.get(article.article_id, ()):
            assert 1 not in covered[row.start : row.end], f"{article.article_id}: sentences overlap at {row.start}"
            covered[row.start : row.end] = b"\1" * (row.end - row.start)
        left = [n for n, c in enumerate(article.text) if not c.isspace() and not covered[n]]
        assert not left, f"{article.article_id}: no sentence holds {article.text[left[0]]!r} at {left[0]}"
    for line in check.describe(reading):
        assert "\x1b" not in line, "an escape on the terminal"
        assert "\u202e" not in line, "a turned line on the terminal"


def one_answer(reading: tables.Reading, questions: list[exercises.Question]) -> None:
    """The grid and the questions say of a statement and an article what the apparatus says."""
    told = {(r.statement_id, r.article_id): r for r in compare.apparatus(reading).itertuples()}
    figure = charts.rendering_grid(reading)
    for row in () if figure.why_not else figure.data.itertuples():
        cell = told[row.statement_id, row.article_id]
        assert row.number == cell.number, f"{row.statement_id}: two numbers"
        assert row.way == ("may be the same" if cell.certainty == "perhaps" else cell.treatment), row.statement_id
    articles = {name: key for key, name in compare.outlet_names(reading).items()}
    for question in questions:
        kind, _, statement_id = question.question_id.partition("/")
        for part in question.parts if kind == "wording" else ():
            assert part.answer == (told[statement_id, articles[part.label]].treatment,), question.question_id
        for name in question.parts[0].answer if kind == "omission" else ():
            assert told[statement_id, articles[name]].treatment == "not found", question.question_id


# What is asked with a reading and nothing else.
def _alone(module: ModuleType) -> list[str]:
    names = []
    for name in module.__all__:
        given = list(signature(made).parameters.values()) if isfunction(made := getattr(module, name)) else []
        if given and given[0].name == "reading" and all(p.default is not p.empty for p in given[1:]):
            names.append(name)
    return names


COMPARISONS, CHARTS = _alone(compare), _alone(charts)


def faces(reading: tables.Reading, *, deep: bool) -> None:
    """Every answer and exercise of one event; `deep` draws the charts and the report as well."""
    for name in COMPARISONS:
        getattr(compare, name)(reading)
    questions = [q for kind in exercises.KINDS for q in exercises.KINDS[kind](reading)]
    one_answer(reading, questions)
    if deep:
        for name in CHARTS:
            figure = getattr(charts, name)(reading)
            assert figure.why_not or figure.svg, name
        page = render(reading)
        page.encode("utf-8")
        assert not [*lxml.html.document_fromstring(page).iter("kit-x")], "markup of an article"


def read_again(reading: tables.Reading, changed: load.Corpus, event_id: str) -> None:
    """Read the same articles but for one event: every row of the others must be the same, byte for byte."""
    with tempfile.TemporaryDirectory() as place:
        kept = []
        for n, one in enumerate((reading, read_corpus(changed))):
            folder = Path(place) / str(n)
            export.write_tables(one, folder, format="jsonl")
            kept.append({p.name: p.read_text("utf-8").split("\n") for p in sorted(folder.glob("*.jsonl"))})
    for name in sorted(kept[0].keys() - {"problems.jsonl"}):  # these belong to files
        others = ([line for line in made[name] if f'"{event_id}' not in line] for made in kept)
        one, other = ([re.sub(r'"sha256": ?"\w+"', "", line) for line in lines] for lines in others)
        assert one == other, f"{name}: a row changed with an article of another event"


def one_round(number: int, seed: int, texts: list[str], events: int, *, deep: bool, again: bool = False) -> int:
    """One corpus through everything; returns its number of inputs."""
    chance = random.Random(f"{seed} {number}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows = [row for n in range(events) for row in event(n, chance, texts)]
        loaded = written(rows, folder)
        reading = read_corpus(loaded)
        laws(reading)
        here = sorted(loaded.articles["event_id"].unique())
        chosen = here[number % len(here)]
        faces(read_corpus(load.one_event(loaded, chosen)), deep=deep)
        if again:
            more = [row if row["event"] != chosen else {**row, "text": mutated(row["text"], chance)} for row in rows]
            read_again(reading, written(more, folder), chosen)
            return len(rows) + 2
    return len(rows)


def main() -> int:
    """Rounds until the time is over."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=1.0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--round", type=int, help="this round only")
    arguments.add_argument("--events", type=int, default=12, help="events of two articles in a corpus")
    arguments.add_argument("--deep", type=int, default=5, metavar="N", help="draw charts and report in every Nth round")
    arguments.add_argument("--again", type=int, default=5, metavar="N", help="change and read again in every Nth round")
    given = arguments.parse_args()
    texts = material()
    began, inputs, drawn, found, number = time.monotonic(), 0, 0, {}, given.round or 0
    with tempfile.TemporaryDirectory() as cache:
        os.environ["KIT_CACHE"] = cache
        assert files.folder() == Path(cache)
        while given.round is not None or time.monotonic() - began < given.minutes * 60:
            try:
                deep, again = number % given.deep == 0, number % given.again == 1
                inputs += one_round(number, given.seed, texts, given.events, deep=deep, again=again)
                drawn += 2 * deep
            except load.CorpusError:
                pass
            except Exception as error:  # noqa: BLE001 (whatever it is, it is a find)
                frame = next(
                    (f for f in traceback.extract_tb(error.__traceback__)[::-1] if "/kit/" in f.filename), None
                )
                where = f"{Path(frame.filename).name}:{frame.lineno}" if frame else "a law"
                what = f"{type(error).__name__} in {where}: {error}"
                if found.setdefault(re.sub(r"[\d\W]+", " ", what)[:80], what) is what:
                    print(f"seed {given.seed}, round {number}: {ascii(what)[:400]}", flush=True)
                if given.round is not None:
                    traceback.print_exc()
            number += 1
            if given.round is not None:
                break
    spent = (time.monotonic() - began) / 60
    print(
        f"{inputs} inputs in {number} rounds and {spent:.1f} minutes, {drawn} of them drawn and reported: "
        f"{len(found)} kinds of failure"
    )
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
