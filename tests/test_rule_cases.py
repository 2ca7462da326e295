"""Cases of rules: for each id a text or a folder that sets it off and a near one that does not (`tests/cases/rules.json`)."""

from __future__ import annotations

import base64
import builtins
import csv
import json
import os
from collections import defaultdict
from contextlib import ExitStack
from graphlib import TopologicalSorter
from pathlib import Path
from unittest import mock

import pytest

import kit
from kit import compare, data, load
from kit.collect import collect
from kit.collect.store import Store
from kit.data import rulebook
from kit.english.words import meaning
from kit.load import guard


def once(pairs):
    """A dictionary of the pairs of a JSON object; ValueError if one key stands twice, of which JSON would keep the last."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(f"A key stands twice among {[key for key, _ in pairs]}")
    return made


CASES = json.loads((Path(__file__).parent / "cases" / "rules.json").read_text(encoding="utf-8"), object_pairs_hook=once)
# What names the article or event of a row, in whatever table.
PLACES = ("article_id", "left_article_id", "earlier_article_id", "event_id", "path", "rendering_id")
ANSWERS = (compare.absences, compare.quote_days, compare.time_disagreements, compare.unresolved_times, compare.versions)


def content(given: str | dict) -> bytes:
    """The bytes of a text: as it stands, some of it repeated, or in base64."""
    if isinstance(given, str):
        return given.encode()
    if "base64" in given:
        return base64.b64decode(given["base64"])
    return "".join(text * times for text, times in given["repeated"]).encode()


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The ids that each text sets off: every case is an event of its own, all are read at once."""
    folder, rows = tmp_path_factory.mktemp("cases"), []
    for case, given in CASES["texts"].items():
        for n, text in enumerate(given["texts"]):
            name, known = f"{case}-{n}.txt", (given.get(label, "") for label in ("published", "outlet", "role"))
            (folder / name).write_bytes(content(text))
            rows.append([name, f"{case}x{n}", case, *(one[n] if isinstance(one, list) else one for one in known)])
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["file", "id", "event", "published", "outlet", "role"], *rows])
    reading, found = kit.read(folder), defaultdict(set)
    for table in [*reading.tables().values(), *(answer(reading) for answer in ANSWERS)]:
        if "rule" in table:
            where = next(label for label in PLACES if label in table)
            for place, rule in zip(table[where], table["rule"], strict=True):
                found[str(place).split("x")[0].split("-")[0]] |= set(rulebook.ids(rule))
    return found


def loaded(folder: Path) -> list:
    """What loading alone says of a folder, also if it finds no article there."""
    try:
        corpus = load.load_articles(folder)
    except load.CorpusError as error:
        return [error.problems["rule"]]
    return [corpus.facts["rule"], corpus.problems["rule"]]


def rules_of(reading) -> list:
    return [table["rule"] for table in reading.tables().values() if "rule" in table]


def collected(folder: Path) -> list:
    """How the articles of a folder came to their events."""
    collect(folder, folder.parent / "out", progress=False)
    return [Store(folder.parent / "out").events()["rule"]]


READ = {
    "load": loaded,
    "read": lambda folder: rules_of(kit.read(folder, fresh=True)),
    "meaning": lambda folder: rules_of(kit.read(folder, fresh=True, semantic=True)),
    "collect": collected,
}


def told(given: dict, folder: Path, monkeypatch) -> set[str]:
    """The ids that a folder of its own sets off, with its settings, and with what is to fail in it."""
    for name, text in given["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if "link" in text and isinstance(text, dict):
            path.symlink_to(text["link"])
        elif "pipe" in text and isinstance(text, dict):
            os.mkfifo(path)
        else:
            path.write_bytes(content(text))
    monkeypatch.delenv("KIT_CORRECTIONS")
    for name, value in given.get("settings", {}).items():
        monkeypatch.setenv(name, value)
    with ExitStack() as faults:
        for name, error in given.get("fails", {}).items():
            faults.enter_context(mock.patch(name, side_effect=getattr(builtins, error)("a fault put in")))
        columns = READ[given.get("by", "load")](folder)
    guard.forget()
    return {name for column in columns for rule in column.dropna() for name in rulebook.ids(rule)}


@pytest.mark.parametrize("kind", ["positive", "negative"])
@pytest.mark.parametrize("rule", kit.rules()["rule"])
def test_a_rule_does_what_its_cases_say(said, rule, kind, tmp_path, monkeypatch):
    """Every id has both cases: the positive one has a row of the rule, the negative one has none."""
    case = CASES["rules"][rule][kind]
    if (given := CASES["folders"].get(case)) is None:
        found, given = said[case], CASES["texts"][case]
    elif given.get("by") == "meaning" and not meaning.available():
        pytest.skip("the extra `semantic` is not installed")
    else:
        (tmp_path / "corpus").mkdir()
        found = told(given, tmp_path / "corpus", monkeypatch)
    assert (rule in found) == (kind == "positive"), given


PRIORITIES = data.read_list("priorities.csv").to_dict("records")


@pytest.mark.parametrize("row", PRIORITIES, ids=[f"{row['wins']} over {row['over']}" for row in PRIORITIES])
def test_of_two_rules_the_one_that_is_written_down_wins(said, row):
    """Where both could hold, the row has the rule that `priorities.csv` names; without what it goes by, the other holds."""
    both, alone = said[row["both"]], said[row["alone"]]
    assert row["wins"] in both
    assert row["over"] not in both
    assert row["over"] in alone


def test_priorities_name_known_rules_and_have_no_circle():
    """Each row names two ids of the catalogue, and no rule wins over itself by way of others."""
    assert {row[side] for row in PRIORITIES for side in ("wins", "over")} <= set(kit.rules()["rule"])
    TopologicalSorter({
        rule: {row["wins"] for row in PRIORITIES if row["over"] == rule} for rule in kit.rules()["rule"]
    }).prepare()  # fmt: skip


def test_the_catalogue_names_its_cases():
    """`kit.rules()` leads to the cases, and every case is one of the catalogue's."""
    made = kit.rules().set_index("rule")
    given = {rule: {"positive": row.positive, "negative": row.negative} for rule, row in made.iterrows()}
    assert given == CASES["rules"]
