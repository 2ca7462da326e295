"""The page for pupils as they meet it: one file, no network, a telephone or a keyboard, the answers sealed."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

import kit
from kit import exercises
from kit.exercises import measure
from kit.exercises.answers import read_answers
from kit.lesson.event import one_event
from kit.lesson.pupil import pupil_page
from kit.lesson.pupil.asked import EACH, choose

if TYPE_CHECKING:
    from pathlib import Path

CORPORA = ("seeds", "tests/corpora/second", "tests/corpora/quoteless", "tests/corpora/hostile")
STEPS = ("start", "read", "predict", "compare", "reader", "test", "check", "mind", "end")
TELEPHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


class Page:
    """A page on some corpus: its reading, its questions, its file."""

    def __init__(self, corpus: str, folder: Path) -> None:
        self.reading = kit.read(corpus)
        self.questions = exercises.make(self.reading)
        self.asked = choose(one_event(self.reading), self.questions)
        self.text = pupil_page(self.reading, self.questions)
        self.file = folder / "pupil.html"
        self.file.write_bytes(self.text.encode("utf-8"))

    @property
    def lesson(self) -> dict:
        """What the page gives to its script."""
        return json.loads(re.search(r'id="lesson">(.*?)</script>', self.text, re.DOTALL)[1])


@pytest.fixture(scope="module", params=CORPORA)
def made(request, tmp_path_factory):
    """The page on each corpus."""
    return Page(request.param, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """The page on the second corpus."""
    return Page("tests/corpora/second", tmp_path_factory.mktemp("second"))


class Visit:
    """The page opened with the network cut, and all that it asked for or complained of."""

    def __init__(self, browser, file: Path, **options) -> None:
        self.context = browser.new_context(offline=True, accept_downloads=True, **options)
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.on("console", lambda m: self.said.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.said.append(str(e)))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("html[data-ready]")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def box_of(page, question):
    return page.locator(f'.question[data-id="{question.question_id}"]')


def wrong(part):
    return next(option for option in part.options if [option] != list(part.answer))


def test_no_answer_can_be_read_in_the_page(made):
    """Neither evidence nor a solved part stands in the file, and the reader is silent about what is asked."""
    lesson = made.lesson
    assert '"answer"' not in made.text
    held = made.asked.held
    assert not held & set(re.findall(r'"([^"]+)"', json.dumps(lesson["reader"], ensure_ascii=False)))
    for question in (*made.asked.test, made.asked.by_hand):
        if question is not None:
            assert json.dumps(question.evidence, ensure_ascii=False)[1:-1] not in made.text
    asked = {question.question_id.split("/", 1)[1] for question in made.asked.test}
    assert not asked & {check["row_id"] for check in lesson["checks"]}


def test_half_of_the_shared_statements_stay_in_the_reader(made):
    """What is asked about is not in the reader, so no more is asked than leaves half of what articles share."""
    event = one_event(made.reading)
    shared = set(event.statements.loc[event.statements["articles"] > 1, "statement_id"])
    assert len(made.asked.held & shared) <= len(shared) / 2
    kinds = [question.kind for question in made.asked.test]
    assert all(kinds.count(kind) <= EACH for kind in kinds)


def test_the_first_questions_are_of_different_kinds(second):
    """Whoever answers only a few has met every kind."""
    kinds = [question.kind for question in second.asked.test]
    assert kinds[: len(set(kinds))] == list(dict.fromkeys(kinds))


def test_the_same_reading_gives_the_same_page(made):
    """Not a byte differs."""
    assert pupil_page(made.reading, made.questions) == made.text


def test_markup_in_articles_stays_text(made):
    """Only the page's own four scripts are elements, and nothing in it is fetched from anywhere."""
    assert len(re.findall(r"<script", made.text)) == 4
    assert len(re.findall(r"<(?:img|iframe|object|link|base)\b", made.text)) == 0
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made.text)[1]
    assert "unsafe" not in policy
    assert policy.startswith("default-src &#39;none&#39;")
    assert "\u202e" not in made.text


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_every_step_is_quiet_narrow_and_accessible(chromium, made, width):
    """No request but the file, nothing on the console, no wider than the screen, axe finds nothing, at every step."""
    with Visit(chromium, made.file, viewport={"width": width, "height": 800}, bypass_csp=True) as visit:
        page = visit.page
        for step in STEPS:
            page.evaluate(f"location.hash = '{step}'")
            page.wait_for_selector(f"#{step}:not([hidden])")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, step
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["html"][:120] for node in one["nodes"][:2]]) for one in found] == [], step
            assert page.locator(".step:visible").count() == 1
        assert visit.asked == [made.file.as_uri()]
        assert visit.said == []


