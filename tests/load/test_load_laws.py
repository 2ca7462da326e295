"""Laws of loading that hold for any text: nothing lost, nothing altered, every fact where it says."""

from __future__ import annotations

import json
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kit import load
from kit.load.page_parts.dates import find_dates
from kit.load.page_parts.roles import read_furniture
from kit.tables.schemas import ROLES, SOURCES

# Bits of furniture and of sentences (names and places are invented): any order of them must be read without loss.
BITS = [
    "ARDENVALE, May 3 (Xinhua) -- ", "By Ilka Torsen", "Published: May 3, 2013 | Updated: 04/05/13 9:31 AM", "date 2025-02-12 ",
    "https://echo.example/2025/02/13/bridge", "![a](https://img.echo.example/2025/02/x.jpg)", "......CONTINUE READING>>>>>",
    "./ VOA (Merrow Radio)", "(AP)", "— Reuters", "Source: Merrow Mission", "The mayor said it was open.", "“Open,” she said. ",
    "\n", "\n\n", "\r\n", "\u2028", "\x85", "\t", " ", "\u202e", "\0", "©", "---\ntitle: x\n---\n", "# ", "XXXX", "31/31/9999", "2", "é",
]  # fmt: skip
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(BITS), max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_character_that_is_not_white_space_lies_in_exactly_one_segment(text):
    """Segments are in order, do not overlap, leave out only white space, and have a known role."""
    segments, _ = read_furniture(text)
    at = 0
    for segment in segments:
        assert not text[at : segment["start"]].strip()
        assert at <= segment["start"] < segment["end"]
        assert segment["role"] in ROLES
        assert not text[segment["start"]].isspace()
        assert not text[segment["end"] - 1].isspace()
        at = segment["end"]
    assert not text[at:].strip()
    numbers = [segment["paragraph"] for segment in segments]
    assert numbers == sorted(numbers)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_fact_of_a_text_stands_where_it_says(text):
    """A fact's span is inside the text and holds its value, unless the value is a day or an agency's usual name."""
    for fact in read_furniture(text)[1]:
        assert fact.source in SOURCES
        assert fact.value
        assert 0 <= fact.start < fact.end <= len(text)
        if fact.field in {"title", "byline", "outlet", "url", "place", "credit"}:
            assert text[fact.start : fact.end].lower() == fact.value.lower()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789/.-: ,MmAaYyJjUuNn年月日", max_size=60))
def test_days_are_read_inside_the_text_and_never_overlap(text):
    """Every day found lies in the text, behind the one before, and is a day of the calendar or several."""
    at = 0
    for printed in find_dates(text):
        assert at <= printed.start < printed.end <= len(text)
        assert printed.day or printed.month_day or len(printed.readings) > 1
        at = printed.end


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120), min_size=1, max_size=4), st.randoms())
def test_the_text_is_the_file_and_the_order_of_files_does_not_matter(tmp_path_factory, contents, chance):
    """`articles.text` is the decoded file, and the tables are the same whichever file was written first."""
    tables = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("corpus")
        files = [(f"{n}.txt", text) for n, text in enumerate(contents)]
        chance.shuffle(files)
        for name, text in files:
            (folder / name).write_bytes(text.encode())
        try:
            corpus = load.load_articles(folder)
        except load.CorpusError as error:
            tables.append(error.problems.to_json())
            continue
        for row in corpus.articles.itertuples():
            if row.encoding == "utf-8":
                assert row.text == (folder / row.path).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        tables.append(
            [
                frame.to_json(date_format="iso")
                for frame in (corpus.articles, corpus.facts, corpus.segments, corpus.problems)
            ]
        )
    assert tables[0] == tables[1]


def test_an_id_does_not_change_when_another_file_is_added(tmp_path):
    """The id of an article depends on its path alone."""
    (tmp_path / "b.txt").write_text("The bridge is open.")
    before = set(load.load_articles(tmp_path).articles["article_id"])
    for name in ("a.txt", "b.html", "c/b.txt", "b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            f"<p>The {name} bridge over the Merrow is open since Friday, and cars cross it.</p>"
        )
    assert before < set(load.load_articles(tmp_path).articles["article_id"])


def test_time_grows_with_the_length_of_a_line_not_faster():
    """Repetitive lines of 240 and of 200,000 characters are read as a matter of course (a regular expression gone wrong hangs)."""
    for bit in (
        "![",
        "(",
        "A ",
        "May ",
        "1/",
        ".",
        "https://",
        "-",
        "By A ",
        "A, ",
        "Ab. ",
        "2012-",
        "[[",
        "— ",
        "“",
        "x:",
        "\u2028A",
        "A,",
        "A.,",
    ):
        line = bit * (240 // len(bit))  # as long as a credit may be
        read_furniture(f"{line}\n\n{line}")
        text = bit * (200_000 // len(bit))
        segments, _ = read_furniture(text)
        assert segments[0]["start"] <= 1
        assert json.dumps(segments[-1])


def test_random_bytes_end_in_an_article_or_a_problem(tmp_path):
    """Whatever the bytes and the ending, loading raises nothing but CorpusError, and each file is accounted for."""
    chance = random.Random(7)
    endings = [".txt", ".md", ".html", ".docx", ".pdf", ".rtf", ".eml", ".mhtml", ".csv", ".jsonl", ".parquet", ".zip"]
    heads = [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"PAR1",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<html><body><p>",
        b"text,outlet\n",
        b'{"text": "',
    ]
    for n in range(90):
        data = chance.choice(heads) + bytes(chance.randrange(256) for _ in range(chance.randrange(400)))
        (tmp_path / f"{n}{endings[n % len(endings)]}").write_bytes(data)
    (tmp_path / "good.txt").write_text("The bridge is open.")
    corpus = load.load_articles(tmp_path)
    told = set(corpus.articles["path"]) | set(corpus.problems["path"])
    assert told == {path.name for path in Path(tmp_path).iterdir()}
