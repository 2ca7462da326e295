"""Set up once, then open the notebooks: python3 start.py. Needs Python 3.11 or newer, and nothing else.

python3 start.py          set up if needed, then open JupyterLab at the first notebook
python3 start.py test     set up what the tests need, then run them all (exit code 3: passed, but no browser was to be had)
python3 start.py check FOLDER, tables ..., report ...    set up if needed, then run that command of the kit
python3 start.py pack STICK    put the kit with its packages on a stick, for machines without internet

Everything goes into the folder .venv beside this file; delete it to start afresh.
"""
# Standard library only, and plain enough for an old Python to reach the message that says it is too old.

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (that is the point)
    sys.exit(
        "This kit needs Python 3.11 or newer; this is Python " + ".".join(map(str, sys.version_info[:2])) + ".\n"
        "Install a newer one from python.org (or your system's software centre), then run: python3 start.py"
    )

import hashlib
import importlib.util
import os
import shutil
import subprocess
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent
LOCK = "requirements.lock"
# Where the packages lie if this folder comes from a stick (`pack`): then nothing is fetched.
WHEELS = "wheels"
# What is installed beside the kit itself. A class gets the sentence encoder and the pages without code as well.
EXTRAS = {"use": "semantic,voila", "test": "semantic,voila,dask,test"}
# Chromium and Chrome under the names and in the places that systems give them.
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
# A font of the widths in which charts are measured, by the names systems give it; a bare one has none.
FONTS = ("fonts-liberation", "liberation-sans-fonts", "font-liberation", "liberation-fonts", "ttf-liberation")
# How each system's package manager installs without asking; the first that is there is used.
MANAGERS = (
    ("apt-get", [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]]),
    ("dnf", [["dnf", "install", "-y", "-q"]]),
    ("apk", [["apk", "add", "--quiet"]]),
    ("zypper", [["zypper", "--non-interactive", "--quiet", "install"]]),
    ("pacman", [["pacman", "-Sy", "--noconfirm"]]),
)
# The program that steers the browser links to a library that a bare Debian lacks; its package by the names systems give it.
DRIVER_NEEDS = ("libatomic1", "libatomic")
# Exit codes: a test failed; all that ran passed, but for want of a browser not all ran.
FAILED, NOT_ALL_RAN = 1, 3


class SetupError(Exception):
    """Set-up cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Tell the user what is being done, at once."""
    print(text, flush=True)


def venv_python(top: Path, windows: bool = os.name == "nt") -> Path:
    """The Python inside .venv, where each system puts it."""
    return top / ".venv" / ("Scripts/python.exe" if windows else "bin/python")


def fingerprint(top: Path, purpose: str) -> str:
    """What the installed packages depend on; when it changes, the second start sets up again."""
    told = hashlib.sha256(f"{purpose} {top} {sys.version_info[:2]}".encode())
    for name in (LOCK, "pyproject.toml"):
        told.update((top / name).read_bytes())
    return told.hexdigest()


def is_set_up(top: Path, purpose: str) -> bool:
    """Whether .venv holds what this purpose needs; what serves the tests serves a class as well."""
    stamp = top / ".venv" / "kit-stamp"
    if not stamp.exists() or not venv_python(top).exists():
        return False
    return stamp.read_text() in {fingerprint(top, purpose), fingerprint(top, "test")}


def from_stick(top: Path) -> list:
    """What tells an installer to take the packages from the stick's folder and from nowhere else; nothing without one."""
    wheels = top / WHEELS
    return ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []


def install_commands(python: Path, top: Path, purpose: str, uv: bool) -> list:
    """The commands that fill .venv: every version from the lock, and the kit itself from this folder."""
    kit = ["--editable", f"{top}[{EXTRAS[purpose]}]"]
    if uv:
        return [
            [
                str(python),
                "-m",
                "uv",
                "pip",
                "install",
                "--quiet",
                "--compile-bytecode",
                "--python",
                str(python),
                "--constraint",
                str(top / LOCK),
                *from_stick(top),
                *kit,
            ]
        ]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += from_stick(top)
    return [[*pip, "--requirement", str(top / LOCK)], [*pip, "--no-deps", "--editable", str(top)]]


