"""kit class: thirty files become one table, and nothing of them is lost, invented or obeyed."""

from __future__ import annotations

import json
import random
import shutil

import pandas as pd
import pytest
from pypdf import PdfReader

import kit
from kit.__main__ import main
from kit.corrections import read_corrections
from kit.exercises import measure
from kit.exercises.answers import AnswersError, corpus_mark
from kit.lesson.classroom import agreement, proposals, read_folder, write_class
from kit.lesson.classroom.results import Results, by_pupil, gain, hardest

from .simulated import asked, hand_in, write_class_of

CORPUS = "tests/corpora/second"


@pytest.fixture(scope="module")
def reading():
    """The second corpus."""
    return kit.read(CORPUS)


@pytest.fixture(scope="module")
def thirty(reading, tmp_path_factory):
    """The folder of a class of thirty."""
    folder = tmp_path_factory.mktemp("class") / "answers"
    write_class_of(reading, folder, 30)
    return folder


def put(folder, name, made):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(made), encoding="utf-8")


def test_every_answer_of_thirty_pupils_is_in_the_table(reading, thirty, tmp_path):
    """The CSV has a row for each answer of each file, and the page a line for each pupil."""
    written, lines = write_class(reading, thirty, tmp_path / "class.html")
    assert lines == []
    table = pd.read_csv(tmp_path / "class.csv")
    files = [json.loads(path.read_text(encoding="utf-8")) for path in thirty.iterdir()]
    assert len(table) == sum(len(one["answers"]) for one in files)
    assert table["pupil"].nunique() == 30
    assert [path.name for path in written] == ["class.html", "class.csv", "class_corrections.csv"]
    assert (tmp_path / "class.html").read_text(encoding="utf-8").count('<th scope="row">Pupil ') >= 25


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cut.json", '{"format": "kit-answers", "ver', "broken"),
        ("other.json", '{"format": "kit-answers", "version": 1, "corpus": "0123456789abcdef"}', "other articles"),
        ("list.json", "[1, 2]", "not a file of answers of this kit"),
        ("odd.json", '{"format": "kit-answers", "version": 1, "corpus": 7}', "not as the format says, at corpus"),
        ("photo.png", "x", "not a .json file"),
        ("deep.json", "[" * 100_000, "broken"),
    ],
)
def test_a_file_that_cannot_be_used_costs_one_line(reading, tmp_path, name, content, told):
    """A broken, foreign or strange file is named once, and the other pupils are read."""
    put(tmp_path / "in", "good.json", hand_in(reading, "Heron"))
    (tmp_path / "in" / name).write_text(content, encoding="utf-8")
    pupils, lines = read_folder(tmp_path / "in", corpus_mark(reading))
    assert [one.pupil for one in pupils] == ["Heron"]
    assert len(lines) == 1
    assert lines[0].startswith(f"{name}: ")
    assert told in lines[0]


def test_two_files_of_one_pupil_are_one(reading, tmp_path):
    """A file handed in twice, or early and late, is one pupil; each question has the row with more tries."""
    early, late = hand_in(reading, "Heron", skill=0), hand_in(reading, "heron ", skill=0)
    early["answers"] = [
        {**row, "response": row["first"], "tries": 1, "right": False} for row in early["answers"] if row["tries"] == 2
    ]
    put(tmp_path / "in", "a.json", late)
    put(tmp_path / "in", "b.json", early)
    pupils, lines = read_folder(tmp_path / "in", corpus_mark(reading))
    assert [one.files for one in pupils] == [("a.json", "b.json")]
    assert sorted(pupils[0].lists["answers"], key=str) == sorted(late["answers"], key=str)
    assert len(lines) == 1
    assert "a second file of Heron" in lines[0]


def test_two_pupils_of_one_name_stay_two(reading, tmp_path):
    """If the same question was first answered otherwise, somebody else chose the same name: nothing is lost."""
    put(tmp_path / "in", "a.json", hand_in(reading, "Heron", skill=1))
    put(tmp_path / "in", "b.json", hand_in(reading, "Heron", skill=0))
    pupils, lines = read_folder(tmp_path / "in", corpus_mark(reading))
    assert [one.pupil for one in pupils] == ["Heron", "Heron (2)"]
    assert len(lines) == 1
    assert "kept apart as Heron (2)" in lines[0]


def test_files_of_notebooks_without_a_name_are_told_apart_by_their_folders(reading, tmp_path):
    """Every notebook writes my_answers.json: the folder says whose it is."""
    for name in ("ann", "ben"):
        put(tmp_path / name, "my_answers.json", hand_in(reading, None))
    pupils, _ = read_folder(tmp_path, corpus_mark(reading))
    assert [one.pupil for one in pupils] == ["ann", "ben"]


