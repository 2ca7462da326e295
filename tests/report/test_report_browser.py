"""The report as people meet it: in a browser, on a telephone and on paper, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

import kit
from kit.report import printing, write_report

pytestmark = pytest.mark.browser

CORPORA = Path(__file__).parents[1] / "corpora"


@pytest.fixture(scope="module", params=["seeds", "second", "hostile", "quoteless", "alone"])
def page_file(request, tmp_path_factory):
    """A report on each corpus, as a file."""
    folder = tmp_path_factory.mktemp("report")
    if request.param == "seeds":
        reading = request.getfixturevalue("seeds")
    elif request.param == "alone":
        (folder / "only.txt").write_bytes((CORPORA / "second" / "ledger.txt").read_bytes())
        reading = kit.read(folder / "only.txt")
    else:
        reading = kit.read(CORPORA / request.param)
    return write_report(reading, folder / f"{request.param}.html")


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """The report on the second corpus."""
    return write_report(kit.read(CORPORA / "second"), tmp_path_factory.mktemp("second") / "report.html")


class Visit:
    """A page opened in the browser, with all that it asked for, complained of or tried to pop up."""

    def __init__(self, browser, file: Path, place: str = "", script: str = "", **options) -> None:
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.context.set_default_timeout(120_000)  # a busy machine is no broken page
        self.context.add_init_script(script)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.on("console", lambda m: self.said.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.said.append(str(e)))
        self.page.on("dialog", lambda d: (self.said.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.goto(file.as_uri() + place)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


# The second layer of a report is closed sections.
OPEN = "document.querySelectorAll('details.layer').forEach(d => d.open = true)"


def scroll_through(page):
    """Bring every chart into view and rest there, so that it comes alive."""
    page.evaluate(OPEN)
    live = set(page.evaluate("[...document.querySelectorAll('script.spec')].map(s => s.dataset.for)"))
    for figure in page.query_selector_all("figure.chart"):
        figure.scroll_into_view_if_needed()
        if figure.get_attribute("id") in live and figure.is_visible():
            figure.wait_for_selector(".drawing svg.marks", state="attached")


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_quiet_and_no_wider_than_the_screen(chromium, page_file, width):
    """No request but the file itself, no dialog, no word on the console, nothing to scroll sideways."""
    with Visit(chromium, page_file, viewport={"width": width, "height": 800}) as visit:
        scroll_through(visit.page)
        assert visit.asked == [page_file.as_uri()]
        assert visit.said == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


# Adds up every shift of the layout, as browsers measure it (Layout Instability API; 0.1 and less is called good).
SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_nothing_moves_under_the_reader(chromium, second, width):
    """While the page is scrolled through, charts come alive in the place they had: every figure keeps its box."""
    boxes = (
        "[...document.querySelectorAll('figure.chart')].map(f => [f.id, f.offsetTop, f.offsetHeight, f.offsetWidth])"
    )
    with Visit(chromium, second, viewport={"width": width, "height": 800}, java_script_enabled=False) as visit:
        visit.page.evaluate(OPEN)
        still = {name: size for name, _, *size in visit.page.evaluate(boxes)}
    with Visit(chromium, second, script=SHIFTS, viewport={"width": width, "height": 800}) as visit:
        visit.page.evaluate(OPEN)
        visit.page.wait_for_timeout(300)
        visit.page.evaluate("window.shifted = 0")  # what opening moved is the test's own doing
        before = visit.page.evaluate(boxes)
        scroll_through(visit.page)
        assert visit.page.locator(".drawing svg.marks").count() > 5
        assert visit.page.evaluate(boxes) == before
        assert {name: size for name, _, *size in before} == still
        assert visit.page.evaluate("window.shifted") < 0.02


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_a_shared_link_stays_where_it_leads(chromium, second, width):
    """Whoever follows a link to a statement, a quotation or an article has it before them, then and later."""
    places = ("article.statement", "span[id^=quote]", "article.full")
    with Visit(chromium, second) as visit:
        names = [visit.page.locator(place).nth(2).get_attribute("id") for place in places]
    for name in names:
        with Visit(chromium, second, f"#{name}", script=SHIFTS, viewport={"width": width, "height": 800}) as visit:
            top = f"document.getElementById({name!r}).getBoundingClientRect().top"
            visit.page.wait_for_function(f"{top} >= 0 && {top} < innerHeight / 2")
            at = visit.page.evaluate(top)
            visit.page.evaluate("window.shifted = 0")  # opening the section that the place stands in brought it here
            visit.page.wait_for_timeout(700)  # long enough for charts near by to draw themselves
            assert visit.page.evaluate(top) == at
            assert visit.page.evaluate("window.shifted") < 0.02


# In the dark only the colours differ, and only they are checked again.
SCHEMES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(chromium, page_file, scheme):
    """WCAG 2.2 AA and axe's best practices: no violation in light and in dark, with everything unfolded."""
    with Visit(
        chromium, page_file, color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True
    ) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        scroll_through(visit.page)
        options = {"resultTypes": ["violations"], **SCHEMES[scheme]}
        found = Axe().run(visit.page, options=options).response["violations"]
        assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found] == []


