"""Naming groups against an annotated set: B-cubed (Bagga and Baldwin 1998) of mentions grouped by what they name.

    python tests/benchmarks/naming.py CORPUS GOLD.jsonl [--errors]

CORPUS is a folder of articles; GOLD has one mention a line: `article_id, start, end, concept` (offsets into the
article's text). A mention counts as grouped by the word choice, label or name that covers its head the closest; what
the kit does not group is alone. Printed beside two baselines: the same words, the same last word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict

import pandas as pd

import kit


def b_cubed(gold: list[str], found: list[str]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over mentions.

    >>> b_cubed(["a", "a", "b"], ["x", "x", "x"])
    (0.5556, 1.0, 0.7143)
    """
    ours, theirs = defaultdict(set), defaultdict(set)
    for n, (g, f) in enumerate(zip(gold, found, strict=True)):
        theirs[g].add(n)
        ours[f].add(n)
    both = [len(theirs[g] & ours[f]) for g, f in zip(gold, found, strict=True)]
    precision = sum(b / len(ours[f]) for b, f in zip(both, found, strict=True)) / len(gold)
    recall = sum(b / len(theirs[g]) for b, g in zip(both, gold, strict=True)) / len(gold)
    return round(precision, 4), round(recall, 4), round(2 * precision * recall / (precision + recall), 4)


def groups(reading: kit.Reading) -> dict[str, list[tuple[int, int, str]]]:
    """For each article the spans that the kit groups, with the group: an entity, or a concept of its event."""
    events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
    spans = defaultdict(list)
    for row in reading.word_choices.itertuples():
        concept = f"{events[row.article_id]}: {row.concept}"
        spans[row.article_id].append((row.start, row.end, concept if pd.isna(row.entity_id) else row.entity_id))
    for table in (reading.labels, reading.mentions):
        for row in table.itertuples():
            spans[row.article_id].append((row.start, row.end, row.entity_id))
    return spans


def closest(spans: list[tuple[int, int, str]], start: int, end: int) -> str | None:
    """The group of the span that shares most with `start:end` (Jaccard of characters), or None."""
    best = max(
        ((min(b, end) - max(a, start)) / (max(b, end) - min(a, start)), group) for a, b, group in [*spans, (0, 0, "")]
    )
    return best[1] if best[0] > 0 else None


def main() -> None:
    """Read, group, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("gold")
    parser.add_argument("--errors", action="store_true", help="how each concept is split")
    options = parser.parse_args()
    reading = kit.read(options.corpus)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    with open(options.gold, encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    spans = groups(reading)
    words = [texts[m["article_id"]][m["start"] : m["end"]].lower() for m in gold]
    concepts = [m["concept"] for m in gold]
    found = [closest(spans[m["article_id"]], m["start"], m["end"]) or f"alone {n}" for n, m in enumerate(gold)]
    print(f"{len(gold)} mentions of {len(set(concepts))} concepts          precision  recall  F1")
    for name, made in (
        ("the same words", words),
        ("the same last word", [w.split()[-1] for w in words]),
        ("the kit", found),
    ):
        print(f"{name:40}" + "  ".join(f"{value:.3f}" for value in b_cubed(concepts, made)))
    if options.errors:
        for concept in sorted(set(concepts)):
            split = Counter(f for f, c in zip(found, concepts, strict=True) if c == concept)
            print(f"{concept}: {split.most_common(6)}")


if __name__ == "__main__":
    main()
