"""Pack: the kit and all its packages as a folder on a stick, from which a machine without internet sets up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kit.data.shipped import TOP
from kit.errors import KitError

if TYPE_CHECKING:
    import argparse

FOLDER, WHEELS = "comparative-reading-kit", "wheels"
# What a class gets beside the kit's own needs, as in start.py, and what installs it.
EXTRAS, TOOLS = ("semantic", "voila"), ("uv", "pip", "setuptools", "wheel")
# The first and a late patch of a version of Python.
PATCHES = (0, 20)
# The names of a system for the two tools: whose packages are chosen, and whose wheels are fetched.
SYSTEMS = {
    "windows": ("windows", ["win_amd64"]),
    "mac": ("aarch64-apple-darwin", ["macosx_14_0_arm64", "macosx_11_0_arm64", "macosx_10_9_universal2"]),
    "linux": ("x86_64-unknown-linux-gnu", ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]),
}
_LEFT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", "my_answers.json", WHEELS)


class PackError(KitError):
    """The stick cannot be filled: the message says why, and what to do."""


def pack(stick: Path, system: str | None = None, python: str | None = None) -> Path:
    """Copy the kit to `stick` and fetch the wheels of every locked package beside it; returns the folder made.

    `system` is one of `SYSTEMS` and `python` a version ("3.12"), if the machines of the class differ from this one:
    wheels fit one system and one version of Python. Needs the internet, once. Raises PackError if there is no such
    stick, if the kit was installed without its folder, or if a package cannot be fetched.
    """
    if not (TOP / "start.py").is_file():
        raise PackError(f"{TOP} holds no start.py: run this in a clone of the kit.")
    if not stick.is_dir():
        raise PackError(f"there is no folder {stick}: put the stick in and name its folder.")
    if stick.resolve().is_relative_to(TOP):
        raise PackError(f"{stick} lies inside the kit's own folder: choose a folder outside.")
    made = stick / FOLDER
    shutil.copytree(TOP, made, ignore=_LEFT, dirs_exist_ok=True)
    wheels = made / WHEELS
    wheels.mkdir(exist_ok=True)
    for command in commands(made, system, python):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-4:])
            raise PackError(f"the packages could not be fetched; this needs the internet. The last lines were:\n{tail}")
    return made


def commands(folder: Path, system: str | None, python: str | None) -> list[list[str]]:
    """What is run: name the packages that the lock holds for that system, then fetch them, then what installs them.

    The lock may name one version of a package for the first patches of a Python and another for the later ones
    (3.11.0, 3.11.9): both are fetched.
    """
    run = [sys.executable, "-m"]
    version = python or f"{sys.version_info[0]}.{sys.version_info[1]}"
    wheels = folder / WHEELS
    fetched = [*run, "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:",
               "--dest", str(wheels)]  # fmt: skip
    platform = []
    if system or python:
        name, tags = SYSTEMS[system or _this_system()]
        platform = ["--python-platform", name]
        fetched += ["--python-version", version, "--implementation", "cp"]
        for tag in tags:
            fetched += ["--platform", tag]
    made = []
    for patch in PATCHES:
        wanted = str(wheels / f"requirements-{version}.{patch}.txt")
        named = [*run, "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--generate-hashes",
                 "--python-version", f"{version}.{patch}", "--constraint", str(folder / "requirements.lock"),
                 "-o", wanted, *platform]  # fmt: skip
        for extra in EXTRAS:
            named += ["--extra", extra]
        made += [[*named, str(folder / "pyproject.toml")], [*fetched, "-r", wanted]]
    return [*made, [*fetched, *TOOLS]]


def run(arguments: argparse.Namespace) -> int:
    """The command `kit pack`: fill the stick and say how to go on."""
    print("Copying the kit and fetching its packages (some 420 MB, a few minutes) ...", file=sys.stderr)
    made = pack(Path(arguments.stick), arguments.system, arguments.python)
    print(made)
    print(
        "On the other machine (same system, same version of Python): copy this folder from the stick, then double-click "
        "start-windows.bat, start-macos.command or start-linux.sh in it, or run: python3 start.py",
        file=sys.stderr,
    )
    return 0


def _this_system() -> str:
    return {"win32": "windows", "darwin": "mac"}.get(sys.platform, "linux")
