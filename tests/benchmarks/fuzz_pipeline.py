"""Fuzz the whole pipeline: `python -m tests.benchmarks.fuzz_pipeline --minutes 10 --seed 1`.

Articles of the seeds and of the tests are cut to a few paragraphs and mutated (characters dropped, doubled, swapped for
marks, numbers and signs; paragraphs shuffled; years and units changed; Unicode noise), two to an event, some events to a
corpus. Each corpus is loaded, read, compared, charted, asked about and reported; every undocumented exception and every
broken law is printed with its seed and round, and `--round` runs that one again. Exit code 1 if anything was found.

Checked on each input: keys and slices (`kit.tables.check`), and every character that is not white space in exactly one
sentence. It does not read an input twice, nor ask whether each rule is in the catalogue.
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
from pathlib import Path

os.environ["KIT_STRICT"] = "1"

from kit import charts, exercises, load, tables
from kit.cache import files
from kit.load import check
from kit.reading import read_corpus
from kit.report import render

TOP = Path(__file__).resolve().parents[2]
NOISE = (
    '"', "“", "”", "'", "’", "«", "»", "``", "(", ")", "[", "–", "—", "-", "…", "$", "€", "%", "°", "\\", "\\(", "*", "_", "`", "<b>",
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


def corpus(folder: Path, chance: random.Random, texts: list[str], events: int) -> int:
    """Write some events of two articles, as a table of JSON lines, where any character may stand; the number of them."""
    rows = []
    for event in range(events):
        whole = chance.choice(texts)
        for n in range(2):
            row = {
                "text": mutated(whole if n == 0 or chance.random() < 0.7 else chance.choice(texts), chance),
                "event": f"e{event}",
            }
            row |= {"id": f"e{event}-{n}", "outlet": chance.choice(["The Echo", "=1+1", "$x$ & <b>", None])}
            row["published"] = chance.choice([None, "2031-05-03", "0001-01-01", "9999-12-31", "yesterday"])
            if chance.random() < 0.03:
                row["text"] += " \ud83c said “\udf09”."
            rows.append({key: value for key, value in row.items() if value is not None})
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def laws(reading: tables.Reading) -> None:
    """What must hold of any reading, whatever is in the articles."""
    tables.check(reading)
    for article in reading.articles.itertuples():
        mine = reading.sentences[reading.sentences["article_id"] == article.article_id]
        covered = bytearray(len(article.text))
        for start, end in zip(mine["start"], mine["end"], strict=True):
            assert 1 not in covered[start:end], f"{article.article_id}: sentences overlap at {start}"
            covered[start:end] = b"\1" * (end - start)
        left = [n for n, c in enumerate(article.text) if not c.isspace() and not covered[n]]
        assert not left, f"{article.article_id}: no sentence holds {article.text[left[0]]!r} at {left[0]}"


def one_round(number: int, seed: int, texts: list[str], events: int, *, deep: bool) -> int:
    """One corpus through everything; `deep` draws charts and pages as well. Returns its number of inputs."""
    chance = random.Random(f"{seed} {number}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        count = corpus(folder, chance, texts, events)
        loaded = load.load_articles(folder)
        reading = read_corpus(loaded)
        laws(reading)
        for line in check.describe(reading):
            assert "\x1b" not in line, "an escape on the terminal"
            assert "\u202e" not in line, "a turned line on the terminal"
        exercises.make(reading)
        if deep:
            one = load.one_event(loaded, min(loaded.articles["event_id"]))
            small = read_corpus(one)
            for name in ("timeline", "number_grid", "speaker_grid", "naming_grid", "order_grid"):
                getattr(charts, name)(small).svg  # noqa: B018 (drawn)
            page = render(small)
            page.encode("utf-8")
            assert "<b>$" not in page, "markup of an article"
    return count


def main() -> int:
    """Rounds until the time is over."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=1.0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--round", type=int, help="this round only")
    arguments.add_argument("--events", type=int, default=12, help="events of two articles in a corpus")
    arguments.add_argument(
        "--deep", type=int, default=10, metavar="N", help="draw charts and a page in every Nth round"
    )
    given = arguments.parse_args()
    texts = material()
    began, inputs, found, number = time.monotonic(), 0, {}, given.round or 0
    with tempfile.TemporaryDirectory() as cache:
        os.environ["KIT_CACHE"] = cache
        assert files.folder() == Path(cache)
        while given.round is not None or time.monotonic() - began < given.minutes * 60:
            try:
                inputs += one_round(number, given.seed, texts, given.events, deep=number % given.deep == 0)
            except load.CorpusError:
                pass
            except Exception as error:  # noqa: BLE001 (whatever it is, it is a find)
                frame = next(
                    (f for f in traceback.extract_tb(error.__traceback__)[::-1] if "/kit/" in f.filename), None
                )
                where = f"{Path(frame.filename).name}:{frame.lineno}" if frame else "a law"
                what = f"{type(error).__name__} in {where}: {error}"
                if found.setdefault(what.split(":", maxsplit=1)[0] + where, what) == what:
                    print(f"seed {given.seed}, round {number}: {ascii(what)[:400]}", flush=True)
                if given.round is not None:
                    traceback.print_exc()
            number += 1
            if given.round is not None:
                break
    spent = (time.monotonic() - began) / 60
    print(f"{inputs} inputs in {number} rounds and {spent:.1f} minutes: {len(found)} kinds of failure")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
