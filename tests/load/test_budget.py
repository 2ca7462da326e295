"""The budget of a file: what swells is ended from outside, gets one line, and the files beside it load."""

from __future__ import annotations

import io
import os
import zipfile
import zlib

import pytest

from kit import load
from kit.load import budget
from kit.load.limits import MB, Limits
from kit.load.manifest import read_csv
from kit.load.problems import FileError

# Invented people and places.
GOOD = "Bridge opens in Ardenvale\n\nThe mayor of Ardenvale, Ilka Torsen, opened the bridge on Friday.\n"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n" % (more, len(data)) + data + b"\nendstream"


def pdf(*objects: bytes) -> bytes:
    """A PDF of one page: its content is the first of these objects, what it draws the others."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE, *objects]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return made + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(made))


def fanning() -> bytes:
    """Each form draws the next one eight times: eight to the twelfth in all."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    forms = [stream(b"/X Do " * 8, form + b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + n)) for n in range(12)]
    return pdf(stream(b"/X Do "), *forms, stream(b"BT (a) Tj ET", form))


def inflating() -> bytes:
    """A stream packed twice: a kilobyte that unpacks to 200 megabytes."""
    packed = zlib.compress(zlib.compress(b"(a) Tj " * 30_000_000, 9), 9)
    return pdf(stream(packed, b"/Filter[/FlateDecode/FlateDecode]"), stream(b""))


def swelling_docx() -> bytes:
    import docx

    plain, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", b"<w:p/>" * 3_500_000 + b"<w:sectPr", 1)
            new.writestr(info.filename, data)
    return made.getvalue()


HOSTILE = {
    "fan.pdf": fanning, "swell.docx": swelling_docx,
    "attributes.html": lambda: b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(800_000)) + b">a</p></html>",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_child_left():
    yield
    budget.stop()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_takes_too_long_is_one_line_and_the_others_load(name, tmp_path):
    """A file whose reading does not end is given up after its seconds; its line names the setting, the rest loads."""
    (tmp_path / name).write_bytes(HOSTILE[name]())
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    corpus = load.load_articles(tmp_path, limits=Limits(file_seconds=2))
    assert corpus.articles["path"].tolist() == ["good.txt"]
    (problem,) = corpus.problems[corpus.problems["path"] == name].itertuples()
    assert "2 seconds" in problem.problem
    assert "KIT_LIMIT_FILE_SECONDS" in problem.remedy


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="the system has no limit of memory")
def test_a_file_that_fills_the_memory_is_one_line(tmp_path):
    """A file whose reading takes too many bytes is given up, and its line names the setting."""
    (tmp_path / "inflate.pdf").write_bytes(inflating())
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    corpus = load.load_articles(tmp_path, limits=Limits(memory_bytes=120 * MB))
    assert corpus.articles["path"].tolist() == ["good.txt"]
    (problem,) = corpus.problems.itertuples()
    assert "120 MB of memory" in problem.problem
    assert "KIT_LIMIT_MEMORY_BYTES" in problem.remedy


def test_what_the_child_reads_is_what_the_parent_would_read():
    """The budget changes nothing about what is read, and an error of the reader arrives as it was raised."""
    from kit.load.formats.readers import read_form

    page = f"<html><body><article><h1>Bridge</h1>{'<p>The mayor opened the bridge on Friday.</p>' * 9}</article></body></html>"
    limits = Limits()
    assert budget.within(limits, read_form, page.encode(), ".html", limits) == read_form(page.encode(), ".html", limits)
    with pytest.raises(FileError, match="no rich-text file"):
        budget.within(limits, read_form, b"plain", ".rtf", limits)


def test_after_a_child_was_ended_the_next_file_is_read():
    """One file that used up its seconds does not take the next one with it."""
    from kit.load.formats.readers import read_form

    hasty = Limits(file_seconds=1)
    with pytest.raises(FileError, match="1 seconds"):
        budget.within(hasty, read_form, fanning(), ".pdf", hasty)
    assert budget.within(Limits(), read_form, b"It is open.", ".txt", Limits())[0].text == "It is open."


