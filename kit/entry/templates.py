"""Templates: how every page of the kit is made from its templates; all text is escaped, and no control acts unseen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kit.phrasing import day_in_words, plain, shortened

HERE = Path(__file__).parent


@cache
def templates(folder: Path) -> Environment:
    """The templates of a folder, with those that all pages share (`kit/entry/*.html`); an unknown name raises.

    >>> templates(HERE).from_string("<p>{{ said }}</p>").render(said="a < b")
    '<p>a &lt; b</p>'
    """
    made = Environment(
        loader=FileSystemLoader([folder, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"plain": plain, "day_in_words": day_in_words, "breakable": breakable, "shortened": shortened}
    return made


def printed(value: Any) -> Any:
    """What a template prints for a value: nothing for a missing one, dates as days, text with its controls shown.

    Markup made by a template passes as it is; everything else is escaped afterwards by the template engine.
    """
    if hasattr(value, "__html__"):
        return value
    if isinstance(value, pd.Timestamp):
        return day(value)
    return "" if value is None or value is pd.NA or value is pd.NaT else plain(str(value))


def day(value: Any) -> str:
    """A day in words, with the time of day where there is one.

    >>> day(pd.Timestamp("2031-03-05")), day(pd.NaT)
    ('5 March 2031', '')
    """
    if pd.isna(value):
        return ""
    words = day_in_words(value)
    return words if value == value.normalize() else f"{words}, {value.hour:02}:{value.minute:02}"


def breakable(name: str) -> Markup:
    """A name that may break behind a full stop, as an address in a narrow column must.

    >>> breakable("a.example & b")
    Markup('a.<wbr>example &amp; b')
    """
    return Markup(".<wbr>").join(plain(name).split("."))