def test_readable_without_scripts(chromium, page_file):
    """With scripts off every section, drawing and text is there, and what needs a script is not shown."""
    with Visit(chromium, page_file, java_script_enabled=False) as visit:
        text = visit.page.inner_text("main")
        assert visit.page.locator("section.part").count() >= 14
        assert "The articles in full" in text
        assert not visit.page.is_visible(".search")
        for figure in visit.page.query_selector_all("figure.chart"):
            assert figure.query_selector("svg") or "cannot be shown" in figure.text_content()
        assert visit.said == []


def test_charts_come_alive(chromium, second):
    """With scripts on the drawings are replaced by charts that answer: words under the pointer, a click to the passage."""
    with Visit(chromium, second, viewport={"width": 1280, "height": 900}) as visit:
        scroll_through(visit.page)
        visit.page.wait_for_selector("#figure-voice_shares .drawing svg.marks", state="attached")
        # Words may lie above the middle of a bar, and its box is wider than what is drawn: point beside its corner.
        mark = visit.page.locator("#figure-voice_shares svg .mark-rect path").first
        mark.scroll_into_view_if_needed()
        mark.hover(position={"x": 14, "y": 14}, force=True)
        visit.page.wait_for_selector("#vg-tooltip-element.visible")
        mark.click(position={"x": 14, "y": 14}, force=True)
        visit.page.wait_for_function("location.hash")
        assert visit.page.evaluate("document.getElementById(location.hash.slice(1)) !== null"), visit.page.url


def test_a_shared_link_opens_what_is_folded(chromium, second):
    """A link to a folded voice or a passage brings it into view, unfolded."""
    with Visit(chromium, second) as visit:
        voice = visit.page.locator("details.voice:not([open])").first.get_attribute("id")
    with Visit(chromium, second, f"#{voice}") as visit:
        voice_box = visit.page.locator(f"[id='{voice}']")
        assert voice_box.get_attribute("open") is not None
        voice_box.locator("summary").wait_for(state="visible")
        visit.page.wait_for_function(
            "id => document.getElementById(id).getBoundingClientRect().top < innerHeight", arg=voice
        )


def test_there_and_back(chromium, second):
    """From a cell of the grid to the passage, and from the passage back to its statement."""
    with Visit(chromium, second) as visit:
        visit.page.click(".next a[href='#statements']")  # the closed section opens where a link leads to it
        cell = visit.page.locator(".grid td a").first
        passage = cell.get_attribute("href")[1:]
        cell.click()
        mark = visit.page.locator(f"[id='{passage}']")
        visit.page.wait_for_function("id => document.getElementById(id).matches(':target')", arg=passage)
        back = mark.locator("a.to").last.get_attribute("href")[1:]
        statement = visit.page.locator(f"[id='{back}']")
        assert visit.page.locator(f"[id='{back}'] a[href='#{passage}']").count() == 1
        assert statement.count() == 1


def test_search(chromium, second):
    """Search counts the places, lists them with a link, and lights the words."""
    with Visit(chromium, second) as visit:
        visit.page.fill("#search", "fourteen CRACKS")
        visit.page.wait_for_selector(".hits li")
        count = visit.page.inner_text(".search .count")
        assert int(count.split()[0]) >= 4
        assert "fourteen cracks" in visit.page.inner_text(".hits").lower()
        assert visit.page.evaluate("CSS.highlights.get('found').size") >= 4
        visit.page.fill("#search", "<script>")
        visit.page.get_by_text("0 places", exact=True).wait_for()


def test_keyboard(chromium, second):
    """The first Tab shows the skip link, Enter leads past the contents; every fold opens by keyboard."""
    with Visit(chromium, second) as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_function("document.activeElement.id === 'content'")
        for section in visit.page.locator("details.layer > summary").all():
            section.focus()
            visit.page.keyboard.press("Enter")
        assert visit.page.locator("details.layer:not([open])").count() == 0
        fold = visit.page.locator("details.rows summary").first
        fold.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator("details.rows").first.get_attribute("open") is not None


def test_light_and_dark_by_hand(chromium, second):
    """The buttons overrule the system, and a second press gives it back."""
    with Visit(chromium, second, color_scheme="dark") as visit:
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = visit.page.evaluate(ground)
        visit.page.click("button[data-look=light]")
        assert visit.page.evaluate(ground) != dark
        visit.page.click("button[data-look=light]")
        assert visit.page.evaluate(ground) == dark


def test_downloads_are_the_tables(chromium, second):
    """What the browser saves is the CSV of the table, to the byte, with scripts off too."""
    reading = kit.read(CORPORA / "second")
    with Visit(chromium, second, java_script_enabled=False, accept_downloads=True) as visit:
        visit.page.click("#data summary")
        for name in ("statements", "sentences"):
            with visit.page.expect_download() as saved:
                visit.page.click(f"a[download='{name}.csv']")
            data = Path(saved.value.path()).read_bytes().decode("utf-8-sig")
            assert data == kit.export.csv(getattr(reading, name))


