"""Explorers: controls, a view, and the selection as a DataFrame."""

from __future__ import annotations

import ipywidgets
import pandas as pd
import pytest

from kit.widgets import base, show

ROWS = pd.DataFrame({"outlet": ["Post", "Tide", "Post"], "n": [1, 2, 3]}, index=[7, 8, 9])  # invented


class Small(base.Explorer):
    def __init__(self):
        self.outlet = ipywidgets.Dropdown(options=["Post", "Tide"], description="Outlet")
        self.view = ipywidgets.HTML()
        super().__init__([self.outlet], [self.view])

    def choose(self):
        return ROWS[ROWS["outlet"] == self.outlet.value]

    def draw(self, rows):
        self.view.value = base.table_html(rows, "Chosen", limit=1)


def test_a_control_changes_the_rows_and_the_view():
    """Set the control, read `.rows`, see the view follow."""
    small = Small()
    assert small.rows["n"].tolist() == [1, 3]
    before = small.view.value
    small.outlet.value = "Tide"
    assert small.rows["n"].tolist() == [2]
    assert small.view.value != before


def test_rows_are_a_copy():
    """Whoever changes what they read changes nothing here."""
    small = Small()
    taken = small.rows
    taken["n"] = 0
    assert small.rows["n"].tolist() == [1, 3]
    assert list(small.rows.index) == [0, 1]


def test_a_table_says_what_it_hides():
    """Rows beyond the limit are counted aloud; cells are escaped; headings have a scope."""
    shown = base.table_html(pd.DataFrame({"<a>": ["<script>", None]}), "C", limit=1)
    assert "(the first 1 of 2 rows)" in shown
    assert "<script>" not in shown
    assert '<th scope="col"' in shown
    assert "&lt;a&gt;</th>" in shown


def test_vega_reaches_the_page_once():
    """Two charts share one library widget; each chart's own state stays small."""
    one, two = base.ChartView(), base.ChartView()
    assert one.library is two.library
    assert len(str(one.get_state())) < 20_000


@pytest.mark.parametrize(("sent", "chosen"), [(1, "b"), (2, "a"), (9, "a"), (None, None)])
def test_a_choice_from_a_list_that_grew_shorter_is_dropped(sent, chosen):
    """A page may send the number of a line that is gone by the time it arrives."""
    control = base.ChangingDropdown(options=["a", "b", "c", "d"])
    control.options = ["a", "b"]
    control.set_state({"index": sent, "disabled": True})
    assert control.value == chosen
    assert control.disabled


def test_a_cut_table_keeps_some_of_each_outlet():
    """No outlet seems to have nothing because its rows stand below the cut; what is left out is said."""
    rows = pd.DataFrame({"outlet": ["Echo"] * 20 + ["Gazette"] * 3 + ["Post"], "number": range(24)})
    shown = show(rows, limit=6)._repr_mimebundle_()
    assert "6 of 24 rows, some of each outlet" in shown["text/html"]
    assert all(name in shown["text/plain"] for name in ("Echo", "Gazette", "Post"))
    assert "24 rows" in show(rows, limit=30)._repr_mimebundle_()["text/html"]
