"""Forms and encodings: the same article in every form that teachers have it in."""

from __future__ import annotations

import io
import json
import zipfile

import pandas as pd
import pytest

from kit import load
from kit.load.formats.decode import decode

# Invented people, places and outlets.
LINES = [
    "Bridge opens in Ardenvale",
    "The mayor of Ardenvale, Ilka Torsen, opened the new bridge over the Merrow on Friday.",
    "“It took us ten years,” she told the crowd that had come from both banks of the river.",
    "The bridge cost forty million crowns, which is twice what the town had planned at first.",
]
TEXT = "\n".join(LINES) + "\n"
HEAD = (
    '<title>Bridge opens in Ardenvale | The Ardenvale Echo</title><meta property="og:site_name" content="The Ardenvale Echo">'
    '<meta property="article:published_time" content="2013-05-03T10:14:00+01:00"><meta name="author" content="Ilka Torsen">'
    '<link rel="canonical" href="https://echo.example/2013/05/bridge">'
)


def page(head: str = HEAD, *, charset: str = "utf-8", above: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES[1:])
    return (
        f'<!doctype html><html><head><meta charset="{charset}">{head}</head><body><nav><a href="/">Home</a></nav><article>'
        f"<h1>{LINES[0]}</h1>{above}{paragraphs}</article><footer>© 2021 The Ardenvale Echo</footer></body></html>"
    )


def word() -> bytes:
    import docx

    document, data = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.add_table(1, 2).rows[0].cells[0].text = "Length: 300 metres"
    document.save(data)
    return data.getvalue()