def test_worksheet_prints_on_two_pages(tmp_path, seeds):
    """The worksheet alone fits two sheets, and the PDF is tagged."""
    page = write_report(seeds, tmp_path / "sheet.html", sections=["worksheet"])
    pdf = PdfReader(printing.write_pdf(page, tmp_path / "sheet.pdf"))
    assert len(pdf.pages) == 2
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_print_holds_what_is_folded(tmp_path, second):
    """On paper stand what is read first, the statements, the articles and the worksheet, with every fold open."""
    pdf = PdfReader(printing.write_pdf(second, tmp_path / "report.pdf"))
    words = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert "Who pays me for that?" in words
    chapters = [entry.title for entry in pdf.outline[-1] if not isinstance(entry, list)]
    assert chapters[1:] == ["The articles in full", "Worksheet"]


# Where the second layer begins, in screens.
FIRST_LAYER = "(document.querySelector('.explore').getBoundingClientRect().top + scrollY) / innerHeight"


@pytest.mark.parametrize(("width", "height", "screens"), [(1280, 800, 6), (390, 844, 12)])
def test_the_first_layer_is_short(chromium, page_file, width, height, screens):
    """What everybody reads ends after six screens of a laptop, twelve of a telephone; all that follows is closed."""
    with Visit(chromium, page_file, viewport={"width": width, "height": height}) as visit:
        assert 0 < visit.page.evaluate(FIRST_LAYER) <= screens
        assert visit.page.locator("section.part:not(.read) > details.layer:not([open])").count() == 14
        assert visit.page.locator("section.part.read").count() == 1


def test_people_fit_beside_each_other(chromium, tmp_path):
    """At 1280 pixels eight outlets with long names stand in the table of people without scrolling, fifteen as letters."""
    names = ["{}-longer-name.example.com", "The {} Advertiser and Weekly Post"]
    for count in (8, 15):
        folder = tmp_path / str(count)
        folder.mkdir()
        lines = ["file,outlet"]
        for n in range(count):
            word = "abcdefghijklmno"[n] * 6
            (folder / f"{n:02}.txt").write_text(f"“It is late in {word},” said Karin Aldel.", encoding="utf-8")
            lines.append(f"{n:02}.txt,{names[n % 2].format(word)}")
        (folder / "sources.csv").write_text("\n".join(lines), encoding="utf-8")
        page = write_report(kit.read(folder), tmp_path / f"{count}.html", sections=["overview", "articles"])
        with Visit(chromium, page, viewport={"width": 1280, "height": 800}) as visit:
            box = "document.querySelector('.people').parentElement"
            assert visit.page.evaluate(f"{box}.scrollWidth <= {box}.clientWidth")
            assert visit.page.locator(".people tbody tr").first.locator("td").count() == count
            assert visit.page.locator(".letters").first.is_visible() is (count > 8)


def test_a_passage_is_shown_in_place(chromium, second):
    """Under the pointer and the focus a link shows its passage and goes nowhere; a click goes; on a telephone the second tap."""
    link = "#overview .people td a"
    with Visit(chromium, second, viewport={"width": 1280, "height": 800}) as visit:
        card = visit.page.locator(".passage")
        assert not card.is_visible()
        visit.page.locator(link).first.hover()
        card.wait_for(state="visible")
        place = visit.page.locator(link).first.get_attribute("href")[1:]
        words = " ".join(visit.page.locator(f"[id='{place}']").text_content().split())
        assert " ".join(visit.page.locator(".passage mark").text_content().split())[:30] in words
        visit.page.keyboard.press("Escape")
        assert not card.is_visible()
        visit.page.locator(link).nth(1).focus()
        card.wait_for(state="visible")
        assert "#" not in visit.page.url
        visit.page.locator(link).first.click()
        visit.page.wait_for_function("location.hash")
    with Visit(chromium, second, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as visit:
        visit.page.locator(link).first.tap()
        visit.page.locator(".passage").wait_for(state="visible")
        assert "#" not in visit.page.url
        visit.page.locator(link).first.tap()
        visit.page.wait_for_function("location.hash")


def test_a_finding_opens_on_its_passages(chromium, second):
    """Under the pointer what a sentence rests on lies over the page and moves nothing; a click keeps it open, with or without scripts."""
    for scripts in (True, False):
        with Visit(chromium, second, viewport={"width": 1280, "height": 800}, java_script_enabled=scripts) as visit:
            visit.page.locator("#notice > details > summary").click()
            finding = visit.page.locator(".peek").first
            below = visit.page.locator(".findings > li").nth(1)
            assert not finding.locator("dd a").first.is_visible()
            before = below.bounding_box()
            finding.locator("summary").hover()
            finding.locator("dd a").first.wait_for(state="visible")
            assert below.bounding_box() == before
            finding.locator("summary").click()
            visit.page.mouse.move(0, 0)
            assert finding.locator("dd a").first.is_visible()