def rights() -> list | None:
    """What to put before a command of the system's package manager; None if it would ask for a password, or there is none."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode:
        return ["sudo", "-n"]
    return None


def install_from_system(package: str) -> bool:
    """Install a package of the operating system, where that needs no question; returns whether it worked."""
    found = next((commands for name, commands in MANAGERS if shutil.which(name)), None)
    before = rights() if found else None
    if found is None or before is None:
        return False
    say(f"Installing {package} with the system's package manager ...")
    for command in [*found[:-1], [*found[-1], package]]:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run([*before, *command], check=False, capture_output=True, text=True, env=quiet)
        if done.returncode and command[-1] == package:
            say("  " + "\n  ".join((done.stderr or done.stdout).strip().splitlines()[-3:]))
            return False
    return True


def make_venv(top: Path, ask_system: bool = False) -> None:
    """Make .venv, or make it anew if its Python is gone; `ask_system` installs Debian's missing module by itself."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None and not (ask_system and install_from_system("python3-venv")):
            raise SetupError(
                f"This Python comes without its module '{module}'. On Debian or Ubuntu: sudo apt install python3-venv. "
                "Elsewhere install Python from python.org. Then run start.py again."
            )
    say(f"Making a place for the kit's packages: {top / '.venv'}")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(top / ".venv")], check=False)
    if done.returncode:
        raise SetupError(f"The folder {top / '.venv'} could not be made. Is this folder read-only, or the disk full?")


def install(top: Path, purpose: str) -> None:
    """Fill .venv from the lock: with uv, which takes seconds, else with pip, which takes minutes."""
    python = venv_python(top)
    offline = from_stick(top)
    where = " from this folder" if offline else ""
    say(f"Installing the packages{where} (once; 20 seconds to a few minutes, some 300 MB) ...")
    quiet = ["--quiet", "--disable-pip-version-check", *offline]
    fast = subprocess.run(
        [str(python), "-m", "pip", "install", *quiet, "uv"], check=False, capture_output=True, text=True
    )
    if fast.returncode:
        say("  (the quick installer is not to be had; using pip)")
    # Schools often look into encrypted traffic with a certificate of their own, which only the system knows.
    trusting = {**os.environ, "UV_SYSTEM_CERTS": "true"}
    for command in install_commands(python, top, purpose, uv=not fast.returncode):
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=trusting)
        if done.returncode:
            tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-6:])
            if offline:
                raise SetupError(
                    f"The packages in {top / WHEELS} could not be installed:\n{tail}\n"
                    "They fit the system and the version of Python for which they were packed; this is Python "
                    f"{sys.version_info[0]}.{sys.version_info[1]} on {sys.platform}. Pack again with --for and --python, "
                    f"or delete the folder {WHEELS} and connect to the internet."
                )
            raise SetupError(
                f"The packages could not be installed:\n{tail}\n"
                "If the lines above speak of a connection: set-up needs the internet once. Connect (behind a proxy, "
                "set HTTPS_PROXY) and run start.py again; what is already there is kept."
            )
    # Else the first command compiles what it imports, and every command does where nothing may be written beside it.
    subprocess.run([str(python), "-m", "compileall", "-q", str(top / "kit")], check=False, capture_output=True)
    give_template(top)