def packed(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def read_one(folder, name: str, data: bytes) -> pd.Series:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return load.load_articles(folder).articles.iloc[0]


@pytest.mark.parametrize(
    ("name", "data", "path"),
    [
        ("a.txt", TEXT.encode(), "a.txt"),
        ("deep/er/A Text.TXT", TEXT.encode(), "deep/er/A Text.TXT"),
        ("a.md", TEXT.encode(), "a.md"),
        ("a.zip", packed(**{"b/a.txt": TEXT.encode()}), "a.zip/b/a.txt"),
        ("a.zip", packed(**{"b.zip": packed(**{"a.md": TEXT.encode()})}), "a.zip/b.zip/a.md"),
        ("a.csv", pd.DataFrame({"Text": [TEXT]}).to_csv(index=False).encode(), "a.csv"),
        ("a.csv", f'title;body\nx;"{TEXT}"\n'.encode(), "a.csv"),
        ("a.jsonl", json.dumps({"content": TEXT}).encode(), "a.jsonl"),
    ],
)
def test_plain_forms_keep_the_text_as_it_is(name, data, path, tmp_path):
    """Text, Markdown, zips, CSV and JSON lines: the characters are those of the file, newlines and all."""
    row = read_one(tmp_path, name, data)
    assert (row["text"], row["path"]) == (TEXT, path)


def test_parquet_keeps_the_text_and_its_columns_are_facts(tmp_path):
    """Columns that collections of news use are taken for what they are."""
    frame = pd.DataFrame(
        {
            "maintext": [TEXT],
            "source_domain": ["echo.example"],
            "date_publish": [pd.Timestamp("2013-05-03 10:14")],
            "authors": [["Ilka Torsen", "Tom Orr"]],
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    row = load.load_articles(tmp_path).articles.iloc[0]
    assert row[["text", "outlet", "byline"]].tolist() == [TEXT, "echo.example", "Ilka Torsen, Tom Orr"]
    assert row["published"] == pd.Timestamp("2013-05-03 10:14")


def test_a_page_gives_its_running_text_and_metadata(tmp_path):
    """Menu and footer are left out; title, author, site, address and day come from the markup, not from the footer's year."""
    row = read_one(tmp_path, "a.html", page().encode())
    assert row["text"].splitlines() == LINES
    assert row[["title", "byline", "outlet", "url"]].tolist() == [
        LINES[0], "Ilka Torsen", "The Ardenvale Echo", "https://echo.example/2013/05/bridge",
    ]  # fmt: skip
    assert row["published"].date().isoformat() == "2013-05-03"
    assert row["published_from"] == "html"
    assert row["extractor"].startswith("trafilatura ")


def test_a_page_without_metadata_is_dated_by_its_stamp_or_not_at_all(tmp_path):
    """A visible "Published" counts; a footer's year does not."""
    stamped = read_one(tmp_path / "x", "a.html", page("", above="<div>Published: May 3, 2013 10:14 AM</div>").encode())
    assert stamped["published"].date().isoformat() == "2013-05-03"
    assert pd.isna(read_one(tmp_path / "y", "a.html", page("").encode())["published"])


@pytest.mark.parametrize(
    "markup, published",
    [('<meta property="article:published_time" content="2013-05-03T18:45:00+01:00">', "2013-05-03T18:45"),
     ('<meta content="2013-05-03T18:45:00Z" property="article:published_time">', "2013-05-03T18:45"),
     ('<script type="application/ld+json">{"dateModified": "2013-05-04T09:00:00Z", "datePublished": "2013-05-03T07:05:10Z"}</script>', "2013-05-03T07:05"),
     ('<meta property="article:published_time" content="2013-05-03T00:00:00Z">', "2013-05-03T00:00"),
     ('<meta property="article:published_time" content="2013-05-03">', "2013-05-03T00:00")],
)  # fmt: skip
def test_a_page_keeps_the_hour_that_its_markup_prints(markup, published, tmp_path):
    """The hour of publication stays with the day, as printed; midnight says that no hour is known."""
    row = read_one(tmp_path, "a.html", page(markup).encode())
    assert row["published"] == pd.Timestamp(published)


ROW = {
    "Headline": "Bridge opens",
    "Media Outlet": "The Echo",
    "Publication Date": "2013-05-03 10:14",
    "Article Text": TEXT,
}
ITEM = {
    "title": "Bridge opens",
    "source": {"id": None, "name": "The Echo"},
    "publishedAt": "2013-05-03T10:14:00Z",
    "content": TEXT,
}


@pytest.mark.parametrize(
    "name, data",
    [("a.csv", pd.DataFrame([ROW]).to_csv().encode()),
     ("a.tsv", pd.DataFrame([ROW]).to_csv(index=False, sep="\t").encode("utf-16")),
     ("a.ndjson", json.dumps(ITEM).encode()),
     ("a.json", json.dumps([ITEM]).encode()),
     ("b.json", json.dumps({"status": "ok", "articles": [ITEM]}).encode()),
     ("c.json", json.dumps(ITEM).encode()),
     ("d.json", json.dumps({"@type": "NewsArticle", "headline": {"main": "Bridge opens"}, "datePublished": "2013-05-03T10:14:00Z",
                            "author": [{"name": "Ilka Torsen"}], "publisher": {"name": "The Echo"}, "articleBody": TEXT}).encode()),
     ("e.json", json.dumps({"response": {"results": [{"webTitle": "Bridge opens", "webPublicationDate": "2013-05-03T10:14:00Z",
                            "fields": {"bodyText": TEXT, "publication": "The Echo"}}]}}).encode()),
     ("f.jsonl", json.dumps({"title": "Bridge opens", "content": TEXT, "published": 1367576040, "source": {"title": "The Echo"}}).encode()),
     ("g.jsonl", json.dumps({"title": "Bridge opens", "text": TEXT, "date": "2013-05-03 10:14", "source": "https://echo.example/a",
                             "source-hostname": "The Echo"}).encode()),
     ("h.csv", b"sep=;\n" + pd.DataFrame([ROW]).to_csv(index=False, sep=";").encode())],
)  # fmt: skip
def test_columns_of_other_names_and_shapes_are_known(name, data, tmp_path):
    """Spaces and capitals in names, objects for an outlet, lists in an object: what they state is read."""
    row = read_one(tmp_path, name, data)
    assert row[["text", "outlet", "title"]].tolist() == [TEXT, "The Echo", "Bridge opens"]
    assert row["published"] == pd.Timestamp("2013-05-03 10:14")


def test_json_without_articles_is_a_note(tmp_path):
    """Settings that lie beside articles are nobody's mistake."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "settings.json").write_text('{"colour": "blue"}', encoding="utf-8")
    problems = load.load_articles(tmp_path).problems
    assert problems[["path", "level"]].to_numpy().tolist() == [["settings.json", "note"]]


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path):
    """The folder of a saved page is passed over with a note, another folder of that ending is not."""
    for path in ("a.html", "a_files/frame.html", "b_files/c.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(page(), encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["path"].tolist() == ["a.html", "b_files/c.html"]
    assert "a_files" in corpus.problems.loc[corpus.problems["level"] == "note", "path"].tolist()


@pytest.mark.parametrize("columns, outlet", [({}, "NA"), ({"author": ["NA"]}, None)])
def test_an_outlet_may_be_called_as_r_writes_what_is_missing(columns, outlet, tmp_path):
    """In a CSV, NA in one column is a name; in several it is R's mark for what is missing."""
    data = pd.DataFrame({"text": [TEXT], "outlet": ["NA"], **columns}).to_csv(index=False).encode()
    row = read_one(tmp_path, "a.csv", data)
    assert (None if pd.isna(row["outlet"]) else row["outlet"]) == outlet


def test_an_old_page_is_read_in_the_encoding_it_declares(tmp_path):
    """Latin-1 is read as Windows-1252, as browsers do."""
    row = read_one(tmp_path, "a.htm", page(charset="iso-8859-1").encode("cp1252"))
    assert row["text"].splitlines() == LINES
    assert row["encoding"] == "cp1252"


def test_a_word_document_gives_a_line_for_each_paragraph_and_cell(tmp_path):
    """Tables are read where they stand."""
    row = read_one(tmp_path, "a.docx", word())
    assert row["text"].splitlines()[:5] == [*LINES, "Length: 300 metres"]


@pytest.mark.browser
def test_a_printed_page_gives_its_text(tmp_path, chromium):
    """Of a PDF printed by a browser each paragraph is one, over lines and pages; what is printed around it is not text."""
    view = chromium.new_page()
    view.set_content(page())
    view.pdf(
        path=tmp_path / "a.pdf", width="4in", height="2.4in", display_header_footer=True,
        header_template='<p style="font-size:6px">6/1/24, 10:02 AM <span class="title"></span></p>',
        footer_template='<p style="font-size:6px">https://echo.example/2013/05/03/bridge <span class="pageNumber"></span>/<span class="totalPages"></span></p>',
        margin={"top": "0.5in", "bottom": "0.5in"},
    )  # fmt: skip
    view.close()
    corpus = load.load_articles(tmp_path)
    row = corpus.articles.iloc[0]
    body = [row["text"][s.start : s.end] for s in corpus.segments.itertuples() if s.role == "body"]
    assert [line for line in body if line in LINES] == LINES[1:]
    assert "6/1/24" not in row["text"]
    assert row[["title", "outlet", "published"]].tolist() == [
        LINES[0],
        "The Ardenvale Echo",
        pd.Timestamp("2013-05-03"),
    ]
    assert row["extractor"].startswith("pdfminer.six ")


@pytest.mark.parametrize("name", ["a.txt", "a.zip", "a.csv"])
def test_a_single_file_is_a_corpus(name, tmp_path):
    """A file, a zip with its own manifest, or a table can be given instead of a folder."""
    data = {
        "a.txt": TEXT.encode(),
        "a.zip": packed(**{"x.txt": TEXT.encode(), "sources.csv": b"file,outlet\nx.txt,The Echo\n"}),
        "a.csv": pd.DataFrame({"text": [TEXT], "publisher": ["The Echo"]}).to_csv(index=False).encode(),
    }[name]
    (tmp_path / name).write_bytes(data)
    corpus = load.load_articles(tmp_path / name)
    assert corpus.articles["text"].tolist() == [TEXT]
    assert corpus.articles["outlet"].fillna("-").tolist() == ["-" if name == "a.txt" else "The Echo"]
    assert corpus.problems.empty


def test_what_a_page_says_of_its_language_counts_only_where_the_text_cannot_tell(tmp_path):
    """Templates say "en" in every language; the fact stays."""
    french = "Le maire a ouvert le nouveau pont vendredi et a déclaré que les travaux avaient duré dix ans, malgré les crues."
    html = f"<html lang='en'><body><article><h1>Le pont est ouvert</h1><p>{french}</p><p>{french} Enfin.</p></article></body></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["language"].tolist() == ["fr"]
    assert corpus.facts.loc[corpus.facts["field"] == "language", "value"].tolist() == ["en"]


def test_dated_events_of_a_corpus_are_read(tmp_path):
    """`events.csv` comes with the corpus, its days in ISO 8601; a row without a day is told."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "events.csv").write_text(
        "event,date,words,source\nthe flood,1 April 2001,great flood,the archive\nx,,y,z\nx,someday,y,z\n"
    )
    corpus = load.load_articles(tmp_path)
    assert corpus.events.to_numpy().tolist() == [["the flood", "2001-04-01", "great flood", "the archive"]]
    assert corpus.problems["problem"].tolist() == [f"line {n} has no event or no day" for n in (3, 4)]


RUSSIAN = "Мэр города открыл новый мост через реку в пятницу и сказал, что строительство заняло десять лет. Жители пришли на открытие."
CZECH = "Starostka města otevřela v pátek nový most přes řeku a řekla, že stavba trvala deset let. Lidé přišli z obou břehů řeky."
ACCENTED = f"{TEXT} Wenna Talbrook, a baker, kept “the boulangère’s” shop – open."
CHINESE = "市长星期五为新桥剪彩，她说这座桥用了十年才建成。两岸的居民都来参加了开幕仪式，他们等了很久。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "utf-8"), (TEXT, "utf-8-sig"), (TEXT, "utf-16"), (TEXT, "utf-16-le"), (TEXT, "utf-16-be"), (TEXT, "utf-32"),
        (TEXT, "cp1252"), (ACCENTED, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (CZECH, "cp1250"), (CHINESE, "gb18030"), (CHINESE, "utf-8"),
    ],
)  # fmt: skip
def test_encodings_are_told_by_their_bytes(text, encoding):
    """With or without a mark, Unicode or an old page: the characters come out, and a mark does not."""
    assert decode(text.encode(encoding))[0] == text


def test_a_row_that_holds_markup_gives_its_paragraphs(tmp_path):
    """Collections keep the body as HTML: its tags are no text."""
    markup = "".join(f"<p>{line}</p>" for line in LINES[1:]).replace("Merrow", "<a href='/m'>Merrow</a>")
    row = read_one(tmp_path, "a.jsonl", json.dumps({"title": LINES[0], "body": markup}).encode())
    assert row["text"].splitlines() == LINES[1:]


def mail(kind: str, **headers: str) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    for name, value in {"Subject": LINES[0], "From": "The Ardenvale Echo <news@echo.example>", **headers}.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Fri, 3 May 2013 10:14:00 +0100"
    message.set_content("\n".join(LINES[1:]) if kind == "plain" else page(""), subtype=kind)
    return message.as_bytes()


def test_a_mail_gives_its_text_and_a_mailing_list_is_an_outlet(tmp_path):
    """The subject is the title; sender and day count only where the header says that many were sent it."""
    listed = read_one(tmp_path / "a", "a.eml", mail("plain", List_Unsubscribe="<https://echo.example/u>"))
    assert listed["text"].splitlines() == LINES[1:]
    assert listed[["title", "outlet", "published"]].tolist() == [
        LINES[0],
        "The Ardenvale Echo",
        pd.Timestamp("2013-05-03 10:14"),
    ]
    passed_on = read_one(tmp_path / "b", "b.eml", mail("html", Subject=f"Fwd: {LINES[0]}"))
    assert passed_on["text"].splitlines() == LINES
    assert passed_on[["title", "outlet", "published"]].isna().tolist() == [False, True, True]


def test_attachments_of_a_mail_are_named(tmp_path):
    """What is not read is told."""
    from email import message_from_bytes, policy

    message = message_from_bytes(mail("plain"), policy=policy.default)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    problems = load.load_articles(tmp_path).problems
    assert problems[["level", "problem"]].to_numpy().tolist() == [
        ["note", "has attachments that are not read: plan.pdf"]
    ]


def test_a_web_archive_gives_its_page_and_address(tmp_path):
    """A page saved with its pictures in one file is the page, from where the file says."""
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    archive = MIMEMultipart("related")
    archive["Snapshot-Content-Location"] = "https://echo.example/2013/05/03/bridge"
    archive.attach(MIMEText(page(""), "html", "utf-8"))
    archive.attach(MIMEImage(b"", "png"))
    row = read_one(tmp_path, "a.mhtml", archive.as_bytes())
    assert row["text"].splitlines() == LINES
    assert row[["url", "published"]].tolist() == ["https://echo.example/2013/05/03/bridge", pd.Timestamp("2013-05-03")]


def test_rich_text_gives_its_characters_and_links_without_addresses(tmp_path):
    """Escaped characters, pairs of surrogates and fields are read; what a link shows is text, its address is not."""
    lines = "\\par ".join("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in LINES)
    link = '{\\field{\\*\\fldinst{HYPERLINK "https://echo.example/a"}}{\\fldrslt{\\ul the Merrow}}} \\u-10179?\\u-8640?'
    row = read_one(tmp_path, "a.rtf", f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {lines}\\par {link}}}".encode())
    assert row["text"].split("\n") == [*LINES, "the Merrow \U0001f640"]


@pytest.mark.parametrize(
    "article",
    ["{n} of 2 DOCUMENTS\n\nThe Echo\n\nMay {n}, 2013 Friday\n\n{title}\n\nLENGTH: 40 words\n\n{text}\nLOAD-DATE: May 5, 2013\n\n",
     "{title}\nThe Echo\nMay {n}, 2013 Friday\n\nSection: NEWS\nLength: 40 words\n\nBody\n\n{text}\nLoad-Date: May 5, 2013\n\nEnd of Document\n\n",
     "{title}\nBy Ilka Torsen\n40 words\n{n} May 2013\nThe Echo\nECHO\nEnglish\n(c) 2013 The Echo\n\n{text}\nDocument ECHO00002013050{n}e9530000{n}\n\n",
     "Document {n} of 2\n\n{title}\n\nFull text: {text}\nTitle: {title}\n\nPublication title: The Echo\n\nPublication date: May {n}, 2013\n\n"],
)  # fmt: skip
def test_an_export_of_a_press_database_holds_several_articles(article, tmp_path):
    """Each becomes one of its own, with its outlet, title and day, and no character is lost between them."""
    texts = ["\n\n".join(LINES[1:]) + "\n", "\n\n".join(line.replace("bridge", "tunnel") for line in LINES[1:]) + "\n"]
    titles = ["Bridge opens in Ardenvale", "Tunnel opens in Ardenvale"]
    whole = "".join(article.format(n=n, title=titles[n - 1], text=texts[n - 1]) for n in (1, 2))
    (tmp_path / "a.txt").write_text(whole, encoding="utf-8")
    corpus = load.load_articles(tmp_path)
    assert corpus.articles["title"].tolist() == titles
    assert corpus.articles["outlet"].tolist() == ["The Echo", "The Echo"]
    assert [day.day for day in corpus.articles["published"]] == [1, 2]
    assert "\n".join(corpus.articles["text"]).split() == whole.split()
    for row, text in zip(corpus.articles.itertuples(), texts, strict=True):
        mine = corpus.segments[corpus.segments["article_id"] == row.article_id]
        body = [row.text[s.start : s.end] for s in mine.itertuples() if s.role == "body"]
        assert body == text.strip().split("\n\n")
