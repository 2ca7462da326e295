"""Stretch: a quoted stretch, and the marks of one paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Stretch:
    """Words between marks. `start:end` leave the marks out, `outer_start:outer_end` take them in.

    `missing` is the side whose mark is not there (`opening`, `closing` or nothing): `start` or `end` are then only
    the paragraph's bounds until `kit.english.quotes.missing_marks` has found a better place. `carried` says that a neighbouring
    paragraph's stretch is the same quotation (`from` the one before, `on` into the next).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    rule: str
    missing: str = ""
    carried: str = ""
    single: bool = False

    @property
    def marks(self) -> str:
        return "repaired" if self.missing else "balanced"


@dataclass
class Open:
    """An opening mark: where it stands, how many characters it has, and which it is."""

    at: int
    width: int
    mark: str


@dataclass
class Paragraph:
    """The marks of one paragraph: pairs, and those that found no partner."""

    number: int
    start: int
    end: int
    pairs: list[tuple[Open, int, int]] = field(default_factory=list)
    unclosed: list[tuple[Open, int]] = field(default_factory=list)
    unopened: list[tuple[int, int, int]] = field(default_factory=list)
    opens_first: bool = False

    @property
    def marked(self) -> bool:
        return bool(self.pairs or self.unclosed or self.unopened)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def moved(stretch: Stretch, start: int, end: int) -> Stretch:
    """The same stretch with other bounds."""
    return replace(stretch, start=start, end=end)
