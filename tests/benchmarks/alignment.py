"""How well statements of whole invented events are put together: pairwise and B-cubed F1, event by event.

    python tests/benchmarks/alignment.py

The events are in `tests/cases/align_events.json`; the measures are those of `kit score`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import kit
from kit.score import score

if TYPE_CHECKING:
    from kit.tables import Reading

EVENTS = json.loads((Path(__file__).parents[1] / "cases" / "align_events.json").read_text(encoding="utf-8"))["events"]


def scored(event: dict[str, Any], folder: Path) -> tuple[Reading, dict[str, float]]:
    """The reading of an event, written to `folder`, and its measures: shares by name, with the two F1."""
    corpus, gold = folder / "corpus", folder / "gold"
    corpus.mkdir()
    gold.mkdir()
    for name, text in event["articles"].items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    groups = event["statements"] | {f"alone {n}": [one] for n, one in enumerate(event["alone"])}
    clusters = [
        {"id": name, "members": [_member(event["articles"], *one) for one in members]}
        for name, members in groups.items()
    ]
    (gold / "alignment.json").write_text(json.dumps({"clusters": clusters}), encoding="utf-8")
    reading = kit.read(corpus)
    rows = score(reading, gold)
    share = dict(zip(rows["measure"], rows["share"].astype(float), strict=True))
    share["pairwise F1"] = _f1(share["pairs joined that belong together"], share["pairs that belong together joined"])
    share["B-cubed F1"] = _f1(share["B-cubed precision"], share["B-cubed recall"])
    return reading, share


def _member(articles: dict[str, str], article: str, words: str) -> dict[str, Any]:
    start = articles[article].index(words)
    return {"article": f"{article}.txt", "start": start, "end": start + len(words)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    for one in EVENTS:
        with tempfile.TemporaryDirectory() as scratch:
            _, measures = scored(one, Path(scratch))
        print(one["name"])
        for measure, value in measures.items():
            print(f"  {100 * value:5.1f}%  {measure}")
