"""The timeline as chart, explorer and comparison."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import kit
from kit.charts.lanes import Axis, pack
from kit.charts.timeline import timeline
from kit.charts.timeline_drawing import KINDS
from kit.compare import dated, lone_times, publication_days, quote_days, time_disagreements, unresolved_times
from kit.widgets import TimelineExplorer

# Invented outlets, people and places throughout.
ARTICLES = {
    "a.txt": (
        "Exampleton Post", "2031-03-12",
        ('The mayor, Ann Sample, said on Tuesday: "The bridge will open next month."\n\n'
         "It fell in 2028. The pre-2014 rules still hold. Repairs will begin soon.\n"),
    ),
    "b.txt": (
        "Inventia Daily", "2031-03-13",
        'Ann Sample said on Tuesday: "The bridge will open next month."\n\nIt fell in 2028. The 2014 rules still hold.\n',
    ),
    "c.txt": ("Fabled Courier", "", "Nobody knows when the bridge of Exampleton fell.\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Three invented articles on one event, one of them without a day."""
    folder = tmp_path_factory.mktemp("bridge")
    lines = ["file,outlet,published"]
    for name, (outlet, published, text) in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        lines.append(f"{name},{outlet},{published}")
    (folder / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return kit.read(folder)


def texts(node) -> set[str]:
    """All words that a specification writes."""
    if isinstance(node, dict):
        return {v for k, v in node.items() if k in ("text", "words", "outlet") and isinstance(v, str)} | {
            t for v in node.values() for t in texts(v)
        }
    return {t for v in node for t in texts(v)} if isinstance(node, list) else set()


def test_publication_days_keep_what_is_not_known(reading):
    """An article without a day has none, though its words are read from the others'."""
    days = publication_days(reading).set_index("outlet")
    assert pd.isna(days.at["Fabled Courier", "published"])
    assert days.at["Fabled Courier", "read_from_source"] == "other articles"


def test_a_quotation_is_dated_by_its_reporting_verb(reading):
    """The day named with the verb of saying, in both outlets the same, though one printed a day later."""
    days = quote_days(reading)
    named = days[days["rule"] == "day.beside-cue"]
    assert set(named["day"]) == {pd.Timestamp("2031-03-11")}
    assert set(named["article_id"]) == {"a", "b"}


def test_every_dated_row_leads_to_its_passage(reading):
    """Each row but a day of publication has the exact characters of its article, and a key."""
    by_id = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    rows = dated(reading)
    assert set(rows["what"]) >= {"published", "spoken", "happened", "planned", "state"}
    for row in rows[~rows["what"].isin(["published", "dateline"])].itertuples():
        assert by_id[row.article_id][row.start : row.end] == row.text
        assert pd.notna(row.time_id) or pd.notna(row.quote_id)


def test_one_word_may_date_two_happenings(reading):
    """ "Pre-2014 rules" and "2014 rules" are not the same days, and nothing says that one of them is wrong."""
    assert time_disagreements(reading).empty


def test_outlets_that_date_one_happening_differently_are_named(tmp_path):
    """Two dates for one happening are different days, each in its own words."""
    for name, day in (("a", "3 June"), ("b", "10 June")):
        text = f"HOLMSUND, May 6, 2025 — The Holmsund ferry will close to passengers on {day}, the council said."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = time_disagreements(kit.read(tmp_path))
    assert rows[["left_text", "right_text", "relation"]].to_numpy().tolist() == [
        ["3 June", "10 June", "different days"]
    ]


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        # One verb, two things.
        ("The railway will run one train in eight on Friday.", "Buses from Holmsund will run late on June 6.", False),
        (
            "Trains run between 7am and 6pm on Friday to Holmsund harbour.",
            "The Holmsund harbour trains will run at 8am.",
            False,
        ),
        ("The Holmsund harbour fair opens on Friday.", "In Holmsund the harbour fair opens on June 6.", True),
    ],
)
def test_a_verb_alone_makes_no_happening(tmp_path, left, right, told):
    """Days are told as the same in other words only where the sentences share what it happens to."""
    for name, text in (("a", left), ("b", right)):
        (tmp_path / f"{name}.txt").write_text(f"HOLMSUND, June 3, 2031 — {text}", encoding="utf-8")
    assert (not time_disagreements(kit.read(tmp_path)).empty) == told


def test_days_that_one_outlet_alone_names(reading):
    """A day that two name is not lone."""
    assert set(lone_times(reading)["text"]) == {"pre-2014", "2014"}


def test_what_names_no_day_is_listed(reading):
    """ "Soon" stands in the list of what names no day."""
    assert unresolved_times(reading)["text"].tolist() == ["soon"]


