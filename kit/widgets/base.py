"""What all explorers share: controls, a view, and `.rows`, the selection as a DataFrame."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import pandas as pd
import traitlets

from kit.charts.bundle import vega_bundle
from kit.data.rulebook import explained
from kit.phrasing import AS_PRINTED, iso_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.charts.base import Figure

# Rows that an explorer shows where it cannot be used.
STILL = 5
# Notebooks set numbers flush right; these tables are mostly text.
_CELL = 'style="text-align:left;vertical-align:top;white-space:normal;line-height:1.4"'
_DAY = 'style="text-align:left;vertical-align:top;white-space:nowrap"'
WIDE = ipywidgets.Layout(width="100%")
# ipywidgets sets the lines of a text as far apart as its controls, and as wide as the page.
TEXT = "max-width:48em;line-height:1.45;margin:4px 0"
PASSAGE = f"{TEXT};border-left:3px solid #595959;padding:2px 12px;white-space:pre-line"


class VegaLibrary(ipywidgets.Widget):
    """Holds the Vega bundle in the page, once for all charts (0.9 MB)."""

    code = traitlets.Unicode().tag(sync=True)


@cache
def _library() -> VegaLibrary:
    return VegaLibrary(code=vega_bundle())


class OwnKeys(anywidget.AnyWidget):
    """Shows nothing; lets the controls of a page keep the keys that are pressed in them."""

    _esm = Path(__file__).with_name("own_keys.js")


@cache
def own_keys() -> OwnKeys:
    """One for all explorers."""
    return OwnKeys()


class ChangingDropdown(ipywidgets.Dropdown):
    """A dropdown whose list changes while it stands.

    A page says which line was chosen by its number; a number on its way while the list grew shorter may lie behind its
    end. It is dropped, and the page is told what is chosen.
    """

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """What a page sends."""
        if (sync_data.get("index") or 0) >= max(1, len(self.options)):
            sync_data = {name: value for name, value in sync_data.items() if name != "index"}
            self.send_state("index")
        super().set_state(sync_data)


class ChartView(anywidget.AnyWidget):
    """A chart that redraws when its figure changes: `view.show(figure)`; `selection` holds what was clicked."""

    _esm = Path(__file__).with_name("chart_view.js")
    spec = traitlets.Dict().tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    selection = traitlets.Dict().tag(sync=True)
    library = traitlets.Instance(VegaLibrary).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, figure: Figure | None = None) -> None:
        super().__init__(library=_library())
        self.figure = figure
        if figure is not None:
            self.show(figure)

    def show(self, figure: Figure) -> None:
        """Draw this figure in place of the one shown."""
        self.figure = figure
        self.words = figure.description or figure.why_not
        self.spec = figure.spec


class Explorer(ipywidgets.VBox):
    """Controls above a view; whatever is chosen can be read as a DataFrame, `explorer.rows`.

    A subclass makes its controls, calls `super().__init__(controls, views)` and answers two questions: `choose`
    (which rows?) and `draw` (how do they look?). Every change of a control's `value` asks both again. Controls that few
    need are `folded` behind a button, so that what is looked at stands above the fold.
    """

    def __init__(
        self,
        controls: Sequence[ipywidgets.Widget],
        views: Sequence[ipywidgets.Widget],
        folded: Sequence[ipywidgets.Widget] = (),
    ) -> None:
        self._rows = pd.DataFrame()
        self.controls = (*controls, *folded)
        bars = [_bar(controls)]
        if folded:
            more = _bar(folded)
            bars = [_bar([*controls, _folding(more)], "row nowrap"), more]
        super().__init__([*bars, *views, own_keys()], layout=WIDE)
        for control in self.controls:
            control.observe(self._changed, "value")
        self._changed()

    @property
    def rows(self) -> pd.DataFrame:
        """What is chosen now; a copy."""
        return self._rows.copy()

    def choose(self) -> pd.DataFrame:
        """The rows that the controls choose."""
        raise NotImplementedError

    def draw(self, rows: pd.DataFrame) -> None:
        """Show these rows."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; where no kernel runs (a saved notebook, a page of a code host), what is chosen as a table."""
        made = super()._repr_mimebundle_(**options)
        name, rows = type(self).__name__, self.rows
        made["text/plain"] = f"{name}, {len(rows)} rows chosen"
        caption = f"{name}: run this cell to use it. Chosen at first"
        made["text/html"] = table_html(rows, caption, limit=STILL)
        return made

    def _changed(self, _: Any = None) -> None:
        self._rows = self.choose().reset_index(drop=True)
        self.draw(self._rows)


def _bar(controls: Sequence[ipywidgets.Widget], flow: str = "row wrap") -> ipywidgets.HBox:
    """Controls beside each other."""
    return ipywidgets.HBox(list(controls), layout=ipywidgets.Layout(flex_flow=flow, grid_gap="4px 12px"))


def _folding(bar: ipywidgets.HBox) -> ipywidgets.ToggleButton:
    """The button that opens and closes a bar of controls, closed at first."""
    button = ipywidgets.ToggleButton(description="Filters", layout=ipywidgets.Layout(width="6em", min_width="6em"))

    def turn(_: Any = None) -> None:
        bar.layout.display = "flex" if button.value else "none"

    button.observe(turn, "value")
    turn()
    return button


def table_html(rows: pd.DataFrame, caption: str, *, limit: int = 200) -> str:
    """Rows as an HTML table with a caption and scoped headings, all text escaped; says how many rows it leaves out."""
    head = "".join(f'<th scope="col" {_CELL}>{html.escape(str(label))}</th>' for label in rows.columns)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td {_DAY if isinstance(cell, pd.Timestamp) else _CELL}>{html.escape(_shown(cell))}</td>" for cell in row
        )
        + "</tr>"
        for row in explained(rows.head(limit)).itertuples(index=False)
    )
    more = f" (the first {limit} of {len(rows)} rows)" if len(rows) > limit else ""
    return (
        f'<table class="kit-table {AS_PRINTED}"><caption style="text-align:left">{html.escape(caption + more)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _shown(cell: Any) -> str:
    """A cell as it is read: nothing for what is missing, a day without its midnight, two decimals of a share."""
    if pd.isna(cell):
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, pd.Timestamp) and cell == cell.normalize():
        return iso_day(cell)
    return str(cell)


def dropdown(label: str, options: Iterable[Any], room: str = "8em", **layout: str) -> ipywidgets.Dropdown:
    """A list to choose from, behind its label, which takes `room`."""
    style = {"description_width": room}
    return ipywidgets.Dropdown(options=list(options), description=label, style=style, layout=layout)


def button(text: str, tip: str, clicked: Any) -> ipywidgets.Button:
    """A button as tall as a finger, with what it does when it is clicked."""
    made = ipywidgets.Button(description=text, tooltip=tip, layout=ipywidgets.Layout(width="auto", min_height="32px"))
    made.on_click(clicked)
    return made
