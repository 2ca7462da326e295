"""Count how often each way to a speaker was right, on articles whose quotations people have marked.

usage: python tests/benchmarks/speaker_rates.py DOCS.jsonl … > kit/data/speaker_rates.csv

Each line of a file is `{"text", "quotes": [{"start", "end", "speaker", "speaker_start", "speaker_end"}]}`. A row of `quotes` is
judged if half of its words, or more, are the gold's; its speaker is right if the mention printed beside it meets the
gold's, or the resolved name is the gold's (`kit.score`). Ways that were never judged are left out.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd

from kit import load, score
from kit.english import annotate, people, quotes
from kit.english.quotes.certainty import way

HEAD = """\
# How often each way to a speaker was right, on one development set of US news and half of another (159 articles); certainty.py says what a way is.
# Made by tests/benchmarks/speaker_rates.py. Source: the articles are PolNeAR's (E. Newell, D. Margolin, D. Ruths 2018); only counts are kept here.
"""


def judged(docs: list[dict]) -> list[tuple[str, bool]]:
    """The way of each judged row that has a speaker, and whether the speaker is right."""
    with tempfile.TemporaryDirectory() as folder:
        names = {f"d{n:05d}.txt": doc for n, doc in enumerate(docs)}
        for name, doc in names.items():
            Path(folder, name).write_bytes(doc["text"].encode("utf-8"))
        # Each article by itself: what one lends another is no part of the measure.
        table = pd.DataFrame({"file": list(names), "event": [name.removesuffix(".txt") for name in names]})
        table.to_csv(Path(folder, "sources.csv"), index=False)
        corpus = load.load_articles(Path(folder))
    analysed = annotate.annotate(corpus.articles, corpus.segments)
    sentences = annotate.split_sentences(analysed)
    found, _ = quotes.find_quotes(
        corpus.articles, analysed, sentences, *people.find_mentions(corpus.articles, analysed)
    )
    by_path = {Path(a.path).name: a.article_id for a in corpus.articles.itertuples()}
    rows = []
    for name, doc in names.items():
        mine = found[(found["article_id"] == by_path[name]) & (found["use"] == "quotation")]
        claimed = list(mine.drop_duplicates(["content_start", "content_end"]).itertuples())
        words = score._words(doc["text"])
        gold = [q for q in doc["quotes"] if q.get("speaker")]
        pairs = score._pair(
            [words(q["start"], q["end"]) for q in gold], [words(r.content_start, r.content_end) for r in claimed]
        )
        for g, c in pairs.items():
            if pd.notna(claimed[c].speaker):
                rows.append((way(claimed[c].rule), score._speaker_right(gold[g], claimed[c])[0]))
    return rows


def main() -> None:
    rows = []
    for path in sys.argv[1:]:
        docs = [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line.strip()]
        rows += judged(docs)
    of, right = Counter(w for w, _ in rows), Counter(w for w, is_right in rows if is_right)
    sys.stdout.write(HEAD + "way,right,of\n" + "".join(f"{w},{right[w]},{of[w]}\n" for w in sorted(of)))


if __name__ == "__main__":
    main()
