"""The notebooks as pages without code (Voilà), in a real browser without network."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request

import pytest

from kit import charts
from tests.jupyter_lab import NOTEBOOKS, environment, free_port

SECONDS = 90


def test_a_chart_is_a_drawing_there(seeds, monkeypatch):
    """Voilà cannot draw Vega itself; what it gets still says what it shows."""
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    shown, _ = charts.voice_shares(seeds)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert 'role="img" aria-label="' in shown["text/html"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Voilà on a copy of the flagship notebook."""
    folder = tmp_path_factory.mktemp("voila")
    shutil.copy(next(path for path in NOTEBOOKS if path.name.startswith("04")), folder / "page.ipynb")
    port = free_port()
    command = [sys.executable, "-m", "voila", "page.ipynb", "--no-browser", f"--port={port}"]
    log = (folder / "voila.log").open("w")
    process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=log, stderr=subprocess.STDOUT)
    found = f"http://127.0.0.1:{port}"
    try:
        for _ in range(5 * SECONDS):
            try:
                urllib.request.urlopen(f"{found}/static/")
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)
        yield found
    finally:
        process.terminate()
        process.wait()
        log.close()


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
