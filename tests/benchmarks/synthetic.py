"""Synthetic collections: invented events told by invented outlets, with what was planted known to the character.

    python tests/benchmarks/synthetic.py 1000 /tmp/collection

writes 1,000 articles of some 360 words as one text file each, `sources.csv` (outlets and days, no events) and beside
the folder `<folder>-planted.jsonl`: the true event of every article and every planted pair of sentences. The same
number and seed give the same bytes. All names are put together from syllables; nobody and nothing by these names is meant.

`--event 300` puts that many articles into each event; they are near-copies of each other, the hardest case for whatever
compares them. `--varied` writes as a long story is reported: each article says mostly what no other says, and shares a
few of many facts and sayings, some of which nearly everybody has.

A name that ends in .csv gets the articles as one table, and nothing beside it; `--outlets 9` is how many outlets there are.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kit.collect.store import Store

FRAMES = json.loads((Path(__file__).parent / "frames.json").read_text(encoding="utf-8"))
# Articles of an event: many small ones, few large ones, as in the news; about a dozen on average.
SIZES = (2, 3, 4, 6, 8, 10, 12, 14, 18, 24, 32)
# Sentences of an article: of its event, quoted, and its own.
FACTS, SAYINGS, OWN = 11, 3, 7
# How a fact is worded: by most as the agency has it, by some in other words.
REWORDED = 0.4
TRIMMED = 0.4
# A varied event has so many facts and sayings for each article; the n-th is taken up n times less often than the first.
POOL = 0.3
# Outlets there are, if no event needs more.
OUTLETS = 200
START = dt.date(2031, 1, 6)

_HEADS = (
    "Zal Mir Oru Tev Quen Brax Hol Ely Dru Fen Gorm Isk Jol Kest Lum Nov Pry Rusk Sorn Ulm Vash Wex Yar Ond".split()
)
_MIDS = "a e o i u an el or im ev ash und ick ond ar et".split()
_TOWNS = "by ford wick stad mere holm tun gard haven dorf".split()
_LASTS = "ski vek lund sen mann rov dahl quist berg nik".split()


@dataclass
class Article:
    """One article: its text is `text()`; `facts` say which fact stands where, and in which wording."""

    name: str
    event: str
    outlet: str
    day: dt.date
    parts: list[str] = field(default_factory=list)
    planted: list[tuple[str, str, int, int]] = field(default_factory=list)

    def add(self, sentence: str, key: str = "", wording: str = "") -> None:
        start = sum(map(len, self.parts))
        if key:
            self.planted.append((key, wording, start, start + len(sentence)))
        self.parts.append(sentence)

    def text(self) -> str:
        return "".join(self.parts)


def articles(
    count: int, seed: int = 1, sizes: Sequence[int] = SIZES, *, varied: bool = False, outlets: int = OUTLETS
) -> Iterator[list[Article]]:
    """Events of invented articles, `count` articles in all."""
    number, made = 0, 0
    while made < count:
        dice = random.Random(f"{seed}/{number}")
        event = (_varied if varied else _event)(dice, number, min(dice.choice(sizes), count - made), outlets)
        made += len(event)
        number += 1
        yield event


def planted_pairs(event: list[Article]) -> Iterator[dict]:
    """Every pair of sentences of two articles that say the same: `kind` is copy, reworded or trimmed."""
    for left, right in combinations(event, 2):
        there = {key: (wording, start, end) for key, wording, start, end in right.planted}
        for key, wording, start, end in left.planted:
            if key in there:
                other, left_end, right_end = there[key]
                kind = "copy" if wording == other else "trimmed" if "trimmed" in (wording, other) else "reworded"
                yield {
                    "kind": kind, "left": left.name, "left_start": start, "left_end": end,
                    "right": right.name, "right_start": left_end, "right_end": right_end,
                }  # fmt: skip


def write(count: int, folder: Path, seed: int = 1, sizes: Sequence[int] = SIZES, *, varied: bool = False) -> None:
    """Write the collection and, beside it, what was planted."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "sources.csv").open("w", encoding="utf-8", newline="") as sources,
        folder.with_name(folder.name + "-planted.jsonl").open("w", encoding="utf-8") as known,
    ):
        rows = csv.writer(sources, lineterminator="\n")
        rows.writerow(["file", "id", "outlet", "published"])
        for event in articles(count, seed, sizes, varied=varied):
            for article in event:
                (folder / f"{article.name}.txt").write_text(article.text(), encoding="utf-8")
                rows.writerow([f"{article.name}.txt", article.name, article.outlet, article.day.isoformat()])
                known.write(json.dumps({"article": article.name, "event": article.event}) + "\n")
            for pair in planted_pairs(event):
                known.write(json.dumps(pair) + "\n")


