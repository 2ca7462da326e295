"""What a collection costs, and what is found in it: one table, measured here and now.

    python tests/benchmarks/collection.py                      # everything, on 200 synthetic articles, grouping up to 10,000
    python tests/benchmarks/collection.py --articles 1000 --part annotation rooms
    python tests/benchmarks/collection.py --articles 10000 --part whole       # the whole command, half an hour
    python tests/benchmarks/collection.py --part parser --corpus FOLDER

Seconds are processor time of this process (and of the workers, where there are), so that a busy machine changes them
little; ratios are within one run. The articles are synthetic (synthetic.py); `--corpus` measures a folder of your own.

Not pytest-benchmark or asv: they time a function again and again, and what is asked here is the processor time of several
processes, their peak memory, exponents over sizes and ratios within one run, each of which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kit import align, load, reading
from kit.collect import collect, group, source
from kit.collect.group import group_terms
from kit.collect.store import Store
from kit.collect.terms import find_terms
from kit.english import annotate, numbers, people, quotes, timeline, words
from tests.benchmarks import synthetic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = tuple[str, str, str]
# Articles of the event of which one is changed.
FORTY = 40


def seconds(work: Callable[[], Any]) -> float:
    """Processor seconds of this process and of the children that ended meanwhile."""
    began = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - began


def exponent(sizes: list[int], costs: list[float]) -> float:
    """The slope of the line fitted through the logarithms: 1 linear, 2 quadratic."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def annotation(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    """`kit.english.annotate` beside plain `nlp.pipe` of the same components, turn by turn, the best of three each."""
    corpus = load.load_articles(folder)
    texts = corpus.articles["text"].tolist()
    by_id = dict(zip(corpus.articles["article_id"], texts, strict=True))
    pieces = [by_id[row.article_id][row.start : row.end] for row in corpus.segments.itertuples()]
    length = int(corpus.articles["words"].sum())
    nlp = annotate._nlp()
    list(nlp.pipe(texts[:3]))
    whole, cut, ours, cached = [], [], [], []
    for _turn in range(3):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["KIT_CACHE"] = cache
            whole.append(seconds(lambda: [None for _ in nlp.pipe(texts)]))
            cut.append(seconds(lambda: [None for _ in nlp.pipe(pieces, batch_size=128)]))
            ours.append(seconds(lambda: annotate.annotate(corpus.articles, corpus.segments)))
            cached.append(seconds(lambda: annotate.annotate(corpus.articles, corpus.segments)))
    yield "nlp.pipe on whole articles", f"{length / min(whole):,.0f} words/s", ""
    yield "nlp.pipe on paragraphs", f"{length / min(cut):,.0f} words/s", ""
    share = f"{min(whole) / min(ours):.2f} of whole articles, {min(cut) / min(ours):.2f} of paragraphs"
    yield "kit.english.annotate, cold", f"{length / min(ours):,.0f} words/s", share
    yield "kit.english.annotate, cached", f"{length / min(cached):,.0f} words/s", ""
    with nlp.select_pipes(disable=["parser"], enable=None):
        nlp.enable_pipe("senter")
        light = min(seconds(lambda: [None for _ in nlp.pipe(pieces, batch_size=128)]) for _turn in range(2))
    yield "nlp.pipe without the parser", f"{length / light:,.0f} words/s", f"{min(cut) / light:.2f} times as fast"


def rooms(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    """What each room costs beside annotation, event by event."""
    _warm()
    corpus = _grouped(folder)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["KIT_CACHE"] = cache
        spent = seconds(lambda: annotate.annotate(corpus.articles, corpus.segments))
        docs = annotate.annotate(corpus.articles, corpus.segments)
    yield "annotation", f"{spent:.1f} s", ""
    clock = time.perf_counter
    time.perf_counter = time.process_time  # type: ignore[assignment]  (the stopwatch then counts processor time)
    watch = reading.Stopwatch()
    for event_id in sorted(corpus.articles["event_id"].unique()):
        reading.read_corpus(load.one_event(corpus, event_id), docs=_some(docs, corpus, event_id), stopwatch=watch)
    time.perf_counter = clock
    for name, cost in watch.seconds.items():
        yield f"room {name}", f"{cost:.1f} s", f"{cost / spent:.0%} of annotation"
    total = sum(watch.seconds.values())
    yield "all beyond spaCy", f"{total:.1f} s", f"{total / spent:.0%} of annotation (wanted: 30 %)"


def changed(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    """Forty articles of one event read from nothing, and again with one of them changed, each in a process of its own."""
    corpus = load.load_articles(folder)
    texts = corpus.articles["text"].tolist()
    texts = texts[:: max(len(texts) // FORTY, 1)][:FORTY]
    with tempfile.TemporaryDirectory() as scratch:
        event, cache = Path(scratch) / "event", f"{scratch}/cache"
        event.mkdir()
        for n, text in enumerate(texts):
            (event / f"{n:02}.txt").write_text(text, encoding="utf-8")
        whole = json.loads(_child("--read", str(event), cache=cache))
        yield f"{len(texts)} articles read from nothing", f"{sum(whole.values()):.1f} s", _by_room(whole)
        (event / "00.txt").write_text(texts[0] + "\nOne line was added to it.\n", encoding="utf-8")
        again = json.loads(_child("--read", str(event), cache=cache))
        yield "the same, one of them changed", f"{sum(again.values()):.1f} s", _by_room(again)
        yield "one changed / all", f"{sum(again.values()) / sum(whole.values()):.2f}", "wanted: at most .20"


def _by_room(spent: dict[str, float]) -> str:
    return ", ".join(f"{name} {cost:.1f}" for name, cost in spent.items())


def grouping(_: Path, given: argparse.Namespace) -> Iterator[Row]:
    """Grouping by size, without annotation, each size in a process of its own."""
    sizes = [size for size in (100, 300, 1000, 3000, 10_000, 30_000) if size <= given.largest]
    costs = []
    for size in sizes:
        cost, memory, quality = map(float, _child("--group", str(size)).split())
        costs.append(cost)
        yield f"grouping {size:,} articles", f"{cost:.2f} s", f"B-cubed {quality:.3f}, peak memory {memory:.0f} MB"
    if len(sizes) > 2:
        yield "grouping, exponent", f"{exponent(sizes, costs):.2f}", "fitted line (wanted: at most 1.1)"


def alignment(_: Path, given: argparse.Namespace) -> Iterator[Row]:
    """All rooms after annotation by size; more articles are more events."""
    _warm()
    sizes = [size for size in (30, 100, 300, 1000) if size <= given.articles]
    costs = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["KIT_CACHE"] = f"{scratch}/cache"
            synthetic.write(size, Path(scratch) / "collection")
            corpus = _grouped(Path(scratch) / "collection")
            docs = annotate.annotate(corpus.articles, corpus.segments)
            events = sorted(corpus.articles["event_id"].unique())
            costs.append(
                seconds(
                    lambda corpus=corpus, docs=docs, events=events: [
                        reading.read_corpus(load.one_event(corpus, e), docs=_some(docs, corpus, e)) for e in events
                    ]
                )
            )
        yield f"rooms on {size:,} articles", f"{costs[-1]:.1f} s", f"{costs[-1] / size * 1000:.0f} ms an article"
    if len(sizes) > 2:
        yield "rooms, exponent", f"{exponent(sizes, costs):.2f}", "fitted line (wanted: at most 1.1)"


def engines(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    """The whole command on each engine, nothing cached; then with annotations cached, and with all events finished."""
    made: dict[str, dict[str, bytes]] = {}
    with tempfile.TemporaryDirectory() as scratch:

        def run(name: str, out: str, work: Callable[[Path], Any]) -> Row:
            began, before = time.perf_counter(), sum(os.times()[:4])
            work(Path(scratch) / out)
            wall, spent = time.perf_counter() - began, sum(os.times()[:4]) - before
            made[name] = _bytes(Path(scratch) / out)
            same = "" if len(made) == 1 else f", same bytes: {'yes' if made[name] == made['serial'] else 'NO'}"
            return name, f"{spent:.1f} s", f"{wall:.1f} s by the clock on the wall{same}"

        os.environ["KIT_CACHE"] = f"{scratch}/cache"
        yield run("serial", "serial", partial(collect, folder, progress=False))
        yield from _planted(folder, Path(scratch) / "serial")
        yield run("serial, annotations cached", "cached", partial(collect, folder, progress=False))
        yield run("serial, all events finished", "serial", partial(collect, folder, progress=False))
        os.environ["KIT_CACHE"] = f"{scratch}/cache2"
        yield run("2 processes", "processes", partial(collect, folder, executor=2, progress=False))
        os.environ["KIT_CACHE"] = f"{scratch}/cache3"
        yield run("Dask, 2 workers", "dask", partial(_on_dask, folder))


def _on_dask(folder: Path, out: Path) -> None:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        collect(folder, out, executor=client, progress=False)


def whole(folder: Path, given: argparse.Namespace) -> Iterator[Row]:
    """The whole command in a process of its own, nothing cached: where the time goes, memory by size, what is found."""
    sizes = [size for size in (100, 300, 1000, 3000) if size < given.articles]
    for size in [*sizes, given.articles] if given.corpus is None else [given.articles]:
        with tempfile.TemporaryDirectory() as scratch:
            source = given.corpus or Path(scratch) / "collection"
            if not given.corpus:
                synthetic.write(size, source)
            told = _child("--collect", str(source), str(Path(scratch) / "out"), cache=f"{scratch}/cache")
            spent = json.loads(told)
            memory, articles = spent.pop("memory"), spent.pop("articles")
            beyond = sum(spent.values()) - spent["annotation"]
            note = f"{beyond:.0f} s beyond annotation ({beyond / spent['annotation']:.0%}), peak memory {memory:.0f} MB"
            yield f"kit collect, {articles:,} articles, cold", f"{sum(spent.values()):.0f} s", note
            if size == given.articles:
                for what, cost in spent.items():
                    yield f"  {what}", f"{cost:.1f} s", f"{cost / articles * 1000:.1f} ms an article"
                yield from _planted(source, Path(scratch) / "out")


# What each table reads from heads and noun phrases, besides finding its rows.
READ = {
    "mentions": ["entity_id"], "labels": ["entity_id"], "word_choices": ["concept"],
    "quotes": ["content_start", "content_end", "speaker"], "times": ["value", "event_start"], "quantities": ["of_start", "of_end"],
}  # fmt: skip
# A rule that makes fewer rows than this is not shown.
FEWEST = 5


def parser(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    """What leaving the parser out would cost: of the rows of each rule those found without it, and those read alike."""
    corpus = load.load_articles(folder)
    full = _analyses(corpus, annotate.annotate(corpus.articles, corpus.segments))
    docs = annotate.annotate(corpus.articles, corpus.segments)
    for doc in docs.values():
        doc._chunk_iob = ["O"] * len(doc)
        for token in doc.tokens:
            token.dep_, token._head, token._children = "", token.i, ()
    bare = _analyses(corpus, docs)
    for name, read in READ.items():
        there, left = _by_span(full[name], read), _by_span(bare[name], read)
        rules = full[name]["rule"].astype("string").str.split(";").str[0]
        rows = pd.DataFrame({
            "rule": rules.to_numpy(), "found": [key in left for key in there],
            "alike": [left.get(key) == value for key, value in there.items()],
        })  # fmt: skip
        yield f"{name}, any rule", f"{len(rows)} rows", _lost(rows, read)
        for rule, mine in sorted(rows.groupby("rule"), key=lambda item: -len(item[1])):
            if len(mine) >= FEWEST:
                yield f"  {rule[:56]}", f"{len(mine)} rows", _lost(mine, read)


def _lost(rows: pd.DataFrame, read: list[str]) -> str:
    return f"{rows['found'].mean():.0%} found without the parser, {rows['alike'].mean():.0%} with the same {', '.join(read)}"


def _by_span(table: pd.DataFrame, read: list[str]) -> dict[tuple, tuple]:
    """Where each row stands, in the table's order, and what it reads there."""
    rows = table.assign(again=table.groupby(["article_id", "start", "end"]).cumcount()).astype(object)
    rows = rows.where(rows.notna(), None)
    keys = rows[["article_id", "start", "end", "again"]].itertuples(index=False, name=None)
    return dict(zip(keys, rows[read].itertuples(index=False, name=None), strict=True))


