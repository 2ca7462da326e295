"""A collection: articles grouped into events, each event read and kept, nothing lost when a run is cut short."""

from __future__ import annotations

import errno
import json
import os
import shutil
from multiprocessing import active_children

import pandas as pd
import pytest

import kit
from kit import corrections, reading
from kit.__main__ import main
from kit.collect import collect, haystack, run, source, store
from kit.collect.haystack import INVENTED
from kit.collect.store import Store, StoreError
from kit.english import annotate
from kit.tables import Reading, check
from tests.benchmarks import synthetic


def files_of(folder) -> dict[str, bytes]:
    """Every Parquet file of a store."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def events_of(folder) -> set[frozenset[str]]:
    """The grouping: sets of article ids."""
    kept = Store(folder)
    return {frozenset(kept.read("articles", event_id)["article_id"]) for event_id in kept.event_ids()}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Twelve invented articles on some events."""
    folder = tmp_path_factory.mktemp("small") / "collection"
    synthetic.write(12, folder, seed=6, sizes=(3,))
    return folder


@pytest.fixture(scope="module")
def serial(small, tmp_path_factory):
    """What one process makes of them."""
    out = tmp_path_factory.mktemp("serial") / "out"
    summary = collect(small, out, progress=False)
    assert summary.failed == {}
    assert summary.made > 2
    return out


@pytest.fixture
def light(monkeypatch):
    """Rooms left out, for tests of what happens around them."""

    def read_corpus(corpus, **_):
        return Reading(articles=corpus.articles, facts=corpus.facts)

    monkeypatch.setattr(reading, "read_corpus", read_corpus)
    monkeypatch.setattr(annotate, "annotate", lambda articles, _: dict.fromkeys(articles["article_id"]))
    monkeypatch.setattr(run, "TASK", 1)


def test_the_seeds_are_one_event(tmp_path, seeds):
    """Five articles on one event are found to be one event, and its tables are those of a plain reading."""
    summary = collect("seeds", tmp_path / "out", progress=False)
    assert (summary.articles, summary.made, summary.failed) == (5, 1, {})
    found = kit.read(tmp_path / "out")
    check(found)
    assert found.articles["article_id"].tolist() == seeds.articles["article_id"].tolist()
    assert len(found.quotes) == len(seeds.quotes)


def test_planted_events_are_found(tmp_path, light):
    """Three hundred articles on invented events fall apart as the generator made them (B-cubed, Bagga & Baldwin 1998)."""
    synthetic.write(300, tmp_path / "collection")
    collect(tmp_path / "collection", tmp_path / "out", progress=False)
    true = {a.name: event[0].event for event in synthetic.articles(300) for a in event}
    assert synthetic.b_cubed(true, events_of(tmp_path / "out")) >= 0.95


def test_planted_sentences_are_found(small, serial):
    """A sentence that two articles share, copied, cut or reworded, is a link or two renderings of one statement."""
    lines = [json.loads(line) for line in small.with_name("collection-planted.jsonl").read_text().splitlines()]
    planted = [line for line in lines if "kind" in line]
    found = synthetic.found(Store(serial), planted)
    for kind, least in (("copy", 0.97), ("trimmed", 0.95), ("reworded", 0.95)):
        mine = [hit for pair, hit in zip(planted, found, strict=True) if pair["kind"] == kind]
        assert sum(mine) >= least * len(mine), kind


def test_every_event_keeps_the_laws(serial):
    """Schemas, keys and slices hold in each partition, and any Parquet tool reads a table whole."""
    kept = Store(serial)
    for event_id in kept.event_ids():
        check(kit.read(serial, event=event_id))
    whole = pd.read_parquet(serial / "articles")
    assert len(whole) == 12
    assert set(whole["event_id"]) == set(kept.event_ids())


def test_two_processes_make_the_same_bytes(small, serial, tmp_path):
    """The files do not hang on the engine."""
    collect(small, tmp_path / "two", executor=2, progress=False)
    assert files_of(tmp_path / "two") == files_of(serial)