def table(count: int, path: Path, seed: int = 1, sizes: Sequence[int] = SIZES, *, outlets: int = OUTLETS) -> None:
    """Write the articles as one table with the columns that a collection may have."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "outlet", "published", "text"])
        for event in articles(count, seed, sizes, outlets=outlets):
            rows.writerows([a.name, a.outlet, a.day.isoformat(), a.text()] for a in event)


def b_cubed(true: dict[str, str], groups: Iterable[frozenset[str]]) -> float:
    """B-cubed F1 of groups of articles against their true events: 0 nothing right, 1 the same groups."""
    whole = Counter(true.values())
    precision = recall = 0.0
    for group in groups:
        for event, count in Counter(true[name] for name in group).items():
            precision += count * count / len(group)
            recall += count * count / whole[event]
    return 2 * precision * recall / (precision + recall) / len(true)


def found(store: Store, planted: list[dict]) -> list[bool]:
    """Of each planted pair whether the kit shows it: as a link, or as renderings of one statement."""
    links: dict[tuple[str, str], list] = defaultdict(list)
    renderings: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for event_id in store.event_ids():
        for r in store.read("links", event_id).itertuples():
            spans = (r.left_start, r.left_end), (r.right_start, r.right_end)
            links[r.left_article_id, r.right_article_id].append(spans)
            links[r.right_article_id, r.left_article_id].append(spans[::-1])
        for r in store.read("renderings", event_id).itertuples():
            renderings[r.article_id][r.statement_id].append((r.start, r.end))
    return [_shown(pair, links, renderings) for pair in planted]


def _shown(pair: dict, links: dict, renderings: dict) -> bool:
    left, right = (pair["left_start"], pair["left_end"]), (pair["right_start"], pair["right_end"])
    if any(_meet(left, a) and _meet(right, b) for a, b in links[pair["left"], pair["right"]]):
        return True
    there = renderings[pair["right"]]
    return any(
        any(_meet(left, span) for span in spans) and any(_meet(right, span) for span in there.get(key, ()))
        for key, spans in renderings[pair["left"]].items()
    )


def _meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two stretches share more than half of the shorter one."""
    return min(one[1], two[1]) - max(one[0], two[0]) > 0.5 * min(one[1] - one[0], two[1] - two[0])


def _event(dice: random.Random, number: int, size: int, outlets: int) -> list[Article]:
    shared, day = _matter(dice)
    facts = [_fill(dice, frame, shared) for frame in FRAMES["facts"]]
    people = [(_person(dice), dice.choice(FRAMES["roles"])) for _ in range(3)]
    sayings = [
        (f"{number}-s{n}", dice.choice(people), _fill(dice, [frame], shared)[0])
        for n, frame in enumerate(FRAMES["sayings"])
    ]
    return _articles(dice, number, size, outlets, ALIKE, shared, facts, sayings, day)


def _varied(dice: random.Random, number: int, size: int, outlets: int) -> list[Article]:
    """An event told at length: many facts and sayings, few of them common property."""
    shared, day = _matter(dice)
    pool = range(max(VARIED.facts, int(size * POOL)))
    facts = [
        (clause, f"This is how {_town(dice)} heard of it: {clause}") for clause in map(_clause, [dice] * len(pool))
    ]
    people = [(_person(dice), dice.choice(FRAMES["roles"])) for _ in pool]
    sayings = [(f"{number}-s{n}", dice.choice(people), _clause(dice).rstrip(".")) for n in pool]
    return _articles(dice, number, size, outlets, VARIED, shared, facts, sayings, day)


def _articles(dice, number, size, outlets, mix, shared, facts, sayings, day) -> list[Article]:
    chosen = dice.sample(range(max(outlets, size)), size)
    return [
        _article(dice, f"e{number:05d}-{n:02d}", number, mix, shared, facts, sayings, chosen[n], day)
        for n in range(size)
    ]


def _popular(dice: random.Random, size: int, count: int) -> list[int]:
    """So many different numbers below `size`, the low ones more often."""
    found: set[int] = set()
    while len(found) < count:
        found.add(dice.choices(range(size), [1 / (n + 1) for n in range(size)])[0])
    return sorted(found)


def _clause(dice: random.Random) -> str:
    """A sentence about anything: words drawn one by one, so that two of them share hardly more than their grammar."""
    words = FRAMES["clauses"]
    noun, other = dice.sample(words["noun"], 2)
    made = dice.choice(words["frames"]).format(
        noun=noun, other=other, trade=dice.choice(words["trade"]), verb=dice.choice(words["verb"]),
        quality=dice.choice(words["quality"]), spot=dice.choice(words["spot"]), moment=dice.choice(words["moment"]),
        city=_town(dice), person=_person(dice), count=dice.randrange(3, 400),
    )  # fmt: skip
    return f"{made[0].upper()}{made[1:]}."