def _analyses(corpus: load.Corpus, docs: dict) -> dict[str, Any]:
    articles, sentences = corpus.articles, annotate.split_sentences(docs)
    entities, mentions = people.find_mentions(articles, docs)
    quoted, _ = quotes.find_quotes(articles, docs, sentences, entities, mentions)
    times = timeline.find_times(articles, corpus.facts, docs, quoted)
    labels = words.find_labels(articles, docs, entities, mentions)
    return {
        "mentions": mentions, "quotes": quoted, "times": times, "labels": labels,
        "word_choices": words.find_word_choices(articles, docs, entities, mentions, labels),
        "quantities": numbers.find_quantities(docs, times),
    }  # fmt: skip


def _planted(folder: Path, out: Path) -> Iterator[Row]:
    known = folder.with_name(folder.name + "-planted.jsonl")
    if not known.exists():
        return
    lines = [json.loads(line) for line in known.read_text(encoding="utf-8").splitlines()]
    planted = [line for line in lines if "kind" in line]
    hits = synthetic.found(Store(out), planted)
    for kind in sorted({line["kind"] for line in planted}):
        mine = [hit for line, hit in zip(planted, hits, strict=True) if line["kind"] == kind]
        yield f"planted, {kind}", f"{np.mean(mine):.1%} found", f"of {len(mine):,} pairs of sentences"


