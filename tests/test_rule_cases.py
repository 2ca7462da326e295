"""Cases of rules: for each id a text that sets it off and a near one that does not (`tests/cases/rules.json`)."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

import kit
from kit import rulebook

CASES = json.loads((Path(__file__).parent / "cases" / "rules.json").read_text(encoding="utf-8"))
# No text has been written yet that sets them off; many are of files and collections and are tested in their rooms.
GAP = pytest.mark.xfail(reason="no case yet", strict=True)


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """The ids that each case sets off: every case is an event of its own, all are read at once."""
    folder, rows = tmp_path_factory.mktemp("cases"), []
    for case, given in CASES["texts"].items():
        for n, text in enumerate(given["texts"]):
            name = f"{case}-{n}.txt"
            (folder / name).write_bytes(text.encode())
            rows.append([name, f"{case}x{n}", case, given.get("published", "")])
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["file", "id", "event", "published"], *rows])
    found = defaultdict(set)
    for table in kit.read(folder).tables().values():
        if "rule" in table:
            where = next(label for label in ("article_id", "left_article_id", "path", "rendering_id") if label in table)
            for place, rule in zip(table[where], table["rule"], strict=True):
                found[str(place).split("x")[0].split("-")[0]] |= set(rulebook.ids(rule))
    return found


@pytest.mark.parametrize("kind", ["positive", "negative"])
@pytest.mark.parametrize("rule", [pytest.param(rule, marks=() if rule in CASES["rules"] else GAP) for rule in kit.rules()["rule"]])  # fmt: skip
def test_a_rule_does_what_its_cases_say(named, rule, kind):
    """The positive case has a row of the rule, the negative one has none."""
    case = CASES["rules"][rule][kind]
    assert (rule in named[case]) == (kind == "positive"), CASES["texts"][case]


def test_the_catalogue_names_its_cases():
    """`kit.rules()` leads to the cases, and every case is one of the catalogue's."""
    made = kit.rules().set_index("rule")
    given = {rule: {"positive": row.positive, "negative": row.negative} for rule, row in made.iterrows() if row.notna()["positive"]}  # fmt: skip
    assert given == CASES["rules"]