def _matter(dice: random.Random) -> tuple[dict[str, str], dt.date]:
    """What an event is about, and its day."""
    kind = FRAMES["kinds"][dice.choice(sorted(FRAMES["kinds"]))]
    place, other = _town(dice), _town(dice)
    day = START + dt.timedelta(days=dice.randrange(365))
    shared = {"place": place, "other": other, "day": f"{day:%A}", "org": f"{_town(dice)} {dice.choice(['Works', 'Union', 'Trust', 'Lines'])}",
              "thing": dice.choice(kind["thing"]), "happening": dice.choice(kind["happening"])}  # fmt: skip
    return shared, day


def _article(dice, name, number, mix, shared, facts, sayings, outlet, day) -> Article:
    own = random.Random(f"outlet {outlet}")
    made = Article(
        name,
        f"e{number:05d}",
        f"{_town(own)} {own.choice(FRAMES['outlets'])}",
        day + dt.timedelta(days=min(int(dice.expovariate(1)), 6)),
    )
    made.add(f"{shared['happening'].capitalize()} at the {shared['thing']} of {shared['place']}")
    made.add("\n\n")
    sentences: list[tuple[str, str, str, str, str]] = []
    for n in sorted(mix.draw(dice, len(facts), mix.facts)):
        wording = "reworded" if dice.random() < REWORDED else "agency"
        sentences.append(("", facts[n][wording == "reworded"], "", f"{number}-f{n}", wording))
    for key, (person, role), saying in (sayings[n] for n in mix.draw(dice, len(sayings), mix.sayings)):
        wording = "trimmed" if dice.random() < TRIMMED else "agency"
        words = saying.rsplit(",", 1)[0] if wording == "trimmed" and "," in saying else saying
        wording = wording if words != saying else "agency"
        who = f'," {dice.choice(FRAMES["cues"])} {person}, the {role} of {shared["org"]}.'
        sentences.append(('"', words, who, key, wording))
    for _ in range(mix.own):
        sentences.insert(dice.randrange(1, len(sentences)), ("", mix.write(dice), "", "", ""))
    for n, (before, words, after, key, wording) in enumerate(sentences):
        made.add(before)
        made.add(words, key, wording)
        made.add(after)
        made.add("\n" if n % 3 == 2 else " ")
    return made


def _fill(dice: random.Random, frames: list[str], shared: dict[str, str]) -> list[str]:
    """The same slots in every wording of one fact."""
    first, last = _person(dice).split()
    slots = shared | {
        "first": first, "last": last, "role": dice.choice(FRAMES["roles"]), "number": str(dice.randrange(12, 990)),
        "hour": f"{dice.randrange(1, 12)}:{dice.randrange(10, 60)}", "month": f"{dt.date(2031, dice.randrange(1, 13), 1):%B}",
        "quarter": dice.choice(FRAMES["quarters"]), "colour": dice.choice(FRAMES["colours"]),
    }  # fmt: skip
    return [frame.format(**slots) for frame in frames]


def _own(dice: random.Random) -> str:
    return dice.choice(FRAMES["own"]).format(
        colour=dice.choice(FRAMES["colours"]), animal=dice.choice(FRAMES["animals"]), goods=dice.choice(FRAMES["goods"]),
        city=_town(dice), person=_person(dice), count=dice.randrange(3, 400),
        hour=f"{dice.randrange(1, 12)}:{dice.randrange(10, 60)}",
    )  # fmt: skip


@dataclass(frozen=True)
class Mix:
    """What an article is made of: how many facts, sayings and sentences of its own; which are drawn, and how it writes."""

    facts: int
    sayings: int
    own: int
    draw: Callable[[random.Random, int, int], list[int]]
    write: Callable[[random.Random], str]


ALIKE = Mix(FACTS, SAYINGS, OWN, lambda dice, size, count: dice.sample(range(size), count), _own)
VARIED = Mix(4, 2, 14, _popular, _clause)


def _town(dice: random.Random) -> str:
    return dice.choice(_HEADS) + dice.choice(_MIDS) + dice.choice(_TOWNS)


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_HEADS)}{dice.choice(_MIDS)} {dice.choice(_HEADS)}{dice.choice(_MIDS)}{dice.choice(_LASTS)}"


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles", type=int)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument(
        "--event", type=int, nargs="*", help="articles of each event, one is drawn (else about a dozen)"
    )
    arguments.add_argument("--outlets", type=int, default=OUTLETS, help="outlets there are (for a .csv)")
    arguments.add_argument("--varied", action="store_true", help="articles that say mostly what no other says")
    given = arguments.parse_args()
    sizes = given.event or SIZES
    if given.folder.suffix == ".csv":
        table(given.articles, given.folder, given.seed, sizes, outlets=given.outlets)
    else:
        write(given.articles, given.folder, given.seed, sizes, varied=given.varied)
