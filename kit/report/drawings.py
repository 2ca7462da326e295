"""Drawings: a chart as SVG inside the page, without what a page says better and without any address outside it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from kit.cache.drawings import kept
from kit.charts import base

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
# vl-convert resolves addresses against this base; a link inside the page must stay inside it.
_BASE = "https://vega.github.io/vega-datasets/"
_HREF = f"{{{XLINK}}}href"
# The page has its own font; names for screen readers stand beside the drawing; the rest says what SVG does anyway.
_NEEDLESS = ("class", "font-family", "role", "aria-label", "aria-roledescription", "aria-hidden", "pointer-events")
# The page has its own colours, by names that follow its theme.
_COLOURS = {base.INK: "var(--ink)", base.QUIET: "var(--quiet)", base.GRID: "var(--rule)", base.GROUND: "var(--paper)"}
# A tenth of a pixel is finer than any screen.
_PLACES = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_DEFAULTS = {
    "opacity": "1", "stroke-width": "1", "text-anchor": "start", "stroke-miterlimit": "10", "font-weight": "normal",
    "transform": "translate(0,0)",
}  # fmt: skip


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG, and the Vega specification that draws the same in a browser."""

    svg: str
    vega: dict[str, Any]

    @property
    def width(self) -> float:
        """Its width in pixels."""
        return float(ET.fromstring(self.svg).get("width", "0"))  # noqa: S314 - made here


def drawing(spec: dict[str, Any], name: str) -> Drawing:
    """The drawing of a Vega-Lite specification, with its name for screen readers; kept, because each takes a moment.

    What the browser gets is compiled here, once, by the version that draws here: there is nothing left to compile, or
    to remark upon, in every reader's browser.
    """
    told = json.dumps([spec, name, _makers()], sort_keys=True, default=str)
    made = json.loads(kept("drawings", f"{hashlib.sha256(told.encode()).hexdigest()}.json", lambda: _draw(spec, name)))
    return Drawing(made["svg"], made["vega"])


def _draw(spec: dict[str, Any], name: str) -> str:
    told = json.dumps(spec, ensure_ascii=False)
    for colour, named in _COLOURS.items():
        told = told.replace(colour, named)
    vega = base.compiled(json.loads(told))
    return json.dumps({"svg": _lean(base.drawn(vega), name), "vega": vega})


@cache
def _makers() -> list[str]:
    """What decides on a drawing besides its specification: the library, and the code here."""
    code = Path(__file__).read_bytes() + Path(base.__file__).read_bytes()
    return [metadata.version("vl-convert-python"), hashlib.sha256(code).hexdigest()]


def _lean(svg: str, name: str) -> str:
    """An SVG with its name, about half as long as vl-convert writes it, on no ground.

    Its only links are to places in the page. A drawing without links is an image to a screen reader, one with links a
    group.
    """
    root = ET.fromstring(svg)  # noqa: S314 - made by vl-convert
    for parent in list(root.iter()):
        for child in list(parent):
            if _unseen(child):
                parent.remove(child)
    for element in root.iter():
        for needless in _NEEDLESS:
            element.attrib.pop(needless, None)
        for label, value in _DEFAULTS.items():
            if element.get(label) == value:
                del element.attrib[label]
        for label in _PLACES:
            if label in element.attrib:
                element.set(label, _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", element.attrib[label]))
        if _HREF in element.attrib:
            target = element.attrib.pop(_HREF).removeprefix(_BASE)
            if target.startswith("#"):
                element.set("href", target)
    ground = root.find(f"{{{SVG}}}rect")
    if ground is not None:
        root.remove(ground)
    linked = any(element.get("href") for element in root.iter())
    root.set("role", "group" if linked else "img")
    root.set("aria-label", name)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def _unseen(element: ET.Element) -> bool:
    """Groups' backgrounds that are neither filled nor stroked, and what is not displayed."""
    if element.get("display") == "none":
        return True
    bare = not {"fill", "stroke"} & set(element.attrib)
    return element.get("class") == "background" and bare
