"""What changed between two states of an article is told, and the article counts once."""

from __future__ import annotations

import pandas as pd
import pytest

import kit
from kit import compare
from tests.handmade import Handmade

OLD = [
    "The harbour board of Quillby closed the east quay on Monday after divers found cracks in its piles.",
    "Nobody was hurt, and boats are moored at the west quay for now.",
    "“We shall mend it by June,” harbour master Ivo Tarn said.",
    "The quay was built in 1931 and carries two cranes and a railway.",
    "Fishermen met in the old net loft on Monday evening to speak of their losses.",
    "A second inspection is planned for the autumn.",
]
NEW = [
    "The harbour board of Quillby closed the east quay on Monday after divers found cracks in all of its piles.",
    "Nobody was hurt, and boats are moored at the west quay for now.",
    "The quay was built in 1931 and carries two cranes and a railway.",
    "“We shall mend it by June,” harbour master Ivo Tarn said.",
    "Fishermen met in the old net loft on Monday evening to speak of their losses.",
    "The mayor, Ada Brink, asked the county for money.",
]
OTHER = [
    "Quillby's east quay is closed.",
    "“We shall mend it by June,” harbour master Ivo Tarn told the radio.",
    "Nobody was hurt, and boats are moored at the west quay.",
]


def states(old: list[str], new: list[str]):
    made = Handmade(old="\n".join(old), new="\n".join(new))
    return made.know("old", version_of="new", outlet="Echo").know("new", outlet="Echo").reading()


def kinds(old: list[str], new: list[str]) -> list[tuple[str, object, object]]:
    rows = compare.versions(states(old, new))
    return [
        (row.kind, *(None if pd.isna(t) else t for t in (row.earlier_text, row.later_text)))
        for row in rows.itertuples()
    ]


def test_what_was_changed_added_removed_and_moved_is_told():
    """Each kind of difference is one row, with the words of both states; what stayed is no row."""
    made = kinds(OLD, NEW)
    assert (made[0]) == ("changed", OLD[0], NEW[0])
    assert ("removed", OLD[5], None) in made
    assert ("added", None, NEW[5]) in made
    assert sum(kind == "moved" for kind, *_ in made) == 1
    assert len(made) == 4


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (OLD, OLD, []),
        (OLD[:2], OLD[:3], [("added", None, OLD[2])]),
        (OLD[:3], OLD[1:3], [("removed", OLD[0], None)]),
        (["The quay is safe."], ["The quay is not safe."], [("changed", "The quay is safe.", "The quay is not safe.")]),
        (["“It is safe,” she said."], ["It is safe, she said."], [("changed", "“It is safe,” she said.", "It is safe, she said.")]),
        (["Rain fell."], ["Divers went down to the piles."], [("removed", "Rain fell.", None), ("added", None, "Divers went down to the piles.")]),
        (["Rain fell.", "Rain fell."], ["Rain fell."], [("removed", "Rain fell.", None)]),
    ],
)  # fmt: skip
def test_a_difference_is_named(old, new, wanted):
    """The kind of a difference follows from the words alone."""
    assert kinds(old, new) == wanted


def test_offsets_lead_to_the_words():
    """Both sides of every row are slices of their article."""
    reading = states(OLD, NEW)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    for row in compare.versions(reading).itertuples():
        for side in ("earlier", "later"):
            start, end, said = (getattr(row, f"{side}_{what}") for what in ("start", "end", "text"))
            assert pd.isna(start) or texts[getattr(row, f"{side}_article_id")][start:end] == said


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A folder with two states of one article, and another outlet's."""
    folder = tmp_path_factory.mktemp("states")
    for name, body in (("old", OLD), ("new", NEW), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(f"Quay of Quillby closed\n\n{chr(10).join(f'{s}{chr(10)}' for s in body)}", "utf-8")  # fmt: skip
    (folder / "sources.csv").write_text(
        "file,outlet,published\nold.txt,Quillby Echo,2025-03-03\nnew.txt,Quillby Echo,2025-03-04\n"
        "other.txt,Vale Radio,2025-03-03\n",
        "utf-8",
    )
    return kit.read(folder)


def test_an_article_counts_once(read):
    """The earlier state is read and enters no count of a comparison; its treatment is that it is not compared."""
    assert set(read.quotes["article_id"]) == {"old", "new", "other"}
    assert set(read.renderings["article_id"]) <= {"new", "other"}
    assert read.statements["articles"].max() == 2
    made = compare.apparatus(read)
    assert set(made.loc[made["article_id"] == "old", "treatment"].astype(str)) == {"not compared"}
    for answer in (compare.voices, compare.weight, compare.overview, compare.numbers, compare.naming):
        assert "old" not in set(answer(read)["article_id"])
    assert compare.coverage(read)["articles"].max() == 2
    assert not compare.findings(read)["sentence"].str.contains("three", case=False).any()


def test_a_changed_article_is_no_copy(read):
    """Between two states the table of shared wording says that they are states of one article."""
    pair = read.reuse[read.reuse["left_article_id"].eq("new") & read.reuse["right_article_id"].eq("old")]
    assert pair["rule"].tolist() == ["reuse.versions"]


def test_the_report_shows_what_was_changed(read):
    """The report lists the outlet once, and under its source every sentence that differs."""
    from kit.report.page import render

    page = render(read, sections=["sources", "articles"])
    assert page.count('class="card"') == 2
    assert "1 added, 1 removed, 1 changed, 1 moved" in page
    assert f"<ins>{NEW[5]}</ins>" in page
