"""How each room's time grows with the text: `python -m tests.benchmarks.shapes [--largest 16000] [--shape NAME ...]`.

Each shape is a text that is hard on one kind of rule: one long paragraph of marks, names, numbers, dates, one sentence
again and again. It is read at doubling sizes, as one event of two articles ("one event": of 100, 200, 400 articles at
4,000, 8,000, 16,000), and for each room the exponent of its processor time
over the sizes is printed (1 is in proportion, 2 is quadratic), by least squares over those sizes that
take longer than the clock's noise. Exit code 1 if an exponent is above `--limit`.
"""

from __future__ import annotations

import argparse
import math
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from kit import align, load, phrasing, reading, tables
from kit.english import annotate, numbers, people, quotes, timeline, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Seconds below which a measurement is noise.
NOISE = 0.02
# Processor seconds after which a room is stopped: it says where it was, and no larger size is tried.
PATIENCE = 10.0

PIECES = {
    "double marks": '" ', "double marks, close": '"', "curly marks": "“ ” ", "opening marks": "“a ", "closing marks": "a” ",
    "single marks": "' ", "apostrophes": "it's the men's ' ", "apostrophes, close": "'", "guillemets": "« » ",
    "quoted words": '"yes" she said. ', "quoted words, no tag": '"yes" "no" ', "digits": "7", "digits apart": "7 ",
    "digits, commas": "1,", "commas": ", ", "commas, close": ",", "names, commas": "Ilka Torsen, ", "brackets": "( ", "bracketed": "(a) ",
    "brackets, close": "(", "square brackets": "[x] ", "that": "that ", "said that": "she said that ", "said": "said ",
    "percentages": "5% ", "percentages, and": "5% and 6%, ", "dashes between numbers": "5–6 ", "numbers, dash": "3 – ",
    "money": "$5 million ", "money, commas": "$5,000, ", "years": "1999 ", "years, and": "in 1999 and ", "dates": "3 May 2013, ",
    "weekdays": "on Monday ", "clock": "10:30 ", "months": "May ", "capitals": "Ardenvale ", "capitals, all": "ARDENVALE ", "letters": "A.",
    "hyphens": "one-", "spelled numbers": "two hundred and ", "scores": "3-1, ", "ratios": "1 in 5 ", "fractions": "two thirds of ",
    "full stops": ". ", "full stops, close": ".", "ellipses": "… ", "colons": "a: ", "semicolons": "a; ", "addresses": "www.a.example/b ",
    "spaces": "a        ", "no spaces": "a", "lines": "a\n", "empty lines": "\n\n", "tabs": "\t", "hashes": "# ", "slashes": "/ ",
    "ands": "and ", "ofs": "the mayor of ", "whos": "who said ", "pronouns": "he ", "nots": "not ", "to": "to ", "emoji": "🌉 ",
    "one sentence": "The mayor, Ilka Torsen, said on Monday that the bridge would cost 40 million crowns. ",
    "one quotation": "“The bridge is safe,” Ilka Torsen said on Friday. ",
    "one paragraph": "The mayor, Ilka Torsen, said on Monday that 30 people were hurt.\n\n",
    "one dialogue": "“The bridge is safe,” Ilka Torsen said.\n\n“It is not,” Bram Oller told her.\n\n",
    "datelines": "ARDENVALE, May 3 (Xinhua) -- ", "bylines": "By Ilka Torsen\n", "headings": "WHAT NEXT\n\n",
}  # fmt: skip
FIRST = "Bridge opens in Ardenvale\n\n"
# One article of `one_event` for so many characters: 400 for 16,000.
CHARACTERS = 40
NAMES = ("Ilka Torsen", "Bram Oller", "Ada Brook", "Jonas Merrow")
DAYS = ("Monday", "Tuesday", "Friday")