def test_one_article_alone_has_nothing_to_compare(tmp_path):
    """Neither disagreements nor lone days, and no error."""
    (tmp_path / "one.txt").write_text("It fell in 2028.\n", encoding="utf-8")
    alone = kit.read(tmp_path)
    assert time_disagreements(alone).empty
    assert lone_times(alone).empty
    assert timeline(alone).chart is not None


def test_the_chart_has_a_lane_for_every_outlet(reading):
    """Each outlet has its lane, also the one of which nothing is dated; the words beside the marks are the texts'."""
    figure = timeline(reading)
    written = texts(figure.to_dict())
    assert {"Exampleton Post", "Inventia Daily", "Fabled Courier"} <= written
    assert "“soon”" in written
    assert {KINDS[what][0] for what in figure.data["what"]} <= {word for word, *_ in KINDS.values()}


def test_kinds_differ_in_shape_as_well_as_colour():
    """No two kinds share a word, a colour or a shape."""
    for column in zip(*KINDS.values(), strict=True):
        assert len(set(column)) == len(KINDS)


def test_the_chart_is_the_same_on_every_run(reading):
    """Two drawings give the same bytes."""
    assert json.dumps(timeline(reading).to_dict()) == json.dumps(timeline(reading).to_dict())


def test_the_description_says_what_is_not_known(reading):
    """A reader who does not see the chart hears of the missing day and of what names none."""
    words = timeline(reading).description
    assert "No day of publication is known of Fabled Courier." in words
    assert "1 expression names no day." in words


def test_nothing_dated_says_so(tmp_path):
    """An article without any day gives a sentence in place of a chart."""
    (tmp_path / "one.txt").write_text("Nothing here.\n", encoding="utf-8")
    assert "cannot be shown" in timeline(kit.read(tmp_path)).why_not


def test_the_chart_draws(seeds):
    """The seeds' timeline becomes an SVG with its description."""
    figure = timeline(seeds)
    assert figure.svg.startswith("<svg")
    assert "aria-label" in figure.svg


def marks(number: int) -> list[dict]:
    day = pd.Timestamp("2031-03-01")
    return [
        {
            "outlet": f"lane {n % 3}",
            "begin": day + pd.Timedelta(days=n % 5),
            "end": day + pd.Timedelta(days=n % 5 + 1),
            "point": True,
            "open": "no",
            "label": "Wednesday",
        }
        for n in range(number)
    ]


@pytest.mark.parametrize("with_words", [True, False])
def test_marks_of_a_lane_do_not_collide(with_words):
    """No two marks of one row stand on the same pixels, and every lane has rows of its own."""
    day = pd.Timestamp("2031-03-01")
    axis = Axis(day, day + pd.Timedelta(days=7), 460)
    placed, extents = pack(marks(30), {"lane 0": 1, "lane 1": 1, "lane 2": 1}, axis, with_words=with_words)
    assert len(placed) == 30
    assert len({(mark["row"], mark["begin"]) for mark in placed}) == 30
    ends = [at + count for at, count in extents.values()]
    assert [at for at, _ in extents.values()][1:] == ends[:-1]
    assert not with_words or all(mark["words"] for mark in placed)


def test_the_explorer_chooses_outlets_kinds_and_span(reading):
    """Each control narrows `.rows`; an upside-down span holds nothing and still has its columns."""
    explorer = TimelineExplorer(reading)
    everything = len(explorer.rows)
    explorer.outlets.value = ("Exampleton Post",)
    assert set(explorer.rows["outlet"]) == {"Exampleton Post"}
    explorer.kinds.value = ("planned",)
    assert explorer.rows["text"].tolist() == ["next month"]
    explorer.kinds.value, explorer.outlets.value = (), ()
    explorer.first.value = "2031-03-11"
    assert len(explorer.rows) < everything
    assert (explorer.rows["latest"] >= "2031-03-11").all()
    explorer.last.value = "2013-12-31"
    assert explorer.rows.empty
    assert "what" in explorer.rows


def test_a_click_leads_to_the_passage(reading):
    """A mark that is clicked shows its sentences, with the words marked and escaped."""
    explorer = TimelineExplorer(reading)
    mark = explorer.rows[explorer.rows["text"] == "pre-2014"]["mark"].iloc[0]
    explorer.chart.selection = {"far_mark": {"mark": [mark]}}
    assert explorer.chosen["text"].tolist() == ["pre-2014"]
    assert "The <mark>pre-2014</mark> rules still hold." in explorer.passages.value


def test_hostile_text_is_escaped_in_the_explorer(tmp_path):
    """Markup in an article is shown as text."""
    (tmp_path / "one.txt").write_text("The <script>alert(1)</script> fair opened on 4 May 2029.\n", encoding="utf-8")
    explorer = TimelineExplorer(kit.read(tmp_path))
    explorer.mark.value = explorer.rows["mark"].iloc[0]
    assert "<script>" not in explorer.passages.value
    assert "&lt;script&gt;" in explorer.passages.value