def give_template(top: Path) -> None:
    """Put the kit's template for Voilà where Voilà looks, as a wheel does: an editable installation leaves it out."""
    ours, there = top / "kit" / "jupyter", top / ".venv"
    for source, target in (
        (ours / "voila", there / "share" / "jupyter" / "voila" / "templates" / "kit"),
        (ours / "voila.json", there / "etc" / "jupyter" / "voila.json"),
    ):
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def set_up(top: Path, purpose: str) -> None:
    """Make sure that .venv holds what `purpose` needs; says what it does, and nothing when there is nothing to do."""
    if is_set_up(top, purpose):
        return
    began = time.monotonic()
    python = venv_python(top)
    works = (
        python.exists()
        and not subprocess.run(
            [str(python), "-c", f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"], check=False
        ).returncode
    )
    if not works:
        make_venv(top, ask_system=purpose == "test")
    install(top, purpose)
    (top / ".venv" / "kit-stamp").write_text(fingerprint(top, purpose))
    say(f"Ready after {time.monotonic() - began:.0f} s. The next start skips all this.")


def browser_here() -> str | None:
    """The browser that `KIT_BROWSER` names, else the first that is found; None if there is none."""
    return os.environ.get("KIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


def get_browser(top: Path) -> bool:
    """Make sure there is a browser: one that is here, else playwright's own, else the system's."""
    if browser_here():
        return True
    say("No Chromium or Chrome found; fetching the one that playwright brings ...")
    fetch = [str(venv_python(top)), "-m", "playwright", "install", "chromium"]
    if not subprocess.run(fetch, check=False, capture_output=True, text=True).returncode:
        return True
    say("  (not to be had)")
    found = install_from_system("chromium") and browser_here() is not None
    if found:
        any(map(install_from_system, FONTS))  # up to the first name that this system knows
    return found


def driver_runs(top: Path) -> bool:
    """Whether playwright's own program starts on this machine."""
    ask = [str(venv_python(top)), "-m", "playwright", "--version"]
    return not subprocess.run(ask, check=False, capture_output=True, text=True).returncode


def can_browse(top: Path) -> bool:
    """Make sure that the tests can open pages: a browser, and the program that steers it."""
    if not get_browser(top):
        return False
    return driver_runs(top) or any(install_from_system(name) and driver_runs(top) for name in DRIVER_NEEDS)


def test_commands(python: Path, browser: bool) -> list:
    """What `start.py test` runs, each with the name it is announced by; without a browser, what needs none."""
    without = [] if browser else ["-m", "not browser"]
    run = [str(python), "-m"]
    notebooks = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with=tests/sanitize.cfg"]
    limits = ["--nbval-cell-timeout=120", "--nbval-kernel-startup-timeout=120"]
    two = ["-n", "2", "--dist", "loadfile"]
    return [
        ("Lint", [*run, "ruff", "check", "."]),
        ("Format", [*run, "ruff", "format", "--check", "."]),
        ("Types", [*run, "mypy"]),
        # Without nbval, which only the notebooks need: it takes each process two seconds to import.
        ("Tests", [*run, "pytest", "-q", "-p", "no:nbval", *two, *without, "tests", "--durations=10"]),
        ("Notebooks", [*run, "pytest", "-q", *two, *notebooks, *limits, "notebooks"]),
    ]


def run_tests(top: Path) -> int:
    """Run all tests, even when some fail, and say at the end which did.

    Returns 0 if all passed, `FAILED` if one failed, `NOT_ALL_RAN` if there is no browser for those that need one.
    """
    browser, python = can_browse(top), venv_python(top)
    failed = []
    for name, command in test_commands(python, browser):
        say(f"\n== {name}")
        began = time.monotonic()
        if subprocess.run(command, check=False, cwd=top).returncode:
            failed.append(name)
        say(f"== {name}: {time.monotonic() - began:.0f} s")
    if not browser:
        say("\n== Not run, for want of a browser (install Chromium or Chrome, or set KIT_BROWSER to one):")
        listing = ["-m", "pytest", "-q", "--collect-only", "-m", "browser", "tests"]
        subprocess.run([str(python), *listing], check=False, cwd=top)
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
        return FAILED
    say("\nAll passed." if browser else "\nAll that ran passed; the browser tests did not run.")
    return 0 if browser else NOT_ALL_RAN


def main(arguments: list) -> int:
    """Set up, then do what was asked; returns the exit code."""
    wanted = arguments or ["lab"]
    if wanted[0] in {"-h", "--help"}:
        say(__doc__ or "")
        return 0
    testing = wanted[0] == "test"
    # Compiled files are kept, in this folder: compiling the packages at every start takes longer than a reading.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        set_up(TOP, "test" if testing else "use")
        if testing:
            return run_tests(TOP)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    if wanted == ["lab"]:
        say("Opening JupyterLab. Leave this window open; Ctrl-C here ends it.")
    return subprocess.call([str(venv_python(TOP)), "-P", "-m", "kit", *wanted])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run start.py again to go on where it was.")