def text_of(piece: str, size: int) -> str:
    """A headline, and the piece again and again, `size` characters long."""
    return (FIRST + piece * (size // len(piece) + 1))[:size]


def numbered(size: int) -> str:
    """Sentences that differ by their numbers and names, as no two of a long article are the same."""
    lines = (
        f"Mayor {'ABCDEFGH'[n % 8]}orn {n} said in {1900 + n % 120} that {n} bridges were “not {n}”. "
        for n in range(size)
    )
    made = FIRST
    for line in lines:
        made += line
        if len(made) >= size:
            break
    return made[:size]


def one_event(size: int) -> list[str]:
    """Articles of one event, one for every `CHARACTERS`: they tell the same in part, with figures and words of their own."""
    made = []
    for n in range(max(2, size // CHARACTERS)):
        chance = random.Random(n)
        told = (
            f"The mayor, {chance.choice(NAMES)}, said on {chance.choice(DAYS)} that {chance.randrange(20, 60)} people were hurt.",
            f"“The bridge {chance.choice(('is safe', 'is not safe', 'was never safe'))},” {chance.choice(NAMES)} {chance.choice(('said', 'told reporters', 'insisted'))}.",
            f"It cost {chance.randrange(30, 50)} million crowns and opened in {chance.randrange(1990, 2010)}.",
            f"Police {chance.choice(('closed', 'did not close', 'will close'))} the road on {chance.choice(DAYS)}.",
            f"{chance.choice(NAMES)} accused the council of {chance.choice(('greed', 'delay', 'lies'))}.",
        )
        made.append(FIRST + "\n\n".join(chance.sample(told, 4)))
    return made


def rooms(folder: Path) -> Iterator[tuple[str, Callable[[dict], object]]]:
    """The rooms in order; each takes what the rooms before it made, by name."""
    yield "load", lambda _: load.load_articles(folder)
    yield "annotate", lambda m: annotate.annotate(m["load"].articles, m["load"].segments)
    yield "sentences", lambda m: annotate.split_sentences(m["annotate"])
    yield "people", lambda m: people.find_mentions(m["load"].articles, m["annotate"])
    yield "quotes", lambda m: quotes.find_quotes(m["load"].articles, m["annotate"], m["sentences"], *m["people"])
    yield "times", lambda m: timeline.find_times(m["load"].articles, m["load"].facts, m["annotate"], m["quotes"][0])
    yield "labels", lambda m: words.find_labels(m["load"].articles, m["annotate"], *m["people"])
    yield "choices", lambda m: words.find_word_choices(m["load"].articles, m["annotate"], *m["people"], m["labels"])
    yield "keyness", lambda m: words.find_keyness(m["load"].articles, m["annotate"], m["quotes"][0], m["people"][1])
    yield "numbers", lambda m: numbers.find_quantities(m["annotate"], m["times"])
    yield (
        "statements",
        lambda m: align.align_statements(m["load"].articles, m["annotate"], m["people"][1], *m["quotes"]),
    )
    yield "links", lambda m: align.link_sentences(m["load"].articles, m["annotate"], m["quotes"][0])
    yield (
        "conflicts",
        lambda m: align.compare_facts(
            m["load"].articles,
            m["annotate"],
            *m["people"],
            m["quotes"][0],
            m["times"],
            m["numbers"],
            *m["statements"],
            m["links"],
        ),
    )
    yield "reuse", lambda m: align.find_reuse(m["load"].articles, m["sentences"], m["quotes"][0])


class TooSlowError(Exception):
    """A room took longer than `PATIENCE`."""


def stop(*_: object) -> None:
    """Raise in whatever runs now."""
    raise TooSlowError


def two_articles(text: str) -> list[str]:
    """Two articles that begin alike."""
    return [text, text[: len(text) * 3 // 4]]


@reading.without_garbage_collection()
@tables.rows_kept()
def seconds(texts: list[str]) -> dict[str, float]:
    """Processor time of each room on the articles of one event, run as a reading runs them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for n, text in enumerate(texts):
            (folder / f"{n:04}.txt").write_text(text, encoding="utf-8")
        made: dict[str, object] = {}
        spent = {}
        for name, work in rooms(folder):
            began = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, 0 if name == "annotate" else PATIENCE)
            try:
                made[name] = work(made)
            except TooSlowError as error:
                frames = [f for f in traceback.extract_tb(error.__traceback__) if "/kit/" in f.filename]
                where = " < ".join(f"{Path(f.filename).stem}.{f.name}:{f.lineno}" for f in frames[::-1])
                print(
                    f"      {name}, {sum(map(len, texts))} characters: stopped after {PATIENCE:.0f} s in {where}",
                    flush=True,
                )
                spent[name] = PATIENCE
                break
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            spent[name] = time.process_time() - began
    return spent


def exponent(sizes: list[int], spent: list[float]) -> float | None:
    """The slope of log time over log size, of the sizes that take more than noise; None if fewer than two do."""
    points = [(math.log(size), math.log(s)) for size, s in zip(sizes, spent, strict=True) if s > NOISE]
    if len(points) < 2:
        return None
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def measure(name: str, make: Callable[[int], list[str]], sizes: list[int], limit: float) -> list[str]:
    """Print a line for a shape; the rooms that grow too fast."""
    spent: list[dict[str, float]] = []
    for size in sizes:
        spent.append(seconds(make(size)))
        if max(s for room, s in spent[-1].items() if room != "annotate") >= PATIENCE:
            break
    grown = {
        room: exponent(sizes[: len(spent)], [one.get(room, 0.0) for one in spent])
        for room in spent[-1]
        if room != "annotate"
    }
    told = [f"{room} {grown[room]:.1f} ({spent[-1][room]:.2f} s)" for room in grown if (grown[room] or 0) > 0.5]
    bad = [
        room
        for room, power in grown.items()
        if spent[-1][room] >= PATIENCE or (power is not None and power > limit and spent[-1][room] > 5 * NOISE)
    ]
    total = sum(s for room, s in spent[-1].items() if room != "annotate")
    print(
        f"{'!' if bad else ' '} {name:24} {total:7.2f} s of {spent[-1]['annotate']:6.2f}  {', '.join(told)}", flush=True
    )
    return [f"{name}: {room} {grown[room] or math.inf:.2f}" for room in bad]


def main() -> int:
    """Measure the shapes named, or all."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--smallest", type=int, default=4000)
    arguments.add_argument("--largest", type=int, default=16000)
    arguments.add_argument("--limit", type=float, default=1.2)
    arguments.add_argument("--shape", nargs="*", help="only these; 'numbered' is a text whose sentences differ")
    given = arguments.parse_args()
    signal.signal(signal.SIGPROF, stop)
    sizes = [given.smallest]
    while sizes[-1] * 2 <= given.largest:
        sizes.append(sizes[-1] * 2)
    seconds(two_articles(numbered(2000)))  # the first reading loads models and lists
    shapes: dict[str, Callable[[int], list[str]]] = {"one event": one_event}
    shapes["numbered"] = lambda size: two_articles(numbered(size))
    shapes |= {name: (lambda size, piece=piece: two_articles(text_of(piece, size))) for name, piece in PIECES.items()}
    bad = []
    print(
        f"{len(shapes)} shapes, {', '.join(map(str, sizes))} characters; exponents above noise, seconds at the largest size"
    )
    for name, make in shapes.items():
        if not given.shape or name in given.shape:
            bad += measure(name, make, sizes, given.limit)
    print(f"{phrasing.counted(len(bad), 'room')} above n^{given.limit}" + "".join(f"\n  {line}" for line in bad))
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
