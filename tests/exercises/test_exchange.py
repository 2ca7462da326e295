"""The questions in QTI 2.1, GIFT, Moodle XML and CSV: the same question, answer and passage in each, whatever articles hold."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import kit
from kit import exercises
from kit.exercises import Part, Passage, Question
from kit.exercises.exchange import gift, items, moodle_xml, qti_package, questions_csv, write_questions

Q = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1", "p": "http://www.imsglobal.org/xsd/imscp_v1p1"}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("qti21.rng")))
NASTY = "a = {b} ~c #d :e \\f % <script>alert(1)</script> & “g”\nh"


@pytest.fixture(scope="module", params=["seeds", "tests/corpora/second", "tests/corpora/hostile", "nasty", "none"])
def made(request):
    """Items of each corpus, of a question full of signs, and of no question."""
    if request.param == "none":
        return []
    if request.param == "nasty":
        part = Part(NASTY, (NASTY, "x", "y", "z"), (NASTY, "y"), many=True)
        passage = Passage(NASTY, "a", 0, 5, NASTY)
        return items([Question("omission/s1", "omission", NASTY, (passage,), (part, part), NASTY, (), NASTY)])
    return items(exercises.make(kit.read(request.param)))


def flat(text):
    return " ".join(text.split())


def package(made):
    with zipfile.ZipFile(io.BytesIO(qti_package(made, NASTY))) as files:
        return {name: etree.fromstring(files.read(name)) for name in files.namelist()}


def test_qti_is_valid_and_whole(made):
    """Each file is as the information model says, and the manifest names all of them and nothing else."""
    files = package(made)
    for name, root in files.items():
        if name != "imsmanifest.xml":
            SCHEMA.assertValid(root)
    manifest = files.pop("imsmanifest.xml")
    assert sorted(manifest.xpath("//p:file/@href", namespaces=Q)) == sorted(files)
    ids = manifest.xpath("//p:resource/@identifier", namespaces=Q)
    assert len(set(ids)) == len(ids)
    assert set(manifest.xpath("//p:dependency/@identifierref", namespaces=Q)) == set(ids) - {"test"}


def test_qti_asks_the_same_and_knows_the_answer(made):
    """Prompt, passages, options and right ones are those of the question."""
    files = package(made)
    for item in made:
        root = files[f"items/{item.key}.xml"]
        options = {one.get("identifier"): one.text for one in root.iterfind(".//q:simpleChoice", Q)}
        right = [one.text for one in root.iterfind(".//q:correctResponse/q:value", Q)]
        assert list(options.values()) == list(item.options)
        assert [options[one] for one in right] == [option for option in item.options if option in item.answer]
        text = flat("".join(root.find("q:itemBody", Q).itertext()))
        assert flat(item.prompt) in text
        assert all(flat(passage) in text for _, passage in item.passages)
        assert (root.find(".//q:choiceInteraction", Q).get("maxChoices") == "0") == item.many


def read_gift(text):
    """A reader of GIFT as Moodle's documentation describes it: titles, bodies and answers, escapes undone."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        if "::" not in block:
            continue
        title, body, answers = re.fullmatch(
            r"::((?:\\.|[^:\\])*)::\[html\]((?:\\.|[^{\\])*)\{((?:\\.|[^}\\])*)\}\s*", block, re.DOTALL
        ).groups()
        parts = re.findall(r"([=~])(?:%(-?[\d.]+)%)?((?:\\.|[^=~#\\])*)#((?:\\.|[^=~\\])*)", answers)
        undo = lambda one: re.sub(r"\\(.)", r"\1", one).strip()  # noqa: E731
        found.append(
            (undo(title), undo(body), [(sign, share, undo(option), undo(told)) for sign, share, option, told in parts])
        )
    return found


def unescaped(text):
    import html

    return html.unescape(text)


def test_gift_says_the_same(made):
    """Read back, each item has its options, its right ones, and no sign of an article acts as GIFT's own."""
    found = read_gift(gift(made, "A class"))
    assert len(found) == len(made)
    for item, (title, body, answers) in zip(made, found, strict=True):
        assert title == f"{item.key} {item.kind}"
        assert "<script" not in body
        assert flat(item.prompt) in flat(unescaped(body))
        assert [unescaped(option) for _, _, option, _ in answers] == [flat(option) for option in item.options]
        right = [unescaped(option) for sign, share, option, _ in answers if sign == "=" or float(share or 0) > 0]
        assert right == [flat(option) for option in item.options if option in item.answer]


def test_moodle_xml_says_the_same(made):
    """One multiple choice an item; fractions of the right ones add up to 100, wrong ones take away where several are right."""
    root = etree.fromstring(moodle_xml(made, "A class"))
    questions = root.findall("question[@type='multichoice']")
    assert len(questions) == len(made)
    for item, question in zip(made, questions, strict=True):
        answers = [(unescaped(a.findtext("text")), float(a.get("fraction"))) for a in question.findall("answer")]
        assert [flat(option) for option, _ in answers] == [flat(option) for option in item.options]
        assert {flat(option) for option, share in answers if share > 0} == {flat(one) for one in item.answer}
        assert abs(sum(share for _, share in answers if share > 0) - 100) < 0.001
        assert all(share == (-100 if item.many else 0) for _, share in answers if share <= 0)
        assert "<script" not in question.findtext("questiontext/text")
        assert (question.findtext("single") == "false") == item.many


def test_the_table_has_every_item(made):
    """A row an item, its right options among its options, nothing a spreadsheet would run."""
    rows = list(csv.DictReader(io.StringIO(questions_csv(made))))
    assert [row["key"] for row in rows] == [item.key for item in made]
    for row in rows:
        assert set(row["answer"].split("\n")) <= set(row["options"].split("\n"))
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_the_same_questions_give_the_same_bytes(seeds, tmp_path):
    """Two packages made on two days do not differ."""
    both = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files = write_questions(exercises.make(seeds), tmp_path / name, "Seeds")
        both.append({path.name: path.read_bytes() for path in files})
    assert both[0] == both[1]
    assert len(both[0]) == 4