def _warm() -> None:
    """Load the model and every library: a run pays for them once, however many articles it reads."""
    annotate._nlp()
    reading.read("seeds", fresh=True)


def _grouped(folder: Path) -> load.Corpus:
    """The corpus with the generator's events; a folder of another kind is taken as it is."""
    corpus = load.load_articles(folder)
    if folder.with_name(folder.name + "-planted.jsonl").exists():
        corpus.articles["event_id"] = corpus.articles["article_id"].str.slice(0, 6)
    return corpus


def _some(docs: dict, corpus: load.Corpus, event_id: str) -> dict:
    mine = corpus.articles.loc[corpus.articles["event_id"] == event_id, "article_id"]
    return {key: docs[key] for key in mine}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.parquet")}


def _child(*arguments: str, cache: str | None = None) -> str:
    """What this program prints in a process of its own."""
    environment = os.environ | ({"KIT_CACHE": cache} if cache else {})
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment).stdout


def _collect(folder: Path, out: Path) -> None:
    """In a process of its own: one collection, its seconds by what they were spent on, its memory, as JSON."""
    spent = dict.fromkeys(("annotation", "loading", "grouping", "rooms before align", "align", "the rest"), 0.0)

    def timed(module: Any, name: str, what: str) -> None:
        original = getattr(module, name)

        def run(*arguments: Any, **more: Any) -> Any:
            began, before = time.process_time(), sum(spent.values())
            try:
                return original(*arguments, **more)
            finally:
                inside = sum(spent.values()) - before
                spent[what] += time.process_time() - began - inside

        setattr(module, name, run)

    began = time.process_time()
    timed(annotate, "annotate", "annotation")
    timed(group, "group_terms", "grouping")
    timed(source, "find_terms", "grouping")
    timed(source.Spool, "fill", "loading")
    timed(reading, "read_corpus", "rooms before align")
    for name in ("align_statements", "link_sentences", "compare_facts", "find_reuse"):
        timed(align, name, "align")
    summary = collect(folder, out, progress=False)
    spent["the rest"] = time.process_time() - began - sum(spent.values())
    print(json.dumps(spent | {"memory": _peak(), "articles": summary.articles}))


