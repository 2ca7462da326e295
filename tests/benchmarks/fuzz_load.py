"""Fuzz the loader for as long as you like: `python tests/benchmarks/fuzz_load.py --minutes 10 --seed 1`.

Sound files of every form are damaged (bytes flipped, cut, doubled, spliced into one another, renamed) and loaded in small
corpora. What must hold: nothing is raised but CorpusError; every file ends as an article or a problem; every segment and
fact lies where it says; no corpus takes longer than `--slow` seconds. The seed and round of a failure are printed, and
`--round` runs that one again.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

import pandas as pd

from kit import load
from kit.load.limits import Limits

# Invented people and places.
TEXT = (
    "Bridge opens in Ardenvale\n\nBy Ilka Torsen (AP)\nPublished: May 3, 2013 | Updated: 04/05/13 9:31 AM EDT\n"
    "ARDENVALE, May 3 (Xinhua) -- The mayor opened the bridge on Friday. “It is open,” she said.\n"
    "![x](https://echo.example/2013/05/x.jpg)\nIt cost 40 million crowns......CONTINUE READING>>>>>\n"
    "The old ford is closed./ VOA (Merrow Radio)\n"
)
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Bridge opens</title>"
    "<meta property='article:published_time' content='2013-05-03T10:14:00+01:00'></head><body><article><h1>Bridge opens</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    + "</article></body></html>"
)
MAIL = b"Subject: =?utf-8?q?Bridge_opens?=\nFrom: The Echo <news@echo.example>\nDate: Fri, 3 May 2013 10:14:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n"
ARCHIVE = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n"
)
LIMITS = Limits(file_bytes=2_000_000, zip_bytes=5_000_000, table_bytes=2_000_000, article_characters=200_000)


def sound_files() -> dict[str, bytes]:
    """One sound file of each form, as bytes."""
    import docx
    from pypdf import PdfWriter

    word, pdf, packed, columns = io.BytesIO(), PdfWriter(), io.BytesIO(), io.BytesIO()
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(word)
    pdf.add_blank_page(200, 200)
    pages = io.BytesIO()
    pdf.write(pages)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("sources.csv", "file,outlet\na.txt,The Echo\n")
    pd.DataFrame({"text": [TEXT, TEXT[::-1]], "outlet": ["Echo", None]}).to_parquet(columns)
    rich = "\\par ".join("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in TEXT.splitlines())
    table = pd.DataFrame({"text": [TEXT, "“Short.”"], "date": ["2013-05-03", "4 May 2013"]})
    return {
        "a.txt": TEXT.encode(), "b.md": ("---\ntitle: Bridge\ndate: 2013-05-03\n---\n# Bridge\n" + TEXT).encode(),
        "c.html": PAGE.encode(), "d.docx": word.getvalue(), "e.pdf": pages.getvalue(), "f.zip": packed.getvalue(),
        "g.csv": table.to_csv(index=False).encode(), "h.jsonl": table.to_json(orient="records", lines=True).encode(),
        "i.parquet": columns.getvalue(), "sources.csv": b"file,outlet,published,role\na.txt,The Echo,2013-05-03,transcript\n",
        "events.csv": b"event,date,words,source\nthe flood,2001-04-01,great flood,archive\n", "j.txt": TEXT.encode("utf-16"),
        "k.txt": TEXT.encode("cp1252"), "l.txt": json.dumps(TEXT).encode(),
        "m.rtf": f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0\\fcharset0 Arial;}}}}\\f0 {rich}\\par}}".encode(),
        "n.eml": MAIL + TEXT.encode(), "o.mhtml": ARCHIVE + PAGE.encode() + b"\n--x--\n",
        **_archives(), **_press(),
        "p.txt": "".join(f"{n} of 2 DOCUMENTS\n\n{TEXT}\nLENGTH: 40 words\n\nLOAD-DATE: May 4, 2013\n\n" for n in (1, 2)).encode(),
    }  # fmt: skip


def _archives() -> dict[str, bytes]:
    """Web archives, workbooks, captions and lists."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    made = {}
    for name, gzip in (("q.warc", False), ("r.warc.gz", True)):
        target = io.BytesIO()
        writer = WARCWriter(target, gzip=gzip)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        for n in (1, 2):
            address, moment = f"https://echo.example/2013/05/{n}", {"WARC-Date": "2013-05-04T10:11:12Z"}
            writer.write_record(
                writer.create_warc_record(
                    address,
                    "response",
                    payload=io.BytesIO(PAGE.encode()),
                    http_headers=headers,
                    warc_headers_dict=moment,
                )
            )
        made[name] = target.getvalue()
    crawl, book = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(crawl, "w") as archive:
        archive.writestr("archive/data.warc.gz", made["r.warc.gz"])
        archive.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
    pd.DataFrame({"text": [TEXT, "“Short.”"], "date": ["2013-05-03", "4 May 2013"]}).to_excel(book, index=False)
    cues = [f"00:00:0{n},000 --> 00:00:0{n + 1},500\n{line}\n" for n, line in enumerate(TEXT.splitlines()[:6])]
    return {
        **made, "s.wacz": crawl.getvalue(), "t.xlsx": book.getvalue(),
        "u.srt": "\n".join(f"{n}\n{cue}" for n, cue in enumerate(cues, 1)).encode(),
        "v.vtt": ("WEBVTT\n\n" + "\n".join(cues).replace(",", ".")).encode(),
        "w.ris": f"TY  - NEWS\nTI  - Bridge opens\nT2  - The Echo\nPY  - 2013/05/03\nN2  - {' '.join(TEXT.split())}\nUR  - https://echo.example/1\nER  - \n".encode(),
    }  # fmt: skip


