"""The report as a file: complete, safe, stable, and every link leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.__main__ import main
from kit.load import guard
from kit.phrasing import plain
from kit.report import SECTIONS, SectionError, answers, render, scopes
from kit.report.figures import Shown, script_data
from kit.report.passages import Mark, pieces

CORPORA = Path(__file__).parents[1] / "corpora"


VOID = {"meta", "br", "input", "hr", "col", "wbr"}


class Page(HTMLParser):
    """A page's ids, links, elements, and its text without what is only for screen readers or leads elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._inside = ""
        self._unseen = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self._inside = tag if tag in ("script", "style") else ""
        beside = {"sr", "to"} & set((found.get("class") or "").split())
        if (self._unseen or beside) and tag not in VOID:
            self._unseen += 1
        if self._inside:
            getattr(self, f"{tag}s").append("")
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])

    def handle_endtag(self, tag):
        self._inside = ""
        self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data):
        if self._inside:
            getattr(self, f"{self._inside}s")[-1] += data
        elif not self._unseen:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


@pytest.fixture(scope="module", params=["seeds", "second", "hostile", "quoteless", "alone"])
def reading(request, tmp_path_factory):
    """Each corpus a report must stand: the seeds, another event, an attack, no quotations, one article alone."""
    if request.param == "seeds":
        return request.getfixturevalue("seeds")
    if request.param == "alone":
        folder = tmp_path_factory.mktemp("alone")
        (folder / "only.txt").write_bytes((CORPORA / "second" / "ledger.txt").read_bytes())
        return kit.read(folder)
    return kit.read(CORPORA / request.param)


@pytest.fixture(scope="module")
def html(reading):
    return render(reading)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_every_place_has_one_name(page):
    """An id stands once in a page, so that a shared link leads to one place."""
    assert len(page.ids) == len(set(page.ids))


def test_every_link_stays_in_the_page_and_leads_somewhere(page):
    """Links are fragments that exist, or a table as a file; nothing leads out of the page."""
    places = set(page.ids)
    for link in page.links:
        assert link.startswith("data:text/csv;") or (link.startswith("#") and link[1:] in places), link


def test_every_character_of_every_article_is_there(reading, page):
    """The full texts hold every sentence unbroken, white space aside, with unseen controls written out."""
    shown = re.sub(r"\s+", "", page.text)
    for row in reading.sentences.itertuples():
        assert re.sub(r"\s+", "", plain(row.text)) in shown


def test_the_policy_allows_only_the_scripts_that_are_there(page):
    """Each script and style is allowed by its hash, nothing is allowed by anything else, and nothing is fetched."""
    content = next(a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = {rule.split()[0]: rule.split()[1:] for rule in content.split("; ")}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    attributes = [a for t, a in page.tags if t == "script"]
    run = [s for s, a in zip(page.scripts, attributes, strict=True) if a.get("type") != "application/json"]
    for name, texts in (("script-src", run), ("style-src", page.styles)):
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts}
        assert set(rules[name]) == hashes
    assert set(rules) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}


def test_nothing_can_run_or_load(page):
    """No event handler, no style attribute, no element that fetches, whatever an article holds."""
    allowed = {"class", "id", "href", "download", "lang", "dir", "title", "role", "type", "name", "content", "charset"}
    for tag, attributes in page.tags:
        assert tag not in {
            "iframe",
            "object",
            "embed",
            "img",
            "image",
            "base",
            "link",
            "audio",
            "video",
            "foreignobject",
        }
        for name in attributes:
            assert not name.startswith("on"), (tag, name)
            assert name != "style", tag
            assert name != "src", tag
            if tag in {"span", "p", "dd", "li", "a", "article", "section"}:
                assert name in allowed or name.startswith(("aria-", "data-")) or name == "xlink:href", (tag, name)
    refreshes = [a for t, a in page.tags if t == "meta" and a.get("http-equiv", "").lower() == "refresh"]
    assert not refreshes


def test_same_reading_same_page(reading, html):
    """Two reports on the same reading are the same, to the byte."""
    assert render(reading) == html


def test_no_trace_of_the_machine(reading, html):
    """No path, user or host of the machine that made it."""
    import getpass
    import platform

    host = platform.node()
    for word in (str(Path.cwd()), str(Path.home()) + "/", "/tmp/", host if len(host) > 5 else "/tmp/"):
        assert word not in html
    assert f"/{getpass.getuser()}/" not in html


def test_the_seeds_fit(seeds):
    """The report on the seeds is small enough to mail."""
    assert len(render(seeds).encode()) <= 2_000_000


def test_tables_are_inside_as_files_without_formulas():
    """A table's file is its CSV, byte for byte what `kit tables` writes but for the mark that spreadsheets want."""
    reading = kit.read(CORPORA / "hostile")
    page = Page(render(reading, sections=["data"]))
    links = {a["download"]: a["href"] for t, a in page.tags if t == "a" and "download" in a}
    data = unquote(links["sentences.csv"].split(",", 1)[1]).removeprefix("\ufeff")
    assert data == kit.export.csv(reading.sentences)
    cells = pd.read_csv(pd.io.common.StringIO(data), dtype=str)["text"].dropna()
    assert not cells.str.match(r"[=+@\t\r-]").any()


