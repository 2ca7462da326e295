"""Lists of articles, crawls, captions and file names: what stands beside the texts is known of them, with its source."""

from __future__ import annotations

import io
import json
import zipfile

import pandas as pd
import pytest

from kit import load

# Invented people and places.
TEXT = "The mayor of Ardenvale, Ilka Torsen, opened the bridge over the Merrow on Friday after ten years of work.\n"
TITLE = "Bridge opens in Ardenvale"
URL = "https://www.merrowpost.example/2013/bridge"


def workbook(rows: list[list[object]]) -> bytes:
    import openpyxl

    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


RIS = f"TY  - NEWS\nTI  - {TITLE}\nAU  - Dunn, Rafe\nT2  - The Merrow Post\nDA  - 2013/05/03/\nUR  - {URL}\nER  - \n"
CSL = [{"id": "a", "type": "article-newspaper", "title": TITLE, "container-title": "The Merrow Post", "URL": URL,
        "issued": {"date-parts": [[2013, 5, 3]]}, "author": [{"family": "Dunn", "given": "Rafe"}]}]  # fmt: skip
LISTS = {
    "zotero.csv": f'"Key","Author","Title","Publication Title","Url","Date"\n"X","Dunn, Rafe","{TITLE}","The Merrow Post","{URL}","2013-05-03"\n'.encode(),
    "mediacloud.csv": f"id,publish_date,title,url,language,media_name\n1,2013-05-03,{TITLE},{URL},en,The Merrow Post\n".encode(),
    "list.xlsx": workbook([["url", "outlet", "published"], [URL, "The Merrow Post", pd.Timestamp("2013-05-03")]]),
    "export.ris": RIS.encode(), "export.json": json.dumps(CSL).encode(),
    "files.csv": b"file,outlet,date\na.txt,The Merrow Post,2013-05-03\n",
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_without_texts_tells_what_is_known_of_the_articles(name, tmp_path):
    """A row is found by the file's name, the address or the headline; its outlet and day are facts, and it is no article."""
    (tmp_path / name).write_bytes(LISTS[name])
    (tmp_path / "a.txt").write_text(f"{TITLE}\n{URL}\n\n{TEXT}", encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    (row,) = corpus.articles.itertuples()
    assert (row.outlet, row.published.date().isoformat()) == ("The Merrow Post", "2013-05-03")
    assert corpus.facts["rule"].str.startswith(f"fact.list({name} row 1").any()


def test_a_list_says_nothing_of_other_articles(tmp_path):
    """An article with another address, headline and name gets nothing from a list."""
    (tmp_path / "export.ris").write_text(RIS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"Ford closed for good\n\n{TEXT}", encoding="utf-8")
    assert load.load_articles(tmp_path).articles["outlet"].isna().all()


def test_a_workbook_with_texts_holds_articles(tmp_path):
    """A sheet with a text column is a table of articles, as a CSV is."""
    (tmp_path / "a.xlsx").write_bytes(
        workbook([["Title", "Text", "Source", "Date"], [TITLE, TEXT, "The Echo", pd.Timestamp("2013-05-03")]])
    )
    (row,) = load.load_articles(tmp_path).articles.itertuples()
    assert (row.title, row.text, row.outlet, row.published) == (TITLE, TEXT, "The Echo", pd.Timestamp("2013-05-03"))


def page(title: str) -> bytes:
    lines = "".join(f"<p>{TEXT} {n}</p>" for n in ("It is long.", "It is wide.", "It is open to all who come on foot."))
    return f"<html><head><title>{title} | The Merrow Post</title></head><body><article><h1>{title}</h1>{lines}</article></body></html>".encode()


def crawl(*, packed: bool = True) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    data = io.BytesIO()
    writer = WARCWriter(data, gzip=packed)
    answers = [(URL, "text/html; charset=utf-8", page(TITLE)), (f"{URL}/other", "text/html", page("Ford is closed for good")),
               (f"{URL}/logo.png", "image/png", b"\x89PNG")]  # fmt: skip
    for url, kind, body in answers:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2013-05-04T10:11:12Z"},
            )
        )
    return data.getvalue()


