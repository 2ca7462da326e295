"""Bad and hostile input: one line for each file that says what is wrong and what to do, and the others still load."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import zipfile
from pathlib import Path

import pytest

from kit import __main__ as command
from kit import load
from kit.load.limits import Limits

CASES = json.loads((Path(__file__).parents[1] / "cases" / "load_hostile.json").read_text(encoding="utf-8"))
# Invented people and places.
GOOD = (
    "Bridge opens in Ardenvale\n\nThe mayor of Ardenvale, Ilka Torsen, opened the bridge on Friday and was content.\n"
)
SMALL = Limits(file_bytes=20_000, table_bytes=20_000, zip_bytes=50_000, article_characters=15_000, zip_members=5)


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip with these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """A zip whose directory and member claim another unpacked size."""
    at = data.index(b"PK\x01\x02") + 24
    data = data[:at] + struct.pack("<I", size) + data[at + 4 :]
    return data[:22] + struct.pack("<I", size) + data[26:]


def link_in_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return data.getvalue()


def locked_zip() -> bytes:
    data = bytearray(packed({"a.txt": GOOD}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    return bytes(data)


def pdf(*, password: str = "") -> bytes:
    from pypdf import PdfWriter

    data, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    writer.write(data)
    return data.getvalue()


BYTES = {
    "nothing": b"", "white space": b" \n\t\n ", "PNG": b"\x89PNG\r\n\x1a\n" + bytes(300), "noise": bytes(range(256)) * 4,
    "long line": b"a " * 20_000, "long article": b"a. \n" * 4_500, "NUL bytes": GOOD.replace("mayor", "ma\0yor").encode(),
    "turned": (GOOD + "\u202eevil").encode(), "broken UTF-8": GOOD.encode() + "“caf\u00e9” “na\u00efve”".encode() + b"\xff\xfe.",
    "PDF without text": pdf(), "locked PDF": pdf(password="secret"), "broken PDF": b"%PDF-1.4\n nothing more",
    "broken zip": b"PK\x03\x04 nothing more", "locked Word": b"\xd0\xcf\x11\xe0" + bytes(600), "other zip": packed({"a.xml": "<a/>"}),
    "no article": b"<html><head><script>alert(1)</script></head><body></body></html>",
    "swelling zip": packed({f"{c}.txt": f"{c} " * 9_000 for c in "abc"}),
    "zip of 4 GB": claiming(packed({"a.txt": GOOD}), 2**32 - 2), "lying zip": claiming(packed({"a.txt": GOOD}), 5),
    "climbing zip": packed({"../../etc/evil.txt": GOOD, "ok.txt": GOOD + "It is open."}), "rooted zip": packed({"/abs.txt": GOOD}),
    "nameless zip": packed({"!name.txt": GOOD, "ok.txt": GOOD + "It is open."}).replace(b"!name", b"\0name"),
    "crowded zip": packed({f"a{n}.txt": GOOD for n in range(6)}), "link in zip": link_in_zip(), "locked zip": locked_zip(),
    "empty zip": packed({}), "deep zip": packed({"a.zip": packed({"b.zip": packed({"c.txt": GOOD})})}),
    "CSV without text": b"a,b\n1,2\n", "CSV with a gap": f'text,outlet\n"{GOOD}",The Echo\n,Nobody\n'.encode(),
    "broken JSON": (json.dumps({"text": GOOD}) + '\n{"text": \n[1]\n').encode(), "deep JSON": b'{"text": ' + b"[" * 15_000,
    "halved pairs": b'{"text": "\\ud800 is half a pair of surrogates"}', "broken Parquet": b"PAR1 nothing more",
    "manifest without file": b"name,outlet\na,b\n", "manifest of ghosts": b"file,outlet\nghost.txt,The Echo\n",
    "manifest with a bad day": b"file,published\nok.txt,someday\n", "manifest with a bad role": b"file,role\nok.txt,hero\n",
    "manifest said twice": b"file,outlet\nok.txt,The Echo\nok.txt,The Post\n", "events without day": b"event,words\na,b\n",
    "fonts alone": b"{\\rtf1{\\fonttbl" + b"{\\f1 A}" * 300, "mail of pictures": b"Subject: a\nContent-Type: image/png\n\nabc",
    "old Word": b"\xd0\xcf\x11\xe0", "picture": b"\xff\xd8\xff",
}  # fmt: skip


def corpus_of(folder: Path, case: dict) -> Path:
    """A folder with a good article and the file of a case."""
    (folder / "ok.txt").write_text(GOOD + "Cars cross it now.", encoding="utf-8")
    path = folder / case["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in case:
        os.symlink(case["link"], path)
    elif case["holds"] == "a pipe":
        os.mkfifo(path)
    elif case["holds"] == "200 MB":
        with path.open("wb") as file:
            file.truncate(200_000_000)
    else:
        path.write_bytes(BYTES[case["holds"]])
    return folder


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: f"{case['file']}: {case.get('holds', 'a link')}")
def test_each_bad_input_gets_its_line_and_the_others_load(case, tmp_path):
    """The complaint names the file, says what is wrong and what to do; the good article beside it is there."""
    corpus = load.load_articles(corpus_of(tmp_path, case), limits=SMALL)
    found = [
        row
        for row in corpus.problems.itertuples()
        if row.path == case.get("path", case["file"]) and case["says"] in row.problem
    ]
    assert len(found) == 1, corpus.problems[["path", "problem"]].to_numpy().tolist()
    assert (found[0].level, case["do"] in found[0].remedy) == (case["level"], True)
    assert "\n" not in found[0].problem + found[0].remedy
    assert "ok.txt" in set(corpus.articles["path"])
    loaded = set(corpus.articles["path"]) - {"ok.txt"}
    assert loaded == set(case.get("loads", []))


def test_check_lists_every_complaint_and_returns_1(tmp_path, capsys):
    """`kit check` names every bad file, and its exit code says whether anything is worse than a note."""
    for case in CASES["cases"]:
        if case["file"].endswith(".pdf"):
            corpus_of(tmp_path, case)
    assert command.main(["check", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    for case in CASES["cases"]:
        if case["file"].endswith(".pdf"):
            assert case["file"] in printed
            assert case["says"] in printed


def test_check_of_a_sound_corpus_returns_0_and_notes_do_not_count(tmp_path, capsys):
    """A picture beside the articles is a note."""
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    assert command.main(["check", str(tmp_path)]) == 0
    assert "1 note." in capsys.readouterr().out


def test_no_readable_article_is_said_with_the_first_trouble(tmp_path, capsys):
    """A corpus of bad files only ends with code 1 and a line that says what to put there."""
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(load.CorpusError, match=r"No readable article in .* a\.txt is empty.* Put \.txt"):
        load.load_articles(tmp_path)
    assert command.main(["check", str(tmp_path)]) == 1
    assert command.main(["tables", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "error: a.txt is empty. Put" in capsys.readouterr().err


def test_a_place_that_is_not_there_is_said_plainly(tmp_path):
    """The message names what was looked for and what to give."""
    with pytest.raises(load.CorpusError, match="no folder or file"):
        load.load_articles(tmp_path / "nowhere")
    with pytest.raises(load.CorpusError, match=r"no path that can be opened|no folder or file"):
        load.load_articles("a\0b")


def test_limits_are_raised_in_the_environment(tmp_path, monkeypatch):
    """The complaint about a limit names the variable that raises it, and the variable does."""
    (tmp_path / "a.txt").write_text(GOOD)
    monkeypatch.setenv("KIT_LIMIT_FILE_BYTES", "10")
    with pytest.raises(load.CorpusError) as caught:
        load.load_articles(tmp_path)
    assert "KIT_LIMIT_FILE_BYTES" in caught.value.problems["remedy"].item()
    monkeypatch.setenv("KIT_LIMIT_FILE_BYTES", "1000")
    assert len(load.load_articles(tmp_path).articles) == 1
    monkeypatch.setenv("KIT_LIMIT_FILE_BYTES", "much")
    with pytest.raises(load.CorpusError, match="whole number"):
        load.load_articles(tmp_path)


def test_a_page_is_neither_fetched_nor_run(tmp_path, monkeypatch):
    """Scripts, handlers, frames and remote images leave no trace, and no socket is opened."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the loader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (tmp_path / "page.html").write_text(
        "<html><head><title>Bridge opens</title><script src='http://echo.example/x.js'></script></head><body onload='x()'>"
        "<article><h1>Bridge opens</h1><p onclick='alert(2)'>The mayor of Ardenvale opened the bridge over the Merrow, "
        "&lt;b&gt;she said&lt;/b&gt;.</p><img src='http://echo.example/x.png' onerror='alert(3)'><p>It had taken ten years and "
        "cost forty million crowns in all.</p><iframe src='http://echo.example'></iframe><script>alert(1)</script>"
        "</article></body></html>",
        encoding="utf-8",
    )
    text = load.load_articles(tmp_path).articles["text"].item()
    assert "alert" not in text
    assert "<b>she said</b>" in text
    assert "onclick" not in text


