"""The notebooks in JupyterLab, in a real browser without network: they run, their controls answer, all can use them."""

from __future__ import annotations

import re

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
    lists_by_keyboard(flagship)
    exercise(flagship, seeds)
    assert flagship.errors() == []


CHOSEN = "reader.statement.value"
SHOWN = "reader.view.chosen"
# When the answers were last written, 0 for never.
SAVED = "max([p.stat().st_mtime_ns for p in __import__('pathlib').Path().glob('my_answers.json')], default=0)"


# The colours of every chart's labels and ground, and of the reader, as the browser computes them.
COLOURS = """() => {
  const seen = (element, name) => getComputedStyle(element)[name];
  const charts = [...document.querySelectorAll(".jp-OutputArea-output svg.marks")].map(svg => ({
    ground: seen(svg, "backgroundColor"),
    letters: [...svg.querySelectorAll(".role-axis-label text, .role-title text")].map(text => seen(text, "fill")),
  }));
  const reader = [...document.querySelectorAll(".kit-reader")].map(
    element => ({ ground: seen(element, "backgroundColor"), letters: [seen(element, "color")] }));
  return [...charts, ...reader];
}"""


@pytest.mark.parametrize("name", ["03_who_is_heard", "04_quotations_side_by_side"])
def test_charts_and_reader_follow_the_theme(context, address, name):
    """Letters stand out from their ground (4.5 to 1) in the light theme, and in the dark one switched to while open."""
    book = Page(context.new_page(), address, f"{name}.ipynb")
    for theme, dark in (("JupyterLab Light", False), ("JupyterLab Dark", True), ("JupyterLab Light", False)):
        book.page.evaluate("t => window.jupyterapp.commands.execute('apputils:change-theme', { theme: t })", theme)
        book.page.wait_for_function(f"document.body.dataset.jpThemeLight === '{str(not dark).lower()}'")
        book.page.wait_for_timeout(500)
        seen = book.page.evaluate(COLOURS)
        assert seen
        for one in seen:
            ground = channels(one["ground"], (0, 0, 0))
            assert (luminance(ground) < 0.2) == dark, one
            assert one["letters"]
            assert min(contrast(channels(letter, ground), ground) for letter in one["letters"]) >= 4.5, one
        assert serious(book.page) == []
    book.close()


def channels(colour: str, ground) -> tuple[float, ...]:
    """Red, green and blue of a CSS colour laid on a ground."""
    *rgb, alpha = [float(part) for part in re.findall(r"[\d.]+", colour)] + [1.0] * (colour.count(",") < 3)
    return tuple(alpha * one + (1 - alpha) * below for one, below in zip(rgb, ground, strict=True))


def luminance(rgb) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (one / 255 for one in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other) -> float:
    """Contrast of two colours as WCAG 2 defines it: 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def reader_by_mouse(book: Page) -> None:
    """A click lights the statement wherever it stands, and leaves a gap wherever it does not."""
    page, before = book.page, book.ask(CHOSEN)
    piece = page.locator(".kit-piece:not(.kit-lit)").first
    wanted = piece.evaluate("e => e.ids[0]")
    piece.click()
    assert wanted != before
    book.until(CHOSEN, wanted)
    missing = book.ask("int(reader.rows.groupby('outlet')['text'].count().eq(0).sum())")
    columns, gaps = page.locator(".kit-column").count(), page.locator(".kit-gap").count()
    assert gaps == missing
    assert page.locator(".kit-column:has(.kit-lit)").count() == columns - gaps


def reader_by_keyboard(book: Page) -> None:
    """Arrow keys go from statement to statement, Enter chooses; the notebook's own keys stay still."""
    page = book.page
    page.locator(".kit-piece[tabindex='0']").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
        book.until(CHOSEN, page.evaluate("document.activeElement.ids[0]"))
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    book.until(CHOSEN, page.evaluate("document.activeElement.ids[0]"))
    ids = book.ask("[value for _, value in reader.statement.options]")
    at = ids.index(book.ask(CHOSEN))
    page.get_by_role("button", name="Next →").focus()
    page.keyboard.press("Enter")
    book.until(SHOWN, ids[at + 1])
    assert page.evaluate("window.jupyterapp.shell.currentWidget.content.mode") == "command"


def lists_by_keyboard(book: Page) -> None:
    """An arrow key in a list chooses from the list, and leaves the notebook where it is."""
    page, cell = book.page, "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    ids = book.ask("[value for _, value in reader.statement.options]")
    at = ids.index(book.ask(CHOSEN))
    page.get_by_label("Statement", exact=True).focus()
    before = page.evaluate(cell)
    page.keyboard.press("ArrowDown")
    book.until(CHOSEN, ids[at + 1])
    page.locator(".kit-text").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate(cell) == before
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
        box.get_by_text("Now say to your neighbour" if right else question.hint).wait_for()
    # Another test may have saved answers before: the file must be written now.
    before = book.ask(SAVED)
    box.get_by_role("button", name="Save my answers").click()
    page.get_by_text("Hand in this file").wait_for()
    assert book.ask(SAVED) > before