def test_numbers_for_names(reading, thirty, tmp_path):
    """With --without-names no name a pupil chose stands in the page, the table or on the screen."""
    shutil.copytree(thirty, tmp_path / "in")
    (tmp_path / "in" / "Marigold.json").write_text("{", encoding="utf-8")
    written, lines = write_class(reading, tmp_path / "in", tmp_path / "class.html", names=False)
    everything = "\n".join(path.read_text(encoding="utf-8") for path in written) + "\n".join(lines)
    for name in ("Heron", "Blue Fox", "Ödön", "SUM(", "Kite", "Marigold"):
        assert name not in everything
    assert len(lines) == 1


def test_names_and_reasons_are_text(reading, thirty, tmp_path):
    """Markup and formulas in what pupils wrote are shown, not obeyed."""
    write_class(reading, thirty, tmp_path / "class.html")
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "<b>Kite" not in page
    assert "&lt;b&gt;Kite" in page
    assert "<i>It names" not in page
    assert "\n=SUM" not in (tmp_path / "class.csv").read_text(encoding="utf-8")


def test_the_table_says_at_which_try(reading, tmp_path):
    """Right at once, right at the second try, never right, not answered: four different cells."""
    made_of = asked(reading, 3)
    made = hand_in(reading, "Heron")
    keep = {}
    for n, question in enumerate(made_of[:3]):
        mine = [row for row in made["answers"] if row["question_id"] == question.question_id]
        bad = [{**row, "first": ["x"]} for row in mine]
        keep[question.question_id] = [
            mine, [{**row, "tries": 2} for row in bad], [{**row, "response": ["x"], "tries": 3} for row in bad]
        ][n]  # fmt: skip
    made["answers"] = [row for rows in keep.values() for row in rows]
    other = hand_in(reading, "Kite")
    put(tmp_path / "in", "a.json", made)
    put(tmp_path / "in", "b.json", other)
    pupils, _ = read_folder(tmp_path / "in", corpus_mark(reading))
    grid = by_pupil(Results(reading, pupils))
    assert grid.loc["Heron", list(keep)].tolist() == [1, 2, -3]
    assert pd.isna(grid.loc["Heron", made_of[3].question_id])
    assert (grid.loc["Kite"] == 1).all()


def test_the_hardest_part_comes_first(reading, tmp_path):
    """Whatever most pupils had wrong at first stands at the top, with what they took it for."""
    made = [hand_in(reading, f"Pupil {n}", skill=1) for n in range(4)]
    part = next(row for row in made[0]["answers"] if row["kind"] == "voice")
    for one in made[:3]:
        for row in one["answers"]:
            if (row["question_id"], row["part"]) == (part["question_id"], part["part"]):
                row["first"], row["tries"] = ["Nobody Known"], 2
    for n, one in enumerate(made):
        put(tmp_path / "in", f"{n}.json", one)
    top = hardest(Results(reading, read_folder(tmp_path / "in", corpus_mark(reading))[0])).iloc[0]
    assert (top["question_id"], top["right_first"], top["pupils"]) == (part["question_id"], 1, 4)
    assert top["taken_for"] == "Nobody Known (3)"


def test_kappa_is_one_for_agreement_and_falls_with_it(reading, tmp_path):
    """A class that always answers as the kit does has kappa one with it and with itself; one that does not, less."""
    seeds = kit.read("seeds")
    values = {}
    for name, skill in {"right": 1.0, "mixed": 0.5}.items():
        for n in range(6):
            put(tmp_path / name, f"{n}.json", hand_in(seeds, f"Pupil {n}", skill=skill, seed=n, limit=9))
        found = agreement.agreements(Results(seeds, read_folder(tmp_path / name, corpus_mark(seeds))[0]))
        values[name] = {one.kind: one for one in found}
    right, mixed = values["right"]["wording"], values["mixed"]["wording"]
    assert (right.with_kit, right.with_itself) == (1.0, 1.0)
    assert mixed.with_itself < 0.6
    assert right.pairs == 15


def test_corrections_that_many_agree_on_are_proposed(reading, thirty, tmp_path):
    """Two thirds of the class say the same: proposed, with how many; what one pupil says alone is not."""
    alone = hand_in(reading, "Solo")
    last = reading.quotes["quote_id"].iloc[-1]
    alone["checks"] = [{"table": "quotes", "row_id": last, "column": "speaker", "value": "Only Me", "note": None},
                       {"table": "no_table", "row_id": "x", "column": "y", "value": "z", "note": None}]  # fmt: skip
    shutil.copytree(thirty, tmp_path / "in")
    put(tmp_path / "in", "solo.json", alone)
    pupils, _ = read_folder(tmp_path / "in", corpus_mark(reading))
    rows = proposals.proposed(proposals.checked(Results(reading, pupils)))
    assert set(rows["row_id"]) == set(reading.quotes["quote_id"].head(6))
    assert set(rows["instead"]) == {"Somebody Else"}
    count, wrong = proposals.write(rows, tmp_path / "corrections.csv")
    held = read_corrections(tmp_path / "corrections.csv")
    assert (count, wrong) == (6, [])
    assert set(held["note"]) == {"proposed by 20 of 30 pupils"}