@pytest.mark.browser
def test_under_its_policy_the_page_does_not_complain(chromium, made):
    """With the policy in force (axe needs it lifted) every step is drawn and the console stays empty."""
    with Visit(chromium, made.file, viewport={"width": 1280, "height": 800}) as visit:
        for step in STEPS:
            visit.page.evaluate(f"location.hash = '{step}'")
            visit.page.wait_for_selector(f"#{step}:not([hidden])")
        assert visit.page.locator(".kit-column").count() >= 1
        assert visit.said == []


def measured(visit, form):
    """Answer the short measure: everything right in the second form, wrong in the first."""
    for question in measure.questions():
        if f"/{form}/" in question.question_id:
            part = question.parts[0]
            box = box_of(visit.page, question)
            box.get_by_label(part.answer[0] if form == "after" else wrong(part), exact=True).tap()
            box.get_by_role("button", name="Keep my answer").tap()
            box.get_by_text("Kept.").wait_for()


@pytest.mark.browser
def test_a_pupil_on_a_telephone_does_the_whole_walk(chromium, second, tmp_path):
    """By touch: read, predict, compare, look, test, check, conclude, save; then reopen, take the file back, go on."""
    first = second.asked.test[0]
    with Visit(chromium, second.file, **TELEPHONE) as visit:
        page = visit.page
        forward = page.get_by_role("button", name="Next step →")
        page.get_by_label("Your name").fill("Blue Heron")
        measured(visit, "before")
        forward.tap()
        page.wait_for_selector("#read:not([hidden])")
        assert page.locator("article:visible").count() == 2
        page.get_by_label("Another article").select_option(index=2)
        forward.tap()
        page.get_by_label("What happened?").fill("A bridge was shut.")
        page.locator(".predictions select").first.select_option(index=1)
        forward.tap()
        by_hand = second.asked.by_hand
        box = box_of(page, by_hand)
        for n, part in enumerate(by_hand.parts):
            box.locator("fieldset").nth(n).get_by_label(wrong(part), exact=True).tap()
        box.get_by_role("button", name="Check").tap()
        box.get_by_text(by_hand.hint).wait_for()
        assert by_hand.where[0].text.split("\n")[0] in box.locator(".verdict").inner_text()
        assert by_hand.evidence not in box.inner_text()
        for n, part in enumerate(by_hand.parts):
            box.locator("fieldset").nth(n).get_by_label(part.answer[0], exact=True).tap()
        box.get_by_role("button", name="Check").tap()
        box.get_by_text("✓ Right.").wait_for()
        assert by_hand.evidence in box.locator(".verdict").inner_text()
        forward.tap()
        page.locator(".kit-lit").first.wait_for(state="attached")
        assert "the machine found" in page.locator(".found").inner_text()
        page.locator(".kit-heading button").last.tap()
        forward.tap()
        box = box_of(page, first)
        for n, part in enumerate(first.parts):
            for option in part.answer:
                box.locator("fieldset").nth(n).get_by_label(option, exact=True).tap()
        box.get_by_role("button", name="Check").tap()
        box.get_by_text("✓ Right.").wait_for()
        forward.tap()
        for n in range(2):
            check = page.locator(".checked").nth(n)
            check.get_by_role("button", name="I have decided").tap()
            if n:
                check.get_by_label("The machine is wrong here").select_option(index=2)
                check.get_by_label("because").fill("another name stands nearer")
                check.get_by_role("button", name="Put it right").tap()
            else:
                check.get_by_role("button", name="The machine is right").tap()
        assert "right in 1 of the 2 passages" in page.locator(".score").inner_text()
        forward.tap()
        page.get_by_label("I would change my mind").fill("I would change my mind if I saw the letter.")
        forward.tap()
        measured(visit, "after")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my answers").tap()
        assert download.value.suggested_filename == "answers-blue-heron.json"
        download.value.save_as(tmp_path / "mine.json")
        assert visit.asked == [second.file.as_uri()]
        assert [line for line in visit.said if "blob:" not in line] == []
    held = read_answers(tmp_path / "mine.json")
    assert held["pupil"] == "Blue Heron"
    rows = {(row["question_id"], row["part"]): row for row in held["answers"]}
    for part in by_hand.parts:
        row = rows[by_hand.question_id, part.label]
        assert (row["first"], row["response"], row["right"], row["tries"]) == (
            [wrong(part)], list(part.answer), True, 2
        )  # fmt: skip
    assert sum(row["right"] for row in held["answers"] if "/after/" in row["question_id"]) == 3
    assert sum(row["right"] for row in held["answers"] if "/before/" in row["question_id"]) == 0
    assert [row["note"] for row in held["checks"]] == ["confirmed", "another name stands nearer"]
    with Visit(chromium, second.file, **TELEPHONE) as visit:
        page = visit.page
        assert page.get_by_label("Your name").input_value() == ""
        page.locator("#file").set_input_files(tmp_path / "mine.json")
        page.get_by_text("Taken back").wait_for()
        assert page.get_by_label("Your name").input_value() == "Blue Heron"
        page.locator(".walk a", has_text="Predict").tap()
        assert page.get_by_label("What happened?").input_value() == "A bridge was shut."
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my answers").tap()
        download.value.save_as(tmp_path / "again.json")
    again = read_answers(tmp_path / "again.json")
    assert {**again, "saved": None} == {**held, "saved": None}


