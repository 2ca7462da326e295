"""What a hostile file of each form costs: `python -m tests.benchmarks.ceilings [NAME ...]`.

Each file is made to keep its parser busy or to fill the memory, and lies beside one good article. A process of its own
loads both with the kit's own limits; printed are its seconds of processor time, its largest memory (with that of the
child that reads what may swell) and the file's line in `problems`. Exit code 1 if one takes more than `SECONDS` or
`BYTES`, if the good article is lost, or if the file ends as neither article nor problem.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.load.test_budget import fanning, inflating, nested, swelling_docx

if TYPE_CHECKING:
    from collections.abc import Callable

SELF = (sys.executable, "-m", "tests.benchmarks.ceilings")
SECONDS, BYTES = 120, 1_500_000_000
# Invented people and places.
GOOD = "Bridge opens in Ardenvale\n\nThe mayor of Ardenvale, Ilka Torsen, opened the bridge on Friday.\n"
MB = 1_000_000


def parquet() -> bytes:
    """Some millions of rows of one letter each."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    made = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array(["a"] * 4_000_000)}), made)
    return made.getvalue()


def one_cell() -> bytes:
    """A column whose one value unpacks to 600 megabytes."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    made = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array(["a" * 600 * MB], pa.large_string())}), made, compression="zstd")
    return made.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def workbook(cells: bytes) -> bytes:
    """A workbook whose one sheet holds these rows."""
    import pandas as pd

    plain, made = io.BytesIO(), io.BytesIO()
    pd.DataFrame({"text": ["a"]}).to_excel(plain, index=False)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                head, tail = data.split(b"</sheetData>")
                data = head + cells + b"</sheetData>" + tail
            new.writestr(info.filename, data)
    return made.getvalue()


def record(body: bytes, number: int = 1) -> bytes:
    """A response of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://echo.example/%d\r\nWARC-Date: 2031-05-04T10:11:12Z\r\n"
        b"WARC-Record-ID: <urn:uuid:%d>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % (number, number, len(http)) + http + b"\r\n\r\n"


def crawl(size: int) -> bytes:
    """A packed crawl whose one page unpacks to so many bytes."""
    return gzip.compress(record(b"<p>" + b"a" * size), 9)


def mail(head: bytes, body: bytes = GOOD.encode()) -> bytes:
    return head + b"Content-Type: text/plain\n\n" + body


FILES: dict[str, Callable[[], bytes]] = {
    "fan.pdf": fanning,
    "inflate.pdf": inflating,
    "noise.pdf": lambda: b"%PDF-1.4\n" + b"1 0 obj <</A [" * 400_000,
    "attributes.html": lambda: b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">a</p></html>",
    "nested.html": lambda: b"<html><body>" + b"<div><b>" * 400_000 + GOOD.encode(),
    "table.html": lambda: b"<html><body><table>" + b"<tr><td>a" * 2_000_000,
    "entities.html": lambda: b"<html><body><p>" + b"&amp;&#38;&lt" * 2_000_000,
    "swell.docx": swelling_docx,
    "entity.docx": lambda: packed({"word/document.xml": b"<!DOCTYPE a [" + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"a" * 99) for n in range(12)) + b"]><a>&e11;</a>"}),
    "fonts.rtf": lambda: b"{\\rtf1{\\fonttbl" + b"{\\f0\\fcharset0 Arial;}" * 1_200_000 + b"}" + GOOD.encode() + b"}",
    "groups.rtf": lambda: b"{\\rtf1 " + b"{" * 4_000_000 + b"a}",
    "fields.rtf": lambda: b"{\\rtf1 " + b"{\\*\\fldinst {" * 1_500_000 + b"}",
    "words.eml": lambda: mail(b"Subject: " + b" ".join([b"=?utf-8?q?a?="] * 1_200_000) + b"\n"),
    "nested.eml": lambda: nested(300_000),
    "attached.eml": lambda: b"Content-Type: message/rfc822\n\n" * 600_000 + GOOD.encode(),
    "brackets.eml": lambda: mail(b"From: " + b"(" * 16 * MB + b"\nDate: " + b"(" * 9 * MB + b"\n"),
    "addresses.eml": lambda: mail(b"From: " + b"<a@b.example>," * 1_500_000 + b"\n"),
    "parts.mht": lambda: b'Content-Type: multipart/related; boundary="x"\n\n' + b"--x\nContent-Type: text/html\n\n<p>a\n" * 700_000,
    "brackets.mht": lambda: b"Content-Type: text/html; " + b"(" * 16 * MB + b"\n\n<p>a",
    "rows.parquet": parquet,
    "cell.parquet": one_cell,
    "rows.csv": lambda: b"text\n" + b"a\n" * 60_000_000,
    "wide.csv": lambda: b",".join(b"c%d" % n for n in range(3_000_000)) + b",text\na\n",
    "quotes.csv": lambda: b"text\n" + b'"' * 60_000_001,
    "sources.csv": lambda: b"file," + b",".join(b"c%d" % n for n in range(300_000)) + b"\n" + b"good.txt\n" * 300_000,
    "events.csv": lambda: b"event,date,words,source\n" + b"flood,2001-04-01,great flood,archive\n" * 700_000,
    "rows.jsonl": lambda: b'{"text": "a"}\n' * 4_000_000,
    "deep.jsonl": lambda: b'{"text": ' + b"[" * 30_000_000,
    "deep.json": lambda: b"[" * 30_000_000,
    "keys.json": lambda: b"[{" + b",".join(b'"k%d":1' % n for n in range(4_000_000)) + b"}]",
    "rows.xlsx": lambda: workbook(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 1_040_000))),
    "swell.xlsx": lambda: workbook(b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"a" * 400 * MB + b"</t></is></c></row>"),
    "records.ris": lambda: b"TY  - NEWS\nN2  - a\nER  - \n" * 2_000_000,
    "cues.srt": lambda: b"".join(b"%d\n00:00:01,000 --> 00:00:02,000\na\n\n" % n for n in range(700_000)),
    "cues.vtt": lambda: b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n<v a><b>a\n\n" * 800_000,
    "records.warc": lambda: b"".join(record(b"<p>a", n) for n in range(90_000)),
    "swell.warc.gz": lambda: crawl(1_000 * MB),
    "swell.wacz": lambda: packed({"archive/data.warc.gz": crawl(1_000 * MB), "datapackage.json": b'{"profile": "data-package", "wacz_version": "1.1.1"}'}),
    "swell.zip": lambda: packed({f"{n}.txt": b"a " * 15_000_000 for n in range(40)}),
    "deep.zip": lambda: packed({"a.zip": packed({"a.zip": packed({"a.zip": packed({"a.txt": b"a" * 400 * MB})})})}),
    "members.zip": lambda: packed({f"{n}.txt": b"a" for n in range(60_000)}),
    "long.txt": lambda: b"a " * 15_900_000,
    "longest.txt": (GOOD * 6_000)[:499_000].encode,
    "marks.md": lambda: b"---\n" + b"a: [" * 7_000_000 + b"\n---\n" + GOOD.encode(),
}  # fmt: skip


