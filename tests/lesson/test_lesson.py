"""kit lesson: everything a teacher needs, and nothing in a pupil's folder that gives an answer away."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from markupsafe import escape
from pypdf import PdfReader

import kit
from kit import exercises
from kit.__main__ import main
from kit.exercises import sealed
from kit.exercises.answers import corpus_mark
from kit.lesson import LessonError, write_lesson
from kit.lesson.papers import PAPERS
from kit.phrasing import plain

CORPORA = {"seeds": "seeds", "second": "tests/corpora/second", "hostile": "tests/corpora/hostile",
           "quoteless": "tests/corpora/quoteless"}  # fmt: skip


@pytest.fixture(scope="module", params=CORPORA)
def lesson(request, tmp_path_factory):
    """A lesson on each corpus: the reading, its questions, the folder."""
    folder = tmp_path_factory.mktemp(request.param)
    reading = kit.read(CORPORA[request.param])
    write_lesson(reading, folder)
    return reading, exercises.make(reading), folder


def cells(path: Path) -> list:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook.cells


def test_everything_is_there(lesson):
    """Both editions of every notebook, all papers, the articles, the questions."""
    folder = lesson[2]
    names = {path.name for path in Path("notebooks").glob("0*.ipynb")}
    for whose in ("pupil", "teacher"):
        assert {path.name for path in (folder / whose).glob("*.ipynb")} == names
    assert all((folder / whose / f"{name}.html").is_file() for name, whose in PAPERS.items())
    texts = {
        path.relative_to(folder / "pupil/articles").as_posix() for path in (folder / "pupil/articles").rglob("*.*")
    }
    assert set(lesson[0].articles["path"]) <= texts


def test_pupils_get_the_same_articles(lesson):
    """The copied articles are read as the originals are."""
    again = kit.read(lesson[2] / "pupil" / "articles")
    assert again.articles["text"].tolist() == lesson[0].articles["text"].tolist()


def test_pupil_notebooks_show_no_output_and_read_their_own_folder(lesson):
    """No output is left that could hold an answer; corpus and questions are the folder's own."""
    for path in (lesson[2] / "pupil").glob("*.ipynb"):
        for cell in cells(path):
            if cell.cell_type == "code":
                assert cell.outputs == []
                assert cell.execution_count is None
                assert "kit.read()" not in cell.source
                assert "Exercises(reading" not in cell.source


def test_the_lab_opens_a_lesson(lesson, monkeypatch):
    """`kit lab lesson/pupil` shows the pupil's notebooks, which read their own articles."""
    started = []
    monkeypatch.setattr("subprocess.call", lambda command, **how: started.append((command, how)) or 0)
    assert main(["lab", str(lesson[2] / "pupil"), "--no-browser"]) == 0
    command, how = started[0]
    assert f"--ServerApp.root_dir={(lesson[2] / 'pupil').resolve()}" in command
    assert "--LabApp.default_url=/doc/tree/00_start_here.ipynb" in command
    assert how["cwd"] == lesson[2] / "pupil"


def test_articles_are_printed_whole(lesson):
    """Every line of every article stands on the sheets as it was found, with controls written out."""
    shown = (lesson[2] / "pupil" / "articles.html").read_text(encoding="utf-8")
    for text in lesson[0].articles["text"]:
        assert all(str(escape(plain(line))) in shown for line in text.splitlines() if line.strip())


def test_no_answer_can_be_found_by_search(lesson):
    """In a pupil's folder, articles aside, no evidence and no solved question stands; only seals do."""
    _, questions, folder = lesson
    files = [path for path in (folder / "pupil").iterdir() if path.is_file()]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in files)
    flat = re.sub(r"\s+", " ", everything)
    for question in questions:
        assert question.evidence not in flat
        assert json.dumps(question.evidence, ensure_ascii=False)[1:-1] not in flat
    assert '"answer"' not in everything
    given = json.loads((folder / "pupil/questions.json").read_text(encoding="utf-8"))["questions"]
    assert "evidence" not in {key for one in given for key in one}