def test_gain_counts_both_forms_and_the_teachers_points(reading, tmp_path):
    """Closed questions before and after, and the points in scores.csv; a wrong line is told."""
    first, second = hand_in(reading, "Heron", skill=0), hand_in(reading, "Kite", skill=1)
    for row in first["answers"]:
        if row["question_id"] == "measure/after/wording":
            row["first"] = row["response"] = ["reworded"]
    put(tmp_path / "in", "a.json", first)
    put(tmp_path / "in", "b.json", second)
    (tmp_path / "in" / "scores.csv").write_text("pupil,before,after\nheron,1,3\nKite,9,1\n", encoding="utf-8")
    out = tmp_path / "class.html"
    _, lines = write_class(reading, tmp_path / "in", out)
    assert lines == ["scores.csv, line 3: points are 0, 1, 2 or 3; left aside"]
    results = Results(reading, read_folder(tmp_path / "in", corpus_mark(reading))[0])
    table = gain(results, {"heron": {"before": 1, "after": 3}}).set_index("pupil")
    items = len(measure.questions()) // 2
    assert table.loc["Heron", ["before", "after", "why_before", "why_after"]].tolist()[2:] == [1, 3]
    assert table.loc["Kite", ["before", "after"]].tolist() == [items, items]
    assert table.loc["Heron", "after"] > table.loc["Heron", "before"]
    assert "Reasons, by your points" in out.read_text(encoding="utf-8")


def test_answers_to_questions_that_are_not_made_any_more_are_kept(reading, tmp_path):
    """An unknown question stays in the CSV and is counted in a line."""
    made = hand_in(reading, "Heron")
    made["answers"].append({**made["answers"][0], "question_id": "voice/gone-q1", "kind": "voice"})
    put(tmp_path / "in", "a.json", made)
    _, lines = write_class(reading, tmp_path / "in", tmp_path / "class.html")
    assert lines[0].startswith("1 answer ")
    assert "voice/gone-q1" in (tmp_path / "class.csv").read_text(encoding="utf-8")


def test_nobody_handed_in_anything(reading, tmp_path):
    """An empty folder gives a page that says so; a folder that is not there is an error."""
    (tmp_path / "in").mkdir()
    write_class(reading, tmp_path / "in", tmp_path / "class.html")
    assert "Nobody answered" in (tmp_path / "class.html").read_text(encoding="utf-8")
    with pytest.raises(AnswersError, match="no folder of answers"):
        write_class(reading, tmp_path / "nowhere", tmp_path / "class.html")


def test_the_command_says_what_it_wrote_and_what_needs_a_look(thirty, tmp_path, capsys):
    """Paths go to the screen, complaints to the other stream; a page that is no .html is refused."""
    assert main(["class", str(thirty), CORPUS, "--out", str(tmp_path / "class.html"), "--without-names"]) == 0
    assert "class.csv" in capsys.readouterr().out
    assert main(["class", str(thirty), CORPUS, "--out", str(tmp_path / "class.pdf")]) == 1
    assert "name it with .html" in capsys.readouterr().err


@pytest.mark.browser
def test_the_page_prints_on_two_sheets_and_is_readable(chromium, tmp_path):
    """A class of thirty on the seeds: two sheets of A4, no request, nothing wider than a telephone, axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    seeds = kit.read("seeds")
    write_class_of(seeds, tmp_path / "in", 30)
    out = tmp_path / "class.html"
    write_class(seeds, tmp_path / "in", out)
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(out.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
    page.pdf(path=tmp_path / "class.pdf", format="A4", prefer_css_page_size=True)
    assert requests == [out.as_uri()]
    assert len(PdfReader(tmp_path / "class.pdf").pages) == 2
    page.close()


def test_kappa_is_that_of_the_library():
    """Cohen's kappa of drawn labels is what scikit-learn reckons, whatever the labels and their number."""
    from sklearn.metrics import cohen_kappa_score

    from kit.lesson.classroom.agreement import kappa

    chance = random.Random(7)
    for size in range(2, 40):
        one, other = ([chance.choice("abc"[: 2 + size % 2]) for _ in range(size)] for _ in range(2))
        if len({*one, *other}) > 1:
            assert kappa(one, other) == pytest.approx(cohen_kappa_score(one, other), abs=0.0051)