def tab_to(page, locator, most=400):
    """Press Tab until the element has the focus."""
    for _ in range(most):
        if locator.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way there by Tab: {locator}")


@pytest.mark.browser
def test_a_pupil_with_a_keyboard_alone_does_the_walk(chromium, second, tmp_path):
    """Tab, arrows, Space and Enter reach and work everything that the walk needs."""
    with Visit(chromium, second.file, viewport={"width": 1280, "height": 800}) as visit:
        page = visit.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        tab_to(page, page.locator("#pupil"))
        page.keyboard.type("Kite")
        for step, following in pairwise(STEPS):
            if step == "predict":
                tab_to(page, page.locator(".predictions select").first)
                page.keyboard.press("ArrowDown")
            if step == "compare":
                question = second.asked.by_hand
                box = box_of(page, question)
                for n, part in enumerate(question.parts):
                    group = box.locator("fieldset").nth(n).locator("input")
                    tab_to(page, group.first)
                    page.keyboard.press("Space")
                    for _ in range(part.options.index(part.answer[0])):
                        page.keyboard.press("ArrowDown")
                tab_to(page, box.get_by_role("button", name="Check"))
                page.keyboard.press("Enter")
                box.get_by_text("✓ Right.").wait_for()
            if step == "reader":
                before = page.locator(".kit-count").inner_text()
                tab_to(page, page.locator(".kit-heading button:not([disabled])").first)
                page.keyboard.press("Enter")
                page.locator(".kit-count").filter(has_not_text=before).wait_for()
            if step == "check":
                check = page.locator(".checked").first
                tab_to(page, check.get_by_role("button", name="I have decided"))
                page.keyboard.press("Enter")
                assert page.evaluate("document.activeElement.textContent") == "The machine is right"
                page.keyboard.press("Enter")
                check.get_by_text("Noted").wait_for()
            tab_to(page, page.locator(".steps .next"))
            page.keyboard.press("Enter")
            page.wait_for_selector(f"#{following}:not([hidden])")
            assert page.evaluate("document.activeElement.id") == f"{following}-title"
        with page.expect_download() as download:
            tab_to(page, page.locator(".save"))
            page.keyboard.press("Enter")
        download.value.save_as(tmp_path / "mine.json")
    held = read_answers(tmp_path / "mine.json")
    assert held["pupil"] == "Kite"
    assert all(row["right"] and row["tries"] == 1 for row in held["answers"])
    assert len(held["checks"]) == 1


@pytest.mark.browser
def test_a_strange_file_is_refused_and_nothing_is_lost(chromium, second, tmp_path):
    """A broken file and one on other articles are told; what was written stays; a reload keeps it, too."""
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "other.json").write_text(
        '{"format": "kit-answers", "version": 1, "corpus": "0123456789abcdef"}', encoding="utf-8"
    )
    with Visit(chromium, second.file) as visit:
        page = visit.page
        page.get_by_label("Your name").fill("Kite")
        for name, told in (("broken", "broken"), ("other", "other articles")):
            page.locator("#file").set_input_files(tmp_path / f"{name}.json")
            page.locator(".kept", has_text=told).wait_for()
        assert page.get_by_label("Your name").input_value() == "Kite"
        page.reload()
        page.wait_for_selector("html[data-ready]")
        assert page.get_by_label("Your name").input_value() == "Kite"


@pytest.mark.browser
def test_readable_and_printable(chromium, made, tmp_path):
    """Without scripts the articles are there; on paper stand all steps, questions and articles chosen."""
    from pypdf import PdfReader

    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(made.file.as_uri())
    assert "Scripts are switched off" in page.inner_text("header")
    assert page.locator("article:visible").count() == len(one_event(made.reading).articles)
    context.close()
    with Visit(chromium, made.file) as visit:
        visit.page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "page.pdf").pages)
    flat = re.sub(r"\s+", "", text)
    for title in ("Readtwoarticles", "Comparebyhand", "Checkthemachine", "Whatwouldchangeyourmind"):
        assert title in flat
    for question in made.asked.test:
        assert re.sub(r"\s+", "", question.parts[0].options[0]) in flat