def test_twins_are_reported_and_kept(tmp_path):
    """The same article twice is one warning; both stay."""
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD.upper())
    corpus = load.load_articles(tmp_path)
    assert len(corpus.articles) == 2
    told = corpus.problems[corpus.problems["rule"] == "problem.near-identical"]
    assert told["path"].tolist() == ["b.txt"]
    assert "a.txt" in told["problem"].item()


def test_two_files_of_one_name_get_two_ids(tmp_path):
    """In different folders by their paths, else by a hash of the path, with a warning."""
    for name in ("x/a.txt", "y/a.txt", "A-b.txt", "a b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD)
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["article_id"].is_unique
    assert {"x-a", "y-a", "a-b"} < set(corpus.articles["article_id"])
    assert (corpus.problems["rule"] == "problem.same-id").sum() == 1


def test_a_bare_name_in_the_manifest_finds_its_file_below_if_there_is_one(tmp_path):
    """One file of that name in a sub-folder is meant; two are a problem that names both."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text(GOOD)
    (tmp_path / "sources.csv").write_text("file,outlet\na.txt,The Echo\n")
    assert load.load_articles(tmp_path).articles["outlet"].tolist() == ["The Echo"]
    (tmp_path / "y").mkdir()
    (tmp_path / "y" / "a.txt").write_text(GOOD)
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["outlet"].isna().all()
    told = corpus.problems[corpus.problems["rule"] == "problem.manifest"]
    assert "there are 2 of that name (x/a.txt, y/a.txt)" in told["problem"].item()


def test_a_bare_name_never_takes_the_file_of_another_line(tmp_path):
    """Of two lines, one with the path and one with the bare name, the path keeps its file and the other is told."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("The bridge is open.\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,outlet\nsub/a.txt,The Echo\na.txt,The Post\n", encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["outlet"].tolist() == ["The Echo"]
    assert [p for p in corpus.problems["problem"] if "names a.txt" in p]


def test_control_characters_of_an_article_do_not_stop_a_drawing():
    """Article text may hold a NUL, which XML may not: charts show U+FFFD instead."""
    from xml.etree import ElementTree as ET

    from kit.charts.base import compiled, drawn

    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"said": "a\0b\x1bc"}]},
        "mark": "text",
        "encoding": {"text": {"field": "said"}},
    }
    assert "a\ufffdb\ufffdc" in "".join(ET.fromstring(drawn(compiled(spec))).itertext())


def test_half_a_surrogate_pair_in_a_label_costs_one_sign(tmp_path):
    """An outlet, title, byline or id with half of a pair is shown with U+FFFD, and every article loads."""
    rows = [
        {
            "text": "The bridge is open.",
            "id": "a\ud83c",
            "outlet": "Bell \ud83c",
            "title": "\udf09",
            "byline": "I\ud800lka",
        }
    ]
    rows.append({"text": "The ford is closed.", "id": "b", "event": "e\udfff"})
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    loaded = load.load_articles(tmp_path)
    first = loaded.articles.set_index("row").loc[1]
    assert len(loaded.articles) == 2
    assert (first["outlet"], first["title"], first["byline"]) == ("Bell \ufffd", "\ufffd", "I\ufffdlka")
