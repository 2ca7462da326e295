"""What all charts share: a `Figure` is a chart with its question, its description in words and its data as a table.

A Figure draws itself in JupyterLab, VS Code, Voilà and on a page without any network: its output holds the chart for
Vega-Lite (version 5, the one JupyterLab brings), the same as SVG, and the description as text, which a screen reader
speaks. Ink, grid and ground are those of the page's theme; every chart adds shape, pattern or words to colour, because some
readers print in grey.
"""

from __future__ import annotations

import html
import json
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.lettering import FONT
from kit.data.palette import COLOURS, SHAPES
from kit.phrasing import AS_PRINTED

if TYPE_CHECKING:
    from collections.abc import Mapping

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # a name, never fetched

# Letters on a fill that is light in every theme.
DARK = "#222222"


def themed(jupyter: str, plain: str) -> str:
    """A colour that follows JupyterLab's theme, also when it is switched; elsewhere it is the plain one."""
    return f"var(--jp-{jupyter}, {plain})"


INK, QUIET = themed("content-font-color1", "#222222"), themed("content-font-color2", "#595959")
GRID, GROUND = themed("border-color2", "#E3E3E3"), themed("layout-color0", "#FFFFFF")
_THEMED = re.compile(r"var\(--jp-[\w-]+, (#\w+)\)")
# Wide enough for a sentence of axis labels, narrow enough for a projector's column and a printed page.
WIDTH = 560

# Control characters and lone halves of pairs: article text may hold them, XML may not, and some stop vl-convert. In JSON
# the controls are written as escapes, the halves stand for themselves.
# U+2028 and U+2029, which end a line and with it a string in Vega's expressions, are drawn as spaces.
_SEPARATORS = {0x2028: " ", 0x2029: " "}
_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8bcef]|1[0-9a-f])|b|f)|[\ud800-\udfff]")

CONFIG: dict[str, Any] = {
    "background": GROUND,
    "font": FONT,
    "view": {"stroke": None, "continuousWidth": WIDTH},
    # A chart is described as a whole, in words: its single marks would only be read as "graphic".
    "mark": {"aria": False},
    "axis": {
        "labelColor": INK, "titleColor": QUIET, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "gridColor": GRID, "domainColor": QUIET, "tickColor": QUIET, "labelLimit": 260,
    },
    "legend": {"labelColor": INK, "titleColor": QUIET, "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 320},
    "title": {
        "anchor": "start", "color": INK, "fontSize": 16, "subtitleColor": QUIET, "subtitleFontSize": 12, "offset": 12,
    },
    "header": {"labelColor": INK, "labelFontSize": 12, "labelLimit": 260},
    "range": {"category": list(COLOURS), "symbol": list(SHAPES)},
    "text": {"color": INK, "fontSize": 12},
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart (`chart`, Altair), the question it answers (`title`), what it shows in words (`description`), its data.

    `data` is the table behind the marks, with the keys that lead to passages. `why_not` says why there is no chart,
    where there is none; such a figure shows that sentence.

    >>> import altair as alt
    >>> data = pd.DataFrame({"outlet": ["A"], "words": [3]})
    >>> figure = finish(alt.Chart(data).mark_bar().encode(x="words", y="outlet"), title="How long?",
    ...                 description="A has 3 words.", data=data)
    >>> figure.to_dict()["title"]["text"], figure.data.shape
    ('How long?', (1, 2))
    """

    title: str
    description: str
    data: pd.DataFrame = field(repr=False)
    chart: Any = field(default=None, repr=False)
    why_not: str = ""

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification, the same on every run; empty if there is no chart."""
        if self.chart is None:
            return {}
        made = self.chart.to_dict(validate=False)  # altair has checked each part as it was made
        made["$schema"] = SCHEMA
        made["description"] = self.description
        made.setdefault("title", {})
        if isinstance(made["title"], str):
            made["title"] = {"text": made["title"]}
        made["title"] = {"text": wrapped(self.title), **made["title"]}
        made["config"] = {**CONFIG, **{k: v for k, v in made.get("config", {}).items() if k != "view"}}
        # Altair counts views through a whole run; counted in each chart, two runs give the same bytes.
        names: dict[str, str] = {}
        text = re.sub(
            r'"view_\d+"', lambda m: names.setdefault(m[0], f'"view_{len(names) + 1}"'),
            json.dumps(made, default=str, ensure_ascii=False),
        )  # fmt: skip
        return json.loads(text.translate(_SEPARATORS))

    def to_dict(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        return self.spec

    @cached_property
    def svg(self) -> str:
        """The chart as SVG, drawn without a browser, in ink on white; empty if there is no chart."""
        return _THEMED.sub(r"\1", self._themed_svg)

    @cached_property
    def _themed_svg(self) -> str:
        if not self.spec:
            return ""
        label = html.escape(self.description, quote=True)
        return drawn(compiled(self.spec)).replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if not self.spec:
            return {"text/plain": self.why_not, "text/html": _as_printed(f"<p>{html.escape(self.why_not)}</p>")}, {}
        if os.environ.get("SERVER_SOFTWARE", "").startswith("voila"):
            # Voilà's pages have no place for what Lab's drawer of Vega charts keeps, and print an error under each.
            return {"text/html": _as_printed(self._themed_svg), "text/plain": self.description}, {}
        options = {"embed_options": {"renderer": "svg", "actions": False}}
        return {MIME: self.spec, "image/svg+xml": self.svg, "text/plain": self.description}, {MIME: options}


def _as_printed(shown: str) -> str:
    return f'<div class="{AS_PRINTED}">{shown}</div>'


def finish(chart: Any, *, title: str, description: str, data: pd.DataFrame) -> Figure:
    """A Figure from an Altair chart; `title` is a question, `description` says what the chart shows."""
    return Figure(title=title, description=description, data=data.reset_index(drop=True), chart=chart)


def cannot(title: str, because: str) -> Figure:
    """A Figure without a chart: says what cannot be shown, and why.

    >>> cannot("Who is quoted?", "no article holds a quotation").why_not
    'Who is quoted? This cannot be shown: no article holds a quotation.'
    """
    return Figure(title, "", pd.DataFrame(), why_not=f"{title} This cannot be shown: {because.rstrip('.')}.")


def wrapped(text: str, width: int = 72) -> str | list[str]:
    """A title as lines no longer than `width` characters; Vega-Lite breaks no lines itself."""
    import textwrap

    lines = textwrap.wrap(text, width)
    return lines if len(lines) > 1 else text


def rows_of(data: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Rows for a chart: plain values, dates as ISO text, missing as None."""
    plain = data.astype("object")
    return [
        {str(k): v.isoformat() if isinstance(v, pd.Timestamp) else v for k, v in row.items()}
        for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def compiled(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The Vega specification of a Vega-Lite one; control characters, which no drawing can show, become U+FFFD."""
    import vl_convert

    told = _CONTROL.sub(lambda m: (m[1] or "") + "\ufffd", json.dumps(spec, ensure_ascii=False))
    return vl_convert.vegalite_to_vega(told)


def drawn(vega: dict[str, Any]) -> str:
    """The SVG of a Vega specification."""
    import vl_convert

    return vl_convert.vega_to_svg(vega)
