"""The notebooks as pages without code (Voilà), in a real browser without network."""

from __future__ import annotations

import ipaddress
import json
import shutil

import pytest

from kit import charts
from tests.jupyter_lab import NOTEBOOKS, TOP, voila

SECONDS = 90


def test_a_chart_is_a_drawing_there(seeds, monkeypatch):
    """Voilà cannot draw Vega itself; what it gets still says what it shows."""
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    shown, _ = charts.voice_shares(seeds)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert 'role="img" aria-label="' in shown["text/html"]


def test_it_listens_on_this_machine_by_number():
    """A bare system may not know the name localhost; the server that asks for it by name does not start there."""
    made = json.loads((TOP / "kit" / "jupyter" / "voila.json").read_text(encoding="utf-8"))
    assert ipaddress.ip_address(made["Voila"]["ip"]).is_loopback


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Voilà on a copy of the flagship notebook."""
    folder = tmp_path_factory.mktemp("voila")
    shutil.copy(next(path for path in NOTEBOOKS if path.name.startswith("04")), folder / "page.ipynb")
    with voila(folder, "page.ipynb") as started:
        yield started


@pytest.mark.browser
def test_the_flagship_works_as_a_page(address, chromium):
    """No code is shown, nothing fails, the chart is drawn, and reader and exercises answer."""
    page = chromium.new_page()
    page.set_default_timeout(SECONDS * 1000)
    page.goto(address)
    page.get_by_text("Question 1 of").wait_for()
    assert page.locator(".jp-InputArea-editor:visible, .jp-CodeCell .jp-InputArea:visible").count() == 0
    assert page.get_by_text("Error", exact=False).count() == 0
    assert page.locator("svg[role=img]").count() == 1
    page.get_by_role("button", name="Next →").click()
    page.get_by_text("Statement 2 ·").first.wait_for()
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Choose an answer for every line first.").wait_for()
    page.close()
