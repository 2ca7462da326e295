"""Lanes: places marks on a time axis in rows, so that neither the marks nor their labels overlap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kit.charts.lettering import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

# Pixels: the words beside a mark, half a point, the gap between marks, the arrow of what is open on one side.
WORDS, HALF, GAP, ARROW = 11, 6.0, 5.0, 14.0


@dataclass
class Axis:
    """A stretch of time on so many pixels."""

    low: pd.Timestamp
    high: pd.Timestamp
    width: float

    def at(self, moment: Any) -> float:
        return (moment - self.low) / (self.high - self.low) * self.width


@dataclass
class Row:
    """The pixels taken in one row of a lane."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def free(self, begin: float, end: float) -> bool:
        return all(end + GAP <= a or b + GAP <= begin for a, b in self.taken)


def pack(
    marks: Iterable[dict[str, Any]], lanes: dict[str, int], axis: Axis, *, with_words: bool
) -> tuple[list[dict[str, Any]], dict[str, tuple[int, int]]]:
    """Give each mark its row and its words a place; returns the marks and each lane's first row and number of rows.

    `lanes` gives the least number of rows of each lane. A mark has `outlet`, `begin`, `end` (moments), `point`, `open` and `label`; it gets `row`, `words` (empty where there is no room),
    `words_at` (pixels) and `align`. With `with_words` a lane grows until all words have room; without, words stand where
    there happens to be room. Rows are filled in the order of the marks, so it depends on nothing else.
    """
    by_lane: dict[str, list[dict[str, Any]]] = {lane: [] for lane in lanes}
    for mark in marks:
        by_lane[mark["outlet"]].append(dict(mark))
    placed: list[dict[str, Any]] = []
    extents: dict[str, tuple[int, int]] = {}
    top = 0
    for lane, least in lanes.items():
        rows: list[Row] = []
        for mark in by_lane[lane]:
            mark["row"] = top + _place(mark, rows, axis, with_words=with_words)
            placed.append(mark)
        if not with_words:
            for mark in by_lane[lane]:
                _words(mark, rows[mark["row"] - top], axis)
        extents[lane] = (top, max(least, len(rows)))
        top += extents[lane][1]
    return placed, extents


def _extent(mark: dict[str, Any], axis: Axis) -> tuple[float, float]:
    begin, end = axis.at(mark["begin"]), axis.at(mark["end"])
    if mark["point"]:
        middle = (begin + end) / 2
        return middle - HALF, middle + HALF
    return begin - (ARROW if mark["open"] == "start" else 0), max(end, begin + 3) + (
        ARROW if mark["open"] == "end" else 0
    )


def _beside(mark: dict[str, Any], axis: Axis) -> list[tuple[float, float, float, str]]:
    """Where the words may stand: in a long bar, behind the mark, before it; as begin, end, anchor and alignment."""
    begin, end = _extent(mark, axis)
    long = width_of(mark["label"], WORDS)
    places = []
    if not mark["point"] and end - begin > long + 8:
        places.append((begin, end, max(begin, 0) + 4, "left"))
    if end + GAP + long <= axis.width + 12:
        places.append((begin, end + GAP + long, end + GAP, "left"))
    if begin - GAP - long >= 0:
        places.append((begin - GAP - long, end, begin - GAP, "right"))
    return places


def _place(mark: dict[str, Any], rows: list[Row], axis: Axis, *, with_words: bool) -> int:
    begin, end = _extent(mark, axis)
    mark.update(words="", words_at=0.0, align="left")
    choices = _beside(mark, axis) if with_words and mark["label"] else []
    for n, row in enumerate([*rows, Row()]):
        if n == len(rows):
            rows.append(row)
        for low, high, at, align in choices:
            if row.free(low, high):
                row.taken.append((low, high))
                mark.update(words=mark["label"], words_at=at, align=align)
                return n
        if not choices and row.free(begin, end):
            row.taken.append((begin, end))
            return n
    raise AssertionError("an empty row takes any mark")


def _words(mark: dict[str, Any], row: Row, axis: Axis) -> None:
    """The words of a mark that has its place already, if there happens to be room."""
    own = _extent(mark, axis)
    others = Row([t for t in row.taken if t != own])
    for low, high, at, align in _beside(mark, axis) if mark["label"] else []:
        if others.free(low, high):
            row.taken.append((low, high))
            mark.update(words=mark["label"], words_at=at, align=align)
            return