def test_ordinary_files_need_no_child(tmp_path):
    """Reading pages, mails, Word and rich-text files of ordinary size starts no process."""
    (tmp_path / "a.html").write_text(
        f"<html><body><h1>Bridge</h1>{'<p>The mayor opened the bridge on Friday.</p>' * 99}</body></html>",
        encoding="utf-8",
    )
    (tmp_path / "b.eml").write_bytes(b"Subject: Bridge\nContent-Type: text/plain\n\n" + GOOD.encode())
    (tmp_path / "c.rtf").write_bytes(b"{\\rtf1 " + GOOD.encode() + b"}")
    assert len(load.load_articles(tmp_path).articles) == 3
    assert os.getpid() not in budget._CHILDREN


def nested(levels: int) -> bytes:
    """A mail whose parts hold one another."""
    parts = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return f"Subject: Bridge\n{''.join(parts)}Content-Type: text/plain\n\n{GOOD}".encode()


MAILS = {
    "nested.eml": nested(3_000), "nested.mht": nested(3_000),
    "attached.eml": b"Content-Type: message/rfc822\n\n" * 4_000 + GOOD.encode(),
    "brackets.mht": b"From: " + b"(" * 9_000 + b"\nContent-Type: text/html; " + b"(" * 9_000 + b"\n\n<p>",
}  # fmt: skip


@pytest.mark.parametrize("name", MAILS)
def test_mails_nested_deep_are_one_line(name, tmp_path):
    """A mail of thousands of parts, attached messages or brackets does not end the reading of the others."""
    (tmp_path / name).write_bytes(MAILS[name])
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["path"].tolist() == ["good.txt"]
    assert corpus.problems["path"].tolist() == [name]


def test_brackets_and_encoded_words_in_a_header_are_read_or_left_out(tmp_path):
    """A header of thousands of brackets or encoded words costs its own value, not the mail."""
    words = b" ".join([b"=?utf-8?q?a?="] * 5_000)
    mail = b"Subject: " + words + b"\nFrom: " + b"(" * 9_000 + b"\nContent-Type: text/plain\n\n" + GOOD.encode()
    (tmp_path / "a.eml").write_bytes(mail)
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["text"].tolist() == [GOOD]


def test_many_complaints_of_one_kind_are_counted_not_listed(tmp_path):
    """A table with thousands of bad rows gives some lines and the number of the others."""
    (tmp_path / "a.csv").write_text("text,title\n" + f'"{GOOD}",A\n' + ",B\n" * 5_000, encoding="utf-8")
    problems = load.load_articles(tmp_path).problems
    assert len(problems) < 100
    assert problems["problem"].str.contains("4,950 more of this kind").any()


def test_a_table_with_too_many_columns_or_rows_says_so(tmp_path):
    """A list of thousands of columns, and a table of more rows than are read, are one line that names the setting."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(",".join(["file", *map(str, range(5_000))]) + "\na.txt\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "It is open."}\n' * 30, encoding="utf-8")
    (tmp_path / "c.csv").write_text("text\n" + "It is open.\n" * 30, encoding="utf-8")
    corpus = load.load_articles(tmp_path, limits=Limits(table_rows=20))
    limits = corpus.problems[corpus.problems["rule"] == "problem.limit"]
    remedies = dict(zip(limits["path"], limits["remedy"], strict=True))
    assert "KIT_LIMIT_TABLE_COLUMNS" in remedies["sources.csv"]
    assert "KIT_LIMIT_TABLE_ROWS" in remedies["b.jsonl"]
    assert (corpus.articles["path"] == "b.jsonl").sum() == 20
    assert "KIT_LIMIT_TABLE_ROWS" in remedies["c.csv"]
    assert (corpus.articles["path"] == "c.csv").sum() == 20


def test_no_more_rows_are_held_than_are_read():
    """Of a list of millions of rows the limit and one more are kept, whatever the file holds."""
    columns, rows = read_csv(b"text\n" + b"It is open.\n" * 90, Limits(table_rows=20))
    assert columns == ["text"]
    assert len(rows) == 21
