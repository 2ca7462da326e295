"""Rates of rules: counted on articles that people have marked."""

from __future__ import annotations

import json

import pytest

from kit.__main__ import main
from kit.score import GoldError
from kit.score.rule_rates import rule_rates

SAID = "Ada Brook said: “The bridge is open again for everybody.”"


def marked(tmp_path, speaker, value):
    """Two sets of one article each: one marks a quotation, one a day."""
    quote = {
        "start": SAID.index("The bridge"),
        "end": len(SAID) - 1,
        "type": "direct",
        "speaker": speaker,
        "cue": "said",
    }
    (tmp_path / "quotes.jsonl").write_text(json.dumps({"text": SAID, "quotes": [quote]}), "utf-8")
    text = "The ferry sank off Northham on 3 May 2031. The crew was saved on 4 May 2031."
    times = [{"start": 31, "end": 41, "value": value}]
    day = {"text": text, "dct": "2031-05-06", "timex": times, "ignore": [[65, 75]]}
    (tmp_path / "times.jsonl").write_text(json.dumps(day), "utf-8")
    return [tmp_path / "quotes.jsonl", tmp_path / "times.jsonl"]


@pytest.mark.parametrize(("speaker", "value", "right"), [("Ada Brook", "2031-05-03", 1), ("Tom Orr", "2031-05-08", 0)])
def test_a_row_counts_for_each_of_its_rules(tmp_path, speaker, value, right):
    """What the set says otherwise is wrong, what it does not judge counts neither way."""
    found = rule_rates(marked(tmp_path, speaker, value)).set_index("rule")
    folder = tmp_path.name
    assert found.loc["quote.speaker.named", ["set", "right", "of"]].tolist() == [f"{folder}/quotes", right, 1]
    dates = found[found["set"] == f"{folder}/times"]
    assert set(dates["right"]) == {right}
    assert set(dates["of"]) == {1}


def test_the_command_writes_the_table(tmp_path, capsys):
    """`kit score --rules` writes a CSV, and says what it needs."""
    out = tmp_path / "rates.csv"
    assert main(["score", "--rules", *map(str, marked(tmp_path, "Ada Brook", "2031-05-03")), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").splitlines()[0] == "rule,set,right,of"
    assert main(["score", "seeds"]) == 2
    assert "--rules" in capsys.readouterr().err


def test_what_is_no_set_is_named(tmp_path):
    """A file without marked articles is refused by its name."""
    (tmp_path / "odd.jsonl").write_text('{"text": "Nothing."}', "utf-8")
    with pytest.raises(GoldError, match=r"odd\.jsonl"):
        rule_rates([tmp_path / "odd.jsonl"])