def test_pupils_questions_are_the_sealed_ones(lesson):
    """The file of questions is what sealing gives, nothing else."""
    kept = json.loads((lesson[2] / "pupil" / "questions.json").read_text(encoding="utf-8"))
    assert kept["questions"] == [sealed(question) for question in lesson[1]]
    assert kept["corpus"] == corpus_mark(lesson[0])


def test_teachers_find_every_answer_with_its_evidence(lesson):
    """Each question of a kind that a notebook asks stands answered behind the exercise; the key has all of them."""
    _, questions, folder = lesson
    answered = [
        cell.source
        for path in (folder / "teacher").glob("*.ipynb")
        for cell in cells(path)
        if cell.id.endswith("-answers")
    ]
    kinds = {
        kind
        for path in Path("notebooks").glob("0*.ipynb")
        for found in re.findall(r"Exercises\(reading((?:, \\\"\w+\\\")*)\)", path.read_text())
        for kind in re.findall(r"\w+", found)
    }
    assert kinds == set(exercises.KINDS)
    assert sum(text.count("*Evidence:*") for text in answered) == len(questions)
    key = (folder / "teacher" / "answers.html").read_text(encoding="utf-8")
    assert key.count("<section") == len(questions)


def test_the_same_reading_gives_the_same_bytes(lesson, tmp_path):
    """Two lessons on one reading do not differ in a byte."""
    write_lesson(lesson[0], tmp_path)
    for path in sorted(tmp_path.rglob("*.*")):
        if path.is_file():
            assert path.read_bytes() == (lesson[2] / path.relative_to(tmp_path)).read_bytes()


def test_no_path_of_this_machine_is_written(lesson):
    """A lesson can be given away."""
    for path in lesson[2].rglob("*"):
        if path.is_file() and path.suffix in (".ipynb", ".html", ".json"):
            text = path.read_text(encoding="utf-8")
            assert str(Path.cwd()) not in text
            assert str(Path.home()) + "/" not in text


def test_articles_are_text_in_every_paper(lesson):
    """Markup in an article is shown, not obeyed."""
    for path in lesson[2].rglob("*.html"):
        if "articles" not in path.parts and path.name not in ("pupil.html", "report.html"):
            text = path.read_text(encoding="utf-8").lower()
            assert "<script" not in text
            assert "<img" not in text
            assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", text)


def test_the_plan_lasts_45_minutes(lesson):
    """The timings join up, from nought to the end of the lesson."""
    plan = (lesson[2] / "teacher" / "plan.html").read_text(encoding="utf-8")
    times = [tuple(map(int, found)) for found in re.findall(r'class="time">(\d+)–(\d+)<', plan)]
    assert times[0][0] == 0
    assert times[-1][1] == 45
    assert all(before[1] == after[0] for before, after in pairwise(times))


@pytest.mark.browser
def test_the_worksheet_prints_on_two_pages(lesson, chromium, tmp_path):
    """A sheet of A4, both sides; axe-core finds nothing serious in any paper."""
    from axe_playwright_python.sync_playwright import Axe

    page = chromium.new_page()
    for name, whose in PAPERS.items():
        page.goto((lesson[2] / whose / f"{name}.html").resolve().as_uri())
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        if name == "worksheet":
            page.pdf(path=tmp_path / "sheet.pdf", format="A4", prefer_css_page_size=True)
            assert len(PdfReader(tmp_path / "sheet.pdf").pages) == 2
    page.close()


def test_a_lesson_does_not_copy_itself(tmp_path):
    """A folder inside the articles is refused before anything is written."""
    (tmp_path / "one.txt").write_text("The bridge at Elm Ford opened on Monday, the mayor said.")
    with pytest.raises(LessonError, match="inside the articles"):
        write_lesson(kit.read(tmp_path), tmp_path / "lesson")
    assert not (tmp_path / "lesson").exists()