def test_the_pages_of_a_crawl_are_articles(tmp_path):
    """Each page of a .warc is an article with its own address, outlet and the moment of its capture; pictures are none."""
    (tmp_path / "a.warc.gz").write_bytes(crawl())
    corpus = load.load_articles(tmp_path)
    assert sorted(corpus.articles["title"]) == [TITLE, "Ford is closed for good"]
    assert corpus.articles["outlet"].tolist() == ["The Merrow Post"] * 2
    assert corpus.facts[corpus.facts["field"] == "captured"]["value"].tolist() == ["2013-05-04T10:11"] * 2


def test_a_wacz_gives_the_pages_that_it_names(tmp_path):
    """Of a .wacz only the addresses in its list of pages are articles."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc", crawl(packed=False))
        archive.writestr(
            "pages/pages.jsonl", json.dumps({"format": "json-pages-1.0"}) + "\n" + json.dumps({"url": URL})
        )
    assert load.load_articles(tmp_path).articles["title"].tolist() == [TITLE]


def test_a_broken_crawl_is_one_line(tmp_path):
    """Bytes that are no crawl are told in one line, and the file beside it loads."""
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\nbroken" * 50)
    (tmp_path / "b.wacz").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["path"].tolist() == ["c.txt"]
    assert sorted(corpus.problems["path"]) == ["a.warc", "b.wacz"]


VTT = (
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ilka Torsen>We cannot pay for three boats\n\n"
    "2\n00:00:04.000 --> 00:00:06.500\n<v Ilka Torsen>with the money of <b>one</b>.\n\n00:01:10.000 --> 00:01:12.000\n<v Rafe Dunn>We will see.\n"
)
SRT = "1\r\n00:00:01,000 --> 00:00:04,000\r\nWe cannot pay for three boats\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,500\r\nwith the money of one.\r\n\r\n3\r\n00:01:10,000 --> 00:01:12,000\r\nWe will see.\r\n"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [("a.vtt", VTT, "Ilka Torsen: We cannot pay for three boats with the money of one.\nRafe Dunn: We will see."),
     ("a.srt", SRT, "We cannot pay for three boats with the money of one.\nWe will see.")],
)  # fmt: skip
def test_captions_are_a_transcript_that_leads_to_its_seconds(name, data, text, tmp_path):
    """Cues that go on are one line, each stretch has its second, and the file is the reference of the others."""
    (tmp_path / name).write_bytes(data.encode())
    corpus = load.load_articles(tmp_path)
    (row,) = corpus.articles.itertuples()
    assert (row.text, row.role) == (text, "transcript")
    seconds = {row.text[f.start : f.end]: f.value for f in corpus.facts.itertuples() if f.field == "second"}
    assert seconds == {"We cannot pay for three boats": "1", "with the money of one.": "4", "We will see.": "70"}


def test_what_a_files_name_says_is_offered_and_not_taken(tmp_path):
    """Outlet and day in a file's name are facts with that source; the article's own columns stay as they are."""
    (tmp_path / "2013-05-03_Merrow-Post_bridge.txt").write_text(f"{TITLE}\n\n{TEXT}", encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles[["outlet", "published"]].isna().all(axis=None)
    offered = corpus.facts[corpus.facts["source"] == "file name"]
    assert dict(zip(offered["field"], offered["value"], strict=True)) == {
        "published": "2013-05-03",
        "outlet": "Merrow Post",
    }


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "merrow post",
        "https://a b.example/",
        "https://a.example\\@b.example/",
    ],
)
def test_an_address_in_sources_csv_is_checked(url, tmp_path):
    """What is no address of a page is told and not taken; one that is, is."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(f"file,url\na.txt,{url}\n", encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["url"].isna().all()
    assert corpus.problems["problem"].str.contains("for an address").any()
    (tmp_path / "sources.csv").write_text(f"file,url\na.txt,{URL}\n", encoding="utf-8")
    assert load.load_articles(tmp_path).articles["url"].tolist() == [URL]


def test_letters_that_were_misread_are_told_with_an_example(tmp_path):
    """Text saved after it was read in a wrong encoding is kept, and told with what the letters stood for."""
    (tmp_path / "a.txt").write_text(
        TEXT + "â€œIt is open,â€\x9d she said, and thatâ€™s all. Itâ€™s long.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        TEXT + "“C’est ouvert”, a dit Łukasz Ørsted à São Paulo – enfin.\n", encoding="utf-8"
    )
    problems = load.load_articles(tmp_path).problems
    (line,) = problems[problems["rule"] == "problem.mojibake"].itertuples()
    assert line.path == "a.txt"
    assert "“â€™” for “’”" in line.problem