def test_small_batches_make_the_same_bytes(small, serial, tmp_path, monkeypatch):
    """Articles streamed in many batches and dealt into many buckets give the same files."""
    monkeypatch.setattr(source, "BATCH", 5)
    monkeypatch.setattr(run, "BUCKET", 4)
    collect(small, tmp_path / "out", progress=False)
    assert files_of(tmp_path / "out") == files_of(serial)


def kill_at_first_event(monkeypatch, pids) -> list[int]:
    """Let one of the processes be killed when the first event is finished; gives the list that it will stand in."""
    write, killed = Store.write, []

    def and_kill(self, *arguments):
        write(self, *arguments)
        if not killed:
            killed.append(pids()[0])
            os.kill(killed[0], 9)

    monkeypatch.setattr(Store, "write", and_kill)
    return killed


def test_a_killed_process_loses_nothing(small, serial, tmp_path, monkeypatch):
    """One of two processes is killed in mid-run: the result is complete and the same."""
    monkeypatch.setattr(run, "TASK", 1)
    killed = kill_at_first_event(monkeypatch, lambda: [child.pid for child in active_children()])
    summary = collect(small, tmp_path / "out", executor=2, progress=False)
    assert killed
    assert summary.failed == {}
    assert files_of(tmp_path / "out") == files_of(serial)


def test_a_killed_dask_worker_loses_nothing(small, serial, tmp_path, monkeypatch):
    """A real cluster of two worker processes on loopback; one is killed in mid-run, the bytes are those of one process."""
    from distributed import Client, LocalCluster

    monkeypatch.setattr(run, "TASK", 1)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        pids = list(client.run(os.getpid).values())
        killed = kill_at_first_event(monkeypatch, lambda: pids)
        summary = collect(small, tmp_path / "out", executor=client, progress=False)
    assert killed
    assert summary.failed == {}
    assert files_of(tmp_path / "out") == files_of(serial)


