"""Outlets of a chart: which are shown, in which order, and the colour and the sign that each has on every face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.charts.altair import alt
from kit.charts.lettering import PAD, side
from kit.compare.outlets import outlets
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from kit.compare.outlets import Outlet
    from kit.tables import Reading

    # By name, in the order in which they are shown.
    Shown = Mapping[str, Outlet]

# Pixels between a name and the cells, for the chip: a stripe in the outlet's colour.
CHIP, STRIPE, GAP = 5, 3, 2
# The colour of a row's outlet, as it stands in its data.
FILL = alt.Fill("chip:N", scale=None, legend=None)


def chosen(reading: Reading, names: Sequence[str] | None = None) -> dict[str, Outlet]:
    """The outlets to show by their names: all in the order of `kit.compare.outlets`, or those named, in theirs.

    Raises ValueError for a name that is no outlet of this reading.
    """
    known = {one.name: one for one in outlets(reading)}
    if names is None:
        return known
    strange = [name for name in names if name not in known]
    if strange:
        raise ValueError(f"No outlet is called {listing(map(repr, strange))}; there are {listing(map(repr, known))}.")
    return {name: known[name] for name in names}


def signs(shown: Shown) -> dict[str, str]:
    """The sign of each outlet, "" where it has none."""
    return {name: one.sign for name, one in shown.items()}


def down(shown: Shown) -> Any:
    """The channel along which outlets stand below each other, their names at the left behind their signs."""
    beside = alt.Axis(**side(list(shown), signs=signs(shown)), ticks=False, domain=False, labelPadding=PAD + CHIP)
    return alt.Y("outlet:N", sort=list(shown), title=None, axis=beside)


def chips(shown: Shown, *, x: Any = None, y: Any = None, field: str = "outlet") -> list[Any]:
    """A layer with a stripe in each outlet's colour, between its name and its cells; nothing where outlets have none.

    Takes the channel along which the outlets stand, `x` (names above) or `y` (names at the left).
    """
    values = [{field: name, "chip": one.colour} for name, one in shown.items() if one.colour]
    if not values:
        return []
    near, far = -GAP, -GAP - STRIPE
    place = (
        {"x": x, "y": alt.YValue(far), "y2": alt.Y2Value(near)}
        if x is not None
        else {"y": y, "x": alt.XValue(far), "x2": alt.X2Value(near)}
    )
    return [alt.Chart(alt.Data(values=values)).mark_rect(opacity=1).encode(fill=FILL, **place)]


def stripe() -> Any:
    """The stripes of a chart in panels, one for each row that has a `chip`."""
    return alt.Chart().transform_filter("datum.chip").mark_rect(opacity=1)


def once(data: pd.DataFrame, shown: Shown) -> pd.Series:
    """The colour of each row's outlet in the outlet's first row, "" in the others: a panel has one stripe."""
    colours = data["outlet"].map({name: one.colour for name, one in shown.items()})
    return colours.where(~data["outlet"].duplicated(), "")
