"""Figures on a page: a drawing that needs no script, the words for it, its rows with links, and its specification."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kit.phrasing import plain
from kit.report.drawings import drawing
from kit.report.view import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kit.charts.base import Figure
    from kit.report.view import View

# A table beside a chart is for looking up; beyond this many rows the CSV is the better tool, and is named.
ROWS = 200
# A specification longer than this (characters) is a chart of hundreds of marks: it stays a drawing, and the page light.
LARGEST = 200_000
# A drawing up to so wide (pixels) is shrunk into the column of a common screen, where its letters can still be read; a
# wider one, and any on a telephone, scrolls.
FITS = 1150


@dataclass(frozen=True)
class Link:
    """Words that lead to a place in the page; no address where the page has no such place."""

    words: Any
    href: str


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what is printed, or the links in its place, and whether it is a number."""

    value: Any
    links: tuple[Link, ...] = ()
    number: bool = False


@dataclass(frozen=True)
class Shown:
    """A figure as the template prints it; `spec` is for Vega, `fits` says that it may shrink a little."""

    name: str
    title: str
    description: str = ""
    why_not: str = ""
    svg: Markup = field(default=Markup(), repr=False)
    spec: Markup = field(default=Markup(), repr=False)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)
    all_rows: int = 0
    fits: bool = False


def shown(name: str, figure: Figure, view: View) -> Shown:
    """A figure for the page: `name` is its anchor; `svg` and `spec` are empty where there is no chart."""
    if not figure.spec:
        return Shown(name, figure.title, why_not=figure.why_not)
    spec = _without_title(figure.spec)
    columns, rows = _table(figure.data, view)
    made = drawing(spec, plain(figure.title))
    live = script_data(made.vega) if _live(spec) else Markup()
    return Shown(
        name=name,
        title=figure.title,
        description=figure.description,
        svg=Markup(made.svg),  # noqa: S704 - serialised by ElementTree, which escapes
        spec=live if len(live) <= LARGEST else Markup(),
        columns=columns,
        rows=rows,
        all_rows=len(figure.data),
        fits=made.width <= FITS,
    )


def script_data(value: Any) -> Markup:
    """JSON that can stand inside a script element: no character of it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that HTML reads is escaped above


def _without_title(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification without its title, which the page prints as a heading; invisible control characters are written out."""
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


def _table(data: pd.DataFrame, view: View) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """The rows with their keys as links: a name leads to its article or speaker, other keys to their passages."""
    columns = [str(c) for c in data.columns if not _told_elsewhere(str(c), data.columns)]
    rows = tuple(tuple(_cell(label, row, view) for label in columns) for row in _plain(data.head(ROWS)))
    heads = (c.removesuffix("_ids").removesuffix("_id").replace("_", " ") for c in columns)
    return tuple("passage" if head in ("start", "keys") else head for head in heads), rows


def _told_elsewhere(label: str, columns: Any) -> bool:
    """Columns that another one shows: the key behind a name, the end of a passage, what only the drawing needs."""
    if label in ("article_id", "speaker_id"):
        return {"article_id": "outlet", "speaker_id": "speaker"}[label] in columns
    if label in ("start", "end"):
        return label == "end" or any(f"{kind}_id" in columns for kind in PLACES)
    return label in ("href", "row", "mark", "label", "entity_id", "event_id", "fact_id")


def _cell(label: str, row: Mapping[str, Any], view: View) -> Cell:
    value = row[label]
    if label in ("outlet", "speaker"):
        key = "article" if label == "outlet" else "speaker"
        return Cell(value, (Link(value, view.href(key, row.get(f"{key}_id"))),) if value else ())
    if label.endswith("_ids") or label == "keys":
        found = [view.find(key) for key in _keys(value)]
        return Cell("", tuple(Link(n, href) for n, href in enumerate(filter(None, found), 1)))
    if label == "start":
        return Cell("", (Link("passage", view.passage(row.get("article_id"), value)),))
    if label == "statement_id":
        number = view.numbers.get(value)
        return Cell("", (Link(number, view.href("statement", value)),) if number else ())
    if label.endswith("article_id"):
        return Cell("", (Link(view.names.get(value, value), view.href("article", value)),) if value else ())
    if label.endswith("_id"):
        return Cell("", (Link("passage", view.find(value)),) if value else ())
    if isinstance(value, (list, tuple)):
        return Cell(", ".join(map(str, value)))
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Cell(round(value, 4) if isinstance(value, float) else value, number=number)


def _keys(value: Any) -> list[str]:
    """Keys as a list, whether they came as one or as words."""
    return value.split() if isinstance(value, str) else [str(key) for key in value] if value is not None else []


def _plain(data: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries with None for what is missing; lists stay lists."""
    plain_data = data.astype("object")
    return [{str(k): v for k, v in row.items()} for row in plain_data.where(data.notna(), None).to_dict("records")]
