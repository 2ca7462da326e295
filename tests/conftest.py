"""What tests share: the seeds read once, and a browser."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

import kit

# Every run tries the same examples, however busy the machine: what fails was broken by the change, not by the day.
# `--hypothesis-profile=search` looks for new ones.
settings.register_profile("kit", derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("search", settings.get_profile("kit"), derandomize=False)
settings.load_profile("kit")

# What somebody has set in this shell, or put right in the seeds, is none of the tests' business.
for name in [name for name in os.environ if name.startswith("KIT_") and name not in {"KIT_BROWSER", "KIT_CACHE"}]:
    del os.environ[name]
os.environ["KIT_CORRECTIONS"] = os.devnull
# What fails is raised (`kit.load.guard`), in the commands that tests start as well.
os.environ["KIT_STRICT"] = "1"

# Chromium and Chrome under the names that systems give them.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def seeds():
    """The embedded default corpus, read once."""
    return kit.read("seeds")


def browser_path() -> str | None:
    """The browser to use: `KIT_BROWSER`, else one on the path, else None (playwright's own)."""
    return os.environ.get("KIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(items):
    """Whatever asks for the browser is marked: `start.py test` leaves it out where there is none, and names it."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium():
    """A headless browser that reaches nothing but this machine; never skipped: a missing browser is a failure."""
    from playwright.sync_api import Error, sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        except Error as error:
            pytest.fail(f"no browser: install Chromium or run `playwright install chromium` ({error})", pytrace=False)
        yield browser
        browser.close()
