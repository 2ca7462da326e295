"""Printing: a page as a tagged PDF with an outline, by a browser that is already there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from typing import TYPE_CHECKING

from kit.errors import KitError

if TYPE_CHECKING:
    from pathlib import Path

# Chromium, Chrome and Edge under the names that systems give them; `KIT_BROWSER` overrules.
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
# A page of hundreds of articles takes a minute to lay out; a browser that hangs must not hang the command.
SECONDS = 300


class NoBrowserError(KitError):
    """No browser can print: the message says which were looked for and what else can be done."""


def find_browser() -> str | None:
    """The browser to print with: `KIT_BROWSER`, else the first one found; None if there is none."""
    return os.environ.get("KIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


def write_pdf(page: Path, pdf: Path) -> Path:
    """Print an HTML page to a PDF file: tagged, with an outline, without the browser's head and foot lines.

    The browser reaches no network. Raises NoBrowserError if none is found or it prints nothing.
    """
    browser = find_browser()
    if browser is None:
        raise NoBrowserError(
            "No browser to print with (looked for Chromium, Chrome and Edge). Install one, set KIT_BROWSER to it, or "
            f"open {page} in any browser and print it from there."
        )
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser, "--headless", "--disable-gpu", f"--user-data-dir={profile}", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--export-tagged-pdf",
            "--generate-pdf-document-outline", f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses its sandbox to the superuser.
        pdf.unlink(missing_ok=True)
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoBrowserError(f"{browser} did not print {page}: {type(error).__name__}.") from error
    if not pdf.exists():
        raise NoBrowserError(f"{browser} wrote no PDF of {page}; open the page in any browser and print it from there.")
    return pdf
