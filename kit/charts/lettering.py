"""Lettering: how wide words are in the font that charts are drawn in, and names as lines that fit a width."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

# One font by four names: Arial, Liberation Sans, Arimo and Helvetica have letters of the same widths, and every common
# system has one of them. What is measured where a chart is made is therefore as wide wherever it is shown.
FONT = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif"
SIZE, LINE, PAD = 12, 15, 4
# Lines of a heading.
MOST = 5
NO_SIGNS: Mapping[str, str] = {}

# Widths of the letters from space to "~" in thousandths of the size (Adobe, Helvetica.afm).
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_WIDE, _OTHER, _BOLD = 1000, 722, 1.08


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """How wide a line of text is, in pixels, in letters of so many pixels.

    >>> round(width_of("Kyiv"), 1) < round(width_of("KYIV"), 1)
    True
    """
    return sum(map(_letter, text)) * size / 1000 * (_BOLD if bold else 1)


def _letter(sign: str) -> int:
    """The width of a sign; accents have none, an accented letter has its letter's, other scripts that of a wide letter."""
    plain = unicodedata.normalize("NFD", sign)[0]
    if " " <= plain <= "~":
        return _WIDTHS[ord(plain) - 32]
    if unicodedata.combining(plain):
        return 0
    return _WIDE if unicodedata.east_asian_width(plain) in "WF" else _OTHER


def lines(text: str, width: float, size: float = SIZE) -> list[str]:
    """A text as lines of at most so many pixels: parted between words, and inside a word that is wider than a line.

    >>> lines("The Evening Courier", 70)
    ['The Evening', 'Courier']
    """
    made: list[str] = []
    for word in text.split() or [text]:
        longer = f"{made[-1]} {word}" if made else word
        if made and width_of(longer, size) <= width:
            made[-1] = longer
            continue
        made.append("")
        for sign in word:
            if made[-1] and width_of(made[-1] + sign, size) > width:
                made.append("")
            made[-1] += sign
    return made


def in_lines(names: Iterable[str], width: float, signs: Mapping[str, str] = NO_SIGNS) -> str:
    """The expression by which an axis or a heading of a facet writes each of these names, behind its sign, in lines."""
    return _instead({name: lines(signed(name, signs), width) for name in names})


def signed(name: str, signs: Mapping[str, str]) -> str:
    """A name behind its sign, if it has one."""
    return f"{signs[name]} · {name}" if signs.get(name) else name


def _instead(written: Mapping[str, Any]) -> str:
    """What an axis writes in the place of each name; a name with signs that no drawing can show stands as it is."""
    return f"{_literal(written)}[datum.value] || (datum.label)"


def _literal(value: Any) -> str:
    """A value as Vega's expressions write it; in facets, Vega-Lite would put fields in the place of a printed `datum.label`."""
    return json.dumps(value, ensure_ascii=False).replace("datum.", "datum\\u002e")


def _by_lines(names: Iterable[str], width: float, pixels: Callable[[int], float], signs: Mapping[str, str]) -> Any:
    """A measure of an axis by the number of lines of each name: Vega sets the first line where one line would stand."""
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(len(lines(signed(name, signs), width)), []).append(name)
    conditions = [
        {"test": f"indexof({_literal(mine)}, datum.value) >= 0", "value": pixels(count)}
        for count, mine in sorted(found.items())
        if count > 1
    ]
    return {"condition": conditions, "value": pixels(1)} if conditions else pixels(1)


def numbered(names: Sequence[str]) -> dict[str, str]:
    """A short heading for each name, where columns are too narrow for names and these have no signs.

    >>> numbered(["Post", "Times"])
    {'Post': '1', 'Times': '2'}
    """
    return {name: str(n) for n, name in enumerate(names, 1)}


def at_top(
    names: Sequence[str], width: float, signs: Mapping[str, str] = NO_SIGNS, pad: float = PAD
) -> tuple[dict[str, Any], list[str]]:
    """`headings` of an axis at the top: the last line of each name stands just above the cells, `pad` pixels away."""
    made, key = headings(names, width, signs)
    high = _by_lines(() if key else names, width, lambda n: pad + (n - 1) * LINE, signs)
    return {**made, "labelPadding": high}, key


def headings(
    names: Sequence[str], width: float, signs: Mapping[str, str] = NO_SIGNS
) -> tuple[dict[str, Any], list[str]]:
    """How an axis at the top writes these names in columns of this width, and the key where it writes signs alone.

    Names, behind their signs, are lines that stand level; where a name needs more than `MOST` of them, or is parted inside
    a word, the signs stand for all, or numbers where there are none.
    """
    level = {"labelAngle": 0, "labelLimit": 0, "labelLineHeight": LINE}
    if all(
        len(lines(signed(name, signs), width)) <= MOST and all(width_of(word) <= width for word in name.split())
        for name in names
    ):
        return {"labelExpr": in_lines(names, width, signs), **level}, []
    short = signs if all(signs.get(name) for name in names) else numbered(names)
    short = {name: short[name] for name in names}
    return {"labelExpr": _instead(short), **level}, [f"{sign}  {name}" for name, sign in short.items()]


def key_lines(key: Iterable[str], width: float) -> list[str]:
    """A key to letters as lines of this width.

    >>> key_lines(["A  Post", "B  Times"], 500)
    ['A  Post   ·   B  Times']
    """
    made: list[str] = []
    for one in key:
        longer = f"{made[-1]}   ·   {one}" if made else one
        if made and width_of(longer) <= width:
            made[-1] = longer
        else:  # the space behind a letter of the key stays wide
            first, *more = lines(one, width)
            made += [first.replace(" ", "  ", 1), *more]
    return made


def side(names: Sequence[str], width: float = 220, signs: Mapping[str, str] = NO_SIGNS) -> dict[str, Any]:
    """How an axis at the left writes these names, behind their signs: in lines, none cut, each beside the middle of its row."""
    shift = _by_lines(names, width, lambda n: -(n - 1) * LINE / 2, signs)
    return {"labelExpr": in_lines(names, width, signs), "labelLimit": 0, "labelLineHeight": LINE, "labelOffset": shift}


def in_the_middle(field: str) -> dict[str, str]:
    """How far (pixels) a text of several lines moves up so that its middle stands where it is set."""
    return {"expr": f"-(length(split(datum[{field!r}], '\\n')) - 1) * {LINE / 2}"}


def step(names: Iterable[str], least: float, width: float = 220) -> float:
    """How high (pixels) a row is that holds the longest of these names in lines."""
    return max(least, LINE * max((len(lines(name, width)) for name in names), default=1) + 8)