def test_corrections_and_links_stay_at_home(tmp_path):
    """What was put right may answer a question, and a link may lead anywhere: neither is copied."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "one.txt").write_text("The bridge at Elm Ford opened on Monday, the mayor said.")
    (corpus / "corrections.csv").write_text("table,row_id,column,value,note\n")
    (corpus / "two.txt").symlink_to(tmp_path / "elsewhere.txt")
    write_lesson(kit.read(corpus), tmp_path / "lesson")
    assert [path.name for path in (tmp_path / "lesson/pupil/articles").iterdir()] == ["one.txt"]


def test_the_command_writes_it_and_says_what_is_wrong(tmp_path, capsys):
    """`kit lesson` names the files it wrote; a folder that is not there gets a line and exit code 1."""
    assert main(["lesson", "seeds", "--out", str(tmp_path / "lesson"), "--limit", "1"]) == 0
    assert "worksheet.html" in capsys.readouterr().out
    assert main(["lesson", str(tmp_path / "nowhere"), "--out", str(tmp_path / "other")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_the_cover_leads_to_every_paper(lesson):
    """index.html names each paper and each file that a teacher needs, and every link of it leads somewhere."""
    folder = lesson[2]
    cover = (folder / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', cover)
    assert all((folder / link).is_file() for link in links)
    assert {f"{whose}/{name}.html" for name, whose in PAPERS.items()} <= set(links)
    assert {"pupil.html", "report.html", "teacher/questions_qti21.zip"} <= set(links)


def test_the_solution_and_the_samples_say_what_the_apparatus_says(lesson):
    """Each wording on the filled worksheet has the treatment of the apparatus, and only sure rows are there."""
    from kit import compare
    from kit.entry import Entries, worth_comparing
    from kit.lesson.event import one_event

    reading, folder = one_event(lesson[0]), lesson[2]
    entry = next(iter(worth_comparing(Entries(reading))), None)
    sheet = (folder / "teacher" / "solution.html").read_text(encoding="utf-8")
    samples = (folder / "teacher" / "samples.html").read_text(encoding="utf-8")
    if entry is None:
        assert "pupils choose their own sentences" in sheet
        assert "no sample can be made" in samples
        return
    table = compare.apparatus(reading).set_index("rendering_id")
    for row in entry.quoted[:4]:
        for place in row.places:
            assert tuple(table.loc[place.rendering_id, ["treatment", "certainty"]]) == (row.treatment, "sure")
        shown = str(escape(row.text)).replace("&#39;", "&#39;")
        assert f"{shown}<br><b>{row.treatment}</b>" in sheet


def test_the_background_invents_nothing(lesson):
    """Each name in the box stands in an article, and each event in the table of world events."""
    from kit import data
    from kit.lesson.background import background
    from kit.lesson.event import one_event

    reading = one_event(lesson[0])
    box = background(reading)
    assert {name for name, _ in box["people"]} <= set(reading.entities["name"])
    assert set(box["places"]) <= set(reading.entities["name"])
    assert {name for name, _, _ in box["since"]} <= set(data.read_list("world_events.csv")["event"])
    for _, words in box["content"]:
        assert all(word in " ".join(reading.articles["text"]).casefold() for word in words)


@pytest.mark.browser
def test_five_slides_are_five_pages_of_16_to_9(lesson, chromium, tmp_path):
    """Printed, each slide is one page; on the screen nothing stands out of it."""
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.goto((lesson[2] / "teacher" / "slides.html").resolve().as_uri())
    for n in range(5):
        box = page.locator("section").nth(n)
        assert box.evaluate("e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "slides.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "slides.pdf").pages
    assert len(pages) == 5
    assert all(abs(float(one.mediabox.width) / float(one.mediabox.height) - 16 / 9) < 0.01 for one in pages)
    page.close()


@pytest.mark.browser
def test_the_cover_fits_one_screen(lesson, chromium):
    """What to print and what to open is seen without scrolling, on a small laptop."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto((lesson[2] / "index.html").resolve().as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    page.close()