def _press() -> dict[str, bytes]:
    """One export of each press database in each form, from the invented ones of the loader's tests."""
    from tests.load import press_exports

    made: dict[str, bytes] = {}
    for name, file, data, _ in press_exports.every():
        vendor, form = name.split(" ", 1)[0], Path(file).suffix
        made.setdefault(f"x-{vendor}{form}", data)
    return made


def damage(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes with a few things done to them that happen to files, and some that are done to them on purpose."""
    made = bytearray(data)
    for _ in range(chance.randrange(6)):
        at, length = chance.randrange(len(made) + 1), chance.randrange(1, 60)
        kind = chance.randrange(7)
        if kind == 0 and made:
            made[at % len(made)] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + length]
        elif kind == 2:
            made[at:at] = made[at : at + length] * chance.randrange(1, 40)
        elif kind == 3:
            made[at:at] = other[chance.randrange(len(other)) :][:length]
        elif kind == 4:
            made[at:at] = chance.choice(
                [b"\0", b"\xff", "\u202e".encode(), b"\r", "\u2028".encode(), b"<![CDATA[", b"%%EOF", b"]]>"]
            )
        elif kind == 5:
            made = made[:at]
        else:
            made[at:at] = bytes(chance.randrange(256) for _ in range(length))
    return bytes(made)


def one_round(number: int, seed: int, sound: dict[str, bytes]) -> float:
    """Damage a corpus, load it, check the laws; returns the seconds it took."""
    chance = random.Random(f"{seed}/{number}")
    names = sorted(sound)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(chance.randrange(1, 7)):
            here, there = chance.choice(names), chance.choice(names)
            target = folder / (here if chance.random() < 0.8 else chance.choice(names))
            target.write_bytes(damage(sound[here], sound[there], chance))
        began = time.perf_counter()
        try:
            corpus = load.load_articles(folder, limits=LIMITS)
        except load.CorpusError as error:
            problems, articles = error.problems, set()
        else:
            problems, articles = corpus.problems, set(corpus.articles["path"])
            check(corpus)
        seconds = time.perf_counter() - began
        told = {path.split("/")[0] for path in articles | set(problems["path"])}
        reserved = {"sources.csv", "events.csv"}
        silent = {path.name for path in folder.iterdir()} - told - reserved
        assert not silent, f"neither article nor problem: {silent}"
    return seconds


def check(corpus: load.Corpus) -> None:
    """Ids are unique; segments hold all characters once; facts lie inside the text."""
    assert corpus.articles["article_id"].is_unique
    assert corpus.facts["fact_id"].is_unique
    texts = corpus.articles.set_index("article_id")["text"]
    pieces = dict(list(corpus.segments.groupby("article_id")))
    for key, text in texts.items():
        at = 0
        for segment in pieces[key].itertuples() if key in pieces else ():
            assert not text[at : segment.start].strip()
            assert at <= segment.start < segment.end <= len(text)
            at = segment.end
        assert not text[at:].strip()
    for fact in corpus.facts.dropna(subset=["start"]).itertuples():
        assert 0 <= fact.start < fact.end <= len(texts[fact.article_id]), fact


def main() -> int:
    """Run rounds until the time is over or something breaks."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--round", type=int, help="run only this round")
    options.add_argument("--slow", type=float, default=20, help="seconds that a small corpus may take")
    chosen = options.parse_args()
    sound = sound_files()
    ends, number, slowest = time.monotonic() + 60 * chosen.minutes, chosen.round or 0, 0.0
    while time.monotonic() < ends:
        try:
            seconds = one_round(number, chosen.seed, sound)
            assert seconds <= chosen.slow, f"took {seconds:.1f} s"
        except Exception:  # noqa: BLE001  (anything at all is what it looks for)
            traceback.print_exc()
            print(f"failed: --seed {chosen.seed} --round {number}", file=sys.stderr)
            return 1
        slowest, number = max(slowest, seconds), number + 1
        if chosen.round is not None:
            break
    print(f"{number - (chosen.round or 0)} corpora, nothing raised, nothing lost; slowest {slowest:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
