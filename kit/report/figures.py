"""Figures on a page: a drawing that needs no script, the words for it, its rows with links, and its specification."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from kit.report.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.charts.base import Figure
    from kit.report.view import View

# A table beside a chart is for looking up; beyond this many rows the CSV is the better tool, and is named.
ROWS = 200
# vl-convert resolves addresses against this base; a link inside the page must stay inside it.
_BASE = "https://vega.github.io/vega-datasets/"
_FONT = re.compile(r' font-family="[^"]*"')
_HREF = re.compile(r' xlink:href="(?!#)[^"]*"')


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what is printed, where it leads, and whether it is a number."""

    value: Any
    href: str = ""
    number: bool = False


@dataclass(frozen=True)
class Shown:
    """A figure as the template prints it."""

    name: str
    title: str
    description: str = ""
    why_not: str = ""
    svg: Markup = field(default=Markup(), repr=False)
    spec: Markup = field(default=Markup(), repr=False)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)
    all_rows: int = 0


def shown(name: str, figure: Figure, view: View) -> Shown:
    """A figure for the page: `name` is its anchor; `svg` and `spec` are empty where there is no chart."""
    if not figure.spec:
        return Shown(name, figure.title, why_not=figure.why_not)
    spec = _without_title(figure.spec)
    columns, rows = _table(figure.data, view)
    return Shown(
        name=name,
        title=figure.title,
        description=figure.description,
        svg=_svg(spec),
        spec=script_data(spec) if _live(spec) else Markup(),
        columns=columns,
        rows=rows,
        all_rows=len(figure.data),
    )


def script_data(value: Any) -> Markup:
    """JSON that can stand inside a script element: no character of it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that HTML reads is escaped above


def _without_title(spec: dict[str, Any]) -> dict[str, Any]:
    """The page prints the title as a heading; unseen controls in the data are written out."""
    made = json.loads(plain(json.dumps(spec, ensure_ascii=False, default=str)))
    title = made.pop("title", {})
    made.pop("$schema", None)  # the page brings one version of Vega-Lite, and no other is meant
    if isinstance(title, dict) and title.get("subtitle"):
        made["title"] = {"text": "", "subtitle": title["subtitle"]}
    return made


def _live(spec: Any) -> bool:
    """Whether a script has anything to add: a selection, or words under the pointer."""
    if isinstance(spec, dict):
        return bool(spec.get("params") or spec.get("tooltip")) or any(
            _live(v) for k, v in spec.items() if k != "datasets"
        )
    return isinstance(spec, list) and any(map(_live, spec))


def _svg(spec: dict[str, Any]) -> Markup:
    """The drawing, without what the page's own style says better, and without any address outside the page."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    drawn = _FONT.sub("", drawn).replace(f'xlink:href="{_BASE}#', 'xlink:href="#')
    drawn = _HREF.sub("", drawn).replace(' fill="#FFFFFF"', ' fill="none"', 1)
    # An image that holds links is no image to a screen reader, but a group.
    role = "group" if "<a " in drawn else "img"
    return Markup(drawn.replace("<svg ", f'<svg role="{role}" ', 1))  # noqa: S704 - made by vl-convert, which escapes


def _table(data: pd.DataFrame, view: View) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    columns = [c for c in data.columns if c != "href"]
    rows = tuple(tuple(_cells(row, columns, view)) for row in data.head(ROWS).to_dict("records"))
    return tuple(str(c).removesuffix("_id").replace("_", " ") for c in columns), rows


def _cells(row: dict[Any, Any], columns: list[Any], view: View) -> Iterator[Cell]:
    """The cells of one row; keys lead to their places, an offset to its sentence."""
    for label in columns:
        value = row[label]
        name = str(label)
        if isinstance(value, (list, tuple, set)):
            yield Cell(", ".join(map(str, value)))
        elif pd.isna(value):
            yield Cell("")
        elif name.endswith("_id"):
            kind = name.removesuffix("_id")
            kind = kind if kind in {"statement", "speaker"} or not kind.endswith("article") else "article"
            yield Cell(view.names.get(value, value) if kind == "article" else value, view.href(kind, value))
        elif name.endswith("start"):
            side = name.removesuffix("start")
            article = row.get(f"{side}article_id", row.get("article_id"))
            yield Cell(value, view.passage(article, value), number=True)
        else:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            yield Cell(round(value, 4) if number else value, number=number)