def load_one(folder: str, name: str) -> None:
    """In a process of its own: load the folder and print what it took."""
    from kit import load
    from kit.load import budget

    began = time.perf_counter()
    corpus = load.load_articles(folder)
    seconds = time.perf_counter() - began
    budget.stop()
    own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    problems = corpus.problems[corpus.problems["path"].str.split("/").str[0] == name]
    print(
        json.dumps(
            {
                "wall": seconds,
                "cpu": own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime,
                "bytes": (own.ru_maxrss + child.ru_maxrss) * 1024,
                "good": "good.txt" in set(corpus.articles["path"]),
                "articles": int((corpus.articles["path"].str.split("/").str[0] == name).sum()),
                "said": [f"{row.level}: {row.problem}" for row in problems.itertuples()],
            }
        )
    )


def measured(name: str) -> tuple[str, bool]:
    """One row of the table, and whether all is well."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        # In a process of its own: what a process has used counts for those that it starts.
        subprocess.run([*SELF, "--make", place, name], check=True)
        size = (folder / name).stat().st_size
        (folder / "good.txt").write_text(GOOD, encoding="utf-8")
        done = subprocess.run([*SELF, "--load", place, name], capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        last = (done.stderr.strip().splitlines() or [f"ended by signal {-done.returncode}"])[-1]
        return f"| {name} | {size / MB:.1f} | – | – | – | LOST: {last[:120]} |", False
    said = told["said"][0] if told["said"] else ""
    heard = bool(told["articles"] or told["said"] or name in {"sources.csv", "events.csv"})
    well = heard and told["good"] and told["cpu"] <= SECONDS and told["bytes"] <= BYTES
    mark = "" if well else "**over** "
    return (
        f"| {name} | {size / MB:.1f} | {told['cpu']:.1f} | {told['bytes'] / MB:,.0f} | {told['articles']} | {mark}{said[:110]} |"
    ), bool(well)


def main() -> int:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("names", nargs="*", help=f"only these files ({', '.join(FILES)})")
    for step in ("--make", "--load"):
        arguments.add_argument(step, nargs=2, metavar=("DIR", "NAME"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.make:
        Path(*given.make).write_bytes(FILES[given.make[1]]())
        return 0
    if given.load:
        load_one(*given.load)
        return 0
    print("| file | MB | CPU s | memory MB | articles | its line |\n|---|---|---|---|---|---|", flush=True)
    bad = 0
    for name in given.names or FILES:
        row, well = measured(name)
        bad += not well
        print(row, flush=True)
    print(f"{len(given.names or FILES)} files, {bad} over {SECONDS} s or {BYTES / MB:,.0f} MB, or lost")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