def test_a_closed_section_opens_on_its_findings_else_on_its_chart():
    """No section with something in it opens on the words that there is nothing."""
    chart = Shown("numbers", "Which numbers?", description="4 numbers of 2 things.")
    found = SimpleNamespace(about="numbers", sentence="The numbers differ.")
    for findings, figures, opens in (
        ([found], [chart], "The numbers differ."),
        ([], [chart], chart.description),
        ([], [], answers.NOTHING),
    ):
        assert answers.answer("numbers", SimpleNamespace(findings={"event": findings}), figures) == opens


def test_a_section_alone_links_to_nothing_that_is_not_there(seeds):
    """Every section can stand alone."""
    for name in SECTIONS:
        page = Page(render(seeds, sections=[name]))
        places = set(page.ids)
        assert all(link[1:] in places for link in page.links if link.startswith("#")), name


def test_a_part_of_a_reading_is_a_reading(seeds):
    """Cut to some articles, tables keep their laws, and statements are counted among those articles."""
    some = seeds.articles["article_id"].iloc[[0, 2]]
    cut = scopes.part(seeds, some)
    kit.tables.check(cut)
    assert cut.articles["article_id"].tolist() == some.tolist()
    counts = cut.renderings.groupby("statement_id")["article_id"].nunique()
    assert cut.statements.set_index("statement_id")["articles"].to_dict() == counts.to_dict()
    assert set(cut.links["left_article_id"]) | set(cut.reuse["right_article_id"]) <= set(some)


def test_many_articles_are_charted_in_part_and_the_page_says_so(monkeypatch):
    """Beyond what a chart can show: the articles that share most, a plain sentence, and every text all the same."""
    monkeypatch.setattr(scopes, "CHARTED", 3)
    reading = kit.read(CORPORA / "second")
    html = render(reading)
    assert "Charted are 3 of 4 articles" in html
    assert "kit.compare.findings" in html
    assert sum(a.get("class") == "full" for _, a in Page(html).tags) == 4
    assert render(reading) == html