def _read(folder: Path) -> None:
    """In a process of its own: one reading, its seconds by room, as JSON; the rest is imports and what is kept."""
    time.perf_counter = time.process_time  # type: ignore[assignment]  (the stopwatch then counts processor time)
    watch = reading.Stopwatch()
    reading.read(folder, stopwatch=watch)
    print(json.dumps(watch.seconds | {"the rest": time.process_time() - sum(watch.seconds.values())}))


def _group(size: int) -> None:
    """In a process of its own: seconds, megabytes, B-cubed."""
    made = [a for event in synthetic.articles(size) for a in event]
    days = np.array([a.day.toordinal() for a in made], float)
    group_terms(lambda: [find_terms(["warm up"] * 2)], days[:2], np.arange(2))
    cost = -sum(os.times()[:2])
    batches = [find_terms([a.text() for a in made[i : i + 1000]]) for i in range(0, size, 1000)]
    number, _ = group_terms(lambda: batches, days, np.argsort(days, kind="stable"))
    cost += sum(os.times()[:2])
    groups: dict[int, set[str]] = {}
    for a, n in zip(made, number.tolist(), strict=True):
        groups.setdefault(n, set()).add(a.name)
    quality = synthetic.b_cubed({a.name: a.event for a in made}, map(frozenset, groups.values()))
    print(cost, _peak(), quality)


def _peak() -> float:
    """Peak memory of this process in MB; `ru_maxrss` alone would count the parent's before this program began."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS = {part.__name__: part for part in (annotation, rooms, changed, grouping, alignment, engines, parser, whole)}

if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=200)
    arguments.add_argument("--largest", type=int, default=10_000, help="largest collection that is grouped")
    arguments.add_argument("--corpus", type=Path, help="a folder of your own in place of synthetic articles")
    arguments.add_argument("--part", nargs="*", choices=PARTS, default=[*PARTS])
    arguments.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--group", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--collect", type=Path, nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.collect:
        _collect(*given.collect)
        sys.exit()
    if given.read:
        _read(given.read)
        sys.exit()
    if given.group:
        _group(given.group)
        sys.exit()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.corpus or Path(scratch) / "collection"
        if not given.corpus:
            synthetic.write(given.articles, folder)
        print(f"{'measured':48} {'value':>18}  note")
        for part in given.part:
            for what, value, note in PARTS[part](folder, given):
                print(f"{what:48} {value:>18}  {note}", flush=True)
