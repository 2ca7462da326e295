"""JupyterLab for tests: the server as `kit lab` starts it, on a copy of the notebooks, and a notebook in a browser."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from kit import jupyter

TOP = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((TOP / "notebooks").glob("[0-9][0-9]_*.ipynb"))
SECONDS = 60
STARTING = 120

# Runs code in the notebook's kernel and gives back what it prints.
ASK = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code, store_history: false, silent: false });
  let text = "";
  future.onIOPub = message => {
    if (message.header.msg_type === "stream") text += message.content.text;
    if (message.header.msg_type === "error") text += "ERROR " + message.content.evalue;
  };
  await future.done;
  return text;
}"""
# Runs all cells; errors that a widget's answer to a click raises reach the page as messages only, so they are kept.
RUN = """async () => {
  const app = window.jupyterapp;
  const context = app.shell.currentWidget.sessionContext;
  await context.ready;
  window.kitErrors = [];
  context.session.kernel.iopubMessage.connect((_, message) => {
    if (message.header.msg_type === "error") window.kitErrors.push(message.content.evalue);
  });
  await app.commands.execute("notebook:run-all-cells");
}"""


@contextmanager
def server(folder: Path):
    """JupyterLab on a copy of the notebooks in `folder`; gives its address. Nothing in the repository is written to."""
    for path in NOTEBOOKS:
        shutil.copy(path, folder)
    port = free_port()
    kept = [
        part
        for part in jupyter.command(port=port, browser=False)
        if "root_dir" not in part and "default_url" not in part
    ]
    added = [
        f"--ServerApp.root_dir={folder}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    with _started([*kept, *added], folder, f"http://127.0.0.1:{port}", "api") as address:
        yield address


@contextmanager
def voila(folder: Path, notebook: str, *options: str):
    """Voilà on a notebook in `folder`, started there as a reader starts it; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "voila", notebook, "--no-browser", f"--port={port}", *options]
    with _started(command, folder, f"http://127.0.0.1:{port}", "static/") as address:
        yield address


@contextmanager
def _started(command: list[str], folder: Path, address: str, asked: str):
    """A server that answers when it is given, and is ended afterwards."""
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(process, f"{address}/{asked}", log)
            yield address
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    """The environment as `kit lab` sets it; the seeds are read, and whatever is written lands in `folder`."""
    made = jupyter.environment()
    made.pop("KIT_CORPUS", None)
    return made | {
        "KIT_CORRECTIONS": str(folder / "corrections.csv"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces"),
        "PYTHONPATH": str(TOP),
    }


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    """Until the server answers, be it that there is no such page; a server that ended says why."""
    end = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{address} did not answer:\n{log.read_text()}")


class Page:
    """One notebook, opened in a browser and run."""

    def __init__(self, page, address: str, notebook: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.set_default_timeout(SECONDS * 1000)
        began = time.perf_counter()
        page.goto(f"{address}/lab/tree/{notebook}?reset")
        page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length")
        page.evaluate(RUN)
        self.seconds = time.perf_counter() - began
        page.wait_for_timeout(500)

    def ask(self, code: str):
        """What this expression is in the kernel (anything that JSON can carry)."""
        return json.loads(self.page.evaluate(ASK, f"import json; print(json.dumps({code}))"))

    def until(self, code: str, value) -> None:
        """Wait until this expression has this value in the kernel: what a page sends is on its way for a while."""
        for _ in range(10 * SECONDS):
            if self.ask(code) == value:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{code} is {self.ask(code)!r}, not {value!r}")

    def errors(self) -> list[str]:
        """Whatever went wrong: in a cell, in a widget's callback, on the page."""
        shown = self.page.locator("[data-mime-type='application/vnd.jupyter.error']").all_inner_texts()
        return [*shown, *self.page.evaluate("window.kitErrors"), *self.wrong]

    def unrun(self) -> int:
        """Code cells that have not run."""
        return self.page.evaluate(
            "window.jupyterapp.shell.currentWidget.content.widgets"
            ".filter(c => c.model.type === 'code' && !c.model.executionCount).length"
        )

    def close(self) -> None:
        """Shut the kernel down and close the page."""
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.close()
