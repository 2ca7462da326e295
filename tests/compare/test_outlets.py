"""Outlets have one order, one sign and one colour: by day, of one day by likeness, the same on every face."""

from __future__ import annotations

import re

import pandas as pd

import kit
from kit.charts import order_grid, reuse_matrix, timeline, voice_shares
from kit.compare.outlets import SIGNS, outlets
from kit.entry import Entries
from kit.report import render
from kit.widgets import ParallelReader
from tests.handmade import Handmade


def made(*shared: str, days: dict[str, str]) -> kit.Reading:
    """Articles a to d; each text of `shared` names those that surely share a statement."""
    book = Handmade(**dict.fromkeys("abcd", "The quay is shut.\n" * 9))
    for key, day in days.items():
        book.know(key, published=pd.Timestamp(day))
    for number, who in enumerate(shared):
        book.put("statements", statement_id=f"s{number}", event_id="event", kind="claim", reference="The quay is shut.")
        for key in who:
            at = 18 * number
            book.put(
                "renderings", rendering_id=f"{key}-r{number}", statement_id=f"s{number}", article_id=key, start=at,
                end=at + 17, text="The quay is shut.", form="stated", certainty="sure", stance="asserted", rule="claim",
            )  # fmt: skip
    return book.reading()


def order(reading: kit.Reading) -> str:
    return "".join(one.article_id for one in outlets(reading))


def test_the_earliest_day_comes_first_and_no_day_last():
    """Days before likeness, likeness before the order of the files."""
    days = {"a": "2031-05-03", "c": "2031-05-02", "d": "2031-05-03T07:00"}
    assert order(made("ac", "ac", days=days)) == "cadb"
    assert order(made("cd", days=days)) == "cdab"


def test_of_one_day_each_is_followed_by_its_likest():
    """The first shares most with all; ties keep the order of the files."""
    assert order(made("bd", "bd", "bc", days={})) == "bdac"
    assert order(made(days={})) == "abcd"


def test_signs_and_colours_begin_anew_with_each_event():
    """Letters in the order of the outlets; beside each other no two have one colour."""
    reading = kit.read("seeds")
    assert [one.sign for one in outlets(reading)] == list(SIGNS[:5])
    assert len({one.colour for one in outlets(reading)}) == 5


def test_more_outlets_than_letters_have_no_sign():
    """With 27 articles of one event neither letters nor six colours tell them apart."""
    many = Handmade(**{f"n{n}": "The quay is shut.\n" for n in range(27)}).reading()
    assert {(one.sign, one.colour) for one in outlets(many)} == {("", "")}


def test_every_face_shows_one_order_and_the_same_signs():
    """Charts, entries, the reader and the report of the seeds, whose order is not that of the files."""
    reading = kit.read("seeds")
    shown = outlets(reading)
    names, colours = [one.name for one in shown], [one.colour for one in shown]
    assert names != sorted(names)
    for chart in (order_grid, reuse_matrix, voice_shares, timeline):
        svg = chart(reading).svg
        stripes = list(dict.fromkeys(found for found in re.findall(r'fill="(#\w{6})"', svg) if found in colours))
        assert [colour for colour in stripes if colour in colours], chart
        places = [svg.index(f">{one.sign} · {one.name.split()[0]}") for one in shown]
        assert places == sorted(places), chart
    assert {"".join(cell.article_id for cell in cells) for cells in Entries(reading).cells.values()} == {order(reading)}
    view = ParallelReader(reading).view
    assert [(one["outlet"], one["sign"]) for one in view.articles] == [(one.name, one.sign) for one in shown]
    page = render(reading, sections=["overview", "articles"])
    for n, one in enumerate(shown):
        assert re.search(
            rf'kit-chip-{n}" aria-hidden="true">{one.sign}</b>\s*(<[^>]+>)*{re.escape(one.name[:4])}', page
        )