def test_each_event_has_its_own_charts(tmp_path, monkeypatch):
    """Events are never charted together; those without charts are counted aloud."""
    for n, file in enumerate(sorted((CORPORA / "second").glob("*.txt"))):
        for event in ("quay", "weir"):
            (tmp_path / f"{event}-{n}.txt").write_bytes(file.read_bytes())
    names = [file.name for file in sorted(tmp_path.glob("*.txt"))]
    rows = "".join(f"{name},{name.split('-')[0]}\n" for name in names)
    (tmp_path / "sources.csv").write_text(f"file,event\n{rows}", encoding="utf-8")
    reading = kit.read(tmp_path)
    page = Page(render(reading, sections=["notice", "voices"]))
    assert {"figure-speaker_grid-quay", "figure-speaker_grid-weir"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    monkeypatch.setattr(scopes, "EVENTS", 1)
    html = render(reading, sections=["voices"])
    assert "Charts stand for 1 of 2 events" in html
    assert "figure-speaker_grid-quay" in Page(html).ids


def test_an_unknown_section_names_the_known_ones(seeds):
    """A wrong section is an error that lists the right ones."""
    with pytest.raises(SectionError, match="overview"):
        render(seeds, sections=["sauces"])


def test_the_date_is_printed_on_request_only(seeds):
    """The day of making is in the page only if it is given."""
    import datetime as dt

    assert "Made on 5 March 2031" in render(seeds, sections=["cite"], made=dt.date(2031, 3, 5))
    assert "Made on" not in render(seeds, sections=["cite"])


def test_title_and_language_are_the_readers(seeds):
    """`title` stands in the head and as the heading, escaped; `lang` is its language, the page's own stays English."""
    html = render(seeds, title="Ni & <nhw>", lang="cy", sections=["overview", "articles"])
    assert '<title lang="cy">Ni &amp; &lt;nhw&gt;</title>' in html
    assert '<h1 dir="auto" lang="cy">' in html
    assert '<html lang="en">' in html
    assert html.count('lang="cy"') == 2  # every article's language is known
    assert "cy" not in {a.get("lang") for _, a in Page(render(seeds, sections=["overview"])).tags}


def test_an_article_of_unknown_language_is_in_the_readers(tmp_path):
    """`lang` marks the text of an article too short to tell its language, and no other."""
    (tmp_path / "a.txt").write_text("Llanfair\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes((CORPORA / "second" / "ledger.txt").read_bytes())
    reading = kit.read(tmp_path)
    assert reading.articles["language"].isna().tolist() == [True, False]
    tags = Page(render(reading, sections=["articles"], lang="cy")).tags
    bodies = [a for t, a in tags if t == "div" and a.get("class") == "body"]
    assert [a["lang"] for a in bodies] == ["en", "cy"]  # the article with a day stands first


def test_differences_are_marked_in_words():
    """On the second corpus: what was left out of a trimmed quotation and what was put in for a stronger word."""
    html = render(kit.read(CORPORA / "second"), sections=["statements"])
    assert re.search(r"<del><span class=\"kit-spoken\">\[missing: </span>if the river allows it", html)
    assert re.search(r"<ins><span class=\"kit-spoken\">\[added: </span>must", html)


def test_words_of_the_reporter_are_no_variants(seeds):
    """What stands between the halves of a quotation ("…," he continued, "…") is neither left out nor put in."""
    html = render(seeds, sections=["statements"])
    marked = re.findall(r"<(?:del|ins)\b.*?</(?:del|ins)>", html, re.DOTALL)
    assert len(marked) > 20
    assert not [words for words in marked if "continued" in words]
    assert "he continued" in html


def test_command(tmp_path, capsys):
    """The command writes the page and says so; a missing corpus and a missing event are one line and exit code 1."""
    out = tmp_path / "new" / "report.html"
    assert main(["report", str(CORPORA / "second"), "--out", str(out), "--sections", "overview,articles"]) == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert main(["report", str(tmp_path / "nothing"), "--out", str(out)]) == 1
    assert main(["report", str(CORPORA / "second"), "--out", str(out), "--event", "flood"]) == 1
    assert "flood" in capsys.readouterr().err


def test_a_drawn_page_is_kept(tmp_path, monkeypatch):
    """The same reading and settings give the kept page, byte for byte; another title, word or failed part is drawn anew."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    corpus, drawn = tmp_path / "corpus", []
    shutil.copytree(CORPORA / "quoteless", corpus)
    whole = render
    monkeypatch.setattr(kit.report.page, "render", lambda *a, **k: drawn.append(1) or whole(*a, **k))

    def page(*more):
        out = tmp_path / "out" / "report.html"
        assert main(["report", str(corpus), "--out", str(out), "--sections", "articles", *more]) == 0
        return out.read_bytes()

    first = page()
    assert page() == first
    assert len(drawn) == 1
    assert b"Bells" in page("--title", "Bells")
    assert len(drawn) == 2
    some = next(path for path in sorted(corpus.rglob("*.txt")))
    some.write_text(some.read_text(encoding="utf-8") + "\n\nThe bells rang.\n", encoding="utf-8")
    assert b"The bells rang." in page()
    assert len(drawn) == 3


def test_a_page_with_a_fault_is_not_kept(tmp_path, monkeypatch):
    """What failed once may be the machine's fault: the page is drawn anew."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(guard, "failures", lambda: ("the chart failed",))
    main(["report", str(CORPORA / "quoteless"), "--out", str(tmp_path / "r.html"), "--sections", "articles"])
    assert not [*(tmp_path / "cache").rglob("*.page")]


def test_no_browser_is_said(tmp_path, monkeypatch, capsys):
    """Without a browser `--pdf` says what to do, and the page is written all the same."""
    monkeypatch.delenv("KIT_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    out = tmp_path / "report.html"
    assert main(["report", str(CORPORA / "quoteless"), "--out", str(out), "--pdf"]) == 1
    assert "KIT_BROWSER" in capsys.readouterr().err
    assert out.exists()


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(["quote", "time"])), max_size=8),
    st.integers(0, 20),
)
@settings(max_examples=100, deadline=None)
def test_pieces_give_the_text_back_and_nest(text, spans, start):
    """However marks overlap: the pieces hold the text once, every mark closes, each anchor opens at most once."""
    start = min(start, len(text))
    marks = [Mark(a, min(a + n, len(text)), k, f"{k}-{i}") for i, (a, n, k) in enumerate(spans) if a < len(text)]
    found = list(pieces(text, start, len(text), marks))
    assert "".join(p.text for p in found) == text[start:]
    stack: list[Mark] = []
    opened = []
    for piece in found:
        if piece.does in ("opens", "again"):
            stack.append(piece.mark)
            opened += [piece.mark] if piece.does == "opens" else []
        elif piece.does != "text":
            assert stack.pop() == piece.mark
    assert not stack
    assert len(opened) == len(set(opened))


@given(st.recursive(st.text(max_size=30), lambda inner: st.lists(inner, max_size=3), max_leaves=5))
@settings(max_examples=60, deadline=None)
def test_data_cannot_leave_its_script(value):
    """JSON inside a script element is JSON, and holds no sign that HTML reads."""
    import json

    text = str(script_data(value))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_the_drawing_library_cannot_end_its_own_element(seeds, monkeypatch):
    """A library that holds the end of a script element in one of its strings still runs to its own end."""
    monkeypatch.setattr("kit.charts.bundle.vega_bundle", lambda: 'const mark = "</script><b>out</b>"; const last = 1;')
    page = Page(render(seeds, title="Five reports"))
    assert any(text.endswith("const last = 1;") for text in page.scripts)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_controls_are_written_out(text):
    """No character that acts unseen is left, and visible text stays as it is."""
    shown = plain(text)
    assert plain(shown) == shown
    shown.encode("utf-8")
    if text.isascii() and text.isprintable():
        assert shown == text
