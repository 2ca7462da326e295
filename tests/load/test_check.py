"""`kit check` says where a quotation mark is missing."""

import kit
from kit.load import check


def test_a_missing_mark_is_named_with_its_line(tmp_path):
    """The line of the text and the words are printed for a mark that is missing, and nothing for marks that are whole."""
    (tmp_path / "a.txt").write_text(
        "Road\n\nThe road was shut.\n\n“The road is a disgrace, driver Omar Keel told The Echo.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("Road\n\n“The road is dry,” said walker Ilse Brandt.\n", encoding="utf-8")
    lines = [line for line in check.describe(kit.read(str(tmp_path))) if line.startswith("    line ")]
    assert len(lines) == 1
    assert lines[0].split()[:2] == ["line", "5"]
    assert lines[0].endswith("The road is a disgrace,")
