"""The notebooks in JupyterLab, in a real browser without network: they run, their controls answer, all can use them."""

from __future__ import annotations

import pytest

from kit import exercises
from tests.jupyter_lab import NOTEBOOKS, Page, server

pytestmark = pytest.mark.browser

# What a pupil reads and uses; JupyterLab's own frame is JupyterLab's business.
OURS = (".jp-RenderedMarkdown", ".jp-OutputArea-output")
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """One server for all notebooks."""
    with server(tmp_path_factory.mktemp("lab")) as found:
        yield found


@pytest.fixture(scope="module")
def context(chromium):
    """One browser context for all notebooks."""
    made = chromium.new_context(viewport={"width": 1400, "height": 1000})
    yield made
    made.close()


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request, context, address):
    """Each notebook, opened and run once for all tests that look at it."""
    made = Page(context.new_page(), address, request.param.name)
    yield made
    made.close()


def test_every_notebook_runs_and_is_usable(notebook, record_property):
    """Run All ends without an error; every control is used once; axe-core finds nothing serious."""
    record_property("seconds", round(notebook.seconds, 1))
    print(f"opened and run in {notebook.seconds:.1f} s")
    assert notebook.errors() == []
    assert notebook.unrun() == 0
    assert serious(notebook.page) == []
    use_every_control(notebook.page)
    assert notebook.errors() == []


def serious(page) -> list[str]:
    """What axe-core finds serious or critical in our part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[one] for one in OURS]})
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found.response["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def use_every_control(page) -> None:
    """Choose, type or click once in every control that a notebook shows."""
    for handle in page.query_selector_all(".jp-OutputArea-output select"):
        use(page, handle, "e => { const n = e.options.length; if (n < 2) return;"
            " if (e.multiple) e.options[0].selected = !e.options[0].selected; else e.selectedIndex = (e.selectedIndex + 1) % n;"
            " e.dispatchEvent(new Event('change', {bubbles: true})); }")  # fmt: skip
    for handle in page.query_selector_all(".widget-text input, .widget-textarea textarea"):
        use(page, handle, "e => { e.value = 'trial'; for (const t of ['input', 'change'])"
            " e.dispatchEvent(new Event(t, {bubbles: true})); }")  # fmt: skip
    for handle in page.query_selector_all(".widget-checkbox input, .jp-OutputArea-output button"):
        use(page, handle, "e => e.click()")


def use(page, handle, script: str) -> None:
    """Run a control's own event, if the control still stands (an earlier one may have replaced it)."""
    if handle.evaluate("e => e.isConnected && !e.disabled"):
        handle.evaluate(script)
        page.wait_for_timeout(120)


@pytest.fixture
def flagship(context, address):
    """The notebook with the parallel reader and its exercises, fresh."""
    made = Page(context.new_page(), address, next(path.name for path in NOTEBOOKS if path.name.startswith("04")))
    yield made
    made.close()


def test_reader_and_exercises_answer(flagship, seeds):
    """A click and a key each light one statement in all columns; wrong answers get a passage, right ones a word."""
    reader_by_mouse(flagship)
    reader_by_keyboard(flagship)
    exercise(flagship, seeds)
    assert flagship.errors() == []


def reader_by_mouse(book: Page) -> None:
    page, before = book.page, book.ask("reader.view.chosen")
    page.locator(".kit-piece:not(.kit-lit)").first.click()
    page.wait_for_function("document.querySelectorAll('.kit-lit').length > 0")
    after = book.ask("reader.view.chosen")
    assert after != before
    assert book.ask("reader.statement.value") == after
    rows = book.ask(
        "[bool(t == t and t is not None) for t in reader.rows['text'].astype('object').where(reader.rows['text'].notna(), None)]"
    )
    lit = page.locator(".kit-column:has(.kit-lit)").count()
    gaps = page.locator(".kit-gap").count()
    assert rows.count(False) == gaps
    assert lit + gaps == page.locator(".kit-column").count()


def reader_by_keyboard(book: Page) -> None:
    page = book.page
    first = page.locator(".kit-piece[tabindex='0']").first
    first.focus()
    seen = {book.ask("reader.view.chosen")}
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.getAttribute('aria-pressed') === 'true'")
        seen.add(book.ask("reader.view.chosen"))
    assert len(seen) > 2
    before = book.ask("reader.view.chosen")
    page.get_by_role("button", name="Next →").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert book.ask("reader.view.chosen") != before
    assert page.evaluate("window.jupyterapp.shell.currentWidget.content.mode") == "command"


def exercise(book: Page, seeds) -> None:
    page = book.page
    question = exercises.make(seeds, ["wording"])[0]
    box = page.locator(".jp-OutputArea-output:has-text('Question 1 of')")
    selects = box.locator("select")
    for right in (False, True):
        for n, part in enumerate(question.parts):
            wrong = next(option for option in part.options if option not in part.answer)
            selects.nth(n).select_option(part.answer[0] if right else wrong)
        box.get_by_role("button", name="Check").click()
        told = box.locator("[role=status]").first
        page.wait_for_function(
            "e => e.textContent.includes('%s')" % ("Right." if right else "finger"), arg=told.element_handle()
        )
    assert book.ask("__import__('pathlib').Path('my_answers.csv').exists()") is False
    box.get_by_role("button", name="Save my answers").click()
    page.get_by_text("Hand in this file").wait_for()
    assert book.ask("__import__('pathlib').Path('my_answers.csv').exists()") is True