def test_an_interrupted_run_goes_on(small, tmp_path, light, monkeypatch):
    """Ctrl-C after two events: both stay, the same call makes the others, and the folder is as from one go."""
    collect(small, tmp_path / "whole", progress=False)
    write, left = Store.write, [2]

    def interrupted(self, *arguments):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        write(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            collect(small, tmp_path / "out", progress=False)
    assert len(Store(tmp_path / "out").event_ids()) == 2
    summary = collect(small, tmp_path / "out", progress=False)
    assert summary.kept == 2
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_a_full_disk_is_said_and_nothing_is_lost(small, tmp_path, light, monkeypatch, capsys):
    """The finished events stay, the message says what to do, and the same command then ends well."""
    put, left = store.put, [5]

    def full(path, data):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(path, data)

    command = ["collect", str(small), "--out", str(tmp_path / "out"), "--quiet"]
    with monkeypatch.context() as patch:
        patch.setattr(store, "put", full)
        assert main(command) == 1
    assert "is full" in capsys.readouterr().err
    done = len(Store(tmp_path / "out").event_ids())
    assert done
    assert main(command) == 0
    assert f"{done} kept from before" in capsys.readouterr().out


def test_two_runs_on_one_folder(small, tmp_path, light):
    """The second run is told of the first, and leaves the folder alone."""
    with Store(tmp_path / "out").writing(), pytest.raises(StoreError, match="Another run is writing"):
        collect(small, tmp_path / "out", progress=False)
    assert collect(small, tmp_path / "out", progress=False).made


def test_a_damaged_mark_is_said(small, tmp_path, light):
    """The file that says what a folder is may be lost, too; the events stay, and the message says what to put there."""
    collect(small, tmp_path / "out", progress=False)
    mark = tmp_path / "out" / store.MARK
    whole = mark.read_bytes()
    mark.write_bytes(b"")
    with pytest.raises(StoreError, match=r'should say \{"format": 2\}'):
        collect(small, tmp_path / "out", progress=False)
    mark.write_bytes(whole)
    assert collect(small, tmp_path / "out", progress=False).made == 0


def test_a_folder_with_other_files_is_left_alone(small, tmp_path):
    """Nothing is written among files that are not ours."""
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(StoreError, match="other files"):
        collect(small, tmp_path, progress=False)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_file_is_named_and_made_again(small, tmp_path, light, damage):
    """Reading says which file is damaged and what to do; doing so makes this event anew and no other."""
    out = tmp_path / "out"
    collect(small, out, progress=False)
    before = files_of(out)
    event_id = Store(out).event_ids()[0]
    path = Store(out).path("articles", event_id)
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[-20:]
    else:
        data[300:364] = bytes(byte ^ 0xFF for byte in data[300:364])
    path.write_bytes(data)
    with pytest.raises(StoreError, match="is damaged"):
        kit.read(out, event=event_id)
    if damage == "flipped":
        Store(out).path("events", event_id).unlink()
    assert collect(small, out, progress=False).made == 1
    assert files_of(out) == before


def test_one_event_that_fails_leaves_the_others(small, tmp_path, light, monkeypatch, capsys):
    """A room that stops on one event is reported with the event's name; the other events are written."""
    read_corpus = reading.read_corpus

    def fragile(corpus, **more):
        if "e00000-00" in set(corpus.articles["article_id"]):
            raise ValueError("no such luck")
        return read_corpus(corpus, **more)

    monkeypatch.setattr(reading, "read_corpus", fragile)
    assert main(["collect", str(small), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert "could not be read: ValueError: no such luck" in capsys.readouterr().err
    assert Store(tmp_path / "out").event_ids()


def test_one_event_that_fails_leaves_those_read_with_it(small, tmp_path, light, monkeypatch):
    """Events are handed to a worker several at a time: what stops on one of them takes no other of that task with it."""
    read_corpus = reading.read_corpus
    asked = []

    def fragile(corpus, **more):
        asked.append(corpus)
        if len(asked) == 1:
            raise ValueError("no such luck")
        return read_corpus(corpus, **more)

    monkeypatch.setattr(reading, "read_corpus", fragile)
    monkeypatch.setattr(run, "TASK", 10**9)
    summary = collect(small, tmp_path / "out", progress=False)
    assert list(summary.failed.values()) == ["ValueError: no such luck"]
    assert summary.made == len(asked) - 1 > 0


def test_a_table_without_rows_leaves_no_file(tmp_path):
    """An event made anew that has no quotes any longer keeps none of its old ones."""
    kept = Store(tmp_path / "out")
    row = {"key": "k"}
    with kept.writing():
        kept.write("one", {"quotes": b"old", "articles": b"old"}, row)
        kept.write("one", {"articles": b"new"}, row)
    assert not kept.path("quotes", "one").exists()
    assert kept.path("articles", "one").read_bytes() == b"new"


@pytest.mark.parametrize("column", ["byline", "note"], ids=["a fact", "no fact"])
def test_a_changed_line_of_the_manifest_makes_its_event_anew(small, tmp_path, light, column):
    """Whatever sources.csv says of an article counts, as its text does."""
    folder = tmp_path / "collection"
    shutil.copytree(small, folder)
    first = collect(folder, tmp_path / "out", progress=False)
    manifest = folder / "sources.csv"
    lines = manifest.read_text().splitlines()
    manifest.write_text(
        "\n".join([lines[0] + f",{column}", lines[1] + ",Ada Sample", *(line + "," for line in lines[2:])])
    )
    second = collect(folder, tmp_path / "out", progress=False)
    assert (second.made, second.kept) == (1, first.made - 1)


def test_a_new_article_changes_only_its_event(small, tmp_path, light):
    """After an article was removed, the events without it are kept as they are."""
    folder = tmp_path / "collection"
    shutil.copytree(small, folder)
    first = collect(folder, tmp_path / "out", progress=False)
    (folder / "e00000-01.txt").unlink()
    second = collect(folder, tmp_path / "out", progress=False)
    assert second.articles == 11
    assert second.kept >= first.made - 2
    assert "e00000-01" not in set().union(*events_of(tmp_path / "out"))


def test_what_a_reader_put_right_holds_in_a_collection(serial, monkeypatch, tmp_path):
    """An event of a collection is corrected as a folder is; other events' corrections leave it alone."""
    monkeypatch.setenv("KIT_CORRECTIONS", str(tmp_path / "corrections.csv"))
    event_id = Store(serial).event_ids()[0]
    before = kit.read(serial, event=event_id)
    row = before.quotes.dropna(subset="speaker").iloc[0]
    told = [[row["quote_id"], "Ada Sample"], [f"{row['article_id']}-q0", "Nobody"], ["elsewhere-q1", "Nobody"]]
    fixes = [{"table": "quotes", "row_id": key, "column": "speaker", "value": value} for key, value in told]
    corrections.save(tmp_path / "corrections.csv", pd.DataFrame(fixes))
    after = kit.read(serial, event=event_id)
    check(after)
    mine = after.quotes.set_index("quote_id").loc[row["quote_id"]]
    assert (mine["speaker"], mine["speaker_id"]) == ("Ada Sample", f"{event_id}/ada-sample")
    assert after.problems["problem"].tolist() == [
        f"line 3: the correction of quotes.speaker finds no row {row['article_id']}-q0"
    ]
    assert kit.read(serial, event=event_id, corrected=False).quotes.equals(before.quotes)


def test_an_event_read_anew_is_the_same(serial):
    """Articles, facts and segments are kept as they were loaded: the rooms make the same tables of them."""
    kept = Store(serial)
    for event_id in kept.event_ids():
        anew = reading.read_corpus(kept.corpus(event_id)).tables()
        for name, frame in kept.reading(event_id).tables().items():
            pd.testing.assert_frame_equal(frame, anew[name])


def test_the_collections_own_events_are_kept(small, tmp_path, light):
    """What events.csv adds is there when an event is read anew."""
    shutil.copytree(small, tmp_path / "collection")
    (tmp_path / "collection" / "events.csv").write_text("event,date,words,source\nOrland fire,2029-05-04,fire,ours\n")
    collect(tmp_path / "collection", tmp_path / "out", progress=False)
    kept = Store(tmp_path / "out")
    assert kept.corpus(kept.event_ids()[0]).events["event"].tolist() == ["Orland fire"]


def test_articles_are_found_again_in_a_haystack(tmp_path, seeds):
    """The seeds among three dozen invented articles are one event again, to the character."""
    found = haystack(seeds, tmp_path)
    kept = [kit.read(found, event=event_id) for event_id in Store(found).event_ids()]
    mine = [one for one in kept if set(seeds.articles["article_id"]) & set(one.articles["article_id"])]
    assert len(mine) == 1
    assert mine[0].articles["text"].tolist() == seeds.articles["text"].tolist()
    assert sum(len(one.articles) for one in kept) == 36 + 5


def test_the_invented_articles_are_what_the_generator_makes(tmp_path):
    """Nobody has edited the table that a haystack is made of."""
    synthetic.table(36, tmp_path / "invented.csv", sizes=(3, 4, 5, 6, 8), outlets=9)
    assert (tmp_path / "invented.csv").read_bytes() == INVENTED.read_bytes()


def test_what_an_event_left_behind_goes(small, tmp_path, light):
    """A run was killed while it wrote an event that the collection has no longer: no table keeps rows of it."""
    collect(small, tmp_path / "out", progress=False)
    gone = Store(tmp_path / "out").path("articles", "gone/for good")
    gone.parent.mkdir()
    gone.write_bytes(b"half a file")
    collect(small, tmp_path / "out", progress=False)
    assert not gone.parent.exists()
    assert len(pd.read_parquet(tmp_path / "out" / "articles")) == 12


def test_a_stated_event_is_kept(tmp_path, light):
    """What sources.csv says of events is not asked again; the others are grouped."""
    synthetic.write(6, tmp_path / "collection", seed=6, sizes=(3,))
    manifest = tmp_path / "collection" / "sources.csv"
    lines = manifest.read_text().splitlines()
    manifest.write_text(
        "\n".join([lines[0] + ",event", lines[1] + ",mine", *(line + "," for line in lines[2:])]) + "\n"
    )
    collect(tmp_path / "collection", tmp_path / "out", progress=False)
    assert "mine" in Store(tmp_path / "out").event_ids()
    assert len(Store(tmp_path / "out").read("articles", "mine")) == 1


@pytest.mark.parametrize("columns", [4, 3], ids=["dated", "undated"])
def test_names_of_files_do_not_matter(small, tmp_path, light, columns):
    """The same articles under other file names, and so in another order, are the same events of the same names."""
    shutil.copytree(small, tmp_path / "collection")
    lines = [",".join(line.split(",")[:columns]) for line in (small / "sources.csv").read_text().splitlines()]
    (tmp_path / "collection" / "sources.csv").write_text("\n".join(lines) + "\n")
    collect(tmp_path / "collection", tmp_path / "out", progress=False)
    other = tmp_path / "other"
    other.mkdir()
    fresh = [lines[0]]
    for n, line in enumerate(lines[1:]):
        name, rest = line.split(",", 1)
        (other / f"{(n * 7) % 13:02}.txt").write_bytes((small / name).read_bytes())
        fresh.append(f"{(n * 7) % 13:02}.txt,{rest}")
    (other / "sources.csv").write_text("\n".join(fresh) + "\n")
    collect(other, tmp_path / "out2", progress=False)
    assert events_of(tmp_path / "out") == events_of(tmp_path / "out2")
    assert Store(tmp_path / "out").event_ids() == Store(tmp_path / "out2").event_ids()


def test_a_report_on_one_event(serial, tmp_path):
    """`kit report STORE --event ID` writes the page on that event's articles, and no others."""
    page = tmp_path / "event.html"
    event_id = Store(serial).event_ids()[0]
    assert main(["report", str(serial), "--event", event_id, "--sections", "articles", "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    for other in Store(serial).event_ids():
        for article_id in kit.read(serial, event=other).articles["article_id"]:
            assert (article_id in text) == (other == event_id)


def test_an_unknown_event_is_named(small, tmp_path, light):
    """Asking for an event that is not there says which there are; asking for none, too."""
    collect(small, tmp_path / "out", progress=False)
    with pytest.raises(StoreError, match="no event 'nope'"):
        kit.read(tmp_path / "out", event="nope")
    with pytest.raises(StoreError, match="Say which"):
        kit.read(tmp_path / "out")


def test_a_wrong_executor_is_refused(small, tmp_path):
    """What is no executor is named with what would be one."""
    with pytest.raises(TypeError, match="Dask client, not str"):
        collect(small, tmp_path / "out", executor="two", progress=False)


def test_threads_share_one_model(tmp_path, monkeypatch):
    """Two threads that annotate at once get what one gets, and the model's vocabulary is as large as before."""
    from concurrent.futures import ThreadPoolExecutor

    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    texts = [f"Mayor Zalwick{n} told the Orumtun{n} Post that the bridge is safe. Nobody asked." for n in range(40)]
    annotate.analyse("Warm up.")
    before = len(annotate._nlp().vocab.strings)
    with ThreadPoolExecutor(2) as pool:
        docs = list(pool.map(annotate.analyse, texts))
    assert [[sentence.text for sentence in doc.sentences] for doc in docs] == [
        [text.removesuffix(" Nobody asked."), "Nobody asked."] for text in texts
    ]
    assert len(annotate._nlp().vocab.strings) == before


def test_a_given_pool_is_used_and_left_open(small, tmp_path, light):
    """A caller's own pool does the work and is not shut."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        assert collect(small, tmp_path / "out", executor=pool, progress=False).failed == {}
        assert pool.submit(int, "1").result() == 1
